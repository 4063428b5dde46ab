import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Candidate } from "./candidate.ts";
import { budgetCurve } from "./curve.ts";
import { type PlanOptions, planBudget } from "./plan.ts";

const now = 1_800_000_000;
const day = 86_400;

const candidates = fc.uniqueArray(
  fc.record<Candidate>({
    name: fc.string({ minLength: 1, maxLength: 6 }),
    cost: fc.integer({ min: 1, max: 1_000_000 }),
    lastUse: fc.integer({ min: now - 100 * day, max: now }),
    runs: fc.integer({ min: 1, max: 40 }),
    usedByThisRun: fc.boolean(),
  }),
  { selector: ({ name }) => name, maxLength: 40 },
);

const options = fc.record<PlanOptions>({
  budgetBytes: fc.nat(5_000_000),
  dropUnused: fc.boolean(),
  maxAgeDays: fc.option(fc.nat(60), { nil: undefined }),
  now: fc.constant(now),
});

const names = (list: readonly { entry: Candidate }[]) => list.map(({ entry }) => entry.name);

describe("planBudget", () => {
  test("parts its input, and what it keeps is expected to fit", () => {
    fc.assert(
      fc.property(candidates, options, (entries, options) => {
        const { keep, evict, expectedBytes } = planBudget(entries, options);
        expect([...names(keep), ...names(evict)].sort()).toEqual(entries.map(({ name }) => name).sort());
        expect(expectedBytes).toBe(keep.reduce((sum, { entry }) => sum + entry.cost, 0));
        expect(expectedBytes).toBeLessThanOrEqual(options.budgetBytes);
      }),
    );
  });

  test("keeps with a larger budget all that it keeps with a smaller one", () => {
    fc.assert(
      fc.property(candidates, options, fc.nat(2_000_000), (entries, options, more) => {
        const small = new Set(names(planBudget(entries, options).keep));
        const large = new Set(
          names(planBudget(entries, { ...options, budgetBytes: options.budgetBytes + more }).keep),
        );
        expect([...small].every((name) => large.has(name))).toBe(true);
      }),
    );
  });

  test("does not depend on the order of its input", () => {
    fc.assert(
      fc.property(candidates, options, (entries, options) => {
        expect(planBudget(entries.toReversed(), options)).toEqual(planBudget(entries, options));
      }),
    );
  });

  test("never gives up what this run used for what it did not use", () => {
    fc.assert(
      fc.property(candidates, options, (entries, options) => {
        const { keep, evict } = planBudget(entries, options);
        const lost = evict.some(({ entry }) => entry.usedByThisRun);
        const luxury = keep.some(({ entry }) => !entry.usedByThisRun);
        expect(lost && luxury).toBe(false);
      }),
    );
  });

  const entry = (name: string, more: Partial<Candidate> = {}): Candidate => ({
    name,
    cost: 100,
    lastUse: now,
    runs: 1,
    usedByThisRun: false,
    ...more,
  });

  test.each<{
    title: string;
    entries: Candidate[];
    options: Partial<PlanOptions>;
    keep: string[];
    reasons: string[];
  }>([
    {
      title: "often used before seldom used",
      entries: [entry("seldom"), entry("often", { runs: 9 })],
      options: { budgetBytes: 150 },
      keep: ["often"],
      reasons: ["over-budget"],
    },
    {
      title: "lately used before long unused",
      entries: [entry("old", { lastUse: now - 30 * day }), entry("new")],
      options: { budgetBytes: 150 },
      keep: ["new"],
      reasons: ["over-budget"],
    },
    {
      title: "small before large",
      entries: [entry("large", { cost: 900, usedByThisRun: true }), entry("small", { usedByThisRun: true })],
      options: { budgetBytes: 950 },
      keep: ["small"],
      reasons: ["over-budget"],
    },
    {
      title: "unused goes after a complete build",
      entries: [entry("unused", { runs: 40 }), entry("used", { usedByThisRun: true })],
      options: { dropUnused: true },
      keep: ["used"],
      reasons: ["unused"],
    },
    {
      title: "older than max-age goes, but not what this run used",
      entries: [
        entry("old", { lastUse: now - 8 * day }),
        entry("used", { lastUse: now - 8 * day, usedByThisRun: true }),
      ],
      options: { maxAgeDays: 7 },
      keep: ["used"],
      reasons: ["too-old"],
    },
    {
      title: "a single entry above the budget",
      entries: [entry("huge", { cost: 2000, usedByThisRun: true })],
      options: {},
      keep: [],
      reasons: ["larger"],
    },
    {
      title: "no budget",
      entries: [entry("any")],
      options: { budgetBytes: 0 },
      keep: [],
      reasons: ["larger"],
    },
  ])("$title", ({ entries, options, keep, reasons }) => {
    const plan = planBudget(entries, {
      budgetBytes: 1000,
      dropUnused: false,
      maxAgeDays: undefined,
      now,
      ...options,
    });
    expect(names(plan.keep)).toEqual(keep);
    expect(plan.evict.map(({ reason }) => reason)).toEqual(reasons);
  });
});

test("the curve tells for each budget what a plan keeps", () => {
  fc.assert(
    fc.property(candidates, fc.array(fc.nat(5_000_000), { maxLength: 5 }), (entries, budgets) => {
      const used = entries.filter(({ usedByThisRun }) => usedByThisRun).length;
      for (const { budgetBytes, entries: kept, hitShare } of budgetCurve(entries, budgets, now)) {
        const { keep } = planBudget(entries, { budgetBytes, dropUnused: false, maxAgeDays: undefined, now });
        expect(kept).toBe(keep.length);
        expect(hitShare).toBe(keep.filter(({ entry }) => entry.usedByThisRun).length / Math.max(1, used));
      }
    }),
  );
});

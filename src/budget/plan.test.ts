import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { budgetCurve, type PlanOptions, planBudget, shortfallOf } from "./plan.ts";
import { type Candidate, estimateCompileTimes } from "./worth.ts";

const now = 1_800_000_000;
const day = 86_400;

const candidates = fc.uniqueArray(
  fc.record<Candidate>({
    name: fc.string({ minLength: 1, maxLength: 6 }),
    cost: fc.integer({ min: 1, max: 1_000_000 }),
    lastUse: fc.integer({ min: now - 100 * day, max: now }),
    runs: fc.integer({ min: 1, max: 40 }),
    age: fc.nat(4),
    costMs: fc.option(fc.nat(200_000), { nil: null }),
    language: fc.constantFrom("rust", "c", null),
  }),
  { selector: ({ name }) => name, maxLength: 40 },
);

const options = fc.record<PlanOptions>({
  budgetBytes: fc.nat(5_000_000),
  evictAge: fc.option(fc.nat(3), { nil: undefined }),
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

  test("leaves nothing out for lack of room that would still fit", () => {
    fc.assert(
      fc.property(candidates, options, (entries, options) => {
        const { evict, expectedBytes } = planBudget(entries, options);
        for (const { entry, reason } of evict) {
          if (reason === "over-budget")
            expect(expectedBytes + entry.cost).toBeGreaterThan(options.budgetBytes);
        }
      }),
    );
  });

  test("keeps no more than the manifest can list, and leaves out nothing for it that would still fit", () => {
    const rooms = fc.record({ entries: fc.nat(20), bytes: fc.nat(60) });
    fc.assert(
      fc.property(candidates, options, rooms, (entries, options, room) => {
        const bytesOf = ({ name }: Candidate) => name.length;
        const { keep, evict } = planBudget(entries, { ...options, list: { ...room, bytesOf } });
        const bytes = names(keep).join("").length;
        expect(keep.length).toBeLessThanOrEqual(room.entries);
        expect(bytes).toBeLessThanOrEqual(room.bytes);
        for (const { entry, reason } of evict) {
          if (reason === "too-many" && keep.length < room.entries)
            expect(bytes + bytesOf(entry)).toBeGreaterThan(room.bytes);
        }
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

  test("never leaves out an entry for one that is worse in every way", () => {
    fc.assert(
      fc.property(candidates, options, fc.nat(4), (entries, options, by) => {
        const twins = entries.map((entry) => ({
          ...entry,
          name: `${entry.name}~`,
          age: entry.age + 1 + by,
          runs: 1,
        }));
        const kept = new Set(names(planBudget([...entries, ...twins], options).keep));
        for (const { name } of entries) expect(kept.has(`${name}~`) && !kept.has(name)).toBe(false);
      }),
    );
  });

  const entry = (name: string, more: Partial<Candidate> = {}): Candidate => ({
    name,
    cost: 100,
    lastUse: now,
    runs: 1,
    age: 1,
    costMs: 100,
    language: "rust",
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
      entries: [entry("old", { age: 3, costMs: 300 }), entry("new")],
      options: { budgetBytes: 150 },
      keep: ["new"],
      reasons: ["over-budget"],
    },
    {
      title: "seconds before sizes",
      entries: [entry("large", { cost: 900, costMs: 120_000 }), entry("small")],
      options: { budgetBytes: 950 },
      keep: ["large"],
      reasons: ["over-budget"],
    },
    {
      title: "nine times used is worth three times as much, not nine",
      entries: [entry("often", { runs: 9 }), entry("slow", { costMs: 400 })],
      options: { budgetBytes: 150 },
      keep: ["slow"],
      reasons: ["over-budget"],
    },
    {
      title: "small before large where nothing was measured",
      entries: [entry("large", { cost: 900, costMs: null }), entry("small", { costMs: null })],
      options: { budgetBytes: 950 },
      keep: ["small"],
      reasons: ["over-budget"],
    },
    {
      title: "an entry that does not fit does not keep out the ones after it",
      entries: [
        entry("first", { costMs: 9000 }),
        entry("second", { cost: 800, costMs: 8000 }),
        entry("third"),
      ],
      options: { budgetBytes: 850 },
      keep: ["first", "third"],
      reasons: ["over-budget"],
    },
    {
      title: "an unmeasured entry at what entries of its language take",
      entries: [
        entry("c", { language: "c", costMs: 900 }),
        entry("other c", { language: "c", costMs: null }),
        entry("rust", { costMs: 100 }),
      ],
      options: { budgetBytes: 250 },
      keep: ["c", "other c"],
      reasons: ["over-budget"],
    },
    {
      title: "what so many complete runs did not use is removed",
      entries: [entry("unused", { runs: 40, age: 2 }), entry("used", { age: 0 }), entry("before")],
      options: { evictAge: 2 },
      keep: ["used", "before"],
      reasons: ["unused"],
    },
    {
      title: "older than max-age is removed",
      entries: [entry("old", { lastUse: now - 8 * day, age: 0 }), entry("used", { lastUse: now - 6 * day })],
      options: { maxAgeDays: 7 },
      keep: ["used"],
      reasons: ["too-old"],
    },
    {
      title: "a single entry above the budget",
      entries: [entry("huge", { cost: 2000 })],
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
      evictAge: undefined,
      maxAgeDays: undefined,
      now,
      ...options,
    });
    expect(names(plan.keep)).toEqual(keep);
    expect(plan.evict.map(({ reason }) => reason)).toEqual(reasons);
  });
});

test("an entry that this run or the last complete one used is kept for that reason, others for earlier uses", () => {
  fc.assert(
    fc.property(candidates, options, (entries, options) => {
      for (const { entry, reason } of planBudget(entries, options).keep) {
        expect(reason).toBe(entry.age === 0 ? "used" : "used-before");
      }
    }),
  );
});

test("the curve tells for each budget what a plan keeps", () => {
  fc.assert(
    fc.property(candidates, fc.array(fc.nat(5_000_000), { maxLength: 5 }), (entries, budgets) => {
      const used = entries.filter(({ age }) => age === 0).length;
      const timeOf = estimateCompileTimes(entries);
      for (const { budgetBytes, entries: kept, hitShare, timeShare } of budgetCurve(entries, budgets)) {
        const { keep } = planBudget(entries, {
          budgetBytes,
          evictAge: undefined,
          maxAgeDays: undefined,
          now,
        });
        expect(kept).toBe(keep.length);
        const hits = keep.filter(({ entry }) => entry.age === 0);
        expect(hitShare).toBe(hits.length / Math.max(1, used));
        // Measured or estimated: where all that was measured took no time, so does what was not.
        expect(timeShare === 0).toBe(hits.every(({ entry }) => timeOf(entry) === 0));
        expect(timeShare).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("the shortfall is what a larger budget would have to hold, and would save", () => {
  fc.assert(
    fc.property(candidates, fc.nat(5_000_000), (entries, budgetBytes) => {
      const options = { evictAge: undefined, maxAgeDays: undefined, now };
      const plan = planBudget(entries, { ...options, budgetBytes });
      const shortfall = shortfallOf(plan);
      const used = entries.filter(({ age }) => age === 0);
      const kept = new Set(names(plan.keep));
      expect(shortfall?.entries ?? 0).toBe(used.filter(({ name }) => !kept.has(name)).length);
      if (!shortfall) return;
      expect(shortfall.neededBytes).toBeGreaterThan(budgetBytes);
      const enough = used.reduce((sum, { cost }) => sum + cost, 0);
      expect(shortfall.neededBytes).toBeGreaterThanOrEqual(enough);
      expect(shortfallOf(planBudget(used, { ...options, budgetBytes: enough }))).toBeUndefined();
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { planBudget } from "./plan.ts";

const candidates = fc.uniqueArray(
  fc.record({
    name: fc.string({ minLength: 1, maxLength: 6 }),
    bytes: fc.nat(1_000_000),
    lastUse: fc.nat(50),
  }),
  { selector: ({ name }) => name },
);
const ratio = fc.double({ min: 0.01, max: 1.5, noNaN: true });

test("a plan parts its input, and what it keeps is expected to fit", () => {
  fc.assert(
    fc.property(candidates, fc.nat(5_000_000), ratio, (entries, budgetBytes, ratio) => {
      const { keep, evict, expectedBytes } = planBudget(entries, { budgetBytes, ratio });
      expect(new Set([...keep, ...evict])).toEqual(new Set(entries));
      expect(keep.length + evict.length).toBe(entries.length);
      expect(expectedBytes).toBeLessThanOrEqual(budgetBytes);
    }),
  );
});

test("a plan does not depend on the order of its input", () => {
  fc.assert(
    fc.property(candidates, fc.nat(5_000_000), ratio, (entries, budgetBytes, ratio) => {
      const plan = planBudget(entries, { budgetBytes, ratio });
      expect(planBudget(entries.toReversed(), { budgetBytes, ratio })).toEqual(plan);
    }),
  );
});

test("what was used last stays, and a budget of 0 keeps nothing", () => {
  const entry = (name: string, lastUse: number) => ({ name, lastUse, bytes: 10_000 });
  const entries = [entry("old", 1), entry("newest", 3), entry("newer", 2)];
  const names = (budgetBytes: number) =>
    planBudget(entries, { budgetBytes, ratio: 1 }).keep.map(({ name }) => name);
  expect(names(25_000)).toEqual(["newest", "newer"]);
  expect(names(1_000_000)).toEqual(["newest", "newer", "old"]);
  expect(names(0)).toEqual([]);
});

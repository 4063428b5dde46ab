import { expect, test } from "vitest";
import { planBudget } from "../../budget/plan.ts";
import { limits } from "../../bundle/format/checks.ts";
import { evictedBy } from "./evicted.ts";

/** Of so many entries, which cost from a millisecond on, all are over the budget; the dearest is too old as well. */
function planOf(count: number) {
  const entries = Array.from({ length: count }, (_, i) => ({
    ...{
      name: `${i}`.padStart(3, "0").padEnd(64, "f"),
      cost: 1,
      lastUse: i === count - 1 ? 0 : 1e9,
      runs: 1,
    },
    ...{ age: 1, costMs: i + 1, language: null },
  }));
  const limits = { budgetBytes: 0, evictAge: undefined, maxAgeDays: 1, now: 1e9 };
  return planBudget(entries, limits);
}

test("of what is left out the next run is told what took longest, by the rule", () => {
  expect(evictedBy(planOf(3), "overlay")).toEqual({
    evicted: { "too-old": ["002fffffffffffff"], larger: ["001fffffffffffff", "000fffffffffffff"] },
    limitedBy: "overlay",
  });
  const { evicted = {} } = evictedBy(planOf(limits.evicted + 2), "max-size");
  expect(Object.values(evicted).flat()).toHaveLength(limits.evicted);
  expect(evicted["larger"]).not.toContain("001fffffffffffff");
});

test("where nothing is left out, nothing is told", () => {
  expect(evictedBy(planOf(0), "max-size")).toEqual({});
});

import { expect, test } from "vitest";
import { overlayBudget, tighter, wholeBudget } from "./budget.ts";

test.each([
  ["a small base", 500e6, 60e6, 30e6, "overlay"],
  ["a very small base", 500e6, 1e6, 20e6, "overlay"],
  ["a base as large as max-size twice", 500e6, 1e9, 500e6, "max-size"],
  ["no base that is known", 500e6, Number.POSITIVE_INFINITY, 500e6, "max-size"],
  ["a small max-size", 10e6, 60e6, 10e6, "max-size"],
])("an overlay on %s", (_what, maxSizeBytes, baseBytes, budgetBytes, limitedBy) => {
  expect(overlayBudget({ maxSizeBytes }, baseBytes)).toEqual({ budgetBytes, limitedBy });
});

test("the smaller budget counts, and the first where they are the same", () => {
  const whole = wholeBudget({ maxSizeBytes: 5 });
  expect(tighter(whole, { budgetBytes: 4, limitedBy: "store" }).limitedBy).toBe("store");
  expect(tighter(whole, { budgetBytes: 5, limitedBy: "store" }).limitedBy).toBe("max-size");
});

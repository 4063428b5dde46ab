import { expect, test } from "vitest";
import type { Ingredients } from "./family.ts";
import { endings } from "./strategy.ts";

test.each([
  ["2026-11-23T00:00:00Z", "20261123", "2026w48"],
  ["2026-11-22T23:59:59.999Z", "20261122", "2026w47"],
  ["2026-12-31T12:00:00Z", "20261231", "2026w53"],
  ["2027-01-03T12:00:00Z", "20270103", "2026w53"],
  ["2027-01-04T00:00:00Z", "20270104", "2027w01"],
  ["2024-12-30T00:00:00Z", "20241230", "2025w01"],
  ["2024-02-29T00:00:00Z", "20240229", "2024w09"],
])("%s", (instant, day, week) => {
  const ingredients = { nowMs: Date.parse(instant) } as Ingredients;
  expect(endings.daily(ingredients).part).toBe(`d${day}`);
  expect(endings.weekly(ingredients).part).toBe(week);
});

import { expect, test } from "vitest";
import { isChurn, type OverlayUse } from "./churn.ts";

const hourMs = 3_600_000;
const useless: OverlayUse = {
  status: "success",
  ageMs: hourMs,
  used: 0,
  inBase: 0,
  missedOfBase: 0,
  made: 3,
  unused: 3,
};

test.each<{ title: string; use: Partial<OverlayUse>; churn: boolean }>([
  { title: "nothing of the overlay was used, and all else came from the base", use: {}, churn: true },
  { title: "there was no overlay", use: { ageMs: undefined }, churn: false },
  { title: "something of it was used", use: { used: 1 }, churn: false },
  { title: "the base has some of it by now", use: { inBase: 1 }, churn: false },
  { title: "the change touched what had come to rest", use: { missedOfBase: 1 }, churn: false },
  { title: "crates were added", use: { made: 4 }, churn: false },
  { title: "crates were removed", use: { made: 2 }, churn: true },
  { title: "the job failed, and may be run again", use: { status: "failure" }, churn: false },
  { title: "nobody knows how the job went", use: { status: undefined }, churn: false },
  { title: "the overlay is of this morning", use: { ageMs: 6 * hourMs }, churn: false },
  { title: "the overlay is of the future: clocks differ", use: { ageMs: -1 }, churn: false },
])("$title", ({ use, churn }) => {
  expect(isChurn({ ...useless, ...use })).toBe(churn);
});

import { expect, test } from "vitest";
import type { Manifest } from "../bundle/format/manifest.ts";
import { candidatesOf, changedEnough, estimateCompileTimes, isChurn, type OverlayUse } from "./worth.ts";

test("what was not measured takes as long as usual, whatever outliers there are", () => {
  const measured = (costMs: number, language = "c") => ({ cost: 1000, costMs, language });
  const timeOf = estimateCompileTimes([1, 70, 80, 90, 60_000].map((costMs) => measured(costMs)));
  const unknown = { cost: 1000, costMs: null };
  expect(timeOf({ ...unknown, language: "c" })).toBeCloseTo(80);
  expect(timeOf({ ...unknown, language: "rust" })).toBeCloseTo(80);
  expect(timeOf(measured(7))).toBe(7);
});

test("an entry costs its share of its segment, and never nothing", () => {
  const entries = [3000, 1000, 0].map((bytes, i) => ({ name: `${i}`, bytes, segment: 0, lastRun: 1 }));
  const manifest = {
    segments: [{ bytes: 1001, rawBytes: 4000 }],
    entries,
    run: { clock: 3 },
  } as unknown as Manifest;
  expect(candidatesOf(manifest).map(({ cost, age }) => [cost, age])).toEqual([
    [751, 2],
    [251, 2],
    [1, 2],
  ]);
});

test.each([
  { title: "nothing new", change: { newEntries: 0, newBytes: 0, bundleBytes: 1e8 }, enough: false },
  {
    title: "nothing restored",
    change: { newEntries: 1, newBytes: 10, bundleBytes: undefined },
    enough: true,
  },
  {
    title: "2 % of a small bundle",
    change: { newEntries: 1, newBytes: 2e6, bundleBytes: 1e8 },
    enough: true,
  },
  { title: "less than 2 %", change: { newEntries: 1, newBytes: 1.9e6, bundleBytes: 1e8 }, enough: false },
  {
    title: "little, but long to compile",
    change: { newEntries: 1, newBytes: 1e5, newMs: 60_000, bundleBytes: 1e8 },
    enough: true,
  },
  {
    title: "much new in a full bundle, in the place of as much",
    change: {
      ...{ newEntries: 2, newBytes: 12e6, newMs: 20_000, bundleBytes: 5e8 },
      displaced: { entries: 2, bytes: 11e6, ms: 19_000 },
    },
    enough: false,
  },
  {
    title: "what takes long to compile, in the place of what does not",
    change: {
      ...{ newEntries: 1, newBytes: 12e6, newMs: 60_000, bundleBytes: 5e8 },
      displaced: { entries: 2, bytes: 11e6, ms: 9_000 },
    },
    enough: true,
  },
  { title: "5 MB of a large one", change: { newEntries: 9, newBytes: 5e6, bundleBytes: 1e9 }, enough: true },
  {
    title: "less than 5 MB of a large one",
    change: { newEntries: 9, newBytes: 4.9e6, bundleBytes: 1e9 },
    enough: false,
  },
])("$title: $enough", ({ change, enough }) => {
  expect(changedEnough(change).enough).toBe(enough);
});

test("a change that is too small says by how much", () => {
  expect(changedEnough({ newEntries: 12, newBytes: 3.1e6, bundleBytes: 4e8 }).why).toBe(
    "12 new entries, about 3.10 MB: the threshold is 5.00 MB, 2 % of the restored bundle and at most 5 MB",
  );
});

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

import { expect, test } from "vitest";
import { type Change, changedEnough } from "../../budget/worth.ts";
import { withoutPast } from "../../bundle/format/manifest.ts";
import { type AgedEntry, packWithin } from "./next-bundle.ts";

const about = { creator: "test", created: 0, ...withoutPast };

/** An entry of so many bytes, which are expected to be as many in the bundle. */
const entry = (name: string, bytes: number, more: Partial<AgedEntry> = {}): AgedEntry => ({
  ...{ name, kind: "object", bytes, lastUse: 0, runs: 1, ageBefore: 0, usedByThisRun: true },
  ...{
    fresh: true,
    added: true,
    remade: false,
    costMs: 1000,
    label: null,
    language: null,
    prints: null,
    lastRun: 0,
    age: 0,
  },
  ...more,
});
const old = entry("old", 1e8, { added: false, runs: 9, costMs: 1e6 });

/** What comes of these entries and this budget, without a bundle being made. */
async function whyNot(
  entries: readonly AgedEntry[],
  budgetBytes: number,
  freeBytes = Number.POSITIVE_INFINITY,
): Promise<string> {
  const bundleBytes = 1e8;
  const answer = await packWithin(
    entries,
    {
      plan: { budgetBytes, evictAge: undefined, maxAgeDays: undefined, now: 0 },
      measure: { manifest: undefined, rawAtSource: false },
      mostUploadBytes: undefined,
      freeBytes,
      judge: (kept) => {
        const news = kept.filter(({ added }) => added);
        const newBytes = news.reduce((sum, { cost }) => sum + cost, 0);
        const change: Change = { newEntries: news.length, newBytes, bundleBytes };
        const { enough, why } = changedEnough(change);
        return { newEntries: news.length, isEnough: enough, why };
      },
    },
    {
      about,
      directory: "",
      out: "",
      level: 3,
      segmentRawBytes: 1e6,
      known: new Map(),
      reuse: [],
    },
    () => Promise.reject(new Error("it is packed")),
  ).catch((error: Error) => error.message);
  return typeof answer === "string" ? answer : answer.kind === "packed" ? "packed" : answer.why;
}

test.each([
  { title: "all fits", budgetBytes: 2e8, why: "it is packed" },
  {
    title: "only a small new entry fits",
    budgetBytes: 5.6e7,
    why: /^too little of what is new fits into 56.0 MB: 1 new entry, about 55.1 kB: the threshold/,
  },
  { title: "nothing new fits", budgetBytes: 5.501e7, why: "nothing new fits into 55.0 MB" },
  { title: "nothing fits", budgetBytes: 10, why: "nothing fits into 10 B" },
])("what is new is judged by what the plan keeps: $title", async ({ budgetBytes, why }) => {
  const entries = [old, entry("small", 1e5), entry("large", 5e7)];
  expect(await whyNot(entries, budgetBytes)).toMatch(why);
});

test("nothing is packed that the disk cannot hold", async () => {
  const entries = [entry("large", 5e7)];
  expect(await whyNot(entries, 1e9, 2e8)).toBe("it is packed");
  expect(await whyNot(entries, 1e9, 1e7)).toMatch(/^the disk has too little room .* has 10.0 MB free$/);
});

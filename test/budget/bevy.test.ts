import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { planBudget } from "../../src/budget/plan.ts";
import type { Candidate } from "../../src/budget/worth.ts";

/** What a cold build of Bevy left, with the seconds that sccache's server measured. */
async function readEntries(): Promise<Candidate[]> {
  const text = await readFile(path.join(import.meta.dirname, "bevy-0.19.1.tsv"), "utf8");
  const rows = text
    .trimEnd()
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .slice(1);
  return rows.map((row) => {
    const [name = "", label, seconds, , bundle] = row.split("\t");
    const costMs = seconds === "-" ? null : Number(seconds) * 1000;
    const language = label === "-" ? null : "rust";
    return { name, cost: Number(bundle), costMs, language, age: 0, lastUse: 0, runs: 1 };
  });
}

test.each([
  [0.25, 0.43],
  [0.5, 0.68],
  [0.75, 0.86],
  [0.9, 0.95],
  [0.945, 0.975],
])("a budget of %d of Bevy's bytes keeps %d of its compile time", async (share, least) => {
  const entries = await readEntries();
  const sum = (some: readonly Candidate[], of: (one: Candidate) => number) =>
    some.reduce((total, one) => total + of(one), 0);
  const budgetBytes = share * sum(entries, ({ cost }) => cost);
  const options = { budgetBytes, evictAge: undefined, maxAgeDays: undefined, now: 0 };
  const kept = planBudget(entries, options).keep.map(({ entry }) => entry);
  const timeOf = ({ costMs }: Candidate) => costMs ?? 0;
  expect(sum(kept, timeOf) / sum(entries, timeOf)).toBeGreaterThanOrEqual(least);
});

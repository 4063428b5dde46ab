import { describe, expect, test } from "vitest";
import { parseStatistics, type Statistics } from "../sccache/server/statistics.ts";
import { saveMarkdown } from "./markdown.ts";
import type { BudgetReport, RestoreOutcome, RestoreReport, SaveReport } from "./report.ts";
import { describeStatistics, percent, restoreLines, saveLines } from "./text.ts";

/** A golden file; `npm test -- -u src/report` writes them anew. */
const golden = (name: string) => `../../test/golden/${name}`;
const lines = (text: readonly string[]) => `${text.join("\n")}\n`;

const keys = {
  family: "sccache-linux-x64-rust1.95.0.59807616e-build-m5809269d",
  primary: "sccache-linux-x64-rust1.95.0.59807616e-build-m5809269d-0123456789abcdef",
  fallbacks: [
    "sccache-linux-x64-rust1.95.0.59807616e-build-m5809269d-",
    "sccache-linux-x64-rust1.95.0.59807616e-build-",
    "sccache-linux-x64-rust1.95.0.59807616e-",
  ],
  digest: true,
  overlay: null,
  explanation: [
    { part: "sccache", from: "input name" },
    { part: "linux", from: "operating system" },
    { part: "x64", from: "architecture" },
    { part: "rust1.95.0.59807616e", from: "rustc 1.95.0 (59807616e 2026-04-14)" },
    { part: "build", from: "job build" },
    { part: "m5809269d", from: '{\n  "os": "linux"\n}' },
    { part: "0123456789abcdef", from: "lockfiles Cargo.lock" },
  ],
};
const key = `${keys.primary}-0cea80effffd`;

const restored = (outcome: RestoreOutcome): RestoreReport => ({
  step: "restore",
  keys,
  storeLabel: "github",
  outcome,
  seconds: 1.84,
});

describe("the log of a restore", () => {
  test.each<[string, RestoreOutcome]>([
    [
      "restored",
      {
        kind: "restored",
        key,
        fresh: true,
        bundleBytes: 58_800_000,
        entries: 106,
        entryBytes: 355_000_000,
        overlay: undefined,
      },
    ],
    [
      "fallback",
      {
        kind: "restored",
        key: `${keys.fallbacks[1]}any-ffff-0cea80effffd`,
        fresh: false,
        bundleBytes: 999,
        entries: 1,
        entryBytes: 1000,
        overlay: undefined,
      },
    ],
    ["found", { kind: "found", key, fresh: true }],
    ["miss", { kind: "miss" }],
    ["trouble", { kind: "trouble", why: "GitHub's cache: the lookup failed with 503", noStore: false }],
  ])("%s", async (name, outcome) => {
    await expect(lines(restoreLines(restored(outcome)))).toMatchFileSnapshot(golden(`restore-${name}.txt`));
  });
});

const counted = (total: number) => ({ total, byLanguage: { Rust: total } });
const statistics: Statistics = {
  ...(parseStatistics('{"stats":{}}') as Statistics),
  hits: counted(98),
  misses: counted(4),
};

const candidate = (name: string, usedByThisRun: boolean, cost: number) => ({
  name,
  usedByThisRun,
  cost,
  lastUse: 1_700_000_000,
  runs: 2,
});
const budget: BudgetReport = {
  budgetBytes: 500_000_000,
  room: undefined,
  unused: { drop: true, why: "the build was complete" },
  plan: {
    expectedBytes: 58_000_000,
    keep: [
      { entry: candidate("a/a/aa", true, 50_000_000), reason: "used" },
      { entry: candidate("b/b/bb", true, 8_000_000), reason: "used" },
    ],
    evict: [
      { entry: candidate("c/c/cc", false, 3_000_000), reason: "unused" },
      { entry: candidate("d/d/dd", true, 600_000_000), reason: "larger" },
    ],
  },
};

const saved: SaveReport = {
  step: "save",
  keys,
  storeLabel: "github",
  outcome: { kind: "saved", key, bundleBytes: 58_800_000, entries: 106, as: "base" },
  statistics,
  restored: { key: `${keys.primary}-ffffffffffff`, bytes: 57_100_000 },
  entries: { total: 110, totalBytes: 355_000_000, usedByThisRun: 102, added: 4, dropped: [] },
  budget,
  budgetBytes: 500_000_000,
  seconds: 2.06,
};

describe("the log and the job summary of a save", () => {
  test.each<[string, Partial<SaveReport>]>([
    ["saved", {}],
    [
      "first",
      {
        restored: null,
        statistics: { ...statistics, hits: counted(0), misses: counted(102) },
        entries: { ...saved.entries, added: 110 },
      },
    ],
    [
      "nothing-new",
      {
        outcome: { kind: "not-saved", why: "nothing is new" },
        statistics: { ...statistics, hits: counted(102), misses: counted(0) },
        entries: { ...saved.entries, added: 0 },
      },
    ],
    ["taken", { outcome: { kind: "taken", key } }],
    ["no-server", { outcome: { kind: "not-saved", why: "the job was cancelled" }, statistics: undefined }],
    ["not-asked", { statistics: { ...statistics, hits: counted(0), misses: counted(0) } }],
    [
      "trouble",
      {
        outcome: { kind: "trouble", why: "GitHub's cache: this token may only read" },
        statistics: { ...statistics, errors: counted(2) },
        entries: {
          ...saved.entries,
          dropped: [{ name: `a/b/${"ab".repeat(32)}`, why: "its checksum is another" }],
        },
      },
    ],
    [
      "odd-names",
      {
        keys: {
          ...keys,
          explanation: [
            ...keys.explanation,
            { part: "x`y|z", from: "job <img src=x> | `code` [link](http://x) *bold*\nline" },
          ],
        },
        outcome: { kind: "not-saved", why: "the file system refused: <script> | a\nb" },
      },
    ],
  ])("%s", async (name, change) => {
    const report = { ...saved, ...change };
    await expect(lines(saveLines(report))).toMatchFileSnapshot(golden(`save-${name}.txt`));
    await expect(saveMarkdown(report)).toMatchFileSnapshot(golden(`save-${name}.md`));
  });

  test("names from elsewhere cannot add cells or lines to the summary's tables", () => {
    const from = "job | a\nb | c";
    const table = saveMarkdown({ ...saved, keys: { ...keys, explanation: [{ part: "p", from }] } });
    const row = table.split("\n").find((line) => line.includes("`p`"));
    expect(row?.replaceAll("\\|", "").split("|")).toHaveLength(4);
  });

  test("at most ten entries are named that were left out, and the rest counted", () => {
    const dropped = Array.from({ length: 25 }, (_, i) => ({ name: `entry ${i}`, why: "damaged" }));
    const text = saveLines({ ...saved, entries: { ...saved.entries, dropped } });
    expect(text.filter((line) => line.startsWith("Left out entry"))).toHaveLength(10);
    expect(text).toContain("Left out 15 more");
  });
});

test.each([
  [1, "100 %"],
  [0.9999, "99.9 %"],
  [0.9608, "96.0 %"],
  [0.5, "50.0 %"],
  [0, "0.0 %"],
])("a share of %d is %s", (share, text) => {
  expect(percent(share)).toBe(text);
});

test.each([
  [98, 4, 0, "98 of 102 compilations were hits (96.0 %)"],
  [102, 0, 2, "102 of 102 compilations were hits (100 %), 2 cache errors"],
  [0, 0, 0, "sccache was not asked for anything"],
])("%d hits, %d misses, %d errors", (hits, misses, errors, text) => {
  const counts = { hits: counted(hits), misses: counted(misses), errors: counted(errors) };
  expect(describeStatistics({ ...statistics, ...counts })).toBe(text);
});

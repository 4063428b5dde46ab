import { describe, expect, test } from "vitest";
import type { BudgetLimit } from "../../budget/budget.ts";
import { parseStatistics, type Statistics } from "../../sccache/server/statistics.ts";
import { describeHits, headline } from "../hits.ts";
import { makeReport, type ReportParts, reportBuild } from "../make-report.ts";
import type { BudgetReport, Report, RunSummary, SaveReport } from "../report.ts";
import { saveLines } from "../text.ts";

const statistics: Statistics = {
  ...(parseStatistics('{"stats":{}}') as Statistics),
  compileRequests: 500,
  hits: { total: 500, byLanguage: { Rust: 500 } },
};
const budget = (limit: BudgetLimit): BudgetReport => ({
  ...{ budgetBytes: 30e6, limit, limitedBy: limit === "max-size" ? null : "why", expectedBytes: 29e6 },
  ...{ unused: { drop: false, why: "w" }, kept: [], evicted: [] },
  shortfall: { entries: 9, neededBytes: 79e6, savedMs: 60_000 },
  curve: [{ budgetBytes: 80e6, entries: 10, hitShare: 1, timeShare: 1 }],
});
const save = (more: Partial<SaveReport> = {}): SaveReport => ({
  ...{ outcome: { kind: "nothing-new", why: "w" }, seconds: 2, phases: [], maxSizeBytes: 500e6 },
  entries: { total: 0, totalBytes: 0, usedByThisRun: 0, added: 0, dropped: [] },
  ...{ budget: null, deleted: { bundles: 0, bytes: 0 } },
  ...more,
});
/** A job whose server counted 500 hits, of which so many took a second to compile that anybody knows of. */
function reportOf(withTime: number, parts: Partial<ReportParts> = {}): Report {
  const hitEntries = Array.from({ length: 500 }, (_, i) => String(i));
  const costMs = (entry: string) => (Number(entry) < withTime ? 1000 : null);
  return makeReport({
    ...{ step: "save", store: "s", key: { primary: "k", fallbacks: [], explanation: [] } },
    restore: { outcome: { kind: "missed" }, seconds: 2, phases: [] },
    build: reportBuild({
      statistics,
      noCounts: { kind: "no-answer" },
      compilations: undefined,
      hitEntries,
      costMs,
    }),
    ...parts,
  });
}

describe("what limits is what is to be changed", () => {
  test.each<[BudgetLimit, RegExp]>([
    ["max-size", /^max-size is too small .* Set max-size to 80\.0M\.$/],
    ["overlay", /^The overlay of this pull request is too small .* pull-request: full/],
    ["store", /^The store's own max-size is too small .*local:PATH\?max-size=/],
    ["repository", /^The room in the repository's cache is too small .* repository-limit/],
  ])("%s", (limit, text) => {
    const report = reportOf(500, { save: save({ budget: budget(limit) }) });
    expect(report.advice?.text).toMatch(text);
    if (limit !== "max-size") expect(report.advice?.text).not.toMatch(/Set max-size/);
    const line = saveLines(report).find((one) => one.includes("leaves out"));
    expect(line).toContain(`${report.advice?.text.split(" is too")[0]}: 30.0 MB leaves out 9 entries`);
  });

  test("also where nothing fits", () => {
    const outcome = { kind: "too-small", why: "nothing fits into 12 kB" } as const;
    const repository = { othersBytes: 1, oursBytes: 1, limitBytes: 10e9, freeBytes: 9e9 };
    const found = reportOf(500, { repository, save: save({ outcome, budget: budget("max-size") }) });
    expect(found.advice?.text).toMatch(/^max-size is too small for any bundle\. Raise max-size\.$/);
    expect(reportOf(500, { repository, save: save({ outcome }) }).advice?.text).toMatch(/repository/);
  });
});

describe("what was saved and what it cost", () => {
  test.each([
    [3, "100 % cache hits, at least 3.0 s of compiling saved", "at least 3.0 s"],
    [500, "100 % cache hits, about 8 min 20 s of compiling saved", "about 8 min 20 s"],
  ])("with the time of %i of 500 hits: %s", (withTime, title, words) => {
    const report = reportOf(withTime, { save: save() });
    expect(headline(report)).toBe(title);
    expect(describeHits(report.build)).toContain(words);
  });

  const run = (more: Partial<RunSummary> = {}): RunSummary => ({
    ...{ id: null, endedAt: 1, complete: true, hits: 500, misses: 0, hitsWithTime: 490 },
    ...{ savedMs: 1000, restoreMs: 4000, bundleBytes: 1, ...more },
  });
  const adviceOf = (history: RunSummary[], parts: Partial<ReportParts> = { save: save() }) =>
    reportOf(500, { ...parts, history }).advice?.kind;

  test("runs that cost more than they saved are named, this one among them", () => {
    expect(adviceOf([run(), run(), run()])).toBe("costs-more");
    expect(adviceOf([run(), run({ savedMs: 9_000 }), run({ savedMs: 9_000 })])).toBeUndefined();
  });

  test.each([
    ["of which the time of few hits is known", [run(), run(), run({ hitsWithTime: 3 })]],
    ["that older versions recorded", [run(), run(), run({ hitsWithTime: null })]],
    ["without this one", [run(), run(), run(), run({ hits: null })]],
  ])("runs %s are not compared", (_what, history) => {
    expect(adviceOf(history)).toBeUndefined();
  });

  test("before the save nothing is known of this run", () => {
    expect(adviceOf([run(), run(), run()], {})).toBeUndefined();
  });
});

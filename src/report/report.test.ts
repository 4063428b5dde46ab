import { describe, expect, test } from "vitest";
import { restoredOutcome } from "../../test/report/made-up-outcome.ts";
import type { BudgetPlan } from "../budget/plan.ts";
import type { Candidate } from "../budget/worth.ts";
import { parseStatistics, type Statistics } from "../sccache/server/statistics.ts";
import { annotationText, headline } from "./hits.ts";
import { makeReport, type ReportParts, reportBudget, reportBuild } from "./make-report.ts";
import type {
  Explanation,
  NoCounts,
  RestoreOutcome,
  RestoreReport,
  RunSummary,
  SaveOutcome,
  SaveReport,
} from "./report.ts";
import { type CommentedJob, commentMarkdown, commentMarker, summaryMarkdown } from "./summary.ts";
import { restoreLines, saveLines } from "./text.ts";

/** A golden file; `npm test -- -u src/report` writes them anew. */
const golden = (name: string) => `../../test/golden/${name}`;
const lines = (text: readonly string[]) => `${text.join("\n")}\n`;

const family = "sccache-linux-x64-rust1.95.0.59807616e-ci.build-m5809269d";
const key = {
  primary: `${family}-0123456789abcdef`,
  fallbacks: [
    `${family}-`,
    "sccache-linux-x64-rust1.95.0.59807616e-ci.build-",
    "sccache-linux-x64-rust1.95.0.59807616e-",
  ],
  explanation: [
    { part: "sccache", from: "input key-prefix" },
    { part: "linux", from: "operating system" },
    { part: "x64", from: "architecture" },
    { part: "rust1.95.0.59807616e", from: "rustc 1.95.0 (59807616e 2026-04-14)" },
    { part: "ci.build", from: "job build of ci.yml" },
    { part: "m5809269d", from: '{\n  "os": "linux"\n}' },
    { part: "0123456789abcdef", from: "lockfiles Cargo.lock" },
  ],
};
const bundle = `${key.primary}-0cea80effffd`;

const restore = (outcome: RestoreOutcome): RestoreReport => ({
  outcome,
  seconds: 1.84,
  phases: [
    { name: "lookup", seconds: 0.21 },
    { name: "download", seconds: 1.02 },
    { name: "unpack", seconds: 0.61 },
  ],
});

const restored = restoredOutcome({
  key: `${key.primary}-ffffffffffff`,
  ref: "refs/heads/main",
  bundleBytes: 57_100_000,
  entries: 106,
  entryBytes: 355_000_000,
});

describe("the log and the summary of a restore", () => {
  test.each<[string, RestoreOutcome]>([
    ["restored", restored],
    [
      "overlay",
      {
        ...restored,
        fresh: false,
        ref: null,
        overlay: { key: "sccache+overlay-linux-x64-pr7-0cea80effffd", bundleBytes: 3_100_000, entries: 12 },
      },
    ],
    ["found", { kind: "found", key: bundle, fresh: true }],
    ["missed", { kind: "missed" }],
    ["skipped", { kind: "skipped", why: "restore is false" }],
    ["failed", { kind: "failed", failure: "lookup", why: "GitHub's cache: the lookup failed with 503" }],
    [
      "damaged",
      { kind: "failed", failure: "damaged", why: "the bundle cannot be used: segment 3: digest mismatch" },
    ],
  ])("%s", async (name, outcome) => {
    const report = makeReport({ step: "restore", store: "github", key, restore: restore(outcome) });
    await expect(lines(restoreLines(report))).toMatchFileSnapshot(golden(`restore-${name}.txt`));
    await expect(summaryMarkdown(report)).toMatchFileSnapshot(golden(`restore-${name}.md`));
  });
});

const counted = (total: number) => ({ total, byLanguage: total === 0 ? {} : { Rust: total } });
const statistics: Statistics = {
  ...(parseStatistics('{"stats":{}}') as Statistics),
  compileRequests: 133,
  hits: { total: 98, byLanguage: { Rust: 90, "C/C++": 8 } },
  misses: { total: 4, byLanguage: { Rust: 4 } },
  nonCacheable: { "crate-type": 20, "missing input": 8, "multiple input files": 3 },
  compileFails: 1,
  cacheLocation: 'Local disk: "/home/runner/.cache/sccache"',
};
const noCounts: NoCounts = { kind: "no-answer" };
const notCounted = (why: NoCounts) =>
  reportBuild({
    statistics: undefined,
    noCounts: why,
    compilations: undefined,
    hitEntries: undefined,
    costMs: () => null,
  });
const hit = (entry: string) => ({ label: "serde", entry, outcome: "hit", compileMs: null }) as const;
const missed = (label: string, compileMs: number | null) =>
  ({ label, entry: "x", outcome: "miss", compileMs }) as const;
const compilations = [
  ...Array.from({ length: 98 }, (_, i) => hit(`e${i}`)),
  missed("just", 6100),
  missed("just", 3100),
  missed("just", null),
  missed("just_macros", 800),
];
const build = reportBuild({ statistics, noCounts, compilations, hitEntries: undefined, costMs: () => 840 });

const candidate = (name: string, age: number, cost: number) => ({
  name,
  age,
  costMs: null,
  language: null,
  cost,
  lastUse: 1_700_000_000,
  runs: 2,
});
const plan: BudgetPlan<Candidate> = {
  expectedBytes: 58_000_000,
  keep: [
    { entry: candidate("a/a/aa", 0, 50_000_000), reason: "used" },
    { entry: candidate("b/b/bb", 0, 8_000_000), reason: "used" },
  ],
  evict: [
    { entry: candidate("c/c/cc", 1, 3_000_000), reason: "unused" },
    { entry: candidate("d/d/dd", 0, 600_000_000), reason: "larger" },
  ],
};
const budget = reportBudget(plan, {
  budgetBytes: 500_000_000,
  limit: "max-size",
  limitedBy: null,
  unused: { drop: true, why: "the build was complete" },
});

const history: RunSummary[] = [0.1, 0.55, 0.97, null, 0.96].map((rate, i) => ({
  id: String(1000 + i),
  endedAt: 1_795_000_000 + i * 7200,
  complete: true,
  hits: rate === null ? null : Math.round(rate * 100),
  misses: rate === null ? null : 100 - Math.round(rate * 100),
  savedMs: rate === null ? null : rate * 85_000,
  hitsWithTime: rate === null ? null : Math.round(rate * 100),
  restoreMs: 1800,
  bundleBytes: 57_000_000 + i * 1e6,
}));

const saved: SaveReport = {
  outcome: { kind: "saved", key: bundle, bundleBytes: 58_800_000, entries: 106, as: "base", united: [] },
  seconds: 2.06,
  phases: [
    { name: "pack", seconds: 1.2 },
    { name: "upload", seconds: 0.8 },
  ],
  entries: { total: 110, totalBytes: 355_000_000, usedByThisRun: 102, added: 4, dropped: [] },
  budget,
  maxSizeBytes: 500_000_000,
  deleted: { bundles: 1, bytes: 57_000_000 },
};

const explanation: Explanation = {
  misses: [],
  causes: [
    {
      class: "changed",
      detail: "Their source, or a crate that they depend on, has changed",
      remedy: null,
      compilations: 4,
      seconds: 10,
      labels: ["just", "just_macros"],
    },
  ],
};
const renamed: Explanation = {
  misses: [],
  causes: [
    {
      class: "environment",
      detail: "CARGO_HOME differs from the run that saved this bundle",
      remedy: "Set CARGO_HOME to the same path in every job.",
      compilations: 102,
      seconds: 84,
      labels: ["serde", "syn"],
    },
  ],
};

const whole: ReportParts = {
  step: "save",
  store: "github",
  key,
  restore: restore(restored),
  build,
  save: saved,
  repository: { othersBytes: 6.1e9, oursBytes: 1.2e9, limitBytes: 10e9, freeBytes: 2.7e9 },
  explanation,
  history,
};
const withOutcome = (outcome: SaveOutcome, budget = saved.budget): ReportParts => ({
  ...whole,
  save: { ...saved, outcome, budget },
});
const countsOf = (changes: Partial<Statistics>) =>
  reportBuild({
    statistics: { ...statistics, ...changes },
    noCounts,
    compilations: undefined,
    hitEntries: undefined,
    costMs: () => null,
  });

describe("the log and the summary of a save", () => {
  test.each<[string, ReportParts]>([
    ["saved", whole],
    [
      "first",
      {
        ...whole,
        restore: restore({ kind: "missed" }),
        history: [],
        explanation: null,
        build: countsOf({ hits: counted(0), misses: counted(102) }),
        save: { ...saved, deleted: { bundles: 0, bytes: 0 } },
      },
    ],
    [
      "united",
      withOutcome({
        kind: "saved",
        key: bundle,
        bundleBytes: 61e6,
        entries: 120,
        as: "base",
        united: [`${family}-x-1`],
      }),
    ],
    [
      "overlay",
      withOutcome({
        kind: "saved",
        key: "sccache+overlay-x",
        bundleBytes: 3.1e6,
        entries: 4,
        as: "overlay",
        united: [],
      }),
    ],
    ["nothing-new", withOutcome({ kind: "nothing-new", why: "nothing is new" })],
    [
      "not-allowed",
      withOutcome({ kind: "not-allowed", why: "pull-request is none, and this is a pull request" }),
    ],
    ["taken", withOutcome({ kind: "taken", key: bundle })],
    // Where there is no room at all, no budget was planned.
    [
      "too-small",
      withOutcome({ kind: "too-small", why: "caches in use hold 9.8 GB of the repository's 10 GB" }, null),
    ],
    ["withdrawn", withOutcome({ kind: "withdrawn", key: bundle, why: "the repository was above its limit" })],
    [
      "failed",
      {
        ...withOutcome({
          kind: "failed",
          failure: "denied",
          why: "GitHub's cache: this token may only read",
        }),
        build: countsOf({ errors: counted(2) }),
      },
    ],
    ["no-answer", { ...whole, explanation: null, build: notCounted({ kind: "no-answer" }) }],
    [
      "no-server",
      {
        ...withOutcome({ kind: "not-allowed", why: "sccache does not work here: <b>exit 2</b>" }),
        restore: restore({
          kind: "failed",
          failure: "server",
          why: "sccache does not work here: <b>exit 2</b>",
        }),
        explanation: null,
        build: notCounted({ kind: "no-server", why: "sccache does not work here: <b>exit 2</b>" }),
      },
    ],
    [
      "never-called",
      {
        ...whole,
        explanation: null,
        build: countsOf({ compileRequests: 0, hits: counted(0), misses: counted(0), nonCacheable: {} }),
      },
    ],
    ["incremental", { ...whole, build: countsOf({ nonCacheable: { incremental: 91, "crate-type": 20 } }) }],
    [
      "other-environment",
      { ...whole, explanation: renamed, build: countsOf({ hits: counted(0), misses: counted(102) }) },
    ],
    [
      "damaged-entries",
      {
        ...whole,
        save: {
          ...saved,
          entries: {
            ...saved.entries,
            dropped: [{ name: `a/b/${"ab".repeat(32)}`, why: "checksum mismatch" }],
          },
        },
      },
    ],
    [
      "foreign-names",
      {
        ...whole,
        key: {
          ...key,
          explanation: [
            ...key.explanation,
            { part: "x`y|z", from: "job <img src=x> | `code` [link](http://x) *bold* @team\nline" },
          ],
        },
        build: reportBuild({
          noCounts,
          statistics: { ...statistics, nonCacheable: { "<b>x</b> | ::error::y": 3 } },
          compilations: [...compilations, missed("</details>`|::warning::\u001b[31mred\u202e", 99_000)],
          hitEntries: undefined,
          costMs: () => 840,
        }),
        save: {
          ...saved,
          outcome: { kind: "not-allowed", why: "the file system refused: <script> | a\n##[error]b" },
        },
      },
    ],
  ])("%s", async (name, parts) => {
    const report = makeReport(parts);
    await expect(lines(saveLines(report))).toMatchFileSnapshot(golden(`save-${name}.txt`));
    await expect(summaryMarkdown(report)).toMatchFileSnapshot(golden(`save-${name}.md`));
  });

  test("the same report as JSON", async () => {
    await expect(`${JSON.stringify(makeReport(whole), null, 2)}\n`).toMatchFileSnapshot(
      golden("save-saved.json"),
    );
  });
});

const ciBuild: CommentedJob = { workflow: "ci", job: "build", matrix: undefined };

test("each job has a marker of its own, and no name ends the comment", () => {
  const jobs: readonly CommentedJob[] = [
    ciBuild,
    { ...ciBuild, workflow: "nightly" },
    { ...ciBuild, job: "build_all" },
    { ...ciBuild, job: "build-all" },
    { ...ciBuild, matrix: '{"os":"linux"}' },
    { ...ciBuild, matrix: '{"os":"macos"}' },
    { ...ciBuild, job: "--><script>" },
    { workflow: undefined, job: undefined, matrix: undefined },
  ];
  const markers = jobs.map(commentMarker);
  expect(new Set(markers).size).toBe(jobs.length);
  for (const marker of markers) expect(marker).toMatch(/^<!-- sccache-bundle [a-z0-9._]+ [0-9a-f]{8} -->$/);
});

test("a comment begins with the marker of its job, whatever its key", () => {
  const body = commentMarkdown(makeReport(whole), ciBuild);
  expect(body.split("\n")[0]).toBe(commentMarker(ciBuild));
  const otherKey = {
    primary: "mine",
    fallbacks: [],
    explanation: [{ part: "mine", from: "input key mine" }],
  };
  const later = commentMarkdown(makeReport({ ...whole, key: otherKey }), ciBuild);
  expect(later.split("\n")[0]).toBe(commentMarker(ciBuild));
});

test.each<[string, Partial<ReportParts>, string]>([
  ["a good run", {}, "96.0 % cache hits, about 1 min 22 s of compiling saved (98 hits, 4 misses, 0 errors)"],
  [
    "one that costs more than it saves",
    { build: reportBuild({ statistics, noCounts, compilations, hitEntries: undefined, costMs: () => 3 }) },
    "96.0 % cache hits, but 0.3 s of compiling saved cost 3.9 s (98 hits, 4 misses, 0 errors)",
  ],
  ["times that are not known", { build: countsOf({}) }, "96.0 % cache hits (98 hits, 4 misses, 0 errors)"],
  [
    "a server that had ended",
    { build: notCounted({ kind: "no-answer" }) },
    "hit rate not known, since sccache's server did not answer",
  ],
  [
    "a job without a server",
    { build: notCounted({ kind: "no-server", why: "lookup-only is true" }) },
    "hit rate not known, since lookup-only is true",
  ],
])("the notice of %s", (_, change, text) => {
  expect(annotationText(makeReport({ ...whole, ...change }))).toBe(text);
});

test.each<[string, Partial<Statistics>, string]>([
  ["errors", { executed: 5, errors: counted(5) }, "5 of 7 calls: errors of sccache"],
  ["failures", { executed: 5, compileFails: 5 }, "5 of 7 calls: compilations that failed"],
  ["SCCACHE_NO_CACHE", { executed: 7 }, "7 of 7 calls: not cached, as SCCACHE_NO_CACHE asks"],
  ["rustc -vV", { nonCacheable: { "missing input": 5, "crate-type": 1 } }, "6 of 7 calls: no compilations"],
  ["programs", { nonCacheable: { "crate-type": 4 } }, "4 of 7 calls: not cacheable"],
  [
    "results that could not be kept",
    { executed: 7, nonCacheableCompilations: 7 },
    "7 of 7 calls: not cacheable",
  ],
])(
  "where nothing was looked up, the log and the notice say what most calls were: %s",
  (_title, change, words) => {
    const idle = { hits: counted(0), misses: counted(0), compileFails: 0, nonCacheable: {} };
    const report = makeReport({ ...whole, build: countsOf({ ...idle, compileRequests: 7, ...change }) });
    expect(saveLines(report)[0]).toBe(`Cache hits: none, since nothing was looked up (${words})`);
    expect(annotationText(report)).toBe(`nothing was looked up (${words})`);
    expect(summaryMarkdown(report).includes("**Not cacheable**")).toBe(
      Object.keys(change).some((name) => name.startsWith("nonCacheable")),
    );
    const { calls, requests } = report.build?.counts ?? {};
    expect(Object.values(calls ?? {}).reduce((sum, one) => sum + one, 0)).toBe(requests);
  },
);

test.each([
  ["none", [], "4 compilations", undefined],
  [
    "some",
    [missed("just", 6100)],
    "`just` 6.1 s, and 3 compilations that sccache's log does not name",
    "Missed: just (6.1 s), and 3 compilations that sccache's log does not name",
  ],
  [
    "all",
    compilations,
    "`just` 3× 9.2 s, `just_macros` 0.8 s",
    "Missed: just (3× 9.2 s), just_macros (0.8 s)",
  ],
])("no miss is left out where the log names %s of them", (_title, logged, cell, line) => {
  const told = { statistics, noCounts, compilations: logged, hitEntries: undefined, costMs: () => null };
  const report = makeReport({ ...whole, explanation: null, build: reportBuild(told) });
  expect(summaryMarkdown(report)).toContain(`| **Missed** | ${cell} |`);
  expect(saveLines(report).find((one) => one.startsWith("Missed: "))).toBe(line);
});

test.each<[string, NoCounts, string | undefined]>([
  ["ended", { kind: "no-answer" }, "server-died"],
  ["never was there", { kind: "no-server", why: "there is no sccache" }, undefined],
])("that the server ended is said only where there was one: it %s", (_title, why, kind) => {
  const advice = makeReport({ ...whole, save: { ...saved, budget: null }, build: notCounted(why) }).advice;
  expect(advice?.kind).toBe(kind);
});

describe("bounds", () => {
  const long = "x".repeat(100_000);
  const huge = makeReport({
    ...whole,
    key: {
      ...key,
      explanation: Array.from({ length: 5000 }, () => ({ part: long, from: long })),
      fallbacks: Array(5000).fill(long),
    },
    build: reportBuild({
      noCounts,
      statistics: {
        ...statistics,
        nonCacheable: Object.fromEntries(
          Array.from({ length: 20_000 }, (_, i) => [`${i}${long}`.slice(0, 2000), i]),
        ),
      },
      compilations: Array.from({ length: 20_000 }, (_, i) => missed(`crate${i}${"é".repeat(300)}`, i)),
      hitEntries: undefined,
      costMs: () => 1,
    }),
    explanation: {
      misses: [],
      causes: Array(20_000).fill({ ...renamed.causes[0], labels: Array(100).fill(long) }),
    },
  });

  test("the summary is within GitHub's limit, and a comment within its own", () => {
    const text = summaryMarkdown(huge);
    expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
    expect(commentMarkdown(huge, ciBuild).length).toBeLessThan(65_536);
    expect(text).toContain(headline(huge));
  });

  test("no line of the log is longer than a screen can bear", () => {
    for (const line of saveLines(huge)) expect(line.length).toBeLessThan(5000);
  });
});

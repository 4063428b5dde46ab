import { describe, expect, test } from "vitest";
import type { Compilation } from "../../sccache/server/log.ts";
import { parseStatistics, type Statistics } from "../../sccache/server/statistics.ts";
import { describeArguments, differingArguments } from "./classify.ts";
import { type ExplainFacts, explain, workspaceCrates } from "./explain.ts";

const statistics: Statistics = {
  ...(parseStatistics('{"stats":{}}') as Statistics),
  compileRequests: 10,
  misses: { total: 10, byLanguage: { Rust: 10 } },
  cacheLocation: 'Local disk: "/cache"',
};
const none = { total: 0, byLanguage: {} };
const facts: ExplainFacts = {
  restore: { kind: "missed" },
  past: {
    entries: [{ name: "0/0/00", label: "serde" }],
    toolchain: "rustc 1.95.0",
    environment: { CARGO_HOME: "1", PWD: "1" },
    created: 0,
  },
  now: { toolchain: "rustc 1.95.0", environment: { CARGO_HOME: "1", PWD: "1" } },
  lockfilesChanged: false,
  ownCrates: undefined,
  statistics,
  directory: "/cache",
  compilations: undefined,
};

describe("without the server's log, what differs from the last run is the guess", () => {
  test.each<[string, Partial<ExplainFacts>, string]>([
    ["nothing was restored", { past: undefined }, "nothing-restored"],
    ["another compiler", { now: { ...facts.now, toolchain: "rustc 1.96.0" } }, "compiler"],
    ["a variable", { now: { ...facts.now, environment: { CARGO_HOME: "2", PWD: "1" } } }, "environment"],
    ["the path", { now: { ...facts.now, environment: { CARGO_HOME: "1", PWD: "2" } } }, "workspace-path"],
    ["the lockfile", { lockfilesChanged: true }, "lockfile"],
    ["nothing known", {}, "changed"],
    [
      "a bundle without names",
      { past: { ...facts.past, entries: [{ name: "0/0/00", label: null }] } as ExplainFacts["past"] },
      "unknown",
    ],
  ])("%s", (_, change, name) => {
    expect(explain({ ...facts, ...change })?.causes).toMatchObject([{ class: name, compilations: 10 }]);
  });
});

test("a variable that is part of every Rust key is not the reason when Rust hit", () => {
  const hits = { total: 1, byLanguage: { Rust: 1 } };
  const now = { ...facts.now, environment: { CARGO_HOME: "2", PWD: "1" } };
  expect(explain({ ...facts, now, statistics: { ...statistics, hits } })?.causes[0]?.class).toBe("changed");
});

test("nothing missed: nothing to explain", () => {
  const hits = { total: 10, byLanguage: { Rust: 10 } };
  expect(explain({ ...facts, statistics: { ...statistics, hits, misses: none } })).toBeUndefined();
});

describe("misses that the log does not name", () => {
  const named: Compilation = {
    label: "serde",
    entry: null,
    outcome: "miss",
    compileMs: 2000,
    why: "the entry is damaged",
    language: null,
    prints: [],
  };
  const untold: Compilation = { ...named, outcome: "unknown" };

  test("are a cause of their own, so that causes add up to the misses", () => {
    const causes = explain({ ...facts, compilations: [named, untold, untold] })?.causes;
    expect(causes?.map((one) => [one.class, one.compilations])).toEqual([
      ["damaged", 1],
      ["unknown", 9],
    ]);
    expect(explain({ ...facts, compilations: [untold] })?.causes).toMatchObject([
      { class: "unknown", compilations: 10 },
    ]);
  });

  test("missed for the same reason as all others where nothing was restored", () => {
    const causes = explain({ ...facts, past: undefined, compilations: [named, untold] })?.causes;
    expect(causes).toMatchObject([{ class: "nothing-restored", compilations: 10, labels: ["serde"] }]);
  });

  test("are none where the log names as many as were counted", () => {
    const ten = Array.from({ length: 10 }, () => named);
    expect(explain({ ...facts, compilations: ten })?.causes).toMatchObject([
      { class: "damaged", compilations: 10 },
    ]);
  });
});

describe("where nothing was looked up, the cause is what most calls were", () => {
  test.each<[string, Partial<Statistics>, string, RegExp | null]>([
    [
      "errors",
      { executed: 10, errors: { total: 10, byLanguage: {} } },
      "10 of 10 calls: errors of sccache",
      /error/,
    ],
    ["failures", { executed: 9, compileFails: 9 }, "9 of 10 calls: compilations that failed", null],
    ["SCCACHE_NO_CACHE", { executed: 8 }, "8 of 10 calls: not cached, as SCCACHE_NO_CACHE asks", /Unset/],
    ["rustc -vV alone", {}, "10 of 10 calls: no compilations", null],
  ])("%s", (_title, change, words, remedy) => {
    const causes = explain({ ...facts, statistics: { ...statistics, misses: none, ...change } })?.causes;
    expect(causes).toMatchObject([{ class: "not-looked-up", detail: `Nothing was looked up (${words})` }]);
    if (remedy === null) expect(causes?.[0]?.remedy).toBeNull();
    else expect(causes?.[0]?.remedy).toMatch(remedy);
  });

  test("what is not cacheable has causes of its own", () => {
    const nonCacheable = { incremental: 7, "crate-type": 2 };
    const causes = explain({ ...facts, statistics: { ...statistics, misses: none, nonCacheable } })?.causes;
    expect(causes?.map((one) => [one.class, one.compilations])).toEqual([
      ["not-cacheable", 7],
      ["not-cacheable", 2],
    ]);
  });
});

test.each([
  [["-C#1", "opt-level#a", "metadata#b"], ["-C#1", "opt-level#c", "metadata#d"], "profile", ["opt-level"]],
  [["--cfg#1", "feature#a"], ["--cfg#1"], "features", ["feature"]],
  [["--e#969e77", "serde#1"], ["--e#969e77", "serde#2"], "none", []],
  [["#1"], ["#2"], "source-path", []],
  [["-D#1"], ["-D#2", "-W#1"], "options", ["-D", "-W"]],
])("%j and %j differ in %s", (before, now, kind, names) => {
  expect(describeArguments(differingArguments(before, now))).toEqual({ kind, names });
});

test("crates of the workspace are those without a source", () => {
  const lock =
    'version = 4\n\n[[package]]\nname = "my-app"\nversion = "1.0.0"\n\n[[package]]\nname = "serde"\nversion = "1.0.0"\nsource = "registry+x"\n';
  expect([...workspaceCrates(lock)]).toEqual(["my_app"]);
  expect([...workspaceCrates("nonsense")]).toEqual([]);
});

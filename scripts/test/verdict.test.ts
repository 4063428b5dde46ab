import { expect, test } from "vitest";
import { testEnvironment } from "./environment.ts";
import type { FileReport, RunReport, TestReport } from "./report.ts";
import { judge, suspects } from "./verdict.ts";

const pass: TestReport = { name: "adds up", state: "passed" };
const failure: TestReport = { name: "adds up", state: "failed", error: "1 is not 2" };
const other: TestReport = { name: "counts", state: "passed" };

function file(tests: readonly TestReport[], errors: readonly string[] = [], name = "a.test.ts"): FileReport {
  return { file: name, errors, tests };
}

function run(files: readonly FileReport[], strays: RunReport["strays"] = []): RunReport {
  return { files, strays };
}

test.each<[string, RunReport, number, number]>([
  ["two passes", run([file([pass, other])]), 2, 0],
  ["a failure", run([file([failure, other])]), 1, 1],
  ["a skipped test", run([file([pass, { name: "x", state: "skipped" }])]), 1, 1],
  ["a pending test", run([file([pass, { name: "x", state: "pending" }])]), 1, 1],
  ["a file that does not load", run([file([pass]), file([], ["no such module"], "b.test.ts")]), 1, 1],
  ["a file without tests", run([file([])]), 0, 1],
  ["a hook that fails after its tests", run([file([pass], ["afterAll: no"])]), 1, 1],
  ["an error outside any test", run([file([pass])], [{ message: "rejected" }]), 1, 1],
  ["nothing that ran", run([]), 0, 1],
])("%s", (_what, report, passed, failed) => {
  expect(judge(report)).toMatchObject({ passed, failed });
});

test("what runs a second time is a file with a failure, or that a stray error is from", () => {
  const files = [
    file([pass], [], "clean"),
    file([failure], [], "failed"),
    file([{ name: "x", state: "skipped" }], ["beforeAll: no"], "hook"),
    file([], ["no such module"], "unloaded"),
    file([pass], [], "stray"),
  ];
  const report = run(files, [{ file: "stray", message: "rejected" }, { message: "from nowhere" }]);
  expect(suspects(report)).toEqual(["failed", "hook", "unloaded", "stray"]);
});

test.each<[string, RunReport, RunReport, number, number, string[]]>([
  [
    "a test that then passes",
    run([file([failure, other]), file([pass], [], "b.test.ts")]),
    run([file([pass, other])]),
    3,
    0,
    ["passed only at its second attempt: a.test.ts: adds up: 1 is not 2"],
  ],
  ["a test that fails again", run([file([failure, other])]), run([file([failure, other])]), 1, 1, []],
  [
    "one that passes, and one that fails only then",
    run([file([failure, other])]),
    run([file([pass, { ...other, state: "failed" }])]),
    1,
    1,
    ["passed only at its second attempt: a.test.ts: adds up: 1 is not 2"],
  ],
  [
    "a hook that then succeeds",
    run([file([{ ...pass, state: "skipped" }], ["no server"])]),
    run([file([pass])]),
    1,
    0,
    ["passed only at its second attempt: a.test.ts: no server"],
  ],
  [
    "a hook that fails again",
    run([file([{ ...pass, state: "skipped" }], ["no server"])]),
    run([file([{ ...pass, state: "skipped" }], ["no server, either"])]),
    0,
    2,
    [
      "skipped, which counts as failed: a.test.ts: adds up",
      "did not run as it should: a.test.ts: no server, either",
    ],
  ],
  [
    "a stray error",
    run([file([pass])], [{ file: "a.test.ts", message: "rejected" }]),
    run([file([pass])]),
    1,
    0,
    ["an error outside any test, at the first attempt: a.test.ts: rejected"],
  ],
  [
    "a stray error that is there again",
    run([file([pass])], [{ file: "a.test.ts", message: "rejected" }]),
    run([file([pass])], [{ file: "a.test.ts", message: "rejected" }]),
    1,
    1,
    [
      "an error outside any test: a.test.ts: rejected",
      "an error outside any test, at the first attempt: a.test.ts: rejected",
    ],
  ],
  ["a second attempt that never ran", run([file([failure, other])]), run([]), 1, 1, []],
])("%s, at the second attempt", (_what, first, second, passed, failed, remarks) => {
  expect(judge(first, second)).toEqual({ passed, failed, remarks });
});

test("the environment of tests has no settings of sccache, cargo, runners and stores", () => {
  const env = {
    PATH: "/bin",
    CARGO_HOME: "/c",
    RUSTC_WRAPPER: "sccache",
    CARGO_INCREMENTAL: "0",
    SCCACHE_DIR: "/s",
  };
  const more = {
    GITHUB_TOKEN: "t",
    ACTIONS_CACHE_URL: "u",
    "INPUT_MAX-SIZE": "1G",
    AWS_PROFILE: "p",
    RUSTUP_HOME: "/r",
  };
  expect(testEnvironment({ ...env, ...more })).toEqual({
    PATH: "/bin",
    CARGO_HOME: "/c",
    RUSTUP_HOME: "/r",
    CI: "true",
  });
});

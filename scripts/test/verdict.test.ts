import { expect, test } from "vitest";
import { testEnvironment } from "./environment.ts";
import { judge } from "./verdict.ts";

const pass = { fullName: "adds up", status: "passed" };

function file(status: string, ...assertionResults: { fullName: string; status: string }[]) {
  return { name: "a.test.ts", status, assertionResults };
}

test.each([
  ["two passes", [file("passed", pass, pass)], true, 2, 0],
  ["a failure", [file("failed", pass, { fullName: "x", status: "failed" })], false, 1, 1],
  ["a skipped test", [file("passed", pass, { fullName: "x", status: "skipped" })], true, 1, 1],
  ["a pending test", [file("passed", pass, { fullName: "x", status: "pending" })], true, 1, 1],
  ["a test to do", [file("passed", pass, { fullName: "x", status: "todo" })], true, 1, 1],
  ["a file that does not load", [file("passed", pass), file("failed")], false, 1, 1],
  ["a file without tests", [file("passed")], true, 0, 1],
  ["a hook that fails after its tests", [file("failed", pass)], false, 1, 1],
  ["an error outside any test", [file("passed", pass)], false, 1, 1],
  ["nothing that ran", [], true, 0, 1],
])("%s", (_what, testResults, success, passed, failed) => {
  expect(judge({ success, testResults })).toMatchObject({ passed, failed });
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

import { expect, test } from "vitest";
import { misspeltVariables, variableOf } from "./variables.ts";

test.each([
  [
    "SCCACHE_BUNDLE_MAXSIZE",
    ["SCCACHE_BUNDLE_MAXSIZE is not a setting; did you mean SCCACHE_BUNDLE_MAX_SIZE?"],
  ],
  [
    "SCCACHE_BUNDLE_DEFAULT_BRANCHE",
    [expect.stringMatching(/did you mean SCCACHE_BUNDLE_DEFAULT_BRANCH\?$/)],
  ],
  ["SCCACHE_BUNDLE_VERIFY_KEY", [expect.stringMatching(/did you mean SCCACHE_BUNDLE_VERIFY_KEYS\?$/)]],
  ["SCCACHE_BUNDLE_MAX_SIZE", []],
  ["SCCACHE_BUNDLE_DEFAULT_BRANCH", []],
  ["SCCACHE_BUNDLE_SIGNING_KEY", []],
  ["SCCACHE_BUNDLE_VERSION", []],
  ["SCCACHE_BUNDLE_INSTALLER_URL", []],
  ["SCCACHE_DIRECTORY", []],
])("%s", (name, lines) => {
  expect(misspeltVariables({ [name]: "1" }, ["job", "default-branch"])).toEqual(lines);
});

test("the variable of an input is its name in capitals", () => {
  expect(variableOf("max-size")).toBe("SCCACHE_BUNDLE_MAX_SIZE");
});

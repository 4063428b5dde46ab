import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { chooseDirectory } from "./directory.ts";
import { cacheSizeBytes } from "./prepare-build.ts";

const surroundings = {
  workspace: resolve("/checkout"),
  env: {},
  home: resolve("/home/me"),
  platform: "linux",
} as const;

test.each([
  ["the user's word, absolute", resolve("/cache"), { SCCACHE_DIR: resolve("/other") }, resolve("/cache")],
  ["the user's word, in the workspace", "cache", {}, resolve("/checkout/cache")],
  ["SCCACHE_DIR", undefined, { SCCACHE_DIR: resolve("/other") }, resolve("/other")],
  [
    "an empty SCCACHE_DIR is none",
    undefined,
    { SCCACHE_DIR: "" },
    join(resolve("/home/me"), ".cache/sccache"),
  ],
  ["sccache's default", undefined, {}, join(resolve("/home/me"), ".cache/sccache")],
])("%s", (_title, asked, env, wanted) => {
  expect(chooseDirectory(asked, { ...surroundings, env })).toBe(wanted);
});

test("sccache may fill four times what was restored, and never less than its own default", () => {
  expect(cacheSizeBytes(0)).toBe(10 * 2 ** 30);
  expect(cacheSizeBytes(5 * 2 ** 30)).toBe(20 * 2 ** 30);
});

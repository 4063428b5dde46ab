import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import type { SccacheConfig } from "../../sccache/environment/sccache-config.ts";
import { chooseDirectory } from "./directory.ts";

const home = resolve("/home/me");
const surroundings = { workspace: resolve("/checkout"), env: {}, home, platform: "linux" } as const;
const none: SccacheConfig = { file: undefined, disk: undefined, remotes: [], chain: undefined };

test.each([
  ["the input, absolute", resolve("/cache"), { SCCACHE_DIR: resolve("/other") }, resolve("/cache")],
  ["the input, in the workspace", "cache", {}, resolve("/checkout/cache")],
  ["the input, at home", "~/.cache/sccache", {}, join(home, ".cache/sccache")],
  ["SCCACHE_DIR", undefined, { SCCACHE_DIR: resolve("/other") }, resolve("/other")],
  ["SCCACHE_DIR at home", undefined, { SCCACHE_DIR: "~/.sccache" }, join(home, ".sccache")],
  ["home itself", undefined, { SCCACHE_DIR: "~" }, home],
  ["a name that begins like home", undefined, { SCCACHE_DIR: "~me" }, resolve("/checkout/~me")],
  ["a relative SCCACHE_DIR", undefined, { SCCACHE_DIR: ".sccache" }, resolve("/checkout/.sccache")],
  ["a slash at the end", undefined, { SCCACHE_DIR: "/other/" }, resolve("/other")],
  ["an empty SCCACHE_DIR is none", undefined, { SCCACHE_DIR: "" }, join(home, ".cache/sccache")],
  ["sccache's default", undefined, {}, join(home, ".cache/sccache")],
])("%s", (_title, asked, env, wanted) => {
  expect(chooseDirectory(asked, { ...surroundings, env, sccacheConfig: none })).toBe(wanted);
});

test("sccache's configuration counts where no variable makes sccache ignore it", () => {
  const disk = { directory: resolve("/theirs"), sizeBytes: undefined, readOnly: false, preprocessor: true };
  const place = { ...surroundings, sccacheConfig: { ...none, disk } };
  expect(chooseDirectory(undefined, place)).toBe(resolve("/theirs"));
  expect(chooseDirectory(undefined, { ...place, env: { SCCACHE_CACHE_SIZE: "1G" } })).toBe(
    join(home, ".cache/sccache"),
  );
  expect(chooseDirectory("/asked", place)).toBe(resolve("/asked"));
});

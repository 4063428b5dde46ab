import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../../test/test-folder.ts";
import { noSccacheConfig, parseCacheSize, parseSccacheConfig, readSccacheConfig } from "./sccache-config.ts";

test("what the file says of the disk, other places and levels", () => {
  const text = `
    basedirs = ["/one"]
    [cache.disk]
    dir = "/theirs"
    size = "5G"
    rw_mode = "READ_ONLY"
    [cache.disk.preprocessor_cache_mode]
    use_preprocessor_cache_mode = false
    [cache.redis]
    endpoint = "redis://localhost"
    [cache.multilevel]
    chain = ["disk", "redis"]`;
  expect(parseSccacheConfig(text)).toEqual({
    disk: { directory: "/theirs", sizeBytes: 5 * 2 ** 30, readOnly: true, preprocessor: false },
    remotes: ["redis"],
    chain: ["disk", "redis"],
    hasBaseDirectories: true,
  });
});

test.each(["", "nonsense = 1", "[cache", "cache = 3", "[cache.disk", "basedirs = []"])(
  "%j says nothing",
  (text) => {
    const { file, ...nothing } = noSccacheConfig;
    expect(parseSccacheConfig(text)).toEqual(nothing);
  },
);

test.each([
  ["1000", 1000],
  ["2k", 2048],
  ["10G", 10 * 2 ** 30],
  ["1.5G", undefined],
  ["2GB", undefined],
  ["", undefined],
  ["99999T", Number.MAX_SAFE_INTEGER],
  ["9".repeat(400), undefined],
])("a size of %j is %j bytes", (text, bytes) => {
  expect(parseCacheSize(text)).toBe(bytes);
});

test.each([
  ["7516192768", 7_516_192_768],
  ["751e999", undefined],
  ["-1", undefined],
  ["1.5", undefined],
  ["nan", undefined],
])("a size of %s, written as a number, is %j bytes", (number, bytes) => {
  expect(parseSccacheConfig(`[cache.disk]\nsize = ${number}\n`).disk?.sizeBytes).toBe(bytes);
});

test("the file is where sccache looks", async () => {
  const home = await folderOf({
    ".config/sccache/config": "[cache.disk]\n",
    "other.json": '{"cache":{"gha":{}}}',
  });
  const place = { home, workspace: join(home, ".config"), platform: "linux" as const };
  expect(readSccacheConfig({ ...place, env: {} })).toMatchObject({
    file: join(home, ".config/sccache/config"),
  });
  const asked = { SCCACHE_CONF: join(home, "other.json") };
  expect(readSccacheConfig({ ...place, env: asked })).toMatchObject({ disk: undefined, remotes: ["gha"] });
  for (const given of ["~/other.json", "$HOME/other.json", "../other.json"]) {
    expect(readSccacheConfig({ ...place, env: { SCCACHE_CONF: given } }).file).toBe(join(home, "other.json"));
  }
  expect(readSccacheConfig({ ...place, env: { XDG_CONFIG_HOME: "/nowhere" } }).file).toBeUndefined();
});

test("what is no name in a list of names is passed over", () => {
  expect(parseSccacheConfig('[cache.multilevel]\nchain = ["disk", {}, 1]\n').chain).toEqual(["disk"]);
});

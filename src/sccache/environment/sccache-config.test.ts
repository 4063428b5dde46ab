import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readCargoConfig } from "./cargo-config.ts";
import { parseCacheSize, parseSccacheConfig, readSccacheConfig } from "./sccache-config.ts";
import { readSurroundings } from "./surroundings.ts";

test("what the file says of the disk, other places and levels", () => {
  const text = `
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
  });
});

test.each(["", "nonsense = 1", "[cache", "cache = 3", "[cache.disk"])("%j says nothing", (text) => {
  expect(parseSccacheConfig(text)).toEqual({ disk: undefined, remotes: [], chain: undefined });
});

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

async function folder(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "surroundings-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(root, name, ".."), { recursive: true });
    await writeFile(join(root, name), text, { mode: 0o755 });
  }
  return root;
}

test("the file is where sccache looks", async () => {
  const home = await folder({
    ".config/sccache/config": "[cache.disk]\n",
    "other.json": '{"cache":{"gha":{}}}',
  });
  const place = { home, platform: "linux" as const };
  expect(readSccacheConfig({ ...place, env: {} })).toMatchObject({
    file: join(home, ".config/sccache/config"),
  });
  const asked = { SCCACHE_CONF: join(home, "other.json") };
  expect(readSccacheConfig({ ...place, env: asked })).toMatchObject({ disk: undefined, remotes: ["gha"] });
  expect(readSccacheConfig({ ...place, env: { XDG_CONFIG_HOME: "/nowhere" } }).file).toBeUndefined();
});

test("what is no name in a list of names is passed over", async () => {
  expect(parseSccacheConfig('[cache.multilevel]\nchain = ["disk", {}, 1]\n').chain).toEqual(["disk"]);
  const root = await folder({ ".cargo/config.toml": '[build]\ntarget = ["t1", {}, 1979-05-27]\n' });
  expect(readCargoConfig({ workspace: root, env: {}, home: root }).targets).toEqual(["t1"]);
});

test("cargo's nearest file wins, value by value", async () => {
  const root = await folder({
    "a/b/.cargo/config.toml": '[build]\nrustc-wrapper = "near"\ntarget = ["t1", "t2"]\n',
    "a/.cargo/config.toml": '[build]\nrustc-wrapper = "far"\nrustc-workspace-wrapper = "ws"\n',
    "home/config.toml": "broken [",
  });
  const env = { CARGO_HOME: join(root, "home") };
  expect(readCargoConfig({ workspace: join(root, "a/b"), env, home: root })).toEqual({
    rustcWrapper: { value: "near", file: join(root, "a/b/.cargo/config.toml") },
    rustcWorkspaceWrapper: { value: "ws", file: join(root, "a/.cargo/config.toml") },
    targets: ["t1", "t2"],
  });
});

test("a project that calls sccache, other targets and ccache are seen", async () => {
  const root = await folder({
    "cmake/Cache.cmake": "find_program(SCCACHE sccache)",
    "home/.rustup/toolchains/stable-x86_64-unknown-linux-gnu/lib/rustlib/x86_64-unknown-linux-gnu/lib/a": "",
    "home/.rustup/toolchains/stable-x86_64-unknown-linux-gnu/lib/rustlib/aarch64-unknown-linux-gnu/lib/a": "",
    "home/.rustup/toolchains/stable-x86_64-unknown-linux-gnu/lib/rustlib/etc/x": "",
  });
  const place = { workspace: root, home: join(root, "home"), platform: "linux" as const };
  expect(readSurroundings({ ...place, env: { CROSS_COMPILE: "arm-" } })).toMatchObject({
    cmakeNamesSccache: join("cmake", "Cache.cmake"),
    ccacheAsCompiler: undefined,
    crossSigns: ["CROSS_COMPILE", "rustup target aarch64-unknown-linux-gnu"],
  });
});

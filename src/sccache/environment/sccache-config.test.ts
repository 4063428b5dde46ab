import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "../../../test/test-folder.ts";
import { readBuildSettings } from "./build-settings.ts";
import { readCargoConfig } from "./cargo-config.ts";
import { parseCacheSize, parseSccacheConfig, readSccacheConfig } from "./sccache-config.ts";

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
  const root = await testFolder();
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
    compilers: [],
  });
});

const CARGO = "[package]";

test("a wrapper of a folder in which cargo may be started counts, as does what a file includes", async () => {
  const root = await folder({
    "app/Cargo.toml": CARGO,
    "native/core/Cargo.toml": CARGO,
    "native/core/.cargo/config.toml":
      'include = ["ci.toml", { path = "more/last.toml", optional = true }, "not-there.toml"]\n',
    "native/core/.cargo/ci.toml": '[build]\nrustc-wrapper = "first"\ntarget = "t1"\n',
    "native/core/.cargo/more/last.toml": 'include = ["last.toml"]\n[build]\nrustc-wrapper = "last"\n',
    "a/b/c/Cargo.toml": CARGO,
    "a/b/c/.cargo/config.toml": '[build]\nrustc-wrapper = "too deep"\n',
  });
  const read = () => readCargoConfig({ workspace: root, env: {}, home: root });
  const file = join(root, "native/core/.cargo/more/last.toml");
  expect(read()).toMatchObject({ rustcWrapper: { value: "last", file }, targets: ["t1"] });
  // One variable is for both folders, and only one of them would call sccache without it.
  await writeFile(file, '[build]\nrustc-wrapper = "sccache"\n');
  expect(read().rustcWrapper).toBeUndefined();
  await mkdir(join(root, "app/.cargo"));
  await writeFile(join(root, "app/.cargo/config"), '[build]\nrustc-wrapper = "/usr/bin/sccache"\n');
  expect(read().rustcWrapper?.value).toBe("/usr/bin/sccache");
  // Cargo, started in the root, reads none of the others.
  await writeFile(join(root, "Cargo.toml"), CARGO);
  expect(read().rustcWrapper).toBeUndefined();
});

test("compilers that cargo sets for build scripts are known", async () => {
  const root = await folder({
    ".cargo/config.toml":
      '[env]\nCC = "clang"\nCXX = { value = "tools/c++", relative = true }\nCFLAGS = "-O1"\n',
  });
  const file = join(root, ".cargo/config.toml");
  expect(readCargoConfig({ workspace: root, env: {}, home: root }).compilers).toEqual([
    { name: "CC", value: "clang", file },
    { name: "CXX", value: "tools/c++", file },
  ]);
});

test.each([
  ["project(m C ASM)", true],
  ["project(m\n  VERSION 1.0\n  LANGUAGES CXX ASM C)", true],
  ["if(X86)\n  enable_language( ASM )\nendif()", true],
  ["project(m C CXX)\nenable_language(ASM_NASM)", false],
  ["project(m C) # enable_language(ASM)", false],
  ["enable_language(ASM-ATT)", false],
  ["set(ASM on)", false],
])("%j enables CMake's assembler: %s", async (text, isEnabled) => {
  const root = await folder({ "lib/CMakeLists.txt": text });
  const place = { workspace: root, home: root, platform: "linux" as const, env: {} };
  const file = isEnabled ? join("lib", "CMakeLists.txt") : undefined;
  expect(readBuildSettings(place, ["c"]).cmake.assembles).toBe(file);
});

test("a project that calls sccache, other targets and ccache are seen", async () => {
  const root = await folder({
    "cmake/Cache.cmake": "find_program(SCCACHE sccache)",
    "home/.rustup/toolchains/stable-x86_64-unknown-linux-gnu/lib/rustlib/x86_64-unknown-linux-gnu/lib/a": "",
    "home/.rustup/toolchains/stable-x86_64-unknown-linux-gnu/lib/rustlib/aarch64-unknown-linux-gnu/lib/a": "",
    "home/.rustup/toolchains/stable-x86_64-unknown-linux-gnu/lib/rustlib/etc/x": "",
  });
  const place = { workspace: root, home: join(root, "home"), platform: "linux" as const };
  expect(readBuildSettings({ ...place, env: { CROSS_COMPILE: "arm-" } }, "auto")).toMatchObject({
    cmake: { isUsed: false, namesSccache: join("cmake", "Cache.cmake") },
    ccacheAsCompiler: undefined,
    crossSigns: ["CROSS_COMPILE", "rustup target aarch64-unknown-linux-gnu"],
  });
  // Nobody asks for what only concerns C.
  expect(readBuildSettings({ ...place, env: {} }, ["rust"]).cmake.namesSccache).toBeUndefined();
});

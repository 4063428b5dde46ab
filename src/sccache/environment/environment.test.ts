import fc from "fast-check";
import { expect, test } from "vitest";
import type { Wrapper } from "../../config/config.ts";
import { buildEnvironment } from "./environment.ts";

const SCCACHE = "/tools/sccache";
const SERVER = {
  SCCACHE_DIR: "/cache",
  SCCACHE_CACHE_SIZE: "2000000000",
  SCCACHE_IDLE_TIMEOUT: "0",
};

function environmentFor(
  wrap: readonly Wrapper[],
  env: Record<string, string> = {},
  { platform = "linux" as NodeJS.Platform, sccachePath = SCCACHE } = {},
) {
  const built = buildEnvironment({
    directory: "/cache",
    cacheSizeBytes: 2_000_000_000,
    wrap,
    sccachePath,
    env,
    platform,
  });
  return { ...built, exports: Object.fromEntries(built.exports.map(({ name, value }) => [name, value])) };
}

test.each<[string, Wrapper[], Record<string, string>]>([
  ["nothing", [], {}],
  ["rust", ["rust"], { RUSTC_WRAPPER: SCCACHE, CARGO_INCREMENTAL: "0" }],
  ["c", ["c"], { CC: `${SCCACHE} cc`, CXX: `${SCCACHE} c++` }],
  ["cmake", ["cmake"], { CMAKE_C_COMPILER_LAUNCHER: SCCACHE, CMAKE_CXX_COMPILER_LAUNCHER: SCCACHE }],
  [
    "rust and c",
    ["rust", "c"],
    { RUSTC_WRAPPER: SCCACHE, CARGO_INCREMENTAL: "0", CC: `${SCCACHE} cc`, CXX: `${SCCACHE} c++` },
  ],
])("wrapping %s in an empty environment", (_what, wrap, wrappers) => {
  expect(environmentFor(wrap)).toEqual({ exports: { ...SERVER, ...wrappers }, kept: [], warnings: [] });
});

test("sccache's own compression level is set on demand", () => {
  const options = { directory: "/c", cacheSizeBytes: 1, wrap: [], sccachePath: SCCACHE, env: {} };
  const { exports } = buildEnvironment({ ...options, platform: "linux", compressionLevel: -131_072 });
  expect(exports).toContainEqual({ name: "SCCACHE_CACHE_ZSTD_LEVEL", value: "-131072" });
});

test.each<[string, Wrapper[], Record<string, string>, { name: string; value: string; wanted: string }[]]>([
  [
    "another directory",
    [],
    { SCCACHE_DIR: "/own" },
    [{ name: "SCCACHE_DIR", value: "/own", wanted: "/cache" }],
  ],
  ["the same directory", [], { SCCACHE_DIR: "/cache" }, []],
  [
    "a size",
    [],
    { SCCACHE_CACHE_SIZE: "5G" },
    [{ name: "SCCACHE_CACHE_SIZE", value: "5G", wanted: "2000000000" }],
  ],
  [
    "another wrapper",
    ["rust"],
    { RUSTC_WRAPPER: "cachepot" },
    [{ name: "RUSTC_WRAPPER", value: "cachepot", wanted: SCCACHE }],
  ],
  ["no wrapper", ["rust"], { RUSTC_WRAPPER: "" }, [{ name: "RUSTC_WRAPPER", value: "", wanted: SCCACHE }]],
  [
    "a wrapper in cargo's words",
    ["rust"],
    { CARGO_BUILD_RUSTC_WRAPPER: "own" },
    [{ name: "CARGO_BUILD_RUSTC_WRAPPER", value: "own", wanted: SCCACHE }],
  ],
  [
    "incremental compilation",
    ["rust"],
    { CARGO_INCREMENTAL: "1" },
    [{ name: "CARGO_INCREMENTAL", value: "1", wanted: "0" }],
  ],
  [
    "incremental compilation in cargo's words",
    ["rust"],
    { CARGO_BUILD_INCREMENTAL: "true" },
    [{ name: "CARGO_BUILD_INCREMENTAL", value: "true", wanted: "0" }],
  ],
  [
    "a compiler",
    ["c"],
    { CC: "clang-18" },
    [{ name: "CC", value: "clang-18", wanted: `${SCCACHE} clang-18` }],
  ],
  [
    "a launcher",
    ["cmake"],
    { CMAKE_C_COMPILER_LAUNCHER: "ccache" },
    [{ name: "CMAKE_C_COMPILER_LAUNCHER", value: "ccache", wanted: SCCACHE }],
  ],
])("%s of the user's stays", (_what, wrap, env, kept) => {
  const built = environmentFor(wrap, env);
  expect(built.kept).toEqual(kept);
  for (const name of Object.keys(env)) expect(built.exports).not.toHaveProperty(name);
});

test("a foreign wrapper leaves cargo alone altogether", () => {
  for (const env of [
    { RUSTC_WRAPPER: "cachepot" },
    { CARGO_BUILD_RUSTC_WRAPPER: "cachepot" },
    { RUSTC_WRAPPER: "" },
  ]) {
    expect(environmentFor(["rust"], env).exports).toEqual(SERVER);
  }
});

test.each([
  { RUSTC_WRAPPER: "sccache" },
  { RUSTC_WRAPPER: "/usr/bin/sccache" },
  { CARGO_BUILD_RUSTC_WRAPPER: "C:\\bin\\sccache.exe" },
])("an sccache of the user's will do: %j", (env) => {
  expect(environmentFor(["rust"], env)).toMatchObject({
    exports: { ...SERVER, CARGO_INCREMENTAL: "0" },
    kept: [],
  });
});

test("compilers and launchers that already call sccache are left as they are", () => {
  const env = { CC: "sccache clang", CMAKE_CXX_COMPILER_LAUNCHER: "sccache" };
  const { exports, kept } = environmentFor(["c", "cmake"], env);
  expect(kept).toEqual([]);
  expect(exports).toEqual({ ...SERVER, CXX: `${SCCACHE} c++`, CMAKE_C_COMPILER_LAUNCHER: SCCACHE });
});

test("an empty variable of sccache's or of a compiler is not set", () => {
  const { exports, kept } = environmentFor(["c"], { SCCACHE_DIR: "", CC: "" });
  expect(exports).toMatchObject({ SCCACHE_DIR: "/cache", CC: `${SCCACHE} cc` });
  expect(kept).toEqual([]);
});

test("a path with a space cannot be part of CC", () => {
  const { exports } = environmentFor(["c", "rust"], {}, { sccachePath: "/my tools/sccache" });
  expect(exports).toMatchObject({ CC: "sccache cc", CXX: "sccache c++", RUSTC_WRAPPER: "/my tools/sccache" });
});

test("on Windows CC is not touched, and the log says so", () => {
  const { exports, warnings } = environmentFor(["c"], {}, { platform: "win32" });
  expect(exports).toEqual(SERVER);
  expect(warnings).toEqual([expect.stringContaining("no effect on Windows")]);
});

test.each(["1.5G", "2GB", "2GiB", "lots"])("a size that sccache misreads is said aloud: %s", (size) => {
  expect(environmentFor([], { SCCACHE_CACHE_SIZE: size }).warnings).toEqual([
    expect.stringContaining("SCCACHE_CACHE_SIZE"),
  ]);
});

test("what the user has set is never exported, and what is exported was not set", () => {
  const name = fc.constantFrom(
    ...Object.keys(SERVER),
    ...[
      "RUSTC_WRAPPER",
      "CARGO_BUILD_RUSTC_WRAPPER",
      "CARGO_INCREMENTAL",
      "CARGO_BUILD_INCREMENTAL",
      "CC",
      "CXX",
    ],
    ...["CMAKE_C_COMPILER_LAUNCHER", "CMAKE_CXX_COMPILER_LAUNCHER"],
  );
  const value = fc.constantFrom("0", "1", "sccache", "sccache cc", "/cache", "clang", "true");
  fc.assert(
    fc.property(fc.dictionary(name, value), fc.subarray<Wrapper>(["rust", "c", "cmake"]), (env, wrap) => {
      const { exports, kept } = environmentFor(wrap, env);
      for (const exported of Object.keys(exports)) expect(env[exported]).toBeUndefined();
      for (const { name: own, value: theirs, wanted } of kept) {
        expect(theirs).toBe(env[own]);
        expect(theirs).not.toBe(wanted);
      }
    }),
  );
});

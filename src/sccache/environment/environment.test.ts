import fc from "fast-check";
import { expect, test } from "vitest";
import type { Wrapper } from "../../config/config.ts";
import type { BuildSettings } from "./build-settings.ts";
import { buildEnvironment, type EnvironmentOptions, rawLevelOf } from "./environment.ts";
import { type DiskSettings, noSccacheConfig, type SccacheConfig } from "./sccache-config.ts";

const SCCACHE = "/tools/sccache";
const SERVER = {
  SCCACHE_DIR: "/cache",
  SCCACHE_CACHE_SIZE: "2000000000",
  SCCACHE_IDLE_TIMEOUT: "21600",
  SCCACHE_IGNORE_SERVER_IO_ERROR: "1",
};
const RUST = { RUSTC_WRAPPER: SCCACHE, CARGO_INCREMENTAL: "0" };
const nothing: BuildSettings = {
  cargo: { rustcWrapper: undefined, rustcWorkspaceWrapper: undefined, targets: [], compilers: [] },
  sccacheConfig: noSccacheConfig,
  cmake: { isUsed: false, namesSccache: undefined, assembles: undefined, compilers: [] },
  ccacheAsCompiler: undefined,
  crossSigns: [],
};
const LAUNCHERS = Object.fromEntries(
  ["C", "CXX", "OBJC", "OBJCXX", "HIP"].map((lang) => [`CMAKE_${lang}_COMPILER_LAUNCHER`, SCCACHE]),
);

function environmentFor(
  wrap: readonly Wrapper[],
  env: Record<string, string> = {},
  {
    settings = {},
    ...more
  }: Partial<Omit<EnvironmentOptions, "settings">> & { settings?: Partial<BuildSettings> } = {},
) {
  const built = buildEnvironment({
    directory: "/cache",
    isAsked: false,
    cacheSizeBytes: 2_000_000_000,
    wrap,
    sccachePath: SCCACHE,
    isLauncher: false,
    env,
    platform: "linux",
    settings: { ...nothing, ...settings },
    ...more,
  });
  return {
    ...built,
    exports: Object.fromEntries(built.exports.map(({ name, value }) => [name, value])),
    warnings: built.warnings.map(({ text }) => text),
  };
}

test.each<[string, Wrapper[], Record<string, string>, string[][]]>([
  ["nothing", [], {}, []],
  ["rust", ["rust"], RUST, [["rustc", "-vV"]]],
  ["c", ["c"], { CC: `${SCCACHE} cc`, CXX: `${SCCACHE} c++` }, [["cc", "--version"]]],
  ["cmake", ["cmake"], LAUNCHERS, [["cc", "--version"]]],
  [
    "rust and c",
    ["rust", "c"],
    { ...RUST, CC: `${SCCACHE} cc`, CXX: `${SCCACHE} c++` },
    [
      ["rustc", "-vV"],
      ["cc", "--version"],
    ],
  ],
])("wrapping %s in an empty environment", (_what, wrap, wrappers, calls) => {
  const built = environmentFor(wrap);
  expect(built).toMatchObject({ notices: [], warnings: [], reaches: true });
  expect(built.exports).toEqual({ ...SERVER, ...wrappers });
  expect(built.proofs.map(({ call }) => call)).toEqual(calls);
});

test.each<[Wrapper[], Record<string, string>, string[][]]>([
  [
    ["c"],
    { CC: "gcc -m32", CXX: "zig c++" },
    [
      ["gcc", "-m32", "--version"],
      ["zig", "c++", "--version"],
    ],
  ],
  [
    ["cmake"],
    { CXX: "own-c++ -O1" },
    [
      ["cc", "--version"],
      ["own-c++", "--version"],
    ],
  ],
  [["c"], { CC: "sccache gcc", CXX: "own-c++" }, [["own-c++", "--version"]]],
  [["cmake"], { CXX: "sccache g++" }, [["cc", "--version"]]],
  [
    ["c", "cmake"],
    { CXX: "own-c++" },
    [
      ["cc", "--version"],
      ["own-c++", "--version"],
    ],
  ],
])("each compiler that the user names is proved: %j %j", (wrap, env, calls) => {
  expect(environmentFor(wrap, env).proofs.map(({ call }) => call)).toEqual(calls);
});

test("a compiler that nobody but us names must be there", () => {
  const isOurs = (env: Record<string, string>) => environmentFor(["c"], env).proofs.map((one) => one.isOurs);
  expect(isOurs({})).toEqual([true]);
  expect(isOurs({ CC: "gcc" })).toEqual([false]);
});

test("compilers that the project's CMake names are proved for its launchers", () => {
  const settings = {
    cmake: { isUsed: true, namesSccache: undefined, assembles: undefined, compilers: ["iccarm"] },
  };
  const { proofs } = environmentFor(["cmake"], {}, { settings });
  expect(proofs.map(({ call }) => call)).toEqual([
    ["cc", "--version"],
    ["iccarm", "--version"],
  ]);
});

test("sccache's own compression level is set on demand", () => {
  expect(environmentFor([], {}, { compressionLevel: -131_072 }).exports).toMatchObject({
    SCCACHE_CACHE_ZSTD_LEVEL: "-131072",
  });
});

test.each<[string, Record<string, string>, Partial<BuildSettings>, RegExp]>([
  ["another wrapper", { RUSTC_WRAPPER: "cachepot" }, {}, /^RUSTC_WRAPPER is cachepot/],
  ["no wrapper", { RUSTC_WRAPPER: "" }, {}, /^RUSTC_WRAPPER is empty/],
  [
    "a wrapper in cargo's words",
    { CARGO_BUILD_RUSTC_WRAPPER: "own" },
    {},
    /^CARGO_BUILD_RUSTC_WRAPPER is own/,
  ],
  [
    "a wrapper in cargo's configuration",
    {},
    { cargo: { ...nothing.cargo, rustcWrapper: { value: "./w.sh", file: "/p/.cargo/config.toml" } } },
    /^build.rustc-wrapper is .\/w.sh in \/p\/.cargo\/config.toml/,
  ],
])("%s of the user's stays, incremental compilation too, and it is said", (_what, env, settings, said) => {
  const built = environmentFor(["rust"], { ...env, CARGO_INCREMENTAL: "1" }, { settings });
  expect(built.exports).toEqual(SERVER);
  expect(built.reaches).toBe(false);
  expect([...built.warnings, ...built.notices]).toEqual([expect.stringMatching(said)]);
});

test("CC and CXX are left alone where they would win over cargo's own for build scripts", () => {
  const settings = {
    cargo: { ...nothing.cargo, compilers: [{ name: "CC", value: "clang", file: "/p/.cargo/config.toml" }] },
  };
  const built = environmentFor(["rust", "c"], {}, { settings });
  expect(built.exports).toEqual({ ...SERVER, ...RUST });
  expect(built.warnings).toEqual([
    "CC and CXX are left alone: /p/.cargo/config.toml sets CC in [env]; C in build scripts is cached by way of RUSTC_WRAPPER",
  ]);
  expect(environmentFor(["c"], { CC: "gcc" }, { settings }).exports["CC"]).toBe(`${SCCACHE} gcc`);
});

test.each<[Record<string, string>, Partial<BuildSettings>]>([
  [{ RUSTC_WRAPPER: "sccache" }, {}],
  [{ RUSTC_WRAPPER: "/usr/bin/sccache" }, {}],
  [{ CARGO_BUILD_RUSTC_WRAPPER: "C:\\bin\\sccache.exe" }, {}],
  [{ RUSTC_WORKSPACE_WRAPPER: "sccache" }, {}],
  [{}, { cargo: { ...nothing.cargo, rustcWrapper: { value: "sccache", file: "config.toml" } } }],
])("an sccache of the user's will do: %j", (env, settings) => {
  const { exports, reaches, warnings } = environmentFor(["rust"], env, { settings });
  expect(exports).toEqual({ ...SERVER, CARGO_INCREMENTAL: "0" });
  expect({ reaches, warnings }).toEqual({ reaches: true, warnings: [] });
});

test("CMake's launchers stand before a CC that calls sccache where they are ours, as the cmake crate looks behind it", () => {
  for (const env of [{}, { CC: "sccache gcc" }] as Record<string, string>[]) {
    const launched = environmentFor(["c", "cmake"], env, { isLauncher: true });
    expect(launched.exports).toMatchObject({ CMAKE_C_COMPILER_LAUNCHER: SCCACHE });
    expect(launched.proofs.at(-1)?.call).toEqual([env["CC"] ? "gcc" : "cc", "--version"]);
    expect(environmentFor(["c", "cmake"], env).exports).not.toHaveProperty("CMAKE_C_COMPILER_LAUNCHER");
  }
});

test("rustc with and without a workspace wrapper is proved, and what sccache refuses is left out", () => {
  const env = { RUSTC_WORKSPACE_WRAPPER: "/own/wrapper" };
  const { proofs, notices } = environmentFor(["rust"], env);
  const call = ["rustc", "-vV"];
  expect(proofs).toEqual([
    { wrapper: "rust", call },
    { wrapper: "rust", call: ["/own/wrapper", ...call] },
  ]);
  expect(notices).toEqual([]);
  const launched = environmentFor(["rust"], env, { isLauncher: true });
  expect(launched.notices).toEqual([
    "RUSTC_WORKSPACE_WRAPPER is /own/wrapper: it compiles the workspace's crates without sccache",
  ]);
  const clippy = { RUSTC_WORKSPACE_WRAPPER: "/bin/clippy-driver" };
  expect(environmentFor(["rust"], clippy, { isLauncher: true }).notices).toEqual([]);
  const refused = new Map([["rust", "Compiler not supported"]] as const);
  const built = environmentFor(["rust"], env, { refused });
  expect(built.exports).toEqual(SERVER);
  expect(built).toMatchObject({
    reaches: false,
    warnings: [expect.stringContaining("Compiler not supported")],
  });
});

test.each<[Wrapper[], Record<string, string>, Record<string, string>, number]>([
  [["rust"], { CARGO_INCREMENTAL: "1" }, { CARGO_INCREMENTAL: "0" }, 1],
  [["rust"], { CARGO_INCREMENTAL: "0" }, {}, 0],
  [["rust"], { CARGO_BUILD_INCREMENTAL: "true" }, { CARGO_INCREMENTAL: "0" }, 0],
  [
    ["rust"],
    { CARGO_BUILD_INCREMENTAL: "1" },
    { CARGO_INCREMENTAL: "0", CARGO_BUILD_INCREMENTAL: "false" },
    1,
  ],
  [["cmake"], { CARGO_INCREMENTAL: "1" }, { CARGO_INCREMENTAL: "0" }, 1],
  [["cmake"], {}, {}, 0],
])("incremental compilation, wrap %j: %j", (wrap, env, expected, notices) => {
  const built = environmentFor(wrap, env);
  const names = ["CARGO_INCREMENTAL", "CARGO_BUILD_INCREMENTAL"];
  expect(Object.fromEntries(Object.entries(built.exports).filter(([name]) => names.includes(name)))).toEqual(
    expected,
  );
  expect(built.notices).toHaveLength(notices);
});

test.each<[Record<string, string>, Record<string, string>, RegExp | undefined]>([
  [
    { CC: "clang-18", CXX: "clang++-18" },
    { CC: `${SCCACHE} clang-18`, CXX: `${SCCACHE} clang++-18` },
    undefined,
  ],
  [{ CC: "gcc -m32" }, { CC: `${SCCACHE} gcc -m32`, CXX: `${SCCACHE} c++` }, undefined],
  [{ CC: "sccache clang" }, { CXX: `${SCCACHE} c++` }, undefined],
  [{ CC: "ccache gcc", CXX: "distcc g++" }, {}, /^CC calls ccache/],
  [{ CC: 'gcc -DX="a b"', CXX: "$(g++)" }, {}, /^CC is left alone/],
])("CC and CXX of the user's: %j", (env, expected, warning) => {
  const { exports, warnings } = environmentFor(["c"], env);
  const { CC, CXX } = exports;
  expect({ ...(CC ? { CC } : {}), ...(CXX ? { CXX } : {}) }).toEqual(expected);
  expect(warnings[0] ?? "").toMatch(warning ?? /^$/);
});

test.each<[string, Wrapper[], Partial<BuildSettings>, RegExp]>([
  [
    "other targets",
    ["rust", "c"],
    { crossSigns: ["rustup target aarch64"] },
    /other targets too \(rustup target/,
  ],
  ["ccache in front", ["c"], { ccacheAsCompiler: "/usr/lib/ccache/cc" }, /is ccache/],
  [
    "a project that calls sccache",
    ["c"],
    { cmake: { isUsed: true, namesSccache: "CMakeLists.txt", assembles: undefined, compilers: [] } },
    /CMakeLists.txt calls sccache/,
  ],
  [
    "assembly by CMake",
    ["rust", "c"],
    { cmake: { isUsed: true, namesSccache: undefined, assembles: "lib/CMakeLists.txt", compilers: [] } },
    /lib\/CMakeLists.txt has assembly/,
  ],
])("CC and CXX are left alone, aloud: %s", (_what, wrap, settings, said) => {
  const { exports, warnings, notices } = environmentFor(wrap, {}, { settings });
  expect(exports).not.toHaveProperty("CC");
  expect([...warnings, ...notices]).toEqual([expect.stringMatching(said)]);
});

test("no compiler gets two wrappers", () => {
  expect(environmentFor(["c", "cmake"]).exports).not.toHaveProperty("CMAKE_C_COMPILER_LAUNCHER");
  expect(environmentFor(["cmake"], { CC: "sccache cc" }).exports).not.toHaveProperty(
    "CMAKE_C_COMPILER_LAUNCHER",
  );
  const settings = {
    cmake: { isUsed: true, namesSccache: "cmake/cache.cmake", assembles: undefined, compilers: [] },
  };
  expect(environmentFor(["c", "cmake"], {}, { settings }).exports).toEqual(SERVER);
  const launched = environmentFor(["cmake"], {}, { settings, isLauncher: true });
  const cuda = { CMAKE_CUDA_COMPILER_LAUNCHER: SCCACHE };
  expect(launched).toMatchObject({ exports: { ...SERVER, ...LAUNCHERS, ...cuda }, notices: [] });
});

test("a launcher of the user's stays, and it is said", () => {
  const { exports, warnings } = environmentFor(["cmake"], { CMAKE_C_COMPILER_LAUNCHER: "ccache" });
  expect(exports).toHaveProperty("CMAKE_CXX_COMPILER_LAUNCHER", SCCACHE);
  expect(exports).not.toHaveProperty("CMAKE_C_COMPILER_LAUNCHER");
  expect(warnings).toEqual([expect.stringContaining("CMAKE_C_COMPILER_LAUNCHER is ccache")]);
});

const disk: DiskSettings = { directory: "/theirs", sizeBytes: 5, readOnly: true, preprocessor: false };
const configured = { sccacheConfig: { ...noSccacheConfig, file: "/conf", disk } };

test("sccache's own configuration of its disk is kept whole", () => {
  const { exports, notices } = environmentFor([], {}, { directory: "/theirs", settings: configured });
  expect(Object.keys(exports)).toEqual(["SCCACHE_IGNORE_SERVER_IO_ERROR", "SCCACHE_IDLE_TIMEOUT"]);
  expect(notices).toEqual([expect.stringContaining("/conf")]);
});

test("a directory that the file names and sccache would not find is exported, and the file's other settings follow", () => {
  const settings = {
    sccacheConfig: { ...configured.sccacheConfig, disk: { ...disk, directory: "~/theirs" } },
  };
  const { exports, notices } = environmentFor([], { SCCACHE_CONF: "conf" }, { settings });
  expect(exports).toMatchObject({ SCCACHE_DIR: "/cache", SCCACHE_CACHE_SIZE: "5", SCCACHE_CONF: "/conf" });
  expect(notices).toEqual([
    "SCCACHE_CONF was conf and is now /conf",
    "dir in /conf was ~/theirs and is now /cache",
  ]);
});

test("an empty SCCACHE_CONF, with which sccache reads no file, is the file", () => {
  const { exports } = environmentFor([], { SCCACHE_CONF: "" }, { settings: configured });
  expect(exports).toHaveProperty("SCCACHE_CONF", "/conf");
  expect(environmentFor([], {}, { settings: configured }).exports).not.toHaveProperty("SCCACHE_CONF");
});

test("where the input names another directory, the file's other settings follow", () => {
  expect(environmentFor([], {}, { isAsked: true, settings: configured }).exports).toMatchObject({
    SCCACHE_DIR: "/cache",
    SCCACHE_CACHE_SIZE: "5",
    SCCACHE_LOCAL_RW_MODE: "READ_ONLY",
    SCCACHE_DIRECT: "false",
  });
});

const mixed = "SCCACHE_DIRECT is now false: it and base directories would mix the objects of checkouts";

test.each<[string, Record<string, string>, Partial<SccacheConfig>, boolean]>([
  ["a variable", { SCCACHE_BASEDIRS: "/one:/two" }, {}, true],
  ["the file", {}, { hasBaseDirectories: true }, true],
  ["the file, and an empty variable", { SCCACHE_BASEDIRS: "" }, { hasBaseDirectories: true }, false],
  ["a user who wants it all the same", { SCCACHE_BASEDIRS: "/one", SCCACHE_DIRECT: "true" }, {}, false],
  ["nothing", {}, {}, false],
])("base directories by %s", (_by, env, config, isMixed) => {
  const settings = { sccacheConfig: { ...noSccacheConfig, file: "/conf", ...config } };
  const { exports, notices } = environmentFor([], env, { settings });
  expect(exports["SCCACHE_DIRECT"]).toBe(isMixed ? "false" : undefined);
  expect(notices).toEqual(isMixed ? [mixed] : []);
});

test("with base directories, the file's settings follow, unless it has no preprocessor cache", () => {
  const of = (preprocessor: boolean) => {
    const sccacheConfig = {
      ...configured.sccacheConfig,
      hasBaseDirectories: true,
      disk: { ...disk, preprocessor },
    };
    return environmentFor([], {}, { directory: "/theirs", settings: { sccacheConfig } });
  };
  expect(of(true).exports).toMatchObject({ SCCACHE_DIR: "/theirs", SCCACHE_DIRECT: "false" });
  expect(of(false).exports).not.toHaveProperty("SCCACHE_DIR");
});

test.each<[string, Record<string, string>, boolean]>([
  ["another directory", { SCCACHE_DIR: "~/.sccache" }, true],
  ["the same directory", { SCCACHE_DIR: "/cache" }, false],
  ["the same with a slash", { SCCACHE_DIR: "/cache/" }, false],
])("SCCACHE_DIR says %s", (_what, env, changed) => {
  const { exports, notices } = environmentFor([], env);
  expect("SCCACHE_DIR" in exports).toBe(changed);
  expect(notices).toHaveLength(changed ? 1 : 0);
});

test("an empty variable of sccache's or of a compiler is not set", () => {
  const { exports, notices } = environmentFor(["c"], { SCCACHE_DIR: "", CC: "" });
  expect(exports).toMatchObject({ SCCACHE_DIR: "/cache", CC: `${SCCACHE} cc` });
  expect(notices).toEqual([]);
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

test("with a size of 0, sccache keeps nothing, which is said", () => {
  expect(environmentFor([], { SCCACHE_CACHE_SIZE: "0" }).warnings).toEqual([
    expect.stringContaining("SCCACHE_CACHE_SIZE is 0"),
  ]);
});

test.each([
  { set: "1", becomes: "60", notice: /SCCACHE_IDLE_TIMEOUT was 1 and is now 60/ },
  { set: "59", becomes: "60", notice: /SCCACHE_IDLE_TIMEOUT was 59 and is now 60/ },
  { set: "60", becomes: undefined, notice: /SCCACHE_IDLE_TIMEOUT is kept/ },
  { set: "0", becomes: undefined, notice: /SCCACHE_IDLE_TIMEOUT is kept/ }, // sccache's word for never
  { set: "soon", becomes: undefined, notice: /SCCACHE_IDLE_TIMEOUT is kept/ },
])(
  "an idle timeout of $set is raised only if the server would end before the build",
  ({ set, becomes, notice }) => {
    const { exports, notices } = environmentFor([], { SCCACHE_IDLE_TIMEOUT: set });
    expect(exports["SCCACHE_IDLE_TIMEOUT"]).toBe(becomes);
    expect(notices).toEqual([expect.stringMatching(notice)]);
  },
);

test("whatever is set, no build gets a second wrapper or what sccache refuses, and a change is said", () => {
  const name = fc.constantFrom(
    ...[...Object.keys(SERVER), "RUSTC_WRAPPER", "CARGO_BUILD_RUSTC_WRAPPER", "CARGO_INCREMENTAL"],
    ...["CARGO_BUILD_INCREMENTAL", "CC", "CXX", "CMAKE_C_COMPILER_LAUNCHER", "CMAKE_CXX_COMPILER_LAUNCHER"],
  );
  const value = fc.constantFrom("0", "1", "sccache", "sccache cc", "/cache", "clang", "true");
  fc.assert(
    fc.property(fc.dictionary(name, value), fc.subarray<Wrapper>(["rust", "c", "cmake"]), (env, wrap) => {
      const { exports, notices, reaches } = environmentFor(wrap, env);
      const after: Record<string, string> = { ...env, ...exports };
      for (const language of ["C", "CXX"]) {
        const launcher = exports[`CMAKE_${language}_COMPILER_LAUNCHER`];
        const compiler = after[language === "C" ? "CC" : "CXX"] ?? "";
        expect(launcher !== undefined && /sccache/.test(compiler)).toBe(false);
        expect(compiler.match(/sccache/g)?.length ?? 0).toBeLessThan(2);
      }
      if (wrap.length > 0 && reaches) {
        expect([after["CARGO_INCREMENTAL"], after["CARGO_BUILD_INCREMENTAL"]]).not.toContain("1");
      }
      for (const [changed, to] of Object.entries(exports)) {
        if (env[changed] && env[changed] !== to) expect(notices.join("\n")).toContain(changed);
      }
    }),
  );
});

test.each([
  ["0.15.0", undefined],
  ["0.16.0", -131072],
  ["0.19.3", -131072],
  ["0.20.0", undefined],
  ["1.17.0", undefined],
  ["", undefined],
  [null, undefined],
])("%s", (version, level) => {
  expect(rawLevelOf(version)).toBe(level);
});

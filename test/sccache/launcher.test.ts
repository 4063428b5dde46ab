import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { launchers } from "../../src/sccache/environment/launcher-names.ts";
import { openLauncher, programOf } from "../../src/sccache/launcher/launcher.ts";
import { openServer, type ServerRef } from "../../src/sccache/server/server.ts";
import { startServer } from "../../src/sccache/server/start.ts";
import { type Ended, run } from "../cli/command-line.ts";
import { realSccache } from "./real-sccache.ts";

const isSupported = programOf(`${process.platform}-${process.arch}`) !== undefined;
const isRoot = process.getuid?.() === 0;

/** A crate whose integration test reads a variable with a name that shells drop, and a C file. */
const FILES: Readonly<Record<string, string>> = {
  "Cargo.toml": '[package]\nname = "my-tool"\nversion = "0.1.0"\nedition = "2021"\n',
  "src/main.rs": "fn main() {}\n",
  "tests/run.rs": '#[test]\nfn runs() {\n    assert!(!env!("CARGO_BIN_EXE_my-tool").is_empty());\n}\n',
  "one.c": "int main(void) { return 0; }\n",
  "CMakeLists.txt": "cmake_minimum_required(VERSION 3.16)\nproject(one C)\nadd_executable(one one.c)\n",
};

let folder: string;
let sccachePath: string;
let launcher: string;
let server: ServerRef;
let env: Record<string, string>;

/** A job's server, whose folder nobody else can enter, and a launcher for its sccache: a copy, which may be removed. */
async function openJob(): Promise<void> {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), "launcher-")));
  await chmod(folder, 0o755);
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(path.dirname(path.join(folder, "work", name)), { recursive: true });
    await writeFile(path.join(folder, "work", name), text);
  }
  sccachePath = path.join(folder, "sccache");
  await copyFile(await realSccache(), sccachePath);
  const names = ["PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"];
  const own = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  const plain = {
    ...Object.fromEntries(own),
    SCCACHE_DIR: path.join(folder, "cache"),
    CARGO_INCREMENTAL: "0",
  };
  const jobFolder = path.join(folder, "job");
  await mkdir(jobFolder, { mode: 0o700 });
  const started = await startServer({ sccachePath, version: "0.16.0", env: plain, folder: jobFolder });
  if (started.kind === "failed") throw new Error(started.why);
  server = started.server;
  env = { ...plain, ...server.variables };
  const request = { binary: sccachePath, version: "0.16.0", env, folders: [path.join(folder, "tools")] };
  launcher = (await openLauncher(request)) ?? "";
  expect(launcher).not.toBe("");
}

async function closeJob(): Promise<void> {
  await openServer(server).stop();
  await rm(folder, { recursive: true, force: true });
}

type Who = { uid?: number; gid?: number; env?: Record<string, string> };

function call(words: readonly string[], { env: more, ...who }: Who = {}): Promise<Ended> {
  const [program = "", ...args] = words;
  return run(program, args, { cwd: path.join(folder, "work"), env: { ...env, ...more }, ...who });
}

const requests = async () => (await openServer(server).statistics())?.compileRequests;
const compileC = () => [launcher, "cc", "-c", "one.c", "-o", "one.o"];
const good = { exitCode: 0, stdout: "", stderr: "" };

describe.runIf(isSupported)("a launcher", () => {
  beforeEach(openJob, 60_000);
  afterEach(closeJob);

  test("runs sccache: cargo, C and CMake reach the job's server", async () => {
    expect(await call(compileC())).toEqual(good);
    expect(await requests()).toBe(1);
    const tested = await call(["cargo", "test", "--offline", "-q"], { env: { RUSTC_WRAPPER: launcher } });
    expect(tested, tested.stderr).toMatchObject({ exitCode: 0 });
    const launched = { env: { CMAKE_C_COMPILER_LAUNCHER: launcher } };
    const before = (await requests()) ?? 0;
    expect(before).toBeGreaterThan(2);
    const configured = await call(["cmake", "-S.", "-Bbuild"], launched);
    expect(configured, configured.stderr).toMatchObject({ exitCode: 0 });
    // The build folder remembers it.
    expect(await call(["cmake", "--build", "build"])).toMatchObject({ exitCode: 0 });
    expect(await requests()).toBeGreaterThan(before);
    expect(await call(compileC())).toEqual(good);
    expect((await openServer(server).statistics())?.hits.total).toBe(1);
  });

  test("hands on arguments, variables and exit codes as they are, with sccache and without", async () => {
    const shown = await call([launcher, "--show-stats", "--stats-format=json"]);
    expect(JSON.parse(shown.stdout)).toHaveProperty("stats");
    const fails = ["cc", "-c", "none.c"];
    expect(await call([launcher, ...fails])).toEqual(await call([sccachePath, ...fails]));

    const strange = { "CARGO_BIN_EXE_my-tool": "a", "a.b": "c\nd", LC_ALL: "xx_XX.UTF-8", PWD: "/nowhere" };
    const elsewhere = { SCCACHE_SERVER_UDS: path.join(folder, "none", "socket") };
    const told = await call([launcher, "env", "-0"], { env: { ...strange, ...elsewhere } });
    expect(told.stdout.split("\0").sort()).toEqual(
      ["", ...Object.entries({ ...env, ...strange, ...elsewhere }).map((pair) => pair.join("="))].sort(),
    );
    expect(told.stderr).toBe("");
    const printed = await call([launcher, "printf", "%s|", "a b", "", "-c", "*"], { env: elsewhere });
    expect(printed).toEqual({ exitCode: 0, stdout: "a b||-c|*|", stderr: "" });
    expect(await call([launcher, "sh", "-c", "exit 7"], { env: elsewhere })).toMatchObject({ exitCode: 7 });
    expect(await call([launcher, "no-such-compiler"], { env: elsewhere })).toEqual({
      ...{ exitCode: 127, stdout: "" },
      stderr: "sccache: no-such-compiler: No such file or directory\n",
    });
  });

  test("called by the first word of CC alone, it is the compiler; options of sccache's own are sccache's", async () => {
    // As Go's linker asks whether -no-pie is known: https://go.dev/src/cmd/link/internal/ld/lib.go linkerFlagSupported
    const asks = [launcher, "-m64", "-o", "a.out", "-no-pie", "one.c"];
    const CC = `${launcher} cc  -DASKED`;
    expect(await call(asks, { env: { CC } })).toEqual(good);
    const defined = await call([launcher, "-dM", "-E", "one.c"], { env: { CC } });
    expect(defined.stdout).toContain("#define ASKED 1");
    expect(await call([launcher, "-c", "none.c"], { env: { CC } })).toMatchObject({ exitCode: 1 });
    expect(await requests()).toBe(0);
    const sccache = /^sccache \d/;
    for (const option of ["--version", "-V"]) {
      expect((await call([launcher, option], { env: { CC } })).stdout).toMatch(sccache);
    }
    for (const other of [launcher, "cc", "sccache cc", ""]) {
      expect(await call(asks, { env: { CC: other } }), other).toEqual(good);
    }
    // One that is called as a compiler would find itself.
    await symlink(launcher, path.join(folder, "cc"));
    const masked = await call([path.join(folder, "cc"), "-c", "one.c"], {
      env: { PATH: `${folder}:${env["PATH"]}` },
    });
    expect(masked.stderr).toContain("unexpected argument '-c' found");
  });

  test("an sccache in front of it leaves the work to it, which is cached", async () => {
    for (const CC of ["", "cc", `${launcher} cc`]) {
      expect(await call([sccachePath, ...compileC()], { env: { CC } }), CC).toEqual(good);
    }
    expect(await openServer(server).statistics()).toMatchObject({
      compileRequests: 6,
      misses: { total: 1 },
      hits: { total: 2 },
      nonCacheable: { "multiple input files": 3 },
    });
    const fails = ["cc", "-c", "none.c"];
    expect(await call([sccachePath, launcher, ...fails])).toEqual(await call([sccachePath, ...fails]));
    // Where no compiler is named cc.
    const bin = path.join(folder, "bin");
    await mkdir(bin);
    await writeFile(path.join(bin, "clang"), `#!/bin/sh\nPATH="${env["PATH"]}" exec cc "$@"\n`, {
      mode: 0o755,
    });
    const byClang = [sccachePath, launcher, "clang", "-c", "one.c", "-o", "one.o"];
    expect(await call(byClang, { env: { PATH: bin } })).toEqual(good);
  });

  test("where a step keeps servers from starting, the compiler runs, and no call of the next minute tries", async () => {
    const backend = { env: { SCCACHE_GHA_ENABLED: "true" } };
    await call([sccachePath, "--stop-server"]);
    const without = await call([sccachePath, ...compileC().slice(1)], backend);
    expect(without.stderr).toContain("cache url for ghac not found");
    expect(await Promise.all([1, 2, 3].map(() => call(compileC(), backend)))).toEqual([good, good, good]);
    const failedAt = (date: Date) => utimes(`${server.variables["SCCACHE_SERVER_UDS"]}.starting`, date, date);
    await failedAt(new Date());
    expect(await call(compileC())).toEqual(good);
    expect(await requests()).toBeUndefined();
    expect(await call([launcher, "--start-server"])).toMatchObject({ exitCode: 0 });
    expect(await call(compileC(), backend)).toEqual(good);
    expect(await requests()).toBe(1);

    await call([sccachePath, "--stop-server"]);
    await failedAt(new Date(Date.now() - 61_000));
    // They all get to one server: each would have put its own in the place of the one before.
    expect(await Promise.all([1, 2, 3, 4].map(() => call(compileC())))).toEqual([good, good, good, good]);
    expect(await requests()).toBe(4);
  });

  test("a launcher behind it does the work alone: two in a row do not work", async () => {
    expect(await call([launcher, sccachePath, "cc", "-c", "one.c", "-o", "one.o"])).toEqual(good);
    expect(await requests()).toBe(1);
    const twice = { env: { CMAKE_C_COMPILER_LAUNCHER: launcher, CC: `${sccachePath} cc` } };
    const configured = await call(["cmake", "-S.", "-Bbuild"], twice);
    expect(configured, configured.stderr).toMatchObject({ exitCode: 0 });
    expect(await call(["cmake", "--build", "build"])).toMatchObject({ exitCode: 0 });
    const asked = await requests();
    expect(asked).toBeGreaterThan(1);

    for (const name of ["ccache", "distcc", "icecc", "buildcache", "recc", "fastbuild"]) {
      expect(name).toMatch(launchers);
      const other = path.join(folder, "work", name);
      await writeFile(other, '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
      expect(await call([launcher, other, "cc", "-c", "one.c", "-o", "one.o"]), name).toEqual(good);
    }
    expect(await requests()).toBe(asked);
    const shown = await call([launcher, "sccache", "--show-stats", "--stats-format=json"]);
    expect(JSON.parse(shown.stdout)).toHaveProperty("stats");
  });

  test("clippy of the workspace's own crates is cached, by its arguments and its configuration", async () => {
    const two = "pub fn one() -> u32 { return 1; }\npub fn four(_: u8, _: u8, _: u8, _: u8) {}\n";
    await writeFile(path.join(folder, "work", "src", "lib.rs"), two);
    const clippy = async (...more: string[]) => {
      await rm(path.join(folder, "work", "target"), { recursive: true, force: true });
      const misses = (await openServer(server).statistics())?.misses.total ?? 0;
      const words = ["cargo", "clippy", "--offline", "-q", "--lib", ...more];
      const ended = await call(words, { env: { RUSTC_WRAPPER: launcher } });
      return { ...ended, misses: ((await openServer(server).statistics())?.misses.total ?? 0) - misses };
    };
    const cold = await clippy();
    expect(cold).toMatchObject({ exitCode: 0, misses: 1 });
    expect(cold.stderr).toContain("unneeded `return` statement");
    expect(await clippy()).toEqual({ ...cold, misses: 0 });
    const strict = ["--", "-D", "clippy::needless_return"];
    expect(await clippy(...strict)).toMatchObject({
      exitCode: 101,
      stderr: expect.stringMatching(/^error: unneeded/),
    });
    await writeFile(path.join(folder, "work", "clippy.toml"), "too-many-arguments-threshold = 3\n");
    expect(await clippy()).toMatchObject({
      misses: 1,
      stderr: expect.stringContaining("too many arguments (4/3)"),
    });
  });

  test("precompiled headers are compiled anew, since sccache would serve one whose macros are older", async () => {
    const work = path.join(folder, "work");
    await mkdir(path.join(work, "pch"));
    await writeFile(
      path.join(work, "pch/CMakeLists.txt"),
      [
        "cmake_minimum_required(VERSION 3.16)",
        "project(value C CXX)",
        "add_executable(c value.c)",
        "add_executable(cxx value.cpp)",
        ...["c", "cxx"].map((name) => `target_precompile_headers(${name} PRIVATE <stdio.h> value.h)`),
      ].join("\n"),
    );
    for (const file of ["value.c", "value.cpp"])
      await writeFile(path.join(work, "pch", file), 'int main() { printf("%d ", VALUE); }\n');
    const env = { CMAKE_C_COMPILER_LAUNCHER: launcher, CMAKE_CXX_COMPILER_LAUNCHER: launcher };
    const built = path.join(work, "built");
    for (const value of ["1", "2"]) {
      await writeFile(path.join(work, "pch/value.h"), `#define VALUE ${value}\n`);
      await rm(built, { recursive: true, force: true });
      expect(await call(["cmake", "-S", "pch", "-B", built], { env })).toMatchObject({ exitCode: 0 });
      expect(await call(["cmake", "--build", built])).toMatchObject({ exitCode: 0 });
      for (const program of ["c", "cxx"])
        expect((await call([path.join(built, program)])).stdout).toBe(`${value} `);
    }
    const before = await requests();
    const named = ["cc", "-c", "pch/value.h", "-o", "value.h.gch"];
    const told = ["c++", "-xc++-header", "-c", "pch/value.h", "-o", "header"];
    for (const words of [named, told]) expect(await call([launcher, ...words])).toEqual(good);
    expect(await requests()).toBe(before);
    expect(await call([launcher, "cc", "-x", "c", "-c", "one.c", "-o", "one.o"])).toEqual(good);
    expect(await requests()).toBe((before ?? 0) + 1);
  });

  test("assembly is assembled anew, since sccache would serve what was made from older files", async () => {
    const work = path.join(folder, "work");
    const source = '.globl one\none:\n.incbin "held"\n.include "part"\n';
    const files = [
      { file: "a.S", words: [] },
      { file: "b.s", words: [] },
      { file: "c.text", words: ["-x", "assembler-with-cpp"] },
    ];
    for (const value of ["first", "second"]) {
      await writeFile(path.join(work, "held"), `held ${value}`);
      await writeFile(path.join(work, "part"), `.ascii "part ${value}"\n`);
      for (const { file, words } of files) {
        await writeFile(path.join(work, file), source);
        expect(await call([launcher, "cc", ...words, "-c", file, "-o", `${file}.o`])).toEqual(good);
        expect(await readFile(path.join(work, `${file}.o`), "latin1")).toContain(
          `held ${value}part ${value}`,
        );
      }
    }
    expect(await requests()).toBe(0);
  });

  test("a file of dependencies is written on every hit, by the name that the compiler gives it", async () => {
    const work = path.join(folder, "work");
    await writeFile(path.join(work, "one.h"), "");
    await mkdir(path.join(work, "o"));
    const file = path.join(work, "o", "one.x.d");
    for (const option of ["-MD", "-MMD"]) {
      // sccache does not tell the two from each other.
      await writeFile(path.join(work, "one.c"), `#include "one.h"\nchar *of = "${option}";\n`);
      const words = ["cc", option, "-MP", "-c", "one.c", "-o", "o/one.x.o"];
      expect(await call(words)).toEqual(good);
      const plain = await readFile(file, "utf8");
      for (const _ of ["miss", "hit", "hit"]) {
        await rm(file);
        expect(await call([launcher, ...words])).toEqual(good);
        expect(await readFile(file, "utf8")).toBe(plain);
      }
    }
    expect(await openServer(server).statistics()).toMatchObject({ hits: { total: 4 }, misses: { total: 2 } });
    for (const _ of ["miss", "hit"]) {
      await rm(path.join(work, "one.d"), { force: true });
      expect(await call([launcher, "cc", "-MMD", "-c", "one.c"])).toEqual(good);
      expect(await readFile(path.join(work, "one.d"), "utf8")).toContain("one.h");
    }
    // To it, -MD means a library.
    const cl = path.join(work, "clang-cl");
    await writeFile(cl, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
    const before = (await requests()) ?? 0;
    await call([launcher, cl, "-MD", "-c", "one.c", "-Foone.obj"]);
    expect(await requests()).toBe(before + 1);
  });

  test("what sccache keeps no copy of is made in every build", async () => {
    const made = {
      "-fstack-usage": "one.su",
      "-Wa,-adhlns=one.lst": "one.lst",
      "-fcallgraph-info": "one.ci",
    };
    for (const [option, name] of Object.entries(made)) {
      for (const _ of ["cold", "warm"]) {
        await rm(path.join(folder, "work", name), { force: true });
        expect(await call([...compileC(), option])).toEqual(good);
        expect(await readFile(path.join(folder, "work", name))).not.toHaveLength(0);
      }
    }
  });

  test("a wrapper of the workspace's crates compiles them without sccache; what they depend on is cached", async () => {
    const work = path.join(folder, "work");
    await mkdir(path.join(folder, "leaf", "src"), { recursive: true });
    const leaf = '[package]\nname = "leaf"\nversion = "0.1.0"\nedition = "2021"\n';
    await writeFile(path.join(folder, "leaf", "Cargo.toml"), leaf);
    await writeFile(path.join(folder, "leaf", "src", "lib.rs"), "pub fn one() {}\n");
    const depends = `${FILES["Cargo.toml"]}[dependencies]\nleaf = { path = "../leaf" }\n`;
    await writeFile(path.join(work, "Cargo.toml"), depends);
    await writeFile(path.join(work, "src", "main.rs"), "fn main() { leaf::one() }\n");
    // One that does nothing else, as a tool's own, and one of a name that sccache takes for rustc.
    for (const name of ["wrapper", "own/rustc"]) {
      const RUSTC_WORKSPACE_WRAPPER = path.join(work, name);
      await mkdir(path.dirname(RUSTC_WORKSPACE_WRAPPER), { recursive: true });
      const script = `#!/bin/sh\necho "$3" >> ${work}/seen\nexec "$@"\n`;
      await writeFile(RUSTC_WORKSPACE_WRAPPER, script, { mode: 0o755 });
      await rm(path.join(work, "target"), { recursive: true, force: true });
      const wrapped = { env: { RUSTC_WRAPPER: launcher, RUSTC_WORKSPACE_WRAPPER } };
      expect(await call(["cargo", "build", "--offline", "-q"], wrapped), name).toEqual(good);
      const hits = { total: name === "wrapper" ? 0 : 1 };
      const counted = await openServer(server).statistics();
      expect(counted, name).toMatchObject({ misses: { total: 1 }, hits });
    }
    const seen = (await readFile(path.join(work, "seen"), "utf8")).split("\n");
    expect(seen.filter((name) => /^(my_tool|leaf)$/.test(name))).toEqual(["my_tool", "my_tool"]);
  });

  test("a crate with a static library that has modifiers is compiled anew, since sccache does not read it", async () => {
    const work = path.join(folder, "work");
    await writeFile(path.join(work, "native.rs"), "");
    const words = ["rustc", "native.rs", "--crate-name", "native", "--crate-type", "rlib", "--out-dir", "."];
    const emits = ["--emit=dep-info,metadata,link", "-L", `native=${work}`];
    for (const value of ["first", "second"]) {
      await writeFile(path.join(work, "held.c"), `const char held[] = "held ${value}";\n`);
      await rm(path.join(work, "libheld.a"), { force: true });
      expect(await call(["cc", "-c", "held.c", "-o", "held.o"])).toEqual(good);
      expect(await call(["ar", "rcs", "libheld.a", "held.o"])).toEqual(good);
      for (const library of ["static:+whole-archive=held", "static=held"]) {
        expect(await call([launcher, ...words, ...emits, "-l", library])).toEqual(good);
        const built = await readFile(path.join(work, "libnative.rlib"), "latin1");
        expect(built, library).toContain(`held ${value}`);
      }
    }
    expect(await requests()).toBe(2);
  });

  test("flags that a compiler takes from the environment, as Nix's do, are part of the key", async () => {
    const work = path.join(folder, "work");
    await writeFile(path.join(work, "wrapped"), '#!/bin/sh\nexec cc "$@" $NIX_CFLAGS_COMPILE\n', {
      mode: 0o755,
    });
    const words = [launcher, path.join(work, "wrapped"), "-c", "one.c", "-o", "one.o"];
    const compile = async (flags: string, more: Record<string, string> = {}) => {
      expect(await call(words, { env: { NIX_CFLAGS_COMPILE: flags, ...more } })).toEqual(good);
      const hasDebug = (await readFile(path.join(work, "one.o"), "latin1")).includes(".debug_info");
      return { hasDebug, hits: (await openServer(server).statistics())?.hits.total };
    };
    expect(await compile("-g0")).toEqual({ hasDebug: false, hits: 0 });
    expect(await compile("-g")).toEqual({ hasDebug: true, hits: 0 });
    expect(await compile("-g0", { NIX_HARDENING_ENABLE: "pie" })).toEqual({ hasDebug: false, hits: 0 });
    const theirs = { SCCACHE_C_CUSTOM_CACHE_BUSTER: "theirs" };
    expect(await compile("-g0", theirs)).toEqual({ hasDebug: false, hits: 0 });
    expect(await compile("-g0")).toEqual({ hasDebug: false, hits: 1 });
    expect(await compile("-g")).toEqual({ hasDebug: true, hits: 2 });
  });

  test("where sccache fails what nvcc can do, nvcc does it, and the job's later calls of it go without sccache", async () => {
    const work = path.join(folder, "work");
    // As CUDA 13.3 does for sccache 0.16, it says nothing in a dry run that sccache understands.
    await writeFile(path.join(work, "nvcc"), '#!/bin/sh\nexec c++ -D__NVCC__ -x c++ "$@"\n', { mode: 0o755 });
    await writeFile(path.join(work, "one.cu"), "int one() { return 1; }\n");
    await writeFile(path.join(work, "bad.cu"), "int one( { return 1; }\n");
    const nvcc = path.join(work, "nvcc");
    const calls = async () => (await openServer(server).statistics())?.compileRequests ?? 0;
    const alone = await call([nvcc, "-c", "bad.cu", "-o", "bad.o"]);
    expect(alone).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("error:") });
    expect(await call([launcher, nvcc, "-c", "bad.cu", "-o", "bad.o"])).toEqual(alone);
    expect(await call([launcher, nvcc, "--version"])).toEqual(await call([nvcc, "--version"]));
    const before = await calls();
    expect(await call([sccachePath, nvcc, "-c", "one.cu", "-o", "one.o"])).not.toMatchObject({ exitCode: 0 });
    expect(await call([launcher, nvcc, "-c", "one.cu", "-o", "one.o"])).toEqual(good);
    expect(await calls()).toBe(before + 2);
    expect(await call([launcher, nvcc, "-c", "one.cu", "-o", "one.o"])).toEqual(good);
    expect(await call([launcher, nvcc, "-c", "bad.cu", "-o", "bad.o"])).toEqual(alone);
    expect(await calls()).toBe(before + 2);
    expect(await call(compileC())).toEqual(good);
    expect(await calls()).toBe(before + 3);
  });

  test("without sccache's binary, or where it cannot be executed, the compiler runs", async () => {
    await chmod(sccachePath, 0o644);
    expect(await call(compileC())).toEqual(good);
    await rm(sccachePath);
    expect(await call(compileC())).toEqual(good);
    const built = await call(["cargo", "build", "--offline", "-q"], { env: { RUSTC_WRAPPER: launcher } });
    expect(built).toEqual(good);
    const shown = await call([launcher, "--show-stats"]);
    expect(shown).toEqual({
      ...{ exitCode: 127, stdout: "" },
      stderr: `sccache: ${sccachePath}: No such file or directory\n`,
    });
    // For the end of the test.
    await copyFile(await realSccache(), sccachePath);
  });

  test("where the server's folder was cleared, the compiler runs; where the server ended, sccache starts another", async () => {
    await openServer(server).stop();
    expect(await call(compileC())).toEqual(good);
    expect(await requests()).toBe(1);
    await openServer(server).stop();
    await rm(path.join(folder, "job"), { recursive: true });
    expect(await call(compileC())).toEqual(good);
    const built = await call(["cargo", "build", "--offline", "-q"], { env: { RUSTC_WRAPPER: launcher } });
    expect(built).toEqual(good);
    expect(await requests()).toBeUndefined();
  });

  // Without root there is no other user, but a folder that this one cannot enter either.
  test("for whom the socket's folder is closed, the compiler runs", async () => {
    const who = isRoot ? { uid: 65534, gid: 65534 } : {};
    await chmod(path.join(folder, "work"), 0o777);
    if (!isRoot) await chmod(path.join(folder, "job"), 0);
    const without = await call([sccachePath, ...compileC().slice(1)], who);
    const built = await call(compileC(), who);
    const make = await call(["make", "one"], { ...who, env: { CC: `${launcher} cc` } });
    await chmod(path.join(folder, "job"), 0o700);
    expect(without.stderr).toContain("Permission denied");
    expect(built).toEqual(good);
    expect(make).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await requests()).toBe(0);
    expect(await readFile(path.join(folder, "work", "one.o"))).not.toHaveLength(0);
  });

  test.runIf(isRoot)("for root, whose files the job's user may not write, the compiler runs", async () => {
    await openServer(server).stop();
    for (const name of ["job", "cache"]) await mkdir(path.join(folder, name), { recursive: true });
    const nobody = { uid: 65534, gid: 65534 };
    for (const command of [`chown -R 65534 job cache`, `chmod 700 job`])
      expect(await run("sh", ["-c", command], { cwd: folder })).toMatchObject({ exitCode: 0 });
    expect(await call([sccachePath, "--start-server"], nobody)).toMatchObject({ exitCode: 0 });
    const without = await call([sccachePath, ...compileC().slice(1)]);
    expect(without.stderr).toContain("Permission denied");
    expect(await call(compileC())).toEqual(good);
  });
});

/**
 * Builds in the environment that a restore leaves, in set-ups in which something is in the way: each must end as it does
 * without sccache-bundle, and say the same. Whatever is broken costs hits, and never the build.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { readContext } from "../../src/flow/job/job.ts";
import { restore } from "../../src/flow/restore/restore.ts";
import { readBuildSettings } from "../../src/sccache/environment/build-settings.ts";
import { openSccache, openServer } from "../../src/sccache/server/server.ts";
import { openZstd } from "../../src/zstd/open.ts";
import { memoryStore } from "../contract/memory-store.ts";
import { configOf } from "../flow/made-up-job.ts";
import { silent } from "../logs.ts";
import { realSccache } from "./real-sccache.ts";

type Variables = Record<string, string>;

const FILES: Readonly<Record<string, string>> = {
  "Cargo.toml": '[workspace]\nresolver = "2"\nmembers = ["app", "leaf"]\n',
  "leaf/Cargo.toml": '[package]\nname = "leaf"\nversion = "1.0.0"\nedition = "2021"\n',
  // Each compiler has something to warn of, which must be seen as it is without us.
  "leaf/src/lib.rs":
    "pub fn one() -> u32 { return 1; }\nfn idle() {}\n#[test]\nfn is_one() { assert_eq!(one(), 1) }\n",
  "app/Cargo.toml":
    '[package]\nname = "app"\nversion = "1.0.0"\nedition = "2021"\n[dependencies]\nleaf = { path = "../leaf" }\n',
  "app/src/main.rs": 'fn main() { println!("{}", leaf::one()) }\n',
  "broken/Cargo.toml": '[workspace]\n[package]\nname = "broken"\nversion = "1.0.0"\nedition = "2021"\n',
  "broken/src/lib.rs": "pub fn one() -> u32 { true }\n",
  "one.c": "#warning from one\nint one(void) { int idle; return 1; }\n",
  "main.c": "int one(void);\nint main(void) { return one() - 1; }\n",
  Makefile:
    "out/main: one.c main.c\n\tmkdir -p out\n\t$(CC) $(CFLAGS) -c one.c -o out/one.o\n\t$(CC) $(CFLAGS) -c main.c -o out/main.o\n\tcc out/one.o out/main.o -o out/main\n",
  "CMakeLists.txt": "cmake_minimum_required(VERSION 3.17)\nproject(m C)\nadd_executable(m one.c main.c)\n",
};

/** Each with its exit code. Quiet, where what is said else depends on other processes of cargo, or repeats $CC. */
const BUILDS: readonly (readonly [string, number])[] = [
  ["cargo build --offline -q && target/debug/app", 0],
  ["cargo test --offline -q", 0],
  ["cargo clippy --offline -q", 0],
  ["cargo build --offline -q --manifest-path broken/Cargo.toml", 101],
  ["make -s CFLAGS=-Wall && out/main", 0],
  ["cmake -G Ninja -B b . && cmake --build b && b/m", 0],
];

let sccachePath: string;
let tools: string;

beforeAll(async () => {
  // A copy, so that its servers can be told from all others.
  tools = await realpath(await mkdtemp(path.join(tmpdir(), "set-ups-")));
  await chmod(tools, 0o755);
  sccachePath = path.join(tools, "sccache");
  await copyFile(await realSccache(), sccachePath);
});

afterAll(async () => {
  await killServers();
  await rm(tools, { recursive: true, force: true });
});

/** Kills them and waits until they are gone: until then, their sockets still take connections, and reset them. */
async function killServers(): Promise<void> {
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const program = await readlink(`/proc/${pid}/exe`).catch(() => "");
    // A build's own calls of sccache are no servers: those began in a session of their own.
    if (program !== sccachePath || !(await isServer(pid))) continue;
    process.kill(Number(pid), "SIGKILL");
    while (await isAlive(pid)) await sleep(20);
  }
}

async function isAlive(pid: string): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat !== "" && !/\) [ZX] /.test(stat);
}

async function isServer(pid: string): Promise<boolean> {
  return (await readlink(`/proc/${pid}/cwd`).catch(() => "")) === "/";
}

interface SetUp {
  readonly env?: (folder: string) => Variables | Promise<Variables>;
  /** Whether restore exports a wrapper all the same. */
  readonly wraps: boolean;
  readonly before?: () => Promise<void>;
  readonly jobFolder?: string;
}

const SET_UPS: Readonly<Record<string, SetUp>> = {
  "nothing special": { wraps: true },
  "incremental compilation everywhere": {
    wraps: true,
    env: () => ({ CARGO_INCREMENTAL: "1", CARGO_BUILD_INCREMENTAL: "1" }),
  },
  "a compiler of the user's": { wraps: true, env: () => ({ CC: "gcc -O1" }) },
  "a workspace wrapper": {
    wraps: true, // C and CMake, not Rust
    env: async (folder) => {
      await writeFile(path.join(folder, "wrapper"), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
      return { RUSTC_WORKSPACE_WRAPPER: path.join(folder, "wrapper") };
    },
  },
  "a configuration that sccache refuses": {
    wraps: false,
    env: async (folder) => {
      await writeFile(path.join(folder, "conf"), "nonsense = 1\n");
      return { SCCACHE_CONF: path.join(folder, "conf") };
    },
  },
  "a directory that cannot be": {
    wraps: false,
    env: (folder) => ({ SCCACHE_DIR: path.join(folder, "one.c", "below") }),
  },
  "a directory that cannot be, and may be written": {
    wraps: false,
    env: (folder) => ({
      SCCACHE_DIR: path.join(folder, "one.c", "below"),
      SCCACHE_LOCAL_RW_MODE: "READ_WRITE",
    }),
  },
  "a stranger on the port": {
    wraps: true,
    env: async () => {
      const stranger = createServer((connection) => connection.on("error", () => {}));
      stranger.listen(0, "127.0.0.1");
      await once(stranger, "listening");
      onTestFinished(() => void stranger.close());
      return { SCCACHE_SERVER_PORT: String((stranger.address() as { port: number }).port) };
    },
  },
  "a folder too long for a socket": { wraps: true, jobFolder: "a".repeat(120) },
  "a server that is killed before each build": { wraps: true, before: killServers },
};

const everyBuildEnds = () =>
  test.each(Object.entries(SET_UPS))(
    "every build ends as it does without us: %s",
    async (_name, { env: more, wraps, before, jobFolder = "job" }) => {
      const folder = await projectFolder();
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const env = { ...plainEnvironment(folder), ...(await more?.(folder)) };
      const { exports, stop } = await restoreIn(folder, env, path.join(folder, jobFolder));
      onTestFinished(stop);
      expect("CMAKE_HIP_COMPILER_LAUNCHER" in exports).toBe(wraps);
      for (const [command, exitCode] of BUILDS) {
        await before?.();
        const ended = await shell(command, folder, { ...env, ...exports });
        // A server that cannot be started again in 10 s is said aloud, on a machine that is so busy.
        const stderr = before ? ended.stderr.filter((line) => !line.startsWith("sccache: ")) : ended.stderr;
        expect({ ...ended, stderr }, command).toEqual(await withoutUs(command, env["CC"]));
        expect(ended.exitCode, command).toBe(exitCode);
      }
    },
  );

test.runIf(process.platform === "linux")(
  "a CMake project with assembly is built: CMake takes its assembler from CC",
  async () => {
    const folder = await projectFolder();
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const inAsm = path.join(folder, "asm");
    await mkdir(inAsm);
    const cmake = "cmake_minimum_required(VERSION 3.17)\nproject(a\n  LANGUAGES C ASM)\n";
    await writeFile(path.join(inAsm, "CMakeLists.txt"), `${cmake}add_library(a one.c two.S)\n`);
    await writeFile(path.join(inAsm, "one.c"), "int one(void) { return 1; }\n");
    await writeFile(path.join(inAsm, "two.S"), ".globl two\ntwo:\n");
    const env = plainEnvironment(folder);
    const { exports, stop } = await restoreIn(folder, env, path.join(folder, "job"));
    onTestFinished(stop);
    const ended = await shell("cmake -G Ninja -B a asm && cmake --build a", folder, { ...env, ...exports });
    expect(ended, ended.stderr.join("\n")).toMatchObject({ exitCode: 0 });
    expect(exports).toHaveProperty("CMAKE_C_COMPILER_LAUNCHER");
  },
);

test.runIf(process.platform === "linux")(
  "CMake that is told the compiler behind CC's sccache, as by the cmake crate, calls sccache all the same",
  async () => {
    const folder = await projectFolder();
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const env = plainEnvironment(folder);
    const { exports, stop, statistics } = await restoreIn(folder, env, path.join(folder, "job"), "c, cmake");
    onTestFinished(stop);
    const told = "cmake -G Ninja -D CMAKE_C_COMPILER=$(command -v cc) -B b . && cmake --build b && rm -r b";
    for (const hits of [0, 2]) {
      const ended = await shell(told, folder, { ...env, ...exports });
      expect(ended, ended.stderr.join("\n")).toMatchObject({ exitCode: 0 });
      const counted = await statistics();
      expect(counted?.misses.total).toBeGreaterThanOrEqual(2);
      expect(counted?.hits.total ?? 0).toBeGreaterThanOrEqual(hits);
    }
  },
);

/** How a project brings a dependency, how that calls sccache, and how we do. */
const CALLERS = [
  ["FetchContent", "RULE_LAUNCH_COMPILE", "Ninja", "cmake"],
  ["FetchContent", "RULE_LAUNCH_COMPILE", "Unix Makefiles", "c, cmake"],
  ["ExternalProject", "RULE_LAUNCH_COMPILE", "Ninja", "cmake"],
  ["ExternalProject", "CMAKE_C_COMPILER_LAUNCHER", "Unix Makefiles", "c, cmake"],
] as const;

test.runIf(process.platform === "linux").each(CALLERS)(
  "a dependency by %s that puts sccache before each compiler by %s is built and cached: %s, wrap: %s",
  async (bringing, property, generator, wrap) => {
    const folder = await projectFolder();
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const project = "cmake_minimum_required(VERSION 3.17)\nproject(d C)\n";
    const declare = { FetchContent: "FetchContent_Declare", ExternalProject: "ExternalProject_Add" };
    await writeFile(
      path.join(folder, "CMakeLists.txt"),
      `${project}include(${bringing})
      ${declare[bringing]}(d SOURCE_DIR ${folder}/fetched INSTALL_COMMAND "")
      ${bringing === "FetchContent" ? "FetchContent_MakeAvailable(d)" : ""}
      add_executable(m main.c one.c)\n`,
    );
    const env = { ...plainEnvironment(folder), PATH: `${tools}:${process.env["PATH"]}` };
    const { exports, stop, statistics } = await restoreIn(folder, env, path.join(folder, "job"), wrap);
    onTestFinished(stop);
    await mkdir(path.join(folder, "fetched"));
    const setting = property.startsWith("RULE")
      ? `set_property(GLOBAL PROPERTY ${property} \${SCCACHE})`
      : `set(${property} \${SCCACHE})`;
    await writeFile(
      path.join(folder, "fetched/CMakeLists.txt"),
      `${project}find_program(SCCACHE sccache REQUIRED)\n${setting}\nadd_library(dep STATIC ../one.c)\n`,
    );
    const build = async () => {
      const command = `cmake -G "${generator}" -B b . && cmake --build b && rm -r b`;
      const ended = await shell(command, folder, { ...env, ...exports });
      expect(ended, ended.stderr.join("\n")).toMatchObject({ exitCode: 0 });
      const { hits, misses } = (await statistics()) ?? {};
      return { hits: hits?.total ?? 0, misses: misses?.total };
    };
    const cold = await build();
    const warm = await build();
    expect(warm.hits).toBeGreaterThanOrEqual(cold.hits + 3);
    expect(warm.misses).toBe(cold.misses);
  },
);

if (process.platform === "linux") everyBuildEnds();
else test("servers are found through /proc", () => expect(["darwin", "win32"]).toContain(process.platform));

function plainEnvironment(folder: string): Variables {
  const names = ["PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"];
  const own = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return { ...Object.fromEntries(own), SCCACHE_DIR: path.join(folder, "cache") };
}

async function restoreIn(workspace: string, env: Variables, tempDirectory: string, wrap = "rust, c, cmake") {
  await mkdir(tempDirectory);
  const config = configOf({ store: "local:/nowhere", wrap });
  const keys = {
    ...{
      family: "f",
      primary: "f-1",
      fallbacks: [],
      overlay: null,
      custom: false,
      once: false,
      freshOfAny: false,
      explanation: [],
    },
  };
  const place = { workspace, env, home: workspace, platform: process.platform };
  const request = {
    context: await readContext({ env: {}, workingDirectory: workspace }),
    ...{
      config,
      keys,
      toolchain: null,
      compiler: null,
      env,
      settings: readBuildSettings(place, config.wrap),
    },
    sccache: { path: sccachePath, version: await openSccache({ path: sccachePath, env }).version() },
    directory: env["SCCACHE_DIR"] ?? "",
    serverFolder: tempDirectory,
    launcherFolders: [tools],
  };
  const deps = {
    ...{
      log: silent,
      store: memoryStore(),
      zstd: openZstd().zstd,
      threads: 1,
      cpu: "00000000",
      now: Date.now,
    },
    ...{ catalog: undefined, repository: undefined, signing: undefined, tempDirectory },
  };
  const { environment, handoff } = await restore(request, deps);
  const exports = Object.fromEntries((environment?.exports ?? []).map(({ name, value }) => [name, value]));
  const stop = async () => {
    if (handoff.server) await openServer(handoff.server).stop();
    await killServers();
  };
  const statistics = async () => handoff.server && openServer(handoff.server).statistics();
  return { exports, stop, statistics };
}

async function projectFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), "set-up-")));
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

interface Ended {
  readonly exitCode: number;
  /** Lines in the order of the alphabet: that of jobs side by side is chance. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/** How each build ends in a folder that knows nothing of us, by what it may depend on. */
const references = new Map<string, Promise<ReadonlyMap<string, Ended>>>();

/** How a build of `BUILDS` ends without us. All of them have run in their order: one leaves what the next one finds. */
async function withoutUs(command: string, compiler: string | undefined): Promise<Ended | undefined> {
  const name = compiler ?? "";
  const reference = references.get(name) ?? buildWithoutUs(compiler);
  references.set(name, reference);
  return (await reference).get(command);
}

async function buildWithoutUs(compiler: string | undefined): Promise<ReadonlyMap<string, Ended>> {
  const folder = await projectFolder();
  try {
    const env = { ...plainEnvironment(folder), ...(compiler === undefined ? {} : { CC: compiler }) };
    const ended = new Map<string, Ended>();
    for (const [command] of BUILDS) ended.set(command, await shell(command, folder, env));
    return ended;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function shell(command: string, cwd: string, env: Variables): Promise<Ended> {
  const child = spawn("sh", ["-c", command], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += chunk));
  child.stderr.on("data", (chunk) => (output.stderr += chunk));
  // Not until all pipes are closed: a server that holds one would show here.
  const [exitCode] = await once(child, "close");
  const lines = (text: string) =>
    text
      .split("\n")
      .map((line) => comparable(line, cwd))
      .sort();
  return { exitCode, stdout: lines(output.stdout), stderr: lines(output.stderr) };
}

/** A line without what differs from one run to the next: folders, durations, and how many steps are done by then. */
function comparable(line: string, folder: string): string {
  return (
    line
      .replaceAll(folder, "<folder>")
      .replace(/\b\d+\.\d+ ?s\b/g, "<time>")
      .replace(/^\[\d+\/\d+\]/, "[step]")
      // The first word of CC, which is sccache on purpose.
      .replace(/(?<=^-- Check for working C compiler: )\S+/, "<compiler>")
  );
}

import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readManifest } from "../../src/bundle/format/read-manifest.ts";
import { readContext } from "../../src/flow/job/job.ts";
import { restore } from "../../src/flow/restore/restore.ts";
import { save } from "../../src/flow/save/save.ts";
import { readBuildSettings } from "../../src/sccache/environment/build-settings.ts";
import { runProgram } from "../../src/sccache/run-program.ts";
import { openSccache, openServer } from "../../src/sccache/server/server.ts";
import { openZstd } from "../../src/zstd/open.ts";
import { memoryStore } from "../contract/memory-store.ts";
import { configOf } from "../flow/made-up-job.ts";
import { silent } from "../logs.ts";
import { testFolder } from "../test-folder.ts";
import { realSccache } from "./real-sccache.ts";

const sccachePath = await realSccache();
const { version } = openSccache({ path: sccachePath, env: process.env });
const sccache = { path: sccachePath, version: await version() };
const { zstd } = openZstd();
const nativeFlag = process.arch === "x64" ? "-march=native" : "-mcpu=native";

/** The flags are in the calls alone, as in a CMakeLists.txt or a build script: no setting of the job tells of them. */
const compilations: readonly (readonly string[])[] = [
  ["cc", "-c", "plain.c", "-o", "plain.o"],
  ["cc", nativeFlag, "-c", "fast.c", "-o", "fast.o"],
  ["rustc", "--crate-name", "quick", "--crate-type", "rlib", "--emit", "link", "-Ctarget_cpu=native"],
];

/** A project, a store, and machines that differ in their CPU. */
async function openPlace() {
  const folder = await testFolder();
  const workspace = path.join(folder, "checkout");
  await mkdir(workspace);
  await writeFile(path.join(workspace, "plain.c"), "int plain(void) { return 1; }\n");
  await writeFile(path.join(workspace, "fast.c"), "int fast(int n) { return n * 7; }\n");
  await writeFile(path.join(workspace, "quick.rs"), "pub fn quick() -> u32 { 3 }\n");
  const store = memoryStore();
  const names = ["PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"];
  const own = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  const directory = path.join(folder, "cache");
  const env = { ...Object.fromEntries(own), SCCACHE_DIR: directory };
  const config = configOf({ wrap: "rust, c", save: "always" });
  const about = { family: "f", primary: "f-1", fallbacks: ["f-"], overlay: null };
  const keys = { ...about, custom: false, once: false, freshOfAny: false, explanation: [] };
  const context = await readContext({ env: {}, workingDirectory: workspace });
  const settings = readBuildSettings(
    { workspace, env, home: workspace, platform: process.platform },
    config.wrap,
  );
  let jobs = 0;

  /** A job on a new machine: how many compilations missed, and the CPUs of the saved entries by label. */
  async function job(cpu: string) {
    jobs += 1;
    await rm(directory, { recursive: true, force: true });
    const tempDirectory = path.join(folder, `job-${jobs}`);
    await mkdir(tempDirectory);
    const deps = {
      ...{ log: silent, store, zstd, threads: 1, now: Date.now, cpu, tempDirectory },
      ...{ catalog: undefined, repository: undefined, signing: undefined },
    };
    const place = { config, directory, env, settings, serverFolder: tempDirectory, launcherFolders: [] };
    const request = { ...place, sccache, context, keys, toolchain: null, compiler: null };
    const { environment, handoff } = await restore(request, deps);
    if (!handoff.server) throw new Error("there is no server");
    const server = openServer(handoff.server);
    onTestFinished(async () => void (await server.stop()));
    const exported = Object.fromEntries(environment?.exports.map(({ name, value }) => [name, value]) ?? []);
    for (const [compiler = "", ...args] of compilations) {
      const more = compiler === "rustc" ? ["--out-dir", workspace, path.join(workspace, "quick.rs")] : [];
      const files = args.map((arg) => (/\.[co]$/.test(arg) ? path.join(workspace, arg) : arg));
      await runProgram(sccachePath, [compiler, ...files, ...more], {
        env: { ...env, ...exported },
        limitMs: 60_000,
      });
    }
    const statistics = await server.statistics();
    const { save: saved } = await save({ handoff, status: "success", env: {}, home: "/" }, deps);
    const file = path.join(tempDirectory, "newest");
    await store.fetch({ key: "f-", fallbacks: [] }, file);
    const { entries } = await readManifest(file, zstd, undefined);
    const cpus = Object.fromEntries(entries.map((entry) => [entry.label, entry.cpu]));
    return { misses: statistics?.misses.total, outcome: saved?.outcome.kind, cpus };
  }

  return { job };
}

test("what compilers were told to make for one CPU is never used on another, wherever the flag stands", async () => {
  const { job } = await openPlace();
  const [old, young] = ["01d01d01", "f00f00f0"];
  const all = (cpu: string) => ({ "plain.o": undefined, "fast.o": cpu, quick: cpu });
  expect(await job(old)).toEqual({ misses: 3, outcome: "saved", cpus: all(old) });
  expect(await job(old)).toEqual({ misses: 0, outcome: "nothing-new", cpus: all(old) });
  expect(await job(young)).toEqual({ misses: 2, outcome: "saved", cpus: all(young) });
  expect(await job(young)).toEqual({ misses: 0, outcome: "nothing-new", cpus: all(young) });
  expect(await job(old)).toMatchObject({ misses: 2, cpus: all(old) });
});

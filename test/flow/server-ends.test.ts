import { mkdir, mkdtemp, realpath, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Deps } from "../../src/flow/deps.ts";
import type { Handoff, Part } from "../../src/flow/handoff.ts";
import { fetchParts } from "../../src/flow/restore/fetch.ts";
import { save } from "../../src/flow/save/save.ts";
import { planKeys } from "../../src/key/key.ts";
import { scan } from "../../src/sccache/directory.ts";
import { runProgram } from "../../src/sccache/run-program.ts";
import { isListening } from "../../src/sccache/server/address.ts";
import { endByForce } from "../../src/sccache/server/end-by-force.ts";
import { openServer, type ServerRef } from "../../src/sccache/server/server.ts";
import { startServer } from "../../src/sccache/server/start.ts";
import { localStore } from "../../src/store/local/local.ts";
import { zstd } from "../bundle/made-up-entries.ts";
import { recordingLog } from "../logs.ts";
import { realSccache } from "../sccache/real-sccache.ts";
import { configOf, contextOf, ingredientsOf } from "./made-up-job.ts";

// What a save makes of its server: one that ended before the job did, and one that nobody knows whose it is. With real servers.

let sccachePath: string;
let folder: string;
let directory: string;
const servers: ServerRef[] = [];
const compiled = new Set<string>();

beforeEach(async () => {
  compiled.clear();
  sccachePath = await realSccache();
  folder = await realpath(await mkdtemp(join(tmpdir(), "ends-")));
  directory = join(folder, "cache");
  await mkdir(directory);
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    await openServer(server).stop();
    await endByForce(server.address); // a server whose socket another one has taken
  }
  await rm(folder, { recursive: true });
});

function environment(): Record<string, string> {
  const names = ["PATH", "HOME", "TMPDIR", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"];
  const own = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return { ...Object.fromEntries(own), SCCACHE_DIR: directory };
}

async function start(): Promise<ServerRef> {
  const own = await mkdtemp(join(folder, "server-"));
  const options = { sccachePath, version: "0.16.0", env: environment(), folder: own, directory };
  const started = await startServer(options);
  if (started.kind === "failed") throw new Error(started.why);
  servers.push(started.server);
  return started.server;
}

const call = (server: ServerRef, ...args: string[]) =>
  runProgram(sccachePath, args, { env: { ...environment(), ...server.variables }, limitMs: 150_000 });

async function compile(server: ServerRef, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const source = join(folder, `${name}.rs`);
    await writeFile(source, `pub fn ${name}() -> u32 { 1 }\n`);
    const how = ["--crate-name", name, "--crate-type", "rlib", "--emit", "link", "--out-dir", folder];
    await call(server, "rustc", ...how, source);
    compiled.add(name);
    // The server answers before it has written the entry.
    while ((await scan(directory)).entries.length < compiled.size) await sleep(20);
  }
}

interface Builds {
  readonly server: ServerRef;
  /** Compiles crates with whatever server answers then. */
  readonly compile: (...names: string[]) => Promise<void>;
}

/** A job of run `run` on a machine of its own: restores, starts a server, builds and saves. */
async function job(id: string, build: (builds: Builds) => Promise<void>) {
  await rm(directory, { recursive: true });
  await mkdir(directory);
  const log = recordingLog();
  const deps = depsWith({ log });
  const limits = { limitBytes: undefined, heldBytes: 0, holdsTarget: true };
  const { base } = await fetchParts(
    { keys, directory, sccacheVersion: "0.16.0", limits, maxSizeBytes: 1e9, saves: true },
    deps,
  );
  // The jobs of this test follow each other in less than the slack of clocks; a real one's entries are older.
  for (const { name } of (await scan(directory)).entries) await utimes(join(directory, name), 1, 1);
  const readyAtMs = Date.now();
  const server = await start();
  await build({ server, compile: (...names) => compile(server, names) });
  const handoff = handoffOf(id, { server, readyAtMs, base: base.part });
  const report = await save({ handoff, status: "success", env: {}, home: "/" }, deps);
  return { report, log, bundle: report.save?.outcome };
}

function depsWith(more: Partial<Deps>): Deps {
  const store = localStore({ path: join(folder, "store") });
  const none = { repository: undefined, signing: undefined, cpu: "00000000" };
  return {
    ...{ log: recordingLog(), store, catalog: store, zstd, threads: 1, now: Date.now, tempDirectory: folder },
    ...none,
    ...more,
  };
}

const skipped: Part = { kind: "skipped", why: "not wanted" };
const config = configOf({ save: "always" });
const about = { job: "build", defaultBranch: "main" };
const keys = planKeys(ingredientsOf(contextOf({ workspace: "", ...about })), config);

function handoffOf(
  id: string,
  { server, readyAtMs, base }: Pick<Handoff, "server" | "readyAtMs" | "base">,
): Handoff {
  return {
    format: 4,
    restore: { outcome: { kind: "missed" }, seconds: 0, phases: [] },
    ...{ config, keys, directory, toolchain: null, compiler: null },
    context: contextOf({ workspace: folder, ...about, event: "push", run: { id } }),
    ...{ server, readyAtMs, sccache: { path: sccachePath, version: "0.16.0" }, rawAtSource: false },
    ...{ base, overlay: skipped },
  };
}

const isComplete = ({ report }: Awaited<ReturnType<typeof job>>) => report.history.at(-1)?.complete;

const ways: readonly (readonly [string, (server: ServerRef) => Promise<unknown>])[] = [
  ["was stopped by a step", (server) => call(server, "--stop-server")],
  ["was replaced by a step", (server) => call(server, "--start-server")],
  // For want of memory, say. Who it is, is known on Linux alone.
  ...(process.platform === "linux" ? [["was killed", kill] as const] : []),
];

/** Returns when it is gone: until then the system still takes connections for it, and resets them. */
async function kill({ address }: ServerRef): Promise<void> {
  await endByForce(address);
  await vi.waitUntil(async () => !(await isListening(address)), { timeout: 10_000 });
}

test.each(ways)("what was built after the server %s is saved, and known as used", async (_title, end) => {
  const first = await job("1", async ({ server, compile }) => {
    await compile("a");
    await end(server);
    await compile("b", "c");
  });
  expect(first.bundle).toMatchObject({ kind: "saved", entries: 3 });
  expect(first.log.lines.join("\n")).toContain("ended before the job did");
  expect(isComplete(first)).toBe(false);
  for (const run of ["2", "3"]) {
    const next = await job(run, async ({ server, compile }) => {
      await compile("a");
      await end(server);
      await compile("b", "c", `own_${run}`);
    });
    expect(next.report.build?.counts).toMatchObject({ hits: 2, misses: 1 });
    expect(next.report.history.at(-1)).toMatchObject({ used: 4, complete: false });
  }
});

test.each(ways)(
  "a job whose server %s before it was asked for anything is judged like any other",
  async (_title, end) => {
    const run = (id: string, ...names: string[]) =>
      job(id, async ({ server, compile }) => {
        await end(server);
        await compile(...names);
      });
    const first = await run("1", "a", "b", "c");
    expect(first.bundle).toMatchObject({ kind: "saved", entries: 3 });
    expect(first.log.lines.join("\n")).toContain("took the place of this job's before the build");
    expect(isComplete(first)).toBe(true);
    for (const [id, entries] of [
      ["2", 4],
      // `c`, which two complete runs have not used, is gone.
      ["3", 4],
    ] as const) {
      const next = await run(id, "a", "b", `own_${id}`);
      expect(next.report.build?.counts).toMatchObject({ hits: 2, misses: 1 });
      expect(next.report.history.at(-1)).toMatchObject({ used: 3, complete: true });
      expect(next.bundle).toMatchObject({ kind: "saved", entries });
    }
  },
);

test.runIf(process.platform === "linux")(
  "a server whose socket another one took does not outlive the save",
  async () => {
    const left: ServerRef[] = [];
    await job("1", async ({ server, compile }) => {
      left.push(server);
      await call(server, "--start-server");
      await compile("a");
    });
    expect(await Promise.all(left.map(({ address }) => endByForce(address)))).toEqual([false]);
  },
);

test("the log of a server that was there to the end is exact", async () => {
  const first = await job("1", ({ compile }) => compile("a"));
  expect(isComplete(first)).toBe(true);
  const other = "f".repeat(64);
  const next = await job("2", async ({ compile }) => {
    await compile("a", "b");
    await mkdir(join(directory, "f", "f"), { recursive: true });
    await writeFile(join(directory, "f", "f", other), "another job's");
  });
  expect(next.bundle).toMatchObject({ kind: "saved", entries: 2 });
  expect(isComplete(next)).toBe(true);
  expect(next.log.lines.join("\n")).not.toContain("ended before");
});

test("a save without a restore leaves the server running that it finds", async () => {
  const neighbour = await start();
  await compile(neighbour, ["a"]);
  const env = { ...environment(), ...neighbour.variables };
  const handoff = handoffOf("1", { server: null, readyAtMs: null, base: skipped });
  const report = await save({ handoff, status: "failure", env, home: "/" }, depsWith({}));
  expect(report.save?.outcome.kind).toBe("nothing-new");
  expect(report.build?.counts).toMatchObject({ misses: 1 });
  await compile(neighbour, ["a"]);
  expect(await openServer(neighbour).statistics()).toMatchObject({
    hits: { total: 1 },
    misses: { total: 1 },
  });
});

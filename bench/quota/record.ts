/**
 * Records what builds of successive versions of a program ask of sccache, into the file that the simulation reads:
 *
 *     node bench/quota/record.ts
 *
 * Builds each version in each leg of a matrix, every time with an empty target and one sccache directory that is never
 * pruned, and notes which entries the build used. The file is replaced at the end, so a trace is always one recording
 * from an empty directory. Takes a quarter of an hour, and some gigabytes in `.demo`.
 */

import { execFileSync } from "node:child_process";
import { mkdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { cargo } from "../../demo/command.ts";
import { plainEnvironment } from "../../demo/environment.ts";
import { fetchProgram } from "../../demo/program.ts";
import { findSccacheByAnyMeans } from "../../scripts/sccache/any-means.ts";
import type { BundledEntry } from "../../src/bundle/format/manifest.ts";
import { withoutPast } from "../../src/bundle/format/manifest.ts";
import { pack } from "../../src/bundle/pack.ts";
import type { Packed } from "../../src/bundle/pack-request.ts";
import type { Log } from "../../src/log.ts";
import { type ScannedEntry, scan } from "../../src/sccache/directory.ts";
import { DEFAULT_VERSION } from "../../src/sccache/install/install.ts";
import { runProgram } from "../../src/sccache/run-program.ts";
import { freePort } from "../../src/sccache/server/address.ts";
import { logVariables, readBuildLog } from "../../src/sccache/server/log.ts";
import { openSccache } from "../../src/sccache/server/server.ts";
import { openZstd } from "../../src/zstd/open.ts";
import { type TracedEntry, type TracedRun, traceToText } from "./trace.ts";

const program = "just";
const versions = Array.from({ length: 10 }, (_, i) => `1.${50 + i}.0`);
const legs: Readonly<Record<string, readonly (readonly string[])[]>> = {
  test: [["build"], ["test", "--no-run"]],
  check: [["check", "--all-targets"]],
};

const root = join(import.meta.dirname, "../..");
const place = (...names: string[]) => join(root, ".demo", "quota", ...names);
const directory = place("sccache");
const out = join(import.meta.dirname, "just.jsonl");

const quiet: Log = { debug: () => {}, info: () => {}, notice: console.error, warning: console.error };
const { zstd } = openZstd();
const sccachePath = await installSccache();
const env: Record<string, string> = {
  ...plainEnvironment(process.env),
  SCCACHE_SERVER_PORT: String(await freePort()),
  SCCACHE_DIR: directory,
  SCCACHE_CACHE_SIZE: String(50e9),
  SCCACHE_IDLE_TIMEOUT: "0",
  RUSTC_WRAPPER: sccachePath,
  CARGO_INCREMENTAL: "0",
};
const sccache = openSccache({ path: sccachePath, env });

await rm(place(), { recursive: true, force: true });
await mkdir(place(), { recursive: true });
const entries: TracedEntry[] = [];
const runs: TracedRun[] = [];
const indices = new Map<string, number>();
/** By name of an entry, how long the compiler took. */
const costs = new Map<string, number>();
try {
  for (const version of versions) {
    const { RUSTC_WRAPPER: _, ...plain } = env;
    await fetchProgram({ name: program, version }, place("checkout"), { env: plain });
    for (const leg of Object.keys(legs)) runs.push(await record(version, leg));
  }
  await write();
} finally {
  await sccache.stop();
}

async function record(version: string, leg: string): Promise<TracedRun> {
  await rm(place("checkout", "target"), { recursive: true, force: true });
  const before = await scan(directory);
  const longAgo = new Date("2020-01-01");
  for (const { name } of before.entries) await utimes(join(directory, name), longAgo, longAgo);
  const log = place("log.txt");
  await rm(log, { force: true });
  await runProgram(sccachePath, ["--start-server"], {
    env: { ...env, ...logVariables, SCCACHE_ERROR_LOG: log },
    limitMs: 30_000,
  });
  for (const command of legs[leg] ?? []) {
    await cargo([...command, "--locked", "--offline"], place("checkout"), { env });
  }
  const statistics = await sccache.statistics();
  await sccache.stop();
  const build = await readBuildLog(log);
  for (const { entry, compileMs, outcome } of build?.compilations ?? []) {
    if (entry !== null && compileMs !== null && outcome === "miss") costs.set(entry, compileMs);
  }
  const after = await scan(directory);
  const used = after.entries
    .filter(({ mtimeMs }) => mtimeMs > longAgo.getTime())
    .sort((a, b) => a.mtimeMs - b.mtimeMs);
  const { manifest, bytes } = await packUsed(used);
  const ratios = manifest.segments.map((segment) => segment.bytes / segment.rawBytes);
  for (const entry of manifest.entries) note(entry, ratios[entry.segment] ?? 1);
  const hits = `${statistics?.hits.total} hits, ${statistics?.misses.total} misses`;
  console.log(`${version} ${leg}: ${used.length} entries used, ${hits}, bundle of ${bytes} bytes`);
  return { version, leg, used: used.flatMap(({ name }) => indices.get(name) ?? []), bundleBytes: bytes };
}

/** The real thing, since what an entry takes in a bundle depends on what lies beside it. */
async function packUsed(used: readonly ScannedEntry[]): Promise<Packed> {
  const file = place("bundle.tar.zst");
  const packed = await pack(
    {
      directory,
      entries: used.map(({ name }) => ({ name, lastUse: 0, runs: 1 })),
      known: new Map(),
      out: file,
      about: {
        creator: "record",
        created: 0,
        ...withoutPast,
      },
      level: 3,
      segmentRawBytes: 128e6,
      threads: availableParallelism(),
    },
    zstd,
  );
  await rm(file);
  return packed;
}

function note({ name, label, storedBytes, bytes }: BundledEntry, ratio: number): void {
  if (indices.has(name)) return;
  indices.set(name, entries.length);
  const ms = costs.get(name) ?? null;
  entries.push({ label, stored: storedBytes, raw: bytes, cost: Math.ceil(bytes * ratio), ms });
}

async function write(): Promise<void> {
  const text = traceToText({
    program,
    sccache: await sccache.version(),
    rustc: execFileSync("rustc", ["-V"], { encoding: "utf8" }).trim(),
    entries,
    runs,
  });
  await writeFile(`${out}.new`, text);
  await rename(`${out}.new`, out);
}

async function installSccache(): Promise<string> {
  const { platform, arch } = process;
  const machine = {
    platform,
    arch,
    env: plainEnvironment(process.env),
    toolsFolder: join(root, ".tools"),
  };
  return (await findSccacheByAnyMeans(DEFAULT_VERSION, { machine, log: quiet })).path;
}

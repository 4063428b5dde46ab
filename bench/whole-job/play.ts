import { createHash } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { cargo } from "../../demo/command.ts";
import { type CacheService, startCacheService } from "../../test/cache-service/service.ts";
import { checkOut, type Program, type Revision } from "../corpus/programs.ts";
import type { Workshop } from "../corpus/workshop.ts";
import type { Lookups, Way } from "./way.ts";

/** One job of a series, and what it builds. */
export interface Step extends Revision {
  readonly name: string;
}

/** What a job took. Seconds on the clock. */
export interface Job extends Lookups {
  readonly name: string;
  readonly main: number;
  readonly build: number;
  readonly post: number;
  readonly requests: number;
  readonly bytesDown: number;
  readonly bytesUp: number;
}

export interface Series {
  readonly jobs: readonly Job[];
  /** What is in the repository afterwards. */
  readonly entries: number;
  readonly bytes: number;
}

/** Jobs of a program, one after the other, each on a fresh runner, over a line of so many bytes a second. */
export async function playSeries(
  way: Way,
  { program, steps, bytesPerSecond }: { program: Program; steps: readonly Step[]; bytesPerSecond: number },
  workshop: Workshop,
): Promise<Series> {
  const service = await startCacheService({ azure: true, latencyMs: 20, bytesPerSecond });
  try {
    const jobs: Job[] = [];
    for (const [i, step] of steps.entries()) {
      jobs.push(await playJob(way, { program, step, run: i + 1, service }, workshop));
      const { name, main, build, post, hits, misses } = jobs.at(-1) as Job;
      const seconds = [main, build, post].map((time) => time.toFixed(1)).join(" / ");
      workshop.say(`  ${way.name}, ${name}: ${seconds} s, ${hits} hits, ${misses} misses`);
    }
    const saved = service.entries();
    return { jobs, entries: saved.length, bytes: saved.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
  } finally {
    await service.close();
  }
}

async function playJob(
  way: Way,
  { program, step, run, service }: { program: Program; step: Step; run: number; service: CacheService },
  workshop: Workshop,
): Promise<Job> {
  const workspace = workshop.place("whole-job", program.name, "checkout");
  const folder = workshop.place("whole-job", program.name, "runner");
  await checkOut(program, step, workspace, workshop);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const lockfile = await readFile(join(workspace, "Cargo.lock"));
  const { SCCACHE_SERVER_PORT: port = "", ...env } = workshop.env;
  const sccachePath = workshop.sccache.path;
  service.forget();
  const mainMs = performance.now();
  const begun = await way.begin({
    workspace,
    folder,
    env: {
      ...env,
      ...service.env(),
      PATH: [dirname(sccachePath), env["PATH"]].join(delimiter),
      CARGO_INCREMENTAL: "0",
    },
    sccachePath,
    port,
    run,
    lockfileHash: createHash("sha256").update(lockfile).digest("hex"),
  });
  try {
    const buildMs = performance.now();
    for (const command of program.commands) await cargo(command, workspace, { env: begun.env });
    const builtMs = performance.now();
    const { hits, misses } = await begun.lookups();
    const postMs = performance.now();
    await begun.end();
    const post = seconds(postMs);
    await begun.cleanUp(); // a server may have been uploading
    const { total, bytesDown, bytesUp } = service.requests();
    const times = { main: (buildMs - mainMs) / 1000, build: (builtMs - buildMs) / 1000, post };
    return { name: step.name, ...times, hits, misses, requests: total, bytesDown, bytesUp };
  } finally {
    await begun.cleanUp();
  }
}

function seconds(sinceMs: number): number {
  return (performance.now() - sinceMs) / 1000;
}

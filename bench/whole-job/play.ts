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

/** A repository whose jobs share what they compile by one way. */
export interface Repository {
  /** The next job, on a fresh runner, over a line of so many bytes a second. @throws {Error} when a step fails */
  play(step: Step, bytesPerSecond: number): Promise<Job>;
  /** What is saved in it. */
  saved(): Pick<Series, "entries" | "bytes">;
  close(): Promise<void>;
}

/** One in which nothing has run yet. */
export async function openRepository(way: Way, program: Program, workshop: Workshop): Promise<Repository> {
  const service = await startCacheService({ azure: true, latencyMs: 20 });
  let run = 0;
  return {
    async play(step, bytesPerSecond) {
      run += 1;
      service.setSpeed(bytesPerSecond);
      const job = await playJob(way, { program, step, run, service }, workshop);
      const seconds = [job.main, job.build, job.post].map((time) => time.toFixed(1)).join(" / ");
      workshop.say(`  ${way.name}, ${job.name}: ${seconds} s, ${job.hits} hits, ${job.misses} misses`);
      return job;
    },
    saved() {
      const saved = service.entries();
      return { entries: saved.length, bytes: saved.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
    },
    close: () => service.close(),
  };
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

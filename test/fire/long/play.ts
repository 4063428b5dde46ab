import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { localStore } from "../../../src/store/local/local.ts";
import { type JobOptions, openFamily } from "../../flow/family.ts";
import { damageNewest } from "../../flow/interruptions.ts";
import { inFolder } from "../../folder.ts";
import type { Until } from "../campaign.ts";
import { pick, type Random, randomFrom } from "../random.ts";

export interface LongRequest {
  readonly seed: number;
  readonly jobs: number;
  readonly until: Until;
}

export interface LongPlayed {
  readonly jobs: number;
  readonly broken: readonly string[];
  /** The figures in a line. */
  readonly text: string;
}

/** Of the project that the jobs build, some of them large. */
const crates = Array.from({ length: 24 }, (_, i) => (i % 6 === 0 ? `large-${i}` : `crate-${i}`));
const budgets = ["200k", "500k", "10M"];
/** Digests of what the jobs' lockfiles may be. */
const lockfiles = ["1", "2"].map((digit) => digit.repeat(64));
const minuteMs = 60_000;

/**
 * The history of a repository: jobs one after the other and at once, pushes and pull requests, edits of a few crates each
 * time, outages, jobs that fail, budgets and lockfiles that change. Hits have to stay, sizes and what is left have to be bounded.
 */
export async function playLong({ seed, jobs, until }: LongRequest): Promise<LongPlayed> {
  const random = randomFrom(seed);
  return inFolder(async (folder) => {
    let nowMs = 2_000_000_000_000;
    const now = () => nowMs;
    const pass = (ms: number) => {
      nowMs += ms;
    };
    const path = join(folder, "store");
    const machines = join(folder, "machines");
    const store = localStore({ path, now });
    const damage = () => damageNewest(path, store);
    const { job } = openFamily({ folder: machines, store, catalog: store, now, pass, damage });
    const versions = new Map(crates.map((crate) => [crate, 0]));
    const broken: string[] = [];
    const rates: number[] = [];
    const atRest: Rest[] = [];
    let played = 0;
    let outages = 0;
    let mostBytes = 0;
    while (played < jobs && !until.isOver()) {
      edit(versions, random);
      const asks = [...versions].map(([crate, version]) => `${crate}.${version}`);
      const budget = pick(budgets, random);
      const some = Array.from({ length: pick([1, 1, 1, 2, 3], random) }, () => choose(random, asks, budget));
      const done = await Promise.all(some.map((one, i) => job({ ...one, run: `${played}-${i}` })));
      for (const [i, { hits, outcome, why }] of done.entries()) {
        const { outage, asks: asked, pull } = some[i] as JobOptions;
        if (outage !== undefined) outages += 1;
        if (outcome === "failed") broken.push(`job ${played + i}: ${why}`);
        // A restore that fails has no hits; a small budget cannot hold all of them.
        if (outage === undefined && pull === undefined && budget === "10M") rates.push(hits / asked.length);
      }
      played += some.length;
      if (random(5) === 0) {
        // Whatever is left in the store, a job that is run again finds what the run before it made.
        const again = { asks, lockfiles: pick(lockfiles, random), inputs: { "max-size": "10M" } };
        const twice = [];
        for (const i of [1, 2, 3]) {
          pass(10 * minuteMs);
          twice.push((await job({ ...again, run: `${played}-again-${i}` })).hits);
        }
        played += twice.length;
        if (twice.at(-1) !== asks.length)
          broken.push(`job ${played}: hits ${twice.join(", ")} of ${asks.length}`);
      }
      pass(pick([minuteMs, 10 * minuteMs, 24 * 60 * minuteMs], random));
      const { bundles } = await store.list("");
      mostBytes = Math.max(mostBytes, ...bundles.map(({ bytes }) => bytes));
      if (played % 10 < some.length) atRest.push(await rest(machines, path));
    }
    const half = Math.floor(rates.length / 2);
    const early = mean(rates.slice(1, half));
    const late = mean(rates.slice(half));
    // Of a few jobs nothing can be told.
    if (half >= 20 && late < early - 0.15)
      broken.push(`hits fall from ${percent(early)} to ${percent(late)}`);
    if (mostBytes > 10e6) broken.push(`a bundle of ${mostBytes} bytes`);
    const last = atRest.at(-1);
    if (last && last.machineFiles > 0) broken.push(`${last.machineFiles} files are left on machines`);
    if (last && last.strangers.length > 0) broken.push(`left in the store: ${last.strangers.join(", ")}`);
    const most = Math.max(...atRest.map(({ bundles }) => bundles));
    if (most > 40) broken.push(`${most} bundles in the store`);
    const open = atRest.map(({ descriptors }) => descriptors);
    if ((open.at(-1) ?? 0) > (open[0] ?? 0) + 10) broken.push(`open files: ${open.join(", ")}`);
    const text =
      `${played} jobs (${outages} with an outage): hits ${percent(early)}, later ${percent(late)}; largest bundle ` +
      `${Math.round(mostBytes / 1000)} kB, at most ${most} bundles, ${open[0]} to ${open.at(-1)} open files: ${broken.length} broken`;
    return { jobs: played, broken, text };
  });
}

/** A few crates get a new version; a revert, now and then. */
function edit(versions: Map<string, number>, random: Random): void {
  for (let i = 1 + random(3); i > 0; i -= 1) {
    const crate = pick(crates, random);
    const version = versions.get(crate) ?? 0;
    versions.set(crate, random(8) === 0 ? Math.max(0, version - 1) : version + 1);
  }
}

function choose(random: Random, asks: readonly string[], budget: string): Omit<JobOptions, "run"> {
  const outage = random(12) === 0 ? pick(["lookup", "download", "damaged"] as const, random) : undefined;
  const status = pick(["success", "success", "success", "failure", "cancelled", "unknown"] as const, random);
  const pull = random(4) === 0 ? 1 + random(3) : undefined;
  // A job that fails or is cancelled has built a part.
  const built = status === "failure" || status === "cancelled" ? asks.slice(0, 6 + random(12)) : asks;
  return {
    ...{ asks: built, status, fails: 1, lockfiles: pick(lockfiles, random), inputs: { "max-size": budget } },
    ...(outage && { outage }),
    ...(pull !== undefined && { pull }),
  };
}

interface Rest {
  readonly bundles: number;
  readonly machineFiles: number;
  /** What is in the store and is neither a bundle nor our note of readers. */
  readonly strangers: readonly string[];
  readonly descriptors: number;
}

/** What is there while no job runs. */
async function rest(machines: string, store: string): Promise<Rest> {
  const names = await readdir(store);
  const bundles = names.filter((name) => !name.startsWith("."));
  return {
    bundles: bundles.length,
    machineFiles: (await readdir(machines)).length,
    strangers: names.filter((name) => name.startsWith(".") && name !== ".reads"),
    descriptors: (await readdir("/proc/self/fd").catch(() => [])).length,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(1)} %`;
}

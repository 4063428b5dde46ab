import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { scan } from "../../src/sccache/directory.ts";
import { startCacheService } from "../../test/cache-service/service.ts";
import { writeRaw } from "../corpus/raw-written.ts";
import { playBuild, type Selection, unionOf } from "../corpus/sets.ts";
import { type Cost, inChild } from "../measure/child.ts";
import { medianOf } from "../measure/median.ts";
import type { Stage } from "../stage.ts";
import { playJob, push } from "./job.ts";
import { atMost, type Benchmark, megabytes, type Row, tells } from "./row.ts";

/** Restore and save of one job over a slow line, against the client of actions/cache on the same entries. */
export const link: Benchmark = {
  name: "link",
  quick: false,
  async run(stage) {
    const { corpora, options } = stage;
    const rows = [await compare("one profile", await growing(await corpora.oneRun()), 0.95, stage)];
    if (!options.quick) {
      rows.push(await compare("several profiles", await growing(await corpora.profiles()), 0.7, stage));
    }
    const { runs } = await corpora.series();
    const what = `the directory carried through ${runs.length} runs`;
    return [...rows, await compare(what, await carried(stage), options.quick ? undefined : 0.25, stage)];
  },
};

/**
 * What a job restores, and what it saves. Ours has sccache write raw, as it does by default; to the peer that would be
 * four times the bytes in its tar.
 */
interface Scenario {
  readonly from: string;
  readonly ours: readonly [before: readonly string[], after: readonly string[]];
  readonly theirs: readonly [before: readonly string[], after: readonly string[]];
}

/** The same entries for both: nine tenths restored, all saved. */
async function growing(from: string): Promise<Scenario> {
  const { entries } = await scan(from);
  const names = entries.map(({ name }) => name);
  const both = [names.filter((_, i) => i % 10 !== 0), names] as const;
  return { from, ours: both, theirs: both };
}

/** The tenth run of a program: theirs carries everything along, ours what the last run used. */
async function carried({ corpora }: Stage): Promise<Scenario> {
  const { directory, runs } = await corpora.series();
  const before = runs.slice(0, -1);
  return {
    from: directory,
    ours: [before.at(-1)?.used ?? [], runs.at(-1)?.used ?? []],
    theirs: [unionOf(before), unionOf(runs)],
  };
}

const line = { latencyMs: 20, bytesPerSecond: 60e6, azure: true };

async function compare(
  what: string,
  scenario: Scenario,
  most: number | undefined,
  stage: Stage,
): Promise<Row> {
  const names = scenario.ours.flat();
  const raw = await writeRaw({ from: scenario.from, names }, stage.workshop.fresh("raw"));
  const ours: Moved[] = [];
  const theirs: Moved[] = [];
  for (let i = 0; i < 3; i += 1) {
    ours.push(await moveOurs(scenario, raw, stage));
    theirs.push(await moveTheirs(scenario, stage));
  }
  const [us, them] = [medianOf(ours), medianOf(theirs)];
  const title = `restore + save over 60 MB/s ÷ actions/cache: ${what}`;
  const ratio = us.wallSeconds / them.wallSeconds;
  const from = `ours ${describe(us)}; theirs ${describe(them)}`;
  return most === undefined ? tells(title, ratio.toFixed(2), from) : atMost(title, ratio, { most, from });
}

interface Moved extends Cost {
  readonly restoreSeconds: number;
  readonly saveSeconds: number;
  readonly bytesDown: number;
  readonly bytesUp: number;
}

function describe({ restoreSeconds, saveSeconds, cpuSeconds, bytesDown, bytesUp }: Moved): string {
  const moved = `${megabytes(bytesDown)} down, ${megabytes(bytesUp)} up`;
  return `${restoreSeconds.toFixed(1)} + ${saveSeconds.toFixed(1)} s (CPU ${cpuSeconds.toFixed(1)} s), ${moved}`;
}

async function moveOurs({ ours }: Scenario, from: string, { workshop, corpora }: Stage): Promise<Moved> {
  const evidence = await corpora.evidence();
  const service = await startCacheService(line);
  const folder = workshop.fresh("job");
  try {
    const job = (names: readonly string[]) =>
      playJob({
        folder,
        env: service.env(),
        inputs: { save: "always" },
        context: push,
        sccache: workshop.sccache,
        build: { from, names },
        evidence,
      });
    check("saved", (await job(ours[0])).saved.value.save?.outcome);
    service.forget();
    const { restored, saved } = await job(ours[1]);
    check("restored", restored.value.restore?.outcome);
    check("saved", saved.value.save?.outcome);
    return moved(restored, saved, service.requests());
  } finally {
    await service.close();
  }
}

/** @throws {Error} with what happened instead, so that a figure is never of a job that did not do its work */
function check(kind: "saved" | "restored", outcome: { readonly kind: string } | undefined): void {
  if (outcome?.kind !== kind)
    throw new Error(`our job went wrong: not ${kind}, but ${JSON.stringify(outcome)}`);
}

async function moveTheirs({ from, theirs }: Scenario, { workshop }: Stage): Promise<Moved> {
  const service = await startCacheService(line);
  const folder = workshop.fresh("their-job");
  const directory = join(folder, "sccache");
  const env = {
    ...process.env,
    ...service.env(),
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: join(folder, "temp"),
  };
  const build = (names: readonly string[]): Selection => ({ from, names });
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(join(folder, "temp"), { recursive: true });
    await playBuild(build(theirs[0]), directory);
    await inChild("theirSave", { directory, key: "entries-1" }, env);
    await rm(directory, { recursive: true });
    service.forget();
    const restored = await inChild("theirRestore", { directory, key: "entries" }, env);
    await playBuild(build(theirs[1]), directory);
    const saved = await inChild("theirSave", { directory, key: "entries-2" }, env);
    return moved(restored, saved, service.requests());
  } finally {
    await service.close();
  }
}

function moved(
  restored: Cost,
  saved: Cost,
  { bytesDown, bytesUp }: { bytesDown: number; bytesUp: number },
): Moved {
  return {
    wallSeconds: restored.wallSeconds + saved.wallSeconds,
    cpuSeconds: restored.cpuSeconds + saved.cpuSeconds,
    peakBytes: Math.max(restored.peakBytes, saved.peakBytes),
    restoreSeconds: restored.wallSeconds,
    saveSeconds: saved.wallSeconds,
    bytesDown,
    bytesUp,
  };
}

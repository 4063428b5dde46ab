import { appendFile } from "node:fs/promises";
import type { Program } from "../corpus/programs.ts";
import { buildAction } from "../measure/built.ts";
import type { Stage } from "../stage.ts";
import { installKache, kacheName, kacheVersion } from "../whole-job/kache.ts";
import { type Job, openRepository, type Repository, type Step } from "../whole-job/play.ts";
import { again, ours, type Result, rowsOf } from "../whole-job/results.ts";
import type { Way } from "../whole-job/way.ts";
import { actionsCache, bundles, dependencies, kache, noCache, ownBackend } from "../whole-job/ways.ts";
import { type Benchmark, failed, type Row } from "./row.ts";

/**
 * Whole jobs, main, build and post, with this action and with what could be used instead: real builds, one way after the
 * other, so many rounds. `--program`, `--versions`, `--rounds`, `--links` and `--ways` choose. With `--again` each way builds
 * from nothing once, and the rounds repeat only the job after it: what the ways differ by, in an eighth of the time.
 */
export const wholeJob: Benchmark = {
  name: "whole-job",
  quick: false,
  async run(stage) {
    const { program, links, again } = stage.options;
    await buildAction();
    const rows: Row[] = [];
    const ways = await openWays(stage, rows);
    const results = again ? await playAgain(stage, ways, rows) : await playRounds(stage, ways, rows);
    return [...links.flatMap((link) => rowsOf(program, link, results)), ...rows];
  },
};

/** All jobs of each way, in each round, at each link. */
async function playRounds(stage: Stage, ways: readonly Way[], rows: Row[]): Promise<Result[]> {
  const { program, rounds, links, versions } = stage.options;
  const results: Result[] = [];
  for (const { round, link, way } of turns(ways, rounds, links)) {
    if (way === noCache && link !== links[0]) continue; // it moves nothing
    await orFailedRow(stage, { link, way: way.name }, rows, async () => {
      const repository = await openRepository(way, program, stage.workshop);
      try {
        const jobs: Job[] = [];
        for (const step of stepsOf(program, versions)) jobs.push(await repository.play(step, link * 1e6));
        const series = { jobs, ...repository.saved() };
        results.push({ link, way: way.name, series });
        await note(stage, { round, link, way: way.name, ...series });
      } finally {
        await repository.close();
      }
    });
  }
  return results;
}

/** The first job of each way once, and then the second in each round, at each link. No cache has no second one. */
async function playAgain(stage: Stage, ways: readonly Way[], rows: Row[]): Promise<Result[]> {
  const { workshop, options } = stage;
  const { program, rounds, links } = options;
  const [first, second] = stepsOf(program, undefined) as readonly [Step, Step];
  const [link = 60] = links;
  const results: Result[] = [];
  const repositories: Repository[] = [];
  const begun: Begun[] = [];
  try {
    for (const way of ways) {
      await orFailedRow(stage, { link, way: way.name }, rows, async () => {
        const repository = await openRepository(way, program, workshop);
        repositories.push(repository);
        const cold = await repository.play(first, link * 1e6);
        begun.push({ way, repository, cold });
        await note(stage, { round: 0, link, way: way.name, jobs: [cold], ...repository.saved() });
      });
    }
    for (const { round, link, way: one } of turns(begun, rounds, links)) {
      const { way, repository, cold } = one;
      await orFailedRow(stage, { link, way: way.name }, rows, async () => {
        const jobs = way === noCache ? [cold] : [cold, await repository.play(second, link * 1e6)];
        const series = { jobs, ...repository.saved() };
        results.push({ link, way: way.name, series });
        await note(stage, { round, link, way: way.name, ...series });
      });
    }
  } finally {
    for (const repository of repositories) await repository.close();
  }
  return results;
}

/** A way whose first job has run. */
interface Begun {
  readonly way: Way;
  readonly repository: Repository;
  readonly cold: Job;
}

/** Ways at links in rounds, another way first in each round. */
function turns<T>(ways: readonly T[], rounds: number, links: readonly number[]) {
  return Array.from({ length: rounds }, (_, i) => i + 1).flatMap((round) =>
    links.flatMap((link) => rotated(ways, round).map((way) => ({ round, link, way }))),
  );
}

/** Keeps what was measured, since hours go into it. */
async function note({ workshop, options }: Stage, line: object): Promise<void> {
  await appendFile(workshop.place("whole-job", `${options.program.name}.jsonl`), `${JSON.stringify(line)}\n`);
}

/** What fails becomes a row, and the others go on. */
async function orFailedRow(
  { workshop, options }: Stage,
  { link, way }: { link: number; way: string },
  rows: Row[],
  play: () => Promise<void>,
): Promise<void> {
  workshop.say(`${link} MB/s, ${way} …`);
  try {
    await play();
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
    rows.push(failed(`whole job, ${options.program.name}, ${link} MB/s, ${way}`, error as Error));
  }
}

/**
 * Those that were asked for, or all but the last: with `compressed` among them, ours with entries that sccache compresses, to
 * see whether writing raw ones slows a build down. One that cannot be had here is a row.
 */
async function openWays({ workshop, options }: Stage, rows: Row[]): Promise<Way[]> {
  const here = [noCache, bundles(ours), actionsCache, ownBackend, dependencies];
  const compressed = bundles(`${ours}, compressed entries`, { SCCACHE_CACHE_ZSTD_LEVEL: "3" });
  const known: readonly (readonly [string, () => Way | Promise<Way>])[] = [
    ...here.map((way) => [way.name, () => way] as const),
    [kacheName, async () => kache(await installKache(workshop), kacheVersion)],
    ...(options.ways?.includes("compressed") ? [[compressed.name, () => compressed] as const] : []),
  ];
  const ways: Way[] = [];
  for (const [name, open] of known) {
    if (!(options.ways?.some((part) => name.includes(part)) ?? true)) continue;
    try {
      ways.push(await open());
    } catch (error) {
      rows.push(failed(`whole job, ${name}`, error as Error));
    }
  }
  return ways;
}

/**
 * The first two versions: from nothing, again without a change, the next version, and an edit of that. Or so many versions,
 * one after the other, as the jobs of a year or two build them.
 */
function stepsOf({ versions }: Program, count: number | undefined): readonly Step[] {
  if (count) return versions.slice(0, count).map((version) => ({ name: version, version, edits: 0 }));
  const [first, second = first] = versions;
  return [
    { name: "cold", version: first, edits: 0 },
    { name: again, version: first, edits: 0 },
    { name: "next version", version: second, edits: 0 },
    { name: "one edit", version: second, edits: 1 },
  ];
}

/** Another way begins each round. */
function rotated<T>(list: readonly T[], by: number): T[] {
  const start = by % Math.max(1, list.length);
  return [...list.slice(start), ...list.slice(0, start)];
}

import { appendFile } from "node:fs/promises";
import { just, type Program } from "../corpus/programs.ts";
import { buildAction } from "../measure/built.ts";
import type { Stage } from "../stage.ts";
import { installKache, kacheName, kacheVersion } from "../whole-job/kache.ts";
import { playSeries, type Series, type Step } from "../whole-job/play.ts";
import type { Way } from "../whole-job/way.ts";
import { actionsCache, bundles, dependencies, kache, noCache, ownBackend } from "../whole-job/ways.ts";
import { atLeast, atMost, type Benchmark, failed, megabytes, type Row, tells } from "./row.ts";

/**
 * Whole jobs, main, build and post, with this action and with what could be used instead: real builds, one way after the
 * other, so many rounds. `--program`, `--versions`, `--rounds`, `--links` and `--ways` choose.
 */
export const wholeJob: Benchmark = {
  name: "whole-job",
  quick: false,
  async run(stage) {
    const { workshop, options } = stage;
    const { program } = options;
    await buildAction();
    const rows: Row[] = [];
    const ways = await openWays(stage, rows);
    const results: Result[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      for (const link of options.links) {
        for (const way of rotated(ways, round)) {
          if (way === noCache && link !== options.links[0]) continue; // it moves nothing
          workshop.say(`round ${round}, ${link} MB/s, ${way.name} …`);
          try {
            const series = await playSeries(
              way,
              { program, steps: stepsOf(program, options.versions), bytesPerSecond: link * 1e6 },
              workshop,
            );
            results.push({ link, way: way.name, series });
            await appendFile(
              workshop.place("whole-job", `${program.name}.jsonl`),
              `${JSON.stringify({ round, link, way: way.name, ...series })}\n`,
            );
          } catch (error) {
            console.error(error);
            process.exitCode = 1;
            rows.push(failed(`whole job, ${program.name}, ${link} MB/s, ${way.name}`, error as Error));
          }
        }
      }
    }
    return [...options.links.flatMap((link) => rowsOf(program, link, results)), ...rows];
  },
};

interface Result {
  readonly link: number;
  readonly way: string;
  readonly series: Series;
}

const ours = "sccache-bundle";
const again = "again";

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

function rowsOf(program: Program, link: number, results: readonly Result[]): Row[] {
  const names = [...new Set(results.map(({ way }) => way))];
  const of = (way: string) => {
    const all = results.filter((result) => result.way === way);
    const here = all.filter((result) => result.link === link || way === noCache.name);
    return here.map(({ series }) => series);
  };
  const what = (text: string) => `whole job, ${program.name}, ${link} MB/s, ${text}`;
  const mine = of(ours);
  const told = names.flatMap((name) => describe(what(name), of(name)));
  const ratios = names
    .filter((name) => name !== ours && mine.length > 0 && of(name).length > 0)
    .map((name) => {
      const ratio = middle(mine.map(total)) / middle(of(name).map(total));
      const from = `${spread(mine.map(total))} ÷ ${spread(of(name).map(total))} s, ${mine.length} rounds`;
      const title = what(`the series ÷ ${name}`);
      return name === actionsCache.name && program === just
        ? atMost(title, ratio, { most: 0.85, from })
        : tells(title, ratio.toFixed(2), from);
    });
  return [...told, ...ratios, ...warmRows(what, mine)];
}

/** What the second job, in which nothing has changed, takes of the first. */
function warmRows(what: (text: string) => string, mine: readonly Series[]): Row[] {
  const pairs = mine.flatMap(({ jobs: [cold, warm] }) =>
    cold && warm?.name === again ? [{ cold, warm }] : [],
  );
  if (pairs.length === 0) return [];
  const whole = middle(pairs.map(({ cold, warm }) => sum(warm) / sum(cold)));
  const build = middle(pairs.map(({ cold, warm }) => warm.build / cold.build));
  const rate = middle(pairs.map(({ warm: { hits, misses } }) => hits / Math.max(1, hits + misses)));
  return [
    tells(what("ours, again ÷ cold"), whole.toFixed(2), `of the build alone ${build.toFixed(2)}`),
    atLeast(what("ours, hits of the same again"), 100 * rate, {
      least: 95,
      unit: " %",
      from: "default inputs",
    }),
  ];
}

/** A line for each job of a way, and one for all: medians of seconds; counts of the last round. */
function describe(what: string, all: readonly Series[]): Row[] {
  const { jobs = [], entries = 0, bytes = 0 } = all.at(-1) ?? {};
  const lines = jobs.map((last, i) => {
    const same = all.flatMap((series) => series.jobs[i] ?? []);
    const seconds = (["main", "build", "post"] as const).map((part) =>
      middle(same.map((one) => one[part])).toFixed(1),
    );
    const { name, hits, misses, requests, bytesDown, bytesUp } = last;
    const moved = `${megabytes(bytesDown)} down, ${megabytes(bytesUp)} up`;
    const from = `${seconds.join(" + ")} s, ${hits} of ${hits + misses} hits, ${requests} requests, ${moved}`;
    return tells(`${what}: ${name}`, `${spread(same.map(sum))} s`, from);
  });
  const left = `${entries} entries with ${megabytes(bytes)} in the repository`;
  return [...lines, tells(`${what}: the series`, `${spread(all.map(total))} s`, left)];
}

type Times = Pick<Series["jobs"][number], "main" | "build" | "post">;

function sum({ main, build, post }: Times): number {
  return main + build + post;
}

function total({ jobs }: Series): number {
  return jobs.reduce((seconds, job) => seconds + sum(job), 0);
}

function middle(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** The middle one, and between which they all are. */
function spread(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const around = numbers.length > 1 ? ` (${least.toFixed(1)} to ${most.toFixed(1)})` : "";
  return `${middle(numbers).toFixed(1)}${around}`;
}

import { just, type Program } from "../corpus/programs.ts";
import { median } from "../measure/median.ts";
import { atLeast, atMost, megabytes, type Row, tells } from "../rows/row.ts";
import type { Series } from "./play.ts";
import { actionsCache, noCache } from "./ways.ts";

/** Of one way, in one round. */
export interface Result {
  /** Megabytes a second. */
  readonly link: number;
  readonly way: string;
  readonly series: Series;
}

/** Name of our way. */
export const ours = "sccache-bundle";
/** Name of the job in which nothing has changed. */
export const again = "again";

/** What all that was played at a link says. */
export function rowsOf(program: Program, link: number, results: readonly Result[]): Row[] {
  const names = [...new Set(results.map(({ way }) => way))];
  const of = (way: string) => {
    const all = results.filter((result) => result.way === way);
    const here = all.filter((result) => result.link === link || way === noCache.name);
    return here.map(({ series }) => series);
  };
  const what = (text: string) => `whole job, ${program.name}, ${link} MB/s, ${text}`;
  const mine = of(ours);
  const told = names.flatMap((name) => describe(what(name), of(name)));
  const jobs = (name: string) => Math.max(0, ...of(name).map((series) => series.jobs.length));
  const ratios = names
    .filter((name) => name !== ours && jobs(name) > 0 && jobs(name) === jobs(ours))
    .map((name) => {
      const ratio = median(mine.map(total)) / median(of(name).map(total));
      const from = `${spread(mine.map(total))} ÷ ${spread(of(name).map(total))} s, ${mine.length} rounds`;
      const title = what(`${seriesOf(mine)} ÷ ${name}`);
      return name === actionsCache.name && program === just && !isCut(mine)
        ? atMost(title, ratio, { most: 0.85, from })
        : tells(title, ratio.toFixed(2), from);
    });
  return [...told, ...ratios, ...againRows(what, names, of), ...warmRows(what, mine)];
}

/** The job in which nothing has changed, beside that of the other ways. */
function againRows(
  what: (text: string) => string,
  names: readonly string[],
  of: (way: string) => readonly Series[],
): Row[] {
  const taken = (name: string) =>
    of(name).flatMap(({ jobs }) => jobs.filter((job) => job.name === again).map(sum));
  return names.flatMap((name) => {
    if (name === ours || taken(name).length === 0 || taken(ours).length === 0) return [];
    const ratio = median(taken(ours)) / median(taken(name));
    const from = `${spread(taken(ours))} ÷ ${spread(taken(name))} s`;
    return [tells(what(`again ÷ ${name}`), ratio.toFixed(2), from)];
  });
}

/** What the second job, in which nothing has changed, takes of the first. */
function warmRows(what: (text: string) => string, mine: readonly Series[]): Row[] {
  const pairs = mine.flatMap(({ jobs: [cold, warm] }) =>
    cold && warm?.name === again ? [{ cold, warm }] : [],
  );
  if (pairs.length === 0) return [];
  const whole = median(pairs.map(({ cold, warm }) => sum(warm) / sum(cold)));
  const build = median(pairs.map(({ cold, warm }) => warm.build / cold.build));
  const rate = median(pairs.map(({ warm: { hits, misses } }) => hits / Math.max(1, hits + misses)));
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
      median(same.map((one) => one[part])).toFixed(1),
    );
    const { name, hits, misses, requests, bytesDown, bytesUp } = last;
    const moved = `${megabytes(bytesDown)} down, ${megabytes(bytesUp)} up`;
    const from = `${seconds.join(" + ")} s, ${hits} of ${hits + misses} hits, ${requests} requests, ${moved}`;
    return tells(`${what}: ${name}`, `${spread(same.map(sum))} s`, from);
  });
  const left = `${entries} entries with ${megabytes(bytes)} in the repository`;
  return [...lines, tells(`${what}: ${seriesOf(all)}`, `${spread(all.map(total))} s`, left)];
}

/** What all jobs together are called. The target is for the usual series, not for its first two jobs. */
function seriesOf(all: readonly Series[]): string {
  return isCut(all) ? "these jobs" : "the series";
}

function isCut(all: readonly Series[]): boolean {
  return all.every(({ jobs }) => jobs.length <= 2);
}

type Times = Pick<Series["jobs"][number], "main" | "build" | "post">;

function sum({ main, build, post }: Times): number {
  return main + build + post;
}

function total({ jobs }: Series): number {
  return jobs.reduce((seconds, job) => seconds + sum(job), 0);
}

/** The middle one, and between which they all are. */
function spread(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const around = numbers.length > 1 ? ` (${least.toFixed(1)} to ${most.toFixed(1)})` : "";
  return `${median(numbers).toFixed(1)}${around}`;
}

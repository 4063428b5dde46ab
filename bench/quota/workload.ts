import type { Trace, TracedEntry, TracedRun } from "./trace.ts";

/** One build: which entries it asks for, in order of use. */
export interface Run {
  readonly version: string;
  /** Number of the workflow run. */
  readonly workflow: number;
  readonly used: readonly Entry[];
}

/** A traced entry under a name of its own. */
export interface Entry extends TracedEntry {
  readonly name: string;
}

/** Builds in a row that share one cache. */
export interface Workload {
  readonly title: string;
  readonly runs: readonly Run[];
  /** Runs after which all that is alive has come round: what they use together is the working set. */
  readonly round: number;
}

/**
 * The run of the trace, as push number `push` makes it: the program's own crates are compiled anew by every push, their
 * entries have other names. `place` tells apart what can have nothing in common, such as operating systems.
 */
export function pushOf(
  trace: Trace,
  run: TracedRun,
  { push, place = "" }: { push: number; place?: string },
): Run {
  const used = run.used.flatMap((index) => {
    const entry = trace.entries[index];
    if (!entry) return [];
    const own = entry.label === trace.program;
    return [{ ...entry, name: own ? `${place}${index}@${push}` : `${place}${index}` }];
  });
  return { version: run.version, workflow: push, used };
}

/** Pushes in a row to one branch: `each` pushes of every version of the program. */
export function straight(trace: Trace, leg: string, each: number, firstPush = 0): Run[] {
  const runs = trace.runs.filter((run) => run.leg === leg);
  return runs.flatMap((run, version) =>
    Array.from({ length: each }, (_, i) => pushOf(trace, run, { push: firstPush + version * each + i })),
  );
}

/** Histories that a cache may meet. */
export function workloads(trace: Trace): Workload[] {
  const test = straight(trace, "test", 3);
  const check = straight(trace, "check", 3, 1000);
  const [oldest] = trace.runs.filter(({ leg }) => leg === "test");
  const inTurn = test.flatMap((run, i) =>
    oldest ? [run, pushOf(trace, oldest, { push: 2000 + i })] : [run],
  );
  const seldom = test.flatMap((run, i) => (i % 3 === 0 && check[i] ? [run, check[i]] : [run]));
  return [
    { title: "one job, straight on", runs: test, round: 1 },
    { title: "one job, every third push reverted and back", runs: numbered(reverted(test)), round: 3 },
    { title: "two jobs share a bundle", runs: bothJobs(test, check), round: 2 },
    { title: "two branches share a bundle", runs: numbered(inTurn), round: 2 },
    { title: "two jobs, one three times as often", runs: numbered(seldom), round: 4 },
  ];
}

/** Every third push is reverted, and comes back. */
export function reverted(runs: readonly Run[]): Run[] {
  return runs.flatMap((run, i) => {
    const before = runs[i - 3];
    return i % 3 === 1 && before ? [run, before, run] : [run];
  });
}

/** Each a workflow run of its own. */
function numbered(runs: readonly Run[]): Run[] {
  return runs.map((run, workflow) => ({ ...run, workflow }));
}

/** Two jobs of each workflow run. */
function bothJobs(one: readonly Run[], other: readonly Run[]): Run[] {
  return one.flatMap((run, workflow) => {
    const second = other[workflow];
    return [run, ...(second ? [second] : [])].map((job) => ({ ...job, workflow }));
  });
}

/** What the builds of one round use together, at most, in bytes of a bundle. */
export function workingSetBytes({ runs, round }: Workload): number {
  return Math.max(
    ...runs.map((_, i) => {
      const used = runs.slice(i, i + round).flatMap((run) => run.used);
      return sumOf(new Map(used.map((entry) => [entry.name, entry])).values());
    }),
  );
}

export function sumOf(entries: Iterable<TracedEntry>): number {
  let sum = 0;
  for (const { cost } of entries) sum += cost;
  return sum;
}

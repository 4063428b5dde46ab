import type { Trace } from "./trace.ts";
import type { Entry } from "./workload.ts";
import { pushOf, type Run, reverted, straight } from "./workload.ts";

/** A job of a workflow run, as far as ages go. */
export interface Job {
  /** Jobs of one run have the same number. */
  readonly run: number;
  readonly used: readonly Entry[];
  readonly status: "success" | "failure";
  /** Compilations that failed: probes of build scripts, and real errors. */
  readonly failed: number;
  /** Whether it began when the job before it did: then it does not know what that one saved. */
  readonly together: boolean;
}

export interface History {
  readonly title: string;
  readonly jobs: readonly Job[];
}

/** Probes of build scripts fail in every good run of a real project. */
const probes = 3;

/** What real repositories do with one family of bundles. */
export function histories(trace: Trace): History[] {
  const test = straight(trace, "test", 3);
  const check = straight(trace, "check", 3, 1000);
  const [oldest] = trace.runs.filter(({ leg }) => leg === "test");
  const job = (run: number, { used }: { used: readonly Entry[] }, more: Partial<Job> = {}): Job => ({
    ...{ run, used, status: "success", failed: probes, together: false },
    ...more,
  });
  const each = (make: (run: Run, i: number) => readonly Job[]) => test.flatMap(make);
  const both = (together: boolean) =>
    each((run, i) => [job(i, run), ...(check[i] ? [job(i, check[i], { together })] : [])]);

  return [
    { title: "one job, straight on", jobs: each((run, i) => [job(i, run)]) },
    { title: "two jobs of a run, one after the other", jobs: both(false) },
    { title: "two jobs of a run, at the same time", jobs: both(true) },
    {
      title: "two sets of flags in turn",
      jobs: each((run, i) => [job(i, i % 2 === 0 ? run : elsewhere(run, () => true))]),
    },
    {
      title: "two checkout paths in turn",
      jobs: each((run, i) => [
        job(i, i % 2 === 0 ? run : elsewhere(run, ({ label }) => label === trace.program)),
      ]),
    },
    {
      title: "path filters: one push in four builds all, the others 40 %",
      jobs: each((run, i) => [job(i, i % 4 === 0 ? run : first(run, 0.4))]),
    },
    {
      title: "path filters: three pushes in four build half",
      jobs: each((run, i) => [job(i, i % 4 === 0 ? run : first(run, 0.51))]),
    },
    {
      title: "every third push fails after a fifth of the build",
      jobs: each((run, i) => [
        i % 3 === 1 ? job(i, first(run, 0.2), { status: "failure", failed: probes + 1 }) : job(i, run),
      ]),
    },
    {
      title: "every fifth push breaks, and the job hides it",
      jobs: each((run, i) => [i % 5 === 2 ? job(i, first(run, 0.8), { failed: probes + 1 }) : job(i, run)]),
    },
    {
      title: "every third push reverted and back",
      jobs: reverted(test).map((run, i) => job(i, run)),
    },
    {
      title: "two branches in turn",
      jobs: each((run, i) => [
        job(2 * i, run),
        ...(oldest ? [job(2 * i + 1, pushOf(trace, oldest, { push: 2000 + i }))] : []),
      ]),
    },
    {
      title: "one branch, and another every fourth run",
      jobs: each((run, i) => [
        job(2 * i, run),
        ...(oldest && i % 3 === 2 ? [job(2 * i + 1, pushOf(trace, oldest, { push: 2000 + i }))] : []),
      ]),
    },
    {
      title: "a weekly run with more",
      jobs: each((run, i) => [
        job(i, i % 7 === 6 && check[i] ? { used: [...run.used, ...check[i].used] } : run),
      ]),
    },
  ];
}

/** The same build where every entry that `differs` has another key. */
function elsewhere({ used }: Run, differs: (entry: Entry) => boolean): Pick<Run, "used"> {
  return {
    used: used.map((entry) => (differs(entry) ? { ...entry, name: `elsewhere ${entry.name}` } : entry)),
  };
}

/** The first `share` of a build. */
function first({ used }: Run, share: number): Pick<Run, "used"> {
  return { used: used.slice(0, Math.round(used.length * share)) };
}

import type { Trace, TracedRun } from "./trace.ts";
import { pushOf, type Run } from "./workload.ts";

/** How busy a repository is, and what else is in its cache. */
export interface Habits {
  readonly days: number;
  readonly mainPushesADay: number;
  readonly pullRequestsADay: number;
  readonly pushesAPullRequest: number;
  /** The last of them, that leave the program as the one before had it. */
  readonly idlePushesAPullRequest: number;
  /** Each builds every leg of the trace. */
  readonly systems: readonly string[];
  /** Jobs that use rust-cache, in every push, and what a snapshot of one takes. */
  readonly rustCacheJobs: number;
  readonly snapshotBytes: number;
  /** Of the program, one after the other. */
  readonly versions: number;
  /** All sizes of the trace by this. */
  readonly scale: number;
  /** Whether there is another compiler every day. */
  readonly nightly?: boolean;
  /** Whether the jobs of the first system have another matrix in every push. */
  readonly changing?: boolean;
  /** Whether the jobs of a push end at the same moment, and not one after the other. */
  readonly together?: boolean;
}

/** One push: what it builds, and where its caches go. */
export interface Push {
  readonly number: number;
  readonly atMs: number;
  readonly ref: string;
  /** Undefined on the default branch. */
  readonly pullRequest: number | undefined;
  /** Changes with every version of the program. */
  readonly lockfile: string;
  /** Release of the compiler. */
  readonly toolchain: string;
  readonly jobs: readonly PushedJob[];
}

export interface PushedJob {
  readonly system: string;
  readonly leg: string;
  /** As in the workflow; undefined where there is none. */
  readonly matrix: string | undefined;
  readonly run: Run;
}

export const mainRef = "refs/heads/main";
const dayMs = 86_400_000;

/**
 * A repository that goes through all versions of the trace: pushes to main at even distances, and between them pull
 * requests of some pushes each. Whatever a pull request builds, main builds anew after the merge.
 */
export function live(trace: Trace, habits: Habits): Push[] {
  const { days, mainPushesADay, pullRequestsADay, pushesAPullRequest } = habits;
  const versions = [...new Set(trace.runs.map(({ version }) => version))].slice(0, habits.versions);
  const versionAt = (day: number) =>
    versions[Math.min(versions.length - 1, Math.floor((day / days) * versions.length))] ?? "";
  const pushes: Omit<Push, "number" | "jobs" | "lockfile" | "toolchain">[] = [];
  for (let day = 0; day < days; day += 1) {
    for (let i = 0; i < mainPushesADay; i += 1) {
      const atMs = (day + (i + 0.5) / mainPushesADay) * dayMs;
      pushes.push({ atMs, ref: mainRef, pullRequest: undefined });
    }
    for (let i = 0; i < pullRequestsADay; i += 1) {
      const pullRequest = day * pullRequestsADay + i + 1;
      for (let push = 0; push < pushesAPullRequest; push += 1) {
        const atMs = (day + (i + 0.25 + push / pushesAPullRequest) / pullRequestsADay) * dayMs;
        pushes.push({ atMs, ref: `refs/pull/${pullRequest}/merge`, pullRequest });
      }
    }
  }
  pushes.sort((a, b) => a.atMs - b.atMs || a.ref.localeCompare(b.ref));
  const lastChange = changesOf(habits);
  return pushes.map((push, number) => {
    const version = versionAt(push.atMs / dayMs);
    const runs = trace.runs.filter((run) => run.version === version);
    const changed = lastChange(push.pullRequest, number);
    const toolchain = habits.nightly ? `1.95.${Math.floor(push.atMs / dayMs)}` : "1.95.0";
    const matrix = habits.changing ? JSON.stringify({ push: number }) : undefined;
    const jobs = jobsOf(trace, runs, { changed, habits, toolchain, matrix });
    return { ...push, number, lockfile: version, toolchain, jobs };
  });
}

/** Tells of each push, asked in order, which push made the program what it is: mostly itself. */
function changesOf({ pushesAPullRequest, idlePushesAPullRequest }: Habits) {
  const seen = new Map<number, number[]>();
  return (pullRequest: number | undefined, number: number): number => {
    if (pullRequest === undefined) return number;
    const numbers = [...(seen.get(pullRequest) ?? []), number];
    seen.set(pullRequest, numbers);
    return numbers[pushesAPullRequest - idlePushesAPullRequest - 1] ?? number;
  };
}

function jobsOf(
  trace: Trace,
  runs: readonly TracedRun[],
  {
    changed,
    habits: { systems, scale },
    toolchain,
    matrix,
  }: { changed: number; habits: Habits; toolchain: string; matrix: string | undefined },
): PushedJob[] {
  return systems.flatMap((system) =>
    runs.map((run) => {
      const { version, workflow, used } = pushOf(trace, run, {
        push: changed,
        place: `${system}-${toolchain}-`,
      });
      return {
        system,
        leg: run.leg,
        matrix: system === systems[0] ? matrix : undefined,
        run: { version, workflow, used: used.map((entry) => shrink(entry, scale)) },
      };
    }),
  );
}

function shrink<T extends { stored: number; raw: number; cost: number }>(entry: T, scale: number): T {
  const by = (bytes: number) => Math.max(1, Math.round(bytes * scale));
  return { ...entry, stored: by(entry.stored), raw: by(entry.raw), cost: by(entry.cost) };
}

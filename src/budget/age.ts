import type { Manifest, ManifestRun, RunRecord } from "../bundle/format/manifest.ts";
import type { Config } from "../config/inputs.ts";
import type { JobStatus } from "../job-status.ts";

/** How many complete runs of the family have saved a bundle since one used the entry. */
export function ageOf(lastRun: number, clock: number): number {
  return Math.max(0, clock - lastRun);
}

/** What a bundle records of the runs before. */
type Before = Pick<Manifest, "run" | "history">;

/**
 * The run to be recorded, after `previous`: the family's clock moves by one for each complete workflow run, however many
 * jobs it has. A run that is not complete does not move it. Entries that the run used get the new clock as their last run.
 */
export function advanceClock(
  previous: Before | undefined,
  { id, complete }: Pick<ManifestRun, "id" | "complete">,
): ManifestRun {
  const clock = previous?.run.clock ?? 0;
  if (!complete) return { id, clock, complete: isCounted(previous, id) };
  return { id, clock: isCounted(previous, id) ? clock : clock + 1, complete: true };
}

function isCounted(previous: Before | undefined, id: string | null): boolean {
  if (!previous || id === null) return false;
  return [previous.run, ...previous.history].some((one) => one.id === id && one.complete);
}

/** No job that uses an entry saves its bundle later than this: the longest that a hosted runner lets a job run, in seconds. */
const longestJob = 6 * 3600;

/**
 * When an entry was last used, for `max-age`, in seconds since 1970. What the run that saved a bundle used counts as used
 * until this job restored it: runs in between that saved nothing found all they needed in the bundle. `created`: of the
 * newest bundle that has the entry.
 */
export function lastUseOf(
  lastUse: number,
  { created, restoredAt }: { readonly created: number; readonly restoredAt: number },
): number {
  return lastUse >= created - longestJob ? Math.max(lastUse, restoredAt) : lastUse;
}

/** What a bundle says of an entry that its run did not use: so long before `created` that `lastUseOf` can tell. */
export function unusedSince(lastUse: number, created: number): number {
  return Math.min(lastUse, created - longestJob - 1);
}

/** What tells whether a job did all of its work, so that what it did not use may grow older. */
export interface RunEvidence {
  readonly status: JobStatus;
  /** What our server counted, or undefined when it gave no answer. */
  readonly counts: RunCounts | undefined;
  /** Whether it can be told at all which entries were used: by the log, or by times that the file system keeps. */
  readonly useKnown: boolean;
  /** Entries that this job used or made. */
  readonly used: number;
  /** Entries that were restored. */
  readonly restored: number;
  /** The last runs of this family, the oldest first; none where another family's bundle was restored. */
  readonly history: readonly Pick<RunRecord, "used" | "compileFails">[];
}

interface RunCounts {
  readonly hits: number;
  readonly misses: number;
  /** Compilations that ended with an error: sccache's `compile_fails` and `cache_errors`, which is where it counts syntax errors. */
  readonly failed: number;
}

/** Whether a run was complete, and why it was or was not, for the user. */
export interface RunVerdict {
  readonly complete: boolean;
  /** Whether it did all of its work, as far as is known: nobody need have said that it succeeded. Enough for `max-age`. */
  readonly isWhole: boolean;
  readonly why: string;
}

/** A run that used less than this share of what is usual did only a part of the work. */
const leastShare = 0.7;
/** What was usual counts so much less with every run since. */
const fade = 0.9;
/** So many runs back tell how many failed compilations are usual. */
const recentRuns = 5;

/**
 * Whether the job of a run was complete. Build scripts that probe the compiler make compilations fail in every successful
 * job: what counts is whether more failed than in the runs before. With `evict: unused` it is enough that the job did not fail.
 */
export function judgeRun(evidence: RunEvidence, policy: Config["evict"] = "auto"): RunVerdict {
  const { status, used } = evidence;
  const failure = failureOf(evidence);
  const partial = policy === "unused" ? undefined : whyPartial(evidence);
  const isUnsaid = status === undefined && policy !== "unused";
  const doubt = failure ?? (isUnsaid ? "the job's status is not known" : partial);
  return {
    complete: doubt === undefined,
    isWhole: (failure ?? partial) === undefined && used > 0,
    why: doubt ?? "the job was complete",
  };
}

/**
 * The age from which on entries are removed though they would fit, or undefined for never. To be asked for complete runs only:
 * no other run removes what is unused.
 */
export function evictAgeOf(
  policy: Config["evict"],
  { complete }: Pick<RunVerdict, "complete">,
): number | undefined {
  return complete ? evictAges[policy] : undefined;
}

/**
 * The age of an entry that only another family's bundle has and that this run did without: a complete run leaves it there, where jobs of
 * that family find it. Otherwise a small job that once fell back to a large one's bundle would bring all of it in every run.
 */
export const ageOfOthers = 2;

/** docs/budget-measurements.md shows what other ages cost. */
const evictAges: Readonly<Record<Config["evict"], number | undefined>> = {
  auto: ageOfOthers,
  unused: 1,
  "budget-only": undefined,
};

/**
 * Whether an entry of this age, in the bundle that was restored, is removed by the next complete run unless its use is recorded now.
 * A job that used it has a reason to save, even if nothing else is new: otherwise jobs that share a family, or branches in turn,
 * would lose what only they use.
 */
export function isNearlyRemoved(policy: Config["evict"], age: number): boolean {
  const evictAge = evictAges[policy];
  return evictAge !== undefined && age > 0 && age >= evictAge - 1;
}

/**
 * How many entries a complete run of the family uses: the most of the last runs, each counted for less the longer ago it was. So a
 * partial run does not lower it at once, and a change for good, or one large run, does not raise it for ever.
 */
export function usualUse(history: readonly Pick<RunRecord, "used">[]): number {
  return history
    .toReversed()
    .reduce((most, { used }, runsSince) => Math.max(most, used * fade ** runsSince), 0);
}

function failureOf({ status, useKnown }: RunEvidence): string | undefined {
  if (status !== undefined && status !== "success") return `the job's status is ${status}`;
  return useKnown ? undefined : "it is not known which entries were used";
}

function whyPartial({ counts, used, restored, history }: RunEvidence): string | undefined {
  if (!counts) return "sccache's server gave no answer";
  if (counts.hits + counts.misses === 0) return "sccache was not called";
  if (restored > 0 && counts.hits === 0) return "nothing of what was restored was hit";
  const usual = usualUse(history);
  if (used < usual * leastShare) return `it used ${used} entries, and ${Math.round(usual)} are usual`;
  const known = history.flatMap(({ compileFails }) => compileFails ?? []).slice(-recentRuns);
  const usualFailed = known.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...known);
  if (counts.failed <= usualFailed) return undefined;
  return `${counts.failed} compilations failed, and ${usualFailed} are usual`;
}

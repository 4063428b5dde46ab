import type { RunRecord } from "../bundle/format/manifest.ts";
import type { EvictPolicy } from "../config/config.ts";

/** What tells whether a job did all of its work, so that what it did not use may grow older. */
export interface RunEvidence {
  /** How the job went, or undefined where nobody says. */
  readonly status: "success" | "failure" | "cancelled" | undefined;
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

export interface RunCounts {
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
export function judgeRun(evidence: RunEvidence, policy: EvictPolicy = "auto"): RunVerdict {
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
  policy: EvictPolicy,
  { complete }: Pick<RunVerdict, "complete">,
): number | undefined {
  return complete ? evictAges[policy] : undefined;
}

/** docs/budget.md shows what other ages cost. */
const evictAges: Readonly<Record<EvictPolicy, number | undefined>> = {
  auto: 2,
  unused: 1,
  "budget-only": undefined,
};

/**
 * Whether an entry of this age, in the bundle that was restored, is removed by the next complete run unless its use is recorded now.
 * A job that used it has a reason to save, even if nothing else is new: otherwise jobs that share a family, or branches in turn,
 * would lose what only they use.
 */
export function isNearlyRemoved(policy: EvictPolicy, age: number): boolean {
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

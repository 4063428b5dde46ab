import { judgeRun, type RunVerdict } from "../../budget/age.ts";
import { limits } from "../../bundle/format/limits.ts";
import type { RunRecord } from "../../bundle/format/manifest.ts";
import type { Config } from "../../config/config.ts";
import type { Statistics } from "../../sccache/server/statistics.ts";
import type { JobContext } from "../job/context.ts";
import type { JobStatus } from "../trust.ts";
import type { KnownBundle } from "./past.ts";
import type { KnownEntry, UseSource } from "./use.ts";

/** How the build of this job ended. */
export interface RunEnd extends RunVerdict {
  /** What the manifest remembers of the run. */
  readonly record: RunRecord;
}

interface RunFacts {
  readonly config: Pick<Config, "evict">;
  readonly context: Pick<JobContext, "run">;
  readonly status: JobStatus;
  readonly statistics: Statistics | undefined;
  readonly source: UseSource;
  readonly entries: readonly KnownEntry[];
  /** What was restored, with the history of the family when it is of the same one. */
  readonly base: KnownBundle | undefined;
  readonly isOfFamily: boolean;
  readonly restoreMs: number;
  readonly restoredBytes: number | null;
  readonly nowMs: number;
}

/** Judges the build of this job, and records it. */
export function runEnd(facts: RunFacts): RunEnd {
  const { statistics, entries, base, status } = facts;
  const used = entries.filter(({ usedByThisRun }) => usedByThisRun);
  // sccache counts a syntax error among its own errors.
  const failed = statistics && statistics.compileFails + statistics.errors.total;
  const verdict = judgeRun(
    {
      status,
      counts: statistics && {
        hits: statistics.hits.total,
        misses: statistics.misses.total,
        failed: failed ?? 0,
      },
      useKnown: facts.source !== "unknown",
      used: used.length,
      restored: base?.manifest?.entries.length ?? 0,
      history: facts.isOfFamily ? (base?.manifest?.history ?? []) : [],
    },
    facts.config.evict,
  );
  const costs = used.filter(({ fresh, added }) => !fresh && !added).flatMap(({ costMs }) => costMs ?? []);
  const record = {
    id: facts.context.run?.id ?? null,
    endedAt: Math.floor(facts.nowMs / 1000),
    complete: verdict.complete,
    used: used.length,
    hits: statistics?.hits.total ?? null,
    misses: statistics?.misses.total ?? null,
    compileFails: failed ?? null,
    savedMs: costs.length === 0 ? null : costs.reduce((sum, ms) => sum + ms, 0),
    restoreMs: Math.min(limits.count, Math.max(0, Math.round(facts.restoreMs))),
    bundleBytes: facts.restoredBytes,
  };
  return { ...verdict, record };
}

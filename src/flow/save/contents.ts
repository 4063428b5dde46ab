import { judgeRun, type RunVerdict } from "../../budget/age.ts";
import { sumBytes } from "../../budget/room.ts";
import { limits } from "../../bundle/format/limits.ts";
import type { RunRecord } from "../../bundle/format/manifest.ts";
import { isOfFamily } from "../../key/key.ts";
import type { Statistics } from "../../sccache/server/statistics.ts";
import { scopesOf } from "../../store/scopes.ts";
import type { Past } from "../evidence/past.ts";
import type { KnownEntry, UseSource } from "../evidence/use.ts";
import { type Handoff, type Part, restoredBy } from "../handoff.ts";
import type { JobStatus } from "../trust.ts";

/** What the job was, did and left: all that deciding about its save takes, and what goes into the bundle. */
export interface SaveContents
  extends Pick<
    Handoff,
    "config" | "context" | "keys" | "directory" | "toolchain" | "rawAtSource" | "base" | "overlay"
  > {
  readonly status: JobStatus;
  /** Whether there was an sccache to use. */
  readonly hasSccache: boolean;
  readonly sccacheVersion: string | null;
  readonly past: Past;
  /** What may be saved. */
  readonly entries: readonly KnownEntry[];
  /** Names and fingerprints of the variables that sccache's keys depend on. */
  readonly environment: Readonly<Record<string, string>>;
  /** How the build ended. */
  readonly run: RunEnd;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** When this job restored; undefined where all uses since the last bundle are known. */
  readonly restoredAtMs: number | undefined;
  /** Until when the last read of a restored bundle is this job's own. */
  readonly ownReadAtMs: number;
  /** The ref under which this job saves: its scope. */
  readonly ownRef: string | undefined;
}

interface RunEnd extends RunVerdict {
  /** What the manifest remembers of the run. */
  readonly record: RunRecord;
}

/** What a job's end showed. */
interface BuildEnd extends Pick<SaveContents, "status" | "environment" | "past" | "entries" | "nowMs"> {
  readonly statistics: Statistics | undefined;
  /** What told the use of the entries. */
  readonly source: UseSource;
}

/** All of that for a job that its restore knew as `job`. */
export function contentsOf(
  job: Omit<Handoff, "format" | "server" | "restorePhases">,
  { statistics, source, ...end }: BuildEnd,
): SaveContents {
  const { config, context, keys, directory, toolchain, rawAtSource, base, overlay, sccache } = job;
  return {
    ...{ config, context, keys, directory, toolchain, rawAtSource, base, overlay },
    ...end,
    hasSccache: sccache !== null,
    sccacheVersion: sccache?.version ?? null,
    run: runEnd(job, { statistics, source, ...end }),
    restoredAtMs: job.readyAtMs ?? end.nowMs,
    ownReadAtMs: Math.max(...[base, overlay].map(readAtMsOf)),
    ownRef: scopesOf(context).own,
  };
}

/** A bundle that came damaged was read by this job too. */
function readAtMsOf(part: Part): number {
  return restoredBy(part)?.readAtMs ?? (part.kind === "failed" ? part.readAtMs : null) ?? 0;
}

/** Judges the build of a job, and records it. */
function runEnd(
  {
    config,
    context,
    keys,
    base,
    overlay,
    restoreMs,
  }: Pick<Handoff, "config" | "context" | "keys" | "base" | "overlay" | "restoreMs">,
  { status, statistics, source, entries, past, nowMs }: BuildEnd,
): RunEnd {
  const used = entries.filter(({ usedByThisRun }) => usedByThisRun);
  const hits = statistics?.hits.total ?? null;
  const misses = statistics?.misses.total ?? null;
  // sccache counts a syntax error among its own errors.
  const failed = statistics ? statistics.compileFails + statistics.errors.total : null;
  const before = past.base && isOfFamily(past.base.key, keys) ? past.base.manifest : undefined;
  const verdict = judgeRun(
    {
      status,
      counts: statistics && { hits: hits ?? 0, misses: misses ?? 0, failed: failed ?? 0 },
      useKnown: source !== "unknown",
      used: used.length,
      restored: past.base?.manifest?.entries.length ?? 0,
      history: before?.history ?? [],
    },
    config.evict,
  );
  const costs = used.filter(({ fresh, added }) => !fresh && !added).flatMap(({ costMs }) => costMs ?? []);
  const bundles = [base, overlay].flatMap((part) => restoredBy(part) ?? []);
  const record = {
    id: context.run?.id ?? null,
    endedAt: Math.floor(nowMs / 1000),
    complete: verdict.complete,
    used: used.length,
    hits,
    misses,
    compileFails: failed,
    savedMs: costs.length === 0 ? null : costs.reduce((sum, ms) => sum + ms, 0),
    restoreMs: Math.min(limits.count, Math.max(0, Math.round(restoreMs))),
    bundleBytes: bundles.length === 0 ? null : sumBytes(bundles),
  };
  return { ...verdict, record };
}

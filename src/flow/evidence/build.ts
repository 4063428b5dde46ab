import { join } from "node:path";
import { judgeRun, type RunVerdict } from "../../budget/age.ts";
import { limits } from "../../bundle/format/checks.ts";
import type { RunRecord } from "../../bundle/format/manifest.ts";
import type { JobStatus } from "../../job-status.ts";
import { isFresh, isOfFamily } from "../../key/key.ts";
import { scopesOf } from "../../key/ref.ts";
import { explain, workspaceCrates } from "../../report/explain/explain.ts";
import { reportBuild } from "../../report/make-report.ts";
import type { Explanation, NoCounts } from "../../report/report.ts";
import type { BuildLog, Compilation } from "../../sccache/server/log.ts";
import type { Statistics } from "../../sccache/server/statistics.ts";
import { sumBytes } from "../../size.ts";
import { textOf } from "../../text-file.ts";
import { type Handoff, type Part, restoredBy } from "../handoff.ts";
import type { KnownEntry } from "./candidates.ts";
import { isOwn, type KnownBundle, type Past, placedBy } from "./past.ts";
import type { UseSource } from "./use.ts";

/** What the job was, did and left: all that deciding about its save takes, and what goes into the bundle. */
export interface SaveContents
  extends Pick<
    Handoff,
    "config" | "context" | "keys" | "directory" | "toolchain" | "rawAtSource" | "base" | "overlay"
  > {
  readonly status: JobStatus;
  /** Why the job used no sccache, as the end of a sentence; null where it used one. */
  readonly notUsed: string | null;
  readonly sccacheVersion: string | null;
  readonly past: Past;
  /** What may be saved. */
  readonly entries: readonly KnownEntry[];
  /** Names and fingerprints of the variables that sccache's keys depend on, or null where nobody knows them. */
  readonly environment: Readonly<Record<string, string>> | null;
  /** How the build ended, and what the manifest remembers of the run. */
  readonly run: RunVerdict & { readonly record: RunRecord };
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** When this job restored; undefined where all uses since the last bundle are known. */
  readonly restoredAtMs: number | undefined;
  /** Until when the last read of a restored bundle is this job's own. */
  readonly ownReadAtMs: number;
  /** The ref under which this job saves: its scope. */
  readonly ownRef: string | undefined;
}

/** What restore knew of the job. */
interface RestoredJob extends Omit<Handoff, "format" | "server" | "compiler" | "restore"> {
  readonly restore: Pick<Handoff["restore"], "seconds">;
}

/** What a job's end showed. */
interface BuildEnd extends Pick<SaveContents, "status" | "environment" | "past" | "entries" | "nowMs"> {
  readonly statistics: Statistics | undefined;
  /** What told the use of the entries. */
  readonly source: UseSource;
}

/** All that its save is decided by, for a job that its restore knew as `job`. */
export function contentsOf(job: RestoredJob, build: BuildEnd): SaveContents {
  const { config, context, keys, directory, toolchain, rawAtSource, base, overlay, sccache } = job;
  const { statistics, source, ...end } = build;
  return {
    ...{ config, context, keys, directory, toolchain, rawAtSource, base, overlay },
    ...end,
    notUsed: sccache.path === null ? sccache.why : null,
    sccacheVersion: sccache.path === null ? null : sccache.version,
    run: judgeBuild(job, build),
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
function judgeBuild(
  { config, context, keys, base, overlay, restore }: RestoredJob,
  { status, statistics, source, entries, past, nowMs }: BuildEnd,
): SaveContents["run"] {
  const used = entries.filter(({ usedByThisRun }) => usedByThisRun);
  const counts = statistics && {
    hits: statistics.hits.total,
    misses: statistics.misses.total,
    // sccache counts a syntax error among its own errors.
    failed: statistics.compileFails + statistics.errors.total,
  };
  const before = past.base && isOwn(past.base, keys) ? past.base.manifest : undefined;
  // That nothing of another job's bundle is hit is to be expected.
  const restored = past.base && isOfFamily(past.base.key, keys) ? placedBy(past.base) : 0;
  const history = before?.history ?? [];
  const verdict = judgeRun(
    { status, counts, useKnown: source !== "unknown", used: used.length, restored, history },
    config.evict,
  );
  const costs = used.filter(({ fresh, added }) => !fresh && !added).flatMap(({ costMs }) => costMs ?? []);
  const bundles = [base, overlay].flatMap((part) => restoredBy(part) ?? []);
  const record = {
    id: context.run?.id ?? null,
    endedAt: Math.floor(nowMs / 1000),
    complete: verdict.complete,
    used: used.length,
    hits: counts?.hits ?? null,
    misses: counts?.misses ?? null,
    compileFails: counts?.failed ?? null,
    savedMs: costs.length === 0 ? null : costs.reduce((sum, ms) => sum + ms, 0),
    hitsWithTime: costs.length,
    restoreMs: Math.min(limits.count, Math.max(0, Math.round(restore.seconds * 1000))),
    bundleBytes: bundles.length === 0 ? null : sumBytes(bundles),
  };
  return { ...verdict, record };
}

/** What is known of a build, beside what restore left for its save. */
interface BuildFacts extends Pick<BuildEnd, "statistics" | "source" | "entries" | "environment"> {
  readonly handoff: Handoff;
  /** As restore left it: without the bundles of other jobs. */
  readonly past: Pick<Past, "base" | "overlay" | "entries">;
  /** Of the job's own server, where there is one. */
  readonly log: BuildLog | undefined;
}

/** What a report says of a job until its build has ended: the restore, how the build went, and why compilations missed. */
export function reportOfBuild(facts: BuildFacts) {
  const { handoff, past, statistics, source, entries } = facts;
  // A log that misses what the statistics count tells nothing of which compilations missed either.
  const compilations = source === "log" ? facts.log?.compilations : undefined;
  const hits = entries.filter(({ fresh, usedByThisRun }) => usedByThisRun && !fresh);
  const hitEntries = source === "unknown" ? undefined : hits.map(({ name }) => name);
  const costMs = (name: string) => past.entries.get(name)?.costMs;
  return {
    step: "save" as const,
    key: handoff.keys,
    restore: handoff.restore,
    build: reportBuild({ statistics, noCounts: whyNoCounts(handoff), compilations, hitEntries, costMs }),
    explanation: explainBuild(facts, compilations) ?? null,
    history: historyBefore(past, handoff.keys),
  };
}

/** The runs of this job before: those of its overlay's pull request, or else those of the base, where that is of its family. */
function historyBefore({ base, overlay }: BuildFacts["past"], keys: Handoff["keys"]): readonly RunRecord[] {
  const own = overlay ?? (base && isOwn(base, keys) ? base : undefined);
  return own?.manifest?.history ?? [];
}

/** Why a build that nothing counted has no counts. */
function whyNoCounts({ server, sccache }: Handoff): NoCounts {
  if (server) return { kind: "no-answer" };
  const why = "no restore step started a server in this job, and no other one answered";
  return { kind: "no-server", why: sccache.path === null ? sccache.why : why };
}

/** Why compilations missed; undefined when nothing did, or the job had no server that could tell. */
function explainBuild(
  { handoff, past, statistics, environment }: BuildFacts,
  compilations: readonly Compilation[] | undefined,
): Explanation | undefined {
  if (!handoff.server && !statistics) return undefined;
  const manifest = past.base?.manifest ?? past.overlay?.manifest;
  const lockfile = textOf(join(handoff.context.workspace, "Cargo.lock"));
  return explain({
    restore: handoff.restore.outcome,
    past: manifest && { ...manifest, overlay: past.overlay?.manifest, entries: [...past.entries.values()] },
    now: { toolchain: handoff.toolchain, environment },
    lockfilesChanged: lockfilesChanged(handoff, past.base),
    ownCrates: lockfile === undefined ? undefined : workspaceCrates(lockfile),
    statistics,
    directory: handoff.directory,
    compilations,
  });
}

/** A key of the same family that is not as fresh was made of other lockfiles, where lockfiles are what ends it. */
function lockfilesChanged({ keys, config }: Handoff, base: KnownBundle | undefined): boolean | undefined {
  if (!base || !config.strategy.startsWith("lockfile")) return undefined;
  if (isFresh(base.key, keys)) return false;
  return isOfFamily(base.key, keys) ? true : undefined;
}

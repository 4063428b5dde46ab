import { advanceClock, ageOf, judgeRun } from "../../src/budget/age.ts";
import { changedEnough } from "../../src/budget/worth.ts";
import type { ManifestRun, RunRecord } from "../../src/bundle/format/manifest.ts";
import { percent } from "../../src/report/words.ts";
import { type History, histories, type Job } from "./histories.ts";
import { table } from "./tables.ts";
import type { Trace } from "./trace.ts";
import { type Entry, sumOf } from "./workload.ts";

/** A family's newest bundle, as far as ages go. */
interface Bundle {
  readonly entries: ReadonlyMap<string, { readonly entry: Entry; readonly lastRun: number }>;
  readonly run: ManifestRun;
  readonly history: readonly RunRecord[];
}

const empty: Bundle = { entries: new Map(), run: { id: null, clock: 0, complete: false }, history: [] };

interface Lived {
  readonly hits: number;
  /** Of the bundle, over all jobs. */
  readonly meanBytes: number;
}

/**
 * Lives through a history with the real rules for complete runs and ages, and a budget that is never reached: what is
 * unused for `evictAge` complete runs is removed.
 */
function live({ jobs }: History, evictAge: number): Lived {
  let newest = empty;
  let before = empty;
  let hits = 0;
  let bytes = 0;
  for (const job of jobs) {
    const restored = job.together ? before : newest;
    before = restored;
    const found = job.used.filter(({ name }) => restored.entries.has(name));
    hits += found.length;
    newest = save(job, { newest, restored, hits: found.length, evictAge });
    bytes += sumOf([...newest.entries.values()].map(({ entry }) => entry));
  }
  return { hits, meanBytes: bytes / jobs.length };
}

interface Saving {
  readonly newest: Bundle;
  readonly restored: Bundle;
  readonly hits: number;
  readonly evictAge: number;
}

function save({ run: id, used, status, failed }: Job, { newest, restored, hits, evictAge }: Saving): Bundle {
  const { clock } = restored.run;
  const added = used.filter(({ name }) => {
    const known = restored.entries.get(name);
    const age = known ? ageOf(known.lastRun, clock) : evictAge;
    return !known || (age > 0 && age >= evictAge - 1);
  });
  const change = {
    newEntries: added.length,
    newBytes: sumOf(added),
    bundleBytes:
      restored.entries.size === 0
        ? undefined
        : sumOf([...restored.entries.values()].map(({ entry }) => entry)),
  };
  if (!changedEnough(change).enough) return newest;
  const counts = { hits, misses: used.length - hits, failed };
  const { complete } = judgeRun({
    ...{ status, counts, useKnown: true, used: used.length },
    ...{ restored: restored.entries.size, history: newest.history },
  });
  const run = advanceClock(newest, { id: String(id), complete });
  const entries = new Map([...restored.entries, ...newest.entries]);
  for (const entry of used) entries.set(entry.name, { entry, lastRun: run.clock });
  if (complete) {
    for (const [name, { lastRun }] of entries)
      if (ageOf(lastRun, run.clock) >= evictAge) entries.delete(name);
  }
  return {
    entries,
    run,
    history: [...newest.history, recordOf(run, { ...counts, used: used.length })].slice(-30),
  };
}

function recordOf(
  { id, complete }: ManifestRun,
  { hits, misses, failed, used }: { hits: number; misses: number; failed: number; used: number },
): RunRecord {
  const unknown = { savedMs: null, hitsWithTime: null, restoreMs: null, bundleBytes: null };
  return { ...unknown, ...{ id, endedAt: 0, complete, used, hits, misses, compileFails: failed } };
}

/** Hits and sizes when unused entries are removed after 1, 2 or 3 complete runs, against keeping all. */
export function compareAges(trace: Trace): string[] {
  const ages = [1, 2, 3];
  const rows = histories(trace).map((history) => {
    const unlimited = live(history, Number.POSITIVE_INFINITY);
    const cells = ages.map((age) => {
      const { hits, meanBytes } = live(history, age);
      return `${percent(hits / unlimited.hits)} (${percent(meanBytes / unlimited.meanBytes)})`;
    });
    return [history.title, ...cells, `${unlimited.hits} (${(unlimited.meanBytes / 1e6).toFixed(0)} MB)`];
  });
  return [table(["hits (bytes) with", ...ages.map((age) => `N = ${age}`), "no limit"], rows), ""];
}

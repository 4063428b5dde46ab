import { rm } from "node:fs/promises";
import { reportBuild } from "../../report/build-report.ts";
import { makeReport } from "../../report/make-report.ts";
import type { Failed, Report } from "../../report/report.ts";
import { scan } from "../../sccache/scan.ts";
import type { Stopped } from "../../sccache/server/server.ts";
import { localDirectory, type Statistics } from "../../sccache/server/statistics.ts";
import type { Deps } from "../deps.ts";
import { isFailure, orFailure } from "../failure.ts";
import type { Handoff } from "../handoff.ts";
import { withHistory } from "./history.ts";
import { readPast } from "./past.ts";
import { type Ending, saveBundle } from "./save-bundle.ts";
import type { SaveRequest } from "./save-facts.ts";

/**
 * Saves what the job left in sccache's directory as one bundle, when that is allowed and enough is new. The server is
 * asked for its statistics and stopped first, so that the directory is complete and still. No trouble with the cache is
 * thrown.
 */
export async function save(request: SaveRequest, deps: Deps): Promise<Report> {
  const started = deps.now();
  const { handoff } = request;
  const statistics = await deps.sccache?.statistics();
  if (statistics) noteBypass(statistics, handoff, deps);
  const stopped = await deps.sccache?.stop();
  const past = await readPast(handoff, deps.log);
  const scanned = await orFailure(() => scan(handoff.directory));
  const entries = isFailure(scanned)
    ? []
    : withHistory(scanned.entries, past.entries, handoff.readyAtMs ?? 0);
  const trouble = isFailure(scanned) ? scanned : findTrouble(stopped);
  const ending: Ending = trouble
    ? { outcome: trouble }
    : await saveBundle({ ...request, statistics, entries, past }, deps);
  await orFailure(() => Promise.all(past.reusable.map(({ file }) => rm(file, { force: true }))));
  const hits = entries.filter(({ added, usedByThisRun }) => usedByThisRun && !added);
  return makeReport({
    step: "save",
    key: handoff.keys,
    store: deps.store.label,
    build: reportBuild({
      statistics,
      compilations: undefined,
      hitEntries: hits.map(({ name }) => name),
      costMs: (name) => past.entries.get(name)?.costMs,
    }),
    save: {
      outcome: ending.outcome,
      seconds: (deps.now() - started) / 1000,
      phases: [],
      entries: {
        total: entries.length,
        totalBytes: entries.reduce((total, { bytes }) => total + bytes, 0),
        usedByThisRun: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
        added: entries.filter(({ added }) => added).length,
        dropped: ending.dropped ?? [],
      },
      budget: ending.budget ?? null,
      maxSizeBytes: handoff.config.maxSizeBytes,
      deleted: { bundles: 0, bytes: 0 },
    },
  });
}

/** A server that still runs may still write: what it has under way would be packed half-done. */
function findTrouble(stopped: Stopped | undefined): Failed | undefined {
  if (stopped?.kind !== "failed") return undefined;
  return { kind: "failed", failure: "server", why: `the sccache server does not stop: ${stopped.why}` };
}

/** The server itself tells where it kept its entries: the one proof that it used our directory. */
function noteBypass(statistics: Statistics, { directory }: Handoff, { log }: Deps): void {
  if (statistics.cacheLocation === "" || localDirectory(statistics) === directory) return;
  log.notice(
    `sccache kept its entries elsewhere (${statistics.cacheLocation}), not in ${directory}: ` +
      "start the build in the environment that the restore step set, and set no other backend.",
  );
}

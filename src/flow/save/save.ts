import { rm } from "node:fs/promises";
import type { Env } from "../../config/config.ts";
import type { JobStatus } from "../../job-status.ts";
import { makeReport } from "../../report/make-report.ts";
import type { Failed, Report } from "../../report/report.ts";
import { type ScannedEntry, scan } from "../../sccache/directory.ts";
import { samePlace } from "../../sccache/same-place.ts";
import { endByForce } from "../../sccache/server/end-by-force.ts";
import { readBuildLog } from "../../sccache/server/log.ts";
import type { Stopped } from "../../sccache/server/server.ts";
import { placeOf, type Statistics } from "../../sccache/server/statistics.ts";
import { sumBytes } from "../../size.ts";
import type { Deps } from "../deps.ts";
import { contentsOf, reportOfBuild } from "../evidence/build.ts";
import { readUse } from "../evidence/candidates.ts";
import { environmentOf } from "../evidence/environment.ts";
import { readPast, reusable } from "../evidence/past.ts";
import { countsOf, serversOf } from "../evidence/server-counts.ts";
import { isUnasked } from "../evidence/use.ts";
import { isFailure, orFailure } from "../failures.ts";
import type { Handoff } from "../handoff.ts";
import { openPhases, type Phases } from "../phases.ts";
import { type SaveEnd, saveBundle } from "./save-bundle.ts";

interface SaveRequest {
  /** What restore left for us. */
  readonly handoff: Handoff;
  readonly status: JobStatus;
  /** What sccache is called with. */
  readonly env: Env;
  /** The user's folder. */
  readonly home: string;
}

/**
 * Saves what the job used and made as one bundle, when that is allowed and enough is new. The server is asked for its
 * statistics and, if restore started it, stopped first, so that the directory is complete and still. No failure of the cache is thrown.
 */
export async function save({ handoff, status, ...place }: SaveRequest, deps: Deps): Promise<Report> {
  const started = deps.now();
  const phases = openPhases(deps);
  const past = await readPast(handoff, deps);
  const { scanned, failed, ...told } = await endBuild(handoff, place.env, { ...deps, phases });
  const { statistics, log, isLogOfAll } = told;
  const nowMs = deps.now();
  const use = readUse(scanned ?? [], { handoff, past, ...told, nowMs });
  const entries = scanned ? use.entries : [];
  const environment = await environmentOf(handoff, place, statistics);
  const ended = { status, environment, statistics, source: use.source, entries, past, nowMs };
  const contents = contentsOf(handoff, ended);
  const end: SaveEnd = failed ? { outcome: failed } : await saveBundle(contents, { ...deps, phases });
  await orFailure(() => Promise.all(reusable(past).map(({ file }) => rm(file, { force: true }))));
  // One whose socket another server took still runs, and no request reaches it.
  if (handoff.server && log?.endedAtMs === null && !isLogOfAll) await endByForce(handoff.server.address);
  const build = reportOfBuild({ ...ended, handoff, log });
  return makeReport({
    ...build,
    store: deps.store.label,
    repository: end.repository ?? null,
    // Without a new bundle too, the report tells of this run.
    history: end.manifest?.history ?? [...build.history, contents.run.record],
    save: {
      outcome: end.outcome,
      seconds: (deps.now() - started) / 1000,
      phases: phases.list(),
      entries: {
        total: entries.length,
        totalBytes: sumBytes(entries),
        usedByThisRun: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
        added: entries.filter(({ added }) => added).length,
        dropped: end.dropped ?? [],
      },
      budget: end.budget ?? null,
      maxSizeBytes: handoff.config.maxSizeBytes,
      deleted: end.deleted ?? { bundles: 0, bytes: 0 },
    },
  });
}

/**
 * What the job's server and its directory tell of the build; a server that restore started is stopped. Where that, or reading the
 * directory, has failed, nothing may be saved.
 */
async function endBuild(handoff: Handoff, env: Env, deps: Deps & { readonly phases: Phases }) {
  const { phases } = deps;
  const logFile = handoff.server?.logFile ?? null;
  const { own, asked } = serversOf(handoff, env);
  const answer = asked && (await phases.run("read the statistics", () => asked.statistics()));
  if (answer) await noteBypass(answer, handoff, deps);
  const endingMs = deps.now();
  // One that no restore of this job has started may be another job's.
  const stopped = own && (await phases.run("stop the server", () => own.stop()));
  const read = await phases.run("read the directory", () =>
    orFailure(async () => ({
      scanned: await readDirectory(handoff.directory, deps),
      log: logFile === null ? undefined : await readBuildLog(logFile),
    })),
  );
  const { scanned, log } = isFailure(read) ? {} : read;
  // The client starts a new server when there is none, which writes no log: only the first one's end after our request does.
  const isLogOfAll = (log?.endedAtMs ?? 0) >= endingMs;
  if (log && answer && !isLogOfAll) deps.log.notice(isUnasked(log) ? replacedUnasked : notTheFirst);
  const statistics = countsOf(answer, { log, isLogOfAll });
  const failed = isFailure(read) ? read : whyNotStopped(stopped);
  return { scanned, statistics, log, isLogOfAll, failed };
}

const notTheFirst =
  "The sccache server of this job ended before the job did, a step started another one in its place, or its log found no room on " +
  "the disk. The statistics are of the last server alone, and no entry is removed as unused. Save after the last build, call no " +
  "`sccache --stop-server` or `--start-server`, leave room in the temporary folder, and raise SCCACHE_IDLE_TIMEOUT where it is set";

const replacedUnasked =
  "Another sccache server took the place of this job's before the build, such as by `sccache --start-server`. It writes no log, " +
  "so what compilations cost and why they missed is not known. Leave the server running that restore has started";

/** A server that still runs may still write: what it is writing would be packed half-done. */
function whyNotStopped(stopped: Stopped | undefined): Failed | undefined {
  if (stopped?.kind !== "failed") return undefined;
  return { kind: "failed", failure: "server", why: `the sccache server does not stop: ${stopped.why}` };
}

/** The server itself tells where it kept its entries: the one proof that it used our directory. */
async function noteBypass(statistics: Statistics, { directory }: Handoff, { log }: Deps): Promise<void> {
  const place = placeOf(statistics);
  if (place.kind !== "elsewhere" && (place.kind !== "directory" || samePlace(place.path, directory))) return;
  log.notice(
    `sccache kept its entries elsewhere (${statistics.cacheLocation}), not in ${directory}: ` +
      "start the build in the environment that the restore step set, and set no other backend.",
  );
}

/** The entries that are there, without those that a container's root has written, for example: this user may not read them. */
async function readDirectory(directory: string, { log }: Deps): Promise<readonly ScannedEntry[]> {
  const { entries, unreadable } = await scan(directory);
  const [first] = unreadable;
  if (!first) return entries;
  const more = unreadable.length > 1 ? ` and ${unreadable.length - 1} more folders` : "";
  log.warning(
    `${first.path}${more} cannot be read, so their entries are not saved: owned by user ${first.owner ?? "unknown"}, ` +
      `and this job runs as user ${process.getuid?.() ?? "unknown"}. Save as the user who builds, or give them away with chown`,
    "file-system",
  );
  return entries;
}

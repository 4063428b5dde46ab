import type { Env } from "../../config/config.ts";
import type { Log } from "../../log.ts";
import { makeReport } from "../../report/make-report.ts";
import type { Report } from "../../report/report.ts";
import { scan } from "../../sccache/directory.ts";
import { readBuildLog } from "../../sccache/server/log.ts";
import type { Handoff } from "../handoff.ts";
import { reportOfBuild } from "./build.ts";
import { readUse } from "./candidates.ts";
import { environmentOf } from "./environment.ts";
import { readPast } from "./past.ts";
import { countsOf, serversOf } from "./server-counts.ts";

interface RunningBuild {
  readonly handoff: Handoff;
  /** What sccache is called with. */
  readonly env: Env;
  /** The user's folder. */
  readonly home: string;
}

/** What a save would report of a build at this moment, beside the save. The server keeps running, so that both may follow. */
export async function reportSoFar(
  { handoff, ...place }: RunningBuild,
  { log: messages, cpu }: { readonly log: Log; readonly cpu: string },
): Promise<Report> {
  const { server, directory, config } = handoff;
  const past = await readPast(handoff, { log: messages, cpu });
  const answer = await serversOf(handoff, place.env).asked?.statistics();
  const log = server?.logFile ? await readBuildLog(server.logFile) : undefined;
  const { entries: scanned } = await scan(directory);
  // The server that runs is the one that writes the log, unless that one has ended.
  const isLogOfAll = log?.endedAtMs === null;
  const told = { log, isLogOfAll, statistics: countsOf(answer, { log, isLogOfAll }) };
  const use = readUse(scanned, { handoff, past, ...told, nowMs: Date.now() });
  const environment = await environmentOf(handoff, place, told.statistics);
  const build = reportOfBuild({ handoff, past, ...told, ...use, environment });
  return makeReport({ ...build, store: config.store.kind });
}

import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { JobConfig } from "../src/config/inputs.ts";
import type { Job, JobContext } from "../src/flow/job/job.ts";
import { openDeps, openKeys } from "../src/flow/job/steps.ts";
import { surroundingsIn } from "../src/flow/job/surroundings.ts";
import { type Restored, restore } from "../src/flow/restore/restore.ts";
import { save } from "../src/flow/save/save.ts";
import type { Log } from "../src/log.ts";
import type { Report } from "../src/report/report.ts";
import { readBuildSettings } from "../src/sccache/environment/build-settings.ts";
import { openSccache } from "../src/sccache/server/server.ts";
import { contextOf } from "../test/flow/made-up-job.ts";
import type { CommandOptions } from "./command.ts";
import { observed, type StoreActivity } from "./observed-store.ts";

export interface JobRequest {
  readonly config: JobConfig;
  /** The checkout; what an earlier build left in its folder `leftovers` is wiped first, as on a fresh runner. */
  readonly workspace: string;
  readonly leftovers: string;
  /** Who runs, as a workflow would tell. */
  readonly context?: Partial<JobContext>;
  /** sccache's directory; wiped first too. */
  readonly directory: string;
  /** An existing folder for what lives as long as the job. */
  readonly tempFolder: string;
  readonly sccache: { readonly path: string; readonly version: string };
  readonly build: (workspace: string, options: CommandOptions) => Promise<void>;
  /** Chooses the sccache server by SCCACHE_SERVER_PORT. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: Log;
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
}

/** How long each step of a job took, in seconds, and what the steps say of themselves. */
export interface JobResult {
  readonly restoreSeconds: number;
  readonly buildSeconds: number;
  readonly saveSeconds: number;
  readonly restored: Report;
  readonly saved: Report;
  readonly requests: StoreActivity;
}

/**
 * Does what a job on a fresh runner does: restore, build, save, by the use cases that the action calls. The sccache
 * server is stopped afterwards, come what may.
 */
export async function runJob(request: JobRequest): Promise<JobResult> {
  const { config, workspace, directory, sccache, env } = request;
  await rm(join(workspace, request.leftovers), { recursive: true, force: true });
  await rm(directory, { recursive: true, force: true });
  const tempDirectory = await mkdtemp(join(request.tempFolder, "job-"));
  const job = jobOf(request);
  const opened = openDeps(job, { tempDirectory });
  const store = observed(opened.store, () => performance.now());
  // Without a listing, so that all that is asked is counted.
  const deps = { ...opened, store, catalog: undefined };
  try {
    const keys = await openKeys(job);
    const place = { directory, env, settings: job.build, serverFolder: tempDirectory, launcherFolders: [] };
    const [restoring, restoreSeconds] = await timed(() =>
      restore({ config, context: job.context, sccache, ...keys, ...place }, deps),
    );
    const [, buildSeconds] = await timed(() => build(request, restoring));
    const { handoff } = restoring;
    const { home } = job.surroundings;
    const [saved, saveSeconds] = await timed(() => save({ handoff, status: "success", env, home }, deps));
    const requests = store.activity();
    return { restoreSeconds, buildSeconds, saveSeconds, restored: restoring.report, saved, requests };
  } finally {
    await openSccache({ path: sccache.path, env }).stop();
    await rm(tempDirectory, { recursive: true, force: true });
  }
}

/** As a workflow would tell what the request does, and nothing else. */
function jobOf({ config, workspace, directory, env, log, context }: JobRequest): Job {
  const { platform: os, arch } = process;
  const surroundings = surroundingsIn(env, { workingDirectory: workspace, log, token: undefined });
  const place = { workspace, env, home: surroundings.home, platform: os };
  return {
    config,
    context: contextOf({ workspace, os, arch, ...context }),
    directory,
    surroundings,
    build: readBuildSettings(place, config.wrap),
  };
}

async function build(request: JobRequest, { environment }: Restored): Promise<void> {
  const { workspace, env, signal, onLine } = request;
  const exports = environment?.exports ?? [];
  const variables = Object.fromEntries(exports.map(({ name, value }) => [name, value]));
  const options = { env: { ...env, ...variables }, ...(signal && { signal }), ...(onLine && { onLine }) };
  await request.build(workspace, options);
}

async function timed<T>(work: () => Promise<T>): Promise<[T, seconds: number]> {
  const startMs = performance.now();
  const result = await work();
  return [result, (performance.now() - startMs) / 1000];
}

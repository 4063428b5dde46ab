import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, homedir } from "node:os";
import { join } from "node:path";
import type { JobConfig } from "../src/config/inputs.ts";
import { cpuPrint } from "../src/flow/job/cpu.ts";
import { gatherIngredients } from "../src/flow/job/ingredients.ts";
import type { JobContext } from "../src/flow/job/job.ts";
import { type Restored, restore } from "../src/flow/restore/restore.ts";
import { save } from "../src/flow/save/save.ts";
import { planKeys } from "../src/key/key.ts";
import type { Log } from "../src/log.ts";
import type { Report } from "../src/report/report.ts";
import { readBuildSettings } from "../src/sccache/environment/build-settings.ts";
import { printEnvironment } from "../src/sccache/environment/key-variables.ts";
import { openSccache } from "../src/sccache/server/server.ts";
import { openStore } from "../src/store/open.ts";
import { openZstd } from "../src/zstd/open.ts";

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
  const { config, workspace, directory, sccache, env, log } = request;
  await rm(join(workspace, request.leftovers), { recursive: true, force: true });
  await rm(directory, { recursive: true, force: true });
  const scopes = { own: undefined, base: undefined, defaultBranch: undefined };
  const store = observed(openStore(config.store, { log, scopes }).store, () => performance.now());
  const tempDirectory = await mkdtemp(join(request.tempFolder, "job-"));
  const deps = {
    log,
    store,
    zstd: openZstd().zstd,
    threads: availableParallelism(),
    cpu: cpuPrint(),
    now: Date.now,
    catalog: undefined,
    signing: undefined,
    repository: undefined,
    tempDirectory,
  };
  try {
    const { platform: os, arch } = process;
    const context = { ...outsideOfAWorkflow, workspace, os, arch, ...request.context };
    const ingredients = await gatherIngredients(config, context, {
      env: { ...process.env, ...env },
      home: homedir(),
      log,
      nowMs: Date.now(),
    });
    const [restoring, restoreSeconds] = await timed(() =>
      restore(
        {
          config,
          context,
          sccache,
          keys: planKeys(ingredients, config),
          directory,
          toolchain: ingredients.toolchain?.title ?? null,
          env,
          serverFolder: tempDirectory,
          launcherFolders: [],
          settings: readBuildSettings(
            { workspace, env, home: homedir(), platform: process.platform },
            config.wrap,
          ),
        },
        deps,
      ),
    );
    const [, buildSeconds] = await timed(() => build(request, restoring));
    const [saved, saveSeconds] = await timed(() =>
      save(
        {
          handoff: restoring.handoff,
          status: "success",
          environment: printEnvironment(env, { workspace, cargoHome: "" }),
          env,
        },
        deps,
      ),
    );
    const requests = store.activity();
    return { restoreSeconds, buildSeconds, saveSeconds, restored: restoring.report, saved, requests };
  } finally {
    await openSccache({ path: sccache.path, env }).stop();
    await rm(tempDirectory, { recursive: true, force: true });
  }
}

const outsideOfAWorkflow = {
  job: undefined,
  matrix: undefined,
  event: undefined,
  ref: undefined,
  defaultBranch: undefined,
  sha: undefined,
  run: undefined,
  pullRequest: undefined,
  workflow: undefined,
  jobId: undefined,
  baseRef: undefined,
} as const;

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

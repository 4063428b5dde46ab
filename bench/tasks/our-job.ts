import { mkdir } from "node:fs/promises";
import { availableParallelism, homedir } from "node:os";
import { parseConfig } from "../../src/config/parse-config.ts";
import type { Deps } from "../../src/flow/deps.ts";
import type { Handoff } from "../../src/flow/handoff.ts";
import type { JobContext } from "../../src/flow/job/context.ts";
import { gatherIngredients } from "../../src/flow/job/gather.ts";
import { restore } from "../../src/flow/restore/restore.ts";
import { save } from "../../src/flow/save/save.ts";
import { planKeys } from "../../src/key/key.ts";
import type { Report } from "../../src/report/report.ts";
import { readSurroundings } from "../../src/sccache/environment/surroundings.ts";
import { openServer } from "../../src/sccache/server/job-server.ts";
import type { Sccache } from "../../src/sccache/server/server.ts";
import { openStore } from "../../src/store/open.ts";
import { openZstd } from "../../src/zstd/open.ts";

/** A job whose build is played, not run: what it used is known. */
interface JobAsk {
  /** By name, as in the action. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly context: JobContext;
  /** Of the job, outside of sccache's directory. */
  readonly tempDirectory: string;
  readonly sccacheVersion: string;
  /** Of the binary whose server restore starts and proves. */
  readonly sccachePath: string;
}

export interface OurRestoreAsk extends JobAsk {
  readonly directory: string;
}

export interface OurSaveAsk extends JobAsk {
  readonly handoff: Handoff;
  /** What the server would have counted. */
  readonly hits: number;
  readonly misses: number;
}

/** What the action does before a build. */
export async function ourRestore(
  ask: OurRestoreAsk,
): Promise<() => Promise<{ report: Report; handoff: Handoff }>> {
  const deps = await depsOf(ask, undefined);
  const config = parseConfig((name) => ask.inputs[name] ?? "");
  const ingredients = await gatherIngredients(config, ask.context, {
    env: process.env,
    home: homedir(),
    log: deps.log,
    nowMs: Date.now(),
  });
  const keys = planKeys(ingredients, config);
  return async () => {
    const { report, handoff } = await restore(
      {
        config,
        context: ask.context,
        keys,
        directory: ask.directory,
        toolchain: ingredients.toolchain?.title ?? null,
        env: process.env,
        serverFolder: ask.tempDirectory,
        surroundings: readSurroundings({
          workspace: ask.context.workspace,
          env: process.env,
          home: homedir(),
          platform: process.platform,
        }),
      },
      deps,
    );
    return { report, handoff };
  };
}

/** And after it. */
export async function ourSave(ask: OurSaveAsk): Promise<() => Promise<Report>> {
  const deps = await depsOf(ask, ask);
  // The build was played, and so are its server's counts.
  if (ask.handoff.server) await openServer(ask.handoff.server).stop();
  const handoff = { ...ask.handoff, context: ask.context, server: null };
  return () => save({ handoff, status: "success", environment: {} }, deps);
}

async function depsOf(
  { inputs, tempDirectory, sccacheVersion, sccachePath }: JobAsk,
  counts: { hits: number; misses: number } | undefined,
): Promise<Deps> {
  await mkdir(tempDirectory, { recursive: true });
  const complain = (message: string) => console.error(message);
  const log = { debug: () => {}, info: () => {}, notice: complain, warning: complain };
  return {
    log,
    store: openStore(parseConfig((name) => inputs[name] ?? "").store, {
      log,
      scopes: { own: undefined, base: undefined, defaultBranch: undefined },
    }).store,
    zstd: openZstd().zstd,
    threads: availableParallelism(),
    now: Date.now,
    catalog: undefined,
    repository: undefined,
    tempDirectory,
    sccache: playedSccache({ version: sccacheVersion, path: sccachePath }, counts),
  };
}

/** An sccache whose server has just ended, with its counts still known. */
function playedSccache(
  { version, path }: { version: string; path: string },
  counts: { hits: number; misses: number } | undefined,
): Sccache {
  const counted = (total: number) => ({ total, byLanguage: {} });
  return {
    path,
    version: async () => version,
    isServerAlive: async () => false,
    stop: async () => ({ kind: "not-running" }),
    statistics: async () =>
      counts && {
        version,
        compileRequests: counts.hits + counts.misses,
        executed: counts.hits + counts.misses,
        hits: counted(counts.hits),
        misses: counted(counts.misses),
        errors: counted(0),
        nonCacheable: {},
        compileFails: 0,
        cacheWriteErrors: 0,
        cacheLocation: "",
        cacheSizeBytes: undefined,
        maxCacheSizeBytes: undefined,
        averageMs: { compilation: undefined, write: undefined, hit: undefined },
      },
  };
}

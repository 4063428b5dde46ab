import { mkdir } from "node:fs/promises";
import { availableParallelism, homedir } from "node:os";
import { parseConfig } from "../../src/config/inputs.ts";
import type { Deps } from "../../src/flow/deps.ts";
import type { Handoff } from "../../src/flow/handoff.ts";
import { cpuPrint } from "../../src/flow/job/cpu.ts";
import { gatherIngredients } from "../../src/flow/job/ingredients.ts";
import type { JobContext } from "../../src/flow/job/job.ts";
import { restore } from "../../src/flow/restore/restore.ts";
import { save } from "../../src/flow/save/save.ts";
import { planKeys } from "../../src/key/key.ts";
import type { Report } from "../../src/report/report.ts";
import { readBuildSettings } from "../../src/sccache/environment/build-settings.ts";
import { openStore } from "../../src/store/open.ts";
import { openZstd } from "../../src/zstd/open.ts";
import { configOf } from "../../test/flow/made-up-job.ts";

/** A job whose build is played, not run: what it used is known. */
interface JobAsk {
  /** By name, as in the action. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly context: JobContext;
  /** Of the job, outside of sccache's directory. */
  readonly tempDirectory: string;
}

export interface OurRestoreAsk extends JobAsk {
  readonly directory: string;
  /** The one whose server restore starts and proves. */
  readonly sccache: { readonly path: string; readonly version: string };
}

export interface OurSaveAsk extends JobAsk {
  readonly handoff: Handoff;
}

/** What the action does before a build. */
export async function ourRestore(
  ask: OurRestoreAsk,
): Promise<() => Promise<{ report: Report; handoff: Handoff }>> {
  const deps = await depsOf(ask);
  const config = configOf(ask.inputs);
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
        sccache: ask.sccache,
        keys,
        directory: ask.directory,
        toolchain: ingredients.toolchain?.title ?? null,
        env: process.env,
        serverFolder: ask.tempDirectory,
        launcherFolders: [ask.tempDirectory],
        settings: readBuildSettings(
          {
            workspace: ask.context.workspace,
            env: process.env,
            home: homedir(),
            platform: process.platform,
          },
          config.wrap,
        ),
      },
      deps,
    );
    return { report, handoff };
  };
}

/** And after it. */
export async function ourSave(ask: OurSaveAsk): Promise<() => Promise<Report>> {
  const deps = await depsOf(ask);
  return () => save({ handoff: ask.handoff, status: "success", environment: {}, env: {} }, deps);
}

async function depsOf({ inputs, tempDirectory }: JobAsk): Promise<Deps> {
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
    cpu: cpuPrint(),
    now: Date.now,
    catalog: undefined,
    signing: undefined,
    repository: undefined,
    tempDirectory,
  };
}

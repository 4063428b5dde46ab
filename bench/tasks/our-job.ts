import { mkdir } from "node:fs/promises";
import type { Handoff } from "../../src/flow/handoff.ts";
import type { JobContext } from "../../src/flow/job/job.ts";
import { openDeps, openKeys } from "../../src/flow/job/steps.ts";
import { surroundingsIn } from "../../src/flow/job/surroundings.ts";
import type { Report } from "../../src/report/report.ts";
import { readBuildSettings } from "../../src/sccache/environment/build-settings.ts";
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
  const { context, sccache, directory, tempDirectory } = ask;
  const { config, surroundings, deps } = await open(ask);
  const keys = await openKeys({ config, context, surroundings });
  const { restore } = await import("../../src/flow/restore/restore.ts");
  const { env, home } = surroundings;
  const settingsPlace = { workspace: context.workspace, env, home, platform: process.platform };
  return async () => {
    const place = {
      directory,
      env,
      settings: readBuildSettings(settingsPlace, config.wrap),
      serverFolder: tempDirectory,
      launcherFolders: [tempDirectory],
    };
    const { report, handoff } = await restore({ config, context, sccache, ...keys, ...place }, deps);
    return { report, handoff };
  };
}

/** And after it. */
export async function ourSave(ask: OurSaveAsk): Promise<() => Promise<Report>> {
  const { deps } = await open(ask);
  const { save } = await import("../../src/flow/save/save.ts");
  return () => save({ handoff: ask.handoff, status: "success", env: {}, home: "/" }, deps);
}

async function open({ inputs, context, tempDirectory }: JobAsk) {
  await mkdir(tempDirectory, { recursive: true });
  const complain = (message: string) => console.error(message);
  const log = { debug: () => {}, info: () => {}, notice: complain, warning: complain };
  const adapter = { workingDirectory: context.workspace, log, token: undefined };
  const surroundings = surroundingsIn(process.env, adapter);
  const config = configOf(inputs);
  const deps = openDeps({ config, context, surroundings }, { tempDirectory });
  return { config, surroundings, deps };
}

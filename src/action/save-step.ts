import { homedir } from "node:os";
import { join } from "node:path";
import type * as Core from "@actions/core";
import type { Config } from "../config/config.ts";
import { coldHandoff as cold, type Handoff } from "../flow/handoff.ts";
import { gatherIngredients } from "../flow/job/gather.ts";
import { chooseDirectory } from "../flow/restore/directory.ts";
import type { JobStatus } from "../flow/save/policy.ts";
import { save } from "../flow/save/save.ts";
import { planKeys } from "../key/strategy.ts";
import { printEnvironment } from "../sccache/environment/environment-print.ts";
import { readSccacheConfig } from "../sccache/environment/sccache-config.ts";
import { readContext } from "./context.ts";
import { openDeps } from "./deps.ts";
import type { Env } from "./env.ts";
import { findSccache } from "./find-sccache.ts";
import { actionLog } from "./log.ts";
import { publishSave } from "./publish.ts";
import { makeTempDirectory } from "./temp-directory.ts";
import { reportTrouble } from "./trouble.ts";

/** The save half: what the job left in sccache's directory becomes one bundle, if anything is new. */
export async function saveStep(core: typeof Core, handoff: Handoff, env: Env): Promise<void> {
  const { config, sccache } = handoff;
  const deps = openDeps(core, {
    config,
    env,
    sccachePath: sccache?.path,
    tempDirectory: makeTempDirectory(env),
  });
  const context = readContext(core.getInput, env);
  const status = readStatus(core.getInput("job-status"));
  const report = await save(
    {
      handoff,
      context,
      status,
      environment: printEnvironment(env, {
        workspace: context.workspace,
        cargoHome: join(homedir(), ".cargo"),
      }),
    },
    deps,
  );
  const failed = status === "failure" || report.save?.outcome.kind === "failed";
  const summary = config.jobSummary === "always" || (config.jobSummary === "on-failure" && failed);
  await publishSave(core, report, { log: actionLog(core), summary });
  if (report.save) reportTrouble(core, report.save.outcome, config.strict);
}

/** What restore would have left, where no restore ran before a save: every entry counts as new, and as used. */
export async function coldHandoff(core: typeof Core, config: Config, env: Env): Promise<Handoff> {
  const context = readContext(core.getInput, env);
  const ingredients = await gatherIngredients(config, context, Date.now());
  const path = await findSccache(core, config, env);
  const place = { workspace: context.workspace, env, home: homedir(), platform: process.platform };
  return cold({
    config,
    directory: chooseDirectory(config.sccacheDir, { ...place, sccacheConfig: readSccacheConfig(place) }),
    keys: planKeys(ingredients, config),
    toolchain: ingredients.toolchain?.title ?? null,
    readyAtMs: 0,
    sccache: path === undefined ? null : { path, version: null },
  });
}

/** The runner evaluates the input's default `${{ job.status }}` again for the post step. */
function readStatus(text: string): JobStatus {
  return (["success", "failure", "cancelled"] as const).find((status) => status === text);
}

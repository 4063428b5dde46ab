import { homedir } from "node:os";
import type * as Core from "@actions/core";
import type { Config } from "../config/config.ts";
import { gatherIngredients, noticeMissing } from "../flow/job/gather.ts";
import { chooseDirectory } from "../flow/restore/directory.ts";
import { restore } from "../flow/restore/restore.ts";
import { planKeys } from "../key/strategy.ts";
import { readSurroundings } from "../sccache/environment/surroundings.ts";
import { folderForPath } from "../sccache/install/on-path.ts";
import { readContext } from "./context.ts";
import { openDeps } from "./deps.ts";
import type { Env } from "./env.ts";
import { findSccache } from "./find-sccache.ts";
import { publishEnvironment, publishRestore } from "./publish.ts";
import { leaveHandoff } from "./state.ts";
import { makeTempDirectory } from "./temp-directory.ts";
import { reportTrouble } from "./trouble.ts";

/** The restore half: one bundle into sccache's directory, and an environment in which the build uses it. */
export async function restoreStep(core: typeof Core, config: Config, env: Env): Promise<void> {
  const context = readContext(core.getInput, env);
  const sccachePath = await findSccache(core, config, env);
  const deps = openDeps(core, { config, env, sccachePath, tempDirectory: makeTempDirectory(env) });
  const ingredients = await gatherIngredients(config, context, Date.now());
  const missing = noticeMissing(ingredients, config);
  if (missing !== undefined) deps.log.notice(missing);
  const keys = planKeys(ingredients, config);
  const place = { workspace: context.workspace, env, home: homedir(), platform: process.platform };
  const surroundings = readSurroundings(place);
  const { sccacheConfig } = surroundings;
  const directory = chooseDirectory(config.sccacheDir, { ...place, sccacheConfig });
  const toolchain = ingredients.toolchain?.title ?? null;
  const request = { config, keys, directory, toolchain, env, surroundings };
  const { report, handoff, environment } = await restore(request, deps);
  publishRestore(core, report, deps.log);
  if (report.restore) reportTrouble(core, report.restore.outcome, config.strict);
  if (environment) publishEnvironment(core, environment, deps.log);
  if (environment && handoff.sccache) {
    const folder = await folderForPath(handoff.sccache.path, env, deps.tempDirectory);
    if (folder !== undefined) core.addPath(folder);
  }
  leaveHandoff(core, handoff, deps.tempDirectory);
  const outcome = report.restore?.outcome.kind;
  const missed = outcome === "missed" || outcome === "failed";
  if (missed && config.failOnCacheMiss) {
    core.setFailed(`No bundle for ${keys.primary} or its fallbacks (fail-on-cache-miss is true)`);
  }
}

import type * as Core from "@actions/core";
import type { Config } from "../config/config.ts";
import { makeTempDirectory, openDeps, openJob, openKeys } from "../flow/job/job.ts";
import { restore } from "../flow/restore/restore.ts";
import { summaryMarkdown } from "../report/summary.ts";
import { folderForPath } from "../sccache/install/install.ts";
import { publishEnvironment, publishRestore, reportFailure, wantsSummary } from "./publish.ts";
import {
  type Env,
  findSccache,
  leaveHandoff,
  leaveSummary,
  surroundingsOf,
  temporaryFolder,
} from "./runner.ts";

/** The step before the build: one bundle into sccache's directory, and an environment in which the build uses it. */
export async function restoreStep(
  core: typeof Core,
  config: Config,
  env: Env,
  { leavesSummary = false }: { readonly leavesSummary?: boolean } = {},
): Promise<void> {
  const surroundings = surroundingsOf(core, env);
  const sccache = await findSccache(core, config, surroundings);
  const tempDirectory = makeTempDirectory(temporaryFolder(env));
  const job = await openJob(config, surroundings, { matrix: core.getInput("matrix") });
  const { context, directory } = job;
  const deps = openDeps({ config, context, sccachePath: sccache?.path, tempDirectory }, surroundings);
  const { keys, toolchain } = await openKeys(config, job, surroundings);
  const request = {
    config,
    context,
    keys,
    directory,
    toolchain,
    env: surroundings.env,
    surroundings: job.build,
    serverFolder: tempDirectory,
  };
  const { report, handoff, environment } = await restore(request, deps);
  publishRestore(core, report, deps.log);
  if (leavesSummary && wantsSummary(config, report, "success")) {
    leaveSummary(core, summaryMarkdown(report), tempDirectory);
  }
  if (report.restore) reportFailure(core, report.restore.outcome, config.strict);
  if (environment) publishEnvironment(core, environment, deps.log);
  if (environment && handoff.sccache) {
    const folder = await folderForPath(handoff.sccache.path, env, deps.tempDirectory);
    if (folder !== undefined) core.addPath(folder);
    core.exportVariable("SCCACHE_PATH", handoff.sccache.path); // as Mozilla's action does, for `${SCCACHE_PATH} --show-stats`
  }
  leaveHandoff(core, handoff, tempDirectory);
  const outcome = report.restore?.outcome.kind;
  const missed = outcome === "missed" || outcome === "failed";
  if (missed && config.failOnCacheMiss) {
    core.setFailed(`No bundle for ${keys.primary} or its fallbacks (fail-on-cache-miss is true)`);
  }
}

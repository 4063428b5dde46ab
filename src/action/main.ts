import * as core from "@actions/core";
import { openJob } from "../flow/job/job.ts";
import { restoreJob } from "../flow/job/steps.ts";
import type { RestoreOutcome } from "../report/report.ts";
import { summaryMarkdown } from "../report/summary.ts";
import { restoreLines } from "../report/text.ts";
import { folderForPath } from "../sccache/install/source.ts";
import { outOfToolCache } from "./job-program.ts";
import {
  findJobSccache,
  leaveHandoff,
  leaveSummary,
  makeTempDirectory,
  openSurroundings,
  readInputs,
  reportFailure,
  runStep,
  wantsSummary,
} from "./runner.ts";

// The step before the build: one bundle into sccache's directory, and an environment in which the build uses it.
await runStep(async () => {
  const surroundings = await openSurroundings();
  const { env, log } = surroundings;
  const config = readInputs();
  const job = await openJob(config, surroundings, { matrix: core.getInput("matrix") });
  const sccache = await outOfToolCache(await findJobSccache(job), surroundings);
  const tempDirectory = makeTempDirectory();
  const folders = { tempDirectory, serverFolder: tempDirectory };
  const { report, handoff, environment } = await restoreJob(job, sccache, folders);
  const { outcome } = handoff.restore;
  for (const line of restoreLines(report)) log.info(line);
  setOutputs(outcome, handoff.keys.primary);
  // Its post step writes it, in a job in which no save step has written one that holds it.
  if (wantsSummary(config, report, "success")) leaveSummary(summaryMarkdown(report), tempDirectory);
  reportFailure(handoff.restore, config);
  if (environment) {
    for (const { name, value } of environment.exports) {
      core.exportVariable(name, value);
      log.info(`Set ${name}=${value}`);
    }
  }
  const { path } = handoff.sccache;
  if (environment && path !== null) {
    const folder = await folderForPath(path, env, tempDirectory);
    if (folder !== undefined) core.addPath(folder);
    core.exportVariable("SCCACHE_PATH", path); // as Mozilla's action does, for `${SCCACHE_PATH} --show-stats`
  }
  leaveHandoff(handoff, tempDirectory);
  if (config.failOnCacheMiss && (outcome.kind === "missed" || outcome.kind === "failed")) {
    core.setFailed(`No bundle for ${handoff.keys.primary} or its fallbacks (fail-on-cache-miss is true)`);
  }
});

/** Sets the outputs that action.yml promises. */
function setOutputs(outcome: RestoreOutcome, primaryKey: string): void {
  const found = outcome.kind === "restored" || outcome.kind === "found" ? outcome : undefined;
  core.setOutput("cache-hit", found?.fresh === true);
  core.setOutput("cache-primary-key", primaryKey);
  core.setOutput("cache-matched-key", found?.key ?? "");
  core.setOutput("entries", outcome.kind === "restored" ? outcome.entries : 0);
  core.setOutput("bundle-size", outcome.kind === "restored" ? outcome.bundleBytes : 0);
}

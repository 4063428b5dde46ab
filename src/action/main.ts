import * as core from "@actions/core";
import { openJob } from "../flow/job/job.ts";
import { restoreJob } from "../flow/job/steps.ts";
import type { Log } from "../log.ts";
import type { Report } from "../report/report.ts";
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
  const surroundings = openSurroundings();
  const { env, log } = surroundings;
  const config = readInputs();
  const job = await openJob(config, surroundings, { matrix: core.getInput("matrix") });
  const sccache = await outOfToolCache(await findJobSccache(job), surroundings);
  const tempDirectory = makeTempDirectory();
  const folders = { tempDirectory, serverFolder: tempDirectory };
  const { report, handoff, environment } = await restoreJob(job, sccache, folders);
  publish(report, log);
  // Its post step writes it, in a job in which no save step has written one that holds it.
  if (wantsSummary(config, report, "success")) leaveSummary(summaryMarkdown(report), tempDirectory);
  if (report.restore) reportFailure(report.restore, config);
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
  const outcome = report.restore?.outcome.kind;
  if (config.failOnCacheMiss && (outcome === "missed" || outcome === "failed")) {
    core.setFailed(`No bundle for ${report.key.primary} or its fallbacks (fail-on-cache-miss is true)`);
  }
});

/** Sets the outputs that action.yml promises, and writes the log. */
function publish(report: Report, log: Log): void {
  for (const line of restoreLines(report)) log.info(line);
  const outcome = report.restore?.outcome;
  const found = outcome?.kind === "restored" || outcome?.kind === "found" ? outcome : undefined;
  core.setOutput("cache-hit", found?.fresh === true);
  core.setOutput("cache-primary-key", report.key.primary);
  core.setOutput("cache-matched-key", found?.key ?? "");
  core.setOutput("entries", outcome?.kind === "restored" ? outcome.entries : 0);
  core.setOutput("bundle-size", outcome?.kind === "restored" ? outcome.bundleBytes : 0);
}

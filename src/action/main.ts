import * as core from "@actions/core";
import { type Job, openJob } from "../flow/job/job.ts";
import { restoreJob } from "../flow/job/steps.ts";
import type { Restored } from "../flow/restore/restore.ts";
import type { RestoreOutcome } from "../report/report.ts";
import { summaryMarkdown } from "../report/summary.ts";
import { restoreLines } from "../report/text.ts";
import { folderForPath } from "../sccache/install/source.ts";
import { outOfToolCache } from "./job-program.ts";
import { leaveSummary, wantsSummary } from "./job-summary.ts";
import {
  findJobSccache,
  leaveHandoff,
  makeTempDirectory,
  openSurroundings,
  readInputs,
  reportFailure,
  runStep,
} from "./runner.ts";

// The step before the build: one bundle into sccache's directory, and an environment in which the build uses it.
await runStep(async () => {
  const surroundings = await openSurroundings();
  const config = readInputs();
  const job = await openJob(config, surroundings, { matrix: core.getInput("matrix") });
  const sccache = await outOfToolCache(await findJobSccache(job), surroundings);
  const tempDirectory = await makeTempDirectory();
  const folders = { tempDirectory, serverFolder: tempDirectory };
  await restoreJob(job, sccache, folders, (restored) => leave(restored, { job, tempDirectory }));
});

/** Leaves for the build and the post step what they need, and says what came of the restore. */
async function leave(
  { report, handoff, environment }: Restored,
  { job: { config, surroundings }, tempDirectory }: { readonly job: Job; readonly tempDirectory: string },
): Promise<void> {
  const { env, log } = surroundings;
  await leaveHandoff(handoff, tempDirectory);
  const { outcome } = handoff.restore;
  for (const line of restoreLines(report)) log.info(line);
  setOutputs(outcome, handoff.keys.primary);
  // Its post step writes it, in a job in which no save step has written one that holds it.
  if (wantsSummary(config, report, "success"))
    await leaveSummary(summaryMarkdown(report), tempDirectory, log);
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
  if (config.failOnCacheMiss && (outcome.kind === "missed" || outcome.kind === "failed")) {
    core.setFailed(`No bundle for ${handoff.keys.primary} or its fallbacks (fail-on-cache-miss is true)`);
  }
}

/** Sets the outputs that action.yml promises. */
function setOutputs(outcome: RestoreOutcome, primaryKey: string): void {
  const found = outcome.kind === "restored" || outcome.kind === "found" ? outcome : undefined;
  core.setOutput("cache-hit", found?.fresh === true);
  core.setOutput("cache-primary-key", primaryKey);
  core.setOutput("cache-matched-key", found?.key ?? "");
  core.setOutput("entries", outcome.kind === "restored" ? outcome.entries : 0);
  core.setOutput("bundle-size", outcome.kind === "restored" ? outcome.bundleBytes : 0);
}

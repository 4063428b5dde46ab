import * as core from "@actions/core";
import { type Config, inputs } from "../config/inputs.ts";
import type { Handoff } from "../flow/handoff.ts";
import { openJob } from "../flow/job/job.ts";
import { continueJob, saveJob, startCold } from "../flow/job/steps.ts";
import type { Surroundings } from "../flow/job/surroundings.ts";
import { parseJobStatus } from "../job-status.ts";
import { annotationText, rateOf } from "../report/hits.ts";
import type { Report } from "../report/report.ts";
import { summaryMarkdown } from "../report/summary.ts";
import { saveLines } from "../report/text.ts";
import { percent } from "../report/words.ts";
import { commentOnPullRequest } from "./comment.ts";
import { dropSummary, takeSummary, wantsSummary, writeSummary } from "./job-summary.ts";
import {
  findHandoff,
  findJobSccache,
  has,
  makeTempDirectory,
  openSurroundings,
  readInputs,
  reportFailure,
  runStep,
  takeHandoff,
} from "./runner.ts";

// After the build: the save as a step of its own, and the post step of an action that has restored. Which one it is, the
// action's inputs tell: those that apply to a restore are there, and those that apply to a save.
await runStep(async () => {
  if (!has(inputs.restore.name)) return saveAlone(await openSurroundings());
  if (!has("job-status")) return writeLeftSummary();
  const handoff = takeHandoff();
  if (handoff) return saveStep(handoff, await openSurroundings());
  core.info("The restore step did not finish, so there is nothing to save.");
});

/**
 * Saves what a restore step of the same job left, with those inputs of this step that are not the defaults; where there was none,
 * all that is there.
 */
async function saveAlone(surroundings: Surroundings): Promise<void> {
  const restored = findHandoff();
  const job = await openJob(readInputs(), surroundings, { matrix: core.getInput("matrix") });
  const handoff = restored
    ? await continueJob(restored, job, isGiven)
    : await startCold(job, await findJobSccache(job));
  return saveStep(handoff, surroundings);
}

function isGiven(field: keyof Config): boolean {
  const text = core.getInput(inputs[field].name).trim();
  return text !== "" && text !== inputs[field].fallback;
}

/** The restore's summary, where no save step of the job has written one that holds it. */
async function writeLeftSummary(): Promise<void> {
  const summary = takeSummary();
  if (summary !== undefined) await writeSummary(summary, (await openSurroundings()).log);
}

/** The step after the build: what the job left in sccache's directory becomes one bundle, if anything is new. */
async function saveStep(handoff: Handoff, surroundings: Surroundings): Promise<void> {
  const { config, context } = handoff;
  const { env, log, token = "" } = surroundings;
  // The runner evaluates the default `${{ job.status }}` again for the post step.
  const status = parseJobStatus(core.getInput("job-status"));
  const report = await saveJob(handoff, { status, tempDirectory: await makeTempDirectory() }, surroundings);
  for (const line of saveLines(report)) log.info(line);
  core.setOutput("hit-rate", hitRateOf(report));
  if (wantsSummary(config, report, status)) {
    core.notice(annotationText(report), { title: "sccache-bundle: cache hits" });
    await writeSummary(summaryMarkdown(report), log);
    dropSummary();
  }
  const { pullRequest } = context;
  if (config.prComment && pullRequest !== undefined) {
    await commentOnPullRequest({ report, job: context, pullRequest, env, token }, log);
  }
  if (report.save) reportFailure(report.save, config);
}

/** In percent, the figure that the log and the summary have; empty where no server counted, or nothing was asked for. */
function hitRateOf({ build }: Report): string {
  const share = build?.counts && rateOf(build.counts);
  return share === undefined || share === null ? "" : percent(share).replace(/ %$/, "");
}

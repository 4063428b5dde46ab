import * as core from "@actions/core";
import type { Handoff } from "../flow/handoff.ts";
import { saveJob } from "../flow/job/steps.ts";
import type { JobStatus } from "../flow/trust.ts";
import type { Report } from "../report/report.ts";
import { annotationText, summaryMarkdown } from "../report/summary.ts";
import { saveLines } from "../report/text.ts";
import { commentOnPullRequest } from "./comment.ts";
import {
  dropSummary,
  makeTempDirectory,
  openSurroundings,
  reportFailure,
  wantsSummary,
  writeSummary,
} from "./runner.ts";

/** The step after the build: what the job left in sccache's directory becomes one bundle, if anything is new. */
export async function saveStep(handoff: Handoff): Promise<void> {
  const { config, context } = handoff;
  const surroundings = openSurroundings();
  const { env, log, token = "" } = surroundings;
  const status = readStatus(core.getInput("job-status"));
  const report = await saveJob(handoff, { status, tempDirectory: makeTempDirectory() }, surroundings);
  for (const line of saveLines(report)) log.info(line);
  core.setOutput("hit-rate", hitRateOf(report));
  if (wantsSummary(config, report, status)) {
    core.notice(annotationText(report), { title: "sccache-bundle: cache hits" });
    await writeSummary(summaryMarkdown(report), log);
    dropSummary();
  }
  const { pullRequest } = context;
  if (config.prComment && pullRequest !== undefined) {
    await commentOnPullRequest({ report, pullRequest, env, token }, log);
  }
  if (report.save) reportFailure(report.save, config);
}

/** The runner evaluates the input's default `${{ job.status }}` again for the post step. */
function readStatus(text: string): JobStatus {
  return (["success", "failure", "cancelled"] as const).find((status) => status === text);
}

/** In percent with one digit; empty where no server counted, or nothing was asked for. */
function hitRateOf({ build }: Report): string {
  const { hits, misses } = build?.counts ?? { hits: 0, misses: 0 };
  return hits + misses === 0 ? "" : ((100 * hits) / (hits + misses)).toFixed(1);
}

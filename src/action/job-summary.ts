import { rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as core from "@actions/core";
import type { Config } from "../config/inputs.ts";
import type { JobStatus } from "../job-status.ts";
import type { Log } from "../log.ts";
import { replaceFile } from "../replace-file.ts";
import type { Report } from "../report/report.ts";
import { textOf } from "../text-file.ts";
import { handoffVariable } from "./runner.ts";

/** Whether `job-summary` asks for a summary of this step: on failure means the job's or the cache's. */
export function wantsSummary(
  { jobSummary }: Pick<Config, "jobSummary">,
  { restore, save }: Report,
  status: JobStatus,
): boolean {
  if (jobSummary !== "on-failure") return jobSummary === "always";
  return status === "failure" || [restore, save].some((done) => done?.outcome.kind === "failed");
}

/** Writes the job summary. Where the runner takes none, that is one notice. */
export async function writeSummary(markdown: string, log: Log): Promise<void> {
  try {
    await core.summary.addRaw(markdown).write();
  } catch (error) {
    sayNoSummary(error, log); // an old runner, or the summary is full
  }
}

/** Beside the handoff. */
const summaryFile = "summary.md";
const summaryState = "summary";

/** Leaves the summary of a restore step for its post step. Where there is no room for it, that is one notice. */
export async function leaveSummary(markdown: string, directory: string, log: Log): Promise<void> {
  const file = join(directory, summaryFile);
  try {
    await replaceFile(file, (made) => writeFile(made, markdown));
    core.saveState(summaryState, file);
  } catch (error) {
    sayNoSummary(error, log);
  }
}

function sayNoSummary(error: unknown, log: Log): void {
  log.notice(`No job summary: ${(error as Error).message}`);
}

/** What the step left to be written, or undefined where a save step has written its own. */
export function takeSummary(): string | undefined {
  return textOf(core.getState(summaryState));
}

/** Takes back what a restore step of this job left: the summary of a save holds all of it. */
export function dropSummary(): void {
  const handoff = process.env[handoffVariable];
  if (handoff) rmSync(join(dirname(handoff), summaryFile), { force: true });
}

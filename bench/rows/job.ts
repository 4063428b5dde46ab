import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { JobContext } from "../../src/flow/job/context.ts";
import type { Report } from "../../src/report/report.ts";
import type { Selection } from "../corpus/sets.ts";
import { playBuild } from "../corpus/sets.ts";
import { inChild, type Measured } from "../measure/child.ts";

export interface PlayedJob {
  /** Where the job has its workspace, sccache's directory and its temporary files. */
  readonly folder: string;
  /** How to reach the store, as the runner tells a step. */
  readonly env: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly context: Omit<JobContext, "workspace">;
  readonly sccacheVersion: string;
  readonly sccachePath: string;
  /** What the build uses. */
  readonly build: Selection;
}

export interface PlayedResult {
  readonly restored: Measured<Report>;
  readonly saved: Measured<Report>;
  readonly hits: number;
  readonly misses: number;
}

/** A job of ours on a fresh runner, whose build does to the directory what a recorded one did. */
export async function playJob(job: PlayedJob): Promise<PlayedResult> {
  const { folder, inputs, sccacheVersion, sccachePath, build } = job;
  const directory = join(folder, "sccache");
  const tempDirectory = join(folder, "temp");
  for (const old of [directory, tempDirectory]) await rm(old, { recursive: true, force: true });
  const env = { ...process.env, ...job.env, GITHUB_WORKSPACE: folder, RUNNER_TEMP: tempDirectory };
  const common = {
    inputs,
    context: { ...job.context, workspace: folder },
    tempDirectory,
    sccacheVersion,
    sccachePath,
  };
  const restored = await inChild("ourRestore", { ...common, directory }, env);
  const used = [...build.names];
  await new Promise((resolve) => setTimeout(resolve, 1000)); // use is told by time, with half a second of slack
  const hits = await playBuild({ from: build.from, names: used }, directory);
  const misses = used.length - hits;
  const { handoff, report } = restored.value;
  const saved = await inChild("ourSave", { ...common, handoff, hits, misses }, env);
  return { restored: { ...restored, value: report }, saved, hits, misses };
}

/** A push to the default branch. */
export const push: Omit<JobContext, "workspace"> = {
  os: "linux",
  arch: "x64",
  workflow: "ci",
  job: "build",
  jobId: undefined,
  matrix: undefined,
  event: "push",
  ref: "refs/heads/main",
  defaultBranch: "main",
  sha: undefined,
  run: undefined,
  pullRequest: undefined,
  baseRef: undefined,
};

import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Handoff } from "../../src/flow/handoff.ts";
import type { JobContext } from "../../src/flow/job/job.ts";
import type { Report } from "../../src/report/report.ts";
import { contextOf } from "../../test/flow/made-up-job.ts";
import { failuresIn, type Lookup, playStatistics, writeLog } from "../corpus/compiled.ts";
import type { BuildEvidence } from "../corpus/corpora.ts";
import type { Selection } from "../corpus/sets.ts";
import { playBuild } from "../corpus/sets.ts";
import { inChild, type Measured } from "../measure/child.ts";

export interface PlayedJob {
  /** Where the job has its workspace, sccache's directory and its temporary files. */
  readonly folder: string;
  /** How to reach the store, as the runner tells a step. */
  readonly env: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly context: Partial<JobContext>;
  readonly sccache: { readonly path: string; readonly version: string };
  /** What the build uses, and what real builds of it told. */
  readonly build: Selection;
  readonly evidence: BuildEvidence;
}

export interface PlayedResult {
  readonly restored: Measured<Report>;
  readonly saved: Measured<Report>;
  readonly hits: number;
  readonly misses: number;
}

/**
 * A job of ours on a fresh runner, whose build does to the directory what a recorded one did, and whose server says of it
 * what a real one does.
 * @throws {Error} when the restore left no server, with what it said: such a job would save nothing
 */
export async function playJob(job: PlayedJob): Promise<PlayedResult> {
  const { folder, inputs, sccache, build } = job;
  const directory = join(folder, "sccache");
  const tempDirectory = join(folder, "temp");
  for (const old of [directory, tempDirectory]) await rm(old, { recursive: true, force: true });
  await mkdir(tempDirectory, { recursive: true });
  const env = { ...process.env, ...job.env, GITHUB_WORKSPACE: folder, RUNNER_TEMP: tempDirectory };
  const common = { inputs, context: contextOf({ ...job.context, workspace: folder }), tempDirectory };
  const restored = await inChild("ourRestore", { ...common, directory, sccache }, env);
  const used = [...build.names];
  await new Promise((resolve) => setTimeout(resolve, 1000)); // use is told by time, with half a second of slack
  const hits = await playBuild({ from: build.from, names: used }, directory);
  const { report } = restored.value;
  const handoff = await playServer(restored.value, job, { used, hits });
  const saved = await inChild("ourSave", { ...common, handoff }, env);
  return {
    restored: { ...restored, value: report },
    saved,
    hits: hits.size,
    misses: used.length - hits.size,
  };
}

/** Lets the job's server say what it would after the build: in its log, and when it is asked for its statistics. */
async function playServer(
  { handoff, report }: { handoff: Handoff; report: Report },
  { folder, sccache, evidence }: PlayedJob,
  { used, hits }: { used: readonly string[]; hits: ReadonlySet<string> },
): Promise<Handoff> {
  const { server } = handoff;
  if (server?.logFile == null)
    throw new Error(`our job went wrong: ${JSON.stringify(report.restore?.outcome)}`);
  const unknown = { label: "unknown", arguments: "[]", seconds: 1 };
  const objects = used.filter((name) => !name.startsWith("preprocessor"));
  const lookups = objects.map((entry): Lookup => {
    const outcome = hits.has(entry) ? "hit" : "miss";
    return { ...(evidence.compiled[entry] ?? unknown), entry, outcome };
  });
  for (let probe = 0; probe < failuresIn(evidence.statistics); probe += 1) {
    const entry = `0/0/${String(probe).padStart(64, "0")}`;
    lookups.push({ ...unknown, label: `probe${probe}`, entry, outcome: "failed" });
  }
  await writeLog(server.logFile, lookups);
  const said = join(folder, "temp", "statistics.json");
  await writeFile(said, playStatistics(evidence.statistics, lookups));
  const script = join(folder, "temp", "sccache");
  const lines = [
    "#!/bin/sh",
    `case "$*" in`,
    `*--show-stats*) cat '${said}' ;;`,
    `*) exec '${sccache.path}' "$@" ;;`,
    "esac",
  ];
  await writeFile(script, `${lines.join("\n")}\n`);
  await chmod(script, 0o755);
  return { ...handoff, server: { ...server, sccachePath: script } };
}

/** A push to the default branch. */
export const push: Partial<JobContext> = {
  workflow: "ci",
  job: "build",
  event: "push",
  ref: "refs/heads/main",
  defaultBranch: "main",
};

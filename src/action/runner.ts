import { constants } from "node:fs";
import { access, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as core from "@actions/core";
import { ConfigError } from "../config/config.ts";
import type { Config } from "../config/inputs.ts";
import { parseConfig } from "../config/parse-config.ts";
import { withoutSecrets } from "../config/secrets.ts";
import { DiskError, writingTo } from "../flow/disk.ts";
import { type Handoff, parseHandoff } from "../flow/handoff.ts";
import { workspaceOf } from "../flow/job/ci.ts";
import type { Job } from "../flow/job/job.ts";
import { type FoundSccache, openSccacheOf, sayNoSccache } from "../flow/job/sccache.ts";
import { survivingStrays } from "../flow/job/stray-errors.ts";
import { type Surroundings, surroundingsIn } from "../flow/job/surroundings.ts";
import type { WarningTopic } from "../log.ts";
import { makeFolder } from "../make-folder.ts";
import { replaceFile } from "../replace-file.ts";
import { safeLine } from "../report/foreign.ts";
import { withHelp } from "../report/help-links.ts";
import { showProgressOn } from "../report/progress.ts";
import type { RestoreReport, SaveReport } from "../report/report.ts";
import { settleProxies } from "../store/proxies.ts";
import { textOf } from "../text-file.ts";
import { whyNoStep } from "./runner-files.ts";

const { env } = process;
const title = "sccache-bundle";

/** What a step of an action has around it; to be asked once, since it changes the process. @throws {ConfigError} when the keys of signatures are none */
export async function openSurroundings(): Promise<Surroundings> {
  const given = { ...env };
  // Clients that look for a proxy themselves; programs that we start, and the build, get what the user has set.
  settleProxies(env);
  return surroundingsIn(given, {
    workingDirectory: workspaceOf(env, process.cwd()),
    // Notices and warnings also show at the head of the run.
    log: {
      debug: (message) => core.debug(safeLine(message)),
      info: (message) => core.info(safeLine(message)),
      notice: (message) => core.notice(safeLine(message), { title }),
      warning: (text, topic) => core.warning(safeLine(withHelp(text, topic)), { title }),
    },
    showProgress: showProgressOn({
      show: undefined, // a runner's log only grows
      say: (line) => core.info(safeLine(line)),
    }),
    token: core.getInput("token"),
    toolsFolder: join(await firstWritable(env["RUNNER_TOOL_CACHE"], env["RUNNER_TEMP"]), "sccache-bundle"),
  });
}

/** The first of these folders that this user may write to: in some images the tool cache belongs to another. */
async function firstWritable(...folders: (string | undefined)[]): Promise<string> {
  for (const folder of folders) {
    if (!folder) continue;
    try {
      await makeFolder(folder);
      await access(folder, constants.W_OK | constants.X_OK);
      return folder;
    } catch {
      // the next one may do
    }
  }
  return tmpdir();
}

/** Makes a folder that only this user can read, and that the runner clears after the job. */
export function makeTempDirectory(): Promise<string> {
  const parent = env["RUNNER_TEMP"] || tmpdir();
  return writingTo(parent, () => mkdtemp(join(parent, "sccache-bundle-")));
}

/** Whether the step's action has an input of this name. The runner fills in all that it has, an empty one too. */
export function has(input: string): boolean {
  return env[`INPUT_${input.toUpperCase()}`] !== undefined;
}

/** The step's inputs as one configuration. @throws {ConfigError} naming every input that is not valid */
export function readInputs(): Config {
  return parseConfig((name) => core.getInput(name));
}

/** The job's sccache; where there is none, there is one warning, or with `strict` a failed step. */
export async function findJobSccache(job: Job): Promise<FoundSccache> {
  const found = await openSccacheOf(job);
  if (found.path === null && job.config.strict) core.setFailed(`${found.why} (strict is true)`);
  else sayNoSccache(found, job.surroundings.log);
  return found;
}

/**
 * Runs a step and ends the process. Bad configuration fails the step. Anything else, our own bugs and errors that nothing
 * awaits included, is a warning that lets the build go on, unless `strict` is set.
 */
export async function runStep(work: () => Promise<void>): Promise<never> {
  const why = whyNoStep(env);
  const step = why === undefined ? work : async () => sayNoStep(why);
  const report = (error: unknown, consequence: string) => {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const text = withoutSecrets(said, env);
    const topic = topicOf(error);
    if (error instanceof ConfigError) core.setFailed(error.message);
    else if (core.getInput("strict") === "true") core.setFailed(text);
    else if (topic === "bug")
      core.warning(withHelp(`This is a bug in sccache-bundle. ${consequence}: ${text}`, topic));
    else {
      core.debug(text);
      core.warning(safeLine(withHelp(`${(error as Error).message}. ${consequence}`, topic)), { title });
    }
  };
  try {
    const { stray } = await survivingStrays(step);
    if (stray) report(stray, "The step has ended nevertheless");
  } catch (error) {
    report(error, "The build continues without a cache");
  }
  // The cache client can leave timers behind that would keep the process for minutes: github-cache's ranged
  // download sets one of ten minutes. What is written to standard output is flushed first.
  await new Promise<void>((resolve) => process.stdout.write("", () => resolve()));
  process.exit();
}

/** What an error that ends a step is about: the machine, or a bug of ours. */
function topicOf(error: unknown): WarningTopic {
  if (error instanceof DiskError) return "no-room";
  return error instanceof Error && "syscall" in error ? "file-system" : "bug";
}

function sayNoStep(why: string): void {
  if (core.getInput("strict") === "true") core.setFailed(`${why} (strict is true)`);
  else core.warning(safeLine(withHelp(`${why}. Building without a cache`, "file-system")), { title });
}

const stateName = "handoff";
/** Where a job that restores and saves in steps of their own finds what the first left for the second. */
export const handoffVariable = "SCCACHE_BUNDLE_HANDOFF";

/** Leaves one value for the post step, and a file with the same for a separate save step. */
export async function leaveHandoff(handoff: Handoff, directory: string): Promise<void> {
  const text = JSON.stringify(handoff);
  const file = join(directory, "handoff.json");
  await writingTo(directory, () => replaceFile(file, (made) => writeFile(made, text)));
  core.saveState(stateName, text);
  core.exportVariable(handoffVariable, file);
}

/** What this step's own restore left, or undefined when it did not finish. */
export function takeHandoff(): Handoff | undefined {
  return parseHandoff(core.getState(stateName));
}

/** What an earlier restore step left, or undefined when there was none. */
export function findHandoff(): Handoff | undefined {
  // What cannot be read is as if no restore step had run: save then counts every entry as new.
  return parseHandoff(textOf(env[handoffVariable] ?? "") ?? "");
}

/** Reports an error of the cache once: as a warning, or as a failed step where the user asked for that. */
export function reportFailure(
  { outcome }: Pick<RestoreReport | SaveReport, "outcome">,
  { strict }: Pick<Config, "strict">,
): void {
  if (outcome.kind !== "failed") return;
  const message = withHelp(outcome.why, outcome.failure);
  if (strict) core.setFailed(`${message} (strict is true)`);
  else core.warning(message, { title });
}

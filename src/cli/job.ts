// Longer than most: what a command is told of its job, and what the commands of one job leave for each other.
import { createHash } from "node:crypto";
import fs from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Env } from "../config/config.ts";
import { type Config, inputs, parseConfig, requireStore } from "../config/inputs.ts";
import { parseSigningKeys } from "../config/signing-keys.ts";
import { type Handoff, isHandoff } from "../flow/handoff.ts";
import { workspaceOf } from "../flow/job/ci.ts";
import { cacheFolder } from "../flow/job/folders.ts";
import { type Job, type JobContext, type Overrides, openJob, type Surroundings } from "../flow/job/job.ts";
import { isOwnerGone, temporaryName } from "../left-over.ts";
import { showProgressOn } from "../report/progress.ts";
import { usesCMake } from "../sccache/environment/checkout.ts";
import type { Variable } from "../sccache/environment/environment.ts";
import { programEnvironment } from "../sccache/environment/program-environment.ts";
import type { Args, Flag } from "./command.ts";
import { type Terminal, terminalLog } from "./terminal.ts";
import { misspeltVariables, variableOf } from "./variables.ts";

/** What a user may say where neither the CI nor the checkout tells it, or tells it wrongly. */
const contextInputs: readonly (Flag & { readonly sets: keyof Overrides })[] = [
  { name: "job", value: "NAME", about: "Name of the job, a part of the key.", sets: "job" },
  {
    name: "matrix",
    value: "TEXT",
    about: "Tells the jobs of a matrix apart, a part of the key.",
    sets: "matrix",
  },
  { name: "workflow", value: "NAME", about: "Name of the workflow, a part of the key.", sets: "workflow" },
  { name: "ref", value: "REF", about: "Full name of what is built, such as refs/heads/main.", sets: "ref" },
  { name: "pr", value: "NUMBER", about: "This builds the pull request NUMBER.", sets: "pullRequest" },
  {
    name: "base-ref",
    value: "BRANCH",
    about: "Branch that the pull request is to be merged into.",
    sets: "baseRef",
  },
  { name: "default-branch", value: "NAME", about: "Name of the default branch.", sets: "defaultBranch" },
  { name: "run", value: "ID", about: "Id of the workflow run, which its jobs share.", sets: "run" },
];

export const contextFlags: readonly Flag[] = contextInputs.map((flag) => ({ ...flag, group: "Job" }));

/** What the user says by a flag, else by its variable, such as SCCACHE_BUNDLE_JOB; empty where nothing. */
function said(name: string, args: Args, { env }: Terminal): string {
  return args.flag(name) || env[variableOf(name)] || "";
}

/** What the user says about the job. */
export function overridesOf(args: Args, terminal: Terminal): Overrides {
  const told = contextInputs.map(({ name, sets }) => [sets, said(name, args, terminal)]);
  return Object.fromEntries(told.filter(([, value]) => value !== ""));
}

/** What a command has around it. */
export function surroundingsOf(terminal: Terminal): Surroundings {
  const { env, workingDirectory } = terminal;
  const home = homedir();
  return {
    env: programEnvironment({ env, home, platform: process.platform }),
    storeEnv: env,
    signingKeys: parseSigningKeys(env),
    workingDirectory,
    home,
    log: terminalLog(terminal),
    showProgress: showProgressOn(terminal),
    token: env["GITHUB_TOKEN"],
    toolsFolder: cacheFolder(env, home),
  };
}

/** The job that a command belongs to. */
export function openJobOf(config: Config, args: Args, terminal: Terminal): Promise<Job> {
  return openJob(config, surroundingsOf(terminal), overridesOf(args, terminal));
}

/**
 * The configuration that flags give, and else variables: `--max-size`, then SCCACHE_BUNDLE_MAX_SIZE.
 * @throws {ConfigError} naming every setting that is not valid, and a store that is missing
 */
export function readConfig(args: Args, terminal: Terminal): Config {
  const config = readSettings(args, terminal);
  requireStoreGiven(args, terminal);
  return config;
}

/** The same where no store is needed, or it is known otherwise. @throws {ConfigError} naming every setting that is not valid */
export function readSettings(args: Args, terminal: Terminal): Config {
  const { env, workingDirectory } = terminal;
  const log = terminalLog(terminal);
  const ofJob = contextInputs.map(({ name }) => name);
  for (const line of misspeltVariables(env, ofJob)) log.notice(line);
  return parseConfig((name) => said(name, args, terminal), {
    usesCMake: () => usesCMake(workspaceOf(env, workingDirectory)),
  });
}

/** @throws {ConfigError} when the job needs a store and the user names none */
export function requireStoreGiven(args: Args, terminal: Terminal): void {
  const isStoreGiven = isGiven("store", args, terminal);
  requireStore(isStoreGiven, terminal.env, ": set --store or SCCACHE_BUNDLE_STORE");
}

/** Whether the user set an input, by its flag or its variable. */
export function isGiven(field: keyof Config, args: Args, terminal: Terminal): boolean {
  return said(inputs[field].name, args, terminal) !== "";
}

// The state, which restore leaves for `env` and save: a folder of its own, so that jobs of one user never take each other's. It
// is found by the CI's id of the job; where there is none by the variable that `env` sets, else by the workspace.

/** Names the state's folder; `env` sets it. */
export const stateVariable = "SCCACHE_BUNDLE_STATE";

/** What jobs leave that never save. A restore that was killed leaves what nobody can use. */
const forgottenAfterMs = 3 * 24 * 3600_000;

/** The folder that is kept for one job or one watched directory, by its name. */
export function keptFolder(env: Env, kind: "jobs" | "watch", name: string): string {
  return join(
    cacheFolder(env, homedir()),
    kind,
    createHash("sha256").update(name).digest("hex").slice(0, 16),
  );
}

/** Makes the folder of a job that begins. Nobody else may write there: save runs the sccache that the handoff names. */
export function beginState(context: JobContext, env: Env): string {
  const home = homeOf(context, env);
  forgetOld(dirname(home));
  const folder = join(home, temporaryName(`${Date.now().toString(36).padStart(10, "0")}-`));
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** The state of this job's newest restore; undefined where there was none, or where a save has ended it. */
export function findState(context: JobContext, env: Env): string | undefined {
  const named = env[stateVariable];
  if (named && context.jobId === undefined && fs.existsSync(named)) return named;
  return pathsIn(homeOf(context, env)).sort().at(-1);
}

interface Left {
  readonly handoff: Handoff;
  readonly variables: readonly Variable[];
}

/** Leaves it whole, or nothing at all. @throws what the file system throws */
export function leaveState(folder: string, left: Left): void {
  const file = fileOf(folder);
  try {
    fs.writeFileSync(`${file}.new`, JSON.stringify(left), { mode: 0o600 });
    fs.renameSync(`${file}.new`, file);
  } catch (error) {
    endState(folder);
    throw error;
  }
}

/** What the restore left, or undefined when it did not get as far as that. */
export function readState(folder: string | undefined): Left | undefined {
  if (folder === undefined) return undefined;
  try {
    const { handoff, variables } = JSON.parse(fs.readFileSync(fileOf(folder), "utf8"));
    return isHandoff(handoff) && variables.every(isVariable) ? { handoff, variables } : undefined;
  } catch {
    return undefined; // as if there had been no restore, which whoever asks says
  }
}

export function endState(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true });
}

function fileOf(folder: string): string {
  return join(folder, "handoff.json");
}

function homeOf({ jobId, workspace }: JobContext, env: Env): string {
  return keptFolder(env, "jobs", jobId === undefined ? `workspace ${workspace}` : `job ${jobId}`);
}

function forgetOld(jobs: string): void {
  for (const folder of pathsIn(jobs).flatMap(pathsIn)) {
    try {
      const isKilled = isOwnerGone(folder) && !fs.existsSync(fileOf(folder));
      if (isKilled || Date.now() - fs.statSync(folder).mtimeMs > forgottenAfterMs) endState(folder);
    } catch {
      // another job has just removed it
    }
  }
}

function pathsIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return []; // no job has left anything yet
  }
}

function isVariable(value: Partial<Variable> | null): value is Variable {
  return typeof value?.name === "string" && typeof value.value === "string";
}

import { type Config, inputs } from "../config/inputs.ts";
import { parseConfig, requireStore } from "../config/parse-config.ts";
import { type Job, type Overrides, openJob } from "../flow/job/job.ts";
import { type Surroundings, surroundingsIn } from "../flow/job/surroundings.ts";
import { showProgressOn } from "../report/progress.ts";
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
  {
    name: "ref",
    value: "REF",
    about: "Full name of the ref that is built, such as refs/heads/main.",
    sets: "ref",
  },
  { name: "pr", value: "NUMBER", about: "Number of the pull request that is built.", sets: "pullRequest" },
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
  return surroundingsIn(env, {
    workingDirectory,
    log: terminalLog(terminal),
    showProgress: showProgressOn(terminal),
    token: env["GITHUB_TOKEN"],
  });
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
  const log = terminalLog(terminal);
  const ofJob = contextInputs.map(({ name }) => name);
  for (const line of misspeltVariables(terminal.env, ofJob)) log.notice(line);
  return parseConfig((name) => said(name, args, terminal));
}

/** @throws {ConfigError} when the job needs a store and the user names none */
export function requireStoreGiven(args: Args, terminal: Terminal): void {
  requireStore(isGiven("store", args, terminal), terminal.env, ": set --store or SCCACHE_BUNDLE_STORE");
}

/** Whether the user set an input, by its flag or its variable. */
export function isGiven(field: keyof Config, args: Args, terminal: Terminal): boolean {
  return said(inputs[field].name, args, terminal) !== "";
}

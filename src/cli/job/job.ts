import { homedir } from "node:os";
import type { Overrides } from "../../flow/job/context.ts";
import type { Surroundings } from "../../flow/job/job.ts";
import type { Args, Flag } from "../args.ts";
import { progressOn } from "../terminal/progress.ts";
import { type Terminal, terminalLog } from "../terminal/terminal.ts";
import { variableFor } from "./config-flags.ts";
import { cacheFolder } from "./state.ts";

/** What a user may say where neither the CI nor the checkout tells it, or tells it wrongly. */
const contextInputs: readonly (Flag & { readonly name: string; readonly sets: keyof Overrides })[] = [
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

/** What the user says about the job: a flag, else its variable, such as SCCACHE_BUNDLE_JOB. */
export function overridesOf(args: Args, { env }: Pick<Terminal, "env">): Overrides {
  const said = contextInputs.map(({ name, sets }) => [sets, args.flag(name) || env[variableFor(name)]]);
  return Object.fromEntries(said.filter(([, value]) => value));
}

/** What a command has around it. */
export function surroundingsOf(terminal: Terminal): Surroundings {
  const { env, workingDirectory } = terminal;
  return {
    env,
    workingDirectory,
    home: homedir(),
    log: terminalLog(terminal),
    showProgress: progressOn(terminal),
    token: env["GITHUB_TOKEN"],
    toolsFolder: cacheFolder(env),
  };
}

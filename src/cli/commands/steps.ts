import { ConfigError } from "../../config/config.ts";
import type { Config } from "../../config/inputs.ts";
import type { Handoff } from "../../flow/handoff.ts";
import { askCi } from "../../flow/job/ci.ts";
import { openServerFolder, removeIfServerless } from "../../flow/job/folders.ts";
import { restoreInShell } from "../../flow/job/in-shell.ts";
import type { JobContext } from "../../flow/job/job.ts";
import { openSccacheOf } from "../../flow/job/sccache.ts";
import { continueJob, saveJob, startCold } from "../../flow/job/steps.ts";
import { survivingStrays } from "../../flow/job/stray-errors.ts";
import { type JobStatus, jobStatuses, parseJobStatus } from "../../job-status.ts";
import type { Log } from "../../log.ts";
import { safeJson } from "../../report/foreign.ts";
import type { RestoreOutcome } from "../../report/report.ts";
import { restoreLines, saveLines } from "../../report/text.ts";
import { type Args, type Command, configFlags, type ExitCode, UsageError } from "../command.ts";
import {
  contextFlags,
  isGiven,
  openJobOf,
  overridesOf,
  readConfig,
  readSettings,
  requireStoreGiven,
} from "../job.ts";
import {
  beginState,
  endState,
  findState,
  leaveState,
  noRestoreIn,
  readState,
  stateVariable,
} from "../state.ts";
import { describeError, type Terminal, terminalLog } from "../terminal.ts";

/** The half before the build. */
export const restore: Command = {
  failsOpen: true,
  positionals: [],
  flags: [...configFlags("restore"), ...contextFlags, { name: "json", about: "Print the report as JSON." }],

  async run(args, terminal) {
    const config = readConfig(args, terminal);
    return failOpen(config, terminal, () => restoreWith(config, args, terminal));
  },
};

async function restoreWith(config: Config, args: Args, terminal: Terminal): Promise<ExitCode> {
  const { env } = terminal;
  const job = await openJobOf(config, args, terminal);
  const { log } = job.surroundings;
  const state = await beginState(job.context, env);
  const serverFolder = await openServerFolder(job.surroundings.toolsFolder);
  const folders = { tempDirectory: state, serverFolder };
  const restored = await restoreInShell(job, folders, async (restored) => {
    const { handoff } = restored;
    const variables = [...restored.variables, { name: stateVariable, value: state }];
    await leaveState(state, { handoff, variables }, env);
    await removeIfServerless(serverFolder, handoff);
    return restored;
  });
  const { report, handoff } = restored;
  if (args.isOn("json")) terminal.print(safeJson(report));
  for (const line of restoreLines(report)) terminal.say(line);
  const { outcome } = handoff.restore;
  if (outcome.kind === "failed") log.warning(`${outcome.why}. Building without a cache`, outcome.failure);
  if (outcome.kind === "missed") sayUnknownDefault(job.context, log);
  if (restored.environment) terminal.say(`For the build: eval "$(sccache-bundle env)"`);
  return exitCodeOf(outcome, config, restored.hasSccache);
}

/** Says after a miss in a CI that the default branch's bundles were not looked for: a new branch would always start cold. */
function sayUnknownDefault({ defaultBranch, baseRef, event, ref }: JobContext, log: Log): void {
  if (event === undefined || ref === undefined || defaultBranch !== undefined || baseRef !== undefined)
    return;
  const to = "set --default-branch NAME to look for its bundles too";
  log.notice(`Only bundles of ${ref} were looked for, since the default branch is not known: ${to}`);
}

function exitCodeOf({ kind }: RestoreOutcome, config: Config, hasSccache: boolean): ExitCode {
  const missed = kind === "missed" || kind === "failed";
  const failed = kind === "failed" || !hasSccache;
  return (config.strict && failed) || (config.failOnCacheMiss && missed) ? 1 : 0;
}

/** The half after the build. */
export const save: Command = {
  failsOpen: true,
  positionals: [],
  flags: [
    ...configFlags("save"),
    ...contextFlags,
    {
      name: "status",
      value: "STATUS",
      about: `How the build went: ${jobStatuses.join(", ")}.`,
      words: jobStatuses,
    },
    { name: "json", about: "Print the report as JSON." },
  ],

  async run(args, terminal) {
    const status = readStatus(args, terminal);
    const config = readSettings(args, terminal);
    return failOpen(config, terminal, () => saveWith({ config, status }, args, terminal));
  },
};

async function saveWith(
  { config, status }: { config: Config; status: JobStatus },
  args: Args,
  terminal: Terminal,
): Promise<ExitCode> {
  const job = await openJobOf(config, args, terminal);
  const { context, surroundings } = job;
  const { log } = surroundings;
  const found = findState(context, terminal.env);
  const left = readState(found);
  if (!left) {
    requireStoreGiven(args, terminal);
    log.notice(`${noRestoreIn(context)}, so only entries that certainly belong to this job are saved`);
  }
  const state = left && found ? found : await beginState(context, terminal.env);
  let handoff: Handoff;
  if (left) {
    // What this save was told about the job counts, else what its restore knew.
    const isTold = Object.keys(overridesOf(args, terminal)).length > 0;
    const restored = { ...left.handoff, ...(isTold && { context }) };
    handoff = await continueJob(restored, job, (field) => isGiven(field, args, terminal));
  } else {
    const sccache = await openSccacheOf(job);
    if (sccache.path === null) log.warning(sccache.why, "no-sccache");
    handoff = await startCold(job, sccache);
  }
  const report = await saveJob(handoff, { status, tempDirectory: state }, surroundings);
  endState(state);
  for (const line of saveLines(report)) terminal.say(line);
  const outcome = report.save?.outcome;
  if (outcome?.kind === "failed") log.warning(outcome.why, outcome.failure);
  if (args.isOn("json")) terminal.print(safeJson(report));
  return outcome?.kind === "failed" && handoff.config.strict ? 1 : 0;
}

/**
 * As the flag says, else as the CI does. In a plain shell, where no CI is around it, a save comes after a
 * build that went well: `cargo build && sccache-bundle save`.
 */
function readStatus(args: Args, { env }: Terminal): JobStatus {
  const asked = args.flag("status");
  if (asked === "") {
    const ci = askCi(env);
    return ci ? ci.status : "success";
  }
  const status = parseJobStatus(asked);
  if (!status) throw new UsageError(`--status ${asked} is not one of ${jobStatuses.join(", ")}`);
  return status;
}

/**
 * Runs the step of a job before or after its build. An error, be it one that nothing awaits, is a warning, and the build
 * continues without the cache; with `strict` it is exit code 1. Wrong usage and configuration are rethrown.
 */
async function failOpen(
  { strict }: { readonly strict: boolean },
  terminal: Terminal,
  half: () => Promise<ExitCode>,
): Promise<ExitCode> {
  const warn = terminalLog(terminal).warning;
  try {
    const { value, stray } = await survivingStrays(half);
    if (!stray) return value;
    warn(`${describeError(stray, terminal.env)}. The command has ended nevertheless`, "bug");
    return strict ? 1 : value;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UsageError) throw error;
    const isOfFiles = (error as NodeJS.ErrnoException).syscall !== undefined;
    warn(
      `${describeError(error, terminal.env)}. Building without a cache`,
      isOfFiles ? "file-system" : "bug",
    );
    return strict ? 1 : 0;
  }
}

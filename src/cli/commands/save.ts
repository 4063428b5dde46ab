import { rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Config } from "../../config/config.ts";
import { coldHandoff as cold, type Handoff } from "../../flow/handoff.ts";
import { askCi } from "../../flow/job/ci.ts";
import { isNewMachine, type Overrides } from "../../flow/job/context.ts";
import { continueJob } from "../../flow/job/continue.ts";
import {
  type Job,
  openDeps,
  openJob,
  openKeys,
  openSccacheOf,
  type Surroundings,
} from "../../flow/job/job.ts";
import type { JobStatus } from "../../flow/save/policy.ts";
import { save as saveBundle } from "../../flow/save/save.ts";
import { helpUrl } from "../../report/help.ts";
import { saveLines } from "../../report/text.ts";
import { printEnvironment } from "../../sccache/environment/environment-print.ts";
import { type Args, UsageError } from "../args.ts";
import type { Command } from "../command.ts";
import type { ExitCode } from "../errors/exit-code.ts";
import { configFlags, isGiven, readSettings, requireStore } from "../job/config-flags.ts";
import { failOpen } from "../job/fail-open.ts";
import { contextFlags, overridesOf, surroundingsOf } from "../job/job.ts";
import { beginState, endState, findState, readState } from "../job/state.ts";
import type { Terminal } from "../terminal/terminal.ts";

const statuses = ["success", "failure", "cancelled"] as const;

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
      about: `How the build went: ${statuses.join(", ")}.`,
      words: statuses,
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
  const surroundings = surroundingsOf(terminal);
  const job = await openJob(config, surroundings, overridesOf(args, terminal));
  const found = findState(job.context, terminal.env);
  const left = readState(found);
  if (!left) requireStore(args, terminal);
  const state = left && found ? found : beginState(job.context, terminal.env);
  const own = { config, isGiven: (field: keyof Config) => isGiven(field, args, terminal) };
  const handoff = left
    ? await continueJob(withOverrides(left.handoff, job, overridesOf(args, terminal)), own, job, surroundings)
    : await coldHandoff(config, job, surroundings);
  const deps = openDeps(
    {
      config: handoff.config,
      context: handoff.context,
      sccachePath: handoff.sccache?.path,
      tempDirectory: state.folder,
    },
    surroundings,
  );
  const environment = printEnvironment(terminal.env, {
    workspace: handoff.context.workspace,
    cargoHome: join(homedir(), ".cargo"),
  });
  const report = await saveBundle({ handoff, status, environment }, deps);
  endState(state);
  if (handoff.server?.logFile) await rm(handoff.server.logFile, { force: true });
  for (const line of saveLines(report)) terminal.say(line);
  const outcome = report.save?.outcome;
  if (outcome?.kind === "failed") terminal.say(`warning: ${outcome.why}. Help: ${helpUrl(outcome.failure)}`);
  if (args.flag("json") === "true") terminal.print(JSON.stringify(report));
  return outcome?.kind === "failed" && handoff.config.strict ? 1 : 0;
}

/** What this save was told about the job counts, else what its restore knew. */
function withOverrides(handoff: Handoff, { context }: Job, overrides: Overrides): Handoff {
  return Object.keys(overrides).length === 0 ? handoff : { ...handoff, context };
}

/** What restore would have left, where none ran before. */
async function coldHandoff(config: Config, job: Job, surroundings: Surroundings): Promise<Handoff> {
  const sccache = await openSccacheOf(config, surroundings);
  if ("why" in sccache) surroundings.log.warning(`${sccache.why}.`);
  return cold({
    config,
    context: job.context,
    directory: job.directory,
    ...(await openKeys(config, job, surroundings)),
    readyAtMs: isNewMachine(surroundings.env) ? 0 : null,
    sccache: "path" in sccache ? { path: sccache.path, version: null } : null,
  });
}

/**
 * As the flag says, else as GitLab does in after_script. In a plain shell, where no CI is around it, a save comes after a
 * build that went well: `cargo build && sccache-bundle save`.
 */
function readStatus(args: Args, { env }: Terminal): JobStatus {
  const gitlab: Record<string, JobStatus> = {
    success: "success",
    failed: "failure",
    canceled: "cancelled",
  };
  const asked = args.flag("status");
  if (asked === "" && !askCi(env)) return "success";
  if (asked === "") return gitlab[env["CI_JOB_STATUS"] ?? ""];
  const status = statuses.find((one) => one === asked);
  if (!status) throw new UsageError(`--status ${asked} is none of ${statuses.join(", ")}`);
  return status;
}

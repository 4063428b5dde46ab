import { rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Config } from "../../config/config.ts";
import type { Handoff } from "../../flow/handoff.ts";
import { askCi } from "../../flow/job/ci.ts";
import type { Overrides } from "../../flow/job/context.ts";
import {
  continueJob,
  type FoundSccache,
  type Job,
  openDeps,
  openJob,
  openSccacheOf,
  type Surroundings,
  startCold,
} from "../../flow/job/job.ts";
import type { JobStatus } from "../../flow/policy.ts";
import { save as saveBundle } from "../../flow/save/save.ts";
import { saveLines } from "../../report/text.ts";
import { printEnvironment } from "../../sccache/environment/environment-print.ts";
import { type Args, type Command, type ExitCode, UsageError } from "../command.ts";
import {
  configFlags,
  contextFlags,
  failOpen,
  isGiven,
  overridesOf,
  readSettings,
  requireStore,
  surroundingsOf,
} from "../job.ts";
import { beginState, endState, findState, readState } from "../state.ts";
import type { Terminal } from "../terminal.ts";

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
    : await startCold(config, { job, sccache: await sccacheOf(config, surroundings) }, surroundings);
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
  if (outcome?.kind === "failed") surroundings.log.warning(outcome.why, outcome.failure);
  if (args.flag("json") === "true") terminal.print(JSON.stringify(report));
  return outcome?.kind === "failed" && handoff.config.strict ? 1 : 0;
}

/** What this save was told about the job counts, else what its restore knew. */
function withOverrides(handoff: Handoff, { context }: Job, overrides: Overrides): Handoff {
  return Object.keys(overrides).length === 0 ? handoff : { ...handoff, context };
}

async function sccacheOf(config: Config, surroundings: Surroundings): Promise<FoundSccache> {
  const sccache = await openSccacheOf(config, surroundings);
  if ("why" in sccache) surroundings.log.warning(sccache.why, "no-sccache");
  return sccache;
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

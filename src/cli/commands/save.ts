import { rm } from "node:fs/promises";
import type { Config } from "../../config/config.ts";
import { askCi } from "../../flow/job/ci.ts";
import { type FoundSccache, type Job, openSccacheOf } from "../../flow/job/job.ts";
import { continueJob, saveJob, startCold } from "../../flow/job/steps.ts";
import type { JobStatus } from "../../flow/trust.ts";
import { saveLines } from "../../report/text.ts";
import { type Args, type Command, type ExitCode, UsageError } from "../command.ts";
import {
  configFlags,
  contextFlags,
  failOpen,
  isGiven,
  openJobOf,
  overridesOf,
  readSettings,
  requireStore,
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
  const job = await openJobOf(config, args, terminal);
  const { context, surroundings } = job;
  const found = findState(context, terminal.env);
  const left = readState(found);
  if (!left) requireStore(args, terminal);
  const state = left && found ? found : beginState(context, terminal.env);
  const handoff = left
    ? await continueJob(
        // What this save was told about the job counts, else what its restore knew.
        { ...left.handoff, ...(Object.keys(overridesOf(args, terminal)).length > 0 && { context }) },
        job,
        (field) => isGiven(field, args, terminal),
      )
    : await startCold(job, await sccacheOf(job));
  const report = await saveJob(handoff, { status, tempDirectory: state }, surroundings);
  endState(state);
  if (handoff.server?.logFile) await rm(handoff.server.logFile, { force: true });
  for (const line of saveLines(report)) terminal.say(line);
  const outcome = report.save?.outcome;
  if (outcome?.kind === "failed") surroundings.log.warning(outcome.why, outcome.failure);
  if (args.isOn("json")) terminal.print(JSON.stringify(report));
  return outcome?.kind === "failed" && handoff.config.strict ? 1 : 0;
}

async function sccacheOf(job: Job): Promise<FoundSccache> {
  const sccache = await openSccacheOf(job);
  if (sccache.why !== undefined) job.surroundings.log.warning(sccache.why, "no-sccache");
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

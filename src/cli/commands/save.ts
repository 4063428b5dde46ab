import { homedir } from "node:os";
import { join } from "node:path";
import type { Config } from "../../config/config.ts";
import { coldHandoff as cold, type Handoff } from "../../flow/handoff.ts";
import type { JobContext } from "../../flow/job/gather.ts";
import type { JobStatus } from "../../flow/save/policy.ts";
import { save as saveBundle } from "../../flow/save/save.ts";
import { saveLines } from "../../report/text.ts";
import { printEnvironment } from "../../sccache/environment/environment-print.ts";
import { type Args, UsageError } from "../args.ts";
import type { Command } from "../command.ts";
import { configFlags, readConfig } from "../config-flags.ts";
import { contextFlags, readContext } from "../context.ts";
import { findSccache, openDeps } from "../deps.ts";
import type { ExitCode } from "../exit-code.ts";
import { failOpen } from "../fail-open.ts";
import { directoryFor, prepareKeys } from "../prepare.ts";
import { beginState, endState, findState, stateOf } from "../state.ts";
import type { Terminal } from "../terminal.ts";

const statuses = ["success", "failure", "cancelled"] as const;

/** The half after the build. */
export const save: Command = {
  positionals: [],
  flags: [
    ...configFlags,
    ...contextFlags,
    { name: "status", value: "STATUS", about: `how the build went: ${statuses.join(", ")}` },
    { name: "json", about: "print the report as JSON" },
  ],

  async run(args, terminal) {
    const status = readStatus(args, terminal);
    const config = readConfig(args, terminal);
    return failOpen(config, terminal, () => saveWith({ config, status }, args, terminal));
  },
};

async function saveWith(
  { config, status }: { config: Config; status: JobStatus },
  args: Args,
  terminal: Terminal,
): Promise<ExitCode> {
  const context = await readContext(args, terminal);
  const directory = directoryFor(config, context.workspace, terminal);
  const found = stateOf(directory, terminal.env);
  const left = findState(found);
  if (!left) terminal.say("notice: There was no restore, so every entry counts as new.");
  const state = left ? found : beginState(directory, terminal.env);
  const handoff = left
    ? { ...left.handoff, config }
    : await coldHandoff({ config, context, directory }, terminal);
  const deps = openDeps(terminal, {
    config,
    context,
    sccachePath: handoff.sccache?.path,
    tempDirectory: state.folder,
  });
  const environment = printEnvironment(terminal.env, {
    workspace: context.workspace,
    cargoHome: join(homedir(), ".cargo"),
  });
  const report = await saveBundle({ handoff, context, status, environment }, deps);
  endState(state);
  for (const line of saveLines(report)) terminal.say(line);
  const outcome = report.save?.outcome;
  if (outcome?.kind === "failed") terminal.say(`warning: ${outcome.why}. The build is not affected.`);
  if (args.flag("json") === "true") terminal.print(JSON.stringify(report));
  return outcome?.kind === "failed" && config.strict ? 1 : 0;
}

/** What restore would have left, where none ran before: every entry counts as new, and as used. */
async function coldHandoff(
  { config, context, directory }: { config: Config; context: JobContext; directory: string },
  terminal: Terminal,
): Promise<Handoff> {
  const sccache = await findSccache(config, terminal);
  if ("why" in sccache) terminal.say(`warning: ${sccache.why}.`);
  return cold({
    config,
    directory,
    ...(await prepareKeys(config, context, terminal)),
    readyAtMs: 0,
    sccache: "path" in sccache ? { path: sccache.path, version: null } : null,
  });
}

/** As the flag says, else as GitLab does in after_script. */
function readStatus(args: Args, { env }: Terminal): JobStatus {
  const gitlab: Record<string, JobStatus> = {
    success: "success",
    failed: "failure",
    canceled: "cancelled",
  };
  const asked = args.flag("status");
  if (asked === "") return gitlab[env["CI_JOB_STATUS"] ?? ""];
  const status = statuses.find((one) => one === asked);
  if (!status) throw new UsageError(`--status ${asked} is none of ${statuses.join(", ")}`);
  return status;
}

import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { type Config, inputs, parseConfig } from "../../config/inputs.ts";
import { openSccacheOf } from "../../flow/job/job.ts";
import { restoreJob, sayEnvironment, variablesFor } from "../../flow/job/steps.ts";
import type { Restored } from "../../flow/restore/restore.ts";
import type { Report } from "../../report/report.ts";
import { restoreLines } from "../../report/text.ts";
import type { Variable } from "../../sccache/environment/environment.ts";
import { makeServerFolder } from "../../sccache/server/address.ts";
import { type Args, type Command, type ExitCode, UsageError } from "../command.ts";
import { configFlags, contextFlags, failOpen, openJobOf, readConfig } from "../job.ts";
import { beginState, findState, leaveState, readState, stateVariable } from "../state.ts";
import { printJson, type Terminal, terminalLog } from "../terminal.ts";

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
  const { path: sccachePath, why } = await openSccacheOf(job);
  if (why !== undefined) log.warning(`${why}. Building without a cache`, "no-sccache");
  const state = beginState(job.context, env);
  // It outlives the state: what is built in the same shell after the save still finds its server there.
  const serverFolder = await makeServerFolder(tmpdir()).catch(() => state);
  const restored = await restoreJob(job, { sccachePath, tempDirectory: state, serverFolder });
  const { report, handoff, environment } = restored;
  if (args.isOn("json")) terminal.print(JSON.stringify(report));
  if (environment) sayEnvironment(environment, log);
  const ours = { name: stateVariable, value: state };
  const variables = [...(await variablesFor(restored, env, serverFolder)), ours];
  leaveState(state, { handoff, variables });
  if (!handoff.server) await rm(serverFolder, { recursive: true, force: true });
  tell(restored, terminal);
  return exitCodeOf(report, config, sccachePath !== undefined);
}

function tell({ report, environment }: Restored, terminal: Terminal): void {
  const { say } = terminal;
  for (const line of restoreLines(report)) say(line);
  const outcome = report.restore?.outcome;
  if (outcome?.kind === "failed")
    terminalLog(terminal).warning(`${outcome.why}. Building without a cache`, outcome.failure);
  if (environment) say(`For the build: eval "$(sccache-bundle env)"`);
}

function exitCodeOf({ restore }: Report, config: Config, hasSccache: boolean): ExitCode {
  const kind = restore?.outcome.kind;
  const missed = kind === "missed" || kind === "failed";
  const failed = kind === "failed" || !hasSccache;
  return (config.strict && failed) || (config.failOnCacheMiss && missed) ? 1 : 0;
}

/** How variables can be written down: for a shell to evaluate, or for the file of GITHUB_ENV. */
export const formats = ["sh", "fish", "powershell", "github"] as const;

type Format = (typeof formats)[number];

const writers: Readonly<Record<Format, (variable: Variable) => string>> = {
  sh: ({ name, value }) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  fish: ({ name, value }) => `set -gx ${name} '${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
  // PowerShell takes typographic quotes for plain ones.
  powershell: ({ name, value }) =>
    `$env:${name} = '${value.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`,
  github: ({ name, value }) => `${name}=${value}`,
};

/**
 * One line that sets a variable to just its value, whatever characters that holds.
 * @throws {RangeError} for a line break, which not every format can hold, and for a name that is none
 */
export function assignment(variable: Variable, format: Format): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable.name))
    throw new RangeError(`${variable.name} is no variable's name`);
  if (/[\r\n\0]/.test(variable.value)) throw new RangeError(`${variable.name} holds a line break`);
  return writers[format](variable);
}

/** What a build needs to use what was restored. */
export const env: Command = {
  positionals: [],
  flags: [
    {
      name: "format",
      value: "FORMAT",
      about: `How to print them: ${formats.join(", ")}.`,
      fallback: "sh",
      words: formats,
    },
    { name: "json", about: "Print the variables as JSON." },
    { name: inputs.sccacheDir.name, value: "DIR", about: "sccache's directory, as restore was told." },
    ...contextFlags,
  ],

  async run(args, terminal) {
    const asked = args.flag("format") || "sh";
    const format = formats.find((one) => one === asked);
    if (!format) throw new UsageError(`--format ${asked} is none of ${formats.join(", ")}`);
    const { env, print } = terminal;
    const log = terminalLog(terminal);
    // Other settings are of no use here, so that a bad one is no reason to stop.
    const config = parseConfig((name) => (name === inputs.sccacheDir.name ? args.flag(name) : ""));
    const job = await openJobOf(config, args, terminal);
    const left = readState(findState(job.context, env));
    if (!left) log.warning("No restore ran in this job, so there is nothing to set", "no-restore");
    if (left && config.sccacheDir && left.handoff.directory !== job.directory) {
      log.warning(
        `The restore of this job filled ${left.handoff.directory}, not ${job.directory}`,
        "no-restore",
      );
    }
    if (args.isOn("json")) {
      printJson(terminal, { variables: left?.variables ?? [] });
      return 0;
    }
    const isPath = (name: string) => name === "PATH";
    for (const variable of left?.variables ?? []) {
      // The file of GITHUB_ENV must not set PATH: that has a file of its own.
      if (format !== "github" || !isPath(variable.name)) print(assignment(variable, format));
    }
    return 0;
  },
};

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Config } from "../../config/config.ts";
import { openDeps, openJob, openKeys, openSccacheOf } from "../../flow/job/job.ts";
import { type Restored, restore as restoreBundle } from "../../flow/restore/restore.ts";
import { helpUrl } from "../../report/help.ts";
import type { Report } from "../../report/report.ts";
import { restoreLines } from "../../report/text.ts";
import type { Variable } from "../../sccache/environment/environment.ts";
import { folderForPath } from "../../sccache/install/on-path.ts";
import type { Args } from "../args.ts";
import type { Command } from "../command.ts";
import type { ExitCode } from "../errors/exit-code.ts";
import { configFlags, readConfig } from "../job/config-flags.ts";
import { failOpen } from "../job/fail-open.ts";
import { contextFlags, overridesOf, surroundingsOf } from "../job/job.ts";
import { beginState, leaveState, type State, stateVariable } from "../job/state.ts";
import type { Terminal } from "../terminal/terminal.ts";

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
  const surroundings = surroundingsOf(terminal);
  const job = await openJob(config, surroundings, overridesOf(args, terminal));
  const sccache = await openSccacheOf(config, surroundings);
  if ("why" in sccache) terminal.say(`warning: ${sccache.why}. Building without a cache.`);
  const state = beginState(job.context, terminal.env);
  const serverFolder = await makeServerFolder(state);
  const sccachePath = "path" in sccache ? sccache.path : undefined;
  const deps = openDeps(
    { config, context: job.context, sccachePath, tempDirectory: state.folder },
    surroundings,
  );
  const keys = await openKeys(config, job, surroundings);
  const restored = await restoreBundle(
    {
      config,
      context: job.context,
      directory: job.directory,
      env: terminal.env,
      surroundings: job.build,
      serverFolder,
      ...keys,
    },
    deps,
  );
  const { report, handoff } = restored;
  if (args.flag("json") === "true") terminal.print(JSON.stringify(report));
  leaveState(state, { handoff, variables: await variablesFor(restored, { terminal, state, serverFolder }) });
  if (!handoff.server) await rm(serverFolder, { recursive: true, force: true });
  tell(restored, terminal);
  return exitCodeOf(report, config, sccachePath !== undefined);
}

/** A folder that outlives the state: what is built in the same shell after the save still finds its server there. */
function makeServerFolder(state: State): Promise<string> {
  return mkdtemp(join(tmpdir(), "sccache-bundle-")).catch(() => state.folder);
}

/** What the build must be started with, as `sccache-bundle env` prints it. */
async function variablesFor(
  { environment, handoff: { sccache } }: Restored,
  { terminal, state, serverFolder }: { terminal: Terminal; state: State; serverFolder: string },
): Promise<Variable[]> {
  const { env, say } = terminal;
  for (const notice of environment?.notices ?? []) say(`notice: ${notice}`);
  for (const warning of environment?.warnings ?? []) say(`warning: ${warning}`);
  const ours = { name: stateVariable, value: state.folder };
  if (!environment || !sccache) return [ours];
  const folder = await folderForPath(sccache.path, env, serverFolder);
  return [
    ...environment.exports,
    ...(folder === undefined ? [] : [{ name: "PATH", value: [folder, env["PATH"] ?? ""].join(delimiter) }]),
    ours,
  ];
}

function tell({ report, environment }: Restored, { say }: Terminal): void {
  for (const line of restoreLines(report)) say(line);
  const outcome = report.restore?.outcome;
  if (outcome?.kind === "failed")
    say(`warning: ${outcome.why}. Building without a cache. Help: ${helpUrl(outcome.failure)}`);
  if (environment) say(`For the build: eval "$(sccache-bundle env)"`);
}

function exitCodeOf({ restore }: Report, config: Config, hasSccache: boolean): ExitCode {
  const kind = restore?.outcome.kind;
  const missed = kind === "missed" || kind === "failed";
  const failed = kind === "failed" || !hasSccache;
  return (config.strict && failed) || (config.failOnCacheMiss && missed) ? 1 : 0;
}

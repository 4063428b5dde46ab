import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Env } from "../../config/config.ts";
import type { Config } from "../../config/inputs.ts";
import { askCi } from "../../flow/job/ci.ts";
import { type FoundSccache, type Job, openDeps, openKeys, openSccacheOf } from "../../flow/job/job.ts";
import { continueJob, saveJob, startCold } from "../../flow/job/steps.ts";
import type { JobStatus } from "../../flow/trust.ts";
import { publishOnce, stateFileName, type WatchState, watch as watchAndPublish } from "../../flow/watch.ts";
import { makeTemporary } from "../../left-over.ts";
import { saveLines } from "../../report/text.ts";
import { type Args, type Command, type ExitCode, UsageError } from "../command.ts";
import {
  configFlags,
  contextFlags,
  failOpen,
  isGiven,
  openJobOf,
  overridesOf,
  readConfig,
  readSettings,
  requireStore,
} from "../job.ts";
import { beginState, cacheFolder, endState, findState, readState } from "../state.ts";
import { printJson, type Terminal } from "../terminal.ts";

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

const minuteMs = 60_000;

/** For a machine whose sccache stays: a fresh bundle of it in the store, for those that start cold. */
export const watch: Command = {
  positionals: [],
  flags: [
    ...configFlags("watch"),
    ...contextFlags,
    { name: "idle", value: "MINUTES", about: "Publish when nothing happened for so long.", fallback: "5" },
    {
      name: "every",
      value: "MINUTES",
      about: "Publish after so long although it never gets quiet.",
    },
    { name: "once", about: "Publish now if enough is new, and end." },
    { name: "json", about: "Print how each attempt to publish ended as a line of JSON." },
  ],

  async run(args, terminal) {
    const quietMs = minutes(args, "idle", 5) * minuteMs;
    const every = args.flag("every") === "" ? undefined : minutes(args, "every", 0) * minuteMs;
    const job = await openJobOf(readConfig(args, terminal), args, terminal);
    const { version } = await openSccacheOf(job);
    const stateFolder = stateFolderOf(job.directory, terminal.env);
    const tempDirectory = await makeTemporary(stateFolder, "temp-");
    try {
      const request = {
        ...job,
        prepareKeys: () => openKeys(job),
        sccacheVersion: version ?? null,
        left: readWatched(stateFolder),
        stateFolder,
        times: { quietMs, everyMs: every },
        ...(args.isOn("json") && { onEnd: (outcome: object) => printJson(terminal, outcome) }),
      };
      const deps = openDeps(job, { tempDirectory });
      if (args.isOn("once")) await publishOnce(request, deps);
      else await watchAndPublish(request, deps, untilSignalled());
      return 0;
    } finally {
      await rm(tempDirectory, { recursive: true, force: true });
    }
  },
};

/** Aborts at the first signal to end; a second one ends the process as ever. */
function untilSignalled(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

function minutes(args: Args, flag: string, fallback: number): number {
  const text = args.flag(flag);
  if (text === "") return fallback;
  const value = Number(text);
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(text) || value === 0)
    throw new UsageError(`--${flag} is not a number of minutes`);
  return value;
}

function stateFolderOf(directory: string, env: Env): string {
  const key = createHash("sha256").update(directory).digest("hex").slice(0, 16);
  const folder = join(cacheFolder(env), "watch", key);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function readWatched(folder: string): WatchState | undefined {
  try {
    const state: Partial<WatchState> = JSON.parse(readFileSync(join(folder, stateFileName), "utf8"));
    const sound = typeof state.publishedMs === "number" && typeof state.bundle?.manifestFile === "string";
    return sound ? (state as WatchState) : undefined;
  } catch {
    return undefined; // the first watch of this directory, or one whose state is lost: it starts anew
  }
}

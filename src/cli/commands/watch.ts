import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Env } from "../../config/config.ts";
import { openDeps, openKeys, openSccacheOf } from "../../flow/job/job.ts";
import { publishOnce, stateFileName, type WatchState, watch as watchAndPublish } from "../../flow/watch.ts";
import { makeTemporary } from "../../left-over.ts";
import { type Args, type Command, UsageError } from "../command.ts";
import { configFlags, contextFlags, openJobOf, readConfig } from "../job.ts";
import { cacheFolder } from "../state.ts";
import { printJson } from "../terminal.ts";

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
    const { config, context, directory } = job;
    const { version } = await openSccacheOf(job);
    const stateFolder = stateFolderOf(directory, terminal.env);
    const tempDirectory = await makeTemporary(stateFolder, "temp-");
    try {
      const request = {
        config,
        prepareKeys: () => openKeys(job),
        context,
        directory,
        sccacheVersion: version ?? null,
        left: readState(stateFolder),
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

function readState(folder: string): WatchState | undefined {
  try {
    const state: Partial<WatchState> = JSON.parse(readFileSync(join(folder, stateFileName), "utf8"));
    const sound = typeof state.publishedMs === "number" && typeof state.bundle?.manifestFile === "string";
    return sound ? (state as WatchState) : undefined;
  } catch {
    return undefined; // the first watch of this directory, or one whose state is lost: it starts anew
  }
}

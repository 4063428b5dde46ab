import type { Job } from "../../flow/job/job.ts";
import { openSccacheOf } from "../../flow/job/sccache.ts";
import { openDeps, openKeys } from "../../flow/job/steps.ts";
import { publishOnce } from "../../flow/watch/publish.ts";
import { watch as watchAndPublish } from "../../flow/watch/watch.ts";
import { recall } from "../../flow/watch/watch-state.ts";
import { inTemporary } from "../../left-over.ts";
import { makeFolder } from "../../make-folder.ts";
import { type Args, type Command, configFlags, UsageError } from "../command.ts";
import { contextFlags, openJobOf, readConfig } from "../job.ts";
import { keptFolder } from "../state.ts";
import { printJson } from "../terminal.ts";

/** For a machine whose sccache stays: a fresh bundle of it in the store, for those that start cold. */
export const watch: Command = {
  positionals: [],
  flags: [
    ...configFlags("watch"),
    ...contextFlags,
    {
      name: "idle",
      value: "MINUTES",
      about: "Publish once nothing has happened for MINUTES.",
      fallback: "5",
    },
    {
      name: "every",
      value: "MINUTES",
      about: "Publish after MINUTES at the latest, even if it is never idle.",
    },
    { name: "once", about: "Publish now if enough is new, then exit." },
    { name: "json", about: "Print how each attempt to publish ended as a line of JSON." },
  ],

  async run(args, terminal) {
    const quietMs = minutesAsMs(args, "idle") ?? 5 * minuteMs;
    const everyMs = minutesAsMs(args, "every");
    const job = await openJobOf(readConfig(args, terminal), args, terminal);
    const sccache = await openSccacheOf(job);
    const stateFolder = keptFolder(terminal.env, "watch", watchName(job));
    await makeFolder(stateFolder, 0o700);
    const request = {
      ...job,
      prepareKeys: () => openKeys(job),
      sccacheVersion: sccache.path === null ? null : sccache.version,
      left: recall(stateFolder),
      stateFolder,
      times: { quietMs, everyMs },
      ...(args.isOn("json") && { onEnd: (outcome: object) => printJson(terminal, outcome) }),
    };
    await inTemporary(stateFolder, "temp-", async (tempDirectory) => {
      const deps = openDeps(job, { tempDirectory });
      if (args.isOn("once")) await publishOnce(request, deps);
      else await watchAndPublish(request, deps, untilSignalled());
    });
    return 0;
  },
};

/** What a watch remembers is of one directory, published in one place under one name: elsewhere, all of it is new. */
function watchName({ directory, config: { store, keyPrefix, sharedKey } }: Job): string {
  return JSON.stringify([directory, store, keyPrefix, sharedKey]);
}

/** Aborts at the first signal to end; a second one ends the process as ever. */
function untilSignalled(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

const minuteMs = 60_000;

function minutesAsMs(args: Args, flag: string): number | undefined {
  const text = args.flag(flag);
  if (text === "") return undefined;
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(text) || Number(text) === 0)
    throw new UsageError(`--${flag} ${text} is not a number of minutes above 0, such as 5`);
  return Number(text) * minuteMs;
}

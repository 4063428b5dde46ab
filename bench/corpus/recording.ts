import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cargo } from "../../demo/command.ts";
import { scan } from "../../src/sccache/scan.ts";
import { openSccache } from "../../src/sccache/server/server.ts";
import type { Workshop } from "./workshop.ts";

/** One build as a job does it, by a real sccache. */
export interface Run {
  readonly name: string;
  /** The entries that it used, those that it made among them. */
  readonly used: readonly string[];
  /** The lockfile that it was built with. */
  readonly lockfile: string;
}

/** Runs of builds that share one directory of sccache's, where every entry stays. */
export interface Recording {
  readonly directory: string;
  /** The run of this name: recorded now, unless it has been before. */
  record(name: string, build: Build): Promise<Run>;
}

export interface Build {
  /** The checkout; its `target` is wiped first. */
  readonly folder: string;
  /** Brings the checkout to where it is to be built. */
  readonly prepare: () => Promise<void>;
  readonly commands: readonly (readonly string[])[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Times of files are coarser than clocks. */
const slackMs = 50;

export function openRecording(name: string, workshop: Workshop): Recording {
  const directory = workshop.place(name, "sccache");
  return {
    directory,
    async record(runName, build) {
      const file = workshop.place(name, "runs", `${runName}.json`);
      const known = await readFile(file, "utf8").catch(() => undefined);
      if (known !== undefined) return JSON.parse(known) as Run;
      workshop.say(`building ${name} ${runName} …`);
      const run = { name: runName, ...(await buildOnce(build, directory, workshop)) };
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.partial`, JSON.stringify(run));
      await rename(`${file}.partial`, file);
      return run;
    },
  };
}

async function buildOnce(
  build: Build,
  directory: string,
  { env, sccache }: Workshop,
): Promise<Omit<Run, "name">> {
  const { folder, prepare, commands } = build;
  await prepare();
  await rm(join(folder, "target"), { recursive: true, force: true });
  const variables = {
    ...env,
    ...build.env,
    SCCACHE_DIR: directory,
    SCCACHE_CACHE_SIZE: String(2 ** 40),
    SCCACHE_IDLE_TIMEOUT: "0",
    RUSTC_WRAPPER: sccache.path,
    CARGO_INCREMENTAL: "0",
  };
  await sleep(2 * slackMs);
  const startMs = Date.now();
  try {
    for (const command of commands) await cargo(command, folder, { env: variables });
  } finally {
    await openSccache({ path: sccache.path, env: variables }).stop();
  }
  const { entries } = await scan(directory);
  const used = entries.filter(({ mtimeMs }) => mtimeMs >= startMs - slackMs).map(({ name }) => name);
  return { used, lockfile: await readFile(join(folder, "Cargo.lock"), "utf8") };
}

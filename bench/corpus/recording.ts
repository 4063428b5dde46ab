import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cargo, commandOutput } from "../../demo/command.ts";
import { scan } from "../../src/sccache/directory.ts";
import { logVariables } from "../../src/sccache/server/log.ts";
import { openSccache } from "../../src/sccache/server/server.ts";
import { type Compiled, readCompilations } from "./compiled.ts";
import type { Workshop } from "./workshop.ts";

/** One build as a job does it, by a real sccache. */
export interface Run {
  readonly name: string;
  /** The entries that it used, those that it made among them. */
  readonly used: readonly string[];
  /** The lockfile that it was built with. */
  readonly lockfile: string;
  /** On the clock. */
  readonly seconds: number;
  /** What `sccache --show-stats --stats-format=json` said at its end. */
  readonly statistics: string;
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
      const { compiled, ...built } = await buildOnce(build, directory, workshop);
      const run = { name: runName, ...built };
      const before = await compilationsOf(name, workshop);
      await writeJson(compilationsFile(name, workshop), { ...before, ...compiled });
      await writeJson(file, run);
      return run;
    },
  };
}

/** By entry, what the server's log told when it was compiled, in all runs of a recording. */
export async function compilationsOf(name: string, workshop: Workshop): Promise<Record<string, Compiled>> {
  const text = await readFile(compilationsFile(name, workshop), "utf8").catch(() => "{}");
  return JSON.parse(text) as Record<string, Compiled>;
}

function compilationsFile(name: string, workshop: Workshop): string {
  return workshop.place(name, "compilations.json");
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.partial`, JSON.stringify(value));
  await rename(`${file}.partial`, file);
}

async function buildOnce(build: Build, directory: string, workshop: Workshop) {
  const { folder, prepare, commands } = build;
  const { path } = workshop.sccache;
  await prepare();
  await rm(join(folder, "target"), { recursive: true, force: true });
  const env = {
    ...workshop.env,
    ...build.env,
    SCCACHE_DIR: directory,
    SCCACHE_CACHE_SIZE: String(2 ** 40),
    SCCACHE_IDLE_TIMEOUT: "0",
    RUSTC_WRAPPER: path,
    CARGO_INCREMENTAL: "0",
  };
  const logFile = workshop.fresh("server.log");
  const server = openSccache({ path, env });
  const ask = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    commandOutput(path, args, folder, { env: { ...env, ...more } });
  await ask(["--start-server"], { ...logVariables, SCCACHE_ERROR_LOG: logFile });
  try {
    await sleep(2 * slackMs);
    const startMs = Date.now();
    for (const command of commands) await cargo(command, folder, { env });
    const seconds = (Date.now() - startMs) / 1000;
    const statistics = await ask(["--show-stats", "--stats-format=json"]);
    await server.stop();
    const { entries } = await scan(directory);
    return {
      used: entries.filter(({ mtimeMs }) => mtimeMs >= startMs - slackMs).map(({ name }) => name),
      lockfile: await readFile(join(folder, "Cargo.lock"), "utf8"),
      seconds,
      statistics,
      compiled: readCompilations(await readFile(logFile, "utf8")),
    };
  } finally {
    await server.stop();
    await rm(logFile, { force: true });
  }
}

/**
 * Shows what the action does for a job, on this machine and with a real program:
 *
 *     npm run demo
 *
 * Builds a published crate with all its dependencies twice, each time as a job on a fresh runner does: restore,
 * build, save. Between the two everything but the saved bundle is wiped. Fails when the second build finds less than
 * 95 % of its compilations in the cache.
 */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseConfig } from "../src/config/inputs.ts";
import type { Log } from "../src/log.ts";
import { describeRestore, describeSave } from "../src/report/text.ts";
import { percent } from "../src/report/words.ts";
import { findSccacheByAnyMeans } from "../src/sccache/install/install.ts";
import { DEFAULT_VERSION } from "../src/sccache/install/release.ts";
import { freePort, plainEnvironment } from "./environment.ts";
import { type JobResult, runJob } from "./job.ts";
import { fetchProgram } from "./program.ts";
import { jobTable, rateOf } from "./table.ts";

/** A program of middling size with real dependencies, and C in one of them. */
const crate = { name: "just", version: "1.50.0" };
const leastRate = 0.95;

const root = join(import.meta.dirname, "..");
const place = (...names: string[]) => join(root, ".demo", ...names);

const log: Log = {
  debug: () => {},
  info: () => {},
  notice: (message) => console.error(message),
  warning: (message) => console.error(message),
};

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort());

try {
  process.exitCode = (await demo()) ? 0 : 1;
} catch (error) {
  const why = error instanceof Error ? error.stack : String(error);
  console.error(interrupted.signal.aborted ? "Interrupted." : `The demo failed: ${why}`);
  process.exitCode = 1;
}

async function demo(): Promise<boolean> {
  const env = { ...plainEnvironment(process.env), SCCACHE_SERVER_PORT: String(await freePort()) };
  const { signal } = interrupted;

  say(`Looking for sccache ${DEFAULT_VERSION} …`);
  const { platform, arch } = process;
  const machine = { platform, arch, env, toolsFolder: join(root, ".tools") };
  const sccache = await findSccacheByAnyMeans(DEFAULT_VERSION, { machine, log });
  say(`  sccache ${sccache.version} from ${sccache.from}`);

  say(`Fetching ${crate.name} ${crate.version} and its dependencies …`);
  await rm(place("store"), { recursive: true, force: true });
  await mkdir(place("temp"), { recursive: true });
  const program = await fetchProgram(crate, place("checkout"), { env, signal });
  say(`  ${program.dependencies} dependencies`);

  const settings: Readonly<Record<string, string>> = { store: `local:${place("store")}`, save: "always" };
  const job = {
    config: parseConfig((name) => settings[name] ?? ""),
    workspace: program.folder,
    directory: place("sccache"),
    tempFolder: place("temp"),
    sccachePath: sccache.path,
    build: [["build", "--locked", "--offline"]],
    env,
    log,
    signal,
  };

  say("Job 1, cold: nothing is in the store yet");
  const cold = await runJob({ ...job, onLine: progress() });
  tell(cold);
  say("Job 2, warm: sccache's directory and target were wiped, only the bundle is left");
  const warm = await runJob({ ...job, onLine: progress() });
  tell(warm);

  console.log(`\n${jobTable(cold, warm)}\n`);
  return judge(cold, warm);
}

/** Says how it went in one sentence, and whether that is well. */
function judge(cold: JobResult, warm: JobResult): boolean {
  const rate = rateOf(warm);
  const faults = [
    ...[cold, warm].flatMap(({ restored, saved }) =>
      [restored.restore?.outcome, saved.save?.outcome].flatMap((outcome) =>
        outcome?.kind === "failed" ? [outcome.why] : [],
      ),
    ),
    ...(rate < leastRate
      ? [`only ${percent(rate)} of the warm build's compilations came from the bundle`]
      : []),
    ...(warm.requests.puts > 0 ? ["the warm job uploaded a bundle, although nothing was new"] : []),
  ];
  for (const fault of faults) console.error(`Not as it should be: ${fault}`);
  if (faults.length > 0) return false;
  const seconds = (job: JobResult) => `${job.buildSeconds.toFixed(1)} s`;
  console.log(
    `${percent(rate)} of the warm build's compilations came from one bundle: ` +
      `it took ${seconds(warm)}, the cold build ${seconds(cold)}.`,
  );
  return true;
}

function tell({ restored, saved }: JobResult): void {
  if (restored.restore) say(`  ${describeRestore(restored.restore.outcome, restored.restore.seconds)}`);
  if (saved.save) say(`  ${describeSave(saved.save)}`);
}

/** Shows that a build is going on: every twentieth crate. */
function progress(): (line: string) => void {
  let count = 0;
  return (line) => {
    const name = /^\s*Compiling (\S+ v\S+)/.exec(line)?.[1];
    if (name === undefined) return;
    count += 1;
    if (count % 20 === 0) say(`  compiling crate ${count}: ${name}`);
  };
}

function say(line: string): void {
  console.log(line);
}

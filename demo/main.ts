/**
 * Shows what the action does for a job, on this machine and with a real program:
 *
 *     npm run demo                        a Rust program, cold and then warm
 *     npm run demo -- --cpp               a C++ library with CMake, cold and then warm
 *     npm run demo -- --pull-request      a push to main, and two pushes of a pull request
 *
 * Each job does what a job on a fresh runner does: restore, build, save. Between them everything but the saved bundles
 * is wiped. Fails when a build finds less in the cache than it should, or uploads although nothing is new.
 */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findSccacheByAnyMeans } from "../scripts/sccache/any-means.ts";
import type { Log } from "../src/log.ts";
import { describeRestore, describeSave } from "../src/report/text.ts";
import { percent } from "../src/report/words.ts";
import { DEFAULT_VERSION } from "../src/sccache/install/install.ts";
import { freePort } from "../src/sccache/server/address.ts";
import { configOf } from "../test/flow/made-up-job.ts";
import { plainEnvironment } from "./environment.ts";
import { type JobResult, runJob } from "./job.ts";
import { type Scenario, type ScenarioJob, scenarios } from "./scenarios.ts";
import { jobTable, rateOf } from "./table.ts";

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
  process.exitCode = (await demo(chosenScenario())) ? 0 : 1;
} catch (error) {
  const why = error instanceof Error ? error.stack : String(error);
  console.error(interrupted.signal.aborted ? "Interrupted." : `The demo failed: ${why}`);
  process.exitCode = 1;
}

function chosenScenario(): Scenario {
  const { values } = parseArgs({
    options: { cpp: { type: "boolean" }, "pull-request": { type: "boolean" } },
  });
  if (values.cpp) return scenarios.cpp;
  return values["pull-request"] ? scenarios["pull-request"] : scenarios.rust;
}

interface DoneJob extends ScenarioJob {
  readonly result: JobResult;
}

async function demo(scenario: Scenario): Promise<boolean> {
  const env = { ...plainEnvironment(process.env), SCCACHE_SERVER_PORT: String(await freePort()) };
  const { signal } = interrupted;

  say(`Looking for sccache ${DEFAULT_VERSION} …`);
  const { platform, arch } = process;
  const machine = { platform, arch, env, toolsFolder: join(root, ".tools") };
  const sccache = await findSccacheByAnyMeans(DEFAULT_VERSION, { machine, log });
  say(`  sccache ${sccache.version} from ${sccache.from}`);

  say(`Fetching ${scenario.name} …`);
  await rm(place("store"), { recursive: true, force: true });
  await mkdir(place("temp"), { recursive: true });
  const { folder, about } = await scenario.fetch(place("checkout"), { env, signal });
  say(`  ${about}`);

  const settings: Readonly<Record<string, string>> = {
    store: `local:${place("store")}`,
    ...scenario.inputs,
  };
  const jobs: DoneJob[] = [];
  for (const [i, job] of scenario.jobs.entries()) {
    say(`Job ${i + 1}, ${job.name}: ${job.title}`);
    await job.edit?.(folder);
    const result = await runJob({
      config: configOf(settings),
      workspace: folder,
      leftovers: scenario.leftovers,
      context: job.context ?? {},
      directory: place("sccache"),
      tempFolder: place("temp"),
      sccache,
      build: scenario.build,
      env,
      log,
      signal,
      onLine: progress(),
    });
    tell(result);
    jobs.push({ ...job, result });
  }
  console.log(`\n${jobTable(jobs)}\n`);
  return judge(jobs);
}

/** Says how it went in one sentence, and whether that is well. */
function judge(jobs: readonly DoneJob[]): boolean {
  const faults = jobs.flatMap(({ name, result, leastRate, uploads }) => {
    const outcomes = [result.restored.restore?.outcome, result.saved.save?.outcome];
    const rate = rateOf(result);
    return [
      ...outcomes.flatMap((outcome) => (outcome?.kind === "failed" ? [`${name}: ${outcome.why}`] : [])),
      ...(rate < leastRate ? [`${name}: only ${percent(rate)} of the compilations were hits`] : []),
      ...(uploads || result.requests.puts === 0 ? [] : [`${name}: uploaded, although nothing was new`]),
    ];
  });
  for (const fault of faults) console.error(`Not as it should be: ${fault}`);
  const [first, last] = [jobs[0]?.result, jobs.at(-1)?.result];
  if (faults.length > 0 || !first || !last) return false;
  const seconds = (job: JobResult) => `${job.buildSeconds.toFixed(1)} s`;
  console.log(
    `${percent(rateOf(last))} of the last build's compilations came from the cache: ` +
      `it took ${seconds(last)}, the first build ${seconds(first)}.`,
  );
  return true;
}

function tell({ restored, saved }: JobResult): void {
  if (restored.restore) say(`  ${describeRestore(restored.restore)}`);
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

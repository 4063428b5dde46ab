/**
 * What the job's own server costs: its proof, and its log.
 *
 *     node bench/server-cost.ts [--pairs 5]    (0: the proof alone)
 *
 * Proof: the time from nothing to a server that runs, and of a proof; then what a build's first calls take, and the same
 * with the proof before them, which makes the server read the compiler that those calls would have made it read; medians.
 * Log: a published program is built cold and warm by a server that writes its log and by one that does not, in turns;
 * processor time of cargo, the server and all that they started, the ratio of the medians, and the least and largest
 * ratio of a pair.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fetchProgram } from "../demo/program.ts";
import { openServer } from "../src/sccache/server/server.ts";
import { proveServer, startServer } from "../src/sccache/server/start.ts";
import { openWorkshop } from "./corpus/workshop.ts";
import { describeLoad } from "./machine.ts";
import { median } from "./measure/median.ts";

const { values } = parseArgs({ options: { pairs: { type: "string", default: "5" } } });
const pairs = Number(values.pairs);
const workshop = await openWorkshop();
const { path: sccachePath, version } = workshop.sccache;
const { SCCACHE_SERVER_PORT: _, ...plain } = workshop.env;
const clean = { ...plain, CARGO_INCREMENTAL: "0" };
const program = await fetchProgram(
  { name: "just", version: "1.50.0" },
  workshop.place("server-cost", "just"),
  { env: clean },
);

/** A running server of its own, with its log or without. */
async function start(directory: string, isLogging: boolean) {
  const folder = workshop.fresh("server");
  for (const made of [folder, directory]) await mkdir(made, { recursive: true });
  const env = {
    ...clean,
    ...(!isLogging && { SCCACHE_LOG: "off" }),
    SCCACHE_DIR: directory,
    SCCACHE_CACHE_ZSTD_LEVEL: "-131072",
    RUSTC_WRAPPER: sccachePath,
  };
  const started = await startServer({ sccachePath, version, env, folder, directory });
  if (started.kind === "failed") throw new Error(started.why);
  return { env: { ...env, ...started.server.variables }, server: started.server };
}

/** From a server that runs to the end of a build's first calls of rustc: without the proof before them, and with it. */
async function measureProof() {
  const timed = {
    started: [] as number[],
    without: [] as number[],
    proved: [] as number[],
    with: [] as number[],
  };
  const firstCalls = (env: Record<string, string | undefined>) => {
    for (let call = 0; call < 4; call += 1)
      execFileSync(sccachePath, ["rustc", "-vV"], { env, stdio: "ignore" });
  };
  for (let round = 0; round < 21; round += 1) {
    for (const way of ["without", "with"] as const) {
      const from = performance.now();
      const { env, server } = await start(workshop.fresh("empty"), true);
      const began = performance.now();
      timed.started.push(began - from);
      if (way === "with") {
        await proveServer(server, { env, calls: [["rustc", "-vV"]] });
        timed.proved.push(performance.now() - began);
      }
      firstCalls(env);
      timed[way].push(performance.now() - began);
      await openServer(server).stop();
    }
  }
  return timed;
}

/** Seconds of processor time that a build takes of cargo, the server, and their children. */
async function build(directory: string, isLogging: boolean): Promise<number> {
  rmSync(join(program.folder, "target"), { recursive: true, force: true });
  const { env, server } = await start(directory, isLogging);
  const pid = serverAt(server.variables["SCCACHE_SERVER_UDS"] ?? "");
  const before = ticks("self");
  execFileSync("cargo", ["build", "--locked", "--offline", "--quiet"], {
    cwd: program.folder,
    env,
    stdio: "ignore",
  });
  const used = ticks("self") - before + ticks(pid);
  await openServer(server).stop();
  return used / 100;
}

/** The process that listens at a socket, found by its environment. */
function serverAt(socket: string): string {
  const found = readdirSync("/proc").find((pid) => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
      return environment.includes(`SCCACHE_SERVER_UDS=${socket}`);
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error(`nothing listens at ${socket}`);
  return found;
}

/** Hundredths of a second: the server's own and its children's; of this process its ended children's alone. */
function ticks(pid: string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ").map(Number) ?? [];
  const [user = 0, system = 0, ofChildren = 0, ofChildrenSystem = 0] = fields.slice(11, 15);
  return ofChildren + ofChildrenSystem + (pid === "self" ? 0 : user + system);
}

const proof = await measureProof();
const ms = (all: readonly number[]) => `${median(all).toFixed(0)} ms`;
console.log(`server: started in ${ms(proof.started)}, proved in ${ms(proof.proved)}`);
console.log(`a build's first four calls: ${ms(proof.without)}; with the proof before them ${ms(proof.with)}`);

const ratios = { cold: [] as number[], warm: [] as number[] };
const seconds = {
  cold: { with: [] as number[], without: [] as number[] },
  warm: { with: [] as number[], without: [] as number[] },
};
for (let pair = 0; pair < pairs; pair += 1) {
  const order = pair % 2 === 0 ? (["with", "without"] as const) : (["without", "with"] as const);
  for (const way of order) {
    const directory = workshop.fresh("sccache");
    for (const which of ["cold", "warm"] as const)
      seconds[which][way].push(await build(directory, way === "with"));
    rmSync(directory, { recursive: true });
  }
  for (const which of ["cold", "warm"] as const)
    ratios[which].push((seconds[which].with[pair] ?? 0) / (seconds[which].without[pair] ?? 1));
}
for (const which of pairs > 0 ? (["cold", "warm"] as const) : []) {
  const all = seconds[which];
  const ratio = median(all.with) / median(all.without);
  const [least = 0, most = 0] = [Math.min(...ratios[which]), Math.max(...ratios[which])];
  console.log(
    `${which} build with the log ÷ without: ${ratio.toFixed(3)} (${median(all.with).toFixed(1)} and ${median(all.without).toFixed(1)} s of processor time; pairs ${least.toFixed(3)} to ${most.toFixed(3)})`,
  );
}
console.log(`load ${describeLoad()}`);

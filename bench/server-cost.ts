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
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { openServer, proveServer } from "../src/sccache/server/server.ts";
import { openWorkshop } from "./corpus/workshop.ts";
import { describeLoad } from "./machine.ts";
import { openBuilds } from "./measure/builds.ts";
import { median } from "./measure/median.ts";

const { values } = parseArgs({ options: { pairs: { type: "string", default: "5" } } });
const pairs = Number(values.pairs);
const workshop = await openWorkshop();
const builds = await openBuilds(workshop);

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
      execFileSync(workshop.sccache.path, ["rustc", "-vV"], { env, stdio: "ignore" });
  };
  for (let round = 0; round < 21; round += 1) {
    for (const way of ["without", "with"] as const) {
      const from = performance.now();
      const { env, server } = await builds.start({ directory: workshop.fresh("empty") });
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
      seconds[which][way].push((await builds.build({ directory, isLogging: way === "with" })).cpu);
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

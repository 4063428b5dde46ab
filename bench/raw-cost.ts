/**
 * What raw entries cost a build, on a disk of your choice: a slow one, say.
 *
 *     node bench/raw-cost.ts [--directory .bench/temp] [--pairs 3]
 *
 * A published program is built cold, and warm with nothing of its entries in memory, by a server that writes raw entries as
 * in jobs, and by one that compresses them as sccache does by itself, in turns. Prints medians and the range of the pairs'
 * ratios, time on the clock and of the processor. Emptying the memory of files needs root on Linux; without it this says so.
 * A disk that waits for every write:
 *
 *     truncate -s 3G slow.img && mkfs.ext4 -q slow.img && mount -o loop,sync,dirsync slow.img /mnt/slow
 */
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openWorkshop } from "./corpus/workshop.ts";
import { describeLoad } from "./machine.ts";
import { type BuildTime, openBuilds } from "./measure/builds.ts";
import { median } from "./measure/median.ts";

const { values } = parseArgs({
  options: { directory: { type: "string" }, pairs: { type: "string", default: "3" } },
});
const workshop = await openWorkshop();
const builds = await openBuilds(workshop);
const times: Record<string, BuildTime[]> = {};

for (let pair = 0; pair < Number(values.pairs); pair += 1) {
  for (const isRaw of pair % 2 === 0 ? [true, false] : [false, true]) {
    const directory = values.directory
      ? join(values.directory, `sccache-${process.pid}`)
      : workshop.fresh("sccache");
    for (const which of ["cold", "warm"]) {
      forgetFiles();
      const time = await builds.build({ directory, isRaw });
      const name = `${which}, ${isRaw ? "raw" : "compressed"}`;
      times[name] = [...(times[name] ?? []), time];
      workshop.say(`${name}: ${time.wall.toFixed(1)} s, processor ${time.cpu.toFixed(1)} s`);
    }
    rmSync(directory, { recursive: true });
  }
}
for (const which of ["cold", "warm"]) {
  for (const part of ["wall", "cpu"] as const) {
    const [raw, compressed] = ["raw", "compressed"].map((kind) =>
      (times[`${which}, ${kind}`] ?? []).map((time) => time[part]),
    ) as [number[], number[]];
    const ratios = raw.map((seconds, pair) => seconds / (compressed[pair] ?? Number.NaN));
    const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    const what = part === "wall" ? "time" : "processor time";
    console.log(
      `${which} build, ${what}, raw ÷ compressed: ${(median(raw) / median(compressed)).toFixed(2)} ` +
        `(${median(raw).toFixed(1)} and ${median(compressed).toFixed(1)} s; pairs ${range})`,
    );
  }
}
console.log(`load ${describeLoad()}`);

/** Writes to the disk what is in memory, and forgets what was read from it. */
function forgetFiles(): void {
  execFileSync("sync");
  try {
    writeFileSync("/proc/sys/vm/drop_caches", "3");
  } catch {
    workshop.say("files remain in memory: emptying it needs root on Linux");
  }
}

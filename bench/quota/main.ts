/**
 * What a size budget is good for, from a recorded trace of real builds:
 *
 *     node bench/quota/main.ts
 *
 * Compares policies of what to keep, and lives through weeks of a repository whose cache is shared with rust-cache:
 * once with GitHub's quota in memory, once scaled down on the cache service of the tests, by real requests. Prints
 * tables, and at the end what is to be reached, and whether it is.
 */
import { join } from "node:path";
import { comparePolicies } from "./compare-policies.ts";
import { compareWays } from "./compare-ways.ts";
import { planningTime } from "./planning-time.ts";
import { sizeAfterAllRuns } from "./size-after.ts";
import { targetTable } from "./tables.ts";
import { readTrace } from "./trace.ts";

const trace = await readTrace(join(import.meta.dirname, "just.jsonl"));
console.log(
  `${trace.runs.length} builds of ${trace.program}, ${trace.entries.length} entries; sccache ${trace.sccache}, ${trace.rustc}\n`,
);
const { first, median } = planningTime(50_000); // before anything is warm, as in a job
const policies = comparePolicies(trace);
console.log(policies.lines.join("\n"));
const ways = await compareWays(trace);
console.log(ways.lines.join("\n"));
const targets = [
  ...policies.targets,
  ...ways.targets,
  ...sizeAfterAllRuns(trace),
  {
    what: "planning 50,000 entries",
    measured: `${first.toFixed(3)} s of CPU the first time, ${median.toFixed(3)} s in the median`,
    target: "0.2 s or less",
    reached: first <= 0.2,
  },
];
console.log(targetTable(targets));

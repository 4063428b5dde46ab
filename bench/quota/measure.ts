import { join } from "node:path";
import { compareAges } from "./compare-ages.ts";
import { comparePolicies } from "./compare-policies.ts";
import { compareRooms } from "./compare-rooms.ts";
import { compareWays } from "./compare-ways.ts";
import { planningTime } from "./planning-time.ts";
import { sizeAfterAllRuns } from "./size-after.ts";
import type { Target } from "./tables.ts";
import { readTrace } from "./trace.ts";

export interface QuotaMeasured {
  /** What all of it was made from. */
  readonly from: string;
  /** Tables, line by line, in Markdown. */
  readonly lines: readonly string[];
  readonly targets: readonly Target[];
}

/** Measures all that a budget is promised to be good for, from the recorded trace. Takes half a minute. */
export async function measureQuota(): Promise<QuotaMeasured> {
  const { first, median } = planningTime(50_000); // before anything is warm, as in a job
  const trace = await readTrace(join(import.meta.dirname, "just.jsonl"));
  const policies = comparePolicies(trace);
  const ways = await compareWays(trace);
  const rooms = await compareRooms(trace);
  const planning = {
    what: "planning 50,000 entries",
    measured: `${first.toFixed(3)} s of CPU the first time, ${median.toFixed(3)} s in the median`,
    target: "0.2 s or less",
    reached: first <= 0.2,
  };
  return {
    from: `${trace.runs.length} builds of ${trace.program}, ${trace.entries.length} entries; sccache ${trace.sccache}, ${trace.rustc}`,
    lines: [...policies.lines, ...compareAges(trace), ...ways.lines, ...rooms.lines],
    targets: [...policies.targets, ...ways.targets, ...rooms.targets, ...sizeAfterAllRuns(trace), planning],
  };
}

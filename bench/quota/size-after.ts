import { percent } from "../../src/report/words.ts";
import type { Target } from "./tables.ts";
import type { Trace } from "./trace.ts";

/** What the bundle of the last run takes against the directory that was never pruned, and what that costs in hits. */
export function sizeAfterAllRuns(trace: Trace): Target[] {
  const runs = trace.runs.filter(({ leg }) => leg === "test");
  const last = runs.at(-1);
  if (!last) return [];
  const all = new Set(runs.flatMap(({ used }) => used));
  const directory = [...all].reduce((sum, index) => sum + (trace.entries[index]?.stored ?? 0), 0);
  let lost = 0;
  const seen = new Set<number>();
  for (const [i, { used }] of runs.entries()) {
    const before = new Set(runs[i - 1]?.used);
    lost += used.filter((index) => seen.has(index) && !before.has(index)).length;
    for (const index of used) seen.add(index);
  }
  const share = last.bundleBytes / directory;
  return [
    {
      what: `bundle after ${runs.length} versions, of the directory that was never pruned`,
      measured: `${percent(share)} (${(last.bundleBytes / 1e6).toFixed(1)} of ${(directory / 1e6).toFixed(1)} MB)`,
      target: "16 % or less",
      reached: share <= 0.16,
    },
    { what: "hits that it lost", measured: String(lost), target: "0", reached: lost === 0 },
  ];
}

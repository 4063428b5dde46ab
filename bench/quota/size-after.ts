import { evictAgeOf } from "../../src/budget/age.ts";
import { percent } from "../../src/report/words.ts";
import type { Target } from "./tables.ts";
import type { Trace } from "./trace.ts";

/** What the bundle takes after the last run against the directory that was never pruned, and what that costs in hits. */
export function sizeAfterAllRuns(trace: Trace): Target[] {
  const runs = trace.runs.filter(({ leg }) => leg === "test");
  const evictAge = evictAgeOf("auto", { complete: true }) ?? runs.length;
  const usedBy = (from: number, to: number) =>
    new Set(runs.slice(Math.max(0, from), to).flatMap(({ used }) => used));
  const bytesOf = (used: ReadonlySet<number>, of: "stored" | "cost") =>
    [...used].reduce((sum, index) => sum + (trace.entries[index]?.[of] ?? 0), 0);
  const directory = bytesOf(usedBy(0, runs.length), "stored");
  // An entry is removed when `evictAge` complete runs in a row did not use it, so what the last ones used is kept.
  const bundle = bytesOf(usedBy(runs.length - evictAge, runs.length), "cost");
  const lost = runs.flatMap(({ used }, i) => {
    const [before, kept] = [usedBy(0, i), usedBy(i - evictAge, i)];
    return used.filter((index) => before.has(index) && !kept.has(index));
  });
  const share = bundle / directory;
  return [
    {
      what: `bundle after ${runs.length} versions, of the directory that was never pruned`,
      measured: `${percent(share)} (${(bundle / 1e6).toFixed(1)} of ${(directory / 1e6).toFixed(1)} MB)`,
      target: "19 % or less",
      reached: share <= 0.19,
    },
    { what: "hits that it lost", measured: String(lost.length), target: "0", reached: lost.length === 0 },
  ];
}

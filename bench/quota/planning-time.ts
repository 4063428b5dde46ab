import { planBudget } from "../../src/budget/plan.ts";
import type { Candidate } from "../../src/budget/worth.ts";

/**
 * CPU seconds that a plan for so many made-up entries takes: the first, as a job makes it, and the median of some. A busy
 * machine does not change them much.
 */
export function planningTime(count: number): { first: number; median: number } {
  const entries = Array.from({ length: count }, (_, i): Candidate => {
    const noise = (i * 2_654_435_761) % 2 ** 32; // spreads evenly, the same every time
    return {
      name: noise.toString(16).padStart(8, "0").repeat(8),
      cost: 1 + (noise % 1_000_003),
      lastUse: 1_700_000_000 + (noise % 2_592_000),
      runs: 1 + (noise % 40),
      age: noise % 3,
      costMs: noise % 7 === 0 ? null : noise % 60_000,
      language: "rust",
    };
  });
  const options = { budgetBytes: 5e9, evictAge: undefined, maxAgeDays: 20, now: 1_702_592_000 };
  const seconds = Array.from({ length: 9 }, () => {
    const start = process.cpuUsage();
    planBudget(entries, options);
    return process.cpuUsage(start).user / 1e6;
  });
  return { first: seconds[0] ?? 0, median: seconds.toSorted((a, b) => a - b)[4] ?? 0 };
}

import type { Candidate } from "./candidate.ts";
import { estimateCompileTimes } from "./compile-time.ts";
import { inOrderOfWorth } from "./worth.ts";

/** What a budget would have been good for. */
export interface CurvePoint {
  readonly budgetBytes: number;
  /** Entries that it keeps. */
  readonly entries: number;
  /** Of the last run's uses the share that would have been hits, had the bundle been kept to the budget: 0 to 1. */
  readonly hitShare: number;
  /** The same by the time that these compilations take. */
  readonly timeShare: number;
}

/**
 * Shares of hits and of compile time against budgets, from what the last complete run used. Points are in the order of `budgets`.
 */
export function budgetCurve(
  candidates: readonly Candidate[],
  budgets: readonly number[],
): readonly CurvePoint[] {
  const timeOf = estimateCompileTimes(candidates);
  const ordered = inOrderOfWorth(candidates, timeOf);
  const usedMs = ordered.map((entry) => (entry.age === 0 ? timeOf(entry) : 0));
  const tries = budgets.map((budgetBytes) => ({
    budgetBytes,
    left: budgetBytes,
    entries: 0,
    hits: 0,
    ms: 0,
  }));
  const all = { hits: 0, ms: 0 };
  for (const [i, { cost, age }] of ordered.entries()) {
    const hit = age === 0 ? 1 : 0;
    const ms = usedMs[i] ?? 0;
    all.hits += hit;
    all.ms += ms;
    for (const one of tries) {
      if (cost > one.left) continue;
      one.left -= cost;
      one.entries += 1;
      one.hits += hit;
      one.ms += ms;
    }
  }
  return tries.map(({ budgetBytes, entries, hits, ms }) => ({
    budgetBytes,
    entries,
    hitShare: share(hits, all.hits),
    timeShare: share(ms, all.ms),
  }));
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, part / whole);
}

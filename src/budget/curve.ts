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
  const ordered = inOrderOfWorth(candidates).map(({ cost, age, ...entry }) => {
    const isUse = age === 0;
    return { cost, hits: isUse ? 1 : 0, ms: isUse ? timeOf({ cost, ...entry }) : 0 };
  });
  const all = sumOf(ordered);
  return budgets.map((budgetBytes) => {
    let left = budgetBytes;
    const kept = ordered.filter(({ cost }) => {
      if (cost > left) return false;
      left -= cost;
      return true;
    });
    const { hits, ms } = sumOf(kept);
    return {
      budgetBytes,
      entries: kept.length,
      hitShare: share(hits, all.hits),
      timeShare: share(ms, all.ms),
    };
  });
}

function sumOf(uses: readonly { readonly hits: number; readonly ms: number }[]) {
  return uses.reduce((sum, one) => ({ hits: sum.hits + one.hits, ms: sum.ms + one.ms }), { hits: 0, ms: 0 });
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, part / whole);
}

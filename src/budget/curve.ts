import type { Candidate } from "./candidate.ts";
import { inOrderOfWorth } from "./worth.ts";

/** What a budget would have been good for. */
export interface CurvePoint {
  readonly budgetBytes: number;
  /** Entries that it keeps. */
  readonly entries: number;
  /** Of this run's uses the share that would have been hits, had the bundle been kept to the budget: 0 to 1. */
  readonly hitShare: number;
}

/**
 * Hit share against budget, from what this run used: the entries stay in order of worth as long as each budget lasts.
 * One pass over the candidates, whatever the number of budgets. Points are in the order of `budgets`.
 */
export function budgetCurve(
  candidates: readonly Candidate[],
  budgets: readonly number[],
  now: number,
): readonly CurvePoint[] {
  const uses = Math.max(1, candidates.filter(({ usedByThisRun }) => usedByThisRun).length);
  const ordered = inOrderOfWorth(candidates, now);
  const ends: { bytes: number; hits: number }[] = [];
  let bytes = 0;
  let hits = 0;
  for (const { cost, usedByThisRun } of ordered) {
    bytes += cost;
    if (usedByThisRun) hits += 1;
    ends.push({ bytes, hits });
  }
  return budgets.map((budgetBytes) => {
    const kept = countWithin(ends, budgetBytes);
    return { budgetBytes, entries: kept, hitShare: (ends[kept - 1]?.hits ?? 0) / uses };
  });
}

/** How many of the rising ends are within `budgetBytes`. */
function countWithin(ends: readonly { readonly bytes: number }[], budgetBytes: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.bytes ?? 0) <= budgetBytes) low = middle + 1;
    else high = middle;
  }
  return low;
}

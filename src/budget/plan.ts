import type { Candidate, EvictReason, KeepReason } from "./candidate.ts";
import { inOrderOfWorth } from "./worth.ts";

export interface PlanOptions {
  /** What the bundle may take, in bytes. */
  readonly budgetBytes: number;
  /** Whether entries that this run did not use go even when there is room for them. */
  readonly dropUnused: boolean;
  /** Entries whose last use is longer ago go, in any case. */
  readonly maxAgeDays: number | undefined;
  /** Seconds since 1970. */
  readonly now: number;
}

export interface Kept<C extends Candidate> {
  readonly entry: C;
  readonly reason: KeepReason;
}

export interface Evicted<C extends Candidate> {
  readonly entry: C;
  readonly reason: EvictReason;
}

/** What goes into the bundle and what does not, each in order of worth. Together they are the candidates. */
export interface BudgetPlan<C extends Candidate> {
  readonly keep: readonly Kept<C>[];
  readonly evict: readonly Evicted<C>[];
  /** What `keep` is expected to take, in bytes: at most the budget. */
  readonly expectedBytes: number;
}

/**
 * Chooses what goes into a bundle. Entries stay in order of worth as long as the budget lasts, and no further: a
 * larger budget therefore keeps all that a smaller one keeps, and more. Equal inputs give equal plans, in whatever
 * order the candidates come.
 */
export function planBudget<C extends Candidate>(
  candidates: readonly C[],
  options: PlanOptions,
): BudgetPlan<C> {
  const { budgetBytes, now } = options;
  const keep: Kept<C>[] = [];
  const evict: Evicted<C>[] = [];
  let expectedBytes = 0;
  let full = false;
  for (const entry of inOrderOfWorth(candidates, now)) {
    const outdated = whyOutdated(entry, options);
    full ||= outdated === undefined && expectedBytes + entry.cost > budgetBytes;
    if (outdated) evict.push({ entry, reason: outdated });
    else if (full) evict.push({ entry, reason: entry.cost > budgetBytes ? "larger" : "over-budget" });
    else {
      keep.push({ entry, reason: entry.usedByThisRun ? "used" : "used-before" });
      expectedBytes += entry.cost;
    }
  }
  return { keep, evict, expectedBytes };
}

function whyOutdated(
  { usedByThisRun, lastUse }: Candidate,
  { dropUnused, maxAgeDays, now }: PlanOptions,
): EvictReason | undefined {
  if (usedByThisRun) return undefined;
  if (dropUnused) return "unused";
  return maxAgeDays !== undefined && now - lastUse > maxAgeDays * 86_400 ? "too-old" : undefined;
}

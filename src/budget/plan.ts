import { type Candidate, estimateCompileTimes, inOrderOfWorth } from "./worth.ts";

/** Why an entry is kept. */
type KeepReason = "used" | "used-before";

/** Why an entry is left out. `unused`: complete runs went by without it. `larger`: it alone is over the budget. */
export type EvictReason = "unused" | "too-old" | "over-budget" | "larger";

/** Texts for the reasons, in the order of a report. */
export const keepReasons: Readonly<Record<KeepReason, string>> = {
  used: "used by this run or the last complete one",
  "used-before": "used by earlier runs",
};

export const evictReasons: Readonly<Record<EvictReason, string>> = {
  unused: "not used by the last complete runs",
  "too-old": "not used for longer than max-age",
  larger: "larger than the whole budget",
  "over-budget": "worth less than what fits",
};

export interface PlanOptions {
  /** What the bundle may take, in bytes. */
  readonly budgetBytes: number;
  /** Entries of this age and older are left out even when they would fit; undefined keeps them whatever their age. */
  readonly evictAge: number | undefined;
  /** Entries whose last use is longer ago are left out, in any case. */
  readonly maxAgeDays: number | undefined;
  /** Seconds since 1970. */
  readonly now: number;
}

interface Kept<C extends Candidate> {
  readonly entry: C;
  readonly reason: KeepReason;
}

interface Evicted<C extends Candidate> {
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
 * Chooses what goes into a bundle: in order of worth, each entry that still fits. Equal inputs give equal plans, in
 * whatever order the candidates come. One that does not fit is passed over, since a large entry may be worth much by the
 * byte: so a larger budget may keep it in the place of smaller ones. docs/budget.md tells what that gains.
 */
export function planBudget<C extends Candidate>(
  candidates: readonly C[],
  options: PlanOptions,
): BudgetPlan<C> {
  const { budgetBytes } = options;
  const keep: Kept<C>[] = [];
  const evict: Evicted<C>[] = [];
  let expectedBytes = 0;
  for (const entry of inOrderOfWorth(candidates)) {
    const reason = whyOutdated(entry, options) ?? whyTooMuch(entry, budgetBytes, expectedBytes);
    if (reason) evict.push({ entry, reason });
    else {
      keep.push({ entry, reason: entry.age === 0 ? "used" : "used-before" });
      expectedBytes += entry.cost;
    }
  }
  return { keep, evict, expectedBytes };
}

/** What a budget was too small for: the least that holds all that the last run used, and the compile time that it would save more. */
export interface Shortfall {
  /** Entries that are left out for want of room although this run or the last complete one used them. */
  readonly entries: number;
  readonly neededBytes: number;
  readonly savedMs: number;
}

/** Undefined when all fits that this run or the last complete one used. */
export function shortfallOf({ keep, evict, expectedBytes }: BudgetPlan<Candidate>): Shortfall | undefined {
  const missing = evict.filter(({ entry, reason }) => entry.age === 0 && isForWantOfRoom(reason));
  if (missing.length === 0) return undefined;
  const timeOf = estimateCompileTimes([...keep, ...evict].map(({ entry }) => entry));
  return {
    entries: missing.length,
    neededBytes: missing.reduce((sum, { entry }) => sum + entry.cost, expectedBytes),
    savedMs: Math.round(missing.reduce((sum, { entry }) => sum + timeOf(entry), 0)),
  };
}

/** Whether a larger budget would have kept it. */
export function isForWantOfRoom(reason: EvictReason): boolean {
  return reason === "over-budget" || reason === "larger";
}

function whyOutdated({ age, lastUse }: Candidate, options: PlanOptions): EvictReason | undefined {
  const { evictAge, maxAgeDays, now } = options;
  if (evictAge !== undefined && age >= evictAge) return "unused";
  return maxAgeDays !== undefined && now - lastUse > maxAgeDays * 86_400 ? "too-old" : undefined;
}

function whyTooMuch({ cost }: Candidate, budgetBytes: number, taken: number): EvictReason | undefined {
  if (cost > budgetBytes) return "larger";
  return taken + cost > budgetBytes ? "over-budget" : undefined;
}

import type { Config } from "../config/inputs.ts";
import { type Candidate, estimateCompileTimes, inOrderOfWorth } from "./worth.ts";

/** Why an entry is kept. */
type KeepReason = "used" | "used-before";

/** Why an entry is left out. `unused`: complete runs went by without it. `larger`: it alone is over the budget. */
export type EvictReason = "unused" | "too-old" | "over-budget" | "larger" | "too-many";

type WantOfRoom = "over-budget" | "larger";

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
  "too-many": "worth less than what one bundle can list",
};

/** What to do about each, for whoever misses an entry; what to do for want of room is told by what limits it. */
export const evictRemedies: Readonly<Record<Exclude<EvictReason, WantOfRoom>, string>> = {
  unused: "Set evict: budget-only to keep entries that complete runs do not use.",
  "too-old": "Raise max-age, or leave it unset.",
  "too-many": "Give parts of the build different values of shared-key, so that each has a bundle of its own.",
};

export interface PlanOptions<C = Candidate> extends Pick<Config, "maxAgeDays"> {
  /** What the bundle may take, in bytes. */
  readonly budgetBytes: number;
  /** Entries of this age and older are left out even when they would fit; undefined keeps them whatever their age. */
  readonly evictAge: number | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  /** What the bundle's manifest has room for; left out for entries that one manifest lists already. */
  readonly list?: ListRoom<C>;
}

/** What a manifest has room for: so many entries, and so many bytes for what it tells of them. */
interface ListRoom<C> {
  readonly entries: number;
  readonly bytes: number;
  readonly bytesOf: (entry: C) => number;
}

interface Planned<C, R> {
  readonly entry: C;
  readonly reason: R;
}

/** What goes into the bundle and what does not, each in order of worth. Together they are the candidates. */
export interface BudgetPlan<C extends Candidate> {
  readonly keep: readonly Planned<C, KeepReason>[];
  readonly evict: readonly Planned<C, EvictReason>[];
  /** What `keep` is expected to take, in bytes: at most the budget. */
  readonly expectedBytes: number;
}

/**
 * Chooses what goes into a bundle: in order of worth, each entry that still fits. Equal inputs give equal plans, in
 * whatever order the candidates come. One that does not fit is passed over, since a large entry may be worth much by the
 * byte: so a larger budget may keep it in the place of smaller ones. docs/budget-measurements.md tells what that gains.
 */
export function planBudget<C extends Candidate>(
  candidates: readonly C[],
  options: PlanOptions<C>,
): BudgetPlan<C> {
  const { budgetBytes, list } = options;
  const keep: Planned<C, KeepReason>[] = [];
  const evict: Planned<C, EvictReason>[] = [];
  let expectedBytes = 0;
  let listBytes = 0;
  for (const entry of inOrderOfWorth(candidates)) {
    const lineBytes = list?.bytesOf(entry) ?? 0;
    const isBeyond = list && (keep.length >= list.entries || listBytes + lineBytes > list.bytes);
    const reason =
      whyOutdated(entry, options) ??
      whyTooMuch(entry, budgetBytes, expectedBytes) ??
      (isBeyond ? "too-many" : undefined);
    if (reason) evict.push({ entry, reason });
    else {
      keep.push({ entry, reason: entry.age === 0 ? "used" : "used-before" });
      expectedBytes += entry.cost;
      listBytes += lineBytes;
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
export function isForWantOfRoom(reason: EvictReason): reason is WantOfRoom {
  return reason === "over-budget" || reason === "larger";
}

function whyOutdated(
  { age, lastUse }: Candidate,
  options: Omit<PlanOptions, "list">,
): EvictReason | undefined {
  const { evictAge, maxAgeDays, now } = options;
  if (evictAge !== undefined && age >= evictAge) return "unused";
  return maxAgeDays !== undefined && now - lastUse > maxAgeDays * 86_400 ? "too-old" : undefined;
}

function whyTooMuch({ cost }: Candidate, budgetBytes: number, taken: number): EvictReason | undefined {
  if (cost > budgetBytes) return "larger";
  return taken + cost > budgetBytes ? "over-budget" : undefined;
}

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
  const usedOf = (entries: readonly Candidate[]) => {
    const used = entries.filter(({ age }) => age === 0);
    return { hits: used.length, ms: used.reduce((sum, entry) => sum + timeOf(entry), 0) };
  };
  const all = usedOf(ordered);
  return budgets.map((budgetBytes) => {
    let taken = 0;
    const kept = ordered.filter(({ cost }) => {
      const fits = taken + cost <= budgetBytes;
      if (fits) taken += cost;
      return fits;
    });
    const { hits, ms } = usedOf(kept);
    const shares = { hitShare: share(hits, all.hits), timeShare: share(ms, all.ms) };
    return { budgetBytes, entries: kept.length, ...shares };
  });
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, part / whole);
}

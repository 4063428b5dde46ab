import { rm } from "node:fs/promises";
import type { BudgetLimit } from "../../budget/budget.ts";
import { type BudgetPlan, isForWantOfRoom, type PlanOptions, planBudget } from "../../budget/plan.ts";
import type { Candidate } from "../../budget/worth.ts";
import { manifestRoom } from "../../bundle/format/manifest-room.ts";
import type { Packed, PackRequest } from "../../bundle/pack-request.ts";
import { digestsByName } from "../../bundle/reuse-plan.ts";
import { formatSize } from "../../size.ts";
import type { KnownEntry } from "../evidence/candidates.ts";
import { type Measure, withCosts } from "../evidence/costs.ts";
import { evictedBy } from "./evicted.ts";
import { type Levels, ratioBetween } from "./levels.ts";

/** An entry with its age after this job is counted. */
export interface AgedEntry extends KnownEntry {
  /** The clock of the last run that used it. */
  readonly lastRun: number;
  /** Complete workflow runs since one used it; or `ageOfOthers`. */
  readonly age: number;
}

/** An entry with what it is expected to take in the bundle. */
export type MeasuredEntry = KnownEntry & { readonly cost: number };

/** What is new of some entries. */
interface News {
  readonly newEntries: number;
  readonly isEnough: boolean;
  /** Why it is not enough, for the user. */
  readonly why: string;
}

/** Tells what of these entries is new, and whether that is worth an upload that leaves out the `displaced` ones. */
export type Judge = (entries: readonly MeasuredEntry[], displaced: readonly MeasuredEntry[]) => News;

/** An entry on disk together with what it is expected to take in the bundle. */
type CostedEntry = AgedEntry & Candidate;

/** A bundle within the budget, or why none was made. */
export type PackedWithin = { readonly plan: BudgetPlan<CostedEntry> } & (
  | { readonly kind: "packed"; readonly packed: Packed }
  | NotPacked
);

interface NotPacked {
  readonly kind: "nothing-new" | "too-small" | "no-room";
  readonly why: string;
}

interface PackLimits {
  readonly plan: PlanOptions;
  /** What sets the plan's budget: the bundle remembers it for what it leaves out. */
  readonly limitedBy: BudgetLimit;
  readonly levels: Levels;
  readonly measure: Measure;
  /** A plan that is expected to take more to upload is not carried out. */
  readonly mostUploadBytes: number | undefined;
  /** Free on the disk on which the bundle is made; a plan that is expected to take more is not carried out. */
  readonly freeBytes?: number;
  /** Whether what is new of the entries that the plan keeps is worth an upload. */
  readonly judge: Judge;
}

/** What a plan does not decide. */
type UnplannedRequest = Omit<PackRequest, "entries" | "level" | "mostBytes">;

type PlanAtLevel = BudgetPlan<CostedEntry> & { readonly level: number };

/** Makes a bundle of entries. */
export type Pack = (request: PackRequest) => Promise<Packed>;

/** How much more than measured to expect of entries in each try after the first at a level. */
const margins = [1.01, 1.1];

/**
 * Packs what the budget allows, if enough of that is new, and at the tight level if not all fits at the usual one. What entries take is
 * known only afterwards: the first plan goes by what they took in the bundle before, and when the result is over the
 * budget, the next by what they have just taken. Only a bundle within the budget becomes `request.out`; otherwise what
 * was there before stays.
 */
export async function packWithin(
  entries: readonly AgedEntry[],
  { plan, limitedBy, levels, measure, ...limits }: PackLimits,
  request: UnplannedRequest,
  pack: Pack,
): Promise<PackedWithin> {
  const options = { ...plan, list: manifestRoom(request.about, entries) };
  const planAt = (level: number, { measured = measure, margin = 1, fixedBytes = 0 } = {}) => {
    const ratio = margin * ratioBetween(measured.manifest?.level ?? levels.usual, level);
    const budgetBytes = options.budgetBytes - fixedBytes;
    return { level, ...planBudget(withCosts(entries, measured, ratio), { ...options, budgetBytes }) };
  };
  const { usual, tight } = levels;
  let last: Packed | undefined;
  try {
    let next = planAt(usual);
    if (usual !== tight && next.evict.some(({ reason }) => isForWantOfRoom(reason))) next = planAt(tight);
    const marginsLeft = next.level === tight ? [...margins] : [1, ...margins];
    for (;;) {
      const not = whyNot(next, options, limits);
      if (not !== undefined) return { ...not, plan: next };
      const packed = await pack(
        requestFor(next, request, { last, limitedBy, mostBytes: options.budgetBytes }),
      );
      if (packed.bytes <= options.budgetBytes) return { kind: "packed", plan: next, packed };
      await discard(last);
      last = packed;
      const margin = marginsLeft.shift();
      if (margin === undefined) return { ...nothingFits(options), plan: next };
      const measured = { ...measure, manifest: packed.manifest };
      const costs = withCosts(packed.manifest.entries, measured).map(({ cost }) => cost);
      // What a bundle takes beside its entries: the history of its runs, the names of its ancestors.
      const fixedBytes = Math.max(0, packed.bytes - costs.reduce((sum, cost) => sum + cost, 0));
      next = planAt(tight, { measured, margin, fixedBytes });
    }
  } finally {
    await discard(last);
  }
}

/** How to pack what `plan` keeps. After a try that was too large, only what loses an entry is packed again: it is a few of many. */
function requestFor(
  plan: PlanAtLevel,
  request: UnplannedRequest,
  {
    last,
    limitedBy,
    mostBytes,
  }: Pick<PackLimits, "limitedBy"> & {
    readonly last: Packed | undefined;
    readonly mostBytes: number;
  },
): PackRequest {
  const digests = last && digestsByName(last.manifest);
  const kept = plan.keep.map(({ entry }) => entry);
  const entries = digests
    ? kept.map((entry) => ({
        ...entry,
        heldBy: [...(entry.heldBy ?? []), digests.get(entry.name) ?? []].flat(),
      }))
    : kept;
  const reuse = [...(last ? [last] : []), ...(request.reuse ?? [])];
  return {
    ...request,
    level: plan.level,
    mostBytes,
    entries,
    reuse,
    about: { ...request.about, ...evictedBy(plan, limitedBy) },
  };
}

/** Removes what a try that was too large has left. */
async function discard(packed: Packed | undefined): Promise<void> {
  if (packed) await rm(packed.file, { force: true });
}

/** Known before anything is packed: whatever a plan keeps that is not new is in a bundle already. */
function whyNot(
  { keep, evict, expectedBytes }: BudgetPlan<CostedEntry>,
  options: PlanOptions,
  { mostUploadBytes, freeBytes, judge }: Pick<PackLimits, "mostUploadBytes" | "freeBytes" | "judge">,
): NotPacked | undefined {
  if (keep.length === 0) return nothingFits(options);
  const displaced = evict.filter(({ reason }) => isForWantOfRoom(reason) || reason === "too-many");
  const { newEntries, isEnough, why } = judge(
    keep.map(({ entry }) => entry),
    displaced.map(({ entry }) => entry),
  );
  if (!isEnough) {
    const budget = formatSize(options.budgetBytes);
    const some = `too little of what is new fits into ${budget}: ${why}`;
    return { kind: "nothing-new", why: newEntries === 0 ? `nothing new fits into ${budget}` : some };
  }
  if (mostUploadBytes !== undefined && expectedBytes > mostUploadBytes) {
    const size = formatSize(expectedBytes);
    return { kind: "nothing-new", why: `the job was cancelled, and about ${size} take too long to upload` };
  }
  if (freeBytes !== undefined && expectedBytes > freeBytes) {
    const [needed, free] = [formatSize(expectedBytes), formatSize(freeBytes)];
    const why = `the disk has too little room to save the bundle: it needs about ${needed}, and the temporary folder has ${free} free`;
    return { kind: "no-room", why };
  }
  return undefined;
}

function nothingFits({ budgetBytes }: PlanOptions): NotPacked {
  return { kind: "too-small", why: `nothing fits into ${formatSize(budgetBytes)}` };
}

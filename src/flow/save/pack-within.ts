import { rm } from "node:fs/promises";
import { type BudgetPlan, type PlanOptions, planBudget } from "../../budget/plan.ts";
import type { Candidate } from "../../budget/worth.ts";
import { limits } from "../../bundle/format/limits.ts";
import type { Packed, PackRequest } from "../../bundle/pack-request.ts";
import { formatSize } from "../../config/size.ts";
import { shortName } from "../../report/explain/evicted.ts";
import { type Measure, withCosts } from "../evidence/costs.ts";
import type { AgedEntry } from "./aged-contents.ts";
import type { SavePlan } from "./decide.ts";

/** An entry on disk together with what it is expected to take in the bundle. */
export type CostedEntry = AgedEntry & Candidate;

/** A bundle within the budget, or why none was made. */
export type PackedWithin = { readonly plan: BudgetPlan<CostedEntry> } & (
  | { readonly kind: "packed"; readonly packed: Packed }
  | NotPacked
);

interface NotPacked {
  readonly kind: "nothing-new" | "too-small";
  readonly why: string;
}

export interface Limits {
  readonly plan: PlanOptions;
  readonly measure: Measure;
  /** A plan that is expected to take more to upload is not carried out. */
  readonly mostUploadBytes: number | undefined;
  /** Whether what is new of the entries that the plan keeps is worth an upload. */
  readonly judge: SavePlan["judge"];
}

/** Makes a bundle of entries. */
export type Pack = (request: PackRequest) => Promise<Packed>;

/** How much more than measured to expect of entries in each try after the first. */
const margins = [1.01, 1.1];

/**
 * Packs what the budget allows, if enough of that is new. What entries take is known only afterwards: the first plan goes
 * by what they took in the bundle before, and when the result is over the budget, the next by what they have just taken.
 * Nothing over the budget is ever left at `request.out`.
 */
export async function packWithin(
  entries: readonly AgedEntry[],
  { plan: options, measure, ...limits }: Limits,
  request: Omit<PackRequest, "entries">,
  pack: Pack,
): Promise<PackedWithin> {
  let plan = planBudget(withCosts(entries, measure), options);
  let reuse = request.reuse ?? [];
  for (const margin of [...margins, undefined]) {
    const not = whyNot(plan, options, limits);
    if (not !== undefined) return { ...not, plan };
    const about = { ...request.about, ...evictedBy(plan) };
    const packed = await pack({ ...request, reuse, about, entries: plan.keep.map(({ entry }) => entry) });
    if (packed.bytes <= options.budgetBytes) return { kind: "packed", plan, packed };
    if (margin === undefined) break;
    const measured = { ...measure, manifest: packed.manifest };
    const budgetBytes =
      options.budgetBytes - fixedBytes(packed, withCosts(packed.manifest.entries, measured));
    plan = planBudget(withCosts(entries, measured, margin), { ...options, budgetBytes });
    // Only what loses an entry is packed again: it is a few of many that do not fit.
    const justPacked = { file: request.out, manifest: packed.manifest, isOfThisSave: true };
    reuse = [justPacked, ...(request.reuse ?? [])];
  }
  await rm(request.out, { force: true });
  return { ...nothingFits(options), plan };
}

/** What a bundle takes beside its entries: the history of its runs, the names of its ancestors. */
function fixedBytes({ bytes }: Packed, entries: readonly { readonly cost: number }[]): number {
  return Math.max(0, bytes - entries.reduce((sum, { cost }) => sum + cost, 0));
}

/** What a plan leaves out, for the next run to know why it misses: what took longest to compile comes first. */
function evictedBy({ evict }: BudgetPlan<CostedEntry>): { evicted?: Record<string, string[]> } {
  if (evict.length === 0) return {};
  const dearest = evict
    .toSorted((a, b) => (b.entry.costMs ?? 0) - (a.entry.costMs ?? 0))
    .slice(0, limits.evicted);
  const byRule = Map.groupBy(dearest, ({ reason }) => reason);
  const names = [...byRule].map(([reason, group]) => [
    reason,
    group.map(({ entry }) => shortName(entry.name)),
  ]);
  return { evicted: Object.fromEntries(names) };
}

/** Known before anything is packed: whatever a plan keeps that is not new is in a bundle already. */
function whyNot(
  { keep, evict, expectedBytes }: BudgetPlan<CostedEntry>,
  options: PlanOptions,
  { mostUploadBytes, judge }: Pick<Limits, "mostUploadBytes" | "judge">,
): NotPacked | undefined {
  if (keep.length === 0) return nothingFits(options);
  const displaced = evict.filter(({ reason }) => reason === "over-budget" || reason === "larger");
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
  return undefined;
}

function nothingFits({ budgetBytes }: PlanOptions): NotPacked {
  return { kind: "too-small", why: `nothing fits into ${formatSize(budgetBytes)}` };
}

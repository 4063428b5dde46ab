import { rm } from "node:fs/promises";
import { type BudgetPlan, type PlanOptions, planBudget } from "../../budget/plan.ts";
import { pack } from "../../bundle/pack.ts";
import type { Packed, PackRequest } from "../../bundle/pack-request.ts";
import type { Zstd } from "../../zstd/zstd.ts";
import { type CostedEntry, type Measure, withCosts } from "./costs.ts";
import type { KnownEntry } from "./history.ts";

/** A bundle within the budget, or, when none could be made, no `packed`. */
export interface PackedWithin {
  readonly plan: BudgetPlan<CostedEntry>;
  readonly packed: Packed | undefined;
}

/** How much more than measured to expect of entries in each try after the first. */
const margins = [1.01, 1.1];

/**
 * Packs what the budget allows. What entries take is known only afterwards: the first plan goes by what they took in
 * the bundle before, and when the result is over the budget, the next by what they have just taken. Nothing over the
 * budget is ever left at `request.out`.
 */
export async function packWithin(
  entries: readonly KnownEntry[],
  { plan: options, measure }: { readonly plan: PlanOptions; readonly measure: Measure },
  request: Omit<PackRequest, "entries">,
  zstd: Zstd,
): Promise<PackedWithin> {
  let plan = planBudget(withCosts(entries, measure), options);
  for (const margin of [...margins, undefined]) {
    if (plan.keep.length === 0) break;
    const packed = await pack({ ...request, entries: plan.keep.map(({ entry }) => entry) }, zstd);
    if (packed.bytes <= options.budgetBytes) return { plan, packed };
    if (margin !== undefined)
      plan = planBudget(withCosts(entries, { ...measure, manifest: packed.manifest }, margin), options);
  }
  await rm(request.out, { force: true });
  return { plan, packed: undefined };
}

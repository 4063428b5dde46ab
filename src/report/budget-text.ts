import { type Candidate, evictReasons, keepReasons } from "../budget/candidate.ts";
import type { BudgetPlan } from "../budget/plan.ts";
import { formatSize } from "../config/size.ts";
import type { BudgetReport } from "./report.ts";

/** What the budget kept and left out, a line for each reason, and why unused entries went or stayed. */
export function budgetLines({ plan, room, unused, budgetBytes }: BudgetReport): string[] {
  return [
    `Budget: ${formatSize(budgetBytes)}${room === undefined ? "" : `, since ${room}`}`,
    `Unused entries ${unused.drop ? "go" : "stay while the budget lasts"}: ${unused.why}`,
    ...planLines(plan),
  ];
}

/**
 * What a plan keeps and leaves out, a line for each reason; entries that alone are over the budget by name. `kept` says
 * why entries stay, where that is not by the use of this run.
 */
export function planLines(plan: BudgetPlan<Candidate>, kept = keepReasons): string[] {
  return [
    ...tally(plan.keep, kept).map((line) => `  keeps ${line}`),
    ...tally(plan.evict, evictReasons).map((line) => `  leaves out ${line}`),
    ...plan.evict
      .filter(({ reason }) => reason === "larger")
      .slice(0, 5)
      .map(({ entry }) => `  ${entry.name} alone is expected to take ${formatSize(entry.cost)}`),
  ];
}

/** `12 entries (3.1 MB): not used by a complete build`, for each reason that occurs, in the table's order. */
function tally<R extends string>(
  list: readonly { readonly entry: { readonly cost: number }; readonly reason: R }[],
  texts: Readonly<Record<R, string>>,
): string[] {
  const byReason = Map.groupBy(list, ({ reason }) => reason);
  return (Object.keys(texts) as R[]).flatMap((reason) => {
    const group = byReason.get(reason);
    if (!group) return [];
    const bytes = group.reduce((sum, { entry }) => sum + entry.cost, 0);
    return [
      `${group.length} ${group.length === 1 ? "entry" : "entries"} (${formatSize(bytes)}): ${texts[reason]}`,
    ];
  });
}

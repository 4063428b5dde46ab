import type { BudgetLimit } from "../../budget/budget.ts";
import type { BudgetPlan } from "../../budget/plan.ts";
import type { Candidate } from "../../budget/worth.ts";
import { limits } from "../../bundle/format/checks.ts";
import type { Manifest } from "../../bundle/format/manifest.ts";
import { shortName } from "../../report/explain/reason.ts";

/** What a plan leaves out, for the next run to know why it misses: what took longest to compile comes first. */
export function evictedBy(
  { evict }: BudgetPlan<Candidate & { readonly name: string }>,
  limitedBy: BudgetLimit,
): Partial<Pick<Manifest, "evicted" | "limitedBy">> {
  if (evict.length === 0) return {};
  const dearest = evict
    .toSorted((a, b) => (b.entry.costMs ?? 0) - (a.entry.costMs ?? 0))
    .slice(0, limits.evicted);
  const namesOf = (group: typeof dearest) => group.map(({ entry }) => shortName(entry.name));
  const byRule = Map.groupBy(dearest, ({ reason }) => reason);
  const evicted = Object.fromEntries([...byRule].map(([reason, group]) => [reason, namesOf(group)]));
  return { evicted, limitedBy };
}

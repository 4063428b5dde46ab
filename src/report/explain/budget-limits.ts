import type { BudgetLimit } from "../../budget/budget.ts";

/** What a budget is called that is too small, and what to do about it. */
export const budgetLimits: Readonly<Record<BudgetLimit, { readonly name: string; readonly remedy: string }>> =
  {
    "max-size": { name: "max-size", remedy: "Raise max-size." },
    overlay: {
      name: "The overlay of this pull request",
      remedy: "Set pull-request: full to save a whole bundle for each pull request.",
    },
    store: {
      name: "The store's own max-size",
      remedy: "Raise max-size in the store's address (local:PATH?max-size=SIZE).",
    },
    repository: {
      name: "The room in the repository's cache",
      remedy:
        "Delete caches that nobody needs, or raise repository-limit if the repository has more than 10 GB.",
    },
  };

/** What to do about an entry that was left out for want of room; older bundles do not tell by which limit. */
export function remedyFor(limit: string | undefined): string {
  const isKnown = (name: string): name is BudgetLimit => Object.hasOwn(budgetLimits, name);
  if (limit !== undefined && isKnown(limit)) return budgetLimits[limit].remedy;
  return "Raise max-size, unless the store or the repository's cache has no more room.";
}

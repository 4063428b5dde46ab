import type { Config } from "../config/inputs.ts";

/**
 * What sets how much a bundle may take: the input, what an overlay may take of its base, the size that the store has for all
 * bundles, or what the repository's cache has left.
 */
export type BudgetLimit = "max-size" | "overlay" | "store" | "repository";

/** What a bundle may take, and what to change for more. */
export interface Budget {
  readonly budgetBytes: number;
  readonly limitedBy: BudgetLimit;
}

/** The smaller of two budgets; the first where they are the same. */
export function tighter(one: Budget, other: Budget): Budget {
  return other.budgetBytes < one.budgetBytes ? other : one;
}

/** What a whole bundle may take. */
export function wholeBudget({ maxSizeBytes }: Pick<Config, "maxSizeBytes">): Budget {
  return { budgetBytes: maxSizeBytes, limitedBy: "max-size" };
}

/** An overlay may take half of its base, and this much in any case. */
const overlayShare = 0.5;
const overlayLeastBytes = 20e6;

/** What an overlay on a base of so many bytes may take. */
export function overlayBudget(config: Pick<Config, "maxSizeBytes">, baseBytes: number): Budget {
  const budgetBytes = Math.max(overlayLeastBytes, baseBytes * overlayShare);
  return tighter(wholeBudget(config), { budgetBytes, limitedBy: "overlay" });
}

import type { KeyPlan } from "../key/key.ts";
import type { KeyChain } from "../store/store.ts";

/**
 * The chains in which a job looks for a base, one after the other until there is one: those of its own family, then those of
 * other matrix jobs and other jobs. A branch, and a level of a store, is asked for a whole chain before the next one is: in one
 * chain for all, another job's bundle of this branch would hide the job's own of the default branch, and an older one of this branch
 * the one with the same lockfiles.
 */
export function baseChains({
  family,
  custom,
  primary,
  fallbacks,
  freshOfAny,
}: Pick<KeyPlan, "family" | "custom" | "primary" | "fallbacks" | "freshOfAny">): readonly KeyChain[] {
  const isOwn = (beginning: string) => custom || beginning.startsWith(`${family}-`);
  const own = fallbacks.filter(isOwn);
  const others = fallbacks.filter((beginning) => !isOwn(beginning));
  const groups = freshOfAny ? [[primary], own, others] : [[primary, ...own], others];
  return groups.flatMap(([key, ...rest]) => (key === undefined ? [] : { key, fallbacks: rest }));
}

/** What comes of the first of these chains for which there is something. */
export async function findBase<T extends { readonly kind: "hit" | "miss" }>(
  keys: Parameters<typeof baseChains>[0],
  ask: (chain: KeyChain) => Promise<T>,
): Promise<T | { readonly kind: "miss" }> {
  for (const chain of baseChains(keys)) {
    const found = await ask(chain);
    if (found.kind === "hit") return found;
  }
  return { kind: "miss" };
}

import type { KeyChain } from "../store.ts";

/**
 * The best match among `saved`, which is sorted from the oldest to the newest. The first key of the chain
 * that matches anything decides: its exact name if there is one, else the newest it is a prefix of.
 */
export function bestMatch<T extends { readonly key: string }>(
  { key, fallbacks }: KeyChain,
  saved: readonly T[],
): T | undefined {
  for (const wanted of [key, ...fallbacks]) {
    const found =
      saved.findLast((one) => one.key === wanted) ?? saved.findLast((one) => one.key.startsWith(wanted));
    if (found !== undefined) return found;
  }
  return undefined;
}

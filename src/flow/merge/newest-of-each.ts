import { parseKey } from "../../key/key.ts";
import type { StoredBundle } from "../../stored-bundle.ts";

/** The newest bundle of each matrix job, by family; those of other refs are left out. */
export function newestOfEach(
  oldestFirst: readonly StoredBundle[],
  { keyPrefix, ref }: { keyPrefix: string; ref: string | undefined },
): ReadonlyMap<string, StoredBundle> {
  const own = oldestFirst.flatMap((bundle) => {
    const parsed = parseKey(bundle.key, keyPrefix);
    return parsed?.kind === "base" && bundle.ref === ref ? [[parsed.family, bundle] as const] : [];
  });
  return new Map(own);
}

/**
 * Whether a matrix job has saved or restored a bundle since the earlier merge, or nothing tells. Otherwise the job may be gone from the
 * matrix: each merge would fetch its bundle, so that GitHub would never evict it, and keep its entries for ever.
 */
export function isUsedSince(mergedAtMs = 0) {
  return ({ savedAtMs, lastReadAtMs = Number.POSITIVE_INFINITY }: StoredBundle) =>
    Math.max(savedAtMs, lastReadAtMs) > mergedAtMs;
}

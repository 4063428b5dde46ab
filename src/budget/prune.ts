import type { Config } from "../config/inputs.ts";
import { parseKey } from "../key/key.ts";
import { byAge, type StoredBundle } from "../stored-bundle.ts";

interface PruneOptions extends Pick<Config, "keyPrefix"> {
  /** Only this ref's bundles, or those of every ref. */
  readonly ref: string | undefined;
  /** How many bundles of each family and ref are kept; 0 removes all. */
  readonly keep: number;
  readonly nowMs: number;
}

/** A bundle that another job began to read this recently may still be on its way to it. */
const readingMs = 5 * 60_000;
/** No clock that is right is so far behind another: a time that is so far ahead tells nothing. */
const mostAheadMs = 86_400_000;

/**
 * Whether a bundle may still be on its way to a job, so that nobody may delete it. Where reads are not noted, a job may have
 * found it until `successor` was saved, the next newer bundle of the same family and ref; without one it may be found now.
 */
export function isBeingRead(
  { lastReadAtMs }: Pick<StoredBundle, "lastReadAtMs">,
  { successor, nowMs }: { successor: Pick<StoredBundle, "savedAtMs"> | undefined; nowMs: number },
): boolean {
  const sinceMs = nowMs - (lastReadAtMs ?? successor?.savedAtMs ?? nowMs);
  return sinceMs <= readingMs && sinceMs >= -mostAheadMs;
}

/**
 * The bundles of one prefix that are removed when of each family, ref and version only the newest `keep` stay; the oldest first. Overlays are
 * families of their own. Keys that another prefix, a custom key or another tool made are kept, and so is what a job may be
 * reading. Where none is to stay, nobody is said to look any more: of the newest, then, its own age counts.
 */
export function planPrune<E extends Omit<StoredBundle, "bytes">>(
  bundles: readonly E[],
  options: PruneOptions,
): E[] {
  const { keyPrefix, ref, keep, nowMs } = options;
  const ours = bundles.flatMap((bundle) => {
    const parsed = parseKey(bundle.key, keyPrefix);
    if (!parsed || (ref !== undefined && bundle.ref !== ref)) return [];
    return [{ bundle, group: JSON.stringify([parsed.family, bundle.ref, bundle.version]) }];
  });
  return [...Map.groupBy(ours, ({ group }) => group).values()].flatMap((group) => {
    const newestFirst = group.map(({ bundle }) => bundle).sort((a, b) => byAge(b, a));
    return newestFirst
      .filter((one, i) => i >= keep && !isBeingRead(one, { successor: newestFirst[i - 1] ?? one, nowMs }))
      .reverse();
  });
}

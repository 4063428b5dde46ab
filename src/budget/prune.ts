import { parseKey } from "../key/key.ts";

/** A bundle in a store, as far as cleaning up needs to know it. Times are milliseconds since 1970. */
export interface StoredVersion {
  readonly key: string;
  /** The ref whose jobs saved it, where the store keeps refs apart. */
  readonly ref?: string;
  readonly savedAtMs: number;
  /** Where the store notes it. */
  readonly lastReadAtMs?: number;
}

interface PruneOptions {
  /** The input `key-prefix`: keys that another prefix, a custom key or another tool made are kept. */
  readonly keyPrefix: string;
  /** Only this ref's bundles, or those of every ref. */
  readonly ref: string | undefined;
  /** How many bundles of each family and ref are kept; 0 removes all. */
  readonly keep: number;
  readonly nowMs: number;
}

/** A bundle that was read this recently may still be on its way to another job. */
const readingMs = 5 * 60_000;

/**
 * The bundles of one prefix that are removed when of each family and ref only the newest `keep` stay; the oldest first. Overlays are
 * families of their own. What was read within the last minutes stays: a job may be downloading it.
 */
export function planPrune<V extends StoredVersion>(versions: readonly V[], options: PruneOptions): V[] {
  const { keyPrefix, ref, keep, nowMs } = options;
  const groups = Map.groupBy(
    versions.filter((version) => ref === undefined || version.ref === ref),
    (version) => {
      const family = familyOf(version.key, keyPrefix);
      return family && `${family}\n${version.ref ?? ""}`;
    },
  );
  return [...groups].flatMap(([group, own]) => {
    if (group === undefined) return [];
    return own
      .sort((a, b) => b.savedAtMs - a.savedAtMs || (a.key < b.key ? -1 : 1))
      .slice(keep)
      .filter(({ lastReadAtMs = 0 }) => nowMs - lastReadAtMs > readingMs)
      .reverse();
  });
}

/** Equal for keys that supersede each other; undefined for a key that is not of this prefix. */
function familyOf(key: string, keyPrefix: string): string | undefined {
  const parsed = parseKey(key, keyPrefix);
  return parsed && [parsed.kind, parsed.family, parsed.pullRequest ?? ""].join(" ");
}

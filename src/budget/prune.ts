import { parseKey } from "../key/key.ts";
import { type StoredVersion, superseded } from "./superseded.ts";

export interface PruneOptions {
  /** The input `key-prefix`: keys that another prefix, a custom key or another tool made are kept. */
  readonly keyPrefix: string;
  /** Only this ref's bundles, or those of every ref. */
  readonly ref: string | undefined;
  /** How many bundles of each family and ref are kept; 0 removes all. */
  readonly keep: number;
  readonly nowMs: number;
}

/**
 * The bundles of one prefix that are removed when of each family and ref only the newest `keep` stay; the oldest first. Overlays are
 * families of their own. What was read within the last minutes stays.
 */
export function planPrune<V extends StoredVersion>(versions: readonly V[], options: PruneOptions): V[] {
  const { keyPrefix, ref, keep, nowMs } = options;
  const groups = Map.groupBy(
    versions.filter((version) => ref === undefined || version.ref === ref),
    (version) => `${groupOf(version.key, keyPrefix)}\n${version.ref ?? ""}`,
  );
  return [...groups].flatMap(([group, own]) => {
    const [family = "", groupRef] = group.split("\n");
    if (family === "") return [];
    const newest = own.toSorted((a, b) => b.savedAtMs - a.savedAtMs)[0];
    return superseded(own, {
      isFamily: () => true,
      ref: groupRef === "" ? undefined : groupRef,
      newestKey: keep === 0 ? "" : (newest?.key ?? ""),
      keep,
      nowMs,
    });
  });
}

/** Equal for keys that supersede each other; empty for a key that is not of this prefix. */
function groupOf(key: string, keyPrefix: string): string {
  const parsed = parseKey(key, keyPrefix);
  return parsed ? [parsed.kind, parsed.family, parsed.pullRequest ?? ""].join(" ") : "";
}

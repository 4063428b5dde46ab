import { type StoredVersion, superseded } from "./superseded.ts";

export interface PruneOptions {
  /** The first part of the keys to look at; keys of other names stay. */
  readonly name: string;
  /** Only this ref's bundles, or those of every ref. */
  readonly ref: string | undefined;
  /** How many bundles of each family and ref stay; 0 removes all. */
  readonly keep: number;
  readonly nowMs: number;
}

/**
 * The bundles of one name that go when of each family and ref only the newest `keep` stay; the oldest first. Overlays are
 * families of their own. What was read within the last minutes stays.
 */
export function planPrune<V extends StoredVersion>(versions: readonly V[], options: PruneOptions): V[] {
  const { name, ref, keep, nowMs } = options;
  const groups = Map.groupBy(
    versions.filter((version) => ref === undefined || version.ref === ref),
    (version) => `${familyOf(version.key, name)}\n${version.ref ?? ""}`,
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

/** Parts of a family after its name: system, architecture, compilers, job, matrix leg; an overlay has its number too. */
const partsAfterName = 5;

/** What keys of the same family begin with; empty for a key that is not of this name. */
export function familyOf(key: string, name: string): string {
  const overlay = `${name}+overlay-`;
  const [prefix, parts] = key.startsWith(overlay)
    ? [overlay, partsAfterName + 1]
    : [`${name}-`, partsAfterName];
  if (!key.startsWith(prefix)) return "";
  const rest = key.slice(prefix.length).split("-");
  return rest.length > parts ? `${prefix}${rest.slice(0, parts).join("-")}` : "";
}

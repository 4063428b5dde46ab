import { limits } from "../../bundle/format/limits.ts";
import type { Listing, StoredBundle } from "../../store/catalog.ts";
import { StoreError } from "../../store/store-error.ts";
import type { Deps } from "../deps.ts";
import type { KnownBundle, Past } from "../evidence/past.ts";
import type { SavePlan } from "./decide.ts";
import type { Survey } from "./room.ts";

/** What the family holds in this ref's scope, as far as the store tells. */
export interface Family {
  /** The bundles of the family that this ref owns, the newest first; undefined where the store lists nothing. */
  readonly bundles: readonly StoredBundle[] | undefined;
  /** The newest bundle that this job has not taken into account, or undefined when it knows the newest one. */
  readonly head: string | undefined;
}

/**
 * Looks for the newest bundle of the family that this job has not seen: another job may have been quicker, or the restore
 * failed or was skipped. The listing tells, where there is a whole one; else one lookup, which names the newest alone.
 * @throws {StoreError}
 */
export async function findFamily(
  { prefix, isFamily }: Pick<SavePlan, "prefix" | "isFamily">,
  { past, ref, listing }: { past: Past; ref: string | undefined; listing: Survey },
  deps: Pick<Deps, "store" | "catalog">,
): Promise<Family> {
  if (prefix === null) return { bundles: undefined, head: undefined };
  const isKnown = keysKnownTo(past);
  const listed = await list(prefix, { listing, ref }, deps);
  const bundles = listed?.bundles
    .filter((bundle) => isFamily(bundle.key) && bundle.ref === ref)
    .sort((a, b) => b.savedAtMs - a.savedAtMs || (a.key < b.key ? -1 : 1));
  const head = bundles?.find(({ key }) => !isKnown(key))?.key;
  if (listed?.complete) return { bundles, head };
  const found = await deps.store.lookup({ key: prefix, fallbacks: [] });
  const isOwn = found.kind === "hit" && (found.ref === undefined || found.ref === ref);
  const isNew = found.kind === "hit" && isOwn && isFamily(found.key) && !isKnown(found.key);
  return { bundles, head: isNew ? found.key : head };
}

/** Whether the entries of the bundle with this key have been taken into account. */
export function keysKnownTo(past: Past): (key: string) => boolean {
  const known = new Set(ancestorsOf(past));
  return (key) => known.has(key);
}

/** A bundle and all whose entries it has taken into account. */
export function lineOf({ key, manifest }: KnownBundle): string[] {
  return [key, ...(manifest?.parents ?? []), ...(manifest?.ancestors ?? [])];
}

/**
 * Keys of all bundles that one made of `parents`, the newest last, has taken into account: those nearest to each parent
 * first, so that the long line of one does not push the others out of the limit.
 */
export function ancestorsFrom(parents: readonly KnownBundle[]): string[] {
  const lines = parents.toReversed().map(lineOf);
  const longest = Math.max(0, ...lines.map((line) => line.length));
  const byDistance = Array.from({ length: longest }, (_, i) => lines.flatMap((line) => line[i] ?? []));
  return [...new Set(byDistance.flat())].slice(0, limits.ancestors);
}

/** The store's bundles with this prefix, or undefined where nobody may list them. */
async function list(
  prefix: string,
  { listing, ref }: { listing: Survey; ref: string | undefined },
  { catalog }: Pick<Deps, "catalog">,
): Promise<Listing | undefined> {
  if (!catalog || listing === "refused") return undefined;
  if (listing?.complete) {
    return { bundles: listing.bundles.filter(({ key }) => key.startsWith(prefix)), complete: true };
  }
  try {
    return await catalog.list(prefix, { ref });
  } catch (error) {
    if (error instanceof StoreError && error.reason === "denied") return undefined;
    throw error;
  }
}

/** All that this job has taken into account. */
export function ancestorsOf({ base, overlay, heads }: Past): string[] {
  return [...heads.toReversed(), overlay, base].flatMap((bundle) => (bundle ? lineOf(bundle) : []));
}

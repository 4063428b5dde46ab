import { type Listing, StoreError } from "../../store/store.ts";
import { byAge, type StoredBundle } from "../../stored-bundle.ts";
import type { Deps } from "../deps.ts";
import type { Survey } from "../new-bundle/room.ts";
import type { SavePlan } from "./decide.ts";

/** What the family holds in this ref's scope, as far as the store tells. */
export interface Family {
  /** The bundles of the family that this ref owns, the newest first; undefined where the store lists nothing. */
  readonly bundles: readonly StoredBundle[] | undefined;
  /** The newest bundle that this job has not taken into account, or undefined when it knows all of which the store tells. */
  readonly head: string | undefined;
  /** The newest of all, or undefined when there is none. */
  readonly newest: string | undefined;
}

/** What a job has taken into account when it looks for the rest of its family. */
interface FamilyFacts {
  /** Keys of those bundles. */
  readonly known: ReadonlySet<string>;
  /** Keys of those that no longer remember all that they have taken into account themselves. */
  readonly forgetful: ReadonlySet<string>;
  readonly ref: string | undefined;
  readonly listing: Survey;
}

/**
 * What was saved so long before a bundle that was there when that one was made: it was taken into account. What was not came
 * while the job of that one packed and uploaded.
 */
const surelySeenMs = 86_400_000;

/**
 * Looks for the newest bundle of the family that is not `known`: another job may have been quicker, or the restore
 * failed, was skipped, or brought only a part. The listing tells, where there is a whole one; else one lookup, which names the newest alone.
 * Where nothing is deleted there are more bundles than one can name: those that it has forgotten are not taken for new. Those of
 * another version than the newest that is known are not found by this job.
 * @throws {StoreError}
 */
export async function findFamily(
  { prefix, newest, isFamily }: Pick<SavePlan, "prefix" | "newest" | "isFamily">,
  { known, forgetful, ref, listing }: FamilyFacts,
  deps: Pick<Deps, "store" | "catalog">,
): Promise<Family> {
  const listed = prefix === null ? undefined : await list(prefix, { listing, ref }, deps);
  const all = listed?.bundles
    .filter((bundle) => isFamily(bundle.key) && bundle.ref === ref)
    .sort((a, b) => byAge(b, a));
  const ours = all?.find(({ key }) => known.has(key));
  const bundles = ours ? all?.filter(({ version }) => version === ours.version) : all;
  const forgetfulMs = bundles?.flatMap(({ key, savedAtMs }) => (forgetful.has(key) ? [savedAtMs] : [])) ?? [];
  const sinceMs = Math.max(...forgetfulMs) - surelySeenMs;
  const head = bundles?.find(({ key, savedAtMs }) => !known.has(key) && savedAtMs >= sinceMs)?.key;
  if (listed?.complete) return { bundles, head, newest: bundles?.[0]?.key };
  const found = await deps.store.lookup(newest);
  const isOwn = found.kind === "hit" && (found.ref === undefined || found.ref === ref) && isFamily(found.key);
  if (!isOwn) return { bundles, head, newest: undefined };
  return { bundles, head: known.has(found.key) ? head : found.key, newest: found.key };
}

/** The store's bundles with this prefix, and maybe others, or undefined where nobody may list them. */
async function list(
  prefix: string,
  { listing, ref }: { listing: Survey; ref: string | undefined },
  { catalog }: Pick<Deps, "catalog">,
): Promise<Listing | undefined> {
  if (!catalog || listing === "refused") return undefined;
  if (listing?.complete) return listing;
  try {
    return await catalog.list(prefix, { ref });
  } catch (error) {
    if (error instanceof StoreError && ["denied", "absent"].includes(error.reason)) return undefined;
    throw error;
  }
}

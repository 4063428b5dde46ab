import { isBeingRead } from "../../budget/prune.ts";
import { type Replacing, replacedBy } from "../../budget/room.ts";
import type { Packed } from "../../bundle/pack-request.ts";
import type { Log } from "../../log.ts";
import type { Advance } from "../../report/progress.ts";
import { type Catalog, type Listing, StoreError } from "../../store/store.ts";
import { byAge, type StoredBundle } from "../../stored-bundle.ts";
import type { Deps } from "../deps.ts";
import { digestOf } from "../evidence/candidates.ts";
import type { SavePlan } from "./decide.ts";
import type { Survey } from "./room.ts";

/** What the family holds in this ref's scope, as far as the store tells. */
export interface Family {
  /** The bundles of the family that this ref owns, the newest first; undefined where the store lists nothing. */
  readonly bundles: readonly StoredBundle[] | undefined;
  /** The newest bundle that this job has not taken into account, or undefined when it knows all of which the store tells. */
  readonly head: string | undefined;
  /** The newest of all, or undefined when there is none. */
  readonly newest: string | undefined;
}

/**
 * Looks for the newest bundle of the family that is not `known`: another job may have been quicker, or the restore
 * failed, was skipped, or brought only a part. The listing tells, where there is a whole one; else one lookup, which names the newest alone.
 * @throws {StoreError}
 */
export async function findFamily(
  { prefix, newest, isFamily }: Pick<SavePlan, "prefix" | "newest" | "isFamily">,
  {
    known,
    ref,
    listing,
  }: { readonly known: ReadonlySet<string>; readonly ref: string | undefined; readonly listing: Survey },
  deps: Pick<Deps, "store" | "catalog">,
): Promise<Family> {
  const listed = prefix === null ? undefined : await list(prefix, { listing, ref }, deps);
  const bundles = listed?.bundles
    .filter((bundle) => isFamily(bundle.key) && bundle.ref === ref)
    .sort((a, b) => byAge(b, a));
  const head = bundles?.find(({ key }) => !known.has(key))?.key;
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
    if (error instanceof StoreError && error.reason === "denied") return undefined;
    throw error;
  }
}

/** Of what was just saved. */
export interface CleanUpRequest extends Replacing {
  /** What the keys to look at begin with. */
  readonly prefix: string;
  /** Its key. */
  readonly newestKey: string;
  /** How many bundles are kept, the newest included. */
  readonly keepLast: number;
  readonly nowMs: number;
  /** A bundle that was last read before this moment was read by this job. */
  readonly ownReadAtMs: number;
  /** All bundles of the store, as they were listed after the upload; undefined where that was not done. */
  readonly listed?: readonly StoredBundle[] | undefined;
}

export interface Deleted {
  readonly bundles: number;
  readonly bytes: number;
}

/** Clocks of a service and a runner differ. */
const clockSlackMs = 5_000;

/**
 * Deletes the ancestors of the bundle that was just saved, and returns what they took. To be called only once the new one is
 * there. It lists anew, so that a job that has begun to read one of them meanwhile is seen. A failure is a notice: what
 * is left is collected by the next save.
 */
export async function cleanUp(request: CleanUpRequest, catalog: Catalog, log: Log): Promise<Deleted> {
  let deleted: Deleted = { bundles: 0, bytes: 0 };
  try {
    const listed = request.listed ?? (await catalog.list(request.prefix, { ref: request.ref })).bundles;
    for (const bundle of deletable(listed, request)) {
      if ((await catalog.remove(bundle)) === "gone") continue;
      deleted = { bundles: deleted.bundles + 1, bytes: deleted.bytes + bundle.bytes };
      log.info(`Deleted the superseded bundle ${bundle.key}`);
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.notice(`Superseded bundles were not deleted: ${error.message}`);
  }
  return deleted;
}

/** What is replaced and no other job is reading, beyond those that are kept, the oldest first. */
export function deletable(
  bundles: readonly StoredBundle[],
  { newestKey, keepLast, nowMs, ownReadAtMs, ...replacing }: CleanUpRequest,
): StoredBundle[] {
  const isReplaced = replacedBy(replacing);
  const isNewest = ({ key, ref }: StoredBundle) => key === newestKey && ref === replacing.ref;
  // The new one is the newest, even where a store's times are too coarse, or its clock too far off, to tell.
  const savedAtMs = (bundle: StoredBundle) =>
    bundle.key === newestKey ? Number.MAX_VALUE : bundle.savedAtMs;
  const newestFirst = bundles
    .filter((bundle) => isNewest(bundle) || isReplaced(bundle))
    .sort((a, b) => savedAtMs(b) - savedAtMs(a) || (a.key < b.key ? -1 : 1));
  const isOwnRead = ({ lastReadAtMs = Number.POSITIVE_INFINITY }: StoredBundle) =>
    lastReadAtMs <= ownReadAtMs + clockSlackMs;
  const isFree = (bundle: StoredBundle) => {
    const successor = newestFirst[newestFirst.indexOf(bundle) - 1];
    return isOwnRead(bundle) || !isBeingRead(bundle, { successor, nowMs });
  };
  return newestFirst
    .filter(({ key }) => key !== newestKey)
    .slice(Math.max(0, keepLast - 1))
    .filter(isFree)
    .reverse();
}

interface Put {
  readonly key: string;
  /** `taken`: another job has saved the same. */
  readonly kind: "stored" | "taken";
  /** Size of the file, with its signature. */
  readonly bytes: number;
}

/**
 * Signs the bundle that was packed into `file`, and uploads it under the key of its contents. Where an upload holds that key
 * whose job was killed, or that is under way, a second one is used: otherwise the same contents could not be saved until
 * the store forgets the first. @throws {StoreError} when nothing is saved
 */
export async function putUnder(
  keyOf: (digest: string) => string,
  {
    file,
    packed,
    onProgress,
  }: { readonly file: string; readonly packed: Packed; readonly onProgress: Advance },
  { store, signing }: Pick<Deps, "store" | "signing">,
): Promise<Put> {
  const { entries, parents } = packed.manifest;
  const first = keyOf(digestOf(entries, parents));
  const second = keyOf(digestOf(entries, [...parents, first]));
  // Keys that a user gives have no digest, and so no second one.
  for (const key of new Set([first, second])) {
    const bytes = (await signing?.sign(file, key)) ?? packed.bytes;
    const { kind } = await store.put(key, file, { onBytes: (done) => onProgress({ done, total: bytes }) });
    if (kind !== "reserved") return { key, kind, bytes };
  }
  throw new StoreError(`The key ${first} is reserved by an upload that has not ended, so nothing was saved`, {
    reason: "unavailable",
  });
}

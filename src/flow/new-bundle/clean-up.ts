import { isBeingRead } from "../../budget/prune.ts";
import { type Replacing, replacedBy } from "../../budget/room.ts";
import type { Log } from "../../log.ts";
import { type Catalog, StoreError } from "../../store/store.ts";
import { byAge, type StoredBundle } from "../../stored-bundle.ts";

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

/**
 * What is replaced and no other job is reading, beyond those that are kept, the oldest first. Of another version than the new one it is
 * all that another job finds.
 */
export function deletable(
  bundles: readonly StoredBundle[],
  { newestKey, keepLast, nowMs, ownReadAtMs, ...replacing }: CleanUpRequest,
): StoredBundle[] {
  const isReplaced = replacedBy(replacing);
  const isNewest = ({ key, ref }: StoredBundle) => key === newestKey && ref === replacing.ref;
  // The new one is the newest, even where a store's times are too coarse, or its clock too far off, to tell.
  const savedAtMs = (bundle: StoredBundle) =>
    bundle.key === newestKey ? Number.MAX_VALUE : bundle.savedAtMs;
  const saved = bundles.filter(isNewest).sort(byAge).at(-1);
  const newestFirst = bundles
    .filter((bundle) => isNewest(bundle) || isReplaced(bundle))
    .filter(({ version }, _, all) => (saved ? version === saved.version : isOneVersion(all)))
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

function isOneVersion(bundles: readonly StoredBundle[]): boolean {
  return new Set(bundles.map(({ version }) => version)).size === 1;
}

import type { Log } from "../../log.ts";
import { type Catalog, lastUseMs, type StoredBundle } from "../../store/catalog.ts";
import { StoreError } from "../../store/store-error.ts";

export interface CleanUpRequest {
  /** What the keys to look at begin with. */
  readonly prefix: string;
  /** Whether the entries of the bundle with this key have been taken into account by the new one. */
  readonly isAncestor: (key: string) => boolean;
  /** The scope that this job writes. */
  readonly ref: string | undefined;
  /** What was just saved. */
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

/** A bundle that another job read this recently may still be on its way to it. */
const readingMs = 5 * 60_000;

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
    log.notice(
      error.reason === "denied"
        ? "The token may not delete caches, so superseded bundles are left for GitHub to evict: `permissions: actions: write` lets the action delete them."
        : `Superseded bundles were not deleted: ${error.message}`,
    );
  }
  return deleted;
}

/** The ancestors that no other job is reading, beyond those that are kept, the oldest first. */
export function deletable(
  bundles: readonly StoredBundle[],
  { isAncestor, ref, newestKey, keepLast, nowMs, ownReadAtMs }: CleanUpRequest,
): StoredBundle[] {
  const newestFirst = bundles
    .filter((bundle) => bundle.ref === ref && (bundle.key === newestKey || isAncestor(bundle.key)))
    .sort((a, b) => b.savedAtMs - a.savedAtMs || (a.key < b.key ? -1 : 1));
  const isBeingRead = (bundle: StoredBundle) => {
    const { lastReadAtMs = Number.POSITIVE_INFINITY } = bundle;
    const readMs = lastUseMs(bundle, newestFirst[newestFirst.indexOf(bundle) - 1]);
    return nowMs - readMs <= readingMs && lastReadAtMs > ownReadAtMs + clockSlackMs;
  };
  return newestFirst
    .filter(({ key }) => key !== newestKey)
    .slice(Math.max(0, keepLast - 1))
    .filter((bundle) => !isBeingRead(bundle))
    .reverse();
}

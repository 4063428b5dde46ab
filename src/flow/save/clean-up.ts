import { superseded } from "../../budget/superseded.ts";
import type { Log } from "../../log.ts";
import type { Catalog, StoredBundle } from "../../store/catalog.ts";
import { StoreError } from "../../store/store-error.ts";
import type { Listing } from "./room.ts";

export interface CleanUpRequest {
  /** What the keys to look at begin with. */
  readonly prefix: string;
  readonly isFamily: (key: string) => boolean;
  readonly ref: string | undefined;
  /** What was just saved. */
  readonly newestKey: string;
  readonly keep: number;
  readonly nowMs: number;
  /** What was listed before the upload, if it was: it need not be listed again while it is fresh. */
  readonly listing: Listing | undefined;
}

/** An older list may miss a job that has begun to download one of them since. */
const freshMs = 60_000;

/**
 * Deletes the bundles that the one just saved supersedes, and returns how many. To be called only once the new one is
 * surely there. Trouble is a notice: what stays is collected by the next run.
 */
export async function cleanUp(request: CleanUpRequest, catalog: Catalog, log: Log): Promise<number> {
  let removed = 0;
  try {
    for (const bundle of await findSuperseded(request, catalog)) {
      if ((await catalog.remove(bundle)) === "gone") continue;
      removed += 1;
      log.info(`Deleted the superseded bundle ${bundle.key}`);
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const denied = error.reason === "denied";
    log.notice(
      denied
        ? "The token may not delete caches, so superseded bundles stay until GitHub evicts them: `permissions: actions: write` lets them go."
        : `Superseded bundles stay for now: ${error.message}`,
    );
  }
  return removed;
}

async function findSuperseded(request: CleanUpRequest, catalog: Catalog): Promise<StoredBundle[]> {
  const { listing, nowMs, prefix } = request;
  if (listing) {
    const found = superseded(listing.bundles, request);
    const isFresh = nowMs - listing.atMs <= freshMs;
    if (found.length === 0 ? listing.complete : isFresh) return found;
  }
  return superseded((await catalog.list(prefix)).bundles, request);
}

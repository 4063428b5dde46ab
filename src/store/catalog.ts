import type { CallOptions } from "./store.ts";

/** One bundle of a store, as its listing shows it. Times are milliseconds since 1970. */
export interface StoredBundle {
  readonly key: string;
  /** What tells this bundle from another of the same key, where the store has such a thing. */
  readonly id?: string;
  readonly bytes: number;
  readonly savedAtMs: number;
  /** Absent where the store does not note it. */
  readonly lastReadAtMs?: number;
  /** The ref that saved it, in full (`refs/heads/main`); absent where it is not known. */
  readonly ref?: string;
}

/** What a store holds, as far as it told. */
export interface Listing {
  /** The oldest first. */
  readonly bundles: readonly StoredBundle[];
  /** Otherwise the listing was cut, or rows of it could not be read: there may be other bundles. */
  readonly complete: boolean;
}

/** `gone`: it was removed before, or another bundle was saved under its key, or somebody has read it since it was listed. */
export type Removed = "removed" | "gone";

export interface ListOptions extends Pick<CallOptions, "signal"> {
  /** Only the bundles of this ref, which is cheaper. */
  readonly ref?: string | undefined;
}

/**
 * The second side of a store, for those who tidy up: not every store has it. Most jobs never open one.
 * What is listed may change at any moment, so a listing is a hint and `remove` decides.
 */
export interface Catalog {
  /** As the label of the store. */
  readonly label: string;
  /**
   * Whether `lastReadAtMs` tells every read. Where it does not, a bundle may be on its way to a job until some minutes after
   * its successor was saved: see `lastUseMs`.
   */
  readonly tellsReads: boolean;
  /** All bundles of all refs whose key begins with `prefix`; the empty prefix lists all. @throws {StoreError} */
  list(prefix: string, options?: ListOptions): Promise<Listing>;
  /**
   * Removes one bundle that was listed, whole: no reader finds half of it. It looks first whether that bundle is still the one
   * that was listed. @throws {StoreError}
   */
  remove(bundle: StoredBundle, options?: Pick<CallOptions, "signal">): Promise<Removed>;
}

/** The order of a listing: the oldest first, and a fixed one among bundles of one instant. */
export function byAge(one: StoredBundle, other: StoredBundle): number {
  return one.savedAtMs - other.savedAtMs || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
}

/**
 * The latest moment at which a job may have begun to download `bundle`. Where reads are not noted it is the moment when
 * `successor` was saved, the next newer bundle of the same family and ref: from then on nobody finds the older one.
 */
export function lastUseMs(bundle: StoredBundle, successor: StoredBundle | undefined): number {
  return bundle.lastReadAtMs ?? successor?.savedAtMs ?? Number.POSITIVE_INFINITY;
}

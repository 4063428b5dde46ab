/**
 * One bundle of a store, as its listing shows it; of a repository's cache any entry, anybody's. Times are milliseconds since 1970.
 */
export interface StoredBundle {
  readonly key: string;
  /** What tells this bundle from another of the same key, where the store has such a thing; at GitHub a number that grows. */
  readonly id?: string;
  readonly bytes: number;
  readonly savedAtMs: number;
  /**
   * When a job last began to read it, to the minute or finer. Absent where the store does not note it so: then a bundle may be
   * on its way to a job until some minutes after its successor was saved, see `isBeingRead`.
   */
  readonly lastReadAtMs?: number;
  /**
   * At GitHub, how it was compressed and what else its client hashes: jobs with another client, or without zstd, do not find it, and
   * save the same key beside it.
   */
  readonly version?: string;
  /** The ref that saved it, in full (`refs/heads/main`); absent where it is not known. */
  readonly ref?: string;
}

/** The order of a listing: the oldest first, and among bundles of one instant by key, in code units: the same on every machine. */
export function byAge(
  one: Pick<StoredBundle, "key" | "savedAtMs">,
  other: Pick<StoredBundle, "key" | "savedAtMs">,
): number {
  return one.savedAtMs - other.savedAtMs || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
}

/** One bundle of a store, as its listing shows it. Times are milliseconds since 1970. */
export interface StoredBundle {
  readonly key: string;
  /** What tells this bundle from another of the same key, where the store has such a thing. */
  readonly id?: string;
  readonly bytes: number;
  readonly savedAtMs: number;
  /** Absent where nobody notes it. */
  readonly lastReadAtMs?: number;
  /** The ref that owns it, in stores that keep refs apart. */
  readonly ref?: string;
}

/** `gone`: somebody else was quicker, or saved another bundle under that key since. */
export type Removed = "removed" | "gone";

/**
 * The second side of a store, for those who tidy up: not every store has it. Most jobs never open one.
 * What is listed may change at any moment, so a listing is a hint and `remove` decides.
 */
export interface Catalog {
  /** As the label of the store. */
  readonly label: string;
  /** All bundles whose key begins with `prefix`, the oldest first; the empty prefix lists all. @throws {StoreError} */
  list(prefix: string): Promise<StoredBundle[]>;
  /** Removes one bundle that was listed, whole: no reader finds half of it. @throws {StoreError} */
  remove(bundle: StoredBundle): Promise<Removed>;
}

/** The order of a listing: the oldest first, and a fixed one among bundles of one instant. */
export function byAge(one: StoredBundle, other: StoredBundle): number {
  return one.savedAtMs - other.savedAtMs || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
}

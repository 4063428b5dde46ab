import { type CacheEntry, type RepositoryListing, reclaimableBytes } from "./reclaimable.ts";

export interface RoomOptions {
  /** The most that a bundle may take, whatever the room. */
  readonly maxSizeBytes: number;
  /** What the repository may hold before the least recently used entries are evicted. */
  readonly repositoryLimitBytes: number;
  /** What stays free for others to grow. */
  readonly reserveBytes: number;
}

/** What a bundle may take. */
export interface Room {
  readonly budgetBytes: number;
  /** Whether it is the repository's room, and not max-size, that sets the budget. */
  readonly limitedByRepository: boolean;
}

/**
 * The most bytes with which nobody else pays: for an upload of that size GitHub would evict nothing but `superseded`, and
 * once those are gone, the reserve is free. The same whether the token may delete or not: deleting only makes room sooner.
 */
export function roomIn<E extends CacheEntry>(
  listing: RepositoryListing<E>,
  superseded: ReadonlySet<E>,
  { maxSizeBytes, repositoryLimitBytes, reserveBytes }: RoomOptions,
): Room {
  const held = sum(listing.entries) + listing.unlistedBytes;
  const freeNow = repositoryLimitBytes - held + reclaimableBytes(listing, superseded);
  const freeLater = repositoryLimitBytes - held + sum(superseded) - reserveBytes;
  const left = Math.max(0, Math.min(freeNow, freeLater));
  return { budgetBytes: Math.min(maxSizeBytes, left), limitedByRepository: left < maxSizeBytes };
}

/**
 * Whether the bundle that was just uploaded has to be deleted again: jobs that end together each find the same room. What was
 * saved up to that moment decides, so the first ones stay and the others are taken back. `own` is in the listing.
 */
export function mustTakeBack<E extends CacheEntry>(
  { entries, unlistedBytes }: RepositoryListing<E>,
  {
    own,
    superseded,
    repositoryLimitBytes,
  }: {
    readonly own: E;
    readonly superseded: ReadonlySet<E>;
    readonly repositoryLimitBytes: number;
  },
): boolean {
  const isEarlier = (entry: E) => byAge(entry, own) <= 0;
  const before = { entries: entries.filter(isEarlier), unlistedBytes };
  return sum(before.entries) + unlistedBytes - reclaimableBytes(before, superseded) > repositoryLimitBytes;
}

/** By time; among entries of one instant by their numbers, or else by key, which at least is the same for all. */
function byAge(a: CacheEntry, b: CacheEntry): number {
  const byNumber = Number(a.id ?? Number.NaN) - Number(b.id ?? Number.NaN);
  return a.savedAtMs - b.savedAtMs || byNumber || a.key.localeCompare(b.key);
}

function sum(entries: Iterable<CacheEntry>): number {
  let bytes = 0;
  for (const entry of entries) bytes += entry.bytes;
  return bytes;
}

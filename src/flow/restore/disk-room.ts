import type { BundledEntry } from "../../bundle/format/manifest.ts";

/** What an entry with raw blocks takes when it is compressed again, at level 1: 0.26 of it on real builds. */
const compactShare = 0.35;

/** Raw bytes of the entries in a bundle that is as large as it may be: 8.4 a byte for a large project. */
const rawShare = 8.4;

/** What a build's own products take at least, and beside its raw entries: `target` of debug builds was seen to take 1 to 1.5. */
const leastTargetBytes = 2e9;
const targetShare = 1.5;

/** New entries of a warm build, beside the restored ones; a cold build makes as many as it has. */
const growthShare = 0.5;

/** What an sccache that nobody limits may fill: 10 GiB, its own default. */
export const defaultCacheBytes = 10 * 2 ** 30;

/** How the entries of a bundle are written to the disk, and which of them. */
interface Unpacking {
  readonly how: "raw" | "compact" | "none";
  readonly entries: readonly BundledEntry[];
}

/** What the machine and the user leave for the cache, in bytes. */
export interface Room {
  /** Free on the disk, before anything is restored. */
  readonly freeBytes: number;
  /** What the user lets sccache fill, or undefined. */
  readonly limitBytes: number | undefined;
}

/** What a build with so many bytes of raw entries needs on the disk for its products. */
function targetBytes(rawBytes: number): number {
  return Math.max(leastTargetBytes, targetShare * rawBytes);
}

/**
 * Chooses how to write entries so that they, what the build adds to them and its products fit: raw, else compressed again,
 * else fewer of them, else none. The user's limit must hold them, too: sccache would evict the rest as soon as it starts.
 */
export function chooseUnpacking(
  entries: readonly BundledEntry[],
  { freeBytes: free, limitBytes: limit = Number.POSITIVE_INFINITY }: Room,
): Unpacking {
  const rawBytes = sum(entries, ({ bytes }) => bytes);
  const left = free - targetBytes(rawBytes);
  if (rawBytes * (1 + growthShare) <= Math.min(left, limit)) return { how: "raw", entries };
  const most = Math.min(left / (1 + growthShare), limit);
  const fitting = sum(entries, compactBytes) <= most ? entries : mostUseful(entries, most);
  return fitting.length === 0 && entries.length > 0
    ? { how: "none", entries: [] }
    : { how: "compact", entries: fitting };
}

/** What an entry takes when it is compressed again: about as much as sccache's own, where that was compressed. */
function compactBytes({ bytes, storedBytes }: BundledEntry): number {
  return storedBytes < 0.9 * bytes ? 1.1 * storedBytes : compactShare * bytes;
}

/**
 * Whether sccache may write its new entries raw, which takes four times the disk and less work. `restoredBytes` are the raw
 * bytes of what was restored, and in place already; 0 for a cold build, of which nothing is known but what a bundle may take.
 */
export function mayWriteRaw(
  restoredBytes: number,
  { freeBytes: free, limitBytes = Number.POSITIVE_INFINITY }: Room,
  maxSizeBytes: number,
): boolean {
  const expected = restoredBytes || rawShare * maxSizeBytes;
  const growth = restoredBytes ? growthShare * restoredBytes : expected;
  const isLimited = limitBytes < Math.max(defaultCacheBytes, 4 * restoredBytes);
  return !isLimited && growth + targetBytes(expected) <= free;
}

/** The entries to restore when not all fit: used last, then with the most compile time for their size. */
function mostUseful(entries: readonly BundledEntry[], most: number): readonly BundledEntry[] {
  let left = most;
  const worth = ({ costMs, bytes }: BundledEntry) => (costMs ?? 0) / bytes;
  const sorted = [...entries].sort(
    (a, b) => b.lastRun - a.lastRun || worth(b) - worth(a) || a.bytes - b.bytes,
  );
  return sorted.filter((entry) => {
    const bytes = compactBytes(entry);
    if (bytes > left) return false;
    left -= bytes;
    return true;
  });
}

function sum(entries: readonly BundledEntry[], bytesOf: (entry: BundledEntry) => number): number {
  return entries.reduce((total, entry) => total + bytesOf(entry), 0);
}

import type { BundledEntry } from "../../bundle/format/manifest.ts";
import { sumBytes } from "../../size.ts";

/** What an entry with raw blocks takes when it is compressed again, at level 1: 0.26 of it on real builds. */
const compactShare = 0.35;

/** Raw bytes of the entries in a bundle that is as large as it may be: 8.4 a byte for a large project. */
const rawShare = 8.4;

/** What a build's products take at least, and beside its raw entries: `target` of debug builds was seen to take 1 to 1.5 of those. */
const targetBytes = (rawBytes: number, { holdsTarget }: Pick<Room, "holdsTarget">) =>
  holdsTarget ? Math.max(2e9, 1.5 * rawBytes) : 0;

/** New entries of a warm build, beside the restored ones; a cold build makes as many as it has. */
const growthShare = 0.5;

/** What an sccache that nobody limits may fill, in bytes: 10 GiB, its own default, or more where more is restored. */
export function cacheBytesFor(restoredBytes: number): number {
  return Math.max(10 * 2 ** 30, 4 * restoredBytes);
}

/** How the entries of a bundle are written to the disk, and which of them. */
interface Unpacking {
  readonly how: "raw" | "compact" | "none";
  readonly entries: readonly BundledEntry[];
  /** What limits, where these are not all. */
  readonly limitedBy: "disk" | "cache-size";
}

/** What the machine and the user leave for the cache, in bytes. */
interface Room {
  /** Free on the disk, before anything is restored. */
  readonly freeBytes: number;
  /** What the user lets sccache fill, or undefined. */
  readonly limitBytes: number | undefined;
  /** What lay in the directory before, as on a machine that builds other projects too. */
  readonly heldBytes: number;
  /** Whether the build's products come onto the same disk. */
  readonly holdsTarget: boolean;
}

/** What does not change while entries are restored. */
export type Limits = Omit<Room, "freeBytes">;

/**
 * Whether so many raw bytes would make sccache evict what lay there before: it keeps within its limit by deleting the oldest
 * files. Raw entries take four times the room of those that sccache writes by itself, and others must not pay for that.
 */
function pushesOut(rawBytes: number, restoredBytes: number, { heldBytes, limitBytes }: Limits): boolean {
  return heldBytes > 0 && heldBytes + rawBytes > (limitBytes ?? cacheBytesFor(restoredBytes));
}

/** What entries take on the disk, in bytes. */
interface Sizes {
  readonly rawBytes: number;
  readonly compactBytes: number;
}

/** The entries of a bundle that is as large as it may be. */
export function sizesOfFull(maxSizeBytes: number): Sizes {
  const rawBytes = rawShare * maxSizeBytes;
  return { rawBytes, compactBytes: compactShare * rawBytes };
}

/** What must be free, in bytes, for entries, what the build adds to them and its products: in each form, and for any of them. */
export function freeFor({ rawBytes, compactBytes }: Sizes, room: Pick<Room, "holdsTarget">) {
  const products = targetBytes(rawBytes, room);
  const beside = (bytes: number) => products + bytes * (1 + growthShare);
  return { raw: beside(rawBytes), compact: beside(compactBytes), any: products };
}

/** How entries are written, and what the smaller of both limits leaves for them in their compact form. */
interface How {
  readonly how: "raw" | "compact" | "fewer" | "none";
  readonly mostBytes: number;
  readonly limitedBy: Unpacking["limitedBy"];
}

/**
 * How to write entries so that they, what the build adds to them and its products fit: raw, else compressed again, else fewer
 * of them, of at most `mostBytes`, else none. The user's limit must hold them, too: sccache would evict the rest as soon as it
 * starts.
 */
export function howFor(sizes: Sizes, room: Room): How {
  const { rawBytes, compactBytes } = sizes;
  const { freeBytes: free, limitBytes: limit = Number.POSITIVE_INFINITY } = room;
  const needed = freeFor(sizes, room);
  const filled = rawBytes * (1 + growthShare);
  const onDisk = (free - needed.any) / (1 + growthShare);
  const mostBytes = Math.min(onDisk, limit);
  const limitedBy = limit < onDisk ? "cache-size" : "disk";
  const isRaw = needed.raw <= free && filled <= limit && !pushesOut(filled, rawBytes, room);
  if (isRaw) return { how: "raw", mostBytes, limitedBy };
  if (compactBytes <= mostBytes) return { how: "compact", mostBytes, limitedBy };
  return { how: mostBytes > 0 ? "fewer" : "none", mostBytes, limitedBy };
}

/** Chooses how to write entries, and which of them, as `howFor` says. */
export function chooseUnpacking(entries: readonly BundledEntry[], room: Room): Unpacking {
  const sizes = {
    rawBytes: sumBytes(entries),
    compactBytes: entries.reduce((sum, entry) => sum + compactBytes(entry), 0),
  };
  const { how, mostBytes, limitedBy } = howFor(sizes, room);
  if (how === "raw" || how === "compact") return { how, entries, limitedBy };
  const fitting = mostUseful(entries, mostBytes);
  return fitting.length === 0 && entries.length > 0
    ? { how: "none", entries: [], limitedBy }
    : { how: "compact", entries: fitting, limitedBy };
}

/** What an entry takes when it is compressed again: about as much as sccache's own, where that was compressed. */
function compactBytes({ bytes, storedBytes }: BundledEntry): number {
  return storedBytes < 0.9 * bytes ? 1.1 * storedBytes : compactShare * bytes;
}

/**
 * Whether sccache may write its new entries raw, which takes four times the disk and less work. `restoredBytes` are the raw
 * bytes of what was restored, and in place already; 0 for a cold build, of which nothing is known but what a bundle may take.
 */
export function mayWriteRaw(restoredBytes: number, room: Room, maxSizeBytes: number): boolean {
  const { freeBytes: free, limitBytes = Number.POSITIVE_INFINITY } = room;
  const expected = restoredBytes || rawShare * maxSizeBytes;
  const growth = restoredBytes ? growthShare * restoredBytes : expected;
  const isLimited = limitBytes < cacheBytesFor(restoredBytes);
  if (isLimited || pushesOut(restoredBytes + growth, restoredBytes, room)) return false;
  return growth + targetBytes(expected, room) <= free;
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

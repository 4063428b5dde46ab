import { fstatSync } from "node:fs";
import { stat, statfs } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { sumBytes } from "../budget/room.ts";
import type { BundledEntry } from "../bundle/format/manifest.ts";
import type { ArrivingBundle } from "../bundle/format/read-manifest.ts";
import { formatSize } from "../report/words.ts";

/** A thread that packs or unpacks holds a segment raw, its compressed form and zstd's tables: 2.4 times its size was seen. */
const segmentCopies = 2.4;

/** Of the memory, for all threads together: the rest is for whoever else runs. */
const share = 0.5;

const defaultSegmentBytes = 128e6;

/**
 * How many threads pack and unpack: as many as were asked for, else one a core, as far as memory allows. A node of 64 cores
 * may give a container 4 GB.
 */
export function threadsFor(
  { threads, segmentBytes = defaultSegmentBytes }: { threads: number | undefined; segmentBytes?: number },
  // Of both, Node gives what a container leaves.
  { cores, memoryBytes } = { cores: availableParallelism(), memoryBytes: process.availableMemory() },
): number {
  if (threads !== undefined) return threads;
  const fitting = Math.floor((memoryBytes * share) / (segmentCopies * segmentBytes));
  return Math.max(1, Math.min(cores, fitting));
}

/** Bytes that are free where `path` is, or will be; infinity where the system does not tell. */
export async function freeBytes(path: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT" && dirname(path) !== path;
    return missing ? freeBytes(dirname(path)) : Number.POSITIVE_INFINITY;
  }
}

/** Bytes that are free for `directory` when the rest of the bundle has come. */
export async function freeBeside({ descriptor, bytes }: ArrivingBundle, directory: string): Promise<number> {
  const { dev, blocks } = fstatSync(descriptor);
  const toCome = (await deviceOf(directory)) === dev ? Math.max(0, bytes - blocks * 512) : 0;
  return (await freeBytes(directory)) - toCome;
}

/** What was to be written has no room, on which disk it says. */
export class DiskError extends Error {
  override readonly name = "DiskError";
}

const noRoom: Readonly<Record<string, string>> = {
  ENOSPC: "has too little room",
  EDQUOT: "has no room left within your quota",
};

/** What `work` returns, which writes to `path`. @throws {DiskError} when there is no room for it, else what `work` throws */
export async function writingTo<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const what = noRoom[code];
    if (what === undefined) throw error;
    const disk = await describeDisk(path);
    throw new DiskError(`${path}: ${disk} ${what} (${message}); nothing was left there`, { cause: error });
  }
}

/** `the disk at /mnt (1.5 MB of 8 MB and 3 of 90 files are free)` */
async function describeDisk(path: string): Promise<string> {
  const mount = await mountOf(resolve(path));
  try {
    const { bavail, blocks, bsize, ffree, files } = await statfs(mount);
    const inodes = files > 0 ? ` and ${ffree} of ${files} files` : "";
    return `the disk at ${mount} (${formatSize(bavail * bsize)} of ${formatSize(blocks * bsize)}${inodes} are free)`;
  } catch {
    return `the disk at ${mount}`; // the error that this is about matters more
  }
}

/** The highest folder that is on the same file system as `path`, or as the first folder above that is there. */
async function mountOf(path: string): Promise<string> {
  const above = dirname(path);
  if (above === path) return path;
  const [here, there] = await Promise.all([deviceOf(path), deviceOf(above)]);
  return here !== undefined && here !== there ? path : mountOf(above);
}

/** The number of the file system that `path` is on, or undefined where there is nothing. */
function deviceOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ dev }) => dev,
    () => undefined,
  );
}

/** What an entry with raw blocks takes when it is compressed again, at level 1: 0.26 of it on real builds. */
const compactShare = 0.35;

/** Raw bytes of the entries in a bundle that is as large as it may be: 8.4 a byte for a large project. */
const rawShare = 8.4;

/** What a build's products take at least, and beside its raw entries: `target` of debug builds was seen to take 1 to 1.5 of those. */
const targetBytes = (rawBytes: number) => Math.max(2e9, 1.5 * rawBytes);

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

/**
 * Chooses how to write entries so that they, what the build adds to them and its products fit: raw, else compressed again,
 * else fewer of them, else none. The user's limit must hold them, too: sccache would evict the rest as soon as it starts.
 */
export function chooseUnpacking(
  entries: readonly BundledEntry[],
  { freeBytes: free, limitBytes: limit = Number.POSITIVE_INFINITY }: Room,
): Unpacking {
  const rawBytes = sumBytes(entries);
  const left = free - targetBytes(rawBytes);
  if (rawBytes * (1 + growthShare) <= Math.min(left, limit)) return { how: "raw", entries };
  const most = Math.min(left / (1 + growthShare), limit);
  const fitting =
    entries.reduce((sum, entry) => sum + compactBytes(entry), 0) <= most
      ? entries
      : mostUseful(entries, most);
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

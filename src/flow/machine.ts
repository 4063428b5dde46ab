import { stat, statfs } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { formatSize } from "../report/words.ts";

/** What the machine gives this process. */
export interface Machine {
  /** Cores, a container's quota taken into account, as Node does. */
  readonly cores: number;
  /** Bytes of memory that are still to be had, a container's limit taken into account. */
  readonly memoryBytes: number;
}

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
  machine: Machine = thisMachine(),
): number {
  if (threads !== undefined) return threads;
  const fitting = Math.floor((machine.memoryBytes * share) / (segmentCopies * segmentBytes));
  return Math.max(1, Math.min(machine.cores, fitting));
}

function thisMachine(): Machine {
  return { cores: availableParallelism(), memoryBytes: process.availableMemory() };
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
export function deviceOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ dev }) => dev,
    () => undefined,
  );
}

import { stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Manifest } from "../../bundle/format/manifest.ts";

/** What stays free on the disk for the build itself, which needs far more than its cache. */
const buildBytes = 2e9;

/** Whoever has this much free can spare some: a cold build of a large project makes about 1.5 GB of raw entries. */
const plentyBytes = 12e9;

/** What an entry with raw blocks takes when it is compressed again, at level 1: 0.26 of it on real builds. */
const compactShare = 0.35;

/** How the entries of a bundle go to the disk, or that they do not. */
export type Unpacking = "raw" | "compact" | "none";

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

/** The number of the file system that `path` is on, or undefined where there is nothing. */
export function deviceOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ dev }) => dev,
    () => undefined,
  );
}

/** Chooses how to unpack so that the build keeps its room. */
export function chooseUnpacking({ entries }: Pick<Manifest, "entries">, free: number): Unpacking {
  const rawBytes = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  if (rawBytes + buildBytes <= free) return "raw";
  return rawBytes * compactShare + buildBytes <= free ? "compact" : "none";
}

/** Whether sccache may write its new entries raw, and what was restored may stay until the save. */
export function isPlenty(free: number): boolean {
  return free >= plentyBytes;
}

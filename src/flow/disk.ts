import { fstatSync } from "node:fs";
import { stat, statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { ArrivingBundle } from "../bundle/format/read-manifest.ts";
import { formatSize } from "../size.ts";

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

/** Whether both are, or will be, on one file system; true where that is not known. */
export async function onSameDisk(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([a, b].map((path) => diskOf(resolve(path))));
  return one === undefined || other === undefined || one === other;
}

/** The file system of a path or, where nothing is there, of the first folder above that is. */
async function diskOf(path: string): Promise<number | undefined> {
  const above = dirname(path);
  return (await deviceOf(path)) ?? (above === path ? undefined : diskOf(above));
}

/** The number of the file system that `path` is on, or undefined where there is nothing. */
function deviceOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ dev }) => dev,
    () => undefined,
  );
}

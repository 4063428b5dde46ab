import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { BundleError } from "../bundle/format/bundle-error.ts";
import { deviceOf } from "../flow/restore/disk-room.ts";
import { formatSize } from "../report/words.ts";
import { StoreError } from "../store/store.ts";

/** What the codes of the file system mean, in words. */
const meanings: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EISDIR: "is a directory",
  ENOTDIR: "not a directory",
  ENOSPC: "no space left on the disk",
  EDQUOT: "disk quota exceeded",
  EROFS: "the file system is read-only",
  EMFILE: "too many open files",
  EEXIST: "exists already",
  ENOTEMPTY: "directory not empty",
  EXDEV: "on another file system",
  ELOOP: "too many symbolic links",
  ENAMETOOLONG: "name too long",
};

/** An error in a line for the user; one that is a bug of ours with its stack. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof BundleError || error instanceof DiskError || error instanceof StoreError)
    return error.message;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return `sccache-bundle has a bug: ${error.stack ?? error.message}`;
  const meaning = meanings[code ?? ""] ?? error.message;
  return path === undefined ? meaning : `${path}: ${meaning}`;
}

/** What was to be written has no room, on which disk it says. */
class DiskError extends Error {
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

import { chmod, constants, copyFile, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { sweep, temporaryName } from "../../left-over.ts";
import { downloadRanges, writeWhole } from "../download.ts";
import type { CallOptions } from "../store.ts";
import { bundleFile, entryFile, hasCode, namesIn, readEntry, readsFolder } from "./entries.ts";

const temporaryPrefix = ".tmp-";

const dayMs = 24 * 60 * 60 * 1000;

/** Takes a bundle's folder away, by one rename first, so that no reader finds half of it; false when it was gone. */
export async function removeHome(root: string, home: string): Promise<boolean> {
  const aside = temporaryIn(root);
  try {
    await rename(home, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
  // What a reader still holds, on systems where that matters, is stale now and goes with a later put.
  await rm(aside, { recursive: true, force: true }).catch(() => {});
  return true;
}

/** A new name in `root` for what is not yet, or no longer, a bundle. */
export function temporaryIn(root: string): string {
  return join(root, temporaryName(temporaryPrefix));
}

/** Removes what writers that have ended left behind; of other machines' that are younger than a day, which may be at work. */
export async function removeStale(root: string, nowMs: number): Promise<void> {
  await sweep(root, { start: temporaryPrefix, mostAgeMs: dayMs }, nowMs);
  const folders = new Set(await namesIn(root));
  for (const name of await namesIn(join(root, readsFolder)).catch(() => [])) {
    if (folders.has(name.replace(/\.\d+$/, ""))) continue;
    await rm(join(root, readsFolder, name), { force: true }).catch(() => {});
  }
}

/**
 * Gives a finished folder its name; false when another writer was first. A folder is never renamed onto
 * one that holds something, so what is there stays, unless it is damaged: then it is moved away.
 */
export async function settle(temporary: string, home: string): Promise<boolean> {
  if (await claim(temporary, home)) return true;
  if (await isWhole(home)) return false;
  const aside = `${temporary}-damaged`;
  // Another writer may have moved it away already, and the second claim tells who came first.
  await rename(home, aside).catch(() => {});
  // What is another user's may not be removed; it is out of the way, and is removed with what is stale.
  await rm(aside, { recursive: true, force: true }).catch(() => {});
  return claim(temporary, home);
}

/** Whether there is a bundle with all its bytes. */
export async function isWhole(home: string): Promise<boolean> {
  const entry = await readEntry(home);
  if (entry === undefined) return false;
  const found = await stat(join(home, bundleFile)).catch(() => undefined);
  return found?.size === entry.bytes;
}

async function claim(temporary: string, home: string): Promise<boolean> {
  try {
    await rename(temporary, home);
    return true;
  } catch (error) {
    // Which error it is differs from system to system.
    if (await exists(home)) return false;
    throw error;
  }
}

export function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** A share may answer only when all has reached its disk. */
const copyMs = 60_000;

/** Copies a file, without its bytes where the disk allows, and tells whenever the copy has grown. */
export async function copy(from: string, to: string, { onProgress, onBytes }: CallOptions): Promise<void> {
  onProgress?.(copyMs);
  let size = 0;
  const timer = setInterval(() => {
    void stat(to).then(
      (found) => {
        if (found.size > size) onProgress?.(copyMs);
        onBytes?.(found.size);
        size = found.size;
      },
      () => {}, // not there yet, or no longer
    );
  }, 1_000);
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  } finally {
    clearInterval(timer);
  }
}

/** Whoever may read the store's folder may read the bundle, and nobody else. */
export async function giveMode(home: string, mode: number): Promise<void> {
  try {
    for (const name of [bundleFile, entryFile]) await chmod(join(home, name), mode & 0o666);
    await chmod(home, mode & 0o777);
  } catch (error) {
    // A share without modes of its own.
    if (!hasCode(error, "EPERM", "ENOTSUP", "ENOSYS", "EINVAL")) throw error;
  }
}

interface CopiedOut {
  readonly key: string;
  readonly bytes: number;
  readonly into: string;
  readonly call: CallOptions;
}

/**
 * Copies the bundle to the file `into`, without its bytes where the disk allows; false, and no such file, unless all its bytes
 * came.
 */
export async function copyOut(home: string, { key, bytes, into, call }: CopiedOut): Promise<boolean> {
  const from = join(home, bundleFile);
  try {
    if ((await stat(from)).size !== bytes) return false;
    await copyFile(from, into, constants.COPYFILE_FICLONE_FORCE).catch(() => {
      // It takes the bytes, or else says in the same words what is wrong.
      return copyInRanges(from, { key, bytes, into, call });
    });
    await chmod(into, 0o600);
    return true;
  } catch (error) {
    await rm(into, { force: true });
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}

/** Copies as a download is made, so that it is known what has come. */
async function copyInRanges(from: string, { key, bytes, into, call }: CopiedOut): Promise<void> {
  const { signal, onProgress, onBytes } = call;
  const source = await open(from, "r");
  let done = 0;
  const timer = setInterval(() => onBytes?.(done), 250);
  try {
    onProgress?.(copyMs);
    await writeWhole(
      into,
      ({ file, announce, arrived }) => {
        announce({ key, bytes });
        return downloadRanges(file, {
          bytes,
          signal,
          parallel: 2,
          idleMs: copyMs,
          arrived(start, end) {
            done += end - start;
            onProgress?.(copyMs);
            arrived(start, end);
          },
          read: async (start, end) =>
            source.createReadStream({ start, end, autoClose: false, highWaterMark: pieceBytes }),
        });
      },
      call,
    );
  } finally {
    clearInterval(timer);
    await source.close();
  }
}

const pieceBytes = 2 ** 20;

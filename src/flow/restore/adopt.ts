import type { Dirent } from "node:fs";
import { access, constants, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sweep, temporaryName } from "../../left-over.ts";
import { makeFolder } from "../../make-folder.ts";

/** Begins the name of a folder in which a restore unpacks; sccache gives no file such a name. */
const prefix = ".restoring-";

/**
 * Makes sccache's directory where it is missing, parents and the target of a link included, and checks that entries can
 * be added. @throws Error that says who owns what, where that is the reason
 */
export async function makeDirectory(directory: string): Promise<void> {
  await explained(directory, async () => {
    await makeFolder(directory);
    await access(directory, constants.W_OK | constants.X_OK);
  });
}

/**
 * What `fill` returns. It unpacks into the folder that it is given; what `directory` lacks of that is then moved there. After
 * an error the directory is as it was.
 */
export async function filling<T>(directory: string, fill: (folder: string) => Promise<T>): Promise<T> {
  const unpacked = await placeToUnpack(directory);
  try {
    const done = await fill(unpacked);
    await adopt(unpacked, directory);
    return done;
  } finally {
    await rm(unpacked, { recursive: true, force: true });
    await removeIfEmpty(directory);
  }
}

/**
 * A new name for a folder in which to unpack what `adopt` is to move into `directory`. It is within the directory, so that
 * links, mounts and parents that cannot be written make no difference: everything is a rename on one file system.
 */
export async function placeToUnpack(directory: string): Promise<string> {
  await makeDirectory(directory);
  await sweep(directory, { start: prefix });
  return join(directory, temporaryName(prefix));
}

/**
 * Moves unpacked entries into sccache's directory: each folder and file that is missing there. What the directory already
 * holds stays as it is, and after an error it holds nothing else. Renames need no room, so a full disk stops none.
 * @throws Error that says who owns what, where that is the reason
 */
export async function adopt(unpacked: string, directory: string): Promise<void> {
  const moved: string[] = [];
  try {
    await explained(directory, () => moveMissing(unpacked, directory, moved));
  } catch (error) {
    for (const path of moved.reverse()) await rm(path, { recursive: true, force: true });
    throw error;
  }
  await rm(unpacked, { recursive: true, force: true });
}

/** Removes a directory that a restore made and could not fill; one with anything in it stays. */
export async function removeIfEmpty(directory: string): Promise<void> {
  await rmdir(directory).catch(() => undefined); // it is a link, or not empty, or gone: all as it should be
}

async function moveMissing(from: string, to: string, moved: string[]): Promise<void> {
  const there = new Set(await readdir(to));
  for (const item of await readdir(from, { withFileTypes: true })) {
    if (!there.has(item.name) && (await isMoved(item, from, to))) moved.push(join(to, item.name));
    else if (item.isDirectory()) await moveMissing(join(from, item.name), join(to, item.name), moved);
  }
}

/** False when somebody made a folder of this name meanwhile. */
async function isMoved({ name }: Dirent, from: string, to: string): Promise<boolean> {
  try {
    await rename(join(from, name), join(to, name));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTEMPTY" || code === "EEXIST") return false;
    throw error;
  }
}

/** Says in the error who owns the path, when the system only says that it is not permitted. */
async function explained<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, path, dest, syscall, message } = error as NodeJS.ErrnoException & { dest?: string };
    if ((code !== "EACCES" && code !== "EPERM") || process.getuid === undefined) throw error;
    const denied = await folderAt(dest ?? path ?? directory);
    const why =
      denied.uid === process.getuid()
        ? `its mode is ${(denied.mode & 0o777).toString(8)}`
        : `it is owned by user ${denied.uid} and this job runs as user ${process.getuid()}; ` +
          `give it to the job's user with chown, or set sccache-dir to another directory`;
    const text = `${denied.path} cannot be written: ${why} (${message})`;
    throw Object.assign(new Error(text, { cause: error }), { code, syscall });
  }
}

/** The folder at or above `path` that is there. */
async function folderAt(path: string): Promise<{ path: string; uid: number; mode: number }> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory() && dirname(path) !== path) return folderAt(dirname(path));
  return { path, uid: found?.uid ?? 0, mode: found?.mode ?? 0 };
}

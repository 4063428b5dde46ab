import type { Dirent } from "node:fs";
import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { deviceOf } from "./disk-room.ts";

/**
 * Where to unpack what `adopt` is to move into `directory`: beside it, where sccache does not look; within it where it
 * is a file system of its own, such as a volume of a container, since nothing can be renamed from one to another.
 */
export async function placeToUnpack(directory: string, name: string): Promise<string> {
  const [own, above] = await Promise.all([deviceOf(directory), deviceOf(dirname(directory))]);
  return own === undefined || own === above ? `${directory}.${name}` : join(directory, `.${name}`);
}

/**
 * Moves unpacked entries into sccache's directory: the whole folder by one rename where nothing is there yet, else
 * each folder and file that is missing. What the directory already holds stays as it is. Renames need no room, so a
 * full disk stops none half-way. `unpacked` is gone afterwards; it is where `placeToUnpack` says.
 */
export async function adopt(unpacked: string, directory: string): Promise<void> {
  await mkdir(dirname(directory), { recursive: true });
  if (dirname(unpacked) !== directory && (await makeWay(directory))) {
    await rename(unpacked, directory);
    return;
  }
  await moveMissing(unpacked, directory);
  await rm(unpacked, { recursive: true, force: true });
}

async function moveMissing(from: string, to: string): Promise<void> {
  const there = new Set(await readdir(to));
  for (const item of await readdir(from, { withFileTypes: true })) {
    if (!there.has(item.name) && (await moved(item, from, to))) continue;
    if (item.isDirectory()) await moveMissing(join(from, item.name), join(to, item.name));
  }
}

/** False when somebody made a folder of this name meanwhile. */
async function moved({ name }: Dirent, from: string, to: string): Promise<boolean> {
  try {
    await rename(join(from, name), join(to, name));
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/** Whether nothing is at `directory` now; an empty one is removed. */
async function makeWay(directory: string): Promise<boolean> {
  try {
    await rmdir(directory);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    if (isTaken(error)) return false;
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOTEMPTY" || code === "EEXIST";
}

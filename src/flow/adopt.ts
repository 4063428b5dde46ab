import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Moves unpacked entries into sccache's directory: the whole folder by one rename where nothing is there yet, else
 * each file that is missing. What the directory already holds stays as it is. `unpacked` is gone afterwards.
 * Both must be on one file system.
 */
export async function adopt(unpacked: string, names: readonly string[], directory: string): Promise<void> {
  await mkdir(dirname(directory), { recursive: true });
  if (await makeWay(directory)) {
    await rename(unpacked, directory);
    return;
  }
  const there = new Set(await readdir(directory, { recursive: true }));
  const made = new Set<string>();
  for (const name of names) {
    if (there.has(join(name))) continue;
    const target = join(directory, name);
    if (!made.has(dirname(target))) await mkdir(dirname(target), { recursive: true });
    made.add(dirname(target));
    await rename(join(unpacked, name), target);
  }
  await rm(unpacked, { recursive: true, force: true });
}

/** Whether nothing is at `directory` now; an empty one is removed. */
async function makeWay(directory: string): Promise<boolean> {
  try {
    await rmdir(directory);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return true;
    if (code === "ENOTEMPTY" || code === "EEXIST") return false;
    throw error;
  }
}

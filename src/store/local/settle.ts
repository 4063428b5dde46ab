import { rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { bundleFile, readEntry } from "./folder.ts";

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

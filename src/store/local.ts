import { randomUUID } from "node:crypto";
import { constants, copyFile, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { bestMatch } from "./best-match.ts";
import { diskTrouble } from "./disk-trouble.ts";
import {
  bundleFile,
  entryFile,
  folderOf,
  listEntries,
  readEntry,
  removeStale,
  temporaryPrefix,
} from "./local/folder.ts";
import type { KeyChain, Store } from "./store.ts";
import { StoreError } from "./store-error.ts";

export interface LocalStoreOptions {
  /** The folder; it is made by the first put. Absolute, or relative to the working directory of now. */
  readonly path: string;
  /** Wall clock in milliseconds, finer than one if it can be: the newest bundle is the one saved last. */
  readonly now?: () => number;
}

/**
 * A folder: the disk of a self-hosted runner, or a network share. A bundle appears whole, by one rename,
 * and never changes after; writers need no lock. Nothing is ever removed but what a crash left behind.
 */
export function localStore({ path, now = wallClock }: LocalStoreOptions): Store {
  const root = resolve(path);
  const label = `local:${path}`;
  const find = async (keys: KeyChain) => bestMatch(keys, await listEntries(root));
  const orTrouble = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw diskTrouble(label, error);
    });

  async function fetch(keys: KeyChain, into: string): ReturnType<Store["fetch"]> {
    const found = await find(keys);
    if (found === undefined) return { kind: "miss" };
    const { key, bytes } = found;
    try {
      await copyFile(join(root, folderOf(key), bundleFile), into, constants.COPYFILE_FICLONE);
      if ((await stat(into)).size === bytes) return { kind: "hit", key, bytes };
    } catch (error) {
      await rm(into, { force: true });
      if (!isMissing(error)) throw error;
    }
    await rm(into, { force: true });
    throw new StoreError(`${label}: the bundle ${key} is not as it was saved`, { reason: "broken" });
  }

  async function put(key: string, from: string): ReturnType<Store["put"]> {
    await mkdir(root, { recursive: true });
    await removeStale(root, now());
    const home = join(root, folderOf(key));
    if (await isWhole(home)) return { kind: "taken" };

    const temporary = join(root, `${temporaryPrefix}${randomUUID()}`);
    try {
      await mkdir(temporary);
      await copyFile(from, join(temporary, bundleFile), constants.COPYFILE_FICLONE);
      const { size: bytes } = await stat(join(temporary, bundleFile));
      await writeFile(join(temporary, entryFile), JSON.stringify({ format: 1, key, bytes, savedMs: now() }));
      return (await settle(temporary, home)) ? { kind: "stored", bytes } : { kind: "taken" };
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }

  return {
    label,
    async lookup(keys) {
      const found = await orTrouble(find(keys));
      return found === undefined ? { kind: "miss" } : { kind: "hit", key: found.key };
    },
    fetch: (keys, into) => orTrouble(fetch(keys, into)),
    put: (key, from) => orTrouble(put(key, from)),
  };
}

/**
 * Gives a finished folder its name; false when another writer was first. A folder is never renamed onto
 * one that holds something, so what is there stays, unless it is damaged: then it is moved away.
 */
async function settle(temporary: string, home: string): Promise<boolean> {
  if (await claim(temporary, home)) return true;
  if (await isWhole(home)) return false;
  const aside = `${temporary}-damaged`;
  // Another writer may have moved it away already, and the second claim tells who came first.
  await rename(home, aside).catch(() => {});
  await rm(aside, { recursive: true, force: true });
  return claim(temporary, home);
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

async function isWhole(home: string): Promise<boolean> {
  const entry = await readEntry(home);
  if (entry === undefined) return false;
  const found = await stat(join(home, bundleFile)).catch(() => undefined);
  return found?.size === entry.bytes;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** Two puts in one millisecond still have an order. */
function wallClock(): number {
  return performance.timeOrigin + performance.now();
}

import { chmod, constants, copyFile, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { formatSize } from "../../config/size.ts";
import type { Log } from "../../log.ts";
import { byAge, type Catalog } from "../catalog.ts";
import { wallClock } from "../environment.ts";
import { diskError } from "../error-kinds.ts";
import { type CallOptions, type KeyChain, plainTraits, type Store } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { bestMatch } from "./best-match.ts";
import { keepWithin } from "./budget.ts";
import {
  bundleFile,
  entryFile,
  folderOf,
  hasCode,
  listEntries,
  noteRead,
  prepareReads,
  readEntry,
  removeHome,
  removeStale,
  temporaryIn,
} from "./folder.ts";
import { exists, isWhole, settle } from "./settle.ts";

export interface LocalStoreOptions {
  /** The folder; it is made by the first put. Absolute, or relative to the working directory of now. */
  readonly path: string;
  /**
   * Most bytes that the bundles may take together; without it nothing is removed but what a crash left. The
   * newest bundle stays; of the others those go first that were not read for longest.
   */
  readonly maxBytes?: number;
  /** Hears of bundles that cannot be removed. */
  readonly log?: Log;
  /** Wall clock in milliseconds, finer than one if it can be: the newest bundle is the one saved last. */
  readonly now?: () => number;
}

/** Others may remove what was just found; after so many times something else is wrong. */
const mostLooks = 5;

/**
 * A folder: the disk of a self-hosted runner, or a network share. A bundle appears whole, by one rename,
 * never changes after, and goes by one rename; writers need no lock.
 */
export function localStore({ path, maxBytes, log, now = wallClock }: LocalStoreOptions): Store & Catalog {
  const root = resolve(path);
  const label = `local:${path}`;
  const homeOf = (key: string) => join(root, folderOf(key));
  const find = async (keys: KeyChain) => bestMatch(keys, await listEntries(root));
  const orDiskError = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw diskError(label, error);
    });

  async function fetch(keys: KeyChain, into: string, call: CallOptions): ReturnType<Store["fetch"]> {
    for (let look = 1; ; look += 1) {
      const found = await find(keys);
      if (found === undefined) return { kind: "miss" };
      const { key, bytes } = found;
      if (await copyOut(homeOf(key), { bytes, into, call })) {
        await noteRead(homeOf(key), now());
        return { kind: "hit", key, bytes };
      }
      if (look < mostLooks && !(await exists(homeOf(key)))) continue;
      throw new StoreError(`${label}: the bundle ${key} is not as it was saved`, { reason: "broken" });
    }
  }

  async function put(key: string, from: string, call: CallOptions): ReturnType<Store["put"]> {
    const { size } = await stat(from);
    if (maxBytes !== undefined && size > maxBytes) {
      const sizes = `a bundle of ${formatSize(size)}, and the folder may hold ${formatSize(maxBytes)}`;
      throw new StoreError(`${label}: ${sizes}: raise its max-size, or lower that of bundles`, {
        reason: "full",
      });
    }
    // A folder that is ours alone, unless somebody has made it for more users: its mode is that of what comes into it.
    await mkdir(root, { recursive: true, mode: 0o700 });
    await prepareReads(root);
    const { mode } = await stat(root);
    await removeStale(root, now());
    const home = homeOf(key);
    if (await isWhole(home)) return { kind: "taken" };

    const temporary = temporaryIn(root);
    try {
      await mkdir(temporary);
      await copy(from, join(temporary, bundleFile), call);
      const { size: bytes } = await stat(join(temporary, bundleFile));
      await writeFile(join(temporary, entryFile), JSON.stringify({ format: 1, key, bytes, savedMs: now() }));
      await giveMode(temporary, mode);
      if (!(await settle(temporary, home))) return { kind: "taken" };
      if (maxBytes !== undefined) await tidy(maxBytes);
      return { kind: "stored", bytes };
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }

  /** Never fails: the bundle is saved by then, and the next put tidies again. */
  async function tidy(most: number): Promise<void> {
    const trouble = await keepWithin(root, most).catch((error: unknown) => error);
    if (trouble !== undefined) log?.notice(`${label}: it holds more than max-size: ${String(trouble)}`);
  }

  return {
    label,
    traits: { ...plainTraits, maxBytes },
    tellsReads: true,
    async lookup(keys) {
      const found = await orDiskError(find(keys));
      return found === undefined ? { kind: "miss" } : { kind: "hit", key: found.key };
    },
    fetch: (keys, into, call = {}) => orDiskError(fetch(keys, into, call)),
    put: (key, from, call = {}) => orDiskError(put(key, from, call)),
    async list(prefix) {
      const entries = await orDiskError(listEntries(root));
      const bundles = entries
        .filter(({ key }) => key.startsWith(prefix))
        .map(({ key, bytes, savedMs, lastReadMs }) => ({
          key,
          id: String(savedMs),
          bytes,
          savedAtMs: savedMs,
          lastReadAtMs: lastReadMs,
        }))
        .sort(byAge);
      return { bundles, complete: true };
    },
    remove: ({ key, id, lastReadAtMs }) =>
      orDiskError(
        (async () => {
          const there = await readEntry(homeOf(key));
          if (there === undefined || (id !== undefined && id !== String(there.savedMs))) return "gone";
          // Somebody has begun to read it since it was listed.
          if (there.lastReadMs > (lastReadAtMs ?? Number.POSITIVE_INFINITY)) return "gone";
          return (await removeHome(root, homeOf(key))) ? "removed" : "gone";
        })(),
      ),
  };
}

/** A share may answer only when all has reached its disk. */
const copyMs = 60_000;

/** Copies a file, without its bytes where the disk allows, and tells whenever the copy has grown. */
async function copy(from: string, to: string, { onProgress, onBytes }: CallOptions): Promise<void> {
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
async function giveMode(home: string, mode: number): Promise<void> {
  try {
    for (const name of [bundleFile, entryFile]) await chmod(join(home, name), mode & 0o666);
    await chmod(home, mode & 0o777);
  } catch (error) {
    // A share without modes of its own.
    if (!hasCode(error, "EPERM", "ENOTSUP", "ENOSYS", "EINVAL")) throw error;
  }
}

/** Copies the bundle to the file `into`; false, and no such file, unless all its bytes came. */
async function copyOut(
  home: string,
  { bytes, into, call }: { bytes: number; into: string; call: CallOptions },
): Promise<boolean> {
  try {
    await copy(join(home, bundleFile), into, call);
    await chmod(into, 0o600);
    if ((await stat(into)).size === bytes) return true;
  } catch (error) {
    await rm(into, { force: true });
    if (!hasCode(error, "ENOENT")) throw error;
  }
  await rm(into, { force: true });
  return false;
}

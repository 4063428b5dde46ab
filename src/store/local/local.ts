import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Log } from "../../log.ts";
import { formatSize } from "../../report/words.ts";
import { orDiskError } from "../error-kinds.ts";
import {
  byAge,
  type CallOptions,
  type Catalog,
  type KeyChain,
  plainTraits,
  type Store,
  StoreError,
  wallClock,
} from "../store.ts";
import {
  bestMatch,
  bundleFile,
  entryFile,
  folderOf,
  listEntries,
  noteRead,
  planRemoval,
  prepareReads,
  readEntry,
} from "./entries.ts";
import {
  copy,
  copyOut,
  exists,
  giveMode,
  isWhole,
  removeHome,
  removeStale,
  settle,
  temporaryIn,
} from "./files.ts";

interface LocalStoreOptions {
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
  async function fetch(keys: KeyChain, into: string, call: CallOptions): ReturnType<Store["fetch"]> {
    for (let look = 1; ; look += 1) {
      const found = await find(keys);
      if (found === undefined) return { kind: "miss" };
      const { key, bytes } = found;
      if (await copyOut(homeOf(key), { key, bytes, into, call })) {
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

  /** Removes what `planRemoval` says; returns the first trouble, for what cannot be removed keeps nothing else. */
  async function keepWithin(most: number): Promise<unknown> {
    const troubles: unknown[] = [];
    for (const { key } of planRemoval(await listEntries(root), most)) {
      await removeHome(root, homeOf(key)).catch((error: unknown) => troubles.push(error));
    }
    return troubles[0];
  }

  /** Never fails: the bundle is saved by then, and the next put tidies again. */
  async function tidy(most: number): Promise<void> {
    const trouble = await keepWithin(most).catch((error: unknown) => error);
    if (trouble !== undefined) log?.notice(`${label}: it holds more than max-size: ${String(trouble)}`);
  }

  return {
    label,
    traits: { ...plainTraits, maxBytes },
    tellsReads: true,
    async lookup(keys) {
      const found = await orDiskError(label, find(keys));
      return found === undefined ? { kind: "miss" } : { kind: "hit", key: found.key };
    },
    fetch: (keys, into, call = {}) => orDiskError(label, fetch(keys, into, call)),
    put: (key, from, call = {}) => orDiskError(label, put(key, from, call)),
    async list(prefix) {
      const entries = await orDiskError(label, listEntries(root));
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
        label,
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

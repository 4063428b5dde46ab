// Longer than most: a copy into the folder and one out of it tell of their progress, each in its way.
import { createReadStream } from "node:fs";
import { chmod, constants, copyFile, mkdir, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { storeLabel } from "../../config/parse-store.ts";
import type { Log } from "../../log.ts";
import { makeFolder } from "../../make-folder.ts";
import { homeFolder, meantPath } from "../../meant-path.ts";
import { formatSize } from "../../size.ts";
import type { StoredBundle } from "../../stored-bundle.ts";
import { downloadBundle } from "../download.ts";
import { DamagedBundleError, errorOfKind, orDiskError, replaced } from "../error-kinds.ts";
import {
  asFound,
  bestMatch,
  type CallOptions,
  type Catalog,
  type KeyChain,
  newestAt,
  plainTraits,
  type Store,
  StoreError,
  wallClock,
} from "../store.ts";
import {
  bundleFile,
  folderOf,
  giveMode,
  hasCode,
  isWhole,
  type LocalBundle,
  listBundles,
  noteRead,
  planRemoval,
  prepareReads,
  readBundle,
  removeHome,
  removeStale,
  settle,
  temporaryIn,
  writeEntry,
} from "./folder.ts";

interface LocalStoreOptions {
  /** The folder; it is made by the first put. Absolute, relative to the working directory of now, or from `~`, the user's home. */
  readonly path: string;
  /**
   * Most bytes that the bundles may take together; without it nothing is removed but what a crash left. The
   * newest bundle stays; of the others those go first that were not read for longest. What somebody may be reading just now
   * stays until the next put.
   */
  readonly maxBytes?: number;
  /** Hears of bundles that cannot be removed. */
  readonly log?: Log;
  /** Wall clock in milliseconds, finer than one if it can be. The newest bundle is the one saved last, whatever the clocks say. */
  readonly now?: () => number;
}

/** Others may remove what was just found; after so many times something else is wrong. */
const mostLooks = 5;

/**
 * A folder: the disk of a self-hosted runner, or a network share. A bundle appears whole, by one rename,
 * never changes after, and goes by one rename; writers need no lock.
 */
export function localStore({ path, maxBytes, log, now = wallClock }: LocalStoreOptions): Store & Catalog {
  // No shell does it in a workflow's `with:`, nor after `local:`.
  const root = meantPath(path, { workspace: process.cwd(), home: homeFolder() });
  const label = storeLabel({ kind: "local", path });
  const homeOf = (key: string) => join(root, folderOf(key));
  const find = async (keys: KeyChain) => bestMatch(keys, await listBundles(root));

  async function fetch(keys: KeyChain, into: string, call: CallOptions): ReturnType<Store["fetch"]> {
    for (let look = 1; ; look += 1) {
      const found = await find(keys);
      if (found === undefined) return { kind: "miss" };
      const { key, bytes } = found;
      const home = homeOf(key);
      // Also before the first byte: a clean-up of another machine must know that somebody reads.
      await noteRead(home, now());
      if (await copyOut(join(home, bundleFile), into, found, call)) {
        await noteRead(home, now());
        return { kind: "hit", key, bytes };
      }
      const there = await readBundle(home);
      if (there?.id === found.id) {
        const why = `the bundle ${key} is not as it was saved`;
        throw new DamagedBundleError(`${label}: ${why}`, { key, isCertain: true });
      }
      if (look === mostLooks) throw errorOfKind(label, replaced);
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
    await makeFolder(root, 0o700);
    await prepareReads(root);
    const { mode } = await stat(root);
    await removeStale(root, now());
    const home = homeOf(key);
    if (await isWhole(home)) return { kind: "taken" };

    const temporary = temporaryIn(root);
    try {
      await mkdir(temporary);
      await copyIn(from, join(temporary, bundleFile), call);
      const { size: bytes } = await stat(join(temporary, bundleFile));
      const nowMs = now();
      await writeEntry(temporary, { key, bytes, savedMs: newestAt(nowMs, await listBundles(root)) }, nowMs);
      await giveMode(temporary, mode);
      if (!(await settle(temporary, home))) return { kind: "taken" };
      // The bundle is saved by now, and the next put tidies again.
      const notice = (error: unknown) =>
        log?.notice(`${label}: it holds more than max-size: ${String(error)}`);
      if (maxBytes !== undefined) await tidy(maxBytes).catch(notice);
      return { kind: "stored", bytes };
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }

  /** Removes what `planRemoval` says; what cannot be removed keeps nothing else. @throws the first error of those */
  async function tidy(most: number): Promise<void> {
    const errors: unknown[] = [];
    for (const { key } of planRemoval(await listBundles(root), most, now())) {
      await removeHome(homeOf(key)).catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) throw errors[0];
  }

  async function remove({ key, id, lastReadAtMs }: StoredBundle): ReturnType<Catalog["remove"]> {
    const there = await readBundle(homeOf(key));
    if (there === undefined || (id !== undefined && id !== there.id)) return "gone";
    // Somebody has begun to read it since it was listed.
    if (there.lastReadAtMs > (lastReadAtMs ?? Number.POSITIVE_INFINITY)) return "gone";
    return (await removeHome(homeOf(key))) ? "removed" : "gone";
  }

  return {
    label,
    traits: { ...plainTraits, maxBytes },
    lookup: async (keys) => asFound(await orDiskError(label, find(keys))),
    fetch: (keys, into, call = {}) => orDiskError(label, fetch(keys, into, call)),
    put: (key, from, call = {}) => orDiskError(label, put(key, from, call)),
    async list(prefix) {
      const bundles = await orDiskError(label, listBundles(root));
      return { bundles: bundles.filter(({ key }) => key.startsWith(prefix)), complete: true };
    },
    remove: (bundle) => orDiskError(label, remove(bundle)),
  };
}

/** A share may answer only when all has reached its disk. */
const copyMs = 60_000;

/** Copies a file, without its bytes where the disk allows, and tells whenever the copy has grown. */
async function copyIn(from: string, to: string, { onProgress }: CallOptions): Promise<void> {
  onProgress?.({ quietMs: copyMs });
  let done = 0;
  const look = async () => {
    const { size: bytes } = await stat(to);
    if (bytes > done) onProgress?.({ quietMs: copyMs, bytes });
    done = bytes;
  };
  const timer = setInterval(() => void look().catch(() => {}), 1_000); // not there yet, or no longer
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  } finally {
    clearInterval(timer);
  }
}

/**
 * Copies a bundle to the file `into`, without its bytes where the disk allows, and else as a download is made, so that it is
 * known what has come. False, and no such file, unless all its bytes came.
 */
async function copyOut(
  from: string,
  into: string,
  { key, bytes }: LocalBundle,
  call: CallOptions,
): Promise<boolean> {
  const { onProgress } = call;
  let done = 0;
  const copyInRanges = async () => {
    const source = await open(from, "r");
    const ranged = {
      key,
      bytes,
      parallel: 2,
      idleMs: copyMs,
      arrived(start: number, end: number) {
        done += end - start;
        onProgress?.({ quietMs: copyMs, bytes: done });
      },
      // By its number: each stream of a handle leaves a listener there.
      read: async (start: number, end: number) =>
        createReadStream(from, { fd: source.fd, start, end, autoClose: false, highWaterMark: 2 ** 20 }),
    };
    await downloadBundle(into, ranged, call).finally(() => source.close());
  };
  try {
    if ((await stat(from)).size !== bytes) return false;
    onProgress?.({ quietMs: copyMs });
    // What then takes the bytes says in the same words what is wrong.
    await copyFile(from, into, constants.COPYFILE_FICLONE_FORCE).catch(copyInRanges);
    await chmod(into, 0o600);
    return true;
  } catch (error) {
    await rm(into, { force: true });
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}

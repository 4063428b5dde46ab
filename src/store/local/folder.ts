// Longer than most: what lies in the folder, beside bundles, is left by a crash or by another user, and each needs its rule.
import { createHash } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isBeingRead } from "../../budget/prune.ts";
import { inParallel } from "../../in-parallel.ts";
import { sweep, temporaryName } from "../../left-over.ts";
import { sumBytes } from "../../size.ts";
import { byAge, type StoredBundle } from "../../stored-bundle.ts";

/** A bundle as its folder tells of it: it was last read when it was fetched, or else not after it was saved. */
export type LocalBundle = Required<Omit<StoredBundle, "ref" | "version">>;

/** At once; a process may have some 1000 files open. */
const mostOpen = 32;

export const bundleFile = "bundle.tar.zst";
const entryFile = "entry.json";

/**
 * What has to be removed so that the rest takes at most `maxBytes`: the least recently read first, never the newest, nor one
 * that was read so recently that it may be on its way to somebody. `bundles` are sorted from the oldest to the newest. Equal
 * inputs give equal plans, so that runners that tidy up at once choose the same.
 */
export function planRemoval<T extends Pick<LocalBundle, "key" | "bytes" | "savedAtMs" | "lastReadAtMs">>(
  bundles: readonly T[],
  maxBytes: number,
  nowMs: number,
): T[] {
  const candidates = bundles
    .slice(0, -1)
    .filter(
      (bundle) =>
        bundle.lastReadAtMs <= bundle.savedAtMs || !isBeingRead(bundle, { successor: undefined, nowMs }),
    )
    .sort((one, other) => one.lastReadAtMs - other.lastReadAtMs || (one.key < other.key ? -1 : 1));
  let total = sumBytes(bundles);
  return candidates.filter(({ bytes }) => {
    if (total <= maxBytes) return false;
    total -= bytes;
    return true;
  });
}

/**
 * The name of the folder that holds the bundle of this key: what is readable of the key, for people, and a
 * digest of all of it, for uniqueness. Valid on every file system, case-insensitive ones too, however long
 * and odd the key is; the key itself is in the entry file.
 */
export function folderOf(key: string): string {
  const readable = key.replace(/^\.|[^A-Za-z0-9._-]+/g, "_").slice(0, 100);
  const digest = createHash("sha256").update(key).digest("hex").slice(0, 32);
  return `${readable}~${digest}`;
}

/** All readable bundles, the oldest first. A folder that is not there has none. */
export async function listBundles(root: string): Promise<LocalBundle[]> {
  const names = (await namesIn(root)).filter((name) => !name.startsWith("."));
  const reads = await readsOfOthers(root);
  const bundles: LocalBundle[] = [];
  await inParallel(names, mostOpen, async (name) => {
    const bundle = await readBundle(join(root, name), reads);
    if (bundle !== undefined) bundles.push(bundle);
  });
  return bundles.sort(byAge);
}

/** The bundle of one folder; undefined when it is not there, not of this format, or not for us to read. */
export async function readBundle(home: string, reads?: Reads): Promise<LocalBundle | undefined> {
  const path = join(home, entryFile);
  const others = reads ?? (await readsOfOthers(dirname(home)));
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    return parseEntry(text, Math.max(mtimeMs, others.get(basename(home)) ?? 0));
  } catch (error) {
    // What another user keeps to himself is not a reason to find nothing at all.
    if (hasCode(error, "ENOENT", "ENOTDIR", "EACCES", "EPERM")) return undefined;
    throw error;
  }
}

function parseEntry(text: string, touchedMs: number): LocalBundle | undefined {
  try {
    const { format, key, bytes, savedMs } = JSON.parse(text) as Record<string, unknown>;
    if (format !== 1 || typeof key !== "string" || typeof bytes !== "number") return undefined;
    if (typeof savedMs !== "number") return undefined;
    return { key, id: String(savedMs), bytes, savedAtMs: savedMs, lastReadAtMs: touchedMs };
  } catch {
    // A machine that lost power leaves files empty; such an entry is as good as none.
    return undefined;
  }
}

/**
 * Writes what is known of a new bundle, which nobody has read yet. Its file is as old as the bundle by this machine's clock, for
 * reads are told by that clock too, whatever time makes the bundle the newest.
 */
export async function writeEntry(
  home: string,
  about: { readonly key: string; readonly bytes: number; readonly savedMs: number },
  nowMs: number,
): Promise<void> {
  const path = join(home, entryFile);
  await writeFile(path, JSON.stringify({ format: 1, ...about }));
  const time = new Date(nowMs);
  await utimes(path, time, time);
}

/** When users other than a bundle's owner last read it, by the name of its folder. */
type Reads = ReadonlyMap<string, number>;

/** Where they note it, a file for each bundle and user: only the owner of a file may set its time. */
const readsFolder = ".reads";

/** The folder of the bundle whose reads are noted under this name. */
const folderOfNote = (name: string) => name.replace(/\.\d+$/, "");

/** Notes that the bundle in `home` is being read, or was. Where that is not possible, as on a read-only share, nothing is noted. */
export async function noteRead(home: string, nowMs: number): Promise<void> {
  const time = new Date(nowMs);
  await utimes(join(home, entryFile), time, time).catch(async () => {
    const note = join(dirname(home), readsFolder, `${basename(home)}.${process.getuid?.() ?? 0}`);
    // Only the order of removal and the grace of readers depend on it.
    await writeFile(note, "").catch(() => {});
    await utimes(note, time, time).catch(() => {});
  });
}

/** Makes the place for such notes, where other users may read the folder at all. */
export async function prepareReads(root: string): Promise<void> {
  const { mode } = await stat(root);
  if ((mode & 0o055) === 0 || process.platform === "win32") return;
  const path = join(root, readsFolder);
  try {
    await mkdir(path);
    await chmod(path, 0o1777); // as /tmp: each user removes only what is his
  } catch {
    // It is there, or the folder is another user's, who has made it or will.
  }
}

async function readsOfOthers(root: string): Promise<Reads> {
  const reads = new Map<string, number>();
  for (const name of await notesIn(root)) {
    const found = await stat(join(root, readsFolder, name)).catch(() => undefined);
    const folder = folderOfNote(name);
    reads.set(folder, Math.max(reads.get(folder) ?? 0, found?.mtimeMs ?? 0));
  }
  return reads;
}

const notesIn = (root: string) => namesIn(join(root, readsFolder)).catch(() => []);

async function namesIn(root: string): Promise<string[]> {
  try {
    return await readdir(root);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

const temporaryPrefix = ".tmp-";
const dayMs = 24 * 60 * 60 * 1000;

/** A new name in `root` for what is not yet, or no longer, a bundle. */
export function temporaryIn(root: string): string {
  return join(root, temporaryName(temporaryPrefix));
}

/** Removes what writers that have ended left behind; of other machines' that are younger than a day, which may be at work. */
export async function removeStale(root: string, nowMs: number): Promise<void> {
  await sweep(root, { start: temporaryPrefix, mostAgeMs: dayMs }, nowMs);
  const folders = new Set(await namesIn(root));
  for (const name of await notesIn(root)) {
    if (folders.has(folderOfNote(name))) continue;
    await rm(join(root, readsFolder, name), { force: true }).catch(() => {});
  }
}

/** Takes a bundle's folder away, by one rename first, so that no reader finds half of it; false when it was gone. */
export async function removeHome(home: string): Promise<boolean> {
  const aside = temporaryIn(dirname(home));
  try {
    await rename(home, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
  // What a reader still holds, where that matters, or is another user's, is out of the way, and goes with a later put.
  await rm(aside, { recursive: true, force: true }).catch(() => {});
  return true;
}

/**
 * Gives a finished folder its name; false when another writer was first. A folder is never renamed onto
 * one that holds something, so what is there stays, unless it is damaged: then it is moved away.
 */
export async function settle(temporary: string, home: string): Promise<boolean> {
  for (let claim = 1; ; claim += 1) {
    try {
      await rename(temporary, home);
      return true;
    } catch (error) {
      // Which error it is differs from system to system.
      if (!(await exists(home))) throw error;
    }
    if (claim === 2 || (await isWhole(home))) return false;
    // Another writer may have moved it away already, and the second claim tells who came first.
    await removeHome(home).catch(() => {});
  }
}

/** Whether there is a bundle with all its bytes. */
export async function isWhole(home: string): Promise<boolean> {
  const bundle = await readBundle(home);
  const found = await stat(join(home, bundleFile)).catch(() => undefined);
  return bundle !== undefined && found?.size === bundle.bytes;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
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

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

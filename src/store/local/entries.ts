import { createHash } from "node:crypto";
import { chmod, mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { KeyChain } from "../store.ts";

/** What is known of a saved bundle. */
export interface LocalEntry {
  readonly key: string;
  readonly bytes: number;
  readonly savedMs: number;
  /** When it was last fetched, or else saved: the time of the entry file says so. */
  readonly lastReadMs: number;
}

/** At once; a process may have some 1000 files open. */
const mostOpen = 32;

export const bundleFile = "bundle.tar.zst";
export const entryFile = "entry.json";

/**
 * The best match among `saved`, which is sorted from the oldest to the newest. The first key of the chain
 * that matches anything decides: its exact name if there is one, else the newest it is a prefix of.
 */
export function bestMatch<T extends { readonly key: string }>(
  { key, fallbacks }: KeyChain,
  saved: readonly T[],
): T | undefined {
  for (const wanted of [key, ...fallbacks]) {
    const found =
      saved.findLast((one) => one.key === wanted) ?? saved.findLast((one) => one.key.startsWith(wanted));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What has to be removed so that the rest takes at most `maxBytes`: the least recently read first, never the newest.
 * `entries` are sorted from the oldest to the newest. Equal inputs give equal plans, so that runners that tidy
 * up at once choose the same.
 */
export function planRemoval(entries: readonly LocalEntry[], maxBytes: number): LocalEntry[] {
  const candidates = entries
    .slice(0, -1)
    .sort((one, other) => one.lastReadMs - other.lastReadMs || (one.key < other.key ? -1 : 1));
  let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
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

/** All readable entries, the oldest first. A folder that is not there has none. */
export async function listEntries(root: string): Promise<LocalEntry[]> {
  const names = (await namesIn(root)).filter((name) => !name.startsWith("."));
  const reads = await readsOfOthers(root);
  const entries: LocalEntry[] = [];
  for (let first = 0; first < names.length; first += mostOpen) {
    const some = names.slice(first, first + mostOpen);
    const read = await Promise.all(some.map((name) => readEntry(join(root, name), reads)));
    entries.push(...read.filter((entry) => entry !== undefined));
  }
  return entries.sort((one, other) => one.savedMs - other.savedMs || (one.key < other.key ? -1 : 1));
}

/** The entry of one bundle's folder; undefined when it is not there, not of this format, or not for us to read. */
export async function readEntry(home: string, reads?: Reads): Promise<LocalEntry | undefined> {
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

function parseEntry(text: string, touchedMs: number): LocalEntry | undefined {
  try {
    const { format, key, bytes, savedMs } = JSON.parse(text) as Record<string, unknown>;
    return format === 1 && typeof key === "string" && typeof bytes === "number" && typeof savedMs === "number"
      ? { key, bytes, savedMs, lastReadMs: Math.max(savedMs, touchedMs) }
      : undefined;
  } catch {
    // A machine that lost power leaves files empty; such an entry is as good as none.
    return undefined;
  }
}

/** When users other than a bundle's owner last read it, by the name of its folder. */
type Reads = ReadonlyMap<string, number>;

/** Where they note it, a file for each bundle and user: only the owner of a file may set its time. */
export const readsFolder = ".reads";

/** Notes that the bundle in `home` was read. Where that is not possible, as on a read-only share, nothing is noted. */
export async function noteRead(home: string, nowMs: number): Promise<void> {
  const time = new Date(nowMs);
  const isNoted = await utimes(join(home, entryFile), time, time).then(
    () => true,
    () => false,
  );
  if (isNoted) return;
  const mark = join(dirname(home), readsFolder, `${basename(home)}.${process.getuid?.() ?? 0}`);
  // Only the order of removal and the grace of readers depend on it.
  await writeFile(mark, "").catch(() => {});
  await utimes(mark, time, time).catch(() => {});
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
  for (const name of await namesIn(join(root, readsFolder)).catch(() => [])) {
    const folder = name.replace(/\.\d+$/, "");
    const found = await stat(join(root, readsFolder, name)).catch(() => undefined);
    reads.set(folder, Math.max(reads.get(folder) ?? 0, found?.mtimeMs ?? 0));
  }
  return reads;
}

export async function namesIn(root: string): Promise<string[]> {
  try {
    return await readdir(root);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

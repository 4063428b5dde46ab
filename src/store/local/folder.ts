import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";

/** What is known of a saved bundle. */
export interface LocalEntry {
  readonly key: string;
  readonly bytes: number;
  readonly savedMs: number;
  /** When it was last fetched, or else saved: the time of the entry file says so. */
  readonly lastReadMs: number;
}

export const bundleFile = "bundle.tar.zst";
export const entryFile = "entry.json";
const temporaryPrefix = ".tmp-";

const dayMs = 24 * 60 * 60 * 1000;

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
  const names = await namesIn(root);
  const folders = names.filter((name) => !name.startsWith("."));
  const entries = await Promise.all(folders.map((name) => readEntry(join(root, name))));
  return entries
    .filter((entry) => entry !== undefined)
    .sort((one, other) => one.savedMs - other.savedMs || (one.key < other.key ? -1 : 1));
}

/** The entry of one bundle's folder; undefined when it is not there or not of this format. */
export async function readEntry(home: string): Promise<LocalEntry | undefined> {
  const path = join(home, entryFile);
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    return parseEntry(text, mtimeMs);
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return undefined;
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

/** Notes that the bundle in `home` was read; a share that is mounted read-only just stays as it is. */
export async function noteRead(home: string, nowMs: number): Promise<void> {
  const time = new Date(nowMs);
  // Only the order of eviction hangs on it.
  await utimes(join(home, entryFile), time, time).catch(() => {});
}

/** Takes a bundle's folder away, by one rename first, so that no reader finds half of it; false when it was gone. */
export async function removeHome(root: string, home: string): Promise<boolean> {
  const aside = temporaryIn(root);
  try {
    await rename(home, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
  // What a reader still holds, on systems where that matters, is stale now and goes with a later put.
  await rm(aside, { recursive: true, force: true }).catch(() => {});
  return true;
}

/** A new name in `root` for what is not yet, or no longer, a bundle. */
export function temporaryIn(root: string): string {
  return join(root, `${temporaryPrefix}${randomUUID()}`);
}

/** Removes what writers that crashed more than a day ago left behind; younger ones may be at work. */
export async function removeStale(root: string, nowMs: number): Promise<void> {
  const temporaries = (await namesIn(root)).filter((name) => name.startsWith(temporaryPrefix));
  for (const name of temporaries) {
    const path = join(root, name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || nowMs - found.mtimeMs < dayMs) continue;
    // Another job may be cleaning too, or own it: that is no reason not to save.
    await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

async function namesIn(root: string): Promise<string[]> {
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

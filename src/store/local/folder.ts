import { createHash } from "node:crypto";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** What is known of a saved bundle. */
export interface LocalEntry {
  readonly key: string;
  readonly bytes: number;
  readonly savedMs: number;
}

export const bundleFile = "bundle.tar.zst";
export const entryFile = "entry.json";
export const temporaryPrefix = ".tmp-";

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
    .sort((a, b) => a.savedMs - b.savedMs || (a.key < b.key ? -1 : 1));
}

/** The entry of one bundle's folder; undefined when it is not there or not of this format. */
export async function readEntry(home: string): Promise<LocalEntry | undefined> {
  let text: string;
  try {
    text = await readFile(join(home, entryFile), "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
  return parseEntry(text);
}

function parseEntry(text: string): LocalEntry | undefined {
  try {
    const { format, key, bytes, savedMs } = JSON.parse(text) as Record<string, unknown>;
    return format === 1 && typeof key === "string" && typeof bytes === "number" && typeof savedMs === "number"
      ? { key, bytes, savedMs }
      : undefined;
  } catch {
    // A machine that lost power leaves files empty; such an entry is as good as none.
    return undefined;
  }
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

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

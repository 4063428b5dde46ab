import { lstat, readdir } from "node:fs/promises";
import path from "node:path";
import { type EntryKind, kindOf } from "./layout.ts";

/** One file of sccache's directory. */
export interface ScannedEntry {
  /** Path below the directory, with `/` between its parts on every platform. */
  readonly name: string;
  readonly kind: EntryKind;
  /** Size on disk, as sccache or we wrote it. */
  readonly bytes: number;
  /** Milliseconds since 1970. A hit sets it, when sccache runs as a server. */
  readonly mtimeMs: number;
  /** Milliseconds since 1970. A hit moves it too, unless the file system does not keep access times. */
  readonly atimeMs: number;
}

export interface Scan {
  /** By name, in code unit order. */
  readonly entries: readonly ScannedEntry[];
  /** What is not sccache's: other names, links, sockets and the like. Left alone and counted. */
  readonly foreign: number;
}

/** More does not pay: libuv has four threads for this. */
const CONCURRENT_STATS = 16;

/**
 * Lists sccache's entries in `directory` without opening any of them, so that their times stay as the build left
 * them. A directory that does not exist is empty. A file that vanishes meanwhile is as if it had never been there.
 * @throws the system's error when the directory, or one below it, cannot be read.
 */
export async function scan(directory: string): Promise<Scan> {
  const { names, foreign } = await list(directory);
  const entries = await statAll(directory, names);
  return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)), foreign };
}

interface Listing {
  readonly names: readonly string[];
  readonly foreign: number;
}

async function list(directory: string): Promise<Listing> {
  // Asked for before, because a missing folder further down would fail the walk in the same words.
  if (!(await exists(directory))) return { names: [], foreign: 0 };
  const found = await readdir(directory, { withFileTypes: true, recursive: true });
  const names: string[] = [];
  let foreign = 0;
  for (const item of found) {
    if (item.isDirectory()) continue;
    const name = path.relative(directory, path.join(item.parentPath, item.name)).replaceAll(path.sep, "/");
    if (item.isFile() && kindOf(name) !== undefined) names.push(name);
    else foreign += 1;
  }
  return { names, foreign };
}

async function exists(directory: string): Promise<boolean> {
  try {
    await lstat(directory);
    return true;
  } catch (error) {
    return missing(error, false);
  }
}

async function statAll(directory: string, names: readonly string[]): Promise<ScannedEntry[]> {
  const entries: ScannedEntry[] = [];
  const queue = names.values();
  await Promise.all(
    Array.from({ length: CONCURRENT_STATS }, async () => {
      for (const name of queue) {
        const entry = await statEntry(directory, name);
        if (entry !== undefined) entries.push(entry);
      }
    }),
  );
  return entries;
}

async function statEntry(directory: string, name: string): Promise<ScannedEntry | undefined> {
  const kind = kindOf(name);
  if (kind === undefined) return undefined;
  try {
    const { size, mtimeMs, atimeMs } = await lstat(path.join(directory, name));
    return { name, kind, bytes: size, mtimeMs, atimeMs };
  } catch (error) {
    return missing(error, undefined);
  }
}

/** `value` when `error` says that there is no such file; throws `error` otherwise. */
function missing<T>(error: unknown, value: T): T {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return value;
  throw error;
}

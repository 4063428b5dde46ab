import type { Dirent } from "node:fs";
import { lstat, mkdir, readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Env } from "../config/config.ts";

/** `object`: the result of a compilation. `preprocessor`: what C/C++ direct mode remembers of a preprocessor run. */
export type EntryKind = "object" | "preprocessor";

/**
 * The names that sccache gives its files, by what the file is. A key is a BLAKE3 digest in lower-case hex; the
 * folders above it repeat its first two (objects) or three (preprocessor) digits. Measured with 0.16.0 and 0.19.0.
 * https://github.com/mozilla/sccache/blob/main/src/cache/disk.rs `make_key_path`, `cache/utils.rs` `normalize_key`
 */
const NAMES: Readonly<Record<EntryKind, RegExp>> = {
  object: /^([0-9a-f])\/([0-9a-f])\/\1\2[0-9a-f]{62}$/,
  preprocessor: /^preprocessor\/([0-9a-f])\/([0-9a-f])\/([0-9a-f])\/\1\2\3[0-9a-f]{61}$/,
};

/**
 * The kind of the entry called `name`, a path below sccache's directory with `/` between its parts. Undefined for
 * every name that sccache itself would not choose: nothing else in a bundle may be written to disk.
 */
export function kindOf(name: string): EntryKind | undefined {
  if (NAMES.object.test(name)) return "object";
  if (NAMES.preprocessor.test(name)) return "preprocessor";
  return undefined;
}

/**
 * Where sccache keeps its files when SCCACHE_DIR is not set, in the platform's own notation. `home` is the home
 * directory. On Windows the last part is `cache`, although sccache's documentation leaves it out
 * (https://docs.rs/directories/6.0.0/directories/struct.ProjectDirs.html#method.cache_dir).
 */
export function defaultDirectory(platform: NodeJS.Platform, env: Env, home: string): string {
  switch (platform) {
    case "darwin":
      return path.posix.join(home, "Library", "Caches", "Mozilla.sccache");
    case "win32": {
      const local = env["LOCALAPPDATA"] || path.win32.join(home, "AppData", "Local");
      return path.win32.join(local, "Mozilla", "sccache", "cache");
    }
    default: {
      // A relative XDG_CACHE_HOME is ignored, as the specification demands and sccache does.
      const xdg = env["XDG_CACHE_HOME"] ?? "";
      const caches = path.posix.isAbsolute(xdg) ? xdg : path.posix.join(home, ".cache");
      return path.posix.join(caches, "sccache");
    }
  }
}

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

interface Scan {
  /** By name, in code unit order. */
  readonly entries: readonly ScannedEntry[];
  /** What is not sccache's: other names, links, sockets and the like. Left alone and counted. */
  readonly foreign: number;
  /** Folders that cannot be read, such as those of another user: their entries are missing here. */
  readonly unreadable: readonly Unreadable[];
}

export interface Unreadable {
  readonly path: string;
  /** Number of the user who owns it, or undefined where that is not known. */
  readonly owner: number | undefined;
}

/** More does not pay: libuv has four threads for this. */
const CONCURRENT_STATS = 16;

/**
 * Lists sccache's entries in `directory` without opening any of them, so that their times stay as the build left
 * them. A directory that does not exist is empty. A file that vanishes meanwhile is as if it had never been there.
 * @throws the system's error when the directory, or one below it, cannot be read for another reason than its permissions.
 */
export async function scan(directory: string): Promise<Scan> {
  const listing: Listing = { names: [], foreign: 0, unreadable: [] };
  // Asked for before, because a missing folder further down would fail the walk in the same words.
  if (await exists(directory)) await walk(directory, "", listing);
  const entries = await statAll(directory, listing.names);
  const { foreign, unreadable } = listing;
  return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)), foreign, unreadable };
}

interface Listing {
  readonly names: string[];
  foreign: number;
  readonly unreadable: Unreadable[];
}

/** Adds what is in the folder called `below` to `listing`, and what is in its folders. */
async function walk(directory: string, below: string, listing: Listing): Promise<void> {
  for (const item of await itemsOf(path.join(directory, below), listing)) {
    const name = below === "" ? item.name : `${below}/${item.name}`;
    if (item.isDirectory()) await walk(directory, name, listing);
    else if (item.isFile() && kindOf(name) !== undefined) listing.names.push(name);
    else listing.foreign += 1;
  }
}

async function itemsOf(folder: string, listing: Listing): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    if (code !== "EACCES" && code !== "EPERM") throw error;
    const owner = await lstat(folder).then(
      ({ uid }) => uid,
      () => undefined,
    );
    listing.unreadable.push({ path: folder, owner });
    return [];
  }
}

async function exists(directory: string): Promise<boolean> {
  try {
    await stat(directory);
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

/** A watch on sccache's directory. */
export interface DirectoryWatch {
  /** Ends it; nothing is reported afterwards. */
  close(): Promise<void>;
}

/**
 * Calls `onActivity` whenever an entry appears or is used: a hit of sccache's server sets its times. Resolves when
 * everything that is there is being watched. The directory is made when it is missing. Costs next to nothing while
 * nothing happens: the system reports, nobody polls.
 */
export async function watchDirectory(
  directory: string,
  { onActivity, onError }: { onActivity: () => void; onError: (error: Error) => void },
): Promise<DirectoryWatch> {
  await mkdir(directory, { recursive: true });
  const { watch } = await import("chokidar"); // for this alone
  const watcher = watch(directory, {
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    depth: 4, // preprocessor/a/b/c and the file
  });
  watcher.on("add", onActivity).on("change", onActivity);
  watcher.on("error", (error) => onError(error instanceof Error ? error : new Error(String(error))));
  await new Promise<void>((resolve) => {
    watcher.once("ready", resolve);
  });
  return { close: () => watcher.close() };
}

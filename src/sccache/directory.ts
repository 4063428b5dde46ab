import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import path from "node:path";
import type { Env } from "../config/config.ts";
import { inParallel } from "../in-parallel.ts";
import { makeFolder } from "../make-folder.ts";

/** `object`: the result of a compilation. `preprocessor`: what C/C++ direct mode remembers of a preprocessor run. */
export type EntryKind = "object" | "preprocessor";

/**
 * The names that sccache gives its files, by what the file is. A key is a BLAKE3 digest in lower-case hex; the
 * folders above it repeat its first two (objects) or three (preprocessor) digits. Measured with 0.16.0 and 0.19.0.
 * https://github.com/mozilla/sccache/blob/main/src/cache/disk.rs `make_key_path`, `cache/utils.rs` `normalize_key`
 */
const names: Readonly<Record<EntryKind, RegExp>> = {
  object: /^([0-9a-f])\/([0-9a-f])\/\1\2[0-9a-f]{62}$/,
  preprocessor: /^preprocessor\/([0-9a-f])\/([0-9a-f])\/([0-9a-f])\/\1\2\3[0-9a-f]{61}$/,
};

/**
 * The kind of the entry called `name`, a path below sccache's directory with `/` between its parts. Undefined for
 * every name that sccache itself would not choose: nothing else in a bundle may be written to disk.
 */
export function kindOf(name: string): EntryKind | undefined {
  return (["object", "preprocessor"] as const).find((kind) => names[kind].test(name));
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

/** What is in a directory, beside its entries. */
interface Others {
  /** What is not sccache's: other names, links, sockets and the like. Left alone and counted. */
  foreign: number;
  /** Folders that cannot be read, such as those of another user: their entries are missing here. */
  readonly unreadable: Unreadable[];
}

interface Unreadable {
  readonly path: string;
  /** Number of the user who owns it, or undefined where that is not known. */
  readonly owner: number | undefined;
}

/** More does not pay: libuv has four threads for this. */
const mostStats = 16;

/**
 * Lists sccache's entries in `directory`, by name in code unit order, without opening any of them, so that their times stay as
 * the build left them. A directory that does not exist is empty. A file that vanishes meanwhile is as if it had never been there.
 * @throws the system's error when the directory, or one below it, cannot be read for another reason than its permissions.
 */
export async function scan(directory: string): Promise<{ entries: ScannedEntry[] } & Readonly<Others>> {
  const others: Others = { foreign: 0, unreadable: [] };
  const found: Pick<ScannedEntry, "name" | "kind">[] = [];

  const walk = async (below: string): Promise<void> => {
    for (const item of await itemsOf(path.join(directory, below), others.unreadable)) {
      const name = below === "" ? item.name : `${below}/${item.name}`;
      const kind = item.isFile() ? kindOf(name) : undefined;
      if (item.isDirectory()) await walk(name);
      else if (kind !== undefined) found.push({ name, kind });
      else others.foreign += 1;
    }
  };
  await walk("");

  const entries: ScannedEntry[] = [];
  await inParallel(found, mostStats, async (entry) => {
    const file = await lstat(path.join(directory, entry.name)).catch(orMissing);
    if (file) entries.push({ ...entry, bytes: file.size, mtimeMs: file.mtimeMs, atimeMs: file.atimeMs });
  });
  return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)), ...others };
}

async function itemsOf(folder: string, unreadable: Unreadable[]): Promise<Dirent[]> {
  try {
    return (await readdir(folder, { withFileTypes: true }).catch(orMissing)) ?? [];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EACCES" && code !== "EPERM") throw error;
    const found = await lstat(folder).catch(() => undefined);
    unreadable.push({ path: folder, owner: found?.uid });
    return [];
  }
}

/** Undefined when `error` says that there is no such file; throws `error` otherwise. */
function orMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

/**
 * Calls `onActivity` whenever an entry appears or is used: a hit of sccache's server sets its times. Resolves when
 * everything that is there is being watched. The directory is made when it is missing. Costs next to nothing while
 * nothing happens: the system reports, nobody polls. `close` ends it; nothing is reported afterwards.
 */
export async function watchDirectory(
  directory: string,
  { onActivity, onError }: { onActivity: () => void; onError: (error: Error) => void },
): Promise<{ close(): Promise<void> }> {
  await makeFolder(directory);
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
  return watcher;
}

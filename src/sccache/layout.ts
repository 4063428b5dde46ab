import path from "node:path";

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

/** The variables `defaultDirectory` looks at. */
type PlaceVariables = Readonly<Record<string, string | undefined>>;

/**
 * Where sccache keeps its files when SCCACHE_DIR is not set, in the platform's own notation. `home` is the home
 * directory. On Windows the last part is `cache`, although sccache's documentation leaves it out
 * (https://docs.rs/directories/6.0.0/directories/struct.ProjectDirs.html#method.cache_dir).
 */
export function defaultDirectory(platform: NodeJS.Platform, env: PlaceVariables, home: string): string {
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

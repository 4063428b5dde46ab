import path from "node:path";
// src/sccache/layout.ts
/**
* The names that sccache gives its files, by what the file is. A key is a BLAKE3 digest in lower-case hex; the
* folders above it repeat its first two (objects) or three (preprocessor) digits. Measured with 0.16.0 and 0.19.0.
* https://github.com/mozilla/sccache/blob/main/src/cache/disk.rs `make_key_path`, `cache/utils.rs` `normalize_key`
*/
const NAMES = {
	object: /^([0-9a-f])\/([0-9a-f])\/\1\2[0-9a-f]{62}$/,
	preprocessor: /^preprocessor\/([0-9a-f])\/([0-9a-f])\/([0-9a-f])\/\1\2\3[0-9a-f]{61}$/
};
/**
* The kind of the entry called `name`, a path below sccache's directory with `/` between its parts. Undefined for
* every name that sccache itself would not choose: nothing else in a bundle may be written to disk.
*/
function kindOf(name) {
	if (NAMES.object.test(name)) return "object";
	if (NAMES.preprocessor.test(name)) return "preprocessor";
}
/**
* Where sccache keeps its files when SCCACHE_DIR is not set, in the platform's own notation. `home` is the home
* directory. On Windows the last part is `cache`, although sccache's documentation leaves it out
* (https://docs.rs/directories/6.0.0/directories/struct.ProjectDirs.html#method.cache_dir).
*/
function defaultDirectory(platform, env, home) {
	switch (platform) {
		case "darwin": return path.posix.join(home, "Library", "Caches", "Mozilla.sccache");
		case "win32": {
			const local = env["LOCALAPPDATA"] || path.win32.join(home, "AppData", "Local");
			return path.win32.join(local, "Mozilla", "sccache", "cache");
		}
		default: {
			const xdg = env["XDG_CACHE_HOME"] ?? "";
			const caches = path.posix.isAbsolute(xdg) ? xdg : path.posix.join(home, ".cache");
			return path.posix.join(caches, "sccache");
		}
	}
}
export { kindOf as n, defaultDirectory as t };

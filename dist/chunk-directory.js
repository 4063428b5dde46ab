import { t as inParallel } from "./chunk-in-parallel.js";
import path, { dirname, resolve } from "node:path";
import { readlinkSync, realpathSync, statSync } from "node:fs";
import { lstat, mkdir, readdir, stat } from "node:fs/promises";
// src/key/ref.ts
/**
* What `ref` is, where no later job reads what was saved under it: a tag, and what GitHub pushes for each try of a merge queue
* (`gh-readonly-queue/main/pr-7-…`), in a run of the event `push` too. Undefined for any other ref.
*/
function passingRef(ref) {
	if (ref?.startsWith("refs/tags/")) return "a tag";
	return ref?.startsWith("refs/heads/gh-readonly-queue/") ? "a merge queue" : void 0;
}
/** The full name of a ref that is given in full or as the short name of a branch; undefined of undefined. */
function fullRef(name) {
	return name === void 0 || name.startsWith("refs/") ? name : `refs/heads/${name}`;
}
/**
* The scopes of a job. A pull request has one of its own, on every CI: some call its ref after the branch that it comes from,
* and a fork's branch may be called `main`.
*/
function scopesOf({ ref, event, pullRequest, baseRef, defaultBranch }) {
	const isPull = pullRequest !== void 0 || (event ?? "").startsWith("pull_request");
	const isNamed = ref?.startsWith("refs/pull/") === true;
	const number = pullRequest ?? `of-${(ref ?? "unknown").replace(/^refs\/heads\//, "")}`;
	return {
		own: isPull && !isNamed ? `refs/pull/${number}/merge` : fullRef(ref),
		base: isPull ? fullRef(baseRef) : void 0,
		defaultBranch: fullRef(defaultBranch)
	};
}
/** The refs that a job may read, in the order in which they are asked: GitHub's order. Undefined stands for no ref. */
function readableRefs({ own, base, defaultBranch }) {
	return [.../* @__PURE__ */ new Set([own, ...[base, defaultBranch].filter((ref) => ref !== void 0)])];
}
// src/make-folder.ts
/**
* Makes a folder and those that it lies in, where they are not there; of a link that leads nowhere yet, what it leads to.
* In place of mkdir's `recursive`, which knows no such links, and which never ends where a folder is there and one in it
* cannot be: automounters and /proc say ENOENT to that, and Node takes it for a parent that is missing.
* @throws the error of the file system
*/
async function makeFolder(path, mode) {
	const make = () => mkdir(path, { mode }).catch(async (error) => {
		if (!await isFolder(path)) throw error;
	});
	try {
		await make();
	} catch (error) {
		const first = missingBefore(path, error);
		if (first === void 0) throw error;
		if (!await isFolder(first)) await makeFolder(first, mode);
		await make();
	}
}
/** What has to be there before `path` can be: the target of a link, the parent of anything else; undefined where the error is another. */
function missingBefore(path, error) {
	const target = missingTarget(path);
	if (target !== void 0) return target;
	const parent = dirname(path);
	return isMissing(error) && parent !== path ? parent : void 0;
}
/** Where a link leads that leads to nothing; undefined for anything else, such as links that lead to each other. */
function missingTarget(path) {
	try {
		const target = resolve(realpathSync(dirname(path)), readlinkSync(path));
		return statSync(path, { throwIfNoEntry: false }) === void 0 ? target : void 0;
	} catch {
		return;
	}
}
function isFolder(path) {
	return stat(path).then((found) => found.isDirectory(), () => false);
}
function isMissing(error) {
	return error instanceof Error && "code" in error && error.code === "ENOENT";
}
// src/sccache/directory.ts
/**
* The names that sccache gives its files, by what the file is. A key is a BLAKE3 digest in lower-case hex; the
* folders above it repeat its first two (objects) or three (preprocessor) digits. Measured with 0.16.0 and 0.19.0.
* https://github.com/mozilla/sccache/blob/main/src/cache/disk.rs `make_key_path`, `cache/utils.rs` `normalize_key`
*/
const names = {
	object: /^([0-9a-f])\/([0-9a-f])\/\1\2[0-9a-f]{62}$/,
	preprocessor: /^preprocessor\/([0-9a-f])\/([0-9a-f])\/([0-9a-f])\/\1\2\3[0-9a-f]{61}$/
};
/**
* The kind of the entry called `name`, a path below sccache's directory with `/` between its parts. Undefined for
* every name that sccache itself would not choose: nothing else in a bundle may be written to disk.
*/
function kindOf(name) {
	return ["object", "preprocessor"].find((kind) => names[kind].test(name));
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
/** More does not pay: libuv has four threads for this. */
const mostStats = 16;
/**
* Lists sccache's entries in `directory`, by name in code unit order, without opening any of them, so that their times stay as
* the build left them. A directory that does not exist is empty. A file that vanishes meanwhile is as if it had never been there.
* @throws the system's error when the directory, or one below it, cannot be read for another reason than its permissions.
*/
async function scan(directory) {
	const others = {
		foreign: 0,
		unreadable: []
	};
	const found = [];
	const walk = async (below) => {
		for (const item of await itemsOf(path.join(directory, below), others.unreadable)) {
			const name = below === "" ? item.name : `${below}/${item.name}`;
			const kind = item.isFile() ? kindOf(name) : void 0;
			if (item.isDirectory()) await walk(name);
			else if (kind !== void 0) found.push({
				name,
				kind
			});
			else others.foreign += 1;
		}
	};
	await walk("");
	const entries = [];
	await inParallel(found, mostStats, async (entry) => {
		const file = await lstat(path.join(directory, entry.name)).catch(orMissing);
		if (file) entries.push({
			...entry,
			bytes: file.size,
			mtimeMs: file.mtimeMs,
			atimeMs: file.atimeMs
		});
	});
	return {
		entries: entries.sort((a, b) => a.name < b.name ? -1 : 1),
		...others
	};
}
async function itemsOf(folder, unreadable) {
	try {
		return await readdir(folder, { withFileTypes: true }).catch(orMissing) ?? [];
	} catch (error) {
		const { code } = error;
		if (code !== "EACCES" && code !== "EPERM") throw error;
		const found = await lstat(folder).catch(() => void 0);
		unreadable.push({
			path: folder,
			owner: found?.uid
		});
		return [];
	}
}
/** Undefined when `error` says that there is no such file; throws `error` otherwise. */
function orMissing(error) {
	if (error.code !== "ENOENT") throw error;
}
/**
* Calls `onActivity` whenever an entry appears or is used: a hit of sccache's server sets its times. Resolves when
* everything that is there is being watched. The directory is made when it is missing. Costs next to nothing while
* nothing happens: the system reports, nobody polls. `close` ends it; nothing is reported afterwards.
*/
async function watchDirectory(directory, { onActivity, onError }) {
	await makeFolder(directory);
	const { watch } = await import("./chunk-chokidar.js");
	const watcher = watch(directory, {
		ignoreInitial: true,
		followSymlinks: false,
		ignorePermissionErrors: true,
		depth: 4
	});
	watcher.on("add", onActivity).on("change", onActivity);
	watcher.on("error", (error) => onError(error instanceof Error ? error : new Error(String(error))));
	await new Promise((resolve) => {
		watcher.once("ready", resolve);
	});
	return watcher;
}
export { makeFolder as a, readableRefs as c, watchDirectory as i, scopesOf as l, kindOf as n, fullRef as o, scan as r, passingRef as s, defaultDirectory as t };

import { n as kindOf } from "./chunk-layout.js";
import path from "node:path";
import { lstat, readdir } from "node:fs/promises";
// src/sccache/scan.ts
/** More does not pay: libuv has four threads for this. */
const CONCURRENT_STATS = 16;
/**
* Lists sccache's entries in `directory` without opening any of them, so that their times stay as the build left
* them. A directory that does not exist is empty. A file that vanishes meanwhile is as if it had never been there.
* @throws the system's error when the directory, or one below it, cannot be read.
*/
async function scan(directory) {
	const { names, foreign } = await list(directory);
	return {
		entries: (await statAll(directory, names)).sort((a, b) => a.name < b.name ? -1 : 1),
		foreign
	};
}
async function list(directory) {
	if (!await exists(directory)) return {
		names: [],
		foreign: 0
	};
	const found = await readdir(directory, {
		withFileTypes: true,
		recursive: true
	});
	const names = [];
	let foreign = 0;
	for (const item of found) {
		if (item.isDirectory()) continue;
		const name = path.relative(directory, path.join(item.parentPath, item.name)).replaceAll(path.sep, "/");
		if (item.isFile() && kindOf(name) !== void 0) names.push(name);
		else foreign += 1;
	}
	return {
		names,
		foreign
	};
}
async function exists(directory) {
	try {
		await lstat(directory);
		return true;
	} catch (error) {
		return missing(error, false);
	}
}
async function statAll(directory, names) {
	const entries = [];
	const queue = names.values();
	await Promise.all(Array.from({ length: CONCURRENT_STATS }, async () => {
		for (const name of queue) {
			const entry = await statEntry(directory, name);
			if (entry !== void 0) entries.push(entry);
		}
	}));
	return entries;
}
async function statEntry(directory, name) {
	const kind = kindOf(name);
	if (kind === void 0) return void 0;
	try {
		const { size, mtimeMs, atimeMs } = await lstat(path.join(directory, name));
		return {
			name,
			kind,
			bytes: size,
			mtimeMs,
			atimeMs
		};
	} catch (error) {
		return missing(error, void 0);
	}
}
/** `value` when `error` says that there is no such file; throws `error` otherwise. */
function missing(error, value) {
	if (error instanceof Error && "code" in error && error.code === "ENOENT") return value;
	throw error;
}
export { scan as t };

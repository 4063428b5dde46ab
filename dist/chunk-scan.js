import { n as kindOf } from "./chunk-layout.js";
import path from "node:path";
import { lstat, readdir, stat } from "node:fs/promises";
// src/sccache/scan.ts
/** More does not pay: libuv has four threads for this. */
const CONCURRENT_STATS = 16;
/**
* Lists sccache's entries in `directory` without opening any of them, so that their times stay as the build left
* them. A directory that does not exist is empty. A file that vanishes meanwhile is as if it had never been there.
* @throws the system's error when the directory, or one below it, cannot be read for another reason than its permissions.
*/
async function scan(directory) {
	const listing = {
		names: [],
		foreign: 0,
		unreadable: []
	};
	if (await exists(directory)) await walk(directory, "", listing);
	const entries = await statAll(directory, listing.names);
	const { foreign, unreadable } = listing;
	return {
		entries: entries.sort((a, b) => a.name < b.name ? -1 : 1),
		foreign,
		unreadable
	};
}
/** Adds what is in the folder called `below` to `listing`, and what is in its folders. */
async function walk(directory, below, listing) {
	for (const item of await itemsOf(path.join(directory, below), listing)) {
		const name = below === "" ? item.name : `${below}/${item.name}`;
		if (item.isDirectory()) await walk(directory, name, listing);
		else if (item.isFile() && kindOf(name) !== void 0) listing.names.push(name);
		else listing.foreign += 1;
	}
}
async function itemsOf(folder, listing) {
	try {
		return await readdir(folder, { withFileTypes: true });
	} catch (error) {
		const { code } = error;
		if (code === "ENOENT") return [];
		if (code !== "EACCES" && code !== "EPERM") throw error;
		const owner = await lstat(folder).then(({ uid }) => uid, () => void 0);
		listing.unreadable.push({
			path: folder,
			owner
		});
		return [];
	}
}
async function exists(directory) {
	try {
		await stat(directory);
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

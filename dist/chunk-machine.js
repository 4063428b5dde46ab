import { o as sumBytes, p as formatSize } from "./chunk-room.js";
import { dirname, resolve } from "node:path";
import { stat, statfs } from "node:fs/promises";
import { fstatSync } from "node:fs";
import { availableParallelism } from "node:os";
// src/flow/machine.ts
/** A thread that packs or unpacks holds a segment raw, its compressed form and zstd's tables: 2.4 times its size was seen. */
const segmentCopies = 2.4;
/** Of the memory, for all threads together: the rest is for whoever else runs. */
const share = .5;
const defaultSegmentBytes = 128e6;
/**
* How many threads pack and unpack: as many as were asked for, else one a core, as far as memory allows. A node of 64 cores
* may give a container 4 GB.
*/
function threadsFor({ threads, segmentBytes = defaultSegmentBytes }, { cores, memoryBytes } = {
	cores: availableParallelism(),
	memoryBytes: process.availableMemory()
}) {
	if (threads !== void 0) return threads;
	const fitting = Math.floor(memoryBytes * share / (segmentCopies * segmentBytes));
	return Math.max(1, Math.min(cores, fitting));
}
/** Bytes that are free where `path` is, or will be; infinity where the system does not tell. */
async function freeBytes(path) {
	try {
		const { bavail, bsize } = await statfs(path);
		return bavail * bsize;
	} catch (error) {
		return error.code === "ENOENT" && dirname(path) !== path ? freeBytes(dirname(path)) : Number.POSITIVE_INFINITY;
	}
}
/** Bytes that are free for `directory` when the rest of the bundle has come. */
async function freeBeside({ descriptor, bytes }, directory) {
	const { dev, blocks } = fstatSync(descriptor);
	const toCome = await deviceOf(directory) === dev ? Math.max(0, bytes - blocks * 512) : 0;
	return await freeBytes(directory) - toCome;
}
/** What was to be written has no room, on which disk it says. */
var DiskError = class extends Error {
	name = "DiskError";
};
const noRoom = {
	ENOSPC: "has too little room",
	EDQUOT: "has no room left within your quota"
};
/** What `work` returns, which writes to `path`. @throws {DiskError} when there is no room for it, else what `work` throws */
async function writingTo(path, work) {
	try {
		return await work();
	} catch (error) {
		const { code = "", message } = error;
		const what = noRoom[code];
		if (what === void 0) throw error;
		throw new DiskError(`${path}: ${await describeDisk(path)} ${what} (${message}); nothing was left there`, { cause: error });
	}
}
/** `the disk at /mnt (1.5 MB of 8 MB and 3 of 90 files are free)` */
async function describeDisk(path) {
	const mount = await mountOf(resolve(path));
	try {
		const { bavail, blocks, bsize, ffree, files } = await statfs(mount);
		const inodes = files > 0 ? ` and ${ffree} of ${files} files` : "";
		return `the disk at ${mount} (${formatSize(bavail * bsize)} of ${formatSize(blocks * bsize)}${inodes} are free)`;
	} catch {
		return `the disk at ${mount}`;
	}
}
/** The highest folder that is on the same file system as `path`, or as the first folder above that is there. */
async function mountOf(path) {
	const above = dirname(path);
	if (above === path) return path;
	const [here, there] = await Promise.all([deviceOf(path), deviceOf(above)]);
	return here !== void 0 && here !== there ? path : mountOf(above);
}
/** The number of the file system that `path` is on, or undefined where there is nothing. */
function deviceOf(path) {
	return stat(path).then(({ dev }) => dev, () => void 0);
}
/** What an entry with raw blocks takes when it is compressed again, at level 1: 0.26 of it on real builds. */
const compactShare = .35;
/** Raw bytes of the entries in a bundle that is as large as it may be: 8.4 a byte for a large project. */
const rawShare = 8.4;
/** What a build's products take at least, and beside its raw entries: `target` of debug builds was seen to take 1 to 1.5 of those. */
const targetBytes = (rawBytes) => Math.max(2e9, 1.5 * rawBytes);
/** New entries of a warm build, beside the restored ones; a cold build makes as many as it has. */
const growthShare = .5;
/** What an sccache that nobody limits may fill: 10 GiB, its own default. */
const defaultCacheBytes = 10 * 2 ** 30;
/**
* Chooses how to write entries so that they, what the build adds to them and its products fit: raw, else compressed again,
* else fewer of them, else none. The user's limit must hold them, too: sccache would evict the rest as soon as it starts.
*/
function chooseUnpacking(entries, { freeBytes: free, limitBytes: limit = Number.POSITIVE_INFINITY }) {
	const rawBytes = sumBytes(entries);
	const left = free - targetBytes(rawBytes);
	if (rawBytes * 1.5 <= Math.min(left, limit)) return {
		how: "raw",
		entries
	};
	const most = Math.min(left / 1.5, limit);
	const fitting = entries.reduce((sum, entry) => sum + compactBytes(entry), 0) <= most ? entries : mostUseful(entries, most);
	return fitting.length === 0 && entries.length > 0 ? {
		how: "none",
		entries: []
	} : {
		how: "compact",
		entries: fitting
	};
}
/** What an entry takes when it is compressed again: about as much as sccache's own, where that was compressed. */
function compactBytes({ bytes, storedBytes }) {
	return storedBytes < .9 * bytes ? 1.1 * storedBytes : compactShare * bytes;
}
/**
* Whether sccache may write its new entries raw, which takes four times the disk and less work. `restoredBytes` are the raw
* bytes of what was restored, and in place already; 0 for a cold build, of which nothing is known but what a bundle may take.
*/
function mayWriteRaw(restoredBytes, { freeBytes: free, limitBytes = Number.POSITIVE_INFINITY }, maxSizeBytes) {
	const expected = restoredBytes || rawShare * maxSizeBytes;
	const growth = restoredBytes ? growthShare * restoredBytes : expected;
	return !(limitBytes < Math.max(defaultCacheBytes, 4 * restoredBytes)) && growth + targetBytes(expected) <= free;
}
/** The entries to restore when not all fit: used last, then with the most compile time for their size. */
function mostUseful(entries, most) {
	let left = most;
	const worth = ({ costMs, bytes }) => (costMs ?? 0) / bytes;
	return [...entries].sort((a, b) => b.lastRun - a.lastRun || worth(b) - worth(a) || a.bytes - b.bytes).filter((entry) => {
		const bytes = compactBytes(entry);
		if (bytes > left) return false;
		left -= bytes;
		return true;
	});
}
export { freeBytes as a, writingTo as c, freeBeside as i, chooseUnpacking as n, mayWriteRaw as o, defaultCacheBytes as r, threadsFor as s, DiskError as t };

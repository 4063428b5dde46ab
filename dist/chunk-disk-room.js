import { dirname } from "node:path";
import { stat, statfs } from "node:fs/promises";
// src/flow/restore/disk-room.ts
/** What an entry with raw blocks takes when it is compressed again, at level 1: 0.26 of it on real builds. */
const compactShare = .35;
/** Raw bytes of the entries in a bundle that is as large as it may be: 8.4 a byte for a large project. */
const rawShare = 8.4;
/** What a build's own products take at least, and beside its raw entries: `target` of debug builds was seen to take 1 to 1.5. */
const leastTargetBytes = 2e9;
const targetShare = 1.5;
/** New entries of a warm build, beside the restored ones; a cold build makes as many as it has. */
const growthShare = .5;
/** What an sccache that nobody limits may fill: 10 GiB, its own default. */
const defaultCacheBytes = 10 * 2 ** 30;
/** Bytes that are free where `path` is, or will be; infinity where the system does not tell. */
async function freeBytes(path) {
	try {
		const { bavail, bsize } = await statfs(path);
		return bavail * bsize;
	} catch (error) {
		return error.code === "ENOENT" && dirname(path) !== path ? freeBytes(dirname(path)) : Number.POSITIVE_INFINITY;
	}
}
/** The number of the file system that `path` is on, or undefined where there is nothing. */
function deviceOf(path) {
	return stat(path).then(({ dev }) => dev, () => void 0);
}
/** What a build with so many bytes of raw entries needs on the disk for its products. */
function targetBytes(rawBytes) {
	return Math.max(leastTargetBytes, targetShare * rawBytes);
}
/**
* Chooses how to write entries so that they, what the build adds to them and its products fit: raw, else compressed again,
* else fewer of them, else none. The user's limit must hold them, too: sccache would evict the rest as soon as it starts.
*/
function chooseUnpacking(entries, { freeBytes: free, limitBytes: limit = Number.POSITIVE_INFINITY }) {
	const rawBytes = sum(entries, ({ bytes }) => bytes);
	const left = free - targetBytes(rawBytes);
	if (rawBytes * 1.5 <= Math.min(left, limit)) return {
		how: "raw",
		entries
	};
	const most = Math.min(left / 1.5, limit);
	const fitting = sum(entries, compactBytes) <= most ? entries : mostUseful(entries, most);
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
function sum(entries, bytesOf) {
	return entries.reduce((total, entry) => total + bytesOf(entry), 0);
}
export { mayWriteRaw as a, freeBytes as i, defaultCacheBytes as n, deviceOf as r, chooseUnpacking as t };

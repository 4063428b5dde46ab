import { dirname } from "node:path";
import { stat, statfs } from "node:fs/promises";
// src/flow/restore/disk-room.ts
/** What stays free on the disk for the build itself, which needs far more than its cache. */
const buildBytes = 2e9;
/** Whoever has this much free can spare some: a cold build of a large project makes about 1.5 GB of raw entries. */
const plentyBytes = 12e9;
/** What an entry with raw blocks takes when it is compressed again, at level 1: 0.26 of it on real builds. */
const compactShare = .35;
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
/** Chooses how to unpack so that the build keeps its room. */
function chooseUnpacking({ entries }, free) {
	const rawBytes = entries.reduce((sum, { bytes }) => sum + bytes, 0);
	if (rawBytes + buildBytes <= free) return "raw";
	return rawBytes * compactShare + buildBytes <= free ? "compact" : "none";
}
/** Whether sccache may write its new entries raw, and what was restored may stay until the save. */
function isPlenty(free) {
	return free >= plentyBytes;
}
export { isPlenty as i, deviceOf as n, freeBytes as r, chooseUnpacking as t };

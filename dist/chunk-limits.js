import { r as scan } from "./chunk-directory.js";
import { x as userCacheBytes } from "./chunk-backends.js";
import { n as sumBytes } from "./chunk-size.js";
import { i as onSameDisk } from "./chunk-disk.js";
import { resolve } from "node:path";
// src/flow/restore/unpacking.ts
/** What an entry with raw blocks takes when it is compressed again, at level 1: 0.26 of it on real builds. */
const compactShare = .35;
/** Raw bytes of the entries in a bundle that is as large as it may be: 8.4 a byte for a large project. */
const rawShare = 8.4;
/** What a build's products take at least, and beside its raw entries: `target` of debug builds was seen to take 1 to 1.5 of those. */
const targetBytes = (rawBytes, { holdsTarget }) => holdsTarget ? Math.max(2e9, 1.5 * rawBytes) : 0;
/** New entries of a warm build, beside the restored ones; a cold build makes as many as it has. */
const growthShare = .5;
/** What an sccache that nobody limits may fill, in bytes: 10 GiB, its own default, or more where more is restored. */
function cacheBytesFor(restoredBytes) {
	return Math.max(10 * 2 ** 30, 4 * restoredBytes);
}
/**
* Whether so many raw bytes would make sccache evict what lay there before: it keeps within its limit by deleting the oldest
* files. Raw entries take four times the room of those that sccache writes by itself, and others must not pay for that.
*/
function pushesOut(rawBytes, restoredBytes, { heldBytes, limitBytes }) {
	return heldBytes > 0 && heldBytes + rawBytes > (limitBytes ?? cacheBytesFor(restoredBytes));
}
/** The entries of a bundle that is as large as it may be. */
function sizesOfFull(maxSizeBytes) {
	const rawBytes = rawShare * maxSizeBytes;
	return {
		rawBytes,
		compactBytes: compactShare * rawBytes
	};
}
/** What must be free, in bytes, for entries, what the build adds to them and its products: in each form, and for any of them. */
function freeFor({ rawBytes, compactBytes }, room) {
	const products = targetBytes(rawBytes, room);
	const beside = (bytes) => products + bytes * 1.5;
	return {
		raw: beside(rawBytes),
		compact: beside(compactBytes),
		any: products
	};
}
/**
* How to write entries so that they, what the build adds to them and its products fit: raw, else compressed again, else fewer
* of them, of at most `mostBytes`, else none. The user's limit must hold them, too: sccache would evict the rest as soon as it
* starts.
*/
function howFor(sizes, room) {
	const { rawBytes, compactBytes } = sizes;
	const { freeBytes: free, limitBytes: limit = Number.POSITIVE_INFINITY } = room;
	const needed = freeFor(sizes, room);
	const filled = rawBytes * 1.5;
	const onDisk = (free - needed.any) / 1.5;
	const mostBytes = Math.min(onDisk, limit);
	const limitedBy = limit < onDisk ? "cache-size" : "disk";
	if (needed.raw <= free && filled <= limit && !pushesOut(filled, rawBytes, room)) return {
		how: "raw",
		mostBytes,
		limitedBy
	};
	if (compactBytes <= mostBytes) return {
		how: "compact",
		mostBytes,
		limitedBy
	};
	return {
		how: mostBytes > 0 ? "fewer" : "none",
		mostBytes,
		limitedBy
	};
}
/** Chooses how to write entries, and which of them, as `howFor` says. */
function chooseUnpacking(entries, room) {
	const { how, mostBytes, limitedBy } = howFor({
		rawBytes: sumBytes(entries),
		compactBytes: entries.reduce((sum, entry) => sum + compactBytes(entry), 0)
	}, room);
	if (how === "raw" || how === "compact") return {
		how,
		entries,
		limitedBy
	};
	const fitting = mostUseful(entries, mostBytes);
	return fitting.length === 0 && entries.length > 0 ? {
		how: "none",
		entries: [],
		limitedBy
	} : {
		how: "compact",
		entries: fitting,
		limitedBy
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
function mayWriteRaw(restoredBytes, room, maxSizeBytes) {
	const { freeBytes: free, limitBytes = Number.POSITIVE_INFINITY } = room;
	const expected = restoredBytes || rawShare * maxSizeBytes;
	const growth = restoredBytes ? growthShare * restoredBytes : expected;
	if (limitBytes < cacheBytesFor(restoredBytes) || pushesOut(restoredBytes + growth, restoredBytes, room)) return false;
	return growth + targetBytes(expected, room) <= free;
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
// src/flow/restore/limits.ts
/**
* What limits the cache of a job, before anything is restored: the user, what lies in the directory already, and whether the
* build's products come onto its disk. A directory that cannot be listed counts as empty: the restore itself says why.
*/
async function limitsOf({ directory, env, settings }, workspace) {
	const { entries } = await scan(directory).catch(() => ({ entries: [] }));
	return {
		limitBytes: userCacheBytes(env, settings.sccacheConfig),
		heldBytes: sumBytes(entries),
		holdsTarget: await holdsTarget({
			directory,
			env
		}, workspace)
	};
}
/** Whether the build's products come onto the directory's disk. */
function holdsTarget({ directory, env }, workspace) {
	return onSameDisk(directory, resolve(workspace, env["CARGO_TARGET_DIR"] || "."));
}
export { freeFor as a, sizesOfFull as c, chooseUnpacking as i, limitsOf as n, howFor as o, cacheBytesFor as r, mayWriteRaw as s, holdsTarget as t };

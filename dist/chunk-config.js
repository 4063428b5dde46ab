import { o as formatSize } from "./chunk-words.js";
import { dirname, resolve } from "node:path";
import { stat, statfs } from "node:fs/promises";
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
function threadsFor({ threads, segmentBytes = defaultSegmentBytes }, machine = thisMachine()) {
	if (threads !== void 0) return threads;
	const fitting = Math.floor(machine.memoryBytes * share / (segmentCopies * segmentBytes));
	return Math.max(1, Math.min(machine.cores, fitting));
}
function thisMachine() {
	return {
		cores: availableParallelism(),
		memoryBytes: process.availableMemory()
	};
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
// src/config/config.ts
/** Bad configuration: it ends the step before any work, with every problem listed. */
var ConfigError = class extends Error {
	name = "ConfigError";
	problems;
	constructor(problems) {
		super(describe(problems));
		this.problems = problems;
	}
};
function describe(problems) {
	const lines = problems.map(({ name, value, why }) => value === "" ? `${name} ${why}` : `${name}: ${JSON.stringify(withoutCredentials(value))} ${why}`);
	return [`${problems.length === 1 ? "Invalid input" : `${problems.length} invalid inputs`}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}
/** The text without what a user may have put into an address, though it is refused there. */
function withoutCredentials(text) {
	return text.replace(/:\/\/[^\s/,]*@/g, "://…@").replace(/([?&;][\w-]*(?:key|token|secret|sig|sas|password)[\w-]*=)[^\s&;,]*/gi, "$1…");
}
export { threadsFor as a, freeBytes as i, DiskError as n, writingTo as o, deviceOf as r, ConfigError as t };

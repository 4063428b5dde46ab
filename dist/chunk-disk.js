import { t as formatSize } from "./chunk-size.js";
import { dirname, resolve } from "node:path";
import { fstatSync } from "node:fs";
import { stat, statfs } from "node:fs/promises";
// src/flow/disk.ts
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
/** Whether both are, or will be, on one file system; true where that is not known. */
async function onSameDisk(a, b) {
	const [one, other] = await Promise.all([a, b].map((path) => diskOf(resolve(path))));
	return one === void 0 || other === void 0 || one === other;
}
/** The file system of a path or, where nothing is there, of the first folder above that is. */
async function diskOf(path) {
	const above = dirname(path);
	return await deviceOf(path) ?? (above === path ? void 0 : diskOf(above));
}
/** The number of the file system that `path` is on, or undefined where there is nothing. */
function deviceOf(path) {
	return stat(path).then(({ dev }) => dev, () => void 0);
}
export { writingTo as a, onSameDisk as i, freeBeside as n, freeBytes as r, DiskError as t };

import { n as formatSize } from "./chunk-config-error.js";
import { r as deviceOf } from "./chunk-disk-room.js";
import { dirname, resolve } from "node:path";
import { statfs } from "node:fs/promises";
// src/cli/errors/disk-error.ts
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
export { writingTo as n, DiskError as t };

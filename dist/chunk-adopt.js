import { n as segmentTasks, t as openPool } from "./chunk-pool.js";
import { n as deviceOf } from "./chunk-disk-room.js";
import { dirname, join } from "node:path";
import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
// src/bundle/unpack.ts
/**
* Unpacks the wanted entries of a bundle into a new directory and returns them.
* @throws {BundleError} on the first fault, or what writing throws; then the directory is gone again.
*/
async function unpack(request, zstd) {
	const { manifest, directory, wanted } = request;
	const kept = manifest.entries.filter(wanted);
	const tasks = unpackTasks(request, new Set(kept.map(({ name }) => name)));
	await mkdir(dirname(directory), { recursive: true });
	await mkdir(directory);
	const pool = openPool(Math.min(request.threads, tasks.length), zstd);
	try {
		await runAll(tasks, pool, request.onProgress);
	} catch (error) {
		await pool.close();
		await rm(directory, {
			recursive: true,
			force: true
		});
		throw error;
	}
	await pool.close();
	return kept;
}
async function runAll(tasks, pool, onProgress) {
	const total = tasks.reduce((sum, { segment }) => sum + segment.rawBytes, 0);
	let done = 0;
	await Promise.all(tasks.map(async (task) => {
		await pool.run("unpack", task);
		done += task.segment.rawBytes;
		onProgress?.({
			done,
			total
		});
	}));
}
/** One task a segment that holds anything wanted. */
function unpackTasks({ file, manifest, directory, compact = false }, wanted) {
	return segmentTasks(file, manifest).flatMap((task) => {
		const names = task.entries.map(({ name }) => name);
		const skip = new Set(names.filter((name) => !wanted.has(name)));
		return skip.size === names.length ? [] : [{
			...task,
			skip,
			directory,
			compact
		}];
	});
}
// src/flow/restore/adopt.ts
/**
* Where to unpack what `adopt` is to move into `directory`: beside it, where sccache does not look; within it where it
* is a file system of its own, such as a volume of a container, since nothing can be renamed from one to another.
*/
async function placeToUnpack(directory, name) {
	const [own, above] = await Promise.all([deviceOf(directory), deviceOf(dirname(directory))]);
	return own === void 0 || own === above ? `${directory}.${name}` : join(directory, `.${name}`);
}
/**
* Moves unpacked entries into sccache's directory: the whole folder by one rename where nothing is there yet, else
* each folder and file that is missing. What the directory already holds stays as it is. Renames need no room, so a
* full disk stops none half-way. `unpacked` is gone afterwards; it is where `placeToUnpack` says.
*/
async function adopt(unpacked, directory) {
	await mkdir(dirname(directory), { recursive: true });
	if (dirname(unpacked) !== directory && await makeWay(directory)) {
		await rename(unpacked, directory);
		return;
	}
	await moveMissing(unpacked, directory);
	await rm(unpacked, {
		recursive: true,
		force: true
	});
}
async function moveMissing(from, to) {
	const there = new Set(await readdir(to));
	for (const item of await readdir(from, { withFileTypes: true })) {
		if (!there.has(item.name) && await moved(item, from, to)) continue;
		if (item.isDirectory()) await moveMissing(join(from, item.name), join(to, item.name));
	}
}
/** False when somebody made a folder of this name meanwhile. */
async function moved({ name }, from, to) {
	try {
		await rename(join(from, name), join(to, name));
		return true;
	} catch (error) {
		if (isTaken(error)) return false;
		throw error;
	}
}
/** Whether nothing is at `directory` now; an empty one is removed. */
async function makeWay(directory) {
	try {
		await rmdir(directory);
		return true;
	} catch (error) {
		if (error.code === "ENOENT") return true;
		if (isTaken(error)) return false;
		throw error;
	}
}
function isTaken(error) {
	const { code } = error;
	return code === "ENOTEMPTY" || code === "EEXIST";
}
export { placeToUnpack as n, unpack as r, adopt as t };

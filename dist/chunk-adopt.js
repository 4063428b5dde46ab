import { n as openPool, t as segmentTasks } from "./chunk-segment-tasks.js";
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
// src/flow/adopt.ts
/**
* Moves unpacked entries into sccache's directory: the whole folder by one rename where nothing is there yet, else
* each file that is missing. What the directory already holds stays as it is. `unpacked` is gone afterwards.
* Both must be on one file system.
*/
async function adopt(unpacked, names, directory) {
	await mkdir(dirname(directory), { recursive: true });
	if (await makeWay(directory)) {
		await rename(unpacked, directory);
		return;
	}
	const there = new Set(await readdir(directory, { recursive: true }));
	const made = /* @__PURE__ */ new Set();
	for (const name of names) {
		if (there.has(join(name))) continue;
		const target = join(directory, name);
		if (!made.has(dirname(target))) await mkdir(dirname(target), { recursive: true });
		made.add(dirname(target));
		await rename(join(unpacked, name), target);
	}
	await rm(unpacked, {
		recursive: true,
		force: true
	});
}
/** Whether nothing is at `directory` now; an empty one is removed. */
async function makeWay(directory) {
	try {
		await rmdir(directory);
		return true;
	} catch (error) {
		const { code } = error;
		if (code === "ENOENT") return true;
		if (code === "ENOTEMPTY" || code === "EEXIST") return false;
		throw error;
	}
}
export { unpack as n, adopt as t };

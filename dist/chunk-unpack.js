import { a as makeFolder } from "./chunk-directory.js";
import { a as sumRawBytes } from "./chunk-segment-plan.js";
import { a as segmentTasks, t as openPool } from "./chunk-pool.js";
import { dirname } from "node:path";
import { mkdir, rm } from "node:fs/promises";
// src/bundle/unpack.ts
/**
* Unpacks the wanted entries of a bundle into a new directory and returns them.
* @throws {BundleError} on the first fault, or what writing throws; then the directory is gone again.
*/
async function unpack(request, zstd) {
	const { manifest, directory, wanted } = request;
	const kept = manifest.entries.filter(wanted);
	const tasks = unpackTasks(request, new Set(kept.map(({ name }) => name)));
	const pool = request.pool ?? openPool(Math.min(request.threads, tasks.length), zstd);
	try {
		await makeFolder(dirname(directory));
		await mkdir(directory);
		pool.warm(tasks.length);
		await runAll(tasks, pool, request);
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
async function runAll(tasks, pool, { file, onProgress }) {
	const total = sumRawBytes(tasks.map(({ segment }) => segment));
	let done = 0;
	await Promise.all(tasks.map(async (task) => {
		const { offset, bytes } = task.segment;
		if (typeof file === "object") await file.ready(offset, offset + bytes);
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
	const opened = typeof file === "string" ? file : file.descriptor;
	return segmentTasks(opened, manifest).flatMap((task) => {
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
export { unpack as t };

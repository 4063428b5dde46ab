import { t as openZstd } from "./chunk-open.js";
import { u as zlibZstd } from "./chunk-tar.js";
import { t as BundleError } from "./chunk-checks.js";
import { t as runHere } from "./chunk-tasks.js";
import { parentPort, workerData } from "node:worker_threads";
// src/bundle/threads/worker.ts
/** A thread of the pool: answers each request in turn, with the make of zstd that the pool was opened with. */
const run = runHere(workerData === zlibZstd.name ? zlibZstd : openZstd().zstd);
parentPort?.on("message", ({ name, task }) => {
	answer(name, task);
});
parentPort?.postMessage({ kind: "up" });
async function answer(name, task) {
	try {
		const value = await run(name, task);
		const done = {
			kind: "done",
			value
		};
		parentPort?.postMessage(done, frameOf(value));
	} catch (error) {
		parentPort?.postMessage(describe(error));
	}
}
/** What to move to the other side instead of copying it: a frame, unless it is so small that it may share its memory. */
function frameOf(value) {
	const { frame } = value ?? {};
	return frame && frame.length >= 2 ** 16 ? [frame.buffer] : [];
}
function describe(error) {
	if (error instanceof BundleError) return {
		kind: "bundle-error",
		fault: error.fault,
		message: error.message
	};
	const { message, code, syscall, path } = error;
	return {
		kind: "error",
		message,
		system: code === void 0 ? {} : {
			code,
			syscall,
			path
		}
	};
}
export {};

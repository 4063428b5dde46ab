import { a as BundleError, t as openZstd } from "./chunk-open.js";
import { t as runHere } from "./chunk-tasks.js";
import { parentPort } from "node:worker_threads";
// src/bundle/worker.ts
/** A thread of the pool: answers each request in turn, and moves the frames that it made instead of copying them. */
const run = runHere(openZstd().zstd);
parentPort?.on("message", ({ name, task }) => {
	answer(name, task);
});
async function answer(name, task) {
	try {
		const value = await run(name, task);
		const done = {
			kind: "done",
			value
		};
		const frames = value === null ? [] : value.segments.map(({ frame }) => frame.buffer);
		parentPort?.postMessage(done, frames);
	} catch (error) {
		parentPort?.postMessage(describe(error));
	}
}
function describe(error) {
	if (error instanceof BundleError) return {
		kind: "bundle-error",
		fault: error.fault,
		message: error.message
	};
	const { message, code } = error;
	return {
		kind: "error",
		message,
		code
	};
}
export {};

import { t as BundleError } from "./chunk-bundle-error.js";
import { t as runHere } from "./chunk-tasks.js";
import { Worker } from "node:worker_threads";
// src/bundle/format/segment-tasks.ts
/** A task for each segment of a bundle, in order. */
function segmentTasks(file, { segments, entries }) {
	const bySegment = Map.groupBy(entries, ({ segment }) => segment);
	return segments.map((segment, index) => ({
		file,
		index,
		segment,
		entries: bySegment.get(index) ?? []
	}));
}
// src/bundle/threads/pool.ts
/**
* A pool of `threads` threads, started as tasks come, each with a zstd of the same make as `zstd`; of one, which is the
* calling thread, when `threads` is 1. `file` is what the threads run.
*/
function openPool(threads, zstd, file = workerFile()) {
	return threads <= 1 ? callingThread(zstd) : workerThreads(threads, zstd, file);
}
/** Beside this module, as source or as built. */
function workerFile() {
	return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);
}
function callingThread(zstd) {
	const runNow = runHere(zstd);
	let last = Promise.resolve();
	let closed = false;
	return {
		threads: 1,
		run(name, task) {
			const result = last.then(() => {
				if (closed) throw new Error(closedMessage);
				return runNow(name, task);
			});
			last = result.catch(() => void 0);
			return result;
		},
		async close() {
			closed = true;
			await last;
		}
	};
}
const closedMessage = "the pool was closed";
function workerThreads(threads, zstd, file) {
	const workers = /* @__PURE__ */ new Map();
	const waiting = [];
	let closed = false;
	const startWorker = () => {
		const worker = new Worker(file, { workerData: zstd.name });
		worker.on("message", (answer) => {
			const job = workers.get(worker);
			workers.set(worker, void 0);
			if (answer.kind === "done") job?.resolve(answer.value);
			else job?.reject(toError(answer));
			assign();
		});
		const lose = (error) => {
			const job = workers.get(worker);
			workers.delete(worker);
			job?.reject(error);
			assign();
		};
		worker.on("error", (cause) => lose(new Error("a worker thread failed", { cause })));
		worker.on("exit", (code) => lose(/* @__PURE__ */ new Error(`a worker thread ended with code ${code}`)));
		return worker;
	};
	const freeWorker = () => {
		for (const [worker, job] of workers) if (!job) return worker;
		return workers.size < threads ? startWorker() : void 0;
	};
	/** Gives what waits to who is free. */
	const assign = () => {
		while (!closed && waiting.length > 0) {
			const worker = freeWorker();
			if (!worker) return;
			const job = waiting.shift();
			workers.set(worker, job);
			worker.postMessage(job?.request);
		}
	};
	return {
		threads,
		run: (name, task) => new Promise((resolve, reject) => {
			if (closed) return reject(/* @__PURE__ */ new Error(closedMessage));
			waiting.push({
				request: {
					name,
					task
				},
				resolve,
				reject
			});
			assign();
		}),
		async close() {
			closed = true;
			for (const { reject } of waiting.splice(0)) reject(/* @__PURE__ */ new Error(closedMessage));
			await Promise.all([...workers.keys()].map((worker) => worker.terminate()));
		}
	};
}
function toError(answer) {
	if (answer.kind === "bundle-error") return new BundleError(answer.fault, answer.message);
	return Object.assign(new Error(answer.message), answer.system);
}
export { segmentTasks as n, openPool as t };

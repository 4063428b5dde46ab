import { t as BundleError } from "./chunk-checks.js";
import { s as segmentTasks, t as runHere } from "./chunk-tasks.js";
import { Worker } from "node:worker_threads";
import { dirname } from "node:path";
import { mkdir, rm } from "node:fs/promises";
import { getAsset, isSea } from "node:sea";
// src/bundle/threads/pool.ts
/**
* A pool of `threads` threads, started as tasks come, each with a zstd of the same make as `zstd`; of one, which is the
* calling thread, when `threads` is 1. `program` is what the threads run: a file, or its text.
*/
function openPool(threads, zstd, program = workerProgram()) {
	return threads <= 1 ? callingThread(zstd) : workerThreads(threads, zstd, program);
}
/** What the program of the threads is called within a single executable. */
const embeddedWorker = "worker.js";
/** Beside this module, as source or as built; a single executable holds it as text. */
function workerProgram() {
	if (isSea()) return getAsset(embeddedWorker, "utf8");
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
		warm() {},
		isUp: () => true,
		async close() {
			closed = true;
			await last;
		}
	};
}
const closedMessage = "the pool was closed";
function workerThreads(threads, zstd, program) {
	const workers = /* @__PURE__ */ new Map();
	const waiting = [];
	let closed = false;
	let isUp = false;
	const startWorker = () => {
		const worker = new Worker(program, {
			workerData: zstd.name,
			eval: typeof program === "string"
		});
		worker.on("message", (answer) => {
			isUp = true;
			if (answer.kind === "up") return;
			const job = workers.get(worker);
			workers.set(worker, void 0);
			if (answer.kind === "done") job?.resolve(answer.value);
			else job?.reject(toError(answer));
			giveToWhoIsFree();
		});
		const lose = (error) => {
			const job = workers.get(worker);
			workers.delete(worker);
			job?.reject(error);
			giveToWhoIsFree();
		};
		worker.on("error", (cause) => lose(new Error("a worker thread failed", { cause })));
		worker.on("exit", (code) => lose(/* @__PURE__ */ new Error(`a worker thread ended with code ${code}`)));
		workers.set(worker, void 0);
		return worker;
	};
	const freeWorker = () => {
		for (const [worker, job] of workers) if (!job) return worker;
		return workers.size < threads ? startWorker() : void 0;
	};
	const takeFirstThatMayBegin = () => {
		const busy = [...workers.values()].some((job) => job && isLarge(job.request));
		const at = waiting.findIndex(({ request }) => !busy || !isLarge(request));
		return at < 0 ? void 0 : waiting.splice(at, 1)[0];
	};
	const giveToWhoIsFree = () => {
		while (!closed && waiting.length > 0) {
			const worker = freeWorker();
			const job = worker && takeFirstThatMayBegin();
			if (!job) return;
			workers.set(worker, job);
			worker.postMessage(job.request);
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
			giveToWhoIsFree();
		}),
		warm(wanted) {
			while (!closed && workers.size < Math.min(wanted, threads)) startWorker();
		},
		isUp: () => isUp,
		async close() {
			closed = true;
			for (const { reject } of waiting.splice(0)) reject(/* @__PURE__ */ new Error(closedMessage));
			await Promise.all([...workers.keys()].map((worker) => worker.terminate()));
		}
	};
}
/** Whether a task is about a single entry that takes more memory than a usual segment. */
function isLarge({ task }) {
	const [only, another] = task.entries;
	return another === void 0 && only !== void 0 && "bytes" in only && only.bytes > 16e7;
}
function toError(answer) {
	if (answer.kind === "bundle-error") return new BundleError(answer.fault, answer.message);
	return Object.assign(new Error(answer.message), answer.system);
}
/**
* Starts `work` on each item, at most `ahead` at once, and yields the results in the order of the items. When one
* fails, or the caller stops early, nothing more is started; what is under way is left to end, unheard.
*/
async function* inOrder(items, ahead, work) {
	const started = [];
	let next = 0;
	const startMore = () => {
		for (const item of items.slice(next, next + ahead - started.length)) {
			const result = work(item);
			result.catch(() => void 0);
			started.push(result);
			next += 1;
		}
	};
	for (startMore(); started.length > 0; startMore()) {
		const result = started.shift();
		if (result) yield await result;
	}
}
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
		await mkdir(dirname(directory), { recursive: true });
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
	const total = tasks.reduce((sum, { segment }) => sum + segment.rawBytes, 0);
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
export { inOrder as n, openPool as r, unpack as t };

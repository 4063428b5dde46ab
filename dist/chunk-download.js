import { a as isNetworkError } from "./chunk-error-kinds.js";
import { t as StoreError } from "./chunk-store.js";
import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
// src/store/download.ts
/**
* Makes the file `into` of what `write` writes: it appears whole, by one rename, or not at all. Errors are
* those of `write` and of the file system.
*/
async function writeWhole(into, write) {
	const part = `${into}.part-${randomUUID()}`;
	try {
		const file = await open(part, "wx");
		let written;
		try {
			written = await write(file);
		} finally {
			await file.close();
		}
		await rename(part, into);
		return written;
	} catch (error) {
		await rm(part, { force: true });
		throw error;
	}
}
/** How often a range that broke off is taken up again where it ended. */
const mostResumes = 3;
/**
* Downloads into `file` by ranges, several at once, each straight to its place: what is in memory is what is on
* its way. A range that breaks off is resumed, since all that came before it is good. `read` is to ask for one
* and the same version of the object. @throws {StoreError}, and what `read` throws.
*/
async function downloadRanges(file, ranged) {
	const { bytes, parallel = 5, rangeBytes = 8 * 2 ** 20, signal } = ranged;
	const stop = new AbortController();
	const signals = signal === void 0 ? [stop.signal] : [stop.signal, signal];
	let next = 0;
	const work = async () => {
		while (next < bytes && !stop.signal.aborted) {
			const first = next;
			next = Math.min(first + rangeBytes, bytes);
			await downloadRange(file, {
				first,
				end: next,
				ranged,
				signals
			});
		}
	};
	const workers = Array.from({ length: Math.min(parallel, Math.ceil(bytes / rangeBytes)) }, () => work().catch((error) => {
		stop.abort();
		throw error;
	}));
	const ended = await Promise.allSettled(workers);
	signal?.throwIfAborted();
	const errors = ended.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
	if (errors.length > 0) throw errors.find((one) => !isAbort(one)) ?? errors[0];
}
async function downloadRange(file, { first, end, ranged, signals }) {
	let at = first;
	for (let resumes = 0;; resumes += 1) {
		const idle = idleSignal(ranged.idleMs ?? 2e4);
		try {
			const stream = await ranged.read(at, end - 1, AbortSignal.any([...signals, idle.signal]));
			for await (const chunk of stream) {
				idle.touch();
				if (at + chunk.length > end) throw new StoreError("more bytes came than were asked for", { reason: "broken" });
				await writeAll(file, chunk, at);
				at += chunk.length;
			}
		} catch (error) {
			if (signals.some(({ aborted }) => aborted)) throw error;
			const isLast = resumes >= mostResumes;
			if (idle.signal.aborted) {
				if (isLast) throw idle.signal.reason;
			} else if (isNetworkError(error)) {
				if (isLast) throw error;
			} else if (!isAbort(error)) throw error;
		} finally {
			idle.stop();
		}
		if (at === end) return;
		if (resumes >= mostResumes) throw new StoreError("the download broke off again and again", {
			reason: "broken",
			retryable: true
		});
	}
}
async function writeAll(file, chunk, position) {
	let written = 0;
	while (written < chunk.length) written += (await file.write(chunk, written, chunk.length - written, position + written)).bytesWritten;
}
function idleSignal(idleMs) {
	const controller = new AbortController();
	const timer = setTimeout(() => {
		const why = `nothing came for ${idleMs / 1e3} s`;
		controller.abort(new StoreError(why, {
			reason: "unavailable",
			retryable: true
		}));
	}, idleMs);
	return {
		signal: controller.signal,
		touch: () => timer.refresh(),
		stop: () => clearTimeout(timer)
	};
}
function isAbort(error) {
	return error instanceof Error && error.name === "AbortError";
}
export { writeWhole as n, downloadRanges as t };

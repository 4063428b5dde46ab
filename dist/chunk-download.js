import { t as inParallel } from "./chunk-in-parallel.js";
import { t as replaceFile } from "./chunk-replace-file.js";
import { d as networkCodeOf } from "./chunk-error-kinds.js";
import { t as StoreError } from "./chunk-store.js";
import { open } from "node:fs/promises";
// src/store/download.ts
/**
* Makes the file `into` of what `write` writes: it appears whole, by one rename, or not at all. Errors are those of `write` and
* of the file system.
*/
async function writeWhole(into, write) {
	return replaceFile(into, async (name) => {
		const file = await open(name, "wx");
		return write(file, name).finally(() => file.close());
	});
}
/** Downloads the bundle `key` by ranges to the file `into`, likewise; meanwhile `onArriving` is told of it. @throws as `downloadRanges` */
async function downloadBundle(into, { key, ...ranged }, { signal, onArriving }) {
	const { add, ready, fail } = arrivals();
	const arrived = (from, to) => {
		add(from, to);
		ranged.arrived?.(from, to);
	};
	await writeWhole(into, async (file, name) => {
		onArriving?.({
			key,
			bytes: ranged.bytes,
			file: name,
			ready
		});
		try {
			await downloadRanges(file, {
				...ranged,
				signal,
				arrived
			});
		} catch (error) {
			fail(error);
			throw error;
		}
	});
}
/** Which bytes of a file have come, in whatever order. */
function arrivals() {
	/** Apart from each other, in no order. */
	let come = [];
	let waiting = [];
	let failure;
	const isThere = ([from, to]) => from >= to || come.some((run) => run[0] <= from && to <= run[1]);
	return {
		add(from, to) {
			const touches = (run) => run[0] <= to && from <= run[1];
			const joined = [[from, to], ...come.filter(touches)];
			come = [[Math.min(...joined.map(([at]) => at)), Math.max(...joined.map(([, at]) => at))], ...come.filter((one) => !touches(one))];
			const done = waiting.filter((one) => isThere(one.run));
			waiting = waiting.filter((one) => !done.includes(one));
			for (const { resolve } of done) resolve();
		},
		async ready(from, to) {
			if (isThere([from, to])) return;
			if (failure) throw failure.error;
			const one = {
				run: [from, to],
				...Promise.withResolvers()
			};
			waiting.push(one);
			await one.promise;
		},
		fail(error) {
			failure ??= { error };
			for (const { reject } of waiting.splice(0)) reject(failure.error);
		}
	};
}
/** How often a range that broke off is taken up again where it ended. */
const mostResumes = 3;
/**
* Downloads into `file` by ranges, several at once, each straight to its place: what is in memory is what is on
* its way. The end comes first, since a bundle begins to be read there, and then the rest in order. A range that breaks off
* is resumed, since all that came before it is good. `read` is to ask for one and the same version of the object.
* @throws {StoreError}, and what `read` throws.
*/
async function downloadRanges(file, ranged) {
	const { parallel = 6, signal } = ranged;
	await inParallel(rangesOf(ranged), parallel, (range, stop) => downloadRange(file, {
		...range,
		ranged,
		stop
	}), signal);
}
/** The bundle's end, which has its manifest, as a rule: larger bundles have larger ones. */
const leastTailBytes = 2 ** 20;
const tailShare = 64;
/** What to ask for, in order. */
function rangesOf({ bytes, rangeBytes = 4 * 2 ** 20, isTailFirst = process.platform !== "win32" }) {
	const tailBytes = Math.min(bytes, rangeBytes, Math.max(leastTailBytes, Math.ceil(bytes / tailShare)));
	const tailAt = isTailFirst ? bytes - tailBytes : bytes;
	const ranges = tailAt < bytes ? [{
		first: tailAt,
		end: bytes
	}] : [];
	for (let first = 0; first < tailAt; first += rangeBytes) ranges.push({
		first,
		end: Math.min(first + rangeBytes, tailAt)
	});
	return ranges;
}
async function downloadRange(file, { first, end, ranged, stop }) {
	let at = first;
	for (let resumes = 0; at < end; resumes += 1) {
		const idle = idleSignal(ranged.idleMs ?? 2e4);
		let broke;
		try {
			const stream = await ranged.read(at, end - 1, AbortSignal.any([stop, idle.signal]));
			for await (const chunk of stream) {
				idle.touch();
				if (at + chunk.length > end) throw new StoreError("more bytes came than the request asked for", { reason: "broken" });
				await writeAll(file, chunk, at);
				ranged.arrived?.(at, at + chunk.length);
				at += chunk.length;
			}
		} catch (error) {
			if (stop.aborted) throw error;
			if (idle.signal.aborted) broke = idle.signal.reason;
			else if (networkCodeOf(error) !== void 0) broke = error;
			else if (!isAbort(error)) throw error;
		} finally {
			idle.stop();
		}
		if (at < end && resumes >= mostResumes) throw broke ?? brokeOff();
	}
}
function brokeOff() {
	return new StoreError("the download broke off again and again", {
		reason: "broken",
		retryable: true
	});
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
export { writeWhole as n, downloadBundle as t };

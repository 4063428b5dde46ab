import { n as httpActivity } from "./chunk-http.js";
import { t as StoreError } from "./chunk-store.js";
import { setTimeout } from "node:timers/promises";
// src/store/guard.ts
/** How long a service is waited for. */
const patience = {
	/** A question has so long, tries included. */
	questionMs: 15e3,
	/** While a request is open, something must move this often. */
	silentMs: 9e3,
	/** While none is open, because the client works on the disk, it must begin one within this. */
	quietMs: 12e4,
	/** A transfer must move `slowBytes` in each `slowMs`: a slower one costs more than it saves. */
	slowMs: 45e3,
	slowBytes: 2 ** 19,
	/** After a call that was given up, or tried in vain, the service is left alone for so long. */
	restMs: 3e5
};
/** A longer wait, should a service ask for it, costs a job more than what the store is for. */
const longestWaitMs = 8e3;
const firstPauseMs = 1e3;
/** For what is given up to remove its files. */
const tidyMs = 500;
/** The error of a call that was given up. */
var GivenUpError = class extends StoreError {};
/**
* What is done about every call of a store and of its catalog, which share one: it is tried again after errors that a
* StoreError calls retryable, it is given up when nothing moves, and after that the service is not asked again for a while.
* So a service that is down costs a step of a job one wait and not one for each call.
*/
function guard({ label, log, tries = 4, sleep = setTimeout, clock = () => performance.now(), random = Math.random, ...options }) {
	const limits = {
		...patience,
		...options.patience
	};
	let restsUntilMs = 0;
	/** Pauses between tries grow, and differ from job to job; no try begins after `untilMs()`. The last error is thrown as it came. */
	async function withRetries(work, call, untilMs) {
		const { signal } = call;
		for (let attempt = 1;; attempt += 1) try {
			return await work(call);
		} catch (error) {
			if (!(error instanceof StoreError) || !error.retryable || attempt >= tries || signal?.aborted) throw error;
			const pauseMs = firstPauseMs * 2 ** (attempt - 1) * (1 + random()) * .5;
			const waitMs = Math.round(error.retryAfterMs ?? pauseMs);
			if (waitMs > longestWaitMs || clock() + waitMs > untilMs()) throw error;
			log.info(`${error.message}: trying again in ${(waitMs / 1e3).toFixed(1)} s`);
			await sleep(waitMs);
			signal?.throwIfAborted();
		}
	}
	/**
	* Waits for the work as long as it moves. What is given up is told to end; should it go on, as on a share that hangs, then
	* nobody waits for it.
	*/
	async function withinLimits(kind, work, outer) {
		const stop = new AbortController();
		const signal = outer?.signal === void 0 ? stop.signal : AbortSignal.any([stop.signal, outer.signal]);
		signal.throwIfAborted();
		const activity = httpActivity();
		let told = 0;
		let otherBytes = 0;
		const movedBytes = () => activity.bytes() + otherBytes;
		const time = ownTime(clock, Math.min(250, limits.silentMs / 4), () => {
			const bytes = movedBytes();
			if (bytes > 0) outer?.onBytes?.(bytes);
			const why = watch.check(bytes, activity.isWaiting());
			if (why !== void 0) stop.abort(new GivenUpError(`${label}: ${why}`, { reason: "unavailable" }));
		});
		const watch = silenceWatch(kind, limits, time.nowMs);
		const onProgress = ({ quietMs = 0, bytes = told }) => {
			otherBytes += bytes < told ? bytes : bytes - told;
			told = bytes;
			watch.progress(quietMs);
		};
		const onArriving = (arriving) => {
			if (!signal.aborted) activity.outside(() => outer?.onArriving?.(arriving));
		};
		const running = activity.run(() => work({
			signal,
			onProgress,
			onArriving
		}, movedBytes));
		running.finally(activity.stop).catch(() => {});
		try {
			return await orAborted(running, signal);
		} catch (error) {
			if (signal.aborted) await Promise.race([running.catch(() => {}), setTimeout(tidyMs, void 0, { ref: false })]);
			throw error;
		} finally {
			time.stop();
		}
	}
	return async (kind, work, outer) => {
		if (clock() < restsUntilMs) throw new StoreError(`${label}: it did not answer before, so it is not asked again for now`, { reason: "unavailable" });
		const beganMs = clock();
		const shortMs = Math.min(limits.silentMs, limits.questionMs);
		const untilMs = (movedBytes) => beganMs + (kind === "transfer" && movedBytes >= limits.slowBytes ? limits.slowMs : shortMs);
		try {
			return await withinLimits(kind, (call, movedBytes) => withRetries(work, call, () => untilMs(movedBytes())), outer);
		} catch (error) {
			if ((error instanceof GivenUpError || error instanceof StoreError && error.retryable) && error.reason === "unavailable") restsUntilMs = clock() + limits.restMs;
			throw error;
		}
	};
}
/** What comes of `work`, unless `signal` ends the wait for it; then its reason is thrown. */
async function orAborted(work, signal) {
	const aborted = Promise.withResolvers();
	const abort = () => aborted.reject(signal.reason);
	if (signal.aborted) abort();
	signal.addEventListener("abort", abort, { once: true });
	try {
		return await Promise.race([aborted.promise, work]);
	} finally {
		signal.removeEventListener("abort", abort);
	}
}
/**
* A clock that stands still while this process does not run, on a machine that is overloaded or was suspended: what the service
* said meanwhile lies unread, so its silence is none. It calls `look` every `everyMs`; what that is late by does not count.
*/
function ownTime(clock, everyMs, look) {
	let lostMs = 0;
	let lookedMs = clock();
	const timer = setInterval(() => {
		const nowMs = clock();
		const lateMs = nowMs - lookedMs - everyMs;
		if (lateMs > everyMs) lostMs = Math.min(mostLostMs, lostMs + lateMs);
		lookedMs = nowMs;
		look();
	}, everyMs);
	return {
		nowMs: () => clock() - lostMs,
		stop: () => clearInterval(timer)
	};
}
/** Beyond this a wait ends, however little this process ran. */
const mostLostMs = 6e4;
/** Judges what has moved: why a call is to be given up, in words, or undefined. */
function silenceWatch(kind, limits, clock) {
	const startMs = clock();
	let bytes = 0;
	let movedMs = startMs;
	let quietUntilMs = startMs;
	let pace = {
		bytes: 0,
		sinceMs: startMs
	};
	return {
		/** Something moved that is not to be seen on the network; or the next answer may take `quietMs`. */
		progress(quietMs = 0) {
			movedMs = clock();
			quietUntilMs = movedMs + quietMs;
		},
		check(bytesNow, isWaiting) {
			const nowMs = clock();
			if (bytesNow !== bytes) movedMs = nowMs;
			bytes = bytesNow;
			const silentMs = isWaiting ? limits.silentMs : limits.quietMs;
			if (nowMs > quietUntilMs && nowMs - movedMs > silentMs) return `no answer for ${seconds(silentMs)}`;
			if (kind === "question") return nowMs - startMs > limits.questionMs ? `no end after ${seconds(limits.questionMs)}` : void 0;
			if (!isWaiting) pace = {
				bytes,
				sinceMs: nowMs
			};
			if (nowMs - pace.sinceMs < limits.slowMs) return void 0;
			const moved = bytes - pace.bytes;
			pace = {
				bytes,
				sinceMs: nowMs
			};
			return nowMs > quietUntilMs && moved < limits.slowBytes ? `only ${moved} bytes in ${seconds(limits.slowMs)}` : void 0;
		}
	};
}
function seconds(ms) {
	return `${ms / 1e3} s`;
}
export { patience as i, orAborted as n, ownTime as r, guard as t };

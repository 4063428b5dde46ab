import { o as formatSize, r as duration } from "./chunk-words.js";
import { setTimeout } from "node:timers/promises";
// src/report/progress.ts
/** A shorter wait is not worth a word. */
const patienceMs = 1e3;
/** Between lines in a log. */
const lineMs = 1e4;
/**
* `12.0 MB of 48.0 MB (25 %), 3.00 MB/s, 12 s left`, or as much of it as is known. At the end of the work without what
* is left.
*/
function progressText({ done, total }, seconds) {
	if (done <= 0) return `${duration(seconds)} so far`;
	const rate = done / Math.max(seconds, .001);
	const share = total === void 0 || total <= 0 ? void 0 : Math.min(1, done / total);
	return [
		share === void 0 ? formatSize(done) : `${formatSize(done)} of ${formatSize(total ?? 0)} (${Math.floor(share * 100)} %)`,
		`${formatSize(rate)}/s`,
		...share === void 0 || share === 1 ? [] : [`${duration(((total ?? 0) - done) / rate)} left`]
	].join(", ");
}
const cells = 30;
/** A bar of `cells` cells for a share of 0 to 1. */
function progressBar(share) {
	const full = Math.floor(share * cells);
	return `[${"#".repeat(full)}${"-".repeat(cells - full)}]`;
}
/** What is to be shown of a wait whenever somebody looks: `tick`. */
function followWait(what, { say, show, clock }) {
	const beganMs = clock();
	let latest = {
		done: 0,
		total: void 0
	};
	let saidMs = beganMs;
	let isShown = false;
	const tick = () => {
		const nowMs = clock();
		const { done, total } = latest;
		const text = progressText(latest, (nowMs - beganMs) / 1e3);
		if (show) {
			if (nowMs - beganMs < patienceMs) return;
			show(`${what}${total === void 0 || total <= 0 ? "" : ` ${progressBar(Math.min(1, done / total))}`} ${text}`);
			isShown = true;
			return;
		}
		if (nowMs - saidMs < lineMs) return;
		saidMs = nowMs;
		say(`${what}: ${text}`);
	};
	return {
		tick,
		onProgress: (progress) => {
			latest = progress;
		},
		end: () => {
			if (isShown) show?.("");
		}
	};
}
/**
* Shows waits: on a terminal as a bar that moves, after a second; elsewhere as a line every ten seconds, so that a log says
* that something happens. A process that has nothing else to do ends all the same.
*/
function showProgressOn(output) {
	return (what) => {
		const { tick, end, onProgress } = followWait(what, output);
		const timer = setInterval(tick, output.show ? 200 : patienceMs);
		timer.unref();
		return {
			onProgress,
			end: () => {
				clearInterval(timer);
				end();
			}
		};
	};
}
// src/stray-errors.ts
/** How long work may take to end by itself after a stray error: as a rule the call that caused it fails, too. */
const graceMs = 1e4;
/** An error that no promise and no listener of ours took, and that Node would have ended the process for. */
var StrayError = class extends Error {
	name = "StrayError";
};
/**
* What `work` returns, although something that it started raises an error that nothing awaits, such as a stream of a client
* without a listener: Node ends the process with exit code 1 for that. From then on the process no longer ends by one.
* @throws {StrayError} when the work does not end soon after one, or when it waits for what can no longer happen; otherwise
* what `work` throws
*/
async function survivingStrays(work) {
	let stray;
	const over = Promise.withResolvers();
	over.promise.catch(() => {});
	const note = (cause) => {
		if (stray !== void 0) return;
		stray = new StrayError(cause instanceof Error ? cause.stack ?? cause.message : String(cause), { cause });
		setTimeout(graceMs).then(() => over.reject(stray));
	};
	const idle = () => over.reject(new StrayError("the step waited for something that could no longer happen"));
	process.on("uncaughtException", note).on("unhandledRejection", note).once("beforeExit", idle);
	try {
		return {
			value: await Promise.race([work(), over.promise]),
			stray
		};
	} finally {
		process.removeListener("beforeExit", idle);
	}
}
export { showProgressOn as n, survivingStrays as t };

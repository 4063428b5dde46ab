import { n as formatSize } from "./chunk-config-error.js";
import { i as duration } from "./chunk-parse-config.js";
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
export { showProgressOn as t };

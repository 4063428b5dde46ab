import { t as formatSize } from "./chunk-size.js";
import { n as duration } from "./chunk-words.js";
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
	const speed = `${formatSize(rate)}/s`;
	if (!total) return `${formatSize(done)}, ${speed}`;
	const share = Math.min(1, done / total);
	return [
		`${formatSize(done)} of ${formatSize(total)} (${Math.floor(share * 100)} %)`,
		speed,
		...share === 1 ? [] : [`${duration((total - done) / rate)} left`]
	].join(", ");
}
const cells = 30;
/** `Pack [####----] `, with as many of the cells as are done; without a bar where nobody knows how much there is. */
function progressTitle(what, { done, total }) {
	if (!total) return what;
	const full = Math.floor(Math.min(1, done / total) * cells);
	return `${what} [${"#".repeat(full)}${"-".repeat(cells - full)}]`;
}
/**
* Shows waits: on a terminal as a bar that moves, after a second; elsewhere as a line every ten seconds, so that a log says
* that something happens. A process that has nothing else to do ends all the same.
*/
function showProgressOn({ say, show }) {
	return (what) => {
		const beganMs = performance.now();
		let latest = {
			done: 0,
			total: void 0
		};
		let saidMs = beganMs;
		let isShown = false;
		const tick = () => {
			const nowMs = performance.now();
			const text = progressText(latest, (nowMs - beganMs) / 1e3);
			if (show && nowMs - beganMs >= patienceMs) {
				show(`${progressTitle(what, latest)} ${text}`);
				isShown = true;
			}
			if (!show && nowMs - saidMs >= lineMs) {
				say(`${what}: ${text}`);
				saidMs = nowMs;
			}
		};
		const timer = setInterval(tick, show ? 200 : patienceMs).unref();
		return {
			onProgress: (progress) => {
				latest = progress;
			},
			end: () => {
				clearInterval(timer);
				if (isShown) show?.("");
			}
		};
	};
}
export { showProgressOn as t };

import { setTimeout } from "node:timers/promises";
// src/flow/job/stray-errors.ts
/** How long work may take to end by itself after a stray error: as a rule the call that caused it fails, too. */
const graceMs = 1e4;
/** An error that no promise and no listener of ours took, and that Node would have ended the process for. */
var StrayError = class extends Error {
	name = "StrayError";
};
/**
* What `work` returns, although something that it started raises an error that nothing awaits, such as a stream of a client
* without a listener: Node ends the process with exit code 1 for that. From then on the process no longer ends by one. `stray`
* is the first such error that the work outlived.
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
export { survivingStrays as t };

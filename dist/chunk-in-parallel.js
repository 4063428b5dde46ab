// src/in-parallel.ts
/**
* Does `work` for each of `items`, begun in their order, so many at once. The first error ends all, or `signal` does with its
* reason; it is thrown when all have ended.
*/
async function inParallel(items, atOnce, work, signal) {
	const failed = new AbortController();
	const stop = signal === void 0 ? failed.signal : AbortSignal.any([failed.signal, signal]);
	const queue = items.values();
	const worker = async () => {
		for (const item of queue) {
			if (stop.aborted) return;
			await work(item, stop);
		}
	};
	const fail = (error) => failed.abort(error);
	await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, () => worker().catch(fail)));
	signal?.throwIfAborted();
	failed.signal.throwIfAborted();
}
export { inParallel as t };

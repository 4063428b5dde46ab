// src/store/store.ts
/**
* The best match among `saved`, which is sorted from the oldest to the newest. The first key of the chain
* that matches anything decides: its exact name if there is one, else the newest it is a prefix of.
*/
function bestMatch({ key, fallbacks }, saved) {
	for (const wanted of [key, ...fallbacks]) {
		const found = saved.findLast((one) => one.key === wanted) ?? saved.findLast((one) => one.key.startsWith(wanted));
		if (found !== void 0) return found;
	}
}
/** The answer to a lookup that found this bundle, or none. */
function asFound(bundle) {
	return bundle === void 0 ? { kind: "miss" } : {
		kind: "hit",
		key: bundle.key
	};
}
/** The traits of a store that looks in one scope after another and takes what it is given. */
const plainTraits = {
	findsAllInOneLookup: true,
	maxBytes: void 0
};
/** A store failed. The cache fails open: whoever catches this goes on without the store. */
var StoreError = class extends Error {
	name = "StoreError";
	reason;
	/** Whether the same call may succeed a little later. */
	retryable;
	/** How much later, where the service said so. */
	retryAfterMs;
	/** The key of the bundle that was found, where it got as far as that. */
	key;
	constructor(message, options) {
		super(message, { cause: options.cause });
		this.reason = options.reason;
		this.retryable = options.retryable ?? false;
		this.retryAfterMs = options.retryAfterMs;
		this.key = options.key;
	}
};
/**
* The time of a bundle that is saved now, beside these: later than each of them. The clock of the machine that saved one may have been
* ahead, and then every later job would restore that one until its time has come.
*/
function newestAt(nowMs, others) {
	return others.reduce((latest, { savedAtMs }) => Math.max(latest, savedAtMs + 1), nowMs);
}
/** Milliseconds since 1970, finer than one: two saves in one millisecond still have an order. */
function wallClock() {
	return performance.timeOrigin + performance.now();
}
export { plainTraits as a, newestAt as i, asFound as n, wallClock as o, bestMatch as r, StoreError as t };

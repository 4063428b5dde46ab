// src/store/store-error.ts
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
export { StoreError as t };

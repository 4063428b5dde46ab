// src/store/store-error.ts
/** Trouble with a store. The cache fails open: whoever catches this goes on without the store. */
var StoreError = class extends Error {
	name = "StoreError";
	reason;
	/** Whether the same call may succeed a little later. */
	retryable;
	constructor(message, { reason, retryable = false, cause }) {
		super(message, { cause });
		this.reason = reason;
		this.retryable = retryable;
	}
};
export { StoreError as t };

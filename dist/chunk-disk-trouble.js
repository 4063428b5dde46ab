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
// src/store/disk-trouble.ts
const reasons = {
	ENOSPC: "full",
	EDQUOT: "full",
	EFBIG: "full",
	EACCES: "denied",
	EPERM: "denied",
	EROFS: "denied"
};
/** What passes by itself: a server that restarts, a file that somebody holds for a moment. */
const passing = /* @__PURE__ */ new Set([
	"EAGAIN",
	"EBUSY",
	"EMFILE",
	"ENFILE",
	"ESTALE",
	"ETIMEDOUT"
]);
/**
* The StoreError that stands for an error of the file system; any other error as it is, for it is a bug.
* `label` names the store.
*/
function diskTrouble(label, error) {
	if (error instanceof StoreError || !(error instanceof Error) || !("code" in error)) return error;
	const code = String(error.code);
	return new StoreError(`${label}: ${error.message}`, {
		reason: reasons[code] ?? "unavailable",
		retryable: passing.has(code),
		cause: error
	});
}
export { StoreError as n, diskTrouble as t };

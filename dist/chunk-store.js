import { t as StoreError } from "./chunk-store-error.js";
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
// src/store/store.ts
/** The traits of a store that looks in one scope after another and takes what it is given. */
const plainTraits = {
	findsAllInOneLookup: true,
	maxBytes: void 0
};
export { diskTrouble as n, plainTraits as t };

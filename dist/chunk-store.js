import { t as StoreError } from "./chunk-store-error.js";
// src/store/error-kinds.ts
/** What is wrong when a service over HTTP answers with this status, which is not one of success. */
function kindOfStatus(status) {
	if (status === 429) return {
		reason: "unavailable",
		retryable: true,
		text: "it throttles us (429)"
	};
	if (status === 408 || status >= 500) return {
		reason: "unavailable",
		retryable: status !== 501,
		text: `it answered ${status}`
	};
	if (status === 401 || status === 403) return {
		reason: "denied",
		retryable: false,
		text: `it answered ${status}: check what the credentials may do`
	};
	if (status === 413 || status === 402) return {
		reason: "full",
		retryable: false,
		text: `it has no space left, or the bundle is too large for it (${status})`
	};
	return {
		reason: "unavailable",
		retryable: false,
		text: `it answered ${status}`
	};
}
const networkCodes = /* @__PURE__ */ new Set([
	"ECONNABORTED",
	"ECONNREFUSED",
	"ECONNRESET",
	"EHOSTUNREACH",
	"ENETUNREACH",
	"ENOTFOUND",
	"EAI_AGAIN",
	"EPIPE",
	"EPROTO",
	"ETIMEDOUT",
	"ERR_STREAM_PREMATURE_CLOSE",
	"ERR_PROXY_TUNNEL"
]);
/** The code of an error of the network, wherever in its causes it is; undefined for any other error. */
function networkCodeOf(error) {
	if (!(error instanceof Error)) return void 0;
	const code = "code" in error ? String(error.code) : "";
	if (networkCodes.has(code)) return code;
	if (error.name === "TimeoutError") return "ETIMEDOUT";
	return networkCodeOf(error instanceof AggregateError ? error.errors[0] : error.cause);
}
/** Whether it is the network's fault, or the other side's that hung up. */
function isNetworkError(error) {
	return networkCodeOf(error) !== void 0;
}
/** What is wrong when the network gave this code. */
function kindOfNetwork(code) {
	return {
		reason: "unavailable",
		retryable: true,
		text: code === "ENOTFOUND" || code === "EAI_AGAIN" ? `its host is not known (${code}): check its address` : code === "ERR_PROXY_TUNNEL" ? "the proxy refuses the connection: check HTTPS_PROXY and NO_PROXY" : `it cannot be reached (${code})`
	};
}
const diskReasons = {
	ENOSPC: "full",
	EDQUOT: "full",
	EFBIG: "full",
	EACCES: "denied",
	EPERM: "denied",
	EROFS: "denied"
};
/** What ends by itself: a server that restarts, a file that somebody holds for a moment. */
const transientCodes = /* @__PURE__ */ new Set([
	"EAGAIN",
	"EBUSY",
	"EMFILE",
	"ENFILE",
	"ESTALE",
	"ETIMEDOUT"
]);
/** The StoreError for an error of the file system; any other error, a bug, as it is. `label` names the store. */
function diskError(label, error) {
	if (error instanceof StoreError || !(error instanceof Error) || !("code" in error)) return error;
	const code = String(error.code);
	return new StoreError(`${label}: ${error.message}`, {
		reason: diskReasons[code] ?? "unavailable",
		retryable: transientCodes.has(code),
		cause: error
	});
}
// src/store/store.ts
/** The traits of a store that looks in one scope after another and takes what it is given. */
const plainTraits = {
	findsAllInOneLookup: true,
	maxBytes: void 0
};
export { kindOfStatus as a, kindOfNetwork as i, diskError as n, networkCodeOf as o, isNetworkError as r, plainTraits as t };

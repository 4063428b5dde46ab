import { t as certificateTextOf } from "./chunk-certificates.js";
import { t as StoreError } from "./chunk-store.js";
// src/store/error-kinds.ts
/**
* What a store holds under `key` is not what was saved: the next try finds the same. It is for the flow to go on as with any
* damaged bundle, and every store is to say it so, since what is only an outage keeps its bundle for ever.
*/
var DamagedBundleError = class DamagedBundleError extends StoreError {
	key;
	/**
	* Whether nobody else can read it either. Otherwise the fault may be this machine's, or another level may hold a sound one:
	* then it must not be deleted.
	*/
	isCertain;
	constructor(message, options) {
		super(message, {
			reason: "damaged",
			key: options.key,
			cause: options.cause
		});
		this.key = options.key;
		this.isCertain = options.isCertain;
	}
	/** The same, for those who know the bundle by this key. */
	withKey(key) {
		return new DamagedBundleError(this.message, {
			key,
			isCertain: this.isCertain,
			cause: this.cause
		});
	}
};
/** Each with what to say of it. */
const absent = (text) => ({
	reason: "absent",
	retryable: false,
	text
});
const denied = (text) => ({
	reason: "denied",
	retryable: false,
	text
});
const full = (text) => ({
	reason: "full",
	retryable: false,
	text
});
const unavailable = (text, retryable = true) => ({
	reason: "unavailable",
	retryable,
	text
});
const broken = (text, retryable = true) => ({
	reason: "broken",
	retryable,
	text
});
const tooLarge = full("the bundle is larger than the service takes");
/** Something else answered, such as a gateway, or a service that has its own idea of the protocol. */
const notUnderstood = unavailable("its answer was not understood: check its address", false);
const replaced = broken("the bundle was replaced or removed while it was read");
/** The error of this kind; `label` names the store. */
function errorOfKind(label, { text, ...traits }, cause) {
	return new StoreError(`${label}: ${text}`, {
		...traits,
		cause
	});
}
const proxyRefuses = "the proxy refuses the connection: check HTTPS_PROXY and NO_PROXY";
/** What is wrong when a service over HTTP answers with this status, in which its client saw an error; `name` is what it calls it. */
function kindOfStatus(status, name) {
	if (status >= 200 && status < 300) return notUnderstood;
	if (status === 429) return unavailable("it throttles us (429)");
	if (status === 407) return unavailable(`${proxyRefuses} (407)`, false);
	if (status === 401 || status === 403) return denied(`it answered ${status}: check what the credentials may do`);
	if (status === 413 || status === 402) return full(`it has no space left, or the bundle is too large for it (${status})`);
	const text = `it answered ${status}${name !== void 0 && /^[A-Z][A-Za-z]{2,60}$/.test(name) && !/^Unknown|Error$/.test(name) ? ` (${name})` : ""}`;
	return unavailable(text, status === 408 || status >= 500 && status !== 501);
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
	if (networkCodes.has(code) || certificateTextOf(code) !== void 0) return code;
	if (error.name === "TimeoutError") return "ETIMEDOUT";
	return networkCodeOf(error instanceof AggregateError ? error.errors[0] : error.cause);
}
/** What is wrong when the network gave this code. */
function kindOfNetwork(code) {
	if (code === "ENOTFOUND" || code === "EAI_AGAIN") return unavailable(`its host is not known (${code}): check its address`);
	const certificateText = certificateTextOf(code);
	if (certificateText !== void 0) return unavailable(`${certificateText} (${code})`, false);
	return unavailable(code === "ERR_PROXY_TUNNEL" ? proxyRefuses : `it cannot be reached (${code})`);
}
/**
* What an error of a client comes to: by what the service calls it, else by the network or the status. Undefined for any other
* error.
*/
function kindOfError(error, kinds, { code, status }) {
	if (code !== void 0 && Object.hasOwn(kinds, code)) return kinds[code];
	if (status === 412) return replaced;
	const network = networkCodeOf(error);
	if (network !== void 0) return kindOfNetwork(network);
	return status === void 0 ? void 0 : kindOfStatus(status, code);
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
/** What comes of `work`; an error of the file system is thrown as a StoreError, any other as it is. `label` names the store. */
async function orDiskError(label, work) {
	try {
		return await work;
	} catch (error) {
		throw diskError(label, error);
	}
}
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
export { diskError as a, kindOfError as c, networkCodeOf as d, notUnderstood as f, unavailable as g, tooLarge as h, denied as i, kindOfNetwork as l, replaced as m, absent as n, errorOfKind as o, orDiskError as p, broken as r, full as s, DamagedBundleError as t, kindOfStatus as u };

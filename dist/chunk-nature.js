import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
// src/store/write-whole.ts
/**
* Makes the file `into` of what `write` writes: it appears whole, by one rename, or not at all. Errors are
* those of `write` and of the file system.
*/
async function writeWhole(into, write) {
	const part = `${into}.part-${randomUUID()}`;
	try {
		const file = await open(part, "wx");
		let written;
		try {
			written = await write(file);
		} finally {
			await file.close();
		}
		await rename(part, into);
		return written;
	} catch (error) {
		await rm(part, { force: true });
		throw error;
	}
}
// src/store/nature.ts
/** What is wrong when a service over HTTP answers with this status, which is not one of success. */
function natureOfStatus(status) {
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
		text: `it answered ${status}: see what the credentials may do`
	};
	if (status === 413 || status === 402) return {
		reason: "full",
		retryable: false,
		text: `it takes no more, or nothing as large (${status})`
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
	"UND_ERR_SOCKET",
	"UND_ERR_CONNECT_TIMEOUT",
	"UND_ERR_HEADERS_TIMEOUT",
	"UND_ERR_BODY_TIMEOUT",
	"UND_ERR_RES_CONTENT_LENGTH_MISMATCH"
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
function natureOfNetwork(code) {
	return {
		reason: "unavailable",
		retryable: true,
		text: code === "ENOTFOUND" || code === "EAI_AGAIN" ? `there is no such host (${code}): see its address` : `it cannot be reached (${code})`
	};
}
export { writeWhole as a, networkCodeOf as i, natureOfNetwork as n, natureOfStatus as r, isNetworkError as t };

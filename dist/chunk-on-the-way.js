import { n as isMachineTrusted, r as isUntrusted } from "./chunk-certificates.js";
import { t as StoreError } from "./chunk-store.js";
// src/store/on-the-way.ts
/**
* Makes the tries of one call such that what stands between this process and a service is not taken for the service, whichever
* client asks it:
*
* - A web page in place of an answer, as of a sign-in page or a filter. Clients take one for an empty listing, or for a bundle that
*   is there. It is an error.
* - A certificate whose authority Node does not know. By then this machine's own authorities are trusted, among which a company's
*   is, so the try is made once more.
*
* How long a service asks to be left alone is told here, too, since no client hands it on.
*/
function onTheWay({ label, heard, log }) {
	return async function makeTry(work) {
		const before = heard().length;
		const hasHeard = (what) => heard().slice(before).some(what);
		const couldTrustMore = !isMachineTrusted();
		try {
			const answer = await work();
			if (!hasHeard(isPage)) return answer;
		} catch (error) {
			if (couldTrustMore && isMachineTrusted() && hasHeard((one) => isUntrusted(one.error))) {
				log.info(`${label}: trying again with the certificates that this machine trusts`);
				return makeTry(work);
			}
			if (!hasHeard(isPage)) throw waitingAsAsked(error, heard().slice(before));
		}
		throw new StoreError(`${label}: a web page came in place of its answer, as from a sign-in or a filter: check its address and the proxy`, { reason: "unavailable" });
	};
}
/** No store answers so, and no bundle is saved as one. Google's calls an answer without a body HTML, too. */
function isPage({ response }) {
	const { statusCode = 0, headers = {} } = response ?? {};
	return statusCode >= 200 && statusCode < 300 && statusCode !== 204 && headers["content-length"] !== "0" && /^text\/html\b/i.test(headers["content-type"] ?? "");
}
/** The error with the wait that the service has asked for (`Retry-After`), if it has. */
function waitingAsAsked(error, heard) {
	if (!(error instanceof StoreError) || !error.retryable || error.retryAfterMs !== void 0) return error;
	const waits = heard.flatMap(({ response }) => (response && waitAskedBy(response.headers)) ?? []);
	if (waits.length === 0) return error;
	const { message, reason, retryable, key, cause } = error;
	return new StoreError(message, {
		reason,
		retryable,
		key,
		cause,
		retryAfterMs: Math.max(...waits)
	});
}
/**
* Milliseconds that an answer asks to be left alone for: `Retry-After` has seconds or a date, which is by the clock of the service;
* undefined where it asks for nothing.
*/
function waitAskedBy(headers) {
	const asked = String(headers["retry-after"]);
	const nowMs = Date.parse(String(headers["date"])) || Date.now();
	const ms = /^\d+$/.test(asked) ? Number(asked) * 1e3 : Date.parse(asked) - nowMs;
	return Number.isNaN(ms) ? void 0 : Math.max(0, ms);
}
export { waitAskedBy as n, onTheWay as t };

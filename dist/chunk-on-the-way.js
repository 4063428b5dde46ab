import { n as isMachineTrusted, r as isUntrusted } from "./chunk-certificates.js";
import { n as proxyFor } from "./chunk-proxies.js";
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
* - A proxy that cannot be reached. It is named beside the service, which clients take for what is down.
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
			if (!hasHeard(isPage)) throw withWhatWasHeard(error, heard().slice(before));
		}
		throw new StoreError(`${label}: a web page came in place of its answer, as from a sign-in or a filter: check its address and the proxy`, { reason: "unavailable" });
	};
}
/** No store answers so, and no bundle is saved as one. Google's calls an answer without a body HTML, too. */
function isPage({ response }) {
	const { statusCode = 0, headers = {} } = response ?? {};
	return statusCode >= 200 && statusCode < 300 && statusCode !== 204 && headers["content-length"] !== "0" && /^text\/html\b/i.test(headers["content-type"] ?? "");
}
/** The error with the wait that the service has asked for (`Retry-After`), if it has, and with the proxy, if nothing has answered. */
function withWhatWasHeard(error, heard) {
	if (!(error instanceof StoreError) || error.reason !== "unavailable") return error;
	const { message, reason, retryable, key, cause, retryAfterMs: known } = error;
	const waits = heard.flatMap(({ response }) => (response && waitAskedBy(response.headers)) ?? []);
	const asked = retryable && known === void 0 && waits.length > 0;
	const through = askedThrough(heard);
	if (!asked && through === "") return error;
	const retryAfterMs = asked ? Math.max(...waits) : known;
	const wait = retryAfterMs === void 0 ? {} : { retryAfterMs };
	return new StoreError(`${message}${through}`, {
		reason,
		retryable,
		key,
		cause,
		...wait
	});
}
const env = process.env;
/** The proxy by which requests were made none of which was answered, for the end of a message; empty where there is none. */
function askedThrough(heard) {
	const [first] = heard;
	if (first === void 0 || heard.some(({ response }) => response !== void 0)) return "";
	const { method, path, protocol } = first.request;
	const host = first.request.getHeader("host") ?? first.request.host;
	const asked = method === "CONNECT" ? `https://${path}` : `${protocol}//${host}`;
	const proxy = URL.canParse(asked) ? proxyFor(new URL(asked), env) : void 0;
	return proxy === void 0 ? "" : `; it is asked through the proxy ${proxy}`;
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
export { onTheWay as n, waitAskedBy as r, askedThrough as t };

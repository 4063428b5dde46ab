import { i as trustMachine, r as isUntrusted } from "./chunk-certificates.js";
import { request } from "node:http";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { AsyncLocalStorage } from "node:async_hooks";
import { createReadStream } from "node:fs";
import { request as request$1 } from "node:https";
import { pipeline } from "node:stream/promises";
// src/store/http.ts
/** Sends a request and returns the answer, whose body is to be read. Errors are those of the network and of the disk. */
async function sendRequest({ httpAgent, httpsAgent }, { method, url, headers, body, signal }) {
	const [send, agent] = url.startsWith("https:") ? [request$1, httpsAgent] : [request, httpAgent];
	const length = typeof body === "object" ? body.bytes : Buffer.byteLength(body ?? "");
	const request$2 = send(url, {
		method,
		agent,
		headers: {
			"user-agent": "sccache-bundle",
			...body !== void 0 && { "content-length": length },
			...headers
		},
		...signal === void 0 ? {} : { signal }
	});
	const answered = Promise.withResolvers();
	request$2.once("response", answered.resolve).once("error", answered.reject);
	if (typeof body === "object") pipeline(createReadStream(body.file), request$2).catch(answered.reject);
	else request$2.end(body);
	return answered.promise;
}
const mostRedirects = 5;
/**
* As `sendRequest`; an answer that says where the thing is now is followed there, as by turbo and curl: what is read anywhere, what
* is written where the service asks for the same request (307, 308). Credentials go to the same origin, or to the same host by
* HTTPS instead of HTTP, and nowhere else. Where it is not followed, that answer is returned.
*/
async function followRequest(agents, request, redirects = 0) {
	const answer = await sendRequest(agents, request);
	const { method, url, headers } = request;
	const from = new URL(url);
	const to = placeIn(answer, url);
	const isRead = method === "GET" || method === "HEAD";
	const isSame = answer.statusCode === 307 || answer.statusCode === 308;
	const isWeaker = from.protocol === "https:" && to?.protocol !== "https:";
	if (to === void 0 || isWeaker || !(isRead || isSame) || redirects === mostRedirects) return answer;
	answer.resume();
	const isStronger = from.protocol === "http:" && to.protocol === "https:" && from.host === to.host;
	const { authorization, ...others } = headers;
	const known = authorization !== void 0 && (from.origin === to.origin || isStronger) ? { authorization } : {};
	return followRequest(agents, {
		...request,
		url: to.href,
		headers: {
			...others,
			...known
		}
	}, redirects + 1);
}
/** Where an answer says that the thing is, if it says so. */
function placeIn({ statusCode = 0, headers }, url) {
	const isElsewhere = [
		301,
		302,
		303,
		307,
		308
	].includes(statusCode);
	const { location } = headers;
	if (!isElsewhere || location === void 0 || !URL.canParse(location, url)) return void 0;
	const place = new URL(location, url);
	return /^https?:$/.test(place.protocol) ? place : void 0;
}
/** The body of an answer as text. @throws {Error} when it is longer than `mostBytes` */
async function readBody(answer, mostBytes) {
	const chunks = [];
	let bytes = 0;
	for await (const chunk of answer) {
		bytes += chunk.length;
		if (bytes > mostBytes) throw new TooLongError();
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
}
var TooLongError = class extends Error {};
/** Which activities the running code is inside of. */
const inside = new AsyncLocalStorage();
/**
* What goes on over HTTP inside of one piece of work, whichever client makes the requests: Node's diagnostics channels
* announce those of every client that uses node:http.
*/
function httpActivity() {
	const self = Symbol("activity");
	const isInside = () => inside.getStore()?.includes(self) === true;
	const heard = /* @__PURE__ */ new Map();
	/** What each connection had carried before. */
	const sockets = /* @__PURE__ */ new Map();
	let isCutOff = false;
	const begin = (request) => {
		if (!isInside()) return;
		const one = {
			request,
			isOver: false
		};
		heard.set(request, one);
		request.once("socket", (socket) => {
			if (!sockets.has(socket)) sockets.set(socket, carried(socket));
		});
		request.once("close", () => {
			one.isOver = true;
		});
		if (isCutOff) process.nextTick(() => request.destroy(new CutOffError()));
	};
	const listeners = [
		["http.client.request.created", (message) => begin(message.request)],
		["http.client.response.finish", (message) => {
			const { request, response } = message;
			const one = heard.get(request);
			if (one !== void 0) one.response = response;
		}],
		["http.client.request.error", (message) => {
			const { request, error } = message;
			const one = heard.get(request);
			if (one === void 0) return;
			one.error = error.code ?? error.message;
			if (isUntrusted(error.code)) trustMachine();
		}]
	];
	for (const [channel, listener] of listeners) subscribe(channel, listener);
	return {
		run: (work) => inside.run([...inside.getStore() ?? [], self], work),
		/** Whether the code that asks is inside of that work. */
		isInside,
		/** Runs what is not a part of that work, though it is called from there. */
		outside: (work) => inside.exit(work),
		/** In the order in which they began. */
		heard: () => [...heard.values()],
		/** Whether any request waits for its answer, or for more of it. */
		isWaiting: () => [...heard.values()].some(({ isOver }) => !isOver),
		/** Bytes that went over the network, both ways: what waits in a buffer of this machine does not count. */
		bytes: () => [...sockets].reduce((sum, [socket, before]) => sum + carried(socket) - before, 0),
		/** Ends every request, later ones too, so that nothing moves any more. */
		cutOff() {
			isCutOff = true;
			for (const request of heard.keys()) request.destroy(new CutOffError());
		},
		/** Stops listening; call it when the work has ended. */
		stop() {
			for (const [channel, listener] of listeners) unsubscribe(channel, listener);
		}
	};
}
/** Looks like a reset connection, on which clients do not try again. */
var CutOffError = class extends Error {
	code = "ECONNRESET";
	constructor() {
		super("cut off: the time is over");
	}
};
/** A socket counts what is written as soon as it has it; what the system has not taken is in two queues. */
function carried(socket) {
	const { _handle: handle } = socket;
	const queued = socket.writableLength + (handle?.writeQueueSize ?? 0);
	return socket.bytesRead + Math.max(0, socket.bytesWritten - queued);
}
export { readBody as a, placeIn as i, followRequest as n, httpActivity as r, TooLongError as t };

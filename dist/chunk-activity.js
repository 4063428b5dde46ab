import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { AsyncLocalStorage } from "node:async_hooks";
// src/store/activity.ts
const patience = {
	questionMs: 15e3,
	silentMs: 9e3,
	quietMs: 12e4,
	slowMs: 45e3,
	slowBytes: 2 ** 19,
	restMs: 3e5
};
/** Which activities the running code is inside of. */
const inside = new AsyncLocalStorage();
/** Listens to Node's diagnostics channels, which announce the requests of every client that uses node:http. */
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
			if (one !== void 0) one.error = error.code ?? error.message;
		}]
	];
	for (const [channel, listener] of listeners) subscribe(channel, listener);
	return {
		run: (work) => inside.run([...inside.getStore() ?? [], self], work),
		isInside,
		outside: (work) => inside.exit(work),
		heard: () => [...heard.values()],
		isWaiting: () => [...heard.values()].some(({ isOver }) => !isOver),
		bytes: () => [...sockets].reduce((sum, [socket, before]) => sum + carried(socket) - before, 0),
		cutOff() {
			isCutOff = true;
			for (const request of heard.keys()) request.destroy(new CutOffError());
		},
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
/**
* A clock that stands still while this process does not run, on a machine that is overloaded or was suspended: what the service
* said meanwhile lies unread, so its silence is none. `look` is called every `everyMs`, and what it is late by does not count.
*/
function ownTime(clock, everyMs) {
	let lostMs = 0;
	let lookedMs = clock();
	return {
		nowMs: () => clock() - lostMs,
		look() {
			const nowMs = clock();
			const lateMs = nowMs - lookedMs - everyMs;
			if (lateMs > everyMs) lostMs = Math.min(mostLostMs, lostMs + lateMs);
			lookedMs = nowMs;
		}
	};
}
/** Beyond this a wait ends, however little this process ran. */
const mostLostMs = 6e4;
/** Judges what has moved: why a call is to be given up, in words, or undefined. */
function silenceWatch(kind, limits, clock) {
	const startMs = clock();
	let bytes = 0;
	let movedMs = startMs;
	let quietUntilMs = startMs;
	let pace = {
		bytes: 0,
		sinceMs: startMs
	};
	return {
		/** Something moved that is not to be seen on the network; or the next answer may take `quietMs`. */
		progress(quietMs = 0) {
			movedMs = clock();
			quietUntilMs = movedMs + quietMs;
		},
		check(bytesNow, isWaiting) {
			const nowMs = clock();
			if (bytesNow !== bytes) movedMs = nowMs;
			bytes = bytesNow;
			const silentMs = isWaiting ? limits.silentMs : limits.quietMs;
			if (nowMs > quietUntilMs && nowMs - movedMs > silentMs) return `no answer for ${seconds(silentMs)}`;
			if (kind === "question") return nowMs - startMs > limits.questionMs ? `no end after ${seconds(limits.questionMs)}` : void 0;
			if (!isWaiting) pace = {
				bytes,
				sinceMs: nowMs
			};
			if (nowMs - pace.sinceMs < limits.slowMs) return void 0;
			const moved = bytes - pace.bytes;
			pace = {
				bytes,
				sinceMs: nowMs
			};
			return nowMs > quietUntilMs && moved < limits.slowBytes ? `only ${moved} bytes in ${seconds(limits.slowMs)}` : void 0;
		}
	};
}
function seconds(ms) {
	return `${ms / 1e3} s`;
}
export { silenceWatch as i, ownTime as n, patience as r, httpActivity as t };

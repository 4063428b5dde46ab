import { t as labelOf } from "./chunk-parse-store.js";
import { n as writeWhole } from "./chunk-download.js";
import { c as kindOfStatus, l as networkCodeOf, s as kindOfNetwork, u as orDiskError } from "./chunk-error-kinds.js";
import { a as processEnv, i as plainTraits, o as wallClock, t as StoreError } from "./chunk-store.js";
import { a as sendRequest, i as readText, n as proxiedAgents, t as TooLongError } from "./chunk-http.js";
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
// src/store/vercel/client.ts
/** A pointer that is larger is none of ours. */
const mostTextBytes = 4 * 2 ** 20;
/**
* https://vercel.com/docs/rest-api/artifacts: what turbo speaks. Artifacts are known by a hash alone, so each
* name here becomes a digest of it and of the store's prefix.
*/
function openArtifacts({ address, prefix }, label, env) {
	const agents = proxiedAgents(env);
	const storeError = (text, traits, cause) => new StoreError(`${label}: ${text}`, {
		...traits,
		cause
	});
	/** Sends one request; an answer that is no success is an error, except 404, which is undefined. */
	async function ask(method, name, { body, signal }) {
		const token = env["VERCEL_TOKEN"] || env["TURBO_TOKEN"];
		if (!token) throw storeError("no credentials found: set VERCEL_TOKEN, or TURBO_TOKEN", {
			reason: "denied",
			retryable: false
		});
		const url = `${address}/v8/artifacts/${createHash("sha256").update(`sccache-bundle\n${prefix}\n${name}`).digest("hex")}${teamOf(env)}`;
		const type = body === void 0 ? {} : {
			"content-type": "application/octet-stream",
			"x-artifact-duration": 0
		};
		const headers = {
			authorization: `Bearer ${token}`,
			...type
		};
		const answer = await orNetworkError(sendRequest(agents, {
			method,
			url,
			headers,
			body,
			signal
		}), signal);
		const { statusCode: status = 500 } = answer;
		if (status >= 200 && status < 300) return answer;
		answer.resume();
		if (status === 404) return void 0;
		const { text, ...traits } = kindOfStatus(status);
		throw storeError(`${text}${status === 401 ? " (check VERCEL_TOKEN and the team)" : ""}`, traits);
	}
	/** The StoreError for an error of the network; any other error is thrown as it is. */
	async function orNetworkError(work, signal, cut) {
		try {
			return await work;
		} catch (error) {
			signal?.throwIfAborted();
			const code = networkCodeOf(error);
			if (error instanceof StoreError || code === void 0) throw error;
			if (cut !== void 0) throw storeError(cut, {
				reason: "broken",
				retryable: true
			}, error);
			const { text, ...traits } = kindOfNetwork(code);
			throw storeError(text, traits, error);
		}
	}
	return {
		async has(name, signal) {
			const answer = await ask("HEAD", name, { signal });
			answer?.resume();
			return answer !== void 0;
		},
		async download(name, file, { signal }) {
			const answer = await ask("GET", name, { signal });
			return answer && orNetworkError(writeBody(answer, file), signal, "the download broke off");
		},
		async readText(name, signal) {
			const answer = await ask("GET", name, { signal });
			if (answer === void 0) return void 0;
			try {
				return await orNetworkError(readText(answer, mostTextBytes), signal);
			} catch (error) {
				if (!(error instanceof TooLongError)) throw error;
				throw storeError("a pointer that is too large", {
					reason: "broken",
					retryable: false
				});
			}
		},
		async upload(name, from, signal) {
			const { size } = await stat(from);
			(await ask("PUT", name, {
				body: {
					file: from,
					bytes: size
				},
				signal
			}))?.resume();
		},
		async writeText(name, text, signal) {
			(await ask("PUT", name, {
				body: text,
				signal
			}))?.resume();
		}
	};
}
async function writeBody(answer, file) {
	let bytes = 0;
	for await (const chunk of answer) {
		await file.writeFile(chunk);
		bytes += chunk.length;
	}
	return bytes;
}
/** The team as its id or as its name, which are two parameters: https://vercel.com/docs/rest-api#accessing-resources-owned-by-a-team */
function teamOf(env) {
	const team = env["VERCEL_TEAM_ID"] || env["TURBO_TEAMID"] || env["TURBO_TEAM"];
	if (!team) return "";
	return `?${new URLSearchParams({ [team.startsWith("team_") ? "teamId" : "slug"]: team })}`;
}
// src/store/vercel/vercel.ts
/** How many keys of a pointer are looked at: those the service has dropped are listed for a while. */
const mostLooks = 5;
/** Longer than it takes to write a pointer, and far shorter than an upload. */
const leastPauseMs = 100;
/**
* The Remote Cache API of Vercel, or of any server that speaks it. It finds by exact name alone, hence the
* pointers, and it overwrites, so a put looks first: of two processes that save one key in the same moment
* both may store it, and the later stays. Within this process puts take turns.
*/
function vercelStore(spec, { env = processEnv, now = wallClock } = {}) {
	const label = labelOf(spec);
	const artifacts = openArtifacts(spec, label, env);
	const bundleOf = (key) => `bundle\n${key}`;
	const pointerOf = (prefix) => `pointer\n${prefix}`;
	let turn = Promise.resolve();
	async function find({ key, fallbacks }, signal) {
		for (const wanted of [key, ...fallbacks]) {
			const pointed = parsePointer(await artifacts.readText(pointerOf(pointerFor(wanted)), signal));
			const bytesOf = (name) => pointed.find((one) => one.key === name)?.bytes;
			if (await artifacts.has(bundleOf(wanted), signal)) return {
				key: wanted,
				bytes: bytesOf(wanted)
			};
			const longer = pointed.filter((one) => one.key !== wanted && one.key.startsWith(wanted));
			for (const one of longer.slice(0, mostLooks)) if (await artifacts.has(bundleOf(one.key), signal)) return one;
		}
	}
	async function fetch(keys, into, call) {
		const found = await find(keys, call.signal);
		if (found === void 0) return { kind: "miss" };
		const { key, bytes: expected } = found;
		return {
			kind: "hit",
			key,
			bytes: await writeWhole(into, async (file) => {
				const written = await artifacts.download(bundleOf(key), file, call);
				if (written !== void 0 && (expected === void 0 || written === expected)) return written;
				const text = `${label}: the bundle ${key} was replaced or removed while it was read`;
				throw new StoreError(text, {
					reason: "broken",
					retryable: true
				});
			})
		};
	}
	async function put(key, from, { signal }) {
		const { size: bytes } = await stat(from);
		if (await artifacts.has(bundleOf(key), signal)) return { kind: "taken" };
		await artifacts.upload(bundleOf(key), from, signal);
		const newest = {
			key,
			bytes,
			savedMs: now()
		};
		for (let look = 0; look < 2; look += 1) {
			if (look > 0) await setTimeout(leastPauseMs + Math.random() * leastPauseMs * 2);
			for (const prefix of pointersOf(key)) {
				const before = parsePointer(await artifacts.readText(pointerOf(prefix), signal));
				if (look > 0 && before.some((one) => one.key === key)) continue;
				await artifacts.writeText(pointerOf(prefix), pointerWith(newest, before), signal);
			}
		}
		return {
			kind: "stored",
			bytes
		};
	}
	return {
		label,
		traits: plainTraits,
		async lookup(keys, { signal } = {}) {
			const found = await orDiskError(label, find(keys, signal));
			return found === void 0 ? { kind: "miss" } : {
				kind: "hit",
				key: found.key
			};
		},
		fetch: (keys, into, options = {}) => orDiskError(label, fetch(keys, into, options)),
		put(key, from, options = {}) {
			const mine = turn.then(() => orDiskError(label, put(key, from, options)));
			turn = mine.catch(() => {});
			return mine;
		}
	};
}
/** The most that a pointer lists: some 40 KB. */
const mostKeys = 200;
/** The prefixes that have a pointer with this key, the shortest first. */
function pointersOf(key) {
	return ["", ...[...key.matchAll(/-/g)].map(({ index }) => key.slice(0, index + 1))];
}
/** The prefix whose pointer lists what begins with `wanted`. */
function pointerFor(wanted) {
	return wanted.slice(0, wanted.lastIndexOf("-") + 1);
}
/** Those that a pointer lists, the newest first; nothing for a text that is no pointer. */
function parsePointer(text) {
	if (text === void 0) return [];
	try {
		const { format, keys } = JSON.parse(text);
		return format === 1 && Array.isArray(keys) ? keys.filter(isPointed) : [];
	} catch {
		return [];
	}
}
/** The pointer with this key as its newest. */
function pointerWith(newest, before) {
	const others = before.filter(({ key }) => key !== newest.key);
	return JSON.stringify({
		format: 1,
		keys: [newest, ...others].slice(0, mostKeys)
	});
}
function isPointed(value) {
	if (typeof value !== "object" || value === null) return false;
	const { key, bytes, savedMs } = value;
	return typeof key === "string" && typeof bytes === "number" && typeof savedMs === "number";
}
export { vercelStore };

import { n as StoreError, t as diskTrouble } from "./chunk-disk-trouble.js";
import { t as processEnv } from "./chunk-environment.js";
import { i as vercelLabel, t as wallClock } from "./chunk-wall-clock.js";
import { a as writeWhole, i as networkCodeOf, n as natureOfNetwork, r as natureOfStatus } from "./chunk-nature.js";
import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
// src/store/vercel/client.ts
const idleMs = 2e4;
/** A pointer that is larger is none of ours. */
const mostTextBytes = 4 * 2 ** 20;
/**
* https://vercel.com/docs/rest-api/artifacts: what turbo speaks. Artifacts are known by a hash alone, so each
* name here becomes a digest of it and of the store's prefix.
*/
function openArtifacts({ address, prefix }, label, env) {
	const trouble = (text, traits, cause) => new StoreError(`${label}: ${text}`, {
		...traits,
		cause
	});
	/** Sends one request; an answer that is no success is trouble, but 404, which is undefined. */
	async function ask(method, name, { body, signal }) {
		const token = env["VERCEL_TOKEN"] || env["TURBO_TOKEN"];
		if (!token) throw trouble("no credentials found: set VERCEL_TOKEN, or TURBO_TOKEN", {
			reason: "denied",
			retryable: false
		});
		const hash = createHash("sha256").update(`sccache-bundle\n${prefix}\n${name}`).digest("hex");
		const headers = {
			authorization: `Bearer ${token}`,
			"user-agent": "sccache-bundle",
			...body === void 0 ? {} : {
				"content-type": "application/octet-stream",
				"x-artifact-duration": "0"
			}
		};
		let answer;
		try {
			answer = await globalThis.fetch(`${address}/v8/artifacts/${hash}${teamOf(env)}`, {
				method,
				headers,
				...body === void 0 ? {} : { body },
				...signal === void 0 ? {} : { signal }
			});
		} catch (error) {
			throw networkTrouble(error, signal);
		}
		if (answer.ok) return answer;
		await answer.body?.cancel();
		if (answer.status === 404) return void 0;
		const { text, ...traits } = natureOfStatus(answer.status);
		const hint = answer.status === 401 ? " (see VERCEL_TOKEN and the team)" : "";
		throw trouble(`${text}${hint}`, traits);
	}
	/** The StoreError of an error of fetch; what is no error of the network goes on as it is. */
	function networkTrouble(error, signal) {
		if (signal?.aborted === true) return signal.reason;
		if (error instanceof StoreError) return error;
		const code = networkCodeOf(error);
		if (code === void 0) return error;
		const { text, ...traits } = natureOfNetwork(code);
		return trouble(text, traits, error);
	}
	return {
		has: async (name, signal) => await ask("HEAD", name, { signal }) !== void 0,
		async download(name, file, { signal, onBytes }) {
			const stop = new AbortController();
			const late = trouble(`nothing came for ${idleMs / 1e3} s`, {
				reason: "unavailable",
				retryable: true
			});
			const timer = setTimeout(() => stop.abort(late), idleMs);
			const either = signal === void 0 ? stop.signal : AbortSignal.any([stop.signal, signal]);
			try {
				const answer = await ask("GET", name, { signal: either });
				if (answer === void 0) return void 0;
				let bytes = 0;
				for await (const chunk of answer.body ?? []) {
					timer.refresh();
					onBytes?.();
					await file.writeFile(chunk);
					bytes += chunk.length;
				}
				return bytes;
			} catch (error) {
				throw cutOff(networkTrouble(error, either), label);
			} finally {
				clearTimeout(timer);
			}
		},
		async readText(name, signal) {
			const answer = await ask("GET", name, { signal });
			if (answer === void 0) return void 0;
			const chunks = [];
			let bytes = 0;
			try {
				for await (const chunk of answer.body ?? []) {
					bytes += chunk.length;
					if (bytes > mostTextBytes) throw trouble("a pointer that is no pointer", {
						reason: "broken",
						retryable: false
					});
					chunks.push(chunk);
				}
			} catch (error) {
				throw networkTrouble(error, signal);
			}
			return Buffer.concat(chunks).toString();
		},
		async upload(name, from, signal) {
			await ask("PUT", name, {
				body: await openAsBlob(from),
				signal
			});
		},
		async writeText(name, text, signal) {
			await ask("PUT", name, {
				body: text,
				signal
			});
		}
	};
}
/** A connection that ends within the body gave half of a bundle. */
function cutOff(error, label) {
	if (!(error instanceof StoreError && error.cause instanceof TypeError && /terminated/.test(error.cause.message))) return error;
	return new StoreError(`${label}: the download broke off`, {
		reason: "broken",
		retryable: true,
		cause: error
	});
}
/** The team as its id or as its name, which are two parameters: https://vercel.com/docs/rest-api#accessing-resources-owned-by-a-team */
function teamOf(env) {
	const team = env["VERCEL_TEAM_ID"] || env["TURBO_TEAMID"] || env["TURBO_TEAM"];
	if (!team) return "";
	return `?${new URLSearchParams({ [team.startsWith("team_") ? "teamId" : "slug"]: team })}`;
}
// src/store/vercel/pointers.ts
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
// src/store/vercel/vercel.ts
/** How many keys of a pointer are looked at: those the service has dropped are listed for a while. */
const mostLooks = 5;
/**
* The Remote Cache API of Vercel, or of any server that speaks it. It finds by exact name alone, hence the
* pointers, and it overwrites, so a put looks first: of two processes that save one key in the same moment
* both may store it, and the later stays. Within this process puts take turns.
*/
function vercelStore(spec, { env = processEnv, now = wallClock } = {}) {
	const label = vercelLabel(spec);
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
		for (const prefix of pointersOf(key)) {
			const before = parsePointer(await artifacts.readText(pointerOf(prefix), signal));
			await artifacts.writeText(pointerOf(prefix), pointerWith(newest, before), signal);
		}
		return {
			kind: "stored",
			bytes
		};
	}
	const orTrouble = (work) => work.catch((error) => {
		throw diskTrouble(label, error);
	});
	return {
		label,
		async lookup(keys, { signal } = {}) {
			const found = await orTrouble(find(keys, signal));
			return found === void 0 ? { kind: "miss" } : {
				kind: "hit",
				key: found.key
			};
		},
		fetch: (keys, into, options = {}) => orTrouble(fetch(keys, into, options)),
		put(key, from, options = {}) {
			const mine = turn.then(() => orTrouble(put(key, from, options)));
			turn = mine.catch(() => {});
			return mine;
		}
	};
}
export { vercelStore };

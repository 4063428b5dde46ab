import { r as storeLabel } from "./chunk-parse-store.js";
import { t as byAge } from "./chunk-stored-bundle.js";
import { n as writeWhole } from "./chunk-download.js";
import { d as networkCodeOf, g as unavailable, i as denied, l as kindOfNetwork, o as errorOfKind, p as orDiskError, r as broken, t as DamagedBundleError, u as kindOfStatus } from "./chunk-error-kinds.js";
import { a as readBody, i as placeIn, n as followRequest, t as TooLongError } from "./chunk-http.js";
import { t as proxiedAgents } from "./chunk-proxies.js";
import { a as plainTraits, i as newestAt, n as asFound, o as wallClock } from "./chunk-store.js";
import { createHash, randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
// src/store/vercel/register.ts
const copies = 8;
/** So many of each kind a copy holds, the newest: some 100 KB of those listed. */
const mostOfCopy = 512;
/** How often a bundle is written anew that other writers have undone in every copy. */
const mostWrites = 6;
/** At least so long after a write, and at least as long as it took, it is looked whether other writers have undone it. */
const leastPauseMs = 100;
/**
* What is stored, where artifacts are found by exact name alone and nothing can be written on a condition. The register is
* kept in several copies, small artifacts of known names, none of which has to have it all: what is listed is what any of them
* lists, and what any of them says is removed is removed. A writer reads all copies and writes what they say together, with its own, in
* two of them. So a write that undoes another one, begun at the same moment, undoes it in some copies only, and whoever has read it
* meanwhile writes it again. @throws {StoreError} by each call
*/
function openRegister(artifacts, now) {
	const nameOf = (copy) => `register\n${copy}`;
	async function readAll(signal) {
		const read = async (_, copy) => parseCopy(await artifacts.readText(nameOf(copy), signal));
		return together(await Promise.all(Array.from({ length: copies }, read)));
	}
	async function write(said, signal) {
		const first = Math.floor(Math.random() * copies);
		const second = (first + 1 + Math.floor(Math.random() * 7)) % copies;
		const text = copyOf(said);
		await Promise.all([first, second].map((copy) => artifacts.write(nameOf(copy), text, signal)));
	}
	return {
		/** All that is listed, the newest first. A key may be there twice, when two jobs saved it at the same moment. */
		read: async (signal) => (await readAll(signal)).listed,
		/** Lists a bundle that is there from now on: false when what was written was not to be read, again and again. */
		async add({ key, bytes }, signal) {
			let said = await readAll(signal);
			const there = said.listed.map(({ savedMs }) => ({ savedAtMs: savedMs }));
			const bundle = {
				key,
				id: randomBytes(6).toString("hex"),
				bytes,
				savedMs: newestAt(now(), there)
			};
			for (let writes = 0; writes < mostWrites; writes += 1) {
				const began = performance.now();
				await write({
					...said,
					listed: [bundle, ...said.listed]
				}, signal);
				const pauseMs = Math.max(leastPauseMs, performance.now() - began);
				await setTimeout(pauseMs * (1 + Math.random()), void 0, { signal });
				said = await readAll(signal);
				if (said.listed.some(({ id }) => id === bundle.id)) return true;
			}
			return false;
		},
		/** Takes a bundle off the list: false when it is not listed any more, or was saved anew. */
		async remove({ key, id }, signal) {
			const { listed, removed } = await readAll(signal);
			const ofKey = listed.filter((one) => one.key === key);
			if (ofKey[0]?.id !== id) return false;
			await write({
				listed: listed.filter((one) => one.key !== key),
				removed: [...ofKey, ...removed]
			}, signal);
			return true;
		}
	};
}
/** What copies say together, the newest first: each once, and none that any of them says is removed. */
function together(said) {
	const removed = new Map(said.flatMap((one) => one.removed.map((bundle) => [bundle.id, bundle])));
	const listed = new Map(said.flatMap((one) => one.listed.map((bundle) => [bundle.id, bundle])));
	for (const id of removed.keys()) listed.delete(id);
	return {
		listed: [...listed.values()].sort(byNewest),
		removed: [...removed.values()].sort(byNewest)
	};
}
function copyOf({ listed, removed }) {
	const newest = (bundles) => bundles.toSorted(byNewest).slice(0, mostOfCopy);
	const ids = newest(removed).map(({ id, savedMs }) => ({
		id,
		savedMs
	}));
	return JSON.stringify({
		format: 1,
		listed: newest(listed),
		removed: ids
	});
}
/** What a copy says; nothing for a text that is none, which anybody with the token may have written. */
function parseCopy(text) {
	const nothing = {
		listed: [],
		removed: []
	};
	if (text === void 0) return nothing;
	try {
		const { format, listed, removed } = JSON.parse(text);
		if (format !== 1 || !Array.isArray(listed) || !Array.isArray(removed)) return nothing;
		return {
			listed: listed.filter(isRegistered),
			removed: removed.filter(isRemoved)
		};
	} catch {
		return nothing;
	}
}
function byNewest(one, other) {
	return other.savedMs - one.savedMs || (one.id < other.id ? -1 : 1);
}
function isRemoved(value) {
	if (typeof value !== "object" || value === null) return false;
	const { id, savedMs } = value;
	return typeof id === "string" && Number.isFinite(savedMs);
}
function isRegistered(value) {
	if (!isRemoved(value)) return false;
	const { key, bytes } = value;
	return typeof key === "string" && Number.isFinite(bytes);
}
// src/store/vercel/vercel.ts
/** How many of those that match are looked at: what the service has dropped is listed for a while. */
const mostLooks = 5;
/** What was listed so long ago is not being written by another job, whatever the clocks of machines say. */
const settledMs = 6e5;
/** So many of a listing are looked at, the newest, and all at once. */
const mostListed = 64;
/**
* The Remote Cache API of Vercel, or of any server that speaks it. It finds by exact name alone, so what is there is what the register
* lists. It overwrites: of two processes that save one key at the same moment both may store it, and the later stays. Within
* this process puts take turns.
*/
function vercelStore(spec, { env, now = wallClock }) {
	const label = storeLabel(spec);
	const artifacts = openArtifacts(spec, label, env);
	const register = openRegister(artifacts, now);
	const nameOf = (key) => `bundle\n${key}`;
	const isThere = (key, signal) => artifacts.has(nameOf(key), signal);
	let turn = Promise.resolve();
	/** All that is listed under the key that matches best; the newest first. */
	async function find({ key, fallbacks }, signal) {
		const listed = await register.read(signal);
		for (const wanted of [key, ...fallbacks]) {
			const exact = listed.filter((one) => one.key === wanted).slice(0, 1);
			const longer = listed.filter((one) => one.key !== wanted && one.key.startsWith(wanted));
			for (const one of [...exact, ...longer.slice(0, mostLooks)]) if (await isThere(one.key, signal)) return listed.filter((other) => other.key === one.key);
		}
		return [];
	}
	async function fetch(keys, into, { signal }) {
		const found = await find(keys, signal);
		const [newest] = found;
		if (newest === void 0) return { kind: "miss" };
		const { key, savedMs } = newest;
		return {
			kind: "hit",
			key,
			bytes: await writeWhole(into, async (file) => {
				const written = await artifacts.download(nameOf(key), file, signal);
				if (written !== void 0 && found.some((one) => one.bytes === written)) return written;
				if (written !== void 0 && now() - savedMs > settledMs) {
					const why = `the bundle ${key} has ${written} bytes and was saved with ${newest.bytes}`;
					throw new DamagedBundleError(`${label}: ${why}`, {
						key,
						isCertain: true
					});
				}
				throw errorOfKind(label, broken(`the bundle ${key} was replaced or removed while it was read`));
			})
		};
	}
	async function put(key, from, { signal }) {
		const { size: bytes } = await stat(from);
		if (await isThere(key, signal)) {
			if ((await register.read(signal)).some((one) => one.key === key)) return { kind: "taken" };
		}
		await artifacts.write(nameOf(key), {
			file: from,
			bytes
		}, signal);
		if (!await register.add({
			key,
			bytes
		}, signal)) throw errorOfKind(label, unlisted);
		return {
			kind: "stored",
			bytes
		};
	}
	return {
		label,
		traits: plainTraits,
		lookup: async (keys, { signal } = {}) => asFound((await orDiskError(label, find(keys, signal)))[0]),
		fetch: (keys, into, options = {}) => orDiskError(label, fetch(keys, into, options)),
		put(key, from, options = {}) {
			const mine = turn.then(() => orDiskError(label, put(key, from, options)));
			turn = mine.catch(() => {});
			return mine;
		},
		async list(prefix, { signal } = {}) {
			const matching = (await register.read(signal)).filter(({ key }) => key.startsWith(prefix));
			const newest = matching.filter(({ key }, i) => matching.findIndex((one) => one.key === key) === i);
			return {
				bundles: (await Promise.all(newest.map(async (one, i) => i >= mostListed || await isThere(one.key, signal) ? [one] : []))).flat().map(({ savedMs, ...one }) => ({
					...one,
					savedAtMs: savedMs
				})).sort(byAge),
				complete: true
			};
		},
		async remove({ key, id = "" }, { signal } = {}) {
			if (!await register.remove({
				key,
				id
			}, signal)) return "gone";
			await artifacts.write(nameOf(key), "\n", signal);
			return "removed";
		}
	};
}
const unlisted = unavailable("it took the bundle and does not list it, as another service, or a CDN that keeps old answers: check its address", false);
const noCredentials = denied("no credentials found: set VERCEL_TOKEN, or TURBO_TOKEN");
/** A list that is larger is none of ours. */
const mostTextBytes = 4 * 2 ** 20;
/**
* https://vercel.com/docs/rest-api/artifacts: what turbo speaks. Artifacts are known by a hash alone, so each
* name here becomes a digest of it and of the store's prefix. All calls throw StoreErrors.
*/
function openArtifacts({ address, prefix }, label, env) {
	const agents = proxiedAgents(env);
	/** Sends one request; an answer that is no success is an error, except 404, which is undefined. */
	async function ask(method, name, signal, body) {
		const token = env["VERCEL_TOKEN"] || env["TURBO_TOKEN"];
		if (!token) throw errorOfKind(label, noCredentials);
		const hash = createHash("sha256").update(`sccache-bundle\n${prefix}\n${name}`).digest("hex");
		const team = teamOf(env);
		const url = `${address}/v8/artifacts/${hash}${team}`;
		const type = body && {
			"content-type": "application/octet-stream",
			"x-artifact-duration": 0
		};
		const headers = {
			authorization: `Bearer ${token}`,
			...type
		};
		const answer = await orNetworkError(followRequest(agents, {
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
		const kind = kindOfStatus(status);
		const hint = hintOf(status, {
			place: placeIn(answer, url),
			hasTeam: team !== ""
		});
		throw errorOfKind(label, {
			...kind,
			text: `${kind.text}${hint}`
		});
	}
	/** The StoreError for an error of the network, which is `cut` if given; any other error is thrown as it is. */
	async function orNetworkError(work, signal, cut) {
		try {
			return await work;
		} catch (error) {
			signal?.throwIfAborted();
			if (error instanceof TooLongError) throw errorOfKind(label, broken("a list that is too large", false));
			const code = networkCodeOf(error);
			throw code === void 0 ? error : errorOfKind(label, cut ?? kindOfNetwork(code), error);
		}
	}
	return {
		async has(name, signal) {
			return (await ask("HEAD", name, signal))?.resume() !== void 0;
		},
		/** Writes the artifact to `file` and returns its size; undefined when there is none. */
		async download(name, file, signal) {
			const answer = await ask("GET", name, signal);
			if (answer === void 0) return void 0;
			await orNetworkError(file.writeFile(answer), signal, broken("the download broke off"));
			return (await file.stat()).size;
		},
		/** A small artifact as text; undefined when there is none. */
		async readText(name, signal) {
			const answer = await ask("GET", name, signal);
			return answer && orNetworkError(readBody(answer, mostTextBytes), signal);
		},
		/** Puts a text or a file there, in place of what is there. */
		async write(name, body, signal) {
			(await ask("PUT", name, signal, body))?.resume();
		}
	};
}
/** What to do about such an answer, in brackets; empty where nothing more is known. */
function hintOf(status, { place, hasTeam }) {
	if (place !== void 0) return ` (it is at ${place.origin} now: set that address)`;
	if (status === 401) return " (check VERCEL_TOKEN and the team)";
	return status === 400 && !hasTeam ? " (it may want a team: set VERCEL_TEAM_ID or TURBO_TEAM)" : "";
}
/** The team as its id or as its name, which are two parameters: https://vercel.com/docs/rest-api#accessing-resources-owned-by-a-team */
function teamOf(env) {
	const team = env["VERCEL_TEAM_ID"] || env["TURBO_TEAMID"] || env["TURBO_TEAM"];
	if (!team) return "";
	return `?${new URLSearchParams({ [team.startsWith("team_") ? "teamId" : "slug"]: team })}`;
}
export { vercelStore };

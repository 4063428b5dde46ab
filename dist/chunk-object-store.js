import { t as scrub } from "./chunk-secrets.js";
import { t as downloadBundle } from "./chunk-download.js";
import { a as diskError, g as unavailable, m as replaced, o as errorOfKind, t as DamagedBundleError } from "./chunk-error-kinds.js";
import { a as plainTraits, n as asFound, o as wallClock, t as StoreError } from "./chunk-store.js";
import { createHash, randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
// src/store/objects/object-names.ts
const suffix = ".tar.zst";
/** S3 and Azure allow 1024 in all, of which up to 260 are the prefix of the store. */
const longestEncoded = 600;
function objectNameOf(key) {
	const encoded = encode(key);
	if (encoded.length <= longestEncoded) return `${encoded}${suffix}`;
	const digest = createHash("sha256").update(key).digest("hex");
	return `${encoded.slice(0, longestEncoded)}~${digest}${suffix}`;
}
/** What the names of all keys with this prefix begin with; some others may too when it is very long. */
function namePrefixOf(prefix) {
	return encode(prefix).slice(0, longestEncoded);
}
/** The key of an object; `cut` when only its metadata has it; undefined for what is no bundle of ours. */
function keyOfObjectName(name) {
	if (!name.endsWith(suffix)) return void 0;
	const stem = name.slice(0, -8);
	if (/^[A-Za-z0-9._=-]+~[0-9a-f]{64}$/.test(stem)) return "cut";
	if (!/^(?:[A-Za-z0-9._-]|=[0-9A-F]{2})*$/.test(stem)) return void 0;
	const key = decodeURIComponentSafely(stem.replaceAll("=", "%"));
	return key === void 0 ? void 0 : { key };
}
/** The key as metadata, which are ASCII; and back. Wide characters take fewer bytes in UTF-16. */
const keyInMetadata = {
	encode: (key) => Buffer.from(key, "utf16le").toString("base64url"),
	decode: (text) => Buffer.from(text, "base64url").toString("utf16le")
};
function encode(key) {
	const escaped = (character) => [...Buffer.from(character)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
	return key.replace(/[^A-Za-z0-9._-]/gu, escaped);
}
function decodeURIComponentSafely(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return;
	}
}
// src/store/objects/listed.ts
/** Where a listing goes on. @throws {StoreError} where the service tells no place, or the same again: it would be cut, or never end */
function placeAfter(before, next) {
	if (next && next !== before) return next;
	const kind = unavailable("its listing is cut, and it does not tell how it goes on", false);
	throw new StoreError(kind.text, kind);
}
/** What a writer noted in the metadata of an object, whatever the service calls them. */
function noteFrom(written) {
	const { key, saved, writer } = written;
	return {
		key: key === void 0 ? void 0 : keyInMetadata.decode(key),
		savedMs: saved === void 0 ? void 0 : Number(saved) || 0,
		writer
	};
}
/** The bundles among `objects` whose key begins with `prefix`, in the order of the listing. */
async function keyedWith(prefix, objects, read) {
	const keyed = [];
	for (const object of objects) {
		const parsed = keyOfObjectName(object.name);
		const key = parsed === "cut" ? (await read(object)).key : parsed?.key;
		if (key?.startsWith(prefix)) keyed.push({
			...object,
			key
		});
	}
	return keyed;
}
/** The one with the exact `key`, else the newest. Notes are read only of those that share the newest second. */
async function exactOrNewest(key, keyed, read) {
	const exact = keyed.find((one) => one.key === key);
	if (exact !== void 0) return exact;
	const newestMs = keyed.reduce((most, { savedAtMs }) => Math.max(most, savedAtMs), 0);
	return (await oldestFirst(keyed.filter(({ savedAtMs }) => savedAtMs === newestMs), read)).at(-1);
}
/**
* The oldest first. Services count in whole seconds, so the notes tell those of one second apart; each then has a time of its own, as
* whoever unites listings goes by the times alone.
*/
async function oldestFirst(keyed, read) {
	const ofSecond = Map.groupBy(keyed, ({ savedAtMs }) => savedAtMs);
	const fineMs = async (object) => ofSecond.get(object.savedAtMs)?.length === 1 ? 0 : (await read(object)).savedMs ?? 0;
	const timed = await Promise.all(keyed.map(async (object) => ({
		object,
		fineMs: await fineMs(object)
	})));
	timed.sort((one, other) => one.object.savedAtMs - other.object.savedAtMs || one.fineMs - other.fineMs || (one.object.key < other.object.key ? -1 : 1));
	let lastMs = 0;
	return timed.map(({ object }) => {
		lastMs = Math.max(object.savedAtMs, lastMs + 1);
		return {
			...object,
			savedAtMs: lastMs
		};
	});
}
// src/store/objects/object-store.ts
/**
* What is removed or replaced between a listing and the download is not listed any more the next time. After so many times in vain the listing
* is wrong, and may be for ever: an index of Ceph's can name objects that are gone, and a gateway tags that no object has.
*/
const mostLooks = 3;
/**
* A place for objects as a store, whichever service it is. A bundle is one object; it appears whole and under a condition, so
* of two writers one wins.
*/
function objectStore(label, client) {
	const job = randomUUID();
	/** By name and tag. */
	const lookedInVain = /* @__PURE__ */ new Map();
	const noteOf = (call) => async ({ name, note }) => note ?? await client.note(name, call) ?? {};
	async function keyed(prefix, call) {
		return keyedWith(prefix, await client.list(namePrefixOf(prefix), call), noteOf(call));
	}
	async function find(keys, call) {
		for (const { prefix, wanted } of listingsFor([keys.key, ...keys.fallbacks])) {
			const listed = await keyed(prefix, call);
			for (const one of wanted) {
				const found = await exactOrNewest(one, listed.filter(({ key }) => key.startsWith(one)), noteOf(call));
				if (found !== void 0) return found;
			}
		}
	}
	async function fetch(keys, into, call) {
		const found = await find(keys, call);
		if (found === void 0) return { kind: "miss" };
		const { key, name, id: etag, bytes } = found;
		const read = (first, last, stop) => client.read(name, {
			etag,
			first,
			last
		}, stop);
		try {
			await downloadBundle(into, {
				key,
				bytes,
				read
			}, call);
		} catch (error) {
			if (client.kindOf(error) !== replaced) throw error;
			const looks = (lookedInVain.get(`${name} ${etag}`) ?? 0) + 1;
			lookedInVain.set(`${name} ${etag}`, looks);
			if (looks < mostLooks) throw error;
			const why = `the bundle ${key} is listed, and cannot be read as it is listed`;
			throw new DamagedBundleError(`${label}: ${why}`, {
				key,
				isCertain: false,
				cause: error
			});
		}
		return {
			kind: "hit",
			key,
			bytes
		};
	}
	async function put(key, from, call) {
		const name = objectNameOf(key);
		const { size: bytes, mtimeMs } = await stat(from);
		const writer = createHash("sha256").update([
			job,
			key,
			from,
			bytes,
			mtimeMs
		].join("\n")).digest("hex");
		const ended = async () => {
			const there = await client.note(name, call);
			if (there === void 0) return void 0;
			return there.writer === writer ? {
				kind: "stored",
				bytes
			} : { kind: "taken" };
		};
		const before = await ended();
		if (before !== void 0) return before;
		try {
			if (await client.write(name, from, {
				key,
				savedMs: wallClock(),
				writer
			}, call)) return {
				kind: "stored",
				bytes
			};
		} catch (error) {
			call.signal?.throwIfAborted();
			const there = await ended().catch(() => void 0);
			if (there?.kind === "stored") return there;
			throw error;
		}
		const there = await ended();
		if (there !== void 0) return there;
		throw new StoreError("another job is writing the same object and has not ended, so nothing was saved", {
			reason: "unavailable",
			retryable: true
		});
	}
	async function orStoreError(call, work) {
		try {
			return await work;
		} catch (error) {
			call.signal?.throwIfAborted();
			throw toStoreError(label, error, client.kindOf(error));
		}
	}
	return {
		label,
		traits: plainTraits,
		lookup: async (keys, call = {}) => asFound(await orStoreError(call, find(keys, call))),
		fetch: (keys, into, call = {}) => orStoreError(call, fetch(keys, into, call)),
		put: (key, from, call = {}) => orStoreError(call, put(key, from, call)),
		async list(prefix, call = {}) {
			return {
				bundles: (await orStoreError(call, keyed(prefix, call).then((objects) => oldestFirst(objects, noteOf(call))))).map(({ name, note, ...bundle }) => bundle),
				complete: true
			};
		},
		async remove({ key, id }, call = {}) {
			return await orStoreError(call, client.remove(objectNameOf(key), id, call)) ? "removed" : "gone";
		}
	};
}
/** The StoreError for an error of a client; any other error, a bug, as it is. */
function toStoreError(label, error, kind) {
	if (error instanceof StoreError) {
		if (error.message.startsWith(label)) return error;
		const { reason, retryable } = error;
		return errorOfKind(label, {
			text: error.message,
			reason,
			retryable
		}, error);
	}
	if (kind === void 0 || !(error instanceof Error)) return diskError(label, error);
	const [firstLine = ""] = error.message.split("\n");
	return errorOfKind(label, kind, new Error(scrub(`${error.name}: ${firstLine}`)));
}
/**
* What to list for a chain of keys, in order: a key that the next ones begin is listed with them, so a chain that ends with
* what all its keys begin with takes one listing.
*/
function listingsFor(chain) {
	const listings = [];
	for (const key of chain) {
		const last = listings.at(-1);
		if (last?.prefix.startsWith(key)) {
			last.prefix = key;
			last.wanted.push(key);
		} else listings.push({
			prefix: key,
			wanted: [key]
		});
	}
	return listings;
}
export { keyInMetadata as i, noteFrom as n, placeAfter as r, objectStore as t };

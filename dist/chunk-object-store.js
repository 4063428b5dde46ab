import { n as wallClock } from "./chunk-environment.js";
import { n as diskError, r as isNetworkError, t as plainTraits } from "./chunk-store.js";
import { t as scrub } from "./chunk-scrub.js";
import { t as StoreError } from "./chunk-store-error.js";
import { t as writeWhole } from "./chunk-write-whole.js";
import { createHash, randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
// src/store/objects/object-name.ts
/**
* How keys become names of objects, for stores that find by prefix of the name. Letters, digits and `._-` stand
* for themselves and every other byte of UTF-8 is `=` and two hex digits, so that a name begins with the name of
* each prefix of its key. A name that would be too long is cut, and ends with `~` and a digest of the key: then
* the key itself is only in the metadata of the object.
*/
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
	const newestMs = keyed.reduce((most, { modifiedMs }) => Math.max(most, modifiedMs), 0);
	const [newest] = (await byAge(keyed.filter(({ modifiedMs }) => modifiedMs === newestMs), read)).slice(-1);
	return newest;
}
/** The oldest first; the notes tell those of one second apart. */
async function byAge(keyed, read) {
	const ofSecond = Map.groupBy(keyed, ({ modifiedMs }) => modifiedMs);
	const fineMs = async (object) => ofSecond.get(object.modifiedMs)?.length === 1 ? 0 : (await read(object)).savedMs ?? 0;
	return (await Promise.all(keyed.map(async (object) => ({
		object,
		fineMs: await fineMs(object)
	})))).sort((one, other) => one.object.modifiedMs - other.object.modifiedMs || one.fineMs - other.fineMs || (one.object.key < other.object.key ? -1 : 1)).map(({ object }) => object);
}
/** As a catalog shows it. */
function asStored({ key, etag, bytes, modifiedMs, lastReadMs }) {
	return {
		key,
		id: etag,
		bytes,
		savedAtMs: modifiedMs,
		...lastReadMs === void 0 ? {} : { lastReadAtMs: lastReadMs }
	};
}
// src/store/objects/ranges.ts
/** How often a range that broke off is taken up again where it ended. */
const mostResumes = 3;
/**
* Downloads into `file` by ranges, several at once, each straight to its place: what is in memory is what is on
* its way. A range that breaks off is resumed, since all that came before it is good. `read` is to ask for one
* and the same version of the object. @throws {StoreError}, and what `read` throws.
*/
async function downloadRanges(file, ranged) {
	const { bytes, parallel = 5, rangeBytes = 8 * 2 ** 20, signal } = ranged;
	const stop = new AbortController();
	const signals = signal === void 0 ? [stop.signal] : [stop.signal, signal];
	let next = 0;
	const work = async () => {
		while (next < bytes && !stop.signal.aborted) {
			const first = next;
			next = Math.min(first + rangeBytes, bytes);
			await downloadRange(file, {
				first,
				end: next,
				ranged,
				signals
			});
		}
	};
	const workers = Array.from({ length: Math.min(parallel, Math.ceil(bytes / rangeBytes)) }, () => work().catch((error) => {
		stop.abort();
		throw error;
	}));
	const ended = await Promise.allSettled(workers);
	signal?.throwIfAborted();
	const errors = ended.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
	if (errors.length > 0) throw errors.find((one) => !isAbort(one)) ?? errors[0];
}
async function downloadRange(file, { first, end, ranged, signals }) {
	let at = first;
	for (let resumes = 0;; resumes += 1) {
		const idle = idleSignal(ranged.idleMs ?? 2e4);
		try {
			const stream = await ranged.read(at, end - 1, AbortSignal.any([...signals, idle.signal]));
			for await (const chunk of stream) {
				idle.touch();
				if (at + chunk.length > end) throw new StoreError("more bytes came than were asked for", { reason: "broken" });
				await writeAll(file, chunk, at);
				at += chunk.length;
			}
		} catch (error) {
			if (signals.some(({ aborted }) => aborted)) throw error;
			const isLast = resumes >= mostResumes;
			if (idle.signal.aborted) {
				if (isLast) throw idle.signal.reason;
			} else if (isNetworkError(error)) {
				if (isLast) throw error;
			} else if (!isAbort(error)) throw error;
		} finally {
			idle.stop();
		}
		if (at === end) return;
		if (resumes >= mostResumes) throw new StoreError("the download broke off again and again", {
			reason: "broken",
			retryable: true
		});
	}
}
async function writeAll(file, chunk, position) {
	let written = 0;
	while (written < chunk.length) written += (await file.write(chunk, written, chunk.length - written, position + written)).bytesWritten;
}
function idleSignal(idleMs) {
	const controller = new AbortController();
	const timer = setTimeout(() => {
		const why = `nothing came for ${idleMs / 1e3} s`;
		controller.abort(new StoreError(why, {
			reason: "unavailable",
			retryable: true
		}));
	}, idleMs);
	return {
		signal: controller.signal,
		touch: () => timer.refresh(),
		stop: () => clearTimeout(timer)
	};
}
function isAbort(error) {
	return error instanceof Error && error.name === "AbortError";
}
// src/store/objects/object-store.ts
/**
* A place for objects as a store, whichever service it is. A bundle is one object; it appears whole and under a condition, so
* of two writers one wins.
*/
function objectStore({ label, open, now = wallClock }) {
	const job = randomUUID();
	let opened;
	const client = () => {
		opened ??= open();
		return opened;
	};
	const noteOf = (call) => async ({ name, note }) => note ?? await client().note(name, call) ?? {};
	async function find(keys, call) {
		const read = noteOf(call);
		for (const { prefix, wanted } of listingsFor([keys.key, ...keys.fallbacks])) {
			const keyed = await keyedWith(prefix, await client().list(namePrefixOf(prefix), call), read);
			for (const one of wanted) {
				const found = await exactOrNewest(one, keyed.filter(({ key }) => key.startsWith(one)), read);
				if (found !== void 0) return found;
			}
		}
	}
	async function fetch(keys, into, call) {
		const found = await find(keys, call);
		if (found === void 0) return { kind: "miss" };
		const { key, name, etag, bytes } = found;
		const read = (first, last, stop) => client().read(name, {
			etag,
			first,
			last
		}, stop);
		await writeWhole(into, (file) => downloadRanges(file, {
			bytes,
			signal: call.signal,
			read
		}));
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
		const ended = (there) => there && (there.writer === writer ? {
			kind: "stored",
			bytes
		} : { kind: "taken" });
		const before = ended(await client().note(name, call));
		if (before !== void 0) return before;
		try {
			if (await client().write(name, from, {
				key,
				savedMs: now(),
				writer
			}, call)) return {
				kind: "stored",
				bytes
			};
		} catch (error) {
			call.signal?.throwIfAborted();
			const there = ended(await client().note(name, call).catch(() => void 0));
			if (there?.kind === "stored") return there;
			throw error;
		}
		const there = ended(await client().note(name, call));
		if (there !== void 0) return there;
		throw new StoreError("another job is writing the same object and has not ended, so nothing was saved", {
			reason: "unavailable",
			retryable: true
		});
	}
	async function list(prefix, call) {
		const read = noteOf(call);
		return {
			bundles: (await byAge(await keyedWith(prefix, await client().list(namePrefixOf(prefix), call), read), read)).map(asStored),
			complete: true
		};
	}
	async function orStoreError(call, work) {
		try {
			return await work();
		} catch (error) {
			call.signal?.throwIfAborted();
			throw toStoreError(label, error, opened?.kindOf(error));
		}
	}
	return {
		label,
		traits: plainTraits,
		tellsReads: false,
		async lookup(keys, call = {}) {
			const found = await orStoreError(call, () => find(keys, call));
			return found === void 0 ? { kind: "miss" } : {
				kind: "hit",
				key: found.key
			};
		},
		fetch: (keys, into, call = {}) => orStoreError(call, () => fetch(keys, into, call)),
		put: (key, from, call = {}) => orStoreError(call, () => put(key, from, call)),
		list: (prefix, call = {}) => orStoreError(call, () => list(prefix, call)),
		remove: ({ key, id }, call = {}) => orStoreError(call, async () => await client().remove(objectNameOf(key), id, call) ? "removed" : "gone")
	};
}
/** The StoreError for an error of a client; any other error, a bug, as it is. */
function toStoreError(label, error, kind) {
	if (error instanceof StoreError) {
		if (error.message.startsWith(label)) return error;
		const { reason, retryable } = error;
		return new StoreError(`${label}: ${error.message}`, {
			reason,
			retryable,
			cause: error
		});
	}
	if (kind === void 0 || !(error instanceof Error)) return diskError(label, error);
	const { text, ...traits } = kind;
	const [firstLine = ""] = error.message.split("\n");
	const cause = new Error(scrub(`${error.name}: ${firstLine}`));
	return new StoreError(`${label}: ${text}`, {
		...traits,
		cause
	});
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
export { keyInMetadata as n, objectStore as t };

import { n as StoreError } from "./chunk-disk-trouble.js";
import { t as isNetworkError } from "./chunk-nature.js";
import { createHash } from "node:crypto";
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
function asStored({ key, etag, bytes, modifiedMs }) {
	return {
		key,
		id: etag,
		bytes,
		savedAtMs: modifiedMs
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
	const troubles = ended.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
	if (troubles.length > 0) throw troubles.find((one) => !isAbort(one)) ?? troubles[0];
}
async function downloadRange(file, { first, end, ranged, signals }) {
	let at = first;
	for (let resumes = 0;; resumes += 1) {
		const idle = idleSignal(ranged.idleMs ?? 2e4);
		try {
			const stream = await ranged.read(at, end - 1, AbortSignal.any([...signals, idle.signal]));
			for await (const chunk of stream) {
				idle.touch();
				ranged.onBytes?.();
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
export { keyedWith as a, objectNameOf as c, exactOrNewest as i, asStored as n, keyInMetadata as o, byAge as r, namePrefixOf as s, downloadRanges as t };

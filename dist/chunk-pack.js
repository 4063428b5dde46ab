import { i as temporaryName, r as sweep } from "./chunk-left-over.js";
import { n as sumBytes } from "./chunk-size.js";
import { i as endOfTar, n as manifestToJson, o as memberBytes } from "./chunk-manifest-json.js";
import { o as limits, t as BundleError } from "./chunk-checks.js";
import { c as signTail, l as asTail, r as readManifest, s as noName, u as encodeTail } from "./chunk-read-manifest.js";
import { a as sumRawBytes, i as plannedRunBytes, n as cutIntoRuns, r as inTurn, t as byLikeness } from "./chunk-segment-plan.js";
import { a as segmentTasks, i as release, n as examineEntries, r as createWorkbench, s as writeBytes, t as openPool } from "./chunk-pool.js";
import { basename, dirname, join } from "node:path";
import { lstat, open, realpath, rename, rm, stat } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
// src/flow/new-bundle/levels.ts
/** A level that was asked for is for every bundle. docs/decisions.md tells why 6, "What does not fit". */
function levelsOf({ compressionLevel: asked }) {
	return {
		usual: asked ?? 3,
		tight: asked ?? 6
	};
}
/**
* Expected bytes at a level, by those at the level of a bundle that was measured. A bundle of the tight level is taken for larger
* at the usual one than it would be: else one that hardly fits would be packed at both in every save.
*/
function ratioBetween(measured, wanted) {
	if (measured === wanted) return 1;
	return measured < wanted ? .93 : 1 / .88;
}
// src/bundle/format/manifest-room.ts
/** For segments, of which each takes a hundred bytes, and what a save notes of the entries that it leaves out. */
const reserveBytes = 2 ** 20;
/** A size of up to 1 GiB, with a comma; twice for each entry. */
const sizesBytes = 22;
/** The room of a manifest that tells `about` beside its entries, all of which are among the `candidates`. */
function manifestRoom(about, candidates) {
	const beside = Buffer.byteLength(manifestToJson({
		...about,
		level: 0,
		segments: [],
		entries: []
	}));
	const table = /* @__PURE__ */ new Set();
	for (const { prints } of candidates) for (const print of prints ?? []) table.add(print);
	let tableBytes = 0;
	for (const print of table) tableBytes += print.length + 3;
	const printBytes = String(table.size).length + 1;
	const bytesOf = ({ name, lastUse, runs, lastRun = 0, label, language, costMs, prints }) => {
		const line = JSON.stringify([
			...[
				name,
				label ?? null,
				language ?? null,
				costMs ?? null
			],
			Math.floor(lastUse),
			Math.floor(runs),
			lastRun
		]);
		return Buffer.byteLength(line) + sizesBytes + (prints?.length ? prints.length * printBytes + 2 : 4);
	};
	const bytes = limits.manifestBytes - reserveBytes - beside - tableBytes;
	return {
		entries: limits.entries,
		bytes: Math.max(0, bytes),
		bytesOf
	};
}
/** The entries that a manifest has room for, those that were used last before others, and the rest. The order stays. */
function splitByRoom(entries, about) {
	const room = manifestRoom(about, entries);
	const lines = entries.map((entry, i) => ({
		i,
		entry,
		bytes: room.bytesOf(entry)
	}));
	if (entries.length <= room.entries && sumBytes(lines) <= room.bytes) return {
		listed: entries,
		beyond: []
	};
	lines.sort((a, b) => b.entry.lastUse - a.entry.lastUse || (a.entry.name < b.entry.name ? -1 : 1));
	const isListed = /* @__PURE__ */ new Set();
	let bytes = 0;
	for (const line of lines) {
		if (isListed.size === room.entries || bytes + line.bytes > room.bytes) continue;
		isListed.add(line.i);
		bytes += line.bytes;
	}
	return {
		listed: entries.filter((_, i) => isListed.has(i)),
		beyond: entries.filter((_, i) => !isListed.has(i))
	};
}
// src/bundle/reuse-plan.ts
/** For each entry of a bundle the digest of its segment, which stands for its content: copies of the segment hold the same. */
function digestsByName({ entries, segments }) {
	return new Map(entries.map(({ name, segment }) => [name, segments[segment]?.sha256 ?? ""]));
}
/** Of a planned segment; what is smaller is packed again, or each save would leave one more small segment behind. */
const leastShare = .5;
/**
* Chooses segments to copy: those of bundles that this very program made at this level, whose entries are all wanted, each
* with the content that is known to be in this segment, and which are not small. Names and sizes alone prove nothing: a
* compilation that is done again may give other content of the same size.
*/
function planReuse(entries, options) {
	const left = new Map(entries.map((entry) => [entry.name, entry]));
	const least = leastShare * plannedRunBytes(sumRawBytes(entries), options.segmentRawBytes);
	const copied = [];
	for (const from of candidates(options)) {
		const { rawBytes, sha256 } = from.segment;
		const isTooLarge = rawBytes > options.segmentRawBytes && from.entries.length > 1;
		if (rawBytes < least || isTooLarge) continue;
		const wanted = from.entries.flatMap(({ name, bytes, cpu }) => {
			const entry = left.get(name);
			return entry?.bytes === bytes && entry.cpu === cpu && entry.heldBy?.includes(sha256) ? [entry] : [];
		});
		if (wanted.length < from.entries.length) continue;
		copied.push({
			from,
			entries: wanted
		});
		for (const { name } of wanted) left.delete(name);
	}
	return {
		copied,
		rest: [...left.values()]
	};
}
function candidates({ bundles, creator, level }) {
	return bundles.filter(({ manifest }) => manifest.creator === creator && manifest.level === level).flatMap(({ file, manifest }) => segmentTasks(file, manifest));
}
// src/bundle/threads/in-order.ts
/**
* Starts `work` on each item, at most `ahead` at once, and yields the results in the order of the items. When one
* fails, or the caller stops early, nothing more is started; what is under way is left to end, unheard.
*/
async function* inOrder(items, ahead, work) {
	const started = [];
	let next = 0;
	const startMore = () => {
		for (const item of items.slice(next, next + ahead - started.length)) {
			const result = work(item);
			result.catch(() => void 0);
			started.push(result);
			next += 1;
		}
	};
	for (startMore(); started.length > 0; startMore()) {
		const result = started.shift();
		if (result) yield await result;
	}
}
// src/bundle/write-bundle.ts
/** Writes a bundle, which appears at `request.out` when it is whole, and not larger than it may be. @throws {NothingToCopy}, and what packing and writing throw */
async function writeBundle(request, packing) {
	const { mostBytes = Number.POSITIVE_INFINITY } = request;
	const out = await placeFor(request.out);
	const names = {
		start: `${basename(out)}.`,
		end: ".partial"
	};
	await sweep(dirname(out), names);
	const partial = join(dirname(out), temporaryName(names.start, names.end));
	const file = await open(partial, "wx+", 384);
	try {
		const packed = await writeTo(file, request, packing);
		await file.close();
		if (packed.bytes > mostBytes) return {
			...packed,
			file: partial
		};
		await rename(partial, out);
		return {
			...packed,
			file: out
		};
	} catch (error) {
		await file.close();
		await rm(partial, { force: true });
		throw error;
	}
}
/**
* Where the bundle goes that is to be at `out`: behind a link, the link's file. What is no file stays as it is: root who packs to
* /dev/null would have a file there from then on. @throws {BundleError}
*/
async function placeFor(out) {
	const found = await stat(out).catch(() => void 0);
	if (found === void 0) return out;
	if (found.isFile()) return (await lstat(out)).isSymbolicLink() ? realpath(out) : out;
	const what = found.isDirectory() ? "a folder" : "not a regular file";
	throw new BundleError("not-a-bundle", `${out} is ${what}, so no bundle can take its place`);
}
async function writeTo(file, request, packing) {
	const { level, about, signingKey, onProgress } = request;
	const { copied, runs, pool, zstd } = packing;
	const total = sumRawBytes([...copied, ...runs].flatMap(({ entries }) => entries));
	let done = 0;
	const wrote = (entries) => {
		done += sumRawBytes(entries);
		onProgress?.({
			done,
			total
		});
	};
	const first = inPlace(copied);
	const encoding = encodeAll(runs, pool, {
		file,
		level,
		first,
		wrote
	});
	const copying = copied.map(async ({ from, entries }, i) => {
		const at = first[i]?.offset ?? 0;
		try {
			await pool.run("copy", {
				...from,
				to: file.fd,
				at
			});
		} catch (cause) {
			const { message, syscall } = cause;
			if (syscall === "write") throw cause;
			throw new NothingToCopy(`${from.file}: ${message}`, { cause });
		}
		wrote(entries);
	});
	await Promise.allSettled([encoding, ...copying]);
	const [{ segments, entries, dropped }] = await Promise.all([encoding, ...copying]);
	const history = copied.flatMap(({ entries }, i) => inSegment(i, entries));
	const manifest = {
		...about,
		level,
		segments,
		entries: [...history, ...entries]
	};
	const end = zstd.compress(endOfTar, {
		level: 1,
		checksum: true
	});
	const frames = [...segments, {
		bytes: end.length,
		rawBytes: endOfTar.length
	}];
	const plain = Buffer.concat([end, encodeTail(manifest, frames, zstd)]);
	const tail = signingKey ? signTail(asTail(plain), noName, signingKey) : plain;
	const offset = endOf(segments);
	await writeAt(file, tail, offset);
	const bytes = offset + tail.length;
	const written = {
		descriptor: file.fd,
		bytes,
		ready: async () => void 0
	};
	return {
		manifest: await readManifest(written, zstd, void 0),
		bytes,
		copied: copied.length,
		dropped
	};
}
/** Segments as they are, one behind the other. */
function inPlace(copied) {
	const segments = [];
	for (const { from } of copied) segments.push({
		...from.segment,
		offset: endOf(segments)
	});
	return segments;
}
function endOf(segments) {
	const last = segments.at(-1);
	return last ? last.offset + last.bytes : 0;
}
/** Packs the runs and writes what comes out. Returns all segments of the file then, and what is in the new ones. */
async function encodeAll(runs, pool, { file, level, first, wrote }) {
	const segments = [...first];
	const entries = [];
	const dropped = [];
	const encode = async (run) => ({
		run,
		encoded: await pool.run("encode", {
			...run,
			entries: run.entries.map(asMember),
			level
		})
	});
	for await (const { run, encoded } of inOrder(runs, pool.threads + 1, encode)) {
		const { frame, rawBytes, sha256 } = encoded;
		const { length } = frame;
		dropped.push(...encoded.dropped);
		if (length > 0) {
			const lost = new Set(encoded.dropped.map(({ name }) => name));
			const packed = run.entries.filter(({ name }) => !lost.has(name));
			entries.push(...inSegment(segments.length, packed));
			const offset = endOf(segments);
			await writeAt(file, frame, offset);
			release(frame);
			segments.push({
				offset,
				bytes: length,
				rawBytes,
				sha256
			});
		}
		wrote(run.entries);
	}
	return {
		segments,
		entries,
		dropped
	};
}
/** Writes all of it, where FileHandle's own `write` may stop halfway. */
async function writeAt(file, bytes, offset) {
	for (let at = 0; at < bytes.length;) {
		const length = Math.min(writeBytes, bytes.length - at);
		at += (await file.write(bytes, at, length, offset + at)).bytesWritten;
	}
}
/** That a segment of an earlier bundle cannot be copied, since that is gone or damaged. */
var NothingToCopy = class extends Error {};
function asMember({ name, path, bytes, lastUse }) {
	return {
		name,
		path,
		bytes,
		lastUse
	};
}
/** The entries as the manifest lists them. */
function inSegment(segment, entries) {
	return entries.map(({ rawBytes, path, heldBy, ...entry }) => ({
		...entry,
		segment
	}));
}
// src/bundle/pack.ts
/**
* Packs entries of a directory into a bundle. Equal entries, history, `about` and bundles to reuse give equal bytes, in
* whatever order the entries come, and on any number of threads; how sccache compressed them shows in the manifest's
* `storedBytes` alone. Of more entries than a bundle can list, those used last are packed and the others dropped.
* @throws what writing throws; then `out` is as it was.
*/
async function pack({ threads, ...request }, zstd) {
	const packer = openPacker(threads, zstd);
	try {
		return await packer.pack(request);
	} finally {
		await packer.close();
	}
}
/** A packer whose first thread begins to start at once: it takes as long as a few entries to pack. */
function openPacker(threads, zstd) {
	const pool = openPool(threads, zstd);
	pool.warm(1);
	return {
		async pack(request) {
			const { entries, dropped } = await examine(request, pool, zstd);
			const { listed, beyond } = splitByRoom(entries, request.about);
			const left = beyond.map(({ name }) => ({
				name,
				why: "one bundle can list no more entries"
			}));
			const packed = await writeReusing(listed.toSorted(byLikeness), request, {
				pool,
				zstd
			});
			return {
				...packed,
				dropped: [
					...dropped,
					...left,
					...packed.dropped
				]
			};
		},
		close: pool.close
	};
}
async function writeReusing(ordered, request, means) {
	const { reuse = [], about, level, segmentRawBytes } = request;
	const { copied, rest } = planReuse(ordered, {
		bundles: reuse,
		creator: about.creator,
		level,
		segmentRawBytes
	});
	if (copied.length > 0) try {
		return await writeBundle(request, {
			...means,
			copied,
			runs: toRuns(rest, segmentRawBytes)
		});
	} catch (error) {
		if (!(error instanceof NothingToCopy)) throw error;
	}
	return writeBundle(request, {
		...means,
		copied: [],
		runs: toRuns(ordered, segmentRawBytes)
	});
}
/**
* What fits into one segment has two threads of zstd's: it would keep one of ours at work, and the others would have nothing to
* do. It is most of what a save packs that copies the rest.
*/
function toRuns(entries, segmentRawBytes) {
	const zstdThreads = sumRawBytes(entries) <= segmentRawBytes ? 2 : 0;
	return inTurn(cutIntoRuns(entries, segmentRawBytes), segmentRawBytes).map((run) => ({
		entries: run,
		zstdThreads
	}));
}
/** Finds out what entries are called and how large they become. */
async function examine(request, pool, zstd) {
	const past = new Map(request.entries.map((entry) => [entry.name, entry]));
	const entries = [];
	const dropped = [];
	const examiner = createExaminer(pool, zstd);
	let rawBytes = 0;
	try {
		for await (const batch of inOrder(batches(request), pool.threads * 2, examiner.examine)) {
			rawBytes += sumBytes(batch.sound);
			dropped.push(...batch.dropped);
			for (const sound of batch.sound) {
				const entry = past.get(sound.name);
				if (!entry) continue;
				entries.push({
					...sound,
					...historyOf(entry, sound.label),
					...entry.heldBy && { heldBy: entry.heldBy },
					path: pathOf(entry, request),
					rawBytes: memberBytes(sound.bytes)
				});
			}
			const share = (entries.length + dropped.length) / request.entries.length;
			pool.warm(Math.ceil(rawBytes / share / request.segmentRawBytes));
		}
	} finally {
		examiner.tidy();
	}
	return {
		entries,
		dropped
	};
}
/** That an entry must be decoded to be examined, which takes too long for the calling thread. */
var TooLong = class extends Error {};
/**
* Examines entries on threads, and until the first of them is up on the calling one: what need not be decoded takes hardly
* longer than to ask a thread. `tidy` gives back the memory for it, which is kept from one batch to the next: V8 collects
* garbage whenever so large a buffer is made.
*/
function createExaminer(pool, zstd) {
	const decompressWithin = () => {
		throw new TooLong();
	};
	const bench = createWorkbench({
		...zstd,
		decompressWithin
	}, 0);
	const begin = async (task) => {
		await setImmediate();
		if (pool.isUp()) return pool.run("examine", task);
		try {
			return examineEntries(task, bench);
		} catch (error) {
			if (error instanceof TooLong) return pool.run("examine", task);
			throw error;
		}
	};
	const examine = async (task) => {
		const { sound, dropped, large } = await begin(task);
		const others = await Promise.all(large.map((entry) => pool.run("examine", {
			entries: [entry],
			mayBeLarge: true
		})));
		return {
			sound: [sound, ...others.map((other) => other.sound)].flat(),
			dropped: [dropped, ...others.map((other) => other.dropped)].flat()
		};
	};
	return {
		examine,
		tidy: bench.tidy
	};
}
/** What the manifest is to tell of an entry's past, within what a reader takes. */
function historyOf(entry, label) {
	const { lastUse, runs, lastRun = 0, costMs = null, language = null, prints = null, cpu } = entry;
	const within = (count, most = limits.count) => Math.min(Math.max(0, Math.floor(count)), most);
	return {
		lastUse: within(lastUse, limits.seconds),
		runs: within(runs),
		lastRun: within(lastRun),
		costMs: costMs === null ? null : within(costMs),
		label: label ?? entry.label ?? null,
		language,
		prints,
		...cpu !== void 0 && { cpu }
	};
}
/** Entries that go to a thread at once, so that asking costs little beside reading. */
const batchEntries = 16;
function batches(request) {
	const asked = request.entries.map((entry) => ({
		name: entry.name,
		path: pathOf(entry, request),
		remembered: entry.heldBy?.length ? request.known.get(entry.name) : void 0
	}));
	return Array.from({ length: Math.ceil(asked.length / batchEntries) }, (_, i) => ({ entries: asked.slice(i * batchEntries, (i + 1) * batchEntries) }));
}
function pathOf({ name, directory }, request) {
	return join(directory ?? request.directory, name);
}
export { levelsOf as a, manifestRoom as i, pack as n, ratioBetween as o, digestsByName as r, openPacker as t };

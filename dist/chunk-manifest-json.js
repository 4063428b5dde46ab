import { C as whole, S as truth, _ as rowsOf, a as hexDigest, b as tally, c as listUpTo, d as mostOf, f as nullable, g as quote, h as parseJson, i as fields, l as longText, m as orNull, n as asRecord, o as limits, p as optional, r as columnsOf, s as listOf, t as BundleError, u as mostFrameBytes, v as shortHex, w as wholeUpTo, x as textMap, y as shortText } from "./chunk-checks.js";
import { n as kindOf } from "./chunk-directory.js";
import zlib from "node:zlib";
// src/zstd/frame.ts
/** A frame that is not what it should be. */
var ZstdError = class extends Error {
	name = "ZstdError";
};
const frameMagic = 4247762216;
/** What a block holds at most. */
const mostBlockBytes = 2 ** 17;
const longestHeader = 18;
const checksumBytes = 4;
const mostWindowBytes = 2 ** 27;
/** The header of the frame that begins at `start`. @throws {ZstdError} when there is none that a decoder would take */
function readFrameHeader(read, start) {
	const bytes = read(start, longestHeader);
	try {
		return parseHeader$1(bytes);
	} catch (error) {
		if (error instanceof RangeError) throw new ZstdError("the frame is truncated", { cause: error });
		throw error;
	}
}
/** Yields the blocks from `start` to the last one, the end of which may be beyond what is there. @throws {ZstdError} */
function* blocksFrom(read, start) {
	for (let at = start;;) {
		const header = read(at, 3);
		if (header.length < 3) throw new ZstdError("the frame is truncated");
		const fields = (header[0] ?? 0) | (header[1] ?? 0) << 8 | (header[2] ?? 0) << 16;
		const kind = blockKinds[fields >> 1 & 3];
		if (kind === void 0) throw new ZstdError("the frame holds a block of a reserved kind");
		const size = fields >> 3;
		if (size > mostBlockBytes) throw new ZstdError("the frame holds a block that is too large");
		const isLast = (fields & 1) === 1;
		const content = at + 3;
		const end = content + (kind === "repeated" ? 1 : size);
		yield {
			kind,
			at: content,
			end,
			mostBytes: kind === "compressed" ? mostBlockBytes : size,
			isLast
		};
		if (isLast) return;
		at = end;
	}
}
const blockKinds = [
	"raw",
	"repeated",
	"compressed",
	void 0
];
/** For what is in memory as it is. */
const isThere = () => void 0;
/**
* Checks the outline of `frame`: one frame from the first byte to the last, without a dictionary, of a window no decoder
* refuses. What the blocks hold is left for the decoder to check. Only a few bytes for each block need be in memory: `load`
* is told which. @throws {ZstdError}
*/
function checkOutline(frame, load = isThere) {
	const read = readFrom(frame, load);
	const header = readFrameHeader(read, 0);
	const { contentBytes, windowBytes } = header;
	if (windowBytes > mostWindowBytes) throw new ZstdError(`the frame wants a window of ${windowBytes} bytes; 128 MiB are allowed`);
	const seen = {
		mostBytes: 0,
		isExact: true,
		isUniform: true
	};
	let end = 0;
	for (const block of blocksFrom(read, header.bytes)) {
		seen.mostBytes += block.mostBytes;
		seen.isExact &&= block.kind !== "compressed";
		const isFull = block.isLast ? block.mostBytes > 0 || end === 0 : block.mostBytes === mostBlockBytes;
		seen.isUniform &&= block.kind === "raw" && isFull;
		end = block.end + (block.isLast && header.hasChecksum ? checksumBytes : 0);
	}
	if (end > frame.length) throw new ZstdError("the frame is truncated");
	if (end < frame.length) throw new ZstdError(`${frame.length - end} bytes follow the frame`);
	if (seen.isExact && contentBytes !== void 0 && contentBytes !== seen.mostBytes) throw new ZstdError(`the frame says it holds ${contentBytes} bytes, and holds ${seen.mostBytes}`);
	return {
		...seen,
		firstBlock: header.bytes
	};
}
/** A reader of what is in memory once `load` was told. */
function readFrom({ buffer, byteOffset, length }, load = isThere) {
	const bytes = Buffer.from(buffer, byteOffset, length);
	return (at, count) => {
		const end = Math.min(at + count, length);
		if (at < end) load(at, end);
		return bytes.subarray(at, end);
	};
}
/** Follows the frame at `start`, which may be damaged or no frame at all. */
function walkFrame(read, start) {
	const parts = [];
	let header;
	try {
		header = readFrameHeader(read, start);
		let end = start + header.bytes;
		parts.push(end);
		for (const block of blocksFrom(read, end)) {
			end = block.end;
			if (read(end - 1, 1).length === 0) throw new ZstdError("the frame is truncated");
			parts.push(end);
		}
		return {
			parts,
			end: end + (header.hasChecksum ? checksumBytes : 0),
			header
		};
	} catch (error) {
		if (!(error instanceof ZstdError)) throw error;
		return {
			parts,
			end: void 0,
			header
		};
	}
}
/** @throws {RangeError} when `bytes` ends within the header, as Buffer does, and ZstdError */
function parseHeader$1(bytes) {
	if (bytes.readUInt32LE(0) !== 4247762216) throw new ZstdError("this is not a zstd frame");
	const descriptor = bytes.readUInt8(4);
	if ((descriptor & 8) !== 0) throw new ZstdError("the frame uses a reserved bit of its header");
	const isSingleSegment = (descriptor & 32) !== 0;
	let at = 5;
	const windowBytes = isSingleSegment ? void 0 : windowSize(bytes.readUInt8(at++));
	for (let left = dictionaryBytes[descriptor & 3] ?? 0; left > 0; left -= 1) if (bytes.readUInt8(at++) !== 0) throw new ZstdError("the frame needs a dictionary");
	const sizeBytes = sizesOfSize[descriptor >> 6] || (isSingleSegment ? 1 : 0);
	const contentBytes = sizeBytes === 0 ? void 0 : contentSize(bytes, at, sizeBytes);
	return {
		bytes: at + sizeBytes,
		windowBytes: windowBytes ?? contentBytes ?? 0,
		contentBytes,
		hasChecksum: (descriptor & 4) !== 0
	};
}
const dictionaryBytes = [
	0,
	1,
	2,
	4
];
const sizesOfSize = [
	0,
	2,
	4,
	8
];
function windowSize(descriptor) {
	const base = 2 ** (10 + (descriptor >> 3));
	return base + base / 8 * (descriptor & 7);
}
function contentSize(bytes, at, sizeBytes) {
	if (sizeBytes === 8) return Number(bytes.readBigUInt64LE(at));
	return bytes.readUIntLE(at, sizeBytes) + (sizeBytes === 2 ? 256 : 0);
}
// src/zstd/zstd.ts
/**
* The most bytes that a frame of `bytes` may decode to, for those who do not trust it: what compilers write shrinks to a
* tenth. Up to the size of a usual segment any content is fine, since sound bundles take as much memory.
*/
function mostContent(bytes) {
	return Math.min(2 ** 30, 9 * 2 ** 24 + 256 * bytes);
}
/** The parameters of zstd that make such frames, in the order to set them. */
function parametersOf(options) {
	const { level, windowLog, longDistance = false, tables = {}, checksum = false, threads = 0 } = options;
	return Object.entries({
		compressionLevel: level,
		contentSizeFlag: 1,
		checksumFlag: Number(checksum),
		nbWorkers: threads,
		enableLongDistanceMatching: Number(longDistance),
		...windowLog !== void 0 && { windowLog },
		...tables
	});
}
/** Frames come out in pieces of this size, so that a small frame does not keep a large buffer alive. */
const CHUNK_BYTES = 2 ** 20;
/** The smallest that node:zlib accepts. */
const MIN_CHUNK_BYTES = 64;
/** Whether this Node has zstd: 22.15 and later, 23.8 and later. */
function zlibHasZstd() {
	return typeof zlib.zstdCompressSync === "function";
}
/**
* Zstd by node:zlib, for platforms without a binding of zstd-napi.
* It never uses zstd's own threads: with them node:zlib truncates in silence (nodejs/node#59899).
*/
const zlibZstd = {
	name: "node:zlib",
	compress(content, { threads: _, ...options }) {
		return zlib.zstdCompressSync(content, {
			params: Object.fromEntries(parametersOf(options).map(([name, value]) => [zlib.constants[`ZSTD_c_${name}`], value])),
			pledgedSrcSize: content.byteLength,
			chunkSize: CHUNK_BYTES
		});
	},
	decompressWithin(frame, most) {
		const content = decode(frame, Math.min(checkOutline(frame).mostBytes, most));
		if (content.byteLength > most) throw new ZstdError(`the frame holds more than ${most} bytes`);
		return content;
	},
	decompressVerified: (frame, most) => zlibZstd.decompressWithin(frame, most),
	tidy() {},
	allocate: Buffer.allocUnsafeSlow
};
function decode(frame, size) {
	return decoding(() => zlib.zstdDecompressSync(frame, {
		chunkSize: Math.max(size + 1, MIN_CHUNK_BYTES),
		maxOutputLength: Math.max(size, 1)
	}));
}
/**
* What `decode` returns. @throws {ZstdError} for what zstd says against the frame; any other error, such as one of memory, as
* it is: it says nothing about the frame
*/
function decoding(decode) {
	try {
		return decode();
	} catch (error) {
		const { message, code = "" } = error;
		if (!frameFaults.has(message) && !nodeFaults.has(code)) throw error;
		throw new ZstdError(`the frame cannot be decoded: ${message}`, { cause: error });
	}
}
/**
* zstd's error codes that blame the data. The binding tells a code by its text alone, and node:zlib uses the same texts.
* @see https://github.com/facebook/zstd/blob/v1.5.7/lib/common/error_private.c
*/
const frameFaults = /* @__PURE__ */ new Set([
	"Error (generic)",
	"Unknown frame descriptor",
	"Version not supported",
	"Unsupported frame parameter",
	"Frame requires too much memory for decoding",
	"Data corruption detected",
	"Restored data doesn't match checksum",
	"Header of Literals' block doesn't respect format specification",
	"tableLog requires too much memory : unsupported",
	"Unsupported max Symbol Value : too large",
	"Specified maxSymbolValue is too small",
	"Dictionary is corrupted",
	"Dictionary mismatch",
	"Destination buffer is too small",
	"Src size is incorrect",
	"Operation on NULL destination buffer"
]);
/** What node:zlib says by itself of a frame that ends early, or holds more than is allowed. */
const nodeFaults = /* @__PURE__ */ new Set(["Z_BUF_ERROR", "ERR_BUFFER_TOO_LARGE"]);
// src/bundle/format/manifest.ts
/** The workflow run that saved a bundle. */
const run = {
	/** What the CI calls the run, or null where it has no name. */
	id: nullable(shortText),
	/** How many complete runs of the family have saved a bundle, this one included: entries' ages are counted with it. */
	clock: tally,
	/** Whether a job of this run, of this family, was complete. */
	complete: truth
};
/** How one job went, for the trend and as the measure of what is usual. A number that was not known is null. */
const runRecord = {
	id: nullable(shortText),
	/** Seconds since 1970. */
	endedAt: wholeUpTo(limits.seconds),
	complete: truth,
	/** Entries that the job used or made. */
	used: tally,
	hits: nullable(tally),
	misses: nullable(tally),
	/** Compilations that the compiler itself failed. */
	compileFails: nullable(tally),
	/** Compile time of the entries that were hit. */
	savedMs: nullable(whole),
	/** Of how many hits that is: the time of the others is not known. Older bundles do not tell. */
	hitsWithTime: orNull(tally),
	restoreMs: nullable(tally),
	/** Bytes of what was restored. */
	bundleBytes: nullable(whole)
};
/** In the file an empty object stands for what is not known: a job's environment always has something in it. */
function recorded(check) {
	return (value, where) => {
		const checked = check(value, where);
		return Object.keys(checked).length === 0 ? null : checked;
	};
}
/** What a manifest tells beside its entries and segments. */
const about = {
	/** Name and version of the program that wrote the bundle. */
	creator: shortText,
	/** Seconds since 1970. */
	created: whole,
	sccacheVersion: nullable(shortText),
	/** The compiler, as `rustc -vV` titles it. */
	toolchain: nullable(shortText),
	/** Of the job that saved it, for an overlay its base's: see `KeyPlan`. Absent where no job did, or an earlier version. */
	family: optional(longText),
	/** What set the budget of that save, such as `max-size`. Absent where nothing was left out, and in older bundles. */
	limitedBy: optional(shortText),
	/** For an overlay the key of the bundle it was made against. */
	base: nullable(longText),
	/** The ref whose job saved the bundle, or null outside of a workflow. */
	ref: nullable(longText),
	/** Keys of the bundles that it was made from, at most `limits.parents`; none for the first of its family. */
	parents: listUpTo(limits.parents, longText),
	/** Keys of all bundles whose entries were taken into account, parents included, the nearest first; at most `limits.ancestors`. */
	ancestors: listUpTo(limits.ancestors, longText),
	run: fields(run),
	/** The last runs of the family that saved something, the oldest first; at most `limits.history`. */
	history: listUpTo(limits.history, fields(runRecord), {
		verb: "remembers",
		what: "runs"
	}),
	/** Variables that sccache folds into its keys: names, and fingerprints of their values. Null where nobody recorded them. */
	environment: recorded(textMap)
};
/** One independent zstd frame that holds whole tar members. */
const segmentColumns = {
	/** Of the frame, in the file. */
	bytes: wholeUpTo(mostFrameBytes),
	/** Of the tar members that it holds, uncompressed. */
	rawBytes: wholeUpTo(limits.segmentRawBytes),
	/** Lower-case hex, of the frame's bytes. */
	sha256: hexDigest
};
const entryName = (value) => {
	if (typeof value === "string" && kindOf(value) !== void 0) return value;
	throw new BundleError("unsafe-name", `the manifest names ${quote(value)}, which sccache never writes`);
};
/** One cached compilation in a bundle, with its history. */
const entryColumns = {
	/** Name in sccache's directory, with `/`. */
	name: entryName,
	/** Size of the tar member. */
	bytes: wholeUpTo(limits.segmentRawBytes),
	/** Size of the file that sccache had written. */
	storedBytes: whole,
	/** When a build last used it, in seconds since 1970. */
	lastUse: wholeUpTo(limits.seconds),
	/** How many runs used it, at least 1. */
	runs: tally,
	/** The clock of the last run that used it: its age is the bundle's clock less this. */
	lastRun: tally,
	/** Crate, source or object name, or null where it is not known. */
	label: nullable(shortText),
	/** What was compiled, such as `rust` or `c`, or null where it is not known. */
	language: nullable(shortText),
	/** How long the compilation took that made it, or null where nobody measured it. */
	costMs: nullable(tally)
};
/** Of a bundle that no run of a family made: one that was packed by hand, and tells nothing of a job. */
const withoutPast = {
	sccacheVersion: null,
	toolchain: null,
	family: void 0,
	limitedBy: void 0,
	base: null,
	ref: null,
	environment: null,
	parents: [],
	ancestors: [],
	run: {
		id: null,
		clock: 0,
		complete: false
	},
	history: []
};
/** The entries that the run before the bundle's end used: all of age 0. */
function usedByLastRun({ entries, run }) {
	return entries.filter(({ lastRun }) => lastRun >= run.clock);
}
// src/bundle/format/prints-json.ts
/**
* The fingerprints of arguments as the manifest's JSON has them: those of all entries, each once, and for each entry the
* numbers of its own, since compilations share most of their arguments, and so they take a tenth. Nothing where no entry
* has any. What exceeds the limits is left out, the last entries first.
*/
function printsToJson(entries) {
	const numbers = /* @__PURE__ */ new Map();
	let characters = 0;
	const numberOf = (print) => {
		if (!numbers.has(print)) numbers.set(print, numbers.size);
		return numbers.get(print);
	};
	const prints = entries.map(({ prints: own }) => {
		if (!own?.length || own.length > limits.prints || !own.every((print) => pattern.test(print))) return null;
		if (numbers.size + own.length > limits.arguments) return null;
		if (characters + own.length * (String(limits.arguments).length + 1) > limits.printsText) return null;
		const text = own.map(numberOf).join(" ");
		characters += text.length;
		return text;
	});
	return numbers.size === 0 ? {} : {
		arguments: [...numbers.keys()],
		prints
	};
}
/** The fingerprints for each of `count` entries; null where the manifest has none. @throws {BundleError} */
function readPrints(root, columns, count) {
	if (root["arguments"] === void 0 || columns["prints"] === void 0) return Array.from({ length: count }, () => null);
	const table = listOf(print)(root["arguments"], "arguments");
	mostOf(limits.arguments, table.length, "arguments");
	const lists = listOf(nullable(numberList), count)(columns["prints"], "prints");
	const characters = lists.reduce((sum, text) => sum + (text?.length ?? 0), 0);
	mostOf(limits.printsText, characters, "characters of prints");
	return lists.map((text) => {
		if (text === null) return null;
		const numbers = text.split(" ").map(Number);
		mostOf(limits.prints, numbers.length, "prints of an entry");
		return numbers.map((number) => table[number] ?? refuse(`print ${number}, which it does not list`));
	});
}
/** The name of an option, or nothing, and six digits of a hash. */
const pattern = /^[\w.-]{0,35}#[0-9a-f]{6}$/;
const print = written(pattern, "an argument that is no fingerprint");
const numberList = written(/^\d{1,6}( \d{1,6})*$/, "prints that are no numbers");
function written(as, otherwise) {
	return (value) => typeof value === "string" && as.test(value) ? value : refuse(otherwise);
}
function refuse(what) {
	throw new BundleError("disagrees", `the manifest has ${what}`);
}
// src/bundle/format/tar.ts
/** A header, and what contents are padded to. */
const recordBytes = 512;
/** What ends a tar: two empty records. */
const endOfTar = new Uint8Array(2 * recordBytes);
/** Bytes that a file of `bytes` takes in a tar: a header and whole records. */
function memberBytes(bytes) {
	return recordBytes + Math.ceil(bytes / recordBytes) * recordBytes;
}
/** Where in a run the content of a member goes whose header is at `at`. */
function contentAt(at) {
	return at + recordBytes;
}
/** Makes the content that lies in `run` behind `at` a member: adds its header and padding. Returns where it ends. */
function sealMember(run, at, header) {
	writeHeader(run.subarray(at), header);
	const end = at + memberBytes(header.bytes);
	run.fill(0, contentAt(at) + header.bytes, end);
	return end;
}
/**
* Yields the members of a run of whole tar members, in order.
* @throws {BundleError} on what is not a plain file as bundles hold them, and where the run ends within a member.
*/
function* readMembers(run) {
	const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
	let at = 0;
	while (at < bytes.length) {
		if (at + recordBytes > bytes.length) throw new BundleError("truncated", `the tar ends at byte ${at}`);
		const record = bytes.subarray(at, at + recordBytes);
		const header = parseHeader(record);
		if (typeof header === "string") throw new BundleError(header, `the tar member ${quote(readName(record))}: ${refusals[header]}`);
		const end = at + memberBytes(header.bytes);
		if (end > bytes.length) throw new BundleError("truncated", `the tar ends within ${header.name}`);
		yield {
			...header,
			content: bytes.subarray(contentAt(at), contentAt(at) + header.bytes)
		};
		at = end;
	}
}
/**
* Yields the members that can be found in what is left of a run: where no header is, the next is looked for. A header
* carries a checksum; contents are as they are.
*/
function* findMembers(run) {
	const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
	for (let at = 0, step = recordBytes; at + recordBytes <= bytes.length; at += step) {
		const header = parseHeader(bytes.subarray(at, at + recordBytes));
		step = recordBytes;
		if (typeof header === "string") continue;
		step = memberBytes(header.bytes);
		const content = bytes.subarray(contentAt(at), contentAt(at) + header.bytes);
		if (content.length === header.bytes) yield {
			...header,
			content
		};
	}
}
const nameBytes = 100;
const modeAt = 100;
const sizeAt = 124;
const mtimeAt = 136;
const checksumAt = 148;
const typeAt = 156;
/** Everything but name, size, time and checksum: mode 644, owner 0, a plain file, ustar. */
const template = makeTemplate();
/**
* Writes the ustar header of a plain file at the start of `into`: equal members, equal bytes.
* https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06
*/
function writeHeader(into, { name, bytes, mtime }) {
	template.copy(into);
	into.write(name, "latin1");
	writeOctal(into, bytes, sizeAt);
	writeOctal(into, mtime, mtimeAt);
	let sum = 0;
	for (let i = 0; i < recordBytes; i += 1) sum += into[i] ?? 0;
	into.write(`${sum.toString(8).padStart(6, "0")} \0`, checksumAt, "latin1");
}
/** Why a header is refused, in words for messages. */
const refusals = {
	"unsafe-name": "it is not a plain file",
	damaged: "its header is damaged"
};
/**
* The header at the start of `record`, of a plain file as `writeHeader` makes it. Whatever that would not write, byte for
* byte, is refused: links, devices, extended headers, other owners and modes, and damage.
*/
function parseHeader(record) {
	const header = {
		name: readName(record),
		bytes: readOctal(record, sizeAt),
		mtime: readOctal(record, mtimeAt)
	};
	if (record[typeAt] !== template[typeAt]) return "unsafe-name";
	if (Number.isNaN(header.bytes) || Number.isNaN(header.mtime)) return "damaged";
	const expected = Buffer.alloc(recordBytes);
	writeHeader(expected, header);
	return expected.equals(record.subarray(0, recordBytes)) ? header : "damaged";
}
function makeTemplate() {
	const zero = "000000 \0";
	const header = Buffer.alloc(recordBytes);
	header.write(`000644 \0${zero}${zero}`, modeAt, "latin1");
	header.write(" ".repeat(8), checksumAt, "latin1");
	header.write("0", typeAt, "latin1");
	header.write(`ustar\x0000`, 257, "latin1");
	header.write(`${zero}${zero}`, 329, "latin1");
	return header;
}
function writeOctal(into, value, at) {
	if (value > limits.seconds) throw new RangeError(`${value} does not fit into a tar header`);
	into.write(`${value.toString(8).padStart(11, "0")} `, at, "latin1");
}
/** NaN when there is no number. */
function readOctal(record, at) {
	const text = record.toString("latin1", at, at + 11);
	return /^[0-7]{11}$/.test(text) ? Number.parseInt(text, 8) : NaN;
}
function readName(record) {
	const end = record.indexOf(0);
	return record.toString("latin1", 0, end < 0 ? nameBytes : Math.min(end, nameBytes));
}
// src/bundle/format/manifest-json.ts
/**
* The manifest as JSON text. Entries and segments are written as columns, which compress better and parse
* faster than rows: docs/format.md.
*/
function manifestToJson(manifest) {
	const { segments, entries, ...rest } = manifest;
	const { prints, ...table } = printsToJson(entries);
	const counts = segments.map(() => 0);
	for (const { segment } of entries) counts[segment] = (counts[segment] ?? 0) + 1;
	return JSON.stringify({
		...rest,
		environment: rest.environment ?? {},
		...table,
		segments: {
			...columnsOf(segments, segmentColumns),
			entries: counts
		},
		entries: {
			...columnsOf(entries, entryColumns),
			...prints && { prints },
			...cpusToJson(entries)
		}
	});
}
/**
* The manifest that `text` holds, as `manifestToJson` writes it or a writer of the major version did, with every name, number
* and count checked; unknown fields are passed over. What format 1 did not record is filled in: see `upgrade`.
* @throws {BundleError} on anything that no writer of this format makes.
*/
function manifestFromJson(text, major) {
	const parsed = asRecord(parseJson(text), "manifest");
	const root = major === 1 ? upgrade(parsed) : parsed;
	const segmentLists = asRecord(root["segments"], "segments");
	const counts = listOf(wholeUpTo(limits.entries))(segmentLists["entries"], "entries");
	const segments = readSegments(segmentLists, counts.length);
	const entries = readEntries(root, counts);
	compareSizes(segments, entries);
	return {
		...fields(about)(root, ""),
		...readEvicted(root["evicted"]),
		level: whole(root["level"], "level"),
		segments,
		entries
	};
}
function readSegments(columns, count) {
	mostOf(limits.segments, count, "segments");
	let offset = 0;
	return rowsOf(columns, segmentColumns, count).map((segment, i) => {
		const { bytes, rawBytes } = segment;
		if (rawBytes > mostContent(bytes)) {
			const claim = `${rawBytes} bytes in a frame of ${bytes}`;
			throw new BundleError("too-large", `the manifest's segment ${i} claims ${claim}`);
		}
		offset += bytes;
		return {
			...segment,
			offset: offset - bytes
		};
	});
}
/** The entries, of which each segment has so many as `counts` says. */
function readEntries(root, counts) {
	const columns = asRecord(root["entries"], "entries");
	const count = counts.reduce((sum, n) => sum + n, 0);
	mostOf(limits.entries, count, "entries");
	const prints = readPrints(root, columns, count);
	const rows = rowsOf(columns, entryColumns, count);
	const cpus = columns["cpu"] === void 0 ? [] : listOf(nullable(shortHex), count)(columns["cpu"], "cpu");
	if (new Set(rows.map(({ name }) => name)).size !== count) throw new BundleError("disagrees", "the manifest lists an entry twice");
	const places = counts.flatMap((n, segment) => Array.from({ length: n }, () => segment));
	return rows.map((row, i) => {
		const cpu = cpus[i] ?? void 0;
		return {
			...row,
			prints: prints[i] ?? null,
			segment: places[i] ?? 0,
			...cpu !== void 0 && { cpu }
		};
	});
}
/** The column of the CPUs, where any entry is for one alone. */
function cpusToJson(entries) {
	const cpus = entries.map(({ cpu = null }) => cpu);
	return cpus.every((cpu) => cpu === null) ? {} : { cpu: cpus };
}
/** Segments hold their entries and nothing else, so that an entry's size cannot be a mere claim. */
function compareSizes(segments, entries) {
	const sums = segments.map(() => 0);
	for (const { segment, bytes } of entries) sums[segment] = (sums[segment] ?? 0) + memberBytes(bytes);
	const odd = segments.findIndex(({ rawBytes }, i) => rawBytes !== sums[i] || rawBytes === 0);
	if (odd < 0) return;
	throw new BundleError("disagrees", `the manifest's segment ${odd} is not of the size of its entries`);
}
/**
* A manifest of format 1 as one of format 2. Of what it does not tell, the use by the last run alone matters: the `used`
* entries that were used last have age 0, the others age 1.
*/
function upgrade(root) {
	const columns = asRecord(root["entries"], "entries");
	const lastUse = listOf(wholeUpTo(limits.seconds))(columns["lastUse"], "lastUse");
	const used = whole(root["used"], "used");
	const newestFirst = lastUse.map((time, i) => ({
		time,
		i
	})).sort((a, b) => b.time - a.time || a.i - b.i);
	const lastRun = lastUse.map(() => 0);
	for (const { i } of newestFirst.slice(0, used)) lastRun[i] = 1;
	const unknown = lastUse.map(() => null);
	return {
		...root,
		parents: [],
		ancestors: [],
		run: {
			id: null,
			clock: 1,
			complete: false
		},
		history: [],
		entries: {
			...columns,
			lastRun,
			language: unknown,
			costMs: unknown
		}
	};
}
function readEvicted(value) {
	if (value === void 0) return {};
	const byRule = Object.entries(asRecord(value, "evicted"));
	const names = listUpTo(limits.evicted, longText);
	return { evicted: Object.fromEntries(byRule.map(([rule, list]) => [shortText(rule, "evicted"), names(list, rule)])) };
}
export { walkFrame as C, readFrom as S, blocksFrom as _, findMembers as a, isThere as b, sealMember as c, decoding as d, mostContent as f, ZstdError as g, zlibZstd as h, endOfTar as i, usedByLastRun as l, zlibHasZstd as m, manifestToJson as n, memberBytes as o, parametersOf as p, contentAt as r, readMembers as s, manifestFromJson as t, withoutPast as u, checkOutline as v, mostBlockBytes as x, frameMagic as y };

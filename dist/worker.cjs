// \0rolldown/runtime.js
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __copyProps = (to, from, except, desc) => {
	if (from && typeof from === "object" || typeof from === "function") for (var keys = __getOwnPropNames(from), i = 0, n = keys.length, key; i < n; i++) {
		key = keys[i];
		if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
			get: ((k) => from[k]).bind(null, key),
			enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
		});
	}
	return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(isNodeMode || !mod || !mod.__esModule || !__hasOwnProp.call(mod, "default") ? __defProp(target, "default", {
	value: mod,
	enumerable: true
}) : target, mod));
let node_worker_threads = require("node:worker_threads");
let node_fs = require("node:fs");
let node_module = require("node:module");
let node_os = require("node:os");
let node_path = require("node:path");
node_path = __toESM(node_path, 1);
let node_sea = require("node:sea");
let node_url = require("node:url");
let node_zlib = require("node:zlib");
node_zlib = __toESM(node_zlib, 1);
let node_crypto = require("node:crypto");
// src/zstd/frame.ts
/** A frame that is not what it should be. */
var ZstdError = class extends Error {
	name = "ZstdError";
};
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
	return typeof node_zlib.default.zstdCompressSync === "function";
}
/**
* Zstd by node:zlib, for platforms without a binding of zstd-napi.
* It never uses zstd's own threads: with them node:zlib truncates in silence (nodejs/node#59899).
*/
const zlibZstd = {
	name: "node:zlib",
	compress(content, { threads: _, ...options }) {
		return node_zlib.default.zstdCompressSync(content, {
			params: Object.fromEntries(parametersOf(options).map(([name, value]) => [node_zlib.default.constants[`ZSTD_c_${name}`], value])),
			pledgedSrcSize: content.byteLength,
			chunkSize: CHUNK_BYTES
		});
	},
	decompressWithin(frame, most) {
		const content = decode$1(frame, Math.min(checkOutline(frame).mostBytes, most));
		if (content.byteLength > most) throw new ZstdError(`the frame holds more than ${most} bytes`);
		return content;
	},
	decompressVerified: (frame, most) => zlibZstd.decompressWithin(frame, most),
	tidy() {},
	allocate: Buffer.allocUnsafeSlow
};
function decode$1(frame, size) {
	return decoding(() => node_zlib.default.zstdDecompressSync(frame, {
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
// src/zstd/open.ts
/**
* Returns a zstd for this thread: the native one when its binding loads from `file`, else node:zlib's, and why. Both read and
* write the same format; node:zlib is slower. A single executable brings its binding.
* @throws {Error} when there is neither.
*/
function openZstd(file) {
	try {
		if (file === void 0 && (0, node_sea.isSea)()) return { zstd: withEmbeddedBinding(loadNapiZstd) };
		return { zstd: loadNapiZstd(file ?? bindingFile()) };
	} catch (error) {
		const fallbackReason = `the native zstd does not load: ${firstLine(error)}`;
		if (zlibHasZstd()) return {
			zstd: zlibZstd,
			fallbackReason
		};
		throw new Error(`No zstd for ${process.platform}-${process.arch} with Node ${process.versions.node}: ${fallbackReason}, and node:zlib has none before Node 22.15. Use Node 24.`, { cause: error });
	}
}
/** What matters of Node's message: the rest lists the modules that asked for the file. */
function firstLine(error) {
	const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
	return line;
}
/**
* Up to here frames share one context, which halves their time. Larger ones have one each: its memory goes
* back, and the positions a context counts never reach the 3.5 GB at which zstd renumbers them within a frame,
* so that equal calls give equal bytes whatever came before.
*/
const SMALL_BYTES = 2 ** 20;
/**
* Up to here a frame is written where the one before was, and copied: V8 counts all of a buffer, most of which a frame
* leaves empty, and collects garbage each time it has counted some ten megabytes.
*/
const LARGE_BYTES = 16e7;
/** Up to here content is decoded there, too. More would take memory, once touched, for as long as the thread lives. */
const KEPT_BYTES = 2 ** 24;
/** `ZSTD_d_forceIgnoreChecksum` of zstd.h, which zstd-napi does not name. */
const ignoreChecksum = 1002;
/** From here on memory is worth a call to the system. */
const MANY_PAGES_BYTES = 2 ** 22;
/**
* Returns where the binding for this platform is, whether there is one or not: in the folder zstd beside the
* bundled code, or in dist/zstd as seen from the source.
*/
function bindingFile(platform = process.platform, arch = process.arch) {
	const folder = require("url").pathToFileURL(__filename).href.endsWith(".ts") ? "../../dist/zstd/" : "./zstd/";
	return (0, node_url.fileURLToPath)(new URL(`${folder}${platform}-${arch}.node`, require("url").pathToFileURL(__filename).href));
}
/**
* Zstd by the native binding in `file`. Keeps the buffer of its largest frame for the next, but of a large one; use it in one thread.
* @throws {Error} when the binding does not load here: no such file, another platform, another C library.
*/
function loadNapiZstd(file) {
	const native = (0, node_module.createRequire)(require("url").pathToFileURL(__filename).href)(file);
	const decoder = new native.DCtx();
	const trustingDecoder = new native.DCtx();
	trustingDecoder.setParameter(ignoreChecksum, 1);
	const smallEncoder = new native.CCtx();
	let scratch = Buffer.alloc(0);
	let large;
	const tidy = () => {
		if (large?.buffer instanceof ArrayBuffer) large.buffer.transfer(0);
		large = void 0;
	};
	const allocate = (bytes) => {
		const memory = Buffer.allocUnsafeSlow(bytes);
		if (bytes >= MANY_PAGES_BYTES) native.preferLargePages(memory);
		return memory;
	};
	const ownRoom = (bytes) => {
		if (bytes > KEPT_BYTES) {
			large = allocate(bytes);
			return large;
		}
		if (scratch.byteLength < bytes) scratch = allocate(bytes);
		return scratch;
	};
	return {
		name: "zstd-napi",
		compress(content, options) {
			const bound = native.compressBound(content.byteLength);
			const isLarge = content.byteLength > LARGE_BYTES;
			if (!isLarge && scratch.byteLength < bound) scratch = allocate(bound);
			const room = isLarge ? Buffer.allocUnsafeSlow(bound) : scratch;
			const encoder = content.byteLength > SMALL_BYTES ? new native.CCtx() : smallEncoder;
			const written = configure(native, encoder, options).compress2(room, content);
			if (isLarge) return room.subarray(0, written);
			const frame = Buffer.allocUnsafeSlow(written);
			scratch.copy(frame, 0, 0, written);
			return frame;
		},
		decompressWithin(frame, most, room) {
			const bound = Math.min(checkOutline(frame).mostBytes, most);
			tidy();
			const into = (memory) => {
				const within = memory.subarray(0, bound);
				return within.subarray(0, decoding(() => decoder.decompress(within, frame)));
			};
			try {
				if (room !== void 0) return into(room);
			} catch (error) {
				if (!(error instanceof ZstdError) || (room?.length ?? 0) >= bound) throw error;
			}
			return into(ownRoom(bound));
		},
		decompressVerified(frame, most, room) {
			const bound = Math.min(checkOutline(frame).mostBytes, most);
			return room.subarray(0, decoding(() => trustingDecoder.decompress(room.subarray(0, bound), frame)));
		},
		tidy,
		allocate
	};
}
/** Makes `context` a new one, with these options. */
function configure(native, context, options) {
	context.reset(native.ResetDirective.sessionAndParameters);
	for (const [name, value] of parametersOf(options)) context.setParameter(native.CParameter[name], value);
	return context;
}
/** What the binding is called within a single executable. */
const embeddedBinding = "zstd.node";
/**
* Gives `load` the binding that this single executable holds as a file, since the system loads libraries from files alone. The
* file is removed afterwards; what was loaded is kept.
* @throws {Error} when there is no place for it, and what `load` throws
*/
function withEmbeddedBinding(load) {
	const folder = (0, node_fs.mkdtempSync)((0, node_path.join)((0, node_os.tmpdir)(), "sccache-bundle-"));
	try {
		const file = (0, node_path.join)(folder, embeddedBinding);
		(0, node_fs.writeFileSync)(file, new Uint8Array((0, node_sea.getRawAsset)(embeddedBinding)), { mode: 384 });
		return load(file);
	} finally {
		try {
			(0, node_fs.rmSync)(folder, { recursive: true });
		} catch {}
	}
}
// src/bundle/format/checks.ts
/** A bundle that cannot be used, or a part of one. Whoever catches this goes on without it. */
var BundleError = class extends Error {
	name = "BundleError";
	fault;
	/** `message` says what is wrong and where: the region, the segment, the entry. */
	constructor(fault, message, cause) {
		super(message, cause === void 0 ? void 0 : { cause });
		this.fault = fault;
	}
};
const quoted = 80;
/** Foreign text or another value for a message: one line of printable ASCII, and not long. */
function quote(value) {
	const text = typeof value === "string" ? value : `${JSON.stringify(value)}`;
	const short = text.length > quoted ? `${text.slice(0, quoted)}…` : text;
	return JSON.stringify(short).replace(/[^\x20-\x7e…]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
/**
* What a reader accepts, so that a hostile bundle can claim no more than a machine can bear, and what a
* writer keeps to, so that whatever is written can be read.
*/
const limits = {
	/** Bytes of the manifest's JSON, and of its frame. */
	manifestBytes: 2 ** 24,
	/** Lists and objects within each other in it: three are needed. */
	manifestDepth: 8,
	/** Values in it: a dozen columns, and some for later minor versions. */
	manifestValues: 2e6,
	/** Named fields in it: variables, those of the runs that it remembers, and some for later. */
	manifestFields: 1e4,
	segments: 65536,
	entries: 1e5,
	/** Uncompressed bytes of one segment, and so of one entry. */
	segmentRawBytes: 2 ** 30,
	/** Keys of bundles that a manifest names. */
	parents: 8,
	ancestors: 256,
	/** Entries that a manifest remembers to have left out. */
	evicted: 500,
	/** Fingerprints of an entry's arguments; those of all entries, each once; and the characters that list them. */
	prints: 64,
	arguments: 1e5,
	printsText: 2 ** 21,
	/** Runs that a manifest remembers. */
	history: 30,
	/** A count of runs, of compilations, or of milliseconds: more is a lie, and sums of a few stay exact. */
	count: 2 ** 31,
	/** Characters of a name, a label or a version. */
	text: 300,
	/** The last second that a tar header can tell, in the year 2242. */
	seconds: 8 ** 11 - 1
};
/** More bytes no frame of a segment takes, even where nothing in it compresses. */
const mostFrameBytes = limits.segmentRawBytes + 2 ** 23;
/** What `is` is true of; messages say that anything else is not `wanted`. */
function only(wanted, is) {
	return (value, where) => {
		if (is(value)) return value;
		throw disagrees(where, wanted);
	};
}
function matching(wanted, pattern) {
	return only(wanted, (value) => typeof value === "string" && pattern.test(value));
}
function printable(most) {
	return matching("a short printable text", new RegExp(`^[^\\x00-\\x1f\\x7f]{0,${most}}$`));
}
limits.count;
printable(limits.text);
printable(512);
matching("a SHA-256", /^[0-9a-f]{64}$/);
matching("eight hex digits", /^[0-9a-f]{8}$/);
function disagrees(where, wanted) {
	return new BundleError("disagrees", `the manifest's ${where} is not ${wanted}`);
}
// src/sccache/directory.ts
/**
* The names that sccache gives its files, by what the file is. A key is a BLAKE3 digest in lower-case hex; the
* folders above it repeat its first two (objects) or three (preprocessor) digits. Measured with 0.16.0 and 0.19.0.
* https://github.com/mozilla/sccache/blob/main/src/cache/disk.rs `make_key_path`, `cache/utils.rs` `normalize_key`
*/
const names = {
	object: /^([0-9a-f])\/([0-9a-f])\/\1\2[0-9a-f]{62}$/,
	preprocessor: /^preprocessor\/([0-9a-f])\/([0-9a-f])\/([0-9a-f])\/\1\2\3[0-9a-f]{61}$/
};
/**
* The kind of the entry called `name`, a path below sccache's directory with `/` between its parts. Undefined for
* every name that sccache itself would not choose: nothing else in a bundle may be written to disk.
*/
function kindOf(name) {
	return ["object", "preprocessor"].find((kind) => names[kind].test(name));
}
// src/sccache/entry/raw-frame.ts
const header = Buffer.from([
	40,
	181,
	47,
	253,
	0,
	56
]);
/** Of a raw frame. */
const rawHeaderBytes = header.length;
/** Size of the raw frame of `bytes` bytes of content. */
function rawFrameBytes(bytes) {
	return header.length + Math.max(1, Math.ceil(bytes / mostBlockBytes)) * 3 + bytes;
}
/** So much is copied and then checked while a core's cache still has it. */
const pieceBytes$1 = 2 ** 18;
/** Fills `into` from a frame of its size, of uniform raw blocks behind a header as long as ours, as `writeRawFrame` would. */
function copyBlocks(into, copy) {
	let was = 0;
	for (let at = 0; at < into.length; at += pieceBytes$1) {
		const piece = into.subarray(at, at + pieceBytes$1);
		copy(piece, at);
		was = (0, node_zlib.crc32)(piece, was);
	}
	return {
		was,
		is: retitle(into, was)
	};
}
/**
* Makes `frame`, of uniform raw blocks behind a header as long as ours, the frame that `writeRawFrame` writes. `checksum`
* is its CRC-32; returns what it is then, without reading the content again.
*/
function retitle(frame, checksum) {
	const old = frame.subarray(0, header.length);
	const difference = ((0, node_zlib.crc32)(old) ^ (0, node_zlib.crc32)(header)) >>> 0;
	header.copy(frame);
	return (checksum ^ shiftCrc(difference, frame.length - header.length)) >>> 0;
}
/**
* Writes the raw frame of what a frame of raw and repeated blocks holds, of whatever sizes, into `into` of just the size. Content
* is put there straight from its source, and read once; of `frame` is loaded what is around it.
*/
function rewriteBlocks(frame, into, { firstBlock, load, copy }) {
	const written = startFrame(into);
	let known = 0;
	let was = 0;
	const passTo = (end) => {
		load(known, end);
		was = (0, node_zlib.crc32)(frame.subarray(known, end), was);
		known = end;
	};
	for (const { kind, at, end, mostBytes } of blocksFrom(readFrom(frame), firstBlock)) {
		passTo(kind === "raw" ? at : end);
		known = end;
		if (kind === "repeated") written.add(mostBytes, (part) => part.fill(frame[at] ?? 0));
		else {
			const checksum = written.add(mostBytes, (part, from) => copy(part, at + from));
			was = joinCrc(was, checksum, mostBytes);
		}
	}
	passTo(frame.length);
	return {
		was,
		is: written.checksum()
	};
}
/**
* Writes the raw frame of `content` into `into`, which has just the size, and returns its CRC-32. The content may be at the
* start of `into`, and is gone then.
*/
function writeRawFrame(content, into) {
	const isInPlace = content.buffer === into.buffer && content.byteOffset === into.byteOffset;
	if (isInPlace) makeRoomForHeaders(into, content.length);
	const written = startFrame(into);
	written.add(content.length, (part, from) => {
		if (!isInPlace) part.set(content.subarray(from, from + part.length));
	});
	return written.checksum();
}
/** Moves the `bytes` bytes at the start of `frame` to where they are in a raw frame: the last first, since all move up. */
function makeRoomForHeaders(frame, bytes) {
	for (let block = Math.ceil(bytes / mostBlockBytes) - 1; block >= 0; block -= 1) {
		const from = block * mostBlockBytes;
		const to = header.length + (block + 1) * 3 + from;
		frame.copyWithin(to, from, Math.min(from + mostBlockBytes, bytes));
	}
}
/** Begins a raw frame that fills `into`. */
function startFrame(into) {
	header.copy(into);
	let checksum = (0, node_zlib.crc32)(header);
	let at = header.length;
	let room = 0;
	const startBlock = () => {
		const left = into.length - at - 3;
		room = Math.min(left, mostBlockBytes);
		into.writeUIntLE(room << 3 | (left <= mostBlockBytes ? 1 : 0), at, 3);
		checksum = (0, node_zlib.crc32)(into.subarray(at, at + 3), checksum);
		at += 3;
	};
	startBlock();
	return {
		/** Adds so many bytes of content, and returns their CRC-32. */
		add(bytes, fill) {
			let added = 0;
			for (let from = 0; from < bytes;) {
				if (room === 0) startBlock();
				const part = into.subarray(at, at + Math.min(room, bytes - from));
				fill(part, from);
				const found = (0, node_zlib.crc32)(part);
				added = joinCrc(added, found, part.length);
				checksum = joinCrc(checksum, found, part.length);
				at += part.length;
				room -= part.length;
				from += part.length;
			}
			return added;
		},
		/** The CRC-32 of what was written. */
		checksum: () => checksum
	};
}
/** The polynomial of zip and zlib, its bits in reverse. */
const polynomial = 3988292384;
/** The CRC-32 of what has the checksum `before`, and behind it `bytes` bytes that have the checksum `behind`. */
function joinCrc(before, behind, bytes) {
	return (shiftCrc(before, bytes) ^ behind) >>> 0;
}
/** What a difference between two checksums becomes when `bytes` equal bytes follow in both. */
function shiftCrc(difference, bytes) {
	let shifted = difference;
	let power = 2 ** 23;
	for (let left = bytes; left > 0; left = Math.floor(left / 2)) {
		if (left % 2 === 1) shifted = multiply(power, shifted);
		power = multiply(power, power);
	}
	return shifted;
}
/** The product of two polynomials, modulo that of the CRC. */
function multiply(a, b) {
	let product = 0;
	let factor = b;
	for (let left = a | 0; left !== 0; left <<= 1) {
		if (left < 0) product ^= factor;
		factor = (factor & 1) === 0 ? factor >>> 1 : factor >>> 1 ^ polynomial;
	}
	return product >>> 0;
}
// src/sccache/entry/zip.ts
/** An entry that is damaged: sccache would not read it either, or would serve what is not what a compiler wrote. */
var Damaged = class extends Error {};
/** An entry of a make that is not known here, or that may hold more than is decoded. */
var Foreign = class extends Error {};
const endBytes = 22;
const localBytes = 30;
const centralBytes = 46;
const endMagic = 101010256;
const localMagic = 67324752;
const centralMagic = 33639248;
/** The member's name is UTF-8. */
const utf8Flag = 2048;
/** Compares the CRC-32 that a member has with the one that it should have. @throws {Damaged} */
function checkIntact({ name, content, checksum }, found = (0, node_zlib.crc32)(content)) {
	if (found !== checksum) throw new Damaged(`checksum mismatch in ${name}`);
}
/**
* The members of `archive` in the central directory's order. Nothing is read of their content, and what is read is loaded
* before. @throws {Damaged | Foreign}
*/
function outlineStoredZip(archive, load = isThere) {
	if (archive.length < endBytes) throw new Damaged("it is too short");
	const end = archive.length - endBytes;
	load(end, archive.length);
	load(0, Math.min(localBytes, archive.length));
	if (archive.readUInt32LE(end) !== endMagic) throw archive.readUInt32LE(0) === localMagic ? new Damaged("it ends too early") : new Foreign("it is no zip");
	const start = archive.readUInt32LE(end + 16);
	if (!(archive.readUInt32LE(end + 4) === 0 && archive.readUInt16LE(end + 8) === archive.readUInt16LE(end + 10) && archive.readUInt16LE(end + 20) === 0)) throw new Foreign("it is a zip of several parts or with a comment");
	if (start + archive.readUInt32LE(end + 12) !== end) throw new Damaged("its directory is not where it should be");
	try {
		load(start, end);
		return parseDirectory(archive, {
			start,
			end,
			load
		});
	} catch (error) {
		if (error instanceof RangeError) throw new Damaged("a size in it leads out of it");
		throw error;
	}
}
function parseDirectory(archive, { start, end, load }) {
	const members = [];
	let at = start;
	for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
		const member = parseLine(archive, at, load);
		if (member.end > start) throw new Damaged(`${member.name} leads out of it`);
		members.push(member);
		at += centralBytes + archive.readUInt16LE(at + 28);
	}
	if (at !== end) throw new Damaged("its directory is damaged");
	const inOrder = members.toSorted((a, b) => a.begin - b.begin);
	const isFilled = [...inOrder, { begin: start }].every(({ begin }, i) => begin === (inOrder[i - 1]?.end ?? 0));
	const isApart = new Set(members.map(({ name }) => name)).size === members.length;
	if (isFilled && isApart) return members;
	throw new Foreign("its members are not side by side, or not of different names");
}
/** The member that the directory's line at `at` tells of, and where it lies. @throws {Damaged | Foreign} */
function parseLine(archive, at, load) {
	if (archive.readUInt32LE(at) !== centralMagic) throw new Damaged("its directory is damaged");
	const flags = archive.readUInt16LE(at + 8);
	const method = archive.readUInt16LE(at + 10);
	const checksum = archive.readUInt32LE(at + 16);
	const size = archive.readUInt32LE(at + 20);
	const nameBytes = archive.readUInt16LE(at + 28);
	const extras = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
	if (!(method === 0 && archive.readUInt32LE(at + 24) === size) || (flags & -2049) !== 0 || extras !== 0) throw new Foreign("its members are not plainly stored");
	const encoded = archive.subarray(at + centralBytes, at + centralBytes + nameBytes);
	const name = encoded.toString("utf8");
	if (!(name.length === encoded.length || (flags & utf8Flag) !== 0) || !Buffer.from(name).equals(encoded)) throw new Foreign("a name in it is not UTF-8");
	const begin = archive.readUInt32LE(at + 42);
	load(begin, Math.min(begin + localBytes, archive.length));
	if (archive.readUInt32LE(begin) !== localMagic) throw new Damaged(`${name} is not where it should be`);
	const localName = begin + localBytes;
	const content = localName + nameBytes + archive.readUInt16LE(begin + 28);
	load(localName, Math.min(localName + nameBytes, archive.length));
	if (!(archive.readUInt16LE(begin + 26) === nameBytes && archive.subarray(localName, localName + nameBytes).equals(encoded))) throw new Damaged(`name mismatch in ${name}`);
	return {
		name,
		content: archive.subarray(content, content + size),
		madeBy: archive.readUInt16LE(at + 4),
		attributes: archive.readUInt32LE(at + 38),
		checksum,
		begin,
		end: content + size
	};
}
/** 1980-01-01, the earliest that the format knows: times carry nothing here. */
const noDate = 33;
/** Of the format, that a reader must know. */
const version = 20;
/** Size of the archive of members with these names and sizes. */
function zipBytes(members) {
	return members.reduce((sum, { name, size }) => sum + localBytes + centralBytes + 2 * Buffer.byteLength(name) + size, endBytes);
}
/**
* Writes an archive member by member, into `room` when it fits there, else into memory of its own. Equal members in equal
* order give equal bytes.
*/
function createZipWriter(room) {
	let archive = room;
	let at = 0;
	const directory = [];
	const reserve = (bytes) => {
		if (at + bytes <= archive.length) return;
		const larger = Buffer.allocUnsafeSlow(Math.max(at + bytes, archive.length * 2));
		archive.copy(larger, 0, 0, at);
		archive = larger;
	};
	return {
		/** The memory behind the header of a member that would be added now, as far as there is any yet; it may hold anything. */
		roomFor({ name }) {
			return archive.subarray(at + localBytes + Buffer.byteLength(name));
		},
		/** Adds a member of `size` bytes, which `fill` writes into the buffer that it is given. It may return their CRC-32. */
		add({ name, madeBy, attributes }, size, fill) {
			const nameBytes = Buffer.byteLength(name);
			const local = at;
			const start = local + localBytes + nameBytes;
			reserve(localBytes + nameBytes + size);
			const content = archive.subarray(start, start + size);
			const known = fill(content);
			const checksum = typeof known === "number" ? known : (0, node_zlib.crc32)(content);
			at = start + size;
			const header = archive.subarray(local, start).fill(0, 0, localBytes);
			header.writeUInt32LE(localMagic, 0);
			header.writeUInt16LE(version, 4);
			header.writeUInt16LE(nameBytes === name.length ? 0 : utf8Flag, 6);
			header.writeUInt16LE(noDate, 12);
			header.writeUInt32LE(checksum, 14);
			header.writeUInt32LE(size, 18);
			header.writeUInt32LE(size, 22);
			header.writeUInt16LE(nameBytes, 26);
			header.write(name, localBytes);
			const central = Buffer.alloc(centralBytes + nameBytes);
			central.writeUInt32LE(centralMagic, 0);
			central.writeUInt16LE(madeBy, 4);
			header.copy(central, 6, 4, localBytes);
			central.writeUInt32LE(attributes, 38);
			central.writeUInt32LE(local, 42);
			header.copy(central, centralBytes, localBytes);
			directory.push(central);
		},
		/** Returns the whole archive. Nothing may be added any more. */
		finish() {
			const index = Buffer.concat(directory);
			const end = Buffer.alloc(endBytes);
			end.writeUInt32LE(endMagic, 0);
			end.writeUInt16LE(directory.length, 8);
			end.writeUInt16LE(directory.length, 10);
			end.writeUInt32LE(index.length, 12);
			end.writeUInt32LE(at, 16);
			reserve(index.length + endBytes);
			index.copy(archive, at);
			end.copy(archive, at + index.length);
			return archive.subarray(0, at + index.length + endBytes);
		}
	};
}
// src/sccache/entry/transcode.ts
/**
* Rewrites an object entry so that its zstd frames hold their content as it is, members by name: equal content gives
* equal bytes, whatever level and order sccache wrote it with. Checksums are checked before, and made anew.
* The result is in `room` when it fits there, and takes no other memory then, unless it is damaged. Content that is raw already
* is put there straight from `source`.
*/
function toRaw(entry, zstd, room, source) {
	const zip = createZipWriter(room);
	const take = (member, most) => {
		const { start, content, load, firstBlock, isExact, isUniform, mostBytes } = member;
		if (!isExact || mostBytes > most) {
			const raw = decode(member, {
				zstd,
				most,
				room: zip.roomFor(member)
			});
			zip.add(member, rawFrameBytes(raw.length), (into) => writeRawFrame(raw, into));
			return raw.length;
		}
		const size = rawFrameBytes(mostBytes);
		const isOurs = isUniform && firstBlock === rawHeaderBytes && content.length === size;
		const copy = (into, at) => source.copy(into, start + at);
		zip.add(member, size, (into) => {
			const { was, is } = isOurs ? copyBlocks(into, copy) : rewriteBlocks(content, into, {
				firstBlock,
				load,
				copy
			});
			checkIntact(member, was);
			return is;
		});
		return mostBytes;
	};
	return readMembers$1(entry, take, source.load) ?? {
		kind: "transcoded",
		content: zip.finish()
	};
}
/** Rewrites an object entry with zstd's level 1, for disks where raw entries do not fit. */
function toCompact(entry, zstd) {
	const zip = createZipWriter(Buffer.allocUnsafe(entry.length));
	const take = (member, most) => {
		const raw = Buffer.from(decode(member, {
			zstd,
			most
		}));
		const frame = zstd.compress(raw, {
			level: 1,
			windowLog: 19
		});
		zip.add(member, frame.length, (into) => into.set(frame));
		return raw.length;
	};
	return readMembers$1(entry, take) ?? {
		kind: "transcoded",
		content: zip.finish()
	};
}
/**
* Hands over an entry's members one after the other, by name, with the most bytes that each may hold; `take` returns how many
* they are. Returns why the entry cannot be rewritten, if so.
*/
function readMembers$1(entry, take, load = isThere) {
	let left = mostContent(entry.length);
	try {
		const members = outlineStoredZip(entry, load);
		for (const member of members.toSorted((a, b) => a.name < b.name ? -1 : 1)) left -= takeOutlined(member, entry, {
			load,
			take: (outlined) => take(outlined, left)
		});
		return;
	} catch (error) {
		if (error instanceof Damaged) return {
			kind: "damaged",
			why: error.message
		};
		if (error instanceof Foreign) return { kind: "verbatim" };
		throw error;
	}
}
/** @throws {Damaged} in place of a ZstdError, and what `take` throws */
function takeOutlined(member, entry, { load, take }) {
	const { content, name } = member;
	const start = content.byteOffset - entry.byteOffset;
	const loadPart = (from, to) => load(start + from, start + to);
	try {
		return take({
			...member,
			...checkOutline(content, loadPart),
			start,
			load: loadPart
		});
	} catch (error) {
		if (!(error instanceof ZstdError)) throw error;
		loadPart(0, content.length);
		checkIntact(member);
		throw new Damaged(`${name}: ${error.message}`);
	}
}
/**
* The content of a member, its checksum checked; holds until the next call. It is at the start of `room`, or in other
* memory. @throws {Damaged | Foreign | ZstdError}
*/
function decode(member, { zstd, most, room }) {
	const { content, load, mostBytes } = member;
	load(0, content.length);
	checkIntact(member);
	try {
		return zstd.decompressWithin(content, most, room);
	} catch (error) {
		if (error instanceof ZstdError && mostBytes > most) throw new Foreign("it may hold more than is decoded");
		throw error;
	}
}
/**
* Looks through an object entry. Content that is not compressed is not held against its checksum yet, and need not be in
* memory: `load` is told what must be.
*/
function inspectEntry(entry, zstd, load = isThere) {
	const members = [];
	const take = (member, most) => {
		const { name, isExact, mostBytes } = member;
		const bytes = isExact && mostBytes <= most ? mostBytes : decode(member, {
			zstd,
			most
		}).length;
		members.push({
			name,
			size: rawFrameBytes(bytes)
		});
		return bytes;
	};
	const kept = readMembers$1(entry, take, load);
	if (kept?.kind === "damaged") return kept;
	if (kept) return {
		kind: "sound",
		label: null,
		rawBytes: entry.length
	};
	return {
		kind: "sound",
		label: labelOf(members.map(({ name }) => name)),
		rawBytes: zipBytes(members)
	};
}
/**
* The crate that rustc's output files are named after, from any of them: `lib<crate>-<hash>.rlib`, `<crate>-<hash>.d`;
* null when none is named so, as in entries of C and C++ (`obj`, `d`, `stderr`).
*/
function labelOf(memberNames) {
	for (const name of memberNames.toSorted()) {
		const crate = library.exec(name)?.[1] ?? otherFile.exec(name)?.[1];
		if (crate) return crate;
	}
	return null;
}
/** What begins with `lib`, whatever the crate is called. */
const library = /^lib([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:rlib|rmeta|so|dylib|a)$/;
/** What does not: a crate called `libc` has `libc-<hash>.d`. */
const otherFile = /^([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:d|o|dll|lib|so|dylib)$/;
// src/bundle/format/tar.ts
/** A header, and what contents are padded to. */
const recordBytes = 512;
new Uint8Array(2 * recordBytes);
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
// src/bundle/threads/workbench.ts
/** More than a usual segment takes: what holds a single larger entry is done by one thread at a time. */
const largeBytes = 16e7;
/** As much as a few small entries take. */
const smallBytes$1 = 2 ** 22;
/** A larger file takes memory for as long as it is in use: it may be all that one thread has, beside what it becomes. */
const keptFileBytes = 2 ** 25;
/** A workbench for the calling thread. Between tasks it keeps no buffer of more than `mostBytes`. */
function createWorkbench(zstd, mostBytes = largeBytes) {
	const run = keptBuffer(zstd.allocate, mostBytes);
	const file = keptBuffer(Buffer.allocUnsafeSlow, mostBytes);
	return {
		zstd,
		buffer: run.take,
		fileBuffer: file.take,
		tidy() {
			run.tidy();
			file.tidy();
			zstd.tidy();
		}
	};
}
/** A buffer of one of few sizes: memory that is not touched costs nothing, but to grow costs what was touched. */
function keptBuffer(allocate, mostBytes) {
	let kept = Buffer.alloc(0);
	return {
		take(bytes) {
			if (kept.length < bytes) {
				release(kept);
				kept = allocate(Math.max(bytes, bytes > smallBytes$1 ? largeBytes : smallBytes$1));
			}
			return kept.subarray(0, bytes);
		},
		tidy() {
			if (kept.length <= mostBytes) return;
			release(kept);
			kept = Buffer.alloc(0);
		}
	};
}
/**
* Gives back at once the memory of a large buffer, which has it to itself and must not be used any more; small ones may
* share theirs and are left to the garbage collector.
*/
function release({ buffer, length }) {
	if (length >= 2 ** 16 && buffer instanceof ArrayBuffer) buffer.transfer(0);
}
/** A file that has become shorter since it was opened. */
var Shortened = class extends Error {};
/** A file that is larger than any entry, such as a sparse one that somebody put there: no memory is taken for it. */
var Oversized = class extends Error {};
/**
* Gives `look` a file, with memory that the workbench keeps for one: fresh memory for every file costs as much time as
* reading it. What it is given must not be used afterwards. @throws what opening, reading and `look` throw
*/
function withFile(path, bench, look) {
	const descriptor = (0, node_fs.openSync)(path, "r");
	let large;
	try {
		const { size } = (0, node_fs.fstatSync)(descriptor);
		if (size > mostFrameBytes) throw new Oversized(`it has ${size} bytes, more than an entry of a bundle may have`);
		if (size > keptFileBytes) large = Buffer.allocUnsafeSlow(size);
		const content = large ?? bench.fileBuffer(size);
		const copy = (into, from) => {
			for (let at = 0; at < into.length;) {
				const count = (0, node_fs.readSync)(descriptor, into, at, into.length - at, from + at);
				if (count === 0) throw new Shortened("it became shorter while it was packed");
				at += count;
			}
		};
		return look({
			content,
			copy,
			load: (from, to) => copy(content.subarray(from, to), from)
		});
	} finally {
		(0, node_fs.closeSync)(descriptor);
		if (large) release(large);
	}
}
/** Words for a file that is gone, shortened or cannot be read; throws every other error on. */
function unreadable(error) {
	if (error instanceof Shortened || error instanceof Oversized) return error.message;
	if (error instanceof Error && "code" in error && "syscall" in error) return `it cannot be read: ${String(error.code)}`;
	throw error;
}
// src/bundle/threads/examine-entries.ts
/** That an entry may take more memory to be decoded than the task has. */
var TooLarge = class extends Error {};
/**
* Says which entries can be packed, as far as can be told before they are. The result depends on their content alone, but
* that an entry is not read when it has the very size that its member of an earlier bundle had: then it is that member.
*/
function examineEntries({ entries, mayBeLarge }, bench) {
	const sound = [];
	const dropped = [];
	const large = [];
	const within = mayBeLarge ? bench : {
		...bench,
		zstd: withoutLarge(bench.zstd)
	};
	for (const entry of entries) {
		const { name, path, remembered } = entry;
		try {
			const examined = examine(path, name, {
				remembered,
				bench: within
			});
			if (typeof examined === "string") dropped.push({
				name,
				why: examined
			});
			else sound.push({
				name,
				...examined
			});
		} catch (error) {
			if (!(error instanceof TooLarge)) throw error;
			large.push(entry);
		}
	}
	return {
		sound,
		dropped,
		large
	};
}
/** The zstd that decodes nothing which may take more memory than a usual segment. */
function withoutLarge(zstd) {
	return {
		...zstd,
		decompressWithin(frame, most) {
			if (Math.min(checkOutline(frame).mostBytes, most) > 16e7) throw new TooLarge();
			return zstd.decompressWithin(frame, most);
		}
	};
}
/** What is known of the entry, or why it is dropped. */
function examine(path, name, { remembered, bench }) {
	try {
		if (remembered && (0, node_fs.statSync)(path).size === remembered.bytes) return remembered;
		return withFile(path, bench, ({ content, load }) => {
			const inspected = inspect(name, content, {
				load: loadOnce(content, load),
				bench
			});
			if (inspected.kind === "damaged") return `it is damaged: ${inspected.why}`;
			if (memberBytes(inspected.rawBytes) > limits.segmentRawBytes) return `it has ${inspected.rawBytes} bytes, more than an entry of a bundle may have`;
			return {
				bytes: inspected.rawBytes,
				storedBytes: content.length,
				label: inspected.label
			};
		});
	} catch (error) {
		return unreadable(error);
	}
}
function inspect(name, content, { load, bench }) {
	if (kindOf(name) !== "object") return {
		kind: "sound",
		label: null,
		rawBytes: content.length
	};
	return inspectEntry(content, bench.zstd, load);
}
/** Up to here a file is read at once, since several reads of a few bytes take longer. */
const smallBytes = 2 ** 18;
function loadOnce(content, load) {
	if (content.length > smallBytes) return load;
	load(0, content.length);
	return isThere;
}
// src/bundle/threads/pack-entries.ts
/**
* Packs entries into one segment. What comes out depends on the task and on the entries' content alone. An entry that
* is no longer what it was when it was examined is dropped, with the reason.
*/
function encodeRun({ entries, ...how }, bench) {
	const run = bench.buffer(entries.reduce((sum, { bytes }) => sum + memberBytes(bytes), 0));
	const dropped = [];
	let used = 0;
	for (const { name, path, bytes, lastUse } of entries) {
		const why = readInto(run.subarray(contentAt(used), contentAt(used) + bytes), {
			path,
			name,
			bench
		});
		if (why === void 0) used = sealMember(run, used, {
			name,
			bytes,
			mtime: lastUse
		});
		else dropped.push({
			name,
			why
		});
	}
	const frame = used === 0 ? /* @__PURE__ */ new Uint8Array() : compress(run.subarray(0, used), how, bench);
	if (used > mostContent(frame.length)) {
		const why = `it shrinks to ${frame.length} of ${used} bytes, which readers take for an attack`;
		return {
			frame: /* @__PURE__ */ new Uint8Array(),
			rawBytes: 0,
			sha256: "",
			dropped: entries.map(({ name }) => ({
				name,
				why
			}))
		};
	}
	return {
		frame,
		rawBytes: used,
		sha256: (0, node_crypto.createHash)("sha256").update(frame).digest("hex"),
		dropped
	};
}
function compress(raw, { level, zstdThreads = 0 }, { zstd }) {
	return zstd.compress(raw, {
		level,
		windowLog: windowLog(raw.length),
		longDistance: true,
		...level === 3 && { tables: smallTables },
		checksum: true,
		threads: zstdThreads
	});
}
/**
* For the default level. Where long-distance matching finds what is far, the tables for what is near can be so small
* that they stay in a core's cache: 1.1 instead of 1.9 seconds for 302 MB of one build's entries, 0.5 % more bytes.
*/
const smallTables = {
	hashLog: 14,
	chainLog: 15,
	ldmHashLog: 18,
	ldmBucketSizeLog: 2,
	ldmHashRateLog: 8
};
/** The smallest window that spans `bytes`, within what every decoder takes without a flag. */
function windowLog(bytes) {
	return Math.min(27, Math.max(10, Math.ceil(Math.log2(bytes + 1))));
}
/** Fills `room`, which has the size that is expected, with the entry as bundles hold it; or says why not. */
function readInto(room, { path, name, bench }) {
	try {
		return withFile(path, bench, ({ content: stored, ...source }) => {
			const changed = "it changed while it was packed";
			const coded = kindOf(name) === "object" ? toRaw(stored, bench.zstd, room, source) : void 0;
			if (coded?.kind === "damaged") return `it is damaged: ${coded.why}`;
			if (coded?.kind === "transcoded") {
				if (coded.content.length !== room.length) return changed;
				if (coded.content.buffer !== room.buffer) coded.content.copy(room);
				return;
			}
			if (stored.length !== room.length) return changed;
			source.copy(room, 0);
		});
	} catch (error) {
		return unreadable(error);
	}
}
// src/bundle/threads/entry-writer.ts
/**
* A writer of new entries below `directory`, a folder of this process. Access and modification times become the last use, so that a later hit
* shows. It writes no name that sccache would not choose, and over no file: @throws {BundleError}, or what writing throws
*/
function createEntryWriter(directory) {
	const folders = /* @__PURE__ */ new Set();
	return (name, content, lastUse) => {
		if (!kindOf(name)) throw new BundleError("unsafe-name", `${quote(name)} is not a name that sccache gives a file`);
		const path = (0, node_path.join)(directory, name);
		const folder = (0, node_path.dirname)(path);
		if (!folders.has(folder)) (0, node_fs.mkdirSync)(folder, { recursive: true });
		folders.add(folder);
		const file = (0, node_fs.openSync)(path, "wx", 384);
		try {
			writeInPieces(file, content);
			(0, node_fs.futimesSync)(file, lastUse, lastUse);
		} finally {
			(0, node_fs.closeSync)(file);
		}
	};
}
/**
* Bytes of one write. A file system that uses large folios, as Linux's ext4 does from 6.16 on, gives a larger write larger
* pieces of memory, which on virtual machines are often not there yet: 1.1 GB/s of processor time for writes of 4 MiB,
* 3.6 GB/s for these.
*/
const writeBytes = 2 ** 18;
/** Writes all of it, on from where the file is, or from `position` on. */
function writeInPieces(file, content, position) {
	for (let at = 0; at < content.length;) {
		const bytes = Math.min(writeBytes, content.length - at);
		at += (0, node_fs.writeSync)(file, content, at, bytes, position === void 0 ? null : position + at);
	}
}
// src/bundle/threads/segments.ts
/**
* Yields the entries of a segment, which is held against the manifest before: its digest, its size, and every member
* as it is reached. @throws {BundleError} naming the segment, and the entry where there is one; what reading and a lack of
* memory throw
*/
function* openSegment(task, bench) {
	const run = decompress(readVerified(task, bench.fileBuffer(task.segment.bytes)), task, bench);
	let next = 0;
	for (const { name, bytes, content } of membersOf(run, task.index)) {
		const entry = task.entries[next];
		if (entry?.name !== name || entry.bytes !== bytes) throw new BundleError("disagrees", `${`segment ${task.index}, entry ${quote(name)}`}: the manifest lists something else there`);
		next += 1;
		yield {
			entry,
			content
		};
	}
	if (next === task.entries.length) return;
	throw new BundleError("disagrees", `segment ${task.index} has ${next} entries, the manifest lists ${task.entries.length}`);
}
/** Reads a segment to its end. @throws as `openSegment` */
function checkSegment(task, bench) {
	for (const _ of openSegment(task, bench));
}
/** Copies a segment's frame as it is. @throws {BundleError} when it is damaged, after it was written; what reading and writing throw */
function copySegment({ to, at, ...task }, bench) {
	const piece = bench.buffer(pieceBytes);
	passVerified(task, () => piece, (bytes, from) => writeInPieces(to, bytes, at + from));
}
/** So much is read and then hashed while a core's cache still has it. */
const pieceBytes = 2 ** 18;
/** Reads the segment's frame into `frame`, of its size, and compares its digest. @throws {BundleError}, or what reading throws */
function readVerified(task, frame) {
	passVerified(task, (at) => frame.subarray(at));
	return frame;
}
/**
* Reads the segment's frame piece by piece, each into the beginning of what `room` gives for it, and compares its digest at the end.
* @throws {BundleError}, and what reading and `then` throw
*/
function passVerified({ file, segment, index }, room, then = () => {}) {
	const hash = (0, node_crypto.createHash)("sha256");
	const descriptor = typeof file === "number" ? file : (0, node_fs.openSync)(file, "r");
	try {
		for (let at = 0; at < segment.bytes;) {
			const piece = room(at).subarray(0, Math.min(pieceBytes, segment.bytes - at));
			const count = (0, node_fs.readSync)(descriptor, piece, 0, piece.length, segment.offset + at);
			if (count === 0) throw new BundleError("truncated", `segment ${index} is cut short`);
			hash.update(piece.subarray(0, count));
			then(piece.subarray(0, count), at);
			at += count;
		}
	} finally {
		if (descriptor !== file) (0, node_fs.closeSync)(descriptor);
	}
	if (hash.digest("hex") === segment.sha256) return;
	throw new BundleError("damaged", `segment ${index} is damaged: digest mismatch`);
}
function decompress(frame, { segment, index }, { zstd, buffer }) {
	const room = buffer(segment.rawBytes);
	try {
		const run = zstd.decompressVerified(frame, segment.rawBytes, room);
		if (run.length === segment.rawBytes) return run;
	} catch (cause) {
		if (!(cause instanceof ZstdError)) throw cause;
		throw new BundleError("damaged", `segment ${index} is damaged: it cannot be decoded`, cause);
	}
	throw new BundleError("disagrees", `segment ${index} holds less than the manifest says`);
}
function* membersOf(run, index) {
	try {
		yield* readMembers(run);
	} catch (error) {
		if (!(error instanceof BundleError)) throw error;
		throw new BundleError(error.fault, `segment ${index}: ${error.message}`, error);
	}
}
/** Writes the entries of a segment. @throws as `openSegment`, and what writing throws */
function unpackSegment(task, bench) {
	const write = createEntryWriter(task.directory);
	const entries = task.compact ? compacted(openSegment(task, bench), bench) : openSegment(task, bench);
	for (const { entry, content } of entries) if (!task.skip.has(entry.name)) write(entry.name, content, entry.lastUse);
}
/** The entries with their objects compressed again; what cannot be rewritten stays as it is. */
function* compacted(entries, { zstd }) {
	for (const { entry, content } of entries) {
		const coded = kindOf(entry.name) === "object" ? toCompact(content, zstd) : void 0;
		yield {
			entry,
			content: coded?.kind === "transcoded" ? coded.content : content
		};
	}
}
// src/bundle/threads/tasks.ts
const handlers = {
	examine: examineEntries,
	encode: encodeRun,
	copy: copySegment,
	unpack: unpackSegment,
	check: checkSegment
};
/** A runner for the calling thread, which is busy until the task is done. */
function runHere(zstd) {
	const bench = createWorkbench(zstd);
	return async (name, task) => {
		try {
			return handlers[name](task, bench);
		} finally {
			bench.tidy();
		}
	};
}
// src/bundle/threads/worker.ts
/** A thread of the pool: answers each request in turn, with the make of zstd that the pool was opened with. */
const run = runHere(node_worker_threads.workerData === zlibZstd.name ? zlibZstd : openZstd().zstd);
node_worker_threads.parentPort?.on("message", ({ name, task }) => {
	answer(name, task);
});
node_worker_threads.parentPort?.postMessage({ kind: "up" });
async function answer(name, task) {
	try {
		const value = await run(name, task);
		const done = {
			kind: "done",
			value
		};
		node_worker_threads.parentPort?.postMessage(done, frameOf(value));
	} catch (error) {
		node_worker_threads.parentPort?.postMessage(describe(error));
	}
}
/** What to move to the other side instead of copying it: a frame, unless it is so small that it may share its memory. */
function frameOf(value) {
	const { frame } = value ?? {};
	return frame && frame.length >= 2 ** 16 ? [frame.buffer] : [];
}
function describe(error) {
	if (error instanceof BundleError) return {
		kind: "bundle-error",
		fault: error.fault,
		message: error.message
	};
	const { message, code, syscall, path } = error;
	return {
		kind: "error",
		message,
		system: code === void 0 ? {} : {
			code,
			syscall,
			path
		}
	};
}

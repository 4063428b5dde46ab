import { createRequire } from "node:module";
import zlib from "node:zlib";
import { fileURLToPath } from "node:url";
// src/zstd/zstd.ts
/** A frame that is not what it should be. */
var ZstdError = class extends Error {
	name = "ZstdError";
};
// src/zstd/frame.ts
const MAGIC = 4247762216;
const MAX_WINDOW_BYTES = 2 ** 27;
const BLOCK_HEADER = 3;
const CHECKSUM = 4;
const RAW = 0;
const COMPRESSED = 2;
const MAX_BLOCK_BYTES = 2 ** 17;
/** For what is in memory as it is. */
const isThere = () => void 0;
/** The longest header of a frame. */
const MAX_HEADER = 18;
/**
* Checks the outline of `frame` without decoding it: one frame from the first byte to the last, without a
* dictionary, of a window no decoder refuses, and, when its header tells the size of the content and `size` is
* given, of `size` bytes. What the blocks hold stays for the decoder to check. Costs a few bytes read for each block, and
* only these need be in memory: `load` is told which. Returns what blocks of this outline can hold.
* @see https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1
* @throws {ZstdError}
*/
function checkOutline(frame, size, load = isThere) {
	const bytes = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
	try {
		load(0, Math.min(MAX_HEADER, bytes.byteLength));
		const header = readHeader(bytes);
		if (size !== void 0 && header.contentSize !== void 0 && header.contentSize !== BigInt(size)) throw new ZstdError(`the frame says it holds ${header.contentSize} bytes, not ${size}`);
		if (header.windowSize > MAX_WINDOW_BYTES) throw new ZstdError(`the frame wants a window of ${header.windowSize} bytes; 128 MiB are allowed`);
		const blocks = skipBlocks(bytes, header.length, load);
		const end = blocks.end + (header.hasChecksum ? CHECKSUM : 0);
		if (end > bytes.byteLength) throw new ZstdError("the frame is truncated");
		if (end < bytes.byteLength) throw new ZstdError(`${bytes.byteLength - end} bytes follow the frame`);
		const { mostBytes, isExact, isRaw } = blocks;
		if (isExact && header.contentSize !== void 0 && header.contentSize !== BigInt(mostBytes)) throw new ZstdError(`the frame says it holds ${header.contentSize} bytes, and holds ${mostBytes}`);
		return {
			mostBytes,
			isExact,
			isRaw,
			firstBlock: header.length
		};
	} catch (error) {
		if (error instanceof RangeError) throw new ZstdError("the frame is truncated", { cause: error });
		throw error;
	}
}
/** @throws {RangeError} when `bytes` ends within the header, as DataView does. */
function readHeader(bytes) {
	if (bytes.getUint32(0, true) !== MAGIC) throw new ZstdError("this is not a zstd frame");
	const descriptor = bytes.getUint8(4);
	if ((descriptor & 8) !== 0) throw new ZstdError("the frame uses a reserved bit of its header");
	const isSingleSegment = (descriptor & 32) !== 0;
	let at = 5;
	const window = isSingleSegment ? void 0 : windowSize(bytes.getUint8(at++));
	const dictionaryBytes = [
		0,
		1,
		2,
		4
	][descriptor & 3] ?? 0;
	for (let i = 0; i < dictionaryBytes; i++) if (bytes.getUint8(at++) !== 0) throw new ZstdError("the frame needs a dictionary");
	const sizeBytes = descriptor >> 6 === 0 && isSingleSegment ? 1 : [
		0,
		2,
		4,
		8
	][descriptor >> 6];
	const contentSize = readContentSize(bytes, at, sizeBytes);
	return {
		length: at + (sizeBytes ?? 0),
		windowSize: window ?? contentSize ?? 0,
		contentSize,
		hasChecksum: (descriptor & 4) !== 0
	};
}
function windowSize(descriptor) {
	const base = 2 ** (10 + (descriptor >> 3));
	return base + base / 8 * (descriptor & 7);
}
function readContentSize(bytes, at, length) {
	switch (length) {
		case 1: return BigInt(bytes.getUint8(at));
		case 2: return BigInt(bytes.getUint16(at, true) + 256);
		case 4: return BigInt(bytes.getUint32(at, true));
		case 8: return bytes.getBigUint64(at, true);
		default: return;
	}
}
/** Returns where the last block ends, which may be beyond the end of `bytes`, and what all can hold at most. */
function skipBlocks(bytes, start, load) {
	let at = start;
	let mostBytes = 0;
	let isExact = true;
	let isRaw = true;
	for (;;) {
		if (at + BLOCK_HEADER <= bytes.byteLength) load(at, at + BLOCK_HEADER);
		const header = bytes.getUint16(at, true) | bytes.getUint8(at + 2) << 16;
		const kind = header >> 1 & 3;
		if (kind === 3) throw new ZstdError("the frame holds a block of a reserved kind");
		at += BLOCK_HEADER + (kind === 1 ? 1 : header >> 3);
		isExact &&= kind !== COMPRESSED;
		isRaw &&= kind === RAW;
		mostBytes += kind === COMPRESSED ? MAX_BLOCK_BYTES : header >> 3;
		if ((header & 1) === 1) return {
			end: at,
			mostBytes,
			isExact,
			isRaw
		};
	}
}
// src/zstd/napi.ts
/**
* Up to here frames share one context, which halves their time. Larger ones have one each: its memory goes
* back, and the positions a context counts never reach the 3.5 GB at which zstd renumbers them within a frame,
* so that equal calls give equal bytes whatever came before.
*/
const SMALL_BYTES = 2 ** 20;
/**
* Returns where the binding for this platform is, whether there is one or not: in the folder zstd beside the
* bundled code, or in dist/zstd as seen from the source.
*/
function bindingFile(platform = process.platform, arch = process.arch) {
	const folder = import.meta.url.endsWith(".ts") ? "../../dist/zstd/" : "./zstd/";
	return fileURLToPath(new URL(`${folder}${platform}-${arch}.node`, import.meta.url));
}
/**
* Zstd by the native binding in `file`. Keeps the buffer of its largest frame for the next; use it in one thread.
* @throws {Error} when the binding does not load here: no such file, another platform, another C library.
*/
function loadNapiZstd(file) {
	const native = createRequire(import.meta.url)(file);
	const decoder = new native.DCtx();
	const smallEncoder = new native.CCtx();
	let scratch = Buffer.alloc(0);
	return {
		name: "zstd-napi",
		compress(content, options) {
			const bound = native.compressBound(content.byteLength);
			if (scratch.byteLength < bound) scratch = Buffer.allocUnsafeSlow(bound);
			const encoder = content.byteLength <= SMALL_BYTES ? smallEncoder : new native.CCtx();
			const written = configure(native, encoder, options).compress2(scratch, content);
			const frame = Buffer.allocUnsafeSlow(written);
			scratch.copy(frame, 0, 0, written);
			return frame;
		},
		decompress(frame, size) {
			checkOutline(frame, size);
			const content = Buffer.allocUnsafeSlow(size);
			const written = decode$1(decoder, frame, content);
			if (written !== size) throw new ZstdError(`the frame holds ${written} bytes, not ${size}`);
			return content;
		},
		decompressWithin(frame, most) {
			const bound = Math.min(checkOutline(frame).mostBytes, most);
			if (scratch.byteLength < bound) scratch = Buffer.allocUnsafeSlow(bound);
			return scratch.subarray(0, decode$1(decoder, frame, scratch.subarray(0, bound)));
		}
	};
}
/** Makes `context` a new one, with these options. */
function configure(native, context, options) {
	const { CParameter, ResetDirective } = native;
	context.reset(ResetDirective.sessionAndParameters);
	context.setParameter(CParameter.compressionLevel, options.level);
	context.setParameter(CParameter.contentSizeFlag, 1);
	context.setParameter(CParameter.checksumFlag, options.checksum ? 1 : 0);
	context.setParameter(CParameter.enableLongDistanceMatching, options.longDistance ? 1 : 0);
	if (options.windowLog !== void 0) context.setParameter(CParameter.windowLog, options.windowLog);
	for (const [name, value] of Object.entries(options.tables ?? {})) context.setParameter(CParameter[name], value);
	return context;
}
function decode$1(decoder, frame, into) {
	try {
		return decoder.decompress(into, frame);
	} catch (error) {
		throw new ZstdError(`the frame cannot be decoded: ${error.message}`, { cause: error });
	}
}
// src/zstd/zlib.ts
const { constants } = zlib;
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
	compress(content, options) {
		return zlib.zstdCompressSync(content, {
			params: parameters(options),
			pledgedSrcSize: content.byteLength,
			chunkSize: CHUNK_BYTES
		});
	},
	decompress(frame, size) {
		checkOutline(frame, size);
		const content = decode(frame, size);
		if (content.byteLength !== size) throw new ZstdError(`the frame holds ${content.byteLength} bytes, not ${size}`);
		return content;
	},
	decompressWithin(frame, most) {
		const content = decode(frame, Math.min(checkOutline(frame).mostBytes, most));
		if (content.byteLength > most) throw new ZstdError(`the frame holds more than ${most} bytes`);
		return content;
	}
};
function parameters(options) {
	const params = {
		[constants.ZSTD_c_compressionLevel]: options.level,
		[constants.ZSTD_c_contentSizeFlag]: 1,
		[constants.ZSTD_c_checksumFlag]: options.checksum ? 1 : 0,
		[constants.ZSTD_c_enableLongDistanceMatching]: options.longDistance ? 1 : 0
	};
	if (options.windowLog !== void 0) params[constants.ZSTD_c_windowLog] = options.windowLog;
	for (const [name, value] of Object.entries(options.tables ?? {})) params[constants[`ZSTD_c_${name}`]] = value;
	return params;
}
function decode(frame, size) {
	try {
		return zlib.zstdDecompressSync(frame, {
			chunkSize: Math.max(size + 1, MIN_CHUNK_BYTES),
			maxOutputLength: Math.max(size, 1)
		});
	} catch (error) {
		throw new ZstdError(`the frame cannot be decoded: ${error.message}`, { cause: error });
	}
}
// src/zstd/open.ts
/**
* Returns a zstd for this thread: the native one when its binding loads from `file`, else node:zlib's.
* @throws {Error} when there is neither.
*/
function openZstd(file = bindingFile()) {
	try {
		return { zstd: loadNapiZstd(file) };
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
export { ZstdError as a, isThere as i, zlibZstd as n, checkOutline as r, openZstd as t };

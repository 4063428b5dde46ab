import { t as BundleError } from "./chunk-bundle-error.js";
import { createRequire } from "node:module";
import zlib from "node:zlib";
import { fileURLToPath } from "node:url";
// src/bundle/limits.ts
/**
* What a reader accepts, so that a hostile bundle can claim no more than a machine can bear, and what a
* writer keeps to, so that whatever is written can be read.
*/
const limits = {
	/** Bytes of the manifest's JSON, and of its frame. */
	manifestBytes: 64 * 2 ** 20,
	segments: 65536,
	entries: 4e5,
	/** Uncompressed bytes of one segment, and so of one entry. */
	segmentRawBytes: 2 ** 30,
	/** Characters of a name, a label or a version. */
	text: 300,
	/** The last second that a tar header can tell, in the year 2242. */
	seconds: 8 ** 11 - 1
};
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
	for (let i = 0; i < 512; i += 1) sum += into[i] ?? 0;
	into.write(`${sum.toString(8).padStart(6, "0")} \0`, checksumAt, "latin1");
}
/**
* Reads the header at the start of `record`. Whatever `writeHeader` would not write, byte for byte, is no file: links,
* devices, extended headers, other owners and modes, and damage.
*/
function parseHeader(record) {
	const name = readName(record);
	const header = {
		name,
		bytes: readOctal(record, sizeAt),
		mtime: readOctal(record, mtimeAt)
	};
	if (record[typeAt] !== template[typeAt]) return {
		kind: "refused",
		name,
		fault: "unsafe-name",
		why: "it is not a plain file"
	};
	const damaged = {
		kind: "refused",
		name,
		fault: "damaged",
		why: "its header is damaged"
	};
	if (Number.isNaN(header.bytes) || Number.isNaN(header.mtime)) return damaged;
	const expected = Buffer.alloc(512);
	writeHeader(expected, header);
	return expected.equals(record.subarray(0, 512)) ? {
		kind: "file",
		header
	} : damaged;
}
function makeTemplate() {
	const zero = "000000 \0";
	const header = Buffer.alloc(512);
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
// src/bundle/tar.ts
/** What ends a tar: two empty records. */
const endOfTar = /* @__PURE__ */ new Uint8Array(1024);
/** Bytes that a file of `bytes` takes in a tar: a header and whole records. */
function memberBytes(bytes) {
	return 512 + Math.ceil(bytes / 512) * 512;
}
/** Where in a run the content of a member goes whose header is at `at`. */
function contentAt(at) {
	return at + 512;
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
		if (at + 512 > bytes.length) throw new BundleError("truncated", `the tar ends at byte ${at}`);
		const parsed = parseHeader(bytes.subarray(at, at + 512));
		if (parsed.kind === "refused") throw new BundleError(parsed.fault, `the tar member ${JSON.stringify(parsed.name)}: ${parsed.why}`);
		const { header } = parsed;
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
	for (let at = 0; at + 512 <= bytes.length;) {
		const parsed = parseHeader(bytes.subarray(at, at + 512));
		const size = parsed.kind === "file" ? parsed.header.bytes : 0;
		const content = bytes.subarray(contentAt(at), contentAt(at) + size);
		if (parsed.kind === "file" && content.length === size) yield {
			...parsed.header,
			content
		};
		at += parsed.kind === "file" ? memberBytes(size) : 512;
	}
}
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
const COMPRESSED = 2;
const MAX_BLOCK_BYTES = 2 ** 17;
/**
* Checks the outline of `frame` without decoding it: one frame from the first byte to the last, without a
* dictionary, of a window no decoder refuses, and, when its header tells the size of the content and `size` is
* given, of `size` bytes. What the blocks hold stays for the decoder to check. Costs a few bytes read for each block.
* Returns the most bytes of content that blocks of this outline can hold.
* @see https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1
* @throws {ZstdError}
*/
function checkOutline(frame, size) {
	const bytes = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
	try {
		const header = readHeader(bytes);
		if (size !== void 0 && header.contentSize !== void 0 && header.contentSize !== BigInt(size)) throw new ZstdError(`the frame says it holds ${header.contentSize} bytes, not ${size}`);
		if (header.windowSize > MAX_WINDOW_BYTES) throw new ZstdError(`the frame wants a window of ${header.windowSize} bytes; 128 MiB are allowed`);
		const blocks = skipBlocks(bytes, header.length);
		const end = blocks.end + (header.hasChecksum ? CHECKSUM : 0);
		if (end > bytes.byteLength) throw new ZstdError("the frame is truncated");
		if (end < bytes.byteLength) throw new ZstdError(`${bytes.byteLength - end} bytes follow the frame`);
		return blocks.contentBound;
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
function skipBlocks(bytes, start) {
	let at = start;
	let contentBound = 0;
	for (;;) {
		const header = bytes.getUint16(at, true) | bytes.getUint8(at + 2) << 16;
		const kind = header >> 1 & 3;
		if (kind === 3) throw new ZstdError("the frame holds a block of a reserved kind");
		at += BLOCK_HEADER + (kind === 1 ? 1 : header >> 3);
		contentBound += kind === COMPRESSED ? MAX_BLOCK_BYTES : header >> 3;
		if ((header & 1) === 1) return {
			end: at,
			contentBound
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
			const bound = Math.min(checkOutline(frame), most);
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
		const content = decode(frame, Math.min(checkOutline(frame), most));
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
export { endOfTar as a, readMembers as c, contentAt as i, sealMember as l, zlibZstd as n, findMembers as o, ZstdError as r, memberBytes as s, openZstd as t, limits as u };

import { createRequire } from "node:module";
import zlib from "node:zlib";
import { fileURLToPath } from "node:url";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path, { join } from "node:path";
import { tmpdir } from "node:os";
import { getRawAsset, isSea } from "node:sea";
// src/zstd/embedded.ts
/** What the binding is called within a single executable. */
const embeddedBinding = "zstd.node";
/**
* Gives `load` the binding that this single executable holds as a file, since the system loads libraries from files alone. The
* file is removed afterwards; what was loaded is kept.
* @throws {Error} when there is no place for it, and what `load` throws
*/
function withEmbeddedBinding(load) {
	const folder = mkdtempSync(join(tmpdir(), "sccache-bundle-"));
	try {
		const file = join(folder, embeddedBinding);
		writeFileSync(file, new Uint8Array(getRawAsset(embeddedBinding)), { mode: 384 });
		return load(file);
	} finally {
		try {
			rmSync(folder, { recursive: true });
		} catch {}
	}
}
// src/zstd/zstd.ts
/**
* The most bytes that a frame of `bytes` may decode to, for those who do not trust it: what compilers write shrinks to a
* tenth. Up to the size of a usual segment any content is fine, since sound bundles take as much memory.
*/
function mostContent(bytes) {
	return Math.min(2 ** 30, 9 * 2 ** 24 + 256 * bytes);
}
/** A frame that is not what it should be. */
var ZstdError = class extends Error {
	name = "ZstdError";
};
// src/zstd/frame.ts
const frameMagic = 4247762216;
/** What a block holds at most. */
const mostBlockBytes = 2 ** 17;
const longestHeader = 18;
const checksumBytes = 4;
const mostWindowBytes = 2 ** 27;
/** The header of the frame that begins at `start`. @throws {ZstdError} when there is none that a decoder would take */
function readFrameHeader(read, start) {
	const bytes = viewOf(read(start, longestHeader));
	try {
		if (bytes.getUint32(0, true) !== 4247762216) throw new ZstdError("this is not a zstd frame");
		return parseHeader(bytes);
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
* refuses, and, when its header tells the size of the content and `size` is given, of `size` bytes. What the blocks hold
* is left for the decoder to check. Only a few bytes for each block need be in memory: `load` is told which.
* @throws {ZstdError}
*/
function checkOutline(frame, size, load = isThere) {
	const read = readFrom(frame, load);
	const header = readFrameHeader(read, 0);
	const { contentBytes, windowBytes } = header;
	if (size !== void 0 && contentBytes !== void 0 && contentBytes !== size) throw new ZstdError(`the frame says it holds ${contentBytes} bytes, not ${size}`);
	if (windowBytes > mostWindowBytes) throw new ZstdError(`the frame wants a window of ${windowBytes} bytes; 128 MiB are allowed`);
	const seen = {
		mostBytes: 0,
		isExact: true,
		isRaw: true,
		isUniform: true
	};
	let end = 0;
	for (const block of blocksFrom(read, header.bytes)) {
		seen.mostBytes += block.mostBytes;
		seen.isExact &&= block.kind !== "compressed";
		seen.isRaw &&= block.kind === "raw";
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
function readFrom(bytes, load = isThere) {
	return (at, count) => {
		const end = Math.min(at + count, bytes.length);
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
		parts.push(start + header.bytes);
		for (const { end } of blocksFrom(read, start + header.bytes)) {
			if (read(end - 1, 1).length === 0) return {
				parts,
				end: void 0,
				header
			};
			parts.push(end);
		}
		return {
			parts,
			end: (parts.at(-1) ?? 0) + (header.hasChecksum ? checksumBytes : 0),
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
function viewOf({ buffer, byteOffset, byteLength }) {
	return new DataView(buffer, byteOffset, byteLength);
}
/** @throws {RangeError} when `bytes` ends within the header, as DataView does. */
function parseHeader(bytes) {
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
	const contentBytes = readContentSize(bytes, at, sizeBytes);
	return {
		bytes: at + (sizeBytes ?? 0),
		windowBytes: window ?? contentBytes ?? 0,
		contentBytes,
		hasChecksum: (descriptor & 4) !== 0
	};
}
function windowSize(descriptor) {
	const base = 2 ** (10 + (descriptor >> 3));
	return base + base / 8 * (descriptor & 7);
}
function readContentSize(bytes, at, length) {
	switch (length) {
		case 1: return bytes.getUint8(at);
		case 2: return bytes.getUint16(at, true) + 256;
		case 4: return bytes.getUint32(at, true);
		case 8: return Number(bytes.getBigUint64(at, true));
		default: return;
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
			if (content.byteLength > SMALL_BYTES) {
				const frame = Buffer.allocUnsafeSlow(bound);
				return frame.subarray(0, configure(native, new native.CCtx(), options).compress2(frame, content));
			}
			if (scratch.byteLength < bound) scratch = Buffer.allocUnsafeSlow(bound);
			const written = configure(native, smallEncoder, options).compress2(scratch, content);
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
		decompressWithin(frame, most, room) {
			const bound = Math.min(checkOutline(frame).mostBytes, most);
			if (room && room.byteLength >= bound) return room.subarray(0, decode$1(decoder, frame, room.subarray(0, bound)));
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
const { constants: constants$1 } = zlib;
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
		[constants$1.ZSTD_c_compressionLevel]: options.level,
		[constants$1.ZSTD_c_contentSizeFlag]: 1,
		[constants$1.ZSTD_c_checksumFlag]: options.checksum ? 1 : 0,
		[constants$1.ZSTD_c_enableLongDistanceMatching]: options.longDistance ? 1 : 0
	};
	if (options.windowLog !== void 0) params[constants$1.ZSTD_c_windowLog] = options.windowLog;
	for (const [name, value] of Object.entries(options.tables ?? {})) params[constants$1[`ZSTD_c_${name}`]] = value;
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
* Returns a zstd for this thread: the native one when its binding loads from `file`, else node:zlib's. A single executable
* brings its binding.
* @throws {Error} when there is neither.
*/
function openZstd(file) {
	try {
		if (file === void 0 && isSea()) return { zstd: withEmbeddedBinding(loadNapiZstd) };
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
// src/sccache/layout.ts
/**
* The names that sccache gives its files, by what the file is. A key is a BLAKE3 digest in lower-case hex; the
* folders above it repeat its first two (objects) or three (preprocessor) digits. Measured with 0.16.0 and 0.19.0.
* https://github.com/mozilla/sccache/blob/main/src/cache/disk.rs `make_key_path`, `cache/utils.rs` `normalize_key`
*/
const NAMES = {
	object: /^([0-9a-f])\/([0-9a-f])\/\1\2[0-9a-f]{62}$/,
	preprocessor: /^preprocessor\/([0-9a-f])\/([0-9a-f])\/([0-9a-f])\/\1\2\3[0-9a-f]{61}$/
};
/**
* The kind of the entry called `name`, a path below sccache's directory with `/` between its parts. Undefined for
* every name that sccache itself would not choose: nothing else in a bundle may be written to disk.
*/
function kindOf(name) {
	if (NAMES.object.test(name)) return "object";
	if (NAMES.preprocessor.test(name)) return "preprocessor";
}
/**
* Where sccache keeps its files when SCCACHE_DIR is not set, in the platform's own notation. `home` is the home
* directory. On Windows the last part is `cache`, although sccache's documentation leaves it out
* (https://docs.rs/directories/6.0.0/directories/struct.ProjectDirs.html#method.cache_dir).
*/
function defaultDirectory(platform, env, home) {
	switch (platform) {
		case "darwin": return path.posix.join(home, "Library", "Caches", "Mozilla.sccache");
		case "win32": {
			const local = env["LOCALAPPDATA"] || path.win32.join(home, "AppData", "Local");
			return path.win32.join(local, "Mozilla", "sccache", "cache");
		}
		default: {
			const xdg = env["XDG_CACHE_HOME"] ?? "";
			const caches = path.posix.isAbsolute(xdg) ? xdg : path.posix.join(home, ".cache");
			return path.posix.join(caches, "sccache");
		}
	}
}
export { blocksFrom as a, isThere as c, walkFrame as d, ZstdError as f, zlibZstd as i, mostBlockBytes as l, kindOf as n, checkOutline as o, mostContent as p, openZstd as r, frameMagic as s, defaultDirectory as t, readFrom as u };

import { h as checkOutline, x as ZstdError } from "./chunk-tar.js";
import { createRequire } from "node:module";
import zlib from "node:zlib";
import { fileURLToPath } from "node:url";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { getRawAsset, isSea } from "node:sea";
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
		const content = decode$1(frame, size);
		if (content.byteLength !== size) throw new ZstdError(`the frame holds ${content.byteLength} bytes, not ${size}`);
		return content;
	},
	decompressWithin(frame, most) {
		const content = decode$1(frame, Math.min(checkOutline(frame).mostBytes, most));
		if (content.byteLength > most) throw new ZstdError(`the frame holds more than ${most} bytes`);
		return content;
	},
	allocate: Buffer.allocUnsafeSlow
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
function decode$1(frame, size) {
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
* Returns a zstd for this thread: the native one when its binding loads from `file`, else node:zlib's, and why. Both read and
* write the same format; node:zlib is slower. A single executable brings its binding.
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
/** From here on memory is worth a call to the system. */
const MANY_PAGES_BYTES = 2 ** 22;
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
	const allocate = (bytes) => {
		const memory = Buffer.allocUnsafeSlow(bytes);
		if (bytes >= MANY_PAGES_BYTES) native.preferLargePages(memory);
		return memory;
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
		decompress(frame, size) {
			checkOutline(frame, size);
			const content = Buffer.allocUnsafeSlow(size);
			const written = decode(decoder, frame, content);
			if (written !== size) throw new ZstdError(`the frame holds ${written} bytes, not ${size}`);
			return content;
		},
		decompressWithin(frame, most, room) {
			const bound = Math.min(checkOutline(frame).mostBytes, most);
			if (room && room.byteLength >= bound) return room.subarray(0, decode(decoder, frame, room.subarray(0, bound)));
			if (scratch.byteLength < bound) scratch = allocate(bound);
			return scratch.subarray(0, decode(decoder, frame, scratch.subarray(0, bound)));
		},
		allocate
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
function decode(decoder, frame, into) {
	try {
		return decoder.decompress(into, frame);
	} catch (error) {
		throw new ZstdError(`the frame cannot be decoded: ${error.message}`, { cause: error });
	}
}
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
export { zlibZstd as n, openZstd as t };

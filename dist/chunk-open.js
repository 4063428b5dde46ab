import { d as decoding, g as ZstdError, h as zlibZstd, m as zlibHasZstd, p as parametersOf, v as checkOutline } from "./chunk-manifest-json.js";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { getRawAsset, isSea } from "node:sea";
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
	const folder = import.meta.url.endsWith(".ts") ? "../../dist/zstd/" : "./zstd/";
	return fileURLToPath(new URL(`${folder}${platform}-${arch}.node`, import.meta.url));
}
/**
* Zstd by the native binding in `file`. Keeps the buffer of its largest frame for the next, but of a large one; use it in one thread.
* @throws {Error} when the binding does not load here: no such file, another platform, another C library.
*/
function loadNapiZstd(file) {
	const native = createRequire(import.meta.url)(file);
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
export { openZstd as t };

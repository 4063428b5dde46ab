import { m as quote, o as limits, t as BundleError } from "./chunk-checks.js";
import zlib from "node:zlib";
import path from "node:path";
import { lstat, mkdir, readdir } from "node:fs/promises";
// src/sccache/directory.ts
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
	return ["object", "preprocessor"].find((kind) => NAMES[kind].test(name));
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
/** More does not pay: libuv has four threads for this. */
const CONCURRENT_STATS = 16;
/**
* Lists sccache's entries in `directory`, by name in code unit order, without opening any of them, so that their times stay as
* the build left them. A directory that does not exist is empty. A file that vanishes meanwhile is as if it had never been there.
* @throws the system's error when the directory, or one below it, cannot be read for another reason than its permissions.
*/
async function scan(directory) {
	const others = {
		foreign: 0,
		unreadable: []
	};
	const found = [];
	const walk = async (below) => {
		for (const item of await itemsOf(path.join(directory, below), others.unreadable)) {
			const name = below === "" ? item.name : `${below}/${item.name}`;
			const kind = item.isFile() ? kindOf(name) : void 0;
			if (item.isDirectory()) await walk(name);
			else if (kind !== void 0) found.push({
				name,
				kind
			});
			else others.foreign += 1;
		}
	};
	await walk("");
	const entries = [];
	const queue = found.values();
	const measure = async () => {
		for (const entry of queue) {
			const file = await lstat(path.join(directory, entry.name)).catch(orMissing);
			if (file) entries.push({
				...entry,
				bytes: file.size,
				mtimeMs: file.mtimeMs,
				atimeMs: file.atimeMs
			});
		}
	};
	await Promise.all(Array.from({ length: CONCURRENT_STATS }, measure));
	return {
		entries: entries.sort((a, b) => a.name < b.name ? -1 : 1),
		...others
	};
}
async function itemsOf(folder, unreadable) {
	try {
		return await readdir(folder, { withFileTypes: true }).catch(orMissing) ?? [];
	} catch (error) {
		const { code } = error;
		if (code !== "EACCES" && code !== "EPERM") throw error;
		const found = await lstat(folder).catch(() => void 0);
		unreadable.push({
			path: folder,
			owner: found?.uid
		});
		return [];
	}
}
/** Undefined when `error` says that there is no such file; throws `error` otherwise. */
function orMissing(error) {
	if (error.code !== "ENOENT") throw error;
}
/**
* Calls `onActivity` whenever an entry appears or is used: a hit of sccache's server sets its times. Resolves when
* everything that is there is being watched. The directory is made when it is missing. Costs next to nothing while
* nothing happens: the system reports, nobody polls. `close` ends it; nothing is reported afterwards.
*/
async function watchDirectory(directory, { onActivity, onError }) {
	await mkdir(directory, { recursive: true });
	const { watch } = await import("./chunk-chokidar.js");
	const watcher = watch(directory, {
		ignoreInitial: true,
		followSymlinks: false,
		ignorePermissionErrors: true,
		depth: 4
	});
	watcher.on("add", onActivity).on("change", onActivity);
	watcher.on("error", (error) => onError(error instanceof Error ? error : new Error(String(error))));
	await new Promise((resolve) => {
		watcher.once("ready", resolve);
	});
	return watcher;
}
// src/zstd/frame.ts
/**
* zstd frames as far as their headers tell of them, without decoding anything.
* https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1
*/
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
	try {
		return parseHeader$1(read(start, longestHeader));
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
	allocate: Buffer.allocUnsafeSlow
};
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
export { watchDirectory as S, readFrom as _, readMembers as a, kindOf as b, parametersOf as c, ZstdError as d, blocksFrom as f, mostBlockBytes as g, isThere as h, memberBytes as i, zlibHasZstd as l, frameMagic as m, endOfTar as n, sealMember as o, checkOutline as p, findMembers as r, mostContent as s, contentAt as t, zlibZstd as u, walkFrame as v, scan as x, defaultDirectory as y };

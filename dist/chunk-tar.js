import { n as quote, t as BundleError } from "./chunk-bundle-error.js";
import path from "node:path";
import { lstat, mkdir, readdir, stat } from "node:fs/promises";
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
function parseHeader$1(bytes) {
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
// src/bundle/format/limits.ts
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
/** The most bytes of JSON in a manifest of `bytes`, of which digests are the greater part. */
function mostManifest(bytes) {
	return Math.min(limits.manifestBytes, 2 ** 16 + 32 * bytes);
}
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
/** More does not pay: libuv has four threads for this. */
const CONCURRENT_STATS = 16;
/**
* Lists sccache's entries in `directory` without opening any of them, so that their times stay as the build left
* them. A directory that does not exist is empty. A file that vanishes meanwhile is as if it had never been there.
* @throws the system's error when the directory, or one below it, cannot be read for another reason than its permissions.
*/
async function scan(directory) {
	const listing = {
		names: [],
		foreign: 0,
		unreadable: []
	};
	if (await exists(directory)) await walk(directory, "", listing);
	const entries = await statAll(directory, listing.names);
	const { foreign, unreadable } = listing;
	return {
		entries: entries.sort((a, b) => a.name < b.name ? -1 : 1),
		foreign,
		unreadable
	};
}
/** Adds what is in the folder called `below` to `listing`, and what is in its folders. */
async function walk(directory, below, listing) {
	for (const item of await itemsOf(path.join(directory, below), listing)) {
		const name = below === "" ? item.name : `${below}/${item.name}`;
		if (item.isDirectory()) await walk(directory, name, listing);
		else if (item.isFile() && kindOf(name) !== void 0) listing.names.push(name);
		else listing.foreign += 1;
	}
}
async function itemsOf(folder, listing) {
	try {
		return await readdir(folder, { withFileTypes: true });
	} catch (error) {
		const { code } = error;
		if (code === "ENOENT") return [];
		if (code !== "EACCES" && code !== "EPERM") throw error;
		const owner = await lstat(folder).then(({ uid }) => uid, () => void 0);
		listing.unreadable.push({
			path: folder,
			owner
		});
		return [];
	}
}
async function exists(directory) {
	try {
		await stat(directory);
		return true;
	} catch (error) {
		return missing(error, false);
	}
}
async function statAll(directory, names) {
	const entries = [];
	const queue = names.values();
	await Promise.all(Array.from({ length: CONCURRENT_STATS }, async () => {
		for (const name of queue) {
			const entry = await statEntry(directory, name);
			if (entry !== void 0) entries.push(entry);
		}
	}));
	return entries;
}
async function statEntry(directory, name) {
	const kind = kindOf(name);
	if (kind === void 0) return void 0;
	try {
		const { size, mtimeMs, atimeMs } = await lstat(path.join(directory, name));
		return {
			name,
			kind,
			bytes: size,
			mtimeMs,
			atimeMs
		};
	} catch (error) {
		return missing(error, void 0);
	}
}
/** `value` when `error` says that there is no such file; throws `error` otherwise. */
function missing(error, value) {
	if (error instanceof Error && "code" in error && error.code === "ENOENT") return value;
	throw error;
}
/**
* Calls `onActivity` whenever an entry appears or is used: a hit of sccache's server sets its times. Resolves when
* everything that is there is being watched. The directory is made when it is missing. Costs next to nothing while
* nothing happens: the system reports, nobody polls.
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
	return { close: () => watcher.close() };
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
		const parsed = parseHeader(bytes.subarray(at, at + recordBytes));
		if (parsed.kind === "refused") throw new BundleError(parsed.fault, `the tar member ${quote(parsed.name)}: ${parsed.why}`);
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
	for (let at = 0; at + recordBytes <= bytes.length;) {
		const parsed = parseHeader(bytes.subarray(at, at + recordBytes));
		const size = parsed.kind === "file" ? parsed.header.bytes : 0;
		const content = bytes.subarray(contentAt(at), contentAt(at) + size);
		if (parsed.kind === "file" && content.length === size) yield {
			...parsed.header,
			content
		};
		at += parsed.kind === "file" ? memberBytes(size) : recordBytes;
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
	const expected = Buffer.alloc(recordBytes);
	writeHeader(expected, header);
	return expected.equals(record.subarray(0, recordBytes)) ? {
		kind: "file",
		header
	} : damaged;
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
export { mostContent as S, isThere as _, readMembers as a, walkFrame as b, kindOf as c, limits as d, mostFrameBytes as f, frameMagic as g, checkOutline as h, memberBytes as i, scan as l, blocksFrom as m, endOfTar as n, sealMember as o, mostManifest as p, findMembers as r, defaultDirectory as s, contentAt as t, watchDirectory as u, mostBlockBytes as v, ZstdError as x, readFrom as y };

import { s as formatSize } from "./chunk-words.js";
import { dirname, resolve } from "node:path";
import { stat, statfs } from "node:fs/promises";
import { fstatSync } from "node:fs";
import { availableParallelism } from "node:os";
// src/flow/machine.ts
/** A thread that packs or unpacks holds a segment raw, its compressed form and zstd's tables: 2.4 times its size was seen. */
const segmentCopies = 2.4;
/** Of the memory, for all threads together: the rest is for whoever else runs. */
const share = .5;
const defaultSegmentBytes = 128e6;
/** What a thread takes that packs or unpacks segments of so many bytes. */
function threadBytes(segmentBytes) {
	return segmentCopies * segmentBytes;
}
/**
* How many threads pack and unpack: as many as were asked for, else one a core, as far as memory allows. A node of 64 cores
* may give a container 4 GB.
*/
function threadsFor({ threads, segmentBytes = defaultSegmentBytes }, { cores, memoryBytes } = {
	cores: availableParallelism(),
	memoryBytes: process.availableMemory()
}) {
	if (threads !== void 0) return threads;
	const fitting = Math.floor(memoryBytes * share / threadBytes(segmentBytes));
	return Math.max(1, Math.min(cores, fitting));
}
/** Bytes that are free where `path` is, or will be; infinity where the system does not tell. */
async function freeBytes(path) {
	try {
		const { bavail, bsize } = await statfs(path);
		return bavail * bsize;
	} catch (error) {
		return error.code === "ENOENT" && dirname(path) !== path ? freeBytes(dirname(path)) : Number.POSITIVE_INFINITY;
	}
}
/** Bytes that are free for `directory` when the rest of the bundle has come. */
async function freeBeside({ descriptor, bytes }, directory) {
	const { dev, blocks } = fstatSync(descriptor);
	const toCome = await deviceOf(directory) === dev ? Math.max(0, bytes - blocks * 512) : 0;
	return await freeBytes(directory) - toCome;
}
/** What was to be written has no room, on which disk it says. */
var DiskError = class extends Error {
	name = "DiskError";
};
const noRoom = {
	ENOSPC: "has too little room",
	EDQUOT: "has no room left within your quota"
};
/** What `work` returns, which writes to `path`. @throws {DiskError} when there is no room for it, else what `work` throws */
async function writingTo(path, work) {
	try {
		return await work();
	} catch (error) {
		const { code = "", message } = error;
		const what = noRoom[code];
		if (what === void 0) throw error;
		throw new DiskError(`${path}: ${await describeDisk(path)} ${what} (${message}); nothing was left there`, { cause: error });
	}
}
/** `the disk at /mnt (1.5 MB of 8 MB and 3 of 90 files are free)` */
async function describeDisk(path) {
	const mount = await mountOf(resolve(path));
	try {
		const { bavail, blocks, bsize, ffree, files } = await statfs(mount);
		const inodes = files > 0 ? ` and ${ffree} of ${files} files` : "";
		return `the disk at ${mount} (${formatSize(bavail * bsize)} of ${formatSize(blocks * bsize)}${inodes} are free)`;
	} catch {
		return `the disk at ${mount}`;
	}
}
/** The highest folder that is on the same file system as `path`, or as the first folder above that is there. */
async function mountOf(path) {
	const above = dirname(path);
	if (above === path) return path;
	const [here, there] = await Promise.all([deviceOf(path), deviceOf(above)]);
	return here !== void 0 && here !== there ? path : mountOf(above);
}
/** Whether both are, or will be, on one file system; true where that is not known. */
async function onSameDisk(a, b) {
	const [one, other] = await Promise.all([a, b].map((path) => diskOf(resolve(path))));
	return one === void 0 || other === void 0 || one === other;
}
/** The file system of a path or, where nothing is there, of the first folder above that is. */
async function diskOf(path) {
	const above = dirname(path);
	return await deviceOf(path) ?? (above === path ? void 0 : diskOf(above));
}
/** The number of the file system that `path` is on, or undefined where there is nothing. */
function deviceOf(path) {
	return stat(path).then(({ dev }) => dev, () => void 0);
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
/** Refuses more than `most` of something. @throws {BundleError} */
function mostOf(most, count, what, verb = "lists") {
	if (count > most) throw new BundleError("too-large", `the manifest ${verb} ${count} ${what}`);
}
/** What JSON `text` says. It is not parsed when it is deep, or of very many values. @throws {BundleError} */
function parseJson(text) {
	boundJson(text);
	try {
		return JSON.parse(text);
	} catch (cause) {
		if (!(cause instanceof SyntaxError)) throw cause;
		throw new BundleError("damaged", "the manifest is not JSON", cause);
	}
}
const quoteMark = 34;
const backslash = 92;
const comma = 44;
const colon = 58;
/** Refuses text of which a parser would make much more memory than it takes itself. @throws {BundleError} */
function boundJson(text) {
	let depth = 0;
	let values = 1;
	let fields = 0;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === quoteMark) at = endOfString(text, at);
		else if (code === comma) values += 1;
		else if (code === colon) fields += 1;
		else if (code === 91 || code === 123) {
			depth += 1;
			values += 1;
			if (depth > limits.manifestDepth) throw new BundleError("too-large", "the manifest is too deep");
		} else if (code === 93 || code === 125) depth -= 1;
	}
	if (values <= limits.manifestValues && fields <= limits.manifestFields) return;
	throw new BundleError("too-large", `the manifest holds ${values} values and ${fields} fields`);
}
/** Where the string ends that begins at `start`: most of a manifest is within strings, which are searched quickly. */
function endOfString(text, start) {
	for (let end = text.indexOf("\"", start + 1); end >= 0; end = text.indexOf("\"", end + 1)) {
		let from = end;
		while (text.charCodeAt(from - 1) === backslash) from -= 1;
		if ((end - from) % 2 === 0) return end;
	}
	return text.length;
}
/** An object with these fields, in this order; others are passed over. Messages name `where`, or else the field. */
function fields(checks) {
	return (value, where) => {
		const record = asRecord(value, where);
		const checked = Object.entries(checks).map(([name, check]) => [name, check(record[name], where || name)]);
		return Object.fromEntries(checked);
	};
}
/** The rows of a table of which `columns` has the columns, each a list of `length`. @throws {BundleError} */
function rowsOf(columns, checks, length) {
	const rows = Array.from({ length }, () => ({}));
	for (const [name, check] of Object.entries(checks)) {
		const values = listOf(check, length)(columns[name], name);
		rows.forEach((row, i) => {
			row[name] = values[i];
		});
	}
	return rows;
}
/** The columns of which `rowsOf` makes these rows. */
function columnsOf(rows, checks) {
	return Object.fromEntries(Object.keys(checks).map((name) => [name, rows.map((row) => row[name])]));
}
/** A list of what `check` takes, of `length` where that is given. */
function listOf(check, length) {
	return (value, where) => {
		if (!Array.isArray(value)) throw disagrees(where, "a list");
		if (length !== void 0 && value.length !== length) throw disagrees(where, `a list of ${length}`);
		return value.map((one) => check(one, where));
	};
}
/** A list of at most `most`, and what to say of a longer one. */
function listUpTo(most, check, { what, verb } = {}) {
	return (value, where) => {
		if (Array.isArray(value)) mostOf(most, value.length, what ?? where, verb);
		return listOf(check)(value, where);
	};
}
/** An object of texts, by names of texts. */
const textMap = (value, where) => {
	const pairs = Object.entries(asRecord(value, where));
	return Object.fromEntries(pairs.map(([name, text]) => [shortText(name, where), shortText(text, where)]));
};
function nullable(check) {
	return (value, where) => value === null ? null : check(value, where);
}
/** For a field that may be absent. */
function optional(check) {
	return (value, where) => value === void 0 ? void 0 : check(value, where);
}
/** For a field that older bundles lack: it is null there. */
function orNull(check) {
	return (value, where) => value === void 0 || value === null ? null : check(value, where);
}
function wholeUpTo(most) {
	return (value, where) => {
		const number = whole(value, where);
		if (number > most) throw new BundleError("too-large", `the manifest's ${where} claims ${number}`);
		return number;
	};
}
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
const asRecord = only("an object", (value) => typeof value === "object" && value !== null && !Array.isArray(value));
const whole = only("a whole number", (value) => Number.isSafeInteger(value) && Number(value) >= 0);
/** A count of runs, of compilations, or of milliseconds. */
const tally = wholeUpTo(limits.count);
const truth = only("true or false", (value) => typeof value === "boolean");
const shortText = printable(limits.text);
const longText = printable(512);
const hexDigest = matching("a SHA-256", /^[0-9a-f]{64}$/);
const shortHex = matching("eight hex digits", /^[0-9a-f]{8}$/);
function disagrees(where, wanted) {
	return new BundleError("disagrees", `the manifest's ${where} is not ${wanted}`);
}
export { threadsFor as A, whole as C, freeBytes as D, freeBeside as E, onSameDisk as O, truth as S, DiskError as T, rowsOf as _, hexDigest as a, tally as b, listUpTo as c, mostOf as d, nullable as f, quote as g, parseJson as h, fields as i, writingTo as j, threadBytes as k, longText as l, orNull as m, asRecord as n, limits as o, optional as p, columnsOf as r, listOf as s, BundleError as t, mostFrameBytes as u, shortHex as v, wholeUpTo as w, textMap as x, shortText as y };

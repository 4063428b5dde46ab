import { n as quote, t as BundleError } from "./chunk-bundle-error.js";
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
	ancestors: 64,
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
export { readMembers as a, mostFrameBytes as c, memberBytes as i, mostManifest as l, endOfTar as n, sealMember as o, findMembers as r, limits as s, contentAt as t };

import { S as mostContent, _ as isThere, a as readMembers$1, c as kindOf, d as limits, h as checkOutline, i as memberBytes, m as blocksFrom, o as sealMember, t as contentAt, v as mostBlockBytes, x as ZstdError, y as readFrom } from "./chunk-tar.js";
import { n as quote, t as BundleError } from "./chunk-bundle-error.js";
import { crc32 } from "node:zlib";
import { createHash } from "node:crypto";
import { closeSync, fstatSync, futimesSync, mkdirSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
// src/sccache/entry/raw-frame.ts
/**
* zstd frames whose blocks hold their content as it is. sccache reads them as any other, faster than its own, and
* a bundle's compressor sees through them. The header has a window descriptor and no content size: sccache takes a
* frame of the single-segment kind for a miss when it holds more than 128 MiB.
* Format: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1
*/
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
/**
* Makes `frame`, of uniform raw blocks behind a header as long as ours, the frame that `writeRawFrame` writes. `checksum`
* is its CRC-32; returns what it is then, without reading the content again.
*/
function retitle(frame, checksum) {
	const old = frame.subarray(0, header.length);
	const difference = (crc32(old) ^ crc32(header)) >>> 0;
	header.copy(frame);
	return (checksum ^ shiftCrc(difference, frame.length - header.length)) >>> 0;
}
/**
* Writes the raw frame of what a frame of raw and repeated blocks holds, of whatever sizes, into `into` of just the size, and
* returns the CRC-32 of the frame that it was. Content is put there straight from its source; of `frame` is loaded what is around it.
*/
function rewriteBlocks(frame, into, { firstBlock, load, copy }) {
	const write = startFrame(into);
	let known = 0;
	let checksum = 0;
	const passTo = (end) => {
		load(known, end);
		checksum = crc32(frame.subarray(known, end), checksum);
		known = end;
	};
	for (const { kind, at, end, mostBytes } of blocksFrom(readFrom(frame), firstBlock)) {
		passTo(kind === "raw" ? at : end);
		known = end;
		write(mostBytes, (part, from) => {
			if (kind === "repeated") part.fill(frame[at] ?? 0);
			else {
				copy(part, at + from);
				checksum = crc32(part, checksum);
			}
		});
	}
	passTo(frame.length);
	return checksum;
}
/** Writes the raw frame of `content` into `into`, which has just the size. */
function writeRawFrame(content, into) {
	startFrame(into)(content.length, (part, from) => part.set(content.subarray(from, from + part.length)));
}
/** Begins a raw frame that fills `into`, and returns what writes its content, of so many bytes more at each call. */
function startFrame(into) {
	header.copy(into);
	let at = header.length;
	let room = 0;
	const startBlock = () => {
		const left = into.length - at - 3;
		room = Math.min(left, mostBlockBytes);
		into.writeUIntLE(room << 3 | (left <= mostBlockBytes ? 1 : 0), at, 3);
		at += 3;
	};
	startBlock();
	return (bytes, fill) => {
		for (let from = 0; from < bytes;) {
			if (room === 0) startBlock();
			const part = into.subarray(at, at + Math.min(room, bytes - from));
			fill(part, from);
			at += part.length;
			room -= part.length;
			from += part.length;
		}
	};
}
/** The polynomial of zip and zlib, its bits in reverse. */
const polynomial = 3988292384;
const one = 2 ** 31;
/** What a difference between two checksums becomes when `bytes` equal bytes follow in both. */
function shiftCrc(difference, bytes) {
	let shifted = difference;
	for (let power = 0, left = bytes; left > 0; power += 1, left = Math.floor(left / 2)) if (left % 2 === 1) shifted = multiply(powers[power] ?? one, shifted);
	return shifted;
}
/** x to the 8th, 16th, 32nd … power: what 1, 2, 4 … bytes shift by; up to 2^32 bytes. */
const powers = makePowers();
function makePowers() {
	let power = one >>> 1;
	for (let i = 0; i < 3; i += 1) power = multiply(power, power);
	const all = [power];
	while (all.length < 32) {
		power = multiply(power, power);
		all.push(power);
	}
	return all;
}
/** The product of two polynomials, modulo that of the CRC. */
function multiply(a, b) {
	let product = 0;
	let factor = b;
	for (let bit = one; bit > 0; bit = Math.floor(bit / 2)) {
		if ((a & bit) !== 0) product ^= factor;
		factor = (factor & 1) === 0 ? factor >>> 1 : factor >>> 1 ^ polynomial;
	}
	return product >>> 0;
}
const endMagic = 101010256;
const localMagic = 67324752;
const centralMagic = 33639248;
/** The member's name is UTF-8. */
const utf8Flag = 2048;
/** 1980-01-01, the earliest that the format knows: times carry nothing here. */
const noDate = 33;
/** Of the format, that a reader must know. */
const version = 20;
/** Size of the archive of members with these names and sizes. */
function zipBytes(members) {
	return members.reduce((sum, { name, size }) => sum + 30 + 46 + 2 * Buffer.byteLength(name) + size, 22);
}
/** An empty archive, to be written into `room` when it fits there, else into memory of its own. */
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
		add({ name, madeBy, attributes }, size, fill) {
			const local = at;
			const nameBytes = Buffer.byteLength(name);
			reserve(30 + nameBytes + size);
			at += 30;
			at += archive.write(name, at);
			const content = archive.subarray(at, at + size);
			const known = fill(content);
			at += size;
			const common = commonFields(name, nameBytes, typeof known === "number" ? known : crc32(content), size);
			archive.writeUInt32LE(localMagic, local);
			archive.writeUInt16LE(version, local + 4);
			common.copy(archive, local + 6);
			const central = Buffer.alloc(46 + nameBytes);
			central.writeUInt32LE(centralMagic, 0);
			central.writeUInt16LE(madeBy, 4);
			central.writeUInt16LE(version, 6);
			common.copy(central, 8);
			central.writeUInt32LE(attributes, 38);
			central.writeUInt32LE(local, 42);
			central.write(name, 46);
			directory.push(central);
		},
		finish() {
			const index = Buffer.concat(directory);
			const end = Buffer.alloc(22);
			end.writeUInt32LE(endMagic, 0);
			end.writeUInt16LE(directory.length, 8);
			end.writeUInt16LE(directory.length, 10);
			end.writeUInt32LE(index.length, 12);
			end.writeUInt32LE(at, 16);
			reserve(index.length + 22);
			index.copy(archive, at);
			end.copy(archive, at + index.length);
			return archive.subarray(0, at + index.length + 22);
		}
	};
}
/** The fields that a member's local header and its line in the directory have in common, from the flags on. */
function commonFields(name, nameBytes, checksum, size) {
	const fields = Buffer.alloc(24);
	fields.writeUInt16LE(nameBytes === name.length ? 0 : utf8Flag, 0);
	fields.writeUInt16LE(noDate, 6);
	fields.writeUInt32LE(checksum, 8);
	fields.writeUInt32LE(size, 12);
	fields.writeUInt32LE(size, 16);
	fields.writeUInt16LE(nameBytes, 20);
	return fields;
}
// src/sccache/entry/stored-zip.ts
/** The members of `archive` in the central directory's order, each with its CRC checked. */
function parseStoredZip(archive) {
	const outline = outlineStoredZip(archive);
	if (outline.kind !== "zip") return outline;
	const broken = outline.members.find((member) => !isIntact(member));
	return broken ? damaged(otherChecksum(broken)) : outline;
}
/** Whether a member has the checksum that it should have. */
function isIntact({ content, checksum }) {
	return crc32(content) === checksum;
}
/** What to say of a member that is not intact. */
function otherChecksum({ name }) {
	return `the checksum of ${name} is another`;
}
/** As `parseStoredZip`, but that nothing is read of the members' content, and what is read is loaded before. */
function outlineStoredZip(archive, load = isThere) {
	if (archive.length < 22) return damaged("it is too short");
	const end = archive.length - 22;
	load(end, archive.length);
	load(0, Math.min(30, archive.length));
	if (archive.readUInt32LE(end) !== 101010256) return archive.readUInt32LE(0) === 67324752 ? damaged("it ends too early") : foreign("it is no zip");
	const count = archive.readUInt16LE(end + 10);
	const directory = archive.readUInt32LE(end + 16);
	if (!(archive.readUInt32LE(end + 4) === 0 && archive.readUInt16LE(end + 8) === count && archive.readUInt16LE(end + 20) === 0)) return foreign("it is a zip of several parts or with a comment");
	if (directory + archive.readUInt32LE(end + 12) !== end) return damaged("its directory is not where it should be");
	try {
		load(directory, end);
		return parseMembers(archive, {
			start: directory,
			end,
			count,
			load
		});
	} catch (error) {
		if (error instanceof RangeError) return damaged("a size in it leads out of it");
		throw error;
	}
}
function parseMembers(archive, { start, end, count, load }) {
	const members = [];
	let at = start;
	for (let i = 0; i < count; i += 1) {
		const line = parseLine(archive, at, load);
		if (!("content" in line)) return line;
		if (line.end > start) return damaged(`${line.name} leads out of it`);
		members.push(line);
		at += 46 + archive.readUInt16LE(at + 28);
	}
	if (at !== end) return damaged("its directory is damaged");
	if (areSideBySide(members, start) && new Set(members.map(({ name }) => name)).size === count) return {
		kind: "zip",
		members
	};
	return foreign("its members are not side by side, or not of different names");
}
function areSideBySide(members, end) {
	let at = 0;
	for (const member of members.toSorted((a, b) => a.begin - b.begin)) {
		if (member.begin !== at) return false;
		at = member.end;
	}
	return at === end;
}
/** The member that the directory's line at `at` tells of, and where it lies. */
function parseLine(archive, at, load) {
	if (archive.readUInt32LE(at) !== 33639248) return damaged("its directory is damaged");
	const flags = archive.readUInt16LE(at + 8);
	const method = archive.readUInt16LE(at + 10);
	const size = archive.readUInt32LE(at + 20);
	const nameBytes = archive.readUInt16LE(at + 28);
	const extras = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
	if (!(method === 0 && archive.readUInt32LE(at + 24) === size) || (flags & -2049) !== 0 || extras !== 0) return foreign("its members are not plainly stored");
	const name = readName(archive.subarray(at + 46, at + 46 + nameBytes), flags);
	if (name === void 0) return foreign("a name in it is not UTF-8");
	const begin = archive.readUInt32LE(at + 42);
	load(begin, Math.min(begin + 30, archive.length));
	if (archive.readUInt32LE(begin) !== 67324752) return damaged(`${name} is not where it should be`);
	const content = begin + 30 + nameBytes + archive.readUInt16LE(begin + 28);
	load(begin + 30, Math.min(begin + 30 + nameBytes, archive.length));
	if (!isRepeated(archive, {
		line: at,
		local: begin,
		nameBytes
	})) return damaged(`what it says of ${name} differs from one place to the other`);
	return {
		name,
		content: archive.subarray(content, content + size),
		madeBy: archive.readUInt16LE(at + 4),
		attributes: archive.readUInt32LE(at + 38),
		checksum: archive.readUInt32LE(at + 16),
		begin,
		end: content + size
	};
}
/**
* Whether a local header says of its member what the directory's line says: flags, method, checksum, sizes and name. No
* checksum covers these, and a member by another name is another file.
*/
function isRepeated(archive, places) {
	const { line, local, nameBytes } = places;
	const same = (inLine, inLocal, bytes) => archive.compare(archive, line + inLine, line + inLine + bytes, local + inLocal, local + inLocal + bytes) === 0;
	return same(8, 6, 4) && same(16, 14, 12) && same(28, 26, 2) && same(46, 30, nameBytes);
}
/** Undefined for what could not be written again as it is. */
function readName(bytes, flags) {
	const name = bytes.toString("utf8");
	const isPlain = name.length === bytes.length;
	return Buffer.from(name).equals(bytes) && (isPlain || (flags & 2048) !== 0) ? name : void 0;
}
function foreign(why) {
	return {
		kind: "foreign",
		why
	};
}
function damaged(why) {
	return {
		kind: "damaged",
		why
	};
}
// src/sccache/entry/transcode.ts
function inMemory(entry) {
	return {
		load: isThere,
		copy: (into, at) => entry.copy(into, 0, at)
	};
}
/**
* Rewrites an object entry so that its zstd frames hold their content as it is, members by name: equal content gives
* equal bytes, whatever level and order sccache wrote it with. Checksums are checked before, and made anew.
* The result is in `room` when it fits there. Content that is raw already is put there straight from `source`.
*/
function toRaw(entry, zstd, room, source = inMemory(entry)) {
	const zip = createZipWriter(room);
	const take = (member, most) => {
		const { start, end } = placeOf(member, entry);
		const loadPart = (from, to) => source.load(start + from, start + to);
		const { isExact, isUniform, mostBytes, firstBlock } = checkOutline(member.content, void 0, loadPart);
		if (isUniform && firstBlock === rawHeaderBytes && end - start === rawFrameBytes(mostBytes) && mostBytes <= most) {
			zip.add(member, end - start, (into) => {
				if (copyChecked(into, start, source) !== member.checksum) throw new Damaged(otherChecksum(member));
				return retitle(into, member.checksum);
			});
			return mostBytes;
		}
		if (isExact && mostBytes <= most) {
			const copy = (into, at) => source.copy(into, start + at);
			zip.add(member, rawFrameBytes(mostBytes), (into) => {
				if (rewriteBlocks(member.content, into, {
					firstBlock,
					load: loadPart,
					copy
				}) !== member.checksum) throw new Damaged(otherChecksum(member));
			});
			return mostBytes;
		}
		source.load(start, end);
		const raw = decode(member, zstd, most);
		zip.add(member, rawFrameBytes(raw.length), (into) => writeRawFrame(raw, into));
		return raw.length;
	};
	const read = readMembers(entry, take, source.load);
	return read.kind === "transcoded" ? {
		kind: read.kind,
		content: zip.finish()
	} : read;
}
/** So much is copied and then checked while a core's cache still has it. */
const pieceBytes$1 = 2 ** 18;
/** Fills `into` with the entry's bytes from `start` on, and returns their CRC-32. */
function copyChecked(into, start, { copy }) {
	let checksum = 0;
	for (let at = 0; at < into.length; at += pieceBytes$1) {
		const piece = into.subarray(at, at + pieceBytes$1);
		copy(piece, start + at);
		checksum = crc32(piece, checksum);
	}
	return checksum;
}
/** Rewrites an object entry with zstd's level 1, for disks where raw entries do not fit. */
function toCompact(entry, zstd) {
	const zip = createZipWriter(Buffer.allocUnsafe(entry.length));
	const read = readMembers(entry, (member, most) => {
		const raw = Buffer.from(decode(member, zstd, most));
		const frame = zstd.compress(raw, {
			level: 1,
			windowLog: 19
		});
		zip.add(member, frame.length, (into) => into.set(frame));
		return raw.length;
	});
	return read.kind === "transcoded" ? {
		kind: read.kind,
		content: zip.finish()
	} : read;
}
/**
* Hands over an entry's members one after the other, by name, with the most bytes that each may hold; `take` returns how many
* they are.
*/
function readMembers(entry, take, load = isThere) {
	const zip = outlineStoredZip(entry, load);
	if (zip.kind === "foreign") return { kind: "verbatim" };
	if (zip.kind === "damaged") return zip;
	let left = mostContent(entry.length);
	for (const member of zip.members.toSorted((a, b) => a.name < b.name ? -1 : 1)) try {
		left -= take(member, left);
	} catch (error) {
		if (error instanceof Damaged) return {
			kind: "damaged",
			why: error.message
		};
		if (error instanceof HoldsMuch) return { kind: "verbatim" };
		if (!(error instanceof ZstdError)) throw error;
		const { start, end } = placeOf(member, entry);
		load(start, end);
		return {
			kind: "damaged",
			why: isIntact(member) ? `${member.name}: ${error.message}` : otherChecksum(member)
		};
	}
	return { kind: "transcoded" };
}
/** From where to where a member's content lies in its entry. */
function placeOf({ content }, entry) {
	const start = content.byteOffset - entry.byteOffset;
	return {
		start,
		end: start + content.length
	};
}
/** What ends the reading of an entry. */
var Damaged = class extends Error {};
/** Ends the reading of an intact entry that may hold more than is decoded. */
var HoldsMuch = class extends Error {};
/** Passes intact members only. @throws {Damaged} */
function intact(member) {
	if (!isIntact(member)) throw new Damaged(otherChecksum(member));
	return member;
}
/** The content of a member, its checksum checked; holds until the next call. @throws {Damaged | HoldsMuch | ZstdError} */
function decode(member, zstd, most) {
	const { content } = intact(member);
	try {
		return zstd.decompressWithin(content, most);
	} catch (error) {
		if (error instanceof ZstdError && checkOutline(content).mostBytes > most) throw new HoldsMuch();
		throw error;
	}
}
/**
* Looks through an object entry. Content that is not compressed is not held against its checksum yet, and need not be in
* memory: `load` is told what must be.
*/
function inspectEntry(entry, zstd, load = isThere) {
	const members = [];
	const measure = (member, most) => {
		const { start, end } = placeOf(member, entry);
		const loadPart = (from, to) => load(start + from, start + to);
		const { isExact, mostBytes } = checkOutline(member.content, void 0, loadPart);
		if (isExact && mostBytes <= most) return mostBytes;
		load(start, end);
		return decode(member, zstd, most).length;
	};
	const take = (member, most) => {
		const bytes = measure(member, most);
		members.push({
			name: member.name,
			size: rawFrameBytes(bytes)
		});
		return bytes;
	};
	const read = readMembers(entry, take, load);
	switch (read.kind) {
		case "damaged": return read;
		case "verbatim": return {
			kind: "sound",
			label: null,
			rawBytes: entry.length
		};
		case "transcoded": return {
			kind: "sound",
			label: labelOf(members.map(({ name }) => name)),
			rawBytes: zipBytes(members)
		};
	}
}
/**
* The crate that rustc's output files are named after, from any of them: `lib<crate>-<hash>.rlib`, `<crate>-<hash>.d`;
* null when none is named so.
*/
function labelOf(memberNames) {
	for (const name of memberNames.toSorted()) {
		const crate = library.exec(name)?.[1] ?? otherFile.exec(name)?.[1];
		if (crate && !generic.has(name)) return crate;
	}
	return null;
}
/** What begins with `lib`, whatever the crate is called. */
const library = /^lib([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:rlib|rmeta|so|dylib|a)$/;
/** What does not: a crate called `libc` has `libc-<hash>.d`. */
const otherFile = /^([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:d|o|dll|lib|so|dylib)$/;
/** What sccache calls the members of C and C++ entries, whatever the source was called. */
const generic = /* @__PURE__ */ new Set([
	"d",
	"obj",
	"stderr",
	"stdout"
]);
// src/bundle/threads/segments.ts
/** A task for each segment of a bundle, in order. */
function segmentTasks(file, { segments, entries }) {
	const bySegment = Map.groupBy(entries, ({ segment }) => segment);
	return segments.map((segment, index) => ({
		file,
		index,
		segment,
		entries: bySegment.get(index) ?? []
	}));
}
/**
* Yields the entries of a segment, which is held against the manifest before: its digest, its size, and every member
* as it is reached. @throws {BundleError} naming the segment, and the entry where there is one.
*/
function* openSegment(task, bench) {
	const run = decompress(readVerified(task, bench.fileBuffer(task.segment.bytes)), task, bench);
	let next = 0;
	for (const { name, bytes, content } of membersOf(run, task.index)) {
		const entry = task.entries[next];
		if (entry?.name !== name || entry.bytes !== bytes) {
			const where = `segment ${task.index}, entry ${quote(name)}`;
			throw new BundleError("disagrees", `${where}: the manifest lists something else there`);
		}
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
/** The segment's frame, verified, in memory of its own. @throws {BundleError}, or what reading throws */
function copySegment(task) {
	return { frame: readVerified(task, Buffer.allocUnsafeSlow(task.segment.bytes)) };
}
/** So much is read and then hashed while a core's cache still has it. */
const pieceBytes = 2 ** 18;
/** Reads the segment's frame into `frame`, of its size, and compares its digest. @throws {BundleError} */
function readVerified({ file, segment, index }, frame) {
	const hash = createHash("sha256");
	const descriptor = typeof file === "number" ? file : openSync(file, "r");
	try {
		for (let at = 0; at < frame.length;) {
			const piece = frame.subarray(at, at + pieceBytes);
			const count = readSync(descriptor, piece, 0, piece.length, segment.offset + at);
			if (count === 0) throw new BundleError("truncated", `segment ${index} is cut short`);
			hash.update(piece.subarray(0, count));
			at += count;
		}
	} finally {
		if (descriptor !== file) closeSync(descriptor);
	}
	if (hash.digest("hex") === segment.sha256) return frame;
	throw new BundleError("damaged", `segment ${index} is damaged: digest mismatch`);
}
function decompress(frame, { segment, index }, { zstd, buffer }) {
	try {
		const run = zstd.decompressWithin(frame, segment.rawBytes, buffer(segment.rawBytes));
		if (run.length === segment.rawBytes) return run;
	} catch (cause) {
		throw new BundleError("damaged", `segment ${index} is damaged: it cannot be decoded`, cause);
	}
	throw new BundleError("disagrees", `segment ${index} holds less than the manifest says`);
}
function* membersOf(run, index) {
	try {
		yield* readMembers$1(run);
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
/**
* A writer of new entries below `directory`. Access and modification times become the last use, so that a later hit
* shows. It writes no name that sccache would not choose, and over no file: @throws {BundleError}, or what writing throws
*/
function createEntryWriter(directory) {
	const folders = /* @__PURE__ */ new Set();
	return (name, content, lastUse) => {
		if (!kindOf(name)) throw new BundleError("unsafe-name", `${quote(name)} is not a name that sccache gives a file`);
		const path = join(directory, name);
		const folder = dirname(path);
		if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
		folders.add(folder);
		const file = openSync(path, "wx", 384);
		try {
			writeInPieces(file, content);
			futimesSync(file, lastUse, lastUse);
		} finally {
			closeSync(file);
		}
	};
}
/**
* Bytes of one write. A file system that uses large folios, as Linux's ext4 does from 6.16 on, gives a larger write larger
* pieces of memory, which on virtual machines are often not there yet: 1.1 GB/s of processor time for writes of 4 MiB,
* 3.6 GB/s for these.
*/
const writeBytes = 2 ** 18;
function writeInPieces(file, content) {
	for (let at = 0; at < content.length;) at += writeSync(file, content, at, Math.min(writeBytes, content.length - at));
}
// src/bundle/threads/workbench.ts
/** More than a usual segment takes: what holds a single larger entry is done by one thread at a time. */
const largeBytes = 16e7;
/** As much as a few small entries take. */
const smallBytes$1 = 2 ** 22;
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
/**
* Gives `look` a file, with memory that the workbench keeps for one: fresh memory for every file costs as much time as
* reading it. @throws what opening, reading and `look` throw
*/
function withFile(path, bench, look) {
	const descriptor = openSync(path, "r");
	try {
		const content = bench.fileBuffer(fstatSync(descriptor).size);
		const copy = (into, from) => {
			for (let at = 0; at < into.length;) {
				const count = readSync(descriptor, into, at, into.length - at, from + at);
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
		closeSync(descriptor);
	}
}
/** Words for a file that is gone, shortened or cannot be read; throws every other error on. */
function unreadable(error) {
	if (error instanceof Shortened) return error.message;
	if (error instanceof Error && "code" in error && "syscall" in error) return `it cannot be read: ${String(error.code)}`;
	throw error;
}
// src/bundle/threads/pack-entries.ts
/**
* Says which entries can be packed, as far as can be told before they are. The result depends on their content alone, but
* that an entry is not read when it has the very size that its member of an earlier bundle had: then it is that member.
*/
function examineEntries({ entries }, bench) {
	const sound = [];
	const dropped = [];
	for (const { name, path, remembered } of entries) {
		const examined = examine(path, name, {
			remembered,
			bench
		});
		if (typeof examined === "string") dropped.push({
			name,
			why: examined
		});
		else sound.push({
			name,
			...examined
		});
	}
	return {
		sound,
		dropped
	};
}
/** What is known of the entry, or why it is dropped. */
function examine(path, name, { remembered, bench }) {
	try {
		if (remembered && statSync(path).size === remembered.bytes) return remembered;
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
/**
* Packs entries into one segment. What comes out depends on the task and on the entries' content alone. An entry that
* is no longer what it was when it was examined is dropped, with the reason.
*/
function encodeRun({ entries, level }, bench) {
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
	const frame = used === 0 ? /* @__PURE__ */ new Uint8Array() : compress(run.subarray(0, used), level, bench);
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
		sha256: createHash("sha256").update(frame).digest("hex"),
		dropped
	};
}
function compress(raw, level, { zstd }) {
	return zstd.compress(raw, {
		level,
		windowLog: windowLog(raw.length),
		longDistance: true,
		...level === 3 && { tables: smallTables },
		checksum: true
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
export { release as a, parseStoredZip as c, largeBytes as i, examineEntries as n, createEntryWriter as o, createWorkbench as r, segmentTasks as s, runHere as t };

import { g as quote, o as limits, t as BundleError, u as mostFrameBytes } from "./chunk-checks.js";
import { n as kindOf } from "./chunk-directory.js";
import { S as readFrom, _ as blocksFrom, b as isThere, c as sealMember, f as mostContent, g as ZstdError, o as memberBytes, r as contentAt, s as readMembers$1, v as checkOutline, x as mostBlockBytes } from "./chunk-manifest-json.js";
import { crc32 } from "node:zlib";
import { Worker } from "node:worker_threads";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { closeSync, fstatSync, futimesSync, mkdirSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { getAsset, isSea } from "node:sea";
// src/sccache/entry/raw-frame.ts
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
/** So much is copied and then checked while a core's cache still has it. */
const pieceBytes$1 = 2 ** 18;
/** Fills `into` from a frame of its size, of uniform raw blocks behind a header as long as ours, as `writeRawFrame` would. */
function copyBlocks(into, copy) {
	let was = 0;
	for (let at = 0; at < into.length; at += pieceBytes$1) {
		const piece = into.subarray(at, at + pieceBytes$1);
		copy(piece, at);
		was = crc32(piece, was);
	}
	return {
		was,
		is: retitle(into, was)
	};
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
* Writes the raw frame of what a frame of raw and repeated blocks holds, of whatever sizes, into `into` of just the size. Content
* is put there straight from its source, and read once; of `frame` is loaded what is around it.
*/
function rewriteBlocks(frame, into, { firstBlock, load, copy }) {
	const written = startFrame(into);
	let known = 0;
	let was = 0;
	const passTo = (end) => {
		load(known, end);
		was = crc32(frame.subarray(known, end), was);
		known = end;
	};
	for (const { kind, at, end, mostBytes } of blocksFrom(readFrom(frame), firstBlock)) {
		passTo(kind === "raw" ? at : end);
		known = end;
		if (kind === "repeated") written.add(mostBytes, (part) => part.fill(frame[at] ?? 0));
		else {
			const checksum = written.add(mostBytes, (part, from) => copy(part, at + from));
			was = joinCrc(was, checksum, mostBytes);
		}
	}
	passTo(frame.length);
	return {
		was,
		is: written.checksum()
	};
}
/**
* Writes the raw frame of `content` into `into`, which has just the size, and returns its CRC-32. The content may be at the
* start of `into`, and is gone then.
*/
function writeRawFrame(content, into) {
	const isInPlace = content.buffer === into.buffer && content.byteOffset === into.byteOffset;
	if (isInPlace) makeRoomForHeaders(into, content.length);
	const written = startFrame(into);
	written.add(content.length, (part, from) => {
		if (!isInPlace) part.set(content.subarray(from, from + part.length));
	});
	return written.checksum();
}
/** Moves the `bytes` bytes at the start of `frame` to where they are in a raw frame: the last first, since all move up. */
function makeRoomForHeaders(frame, bytes) {
	for (let block = Math.ceil(bytes / mostBlockBytes) - 1; block >= 0; block -= 1) {
		const from = block * mostBlockBytes;
		const to = header.length + (block + 1) * 3 + from;
		frame.copyWithin(to, from, Math.min(from + mostBlockBytes, bytes));
	}
}
/** Begins a raw frame that fills `into`. */
function startFrame(into) {
	header.copy(into);
	let checksum = crc32(header);
	let at = header.length;
	let room = 0;
	const startBlock = () => {
		const left = into.length - at - 3;
		room = Math.min(left, mostBlockBytes);
		into.writeUIntLE(room << 3 | (left <= mostBlockBytes ? 1 : 0), at, 3);
		checksum = crc32(into.subarray(at, at + 3), checksum);
		at += 3;
	};
	startBlock();
	return {
		/** Adds so many bytes of content, and returns their CRC-32. */
		add(bytes, fill) {
			let added = 0;
			for (let from = 0; from < bytes;) {
				if (room === 0) startBlock();
				const part = into.subarray(at, at + Math.min(room, bytes - from));
				fill(part, from);
				const found = crc32(part);
				added = joinCrc(added, found, part.length);
				checksum = joinCrc(checksum, found, part.length);
				at += part.length;
				room -= part.length;
				from += part.length;
			}
			return added;
		},
		/** The CRC-32 of what was written. */
		checksum: () => checksum
	};
}
/** The polynomial of zip and zlib, its bits in reverse. */
const polynomial = 3988292384;
/** The CRC-32 of what has the checksum `before`, and behind it `bytes` bytes that have the checksum `behind`. */
function joinCrc(before, behind, bytes) {
	return (shiftCrc(before, bytes) ^ behind) >>> 0;
}
/** What a difference between two checksums becomes when `bytes` equal bytes follow in both. */
function shiftCrc(difference, bytes) {
	let shifted = difference;
	let power = 2 ** 23;
	for (let left = bytes; left > 0; left = Math.floor(left / 2)) {
		if (left % 2 === 1) shifted = multiply(power, shifted);
		power = multiply(power, power);
	}
	return shifted;
}
/** The product of two polynomials, modulo that of the CRC. */
function multiply(a, b) {
	let product = 0;
	let factor = b;
	for (let left = a | 0; left !== 0; left <<= 1) {
		if (left < 0) product ^= factor;
		factor = (factor & 1) === 0 ? factor >>> 1 : factor >>> 1 ^ polynomial;
	}
	return product >>> 0;
}
// src/sccache/entry/zip.ts
/** An entry that is damaged: sccache would not read it either, or would serve what is not what a compiler wrote. */
var Damaged = class extends Error {};
/** An entry of a make that is not known here, or that may hold more than is decoded. */
var Foreign = class extends Error {};
const endBytes = 22;
const localBytes = 30;
const centralBytes = 46;
const endMagic = 101010256;
const localMagic = 67324752;
const centralMagic = 33639248;
/** The member's name is UTF-8. */
const utf8Flag = 2048;
/** The members of `archive` in the central directory's order, or undefined unless all of it is intact. */
function readStoredZip(archive) {
	try {
		const members = outlineStoredZip(archive);
		for (const member of members) checkIntact(member);
		return members;
	} catch (error) {
		if (error instanceof Damaged || error instanceof Foreign) return void 0;
		throw error;
	}
}
/** Compares the CRC-32 that a member has with the one that it should have. @throws {Damaged} */
function checkIntact({ name, content, checksum }, found = crc32(content)) {
	if (found !== checksum) throw new Damaged(`checksum mismatch in ${name}`);
}
/**
* The members of `archive` in the central directory's order. Nothing is read of their content, and what is read is loaded
* before. @throws {Damaged | Foreign}
*/
function outlineStoredZip(archive, load = isThere) {
	if (archive.length < endBytes) throw new Damaged("it is too short");
	const end = archive.length - endBytes;
	load(end, archive.length);
	load(0, Math.min(localBytes, archive.length));
	if (archive.readUInt32LE(end) !== endMagic) throw archive.readUInt32LE(0) === localMagic ? new Damaged("it ends too early") : new Foreign("it is no zip");
	const start = archive.readUInt32LE(end + 16);
	if (!(archive.readUInt32LE(end + 4) === 0 && archive.readUInt16LE(end + 8) === archive.readUInt16LE(end + 10) && archive.readUInt16LE(end + 20) === 0)) throw new Foreign("it is a zip of several parts or with a comment");
	if (start + archive.readUInt32LE(end + 12) !== end) throw new Damaged("its directory is not where it should be");
	try {
		load(start, end);
		return parseDirectory(archive, {
			start,
			end,
			load
		});
	} catch (error) {
		if (error instanceof RangeError) throw new Damaged("a size in it leads out of it");
		throw error;
	}
}
function parseDirectory(archive, { start, end, load }) {
	const members = [];
	let at = start;
	for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
		const member = parseLine(archive, at, load);
		if (member.end > start) throw new Damaged(`${member.name} leads out of it`);
		members.push(member);
		at += centralBytes + archive.readUInt16LE(at + 28);
	}
	if (at !== end) throw new Damaged("its directory is damaged");
	const inOrder = members.toSorted((a, b) => a.begin - b.begin);
	const isFilled = [...inOrder, { begin: start }].every(({ begin }, i) => begin === (inOrder[i - 1]?.end ?? 0));
	const isApart = new Set(members.map(({ name }) => name)).size === members.length;
	if (isFilled && isApart) return members;
	throw new Foreign("its members are not side by side, or not of different names");
}
/** The member that the directory's line at `at` tells of, and where it lies. @throws {Damaged | Foreign} */
function parseLine(archive, at, load) {
	if (archive.readUInt32LE(at) !== centralMagic) throw new Damaged("its directory is damaged");
	const flags = archive.readUInt16LE(at + 8);
	const method = archive.readUInt16LE(at + 10);
	const checksum = archive.readUInt32LE(at + 16);
	const size = archive.readUInt32LE(at + 20);
	const nameBytes = archive.readUInt16LE(at + 28);
	const extras = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
	if (!(method === 0 && archive.readUInt32LE(at + 24) === size) || (flags & -2049) !== 0 || extras !== 0) throw new Foreign("its members are not plainly stored");
	const encoded = archive.subarray(at + centralBytes, at + centralBytes + nameBytes);
	const name = encoded.toString("utf8");
	if (!(name.length === encoded.length || (flags & utf8Flag) !== 0) || !Buffer.from(name).equals(encoded)) throw new Foreign("a name in it is not UTF-8");
	const begin = archive.readUInt32LE(at + 42);
	load(begin, Math.min(begin + localBytes, archive.length));
	if (archive.readUInt32LE(begin) !== localMagic) throw new Damaged(`${name} is not where it should be`);
	const localName = begin + localBytes;
	const content = localName + nameBytes + archive.readUInt16LE(begin + 28);
	load(localName, Math.min(localName + nameBytes, archive.length));
	if (!(archive.readUInt16LE(begin + 26) === nameBytes && archive.subarray(localName, localName + nameBytes).equals(encoded))) throw new Damaged(`name mismatch in ${name}`);
	return {
		name,
		content: archive.subarray(content, content + size),
		madeBy: archive.readUInt16LE(at + 4),
		attributes: archive.readUInt32LE(at + 38),
		checksum,
		begin,
		end: content + size
	};
}
/** 1980-01-01, the earliest that the format knows: times carry nothing here. */
const noDate = 33;
/** Of the format, that a reader must know. */
const version = 20;
/** Size of the archive of members with these names and sizes. */
function zipBytes(members) {
	return members.reduce((sum, { name, size }) => sum + localBytes + centralBytes + 2 * Buffer.byteLength(name) + size, endBytes);
}
/**
* Writes an archive member by member, into `room` when it fits there, else into memory of its own. Equal members in equal
* order give equal bytes.
*/
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
		/** The memory behind the header of a member that would be added now, as far as there is any yet; it may hold anything. */
		roomFor({ name }) {
			return archive.subarray(at + localBytes + Buffer.byteLength(name));
		},
		/** Adds a member of `size` bytes, which `fill` writes into the buffer that it is given. It may return their CRC-32. */
		add({ name, madeBy, attributes }, size, fill) {
			const nameBytes = Buffer.byteLength(name);
			const local = at;
			const start = local + localBytes + nameBytes;
			reserve(localBytes + nameBytes + size);
			const content = archive.subarray(start, start + size);
			const known = fill(content);
			const checksum = typeof known === "number" ? known : crc32(content);
			at = start + size;
			const header = archive.subarray(local, start).fill(0, 0, localBytes);
			header.writeUInt32LE(localMagic, 0);
			header.writeUInt16LE(version, 4);
			header.writeUInt16LE(nameBytes === name.length ? 0 : utf8Flag, 6);
			header.writeUInt16LE(noDate, 12);
			header.writeUInt32LE(checksum, 14);
			header.writeUInt32LE(size, 18);
			header.writeUInt32LE(size, 22);
			header.writeUInt16LE(nameBytes, 26);
			header.write(name, localBytes);
			const central = Buffer.alloc(centralBytes + nameBytes);
			central.writeUInt32LE(centralMagic, 0);
			central.writeUInt16LE(madeBy, 4);
			header.copy(central, 6, 4, localBytes);
			central.writeUInt32LE(attributes, 38);
			central.writeUInt32LE(local, 42);
			header.copy(central, centralBytes, localBytes);
			directory.push(central);
		},
		/** Returns the whole archive. Nothing may be added any more. */
		finish() {
			const index = Buffer.concat(directory);
			const end = Buffer.alloc(endBytes);
			end.writeUInt32LE(endMagic, 0);
			end.writeUInt16LE(directory.length, 8);
			end.writeUInt16LE(directory.length, 10);
			end.writeUInt32LE(index.length, 12);
			end.writeUInt32LE(at, 16);
			reserve(index.length + endBytes);
			index.copy(archive, at);
			end.copy(archive, at + index.length);
			return archive.subarray(0, at + index.length + endBytes);
		}
	};
}
// src/sccache/entry/transcode.ts
/**
* Rewrites an object entry so that its zstd frames hold their content as it is, members by name: equal content gives
* equal bytes, whatever level and order sccache wrote it with. Checksums are checked before, and made anew.
* The result is in `room` when it fits there, and takes no other memory then, unless it is damaged. Content that is raw already
* is put there straight from `source`.
*/
function toRaw(entry, zstd, room, source) {
	const zip = createZipWriter(room);
	const take = (member, most) => {
		const { start, content, load, firstBlock, isExact, isUniform, mostBytes } = member;
		if (!isExact || mostBytes > most) {
			const raw = decode(member, {
				zstd,
				most,
				room: zip.roomFor(member)
			});
			zip.add(member, rawFrameBytes(raw.length), (into) => writeRawFrame(raw, into));
			return raw.length;
		}
		const size = rawFrameBytes(mostBytes);
		const isOurs = isUniform && firstBlock === rawHeaderBytes && content.length === size;
		const copy = (into, at) => source.copy(into, start + at);
		zip.add(member, size, (into) => {
			const { was, is } = isOurs ? copyBlocks(into, copy) : rewriteBlocks(content, into, {
				firstBlock,
				load,
				copy
			});
			checkIntact(member, was);
			return is;
		});
		return mostBytes;
	};
	return readMembers(entry, take, source.load) ?? {
		kind: "transcoded",
		content: zip.finish()
	};
}
/** Rewrites an object entry with zstd's level 1, for disks where raw entries do not fit. */
function toCompact(entry, zstd) {
	const zip = createZipWriter(Buffer.allocUnsafe(entry.length));
	const take = (member, most) => {
		const raw = Buffer.from(decode(member, {
			zstd,
			most
		}));
		const frame = zstd.compress(raw, {
			level: 1,
			windowLog: 19
		});
		zip.add(member, frame.length, (into) => into.set(frame));
		return raw.length;
	};
	return readMembers(entry, take) ?? {
		kind: "transcoded",
		content: zip.finish()
	};
}
/**
* Hands over an entry's members one after the other, by name, with the most bytes that each may hold; `take` returns how many
* they are. Returns why the entry cannot be rewritten, if so.
*/
function readMembers(entry, take, load = isThere) {
	let left = mostContent(entry.length);
	try {
		const members = outlineStoredZip(entry, load);
		for (const member of members.toSorted((a, b) => a.name < b.name ? -1 : 1)) left -= takeOutlined(member, entry, {
			load,
			take: (outlined) => take(outlined, left)
		});
		return;
	} catch (error) {
		if (error instanceof Damaged) return {
			kind: "damaged",
			why: error.message
		};
		if (error instanceof Foreign) return { kind: "verbatim" };
		throw error;
	}
}
/** @throws {Damaged} in place of a ZstdError, and what `take` throws */
function takeOutlined(member, entry, { load, take }) {
	const { content, name } = member;
	const start = content.byteOffset - entry.byteOffset;
	const loadPart = (from, to) => load(start + from, start + to);
	try {
		return take({
			...member,
			...checkOutline(content, loadPart),
			start,
			load: loadPart
		});
	} catch (error) {
		if (!(error instanceof ZstdError)) throw error;
		loadPart(0, content.length);
		checkIntact(member);
		throw new Damaged(`${name}: ${error.message}`);
	}
}
/**
* The content of a member, its checksum checked; holds until the next call. It is at the start of `room`, or in other
* memory. @throws {Damaged | Foreign | ZstdError}
*/
function decode(member, { zstd, most, room }) {
	const { content, load, mostBytes } = member;
	load(0, content.length);
	checkIntact(member);
	try {
		return zstd.decompressWithin(content, most, room);
	} catch (error) {
		if (error instanceof ZstdError && mostBytes > most) throw new Foreign("it may hold more than is decoded");
		throw error;
	}
}
/**
* Looks through an object entry. Content that is not compressed is not held against its checksum yet, and need not be in
* memory: `load` is told what must be.
*/
function inspectEntry(entry, zstd, load = isThere) {
	const members = [];
	const take = (member, most) => {
		const { name, isExact, mostBytes } = member;
		const bytes = isExact && mostBytes <= most ? mostBytes : decode(member, {
			zstd,
			most
		}).length;
		members.push({
			name,
			size: rawFrameBytes(bytes)
		});
		return bytes;
	};
	const kept = readMembers(entry, take, load);
	if (kept?.kind === "damaged") return kept;
	if (kept) return {
		kind: "sound",
		label: null,
		rawBytes: entry.length
	};
	return {
		kind: "sound",
		label: labelOf(members.map(({ name }) => name)),
		rawBytes: zipBytes(members)
	};
}
/**
* The crate that rustc's output files are named after, from any of them: `lib<crate>-<hash>.rlib`, `<crate>-<hash>.d`;
* null when none is named so, as in entries of C and C++ (`obj`, `d`, `stderr`).
*/
function labelOf(memberNames) {
	for (const name of memberNames.toSorted()) {
		const crate = library.exec(name)?.[1] ?? otherFile.exec(name)?.[1];
		if (crate) return crate;
	}
	return null;
}
/** What begins with `lib`, whatever the crate is called. */
const library = /^lib([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:rlib|rmeta|so|dylib|a)$/;
/** What does not: a crate called `libc` has `libc-<hash>.d`. */
const otherFile = /^([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:d|o|dll|lib|so|dylib)$/;
// src/bundle/threads/entry-writer.ts
/**
* A writer of new entries below `directory`, a folder of this process. Access and modification times become the last use, so that a later hit
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
/** Writes all of it, on from where the file is, or from `position` on. */
function writeInPieces(file, content, position) {
	for (let at = 0; at < content.length;) {
		const bytes = Math.min(writeBytes, content.length - at);
		at += writeSync(file, content, at, bytes, position === void 0 ? null : position + at);
	}
}
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
* as it is reached. @throws {BundleError} naming the segment, and the entry where there is one; what reading and a lack of
* memory throw
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
/** Copies a segment's frame as it is. @throws {BundleError} when it is damaged, after it was written; what reading and writing throw */
function copySegment({ to, at, ...task }, bench) {
	const piece = bench.buffer(pieceBytes);
	passVerified(task, () => piece, (bytes, from) => writeInPieces(to, bytes, at + from));
}
/** So much is read and then hashed while a core's cache still has it. */
const pieceBytes = 2 ** 18;
/** Reads the segment's frame into `frame`, of its size, and compares its digest. @throws {BundleError}, or what reading throws */
function readVerified(task, frame) {
	passVerified(task, (at) => frame.subarray(at));
	return frame;
}
/**
* Reads the segment's frame piece by piece, each into the beginning of what `room` gives for it, and compares its digest at the end.
* @throws {BundleError}, and what reading and `then` throw
*/
function passVerified({ file, segment, index }, room, then = () => {}) {
	const hash = createHash("sha256");
	const descriptor = typeof file === "number" ? file : openSync(file, "r");
	try {
		for (let at = 0; at < segment.bytes;) {
			const piece = room(at).subarray(0, Math.min(pieceBytes, segment.bytes - at));
			const count = readSync(descriptor, piece, 0, piece.length, segment.offset + at);
			if (count === 0) throw new BundleError("truncated", `segment ${index} is cut short`);
			hash.update(piece.subarray(0, count));
			then(piece.subarray(0, count), at);
			at += count;
		}
	} finally {
		if (descriptor !== file) closeSync(descriptor);
	}
	if (hash.digest("hex") === segment.sha256) return;
	throw new BundleError("damaged", `segment ${index} is damaged: digest mismatch`);
}
function decompress(frame, { segment, index }, { zstd, buffer }) {
	const room = buffer(segment.rawBytes);
	try {
		const run = zstd.decompressVerified(frame, segment.rawBytes, room);
		if (run.length === segment.rawBytes) return run;
	} catch (cause) {
		if (!(cause instanceof ZstdError)) throw cause;
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
// src/bundle/threads/workbench.ts
/** More than a usual segment takes: what holds a single larger entry is done by one thread at a time. */
const largeBytes = 16e7;
/** As much as a few small entries take. */
const smallBytes$1 = 2 ** 22;
/** A larger file takes memory for as long as it is in use: it may be all that one thread has, beside what it becomes. */
const keptFileBytes = 2 ** 25;
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
			zstd.tidy();
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
/** A file that is larger than any entry, such as a sparse one that somebody put there: no memory is taken for it. */
var Oversized = class extends Error {};
/**
* Gives `look` a file, with memory that the workbench keeps for one: fresh memory for every file costs as much time as
* reading it. What it is given must not be used afterwards. @throws what opening, reading and `look` throw
*/
function withFile(path, bench, look) {
	const descriptor = openSync(path, "r");
	let large;
	try {
		const { size } = fstatSync(descriptor);
		if (size > mostFrameBytes) throw new Oversized(`it has ${size} bytes, more than an entry of a bundle may have`);
		if (size > keptFileBytes) large = Buffer.allocUnsafeSlow(size);
		const content = large ?? bench.fileBuffer(size);
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
		if (large) release(large);
	}
}
/** Words for a file that is gone, shortened or cannot be read; throws every other error on. */
function unreadable(error) {
	if (error instanceof Shortened || error instanceof Oversized) return error.message;
	if (error instanceof Error && "code" in error && "syscall" in error) return `it cannot be read: ${String(error.code)}`;
	throw error;
}
// src/bundle/threads/examine-entries.ts
/** That an entry may take more memory to be decoded than the task has. */
var TooLarge = class extends Error {};
/**
* Says which entries can be packed, as far as can be told before they are. The result depends on their content alone, but
* that an entry is not read when it has the very size that its member of an earlier bundle had: then it is that member.
*/
function examineEntries({ entries, mayBeLarge }, bench) {
	const sound = [];
	const dropped = [];
	const large = [];
	const within = mayBeLarge ? bench : {
		...bench,
		zstd: withoutLarge(bench.zstd)
	};
	for (const entry of entries) {
		const { name, path, remembered } = entry;
		try {
			const examined = examine(path, name, {
				remembered,
				bench: within
			});
			if (typeof examined === "string") dropped.push({
				name,
				why: examined
			});
			else sound.push({
				name,
				...examined
			});
		} catch (error) {
			if (!(error instanceof TooLarge)) throw error;
			large.push(entry);
		}
	}
	return {
		sound,
		dropped,
		large
	};
}
/** The zstd that decodes nothing which may take more memory than a usual segment. */
function withoutLarge(zstd) {
	return {
		...zstd,
		decompressWithin(frame, most) {
			if (Math.min(checkOutline(frame).mostBytes, most) > 16e7) throw new TooLarge();
			return zstd.decompressWithin(frame, most);
		}
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
// src/bundle/threads/pack-entries.ts
/**
* Packs entries into one segment. What comes out depends on the task and on the entries' content alone. An entry that
* is no longer what it was when it was examined is dropped, with the reason.
*/
function encodeRun({ entries, ...how }, bench) {
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
	const frame = used === 0 ? /* @__PURE__ */ new Uint8Array() : compress(run.subarray(0, used), how, bench);
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
function compress(raw, { level, zstdThreads = 0 }, { zstd }) {
	return zstd.compress(raw, {
		level,
		windowLog: windowLog(raw.length),
		longDistance: true,
		...level === 3 && { tables: smallTables },
		checksum: true,
		threads: zstdThreads
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
/** Whether a task takes more memory than one of a usual segment. */
const isLarge = {
	examine: ({ mayBeLarge = false }) => mayBeLarge,
	encode: hasOneLarge,
	copy: () => false,
	unpack: hasOneLarge,
	check: hasOneLarge
};
function hasOneLarge({ entries }) {
	const [only, another] = entries;
	return another === void 0 && only !== void 0 && only.bytes > 16e7;
}
/** Whether a task is done by one thread at a time. */
function takesMuchMemory(name, task) {
	return isLarge[name](task);
}
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
// src/bundle/threads/pool.ts
/**
* A pool of `threads` threads, started as tasks come, each with a zstd of the same make as `zstd`; of one, which is the
* calling thread, when `threads` is 1 or the system lets none start. `program` is what the threads run: a file, or its text.
*/
function openPool(threads, zstd, program = workerProgram()) {
	return threads <= 1 ? callingThread(zstd) : workerThreads(threads, zstd, program);
}
/** What the program of the threads is called where it is built: one script, which starts in less time than modules. */
const builtWorker = "worker.cjs";
/** Beside this module, as source or as built; a single executable holds it as text. */
function workerProgram() {
	if (isSea()) return getAsset(builtWorker, "utf8");
	return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : `./${builtWorker}`, import.meta.url);
}
function callingThread(zstd) {
	const runNow = runHere(zstd);
	let last = Promise.resolve();
	let closed = false;
	return {
		threads: 1,
		run(name, task) {
			const result = last.then(() => {
				if (closed) throw new Error(closedMessage);
				return runNow(name, task);
			});
			last = result.catch(() => void 0);
			return result;
		},
		warm() {},
		isUp: () => true,
		async close() {
			closed = true;
			await last;
		}
	};
}
const closedMessage = "the pool was closed";
function workerThreads(threads, zstd, program) {
	const workers = /* @__PURE__ */ new Map();
	/** Those that have answered. */
	const up = /* @__PURE__ */ new Set();
	const waiting = [];
	const here = callingThread(zstd);
	/** Fewer where the system, or a limit of the container or the user, gives no more. */
	let most = threads;
	let closed = false;
	const startWorker = () => {
		const worker = newThread(program, zstd);
		if (worker === void 0) {
			most = workers.size;
			return;
		}
		worker.on("message", (answer) => {
			up.add(worker);
			if (answer.kind === "up") return;
			const job = workers.get(worker);
			workers.set(worker, void 0);
			if (answer.kind === "done") job?.resolve(answer.value);
			else job?.reject(toError(answer));
			giveToWhoIsFree();
		});
		const lose = (error) => {
			const job = workers.get(worker);
			if (!workers.delete(worker)) return;
			if (up.delete(worker)) job?.reject(error);
			else {
				most = workers.size;
				if (job) waiting.unshift(job);
			}
			giveToWhoIsFree();
		};
		worker.on("error", (cause) => lose(new Error("a worker thread failed", { cause })));
		worker.on("exit", (code) => lose(/* @__PURE__ */ new Error(`a worker thread ended with code ${code}`)));
		workers.set(worker, void 0);
		return worker;
	};
	const freeWorker = () => {
		for (const [worker, job] of workers) if (!job) return worker;
		return workers.size < most ? startWorker() : void 0;
	};
	const takeFirstThatMayBegin = () => {
		const busy = [...workers.values()].some((job) => job?.isLarge);
		const at = waiting.findIndex(({ isLarge }) => !busy || !isLarge);
		return at < 0 ? void 0 : waiting.splice(at, 1)[0];
	};
	const giveToWhoIsFree = () => {
		while (!closed && waiting.length > 0) {
			const worker = freeWorker();
			const job = worker && takeFirstThatMayBegin();
			if (!job) break;
			workers.set(worker, job);
			worker.postMessage(job.request);
		}
		if (most > 0) return;
		for (const { request, resolve, reject } of waiting.splice(0)) here.run(request.name, request.task).then(resolve, reject);
	};
	return {
		threads,
		run: (name, task) => new Promise((resolve, reject) => {
			if (closed) return reject(/* @__PURE__ */ new Error(closedMessage));
			const isLarge = takesMuchMemory(name, task);
			waiting.push({
				request: {
					name,
					task
				},
				isLarge,
				resolve,
				reject
			});
			giveToWhoIsFree();
		}),
		warm(wanted) {
			while (!closed && workers.size < Math.min(wanted, most)) startWorker();
		},
		isUp: () => up.size > 0 || most === 0,
		async close() {
			closed = true;
			for (const { reject } of waiting.splice(0)) reject(/* @__PURE__ */ new Error(closedMessage));
			await Promise.all([here.close(), ...[...workers.keys()].map((worker) => worker.terminate())]);
		}
	};
}
/** Undefined where the system starts no more: others tell that only later, by an error before the first answer. */
function newThread(program, { name }) {
	try {
		return new Worker(program, {
			workerData: name,
			eval: typeof program === "string"
		});
	} catch {
		return;
	}
}
function toError(answer) {
	if (answer.kind === "bundle-error") return new BundleError(answer.fault, answer.message);
	return Object.assign(new Error(answer.message), answer.system);
}
export { segmentTasks as a, readStoredZip as c, release as i, examineEntries as n, createEntryWriter as o, createWorkbench as r, writeBytes as s, openPool as t };

import { a as ZstdError, i as isThere, r as checkOutline } from "./chunk-open.js";
import { n as kindOf } from "./chunk-layout.js";
import { a as readMembers$1, i as memberBytes, o as sealMember, s as limits, t as contentAt } from "./chunk-tar.js";
import { t as BundleError } from "./chunk-bundle-error.js";
import { crc32 } from "node:zlib";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { closeSync, fstatSync, futimesSync, mkdirSync, openSync, readSync, statSync, writeFileSync } from "node:fs";
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
const blockBytes = 2 ** 17;
const blockHeader = 3;
/** Size of the raw frame of `bytes` bytes of content. */
function rawFrameBytes(bytes) {
	return header.length + Math.max(1, Math.ceil(bytes / blockBytes)) * blockHeader + bytes;
}
/** Whether `frame` is, byte for byte, what `writeRawFrame` writes for some content. */
function isRawFrame(frame) {
	if (!frame.subarray(0, header.length).equals(header)) return false;
	let at = header.length;
	for (;;) {
		if (at + blockHeader > frame.length) return false;
		const block = frame.readUIntLE(at, blockHeader);
		const isLast = (block & 1) === 1;
		const bytes = block >> 3;
		at += blockHeader + bytes;
		if ((block & 6) !== 0 || bytes > blockBytes) return false;
		if (isLast) return at === frame.length && (bytes > 0 || at === header.length + blockHeader);
		if (bytes !== blockBytes) return false;
	}
}
/** Writes the raw frame of what `blocks` hold, raw blocks of whatever sizes up to a last one, into `into` of just the size. */
function rewriteRawBlocks(blocks, into) {
	let at = 0;
	const write = startFrame(into);
	for (;;) {
		const block = blocks.readUIntLE(at, blockHeader);
		at += blockHeader;
		write(blocks.subarray(at, at + (block >> 3)));
		at += block >> 3;
		if ((block & 1) === 1) return;
	}
}
/** Writes the raw frame of `content` into `into`, which has just the size. */
function writeRawFrame(content, into) {
	startFrame(into)(content);
}
/** Begins a raw frame that fills `into`, and returns what writes its content, piece by piece. */
function startFrame(into) {
	header.copy(into);
	let at = header.length;
	let room = 0;
	const startBlock = () => {
		const left = into.length - at - blockHeader;
		room = Math.min(left, blockBytes);
		into.writeUIntLE(room << 3 | (left <= blockBytes ? 1 : 0), at, blockHeader);
		at += blockHeader;
	};
	startBlock();
	return (piece) => {
		for (let from = 0; from < piece.length;) {
			if (room === 0) startBlock();
			const part = piece.subarray(from, from + room);
			into.set(part, at);
			at += part.length;
			room -= part.length;
			from += part.length;
		}
	};
}
// src/sccache/entry/zip-format.ts
const endMagic = 101010256;
const localMagic = 67324752;
const centralMagic = 33639248;
/** The member's name is UTF-8. */
const utf8Flag = 2048;
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
	const content = begin + 30 + archive.readUInt16LE(begin + 26) + archive.readUInt16LE(begin + 28);
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
// src/sccache/entry/zip-writer.ts
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
		add({ name, madeBy, attributes }, size, fill, checksum) {
			const local = at;
			const nameBytes = Buffer.byteLength(name);
			reserve(30 + nameBytes + size);
			at += 30;
			at += archive.write(name, at);
			const content = archive.subarray(at, at + size);
			fill(content);
			at += size;
			const common = commonFields({
				name,
				nameBytes,
				checksum: checksum ?? crc32(content),
				size
			});
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
function commonFields({ name, nameBytes, checksum, size }) {
	const fields = Buffer.alloc(24);
	fields.writeUInt16LE(nameBytes === name.length ? 0 : utf8Flag, 0);
	fields.writeUInt16LE(noDate, 6);
	fields.writeUInt32LE(checksum, 8);
	fields.writeUInt32LE(size, 12);
	fields.writeUInt32LE(size, 16);
	fields.writeUInt16LE(nameBytes, 20);
	return fields;
}
// src/sccache/entry/transcode.ts
/** What the content of one entry may take, uncompressed, so that a hostile one cannot ask for more. */
const mostEntryBytes = 2 ** 30;
/**
* Rewrites an object entry so that its zstd frames hold their content as it is, members by name: equal content gives
* equal bytes, whatever level and order sccache wrote it with. Checksums are checked before, and made anew.
* The result is in `room` when it fits there.
*/
function toRaw(entry, zstd, room) {
	const zip = createZipWriter(room);
	const read = readMembers(entry, (member, most) => {
		if (isRawFrame(member.content)) {
			const { content, checksum } = intact(member);
			zip.add(member, content.length, (into) => into.set(content), checksum);
			return content.length;
		}
		const { isRaw, mostBytes, firstBlock } = checkOutline(member.content);
		if (isRaw && mostBytes <= most) {
			const blocks = intact(member).content.subarray(firstBlock);
			zip.add(member, rawFrameBytes(mostBytes), (into) => rewriteRawBlocks(blocks, into));
			return mostBytes;
		}
		const raw = decode(member, zstd, most);
		zip.add(member, rawFrameBytes(raw.length), (into) => writeRawFrame(raw, into));
		return raw.length;
	});
	return read.kind === "transcoded" ? {
		kind: read.kind,
		content: zip.finish()
	} : read;
}
/**
* What `toRaw` makes of an entry when that is intact: its exact size, and the names of its members, in order. Content
* that is not compressed is not read for it; what is read is loaded before.
*/
function measureRaw(entry, zstd, load = isThere) {
	const sizes = [];
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
		sizes.push({
			name: member.name,
			size: rawFrameBytes(bytes)
		});
		return bytes;
	};
	const read = readMembers(entry, take, load);
	if (read.kind !== "transcoded") return read;
	return {
		kind: read.kind,
		bytes: zipBytes(sizes),
		memberNames: sizes.map(({ name }) => name)
	};
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
	let left = mostEntryBytes;
	for (const member of zip.members.toSorted((a, b) => a.name < b.name ? -1 : 1)) try {
		left -= take(member, left);
	} catch (error) {
		if (error instanceof Damaged) return {
			kind: "damaged",
			why: error.message
		};
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
/** Passes intact members only. @throws {Damaged} */
function intact(member) {
	if (!isIntact(member)) throw new Damaged(otherChecksum(member));
	return member;
}
/** The content of a member, its checksum checked; holds until the next call. @throws {Damaged | ZstdError} */
function decode(member, zstd, most) {
	return zstd.decompressWithin(intact(member).content, most);
}
// src/bundle/dropped.ts
/** Words for an error of the file system; throws every other on. */
function unreadable(error) {
	if (error instanceof Error && "code" in error && "syscall" in error) return `it cannot be read: ${String(error.code)}`;
	throw error;
}
// src/bundle/threads/read-file.ts
/**
* Gives `look` a file in the memory that the workbench keeps for one: fresh memory for every file costs as much time as
* reading it. @throws what opening, reading and `look` throw
*/
function withFile(path, bench, look) {
	const descriptor = openSync(path, "r");
	try {
		const content = bench.fileBuffer(fstatSync(descriptor).size);
		const load = (from, to) => {
			for (let at = from; at < to;) {
				const count = readSync(descriptor, content, at, to - at, at);
				if (count === 0) throw new Error("it has become shorter");
				at += count;
			}
		};
		return look({
			content,
			load
		});
	} finally {
		closeSync(descriptor);
	}
}
/** Reads a whole file into that memory. @throws as `withFile` */
function readWholeFile(path, bench) {
	return withFile(path, bench, ({ content, load }) => {
		load(0, content.length);
		return content;
	});
}
// src/bundle/threads/encode-run.ts
/**
* Packs entries into one segment. What comes out depends on the task and on the entries' content alone. An entry that
* is no longer what it was when it was examined is dropped, with the reason.
*/
function encodeRun({ directory, entries, level }, bench) {
	const run = bench.buffer(entries.reduce((sum, { bytes }) => sum + memberBytes(bytes), 0));
	const dropped = [];
	let used = 0;
	for (const { name, bytes, lastUse } of entries) {
		const why = readInto(run.subarray(contentAt(used), contentAt(used) + bytes), {
			path: join(directory, name),
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
	ldmBucketSizeLog: 2,
	ldmMinMatch: 48
};
/** The smallest window that spans `bytes`, within what every decoder takes without a flag. */
function windowLog(bytes) {
	return Math.min(27, Math.max(10, Math.ceil(Math.log2(bytes + 1))));
}
/** Fills `room`, which has the size that is expected, with the entry as bundles hold it; or says why not. */
function readInto(room, { path, name, bench }) {
	let stored;
	try {
		stored = readWholeFile(path, bench);
	} catch (error) {
		return unreadable(error);
	}
	const coded = kindOf(name) === "object" ? toRaw(stored, bench.zstd, room) : { kind: "verbatim" };
	if (coded.kind === "damaged") return `it is damaged: ${coded.why}`;
	const content = coded.kind === "verbatim" ? stored : coded.content;
	if (content.length !== room.length) return "it changed while it was packed";
	if (content.buffer !== room.buffer || content.byteOffset !== room.byteOffset) content.copy(room);
}
// src/sccache/entry/inspect.ts
/**
* Looks through an object entry. Content that is not compressed is not held against its checksum yet, and need not be in
* memory: `load` is told what must be.
*/
function inspectEntry(content, zstd, load) {
	const measured = measureRaw(content, zstd, load);
	switch (measured.kind) {
		case "damaged": return measured;
		case "verbatim": return {
			kind: "sound",
			label: null,
			rawBytes: content.length
		};
		case "transcoded": return {
			kind: "sound",
			label: labelOf(measured.memberNames),
			rawBytes: measured.bytes
		};
	}
}
/**
* The crate that rustc's output files are named after, from any of them: `lib<crate>-<hash>.rlib`, `<crate>-<hash>.d`;
* null when none is named so.
*/
function labelOf(memberNames) {
	for (const name of memberNames.toSorted()) {
		const crate = outputFile.exec(name)?.[1];
		if (crate && !generic.has(name)) return crate;
	}
	return null;
}
const outputFile = /^(?:lib)?([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:rlib|rmeta|d|so|dylib|dll|a|o)$/;
/** What sccache calls the members of C and C++ entries, whatever the source was called. */
const generic = /* @__PURE__ */ new Set([
	"d",
	"obj",
	"stderr",
	"stdout"
]);
// src/bundle/threads/examine-entries.ts
/**
* Says which entries can be packed, as far as can be told before they are. The result depends on their content alone, but
* that an entry is not read when it has the very size that its member of an earlier bundle had: then it is that member.
*/
function examineEntries({ directory, entries }, bench) {
	const sound = [];
	const dropped = [];
	for (const { name, remembered } of entries) {
		const examined = examine(join(directory, name), name, {
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
// src/bundle/threads/open-segment.ts
/**
* Yields the entries of a segment, which is held against the manifest before: its digest, its size, and every member
* as it is reached. @throws {BundleError} naming the segment, and the entry where there is one.
*/
function* openSegment(task, bench) {
	const run = decompress(readVerified(task, bench), task, bench);
	let next = 0;
	for (const { name, bytes, content } of membersOf(run, task.index)) {
		const entry = task.entries[next];
		if (entry?.name !== name || entry.bytes !== bytes) {
			const where = `segment ${task.index}, entry ${JSON.stringify(name)}`;
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
function copySegment(task, bench) {
	return { frame: Buffer.from(readVerified(task, bench)) };
}
/** The segment's frame as it lies in the file, and not yet verified. @throws {BundleError} when the file is too short */
function readFrame({ file, segment, index }, bench) {
	const frame = bench.buffer(segment.bytes);
	const descriptor = openSync(file, "r");
	try {
		if (readSync(descriptor, frame, 0, frame.length, segment.offset) !== frame.length) throw new BundleError("truncated", `segment ${index} is cut short`);
		return frame;
	} finally {
		closeSync(descriptor);
	}
}
function readVerified(task, bench) {
	const frame = readFrame(task, bench);
	if (createHash("sha256").update(frame).digest("hex") === task.segment.sha256) return frame;
	throw new BundleError("damaged", `segment ${task.index} is damaged: its digest is another`);
}
function decompress(frame, { segment, index }, { zstd }) {
	try {
		const run = zstd.decompressWithin(frame, segment.rawBytes);
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
// src/bundle/threads/entry-writer.ts
/**
* A writer of new entries below `directory`. Access and modification times become the last use, so that a later hit
* shows. It writes no name that sccache would not choose, and over no file: @throws {BundleError}, or what writing throws
*/
function createEntryWriter(directory) {
	const folders = /* @__PURE__ */ new Set();
	return (name, content, lastUse) => {
		if (!kindOf(name)) throw new BundleError("unsafe-name", `${JSON.stringify(name)} is no name of sccache's`);
		const path = join(directory, name);
		const folder = dirname(path);
		if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
		folders.add(folder);
		const file = openSync(path, "wx");
		try {
			writeFileSync(file, content);
			futimesSync(file, lastUse, lastUse);
		} finally {
			closeSync(file);
		}
	};
}
// src/bundle/threads/unpack-segment.ts
/** Writes the entries of a segment. @throws as `openSegment`, and what writing throws */
function unpackSegment(task, bench) {
	const write = createEntryWriter(task.directory);
	const entries = task.compact ? compacted(openSegment(task, bench), bench) : openSegment(task, bench);
	for (const { entry, content } of entries) if (!task.skip.has(entry.name)) write(entry.name, content, entry.lastUse);
}
/** The entries with their objects compressed again; what cannot be rewritten stays as it is. */
function* compacted(entries, { zstd }) {
	const copies = Array.from(entries, ({ entry, content }) => ({
		entry,
		content: Buffer.from(content)
	}));
	for (const { entry, content } of copies) {
		const coded = kindOf(entry.name) === "object" ? toCompact(content, zstd) : void 0;
		yield {
			entry,
			content: coded?.kind === "transcoded" ? coded.content : content
		};
	}
}
// src/bundle/threads/workbench.ts
/** A workbench for the calling thread. */
function createWorkbench(zstd) {
	return {
		zstd,
		buffer: keptBuffer(),
		fileBuffer: keptBuffer()
	};
}
function keptBuffer() {
	let kept = Buffer.alloc(0);
	return (bytes) => {
		if (kept.length < bytes) kept = Buffer.allocUnsafeSlow(bytes);
		return kept.subarray(0, bytes);
	};
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
	return async (name, task) => handlers[name](task, bench);
}
export { createEntryWriter as n, parseStoredZip as r, runHere as t };

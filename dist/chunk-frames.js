import { t as BundleError } from "./chunk-bundle-error.js";
import { i as memberBytes, s as limits } from "./chunk-tar.js";
import { n as kindOf } from "./chunk-layout.js";
// src/bundle/format/json-checks.ts
/** @throws {BundleError} */
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new BundleError("damaged", "the manifest is not JSON", cause);
	}
}
/** The list `name`, each of its values checked. */
function column(columns, name, check, length) {
	const values = columns[name];
	if (!Array.isArray(values)) throw disagrees(name, "a list");
	if (length !== void 0 && values.length !== length) throw disagrees(name, `a list of ${length}`);
	return values.map((value) => check(value, name));
}
/** The value of a row that every column has. */
function at(values, index) {
	return values[index];
}
function asRecord(value, where) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw disagrees(where, "an object");
	return value;
}
const whole = (value, where) => {
	if (!Number.isSafeInteger(value) || value < 0) throw disagrees(where, "a whole number");
	return value;
};
function wholeUpTo(most) {
	return (value, where) => {
		const number = whole(value, where);
		if (number > most) throw new BundleError("too-large", `the manifest's ${where} claims ${number}`);
		return number;
	};
}
function textUpTo(most) {
	return (value, where) => {
		if (!(typeof value === "string" && value.length <= most && !/[\x00-\x1f\x7f]/.test(value))) throw disagrees(where, "a short printable text");
		return value;
	};
}
const shortText = textUpTo(limits.text);
const longText = textUpTo(512);
const hexDigest = (value, where) => {
	if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) throw disagrees(where, "a SHA-256");
	return value;
};
function nullable(check) {
	return (value, where) => value === null ? null : check(value, where);
}
function disagrees(where, wanted) {
	return new BundleError("disagrees", `the manifest's ${where} is not ${wanted}`);
}
// src/bundle/format/manifest-json.ts
/**
* The manifest as JSON text. Entries and segments are written as columns, which compress better and parse
* faster than rows: docs/format.md.
*/
function manifestToJson(manifest) {
	const { segments, entries, ...rest } = manifest;
	return JSON.stringify({
		...rest,
		segments: {
			bytes: segments.map((segment) => segment.bytes),
			rawBytes: segments.map((segment) => segment.rawBytes),
			sha256: segments.map((segment) => segment.sha256),
			entries: countBySegment(manifest)
		},
		entries: {
			name: entries.map((entry) => entry.name),
			bytes: entries.map((entry) => entry.bytes),
			storedBytes: entries.map((entry) => entry.storedBytes),
			lastUse: entries.map((entry) => entry.lastUse),
			runs: entries.map((entry) => entry.runs),
			label: entries.map((entry) => entry.label)
		}
	});
}
/**
* The manifest that `text` holds, with every name, number and count checked; unknown fields are passed over.
* @throws {BundleError} on anything that no writer of this format makes.
*/
function manifestFromJson(text) {
	const root = asRecord(parseJson(text), "manifest");
	const segmentColumns = asRecord(root["segments"], "segments");
	const entryColumns = asRecord(root["entries"], "entries");
	const counts = column(segmentColumns, "entries", wholeUpTo(limits.entries));
	const segments = readSegments(segmentColumns, counts.length);
	const entries = readEntries(entryColumns, counts);
	compareSizes(segments, entries);
	return {
		creator: shortText(root["creator"], "creator"),
		created: whole(root["created"], "created"),
		sccacheVersion: nullable(shortText)(root["sccacheVersion"], "sccacheVersion"),
		toolchain: nullable(shortText)(root["toolchain"], "toolchain"),
		base: nullable(longText)(root["base"], "base"),
		ref: nullable(longText)(root["ref"], "ref"),
		used: whole(root["used"], "used"),
		environment: readEnvironment(root["environment"]),
		level: whole(root["level"], "level"),
		segments,
		entries
	};
}
function countBySegment({ segments, entries }) {
	const counts = segments.map(() => 0);
	for (const { segment } of entries) counts[segment] = (counts[segment] ?? 0) + 1;
	return counts;
}
function readSegments(columns, count) {
	if (count > limits.segments) throw new BundleError("too-large", `the manifest lists ${count} segments`);
	const bytes = column(columns, "bytes", whole, count);
	const rawBytes = column(columns, "rawBytes", wholeUpTo(limits.segmentRawBytes), count);
	const sha256 = column(columns, "sha256", hexDigest, count);
	let offset = 0;
	return sha256.map((digest, i) => {
		const segment = {
			offset,
			bytes: at(bytes, i),
			rawBytes: at(rawBytes, i),
			sha256: digest
		};
		offset += segment.bytes;
		return segment;
	});
}
function readEntries(columns, counts) {
	const count = counts.reduce((sum, n) => sum + n, 0);
	if (count > limits.entries) throw new BundleError("too-large", `the manifest lists ${count} entries`);
	const names = column(columns, "name", entryName, count);
	if (new Set(names).size !== names.length) throw new BundleError("disagrees", "the manifest lists an entry twice");
	const bytes = column(columns, "bytes", wholeUpTo(limits.segmentRawBytes), count);
	const storedBytes = column(columns, "storedBytes", whole, count);
	const lastUse = column(columns, "lastUse", wholeUpTo(limits.seconds), count);
	const runs = column(columns, "runs", whole, count);
	const label = column(columns, "label", nullable(shortText), count);
	const segments = counts.flatMap((n, segment) => Array.from({ length: n }, () => segment));
	return names.map((name, i) => ({
		name,
		bytes: at(bytes, i),
		storedBytes: at(storedBytes, i),
		lastUse: at(lastUse, i),
		runs: at(runs, i),
		label: at(label, i),
		segment: at(segments, i)
	}));
}
/** Segments hold their entries and nothing else, so that an entry's size cannot be a mere claim. */
function compareSizes(segments, entries) {
	const sums = segments.map(() => 0);
	for (const { segment, bytes } of entries) sums[segment] = (sums[segment] ?? 0) + memberBytes(bytes);
	const odd = segments.findIndex(({ rawBytes }, i) => rawBytes !== sums[i] || rawBytes === 0);
	if (odd < 0) return;
	throw new BundleError("disagrees", `the manifest's segment ${odd} is not of the size of its entries`);
}
function readEnvironment(value) {
	const pairs = Object.entries(asRecord(value, "environment"));
	return Object.fromEntries(pairs.map(([name, hash]) => [shortText(name, "environment"), shortText(hash, "environment")]));
}
const entryName = (value) => {
	if (typeof value === "string" && kindOf(value) !== void 0) return value;
	throw new BundleError("unsafe-name", `the manifest names ${JSON.stringify(value)}, which sccache never writes`);
};
// src/bundle/format/frames.ts
/**
* The frames at a bundle's end, which plain zstd tools pass over: the manifest in one skippable frame, and a
* seek table in another. docs/format.md describes every byte.
* Source of the seek table: contrib/seekable_format/zstd_seekable_compression_format.md of facebook/zstd.
*/
const manifestMagic = 407710301;
const seekTableMagic = 407710302;
const seekableMagic = 2408770225;
const seekEntry = 8;
const seekFooter = 9;
/** Identifies the manifest's frame among other users' skippable frames. */
const mark = Buffer.from("sccache-bundle\0\0", "latin1");
const markHeader = mark.length + 8;
/** A reader refuses another major version; a minor one only adds fields that may be passed over. */
const formatVersion = {
	major: 1,
	minor: 0
};
/** The two frames that end a bundle whose frames so far are `frames`, in file order. */
function encodeTail(manifest, frames, zstd) {
	const json = Buffer.from(manifestToJson(manifest));
	const packed = zstd.compress(json, {
		level: 9,
		checksum: true
	});
	const header = Buffer.alloc(markHeader);
	mark.copy(header);
	header.writeUInt16LE(formatVersion.major, mark.length);
	header.writeUInt16LE(formatVersion.minor, mark.length + 2);
	header.writeUInt32LE(json.length, mark.length + 4);
	const manifestFrame = skippable(manifestMagic, Buffer.concat([header, packed]));
	return Buffer.concat([manifestFrame, seekTable([...frames, {
		bytes: manifestFrame.length,
		rawBytes: 0
	}])]);
}
/** Size of the seek table's frame, from the last `footerBytes` of a file. @throws {BundleError} */
function seekTableSize(footer) {
	if (footer.length < seekFooter || footer.readUInt32LE(5) !== seekableMagic) throw new BundleError("not-a-bundle", "the file does not end with a seek table: it is cut short, or no bundle");
	const count = footer.readUInt32LE(0);
	if (footer.readUInt8(4) !== 0) throw new BundleError("not-a-bundle", "the seek table is of another kind");
	if (count > limits.segments + 2) throw new BundleError("too-large", `the seek table lists ${count} frames`);
	return 8 + count * seekEntry + seekFooter;
}
/** The compressed and uncompressed sizes of all frames before the seek table. @throws {BundleError} */
function parseSeekTable(frame) {
	if (frame.readUInt32LE(0) !== 407710302 || frame.readUInt32LE(4) !== frame.length - 8) throw new BundleError("damaged", "the seek table's header is damaged");
	const count = (frame.length - 8 - seekFooter) / seekEntry;
	return Array.from({ length: count }, (_, i) => ({
		bytes: frame.readUInt32LE(8 + i * seekEntry),
		rawBytes: frame.readUInt32LE(8 + i * seekEntry + 4)
	}));
}
/** The manifest in its skippable frame. @throws {BundleError} */
function parseManifestFrame(frame, zstd) {
	const body = frame.subarray(8);
	if (!(body.length >= markHeader && frame.readUInt32LE(0) === 407710301 && frame.readUInt32LE(4) === body.length && body.subarray(0, mark.length).equals(mark))) throw new BundleError("not-a-bundle", "there is no manifest where one belongs");
	const major = body.readUInt16LE(mark.length);
	if (major !== formatVersion.major) throw new BundleError("unknown-version", `the bundle has format ${major}; this version reads format ${formatVersion.major}`);
	const size = body.readUInt32LE(mark.length + 4);
	if (size > limits.manifestBytes) throw new BundleError("too-large", `the manifest claims ${size} bytes`);
	return manifestFromJson(Buffer.from(decompress(body.subarray(markHeader), size, zstd)).toString());
}
function decompress(packed, size, zstd) {
	try {
		return zstd.decompress(packed, size);
	} catch (cause) {
		throw new BundleError("damaged", "the manifest is damaged", cause);
	}
}
function skippable(magic, body) {
	const header = Buffer.alloc(8);
	header.writeUInt32LE(magic, 0);
	header.writeUInt32LE(body.length, 4);
	return Buffer.concat([header, body]);
}
function seekTable(frames) {
	const body = Buffer.alloc(frames.length * seekEntry + seekFooter);
	for (const [i, { bytes, rawBytes }] of frames.entries()) {
		body.writeUInt32LE(bytes, i * seekEntry);
		body.writeUInt32LE(rawBytes, i * seekEntry + 4);
	}
	body.writeUInt32LE(frames.length, frames.length * seekEntry);
	body.writeUInt8(0, frames.length * seekEntry + 4);
	body.writeUInt32LE(seekableMagic, frames.length * seekEntry + 5);
	return skippable(seekTableMagic, body);
}
export { seekTableMagic as a, manifestToJson as c, parseSeekTable as i, manifestMagic as n, seekTableSize as o, parseManifestFrame as r, manifestFromJson as s, encodeTail as t };

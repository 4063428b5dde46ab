import { t as BundleError } from "./chunk-bundle-error.js";
import { l as mostManifest, s as limits } from "./chunk-tar.js";
import { n as manifestToJson, t as manifestFromJson } from "./chunk-manifest-json.js";
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
/**
* What is written. A reader refuses a newer major version; a minor one only adds fields that may be passed over, and
* version 1 is still read.
*/
const formatVersion = {
	major: 2,
	minor: 1
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
	if (major < 1 || major > formatVersion.major) throw new BundleError("unknown-version", `the bundle has format ${major}; this version reads formats 1 to ${formatVersion.major}`);
	const size = body.readUInt32LE(mark.length + 4);
	if (size > mostManifest(body.length)) throw new BundleError("too-large", `the manifest claims ${size} bytes in a frame of ${body.length}`);
	return manifestFromJson(Buffer.from(decompress(body.subarray(markHeader), size, zstd)).toString(), major);
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
export { seekTableMagic as a, parseSeekTable as i, manifestMagic as n, seekTableSize as o, parseManifestFrame as r, encodeTail as t };

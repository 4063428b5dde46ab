import { g as ZstdError, i as endOfTar, n as manifestToJson, t as manifestFromJson } from "./chunk-manifest-json.js";
import { f as nullable, g as quote, h as parseJson, i as fields, l as longText, o as limits, t as BundleError } from "./chunk-checks.js";
import { promisify } from "node:util";
import { sign, verify } from "node:crypto";
import { read } from "node:fs";
import { open } from "node:fs/promises";
// src/bundle/format/frames.ts
const manifestMagic = 407710301;
const seekTableMagic = 407710302;
const seekableMagic = 2408770225;
const seekEntry = 8;
/** Identifies the manifest's frame among other users' skippable frames. */
const mark = Buffer.from("sccache-bundle\0\0", "latin1");
const versionAt = 8 + mark.length;
const sizeAt = versionAt + 4;
/** Where in the manifest's frame its signature is, or would be. */
const signatureAt = sizeAt + 4;
/**
* What is written. A reader refuses a newer major version; a minor one only adds fields that may be passed over, and
* version 1 is still read.
*/
const formatVersion = {
	major: 2,
	minor: 1
};
/** What a bundle becomes when it is signed; its JSON is that of the version above. */
const signedVersion = {
	major: 3,
	minor: 0
};
/** No signature takes more. */
const mostSignatureBytes = 4096;
/** The two frames that end a bundle whose frames so far are `frames`, in file order. */
function encodeTail(manifest, frames, zstd) {
	const json = Buffer.from(manifestToJson(manifest));
	const packed = zstd.compress(json, {
		level: 9,
		checksum: true
	});
	const size = Buffer.alloc(4);
	size.writeUInt32LE(json.length);
	const frame = manifestFrame(formatVersion, Buffer.concat([size, packed]));
	return Buffer.concat([frame, seekTable([...frames, {
		bytes: frame.length,
		rawBytes: 0
	}])]);
}
/** Size of the seek table's frame, from the last `footerBytes` of a file or more. @throws {BundleError} */
function seekTableSize(end) {
	const footer = end.subarray(-9);
	if (footer.length < 9 || footer.readUInt32LE(5) !== seekableMagic) throw new BundleError("not-a-bundle", "not a bundle, or cut short: the file does not end with a seek table");
	const count = footer.readUInt32LE(0);
	if (footer.readUInt8(4) !== 0) throw new BundleError("not-a-bundle", "unknown format of the seek table");
	if (count > limits.segments + 2) throw new BundleError("too-large", `the seek table lists ${count} frames`);
	return 8 + count * seekEntry + 9;
}
/** The compressed and uncompressed sizes of all frames before the seek table. @throws {BundleError} */
function parseSeekTable(frame) {
	if (frame.readUInt32LE(0) !== 407710302 || frame.readUInt32LE(4) !== frame.length - 8) throw new BundleError("damaged", "the seek table's header is damaged");
	const count = (frame.length - 8 - 9) / seekEntry;
	return Array.from({ length: count }, (_, i) => ({
		bytes: frame.readUInt32LE(8 + i * seekEntry),
		rawBytes: frame.readUInt32LE(8 + i * seekEntry + 4)
	}));
}
/** The last frames of a bundle, `bytes`, of which the seek table is the last. @throws {BundleError} */
function asTail(bytes) {
	const table = bytes.subarray(-seekTableSize(bytes));
	const rest = bytes.subarray(0, -table.length);
	const end = rest.subarray(0, rest.length - (parseSeekTable(table).at(-1)?.bytes ?? 0));
	const manifest = rest.subarray(end.length);
	return {
		bytes,
		end,
		manifest,
		table,
		signature: openManifest(manifest).signature
	};
}
/** The manifest in its skippable frame. Its signature is not looked at. @throws {BundleError} */
function parseManifestFrame(frame, zstd) {
	const { major, size, packed } = openManifest(frame);
	const bytes = frame.length - 8;
	if (size > Math.min(limits.manifestBytes, 2 ** 16 + 32 * bytes)) throw new BundleError("too-large", `the manifest claims ${size} bytes in a frame of ${bytes}`);
	let json;
	try {
		json = zstd.decompressWithin(packed, size);
	} catch (cause) {
		if (!(cause instanceof ZstdError)) throw cause;
		throw new BundleError("damaged", "the manifest is damaged", cause);
	}
	if (json.length === size) return manifestFromJson(Buffer.from(json).toString(), major);
	throw new BundleError("damaged", "the manifest is damaged: it is shorter than it says");
}
/** The parts of the manifest's frame. @throws {BundleError} when it is of no version that is read, or cut short */
function openManifest(frame) {
	if (!(frame.length >= signatureAt && frame.readUInt32LE(0) === 407710301 && frame.readUInt32LE(4) === frame.length - 8 && frame.subarray(8, versionAt).equals(mark))) throw new BundleError("not-a-bundle", "the manifest is missing");
	const major = frame.readUInt16LE(versionAt);
	if (major < 1 || major > signedVersion.major) {
		const known = `this version reads formats 1 to ${signedVersion.major}`;
		throw new BundleError("unknown-version", `the bundle has format ${major}; ${known}`);
	}
	const rest = frame.subarray(signatureAt);
	const signature = major === signedVersion.major ? signatureIn(rest) : void 0;
	const packed = rest.subarray(signature ? 66 + signature.text.length : 0);
	return {
		major,
		size: frame.readUInt32LE(sizeAt),
		signature,
		packed
	};
}
/** @throws {BundleError} when it is cut short */
function signatureIn(bytes) {
	if (bytes.length >= 66) {
		const end = 66 + bytes.readUInt16LE(64);
		if (end <= Math.min(4096, bytes.length)) return {
			value: bytes.subarray(0, 64),
			text: bytes.subarray(66, end)
		};
	}
	throw new BundleError("damaged", "the signature is damaged");
}
/** The same last frames with a signature for `text`, its value not yet filled in, in place of the one that they have, if any. */
function withSignature({ end, manifest, table }, text) {
	const block = Buffer.alloc(66);
	if (block.length + text.length > 4096) throw new BundleError("too-large", `the name to sign takes ${text.length} bytes`);
	block.writeUInt16LE(text.length, 64);
	const size = manifest.subarray(sizeAt, signatureAt);
	const signed = manifestFrame(signedVersion, Buffer.concat([
		size,
		block,
		text,
		openManifest(manifest).packed
	]));
	const sizes = Buffer.from(table);
	sizes.writeUInt32LE(signed.length, table.length - 9 - seekEntry);
	return asTail(Buffer.concat([
		end,
		signed,
		sizes
	]));
}
/** The manifest's frame, of what is in it behind the version. */
function manifestFrame({ major, minor }, rest) {
	const version = Buffer.alloc(4);
	version.writeUInt16LE(major, 0);
	version.writeUInt16LE(minor, 2);
	return skippable(manifestMagic, Buffer.concat([
		mark,
		version,
		rest
	]));
}
function skippable(magic, body) {
	const header = Buffer.alloc(8);
	header.writeUInt32LE(magic, 0);
	header.writeUInt32LE(body.length, 4);
	return Buffer.concat([header, body]);
}
function seekTable(frames) {
	const body = Buffer.alloc(frames.length * seekEntry + 9);
	for (const [i, { bytes, rawBytes }] of frames.entries()) {
		body.writeUInt32LE(bytes, i * seekEntry);
		body.writeUInt32LE(rawBytes, i * seekEntry + 4);
	}
	body.writeUInt32LE(frames.length, frames.length * seekEntry);
	body.writeUInt8(0, frames.length * seekEntry + 4);
	body.writeUInt32LE(seekableMagic, frames.length * seekEntry + 5);
	return skippable(seekTableMagic, body);
}
// src/bundle/format/signature.ts
const signedName = {
	/** In the CI's words, such as `owner/name`. */
	repository: nullable(longText),
	/** The ref whose job saved it, in full. */
	ref: nullable(longText),
	/** Its key in the store. */
	key: nullable(longText)
};
/** Of a bundle that is in no store. */
const noName = {
	repository: null,
	ref: null,
	key: null
};
/** The last frames of a bundle, signed by the private key `key`. A signature that is there already is replaced. */
function signTail(tail, name, key) {
	const signed = withSignature(tail, Buffer.from(JSON.stringify(name)));
	sign(null, messageOf(signed), key).copy(signed.bytes, signed.end.length + signatureAt);
	return signed.bytes;
}
/** For what a bundle says it is signed, which nothing has proved; undefined when it is not signed. @throws {BundleError} */
function nameIn({ signature }) {
	if (!signature) return void 0;
	return fields(signedName)(parseJson(signature.text.toString()), "signature");
}
/** Returns when the bundle is signed by a key that counts, for a name that is not refused. @throws {BundleError} */
function checkSignature(tail, { keys, refuses }) {
	const { signature } = tail;
	if (!signature) throw new BundleError("not-signed", "it is not signed, and only signed bundles are taken here");
	const message = messageOf(tail);
	if (!keys.some((key) => verify(null, message, key, signature.value))) throw new BundleError("not-signed", "it is signed with another key, or was changed after it was signed");
	const name = nameIn(tail);
	const why = name && refuses?.(name);
	if (name && why !== void 0) throw new BundleError("not-signed", `it is signed for ${describeName(name)}, and ${why}`);
}
/** `"KEY" of "refs/heads/main" in "owner/name"`, for messages. */
function describeName({ key, ref, repository }) {
	return [
		key === null ? "no name" : quote(key),
		...ref === null ? [] : [`of ${quote(ref)}`],
		...repository === null ? [] : [`in ${quote(repository)}`]
	].join(" ");
}
/** So that what was signed for another purpose with the same key is no signature of a bundle. */
const domain = Buffer.from("sccache-bundle signature 1\n");
/** What is signed: all bytes of the last frames, with zeros in place of the signature. */
function messageOf({ bytes, end }) {
	const at = domain.length + end.length + signatureAt;
	return Buffer.concat([domain, bytes]).fill(0, at, at + 64);
}
// src/bundle/format/read-manifest.ts
/**
* The manifest of the bundle `from`, a file or what comes of one, held against the seek table and the file's size; waits for
* and reads only the file's end. With `trust`, nothing is read of a bundle before its signature is found to be valid.
* @throws {BundleError} when the file is no sound bundle of a known version, or not signed as it must be.
*/
async function readManifest(from, zstd, trust) {
	return (await readContents(from, zstd, trust)).manifest;
}
/** As `readManifest`, with what else there is. */
async function readContents(from, zstd, trust) {
	const outline = await readOutline(from, zstd, trust);
	checkEnd(outline.end, zstd);
	return outline;
}
/** Whether the frame ends the tar, as plain tools need it. @throws {BundleError} */
function checkEnd(end, zstd) {
	try {
		if (Buffer.compare(zstd.decompressWithin(end, endOfTar.length), endOfTar) === 0) return;
	} catch (cause) {
		if (!(cause instanceof ZstdError)) throw cause;
	}
	throw new BundleError("damaged", "the end of the tar is damaged");
}
/** As `readContents`, with the frame that ends the tar as it is. */
async function readOutline(from, zstd, trust) {
	const tail = await (typeof from === "string" ? withFile(from, "r", (_, file) => readTail(file)) : readTail(from));
	if (trust) checkSignature(tail, trust);
	const manifest = parseManifestFrame(tail.manifest, zstd);
	compareFrames(manifest, parseSeekTable(tail.table));
	return {
		manifest,
		end: tail.end,
		signedFor: nameIn(tail)
	};
}
/** Signs the bundle in the file `path`, or signs it anew, and returns its size. @throws {BundleError}, or what writing throws */
async function signFile(path, name, key) {
	return withFile(path, "r+", async (file, bundle) => {
		const tail = await readTail(bundle);
		const signed = signTail(tail, name, key);
		const at = bundle.bytes - tail.bytes.length;
		await file.truncate(at);
		for (let done = 0; done < signed.length;) done += (await file.write(signed, done, signed.length - done, at + done)).bytesWritten;
		return at + signed.length;
	});
}
/** Opens a file, of which all has come, for the time of `work`. */
async function withFile(path, flags, work) {
	const file = await open(path, flags);
	try {
		const { size } = await file.stat();
		return await work(file, {
			descriptor: file.fd,
			bytes: size,
			ready: async () => void 0
		});
	} finally {
		await file.close();
	}
}
async function readTail(bundle) {
	const tableBytes = seekTableSize(await readEnd(bundle, 9));
	const frames = parseSeekTable(await readEnd(bundle, tableBytes));
	const total = frames.reduce((sum, frame) => sum + frame.bytes, tableBytes);
	if (total !== bundle.bytes) throw new BundleError("truncated", `the seek table covers ${total} bytes, the file has ${bundle.bytes}`);
	const manifestBytes = frames.at(-1)?.bytes ?? 0;
	if (manifestBytes > limits.manifestBytes) throw new BundleError("too-large", `the manifest takes ${manifestBytes} bytes`);
	const endBytes = frames.at(-2)?.bytes ?? 0;
	if (endBytes > mostEndBytes) throw new BundleError("disagrees", `the end of the tar takes ${endBytes} bytes`);
	return asTail(await readEnd(bundle, tableBytes + manifestBytes + endBytes));
}
/** More than zstd makes of 1024 zeros at any level. */
const mostEndBytes = 2048;
/** Behind the segments there are the frame that ends the tar, and the manifest, and nothing else. */
function compareFrames({ segments }, frames) {
	for (const [i, segment] of segments.entries()) if (frames[i]?.bytes !== segment.bytes || frames[i]?.rawBytes !== segment.rawBytes) throw new BundleError("disagrees", `the manifest and the seek table differ about segment ${i}`);
	const count = segments.length + 2;
	if (frames.length === count && frames[count - 2]?.rawBytes === endOfTar.length) return;
	throw new BundleError("disagrees", "the seek table lists frames that the manifest does not know");
}
const readAt = promisify(read);
async function readEnd({ descriptor, bytes, ready }, count) {
	if (count > bytes) throw new BundleError("truncated", `the file has ${bytes} bytes, and its end alone takes ${count}`);
	await ready(bytes - count, bytes);
	const buffer = Buffer.alloc(count);
	for (let at = 0; at < count;) {
		const { bytesRead } = await readAt(descriptor, buffer, at, count - at, bytes - count + at);
		if (bytesRead === 0) throw new BundleError("truncated", "the file became shorter while it was read");
		at += bytesRead;
	}
	return buffer;
}
export { signFile as a, signTail as c, manifestMagic as d, mostSignatureBytes as f, readOutline as i, asTail as l, seekTableMagic as m, readContents as n, describeName as o, parseManifestFrame as p, readManifest as r, noName as s, checkEnd as t, encodeTail as u };

import { f as ZstdError } from "./chunk-layout.js";
import { t as BundleError } from "./chunk-bundle-error.js";
import { i as parseSeekTable, o as seekTableSize, r as parseManifestFrame } from "./chunk-frames.js";
import { n as endOfTar, s as limits } from "./chunk-tar.js";
import { open } from "node:fs/promises";
// src/bundle/format/read-manifest.ts
/**
* The manifest of the bundle in the file `path`, held against the seek table and the file's size; reads only the
* file's end. @throws {BundleError} when the file is no sound bundle of a known version.
*/
async function readManifest(path, zstd) {
	const { manifest, end } = await readOutline(path, zstd);
	checkEnd(end, zstd);
	return manifest;
}
/** Whether the frame ends the tar, as plain tools need it. @throws {BundleError} */
function checkEnd(end, zstd) {
	try {
		if (Buffer.compare(zstd.decompress(end, endOfTar.length), endOfTar) === 0) return;
	} catch (cause) {
		if (!(cause instanceof ZstdError)) throw cause;
	}
	throw new BundleError("damaged", "the end of the tar is damaged");
}
/** As `readManifest`, with the frame that ends the tar as it is. */
async function readOutline(path, zstd) {
	const file = await open(path, "r");
	try {
		return await readFrom(file, (await file.stat()).size, zstd);
	} finally {
		await file.close();
	}
}
async function readFrom(file, size, zstd) {
	const tableBytes = seekTableSize(await readEnd(file, size, 9));
	const frames = parseSeekTable(await readEnd(file, size, tableBytes));
	const total = frames.reduce((sum, frame) => sum + frame.bytes, tableBytes);
	if (total !== size) throw new BundleError("truncated", `the seek table tells of ${total} bytes, the file has ${size}`);
	const manifestBytes = frames.at(-1)?.bytes ?? 0;
	if (manifestBytes > limits.manifestBytes) throw new BundleError("too-large", `the manifest takes ${manifestBytes} bytes`);
	const endBytes = frames.at(-2)?.bytes ?? 0;
	if (endBytes > mostEndBytes) throw new BundleError("disagrees", `the end of the tar takes ${endBytes} bytes`);
	const tail = await readEnd(file, size, tableBytes + manifestBytes + endBytes);
	const manifest = parseManifestFrame(tail.subarray(endBytes, endBytes + manifestBytes), zstd);
	compareFrames(manifest, frames);
	return {
		manifest,
		end: tail.subarray(0, endBytes)
	};
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
async function readEnd(file, size, count) {
	if (count > size) throw new BundleError("truncated", `the file has ${size} bytes and needs ${count} at the least`);
	const buffer = Buffer.alloc(count);
	const { bytesRead } = await file.read(buffer, 0, count, size - count);
	if (bytesRead !== count) throw new BundleError("truncated", "the file became shorter while it was read");
	return buffer;
}
export { readManifest as n, readOutline as r, checkEnd as t };

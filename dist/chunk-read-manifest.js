import { a as BundleError, i as limits } from "./chunk-open.js";
import { i as seekTableSize, n as parseManifestFrame, r as parseSeekTable } from "./chunk-frames.js";
import { open } from "node:fs/promises";
// src/bundle/read-manifest.ts
/**
* The manifest of the bundle in the file `path`, held against the seek table and the file's size; reads only the
* file's end. @throws {BundleError} when the file is no sound bundle of a known version.
*/
async function readManifest(path, zstd) {
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
	const end = await readEnd(file, size, tableBytes + manifestBytes);
	const manifest = parseManifestFrame(end.subarray(0, manifestBytes), zstd);
	for (const [i, segment] of manifest.segments.entries()) {
		const frame = frames[i];
		if (frame?.bytes !== segment.bytes || frame.rawBytes !== segment.rawBytes) throw new BundleError("disagrees", `the manifest and the seek table differ about segment ${i}`);
	}
	return manifest;
}
async function readEnd(file, size, count) {
	if (count > size) throw new BundleError("truncated", `the file has ${size} bytes and needs ${count} at the least`);
	const buffer = Buffer.alloc(count);
	const { bytesRead } = await file.read(buffer, 0, count, size - count);
	if (bytesRead !== count) throw new BundleError("truncated", "the file became shorter while it was read");
	return buffer;
}
export { readManifest as t };

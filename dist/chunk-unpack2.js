import { o as limits, t as BundleError, u as mostFrameBytes } from "./chunk-checks.js";
import { p as parseManifestFrame, r as readManifest } from "./chunk-read-manifest.js";
import { a as makeFolder, n as kindOf } from "./chunk-directory.js";
import { c as readStoredZip, o as createEntryWriter } from "./chunk-pool.js";
import { n as sumBytes } from "./chunk-size.js";
import { C as walkFrame, S as readFrom, a as findMembers, f as mostContent, g as ZstdError } from "./chunk-manifest-json.js";
import { t as unpack$1 } from "./chunk-unpack.js";
import { a as writingTo } from "./chunk-disk.js";
import { n as shown } from "./chunk-phases.js";
import { n as filling } from "./chunk-adopt.js";
import { r as trustFrom } from "./chunk-signing.js";
import { n as threadsFor } from "./chunk-threads.js";
import { t as showProgressOn } from "./chunk-progress.js";
import { r as entryCount } from "./chunk-words.js";
import { t as openZstd } from "./chunk-open.js";
import { a as UsageError, o as configFlags, r as printJson } from "./chunk-terminal.js";
import { n as namingFile, t as givenBundle } from "./chunk-given-bundle.js";
import { o as readSettings } from "./chunk-job.js";
import { once } from "node:events";
import zlib from "node:zlib";
import { dirname, resolve } from "node:path";
import { closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync } from "node:fs";
// src/bundle/salvage.ts
/**
* Writes every intact entry of a damaged bundle into a new directory, whatever is missing around it: the manifest, the
* seek table, the rest of the file, the segment behind the damage. An entry is intact when the checksum of its frame
* says so, or its own: then it is what was packed, but for its times, which are the tar's.
* @throws what reading and writing throw; then the directory is gone again.
*/
async function salvage(request, zstd) {
	const { file, directory } = request;
	const descriptor = openSync(file, "r");
	try {
		await makeFolder(dirname(directory));
		mkdirSync(directory);
		const read = (at, count) => {
			const buffer = Buffer.allocUnsafe(count);
			return buffer.subarray(0, readSync(descriptor, buffer, 0, count, at));
		};
		try {
			return await recover({
				read,
				size: fstatSync(descriptor).size
			}, request, zstd);
		} catch (error) {
			rmSync(directory, {
				recursive: true,
				force: true
			});
			throw error;
		}
	} finally {
		closeSync(descriptor);
	}
}
async function recover(file, request, zstd) {
	const write = createEntryWriter(request.directory);
	const recovered = /* @__PURE__ */ new Set();
	const frames = [...framesIn(file)];
	const segments = frames.filter(({ kind }) => kind === "segment");
	const total = sumBytes(segments);
	let done = 0;
	for (const { offset, bytes } of segments) {
		await recoverFrame(file.read(offset, Math.min(bytes, mostFrameBytes)), {
			write,
			recovered,
			zstd
		});
		done += bytes;
		request.onProgress?.({
			done,
			total
		});
	}
	const listed = manifestIn(frames, file, zstd)?.entries.map(({ name }) => name);
	return {
		recovered: [...recovered],
		lost: listed?.filter((name) => !recovered.has(name))
	};
}
/**
* Finds the frames of a file from its beginning on, without help of its seek table. Where a frame cannot be followed to
* its end, the next one is looked for by the bytes that frames of bundles begin with.
*/
function* framesIn(file) {
	for (let at = 0; at < file.size;) {
		const kind = kindAt(file.read(at, markBytes), 0);
		const end = frameEnd(kind, at, file) ?? nextFrame(at + 1, file);
		yield {
			kind,
			offset: at,
			bytes: end - at
		};
		at = end;
	}
}
/** Bytes that tell what begins there. */
const markBytes = 5;
/**
* What begins at `at`. Frames of bundles have a checksum, by which they are told from those within the entries, whose
* first bytes can often be seen through the compression.
*/
function kindAt(bytes, at) {
	if (at + markBytes > bytes.length) return void 0;
	const magic = bytes.readUInt32LE(at);
	if (magic === 4247762216) return ((bytes[at + 4] ?? 0) & 4) === 0 ? void 0 : "segment";
	return magic === 407710301 || magic === 407710302 ? "skippable" : void 0;
}
/** Where the frame at `at` ends, when another one follows, or nothing. */
function frameEnd(kind, at, { read, size }) {
	const end = kind === "segment" ? walkFrame(read, at).end : kind && skippableEnd(read(at, 8), at);
	if (end === void 0 || end > size) return void 0;
	return end === size || kindAt(read(end, markBytes), 0) ? end : void 0;
}
function skippableEnd(header, at) {
	return header.length < 8 ? void 0 : at + 8 + header.readUInt32LE(4);
}
const stride = 2 ** 20;
/** Where the next frame begins at or after `from`, or the end of the file. */
function nextFrame(from, { read, size }) {
	for (let start = from; start < size; start += stride) {
		const bytes = read(start, stride + markBytes - 1);
		for (let at = 0; at + markBytes <= bytes.length; at += 1) if (kindAt(bytes, at)) return start + at;
	}
	return size;
}
/** The first manifest that can be read; undefined when there is none: salvage goes on without. */
function manifestIn(frames, { read }, zstd) {
	for (const { kind, offset, bytes } of frames) {
		if (kind !== "skippable" || bytes > limits.manifestBytes) continue;
		try {
			return parseManifestFrame(read(offset, bytes), zstd);
		} catch (error) {
			if (!(error instanceof BundleError)) throw error;
		}
	}
}
async function recoverFrame(frame, { write, recovered, zstd }) {
	const whole = decodeWhole(frame, zstd);
	for (const member of findMembers(whole ?? await decodePrefix(frame, mostContent(frame.length)))) {
		const { name, content, mtime } = member;
		if (recovered.has(name) || !(whole ? kindOf(name) : isProven(member))) continue;
		write(name, content, mtime);
		recovered.add(name);
	}
}
/** The content of a frame that its checksum, which `kindAt` has seen, proves; or undefined. */
function decodeWhole(frame, zstd) {
	const { end } = walkFrame(readFrom(frame), 0);
	if (end === void 0) return void 0;
	try {
		return zstd.decompressWithin(frame.subarray(0, end), mostContent(frame.length));
	} catch (error) {
		if (error instanceof ZstdError) return void 0;
		throw error;
	}
}
/** Whether a member from a damaged frame is what was packed: only object entries carry checksums of their own. */
function isProven({ name, content }) {
	return kindOf(name) === "object" && readStoredZip(content) !== void 0;
}
/**
* As much of a damaged or cut frame's content as can be decoded, at most about `most` bytes: all up to the block that
* does not decode, or nothing when it says that it holds more than `most`. Of what comes out nothing is verified.
*/
async function decodePrefix(frame, most) {
	const { parts, header } = walkFrame(readFrom(frame), 0);
	if ((header?.contentBytes ?? 0) > most) return Buffer.alloc(0);
	const decoder = zlib.createZstdDecompress({ chunkSize: 2 ** 18 });
	const chunks = [];
	let bytes = 0;
	decoder.on("data", (chunk) => {
		chunks.push(chunk);
		bytes += chunk.length;
	});
	const failed = once(decoder, "error").then(() => "failed");
	for (const [i, end] of [...parts, frame.length].entries()) {
		const piece = frame.subarray(parts[i - 1] ?? 0, end);
		if (bytes > most || piece.length === 0) break;
		const written = new Promise((resolve) => {
			decoder.write(piece, () => resolve("written"));
		});
		if (await Promise.race([written, failed]) === "failed") break;
	}
	decoder.destroy();
	return Buffer.concat(chunks);
}
// src/cli/commands/unpack.ts
/** A bundle back into a directory. */
const unpack = {
	positionals: ["FILE", "DIR"],
	flags: [
		...configFlags("unpack"),
		{
			name: "salvage",
			about: "Recover what is intact in a damaged bundle."
		},
		{
			name: "json",
			about: "Print what was unpacked as JSON."
		}
	],
	async run(args, terminal) {
		const file = await givenBundle(args, terminal);
		const trust = trustFrom(terminal.env);
		const isSalvage = args.isOn("salvage");
		if (trust && isSalvage) throw new UsageError(noSalvage);
		const directory = resolve(terminal.workingDirectory, args.positional("DIR"));
		const threads = threadsFor(readSettings(args, terminal));
		const { zstd } = openZstd();
		const recover = async (folder, onProgress) => {
			const work = {
				file,
				directory: folder,
				threads,
				onProgress
			};
			if (isSalvage) return salvage(work, zstd);
			const manifest = await readManifest(file, zstd, trust);
			return {
				recovered: (await unpack$1({
					...work,
					manifest,
					wanted: () => true
				}, zstd)).map(({ name }) => name),
				lost: []
			};
		};
		const what = isSalvage ? "Salvage" : "Unpack";
		const { recovered, lost } = await writingTo(directory, () => filling(directory, (folder) => shown(showProgressOn(terminal), what, (onProgress) => namingFile(file, recover(folder, onProgress)))));
		if (!lost && recovered.length === 0) throw new BundleError("not-a-bundle", `${file} is not a bundle, or nothing of it is intact`);
		if (!lost) terminal.say("The manifest is lost, so what else the bundle held is not known");
		terminal.say(`Unpacked ${entryCount(recovered.length)} into ${directory}`);
		for (const name of lost ?? []) terminal.say(`Lost ${name}`);
		if (args.isOn("json")) printJson(terminal, {
			directory,
			entries: recovered.length,
			lost: lost ?? []
		});
		return lost?.length ? 1 : 0;
	}
};
const noSalvage = "--salvage cannot check a signature; to use it, unset SCCACHE_BUNDLE_SIGNING_KEY and SCCACHE_BUNDLE_VERIFY_KEYS";
export { unpack };

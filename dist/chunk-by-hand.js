import { N as withoutPast, _t as scan, f as checkEnd, h as readOutline } from "./chunk-handoff.js";
import { A as threadsFor, j as writingTo, t as BundleError } from "./chunk-checks.js";
import { i as sumRawBytes, n as pack } from "./chunk-pack.js";
import { r as openPool, s as segmentTasks } from "./chunk-unpack.js";
import { t as creator } from "./chunk-version.js";
import { a as sumBytes } from "./chunk-room2.js";
import { opendir } from "node:fs/promises";
// src/bundle/verify.ts
/**
* Reads a bundle to the end as `unpack` would, and says all that is wrong with it instead of stopping.
* @throws what reading the file throws
*/
async function verify(request, zstd) {
	const outline = await findingOr(() => readOutline(request.file, zstd, request.trust));
	if ("fault" in outline) return {
		manifest: void 0,
		signedFor: void 0,
		findings: [{
			where: "contents",
			...outline
		}]
	};
	const pool = openPool(Math.min(request.threads, outline.manifest.segments.length), zstd);
	try {
		const segments = await checkSegments(request, outline, pool);
		const end = await findingOr(async () => checkEnd(outline.end, zstd));
		return {
			manifest: outline.manifest,
			signedFor: outline.signedFor,
			findings: end === void 0 ? segments : [...segments, {
				where: "end",
				...end
			}]
		};
	} finally {
		await pool.close();
	}
}
async function checkSegments({ file, onProgress }, { manifest }, pool) {
	const total = sumRawBytes(manifest.segments);
	let done = 0;
	const check = async (task) => {
		const found = await findingOr(() => pool.run("check", task));
		done += task.segment.rawBytes;
		onProgress?.({
			done,
			total
		});
		if (found === void 0) return [];
		const entries = task.entries.map(({ name }) => name);
		return [{
			where: "segment",
			segment: task.index,
			entries,
			...found
		}];
	};
	return (await Promise.all(segmentTasks(file, manifest).map(check))).flat();
}
/** What `work` gives, or what it finds wrong. */
async function findingOr(work) {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof BundleError)) throw error;
		return {
			fault: error.fault,
			why: error.message
		};
	}
}
// src/bundle/pack-request.ts
/** What a request says of a directory that no job has left: each entry was used once, when its file was last touched. */
function packedByHand(scanned, created) {
	return {
		entries: scanned.map(({ name, mtimeMs }) => ({
			name,
			lastUse: mtimeMs / 1e3,
			runs: 1
		})),
		known: /* @__PURE__ */ new Map(),
		about: {
			creator,
			created,
			...withoutPast
		}
	};
}
// src/flow/by-hand.ts
/**
* Packs all entries of a directory into the bundle `out`, which appears whole or not at all.
* @throws {DiskError} when there is no room for it; the system's error when the directory is missing, is none, or cannot be
* listed: to `scan` a missing one is empty, and a bundle of nothing would look like success
*/
async function packByHand(request, zstd) {
	const { directory, out, created, config, signingKey, onProgress } = request;
	await (await opendir(directory)).close();
	const { entries, foreign } = await scan(directory);
	return {
		...await writingTo(out, () => pack({
			...packedByHand(entries, created),
			directory,
			out,
			level: config.compressionLevel,
			segmentRawBytes: config.segmentBytes,
			threads: threadsFor(config),
			signingKey,
			...onProgress && { onProgress }
		}, zstd)),
		foreign,
		storedBytes: sumBytes(entries)
	};
}
export { verify as n, packByHand as t };

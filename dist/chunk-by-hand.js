import { a as levelsOf, n as pack } from "./chunk-pack.js";
import { t as creator } from "./chunk-version.js";
import { u as withoutPast } from "./chunk-manifest-json.js";
import { r as scan } from "./chunk-directory.js";
import { n as sumBytes } from "./chunk-size.js";
import { a as writingTo } from "./chunk-disk.js";
import { n as threadsFor } from "./chunk-threads.js";
import { opendir } from "node:fs/promises";
// src/bundle/pack-request.ts
/** The part of a request for a directory without a history: each entry was used once, when its file was last touched. */
function withoutHistory(scanned, created) {
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
			...withoutHistory(entries, created),
			directory,
			out,
			level: levelsOf(config).usual,
			segmentRawBytes: config.segmentBytes,
			threads: threadsFor(config),
			signingKey,
			...onProgress && { onProgress }
		}, zstd)),
		foreign,
		storedBytes: sumBytes(entries)
	};
}
export { packByHand as t };

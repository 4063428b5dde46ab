import { t as BundleError } from "./chunk-checks.js";
import { i as readOutline, t as checkEnd } from "./chunk-read-manifest.js";
import { a as sumRawBytes } from "./chunk-segment-plan.js";
import { a as segmentTasks, t as openPool } from "./chunk-pool.js";
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
export { verify as t };

import { a as ZstdError, t as openZstd } from "./chunk-open.js";
import { t as BundleError } from "./chunk-bundle-error.js";
import { n as readOutline } from "./chunk-read-manifest.js";
import { n as segmentTasks, t as openPool } from "./chunk-pool.js";
import { n as endOfTar } from "./chunk-tar.js";
import { t as givenBundle } from "./chunk-bundle-file.js";
import { t as progressOn } from "./chunk-progress.js";
import { availableParallelism } from "node:os";
import { open } from "node:fs/promises";
// src/bundle/verify.ts
/**
* Reads a bundle to the end as `unpack` would, and says all that is wrong with it instead of stopping.
* @throws what reading the file throws
*/
async function verify$1(request, zstd) {
	const outline = await findingOr(() => readOutline(request.file, zstd));
	if ("fault" in outline) return {
		manifest: void 0,
		findings: [{
			where: "contents",
			...outline
		}]
	};
	const pool = openPool(Math.min(request.threads, outline.manifest.segments.length), zstd);
	try {
		const segments = await checkSegments(request, outline, pool);
		const end = await findingOr(() => checkEnd(request.file, outline.end, zstd));
		return {
			manifest: outline.manifest,
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
	const total = manifest.segments.reduce((sum, { rawBytes }) => sum + rawBytes, 0);
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
async function checkEnd(path, { offset, bytes }, zstd) {
	const frame = Buffer.alloc(bytes);
	const file = await open(path, "r");
	try {
		await file.read(frame, 0, bytes, offset);
	} finally {
		await file.close();
	}
	try {
		if (Buffer.compare(zstd.decompress(frame, endOfTar.length), endOfTar) === 0) return;
	} catch (cause) {
		if (!(cause instanceof ZstdError)) throw cause;
	}
	throw new BundleError("damaged", "the end of the tar is damaged");
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
// src/cli/commands/verify.ts
/** Whether a bundle is what was packed. */
const verify = {
	positionals: ["FILE"],
	flags: [{
		name: "json",
		about: "print the findings as JSON"
	}],
	async run(args, terminal) {
		const file = await givenBundle(args, terminal);
		const onProgress = progressOn(terminal, "Verifying");
		const { findings, manifest } = await verify$1({
			file,
			threads: availableParallelism(),
			onProgress
		}, openZstd().zstd);
		if (args.flag("json") === "true") terminal.print(JSON.stringify({ findings }));
		else for (const line of findings.flatMap(describe)) terminal.print(line);
		if (findings.length === 0) terminal.say(`${manifest?.entries.length ?? 0} entries, all as they were packed`);
		else terminal.say("Recover what is intact with: sccache-bundle unpack --salvage FILE DIR");
		return findings.length === 0 ? 0 : 1;
	}
};
function describe(finding) {
	const head = `${finding.fault}: ${finding.why}`;
	return finding.where === "segment" ? [head, ...finding.entries.map((name) => `  ${name}`)] : [head];
}
export { verify };

import { r as readManifest } from "./chunk-read-manifest.js";
import { t as parseSigningKey } from "./chunk-signing-keys.js";
import { a as writingTo } from "./chunk-disk.js";
import { n as mergeMatrixJobs, r as merge$1, t as describeMerged } from "./chunk-matrix-jobs.js";
import { a as levelsOf } from "./chunk-pack.js";
import { n as shown } from "./chunk-phases.js";
import { i as unsignedBytes, r as trustFrom } from "./chunk-signing.js";
import { n as threadsFor } from "./chunk-threads.js";
import { t as inTemporary } from "./chunk-left-over.js";
import { t as showProgressOn } from "./chunk-progress.js";
import { r as entryCount, t as count } from "./chunk-words.js";
import { t as formatSize } from "./chunk-size.js";
import { t as openZstd } from "./chunk-open.js";
import { a as UsageError, o as configFlags, r as printJson } from "./chunk-terminal.js";
import { n as namingFile } from "./chunk-given-bundle.js";
import { a as readConfig, o as readSettings, r as openJobOf, t as contextFlags } from "./chunk-job.js";
import { tmpdir } from "node:os";
import { dirname, resolve } from "node:path";
// src/cli/commands/merge.ts
/** Several bundles into one: files, or the matrix jobs of a job in the store. */
const merge = {
	positionals: ["[FILE...]"],
	flags: [
		{
			name: "output",
			short: "o",
			value: "FILE",
			about: "The bundle to write, when FILEs are given."
		},
		{
			name: "json",
			about: "Print what was merged as JSON."
		},
		...configFlags("merge"),
		...contextFlags
	],
	async run(args, terminal) {
		const files = args.rest().map((file) => resolve(terminal.workingDirectory, file));
		return files.length > 0 ? mergeGiven(files, args, terminal) : mergeStored(args, terminal);
	}
};
async function mergeGiven(files, args, terminal) {
	if (args.flag("output") === "") throw new UsageError("--output FILE is missing: the bundle to write");
	const out = resolve(terminal.workingDirectory, args.flag("output"));
	const config = readSettings(args, terminal);
	const trust = trustFrom(terminal.env);
	const signingKey = parseSigningKey(terminal.env);
	const { zstd } = openZstd();
	const read = async (file) => {
		return {
			key: "",
			file,
			manifest: await namingFile(file, readManifest(file, zstd, trust))
		};
	};
	const request = {
		bundles: await Promise.all(files.map(read)),
		out,
		budgetBytes: unsignedBytes(config.maxSizeBytes, signingKey),
		levels: levelsOf(config),
		segmentRawBytes: config.segmentBytes,
		threads: threadsFor(config),
		signingKey
	};
	const merged = await inTemporary(dirname(out), ".sccache-bundle-merge-", (tempDirectory) => writingTo(out, () => shown(showProgressOn(terminal), "Merge", (onProgress) => merge$1({
		...request,
		tempDirectory,
		onProgress
	}, zstd))));
	if (merged.kind !== "packed") {
		terminal.say(`error: ${merged.why}`);
		return 1;
	}
	const { manifest, bytes } = merged.packed;
	terminal.say(`${entryCount(manifest.entries.length)} of ${count(files.length, "bundle")}, ${formatSize(bytes)}`);
	if (args.isOn("json")) printJson(terminal, {
		entries: manifest.entries.length,
		bytes
	});
	return 0;
}
async function mergeStored(args, terminal) {
	const job = await openJobOf(readConfig(args, terminal), args, terminal);
	const merged = await inTemporary(tmpdir(), "sccache-bundle-merge-", (folder) => mergeMatrixJobs(job, folder));
	if (merged.kind === "cannot-list") throw new UsageError("this store cannot be listed, so its matrix jobs are not known");
	terminal.say(describeMerged(merged));
	if (args.isOn("json")) printJson(terminal, merged);
	return 0;
}
export { merge };

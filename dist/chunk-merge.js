import { t as BundleError } from "./chunk-bundle-error.js";
import { n as formatSize } from "./chunk-config-error.js";
import { c as openKeys, h as scopesOf, o as openDeps, s as openJob } from "./chunk-handoff.js";
import { n as merge$1, t as mergeLegs } from "./chunk-merge-legs.js";
import { r as shown } from "./chunk-pool.js";
import { n as makeTemporary } from "./chunk-left-over.js";
import { t as StoreError } from "./chunk-store-error.js";
import { t as threadsFor } from "./chunk-threads.js";
import { r as openZstd } from "./chunk-layout.js";
import { t as UsageError } from "./chunk-args.js";
import { n as writingTo } from "./chunk-disk-error.js";
import { i as readSettings, r as readConfig, t as configFlags } from "./chunk-config-flags.js";
import { n as overridesOf, r as surroundingsOf, t as contextFlags } from "./chunk-job.js";
import { t as printJson } from "./chunk-print-json.js";
import { t as progressOn } from "./chunk-progress2.js";
import { dirname, resolve } from "node:path";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
// src/cli/commands/merge.ts
/** Several bundles into one: files, or the matrix jobs of a job in the store. */
const merge = {
	positionals: ["FILE..."],
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
		try {
			return await (files.length > 0 ? mergeGiven(files, args, terminal) : mergeStored(args, terminal));
		} catch (error) {
			if (!(error instanceof BundleError || error instanceof StoreError)) throw error;
			terminal.say(`error: ${error.message}`);
			return 1;
		}
	}
};
async function mergeGiven(files, args, terminal) {
	if (args.flag("output") === "") throw new UsageError("--output FILE is missing: the bundle to write");
	const out = resolve(terminal.workingDirectory, args.flag("output"));
	const config = readSettings(args, terminal);
	const tempDirectory = await makeTemporary(dirname(out), ".sccache-bundle-merge-");
	try {
		const request = {
			bundles: files.map((file) => ({
				file,
				key: null
			})),
			out,
			tempDirectory,
			budgetBytes: config.maxSizeBytes,
			level: config.compressionLevel,
			segmentRawBytes: config.segmentBytes,
			threads: threadsFor(config)
		};
		const merged = await writingTo(out, () => shown(progressOn(terminal), "Merge", (onProgress) => merge$1({
			...request,
			onProgress
		}, openZstd().zstd)));
		if (merged.kind !== "packed") {
			terminal.say(`error: ${merged.why}`);
			return 1;
		}
		const { manifest, bytes } = merged.packed;
		terminal.say(`${manifest.entries.length} entries of ${files.length} bundles, ${formatSize(bytes)}`);
		if (args.flag("json") === "true") printJson(terminal, {
			entries: manifest.entries.length,
			bytes
		});
		return 0;
	} finally {
		await rm(tempDirectory, {
			recursive: true,
			force: true
		});
	}
}
async function mergeStored(args, terminal) {
	const config = readConfig(args, terminal);
	const surroundings = surroundingsOf(terminal);
	const context = {
		...(await openJob(config, surroundings, overridesOf(args, terminal))).context,
		matrix: void 0
	};
	const tempDirectory = await makeTemporary(tmpdir(), "sccache-bundle-merge-");
	try {
		const deps = openDeps({
			config,
			context,
			tempDirectory
		}, surroundings);
		if (!deps.catalog) throw new UsageError("this store cannot be listed, so its matrix jobs are not known");
		const { keys } = await openKeys(config, { context }, surroundings);
		const merged = await mergeLegs({
			config,
			keys,
			ref: scopesOf(context).own
		}, deps.catalog, deps);
		if (merged.kind === "not-saved") terminal.say(`Nothing merged: ${merged.why}`);
		else terminal.say(`Merged the bundles of ${merged.legs} matrix jobs as ${merged.key} (${formatSize(merged.bytes)})`);
		if (args.flag("json") === "true") printJson(terminal, merged);
		return 0;
	} finally {
		await rm(tempDirectory, {
			recursive: true,
			force: true
		});
	}
}
export { merge };

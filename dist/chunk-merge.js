import { t as BundleError } from "./chunk-bundle-error.js";
import { M as scopesOf, O as threadsFor, P as makeTemporary, l as trustFrom, u as parseSigningKey } from "./chunk-parse-config.js";
import { t as formatSize } from "./chunk-size.js";
import { a as shown } from "./chunk-unpack.js";
import { a as openJob, i as openDeps, o as openKeys } from "./chunk-job.js";
import { n as merge$1, t as mergeLegs } from "./chunk-merge-legs.js";
import { t as StoreError } from "./chunk-store.js";
import { p as openZstd } from "./chunk-tar.js";
import { t as UsageError } from "./chunk-command.js";
import { o as writingTo, r as progressOn, t as printJson } from "./chunk-terminal.js";
import { a as overridesOf, l as surroundingsOf, n as contextFlags, o as readConfig, s as readSettings, t as configFlags } from "./chunk-job2.js";
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
	const trust = trustFrom(terminal.env);
	const signingKey = parseSigningKey(terminal.env);
	const tempDirectory = await makeTemporary(dirname(out), ".sccache-bundle-merge-");
	try {
		const request = {
			bundles: files.map((file) => ({
				file,
				key: null,
				trust
			})),
			out,
			tempDirectory,
			budgetBytes: config.maxSizeBytes,
			level: config.compressionLevel,
			segmentRawBytes: config.segmentBytes,
			threads: threadsFor(config),
			signingKey
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

import { o as planBudget } from "./chunk-plan.js";
import { t as candidatesOf } from "./chunk-worth.js";
import { n as readContents, r as readManifest } from "./chunk-read-manifest.js";
import { t as unpack$1 } from "./chunk-unpack.js";
import { t as verify$1 } from "./chunk-verify.js";
import { t as ConfigError } from "./chunk-config.js";
import { t as inputs } from "./chunk-inputs.js";
import { a as openServerFolder, d as requireStore, n as openJob, o as removeIfServerless, t as surroundingsIn, u as parseConfig } from "./chunk-surroundings.js";
import { t as parseSigningKey } from "./chunk-signing-keys.js";
import { t as packByHand } from "./chunk-by-hand.js";
import { t as isHandoff } from "./chunk-handoff.js";
import { t as restoreInShell } from "./chunk-in-shell.js";
import { s as saveJob } from "./chunk-steps.js";
import { n as filling } from "./chunk-adopt.js";
import { r as trustFrom } from "./chunk-signing.js";
import { n as threadsFor } from "./chunk-threads.js";
import { a as makeFolder } from "./chunk-directory.js";
import { s as safeLine } from "./chunk-foreign.js";
import { r as withHelp } from "./chunk-help-links.js";
import { t as openZstd } from "./chunk-open.js";
import { dirname, join, resolve } from "node:path";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
// src/api.ts
/**
* Packs all entries of an sccache directory into the bundle `file`, which appears whole or not at all. Nothing may write
* to the directory meanwhile.
* @throws {Error} what reading and writing throws, as for a directory that is missing; named `DiskError` when the disk is full, and
* `BundleError` when there is more than a bundle may hold
*/
async function pack(directory, file, options = {}) {
	const config = settings({
		"compression-level": options.compressionLevel,
		"segment-size": options.segmentSize,
		threads: options.threads
	});
	const { bytes, dropped, manifest, foreign } = await packByHand({
		directory: resolve(directory),
		out: resolve(file),
		created: options.created ?? Math.floor(Date.now() / 1e3),
		config,
		signingKey: parseSigningKey(options.env ?? process.env),
		...progressOf(options)
	}, openZstd().zstd);
	return {
		bytes,
		entries: manifest.entries.length,
		dropped,
		foreign
	};
}
/**
* Unpacks the bundle `file` into an sccache directory, which is made where it is missing. Entries that are there already
* are kept. On an error the directory is as it was.
* @throws {Error} named `BundleError` on the first damage; what reading and writing throws
*/
async function unpack(file, directory, options = {}) {
	const { zstd } = openZstd();
	const from = resolve(file);
	const manifest = await readManifest(from, zstd, trustOf(options));
	const threads = threadsFor(settings({ threads: options.threads }));
	const into = resolve(directory);
	return { entries: (await filling(into, (folder) => unpack$1({
		file: from,
		manifest,
		directory: folder,
		wanted: () => true,
		threads,
		...progressOf(options)
	}, zstd))).map(({ name }) => name) };
}
/** Reads what a bundle says of itself, from the end of the file alone. @throws {Error} named `BundleError` when it is not a sound bundle */
async function inspect(file, options = {}) {
	const from = resolve(file);
	const { manifest, signedFor } = await readContents(from, openZstd().zstd, trustOf(options));
	const { creator, created, sccacheVersion, toolchain, ref, entries } = manifest;
	return {
		bytes: (await stat(from)).size,
		creator,
		created,
		sccacheVersion,
		toolchain,
		ref,
		signedFor: signedFor ?? null,
		entries: entries.map(({ name, bytes, storedBytes, lastUse, runs, label, language, costMs }) => {
			return {
				name,
				bytes,
				storedBytes,
				lastUse,
				runs,
				label,
				language,
				costMs
			};
		})
	};
}
/** Reads a bundle to the end and returns all that is wrong with it: nothing when it is sound. @throws {Error} what reading the file throws */
async function verify(file, options = {}) {
	const threads = threadsFor(settings({ threads: options.threads }));
	const { findings } = await verify$1({
		file: resolve(file),
		threads,
		trust: trustOf(options),
		...progressOf(options)
	}, openZstd().zstd);
	return findings.map(({ fault, why, ...lost }) => ({
		fault,
		why,
		entries: "entries" in lost ? lost.entries : []
	}));
}
/** Returns what a bundle of at most `maxSize` would keep of `file`. @throws {Error} named `BundleError` or `ConfigError` */
async function plan(file, options) {
	const { maxSizeBytes: budgetBytes } = settings({ "max-size": options.maxSize });
	const manifest = await readManifest(resolve(file), openZstd().zstd, trustOf(options));
	const limits = {
		budgetBytes,
		evictAge: void 0,
		maxAgeDays: void 0,
		now: manifest.created
	};
	const { expectedBytes, keep, evict } = planBudget(candidatesOf(manifest), limits);
	return {
		bytes: expectedBytes,
		keep: keep.map(({ entry: { name }, reason }) => ({
			name,
			reason
		})),
		evict: evict.map(({ entry: { name }, reason }) => ({
			name,
			reason
		}))
	};
}
/**
* Runs before a build: finds or installs sccache, starts a server for this job alone, and restores sccache's directory from
* the best matching bundle. @throws {Error} named `ConfigError` that lists all invalid inputs, before any work
*/
async function restore(options = {}) {
	const surroundings = surroundingsOf(options);
	const given = options.inputs ?? {};
	requireStore(Boolean(given.store), surroundings.env);
	const config = settings(given);
	const job = await openJob(config, surroundings, { ...options.job });
	const serverFolder = await openServerFolder(surroundings.toolsFolder);
	const tempDirectory = join(serverFolder, "work");
	await mkdir(tempDirectory);
	return restoreInShell(job, {
		tempDirectory,
		serverFolder
	}, async ({ report, handoff, variables }) => {
		if ((await readdir(tempDirectory)).length === 0) await removeIfServerless(serverFolder, handoff);
		const { outcome } = handoff.restore;
		return {
			outcome: outcome.kind,
			key: "key" in outcome ? outcome.key : null,
			variables: Object.fromEntries(variables.map(({ name, value }) => [name, value])),
			state: JSON.stringify({
				handoff,
				tempDirectory
			}),
			report: { ...report }
		};
	});
}
/**
* Runs after the build: stops the job's server and saves a new bundle if enough is new. `state` is what `restore` returned,
* and the settings are those of the restore. @throws {Error} when `state` is not from this version's `restore`
*/
async function save(state, options = {}) {
	const { handoff, tempDirectory } = readState(state);
	await makeFolder(tempDirectory);
	const report = await saveJob(handoff, {
		status: options.status,
		tempDirectory
	}, surroundingsOf(options));
	await rm(tempDirectory, {
		recursive: true,
		force: true
	});
	await removeIfServerless(dirname(tempDirectory), handoff);
	return {
		outcome: report.save?.outcome.kind ?? "skipped",
		report: { ...report }
	};
}
function readState(state) {
	try {
		const { handoff, tempDirectory } = JSON.parse(state);
		if (isHandoff(handoff) && typeof tempDirectory === "string") return {
			handoff,
			tempDirectory
		};
	} catch {}
	throw new Error("the state is not what this version's restore returned");
}
/** @throws {ConfigError} also for names that are not inputs, which JavaScript does not check */
function settings(given) {
	const known = new Set(Object.values(inputs).map(({ name }) => name));
	const unknown = Object.entries(given).filter(([name]) => !known.has(name));
	if (unknown.length > 0) {
		const why = "is not an input";
		throw new ConfigError(unknown.map(([name, value]) => ({
			name,
			value: String(value ?? ""),
			why
		})));
	}
	return parseConfig((name) => String(given[name] ?? ""));
}
function trustOf({ env = process.env }) {
	return trustFrom(env);
}
function progressOf({ onProgress }) {
	return onProgress ? { onProgress } : {};
}
function surroundingsOf({ env = process.env, workingDirectory = process.cwd(), log }) {
	const at = (level) => (message) => log?.(level, safeLine(message));
	return surroundingsIn(env, {
		workingDirectory,
		log: {
			debug: at("debug"),
			info: at("info"),
			notice: at("notice"),
			warning: (text, topic) => at("warning")(withHelp(text, topic))
		},
		token: env["GITHUB_TOKEN"]
	});
}
export { inspect, pack, plan, restore, save, unpack, verify };

import { n as planPrune } from "./chunk-prune.js";
import { a as sumBytes } from "./chunk-room2.js";
import { T as manifestToJson, X as scopesOf, _t as scan, c as unsignedBytes, dt as inTemporary, m as readManifest, r as restoredBy, s as trustFrom, u as parseSigningKey, vt as watchDirectory } from "./chunk-handoff.js";
import { a as shown, i as orFailure, n as isFailure } from "./chunk-deps.js";
import { a as openZstd, s as openSccacheOf } from "./chunk-program-environment.js";
import { a as openKeys, i as openDeps, r as openCatalogOf } from "./chunk-steps.js";
import { A as threadsFor, j as writingTo } from "./chunk-checks.js";
import { n as mergeLegs, r as merge$1, t as describeMerged } from "./chunk-merge-legs.js";
import { g as judgeRun } from "./chunk-plan.js";
import { c as isOwn, h as unknownOrigin, n as knownEntries, p as readPast } from "./chunk-candidates.js";
import { t as saveBundle } from "./chunk-save-bundle.js";
import { i as keyBeginnings } from "./chunk-key.js";
import { t as showProgressOn } from "./chunk-progress.js";
import { s as formatSize } from "./chunk-words.js";
import { a as UsageError, n as printJson, o as configFlags } from "./chunk-terminal.js";
import { a as folderOf, c as openJobOf, d as readSettings, h as surroundingsOf, n as contextFlags, u as readConfig } from "./chunk-job.js";
import { dirname, join, resolve } from "node:path";
import { rename, writeFile } from "node:fs/promises";
import { mkdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { tmpdir } from "node:os";
// src/flow/watch-state.ts
const stateFileName = "watch.json";
/** When an entry was last touched, in milliseconds since 1970. */
function touchOf({ mtimeMs, atimeMs }) {
	return Math.max(mtimeMs, atimeMs);
}
/** The state after a bundle was published. */
async function remember(published, { stateFolder, directory }) {
	const { key, bytes, manifest, publishedMs } = published;
	const manifestFile = join(stateFolder, "published.manifest.json");
	await replaceFile(manifestFile, manifestToJson(manifest));
	const { entries } = await scan(directory);
	const touched = Object.fromEntries(entries.map((entry) => [entry.name, touchOf(entry)]));
	return keep({
		publishedMs,
		bundle: {
			key,
			bytes,
			readAtMs: 0,
			manifestFile,
			leftOutFile: null,
			bundleFile: null
		},
		touched
	}, stateFolder);
}
/** The state after builds that left nothing to publish. */
async function noteSeen(left, scanned, stateFolder) {
	const newer = scanned.filter((entry) => touchOf(entry) > (left.touched[entry.name] ?? 0));
	const seen = Object.fromEntries(newer.map((entry) => [entry.name, touchOf(entry)]));
	return keep({
		...left,
		seen
	}, stateFolder);
}
async function keep(state, stateFolder) {
	await replaceFile(join(stateFolder, stateFileName), JSON.stringify(state));
	return state;
}
/** A crash leaves the file that was, or the new one. */
async function replaceFile(path, text) {
	await writeFile(`${path}.new`, text);
	await rename(`${path}.new`, path);
}
// src/flow/publish.ts
/**
* Makes a bundle of the directory now, if enough is new since the last one, and returns how that ended. The server
* keeps running: it writes entries beside and renames them, so whatever is found is whole.
*/
async function publishOnce(request, deps) {
	const { left, stateFolder } = request;
	const startedMs = deps.now();
	const state = await orFailure(async () => {
		const { outcome, manifest, isOwnPast, scanned } = await publish(request, deps);
		deps.log.info(describe(outcome));
		request.onEnd?.(outcome);
		if (outcome.kind !== "saved" || !manifest) return isOwnPast && left ? noteSeen(left, scanned, stateFolder) : left;
		const { key, bundleBytes: bytes } = outcome;
		return remember({
			key,
			bytes,
			manifest,
			publishedMs: startedMs
		}, request);
	});
	if (!isFailure(state)) return state;
	request.onEnd?.(state);
	deps.log.warning(`Nothing published, for now: ${state.why}`, state.failure);
	return left;
}
async function publish(request, deps) {
	const { left, directory, context, config, sccacheVersion } = request;
	const { keys, toolchain } = await request.prepareKeys();
	const { base, past } = await readPublished(left, keys, deps);
	const overlay = {
		kind: "skipped",
		why: "a watch publishes whole bundles"
	};
	const { entries: scanned } = await scan(directory);
	const isOwnPast = past.base !== void 0;
	const entries = knownEntries(scanned, past, useSince({
		...left?.touched,
		...isOwnPast ? {} : left?.seen
	}));
	const nowMs = deps.now();
	const { used, ...verdict } = judgeUse(entries, past, request);
	const record = {
		id: null,
		hits: null,
		misses: null,
		compileFails: null,
		restoreMs: null,
		savedMs: null,
		hitsWithTime: null,
		endedAt: Math.floor(nowMs / 1e3),
		complete: verdict.complete,
		used,
		bundleBytes: restoredBy(base)?.bytes ?? null
	};
	return {
		...await saveBundle({
			config,
			keys,
			context,
			status: void 0,
			notUsed: null,
			base,
			overlay,
			past,
			entries,
			directory,
			toolchain,
			sccacheVersion,
			rawAtSource: false,
			environment: null,
			nowMs,
			ownRef: scopesOf(context).own,
			run: {
				...verdict,
				record
			},
			restoredAtMs: void 0,
			ownReadAtMs: 0
		}, deps),
		scanned,
		isOwnPast
	};
}
/**
* What this watch published last, as the past of what it publishes now. A bundle of another family, such as another
* compiler's, is none: of that time counts only what was touched since.
*/
async function readPublished(left, keys, deps) {
	const nothing = { kind: "missed" };
	const parts = {
		base: left ? {
			kind: "restored",
			bundle: left.bundle
		} : nothing,
		overlay: nothing
	};
	const past = await readPast(parts, deps);
	if (past.base && isOwn(past.base, keys)) return {
		base: parts.base,
		past
	};
	return {
		base: nothing,
		past: await readPast({
			base: nothing,
			overlay: nothing
		}, deps)
	};
}
/**
* Judges what was used since the last bundle as if it were one run: a machine that has come to rest has done its work, so
* that the clock moves. What is known of last uses is exact, so `max-age` counts in any case.
*/
function judgeUse(entries, { base }, { isBusy, config }) {
	const ofUse = entries.filter(({ usedByThisRun }) => usedByThisRun);
	const [used, misses] = [ofUse.length, ofUse.filter(({ fresh }) => fresh).length];
	const manifest = base?.manifest;
	const run = judgeRun({
		status: "success",
		counts: {
			hits: used - misses,
			misses,
			failed: 0
		},
		useKnown: true,
		used,
		restored: manifest?.entries.length ?? 0,
		history: manifest?.history ?? []
	}, config.evict);
	return {
		...isBusy ? {
			complete: false,
			why: "the directory is still in use"
		} : run,
		isWhole: true,
		used
	};
}
/** A use moves one of the times; what the last bundle did not see is new: all of it, where there was none. */
function useSince(touched) {
	return {
		source: "times",
		of: (entry) => {
			const before = touched[entry.name];
			const used = before === void 0 || touchOf(entry) > before;
			const made = before === void 0 || entry.kind === "preprocessor";
			return {
				used,
				made: used && made,
				...unknownOrigin
			};
		}
	};
}
function describe(outcome) {
	if (outcome.kind === "taken") return `${outcome.key} is there already`;
	if (outcome.kind !== "saved") return `Nothing published${outcome.kind === "failed" ? ", for now" : ""}: ${outcome.why}`;
	return `Published ${outcome.key}: ${outcome.entries} entries, ${outcome.bundleBytes} bytes`;
}
// src/flow/watch.ts
/**
* Publishes whenever the directory has been quiet, or a bundle is due, until `signal` ends it; what is under way then is
* finished. A failure is a line of the log, and the next time counts.
*/
async function watch$2(request, deps, signal) {
	let left = request.left;
	let lastMs = deps.now();
	let pause = new AbortController();
	const watching = await watchDirectory(request.directory, {
		onActivity: () => {
			lastMs = deps.now();
			pause.abort();
		},
		onError: (error) => deps.log.warning(`Watching ${request.directory} failed, and is tried again: ${error.message}`, "watch")
	});
	signal.addEventListener("abort", () => pause.abort(), { once: true });
	deps.log.info(`Watching ${request.directory}`);
	try {
		let publishedMs = left?.publishedMs ?? deps.now();
		while (!signal.aborted) {
			const wait = waitMs({
				lastMs,
				publishedMs
			}, request.times, deps.now());
			if (wait === 0) {
				publishedMs = deps.now();
				const isBusy = lastMs !== void 0 && publishedMs - lastMs < request.times.quietMs;
				lastMs = void 0;
				left = await publishOnce({
					...request,
					left,
					isBusy
				}, deps);
				continue;
			}
			pause = new AbortController();
			await setTimeout(wait ?? longestMs, void 0, { signal: pause.signal }).catch(() => void 0);
		}
	} finally {
		await watching.close();
	}
}
/** The most that a timer can wait. */
const longestMs = 2 ** 31 - 1;
/**
* How long to wait from now until a bundle is due: 0 when it is, undefined when nothing happened. `lastMs` is when an entry
* was last added or used since the last bundle, `publishedMs` when that was made or the watch begun.
*/
function waitMs({ lastMs, publishedMs }, { quietMs, everyMs }, nowMs) {
	if (lastMs === void 0) return void 0;
	const quietIn = lastMs + quietMs - nowMs;
	const dueIn = everyMs === void 0 ? Number.POSITIVE_INFINITY : publishedMs + everyMs - nowMs;
	return Math.max(0, Math.min(quietIn, dueIn));
}
// src/cli/commands/stores.ts
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
	const read = async (file) => ({
		key: "",
		file,
		manifest: await readManifest(file, zstd, trust)
	});
	const request = {
		bundles: await Promise.all(files.map(read)),
		out,
		budgetBytes: unsignedBytes(config.maxSizeBytes, signingKey),
		level: config.compressionLevel,
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
	terminal.say(`${manifest.entries.length} entries of ${files.length} bundles, ${formatSize(bytes)}`);
	if (args.isOn("json")) printJson(terminal, {
		entries: manifest.entries.length,
		bytes
	});
	return 0;
}
async function mergeStored(args, terminal) {
	const job = await openJobOf(readConfig(args, terminal), args, terminal);
	const merged = await inTemporary(tmpdir(), "sccache-bundle-merge-", (folder) => mergeLegs(job, folder));
	if (merged.kind === "cannot-list") throw new UsageError("this store cannot be listed, so its matrix jobs are not known");
	terminal.say(describeMerged(merged));
	if (args.isOn("json")) printJson(terminal, merged);
	return 0;
}
/** Deletes what newer bundles of the same family and ref supersede. */
const prune = {
	positionals: [],
	flags: [
		...configFlags("prune"),
		{
			name: "ref",
			value: "REF",
			about: "Only bundles of this ref, such as refs/pull/7/merge."
		},
		{
			name: "all",
			about: "Keep none, for a ref that is gone; needs --ref."
		},
		{
			name: "apply",
			about: "Delete, instead of only saying what would go."
		},
		{
			name: "json",
			about: "Print what goes, or would go, as JSON."
		}
	],
	async run(args, terminal) {
		const config = readConfig(args, terminal);
		const ref = args.flag("ref") || void 0;
		const all = args.isOn("all");
		if (all && ref === void 0) throw new UsageError("--all needs --ref: it would delete every bundle there is");
		const catalog = openCatalogOf(config, surroundingsOf(terminal));
		if (!catalog) throw new UsageError("this store cannot be listed; for GitHub's cache set GITHUB_REPOSITORY and GITHUB_TOKEN");
		const { keyPrefix, keepLast } = config;
		const bundles = (await Promise.all(keyBeginnings(keyPrefix).map((one) => catalog.list(one, { ref })))).flatMap((listing) => listing.bundles);
		const doomed = planPrune(bundles, {
			keyPrefix,
			ref,
			keep: all ? 0 : keepLast,
			nowMs: Date.now()
		});
		const apply = args.isOn("apply");
		const isJson = args.isOn("json");
		for (const bundle of doomed) {
			const gone = apply && await catalog.remove(bundle) === "gone";
			const verb = apply ? gone ? "Was gone already:" : "Deleted" : "Would delete";
			const where = bundle.ref ? `, ${bundle.ref}` : "";
			if (!isJson) terminal.print(`${verb} ${bundle.key} (${formatSize(bundle.bytes)}${where})`);
		}
		const total = formatSize(sumBytes(doomed));
		const more = apply ? "" : "; --apply deletes them";
		terminal.say(`${doomed.length} of ${bundles.length} bundles, ${total}${more}`);
		if (isJson) printJson(terminal, {
			applied: apply,
			bundles: doomed
		});
		return 0;
	}
};
/** For a machine whose sccache stays: a fresh bundle of it in the store, for those that start cold. */
const watch = {
	positionals: [],
	flags: [
		...configFlags("watch"),
		...contextFlags,
		{
			name: "idle",
			value: "MINUTES",
			about: "Publish when nothing happened for so long.",
			fallback: "5"
		},
		{
			name: "every",
			value: "MINUTES",
			about: "Publish after so long although it never gets quiet."
		},
		{
			name: "once",
			about: "Publish now if enough is new, and end."
		},
		{
			name: "json",
			about: "Print how each attempt to publish ended as a line of JSON."
		}
	],
	async run(args, terminal) {
		const quietMs = minutesAsMs(args, "idle") ?? 5 * minuteMs;
		const everyMs = minutesAsMs(args, "every");
		const job = await openJobOf(readConfig(args, terminal), args, terminal);
		const { version } = await openSccacheOf(job);
		const stateFolder = folderOf(terminal.env, "watch", job.directory);
		mkdirSync(stateFolder, {
			recursive: true,
			mode: 448
		});
		const request = {
			...job,
			prepareKeys: () => openKeys(job),
			sccacheVersion: version ?? null,
			left: readWatched(stateFolder),
			stateFolder,
			times: {
				quietMs,
				everyMs
			},
			...args.isOn("json") && { onEnd: (outcome) => printJson(terminal, outcome) }
		};
		await inTemporary(stateFolder, "temp-", async (tempDirectory) => {
			const deps = openDeps(job, { tempDirectory });
			if (args.isOn("once")) await publishOnce(request, deps);
			else await watch$2(request, deps, untilSignalled());
		});
		return 0;
	}
};
/** Aborts at the first signal to end; a second one ends the process as ever. */
function untilSignalled() {
	const controller = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => controller.abort());
	return controller.signal;
}
const minuteMs = 6e4;
function minutesAsMs(args, flag) {
	const text = args.flag(flag);
	if (text === "") return void 0;
	if (!/^\d{1,6}(\.\d{1,3})?$/.test(text) || Number(text) === 0) throw new UsageError(`--${flag} is not a number of minutes`);
	return Number(text) * minuteMs;
}
function readWatched(folder) {
	try {
		const state = JSON.parse(readFileSync(join(folder, stateFileName), "utf8"));
		const { publishedMs, bundle, touched } = state;
		return typeof publishedMs === "number" && typeof bundle?.manifestFile === "string" && touched ? state : void 0;
	} catch {
		return;
	}
}
export { merge, prune, watch };

import { t as openSccacheOf } from "./chunk-sccache.js";
import { a as openKeys, i as openDeps } from "./chunk-steps.js";
import { d as judgeRun } from "./chunk-worth.js";
import { a as makeFolder, i as watchDirectory, l as scopesOf, r as scan } from "./chunk-directory.js";
import { r as entryCount } from "./chunk-words.js";
import { t as formatSize } from "./chunk-size.js";
import { t as knownEntries } from "./chunk-candidates.js";
import { c as readPast, r as isOwn, u as unknownOrigin } from "./chunk-past.js";
import { n as isFailure, r as orFailure } from "./chunk-failures.js";
import { r as restoredBy } from "./chunk-handoff.js";
import { t as saveBundle } from "./chunk-save-bundle.js";
import { n as manifestToJson } from "./chunk-manifest-json.js";
import { t as replaceFile } from "./chunk-replace-file.js";
import { t as inTemporary } from "./chunk-left-over.js";
import { a as UsageError, o as configFlags, r as printJson } from "./chunk-terminal.js";
import { a as readConfig, r as openJobOf, t as contextFlags } from "./chunk-job.js";
import { i as keptFolder } from "./chunk-state.js";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
// src/flow/watch/watch-state.ts
const stateFileName = "watch.json";
/** When an entry was last touched, in milliseconds since 1970. */
function touchOf({ mtimeMs, atimeMs }) {
	return Math.max(mtimeMs, atimeMs);
}
/** The state after a bundle of what was `scanned` was published. What builds made or used meanwhile stays for the next one. */
async function remember(published, scanned, { stateFolder, directory }) {
	const { key, bytes, manifest, publishedMs } = published;
	const manifestFile = join(stateFolder, "published.manifest.json");
	await replaceFile(manifestFile, (made) => writeFile(made, manifestToJson(manifest)));
	const now = new Map((await scan(directory)).entries.map((entry) => [entry.name, entry]));
	const touched = Object.fromEntries(scanned.map((before) => {
		const after = now.get(before.name);
		const isUsed = after !== void 0 && after.mtimeMs > before.mtimeMs;
		return [before.name, touchOf(isUsed ? before : after ?? before)];
	}));
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
/** What the last watch of this directory left; undefined for the first one, or where that is lost: then it starts anew. */
function recall(stateFolder) {
	try {
		const state = JSON.parse(readFileSync(join(stateFolder, stateFileName), "utf8"));
		const { publishedMs, bundle, touched } = state;
		return typeof publishedMs === "number" && typeof bundle?.manifestFile === "string" && touched ? state : void 0;
	} catch {
		return;
	}
}
async function keep(state, stateFolder) {
	await replaceFile(join(stateFolder, stateFileName), (made) => writeFile(made, JSON.stringify(state)));
	return state;
}
// src/flow/watch/publish.ts
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
		}, scanned, request);
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
	const contents = {
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
	};
	let end = await saveBundle(contents, deps);
	if (end.outcome.kind === "nothing-new" && isOwnPast && await isGone(keys, deps)) {
		deps.log.info("The store has no bundle any more, so what was published is published again");
		const again = entries.map((entry) => ({
			...entry,
			usedByThisRun: true,
			added: true
		}));
		end = await saveBundle({
			...contents,
			entries: again
		}, deps);
	}
	return {
		...end,
		scanned,
		isOwnPast
	};
}
/** Whether the store holds nothing for the jobs that read what is published: some services remove what is a week old. */
async function isGone({ custom, primary, fallbacks, family }, { store }) {
	const chain = custom ? {
		key: primary,
		fallbacks
	} : {
		key: `${family}-`,
		fallbacks: []
	};
	const found = await orFailure(() => store.lookup(chain), "lookup");
	return !isFailure(found) && found.kind === "miss";
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
	return `Published ${outcome.key}: ${entryCount(outcome.entries)}, ${formatSize(outcome.bundleBytes)}`;
}
// src/flow/watch/watch.ts
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
// src/cli/commands/watch.ts
/** For a machine whose sccache stays: a fresh bundle of it in the store, for those that start cold. */
const watch = {
	positionals: [],
	flags: [
		...configFlags("watch"),
		...contextFlags,
		{
			name: "idle",
			value: "MINUTES",
			about: "Publish once nothing has happened for MINUTES.",
			fallback: "5"
		},
		{
			name: "every",
			value: "MINUTES",
			about: "Publish after MINUTES at the latest, even if it is never idle."
		},
		{
			name: "once",
			about: "Publish now if enough is new, then exit."
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
		const sccache = await openSccacheOf(job);
		const stateFolder = keptFolder(terminal.env, "watch", watchName(job));
		await makeFolder(stateFolder, 448);
		const request = {
			...job,
			prepareKeys: () => openKeys(job),
			sccacheVersion: sccache.path === null ? null : sccache.version,
			left: recall(stateFolder),
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
/** What a watch remembers is of one directory, published in one place under one name: elsewhere, all of it is new. */
function watchName({ directory, config: { store, keyPrefix, sharedKey } }) {
	return JSON.stringify([
		directory,
		store,
		keyPrefix,
		sharedKey
	]);
}
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
	if (!/^\d{1,6}(\.\d{1,3})?$/.test(text) || Number(text) === 0) throw new UsageError(`--${flag} ${text} is not a number of minutes above 0, such as 5`);
	return Number(text) * minuteMs;
}
export { watch };

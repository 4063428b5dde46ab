import { i as openDeps, o as openKeys, s as openSccacheOf, u as askCi } from "./chunk-inputs.js";
import { i as saveJob, o as startCold, t as continueJob } from "./chunk-steps.js";
import { A as scopesOf, E as manifestToJson, q as makeTemporary } from "./chunk-handoff.js";
import { l as scan, u as watchDirectory } from "./chunk-tar.js";
import { r as orFailure, t as isFailure } from "./chunk-deps.js";
import { l as unknownOrigin, o as readPast } from "./chunk-past.js";
import { o as knownEntries } from "./chunk-family.js";
import { t as saveBundle } from "./chunk-save-bundle.js";
import { s as saveLines } from "./chunk-text.js";
import { t as UsageError } from "./chunk-command.js";
import { a as openJobOf, c as readSettings, d as beginState, f as cacheFolder, g as readState, i as isGiven, l as requireStore, m as findState, n as contextFlags, o as overridesOf, p as endState, r as failOpen, s as readConfig, t as configFlags } from "./chunk-job.js";
import { n as printJson } from "./chunk-terminal.js";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
// src/flow/watch.ts
const stateFileName = "watch.json";
/** When each entry was last touched, as it was after the last bundle was packed: packing itself reads every entry. */
const touchedFileName = "touched.json";
/**
* Makes a bundle of the directory now, if enough is new since the last one, and returns how that ended. The server
* keeps running: it writes entries beside and renames them, so whatever is found is whole.
*/
async function publishOnce(request, deps) {
	const startedMs = deps.now();
	const state = await orFailure(async () => {
		const { outcome, manifest } = await publish(request, deps);
		deps.log.info(describe(outcome));
		request.onEnd?.(outcome);
		if (outcome.kind !== "saved" || !manifest) return request.left;
		return remember({
			outcome,
			manifest,
			publishedMs: startedMs
		}, request);
	});
	if (!isFailure(state)) return state;
	request.onEnd?.(state);
	deps.log.warning(`Nothing published, for now: ${state.why}`, state.failure);
	return request.left;
}
async function publish(request, deps) {
	const { left, directory, context, config, sccacheVersion, stateFolder } = request;
	const { keys, toolchain } = await request.prepareKeys();
	const base = left ? {
		kind: "restored",
		bundle: left.bundle
	} : { kind: "missed" };
	const overlay = {
		kind: "skipped",
		why: "a watch publishes whole bundles"
	};
	const past = await readPast({
		base,
		overlay
	}, deps.log);
	const { entries: scanned } = await scan(directory);
	const use = useSince(await readTouched(stateFolder));
	const entries = knownEntries(scanned, past, use);
	const nowMs = deps.now();
	const record = {
		id: null,
		endedAt: Math.floor(nowMs / 1e3),
		complete: false,
		used: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
		hits: null,
		misses: null,
		compileFails: null,
		savedMs: null,
		restoreMs: null,
		bundleBytes: left?.bundle.bytes ?? null
	};
	return saveBundle({
		config,
		keys,
		context,
		status: void 0,
		hasSccache: true,
		base,
		overlay,
		past,
		entries,
		rawAtSource: false,
		nowMs,
		directory,
		ownRef: scopesOf(context).own,
		toolchain,
		sccacheVersion,
		environment: {},
		run: {
			complete: false,
			isWhole: true,
			why: "a watch knows of no runs",
			record
		},
		restoredAtMs: void 0,
		ownReadAtMs: 0
	}, deps);
}
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
				lastMs = void 0;
				publishedMs = deps.now();
				left = await publishOnce({
					...request,
					left
				}, deps);
				continue;
			}
			pause = new AbortController();
			await sleepUntil(pause.signal, wait ?? longestMs);
		}
	} finally {
		await watching.close();
	}
}
/** The most that a timer can wait. */
const longestMs = 2 ** 31 - 1;
/** Waits for so long, or until `signal` ends it. */
async function sleepUntil(signal, ms) {
	await setTimeout(ms, void 0, { signal }).catch(() => void 0);
}
/** A use moves one of the times; what the last bundle did not see is new. */
function useSince(touched) {
	return {
		source: "times",
		of: (entry) => {
			const before = touched.get(entry.name);
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
function touchOf({ mtimeMs, atimeMs }) {
	return Math.max(mtimeMs, atimeMs);
}
async function readTouched(stateFolder) {
	try {
		const touched = JSON.parse(await readFile(join(stateFolder, touchedFileName), "utf8"));
		return new Map(Object.entries(touched));
	} catch {
		return /* @__PURE__ */ new Map();
	}
}
async function remember(published, { stateFolder, directory }) {
	const { outcome, manifest, publishedMs } = published;
	const { entries } = await scan(directory);
	const touched = Object.fromEntries(entries.map((entry) => [entry.name, touchOf(entry)]));
	await replaceFile(join(stateFolder, touchedFileName), JSON.stringify(touched));
	const manifestFile = join(stateFolder, "published.manifest.json");
	await replaceFile(manifestFile, manifestToJson(manifest));
	const state = {
		publishedMs,
		bundle: {
			key: outcome.key,
			bytes: outcome.bundleBytes,
			readAtMs: 0,
			manifestFile,
			bundleFile: null
		}
	};
	await replaceFile(join(stateFolder, stateFileName), JSON.stringify(state));
	return state;
}
/** A crash leaves the file that was, or the new one. */
async function replaceFile(path, text) {
	await writeFile(`${path}.new`, text);
	await rename(`${path}.new`, path);
}
function describe(outcome) {
	if (outcome.kind === "taken") return `${outcome.key} is there already`;
	if (outcome.kind !== "saved") return `Nothing published${outcome.kind === "failed" ? ", for now" : ""}: ${outcome.why}`;
	return `Published ${outcome.key}: ${outcome.entries} entries, ${outcome.bundleBytes} bytes`;
}
/** How long to wait from now until a bundle is due: 0 when it is, undefined when nothing happened. */
function waitMs({ lastMs, publishedMs }, { quietMs, everyMs }, nowMs) {
	if (lastMs === void 0) return void 0;
	const quietIn = lastMs + quietMs - nowMs;
	const dueIn = everyMs === void 0 ? Number.POSITIVE_INFINITY : publishedMs + everyMs - nowMs;
	return Math.max(0, Math.min(quietIn, dueIn));
}
// src/cli/commands/save.ts
const statuses = [
	"success",
	"failure",
	"cancelled"
];
/** The half after the build. */
const save = {
	failsOpen: true,
	positionals: [],
	flags: [
		...configFlags("save"),
		...contextFlags,
		{
			name: "status",
			value: "STATUS",
			about: `How the build went: ${statuses.join(", ")}.`,
			words: statuses
		},
		{
			name: "json",
			about: "Print the report as JSON."
		}
	],
	async run(args, terminal) {
		const status = readStatus(args, terminal);
		const config = readSettings(args, terminal);
		return failOpen(config, terminal, () => saveWith({
			config,
			status
		}, args, terminal));
	}
};
async function saveWith({ config, status }, args, terminal) {
	const job = await openJobOf(config, args, terminal);
	const { context, surroundings } = job;
	const found = findState(context, terminal.env);
	const left = readState(found);
	if (!left) requireStore(args, terminal);
	const state = left && found ? found : beginState(context, terminal.env);
	const handoff = left ? await continueJob({
		...left.handoff,
		...Object.keys(overridesOf(args, terminal)).length > 0 && { context }
	}, job, (field) => isGiven(field, args, terminal)) : await startCold(job, await sccacheOf(job));
	const report = await saveJob(handoff, {
		status,
		tempDirectory: state
	}, surroundings);
	endState(state);
	if (handoff.server?.logFile) await rm(handoff.server.logFile, { force: true });
	for (const line of saveLines(report)) terminal.say(line);
	const outcome = report.save?.outcome;
	if (outcome?.kind === "failed") surroundings.log.warning(outcome.why, outcome.failure);
	if (args.isOn("json")) terminal.print(JSON.stringify(report));
	return outcome?.kind === "failed" && handoff.config.strict ? 1 : 0;
}
async function sccacheOf(job) {
	const sccache = await openSccacheOf(job);
	if (sccache.why !== void 0) job.surroundings.log.warning(sccache.why, "no-sccache");
	return sccache;
}
/**
* As the flag says, else as GitLab does in after_script. In a plain shell, where no CI is around it, a save comes after a
* build that went well: `cargo build && sccache-bundle save`.
*/
function readStatus(args, { env }) {
	const gitlab = {
		success: "success",
		failed: "failure",
		canceled: "cancelled"
	};
	const asked = args.flag("status");
	if (asked === "" && !askCi(env)) return "success";
	if (asked === "") return gitlab[env["CI_JOB_STATUS"] ?? ""];
	const status = statuses.find((one) => one === asked);
	if (!status) throw new UsageError(`--status ${asked} is none of ${statuses.join(", ")}`);
	return status;
}
const minuteMs = 6e4;
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
		const quietMs = minutes(args, "idle", 5) * minuteMs;
		const every = args.flag("every") === "" ? void 0 : minutes(args, "every", 0) * minuteMs;
		const job = await openJobOf(readConfig(args, terminal), args, terminal);
		const { version } = await openSccacheOf(job);
		const stateFolder = stateFolderOf(job.directory, terminal.env);
		const tempDirectory = await makeTemporary(stateFolder, "temp-");
		try {
			const request = {
				...job,
				prepareKeys: () => openKeys(job),
				sccacheVersion: version ?? null,
				left: readWatched(stateFolder),
				stateFolder,
				times: {
					quietMs,
					everyMs: every
				},
				...args.isOn("json") && { onEnd: (outcome) => printJson(terminal, outcome) }
			};
			const deps = openDeps(job, { tempDirectory });
			if (args.isOn("once")) await publishOnce(request, deps);
			else await watch$2(request, deps, untilSignalled());
			return 0;
		} finally {
			await rm(tempDirectory, {
				recursive: true,
				force: true
			});
		}
	}
};
/** Aborts at the first signal to end; a second one ends the process as ever. */
function untilSignalled() {
	const controller = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => controller.abort());
	return controller.signal;
}
function minutes(args, flag, fallback) {
	const text = args.flag(flag);
	if (text === "") return fallback;
	const value = Number(text);
	if (!/^\d{1,6}(\.\d{1,3})?$/.test(text) || value === 0) throw new UsageError(`--${flag} is not a number of minutes`);
	return value;
}
function stateFolderOf(directory, env) {
	const key = createHash("sha256").update(directory).digest("hex").slice(0, 16);
	const folder = join(cacheFolder(env), "watch", key);
	mkdirSync(folder, {
		recursive: true,
		mode: 448
	});
	return folder;
}
function readWatched(folder) {
	try {
		const state = JSON.parse(readFileSync(join(folder, stateFileName), "utf8"));
		return typeof state.publishedMs === "number" && typeof state.bundle?.manifestFile === "string" ? state : void 0;
	} catch {
		return;
	}
}
export { save, watch };

import { i as getInput, t as core_exports } from "./chunk-core.js";
import { t as parseConfig } from "./chunk-inputs.js";
import { E as chooseDirectory, S as planKeys, T as cacheSizeBytes, _ as noticeMissing, a as leaveHandoff, b as isFresh, c as publishRestore, d as openDeps, g as gatherIngredients, h as readContext, n as reportTrouble, r as makeTempDirectory, s as publishEnvironment, t as runStep, u as findSccache, v as orTrouble, y as openPool } from "./chunk-run-step.js";
import { o as manifestToJson } from "./chunk-frames.js";
import { t as readManifest } from "./chunk-read-manifest.js";
import { f as kindOf } from "./chunk-open.js";
import { randomBytes } from "node:crypto";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { mkdir, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
// src/bundle/segment-tasks.ts
/** A task for each segment of a bundle, in order. */
function segmentTasks(file, { segments, entries }) {
	const bySegment = Map.groupBy(entries, ({ segment }) => segment);
	return segments.map((segment, index) => ({
		file,
		index,
		segment,
		entries: bySegment.get(index) ?? []
	}));
}
// src/bundle/unpack.ts
/**
* Unpacks the wanted entries of a bundle into a new directory and returns them.
* @throws {BundleError} on the first fault, or what writing throws; then the directory is gone again.
*/
async function unpack(request, zstd) {
	const { manifest, directory, wanted } = request;
	const kept = manifest.entries.filter(wanted);
	const tasks = unpackTasks(request, new Set(kept.map(({ name }) => name)));
	await mkdir(dirname(directory), { recursive: true });
	await mkdir(directory);
	const pool = openPool(Math.min(request.threads, tasks.length), zstd);
	try {
		await runAll(tasks, pool, request.onProgress);
	} catch (error) {
		await pool.close();
		await rm(directory, {
			recursive: true,
			force: true
		});
		throw error;
	}
	await pool.close();
	return kept;
}
async function runAll(tasks, pool, onProgress) {
	const total = tasks.reduce((sum, { segment }) => sum + segment.rawBytes, 0);
	let done = 0;
	await Promise.all(tasks.map(async (task) => {
		await pool.run("unpack", task);
		done += task.segment.rawBytes;
		onProgress?.({
			done,
			total
		});
	}));
}
/** One task a segment that holds anything wanted. */
function unpackTasks({ file, manifest, directory }, wanted) {
	return segmentTasks(file, manifest).flatMap((task) => {
		const names = task.entries.map(({ name }) => name);
		const skip = new Set(names.filter((name) => !wanted.has(name)));
		return skip.size === names.length ? [] : [{
			...task,
			skip,
			directory
		}];
	});
}
// src/flow/adopt.ts
/**
* Moves unpacked entries into sccache's directory: the whole folder by one rename where nothing is there yet, else
* each file that is missing. What the directory already holds stays as it is. `unpacked` is gone afterwards.
* Both must be on one file system.
*/
async function adopt(unpacked, names, directory) {
	await mkdir(dirname(directory), { recursive: true });
	if (await makeWay(directory)) {
		await rename(unpacked, directory);
		return;
	}
	const there = new Set(await readdir(directory, { recursive: true }));
	const made = /* @__PURE__ */ new Set();
	for (const name of names) {
		if (there.has(join(name))) continue;
		const target = join(directory, name);
		if (!made.has(dirname(target))) await mkdir(dirname(target), { recursive: true });
		made.add(dirname(target));
		await rename(join(unpacked, name), target);
	}
	await rm(unpacked, {
		recursive: true,
		force: true
	});
}
/** Whether nothing is at `directory` now; an empty one is removed. */
async function makeWay(directory) {
	try {
		await rmdir(directory);
		return true;
	} catch (error) {
		const { code } = error;
		if (code === "ENOENT") return true;
		if (code === "ENOTEMPTY" || code === "EEXIST") return false;
		throw error;
	}
}
// src/flow/fetch-bundle.ts
/**
* Brings the entries of the best match into sccache's directory, where they are missing, or returns undefined when there
* is none. @throws {StoreError | BundleError}, or what the file system throws; then the directory is as it was.
*/
async function fetchBundle(request, deps) {
	const file = join(deps.tempDirectory, `restored-${randomBytes(4).toString("hex")}.tar.zst`);
	try {
		const fetched = await deps.store.fetch(request.chain, file);
		if (fetched.kind === "miss") return void 0;
		const manifestFile = `${file}.manifest.json`;
		const { manifest, entries } = await unpackInto(request, file, deps);
		await writeFile(manifestFile, manifestToJson(manifest));
		return {
			bundle: {
				key: fetched.key,
				bytes: fetched.bytes,
				manifestFile
			},
			entries
		};
	} finally {
		await rm(file, { force: true });
	}
}
async function unpackInto({ directory, sccacheVersion }, file, { zstd, threads }) {
	const manifest = await readManifest(file, zstd);
	const sameSccache = sccacheVersion !== null && manifest.sccacheVersion === sccacheVersion;
	const wanted = ({ name }) => sameSccache || kindOf(name) === "object";
	const unpacked = `${directory}.restoring-${randomBytes(4).toString("hex")}`;
	try {
		const entries = await unpack({
			file,
			manifest,
			directory: unpacked,
			wanted,
			threads
		}, zstd);
		await adopt(unpacked, entries.map(({ name }) => name), directory);
		return {
			manifest,
			entries
		};
	} finally {
		await rm(unpacked, {
			recursive: true,
			force: true
		});
	}
}
// src/flow/restore.ts
/**
* Brings sccache's directory to where the best bundle left it, in a pull request with its overlay on top, and says what
* it did. A running server is stopped, so that the next one starts on what was restored. No trouble with the cache is
* thrown: the directory is then as it was, or holds the base alone.
*/
async function restore(request, deps) {
	const started = deps.now();
	const { config, keys, directory, toolchain } = request;
	const stopped = await deps.sccache?.stop();
	if (stopped?.kind === "failed") deps.log.notice(`The sccache server could not be stopped: ${stopped.why}`);
	const version = await deps.sccache?.version() ?? null;
	const { outcome, base, overlay } = config.lookupOnly ? await lookUp(keys, deps) : deps.sccache ? await fetchAll(request, version, deps) : { outcome: {
		kind: "skipped",
		why: "there is no sccache to use it"
	} };
	const readyAtMs = deps.now();
	return {
		report: {
			step: "restore",
			keys,
			storeLabel: deps.store.label,
			outcome,
			seconds: (readyAtMs - started) / 1e3
		},
		handoff: {
			format: 1,
			config,
			directory,
			keys,
			toolchain,
			readyAtMs,
			sccache: deps.sccache ? {
				path: deps.sccache.path,
				version
			} : null,
			noStore: outcome.kind === "trouble" && outcome.noStore,
			restored: base?.bundle ?? null,
			overlay: overlay?.bundle ?? null
		}
	};
}
async function lookUp(keys, { store }) {
	const found = await orTrouble(() => store.lookup({
		key: keys.primary,
		fallbacks: keys.fallbacks
	}));
	if (found.kind !== "hit") return { outcome: found };
	return { outcome: {
		kind: "found",
		key: found.key,
		fresh: isFresh(found.key, keys.primary)
	} };
}
async function fetchAll({ keys, directory }, version, deps) {
	const common = {
		directory,
		sccacheVersion: version
	};
	const chain = {
		key: keys.primary,
		fallbacks: keys.fallbacks
	};
	const base = await orTrouble(async () => ({ fetched: await fetchBundle({
		...common,
		chain
	}, deps) }));
	const overlay = await orTrouble(async () => ({ fetched: await fetchOverlay(keys, common, deps) }));
	if ("kind" in overlay) deps.log.notice(`No overlay: ${overlay.why}`);
	const parts = {
		base: fetchedOf(base),
		overlay: fetchedOf(overlay)
	};
	const first = parts.base ?? parts.overlay;
	if (!first) return { outcome: "kind" in base ? base : { kind: "miss" } };
	if ("kind" in base) deps.log.warning(`No base, only the overlay: ${base.why}`);
	const entries = new Map([...parts.base?.entries ?? [], ...parts.overlay?.entries ?? []].map((e) => [e.name, e]));
	return {
		outcome: {
			kind: "restored",
			key: first.bundle.key,
			fresh: isFresh(first.bundle.key, keys.primary),
			bundleBytes: first.bundle.bytes,
			entries: entries.size,
			entryBytes: sumBytes(entries.values()),
			overlay: parts.base && parts.overlay ? describePart(parts.overlay) : void 0
		},
		...parts
	};
}
async function fetchOverlay({ overlay }, common, deps) {
	if (overlay === null) return void 0;
	return fetchBundle({
		...common,
		chain: {
			key: `${overlay}-`,
			fallbacks: []
		}
	}, deps);
}
function fetchedOf(part) {
	return "kind" in part ? void 0 : part.fetched;
}
function describePart({ bundle, entries }) {
	return {
		key: bundle.key,
		bundleBytes: bundle.bytes,
		entries: entries.length
	};
}
function sumBytes(entries) {
	let sum = 0;
	for (const { bytes } of entries) sum += bytes;
	return sum;
}
// src/sccache/remotes.ts
/** After sccache's own `config_from_env`: https://github.com/mozilla/sccache/blob/main/src/config.rs */
const REMOTES = [
	{
		name: "S3",
		by: anyOf("SCCACHE_BUCKET")
	},
	{
		name: "Redis",
		by: anyOf("SCCACHE_REDIS", "SCCACHE_REDIS_ENDPOINT", "SCCACHE_REDIS_CLUSTER_ENDPOINTS")
	},
	{
		name: "memcached",
		by: anyOf("SCCACHE_MEMCACHED", "SCCACHE_MEMCACHED_ENDPOINT")
	},
	{
		name: "Google Cloud Storage",
		by: anyOf("SCCACHE_GCS_BUCKET")
	},
	{
		name: "GitHub Actions",
		by: gitHubActions
	},
	{
		name: "Azure Blob",
		by: azure
	},
	{
		name: "WebDAV",
		by: anyOf("SCCACHE_WEBDAV_ENDPOINT")
	},
	{
		name: "OSS",
		by: anyOf("SCCACHE_OSS_BUCKET")
	},
	{
		name: "COS",
		by: anyOf("SCCACHE_COS_BUCKET")
	}
];
const HINDRANCES = {
	SCCACHE_LOCAL_RW_MODE: (value) => value.toUpperCase() === "READ_ONLY" ? "keeps sccache from adding to its directory" : void 0,
	SCCACHE_RECACHE: () => "makes every compilation a miss",
	SCCACHE_NO_CACHE: () => "keeps sccache from caching at all"
};
/**
* What in `env` makes sccache pass by its directory, or not fill it: one line each, with what to do. Only names of
* variables are told, never their values, which may be secrets. A configuration file of sccache's is not looked at.
*/
function bypassWarnings(env) {
	return [...remoteWarnings(env), ...hindranceWarnings(env)];
}
function remoteWarnings(env) {
	if ((env["SCCACHE_MULTILEVEL_CHAIN"]?.split(",").map((level) => level.trim()))?.includes("disk")) return [];
	return REMOTES.flatMap(({ name, by }) => {
		const variables = by(env);
		if (variables.length === 0) return [];
		return [`sccache will use ${name} and not its directory, so nothing is restored or saved: ${`unset ${variables.join(" and ")}`}`];
	});
}
function hindranceWarnings(env) {
	return Object.entries(HINDRANCES).flatMap(([variable, effectOf]) => {
		const value = env[variable];
		const effect = value === void 0 ? void 0 : effectOf(value);
		return effect === void 0 ? [] : [`${variable} ${effect}: unset it to fill the cache`];
	});
}
function anyOf(...variables) {
	return (env) => variables.filter((variable) => isSet$1(env, variable));
}
/** A version turns it on, whatever SCCACHE_GHA_ENABLED says. */
function gitHubActions(env) {
	const enabled = /^(true|on|1)$/i.test(env["SCCACHE_GHA_ENABLED"] ?? "") ? ["SCCACHE_GHA_ENABLED"] : [];
	return isSet$1(env, "SCCACHE_GHA_VERSION") ? [...enabled, "SCCACHE_GHA_VERSION"] : enabled;
}
/** A container alone, without a way to log in, leaves it off. */
function azure(env) {
	const used = [
		"SCCACHE_AZURE_CONNECTION_STRING",
		"SCCACHE_AZURE_STORAGE_ACCOUNT",
		"SCCACHE_AZURE_ENDPOINT"
	].filter((variable) => isSet$1(env, variable));
	return isSet$1(env, "SCCACHE_AZURE_BLOB_CONTAINER") && used.length > 0 ? ["SCCACHE_AZURE_BLOB_CONTAINER"] : [];
}
function isSet$1(env, variable) {
	return (env[variable] ?? "") !== "";
}
// src/sccache/wrappers.ts
const WISHES = {
	rust: rustWishes,
	c: compilerWishes,
	cmake: launcherWishes
};
/** What makes cargo, C/C++ builds and CMake call sccache, for each of `wrap` in turn. */
function wrapperWishes(options) {
	const all = options.wrap.map((wrapper) => WISHES[wrapper](options));
	return {
		wishes: all.flatMap(({ wishes }) => wishes),
		warnings: all.flatMap(({ warnings }) => warnings)
	};
}
/**
* Cargo's wrapper, and no incremental compilation, whose results sccache cannot cache. Cargo takes RUSTC_WRAPPER
* before CARGO_BUILD_RUSTC_WRAPPER, and an empty one as "no wrapper": both are the user's word. The `cc` crate
* follows RUSTC_WRAPPER too, so C in build scripts is cached as well.
*/
function rustWishes({ sccachePath, env }) {
	const theirs = env["RUSTC_WRAPPER"] ?? env["CARGO_BUILD_RUSTC_WRAPPER"];
	const incremental = {
		name: "CARGO_INCREMENTAL",
		wanted: "0",
		unless: ["CARGO_BUILD_INCREMENTAL"]
	};
	if (theirs !== void 0 && isSccache(theirs)) return {
		wishes: [incremental],
		warnings: []
	};
	const wrapper = {
		name: "RUSTC_WRAPPER",
		wanted: sccachePath,
		unless: ["CARGO_BUILD_RUSTC_WRAPPER"]
	};
	return {
		wishes: theirs === void 0 ? [wrapper, incremental] : [wrapper],
		warnings: []
	};
}
/**
* CC and CXX with sccache in front of the system's compilers: make, autotools, meson, Go and the `cc` crate
* understand that. Not so on Windows, where MSVC is found in other ways and there is no `cc`.
*/
function compilerWishes({ platform, sccachePath, env }) {
	if (platform === "win32") return {
		wishes: [],
		warnings: ["wrap: c has no effect on Windows; use cmake, or call sccache before cl"]
	};
	const command = /\s/.test(sccachePath) ? "sccache" : sccachePath;
	return {
		wishes: Object.entries({
			CC: "cc",
			CXX: "c++"
		}).flatMap(([name, compiler]) => {
			const theirs = env[name];
			if (theirs !== void 0 && isSccache(theirs.trim().split(/\s/)[0] ?? "")) return [];
			return [{
				name,
				wanted: `${command} ${theirs || compiler}`
			}];
		}),
		warnings: []
	};
}
/** https://cmake.org/cmake/help/latest/envvar/CMAKE_LANG_COMPILER_LAUNCHER.html, read at the first configuration. */
function launcherWishes({ sccachePath, env }) {
	return {
		wishes: ["CMAKE_C_COMPILER_LAUNCHER", "CMAKE_CXX_COMPILER_LAUNCHER"].filter((name) => !isSccache(env[name] ?? "")).map((name) => ({
			name,
			wanted: sccachePath
		})),
		warnings: []
	};
}
function isSccache(command) {
	return /(^|[\\/])sccache(\.exe)?$/i.test(command);
}
// src/sccache/environment.ts
/**
* The variables with which a build uses sccache and the restored directory. What the user has set is never
* overridden: it is in `kept` when it differs from what we would set, and in neither list when it is the same.
*/
function buildEnvironment(options) {
	const { env, wrap, platform, sccachePath } = options;
	const wrappers = wrapperWishes({
		wrap,
		platform,
		sccachePath,
		env
	});
	const exports = [];
	const kept = [];
	for (const { name, wanted, unless = [] } of [...serverWishes(options), ...wrappers.wishes]) {
		const set = [name, ...unless].find((variable) => isSet(env, variable));
		if (set === void 0) exports.push({
			name,
			value: wanted
		});
		else if (env[set] !== wanted) kept.push({
			name: set,
			value: env[set] ?? "",
			wanted
		});
	}
	return {
		exports,
		kept,
		warnings: [
			...bypassWarnings(env),
			...sizeWarnings(env),
			...wrappers.warnings
		]
	};
}
/** Empty is not set, but for cargo: an empty RUSTC_WRAPPER is how a user says "none". */
function isSet(env, variable) {
	return env[variable] !== void 0 && (env[variable] !== "" || /^(RUSTC|CARGO)_/.test(variable));
}
function serverWishes(options) {
	const { directory, cacheSizeBytes, compressionLevel } = options;
	const wishes = [
		{
			name: "SCCACHE_DIR",
			wanted: directory
		},
		{
			name: "SCCACHE_CACHE_SIZE",
			wanted: String(cacheSizeBytes)
		},
		{
			name: "SCCACHE_IDLE_TIMEOUT",
			wanted: "0"
		}
	];
	if (compressionLevel === void 0) return wishes;
	return [...wishes, {
		name: "SCCACHE_CACHE_ZSTD_LEVEL",
		wanted: String(compressionLevel)
	}];
}
/** https://github.com/mozilla/sccache/blob/main/src/config.rs `parse_size` */
function sizeWarnings(env) {
	const size = env["SCCACHE_CACHE_SIZE"] ?? "";
	if (size === "" || /^\d+[KMGT]?$/i.test(size)) return [];
	return ["SCCACHE_CACHE_SIZE is no size that sccache knows, so it takes 10G: write whole bytes, or K, M, G, T"];
}
// src/action/restore-step.ts
/** The restore half: one bundle into sccache's directory, and an environment in which the build uses it. */
async function restoreStep(core, config, env) {
	const context = readContext(core.getInput, env);
	const sccachePath = await findSccache(core, config, env);
	const deps = openDeps(core, {
		config,
		env,
		sccachePath,
		tempDirectory: makeTempDirectory(env)
	});
	const ingredients = await gatherIngredients(config, context, Date.now());
	const missing = noticeMissing(ingredients, config);
	if (missing !== void 0) deps.log.notice(missing);
	const keys = planKeys(ingredients, config);
	const { report, handoff } = await restore({
		config,
		keys,
		directory: chooseDirectory(config.directory, {
			workspace: context.workspace,
			env,
			home: homedir(),
			platform: process.platform
		}),
		toolchain: ingredients.toolchain?.title ?? null
	}, deps);
	publishRestore(core, report, deps.log);
	reportTrouble(core, report.outcome, config.strict);
	if (handoff.sccache) {
		const restoredBytes = report.outcome.kind === "restored" ? report.outcome.entryBytes : 0;
		exportEnvironment(core, deps.log, handoff, {
			path: handoff.sccache.path,
			restoredBytes,
			env
		});
	}
	leaveHandoff(core, handoff, deps.tempDirectory);
	if ((report.outcome.kind === "miss" || report.outcome.kind === "trouble") && config.failOnCacheMiss) core.setFailed(`No bundle for ${keys.primary} or its fallbacks (fail-on-cache-miss is true)`);
}
function exportEnvironment(core, log, { config, directory }, { path, restoredBytes, env }) {
	const environment = buildEnvironment({
		directory,
		cacheSizeBytes: cacheSizeBytes(restoredBytes),
		wrap: config.wrap,
		sccachePath: path,
		env,
		platform: process.platform
	});
	publishEnvironment(core, environment, log);
	core.addPath(dirname(path));
}
// src/action/main.ts
await runStep(core_exports, async () => {
	await restoreStep(core_exports, parseConfig(getInput), process.env);
});
export {};

import { i as getInput, t as core_exports } from "./chunk-core.js";
import { f as readContext, g as planKeys, h as isFresh, i as leaveHandoff, l as findSccache, m as orTrouble, n as reportTrouble, o as publishEnvironment, p as gatherIngredients, r as makeTempDirectory, s as publishRestore, t as runStep, u as openDeps, v as openPool, y as ConfigError } from "./chunk-run-step.js";
import { c as parseSize, l as sizeGrammar, o as manifestToJson } from "./chunk-frames.js";
import { o as defaultDirectory, s as kindOf } from "./chunk-open.js";
import { t as readManifest } from "./chunk-read-manifest.js";
import { randomBytes } from "node:crypto";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { mkdir, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
// src/config/inputs.ts
/** The whole vocabulary, by the field of `Config` that each input sets. */
const inputs = {
	maxSizeBytes: input("max-size", "500M", sizeGrammar, parseSize),
	strategy: oneOf("strategy", ["lockfile"]),
	name: input("name", "sccache", "1 to 60 letters, digits, dots, dashes or underscores", (text) => /^[A-Za-z0-9._-]{1,60}$/.test(text) ? text : void 0),
	share: oneOf("share", ["job", "name"]),
	lockfiles: input("lockfiles", "**/Cargo.lock, **/vcpkg.json, **/conan.lock", "one or more globs, one a line", parseLines),
	save: input("save", "auto", "auto, always, never, default-branch, true or false", parseSave),
	directory: optional("directory", "a path", (text) => text),
	level: input("level", "3", "a whole number from 1 to 19", (text) => parseWhole(text, 1, 19)),
	store: input("store", "github", "github or local:PATH", parseStore),
	wrap: input("wrap", "rust", "none, or a list of rust, c, cmake", parseWrap),
	sccache: oneOf("sccache", [
		"auto",
		"path",
		"install"
	]),
	sccacheVersion: optional("sccache-version", "an exact version such as 0.16.0", (text) => /^v?\d{1,4}\.\d{1,4}\.\d{1,4}(-[A-Za-z0-9.]{1,40})?$/.test(text) ? text.replace(/^v/, "") : void 0),
	sccacheSha256: optional("sccache-sha256", "64 hex digits", (text) => /^[0-9a-fA-F]{64}$/.test(text) ? text.toLowerCase() : void 0),
	sccacheMirror: optional("sccache-mirror", "an http or https address", (text) => /^https?:\/\/[^\s/]/.test(text) ? text.replace(/\/+$/, "") : void 0),
	lookupOnly: flag("lookup-only", "false"),
	failOnCacheMiss: flag("fail-on-cache-miss", "false"),
	strict: flag("strict", "false"),
	summary: flag("summary", "true")
};
/**
* Reads every input through `read`, which returns what the user gave, or the empty string.
* @throws {ConfigError} naming every input that is not usable.
*/
function parseConfig(read) {
	const problems = [];
	const values = Object.entries(inputs).map(([field, { name, fallback, allowed, parse }]) => {
		const text = read(name).trim() || fallback;
		const parsed = parse(text);
		if (!parsed) problems.push({
			name,
			value: text,
			allowed
		});
		return [field, parsed?.value];
	});
	if (problems.length > 0) throw new ConfigError(problems);
	return Object.fromEntries(values);
}
function input(name, fallback, allowed, parse) {
	return {
		name,
		fallback,
		allowed,
		parse: (text) => {
			const value = parse(text);
			return value === void 0 ? void 0 : { value };
		}
	};
}
/** An input that may stay empty, which is undefined. */
function optional(name, allowed, parse) {
	return {
		name,
		fallback: "",
		allowed,
		parse: (text) => {
			if (text === "") return { value: void 0 };
			const value = parse(text);
			return value === void 0 ? void 0 : { value };
		}
	};
}
/** An input that takes one of a few words, the first of which is the default. */
function oneOf(name, words) {
	return input(name, words[0], words.join(" or "), (text) => words.find((word) => word === text));
}
function flag(name, fallback) {
	return input(name, fallback, "true or false", (text) => text === "true" ? true : text === "false" ? false : void 0);
}
function parseLines(text) {
	const lines = text.split(/[\n,]/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
	return lines.some((line) => !line.startsWith("!")) ? lines : void 0;
}
function parseSave(text) {
	if (text === "true") return "always";
	if (text === "false") return "never";
	return [
		"auto",
		"always",
		"never",
		"default-branch"
	].find((word) => word === text);
}
function parseWhole(text, least, most) {
	if (!/^\d{1,9}$/.test(text)) return void 0;
	const value = Number(text);
	return value >= least && value <= most ? value : void 0;
}
function parseStore(text) {
	if (text === "github") return { kind: "github" };
	const path = /^local:(.+)$/.exec(text)?.[1]?.trim();
	return path ? {
		kind: "local",
		path
	} : void 0;
}
function parseWrap(text) {
	if (text === "none") return [];
	const words = text.split(/[\s,]+/).filter((word) => word !== "");
	const known = [
		"rust",
		"c",
		"cmake"
	].filter((wrapper) => words.includes(wrapper));
	return words.length > 0 && known.length === words.length ? known : void 0;
}
// src/flow/directory.ts
/** Where sccache keeps its entries in this job: as the user says, else as SCCACHE_DIR says, else its own default. */
function chooseDirectory(asked, { workspace, env, home, platform }) {
	return resolve(workspace, asked ?? (env["SCCACHE_DIR"] || defaultDirectory(platform, env, home)));
}
/** sccache's own default for SCCACHE_CACHE_SIZE, 10 GiB. */
const leastCacheBytes = 10 * 2 ** 30;
/**
* What sccache may fill on disk, in bytes: never so little that it evicts what was just restored, nor less than it
* takes when nobody says anything.
*/
function cacheSizeBytes(restoredBytes) {
	return Math.max(leastCacheBytes, 4 * restoredBytes);
}
// src/bundle/unpack.ts
/**
* Unpacks the wanted entries of a bundle into a new directory and returns them.
* @throws {BundleError} on the first fault, or what writing throws; then the directory is gone again.
*/
async function unpack(request, zstd) {
	const { manifest, directory, wanted } = request;
	const kept = manifest.entries.filter(wanted);
	const tasks = segmentTasks(request, new Set(kept.map(({ name }) => name)));
	await mkdir(dirname(directory), { recursive: true });
	await mkdir(directory);
	const pool = openPool(Math.min(request.threads, tasks.length), zstd);
	try {
		await Promise.all(tasks.map((task) => pool.run("decode", task)));
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
/** One task a segment that holds anything wanted. */
function segmentTasks({ file, manifest, directory }, wanted) {
	const bySegment = Map.groupBy(manifest.entries, ({ segment }) => segment);
	return manifest.segments.flatMap((segment, index) => {
		const entries = bySegment.get(index) ?? [];
		const skip = new Set(entries.map(({ name }) => name).filter((name) => !wanted.has(name)));
		return skip.size === entries.length ? [] : [{
			file,
			index,
			segment,
			entries,
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
// src/flow/restore.ts
/**
* Brings sccache's directory to where the best bundle left it, and says what it did. A running server is stopped, so
* that the next one starts on what was restored. No trouble with the cache is thrown: the directory is then as it was.
*/
async function restore(request, deps) {
	const started = deps.now();
	const { config, keys, directory } = request;
	const stopped = await deps.sccache?.stop();
	if (stopped?.kind === "failed") deps.log.notice(`The sccache server could not be stopped: ${stopped.why}`);
	const version = await deps.sccache?.version() ?? null;
	const { outcome, restored } = await fetchAndUnpack(request, version, deps);
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
			toolchain: request.toolchain,
			readyAtMs,
			sccache: deps.sccache ? {
				path: deps.sccache.path,
				version
			} : null,
			restored
		}
	};
}
async function fetchAndUnpack({ config, keys, directory }, version, deps) {
	const chain = {
		key: keys.primary,
		fallbacks: keys.fallbacks
	};
	const file = join(deps.tempDirectory, `restored-${randomBytes(4).toString("hex")}.tar.zst`);
	const done = await orTrouble(async () => {
		if (config.lookupOnly) {
			const found = await deps.store.lookup(chain);
			if (found.kind === "miss") return {
				outcome: { kind: "miss" },
				restored: null
			};
			return {
				outcome: {
					kind: "found",
					key: found.key,
					fresh: isFresh(found.key, keys.primary)
				},
				restored: null
			};
		}
		const fetched = await deps.store.fetch(chain, file);
		if (fetched.kind === "miss") return {
			outcome: { kind: "miss" },
			restored: null
		};
		const manifest = await readManifest(file, deps.zstd);
		const entries = await unpackInto(directory, {
			file,
			manifest,
			version
		}, deps);
		const manifestFile = `${file}.manifest.json`;
		await writeFile(manifestFile, manifestToJson(manifest));
		return {
			outcome: {
				kind: "restored",
				key: fetched.key,
				fresh: isFresh(fetched.key, keys.primary),
				bundleBytes: fetched.bytes,
				entries: entries.length,
				entryBytes: entries.reduce((sum, { bytes }) => sum + bytes, 0)
			},
			restored: {
				key: fetched.key,
				bytes: fetched.bytes,
				manifestFile
			}
		};
	});
	await rm(file, { force: true });
	return "kind" in done ? {
		outcome: done,
		restored: null
	} : done;
}
async function unpackInto(directory, bundle, { zstd, threads }) {
	const { file, manifest, version } = bundle;
	const sameSccache = version !== null && manifest.sccacheVersion === version;
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
		return entries;
	} finally {
		await rm(unpacked, {
			recursive: true,
			force: true
		});
	}
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
	const ingredients = await gatherIngredients(config, context);
	const keys = planKeys(ingredients);
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

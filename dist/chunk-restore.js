import { t as isFresh } from "./chunk-strategy.js";
import { t as orTrouble } from "./chunk-trouble.js";
import { c as manifestToJson } from "./chunk-frames.js";
import { t as readManifest } from "./chunk-read-manifest.js";
import { n as placeToUnpack, r as unpack, t as adopt } from "./chunk-adopt.js";
import { n as kindOf } from "./chunk-layout.js";
import { n as StoreError } from "./chunk-disk-trouble.js";
import { i as isPlenty, r as freeBytes, t as chooseUnpacking } from "./chunk-disk-room.js";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { rm, writeFile } from "node:fs/promises";
// src/flow/restore/fetch-bundle.ts
/**
* Brings the entries of the best match into sccache's directory, where they are missing, or returns undefined when there
* is none. @throws {StoreError | BundleError}, or what the file system throws; then the directory is as it was.
*/
async function fetchBundle(request, deps) {
	const file = join(deps.tempDirectory, `restored-${randomBytes(4).toString("hex")}.tar.zst`);
	const manifestFile = `${file}.manifest.json`;
	let isKept = false;
	try {
		const fetched = await deps.store.fetch(request.chain, file);
		if (fetched.kind === "miss") return void 0;
		const manifest = await readManifest(file, deps.zstd);
		const unpacking = chooseUnpacking(manifest, await freeBytes(request.directory));
		if (unpacking === "none") throw new StoreError("the disk has too little room to restore the bundle", { reason: "full" });
		await writeFile(manifestFile, manifestToJson(manifest));
		const entries = await unpackInto(request, {
			file,
			manifest,
			compact: unpacking === "compact"
		}, deps);
		isKept = request.saves && isPlenty(await freeBytes(file));
		const bundleFile = isKept ? file : null;
		return {
			bundle: {
				key: fetched.key,
				bytes: fetched.bytes,
				manifestFile,
				bundleFile
			},
			entries
		};
	} catch (error) {
		await rm(manifestFile, { force: true });
		throw error;
	} finally {
		if (!isKept) await rm(file, { force: true });
	}
}
async function unpackInto({ directory, sccacheVersion }, bundle, { zstd, threads }) {
	const { manifest } = bundle;
	const sameSccache = sccacheVersion !== null && manifest.sccacheVersion === sccacheVersion;
	const wanted = ({ name }) => sameSccache || kindOf(name) === "object";
	const unpacked = await placeToUnpack(directory, `restoring-${randomBytes(4).toString("hex")}`);
	try {
		const entries = await unpack({
			...bundle,
			directory: unpacked,
			wanted,
			threads
		}, zstd);
		await adopt(unpacked, directory);
		return entries;
	} finally {
		await rm(unpacked, {
			recursive: true,
			force: true
		});
	}
}
// src/flow/restore/fetch-parts.ts
/** A chain holds no more: GitHub refuses it. */
const mostKeys = 10;
const none = { fetched: void 0 };
/**
* Brings the best base into the directory, and in a pull request its newest overlay. One lookup finds the overlay or,
* where there is none, the base; only where there is one, or several places to look in, a second one follows.
*/
async function fetchParts({ keys, oneLookup, ...common }, deps) {
	const attempt = (key, fallbacks) => orTrouble(async () => ({ fetched: await fetchBundle({
		...common,
		chain: {
			key,
			fallbacks
		}
	}, deps) }));
	const fetchBase = () => attempt(keys.primary, keys.fallbacks);
	if (keys.overlay === null) return {
		base: await fetchBase(),
		overlay: none
	};
	const prefix = `${keys.overlay}-`;
	if (!oneLookup || keys.fallbacks.length + 2 > mostKeys) return {
		base: await fetchBase(),
		overlay: await attempt(prefix, [])
	};
	const first = await attempt(prefix, [keys.primary, ...keys.fallbacks]);
	const key = "kind" in first ? void 0 : first.fetched?.bundle.key ?? "";
	if (key !== void 0 && !key.startsWith(prefix)) return {
		base: first,
		overlay: none
	};
	return {
		base: await fetchBase(),
		overlay: first
	};
}
// src/sccache/environment/remotes.ts
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
// src/sccache/environment/wrappers.ts
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
// src/sccache/environment/environment.ts
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
// src/sccache/environment/raw-level.ts
/** A level of zstd at which it only ever writes raw blocks; the least that it knows. */
const rawLevel = -131072;
/**
* The level that lets sccache write its new entries raw, or undefined where that is not known to work. sccache documents
* 1 to 22; the versions from 0.16 to 0.19 were seen to take this one too, and to hit what they wrote with it: less work
* for their server, four times the disk, and the same bundle.
*/
function rawLevelOf(version) {
	const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version ?? "") ?? [];
	if (major !== "0" || minor === void 0) return void 0;
	return Number(minor) >= 16 && Number(minor) <= 19 ? rawLevel : void 0;
}
// src/flow/restore/prepare-build.ts
/** sccache's own default for SCCACHE_CACHE_SIZE, 10 GiB. */
const leastCacheBytes = 10 * 2 ** 30;
/**
* What sccache may fill on disk, in bytes: never so little that it evicts what was just restored, nor less than it
* takes when nobody says anything.
*/
function cacheSizeBytes(restoredBytes) {
	return Math.max(leastCacheBytes, 4 * restoredBytes);
}
/**
* The environment in which a build uses the restored directory. Where the disk has plenty of room, sccache is told to
* write its entries raw: less work for it now, and for us when they are packed.
*/
async function prepareBuild({ config, directory, env }, sccache, outcome) {
	const level = rawLevelOf(sccache.version);
	const raw = level !== void 0 && isPlenty(await freeBytes(directory));
	return buildEnvironment({
		directory,
		cacheSizeBytes: cacheSizeBytes(outcome.kind === "restored" ? outcome.entryBytes : 0),
		wrap: config.wrap,
		sccachePath: sccache.path,
		...raw ? { compressionLevel: level } : {},
		env,
		platform: process.platform
	});
}
// src/flow/restore/restore.ts
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
	const sccache = deps.sccache ? {
		path: deps.sccache.path,
		version
	} : null;
	const environment = sccache ? await prepareBuild(request, sccache, outcome) : void 0;
	return {
		environment,
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
			sccache,
			rawAtSource: environment?.exports.some(({ name }) => name === "SCCACHE_CACHE_ZSTD_LEVEL") ?? false,
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
async function fetchAll({ keys, directory, config }, version, deps) {
	const saves = config.save !== "never";
	const { base, overlay } = await fetchParts({
		keys,
		oneLookup: config.store.kind === "github",
		directory,
		sccacheVersion: version,
		saves
	}, deps);
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
export { restore as t };

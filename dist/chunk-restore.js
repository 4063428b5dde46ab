import { i as isFresh, n as anyCompiler, r as compilersOf } from "./chunk-native-code.js";
import { n as makeReport } from "./chunk-make-report.js";
import { S as cargoWrappers, _ as parseCacheSize, a as makeServerFolder, c as socketName, g as effectiveDisk, p as hasSccache, r as otherPlaces, s as serverLogName, t as bypassWarnings, v as readOnlyBy } from "./chunk-other-places.js";
import { _ as launchers, c as addressVariables, d as isListening, g as isSccache, l as freePort, m as startedIn, n as openServer, r as proveServer, s as endByForce, t as openSccache, u as givenAddress } from "./chunk-server.js";
import { n as isFailure, r as orFailure } from "./chunk-failures.js";
import { n as findBase, t as baseChains } from "./chunk-find-base.js";
import { r as restoredBy } from "./chunk-handoff.js";
import { t as openPhases } from "./chunk-phases.js";
import { n as whyNotRestore } from "./chunk-policy.js";
import { n as sumBytes } from "./chunk-size.js";
import { n as freeBeside, r as freeBytes } from "./chunk-disk.js";
import { n as openPool } from "./chunk-pool.js";
import { t as StoreError } from "./chunk-store.js";
import { n as manifestToJson } from "./chunk-manifest-json.js";
import { r as readManifest } from "./chunk-read-manifest.js";
import { t as unpack } from "./chunk-unpack.js";
import { r as entryCount } from "./chunk-words.js";
import { i as usableBy, o as leftOutOf, r as runsOn, s as leftOutToJson } from "./chunk-usable.js";
import { a as removeIfEmpty, i as placeToUnpack, r as makeDirectory, t as adopt } from "./chunk-adopt.js";
import { i as chooseUnpacking, n as limitsOf, r as cacheBytesFor, s as mayWriteRaw } from "./chunk-limits.js";
import { t as samePlace } from "./chunk-same-place.js";
import { r as sweep } from "./chunk-left-over.js";
import { t as replaceFile } from "./chunk-replace-file.js";
import { n as withOwnProgram } from "./chunk-own-program.js";
import { a as makeFolder } from "./chunk-directory.js";
import { n as logVariables } from "./chunk-log.js";
import { inflateRawSync } from "node:zlib";
import { createHash, randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { appendFile, chmod, lstat, mkdir, readFile, realpath, rm, stat, utimes, writeFile } from "node:fs/promises";
import { closeSync, fstatSync, openSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
// src/sccache/environment/without-sccache.ts
/**
* What a build needs that has no sccache although the user's settings call one, which this step was to bring: cargo and make
* would fail. Undefined where nothing calls one that is missing; what is there, `isThere` tells of a program as settings name it.
*/
function withoutSccache({ env, settings }, isThere) {
	const isMissing = (program = "") => isSccache(program) && !isThere(program);
	const { wrapper, workspace } = cargoWrappers(env, settings.cargo);
	const wrappers = {
		RUSTC_WRAPPER: wrapper?.value,
		RUSTC_WORKSPACE_WRAPPER: workspace?.value
	};
	const empty = Object.entries(wrappers).flatMap(([name, value]) => isMissing(value) ? [name] : []);
	const launchers = Object.keys(env).filter((name) => /^CMAKE_[A-Z]+_COMPILER_LAUNCHER$/.test(name) && isMissing(env[name]));
	const compilers = ["CC", "CXX"].flatMap((name) => {
		const [first, ...others] = (env[name] ?? "").trim().split(/\s+/);
		return isMissing(first) && others.length > 0 ? [{
			name,
			value: others.join(" ")
		}] : [];
	});
	const exports = [...[...empty, ...launchers].map((name) => ({
		name,
		value: ""
	})), ...compilers];
	if (exports.length === 0) return void 0;
	return {
		exports,
		notices: [`${exports.map(({ name }) => name).join(", ")} called sccache, which is not there: set so that the build runs without it`],
		warnings: [],
		proofs: [],
		reaches: false
	};
}
// src/flow/restore/fetch-with.ts
/**
* Fetches a bundle and works on it meanwhile, where the store says what has come, or else when it is there: without
* waiting for the work to end. Work that fails ends the download. @throws what the store throws, or what the work throws
*/
async function fetchWith({ chain, file, onProgress, onFound }, work, { store, threads, zstd }) {
	const stop = new AbortController();
	let last;
	let pool;
	const warm = (bytes) => {
		if (bytes < bytesOfThread) return;
		pool ??= openPool(threads, zstd);
		pool.warm(Math.floor(bytes / bytesOfThread));
	};
	const begin = (arriving) => {
		onFound();
		warm(arriving.bytes);
		const attempt = beginAttempt(arriving, {
			work,
			pool,
			dropBefore: last?.drop
		});
		last = attempt;
		pool = void 0;
		attempt.result.catch(() => {
			if (last === attempt && attempt.fault()) stop.abort(/* @__PURE__ */ new Error("the bundle is not wanted any more"));
		});
		return attempt;
	};
	try {
		const fetched = await store.fetch(chain, file, {
			signal: stop.signal,
			onArriving: begin,
			onBytes(done) {
				onProgress({
					done,
					total: void 0
				});
				if (last === void 0) warm(done);
			}
		});
		if (fetched.kind === "miss") {
			await last?.drop();
			return fetched;
		}
		const isRead = last !== void 0 && await last.isOf(file);
		const whole = {
			...fetched,
			file,
			ready: async () => void 0
		};
		return {
			...fetched,
			result: (isRead && last ? last : begin(whole)).end
		};
	} catch (error) {
		await last?.drop();
		const fault = last?.fault();
		const key = fault ? last?.key : error instanceof StoreError ? error.key : void 0;
		if (key !== void 0) onFound(key);
		throw fault ? fault.error : error;
	} finally {
		await pool?.close();
	}
}
/** A bundle of so many bytes has a segment for one more thread, as a rule, and threads take a while to start. */
const bytesOfThread = 16e6;
/**
* Works on what one try of a download brings, once what came of the try before is undone with `dropBefore`: both may need the
* same folder. That is not called when this one throws, since its file cannot be opened.
*/
function beginAttempt(arriving, { work, pool, dropBefore }) {
	const { key, file, bytes } = arriving;
	const descriptor = openSync(file, "r");
	const { dev, ino } = fstatSync(descriptor, { bigint: true });
	const undone = dropBefore?.();
	const over = Promise.withResolvers();
	over.promise.catch(() => void 0);
	let isLost = false;
	const ready = async (from, to) => {
		try {
			await Promise.race([arriving.ready(from, to), over.promise]);
		} catch (error) {
			isLost = true;
			throw error;
		}
	};
	let fault;
	const begin = async () => {
		await undone;
		return await work.begin({
			descriptor,
			bytes,
			ready
		}, {
			found: arriving,
			pool
		});
	};
	const result = begin().catch((error) => {
		if (!isLost) fault = { error };
		throw error;
	});
	const close = async () => {
		closeSync(descriptor);
		await pool?.close();
	};
	return {
		key,
		result,
		/** How it failed by itself, and not because its bundle did not come. */
		fault: () => fault,
		/** Whether `path` is what it reads. */
		async isOf(path) {
			const found = await stat(path, { bigint: true });
			return found.dev === dev && found.ino === ino;
		},
		/** Ends it, and undoes what it did. */
		async drop() {
			over.reject(/* @__PURE__ */ new Error("the download has ended"));
			await result.then(work.undo).catch(() => void 0);
			await close();
		},
		/** Waits for it. */
		async end() {
			try {
				return await result;
			} finally {
				await close();
			}
		}
	};
}
// src/flow/restore/unpack-found.ts
/** Checks a bundle, chooses what of it is restored and how, and unpacks that in a new folder within the directory. */
function unpackingWork({ directory, limits, sccacheVersion }, onProgress, { zstd, threads, signing, cpu }) {
	const undo = async ({ folder }) => {
		await rm(folder, {
			recursive: true,
			force: true
		});
		await removeIfEmpty(directory);
	};
	return {
		async begin(bundle, { found, pool }) {
			const manifest = await readManifest(bundle, zstd, signing?.trust(found));
			const runs = manifest.entries.filter(runsOn(cpu));
			const usable = runs.filter(usableBy(sccacheVersion, manifest));
			const room = {
				...limits,
				freeBytes: await freeBeside(bundle, directory)
			};
			const { how, entries: chosen, limitedBy } = chooseUnpacking(usable, room);
			if (how === "none") throw new StoreError(`${limitedBy === "disk" ? "the disk" : "sccache's size limit"} has too little room to restore the bundle`, { reason: "full" });
			const leftOut = leftOutOf(manifest.entries, {
				runs,
				usable,
				chosen,
				limitedBy
			});
			const folder = await placeToUnpack(directory);
			const what = {
				file: bundle,
				manifest,
				directory: folder,
				wanted: ({ name }) => !leftOut.has(name),
				compact: how === "compact"
			};
			try {
				return {
					folder,
					manifest,
					entries: await unpack({
						...what,
						threads,
						pool,
						onProgress
					}, zstd),
					leftOut
				};
			} catch (error) {
				await undo({ folder });
				throw error;
			}
		},
		undo
	};
}
/** Moves what was unpacked into sccache's directory, and notes for the save what that is. */
async function moveIn({ folder, manifest, entries, leftOut }, place, { log }) {
	const why = [...leftOut.values()];
	const unfit = why.filter((one) => one === "disk" || one === "cache-size");
	if (unfit.length > 0) log.notice(`Restoring ${entries.length} of ${entries.length + unfit.length} entries: the others do not fit ` + (unfit.includes("disk") ? "on the disk" : "into sccache's size limit"));
	const forOthers = why.filter((one) => one === "other-cpu").length;
	if (forOthers > 0) log.info(`Leaving out ${entryCount(forOthers)} with native code for another CPU`);
	await writeFile(place.manifestFile, manifestToJson(manifest));
	if (leftOut.size > 0) await writeFile(place.leftOutFile, leftOutToJson(leftOut));
	await adopt(folder, place.directory);
}
// src/flow/restore/fetch.ts
/** A chain holds no more: GitHub refuses it. */
const mostKeys = 10;
/**
* Brings the best base into the directory, and in a pull request its newest overlay. One lookup finds the overlay or,
* where there is none, the base; only where there is one, or several places to look in, or no base of the first chain, others follow.
*/
async function fetchParts({ keys, ...common }, deps, phases = openPhases(deps)) {
	const fetch = (chain) => fetchBundle({
		...common,
		chain
	}, deps, phases);
	const chains = baseChains(keys);
	const prefix = keys.overlay;
	if (prefix === null) return {
		base: await inTurn(chains, fetch),
		overlay: nothing$1({
			kind: "skipped",
			why: "no overlays here"
		})
	};
	const [own, ...others] = chains;
	if (!own || !deps.store.traits.findsAllInOneLookup || own.fallbacks.length + 2 > mostKeys) return {
		base: await inTurn(chains, fetch),
		overlay: await fetch({
			key: prefix,
			fallbacks: []
		})
	};
	const first = await fetch({
		key: prefix,
		fallbacks: [own.key, ...own.fallbacks]
	});
	if (isAnswerFor(first, prefix)) return {
		base: await inTurn(chains, fetch),
		overlay: first
	};
	const overlay = nothing$1(first.part.kind === "failed" ? first.part : { kind: "missed" });
	return {
		base: first.part.kind === "missed" ? await inTurn(others, fetch) : first,
		overlay
	};
}
/** What came of the first chain that was not a miss. */
async function inTurn(chains, fetch) {
	for (const chain of chains) {
		const fetched = await fetch(chain);
		if (fetched.part.kind !== "missed") return fetched;
	}
	return nothing$1({ kind: "missed" });
}
/** Whether the first lookup named an overlay, and not a base. */
function isAnswerFor({ part }, prefix) {
	return (part.kind === "restored" ? part.bundle.key : part.kind === "failed" ? part.key : null)?.startsWith(prefix) ?? false;
}
function nothing$1(part) {
	return {
		part,
		entries: [],
		ref: null
	};
}
/**
* Brings the entries of the best match into sccache's directory, where they are missing. After a failure the directory is
* as it was.
*/
async function fetchBundle(request, deps, phases) {
	let found = {
		key: null,
		readAtMs: null
	};
	let doing = "lookup";
	const onFound = (key) => {
		doing = "download";
		if (key !== void 0) found = {
			key,
			readAtMs: deps.now()
		};
	};
	const fetched = await orFailure(() => fetchAndUnpack(request, {
		...deps,
		phases,
		onFound
	}), () => doing);
	return isFailure(fetched) ? nothing$1({
		...fetched,
		...found
	}) : fetched;
}
async function fetchAndUnpack(request, { phases, onFound, ...deps }) {
	const file = join(deps.tempDirectory, `restored-${randomBytes(4).toString("hex")}.tar.zst`);
	const notes = {
		manifestFile: `${file}.manifest.json`,
		leftOutFile: `${file}.left-out.json`
	};
	let show = () => void 0;
	const unpacking = unpackingWork(request, (progress) => show(progress), deps);
	let isKept = false;
	try {
		const fetched = await phases.run("look up and download", (onProgress) => fetchWith({
			chain: request.chain,
			file,
			onProgress,
			onFound
		}, unpacking, deps));
		if (fetched.kind === "miss") return nothing$1({ kind: "missed" });
		onFound(fetched.key);
		const readAtMs = deps.now();
		const { entries, manifest, leftOut } = await phases.run("unpack", async (onProgress) => {
			show = onProgress;
			const unpacked = await fetched.result();
			try {
				await moveIn(unpacked, {
					directory: request.directory,
					...notes
				}, deps);
			} finally {
				await unpacking.undo(unpacked);
			}
			return unpacked;
		});
		const left = {
			...request.limits,
			limitBytes: void 0,
			heldBytes: 0,
			freeBytes: await freeBytes(file)
		};
		isKept = request.saves && mayWriteRaw(sumBytes(entries), left, request.maxSizeBytes);
		const bundleFile = isKept ? file : null;
		const { key, bytes } = fetched;
		const leftOutFile = leftOut.size > 0 ? notes.leftOutFile : null;
		return {
			part: {
				kind: "restored",
				bundle: {
					key,
					bytes,
					readAtMs,
					...notes,
					leftOutFile,
					bundleFile
				}
			},
			entries,
			ref: manifest.ref
		};
	} catch (error) {
		for (const note of Object.values(notes)) await rm(note, { force: true });
		throw error;
	} finally {
		if (!isKept) await rm(file, { force: true });
	}
}
// src/flow/restore/interrupted.ts
/** What asks a process to end: Ctrl+C, a cancelled job, a terminal that is closed. */
const signals = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
/**
* What comes of `work`, which tells each server before it starts it. If this process is asked to end meanwhile, those are stopped first:
* nobody knows of them yet, and by themselves they would run for hours.
*/
async function stoppingServers(work, env) {
	const begun = [];
	const end = async (signal) => {
		ignore();
		for (const server of begun) await openServer(server, { env }).stop();
		if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
	};
	const ignore = () => {
		for (const signal of signals) process.removeListener(signal, end);
	};
	for (const signal of signals) process.on(signal, end);
	try {
		return await work((server) => begun.push(server));
	} finally {
		ignore();
	}
}
// src/sccache/environment/sccache-variables.ts
/** All of it; of two values of a variable the later one counts. */
function together(all) {
	return {
		variables: Object.assign({}, ...all.map(({ variables }) => variables)),
		notices: all.flatMap(({ notices }) => notices)
	};
}
/** The variables that sccache itself reads: how its server behaves, where its configuration is, and its directory. */
function sccacheVariables(options) {
	return together([
		serverSettings(options),
		configFile(options),
		diskSettings(options)
	]);
}
/** An idle server ends after so many seconds: longer than a step without compilations, and an abandoned one ends the same day. */
const idleSeconds = 21600;
const leastIdleSeconds = 60;
/** What the server is told where the user tells it nothing else, or a number that is too small. */
function serverSettings({ env, compressionLevel }) {
	return together(serverDefaults(compressionLevel).map(({ name, value, least }) => {
		const theirs = env[name];
		if (!theirs || theirs === value) return {
			variables: { [name]: value },
			notices: []
		};
		if (least && Number(theirs) > 0 && Number(theirs) < least.value) {
			const notice = `${name} was ${Number(theirs)} and is now ${least.value}: ${least.why}`;
			return {
				variables: { [name]: String(least.value) },
				notices: [notice]
			};
		}
		return {
			variables: {},
			notices: [`${name} is kept as it was set`]
		};
	}));
}
function serverDefaults(compressionLevel) {
	return [
		{
			name: "SCCACHE_IGNORE_SERVER_IO_ERROR",
			value: "1"
		},
		{
			name: "SCCACHE_IDLE_TIMEOUT",
			value: String(idleSeconds),
			least: {
				value: leastIdleSeconds,
				why: "the server must not end before the build begins"
			}
		},
		...compressionLevel === void 0 ? [] : [{
			name: "SCCACHE_CACHE_ZSTD_LEVEL",
			value: String(compressionLevel)
		}]
	];
}
/** The path of sccache's configuration file, where sccache would not find it by what the user has set. */
function configFile({ env, settings }) {
	const { file } = settings.sccacheConfig;
	const asked = env["SCCACHE_CONF"];
	if (file === void 0 || asked === void 0 || isAbsolute(asked)) return {
		variables: {},
		notices: []
	};
	return {
		variables: { SCCACHE_CONF: file },
		notices: [`SCCACHE_CONF was ${asked || "empty"} and is now ${file}`]
	};
}
/** sccache's directory and what it may hold, unless its configuration file says that. */
function diskSettings({ env, directory, cacheSizeBytes, isAsked, settings }) {
	const { file } = settings.sccacheConfig;
	const disk = effectiveDisk(env, settings.sccacheConfig);
	const isFound = disk?.directory === void 0 || isAbsolute(disk.directory);
	if (disk && isFound && !isAsked) return {
		variables: {},
		notices: [`sccache's own configuration is kept: ${file}`]
	};
	const theirs = env["SCCACHE_DIR"] ?? "";
	const isSame = isAbsolute(theirs) && samePlace(theirs, directory);
	return {
		variables: {
			...isSame ? {} : { SCCACHE_DIR: directory },
			...env["SCCACHE_CACHE_SIZE"] ? {} : { SCCACHE_CACHE_SIZE: String(disk?.sizeBytes ?? cacheSizeBytes) },
			...disk?.readOnly ? { SCCACHE_LOCAL_RW_MODE: "READ_ONLY" } : {},
			...disk?.preprocessor === false ? { SCCACHE_DIRECT: "false" } : {}
		},
		notices: [...isFound || isAsked ? [] : [`dir in ${file} was ${disk?.directory} and is now ${directory}`], ...theirs === "" || isSame ? [] : [`SCCACHE_DIR was ${theirs} and is now ${directory}`]]
	};
}
/**
* What is wrong with the size that the user lets sccache fill, if anything is.
* https://github.com/mozilla/sccache/blob/main/src/config.rs `parse_size`
*/
function sizeWarnings(env) {
	const size = env["SCCACHE_CACHE_SIZE"] ?? "";
	const bytes = parseCacheSize(size);
	if (size === "" || (bytes ?? 0) > 0) return [];
	return [{
		text: bytes === 0 ? `SCCACHE_CACHE_SIZE is ${size}, so sccache keeps no entry and nothing is restored: unset it, or set a size such as 10G` : "SCCACHE_CACHE_SIZE is no size that sccache knows, so it takes 10G: write whole bytes, or K, M, G, T",
		topic: "cache-size"
	}];
}
// src/sccache/environment/wrappers.ts
/** What makes cargo, C and C++ builds and CMake call sccache, for each of `wrap`. What the user has set decides. */
function planWrappings(options) {
	const c = options.wrap.includes("c") ? wrapC(options) : void 0;
	const plans = {
		rust: () => wrapRust(options),
		c: () => c ?? nothing,
		cmake: () => wrapCmake(options, c)
	};
	return options.wrap.map((wrapper) => [wrapper, plans[wrapper]()]);
}
const nothing = {
	variables: {},
	proofs: [],
	reaches: false,
	notices: [],
	warnings: []
};
/** Cargo's wrapper. The `cc` crate follows RUSTC_WRAPPER too, so C in build scripts is cached as well. */
function wrapRust({ sccachePath, env, settings }) {
	const { wrapper, workspace } = cargoWrappers(env, settings.cargo);
	const rustc = env["RUSTC"] || "rustc";
	const between = workspace?.value ? [workspace.value] : [];
	if (wrapper !== void 0 && isSccache(wrapper.value)) return {
		...nothing,
		reaches: true
	};
	if (wrapper !== void 0) {
		const { name, value, where } = wrapper;
		const said = `${name} is ${value || "empty"}${where}, so cargo does not call sccache: remove ${name} to cache Rust`;
		return value === "" ? {
			...nothing,
			notices: [said]
		} : warned(said);
	}
	if ([...between, rustc].some(isSccache)) return {
		...nothing,
		reaches: true
	};
	return {
		...nothing,
		variables: { RUSTC_WRAPPER: sccachePath },
		proofs: [{ call: [
			...between,
			rustc,
			"-vV"
		] }],
		reaches: true
	};
}
/** Compilations do not reach sccache, for this reason. */
function warned(...texts) {
	return {
		...nothing,
		warnings: texts.map((text) => ({
			text,
			topic: "wrapper"
		}))
	};
}
/**
* CC and CXX with sccache in front of the compiler: make, autotools, meson, Go, CMake and the `cc` crate understand that.
* Not so on Windows, where MSVC is found in other ways and there is no `cc`.
*/
function wrapC(options) {
	const { platform, sccachePath, env, wrap, settings } = options;
	const refuse = (why) => warned(`CC and CXX are left alone: ${why}`);
	if (platform === "win32") return refuse("wrap: c has no effect on Windows; use cmake, or call sccache before cl");
	const { cargo, ccacheAsCompiler, cmake, crossSigns } = settings;
	const caller = callerIn(options);
	if (caller !== void 0) {
		const notices = [`CC and CXX are left alone: ${caller} calls sccache`];
		return {
			...nothing,
			reaches: true,
			notices
		};
	}
	if (cmake.assembles !== void 0 && !isSccache(firstWord(env["CC"]) ?? "")) return refuse(`${cmake.assembles} has assembly, for which CMake would call sccache without a compiler: use wrap: cmake, or set CC to "sccache cc" if CMake is not what builds`);
	if (ccacheAsCompiler !== void 0 && !env["CC"]) return refuse(`${ccacheAsCompiler} is ccache`);
	const instead = wrap.includes("rust") ? "; C in build scripts is cached by way of RUSTC_WRAPPER" : "";
	const hidden = cargo.compilers.find(({ name }) => !env[name]);
	if (hidden !== void 0) return refuse(`${hidden.file} sets ${hidden.name} in [env]${instead}`);
	if (crossSigns.length > 0) return refuse(`they would reach compilers for other targets too (${crossSigns[0]})${instead}`);
	const command = /\s/.test(sccachePath) ? "sccache" : sccachePath;
	return uniteWrappings(Object.entries({
		CC: "cc",
		CXX: "c++"
	}).map(([name, compiler]) => {
		const theirs = (env[name] ?? "").trim();
		const words = (theirs || compiler).split(/\s+/);
		const [first = ""] = words;
		if (isSccache(first)) return {
			...nothing,
			reaches: true
		};
		if (launchers.test(first)) return warned(`${name} calls ${first}, so it does not call sccache: unset ${name}`);
		if (/["'`$;&|<>(){}*?\\]/.test(theirs)) return warned(`${name} is left alone, as it is more than a command with words: ${theirs}`);
		const value = [command, ...words].join(" ");
		return {
			...nothing,
			variables: { [name]: value },
			proofs: name === "CC" || theirs !== "" ? [{
				call: [...words, "--version"],
				isOurs: theirs === ""
			}] : [],
			reaches: true,
			notices: theirs === "" ? [] : [`${name} was ${theirs} and is now ${value}`]
		};
	}));
}
/** What all of these do. */
function uniteWrappings(wrappings) {
	return {
		variables: Object.assign({}, ...wrappings.map(({ variables }) => variables)),
		proofs: wrappings.flatMap(({ proofs }) => proofs),
		reaches: wrappings.some(({ reaches }) => reaches),
		notices: wrappings.flatMap(({ notices }) => notices),
		warnings: wrappings.flatMap(({ warnings }) => warnings)
	};
}
/** The languages that CMake can launch a compiler for and sccache knows, and the variable that names the compiler of each. */
const languages = {
	C: "CC",
	CXX: "CXX",
	OBJC: "CC",
	OBJCXX: "CXX",
	CUDA: "CUDACXX",
	HIP: "HIPCXX"
};
/**
* Compiler launchers, which CMake reads when it first configures a build folder. CMake puts a launcher before what CC
* names, and `sccache sccache cc` fails: where CC and CXX call sccache already, they need none.
* https://cmake.org/cmake/help/latest/envvar/CMAKE_LANG_COMPILER_LAUNCHER.html
*/
function wrapCmake(options, c) {
	const { sccachePath, env, settings } = options;
	const { compilers: named } = settings.cmake;
	const caller = callerIn(options);
	if (caller !== void 0) {
		const notices = c ? [] : [`CMake's launchers are left alone: ${caller} calls sccache`];
		return {
			...nothing,
			reaches: true,
			notices
		};
	}
	const variables = {};
	const warnings = [];
	let reaches = false;
	for (const [language, compiler] of Object.entries(languages)) {
		const name = `CMAKE_${language}_COMPILER_LAUNCHER`;
		const [first = ""] = (c?.variables[compiler] ?? env[compiler] ?? "").trim().split(/\s+/);
		const theirs = env[name] ?? "";
		if (isSccache(first) || isSccache(theirs)) reaches = true;
		else if (launchers.test(first)) warnings.push(`${compiler} calls ${first}, so CMake does not call sccache`);
		else if (theirs !== "") warnings.push(`${name} is ${theirs}, so CMake does not call sccache: unset it`);
		else variables[name] = sccachePath;
	}
	const isOpen = (language) => `CMAKE_${language}_COMPILER_LAUNCHER` in variables;
	const compilers = [...isOpen("C") ? [firstWord(env["CC"]) ?? "cc", ...named] : [], ...isOpen("C") && isOpen("CXX") ? [firstWord(env["CXX"]) ?? []].flat() : []];
	return {
		...warned(...new Set(warnings)),
		variables,
		proofs: compilers.map((compiler) => ({ call: [compiler, "--version"] })),
		reaches: reaches || isOpen("C")
	};
}
/** The project's file that calls sccache itself, where a second one must not be set. */
function callerIn({ isLauncher, settings }) {
	return isLauncher ? void 0 : settings.cmake.namesSccache;
}
function firstWord(command = "") {
	return command.trim().split(/\s+/)[0] || void 0;
}
// src/sccache/environment/environment.ts
/**
* The variables with which a build uses sccache and the restored directory. What the user has set is kept, unless sccache
* would fail the build by it or write its entries elsewhere; then a notice says what was changed.
*/
function buildEnvironment(options) {
	const { env, settings, refused = /* @__PURE__ */ new Map() } = options;
	const passed = planWrappings(options).filter(([wrapper]) => !refused.has(wrapper));
	const wrapped = uniteWrappings(passed.map(([, wrapping]) => wrapping));
	const wanted = together([
		sccacheVariables(options),
		wrapped,
		noIncremental(env, passed)
	]);
	return {
		exports: Object.entries(wanted.variables).filter(([name, value]) => env[name] !== value).map(([name, value]) => ({
			name,
			value
		})),
		notices: wanted.notices,
		warnings: [
			...bypassWarnings(env, settings.sccacheConfig),
			...sizeWarnings(env),
			...wrapped.warnings,
			...[...refused].map(([wrapper, why]) => ({
				text: `wrap: ${wrapper} is left out: ${why}`,
				topic: "compiler-refused"
			}))
		],
		proofs: passed.flatMap(([wrapper, { proofs }]) => proofs.map((proof) => ({
			wrapper,
			...proof
		}))),
		reaches: options.wrap.length === 0 || wrapped.reaches
	};
}
/**
* sccache refuses to run while one of these is 1, and cannot cache what a compiler did incrementally. Cargo's own
* settings, profiles included, give way to CARGO_INCREMENTAL.
*/
function noIncremental(env, passed) {
	const reached = passed.filter(([, { reaches }]) => reaches).map(([wrapper]) => wrapper);
	const variables = {};
	if (reached.length === 0) return {
		variables,
		notices: []
	};
	if (reached.includes("rust") || env["CARGO_INCREMENTAL"] === "1") variables["CARGO_INCREMENTAL"] = "0";
	if (env["CARGO_BUILD_INCREMENTAL"] === "1") variables["CARGO_BUILD_INCREMENTAL"] = "false";
	return {
		variables,
		notices: Object.keys(variables).filter((name) => env[name] && env[name] !== variables[name]).map((name) => `${name} was ${env[name]} and is now ${variables[name]}: sccache refuses incremental compilation`)
	};
}
/** A level of zstd at which it only ever writes raw blocks; the least that it knows. */
const rawLevel = -131072;
/**
* The level that lets sccache write its new entries raw, or undefined where that is not known to work. sccache documents
* 1 to 22; the versions from 0.16 to 0.19 were seen to take this one too, and to hit what they wrote with it: less work
* for their server, four times the disk, and the same bundle.
*/
function rawLevelOf(version) {
	return /^0\.1[6-9]\./.test(version ?? "") ? rawLevel : void 0;
}
// src/sccache/launcher/programs.ts
/** The launcher by `<process.platform>-<process.arch>`, deflated, in base64. */
const programs = {
	"linux-x64": "7XttdBNHtmC1LNkCbErmY8aThKQzowQ7HDDKkDybIYyFJahOWnyEQNjHkCDkFniwJY/UzcduAmba2qXS0XnZHfLOnPfydvJ23uzL5syeJLuZxJAEJJuxMMMEQz5wIAskIaGNYOIAYwscXPtuqeWvzc7sj/drz3QCpaq6t+73rVvVzW6/vNQmCKjw2NBiBL2Nd/EG1VnjvdUjIKgO1SAHqkMlqBgVI4TsY+Dq0AgebyuspQut04ITLLwxjzC23YjznUKLXKOTjrHzFp+FdpKYHy+0Y/GA1xZLjpYVefhCa4Gh+bbxeKs+VxuK0f/TI3zTYF1LUN0yNxqeq25R5saUYNPceCgUDG1R6tBfnr88f3n+P3/mzo2rwZg6N67EtikxVK3FY9VN0VCwqXpTY2Rh/i8Y29QYQdUNyrbqiNbUhEJNwchm9OST2xri0SdDTdHQ1ic3K6ra2KygTVpjUwPPIMjKJCgcjKt8GDU0xtVQCG0OhVBMCYVQYwj+jv/bLWvR6vp6bz3xP7na/+ha/6NPrvGtRiu9jxFUX49kafmadU/eP+9BNLew5kIRTeb8f+LI57UPrPZvHePz3DtW/12rPWu1r1ntR1Z7eAKeMLLf5J/lUVGJxaIxsTESjsaag2pjNIKkpiZlc7BJ3LRTVcS48hNNiYQU5Is2BxsjeXD0qBLXmlQxElXFmNISU+JKRA1ualLQ8qgqBkVV3YlWKrHmxni8MRoRG5RIo9KAVrQoMU6B47XAvKoqDcBEXAttEcONTYoYjYkNjTElpEZjO0dmWmLRkBKPo6UAoexojKtxtDbYpCmiGo2KTcHYZkUMA2ZQDYrqzhaFY7YEQ4rYpIRVkfOwrTGkoBWaKkbDYrPSDOs/qsSjWiykiJu0+E4kRVQlFtNaVKVBjO+Mq0qzGAo2NY1CqUpzSzQWjDU27RS1SHBbsLGJCy1FtgWbGhvEuKJsRfWxaDw+N09ObGqMbEWPKsGGudFI0868hPmlka8gJdeG0tyi7kT10UhECXEVgU5VcdNOsUVRYmNUB97YIEY1dTxwWIsrDYhE46rYGBcbotsjIx0tElOCoS2cU29DQ0yJx8XGiKjFFbQkFt2qRMSWxhYFSdUrLOMWtG7JEI2JwTwaWgIxURiPKT/RGmNj7GepOO8Co0aU4uO6jyk71LwiuNL9O5SQmPc9i3xBm8HYZq1ZiajIa/0Qmxrjat7i0chmtHpn86ZoU2OIK1lsikZbuH9Egs3KKNBj0ajYHIzsFKMtSoST5cJbNlgezXPSoMRDscYWNRqLi6NmXRJsmDgNGKEtjU0NIy4JQAX1cPcc8chR2sBgHFBBfWMpjHhWgxJs4LrdHtWaGsRoKKTF0Go1qCpWjIWi25QYx1kZU7Y1RrW4GN0eUSBYxkVWKBgJKU1KA1qqRUIjsdbY3NKkgArz1mpW4vHgZgUCoUGJgw3zQSM1KBG1MdyoxMSY0hzdpjQgX97WEW7TuBpTglxrPNBG5bCgwDfBM60gy4PHwZW5lHEkg6W2BOPiJkWJiHFlmwL+szIWVaOhaJNlf9CoxWFeo6PqB9NtCjaIcdCM5WjxaGiroiKfElcbI3klWPYY9dCAJfCobUZobo9FI5u5+DyDWKuNTHPBR+QcNxzXWlqiMVDpao6UX2T8zPJxvRH0cLAZcsh42EJsftMkTwQW9gjgeN6WK+r2aGzrSPgX+mPD/5vySyQPN3YuuKnAvbhJC4eVmJVLR4lZEjfGxVAebVQLwNXoYH0wwgVRIg1iMKwqBQ2L8S2ayvkc9d1gU0wJNuwEI7fEopt5SI3Ojh1drQablHxsbglGGngkNUdVRRxNYqu0qBoUlR0hRWkoeH1Do9YshqNapAE9zs1uDXHnD2hNauOWaIsYVCHPA/OPWv4jblV2TtD2I8pO7sjKjhbuYYU+d+yYsi261RrcHgQ//DHXBqgbKhLIkhOfZpRAv0BlwhTbTNuvbD+1zSryFN0jfIXWoyVF1TaGXkGrBb/tMVuDbZ/tExuzrUJx2/Kij9BSQRE2FDFhDqpBu4uO25qKThf9O+FtG0LXiqba/1yddLf9Afsy+1oLLmq1CfuUEoT22d9CCL04bo2ZhfrDftR+0X7DXuGodix1bHREHM86+oXfOH7nOOP40jGl+G+EO4triuXiYDFCLwlvC8eFjwW9+B+L3xw51HUXny7uK75RnCm6s6S2RCp5ouR/Fv1DUWEWT3hK0Pj/oJKxoSJkRw5UDH3BVmR3FJc4J02eUlo2FRPPFUIvkuQDPzvPhol+od+EVY2/IsnHnYf23YWE/dPvRYK3/X/chwS/p7uvwonQGkI/9z7uXet9bDXZcxlKJUKv6cz21CNeyoje6ZTo2YBxr0wvHoTTrHluFkIkuUMgiZSEfV8ffNuBBPNXdyKUSGl+Se9yenVm8yaXMS/N7O6S9K6cTK+RTNFGAQmH4C9Cz5o/mopQvrPnMJBc7/2R9wnvkxv6ZhUhJCWfyHlbF7nnapoXv+FzC4mU6tZzc9X9+GD/oQsOJByAQ7l54jaESCKlOr2tT7ltSP072fi+TAfzbNaMY3M4z+bwLGATJ5oZYz7KCD07kf4cAaERUa/fgZCcXyOAfV9LmcO9jDHJeN29pRgJMmXmf+cLqpMDiQuBZIPbqX2aSOG2ToTQoT4g+JwdIfx4Cpf7e3C5/zAu97+Oy/3/hMv9+3C5vw2XJ1TGWDiTiDHGBC6NJtFMa0211gzrnwcp9NzW7U+S5DsAKtNhU+ai/eb8MHSZKZdzHkpNPAkhvcamTs/6fcY7Xw8zZq6fhZC3NqMtIMl3gIRZZ+OGchX6cd5XZ0w00FulCEnGYpkOmOun8p/mT8E1xqurc8R51uTdx2nn7uOlw4eEYpAfzEkzJPlOzxBjB+ASxjNg3jMLoUCCqXcB+7fuQIg8xIoQ2o4tOBBy8x2A+bmfDkr0i4eT9lvYBao43y9Vdcn0ugV5sAKoZPOOgNv+BgHSYZk29/g9VwKJK9qo386+/Rv89srtXPxZK6j7DxL7LV/Ow8y/u42vA+Yoybb7PVeyn0v6LUGmJtF7kJRc1MUDI32xiNCzMr1pRu8Aia7IRnOP6rb09r0yhLIPSsldzgnAS0DiTKfJGCPGWzXFSJAox/iqFETsdGom6HsaAle8TJJKL+h7w3iNryb65UqJDpvfKUHIqCAZf8rFnVI7QjL+nm8XI4GeMyeXgD38vSTjP39bMQQ9W26ot1IyHTTbbkfokI0TGSC0wzw3nWtxx2RJZ/ZAcregve9J6UM2vC+lH9lF9MOV68ewsHY1oUOH4GB1UEBO5DlpvulEyEu7aIbQswcioPIdToQ8ZxIpvK/TRwfN87chRHvXe58Y4zfca1w86QyR5HabnPzNRu7mg6ZyG7A2aH4M1t0/j59sGyOEPuvYyGOmzbGFMbYZ+T3MR3MQ+F7kRAdaBYTMF4vBrjumc34OgpDmyunc1DN99AY9QvYcdo31Y5L8Tc8w5IRBc/8UhHz0RiKl9RJ6zsSMMS+XM5HSOon+DmKMoV23+z0XfPSi+a2pCJE5iUqeUD4hem7RU/9oKlM4Ke+uKTTjOUk/NN1TQMBzZgencQNS0A7G2MGp4G4pmj4A6wPx+dMQImnzhzTd9zhj7NCzDrDZBe/BPMCAj543DztAzxma8dEB8/NyGGd5EXvLrax6YKMDCcAPHQaMt0oQOrQbIKq+g5Cl95WEDh18CAYPzQRv75Kqzqprl7Qu+j7C+1Kycc/xKvDpC/j5tJhuvSFoCyVjgZskBlSPpB92+j2M0HMyvWpuruC6KZUMnzu3pHXR/IfUuwEUoEhiQOvNFvk9TKY5oh92WhrvXJ5cNF9imazZ2QmutOfyuvzGI9FhknzKLR6YL/BUcbMCnOCB+iqEJH0xCiS3ObUBmT7w6X2QlIohQn2S3uUieu6e7ZMkY3mOUPmwKBnFfDSR0j4nxrPuFxFCxGhzi5xKmX1OfueYQahjx30IZaeQjCN7X34TJobPvZJQxz/fB0BnNCcxXnDDjTJJnGm/vRgJBPs7CXWsgHnqqIOGpfAbhOk3qtUriW6tnyR/5BbB4IIN1nvrCKh5Oo/3+nXkB/UbtVnAzV6g9oM293MIIW0K0d929wID6npc6fCeY4zQi7iqhGSWucC87bD/H4RawXMSOxKpncL1A1BXcCc5aGtFaMA+Q1TL2gEYOwiHIHqHk+g379Q+63L8cxXiG+467vlPdK42dw8zBtWOQPYMQRN3sumQgLJfru/MJxn6nkSH5dDww8lFN4mecRLjfvORYcbaz82GZDPoo8OEnuaJgZ0f9SwLa3nSfRPcwPyPIxuuTD/1sg9pxjxuQwhyCKE/NFOTebiu0Eq6HKwSISFTX8NFPg3y7V2BBOyg9fNJRn8Jbt9XIYEkda49mm8Mx2uV0KsXCV3vInR9hSeVdbQzxlheEsvhieFor0TI7xmQ5zzwBqAIOeKogV397i7ZeOhnlfmdqVpOhpwy7ZfmLKuUqN0t00Fpzu5KydjulIzHXebubyEUMH4IsgUSTPuAGI4WzkCRRJ8AxLG+7l27eiUxVlSSRDdue4uzu73CZ5Q9cS/83C16Ut52sLv3AEKtyHNSote8xu36ULHmILQ/iwOJlFqhD9m06RxMmlPvkoQhwrq13uxcfahEwr739gzBuwPtomSsr/TTd+Xaa9vOyLXvSbj+NJ31x3sgY3yU7SaJk+pDpGiJi1CHk1N/WCS0zMF/xiqJ8fB8QsuKoZtx/P3s/MUZyTh2zEbouRVIyM4kRtnFewD6gV7eONLQCP1ksJckVzFydwcRrhI68wAM05md0Og3Sra7SMbx8j35NzL7ndxyZQ/Ohh15wWSyp+scjOhf5Ah9oGI2QodSK8Anh1cJCMXubp+EEDpQxDX0XXB/JmVSYFq/pxs7CM2Ytw1DsGTMX99izHJ7UP8TnQ3EsN/Dg1pPLRjTM1rBkTzde1gbBMuS4/jNZye5poJf7d8LIW60VPa9KiDUuT8fHjeg2fbt1ST5b3KeFFuVI/QjK2i2Z9d7Un3vMcZW0yHzd1BVZRhjnpR5iDFGz/EanIRY+0Uel+2LeJMdhKx3HiFErxEIosfcdYTKbiJTn3ulTGX3uraUuhBX+dwbcZXsbsFV+9ytgFr1Ak8YuOqfeFrDVb92v8rb190p3r7t7kEIDXTW4X0p+tHgicE0Ql6En0+3HdF8JOlzzyfU5xZJss3dzy3hc1eQdngFNd/quva7uM5uVG7/Np8gRT63qKedVHa7stM83VkXZMkKkiROYLrCcNLeMtQKcvaQjN0NIvPawu9J+T3dJiQqiabwgc+mx90+mgIrtGq3+Whmz8V/seTudgK5DRD4VogdUihnTkW84AQdre88Bg+hObKHCf2MxWauHuwltJObnlaQvEOs7yQ019k3yBhbSWg/CQ3SEyPs3MeF67A4qiyGXmZd30vccNdIiJHQAAmdbK/ibJ/Mw2GHRFNePXdJLfbquV9qPx7sRE4nUjfR3nvY4CAjof5vQPAnUjvquLB/QkR84LMp/8c8HDsPQJRwFazvm8wYg2IJnOUIr26vysl/mA8Ji652SfSRigCtFwP0kcq2lHovrkpAbYSrki28WdOKqzY8h6uUF3FV86u4Skvhqqd7ZLqhnyQ1F6GaSfaP2j1w/gB0PCn9ZuV2l0T76YeycFbvcNI157NOObnUKVO/SViK6IuRTLu0U4R+RuinctL+228Db/r5fkI/lKu6CL0uDfYCHTkZcMk0YMLqy+kM236QXc/ZYktJkjBjzXnZ8PfLxhpTTi53At3yAH3PS08GhI4C4UDyr50y3WAGjGkBWi7paWeAnobs10NommTs74J1zclchI9JUsmt39BJjJmuuxHqW+Iac8DlZxT9MiF0TTuhWkqiw4e+hlPApQFIH53mu0PQ+o9k+IsCb+tihNskfiC0DpWVOF833CnTQWJoKWKsaR9fn/f1YIQOojySOasMzjbQi2FiwMLgin1/LBxTtJdI4oz3UNSBBBn7hw4yDHjM/BxOX8lSO9HTNokdlqnyKqid+n+e8b+fT2dpTPRP+gkNvEjoZxK9IM9RXpTpBZmygwuB1UtTgMZvJdoVqBqWf6D9PL5GphdlOgwlWwojVN9lX1AdqP0yUP5FXpqXiLHmVfNXnIWLBelMBCIb/iMGWE0t13Mz1FI9V6Z5Mv73Ba6lpxFSp0rst4R+HKBf9sHZmtCP9affR6oldBlCKFtE6Md8Q55woCHGTOUuhPrWDI8ELQkdHYnah8ZFbcxmRe3VfzkmHjv21+0LeSg9Smim79wQYwm2YxqhVw9CmbYf3qr3lfIdLAMpoe+dIcby1WY7X/U9iX7lpbk9NwASP59KMPzzDmeHFve21iKceI3X3BlCv2h3cDJ6bhAn3oG6hOTPPVadhffO5nXlp+3FAt/GXaDDdwHhEk48C0es5Os8afOKqcu0c/Av2u35IezI/tir517Qpia61dV7boDDqN/JLvA+Iyyqxvs68iN1eF9XXduHKgbMYo55HDuy8xdVA+vd+PkOZ4c6Uwrl5NCJAi+ci2zZKK3jUDlqWyB7uwzZLeJKuxuXFxFab2V0Wl9BHxEz9Vz72OVzV+Ly+kr4UYPL62vgB8Hl9QR+rMPl9evgxxZcXr+F33PU7yAZXpIhnklIKGcuu8kY2XMYVA5bcjuYIvtFPp+3V8MLheq4QmhJZpmzKVwdDmeWlTZUdy2bihIDalM7+M7+3x87doxeDT/npT0yfiUtpc3v6SlBvznJRzu2X0oSocuO81Dhefiutvxd2l11iF4l+JUTJH3pe76kfdqypL3VS7/yV6W9rd3zvTS1dG9piZ5i+vAk+uH29zrDmWVT56NOQq8SOnzoBdjDu/uO3WIsQH9HaE42ZLeT0EFCPyT0aIB2BGgvdnT2nWXgiscAx+ZCqP0/c7fozB/RKwgdkpOq2wknoAFzOrKOLWfUIkKLiH64AnSyBorTa/QWMRyr7sinmNvpl4SeZT20I5FSH9RvXtImkUzmEuhOJKFb7Re4B58FHzutTSGZFEwlrqgzQOXv5yAGO2gPr4M2dHpOtm/k8Oc8A9hBeBlpFiFE8Cv1TpLOiYTWO7M9BTYO2YuRcPAFSI0LOVq6/RffR0I/wa+VvQbXKIlutYzzl1+ffdJ+GgI7T+zY6LNmbN6tJIZjDr/PSjmJQXK8HB4WEBq1GdFv3K1OI3rKZQFoV/o+hlgx8vc7PQJCPvxmXU0Aeh18ZqVIhA6vnhO0B6VMF+NW8w6kBNz2MsSvYYM53PafIFfpORtO/IzXM0uchKb7/gPiC5IH/bTDq386PLJCdhb4z3JDneyUhK7lc9TJLlk4KgtHJb1jWP2Fz7jNqw/Z1Du9+pCgTZGNGIDJc2KupcYdk/ngjGz6OWI87CRCujCmvgJI2hsPG/JkGM/+mvMxZ4lLol2eFFfIl3wjHWa47XNeqApc8FP5nO/iafCk54of/u/O3i7RD0a1F34OwPU0HHvVFcRYlZOFq0TPOXbNJnquWD1JHupnLKreRx76mrGodkKiPdlj4/D1nF2Fs7RDe12iJ7KvSPRk9mVCP8j+KgAZJhVIXOH3AQTalHhkkaD9UH/ajtRaKFtFMMu+lEwfc1cEEifxvrQzvVd2l3hS3gOzQf9vFduhVGKEqm4X1LjO7DpPKn+1NLIhGN5SY4EgC+/CAVp2FtDyS1hBeI4YqttF0x5IfG3v8XD3geIyghGwS7XH4y8/kizd7cVvPPZ7u5f2ePXz2I9/2RH/X+lLdi/+5Xvx9+Wk+/cgdUC4HPbqT7mLkZryGna3LBzhp9JBQrvM35f8WfLaM61PuUuQtooYsrtiCX5zxk74JQ54bYLmHp+PfPhNrz3s9fR4B1NsN0K4Da6XfIbXxR36Ibj5EtKAqb6fNQNFqhvOkn1n4HjD69P2u62NqF+9TkK5vux1xlZK9AihJyBthQZH9s1pvCjtNut4TZNZ15e6zvfXiXDCaJE+swD6/HWr6ORH5gTbMYn2WsFtvnyVscEztOLHbH22D4CswrldKrzDgBPZhr63rcIVSnZ6iuhfCrFpNfK3GKE3ta8IremqcwrZYr5noNErRf2yiydM7TyUT/PAZ7CrmG9QwIFr5PKQs2a+zsuBDjLCXoFi4iRue40nizfSRL8pblsb9uJIKow3pq7ilhQK45aUz8Ou4Wjp4jBWj4R9+FS3P9GNE3sFhK7hqLzYNX78FOymyRUi0TN1pPaUTI/HHdlDfk+3lNzpIrWnsL4PQmgilSO+a0tw1D41jNU0LNbjT5xUW8I4Wub6kLEwjvaE8bkTYXzGMZ/3sx1h3NLzhzA+cyKMT/eEcUvHmjA+kw7j0x156NhJ1+hstCOMf9LjHIXYld4buIXf7JaEbpk6+5K8BjguJ1c4pdoTWP/3E3g8gq7hXfbFBe5S/raUugXmgMNdHxQ4POP4Kf8NnI7j8NJYDi9N5BBmd52gR1s/Ldm75mv9kxIiHCe0pm+Q17835NqjKl5SUzoVt62EAw1LZy+H8Zepa3g36oOMF8ZRR9/7nIkTYXwOGCmbxBnJHg3jlhPARE8Ynz4Rxi1HgYkjYXz6aB46z4Q1Gz0axj854RyF2NW9N8Dwm91EuJFtBDI/nUDmv7z/r0VmOE+G52XqBLe33JQXw/C0PlUiIJKsE7Q/josE+tVoLMA7mVNfMyYV3elJeVt3ORG/hRwbEoX7dP2yywsIQ+bz/JjY5U8w9W45qfRAXQ83cFd99IZJv2YMXpw5kWqXDa1HFq6NBNmYtzv5QHuEF/XfEGhVR7fNJsK7HkZqT6mzfM/MWOz3nAnUfqSWLls4oyKQXC9oX2XLCMtkz+ZjPTs57wSjihiJe7gHGRH3tKfb/ALqdZBVtRNjw/mJOcC7drUEry4gWZv/jV8BpQlLq9M8J73PLPhW3d4F0wnrILVHY/1E6CQTXz1YZUmNdeucYFqpbNwfSAzgtgSvetYcgSQ0OAxKPCzRU7AftfIc2SnRD0jy6XaZglK/kOlNQtMBapotgJj0t7fucCJ1iWwo7ST59EsE1EtvyvQTifYGaJ95EJhN+l/iYKWy8fRL9V32xUhimYAwCGcmmdYEhOtwcX5BpueJfrhmwiugAz9fhYQNfdVjsmzipHpv3g53+Z4pXez3nAzU9qh46cLS8kDyUUH7Cqxw/jUhW6orQ0hXcsjDPN2E1uwlTiOQM9YMUTKJriwd/46pgmvHfPgWcLxSkJNP98oUaln6kXnHTcYCRX8FDrnbiSTs77IK2okvqiq83E6m/RZj/sSA+l1rGaggaYePfmUO3QBT73YidQop2tCbLSFCZ9bmOZO3+dg1Se2g+oCn2/eMHT9jn+qtSWnlHp63vktqT8RnEZbOfga/yj3d3poU/lk6aQ9AlGVtnpS1woFC5G3oe5mN2erM/wpSjvNxs/6ypeH2H4zf4M7kChNbRyZGQibEfly0DgA7oaw7s6PEWpLoQ1+r10wlW9hE12U//zPJwDLtVE933d4FTsLSpPaodn1kztNNao+qZXXPLJpat3cRzGf/sKFzzBf28ED1Di3/0lPcpsT494n3e+Z55s3nXycpsYWiLPsKQ2heLArfOqF5qrJDRfPyvzfF42heKNrMv06bF98SV2NqcNO/xnergvXnfqsP77CsNv9MHQ/vmoA/acw39+O+08cTvs//v+BjC7/wIcbI9/rV3wzvnNCfaY0V8Fst/FYLX7T9afq3WfTnTxgv4FeiP/GPFxBC3xtDe+zzkoU/98/844H/DQ==",
	"linux-arm64": "7XttdBTXleB99bpb1S0JCZCQ+TDdQklWapYvRxgphqiEsIOwjex2xzjxOK2mVdCtj26pu4WtAKaw4kTQJJmSekYOmVmEdyZRlc3EWYsNmokHCLs7OGQTyV777GayGwnbWQmBjWKMumykN32rqiXBepPdc/bXnvQ50qt679737ve791XVofsfeoAjBDI/Dn4CePdKntEpmP2PbJgFAQEqIAsEsAMPNgCwzIMTAMj8tsucOtPyJhwx8eb9yPz2lTzjJtNmhvG/9bZxQua3Yy6jP9POx0NaX1hv9L6wniPz2woTOpj36XhDJt7Qekrmt/km9HrudjzPe/EGy//FehnmH30v3mCD/6Mf+bROodUfD66J7FkTD4proqK/eU0sEPAHgqIAf/r96fen3//nvzVrYnF/NL4mJkb3iVFY1x6LrmuOBPzN63aHwl8w/mHf7lAY1jWI+9aF25ubYa2OFArvhUCzP7wXfL4mMRoWm32B5kigybdXjMdDLSLsbg81N+jRBMyoAnv8sbjeDQ2hWDwQgL2BAETFQABCAfwf+3rwcXispqa6Zvv9vsfu9zx+v8f35W2PwSPV3u1QUwMP1e788hO+e9beu/bzlbAmM+0XXOAw+HnKZsS5R80232wrzXaH2X7VbNeY7ZfNVrDdHifJ7D5n/HZGXGI0Gom6QuE9kWiLPx6KhKG2uVnc62927e6Ii66Y2NYuhgMibIu0+ENhAxw8Yqy9Oe4KR+KuqNgaFWNiOO7f3SzCzkjc5XfF4x3wiBhtCcVioUjY1SCGQ2ID1LWKUX0FHa8Vx+NxsQGJiLUHgq49oWbRFYm6GkJRMRCPRDtmR1qjkYAYi8EDCCE+E4rFY/C4v7lddMUjEVezP7pXdO1BTH/c74p3tIo6Zqs/ILqaxT1xl07DvlBAhLr2uCuyx9UituD8HjEWaY8GRNfu9lgH1IbjYjTa3hoXG1yxjlhcbHEF/M3Nc1BxsaU1EvVHQ80drvawf58/1KwzXRve528ONbhiotgENdFILLbGWM7VHAo3gUf0N6yJhJs7DA6NqWFbhktdGmJLa7wDaiLhsBjQRYQyjbt2d7haRTE6T3RoiQ2uSHv8duA97TGxAbZHYnFXKOZqiDwdnr1pD0dFfyCoU1rd0BAVYzFXKOxqj4mwNRppEsOu1lCrCLXr6kzlZqRu8hCJuvwGGmxFf8j0R8W29lB0nv5MERsmMKfE2thtt17xmbghCF3o9z8jBlyG7ZnLZ6Tpj+5tbxHDcag2L1zNoVjc0HgkvBce62jZHWkOBXQhu5ojkVbdPsL+FnEOyBuJuFr84Q5XpFUM68vqzJs62BkxKGkQY4FoqDUeicZcc2rd6m+4cxgxAsFQc8OsSSJQRjy6ec5a5NzaSGAMUVF881eYtawG0d+gy/bpSHtzgysSCLRH4bG4Py6aPhaI7BOjOs4jUXFfKNIec0WeDovoLLd5VsAfDojNYgM80B4OzPpaqKW1WUQRGtpqEWMx/14RHaFBjKEODaepbRDD8dCekBh1RcWWyD6xAbYZug7rOo3Fo6Jfl5ruaHN8mFBom2iZppMZ4DE0ZZ3LGDyEmgr6Y67dohh2xcR9ItrPI9FIPBKINJv6R4maFBoSnRM/qm63v8EVQ8mYhhaLBJrEOGwTY/FQ2BCCqY85C33YZHhON7NrPh2NhPfq7OsRxJxtdlhnfJbP27pj7a2tkSiK9DEdyZjk9pGdt93Nou/xt2AMuR0245ufNqgHAhN7FvB22naK8acj0aZZ98/cz3f/T4svYQNu/ph/d4Z61+72PXvEqBlL5xYzOQ7FXAEDbU4KSNVcZ40/rDMihhtc/j1xMSNhVyzYHtfpnLNdf3NU9Dd0oJJbo5G9ukvNjc7vfSzubxYN3wz6ww26J7VE4qJrLog92h6J+13iMwFRbMhYfUOovcW1J9IeboBdutrNLt34H25vjoeCkVaXP45xHon3mPbjahI77pD2g2KHbsjiM626hWXudcOOivsiTWbn0360w0ZdGihuzEwwSgK0wPNwAnJJNlfI/S33HHc33UA/SybhSdhK13EMfgSPkfs5L9fAJblRjnGPQozbSf8bPEBE8hRlZDVUwCH6K66Z/pruJz/lAD6kCyx/LEMqtmy0fMnyuAkXMdvnLdlZAEnLPwBA321zFJrta5afW/6nRbPcZV1nfcBabw1bj1mvk9PWS9Z/tn5gzbZ9l6y0VdgesvltAP3kp+RX5Dek03bS9pPZcu51269t4zbN9k90ZVZlVm3W17JepX9NjbF1GE7XxUQgHLVYbVnNe9btMRIW4563O7Jzchfk3Q3SGytBemOEgnz4EPvzYgDZefVANwEouExB7QS4/g2A69XfEM4EHhG0b3gFzemib9UD5L9HnepaDgrYBcvwjbpFCs9D24eUqNP785SUL1+5uWuhkuDAG18F8kcU3CnKyT07SxOI3/vKVP5fcoI2apU8I3SJGs2CpBNgcpQWqeds0vEfZEFS4GDjWQe0nbbBo8lVIB+bYV7EjSem8kfpYnWEFqhxDrRrFJJ4faPOo9zc9aiS8j2iTO+vU9gFi/wWQMFFTqjsWQXDztPQdp6C97xNqKwmUF41AG3SNPPWM3YdpKXyiyB5ztggWQ8wcNEhVPbfYuXxWRoL1FqTRqThsDqVL9mk4weyIFn/Cds4QgvdSNOn0bAToAB5xHkqzDmmqFN9yyYdx7nufXkq/3zj06n0HGowC5ISQDl7ESanVoFczZi33gblOo3JpXI5gSS8C5FSkDxjlHTAO89vhhL8+8ZmKOncDCXPbYaSw5uhRNoMFhjgQahMy151vgZthyl4cQ0FaXiZTPIUvGOUk0dpoQrk0L97MAuSoxRkhOmxQPIcQPmzHCTTcww67dB2DsCbD1Dw0XJhcEcWJM9y0HSY4JxcWnY63Rvx+lUwcJE3eNbQVT0HWieFpITypAXqTfO6BSD5aTI7R31vT+//e+VWhCjTFOSP93JKykeVm7ssyo06q8Jo/jDalC6XG0vlDynINyhRrwIkb1LA9eRR6nRzkuSJZUFyCYEB1EEj8n4rb7ILwGvALFFzsyA5Rp7zjFOQNQoy//DGxMe00M0fPNC9kfCXzqbh/IxdL/6zZTLi/J0NkucsMJCioH5CnSryueT4VP7TjF2f+toy+T4Cp0foXbq+f2rL2PUSFbKk49fTuAKB8mAWyGe+fl/qE8qrI9Spot2/YIMkzpnW/8AHjBXh3BpjRYeyYHLrhwffPLwK5OC3ThzvW8AntmVB8j4CA326PAvVFykk8wAKEK5vFcgIe18WJG+Y9D3+wlT+ucZ4CmH7OND+kkISferEbphEG8N5HADJKgryWZRl3f3KzV3blJSvRvl471blVqRamd7/n/pRL6yTDM8sBy2jixsU1BsEkotBGAwydp3fskweexMU/fory+QRutg9lgfa+wR141Q/KgFZHxOXySMlnDLQuC+F/kWzIIkxRwDJgzayxoo2lfrJb5+DybfTvnB+hnkPOaAtQ9vFPMkzs1zQoLBrGeskus3M5K1MFYPkuVFHlA8pqC6QPIT0RS9Tp9vDoX0vVn+WK3nSNLurOV03bem13R8WnViG8kdab9RVKzNZW1MGrxjbFio3VnNoYyrh0T8K1On9+cohGyTftkFS52XpXXIxL3l4ImjjOZLnKAcJhMO1ufWSp3YhdGwnoP2aQNJFUpuqwaAh2wrJPoCNoyX6vG6BGr6Ttgn3jbpHlen9jyis0/CHNG3qRcZ6JQ42jjkFzWmFyQlA/3OqgxSSY58XNB74S85JmMyeYd4HOEj2cVDutEBbAsCb9gcV5bBMj5eL1dOM9aZjXTnK6D3GijCmvJO2Rd3Wy5fJlynvRprOWiDJ3zr05gjl3f/MWJHuc9eLZJTzDwgksU3Lxv1XFkN+yNv3LJDU/f9rU/k4527Grm8ViuRRCupnOUiO5EmejTZIzuz6R+Vk1py+GqyQLIDFExIH3mBjvAJ5287BRp7AEN8maGMEBggRtMMEBgqLUWaL1cu0QLXZDDn2P+dL2UPxiqqPoG0EwHvym0JqdIadxnl0ve76mW7DPClIgBXkTxgrwntd19Q2fKOuSME9DG165IIZQz4neab3L1H8NkgiHQVtoHV9U0iNMXZav68lWpetOsVzMDB+AWTnX8BkEMB79Dlfyt1RmsKxIGOnx58UtLHvC5qDwFBtB9EuAgzYCQyVVhKNAhTgXM4Ooo31CtohDibHP2/Aohyzvz71CE96jucg7lNEcxKYDJGu44hzpJpo9i1EK7OC7J70VfhegzaJMe9RxjYiD/0AyZFDgvZPjPWO/XC74iT2ifMA3rEf1urXfrx+WtD6LTCAa5V2TOWzQ6AAObdlO0iekRqQxxaDNl4D8mXcH7KkLaV2yeM37cVCJA8B+C/1kLp3DOMNgcqfp31Yt6PrRXJpqPEZnpTeW58jdfNZkudyZ949Jvy/z8DvKAbZ1wGTJ2eYF3kqA8ljL3NU3qjbpUzvf1xh1Dbr32grPYz19gAMdQEMxb4qaPxTguYkiycuA3iTAEPJrwm6joBUvX2CWzzxbxnzzvdrtLvtvyhO4FzpfcNdDYKG++SHlFOhGOSDjPWiLN4ByE/HIvdlPd8onLWhenC+PZN3d+rmLqI8/oviBOLeqOMUxMf53mas92erDJ/GmNPHVb39C4DkTN1Z3c4XfyMndRb9gEttwn1zludiRyXKHNce+Wl+ftANg3yO5BmnTjfKTPcDki0Hd4IWvEzk+lUwGPwiaHp/ZbUWs4EWW0UUDqDADtKiEWp3z9Sd121+xveagva0w++Qr94lddeeEpTtuYKGPHyZCNoxApeu0VKdDwfYE01WGPbm5iYaSc7RxeBIfERgoDSXv7RvFZWLgE/0LxG0ixyfGPsmpPD65FFBOcfxib+2QvI0J2iFpn/wX6nWujjQ0Ffju0G7UbdVubmrWpnxXTDoynOmHAWCdtQGAzlnqpVsAkPfBRhqGRYG16t/5fngYUFL86+irfz5d16OLszv8/ye5qgCJww674K2wwDeWoegHSH2SwsBCn4FMODk5/rHif1SNkCBcwW0bee6jjshv2kUwCssETQn5E4cAfA6oX4yd718vGUYBndYYdLDLUiQaebFeJNtF7TchUbee+yV/Hxe2aqEiD2xOq2vI6dBySUwdMrvkI8uBO2lXNBeJqBZUf6o01Eql5ZVK2VE0LKJPfGQFYbLqmF4gmZfKiM5R3XcYoucINlHfXfDZJDwidXVIPcT0F6yg4Z5CsrDQSRP4xHQSgmf0Oc97JB54kjwr1GZTB7srtpmnSwuA6WEGPvBxeWSZzdInhqL5LGA1I25OtoPxhnk49xL+fkHGOv9M30PmPPbmaxq3T+2D933FsjccObamcO1Id7PkxiHnkqNd0rLar8SeoYUGnLZ/sRUPhB7ohGg4DY/zfjobkHjRcNHxzM+ukfQur7jm/XR/nk+ivmP6Svuq4z14t+VNK24v6Rrk6T9gNBzMRvzcrvOF7b92UYcmk7nTKyTDs/U5WIsd49RUC/n8cq7RXbld06HMpIFpy7nkVPvFnGnfuekpwhZv8kOXR473xdt5OwOH7E31QN436VOtQigYNwqdV+hIF+lnGy//tvf7yCcPNFJ5Sv/KkfBsaPnQZ5Yna3YSepedzEsrCqGDVcuwSDq7opP0GqJPWHBeZ4UtPS4fOVJ0D5DhMEQl3cPZEkef47UXXJQ6Envtyrq6XfUqf4DgeQ4xiN44d7XIbXJ1SF0l1LJg3vrKjD4dB0Ueix6THlYYZ1Uj4/OW1U/pgS8puwe/A7G/HROCSB1LyYwmIkF+n6HMs5zpsYoUckBoecdyrnrl6bjM+VV5D1DywsEkij7jG1kHxB6xilxX7xL8hQfFHq26rhOdYRmz+IhfVcoqL6vwAaUpa+dbDhJwcvDYQ9P+qJVhG90Yf3B/o0H8RB/bOZsNINfSngHOSj04BqZuVSS2vQ6vHCv8CmyeB2emO0/DJKHg8N6P/InHBR6/n4e/V3LpTdcq7reICC9gTCvMlY0vf8flQ+zQcNag9XQ4TGr1K3W0OGXasgwb+ocY5BaUqUEz4OsdoJ81SotejHvPuVvijYrP3BuUfq+VXnqxe9+4dTf9N536gcnNp9SS76oNENq0wTNcdsBChLFsPBEMWx4qdN5ph/Am3v+XyeuUod6heaq6JcPFYP8Ml2ZepgI+l5+heaoV2m2+9o0O+2ePPjmGAW9ztnxFMg7rh3o5onjkpOAfMUqdb9UQ4dfriHDjuu//X0T4eQqO7S9tLpKQdt8qRPkl1Z/USEEtBIK3lOrn1VWW2H4R52+MznFIEcgtel9mqfT+H4xLGTFsOHvTBrrzq9LXKe56jWap9P4SjHIr9CVqVNE0JqsMPkBXeD+9vOQukbz1fPTzIv7Tpmev/Oqs6MsZQNIHuKMmuLDbEGb3p/Jv+AVrk3QTlMo+IN1XicM6/Ur7ofrp/Jf7HSmsM6LTrPeKQrq2zOsF/dLHmCwnxMq+x1QjvUf7tVYfzVinUlg4MVOn15fY13xh+obmWKtXqgSl+S5ptcHlskAgLfLInm2ABQwDiaDjA3xB4vkpaT3ONZro+ywZ4QuVUexVs4CeYUF5LMXVp7pp84UT1Yk+C0gF1070J3R3zJSdMmn19lL1eosyfNDDpLLYeklnOsQXTGxVa/Tl6mjdKl6mS5XX6eQ3E6XJ5x06cSL1Jcat0oe+Iuu41jL2QlUnqeQNPhbpvNXn4a/yBk1O+bAzkehrQ/bjdB2ngMv5vn9F1ae4alQ2QVQvjQLZNTRf8VakwO5/8LXzgQByvuJ5LnIwWA6diz6YzUh4t1krCij14QZW/gDQk/NAaHnXb32IKrkkjzv6fUur8eWwwDJN2fmfPMcpDYhHOrbv2rqEQrPedI2VIBzAZG6L86DZRe44Zk6h55zpWOl+wolah+kNh2yCG2Y024nQmWQQjnGycCBdHztBHnMjrbpMPYMAhtHsqpPjZUI2vhqQQs+yyljTwqD9TY4NZJVcyr4bFbZ2IOCFloGWr2NOzVScm5Luk+pXyZtgQNCz98iLXU7FHaB02PvBLW7RztB5h2SHtNwDednYMP5W8yL9xibis14Vc+lfoJ982lCXnWcJ2BD8SfMO1KE9YfdjXU55s6jRen824R/x4yxv2KsKC2XRb9hrAjtMsTY0NGrz3vgP35puvg/f2nacRd0OCugEgCmCQ+vVVMoV773PQ/qNi0v95HvDUYfPKh83/dZaOOtsLBpOvDmFZrtDjLmtVth4Q4ieZzbyyoQB2FXH1C+X/UZaEO45ucdy0dptvuYdcU9OdtLK3grPMoz5tX92yZ5+BXQgdeoT6z70jwsStPt7k7XXMLQ8rcAJA+Oj+n+ijCceplS9R1qUd+lVvU9atN5RJgpfU+H4RmzTjTOqZxuPGQdoYL2GMAAnjHN1FVjzLitVkCbxJqObxE0rLm79LMgIy/H3ANtR+CgvOorsOEkgLePk7rXzrBe7M8BKJCeFXpKF6COFhs6fQE2oH2VEyhHWLSFVQa8Xh/oObdZZ2DOi3V3aaGhd8fBc29gLh+0CRp/0PF9frq+J2gD7fe6vxj0mvWnG31Ask/l+xkbKn7iLjmdi+jnI9jf9WR+PrahGZbvmPZdTOcsE8UEvNy04yLWfdw8HjM5lQDOt8/eR9/aythp7OuzSItmzzkoN4xymt7PKXxttXYrQpWP91oUvhjklM+q3NxlU27UZSn2w77U6wADVc/DJJ4H8tUgY98Rxk5jDtmt17GCxi+CAUeb0NHI2EDOQkHLbhE6cP8sBKn7GOETx4pBRr8+QgTNTuwJzLmPkeyEQMD77cO+M2ft0OZizHvWCm3FjHm/XSkopwifOE0WXPoobeu41vgCGDhrgx/3LQDvasyvb7GBUqRn5oTnKDvh+YA61fepU01Rp4rnrdcQh52KXmGnopiPTdEcNdtanZrgYCDnsC91qBBpKEysIeA9tBQmgTHvIWKfqMd74pjA2vQDmqN+iHFyIUxibEWc0WnmvUZz1GuMFb1Pc9QJxopSNEcdN+k8ZYeBXjsMfHAfUZ6wwwCfJQz232Tl4yXVCp7xZVPcWySPZpE8v5YkTxWBSctS4eOxohPLxvJgEGsae64wiOdJfCh05iThE/+DQBLxrtEVKuo47UNufdwG5Tj/fozplJ/A9V+0gnefL/v7FxcJlfZcWMQftDymlLy+rL/k4rIystSRXq+NJ8sc6TW/7pph3osLhI6xaVaOe8jsWQhdrN6iuSquffZ/s/b2W2zjWJ4wOEZg09jqaqW2Y/8zDqvQoQJsctiFjh3EvsNXCdE+jXkdC4XBn3/MyrGGQRgHy7oXz2Iuol+QwsSNui8pI5RXb+56QEn57lc+3rtNuRWpUab3b1UY5eRM3YhrO4E02Q8KPYSA94pOi/22WIvnbVj/FR8QenCMp5jjGvHTKcCGesa86MMbplnvFZ1Xhzuzx2T2sHf1uMQZexh/+x42ZO5JxdNze14GFnjJk8lpM/D/wYQvnJ6tcVQ858TaJpOf993CvH3xg4tBWoS5DZ4D8xbJg3QiH0j7JGNFtStgkcMCw9UEBh4K+StWW2A4HZPVE8Te5GfMi7lYNgHNXgyVOO9JAgVzcZRH3cm4v6T7kxg7v0ugAGn6FtGfBeh6z9DEamDYnwMDQg7ZWSXBZIhDeTtVEryyufiYK7yqf324Fj63sswCm+zgSBRbz22Z3/+6BTY9SIhcexjkQ4RMXKF2dTeA9zpjRRgb3NUg+wiZ2GoFLwmOb3Ydc4VJ//rwavjcyoQF7h19D+oaGRvaOn5hi7DCH4b+DWEHfG7ljlxYdKUEKnfcDYt25Arda/B5y3tQh3vhKh32pA5rR9pyYdE4hcqyu2FRWa7QveqPwS6egy0jjkRZNchLsJajDhVrOaT3MgdeIYcsIMHQLdcx11rSv34t0pzNwb2j70KeTvPrX5oWVvjXQv+GtTrNdlh05fMmzXZjbjee/xDQHMVQ6TDXqAL7BMZZRzBU4SOrmvAaa4OPGStyHgSF1Rh7HeIZ50dQ+YkZd+zBIO7J8uuMbQQrDBvn2TA8btTEsrHf4vmQsad+nbFeW7ruDHH2BNrCJOa7F2B4ZhdRPqLEjedChOAzBVALCZSPUeP8FXPOy7TQ3chY7+8BkknuyPF6riCB5zwzu6qV/w6GTeHYnTZVBtyE3bSjbOASuI9JBLzNocaKa5Sq71OL+kuAgR8VChW/tMLwCZLXdJgxL8bvHVaQbzBWdBWgoJZwid+AYdtIF55zz5h76TbGevHsrZ47chz5OqvnkytTb+OzJ0r0c3DeAj+WALxohy8DJN/B524cJG5/FkCGsTaZwphYZzXP+kCd2cvp9Uo9wGl8Xui16HuveoGxXqMWKVLT8lPdjPVijq9RohqyW6JiDn+Z3qW+Q5eqywGSYyVC5XYOyqeooI3VzMG8Q+9S39XrgSL1VazpA0buPpYtaCcaSysKrSB3cYUJiStKBDnQOP2Zo1M9iecDe7cqPzTPfX7mzs//JeZSNTBM8LyaOtUqQib6iGFjE5SqVymnTgAMfLtQqMAzQB/J1WWOdod7L9qpVbdPp5rWm5u9CmdYNgw2ZewlG8/4OP3sBeXzlHEGIROL8ezkMl3sfmOG9TYhbdmCtuMOPDw/3WvaineenV2mBe7hGdaLMrqIvFNBq+d4/WylniOJDM+63WULWhXyDES3J6QV+SvV/Yhvwlwp7SPuRnwOTLiJVcTwqynDd9zIH4+xd2PXV3F8rKRrmReggAOpe2LubEoNG2dSs/b81U9Yb/9yY985MsOKxsy8T99L6s4qpVlGDMc+I+Y7Z2M+zufMhx/jfuT6xIj/GPux/kK6jnB23aecBJ9ZHTnOLhi+f7QxVNHYWFaB9FcRfsKojYyxWVgzJ860GC/Gs4VBjDVXXhXO2GU448iFwUw8QRmPUzyvgza8x2vsy9A5NmPYQSZezZ878ywHc3rjfq5u1Gk6CIqRG/Nu06/M51vnttRz0hajJvj0+PUiwADWC1stMEkKoeK8WW8gvA/4Caxzy4LBCntQr0dmn+9k3pkYWGK8129ZQcinfSfwv7bGm52bP2vA6++zuvaJUf09zHs2rN2wdr3+FpYY/YLroYe2ZbpgbTSC73TB2rj4TBzW7o3EYW1UbI5GfK3+hgZ8NXatMb47FoO1gUiL/mbe2lgwFo/G/bv/X72/S8y/e8z7IWLwNWRyN5J7O3z+Hfj2ed8s3P59xJ3fRRi/O1+XyTPxzddS5n23YNxX3AHP33FfYPZl8IdM/Mz3E+vz/vBHDCV3rD/3vcWn83vn+mV3rD9i4o+Y+C7uD+OvNddff0d/Br8U/sBHKwCwad7at61jfj9T/Uc+4vgX"
};
// src/sccache/launcher/launcher.ts
/**
* The path of a program that stands before a compiler as sccache does, and runs the compiler itself where sccache cannot do
* its work: for another user than this one, without a place for its socket, without its binary. Everybody can run it, and
* nobody but this user and root can replace it. It was seen to run `binary`. One `binary` gets one path, which stays after the
* job: build folders remember it. Undefined where there is no such program or no place for it; never throws.
*/
async function openLauncher(request) {
	const { binary, version, env, folders, platform = `${process.platform}-${process.arch}` } = request;
	const program = launcherFor(binary, platform);
	if (program === void 0) return void 0;
	for (const folder of folders) try {
		const place = await openPlace(join(folder, nameOf(binary)));
		const file = place && await keep(program, place);
		if (file === void 0) continue;
		await removeForgotten(folder);
		if (await openSccache({
			path: file,
			env
		}).version() === version) return file;
	} catch {}
}
const nameStart = "launcher-";
/** Jobs of one machine may use different binaries at the same time. */
function nameOf(binary) {
	return `${nameStart}${createHash("sha256").update(binary).digest("hex").slice(0, 12)}`;
}
/** What the launcher holds until it is told whom to run; scripts/launcher/launcher.c has it, and as much room. */
const blank = Buffer.alloc(1024);
blank.write("@path-of-the-real-sccache@");
/** The launcher as it was built, or undefined where there is none for the platform. */
function programOf(platform) {
	const packed = programs[platform];
	return packed === void 0 ? void 0 : inflateRawSync(Buffer.from(packed, "base64"));
}
/** The launcher for a binary, or undefined where there is none or the binary's path is too long. */
function launcherFor(binary, platform) {
	const program = programOf(platform);
	const at = program?.indexOf(blank) ?? -1;
	if (program === void 0 || at === -1 || Buffer.byteLength(binary) >= blank.length) return void 0;
	program.fill(0, at, at + blank.length).write(binary, at);
	return program;
}
/**
* Makes a folder that everybody can enter, and returns its real path; undefined where one above it lets others in to replace
* it, or keeps them out.
*/
async function openPlace(folder) {
	await makeOpen(folder);
	const place = await realpath(folder);
	for (let at = place;; at = dirname(at)) {
		const { uid, mode } = await lstat(at);
		const isTheirs = uid !== 0 && uid !== process.geteuid?.();
		const isSticky = (mode & 512) !== 0;
		if (isTheirs || (mode & 1) === 0 || (mode & 18) !== 0 && !isSticky) return void 0;
		if (dirname(at) === at) return place;
	}
}
/** Whatever the umask says. What is there already keeps its mode. */
async function makeOpen(folder) {
	const above = dirname(folder);
	if (above === folder || await isThere(folder)) return;
	await makeOpen(above);
	try {
		await mkdir(folder);
		await chmod(folder, 493);
	} catch (error) {
		if (error.code !== "EEXIST") throw error;
	}
}
function isThere(path) {
	return lstat(path).then(() => true, () => false);
}
/** Jobs of one machine may do this at the same time: what is there is replaced as a whole, and only if it differs. */
async function keep(program, place) {
	const file = join(place, "sccache");
	if (!(await readFile(file).catch(() => void 0))?.equals(program)) await replaceFile(file, async (made) => {
		await writeFile(made, program, { flag: "wx" });
		await chmod(made, 493);
	});
	await utimes(file, /* @__PURE__ */ new Date(), (await lstat(file)).mtime);
	return file;
}
/** As systems do with what is in /var/tmp. */
const forgottenAfterMs = 2592e6;
/** Removes the launchers that nothing has called for a month: where sccache's path is new in each job, they would pile up. */
async function removeForgotten(folder) {
	const isInUse = async (path) => Date.now() - (await lstat(join(path, "sccache"))).atimeMs < forgottenAfterMs;
	await sweep(folder, {
		start: nameStart,
		between: /^[0-9a-f]{12}$/,
		mostAgeMs: forgottenAfterMs,
		isInUse
	});
}
// src/sccache/server/start.ts
/** sccache itself gives up after 10 s. */
const startMs = 12e3;
/**
* Starts a server for this job alone: at the address that the user has set when nothing listens there, else in `folder`.
* The server keeps none of our descriptors open. Never throws.
*/
async function startServer(options) {
	const given = givenAddress(options.env, process.platform);
	try {
		if (given !== void 0) {
			const there = await isListening(given) ? void 0 : await startAt(given, options);
			if (there?.kind === "ready" || there && !/in use|denied|shorter|os error/i.test(there.why)) return there;
		}
		const own = await ownAddress(options);
		const started = await startAt(own, options);
		if (started.kind === "failed") await endByForce(own);
		return started;
	} catch (error) {
		return {
			kind: "failed",
			why: error.message
		};
	}
}
/** A socket in the job's folder or, where that has too long a name, in a short one; a port where there are no sockets. */
async function ownAddress({ version, folder }) {
	if (process.platform !== "win32" && version !== null && !/^0\.[0-8]\./.test(version)) {
		const beside = join(folder, socketName);
		if (isShort(beside)) return {
			kind: "socket",
			path: beside
		};
		for (const short of [tmpdir(), "/tmp"]) {
			if (!isShort(join(short, "sccache-server-123456", "sccache.sock"))) continue;
			const made = await makeServerFolder(short).catch(() => void 0);
			if (made !== void 0) return {
				kind: "socket",
				path: join(made, socketName)
			};
		}
	}
	return {
		kind: "port",
		port: await freePort()
	};
}
function isShort(path) {
	return Buffer.byteLength(path) <= 99;
}
async function startAt(address, { sccachePath, env, folder, onStart }) {
	const theirLog = env["SCCACHE_ERROR_LOG"];
	if (theirLog) await openLog(theirLog);
	const logFile = Boolean(env["SCCACHE_LOG"] || theirLog) ? null : join(folder, serverLogName);
	const log = logFile === null ? {} : {
		...logVariables,
		SCCACHE_ERROR_LOG: logFile
	};
	const variables = addressVariables(address);
	const outputFile = join(folder, "sccache-start.log");
	const options = {
		env: {
			...env,
			...log,
			...variables
		},
		limitMs: startMs,
		outputFile
	};
	const server = {
		sccachePath,
		address,
		variables,
		logFile
	};
	onStart?.(server);
	const ended = await runDetached(sccachePath, ["--start-server"], options);
	if (ended === "exit 0") return {
		kind: "ready",
		server
	};
	const why = reasonIn(await readFile(outputFile, "utf8").catch(() => "")) ?? ended;
	return {
		kind: "failed",
		why: `sccache --start-server: ${why}${/SUN_LEN|sun_path/.test(why) ? "; TMPDIR is too long for a socket: set a shorter one" : ""}`
	};
}
/**
* Makes the log that the user asks for, and its folder: a server that cannot do so ends, and sccache waits ten seconds for it.
* @throws Error in one line
*/
async function openLog(file) {
	const path = resolve(startedIn ?? "/", file);
	try {
		await makeFolder(dirname(path));
		await appendFile(path, "");
	} catch (error) {
		throw new Error(`SCCACHE_ERROR_LOG is ${file}, which cannot be written: ${error.message}`, { cause: error });
	}
}
/** The lines in which sccache says what went wrong, as one. */
function reasonIn(said) {
	const [message = ""] = said.split("Stack backtrace:");
	const lines = message.split("\n").map((line) => line.replace(/^sccache: (error: |caused by: )?/, "").trim());
	const noise = /^Starting the server|^\d* *\||^\[\S+ +(TRACE|DEBUG|INFO) /;
	const telling = lines.filter((line) => line !== "" && !noise.test(line));
	return telling.length === 0 ? void 0 : telling.join(": ").slice(0, 400).replace(/\.$/, "");
}
/**
* Runs a program that leaves another one running in the background, and returns how it ended: "exit 0", another code, or
* that it took too long. What is left running holds none of this process's files, pipes and locks, so nobody who reads
* from such a pipe waits for it.
*/
async function runDetached(file, args, { env, limitMs, outputFile }) {
	const output = openSync(outputFile, "w", 384);
	const nothing = openSync(process.platform === "win32" ? "NUL" : "/dev/null", "r+");
	const stdio = [
		"ignore",
		output,
		output
	];
	for (const descriptor of inheritable()) stdio[descriptor] = nothing;
	try {
		return await new Promise((resolve) => {
			const child = spawn(file, [...args], {
				cwd: startedIn,
				env: { ...env },
				stdio: Array.from(stdio, (one) => one ?? "ignore"),
				detached: process.platform !== "win32",
				windowsHide: true,
				timeout: limitMs,
				killSignal: "SIGKILL"
			});
			child.once("error", (error) => resolve(error.message));
			child.once("exit", (code) => resolve(code === null ? `not done after ${limitMs / 1e3} s` : `exit ${code}`));
		});
	} finally {
		closeSync(output);
		closeSync(nothing);
	}
}
/**
* Descriptors beyond the standard ones that a child would inherit: Node itself opens none so, but its parent may have
* left it some, and Node looks at the first 16 alone. Known on Linux only.
*/
function inheritable() {
	const closeOnExec = 524288;
	try {
		return readdirSync("/proc/self/fdinfo").map(Number).filter((descriptor) => descriptor > 2 && descriptor < 1024).filter((descriptor) => {
			const flags = /^flags:\s*([0-7]+)/m.exec(readInfo(descriptor))?.[1];
			return flags !== void 0 && (Number.parseInt(flags, 8) & closeOnExec) === 0;
		});
	} catch {
		return [];
	}
}
function readInfo(descriptor) {
	try {
		return readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8");
	} catch {
		return "";
	}
}
// src/flow/restore/job-build.ts
/**
* Starts the job's server in the environment that the build will have if nothing is restored. Nothing is proved yet: until
* `finishBuild` has done so, nothing may be exported.
*/
async function openBuild(request) {
	const { directory, settings, env } = request;
	const { sccache, launcherFolders: folders, config } = request;
	const plan = await planEnvironment(request, {
		command: config.wrap.length > 0 && await openLauncher({
			...sccache,
			binary: sccache.path,
			env,
			folders
		}) || sccache.path,
		restoredBytes: 0,
		refused: /* @__PURE__ */ new Map()
	});
	if (!plan.environment.reaches) return unreached(plan.environment);
	try {
		if (!readOnlyBy(env, settings.sccacheConfig)) await makeDirectory(directory);
	} catch (error) {
		return {
			kind: "failed",
			why: error.message
		};
	}
	const started = await start(request, plan.environment);
	if (started.kind === "ready") return {
		kind: "ready",
		build: {
			...plan,
			server: started.server
		}
	};
	const todo = otherPlaces(env, settings.sccacheConfig).map((place) => `; sccache is told to use ${place.name}: ${place.todo}`);
	return {
		kind: "failed",
		why: started.why + todo.join("")
	};
}
/**
* The build as it is proved: what sccache refuses to wrap is left out. Runs beside the download, as it needs the processor
* and that needs the network.
*/
async function proveBuild({ env, sccache, config }, { environment, server, command }) {
	const { proofs } = environment;
	const calls = proofs.map(({ call }) => call);
	const { why, refused, requests } = await proveServer(server, {
		env: withExports(env, environment),
		calls,
		ours: new Set(proofs.filter(({ isOurs }) => isOurs).map(({ call }) => call)),
		command,
		format: config.cmdFormat
	});
	if (why !== void 0) return { why };
	return {
		refused: new Map(proofs.flatMap(({ wrapper }, i) => {
			const reason = refused[i];
			return reason === void 0 ? [] : [[wrapper, reason]];
		})),
		command: calls.length > 0 && requests === 0 ? sccache.path : command
	};
}
/**
* The final environment, for what was restored. The server is started anew where it differs in what the server itself is
* told. Nothing of it is left running when the build will not use it.
*/
async function finishBuild(request, opened, proved) {
	const { server } = opened;
	const plan = await planEnvironment(request, proved);
	const { environment } = plan;
	if (environment.reaches && told(environment) === told(opened.environment)) return {
		kind: "ready",
		build: await settled({
			...plan,
			server
		}, request)
	};
	const stopped = await openServer(server, { env: request.env }).stop();
	if (!environment.reaches) return unreached(environment);
	if (stopped.kind === "failed") return {
		kind: "failed",
		why: stopped.why
	};
	const started = await start(request, environment);
	if (started.kind === "failed") return started;
	return {
		kind: "ready",
		build: await settled({
			...plan,
			server: started.server
		}, request)
	};
}
/** Its warnings say why; none of it is exported. */
function unreached(environment) {
	return {
		kind: "unreached",
		environment: {
			...environment,
			exports: []
		}
	};
}
async function planEnvironment(request, { command, restoredBytes, refused }) {
	const { config, directory, sccache, env, settings, limits } = request;
	const room = {
		...limits,
		freeBytes: await freeBytes(directory)
	};
	const level = rawLevelOf(sccache.version);
	const isRaw = level !== void 0 && mayWriteRaw(restoredBytes, room, config.maxSizeBytes);
	const environment = buildEnvironment({
		directory,
		isAsked: config.sccacheDir !== void 0,
		cacheSizeBytes: cacheBytesFor(restoredBytes),
		wrap: config.wrap,
		sccachePath: command,
		isLauncher: command !== sccache.path,
		compressionLevel: isRaw ? level : void 0,
		env,
		platform: process.platform,
		settings,
		refused
	});
	const theirs = env["SCCACHE_CACHE_ZSTD_LEVEL"];
	return {
		environment,
		command,
		isRaw: theirs ? Number(theirs) === level : isRaw
	};
}
function start({ sccache, env, serverFolder: folder, onStart }, exported) {
	const { path: sccachePath, version } = sccache;
	return startServer({
		sccachePath,
		version,
		env: withExports(env, exported),
		folder,
		onStart
	});
}
function withExports(env, { exports }) {
	return {
		...env,
		...Object.fromEntries(exports.map(({ name, value }) => [name, value]))
	};
}
/** What of an environment the server itself reads when it starts, and we decide. */
function told({ exports }) {
	const names = ["SCCACHE_CACHE_SIZE", "SCCACHE_CACHE_ZSTD_LEVEL"];
	return JSON.stringify(exports.filter(({ name }) => names.includes(name)));
}
/** The build with the server's address in its environment, and a server that the save can speak to whatever the build does. */
async function settled(build, { env, serverFolder }) {
	const address = Object.entries(build.server.variables).filter(([name, value]) => env[name] !== value).map(([name, value]) => ({
		name,
		value
	}));
	const { environment } = build;
	return {
		...build,
		server: await withOwnProgram(build.server, {
			folder: serverFolder,
			env
		}),
		environment: {
			...environment,
			exports: [...environment.exports, ...address]
		}
	};
}
// src/flow/restore/outcome.ts
/** What restore came to, of what came of both its parts. */
function outcomeOf({ base, overlay, keys }) {
	const { part } = base;
	const above = restoredBy(overlay.part);
	const first = restoredBy(part) ?? above;
	if (!first) {
		if (part.kind === "failed") return {
			kind: part.kind,
			failure: part.failure,
			why: part.why
		};
		return part.kind === "skipped" ? part : { kind: "missed" };
	}
	const entries = [...new Map([...base.entries, ...overlay.entries].map((entry) => [entry.name, entry])).values()];
	const isBelow = part.kind === "restored";
	return {
		kind: "restored",
		key: first.key,
		fresh: isFresh(first.key, keys),
		ref: (isBelow ? base : overlay).ref,
		bundleBytes: first.bytes,
		entries: entries.length,
		entryBytes: sumBytes(entries),
		overlay: above && isBelow ? {
			key: above.key,
			bundleBytes: above.bytes,
			entries: overlay.entries.length
		} : null
	};
}
// src/flow/restore/restore.ts
/**
* Starts the job's own sccache server, proves that it wraps the build's compilers, and brings sccache's directory to where
* the best bundle left it, in a pull request with its overlay on top. No failure of the cache is thrown: the directory is
* then as it was, or holds the base alone.
*/
async function restore(request, deps) {
	const started = deps.now();
	const { config, keys, directory, toolchain, compiler } = request;
	const phases = openPhases(deps);
	const bring = (onStart) => bringIn({
		...request,
		onStart
	}, deps, phases);
	const { environment = spared(request), outcome, ...done } = await stoppingServers(bring, request.env);
	const readyAtMs = deps.now();
	const restore = {
		outcome,
		seconds: (readyAtMs - started) / 1e3,
		phases: phases.list()
	};
	return {
		environment,
		report: makeReport({
			step: "restore",
			key: keys,
			store: deps.store.label,
			restore
		}),
		handoff: {
			format: 4,
			config: {
				...config,
				sccacheMirror: void 0
			},
			context: request.context,
			directory,
			keys,
			toolchain,
			compiler,
			readyAtMs,
			restore,
			server: null,
			rawAtSource: false,
			...done
		}
	};
}
/** A build that gets no sccache from here, and may call one all the same. */
function spared({ env, settings, context: { workspace } }) {
	const place = {
		env,
		workspace,
		platform: process.platform
	};
	return withoutSccache({
		env,
		settings
	}, (program) => hasSccache(program, place));
}
async function bringIn(request, deps, phases) {
	const { config, keys, env, settings } = request;
	if (config.lookupOnly) return phases.run("look up and download", () => lookUp(keys, deps));
	const { sccache } = request;
	if (sccache.path === null) return unused("there is no sccache");
	const limits = await limitsOf(request, request.context.workspace);
	const build = {
		...request,
		sccache,
		limits
	};
	const opened = await phases.run("start the server", () => openBuild(build));
	if (opened.kind !== "ready") return notReady(opened);
	const others = otherPlaces(env, settings.sccacheConfig);
	const elsewhere = `sccache uses ${others.map(({ name }) => name).join(" and ")}, not its directory`;
	const whyNot = whyNotRestore(config, request.context) ?? (others.length > 0 ? elsewhere : void 0);
	const proving = proveBuild(build, opened.build);
	const fetching = async () => {
		const done = whyNot === void 0 ? await fetchAll(build, {
			deps,
			phases
		}) : skip(whyNot);
		await phases.run("start the server", () => proving);
		return done;
	};
	const [proved, fetched] = await Promise.all([proving, fetching()]);
	if ("why" in proved) {
		await openServer(opened.build.server, { env }).stop();
		return notReady({
			kind: "failed",
			why: proved.why
		});
	}
	const restoredBytes = fetched.outcome.kind === "restored" ? fetched.outcome.entryBytes : 0;
	const finished = await phases.run("start the server", () => finishBuild(build, opened.build, {
		...proved,
		restoredBytes
	}));
	if (finished.kind === "unreached") return {
		...notReady(finished),
		...fetched
	};
	if (finished.kind === "failed") return notReady(finished);
	const { environment, server, isRaw } = finished.build;
	return {
		...fetched,
		environment,
		sccache,
		server,
		rawAtSource: isRaw
	};
}
/** Nothing of sccache is used in the job, so that nothing is to be saved either. */
function notReady(opened) {
	if (opened.kind === "unreached") return {
		...unused("nothing in this job calls sccache"),
		environment: opened.environment
	};
	const why = `sccache does not work here: ${opened.why}`;
	return {
		...unused(why),
		outcome: {
			kind: "failed",
			failure: "server",
			why
		}
	};
}
function unused(why) {
	return {
		...skip(why),
		sccache: {
			path: null,
			why
		}
	};
}
function skip(why) {
	const skipped = {
		kind: "skipped",
		why
	};
	return {
		outcome: {
			kind: "skipped",
			why
		},
		base: skipped,
		overlay: skipped
	};
}
async function lookUp(keys, { store }) {
	const found = await orFailure(() => findBase(keys, (chain) => store.lookup(chain)), "lookup");
	const skipped = unused("lookup-only is true");
	if (isFailure(found)) return {
		...skipped,
		outcome: found
	};
	if (found.kind === "miss") return {
		...skipped,
		outcome: { kind: "missed" }
	};
	return {
		...skipped,
		outcome: {
			kind: "found",
			key: found.key,
			fresh: isFresh(found.key, keys)
		}
	};
}
async function fetchAll({ keys, directory, config, sccache, limits }, { deps, phases }) {
	const saves = config.save !== "never";
	const { maxSizeBytes } = config;
	const { base, overlay } = await fetchParts({
		keys,
		directory,
		sccacheVersion: sccache.version,
		limits,
		maxSizeBytes,
		saves
	}, deps, phases);
	if (restoredBy(base.part) && overlay.part.kind === "failed") deps.log.notice(`The overlay was not restored: ${overlay.part.why}`);
	if (restoredBy(overlay.part) && base.part.kind === "failed") deps.log.warning(`Only the overlay was restored: ${base.part.why}`, base.part.failure);
	const outcome = outcomeOf({
		base,
		overlay,
		keys
	});
	return {
		outcome: outcome.kind === "missed" ? {
			...outcome,
			...await whyMissed(keys, deps)
		} : outcome,
		base: base.part,
		overlay: overlay.part
	};
}
/** What explains that there is no bundle: an update of the compiler is why most builds start cold. */
async function whyMissed(keys, { store }) {
	if (keys.custom) return {};
	const chain = {
		key: anyCompiler(keys),
		fallbacks: []
	};
	const found = await orFailure(() => store.lookup(chain), "lookup");
	const otherCompiler = found.kind === "hit" ? compilersOf(found.key, keys) : void 0;
	return otherCompiler ? { otherCompiler } : {};
}
export { restore };

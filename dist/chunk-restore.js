import { i as isFresh, n as anyCompiler, r as compilersOf } from "./chunk-native-code.js";
import { n as makeReport } from "./chunk-make-report.js";
import { C as cargoWrappers, _ as mixesCheckouts, a as makeServerFolder, c as socketName, g as effectiveDisk, p as hasSccache, r as otherBackends, s as serverLogName, t as bypassWarnings, v as parseCacheSize, y as readOnlyBy } from "./chunk-backends.js";
import { _ as isSccache, c as addressVariables, d as isListening, g as compilerIn, l as freePort, m as startedIn, n as openServer, r as proveServer, s as endByForce, t as openSccache, u as givenAddress, v as launchers } from "./chunk-server.js";
import { n as isFailure, r as orFailure } from "./chunk-failures.js";
import { n as findBase, t as baseChains } from "./chunk-find-base.js";
import { r as restoredBy } from "./chunk-handoff.js";
import { t as openPhases } from "./chunk-phases.js";
import { n as whyNotRestore } from "./chunk-policy.js";
import { n as sumBytes } from "./chunk-size.js";
import { n as freeBeside, r as freeBytes } from "./chunk-disk.js";
import { t as openPool } from "./chunk-pool.js";
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
import { t as scrub } from "./chunk-secrets.js";
import { inflateRawSync } from "node:zlib";
import { createHash, randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { closeSync, fstatSync, openSync, readFileSync, readdirSync } from "node:fs";
import { appendFile, chmod, lstat, mkdir, readFile, realpath, rm, stat, utimes, writeFile } from "node:fs/promises";
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
	const isMixed = mixesCheckouts(env, settings.sccacheConfig);
	if (disk && isFound && !isAsked && !isMixed) return {
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
			...disk?.preprocessor === false || isMixed ? { SCCACHE_DIRECT: "false" } : {}
		},
		notices: [
			...isFound || isAsked ? [] : [`dir in ${file} was ${disk?.directory} and is now ${directory}`],
			...theirs === "" || isSame ? [] : [`SCCACHE_DIR was ${theirs} and is now ${directory}`],
			...isMixed ? ["SCCACHE_DIRECT is now false: it and base directories would mix the objects of checkouts"] : []
		]
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
function wrapRust({ sccachePath, isLauncher, env, settings }) {
	const { wrapper, workspace } = cargoWrappers(env, settings.cargo);
	const rustc = env["RUSTC"] || "rustc";
	const between = workspace?.value;
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
	if ([between ?? "", rustc].some(isSccache)) return {
		...nothing,
		reaches: true
	};
	const calls = [[rustc, "-vV"], ...between ? [[
		between,
		rustc,
		"-vV"
	]] : []];
	const isAlone = between && isLauncher && !/(^|[\\/])clippy-driver$/.test(between);
	return {
		...nothing,
		variables: { RUSTC_WRAPPER: sccachePath },
		proofs: calls.map((call) => ({ call })),
		reaches: true,
		notices: isAlone ? [`${workspace.name} is ${between}${workspace.where}: it compiles the workspace's crates without sccache`] : []
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
* names, and `sccache sccache cc` fails: where CC and CXX call sccache already, they get none but our own launcher. That one they need
* for the `cmake` crate, which tells CMake the compiler that CC has behind sccache.
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
		if (language === "CUDA" && !options.isLauncher) continue;
		const name = `CMAKE_${language}_COMPILER_LAUNCHER`;
		const [first = ""] = (c?.variables[compiler] ?? env[compiler] ?? "").trim().split(/\s+/);
		const theirs = env[name] ?? "";
		if (isSccache(first) && !options.isLauncher || isSccache(theirs)) reaches = true;
		else if (launchers.test(first)) warnings.push(`${compiler} calls ${first}, so CMake does not call sccache`);
		else if (theirs !== "") warnings.push(`${name} is ${theirs}, so CMake does not call sccache: unset it`);
		else variables[name] = sccachePath;
	}
	const isOpen = (language) => `CMAKE_${language}_COMPILER_LAUNCHER` in variables;
	const compilers = [...isOpen("C") ? [compilerIn(env["CC"]) ?? "cc", ...named] : [], ...isOpen("C") && isOpen("CXX") ? [compilerIn(env["CXX"]) ?? []].flat() : []];
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
	"linux-x64": "7XxreBRVmvCpviQNJFRAUMZr47QOGQzQCpLILUW64RRWAwpRHEQMnW4IJulsdxWXGSHBSu9wqOkddxafdWec3dlvZvZx5plvxW8UA2roTkM6QdQQVBAcbnKp2CIBnCQYyPn2PVWd27iz34/99T1beZ6cOvf3vOe9nfe8XbVeaYGF41DmsaC5CHI197IEFZvlxb7+JqgYFaIsVIwcKBtlIYRsg9uh/n4sXWoOnUkdZjvO7Dfo4QanNWONTCZFeQOV9sH1JpyZ9JlHjPJMOrgfwNomGfm2SqN9JjWboUJ1aL9sE87+fk+b/Z5G3GDgbcPSx87L5Vno/+kZMs6UyCYUkctDioymROAtEA6jgoKIXBaWCyKB8IZAGPkrK2pqNheUhysgVxaJBKrWVAbCqGBdoKwc0jJlU0FFdTCECoKhGjnz6i+rrFwbLqtZZxRMVSLhqZUhf1nl1DUV1Y8Y/6BsTUU1mloe2DC1WqmsRP7Ksuq1Bf5KNGWtf52RQ9PcDz40fcbDMwuLytb4ywNBtHr1hvJIaLW/MuR/bvXagCxXVAWMySuqKn5YJleEqgvCAX8oXF4QrKgMoDVKRWW5v8y/LoAifiMtCEbkMv9zBUqkbC3kYIgCOVzmZ1VlGwIF3zIaCpZFZDYYCisR2Y+qN/j9qLwiIvv9aK3fj8IBvx9V+OF/wZNlDxSUocgP1z2BFosrVpcskISFy1aXLPEtFSXv6gVLHl+9XHh8oXc58vpKSsxqtKykRCjB3tXLvI8/4X18dalnGZqyDBX4FqGlwnKMCnwLvm2w+d4FSx73fkuNUbRixbLlHkmcP6QUC497vIvFxQtXexcL8yUvKvD5PKjA5/nPoJ1fKkoeVFKCInKZXOF/BEni4tIVqx+c8jAqCJYrVTUFGeQ+4kQjM/xZUyavKwgFC+R1gYJwoKyywGxTjP7n+Z/nf57/z5+LFkPfnDDTqZah+ucFM/+RmZ4z0w1mespM95np9830F5yRPmQ10hfNPDHrO8z8J2b9STP/RWY+M/8bM7/STP/RTB82+2XkccnqktJly5f4VhvZ+aXLlnsfRwiVmO1WmelvzLTLHKfGzP+tmY6zDl3/cKVsMdPFIWcgHA6FnaA7w1VMCSGxsjKwtqzSuWazHHBGAn+jBKr9AeQJVZVVVBvN0eOBiFIpO6tDsjMcqAkHIoFquWxNZQAtDsnOMqcsb0ZLA+GqikikIlTtLA9UVwTK0ZKaQJjNwPrVQL0sB8oBiIjiX+cEHeoMhZ3lFeGAXw6FN/fX1IRD/kAkghZAi8CmiogcQU+UVSoBpxwKOSvLwmsDziD0LJPLnPLmmgDrWVPmDzgrA0HZyWDYUOEPoCWK7AwFnVWBKhj/8UAkpIT9AecaJbIZidVyIBxWauRAuTOyOSIHqpxgXAy0kgNVNaFwWbiicrNTqS7bUFZRyRYtVm8oq6wod0YCgedQSTgUiRQY0zkrK6qfQ48HysoLQtWVm40VGkMjT2aVDBuBqhp5MyoJVVcH/AxFgFPZuWazsyYQCA9CHRgQ5U4wpIY0DiqRQDnCoYjsrIg4y0Mbq/szSnU4UOZfxyAVysvDgUjEWVHtVCIBND8cei5Q7aypqAkgceoSc3MzWDfXEAo7y4xuaD5YQpnycOBvlIrwoP0zUWyQwMAmipEh2eWBTbKBCIZ076aA32nQnjl9Bptl4bVKVaBaRoL54qysiMjGjoeq16Jlm6vWhCor/AzJzspQqIbRR3VZVWCg0fJQyFlVVr3ZGaoJVLNp2eLNPVgcMiApD0T84YoaORSOOAe2dX5Z+fBq6OFfV1FZ3k+S0CiDHkae/RQ5MDcAGIGugL7BM/RTVnmgrJzhdmNIqSx3hvx+JYyWyWVywOQxf2hDIMz6LA0HNlSElIgztLE6AMwyhLP8ZdX+QGWgHC1Qqv39vFZRVVMZABQau1UViIA5CoxQHojAHhpMI5YHquWKYEUg7AwHqkIbAuXIY+x1NdvTiBwOlDGsMUYbWIfZCmgTKNNkMqN5BEiZrTKCJNipdWUR55pAoNoZCWwIAP0sDYfkkD9Uae4/YNSE0MDoAPph69aUlTvBNMwQWiTkfy4gI08gIldUG0gw92OAQn3mggf2pn/OjeFQ9Vq2fCZBzNH6q9nC+9c5pDii1NSEwoDSZayTMcjQmsVDcv3dg2VVIEOGts3w5rdVMkFg9u5vOBS2xQF5Yyj8XD/7Z/KD2f/b5Eu10W5wXdmaDPTONUowGAibsnRgMnPFFRGn3+g2gAWAaqCwpKyaLSRQXe4sC8qBDIadkXWKzOAcoN2yynCgrHwzbHJNOLSWsdRA7eDSZXJZZcDgzXVl1eWMk6pCcsA5IMQeU0JymTOwyR8IlGeovrxCqXIGQ0p1OXqSbbtZxIjfp1TKFetCNc4yGeQ8AP+4ST/O5wKbh2H70cBmRsiBTTWMwjJ5RtjhwIbQc2bhxjKgw/UMG4BuOOyClBz+VKEo+heUy42yjLf81vKC5S6r23ofdwWtRPOtUy0UvYaWcV7Lcku5ZafljIVaHkMRy2Lrp2gBF+BWWSk3GRWiWuuHlkrrceuPuHcsCF2zjrb9V3bTRNsM20LbE2a7kJlGbaOyEdppexsh9KshY4w303dtB20XbddtE+xT7Qvsz9qr7T+xd3Jv2t+zn7Bfto/K+il3d1ZhlpRVloXQq9w73IfcZ5ya9a9Zb/U7D1qzjmd1ZF3PSlnvzi7KFrOfyf6j9ZfWTG3DGMNU+e9K6cBTe4NSyg97stHQP7CULMiKbMiOslB2f3908OezDEPKYrXZs7IdI0aOyskdzWP3JUwu4tgM9U+0D6vnOnVopM3EsScd+35zL+L26NMQJzT0zUSc193a8SceoVJMzgtPCk8IpcLyZVj9cpJIvia9KrU8/6io7p/gIxd82tZOidDGqQghvXUKQji2icPRuMh7aOM2C+L0n05FKBpX5opqs0PttcRKKEnWtohqs/42rNtHvianJHLB3a7/1I7Qvk4r4rC6f9JK4WlhlfCMsHpVh5yFkC8W1IW6eQVKWOB3L+Sicfm7ak+BvJ9v7Nx3xYK4veCa0vdPRghH43K2UFdrQfK/+bTZrn7oJn8bdFemAHR8dBOllMExbG5iRah/hI4ChKTYOhjBx3suN35oQZxELut/YINIJLBLHt84kRVS/fwINnJ9E4cQTnlbANs45W2DVIwt6MTE2yCmUscopaL2VqHDGKqMDSWP8EWpL1brUM7BEJUWhHxasEfttShLfNFziozVLS2I3xmv97bxUZ8FIb3dbkxXDBmShRDWvA1YK2RA6jssRu16C1Rs2aW/kI1QxzgLLO6isbicgsHoudHYCv3aC4x+n3IIiWpzj0QCcR/5s5hKnTbgfpbBfVHvdhh4TLCGKYfyuVA321WgBAV+t8fFqT2bZLvaU6k8IdQ977IgOUtU91vSI3xawOGLnpOXzt6kTGw8xBmD/d4cTOYQamziELd3BEIoPbJxvxVxe4H0odXXDxiwLeYAOwGHqB6AsfjoM5RSSQvExdSBXQzKd3c5EIfJlrjOzQSKuyiRi1hT4pg06f9ujuJggB9w+MgN5X2fFnQAvQKu93T8tI9Sn7a1J7N7vijl6y8zKKoAG5nd9brPCTuyZxcoY4W6Ws6njAIqXMDXn0MIbfc2NP7KalDGFjalfGvjL8yCygcQcrdG4/zORNq+B7iibktDgTKXkbraE5LvUHv8ylR3nJE1vzOOtdK2EU2YlLalv2OQ+khRTVkksqUl7RA1L8LE2yKMOOTTthiLilI++iyl1Bs9x78UV7e0If6lhDOBia8tvbTxDc4gvnOTGWAurK1qwNosTE7q790KBDOro+IGpZl1dsy5SamYWtADJCK8A/87Tt1k9Qw/klYV7/jOTUrd7XVb2hDmvaUt5BTWlF36HziE0r9iYuWJZZhcE0mfQX1/9/3B1NcHUz8xuR8rpGWl8Myq5FBxtO1Lhw0hTK4JpG9fwoo43ToCIZGkcOzdtl5K94JL2N2lT5rBtky+B1CNZiCE51ArQht5s51E+vS+70PP817SLZILi2K2m3weQlg93SnmN0vka7Nl4wWY5YV8JmT4+p8CJ5P9Eqlq87ov+aKXlPv7uakxfyg3MWFT/32G37uWENdXIj3AhnNT3Z3PxmGCK93gdV9KnxfVm5xEdKy2ITE2uxmrSYeYuGjF5KREvtHD02FFlyStqk12idpciXTp945HKP2wGNvqGNbYOx3kTlKnlGLtbYcDcSJhPTrHwRKTDkUXtbk6zwE9f4ljgWMD4m8oxpeK5BORfC2Qm0LMa8XkcxyzHeCRgSicn8TkMxxtl0dLpFt/+SEojlvT9gaOoekiVuO8gdGURG74/JcWxcZdgksJzOSu/kvokbKC/PdFu+SgRChAWZ5vCOApgNV1kwz5Pl4kzZikDFS/bBaOhv11PgSTNfu4PqF5gQUFhVTWlPJFKVt6nhVxi8nzaceilCfNrhiwNittN/QNOanPHAsb9q2LNzVfn541GiFtAk554ycZ5yotQPLnrYgjp/TuXFiK9xhOeU/rVtChdLEm34wDNnY8yPw2sJIuEDqbJzKQN40UVWrzxWo55SN3XO218DvjastWQwUNgPAE0DoYCfucQH93ZSHEPxnnx3hP82O8H/FjvPv5Md43+DHe3/BjvDv5Md76YMr7AoeYfgXMhETSXFc4VVkLsPS5YWd6ntv4FI5tqQcUc4DA2JudfcAL3bpjAqPSfP22XITUQosyBce2vKCXW5ExYjSu3M1KXrIiRJLpMdovcyil+uipCBUl5Xb3CXIMb9sPAP8l1y4V3uTEffd99976c69cfc/r7hLf+SNneH1E2rxIu/PPLUxWn9IftjPglVEibRbVPodyNv3A6xy/+xbRfdTHv3YD0ySOtitfYZLsSnB7YEeVM173JVHty1b+mB4pdB3g+KgGHjMQ//oFm4GMMQbt6F3TGIWOTY9qgBstobHDCqxxDujaJFWTpoE+u/SfuhBqRk5M43tms538Bh/5Qj3L7/jZDAvitudhNXED0zhWr99Qzjabs2Jyci8sTz87Arqc+2vsBQINpA7pNfZ5ho2RcsNohBADDtjidqFu7lRlHOzTDGMBo4U3OYl0pa2wdrBfMmwGggva3Xs/TN2t26H9nikbK+R1IUVeRHKm4T2KXMAubhYRaVrWvp0c4hoZuGNyERJIinjb9v1zf+GNHCjcT7wfeesv8fX/xLDQ7e7SnzKshJ1x74iL/MsJR4KPRqEytqUtw18gic4wI0R5XooFPmKUBJDH3my7TKlXm+ch1N3lbtf/fBdCe+ES0GMIgPvuZvu2dSzbBuCeWUbJ5k/ftjAD8iJstfAuo4Ddbqr7H0AIICE/Apk3FONY+xETkJicdLfrSyxAwdE4/1JcqPszJzgOKHdIpLtRQA60t45DyB3X//dIhEhKn/8AQt3JWoTq+N2pfQA97+nReyYPGMnLlhoKTX9liqGGyCn978HmJAl3XCz6MHy7j+sT8z+QSDcInI0uhKAm2goKXd3vGMbypJfN0sghB3K3682jAPnNMOzJvdWwHT8ehZD7BOA96SHd+r9ORogcG8pxjKjyOEZUOLbRIsXeBCsAqCHHZVDF5QJGFeyas6Iak5/YoUUwVW9fRyldi7xu6iE9Q5Ci/5yZtptuYfA0wibo3XcyoTHeQ66TFrxtfx7j/qdNpMfebOujFKBcPQY29no0rhwD/PCUUmGfKVWSWH0XjjFo6x1e9zkPuaj/+g6E8OToJAqdz2C1Z/bz/6on89hUwtZRJOVuJ5/o2xjXnNKb2BzXM+Z842egXuMkwTgQJn8Nhkvo80ii40lK6b7bLCCmzwmNRoMuDzmtNzoMyk95SJe+5A5GhsYS599hHk/2/pZDHMBD+qDHwZEI7auFFl/kD6YGkRwVgWB7U95zcDDTY7kM8Pu3jsOxVefYTrrb9SSPkAZ6EtoMogMwWe4QtHkG7x24HSFBq7UZoLx1u6k2u/Tv5xqLX3KdUpLS1+YjZG79Ukx6G+dA88/vZpJEzD8pPzG/bvZDYEJK2n0/nA1mxDlmCdZd55RHRG26C0e7ZLeo7nd43ZRNcVXXJrLtyRE1j6tnft3saXPkidAUWuFol3IMZA+VSI8BPdv05OLY7GkiTaX1ZNJQYCsYGQKD4NjzLufeaRyzznZMBjqc8dUsML/nIl9sg0PpksiM385BSNSyQGJ7RLU5D6s9920cIWqLezCR9jtFLYuVRuPKeaz9xPUrptDrXU42S25qjiHsx2FinzUHofQonLL/+xzj5I41j2spJvb1rNEJxYG1V1wTOJZpAEGLeW8SE/tYqCd2KyQ0zu/GVL0+Vb4UbVU6cexplxPQzrED1dtgF+u3MBOrZAWeVfKschdAsx1mm1XvehFE0yisvuM6BgDIK/lJ9pyjlGJykc/PxqmFebCtDXCyaQQHg7udt0fjm7mv94IzgtFpo6UOoS7bOKec2wCNeTtmLbDa5MDqN3crnzfb189GiMPb9q8wVG9ymV7bRym4SDi8rReSiIPeAuIvfXll0jBtyBGR9En+vkWx2d9gNeXA2oP6o32UNrzxIJg43R7Sh8lxRpP09ABlmb0Wx1zfABnof89YlDJJf1agn5CUvsCOEIgxTObpr93CJMYSJbvZ3jQLIS5VUsiWfBzW56hCHG8nJdNwSn0VIdRTjTgcUxn2iJFodnkW5EqcmKzMw2TlBHfc5BljJSbBY83+o1lwFOuSJs/YDF24HmwvhGPgxGZJm/PELOMwMFWK+R0S6RQnL5wkEptLIt3i5NpJorbRIWpP5ul8Phwq58HafFGqfIw1+0MMAKtInoGOg2mdyX5tySQcbeXr32bgbpzg0XI7CuG11umOCw2w78JehOqQu10k1wTtDrU3S7Fj0pnmfdG4PAEO97ewZuLkkjyR68W0VTmWLlB7s0Xec2RbLwS2KBdFbeUkL/lAKrq24YRUdETkS46Tu+oKQWh9mm4F+3sOts7Pw8T+Rzb7IicmubvYa3gS1hZNwyT3dcim7BCpw0zElH3WIwjlVSEuPR5ruT9jrWeoLLFXQsJ14u5jOPYYxRObMHcVk/EBKCbjqyFRr2dvzMMpe2mhEWa0xzDrc68XgWE5fSTe1nyKHRMu9GAy40QRQvuKq4Am+x7jEApPbIDj/V4rw9C9QP5UTMVha73uVt4OxtrtfcAsKf0PNyk1yZ4JyiQcIrFmX1hk8PtMrOU+VAQMhLXph3FRn7wGR7uK+Z3NOHpCADXv7BTqejglC5M7D7tPYNqEi9qUdhw9IT+MtTndhQziAw6m0wwrXb4LE/tJhozcU6z+MQ6T8R8xBNzZsjIJQ63s+NlEhEoH7FwcpfJE8jGTeNQQw09/xzib5PfJ2SV1s2ci+R4djN8UuhVYYUD+91sr0UtyAKTMovvZCVGMzc7Casqir73TgOw9kRzAJCWRPpDTK+9HqKTZMwPNeTQ2ewqmKZHuNxhSL2Y24GWJdEnki6GTdExgdhzVD1wHHCfccSDjaJhSmlYHjFOD47UC78Ps7CnPEkm3qCkI9MWDIk153eck0g1m3tN3GB6V3QihRzX5vAPAiHYppyWtIPthhNJZXvclr/sc1ua8PBOhRbHp5+E8JhbdlB/BcFi6w1hchUhS4Bu6bVFs3HlDbs9IzTBgrbkPsnNWzERI/44ToXSuLjoNqysal6cuIdMvPpryXGQxbxKZM20mS8gMJuNlt9fdBdrtpP7uTUrT9wGKj9wDZwDYg/T4R7Xnz6MlRD6PoM0/3QRC7PKQzn6kJcuxZruPwaTGpw/KaXUgv9yt22g9yOj5H/Jv/WTErjwQZ3smjUAc1momdRzgEEruMaTydUg23LYMx57qccfpYz2YfGrK6o3ple54xxFK6TLSq78HFkSKUuqO6/uYs5L5b7GfNlxk6qBhNkvS3aBsT0MAwDUMsnu5qxgTyYUl4nEtlYjkWlEflx/h8z2uZ/l8yVXD5+901UHX/FeYnuLzf8O0KZ//B9culr7hirP0HRe4d7qSxfzOOPm0+3B3AiEBHEn1LYoHxzyuaZh4XE4cq3d1MgHgcU3ADbC308xs3p48hrPrkzbexiqw1eNyqgkHkVx56bHu1nQeKOcJOIYdAPQEzUGO5aI6WGcbTtlcZgAECPi4192q/3AUbHqc3/v5LRGXh8RhF+qU2z0kte0iONIbMKhU6MCMQN4u+nt0OO7hbfsBRyuThzIPJj14G+U6KQ2PX9Z9DJOkfmsfpWQCNmTRyiTpapjHMc1LUh3vA7eSnmRHN6V0KSad2N9NDvfD+H224iYTzCMjIZda0fGPbDevYT/F/i7sb2/IZ2tpN9rxdpHEBbXnCzlLUHt+razvTiKHA8lryLH7aHc3xf7Ob+ngjcY3FTMM/JV183s/H/UX9XBvshckNsPLyo7rfZSC/QoU1MK8Nlel2C+ngfIky/JE8ugEHylx+sijk+rj8v18PnMp8vmxGpaU1vH5q17k8wO/4vOrdvH5SpzP39ImkVWdOKbkYaLoeM8AMfhO74WMO65+M2ljnkg6yScSd1JtcpDS02mHFFvgkIhXZwfquUgizcpROJiTs1LMduA2gA3O5+QTKb8Zk6/F7mMwjxTz5UnEp8Poi8k4C3Olqj2W8AIcw1QrPS1p3k5JK9Wl2GIHzDvGR44IpN3HNWUm9sV+4JDIKt2njfWRMaKacPjIcdDEbZgkcMr2AeyuPpIt4TMcC/SshDPl+KluhDq+vusvb0wwJqUNmChxkfTtewSO9c98DYST1Pf0QuptSbFIF6FuLuLrReaE6zb8WvHxhhy8Gw6M4K3WShuGnmY7XrgLoUZkdNLfvAVcm5AL81iDgYEUO/6c8VIqr4IO3PcNOHt5b28j5Q1ZuuUWuJDIsWE1YRHpfrjGALQT78sp70eGjEvwWD3TiYnvV5h8LpJz0uTAryRyDvxyEO2rvzAW5jhgKDdplvJypFQCLztTS/vvAbVkmz7VV3TZN+aCsZpXsVa6S//dPcyVn1md/n/uZPcWLRrsmjxG7Rkn56g9uYo75f2IOQzqtiAkjxbpAUw+85HLHVWMCz9Tt3yEZHPRuXBVYMXkM0OhDj/+j6+filBHaR+lyWTpYN8LmJn72Dntc9bveZdD32ZBqHhHwTg3QsX1l7YuM+qTcHZkb3v6316Df+/amat1FzsHqHljQd4XgiFg1w/YTGfrBaN9LfwD/0S5pLmY7vBpla4J+loOPBL6K9eB55o9WmFx/SX+716DA/IJeXR6spDyAj9Sn1Y1wVd0XrmMNfv6I5QyB6i7lTiwZv/BEUoJtrkvRU8U8zsP6ONAXVzWc5hBdU7U6l3xMf2gjYmekMfrreBrUm9g+c70OJbekc5JZTNjFHL3gB2cPsB8aOkR+imbAY6b6m/1UZq26+/bECKX9d/1sZn+V18GgXAScVMGR0rX+iiNnths9ZK5zEMIGB9s7FB55L5pIcR1zLIhVI61cQwvQ44I86e545i88CLjvxdeZsnjeZg8PoHY/1iAELFX/Afv1M0pAw6Ss5vtK6YiRJeyYfVzVoSYr2FFB+qj1DiWstNF7GmXA4yAzTAVazveilBDkaEySDM4D1YxUjulg2dL9Pfph8BcyizimaSpArD/YL8OmDNEB3xoM3XAP1yn9NChQz9oeIQN/zhok1pme31j+PqAcIS9DmYI8/Zkf/mE4eV9rJzpQ7O8nbcno3TTWEyuMpfhHnCkdeQwIz8Fmqpj/PXMyhsYeEdEckUgPduuQ0v+pXiU8i83OZqUiFBXhPjo68wzksLkQoOdgav2dPNR8LUZKoTLHEX57d9jR++zDVkcO+nkAWt/AB2+4KM/Ye7AN5iBwQ6VzXoOa36hwWYU8fb0ekHteUUZHW2Vl227DnJM/k56urCDmz2V39lklIAlX1z/icxDzyzW80Penp42eyqA3sq/1ORokseL/h7JfzgDC4MinTsw14dwuFbWgaWRp0kuJz/J5uLHWDEpMa0PUjKBPOpMlbBt5PM8rkn8mJJJ8FLIjykphBfMjynB8LKCH1OyAl7W8WNK1jG/fMkmnGKnVsQUHPb36P/SzYilwSSWBtiK9IVDgx/cMBUCtqZGAphkpxY6KoNTg8HUwpzyqc0LR6Nol1zZAKJtz/uHDh0iV4MvCqRN4l9LiAn9u2qcU78Z4SFNG7+IYa7ZxhutglP4e+oZEPw9xYhcxfxrh3Hii+96YraxC2O2OoFc8eYnhLrWaQKJL9iek63Gqdo3gnyy8UgymFo4ehpKYnIVk759r4Dd2dqx/yalO3KzHkCovpWv32laF3XueCf/+m31rZuzm+36ZObLk3+4F3RkbDsYG9E4L7bEXoempKWTf31mUYv8A3pQOSOwu6FOD5/IFijYMZsni/62hoNAWHWGncPbsdpzXMlhhe4uViJsA4Os1kMS21rB3vMQAID3FMUFElcakuo8tIlLgviv7eQT2XNgYvmyMey2AZOIDXzMKDZKkvsKQfxsAaZib4A7j7bQAeeCWq+7VeMxOYgnXvXEnqJY/Ybz8p5PPdqTNlx0FV5JS6eHf/2eohblE2/0hDIj2rrJ7o22yw+4u4RtPbCiYv6l5sSFbEyb2bxDVmcC4Y4n3V1s5tL+O1L9h8yQyVNqGmArBHUuknMFdasNKVnXXqRx5RIYAKVmo0ffhakELSsalx8kzdvAZqnrFOgCW6fAv/6wV1vgENw6uO7bMflUf5FDqFOgi22/66WUKrkw1EhjKHkv8yeDmqtlu8yzC9mXEokzNtKS9JH3MOmRNAmkZzcmn2By0EeafOQYb092nKSUlg6JHiF/xqTP6z7nhTGSONoqbxXJ+0Ljrcwg3+ygrT+fxf/4KyaXZJdDij3vyiNH4X62ljMiAtoRQtcEPuRFQb7X48oL8jUtXwUxv/Ug/IuDmYej7ZsdQf4je/oQqGHZ5cA8TgT5Wo8L3IWbRwuN4D7v+DEjMCps/0xInMuW/Jcyctvr7tp3kMFwTSJnJdLhIz0gwEdTSmG3nP0C3mh10t0+0KgDNGCi+1O152ce3nNF7blhJCokgtpnU8Z63V3qnCqw44X/oAYhccHiYe6kSYMvhgYcCR6SFMkH5GMB7qZvSLFKl40pMYl8pbuNUAgP6SNfSCDHj+k7AICkoG0B5+oYOAYeG+ZUaAB0q9Sy8faBc2u0S87id+NiMrp4+6ZidzwJ56G+fZY8hBr+2eCNUna/QW5izf6d+w3L9A5yGZOTtI00RePyw+o3XygjcCr1Bcg2J/bfbDhn4Ad0wHFlFE7FoSp6SR4HIvEnV0HlNZE2Bt6qpLu94VnjNtjdxdsx84TpVoQw/1qJAyd6nJiUONJtGTD2HbIirnEBXKs/yLolGmYuRFwn5l/P3QzegWirnMvgM8anZxqOZxwsq+DUN5Q0wb/3PXacd2AN9zBPXh+H0IAMxer1ifJYrMbzzAbKpY7PQIdpRjRAG4eQh3+ruNDXH/WjLXVirklQezjlYTHVTJkUFbriHF//eyZZLFDH1/8MaEHtsfDRf2Bn4vkOTBKMQD38W/hhL2kS1LN9/SOk7wJ5vliTRzpErnnxZHlknsQdlLiDotrUJ/+LR7tdUHst8t2C2sspoyQtDM2kyeG8BdqdI1nhuHTiRawtcmAukSmTX4NOyu5FmjQSytN/YHBMnp8nkmbDJ8RiXkS1j/L155mzg2MLP2ocEfKYndMOrp1LXndr+g6RfDyAveCL0FxNAAvKS7D2WI/EXcVqj33r97DakyW34zmdlIbk7+M5NygNKYdF0pY+NKS/2mOT4RrArrwhksPp10TSnv49Jh+nf+sDzR/3RS8ZQS2Qxp0tszllnrrFhuQicH04feyGUiLLXRN80XZ+Z8KR2C65st1xYe/3AP9vZ9mYQADRkwd+Ekd6hTs+jC81IUebzkncB2AJvunIdDOGMAXhKRA6eebVXv0Rpn49LCqK03w2sejDyO8fjeXUCvzu5e/bBNImqKd5L//rpsifEl/YBP7XRyIfSTHX++xMwH0ZFNTnXVlIjguazSVxLcyh3o1Js/7wfz29sqPueVc2Uh7DmuSaMJ9/a9xmeHN2CRZOcQ21Dzz8W4ItKLjbhO44rUWIr4fLOY8m5DGCngP3hlwCesofpXWfFQQ06ew4YVrS6pcTMOmVYrLL4Wb3tod6IfQqC/xtVkysWN0/AUwfw/XRMNE0Jjvlr7G/p6P2K0pZTXuDA2VcLOu/onSpSFowOQx2iL+7X/COZWK6Vf8RM5tTKzrmfcWcMMPaualpey/LtLvtW9sxeWo2nZRp+uUl0xnCrhWidNMIU5KuSuo305R2nyAT1tOV6Q5oZDp0GkTT6mMLWNXxDjXGAN8SOYrVy1x4bKF0K5j6yhVMCpuLHVw6ixmNaODmV/0yj6FSOQ2qeApTFHlZzEIFCPL673gZaPobFnbMwP3gZWaMtvP1rzOptDuB1W+cG54ICnx1PMg/G7/K18RRkK+Je9z0Gh/KmRvk5Zaghz/a6gXn73YOoWt8SJqbN7T8KJjTsSVOrKaKcdFRiXwYsaf3ed2tYmxzHi46yqtgFP7FLC2ea/P5kG10kJcTMFgbGEU1QT6Ue9sBSoN8qC3Inzoc5E/YF7J8uinI17R9FeRPHA7yx9uCfE1TaZA/kQjyx5uM1uH2vIHaUFOQ/5s2x0CLrYntvpv8W60i1yoRR0eMHQI+lGJLHGLRYV7922EwtqBr/Fbb3Ax0cW99XF4HdQBhdH8GwhN2wt4B0iEQfjEYwi+GQwi1Ww+Tg3Vns7eX3lDPZGPuQ0wKO7qZX+a6VHRQ5ucX5ozm65eCo40m0l8G+cvxa3wt6gDRGuRD9s4kA+JwkD8FgOQ6GSDpg0G+5jAA0Rbkjx8O8jUHAYiWIH/8oNHaAMKsDR0M8n9z2DHQYmvrdh/l32rF3PV0BUxDhk2zJ/nfNU2fMQ1TAMQBZG+SaUMmbLnu+WwO4Vgxp/x5CCeQKwO8AN74ozcoFa13QyzkVgdiN7WDWSIT9qB+mSdAh179Jea+bPbCfYwUC7SBvwkuRa56yHWd3KAUIlIdSLZJmtImcdf6mezpgXgMg9EeZR6Ab2G0/IMbvoe5D9wUFx2V7/LsGDfX6z7hK/pUzln4yLgJvthKTrmSzsU0lT5p8Hp6pEEEA4jo53tw2vcv97i7Vb/QCyBuBQixtur0cBkgPLHMiDKAq5PfsWuyBKYJeay7Xdgx/dbi7dNvYZdcB8OdmEvi4REipv1TaN7MR6mSI2kP+qJdfH2UmVWlLSCEuvsAiftFchQUXx1zXSZF8jGObWmQCCD1AgREkYSP6HoNc6l4G+o2OZA8X9ICDTi25VUM6CXfSOSMSI75SIfeyLxE3ldZsxxJ2/JqSbNtLhJpysd1gy9PIoU+7msILjgnkdNY3V84LHRq76YQ4lZ1TB0kZaPt8v3GPtzj2ZEz1+tu9xW1yfyCR3LG+GKPc8oV2IXTr3PpHDXQi9RAD3JTdysmhduxQ/P1aKW9BI8gS3OGRv9NME5hiyDINbaUk2JbjhnhieRT/c5vKPVZZ7LgXAcSeW+zqeqGhxBOENg+6Ta4T4p2yfeaw4CJSpo85IreC74ZGEUeha2rjqWzMZdMW9wnjD0fPCYu6pZnuFs9O2z8DttooTCujHEzuXUvLjocuQvTRPpzeBvjbhUK4/w/JGI2H7vbsrjj5gh7M5y3quP3dJCq0/8NVjmExqG8Byf0R5TZ+G2zlxVP7MXg21dTeettz+jLLcaZ4HagPzCSE59nYfU9GyZPOTJqc6kV/CHpzgzBxxbQ9bVPYf7dFvXKvF3Fk1pctXVn5/G74/zug4Ut/EIwdtzxug6rh999xcPP7xTq+nIj9+llTCXu/kA9U4u15S3rMLkFk6db1jXXsfhjRuF4WzM4uPG2C6iTOe6g1DhWY3Jeb8qCqC6jQKVUtrrjbKn6veco5d8aqo3LtTvvu8GY/1OcOOMQdnPueKeH3/X60hrEKXk4tq0uxH61YLAlO5aRBE2SY+727ivkCCbHceKsw+j0f1inszj2AnQqJ8bQ6YRmX/8L5jrhjP0xA7diL7FYpjpmzugPM7D1RRCiFY3LI/dAeccexnDv9jCGYrFPrByT5mu/CapO8EHtKTUfvPch88GNmZ+W4H2c+WA49JdKWv0BGMxHEuLhDnFiqy+/Bd4nHhYTukWc2ObjWD7RYfNxCXHiFYl/7UMx0VEY9FhjML2w7QyEWAc9hGUxjad/y7/FILuPVcypQwxEfn4L8yvkVv8cvI/eG/xLTfXtvCdhhpANjx7FsYV/QTLkSt0Zg2haGdG42+s6rPzuBD+/aXYO/+NfwjS7j613CKvJp+KRi173Jd3JxFmz8AYnap6T6yCK6AeiZjsZBB/DS0BdXQc4ZYvQ/LeMoPRn2am+XBvH9oo2kTbYWHB4JC6Y2/pvbFvPSbHdxrYaTYU3ufQrWHOIRDq5LjPcsPN4Mb+7a9iVfCFCaH3eM/sgPoN51ICzRohcykdmn0y/lRnIHU//kRFt1RlKUwjcvH8p2icU112YV7xdOYq3UXqZUl5VmeXR59lRdXQ9t9JDOvCRz0WDXUSDXdxxkZwSt11mTlx+fg/W7L5/Yu5rKb9bJJ+J3Z9JEy9K+RQkdRTuilow7+lZb/3B+nufWk+FFRL4eVr1g1YWa0zl0ULd+XlC3c3cSK77RPoe/Z3TlLpPpJdg+h7mkvzPvG0Rm/tEeoQ08XMIuuWSIvmTmH9AHsWiG77S8Q1KffmXffndG0aL3EkWadCnPwg/StC8LXDov+sPLwOApqAcuPCJUtnN+Elb0gNHiYM48UWWa952L8WNmZ+a4yMXcH435j4hB1d1rO6l9C/1I1OOXXz9w/BjE3iZw9zXnSAV+ehFCF/el5GM4sRuiWx51YhVew8n0lmkxTVvPSc8LR5hQRL5F30x250ibVlf+wORHPbx77YI6pV5wq5i76QWoe50rZff3SIUJjz87mNefsF7XlAuHVYvv/uwl5/f5ovlTBdpq8i/e1h4vVi9Ok+YdFioOwMnysOewuMefuFxoS5tFfjdRwR+ftt271GYDnoJdd/k8uzapO5sLXt/k/025RNgFHBJsEtBMTbOjVNxJjcnNklcM57YjIuuyiGJ+Fok4o1j4tu1nnsKky0NXnfcHdd/YTH3eTkEpETjWPPtwtqWBknzxiXN16LMTC8BM6K6D66gLnX8lkmn7qEqvePvmfo7W1t3ttZT2K7cJZKbPu58ukr/u5Owz0OHNODY0gCw8LuvSORDorToH/QaV2FPieSAjzsvFp0S+fmn4Ax6izsu7MjJErZLdojmw0XHwpdhPLh71Epb9HXXjTnUM/PExMUsccSHPrKlh/0GY4jdoWs3KO2YaWpM/fmTpu3RMGvo0S9xJVPxXH9Fvzb10/XWFdAwCZ6VE5uyTQ2J1d4b8jX9n/+UOV6uSJ+HLqQLN4wfOn7ZFUqTg4KOOymlDaOMuxTmc8MkZQZJdUw8RelSfQQLF+lZ0TH2FKXLIHDkUObyZtPdIul0nxDz4xtuxVwTWBxH3V0SadLT8IMdC0mSYysHOyUl0oITp6fLufrVz0D0gEsxfZdIuvsN+lpc1ByeqB/5LCOZzDCKYcLPRz7wkv3kfQFCpXpxKv41pbS460CenKPfBc2NXqL/Y8n/sc+/XyT7WbQYC03t85ErsNAE7j6snne6qXqTw9+h0oiLeMSnmPf26N87SWn6J6WGCbbty2MMPx5XMfh3cH1cnglxMEshDuZZPn85BMO8YgbD/MYMhvmDGQzzhhkM8w4Lhhm8zKbwbfqXJ4Yts4OADfA+u1/rEgksyaLYve54eoXuZXoaImUgJAbCZRBnxMc4cIOzP0LC5trjzETLjGXlEC2TB9EyOa70aLiqcmQCZRyShiT/xw3fMWK5WKD8cSN0zvUndvV0zDCM+g3I//zgZZrRo92txdunOzBN4KKDytf9de5WXHRQzi3eMXt08fbZUJ/+alVy4Isd4IWFlH2wyrkhEGbf13jQPcU9ZRr7dX0g/IhTkjyZIjQlHILf6qMpcmCTjKbIayIRNMUoYa/+UBX7xsKUyLqIHJbL1vz3fI/F/NUJetDMZ76b8qKpFU7nDW0/LItGDPq22ZDvoY0d9h20/6Q/b36TzWob9n0zaej3zIZ/52zw75yhQ+YHyf3fVZO+fT7HsPwdmfkHft7N+p82+zvUoe3rhvV3mvNPG1ae6T8J/ZWPzCGE8gfPPRhO83t3D/21j7X9x/N/AQ==",
	"linux-arm64": "7bx9fBPnlTB6nnkkeyTZ+EvGYAiSIW1tEUgINtgNKWMbEhuSOBFKSNrtysIWWGAsLMkkDjgModkalLQZo64bZ+/aSbtbzxC2yVuzxW2zgfLe1il92zhpum127xtDkr7+SFocwNYQ28/VmRnZhrLde3+/9/51V/zMaJ55Ps45z3nOt+bQ5vvu4QiB5IeDHwLefWzXGwWj/dFHZruAAKXAgwBWsEAKAJjm9RMAyPzrGWPq5JU3+hFj3LwPmX8dtes3yWvyMf5v1uDTW5NwJq+vGoAkr/PHIaw9D+utPQ9zZP611Ohda735uN8Z4373MCXzr5lG71ePXD8u1cDv74xxf/ewDl/ymvyYbri6P4rUm/5fwJmc7KGPIvUp8P/oc936q8NPQDhSH2yJwOowfvOHQrBqVTjiC0VWhf2h/f4Q1DUG9u1rXVUfCuCdLxz2793R6A/Bqga/rx6vvpYnVgWadgZh1c7gvkjya52vsXFXyLevQW+4vSUcur0xWOdrvH1HoOmL+n/YtiPQBLfX+/ff3tTS2Ah1jb6mXavqGmH1rroGWK0BEmjapbfDHWvuXFtcsm59aZlvR129fyd4vXv8oSZ/o7euMVi3x7vLH4kE9vp1QAJ7A0/6IoFg06qQvy4Yql+1M9Dohx0tgcb6Ol9dgx/Cdfp11c5wxFe3Z1VL2LcL73CKVZGQr0575NvvX3WT2WCnLxzRJoNQSzhSB6sfD0Qagi2RVU376+qgPhCO1NXBrro6CPnr6iBQh/+v2u67bZUPwk82PAIPVD/qrbznvvJ7t3kra+5/sPq+zd57atxeT7n73s0e2Hx/ZaXxGLZVVpZXVm32btvsfmSz2/vwpm2wehusun8LPFjuqYJV999zs8kqNt9T4958kyd606OPbvNsuq+64rrWqnL3ps0PVD9wr3fzA+UV922GVfffvwlW3b/pP4K24uHq+zZBZSWEI75IoO6LcF/1Aw8/6r1z9brVa8tg1c76lr37ViUJ/UUnWEHY54s0rAruXBVp8K8K+X2Nq4ynAvzX578+//X5/8Wnkep6qNa4ypx+nTGujxntAeP6qdFeb9zfZVy7jHabcT1ttINxbzbuHzPu/9qkXx8w7oPG803GvdO4/1fjPse4/7FxTYriSm/lw9s8Nfd79duKh7d5NrsBYMDod9G4FhnrHTDurxpXm9H+Ar1eH5NZO0z/PBB0+kOhYMiJOjS0V1NAUN3Y6N/la3TuaI34nWF/c4u/qc4Pm4J7fYEmvTu4/eGWxoizKRhxhvz7Qv6wvyni29HohweCEafPGYm0woP+0N5AOBwINjnr/U0Bfz3U7POHtBW0cfvweSTir0cgwi11DU7Un85gyFkfCPnrIsFQ6+yTfaFgnT8chnuwh/+JQDgShkd8jS1+ZyQYdDb6Qrv8zp040hfxOSOt+/zayH2+Or+z0b8z4tRg2B+o80NNS8QZ3Onc69+L87v94WBLqM7v3NESboXqpog/FGrZF/HXO8Ot4Yh/rxONjLleEf/efcGQLxRobHW2NPn2+wKNGtLVTft9jYF6Z9jv3wOVoWA4vEpfztkYaNoDbr+vflWwqbFVx1CfGjYlsdSo4d+7L9IKlcGmJn+dRiKkacS5o9W5z+8PzSMdGg/1TjSoruu8syXsr4eqYDjiDISd9cHHm2ZvWppCfl9dgwZpeX19yB8OOwNNzpawHypCwT3+Jue+wD4/VN9eY2xukuoGDsGQ06cPgwq0gpLtIX9zSyA0b/8MEussMLeJ1eHrbj3+JyI6ITSib37CX+fUec9YPklNX2hXy15/UwTKjS/OxkA4ou94sGkXbGvduyPYGKjTiOxsDAb3afzR5Nvrn+vkCQade31Nrc7gPn+TtqyGvLEHDwR1SOr94bpQYF8kGAo757a1wld/42McUdcQaKyfZUnslCSPxp6zHDm3NgIYxqFIvvkrzHJWvd9Xr9H28WBLY70zWFfXEoJtEV/Eb5yxuuB+f0gb82DIvz8QbAk7g483+fGwXHey6nxNdf5Gfz3c09JUN3vWAnv3NfqRhPpu7fWH0RTFg1DvD+Me6oemut7fFAnsDPhDzpB/b3C/vx426XvdpO1pOBLy+zSqaQdtDg+jF/ImcqZxyPTuYWRlDcsw3Ic71eALO3f4/U3OsH+/H/nnwVAwEqwLNhr7jxQ1INQpOkd+3LodvnonWoNJRgsH6/b4I7DJH44EmnQiGPsxx6H3GwjP7c3smo+Hgk27NPQ1CWLMNvtYQ3wWz+uawy379gVDSNJt2iB9kuufPHDd3ezwnb69KEOu75s8mzd7qAkCY/Rsx+the8AfeTwY2jN7/JP384//zeRLk95v/jPfjiT0zh0tO3f6Q4YsnVvMwDgQdtbpw+aogFDNNVb6mjRE/E31Tt/OiD9JYWe4oSWiwTnHu77GkN9X34qbvC8U3KUdqbmn81u3RXyNfv1sNvia6rWTtDcY8TvnhNhDLcGIz+l/os7vr09yfX2gZa9zZ7ClqR62a9tuNGnMf39LYyTQENzn9EVQziPwboN/nHv8rTdQe6u/VWNk/xP7NA5L3muMHfLvD+4xGh/3IR/u1qiB5EanF6UkwF54Brohndi4XO4fuKe5W+ga+jkyDl+BCno7x+D7sI1s5jxcPRfjLnCMewjC3AP093AP8ZOvUkZWQikcor/mGul79AD5CQdwmS4w/WeWUYGpxHSv6RGjX9C4PmOypQLETD/GWMB1c+Qa19dNvzD9L5NqWmS+3XyPudbcZH7WfImcMp83/5v5T2ZbyjfJspTSlPtSfCkAveQn5Nfk38mRlJdSfjgbNngz5b2UkRQ15ed0WWpZanXqX6f+gP4f9HroCrN1E+V/15XNfQ5NMcZuR7F9e9gPhKMmc0pq487bd14fvdDbeYvVlpa+IOM3jLFSAnArAbiNAGBYqN34E5J/RvtS449jKWI9OCFVZCwFCP5jjBFGNDDIDf/wY2U2xhhlhJnYMgBi1lrrAPg6GKZcEg8EzxjBkg03C/boiBg9gTgTD0QAns1bkbAUlsp4ZtHufsL9hCPAGMKKs/4H84P9P+EtbebZ0bjWHCyE3SRUNP+5YZ2S2ZWJcZ3DtxCsybmx9T+E8/+Lzyzl5vMU0+FJY+kM4BYQ314G4ttDFCTfIXapAEByfHywA9njIgXlOwDPfxfg+fKvCafrflOhfu13FarDSd+tBcj8iDoUwQR2do4MXqlJkS9TcPE8NF+hRJk+QOSpICdf20XluNckT2w3yyfM4Gl/oDCK43/XOHnHVWpXFhaA9MNvCPELZtE9RPOU29Ig5gAYv0AXKUMpYldtGsSGAEoOWaE5nAIPXaG5yrMzzLMWRHc+gH2YE8ocp6D5JRN4LqQIZeUEijf2QbPAgaeWsUvwu3TpZRDdT9kgVgvQN2wVyhoIFH+LE1R9zVwlw1gT4SINk3f0pIhdFWkQcy6C4glqV4ZojusCXahcpA6lhkBMwz80+eCVmnvkie2b5bh3k3xtV6U8FayQpw+Uy+wckZ4lYEd8cI1Jmz6/j7FLBQ+mSxMJvIboQqUoDWJnAIq19k1WCfsrHMRq06GYpYI6RR2uSepQcL34NyczyZ7H4zhuSRrERIBi9jKMTy4HqZwxT48dijutgop0KufA8ziFU8OpguogMD6c153Pk6XW9hxY/xyBmJADxT8lEOtJ0CAJ03cBYmIOFA9Ru5LJQUyCOfh/bsD/BGOXFuWlS7gvuD+qDWJCJhR/uwIkhPGRZyczWxm7VPaFLOkazVOm6SLlM+pQzu4+EB+i+UoYccuAkgMrQDp0BMYR7iqq75+PgqcqVShzXCDNtQAex2uk+SwHnurbhdIAQMmPUgW1i4M+fO4j4MH5NNgv8dJXOYj1pEHJbNsALy0notuk4ZCvXKCLlYsguvuRB2xQ/KNvCvEvf8ZOIcz9X5/MvEYdyro9T2q09WRADPlew50uVF5J4HjGAsVfXgGSt5KMn51hnrxvCvHHZ9ipXsbyXrAKav+nrC8xhwv363HGLk3+baZ0CxXdGr2OZEq4l3dRoezQD6H5AoCnEPEsIc2H8btNKHMsJs09l5hniC5WLtA85Ts2jeeL9ftFSrdO/2bcRw7AXgiiG+cq4MBTlCqUbXydNAMBz8bnSPNhAp4im1C2kUDzSF53/pepxZVQkvYinY7FaiqoFMB+dHdbfCQV1Bd2t8WXkqWu11eApF5jp7opNG9aIjw5ldqd72MsT+d9u/KXeP1WALtG9+d5CWkYtul8jfx1geYqt6fovFbMWN63raBO0kVKmLE85E9cL7kGl9Xd9ThA7FPG8mYylsWv1BD5MiUaD16hoHzOlpQNOYqYInY9ZoPYlZpyGWkzlNedP5NaET9Dvb+dPvAjeSpI5GkK0rVdnBz3Unliu0m+UmOWGc0cvErBpcmGRVnSZQoSyqt9HMQmEvtey4F0gTpcnCi6/3UBxBYS6EOcfrUAYo6pjPF2AI/eZ6Fylw1iw+Rp9wgFSaUg8feXRK/RXBffdrCjhPDn30j00+hyOkvCMf9uhdgZE/TFKWjnAvnvbzdN3qHxzI+ypLsInBqiizR8R61JXBcqkCp2LcOzRqC4IRWk00/eFf+M8soQdWj88jMrxHDOhEzo+xNjeTi3yljeoVQYr7jc9s7h5SA1fL27q2cBH+1dALG7CPQl92bADLEMADv261kOEvbtXgCxKwZ8+/dMZp7ZHYlj3x4O1J+YIRbDPjv084vzPAQQ20hBegNpWbNZnti+SY57K+VruyrkqWC5PH3gZ736vvxE5tMgC+kV9xKZb2t7Z2I7J1+lRLlSQ+VJCi7cM/5ukJCGawl//hAH0nIz7gGnTFBOaVwAMUsVSMMUpKJPDnbYieV8NwfS8FNtxxN8pCCc8aeE41wBSHsX6LKa3zz5IMo1pGUDB+r/sELsrFl0S1aI9QD0Ib0TPKG8aNXkah/2dS+A2Lc4iA4886w7sGBR9A0rlPVy0NrA2CU+K0MqfAjkjRZQazlBtaAemrc+rv2AsbazfPLBWg5U5NlJE8R0GlXKE9sr5LgXafPfNdqwI2RwZgmoST5Ffv8lhVgOCP3ami9kScPvgKx9P5Ul4ZkZzgD1ZxT51qFcXQGS9uxsljS0gpP7du+PIx7OBbo8E0B04xlLtSCO8R++/zSM/zahO1Ceoc5I7ttAhuieWSKokNuez44QSYOt0jSonZfYAmn6QIZ8pSZTvkI56TsEYvAhBBN6X3EC6lLSKl58ZoO4HP++tkFcfmSDuPzpDeLywxvE5eKGtSboa0B9/To0n6Uow3OUeDrEHK+QcZ4DzzDlJKQTkEP/rd4KsQsUEE/lyyk677dTiPEg9Dss0Fyu6QBOugwQcxIoxvVxHy4vEfqL0yB2iIM9wFCmOlxU0wOcNAUoLx6Upw/UyKzSJOk8+WN5YjuVT9V/7W3cr3/+8mTmw1979dO4l5O/9XfvfPr4OvHtKzUmGc9DKYjuh59SP81znvlUtYGKvPr7BfZoLAWktV8X4gjrXxONp05hW/dy/Yyko/wF0T1MLa7AQqFU4Sy/eLgt70WZsVNIuyqWur57GYzHqcN1eJp5UMYvMsN6jX8ensys1ufsQ554JR1ifBVIqNsijF2K/SxLquJEN54ZPFcTeH4+mTs7Ok/aFdECMd4kugOMXSp63SrxdihtTxXdyucHuvgsGHRkwWtb0oUOV2B3qdUOpQi3A6AMYYCHJjNxX5aD6H6Ng9j7XPKsb5JVm6BObK+U417UB/9nb5KmUwZ9kI5IX6QhSxUGEYckL6HszSba3vYl9rUM5a/GG4B7u1BpTocY0pwvBckMYEf67Gfs0m8TOA+QOZwR36S8RXsOz/lvLBDzpUNMOxOr0iWFg6iFCCrvE+La+pm8VACiu5qAWuWDeEA7R+DqWQL9tYy9BaX68zoKMZRLPQ7oP63pZJzf4fon3Z4sfgTi6/NIfF2SHlM3oQfScMg5+eDLdag37Mp/S/BsD4WS3jqQ5DqQikF0L8wCCfV6CRH6E/OjremapLwrsZ5rOhViPh03FwdPu608xBwmGD8P4MGzrT+zuzJ5iJ2ZYf88TB0uD4juEbpQ6ZxOXY9nYI8NYiLa2dSu2bEJ+y7GU3Cj7ryCdru5O38YYH0Br9vE3B2im5Ce0L9xEKuzQaz9S/y27mUkBObu/EdtEJvZ/i9yUj/jnqakQ+yqZjflKDQdYm9wMLZD20eHZn+0c7lR/WzD+T0W3Z5BnY36e2b7TzU6oc5Hmuvz6jIFYUBa5FGUBznKT9M1W8CVQo05qN11Oa87/4toM9EclzafYQewI6bBKzVZ8pWVHPKaQniNTsr0gUz5PgvEfp+m8cdbfJtVQrx5IqgjaaL7GAdR7IdrIx2qs6C1ioD6bQ5lTXx9Oegw/C5VO5clF1bo9P+xSbd7EOcrNQ/J0wcelNkRXc4gXQYY6xQ5KBl2CKrDDONjOn2U2lSIDa8VVB74845xGLfNMI+Nos0ExYl9bo4CeJI88ZRJw1M5xVgn8h/S6CPG8pB3PkjYAz7G3ip4Pku6qPGO3RVOhRg/deidIcq7/i1hz2m8vdSq8XY9BzG8ot+2NVWnH+JWlarrLsE2+SDOuYOxtyo8vHSBgjKasOGHMkT3v1ohxs7BIA9i9sx2Il+lnHKlhpPRlkJaD2dA/z8jDkTHAXn1wlqQEIf7EYcMoZ/TnHMx+0pNhTyzHW1J0Gh1FTT7pB9h+xzSOEXoR7iW6zBq8qyL6t/vnGGdfVadH19KneOdBTzE7JAzJib0SsPuSCnSuYqDEp7AJZ5UqsME+ggR1MME+nILdDl5kdqVV3l9T3uf9sYtgUjpxqvQPATgeelvhPiFGXYK55nPszyxR8EM0meM5eG9xnc0ZfBKTd7s2Rg6Z9iUnxfd0wcWyuVpEEM47ISq7X8jxIcZO6Xdf5S4TymP8xz0jZwDyfEtGG8A8Bx72ht3tRbG8VkDY6dGviKowy8KqpXApepckzoA0GchcKnwXarZ9jiXI9ekDncK6iEOxkfW6n1xT09MTdzBk+NdaThWpZp/GCDtXTjm6P9FVcvvqVpkBsk17i31vg7NImOeY4yVIA69ALGhQ4L6c8Y6h79XJTuIZQxl9fD3qrXvPvz+uKD2mqBPs7uWT2ayQyADOXN3FdoHlSAN54A6Uol8ANJQqnh3oUV0+wzeNRHRTQB+UwvxdcNofxIo+0XCbtF4eqlVKgzsfoInhetq08QOPlV0XzyScafR/5+T/bcUgORthfGXZpgHcUK9a7E4yq7UbJenDzwiM5oiJWUN8spxxjqPA1xqB7gU/p8VKn+hQnWQnLGLAJ4YwKXYxQptj4Bs/G03lzP2HcY882UM8l3VLwuiOFeC913lIKgoBy9TToECkNoY60RafACQmeBb10Wao6B8TfJQLTh+O5NxS3xiO5Ef+WVBFMfiOcLxON9vGev86XJdvqD86+E2/nYXgdhMzRsan+d8LS2eh+eJi68XQedvDWfiKEOa49pnWrMyG1zQz6ehTnC4kGbaObjgkBoeALXhIpFql0N/w5dA1drfrVTDKaCGlxMZz6gFxOwhanHN1JzV5bT3dRn5aUu5Q/p4kdhRfVKQq9JR7xH5YSKozxI4/wkt1PCwgiW6xwyDnvT06G6SdiwHrNGrBPoK0/nz+5dTKQ/4aO9CQR3g+Ojw30Acv790TJDPcHy0zQaxU5yg5hrng79aqbZzoOJZjewAFeXGxPZyecZ7ztAfjrjVLqjHUqAv7XS5bCNw6ZsAl/b+fnP/Hcrfuf80WKEm8FeQV57/xiuhrMwe96c0TRE4od+xCDR/vNoqqEeJ5XwWgP3XAH0Ofq59hFjO2wDsjqXQXMW1dzkgcw/688JCQXVA+thRjFtA7Xj6HVLX3t+b+7eYYdzNLYiSaeZBeWOzCGp6lqDFzxr3ZmXycoUcIJboysR+HT0FcjqBSyfLHdKxLFBPpIP6CgEV7R4820W+RVJhUblcRATVRizR+8wwWFQOg2PUdr6IpB3Txr60SIoS2zHvLTDeQPjoynKQegmoJyygot+K9LAS0b17MVULCR/V53VIPLFG+depRMbbOjZuMo8XFIG8gui6aWCJ6N4BorvShPEUsQNjfsg/KGcQj56GrMyDjHX+laaP5s7tTGr57PnAs2EncAnlYfuvKtXchKzqJdAn/6JSHaW8spII6iECY2c48EQBToUB+tYSUC9Th4I0LCoA6cIM84TRThxve6fnF5UqKQDpZ7ymb/twzp5fUNViBunor6ia80RhfL6MxrmS96/wYEf+RV5F/kTbE+FC3ZHwL114/g6loO7IHcM4VO/uSGkhgeIAQGwA7WyA/qTOms976yjq/Rzlv1sh1s5BNGEzKmABqTQVYuIM60O/EPUL2rg/xzgAZ4/2ogxLAc3nQXv8rBV12kJFt9EWKvPXSNF8mFzlnhnWeWaK9aGN8b4WJ1kSRxs7j8Cla7uIrHKVKtrauvwABW3v3xPoQx+7gAqqj2D8waG8nKLbQldSIDZkguKCbwrxRalaLPEUzsHp9raST+DSwstt7wjvVKobKYz1EPCcqQCJS9Xskz6k12n0oblKdUjDcaHyzQR+2P8hHmLIv2crQPoKr9uHkDj7vQsWRe1tID/8DlWvclQNazEWh5Kq4ZijVPIQQxojzk4qqMVU95/3JnhMt602yUkb+9oulMWbNV6reuuud0HiBpPfHWlcM/LoFtfkgzz5anzkiJhf/VjgCZKrn8GBTyYygViizQD263RCUh/8oULlR3R9MJLUB6MVavs3vLP6oHeePsDYiyGXXR8z1ol/oxrMOShzY5aDwvEBG9rXFu0M4bXXpuu8acby2BE6OFOTjnaDa5iCcjGDlz/Ms8h/cFjloVQ4eTGDnPwwjzv5Bwc9Scgd6y3Q7rbwPaHdnMXqJZY9yK8fUoeSB2AfMYsdoxSkjyknWS69/+kWwkljR6g0+oU0GZ8dOwvS2EqbbCHxda4CyNpYAGtGz0M/yolRr6BWE0sUfUy0NRLPpdGvgHorEfoDXMadkCq6fWlix4o24XjCzlRQJvyBOpQvUoiNoO6Db697E+Lrna1CRyEV3ZrtBjqezjbheGLe2EzN/TI7QjVd7Jja+Bol4DFot/UbaF8gr4DYkUOgf1bvZDjiF5A2y/W5PmWsMylnNLtLOw+O+DAlCjkoHP+Acq7axQk7gfIK0iUJZyaF2AfzxtoOCsdHKHENLBLdBW3C8QptrEMZorbZcbjeKAXF+xisQTp7W8ialyh4eDjs5klPaCPhdzspeIbZ37txHI4fnnkjlBxfSHgraROO4xrJuRQSX/8mfHudcBM6vQmPzrYfBtHNwWGtHfET2oTjP5gHf/sS8W3n8va3CYhvY59XGMubPvAv8mXDB2eVdHDYLHYolXTwRCUZ5A1+QF2orNgoN5wFSTkC0sdmMfvljLvk7+ZtkP/Rcbfc8/Wyky9/84snv9t518l/7N5wUlnxJbkR4uvHaJoLYy3RAsjqLoA1J444TvcCeNLP3hb9mFqVUZquoH64rwCkV+iy+P1E0GzKUZqmfExtrk+m2SnXeNs7GMPDGMCWr4K05ZODHTyxnncQkEbNYseJSjr4SiUZtF56/9M9hJM2WqD5xMqNMvLtiSMgnVj5JZkQUFdQ8Jxc+ZS80gyD3z/iPZ1WAFIQ4uv/SDM0GP9YAFmsANb8kwFjzdnbo5douvIJzdBgfLUApFfpsvhJIqh7zDD+J7rA9dwzEP+EZipnjVhMkRY74xVHa1E8IZMwtqTFPy7bBHX6QNIPgLc4Uql2pIL9L8afjwDGn7XYak/XxL6Xjzji6DO9NcU6UWf8eoZ1ot2GeqaXE8p6rZiDAs1mxDhlyAwxkUDfy0e8cT0WYVf+Uty1KVXXG8Qpuq+a0Gc2jdcBeNpNovtuADvjYLyBsVd52SItJp1dGEe+wA67MfcwYoIYnwrSUhNIb5xbdrqXOuI8WRrFuEveJwc7kvuXT/LOe7VY3WKlPFV0f98EsSWw+DzOdYguHauger5Gy8PQJVoMsoouiTro4rGXqTc+Yhbd8K32LtSRFgJljIeYjl++ht/dqah79bgf+mKOh6C5B68loOWI0PftPbfsNE+FsnaA4sWpIOEe/Q5j4BxIvef++nQDQHEvEd0DnK6//7NYNY6bYCwvua/R6/w7OohzzOzi5bjXIk9st8pXamxyXJP1ICmg+Xdv4R6vYxOZuenvl72RAs17OPDguD8y1onXj40r6ogjBGJo7wzsDseBCKoA0Hdroi28HKRDFUSLI2LfhM7vxL/H3rrr3dIjnvhOwHHgKp9hnXkg9KPO19ZKAU8OByWFK+igg/JjZwA8aMdbVkD/IpugYttLGONDPahOZGJs7ChA30YC/RgHcZihP+E7Nl/N684/p+GV6zrDWGdcg/EJDUa0vXIIFN+FOdEVZFwg4EEdjt+dBDwm47sDoB+fLVoB0jhjeVsJxPDsYVzzB0a8RGasE8/aJoI2UK7rH4w1v2PQ9Kv6udNiRn/PWOc2iK/r5KBfj/lslSe2b5Hj3mp5ZleVzKiuVzBHqsUvV2RlZhPdXg1kZWVueeuud9EXSurhqgI66D28JC4czj3tJUvjVQXFMu4fn+6QkB6OLDjNE523sH3EIbot6Y4ylMXa/M6szGsYhwbRjTJ5P+rySm4Q4Z6p4eVloMdTzizLyvw+9kvYkQmZ7b5g6BX049418FyR8LFrnxKO3zXDOmdqqmRWyUlJ3ccfFI5XHhSOf6jFgogiOkX3R1oOiNf02pcJxFbNzOkFPY+p53F8n0xkDmeKbmr42Dc+f+njP39+wcgbYDvGDOc/OwPx9QiDljN/cuIOCk+70V5DOIGIHbZ5cLBz3OBMjVWzSRP2gWuUEqUH4usPmYRmjBlUEaGsgUIx2gZ1BxM2xRGQhi1IH6tuJxEoGUotPzm8QlBHVgpqw1OcPPwVob82BU4OpVaebHgqtWh4q6AG8kGtTeFODq04c3eiTa7NF++Gg8Lx4Wmk5RaZndNpOUYtrgtHQOKtoqarcQ3HrbDm7BTmC2wK6twCQw/XcvEfYtt8mBBXbcyjsKbgM+YZykMb3uKy4t6liR0X8kBK9v/A2ONfM5aXoEv2vzOWhzHHAGNvHfv4GTdUl08XPFQ+bV0ErY5SKAOAacLD6+UUiuUXXnCjzErQy3X0hf7Q1jb5Re/noJk3Q9ae6bp3RqnN1cCYJ+H3ZG0hottRVVSKY7DvyoPyixtvhWbs1/iMdckFanM9a156Z1pVYSlvhod4xjya3koR3fxSaNX5gSi45wkcshNwuzoSMk94a8m7AKIbn1sJvLU1/f2y86lQjHbex6nkzsJpb/sAQMlt0+ntJxkrOQHx9XhfAmB/4y767gnG1nnTHWWFKVA8Sh0uG7yajePSic3mINB88rX2/H8iaTacx0HS96CvvXqab29nrORWY44tZsjyFkGzb4Z5sJ/VDFmuab69l7ESnG+UxNfhWa5I2FdVaaKbZM7R3fFteE3PJ1gUfIZnLvlsC7HZqgi587bE2t3Eqq1dOJ3W/kuAYozn4doJm8XlmmbrJwz5j/mnKoivx+9IAyu8mo0w2YjVtnI6rf0VxkpGU8mdDmLdMzTDZtctyJyz7RAmMv/ZPLsvmS/omc7M/ILhYwvTmZlYj8PzQn9yzduI0L/SLPQ/3Sp0PGeGh7wmaN6UueXJT+hz+aunve3vkzQNn1XTC9q/wVgJNWiJufVPCJTcB/H1JzA2S7jmwkxDFuZ2d2n0M2B8aR7dkucBZbUuGzQa2ufn6VH33I6yToDmcjN4GtLE7KOc0B8wQfHRFKG/yAQlCANvhjWVjHlu0fICQj+e/aPZILmmve1btL21tUcZKyGE3Hl0xtu+kfAaLodnLO1HGSvhDFzarUL/kJ7PcH1AcxQTWexuTOje9myQLNPe9iIzPGSZtrZj/NLxxC0hHR+7kmLA6Jy6PpbHw6vZlilvu4xxtClLu4xxTwNfXA84/RwMa3ITzwqnXKRU+YCalA+pWfmIpijJPZxEHUDJYDdAM58pujHPjTnuCUqVhC/uQpl/hbZ3zXiJTCn0DaQI6uTGF9zbw98LOUjeWK8W80ebinPVgp5rOsOJ7lWYa75dkN90CXIh4c9XE9vY8BdA/gcAzwhnifIYFzKDhG3DpvgPMR946inhuKDxvh7j/pAu1HySD2iupjd+iTHKb8OagoRvP9dPf57si/1+iv1OkzXtGWK2adGmL5oyq54cyhO/7MjU61qQV3tHMjMTurIfz3a7lhNuz0/mu2e85TKjek75TLrovmbQCGkwaeR7kE4TlLgwV4D0ukxNrisazThXNsaf9boc10Wa6/pAwyXH9Y/oL2YI/WgHXdD8Nh5zTkY+6M/XxpheIKF3MJ6D9kr1W3e96wPoKzz8SGkhQD/mz5yHF5biPPPjAqj7kc/58QoV8z/tWtxCj8tiPAB1m8BB8cbHYA3yWg8ndlRPsU5sTwOwi08JxwsX6PQ1ztga1H/FBGtlxA7UVXfr/bX4sBZzNXhTz3s4lMJc/Rxa2868jbHchhRB5dusL/LTtccbUkC9sXYG4dTyj3dN3OFj7NUCsEl5oNcEaPv188xMzS6aYZnWae+Al1jGkA+4aesAnhtuHo7JsyKAQzsPFYydwrYek5g9m3Oj3CDSafoAJ/MfVapTQSpf22WS+QLMBZvlie0p8pWaVNly2Bt/E+3NZ2AcbVO+HCRsS5zvUxhD7NDyGILKZ0OftVlo3c1YX1qWoNr2Cq3ot+aC2PEs4aPPFoCEdsfRhP1qIZYoxgufJbYo2pvPHfaefsMCzU7GPG+YobmAMc9zZYJ8kvDRU2TB+atYg0QdysgC6HsjBV7rWQAejEXaplhfIcIz0+0+xrrdf6IO5Y/UoaDti/V4n+AYdjI0yk6G0MadpGmKzVweH+OgL+2wN34oF2HIja4i4Dm0GMaxDuEQsYzV4j2xjmFu4k80TbmM/kkWjKNPg2MuTDPPJzRN+YSxvD/SNGWMsbw4TVNGDDhPWqCv0wJ9f7qLyI9aoI9PFfp7J1jxyIpyGWt+bBR9OtGtmkT3e6Lo3khg3LRYuIZ1Y5iPw5i2JV2XmXwgcPolwkd5DmI47hO6VME9Tsg2l/Y8BYpx/gPoS1F+DNd/2Qye/V7biwPZQpklHbL5NtM2ecWb+b0rBvKLyGIr1pzxJN+aWPNJ5wzzDCwQWoenWTH6brO5MJqjTNF0BdceITdfu2qKleB5HiawfnhluVzdeuAJq1loVQDWWy1C6xZi2eItg1CPyjzWLKH/F9dYMcawsY+Vpa5D3Y3ylCe50Ss198qJc6xMbL9Hjns3y9d2bZKngpXy9IEKmVHdHkSffMbIG+oy1+Gimj0uqNsA+rB+Z6amHH33WVscYXUA2WNpE44TAp5RDXbLdbYj5ooxX1BwUDiOz3iq29Ha2RdgTS36dAeF48JnrHNUo43VlbSZB1JFNz7DWBT2X/+ZHtviNfsfdQ6n+wD89T7AY4bdvXJe/2TfoVTRnYxHJfvfb/R33KQ/8H/ev9zon/PZbKxTwXoilLXJON3fX8P4Xc7WHBCzMY6hGnHRHAKv1n5pkwoETp2hovt7FGKWqZ5jhdDjxnoGeO1oV+2XTGpyHqxXQRoUGDT4kLG86qWQbTXBYDmBvvsCvtKVJhhM2LZKN7Hs8THmwViNjYBqKYAynOMZCva5/eWRxyS00xPtMdzTMAU7wrZLqy/Q+TO5PquEQV8a9Alp5IGNIowHONxnh0IaRjcUPOtsWt57R1M1fH5ZkQnWW8AaLTCfuXt++5smWL+VEKn6MEiHCBkbpRYFayIuMZaHMsxVDpKXkLEKM3hIw8gG57POJtJ7R9NK+PyyqAnWXfgIanYz9mrFyTN3C0t9TdC7pskKn1+2JR2yR1dA2ZZbIBtrdtAmGPoIagKMvbpc6/uS1teCsKVD9giFsqJbILsoXehY/p/1zZnrW0Ss0aJykBZiHJhaFYwDI7wXObQTyALSEJhyPutcTXrvWI0w2zhYd+FDyNBgvr98WljqWw29a1ZrMFsge3StAbNFn9ul5SlBtRZAmdVYYyNYtFiFtSFQ6iXL9+B3tGfQVnC0gcwq9TOI47Q8ZwGUfWbIR0tDA/o20puMlYAZBpNne0SPp0u6vYZ5TP2sP8lY5x84iAU4SxR54X9wWMsOg3o9A3FhfugCh7WQoOQSKB6mc/VUaH/sZqzzbQ5iMe5oVy1njybrGPo5nafw2Y08VQTcmMXgIxtwUdS3IgFPY2B36SeUKn+kJuVXAH3fzxVKf2WGwW6SsecwY1osJWEbS1cYy3uLw9gJFz3D6byNcKENPGPo/E2Mdb6Ctdbc0S7E60VOt9N/pOFCtNoR3gSviWgzUofSzmnxcKxrjV5fP0MGMXY5qdVnmmdzSjO7OC2eWQtwKsIJqsek10xinGjCqJ3GfJNLixeBolKi6LRbqOh5sEXKB3SxsgQgNrxCKKvioHiSCupw5VyfD+gi5UMtXpinYKx7uE6PvwzbBLV7d2FprhkkrCkSubwo1nRyWu7IoTzDQWxmV4Uc5XTf6eVvZWb+SovHwCDBugrqUDYSouWxkMfGKFU+ppwyBtD3XK5QirlqL/qhKEvMIKGNgHxq1vjToaAPy34Ap5kN+u9N8osN84uclrdB+nxVz19IxKTn2C7SHNfbM6xzK8JmE9TP3zAO8/z3GrzimcdnCVvdNTjDOpFGA4g7FdRajtfyMrUciSZx1vjOJqhLEGcgGj8hrIhfoXaO+D1o06Fduxt/H0G4seVEP1eT+tlxIX5Yy8OXtH8Znw+vaM8v5cDOgdgxNpfXUpr0fNacjDwCg/zUk+8g7w0QOJXzodABAkiYs7icCupLADHM+aEvYFmco/ACSBaTrk9RL18hYP8U+YA6lM/m2a7FJhjkedF9NPvMe7guTyxbq+2QzS+GbAex7OEPH83n06F5eG17PsaBnybgsS8WOhwYe02zRy0lghrgQLUIVMopAXXjdDc/n7f/akbPMSEuFmLX+H6Y8ucLCH8M+xAjlvVT3LPUcu3eYYI1AvqQRH/2YRzjt0L/XJxLlx24p9sw/+ik7/Y9k5nZwAkS2re5ROgXl+dGEabCaS/fC1CCsevCNit/zPDRcS+8G+m7PAF3O0BJUqZ8l4A9V6MTuOQUyHJZBvIf/gd+Cc5nFahUPe3l0W9FmVjdZuOjxnwjxnxFBNzVM6xkDhboR7uyisCrQKr7BfQvjZq5i5STMIYyfQT3KUv+Bgexs+j7bYAQ5r7Qn12s8Z4mUyUuU6shk7Kovo+MklYH4cbR3q3d3TA1Qstb0f6HR50L4PSaBagPEvLfVvQ51E2kVbfDy1stn4Nsh2VxCOcvJO35Wwi8uoXcKlW36T55VZut/QRjJXgeEbdRA7ctBNwzNQ/JXgLN00cEdXStqQzI0fxk7R36mBaDn9CnLMo6895MDta6WLYW3YSnLq9tzz90JzQXpoKHJ6LbXvBO11HGOjFujDwzRh2uaiJIqBvTXiKS2BqOD5ngFLSG444NwqcXzOAZ/R7IWJ9tS4H1wxmCypdTyTHdzX8XZYMNbVOhH+N4FsuZ/MKXYAnySnUkM9NVwEdRD24tp9LuaS+vAGj47m5L45819nQ+3qPTGG8S1K1EkPaUg9RA0H+1KCM2QcW6EsyBWEBf/2jr2rhDOweV8kyOoN5GwJ78jr7xQq3Wxx61tK6NY3/cFyf0uAknujNAr7UYSeCC9Q2FrWvjheVU+hj3LkNQrxi5V0ecdbYTPX81WwOSsTReaIdsrPlPxkG0GsG1UPbkNJ5Dp3KI48eWm8BzZa1QhmciwEEU9z9Ze5Jb8JuuQjPqcjj/yNlNah6xHDOBmN3LwVic5p5HG/VNLu98Qh50vc/BeBFZdCyH5EWLCH/+glZzdbTrU6LVzb6GNkX7QqED5cYOXS4q2QD2S5Os84oWP8Dfu8zV6M+kbtLw6E3Bekf+xMj67vyRFVCGeTTsb9J81UXHeALn7cBHv8WBVjuCeuxPCTnTwOWeJyRvDGMOqK9GZ/SasIEGe6alzTuwkSwcw/iWvc0yUDTFtNgj7u//ZCwPc32ouzjRG8ezXWWHbKQbfwtkFxYMdJHFFVEA/jzaRa/N6DFKVom/xzPJuq4mcrIG25cKfb9Jhb7CqSff6U2DU8exrhBEd+mHQkecghpYCNmFt0A24vZYwUCXlRfdJUu2RddTEv1bbvH5sRQYRBrsyTrzHp915r0qwm/dQmxb8fxsuYlcxpqE6sNH84vSoXlk7VFNTn/HBJ5C7FsCzZUYI1yo4xOfYp3Da4Uy/taBrnYT9PEmGBylcN5C8qLoxy0n1mOEWI95E/oNqF4fvgJ0/+SEsa89aJdycMquySa78hrDnKpD+Rwgn2+SMWaXrBuZ2VUus0oiPTjD8hD+osWQjXHGl4za8zxYHE3IW/ueSdR3GHPKcf1xhnUOcdDXMHPPO44l28awD7+2vWsYdLvi2O5A6ejuolLUq4m5xo5ovz9I2jw5ruoZ1pnzv578weWnHXGccyPWQRhw4L7dwVjnbxjL2z/JOnuX6D7k96ZY3nDuXGwY9XCh4Rtim+57OWZ9LzxXjkx4DX3LDZO6H5asWZrU/A4tvt+R8O9cGPu/YOTAnptieUc5i2bDYuwOz0uyHhfx2j0PL0PX6bG0ZF/DN05e0T4fsQn9aNuP/kA4bZHgtDUd+pP2+/waHi2mukIoG6Ha7xWb9di6oGJbEid+WosVGrXUekx2vv8wf+1kDTDut34/l+fVYG4DWZ9Hj+8lf+cyRM/cXcuJd2u/YchYFkebhlF+0DFMm4c5Pb45sHAiE+OM8FjPEwL+HtEEa45hjfEyyHZkgfbbxUMp0OzDXG8xZF84lyph7djwZ/g7oUsdWCdrWXO0y2GG15xZ3e+h3fX2BOucV1vWwSgvoX00nYxLL4VszNk41kBzoZGzHcmcyHSmP+22AmSubO09vYXYorXQExKI47cAr2ZjLVJtiuiOoD0ER9wO4McsZ9q7Do3SZqz9S+jHrj9ov+8D6WmEb4/QP7ayQh7Ra9Ob+We689FHO/QIaQ6Qo12FbfyLFgLPF6mVKm95syuJC6w52oU8i78DGj5nllZqMV+HMnbOXHbxnFmzI9DXQTtk6IB4N2T9zQbIemYDZH1tA2Qd2QBZT2+ArMMbIEvc0JCh8znOYwvsLsX8RC35wrKk3ZCm2Q1ptmfNkPWsGR7am6BJtxmaTxCbtZ0xjy3gKkUfyUu4ccyvYD7xJMIGz7tP6Ln850GtVPF3mwL0uP9Rw9+hfBf9g3MwiHab/aBwHH0otOPwWa9Tj9mgz/eBEbf9zQTrxBqOXArFdROsU/tN0gvQfJjT8wsYQ2qwG3U8E6xTIPEfjqwQ5I1meC2wHOTyhN+FtinyANYxXDXs71wQs1G/X9Xiuljnmuu6sTbe8VcwjrpCw8XiLZvNDRN4HuOtFnN5XNbz+GOYg9fuGTtVNqHbu9XG/lgI6PX3h73xOT3tiDcs1OF+ceL62qob8zyfaX6AXRnOn4tnf2OCdV5XG53hiJvR/j8oHP/6vPlwn5PyC2lTCDBWhPVfWNsEEMVaeazZelyL4TtmY2LJc4/2xBu3CZ/OtyfQlwXjHKVqvsyljglKlI3Aj1US8KhX5+wSPGM30+9XqVmZpCbXZUpdccppvlwdONcHiNiB+/IvjHVaQOxAvLlDwvG6p4TjHz4lHB/QcvmYJ8nV6HCIWxIqzOp+D3WSaBWuQWZ7170TrPMDjc/oIMI2UweqF/ixie3p8pWaBfKHebz8B4flz+r8zgF4fnED7J8HsE9Q6jJqxJWrGpz8etSFiwDsMc3/FDvwt1GjlJOw3quIcNKWwyCNrLDJI+eopD1faZV5El9nKYAsRwGsGfmxXv83sl3Q6oPRrhneJmAsTRrZBqqJCFqN57mnhOP8Ev33hBeNvc/Q9v4BeaYO68Dvl9k5vQbjP4rLvIy/xaegVJhgnORC6VkjH439kS54LooaGkotDVq+evb3FfPfblB6q/7e0CsrCbnZ+1L//Kq/QezMBr2/9vpM535/SHvf151rVq9ZfYf2th9/6IvO++7blGyC1aEgvjsIVkf8T0RgdWRHOAyrdwUjsDrkbwwFvft89fX4Ps7Vei/tcV1wr/YeqNXhhnAkFPHt+N/wNgfj7865F9OS+S9GG82+vn/mDeMt897dev17Ym98P+xNXs0BABnGu2qp6cb3t968/433ucb6ydenzL3H1djPG/rzN9znJ9eH5HtnOeO9s8Z7WKx/4aWu+N65G9afe2/tzel14/q337A+PKKPHzbGtx+5vr94w/hiY/07bmhPji+Ev/DyXwC4e/7a8/fZeA/xvfCX8f+/AQ=="
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
// src/sccache/server/why-no-server.ts
/** Why no server could be started, from what sccache printed, in one line, and what to do; undefined where it says nothing. */
function whyNoServer(said) {
	const why = reasonIn(said);
	return why && `${why}${todoFor(why)}`;
}
/** The lines in which sccache says what went wrong, as one: of a backend, it quotes the address as it is. */
function reasonIn(said) {
	const [message = ""] = said.split("Stack backtrace:");
	const lines = message.split("\n").map((line) => line.replace(/^sccache: (error: |caused by: )?/, "").trim());
	const noise = /^Starting the server|^\d* *\||^\[\S+ +(TRACE|DEBUG|INFO) |^thread .* panicked |^stack backtrace:|^note: /;
	const telling = lines.filter((line) => line !== "" && !noise.test(line));
	return telling.length === 0 ? void 0 : scrub(telling.join(": ")).slice(0, 400).replace(/\.$/, "");
}
/** What a user can do about a reason that does not say so, to be put behind it. */
function todoFor(why) {
	if (/SUN_LEN|sun_path/.test(why)) return "; TMPDIR is too long for a socket: set a shorter one";
	if (/Unable to (?:get|retrieve) .*directory/.test(why)) return "; this user has no home: set HOME";
	return "";
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
	return {
		kind: "failed",
		why: `sccache --start-server: ${whyNoServer(await readFile(outputFile, "utf8").catch(() => "")) ?? ended}`
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
	const { directory, settings, env, sccache, launcherFolders: folders, config } = request;
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
	const todo = otherBackends(env, settings.sccacheConfig).map((backend) => `; sccache is told to use ${backend.name}: ${backend.todo}`);
	return {
		kind: "failed",
		why: started.why + todo.join("")
	};
}
/**
* The build as it is proved: what sccache refuses to wrap is left out. Runs beside the download, as it needs the processor
* and that needs the network.
*/
async function proveBuild(request, { environment, server, command }) {
	const { env, sccache, config } = request;
	const { proofs } = environment;
	const calls = proofs.map(({ call }) => call);
	const { why, refused, worked, requests } = await proveServer(server, {
		env: withExports(env, environment),
		calls,
		ours: new Set(proofs.filter(({ isOurs }) => isOurs).map(({ call }) => call)),
		command,
		format: config.cmdFormat
	});
	if (why !== void 0) return { why };
	if (worked > 0 && requests === 0 && command !== sccache.path) return proveBuild(request, {
		...await planEnvironment(request, {
			command: sccache.path,
			restoredBytes: 0,
			refused: /* @__PURE__ */ new Map()
		}),
		server
	});
	const reasons = proofs.flatMap(({ wrapper }, i) => {
		const reason = refused[i];
		return reason === void 0 ? [] : [[wrapper, reason]];
	});
	return {
		refused: new Map(reasons),
		command
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
	const { environment = spared(request), outcome, ...done } = await bringIn(request, deps, phases);
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
	const others = otherBackends(env, settings.sccacheConfig);
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

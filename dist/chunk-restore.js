import { t as isFresh } from "./chunk-key.js";
import { n as makeReport } from "./chunk-make-report.js";
import { _ as isSccache, a as hasSccache, c as cargoWrappers, d as effectiveDisk, f as otherPlaces, p as parseCacheSize, u as bypassWarnings, v as launchers } from "./chunk-source.js";
import { _ as temporaryName, a as addressVariables, c as givenAddress, g as sweep, l as isListening, n as openServer, o as endByForce, p as socketName, r as proveServer, s as freePort, t as openSccache, u as makeServerFolder, v as startedIn } from "./chunk-server.js";
import { n as isFailure, r as orFailure } from "./chunk-failures.js";
import { n as findBase, t as baseChains } from "./chunk-find-base.js";
import { r as restoredBy } from "./chunk-handoff.js";
import { t as openPhases } from "./chunk-phases.js";
import { n as whyNotRestore } from "./chunk-policy.js";
import { a as sumBytes } from "./chunk-room.js";
import { n as freeBeside, r as freeBytes } from "./chunk-disk.js";
import { n as openPool } from "./chunk-pool.js";
import { t as StoreError } from "./chunk-store.js";
import { n as manifestToJson } from "./chunk-manifest-json.js";
import { r as readManifest } from "./chunk-read-manifest.js";
import { t as unpack } from "./chunk-unpack.js";
import { d as entryCount } from "./chunk-foreign.js";
import { l as leftOutOf, n as logVariables, o as runsOn, s as usableBy, u as leftOutToJson } from "./chunk-log.js";
import { a as removeIfEmpty, i as placeToUnpack, r as makeDirectory, t as adopt } from "./chunk-adopt.js";
import { n as cacheBytesFor, o as mayWriteRaw, r as chooseUnpacking, t as limitsOf } from "./chunk-limits2.js";
import { t as samePlace } from "./chunk-same-place.js";
import { n as withOwnProgram } from "./chunk-own-program.js";
import { inflateRawSync } from "node:zlib";
import { createHash, randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { dirname, isAbsolute, join } from "node:path";
import { chmod, lstat, mkdir, readFile, realpath, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
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
// src/flow/fetch-with.ts
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
* where there is none, the base; only where there is one, or several places to look in, or no base of the family, a second one follows.
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
	if (cmake.namesSccache !== void 0) return {
		...nothing,
		reaches: true,
		notices: [`CC and CXX are left alone: ${cmake.namesSccache} calls sccache`]
	};
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
function wrapCmake({ sccachePath, env, settings }, c) {
	const { namesSccache, compilers: named } = settings.cmake;
	if (namesSccache !== void 0) {
		const notices = c ? [] : [`CMake's launchers are left alone: ${namesSccache} calls sccache`];
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
function firstWord(command = "") {
	return command.trim().split(/\s+/)[0] || void 0;
}
// src/sccache/environment/environment.ts
/** An idle server ends after so many seconds: longer than a step without compilations, and an abandoned one ends the same day. */
const idleSeconds = 21600;
const leastIdleSeconds = 60;
/**
* The variables with which a build uses sccache and the restored directory. What the user has set is kept, unless sccache
* would fail the build by it or write its entries elsewhere; then a notice says what was changed.
*/
function buildEnvironment(options) {
	const { env, settings, refused = /* @__PURE__ */ new Map() } = options;
	const passed = planWrappings(options).filter(([wrapper]) => !refused.has(wrapper));
	const wrapped = uniteWrappings(passed.map(([, wrapping]) => wrapping));
	const kept = [];
	const incremental = noIncremental(env, passed);
	const wanted = {
		...serverVariables(options, kept),
		...wrapped.variables,
		...incremental.variables
	};
	return {
		exports: Object.entries(wanted).filter(([name, value]) => env[name] !== value).map(([name, value]) => ({
			name,
			value
		})),
		notices: [
			...kept,
			...incremental.notices,
			...wrapped.notices
		],
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
function serverVariables(options, notices) {
	const { env, compressionLevel, settings } = options;
	const variables = {};
	for (const { name, value, least } of serverDefaults(compressionLevel)) {
		const theirs = env[name];
		if (!theirs || theirs === value) variables[name] = value;
		else if (least && Number(theirs) > 0 && Number(theirs) < least.value) {
			variables[name] = String(least.value);
			notices.push(`${name} was ${Number(theirs)} and is now ${least.value}: ${least.why}`);
		} else notices.push(`${name} is kept as it was set`);
	}
	const disk = effectiveDisk(env, settings.sccacheConfig);
	if (disk && !options.isAsked) {
		notices.push(`sccache's own configuration is kept: ${settings.sccacheConfig.file}`);
		return variables;
	}
	return {
		...variables,
		...diskVariables(options, disk, notices)
	};
}
/** What the server is told where the user tells it nothing else. */
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
/** One variable of these and sccache no longer looks at the file's other settings, so all of them follow. */
function diskVariables({ env, directory, cacheSizeBytes }, file, notices) {
	const theirs = env["SCCACHE_DIR"] ?? "";
	const isSame = isAbsolute(theirs) && samePlace(theirs, directory);
	if (theirs !== "" && !isSame) notices.push(`SCCACHE_DIR was ${theirs} and is now ${directory}`);
	return {
		...isSame ? {} : { SCCACHE_DIR: directory },
		...env["SCCACHE_CACHE_SIZE"] ? {} : { SCCACHE_CACHE_SIZE: String(file?.sizeBytes ?? cacheSizeBytes) },
		...file?.readOnly ? { SCCACHE_LOCAL_RW_MODE: "READ_ONLY" } : {},
		...file?.preprocessor === false ? { SCCACHE_DIRECT: "false" } : {}
	};
}
/** https://github.com/mozilla/sccache/blob/main/src/config.rs `parse_size` */
function sizeWarnings(env) {
	const size = env["SCCACHE_CACHE_SIZE"] ?? "";
	const bytes = parseCacheSize(size);
	if (size === "" || (bytes ?? 0) > 0) return [];
	return [{
		text: bytes === 0 ? `SCCACHE_CACHE_SIZE is ${size}, so sccache keeps no entry and nothing is restored: unset it, or set a size such as 10G` : "SCCACHE_CACHE_SIZE is no size that sccache knows, so it takes 10G: write whole bytes, or K, M, G, T",
		topic: "cache-size"
	}];
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
	"linux-x64": "7Vp9cFvVlT9P1pMVEvs6gKlbIHmhZtYMTRxR0toQEiuWyH3lOQmYBHZNArJ0FauR9cT7sONdSOwq6uYiNO1O0xl2t93Czu4MM8tM29ltMbTEsp1acUqbD1IIMUP4KpERbULSxk4Mfrv3vid/LW33j/6105uJ77v3nnPv+fidc96H9gaVu12CAKXmgnXARk8v4x00OfOrpRkSaIIGEKEJysEDHgBwz6Frghk+3tc4W5d6r0MnOHxzmjC3f7rSHpR6qJpdFOeuO3KW+i8utedL/Vw+JuvJ5fb45HqbvtSXZKl1zee799dGxAP/pyZ82mRTMmR0rFSjK40OslIjofhKPRwOhTtIE/yl/aX9pf0/b/WmrtXH1XAoXt8eS9xh/2Fz7bEE1EdIV33CjMehtbnZ34yDD7cG79sWvO/hrYFW2OK/H0M9OOniDgmu+rRkU0pXm1SJaJqqSbFEVNU6Q0ZMTYAcj5OdobjU3mMQSSePmiQRJhBQO0OxhE0O9xHdjBtSQjUkjSQ1opOEEWqPE9ikGlJIMowe2EK0zpiux9SEFCGJGInA5iTR+AmcL8nWDYNEmBC6Ge6QorE4kVRNisQ0EjZUrWdmJampYaLrcDejILtjuqHDtlDcJJKhqlI8pO0kUpRxhoyQZPQkCedMhsJEipOoIXEZumJhAptNQ1KjUifpZPvfR3TV1MJEajf1HpATBtE0M2mQiKT36AbplMKheHyWyiCdSVULabF4j2QmQl2hWJwrLSe6QvFYRNIJ2QXNmqrrK+3jpHgssQvuI6HISjUR77E1tLeGQElLbg3SmTR6oFlNJEiYm4jZ1JDae6QkIdoc0xmxThKRVNOYTxw1dRIBrOqGFNOliNqdmBmYCY2Ewh1cUn8kohFdl2IJydQJbNDUXSQhJWNJAnL9Zse5Jas7OqiaFLLZYENcDe8qzWvkUTOmzfGfY2IbArNOlPV5w/vJbsM2BDd6cDcJSzb2nONL1gxpO81OkjDA71xI8Zhu2B5XEzuhtaezXY3HwtzIUlxVkxwfiVAnmSW6X1WlzlCiR1KTJMGP5co7Ptik2pJEiB7WYklD1XRp1q0bQpGFy4wj3BGLR2YgyYhK5uHwnEHk7NlMQJ2xMvPNPWEGWRESinDbdqtmPCKp4bCpQasRMogTY2G1i2icZ4tGumKqqUtqd4KwYJkXWeFQIkziJAJ3m4nwTKzFOpNxwkxoe6uT6HpoJ2GBECE686EdNHKEJIxYNEY0SSOdaheJQMD2dYL7VDc0EuJW44E2q4dDxbDJkOkEmU2uMyhzLXVQmKc6QrrUTkhC0kkXYfjZoqmGGlbjjv+ZRR0JbYvOmp+5rj0UkXRmGQdouhreRQwIEN2IJWwjOP6YRWiLo/Csb2bO7NbUxE6uPs8gzm4zy1zxGT3nTetmMqlqzKStnMneZP7KpnmjGfZoqJPlkPm0pdj8tEWeCBzuGcL5sm0iRreq7ZoJ/9J4bvh/Wn5J2HRz10LtJemldjMaJZqTS2cPczSO6VLYZpu1ApNqdrI5lOCKkERECkUNUrKwpHeYBpdzFruhuEZCkR7m5KSm7uQhNbs6d7bVCMWJHZsdoUSER1KnahBpNonda6pGSCK7w4RESqiPxMxOKaqaiQg8wN3uTHHwt5hxI9ahJqWQwfI8E/4+Bz/SLtKzwNr3kB4OZLI7yRFWGnNga6RL3eVMdocYDr/KrcHMrRONZ8mFrRPS8D2oEBa7ql3/7vqa68YyX9nNwkfQBhvK6l0WfB9ahaDrflfEdcD1tsty3Qu6a1PZ63C3QITtZZZwKzTA3rKjrnjZ6bK/E37qArhYVun+U/cZK9xr3Bvd2xw61enT7sXlAAfcP2FPSPP2qHb6l9xH3Gfdl901Yr14t/iImBCfFM8LPxJ/Lo6J58TFnm8IyzwNHsUT8gA8K/xUOCq8IaQ8z3ien3koGvWc9ox7LnvyZcvKG8vl8h3l/1n23bLSKlrQymH+P3Yn44IycIMIHjYWXGVu0VPuXXTV4iUVlQj7foPpWZxd0/q2NY1T750vsF0zX8bZB7wDJ5eB8MJ1K0Dw9//oZhCCvtHxsTKArZj+2v+Af5t/q//+Vtz34VNVAJheTFmuxxbhTLO3t2GluRznyx4RQPAfZH8H2B9M3yx4ygHGTwKAktW9A38vglBoFwBwOof2/fP/KCvTfG9DPUp/AwBw9kfYsiyFWoWvewHSOWNXYYUHINXgQumvsT2odbAeAAq/r2ScP2u55RO57xP2ZKlHZXoIZ19qOsf4pxX6QeGWKoANI/tWsiloafx44HsiCDibZmOMgpMHmUkLP0T8oGuKNwcyL0UsyypkEYC/MW9e6yg0o8qdHgA5s06hlwpj5QAtmS8pdAL3HWLWaPM/5N/u3+F/ePs4M2fJYK049WGdTKcLfyMCZGpwPph7RgRBoeZhnA8ee1YEgZ4p3CMycwZP4Xzwrf8QmdmtTRnjk5xCJwpfQAADLq77JUyHCm8v4sbbfZWcstwt2b2CedKXS0250IFc6vAenDpU18bFGOb+ur91C6ZTB+9imt5WwWw2It/yprFtQ+/aLwI6kFMyN39hOUBL+j307UFpsPeyYN4hZ26vxelLhk9OHfIGfRamZxR6oXB9JTOUuUTOBGonN/SuXX2XsYKRMiqcvmSeKpYFfZZCJ3HqkJeZY4f/4eFN2bWrZStfLAwPM2P0ffigwJEj02mcfaxWenG1AOC7VAhVMgXXPL0MQE6tg5Zsl9e8pNA16yVmcg9O54yAnBqpwqnJm7sXyZlNk5gqhyQ54+Gz6Zz5a5x5svZpBqLMvlqJn1IRkritjGsxFX+1HKC4GOdF7Lx3wZlA7RZMRTcnGjO9OPOd2hoOzbH+5xhUUHAYU/G55Wwv8buss3Lox9hKXa43fpMeNc/j7EO1EqZnCoKL7feTw8zM11iWhTPND+I7mx8xb2TS7Gen3bmv9psAYC7GqZ/WnmICGG2oTtzzrmVhehbdUo7zG6uYn/tZCHNs+k4gMZ3rEX73IksNA4+LIBx09QJccl8rGRX9jBiJmFPg1JAXp64sM98dEd3LAQTcd4iZus2/Y7i1sHfasljCEnDfFOt0r3UNTg17i+fahm2U0ldkOq2Ep7+SXXsFp/JenLmtcM+0ZfW/cxND60SATmN6miPLemsWWQ7XpmztFQaDwj9YlhWgFqZvKvQdv/UqzReOugBaMZ3CdH2hupxBaPdms3xEfGgZgJBvbuAqn2b6FdaDgETavBrnU88CQM7PwjXFrUftLiNWLmOjZgnTtipM22p8uaLYb1mW1TYX8DgjVi8DCPouKbeuuYaxCJNYbLAsS14xomTuOn8jw7xl1CvZsFeh5+VbN9bJ1F2r0An51r11cqbbK2ceqCq8v5iF+XqmW0vaMn+FM+IvbmQClMl0B2Oci3X/ttYtOLO5DqdH0b6fcHG7awKZioHr2eVeyZfz9zO/+18E6AXfCZle9GeuT015TBHT80XUks4ZNakpl3kNJ5Nvba6ShSlsjZqniitTU+UyCrzSN8Ven5ln5UxbXZD+Umm82DWmNL4io+bT9MZt1wP46evFUZw+YdyFyzZUYSoSfvpXJEwr2vmlVoczX1mNaUWYDfPi5A32sy/Oi7+6AeD8ehCK1ThTEeDUa9bwTlzGOuE8njiFs/daeMUQFi5gWv0ZNk2rJdalLpd3V+G8WH69/VLyBS/3XMW3bmCZ/farcN/IGTaTen8S0zXmDQADUhPD5PS9AoC2on8RALxYxi10E4O/JedzzLVB3ygSMc0XPjfNgiVfeO4Ty3Jgz8y/YziCM+6beVCncrfPGWV6GZB8o33WPhYsG46i559ctKWC4eqFwyzEM8m68TYAGH7BDo/LrOv6TCvO/vWkL2fdO4np607QdBfbfLnxVyzLaqVThZ+zSpG3LMuXKwxYlkXP8DKKw1b/WR6X/Wt5V5zAdHJ4fIInhercZwHGr120sKCmPsSYbu3H1MzJdHrgn1iRvOsK03W4sIJx0uDhPH8x4e9dB2ifLLBsOWGXwnqvneSWsWKUMXM4s7UfZ8mpORXpX70AB8FmKvSVA+C72EhDOMM2rgWA8d/zWnxIoeazOD3mH3iElSkUnDpoIV53C3I5gJxd4sapQZdsHVIo+QG2cpgGn8oHT9q2H0Q49fZ5TFuexvRdmb6n3EqeVuh7rGrfwUT9gYdXbZmOtNwyrdxpPqVvVehZXq4vFP7WC9A84r69vqXxXMvS921tnsWZrT8oPOxlIpwtaVc4wVTIBA9nIDXpMpamJq81lqQmK0xfPnhS4FZ6HMColK2fYfpGCz033smN+Ebq8ZNgOEpXAECxDNM3ePaYb7BhnKmurgEY38oBdwHT6YHvMF+P8uJuV7J+ju5XZPqRn072XWY3IejbubSFnhryDpm6v7cRUPqHABCgeUzf7xc5HlKTEyj9Est5mKV5oZTD0f6/4jXrnX6PwFNEFVP5l4zhA5R+kt8//RevIDwbjxRETv5+v9ueQmLxq/7U5HfMyvSo0dp3mfnX+Gzxdv8Twtp6dGDInmlCB0aa9r1qIMbp4ZxHkVhcvbaeiT6Kvj3kHTKq5fCkEj5ekoVLUayYPesoq0pmB6ufVRmlVkJ17lq0tAzT5io2V4Npcw29R8o31/Lb1apAbR1a2lzHLhrQ0uYGdoHR0mbMLh5ES5sfZBcdaGlzB3ogh5Y278Z5nu5Z8+VweLLAbd13iHUs3PtZOBXff5k33F/PXjjU6wTT8vxGbzxaH43mNy6J1I9srIT0JSPez3z9wi9efvlleiH6TT89pqDvD8qDhc+nckLqyqIAHer+IIuFETeyqaKr0PJ99r328iagFzD6/nE8+MHnA1n31Ruz7l4//Sh4y6C/d3S1n+bu3r+kPJWzUtOL6KvdrwxH8xsrV8Pwy7MN00ncZwnnLUurbp04xWK6ZcqyaA22s1vbMKOZHnBVAfT/C8fD8BZMjzPchSdw3s3NOMCQEvTlgr7RwiKOvPyD489YltVCf47ppJJRar2YTmD6KqZHWuhQCz2FxOHxNy3LYrnGroppa/cieoonze3DhfwVy5oYozVftdqK44yISUpfw6lzgnZ1g3KdhekV8yNMG0aavELRw30D24d56uI3tlWYTilZ8y2WVa5hcYGqPBwI7IiqNv8Om5htmz6B9v1QAAigHw/i1BWpa1vUjxK5KHokdwElcxBFyVzAZ11E6pJ1UWQcjgbQa6PB9ChK7xcALiJVWVc1f/41Bs3sZgmn8k248TWFHtXF4kDQNypne6pw42sodQAA/tcphwMXNyDVXRlFxiDb7FgwfcJIRpFa8W/vWFYUqcei6MzxKBoTD/FxcSiKksd+G0Vjx6Po9LEoSg5tjaKxwSg6PWRTayeqZlfVoSh69Jh3lmLP4P6WT9Dzo7IwqlDveJYH1FElu9krNx5Hqa8vkPEwXER73OtK0uWC+3JGB1tjEl49I+GYeB2/ZpLOk/CDuRJ+sFBCtrrnOD3S+075/q0fp94ux8JRTBvGJ3juv6w0HjHQhoYllWjfFnarZA0WP4yic7mLaC+Mv8YkRar4+NtciONRdIYJUvFdPi4eiaLkcSbEsSg6fTyKkkeYEIej6PQRm9oWwllVj0TRo8e9sxR7Rve3WOj5USxcLsbYMdctOOZLf7Zjpu1jcGqwClMvw7YDU14IWOt9rFwAnG0SzN87cLfvLBnk/SzG7PIv05Fg2jJWKFlyjFUndtN7IUAvF05/bFn+3sdqvWC4lYx5TBEuzsTEQ3aBmRdEFzGdduII09O+0cI/8g32MH6c2f7WwoAqPVjW8Oeownpev7YISvbxUwq1FHqJvl74wseW1VL2ZV/O37vXCzIKjuDUoZq2OaeXNvGz58qpwuVpywqmLxk3Odtg+iamQwH6UWExl2avF4zFuGz7qWI5FoaLLt+YLdbcPXHjhLHGNxp4wo2ecFf6G3LmUh+H8E248bh+I7YGi++yq6W+UX9DDn1rMOtuYQYvuny5khPuLL3mYHd828fXT9kJDPfvmlmwSekl3F89n/jqGeI/6Eo7GRmVvtGm/bd7sTWIG4+Yv5tZ843ixiNGRdMTayub9q9l68Xfbh/mX4XC8VBip9RFNP7d5jbfKt+q1fytLdHukBQlUJqCVZrK3gHDKoPsNmCVfd2u67AqrHbyt/ar9A7d0IxQ+5/je5jg/L/NGbO3FU5vfy+vmE9ftYB/0Zxv+fO+/1cu+O7/B/iRw196QTXzOwDndwELX7QtHFc7v2Eo8b/l8J9y+Gtcf/z8zznnr14wX+Kvgz/yowgA+Pycs+c15z3Byj/xo4T/Bg==",
	"linux-arm64": "7Vp/cBPXnf+8fZIt+UcwWI75rTW0GVsMBlJI7F45VjYkNlBMhBqS6w97La2RsKy1tSvAE1KUkPQM5toI1OFCe5MfNze11GSOm5pLfA0XEm5aWnKTuL1mrr3O1Haano3TFl8IaJvgPb3dlX9wXHI3c3/dVDP2233v+33v++Pz/bHSHtm28z6OEOQ/HF4Cu7t6hzkpWPOX+BkSCKhDIQQ44UABANscOgEgc8c+a+v86LDoiMU350PmjlfvMG/yY36Z/bfPWydk7rh+oTmfH+fyMVl5Sw+e58jcsc6iHllwe76HLL6HeErmjnkdeG4+n+9dNWj7X5yXV/6Bd9VgAf5HH3K7SaFbVENr5Y61akhaG5PEyFolEBADIUnAHz9//Pzx8//8sy6uxNZF5IAYWdcejn7W/Mfm2sNRrAtKB9ZF45EI9jQ2ehubtrXu2eZ7cJuv9Qtb92C319+EdbDSxWd5FN0u2eTT3C6Zl2IxOcaHox1yrEtUw3IUzZGItE+M8O29qsQrUk9cigYkbJW7xHDUJIdPUuIRlY/KKh+TumOSIkVVsT0iYZes8iKvqr3YLcW6wooSlqN8UIqGpSBauqWYcYLB183WVVUKMiGUeCDEd4QjEi/H+GA4JgVUOdY7s9IdkwOSouA+RiEdCiuqggfFSFziVVnmI2Jsn8R3ME5RFXm1t1syOLvFgMRHpA6VN2Q4EA5IaImrvNzBd0ldbH+fpMjxWEDi2+NKL5qjqhSLxbtVKcgrvYoqdfEBMRKZpVKlrm45JsbCkV4+HhUPiOGIoXRz9IAYCQd5RZI60RiTFWWteRwfCUc74ZPE4Fo5Guk1NTS3xta8loY1pK5utReNcjQqBQwTMZuqfHsv3y1JsTmmU8NdUpCX4+p84o64IgXRJCsqH1b4oHwwOnMTj8YkMRAyJPUGgzFJUfhwlI8rEhpicqcU5bvD3RKa17VYzs1b3dJBjvGiyYaGiBzozM/HpJ54ODbHf5aJTQjMOrFZmXfrlw6ppiEMo287JAV4E3vW8XlrirF98S4pqsJrXfCRsKKaHpej+7Cnt6tdjoQDhpH5iCx3G/iIil3SLJFflvkuMdrLy91S1DjWUN7ywS7ZlCQoKYFYuFuVYwo/69YGMXjrMuMIhMKR4AwkGVHePAY8ZxA5ezYTUGGszHxzT5hBVlASg4ZtD8rxSJCXA4F4DHtUUZWsGAvIB6SYwbM7Jh0Iy3GFlw9GJRYs8yIrIEYDUkQK4r54NDATa+Gu7ojETGh6q0tSFHGfxAIhKCnMh2bQNAelqBruCEsxPiZ1yQekILaavo4aPlXUmCQaVjMCbVYPi4phkyHTCjKTXGFQNrRUsJN5KiQqfLskRXlFOiAx/OyOyaockCOW/5lFLQlNi86an7muXQzyCrOMBTRFDnRKKrZKihqOmkaw/DGL0M9bCs/6ZubMgzE5us9Q38gg1m4zy4biM3rOm1bi3d1yjJl0j8FkbjJ/Zde8uxn2DrGL5ZD5tPnYvN2ikQgs7hnC+bLtktSDcqxzJvzz93PD/3b5JWrSzV0T2/PS8+3xjg4pZuXS2cMsjcMKHzDZZq3ApJqdbBSjhiJSNMiLHaqUtzCvhOKqIecsdsVITBKDvczJ3TF5nxFSs6tzZ/eoYkQyYzMkRoNGJHXJqsTPJrEH4rIq8tKhgCQF86gPhuNdfIccjwax13C7NWWA//PxiBoOyd28qLI8z4T3WfjhO6XeW6y9Q+o1gCwd6jYQlr83gB2TDsid1uRBkeFwv2ENZm5FihlZEujCk3gGpaSYq+D+hnucW0E30E+TKXwRDXQdp+NvsYds4/xckEtxo5zOPQCF20V/jvuIRL5MdbIGdThC3+Qi9Bf0EfIKB7xP77B9UmdRZdtku9/2oEUnW+OTtuJCIGX7fu7Z5tl5e1RY43nbj23/btNsi+3r7PfZ2+xR+wn7VXLOftn+b/bf24sLvkFWFtQV7CwQC4AB8gp5k/ySHC14ruClmcegHxX8omCiQCv4IV1ZWF/YXPiVwu/Rv6JWv8PS6TpFAuGozV5QGOlY1zH/KcmcdziLiktK71iwAomfrETiJyMUyceO6E9VAUn3e4dPEsA1RpE5Crz1BPCW9wnh5YBL0J5YLGhunv6sDSh7l7ozFQSum4+8ks62kvT1vVz6WgtN64XCsE65YbcDPdcoyVwG/O9TVyb0dSHrIEK9+xx6CIGf7VN+6kbZKHVlRmh55hQH7UOC1GcAF1sTvnejuxVIXbBh0AGh/gOKjPs8erw2+EcLheQIrciEOKQEio3fJ0jlaIbcTvSMUvjZ2qg94XuGIlWJist6gTC1isJ/nSLDdB2lFZkxWpnJUiSpDalfcRWTfbr+lGPz4iTIX54RkfC5O++t+2eK1AVgYxHg+mDZ7qEfUKRe5dD5Gkz58Rem/AkO2hsEqTZO0EZpeWYLh5TCCRrTSy8UkjrlktdaGtPX9zaks63e9M1H/mmA2Vg/Soanl0G7vteWvtZiT1+jyPQRpMohDIV0/apj2+Lk+E+RNq7Fxcncfp7xBdAeJ0hdp+7MB6uRNNa6FidHVnPpwf0HsiPUlXmdIsX8JyDhY/Kd4ZBKIPvSrx7H1NurkHxtWvcfKULPtZZt6et7t6YvLUj4ppcJGir6lupHSfICbX17eu8/pp8rTPiutZD0+xSZ9RQpF8onExz8of1q3Qh1Z5o4bHIQnHVsELRxgkFCBO0xgsGKKjBZM2PUlWmnSD0LbBp4vDXrDKt1Wz5Azwjgf+5rQnZ0Wj/H9rnW4k1P7319gJ3rIK5+2JH8UNcr2T3702nB8LWWyvT7lGSYjUYuMh+6PdxdCd/NR+5Mn6BIMTlcG6D1fU3Ijuv6OePeSbS+Am/WwWFw4iKS7m9iKgT4jz/emvX0VmfZWkjXz018UdDGvyVoRQRnm+uJdgkYdBKcrdagUcDF9nLXE238tKAd4TA18RmTlmFgxzM3yhzk1JkSxruCaG6CqTDpO8N4jhGiOW9Cq7Ej6ZlqrWs9j56ErvuP6/ompsMAkBo5Img/1PXT499pSruJc5Jha/w7zca1yK4PCtqADYPsLMe3b5TpR5AGubC5CQnfSCOS4+XQJhqRHKNIjhQmNlc7Ez6G33eoO2MjCR8B/qUN2XvGqTvjJqj/cQ4Toq5frRqsTFaH9x9ykOp72koSJx2FCd/Y0QV3W/R/n6ffXoVkay+mnpvW/UynGiR8zhpH/bWWvembjzyY1mmBiZcFK7MMK6d0/fQp4GwfcFZZKWiOKkFzk/LJMcCfAs6mVgmGj0C2vP0MVz7517ruN/xf2JDN467pjap+tlcuf3i8EDQW++9TLoMqJB/V9dPMFu8ALPY8Y7Q8w+I9j6E2uN+eXrAie30vST/4RlU/473WwqUZP9vvbV0//foqhk+Xh8Xqs9yWt98AUtMtrxo4L3+iJHs5F8sjXPbeBEx8GzpXOeqZzY24by8rC3kw5ChJ+Cao28NsZsQBcSZDu6CFxkiybRWGQn8KzZjXBE0pgKasImkOcDmRWDRCnZ7pltcMzE+3nk8zPG0XHcn3FidONr8opJtKBY3p8AUiaCcILv+WVht6FMHZ32nHsL+0tH8/KTlejqL+DwgGq0sdlw+soslKOPoH7hS0S5yjf/xryLLr544L6Quco/8Sh9Q5TtAqrPhwLPFqfRyMPKW2Q7vW0pC+vtebnm69aMq1wJ0tcgna8QIMlrzsTRcTnP0GcLbrYWFofebbvt8vFLSc/hmGlae+/kJsYdmzvv+gJRmBE4bci9HzGOBvLhK0Y8R5eSHgehMYZHUhPz9BnJeLWb5fjp4mru+MG2Wdo4BfuFPQ3CidPMbyLNqmStcnz3Q9jKHtdkz5uDv6yU3dz/JNsVPQSheaNemFL5SVOdIN6TBx9q/J+evYOaRLCc6+KDqSxxdC+24ptBcINDuzP/PpKElW13jTNUTQiomzf6cdwzVeDE/S4ss1pOS4wVvFJftJ8fHWFZgKEUf/Gi+SAwTad53Q+gA/s0cRSfj2N0OrJo5+Y9/HHEkHKep3nKdJMvXoyS1b7VNVNUivJqwuuTOXliV87Uj4Gm0Jnw2Jk6yOMvxQq+6N7C4rO6zrp7+k66fnxu10odeIj6a3/uRnSHLD+Wt3CdfD+DIv3djtIF/OThxNLG1+OHyIVJh2qX7kRhmIs38V4JoXp/kYvUvQHDVmjE7kY9QjaH1fb52J0YE5Mfp7Xa+0YsXznq6fZn9XcrKy2pSraSnnYeHUpeKEL4dvQy82DhSbeeimldN1Xa9k+OM2CNrvjB7iH9IfySR9kyL5h31cOttK0/maqB/FsFH7WU+g3Nj9/FF3lvUVD03rp29QZF7R9dMsLh3A0AAn1A8UYaNZ580e4AWCVIJg8PmjrVljjroyr1Ik87Uv29qY/sO+hvRHMqvLPxj4MYGL0RE+4XuSIOWGbSoA+PtsCd9mVrM5TBk111uZXEJOn8lSZEb1x3wjdEmml/UhhUgutyH56sWVLw9Qd9ZBlvc7NiNZ+dvDJ8cpku9TJJeSysutLF/TJRlvYcL3MEFqGZZcZnsdocsnG4weZmlmlC7JjNFlmV8QpJrosn43XTL5PG3NTtgTPnyz7wzrY5wE9T8hSJn6LTX0ezpHf4kz+yFWa90PoOdZNm5Cz2sc/NVI+AYurnzZQYX6PmDjkkIkj3BI/quuV7Jx4OJXXg4BGwdIwneJwxCQWPRxNmM+ZXzX5/i1X9crxyjJjOZ8kasvi94x86RLv8gNT7cUGfl4gsJzhZLMs8jee8Qm9LB610SE+hDFRv5R4VTgsHBq7CiS407WxxSZeCLYNFLofXF8taBNrBG00Fe59PgXhaG2Arw4Utj4YuirhTXjOwQtvBRaWwH34sjqC5tzc+m2pYnNOCyc+pSR67en9YucUbcmqdMzehRJRxHDbLFxhvtT2PDaR7qf3VfThK8KVh3lsi+xubkyUTxurLkfwoaqD3X/SCXrTZweV662s7o6WpmrzRb9O1asv6nrlSCJRb/U9Ur3R1v+jhL4rZja4WC9AEUmZ/OT5QRD+RrBMBfW9avH33vSB/H+m1Xh+28WLUavuw71AG4SB857KTamn37ax/yWs6vn2NNDsR2Ppr/V+mn0OOxY2Hkz8NMrtNgT0nW/046F20nC526qqWM8jHbN4fS3tnwKPYwu8mTRslFa7DlhX353SVN1ncOOBxy67jd6tIKEz7EcvexaeGvZz4CEL18vHIeFU+9QLsN8D0fC92vqzrAcN0odmd9Qd4Yy+xd6s6/reuW4EacMI4yeZt6htsyvqT3zLi0w7MT2vDGbbzKsh2V5Jm+T89PMVuU7ypFYxOJf0/XK5uVYVGTDsJdgcGdYrFtjw3BOj8wzxNkp6rqf1fJiAs1ZhXq2x1WjD8fwtNHnOjIsRm1A6ncGTrzp37D1RgyLJRgUSsiuLQlMhTn4rzBfhq58ruoEH101sD7ajLtW1thwrxNF/VX2C5vnzv/Ihnt3EJJsfgzJI4RMXqHOTDvgv6rrlax+erxIthIy2WCHn4QmPsef4KNkYH10De5a2W/DPaPvomW/rl9tGLq4WVguRjGwIVqEu1ZuL8WiK6tRv30FFm0vFU6uBVwj76KF4WSVQfucQetkspVi0QRFfc0KLKopFU6u+iTa8lnaGlLUX+NF8k7ANUGLMp4qU94xDn6hhNxBQuGP+BN8LRlYX8tkLuZwz+ivscCQWbr/prBcrMXAhlpDZicWXfmMJbPT3NvD+isCragK9UXWGVvgnLyQ69WLQuG6VrKqk12zPvoPLGYeRVpvhBG/jM/sz1D/oYEpd8YZCjG8Jn+k65tgh1Er9YsYnt5L0h9Q4mF9VBRIsWeJCoKN49R8XmG5c4xWeFj9Zc+eKe7YmTbO1c/6oum93vSDFlYY/Rh1e0zMkEy3rp/ew+KdO3aGYWaXkecwPF3MeirWexIPO+vnZmwnic3oPzO53tXjN+oXUtPFglZ3Cx/rV7cCKZZD/XPkzD1XefawvVYL9blnlY3jVNDaOEd/DreuNo70sx7TfK5qSLN9q1lvATKZIPAzvDGbVht2dXRWEfhzNvPsJ9i4hXCTq4hp5xumLT2sX3Kw+NrU92dsfXx139JPA66BZWZOXMLoKsxrZucJM9+fzMW/h+WJUasPWKDrlcc4p2HL3DNSzwg9dka/aPpwZjxqjkyvCcp6EvSYewoam2PXLA/8ea5O5WkZFtg4Qh0ec7ywuY1LbDb2+W+w8DwwyHJPgw1TpAJ1r1l5jdG3wjHJamVNKFTnDBl5b+ZZNP81ylMLzd/XR+4k5Ha/1//XkUMgIkb38QekmPFbzt0bajfUrje+yZVin+V37tyan0JtTGbfC6NWlQ6pqN0nq6iNSZGY3NotBoPh6D7UmuvtioLagNxlfLtfq4QUNaaK7f8Xv5sR6+9u6/4tYurxlqUNXzqfvuwWfuecdwXmv5dw6/sI5ufWr9sWWPwUt74vYN7X3ULvuOXeZc3l+R+y+PPvLQws+PiXB1bfcv7sew63l/fW+5pbzm+z+L9k8S/mPl7+Wuv89bfM5/mr8TEviwC4d87Zcz9PWPzeT3h54j8B"
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
	if (!(await readFile(file).catch(() => void 0))?.equals(program)) {
		const made = join(place, temporaryName("sccache-"));
		try {
			await writeFile(made, program, { flag: "wx" });
			await chmod(made, 493);
			await rename(made, file);
		} finally {
			await rm(made, { force: true });
		}
	}
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
async function startAt(address, { sccachePath, env, folder }) {
	const logFile = Boolean(env["SCCACHE_LOG"] || env["SCCACHE_ERROR_LOG"]) ? null : join(folder, "sccache-server.log");
	const log = logFile === null ? {} : {
		...logVariables,
		SCCACHE_ERROR_LOG: logFile
	};
	const variables = addressVariables(address);
	const outputFile = join(folder, "sccache-start.log");
	const ended = await runDetached(sccachePath, ["--start-server"], {
		env: {
			...env,
			...log,
			...variables
		},
		limitMs: startMs,
		outputFile
	});
	if (ended === "exit 0") return {
		kind: "ready",
		server: {
			sccachePath,
			address,
			variables,
			logFile
		}
	};
	const why = reasonIn(await readFile(outputFile, "utf8").catch(() => "")) ?? ended;
	return {
		kind: "failed",
		why: `sccache --start-server: ${why}${/SUN_LEN|sun_path/.test(why) ? "; TMPDIR is too long for a socket: set a shorter one" : ""}`
	};
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
		if (!(env["SCCACHE_LOCAL_RW_MODE"] ?? settings.sccacheConfig.disk?.readOnly)) await makeDirectory(directory);
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
function start({ sccache, env, serverFolder: folder }, environment) {
	const { path: sccachePath, version } = sccache;
	return startServer({
		sccachePath,
		version,
		env: withExports(env, environment),
		folder
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
	const { config, keys, directory, toolchain } = request;
	const phases = openPhases(deps);
	const { environment = spared(request), ...done } = await bringIn(request, deps, phases);
	const readyAtMs = deps.now();
	return {
		environment,
		report: makeReport({
			step: "restore",
			key: keys,
			store: deps.store.label,
			restore: {
				outcome: done.outcome,
				seconds: (readyAtMs - started) / 1e3,
				phases: phases.list()
			}
		}),
		handoff: {
			format: 3,
			config: {
				...config,
				sccacheMirror: void 0
			},
			context: request.context,
			directory,
			keys,
			toolchain,
			readyAtMs,
			server: null,
			rawAtSource: false,
			...done,
			restoreMs: readyAtMs - started,
			restorePhases: phases.list()
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
	if (!deps.sccache) return unused("there is no sccache");
	const { path } = deps.sccache;
	const sccache = {
		path,
		version: await deps.sccache.version()
	};
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
	return {
		outcome: outcomeOf({
			base,
			overlay,
			keys
		}),
		base: base.part,
		overlay: overlay.part
	};
}
export { restore };

import { i as isFresh, n as anyCompiler, r as compilersOf } from "./chunk-native-code.js";
import { n as makeReport } from "./chunk-make-report.js";
import { C as isSccache, _ as parseCacheSize, a as makeServerFolder, c as socketName, g as isReadOnly, h as effectiveDisk, p as hasSccache, r as otherPlaces, s as serverLogName, t as bypassWarnings, w as launchers, x as cargoWrappers } from "./chunk-other-places.js";
import { c as freePort, l as givenAddress, n as openServer, o as addressVariables, p as startedIn, r as proveServer, s as endByForce, t as openSccache, u as isListening } from "./chunk-server.js";
import { n as isFailure, r as orFailure } from "./chunk-failures.js";
import { n as findBase, t as baseChains } from "./chunk-find-base.js";
import { r as restoredBy } from "./chunk-handoff.js";
import { t as openPhases } from "./chunk-phases.js";
import { n as whyNotRestore } from "./chunk-policy.js";
import { p as sumBytes } from "./chunk-foreign.js";
import { n as freeBeside, r as freeBytes } from "./chunk-disk.js";
import { n as openPool } from "./chunk-pool.js";
import { t as StoreError } from "./chunk-store.js";
import { n as manifestToJson } from "./chunk-manifest-json.js";
import { r as readManifest } from "./chunk-read-manifest.js";
import { t as unpack } from "./chunk-unpack.js";
import { r as entryCount } from "./chunk-words.js";
import { l as leftOutOf, n as logVariables, o as runsOn, s as usableBy, u as leftOutToJson } from "./chunk-log.js";
import { a as removeIfEmpty, i as placeToUnpack, r as makeDirectory, t as adopt } from "./chunk-adopt.js";
import { i as chooseUnpacking, n as limitsOf, r as cacheBytesFor, s as mayWriteRaw } from "./chunk-limits2.js";
import { t as samePlace } from "./chunk-same-place.js";
import { r as sweep } from "./chunk-left-over.js";
import { t as replaceFile } from "./chunk-replace-file.js";
import { n as withOwnProgram } from "./chunk-own-program.js";
import { inflateRawSync } from "node:zlib";
import { createHash, randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { dirname, isAbsolute, join } from "node:path";
import { chmod, lstat, mkdir, readFile, realpath, rm, stat, utimes, writeFile } from "node:fs/promises";
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
	const { file } = settings.sccacheConfig;
	const asked = env["SCCACHE_CONF"];
	if (file !== void 0 && asked !== void 0 && !isAbsolute(asked)) {
		variables["SCCACHE_CONF"] = file;
		notices.push(`SCCACHE_CONF was ${asked || "empty"} and is now ${file}`);
	}
	const disk = effectiveDisk(env, settings.sccacheConfig);
	const theirs = disk?.directory;
	const isFound = theirs === void 0 || isAbsolute(theirs);
	if (disk && isFound && !options.isAsked) {
		notices.push(`sccache's own configuration is kept: ${file}`);
		return variables;
	}
	if (!isFound && !options.isAsked) notices.push(`dir in ${file} was ${theirs} and is now ${options.directory}`);
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
	"linux-x64": "7Vp7dBPXmf9G1tgCbMbm0XXbJQyJ05rNglEKW5sQYmEJ7oQREBxIdl1IZGmEVWSNMg+DtyGYytpyUXTa3ZJzaLfbpnv2QXd7TtJtkzhJg2WbWJhmwysNDmSBvGAcJeXVYoPBs713Rn4lbfeP/rWnl4Pv3Hu/797v8fu+e+eOdvrElQ6GgXxxwHIgrdK5tIJau/9cxSgJ1EI1sFALRVAIhQDgHEdXC6N8tC63p87XLpuOsfnGFWZ8XcpZjXwNpWOD7PhxW858Lc+2+vP1eD4ia5utR5vXos/XeVkWOSbyPfCBFiqE/1NhPq2zNh7QmhbI4QVak7RAkQLRBWowGAg2SbXwp/Kn8qfy/7xU6apSFZWDgWhVYyS21PpD+hojMagKSS1VMT0ahUY9Eg3RvAB2foBwQNVoN4QiqhYMgiIFgxAJkr/q3zZthPq6Ok8d8j1S71u/0bf+kQ3eeljneRBBXR1U5WdZysPUCfJ8m7Xy1L/Y9bN2/Q27/k+7/i47MZ8xo/uDVdbIvKQossJHYmFZaQ5oETkGQjQqbQlE+cZWTeJV6TFdigUl8MrNgUjMIof1kqpHNT4ma7wixRVJlWJaoDEqwRpZ4wO8prXCOklpjqhqRI7xISkWkUKwNi4pdAXKFyfjmiaFiBCqHmziw5GoxMsKH4ooUlCTldbRkbgiByVVhZWEQtoeUTUVNgaiusRrssxHA8oWiQ8TzoAW4LXWuEQ544GgxEelsMZTGVoiQQnW6hovh/lmqZnMv15SZV0JSnyjrraCENMkRdHjmhTi1VZVk5r5YCAaHaPSpOa4rASUSLSV12OBlkAkSpUWYi2BaCTEq5K0FeoUWVUXWMvx0UhsK6yXAqEFcizaamloTQ3evJbUGlJzXGuFOjkWk4LURMSmGt/YysclSRlnOi3SLIV4WdcmEod1VQoBklWNj6h8SN4WG23oMUUKBJuopJ5QSJFUlY/EeF2VYIUib5VifDwSl0CoWms7N291WwdZ4QMWG6yIysGt+X5FekyPKOP8Z5vYgsCYEwV1QvNBabtmGYIa3bddCvIW9uzl89YMKFv0Zimmgcd+4KMRVbM8Lse2QH1rc6McjQSpkfmoLMcpPmKBZmmM6EFZ5psDsVZejksxuixV3vbBGtmSJCSpQSUS12RF5cfcuiIQmjxMOIJNkWhoFJKEKG8eCs9RRI6tTQRUCSsx3/gVRpEVkgIhatttsh4N8XIwqCtQrwU0yY6xoNwiKZRnnSK1RGRd5eVtMYkEy4TICgZiQSkqhWClHguOxlqkOR6ViAktbzVLqhrYIpFACEkq8aEVNEJIimmRcERSeEVqllukEHgtX8eoT1VNkQLUajTQxvSwqQg2CTLtILPIVQJlqqUKIvFUU0DlGyUpxqtSi0Tws06RNTkoR23/E4vaEloWHTM/cV1jIMSrxDI20FQ5uFXSwCupWiRmGcH2xxhC/bbCY74ZXXObIse2UPVpBrFnGx2mio/qOaFb1eNxWSEmradM1iQTR9ZMaI2yhwPNJIdMpM3H5qcN0kRgc48STpRtjaRtk5Wto+Gfb48P/0/LLzGLbvxYoDEvPd+oh8OSYufSscVsjSMqH7TYxqxApBrrrAvEqCJSLMQHwpqUtzCvNukalXMMu4GoIgVCrcTJcUXeQkNqbHR8b70WiEpWbDYFYiEaSc2yJvFjSewBXdYCvLQ9KEmhPOpDEb2ZD8t6LAQPUbfbXRT8fj2qRZrkOB/QSJ4nwq+38cNvlVonWXu11EqBLG2PU4Tl2xTYitQib7U7twUIDr9KrUHMrUoKzZKTSzMk4QdQwkxzzHb8q+PrjjkF7oI7mcvQACsKqhwmPAP1jM/xoCPk2Ot4x2E6HgDVsabgLVjJSMymApO5C6phZ8ERR7TgVMHXmJ87AK4WTHf+oXPNPOcS5yrnRptOtuukc1oRwF7nywDw9IQ58q9jrzgPOy84rzvL2Sp2JfsoG2OfZC8xz7G/YE+zF9lphd9kbiusLhQLA4UA+5mfM0eYt5lE4Q8LXxh9CesrPFU4UHi9MFtwW1FNkVC0ueinBf9UkB/lJpUimPiPnGQcUABOYKGQtBlHgZMtLHJNmTqtuGQ6h9wfI3wBpZe8d84cQYn3Lxlk1tSXUfohV6d3LjAv4juA8XRUVgLjc/cNnGEBNiD8gechz0bPBs+D9WjXR/tKARC+mjAdj6/2YBMlelwCPuNPfUHEFw5UAYARmgmA0tsZlMwInPfmgX9ggTH+YhZAMqOvFhK9Lk/CdHjSq0wPzu7sFRK9QyK+irIFjzLAeA6Qv53kD8JnjKwLQMSDaNdBsmyD5yueTZ7Nnkc2DXzXASCkNw952pZVLNDXerjnvRVMMqNVJIYWaD/lDlzqfJ4F5iXyMm2sIxInM5rL0/Z4hQO0vV5skskXMUSk7clPzN4zqsp3ZgCIlip+zntTyB7sN01TSP2sorwQGBGbxvqZZBJtqj/5vj8dqnDp7yYzXHs3AHS+TPTWHHRxrv0ff+tdAWfbqqu45DeBWOg5ZJommWPfFDrHVuNLRQCJageX/DoQvU1LiFkzCOer/vm3hF23yKu7GhbwQZR+pfYi4R8R8YeGNhNgRW/7AtIF/pqbnW+ywKB0krQR5xs6QDBk3JxBF5qZu9ObeiVkmqbRPwPAU5PVZ9n2H7W8vwhASC0X8TXjYxeAP/VXA+qIaU5GQ7mTogHveKPzBFE3yRBZD4qpe4hi/05mP2CapulPvs+1n6AmeFXEF0Q8gnC3caKMyMMlXwKAurZlf8lzyWcAwM98JOILRmQGALrXLADgvrGPGCT9XGaYaDwo4vPGx2VkZemQNyW9IeAL96edH3DE0Ylzl4T5WRHfPHCOJS4aNNTSvBQEBX6f++PV2HlRMF+lFG7TWG8BRDf8yY+1BavTyy5SVHe9X4DwGRG/a3yGeCB1n4hHjHPULvcZnwUAD+5FKemQF19Caal/HH7yVqpHiY8qBTxi/A0LkCpHWV+mnwqlH0JZ39GzLDD4rLGaJZr4+lHWd+5dlkSeuSal3coQ2aUygE4HRcM1YrEzU6io26cKCdPpT+9k9DfcmcSwg9ubSRx6AiUOVjZYIlAnPVi/DuHhA/cS37eVEOP3CvPPaBtXtC37EnB7M2Lqzsg8AOKcp7r4rrbrjL5USC2uQMlrmltIHHT53CbCZ0V8xagspfFbLKS8FUMr2pYtulebR0gJFUpe0/tzBT63KeIhlDjoIqbY7HmkZ0162SLBzOaMnh5ijF0fPcxQuAh4BKUfr+BfIiHovmZ8t5QouOR/eAAhsRz86RaXfk3ESx6/nRi7kLjNKyR6S1Fi6M5tU4TUmiGExYO8kCqkvcmM/gFKPVnxNAmrVHsFT1cp+f7tVtzPQpidcTtAbhrKssnbrVSKUt6KdQizHkp0Wneh1PcqyD0eSp7ueI8ED+frQZgdmEfmYk+RysxwzyMzcb1K+zjZp19C6a9U8AifNRgS46mXDxEzzyQwS9U9jO6pe1SfQ6TZTVa7p73iWwCgT0OJn1f0EwG0Bq6S/do7ponwBW5+EcquKiV+7iBZnEar+zjHJjOtzK9fIrtD5w4WmAOONoBrzlm8VtJBiDkWUQqU6HahxI3b9Pd6Wc88AAbtOkhM3eDZ3FNv7BwxTbJnMWjXMKlUlzmTADx3saHHQik+IeARMThyf3rZDZTIulDqbmP1iGl2bLiThpCXhOspiizz3BiybK416YobBAbG35umaeVWEb/rMd/EWeOIA6Ae4WGE7zNmFNF8u1Yv6mW/wwMw2bpqqvIpot8+LzAci+sWoWxiPwDEV5IElqDWw1aVYlfzpFXHI9xQinBDuTuTYztIZDeMBzxKset5AJ/7mnjXknWEhRlCbDXJ3PN6xdS9C3iCeVOrEtNBl4gvCXetqhSws0LEg8JdOyuF1DaXkHqo1Jg7nSS++4hu/qSp/xKl2KlUgAIBbyaM47Hu2Vi/DqXWVqJkH9f+MhV3W7k3VTI0hzzu5N0ZTwfxu+e3ya4N3McFfNWT+nxiuFBnEb6U4/zJjFaeGHboMymZcFddqcAMI7NP788tSAwXCZz3xK5hcmOrXxBSDZU+/LpYc7XltFhzQuDqTuE535xDMtJbuT6UPK7diwpWlCLM/jNd/X4e4ZIf0EelEqXuX4RwydOkmWWXzLWuP1CWnTEX4GkvMLnZKFWyi1IvUWjFNpCKuYQG+1H6ARPN60bMFYRnP0i68exNpEpcL9pWirKsd451D/6ii3qu5OhtZK9bPBXt6j1LehLnhxBe8l+3AXQe9RJMjjzAACjzOqYAwEsF1EIkRt2mkM0Q1/rcfRyLcNb43AgJlqzx41umacOemH9zTwilnHfSoE5kFo9rpdoIkNx9u8x2EiwrjnAvPDklU0Jw9WJ1ITAoFa8caPjt3tPzohUe10nV8mf1KP3XQ+6M+cAQwm/ZQbMt1+DODJwwTbMeDxu/IHtn1jRNd8boNE0Tn6UnKRQ0Oy7QuOxYRqvcIMJDPQODNCnMvvV5gAH/tMlnqsRHCOENHQjrGQGPdL5O9tF7bxBde4x5hBP7DmXp3ZSnbTlw7QJDD0XW4WDZVCvJ3UaOSSk9g1IbOibuRgOnpwIcAIvJcLvIpkpaCodSZGLyzWDgN2Dt21jfj5KnPZ2Pkm2K8w0fMDl6EjGuk30vXexEiS6HYB4UsfQsMjMI+/ZlfW9Ytu/iUOKdSwj7n0b4PQG/L94lPS3i98k5ZikRdaSQbv8C7vXPHxHv0fepG6yjANlffjoVoK7XubjKX3PRX3be0mY/Sm141tg3lYhwIa+dMY2onPIdSkFiyKGVJYZmacWJoRLdnfW9wVAr7QDQpgvmqwi/7ccXB5qpEd9O7HgDNFvpEgDIFSD8Ns0ek7ZvlJq9/nMAAxso4K4gPNL5PeLrvgEawHQn66DoPiHgyx48tOs6OZZxT2WSJrev29Wtq562GuCSPwEAL84ifL6DpXhIDA1yyVdIzkMkzTP5HM7t/iLds97tKGRoiqAb4uuE4UMu+SQ9/PyM7iA0G/caDkp+vsNpdXFs7quexND39OnJPq1+13XiX+2zucWePcyyKm5vt9VTy+3trW1/U+MIZyHlPMKxuUXLqojofdxT3a5ubbYQHBKDx/KyUClyJWNrHSG7kt5E9s/SlFjBc5XOCq6sAOG6UtJXjnBdOV7NZ+votyiu1FtRyZXVVZKHaq6srpo8IK6sDpGHh7myuofJQxNXVtfEPZThyuq2oyxN96S4Myg4ZDxHbL3rIDE5CfcOEk6586+99hrqqCIXTlWqhHBRdpUrGq4Kh7OrikNVvaumQ/KaFu0gjn7xv1977TV8JfwtDz4qcs90CV3GHYkMk7gxxYu7t32YRkyvk7Oowgu5ue3Wu9bcWsBXEPfMMdT14R3etHPGqrSzzYMv++Z3edr6FnlwZuXu4qJExkyMTMFvbjvRE86umr4Iel4bKwgPoV0mc8k0ldn1g/0koNcNmyYuR1Zqa+ghNCOdjlKAju9TMPSsQ/gYAV1wEGWd1IadBCY+d8bn7jOmUNhlHx74ITlU418gPCSmxAoXwoMIv4nwYT/u9uN+ju0ZOGNax3VrS0ya26fgfpoxN/UYh2+Y5uBpXP5VsyE3QIiIpPgkSlxklBnV4mdMhG/olxGu7q11MblC6hiwz7X0VFuK8LCY1s+RlLKQBAVXWkhRQJYobfBstojp2sbPyPkId6PR9fMrJo9z7T9hALzc810ocYNv2Rj2cLFMmHs0c4WLZyDMxTNet3mVk4uXhzntUNjLnezzJfu45G4G4Coni8tLJ/afJJBNr+VRIluLak6K+IjK5jp97j4h3VqKak5yib0A8IlVDnmvruBk5/Qwp3WRyY76kse1eJiTS/A50wxz8tEwd/ZYmDvN/oi2c91hLn70V2Hu9LEwd+pomIt3bwhzp7vC3Klui1o5Xjo2KneHuceOusYonuja7b/FvdAnMH0idg2kaaAdEdNrXULNMS7xd5NkPARXuSecy/PSZXztGa2JjBEJB8/mJTzNDtNnIukECT8cL+GHkyUko08cw4fb3i3aveFm4p0ixBxBuHpgkO4J18Wawxq3orp4Ote+jhyhzK7cR2HuYuYqtxMGThJJOZlttIQ4FubOEkFKvk7bucNhLn6MCHE0zJ06Fubih4kQh8LcqcMWtSWEPSofDnOPHXONUTzRt9tvci/0IeZ6LkKWGT4zcZnP/9GWGbGWQYmuUoRdBPY2TOkGQUrb40UMoHQto/9mQiTgy2OxQN6cT940TaHgNnfG0/aEC+hrxPiQsM+phNNDGIaNp4hVca8vaWrzxLR0lOx15Ah9xYuvG/imaZJ7CxdoTjGlHxWZq6NB9pWxt00r0FbTje5TAm3+4ZYvIuZ1t4lqTmpzvHtmLfe5T/tr3tKKVy2dVe5PNzD65VwJMrO5M1as56ZaIBgzxGjcX0V4ZFTdU+4+4/wwEfEJIiFKbTo3OQd4NtYL5OV1GOFB40d0S+1CZpc2w33cs2fxZ2p3L56JzG5Uc1i5hJgehPsnmso+IlXbr41JUy8WU3f7k9e49iRNhhsOkSQ0OEKMeFDAJ8kbWdswPT4J+JcovaNDxMSo50V8A+EuPzaMOL1/8XW0bXeBtkJMSR0ovWM/IubFN0T8joD7/XjAOECETfv2U7JiMbVjf12vczkIZtbPDJJzhIir/cyvyZvv+yI+hxIHqyddAry0fyUwmwaq7FRs5TztC5Yf5nr3FC/3uY/7a45q3MqlxWX+9HpGv0y8cO4nTK44IQ1DQhoCt+nuQ7h6N3Kl/EOpDcMYTcHriifeMpRT6xj33yISr2PE9I5+EZsivobfMv78hmn6C75MALnTBQLn60WJg+UNn7yqKPdQPxnOW6bpS17TbrenQfgMwt1efNkYvk5cvdMF2jRUsKk/V4SYnpzDfdry+fg5Uc2gtsTd593j5PY4p3uqM3qZm+at21HNMXUOMrty75GnMnefpzrDfbsr7fSTKMs53Bl7hpfykbdp4D/G72XGvxEtJ2K84578FSl5Vdg0UHDdtnjH1tEBixRfQx2zJxK/OZQn/p2xbntuuruvdvdiFzK7UM1h/dejY+4+VHNYK6nds2x67e5lZDz3q0099ItyMBqIbeFbJIV+873bvdC9cBH94iMpS3lR9Oa7YKEik+9HsFCTtmuw0HpuVFVYGJSb6Re/hWqTqilaoPGP9f2esf/fbbfJ5Z9d0/JsyUT60kn8U8b99mjC75W4Sb9T+h38nM2fv+Ae/d2S/TumyRf1k9uz7d9c5fm/ZfO32/y84/ev/zl7/UWT+vP8lfB7fsQFAHeMW3t8+bHNv+AP/IjqfwE=",
	"linux-arm64": "7Vp/dFPXff/cdyVbsnFwQMY4EPQMTY6tnECSQmJ3ZTzbkGBCMRFq6Naltiw9W7JlyZZkwA0UASHHoPTHA2VuaLOQbF2t12Qli2nwGhYo60pLThMnS87W9ZzakKw2TlfcEKyXgu9033uyDUvb7Zz9tVOdY7937/t+7/3++Hx/XOntXrfxfoEQ5D4CXgYfbZ5rTErm/PBt0ySQUIV8SLDDhjwAlll0EkBmX3vNpXNXm0lHTL5ZHzL7unmuMchdc4/5f+t1zwmZfR0tMeZz19l8XNYqU4+q2wRy3dWkPlvw8XydJl/nbZTMvuZ0qBCu53O/F/db/hf75ZR/6L24Pw//ow/5uEmp0xsP3BlpuTMekO+Myt7QnTGfz+sLyBL++Pnj54+f/+efFd2x6IpQxOcNrWgOhj9l/ONzzcEwVvjlbSvC3aEQmruDIb+eF2DmB7R4Y3F9Gv5gLO7zISr7fAj6+P/YFwMPY0tdXU3d+nWNW9a5H17nbvzs2i3YXONZj7o6rMit8ikRRkKjeUZ+cphX0bxOWo3rInNckHd9HiPTdcj4bIqIcjQaiYrBcEsk2uGNByNh1IdCcqs3JDb3xGUxJnd1y2GfjLWRDm8wbJDDLce6Q3ExHImLUbkzKsfkcNzbHJKxKRIXvWI83oPNcrQjGIsFI2HRL4eDsh8NnXJU30Hn6+TP43HZz4WIdfsCYkswJIuRqOgPRmVfPBLtmX7SGY345FgM93MKeUcwFo/hYW+oWxbjkYgY8kZbZbGFc3rjXjHe0ynrnJ1enyyG5Ja4qMuwLeiT0dAdFyMtYofcwdd3y7FId9Qni83dsR7Uh+NyNNrdGZf9YqwnFpc7RJ83FJqhissdnZGoNxoM9YjdYe82bzCkK10f3uYNBf1iTJbbUReNxGJ3GtuJoWC4HW7Z678zEg71GBoaS2NtTkvdGnJHZ7wHdZFwWPbpJuI2jYvNPWKnLEdnmS4e7JD9YqQ7fj1xS3dM9mN9JBYXgzHRH9kenh50h6Oy1xfQJa3x+6NyLCYGw2J3TEZtNNIuh8XOYKeM+hUNpnNzVjd1iERFr8GG2lDE156bj8pd3cHoLP+ZJjYgMOPE+th1Q4+8I24YQjf6uh2yTzSwZ26fs6Y32trdIYfjqDFvxFAwFjc8Hgm3YktPR3MkFPTpRhZDkUinjo+wt0OeIfJEImKHN9wjRjrlsL6trrzpg00RQxK/HPNFg53xSDQmzri11uu/8THn8AWCIf80JDlRzjw6PKcRObM3FzDGWbn5Zu8wjSy/7PXrtt0e6Q75xYjP1x3Flrg3Lpsx5otsk6M6z+aovC0Y6Y6Jke1hmQfLdZHl84Z9ckj24/7usG861oIdnSGZm9DwVocci3lbZR4IfjnGfWgETb1fDseDLUE5Kkbljsg22Y+1hq/Duk9j8ajs1a2mB9qMHiYVxyZHphlkBnmMQ1nXMoaN3FMBb0xsluWwGJO3yRw/m6OReMQXCZn+5xY1JTQsOmN+7rpmr1+MccuYQItFfO1yHGvlWDwYNoxg+mMGoZ8xFZ7xzfSe26ORcKuuvp5BzNWmH+uKT+t53XSsu7MzEuUm3aIzGYtc/2TTdaNp9hZvB88h19PmYvPjHuqJwOSeJrxetk1yfHsk2j4d/rnx7PD/uPwSNuhmP/M256QXm7tbWuSomUtnNjM1DsZEn8E2YwUu1cxknTesKyKH/aK3JS7nLCzGAt1xXc4Z7HpDUdnr7+FO7oxGWvWQmnk6e3ZL3BuSjdgMeMN+PZI6InFZnEliD3VH4l5R3uGTZX8O9f5gd4fYEukO+7FVd7s5pYP/M92heDAQ6RS9cZ7nufBuEz9iu9xzg7UflHt0IMs7OnWE5cY6sKPytki7Obndy3HYpluDmzsmR/UsCXRgP55BESkUSoRvCXuFW+nd9DYygc+jlq4QGL6LLWSd4BH8QkoYEZjwEGLCJvpvuJ/I5BHKyB2owm76uhCiP6OPklcE4AN6k+UPdTDlllWWBywPm3QR87rfUpgPpCzfz/YSR69bI3fQO2n5ieWXFs2y0LrCer+1yRq2PmG9RI5bz1n/3fpra2HeV8mSvKq8jXnePKCfvEJeJz8n+/KezXt5+rj147yf5Y3laXk/okvyq/Pr87+Q/xJ9mpp9FU+nK2IyiEAt1rz8UMuKFqNhMcY2e0HhnKKb5t6KxJtLkHhzmELZs5t9rRxQnO/vPEQAx3kKdR/wxmPAGzWPSSd8R2u1x/6mVnOK9O0moPg96lSPEDiuPfpKOtNI0le2CunLDTTN8qUhRoUhmw1dH1CitgvwxJdC+ZDCxXknX5zcfHhTRfIvBUkbsSbcw3SB+ooFKScwMUJL1VN5iSOXLEg1CVj1agG6jufhodRSKE9MMQ/nj39lsniEzleHqUONC9BiAlL8nuVLCqOCcrmhLn1la20601iTvvboP/U/DzjOClL14aUYch5H14gAz+k8qbqGYOWaAXQ1XWOeJsYu4esLleeQcBO+NzBwtkCq7r3KVg7TEhffbyOQwlV23+/a5xRtfIfrwnXqNfWZpE717bzEES73lecni0+3bc9k11NPWJBKACvZc5iYXAqlhjHPsBUrdTmeX6j8LZA6ZcGADVJ11m6q8yS6aizwjORLCuf/roCURLFSEJDK0gw67egaofDwZ3z/gAWpUpScY3nSxFIKzxUKlft4hJao52mpmqFQPrAg9QuhZDzA2CVbWZkC8vUjXiTczvb7qv7KgtQpYGUB4Phw0ebBPgtSrwpoPw3oPpD2Gj5oEqDNF5BKcF9Sh/q4gFRKkLRvMlZ67dHvp6+2kvQ1CiXTKKSvbKXpyw2WNKPFQxwLuq5zypQPKJTLlKhBIPV1QdIMWReqr1qQeodgYFIfL1BH6EJd9s9mbQeCVWfbtlc596DrWcBzSihNvsRtfnXuRCWBB0jMe5Wv27A2fWVrXTrTWJu+2sr99EPdT00ClNNCafJzFqRGyV73GIUySaHYPrMqadu189C9xHbuFwIUL2OXyqUyhdN/RJE6JWBAo041Q0tc3YxdOl5bppz6YnVmmDpVbtvqfCiXKFJNjB3vIRg4dVNZUvhg11t7lkLhNjyl22mB+mnBuLcCKQFwcHmZAOUtxkrZPjI0tQjala2W9OUGa/oyhdpLkJoPaVD3VXmZMvoW0vr96jJlmM53jc6FtpcgdYU61Q+XQdGf1Zcpw8uE9EDbtgyPj3YLUjymJSTc3FdHuN+QefkXezHxThaDp6eYZ3cBui43rEtf2bo2fXZuwj21SNJQ0nsL20cUbreprf+YfjY/4b7cQNIfUKi1FCkH5o8nBHgCbfEqbof1AlbZCI7ZTtZqowQDhEjaHoKBknJwWdXz1KG+S5E6Cqzq39uYsQfjVWs+RNcw4Hn2cSkzMsWO83UuN9Skp7b+QPeXjTiSsEL5LWOlfMz/GM0butxQmuY5htto+AzHt9Ml3J5wX3t0QXqVBSkuh+OkoPU+LmVGGTuuj5+kWm9eTcYmYGDsDBTnk5gIAJ6Dexszrp6KDH8WYOz42OclbfQbklZAcKz+h1Q7CwzYCY5V7KcaBRx8LecPqTbaJ2m7BUyMfdKg5fHx4JcnO23k8JE5nDdNNSfBRJD0HuE8B75MNfsBqlVaobgmGqsaT6IrwZjnIGOruA79QGp4t6T9iLG+0W+vTzuJfZzH3ei36/V7L7/fLmn9FgzwvfqTk8VsN9Igp1avR8I9XAdldD60sToo5ymU4fzE6gp7ws1j+wJ1qhaScBPgX5qQuXeUOlUnQfVPspjQsT5QqlQE23bYSMW9TXMSh2z5Cff5fXPvMem/l6PfUA6lsQcTz04xD9epEgm3/cDi6ssNW9PXHn04zWiegZe5SzIcK4cZ6zsMHOsFjsXUWs32Qq3mJPPHzwOeFHAs9Xe1uo9A1rzzjDB//K8Z8+j+z6/N5HC3/rXyJF8rmytcNZA0nhc/oIKKcii7GOvjtrgAFGex7Tqv14eSaQw1wfnO1NxbM1e2kvTDr5UnOe/lBiHN+fl67zDW94OlHJ8OPdcfFda88xqQmmp4Vcf5/MfmZM4RpIaFzH0JGPjWdd6zuJrbnO8tbi8uDrgwaJuTcI9Rp4vbTI8D761KYBO0wHmiNC3FYOBPoenz++u0WB602FKS5jnAjsS8YWp3TTWc1jE/1XgyzfG04fRi5f2FiUP1L0jp9UWSxnX4LJG0JwjO/YpW6HoUwJ5st2LIU1SUbCNzDs5HQfJDgoGKItu5bUupUgpbsn+BpJ0VbMnRx5Hh988elNKnBFuyiyJ1XJC0EjM+bN+q03oFaDxW483QLjfUpq9srUlPNZ4x5JrrzBQ4JO1gHgbmnKhJFxIc+ypwrKNr3eBd6jfdv366Vsvqr3KsfO0rz0dvLj7q/g2do0qCNOhciK49gKe+QNIOEPu5mwHH68CA0zYzP0bs5woBh3MxutYLvUecKG4fyeZ4aYGkOVE0foDXIDRNFN2lHOnosg5usGLCLdyUJNeYh+ebQrukFd0s6X3Ka23FxbZ0bTpI7Mk7sv46cBzpIoJjL5xerBy8Gdp3iqA9T8DzsIPHdmXNAqWisiZdSSStkNiTG60YqqzB0DgtPFdJ5hzUefcsUJKk8GDjrZgIEFvyjhoo/QTad+zQegEPt0cBSbjb3ha0CmJL6uuOLFZspCBpO0kVMrHr0Jq11onySqSXEV6znerZRQl3MxLuOkvCbUHiEO+tOH54nuF6oKW4eCdjfX/BWN/suJ3Kr9HjY/0bf/I2FGEod++cI3Rxvg3fntxsI49kxvYlbqn/s+AOUmLY5WzbZDGIPbkUcFwXp7kY/ftazXbciNGxXIx+r1br/UrjdIz2z4rRXzNWasaK633G+vjfxaysvDZle8mUfad0+Gwh7/Xsul782l9o5KFrZk5njJVy/Akna7UdAu8r/yF9NWL0Dx+1CulMI03naiLbhyG9L+K9iHdy83P7nBneQ3xuivXxfuEVxvp4XNqAwX5Bqu4vwEqjrzD6o+W89hEMPLevUe/HeD00+gWj9mUa69Iftdamr0Z4z/DP/R4BDk5HxIT7RcJ7O8uED/D0WhLu1YCDCZjQa25NqVJG+o5kKNQRtsc9TMvUbxGkbPlQFlugvHpmyYl+6szYyOKkbTWU0l/tPDTKezEK5RZSeq6R52taptbkJ9ztBKlFKDvH19pNF4/X6v3dLeoILVPP00XqPgGp9XRR0knLxp+jjZkxa8KNJ3uP8D7ETlD9qICUod8tun7LsvRnBaNX5LXW+RC6jvLrKnSdFuCpQMLdf2bJCRuVqnuBlWX5UHYLUP4125Pwa/+ZL5wIACv7ScJ9VsDgTI/18TbjPuV8V2b5NclY6XlK1JGsL7L1Zd4FI0862BlhaKqhQM/HYxSui5SoR5G5b7dF6uL1bj2RqgMUK8Vd0mHfTunw+X1QRu28jykw8ESwaji/5oXRZZI2doekBb4kpEc/Lw025eGF4fy6FwJfyq8cfVDSgrdAa8oTXhhedmp1di7ddEtiNXZKhz+h5/oNaXZG0OvWOLW7RvZBsRVwzBbqezg/gbtPX2UePq6gCXc5zDoqZF7mc7NlotirP3N+DneX/5Z5hkt5b2J3ObK1ndfVkdJsbTbpL5ix/jpjpSCJeT9nrNR5dc2LlMBjxtSDNt4LUKhZmx+aTzCYqxEcc0HGLh18f78bTz5wrfzpB64VLESPswrVAK4RG07WUKxMP/WUm/sta1fXgacGow/uSn+j8TZ02ay4uf2a762LtNAVYMxjt+LmDSThdq6vrOI8nPaOnelvrPkEujhdaH/BohFa6HrCuvieOesrqmxWPGRjzKP3aHkJt20xevi99Mait4GEO1cvbDulwxeooHLfw5Zwv0ud6nt6z2xT/4M6Vcrtn1+T+QFjpaN6nHKMcHqqXqAW9V1qVd+jebqd+JqTM/lG5T0szzM5m5yc4raa/+B8JObx+NcYK61fjHkFFgxlz3wDG4PeqjssGMrqoT5D7O1exjy8lhcSaPZyVPM1+ggcPMdM6X2uTeUxmj0LpbLzqamGmvR+AgfffxdBakSXd76a25/VYcg7BwPSHLJpTQITQQGei9zHgYufLn9CDC/tvytcj9uXVFpwnx0FyXLrqdWz539swX0PEqLU74Gym5Dxi9SuNgOeS4yV8rrqqoHSSMh4rRUeEhj7tPiEGCb9d4XvwO1LkhbcO/IeGtoYu1Q7dGa1tNgbRv/d4QLcvmRDEeZdXIbqDbdi3oYi6dCdgGP4PTRw/CzVaZ/Vae1ctiLMG6OorrwV8yqLpENL/xDt/BnaSlKQrKyBsgBwjNEC1VVuyHtegEeaQ24igeBV8QlxOem/azmXuVDAvSPvYq4u81MPXJMWe5ej/+7lusx2zLv4SVNmu7G2i/ddBFpBOaoLzD3WwD5+KtvDFwSCVY1kaTu/5/31RzyWdiHN6qDHNefT+7ZyVP9Wx5pTtQcCHMfKjxlbBSv0Gsp9P0aJa1Q/M3Mc8r7MOPN8kbG+q0AqKNiTHAu/1PMXhqa2kvSHlLh4PzYJpPiZpIRg5Sg1zj08B5+nJa42Hsvg5+QDR5oER5L3V1Nba9JvwcAUf3YjpiohjNtNHBVCSDYS+3iCwBMKtlX9ilL1P6lF/Skw8N0SqeqnVgw9Q+a272HMYwEcG6xQLvO8CzjqiZB8Ewa2uVznqdPUi6hreQ/M85Nw4AjX6ziXZ+6SzGu6LkQ9zlifzYIXE4CH4/A5IHWBMU+TgOTsXp2fX3mtnuTnsgar2WNDnWoV9PrdBByPC5LmsWCAn0vPMNZn1OZSNWs/1cVYH695GiWqYbsFqvG9xUL1Ai1TFwGp0WVS9XoBKyeppI3WzdBcoAvVd/X6WKq+xO3sM2rZaKGkPdNWUVVihdIrlCQTQmkyIEDjfTfvv/p4/mmtTT9t9lu1lcXFP+Vn8ToMEX5OpE51DSHjR4mBsXFK1fepoI4DA18ukap4791IinSbc9x9yFgpx6lVx6dTzfrNxV7CCVaIQW8OL4W8t+ZnEOLi9nnEyPEKsejnEDV7hnG9OcX6vFy2QkmTbuDj55ZHTKx4ZuEse752DfEcmLXRWa47lbQmwZbkWGgSSDKns467QklbxXUG0fHEZeX6VehxZGsvJ/BkY8TVxr8rI8L4UmLE1aQROy6un43n2VW9f86fjy7rvWUD4BCQODQ+K0eHjV5wGs/9i4za+dUpVjpaYtzz+TGjLziUrRMuXk9GzH5x/xQrPSDY9VjJnqW7humBI+yMEdMH24JVbW2VVVyuNcQ2rmPQfDZNu88Y5648D4wVSoM8h1x8STphV3CioAiDuTzBbTdGJX5u7zLkkjQ+x++5Pr+ZMvyby0Oz1859N8JrmDGe6Y90mXYhbXxXaHOZ8aIY41Orm4TEan3/35GXngMGeH2stWCClKDqtFl7OX0jbOO8n6sMBKrsAb02T39fkvvO2OIw3jvylBHyce8x/ferAF/IG24Vt8lR/bfne+5efvfyu/RfnuTop8SNG9fmprA8GuG/Y2F5XN4Rx/LWSBzLo3IoGmns9Pr9wXArlhvPm2MxLPdFOvRfI5fHArF4NO5t/r94n4CYf/eY4zeIoccbpjaJouvpi2/gt896h+r697VufE/LtOcN/HNNfvNr+FnvUZnjG+htN4wd5lyOv9Pkz73P9bWC3/9S1bIb9p95/+vj5b1xXHnD/jtM/rjJLwq/X/7l5v533TCf46/A73mJDsB9s/ae/fmmyV/zB14q+y8="
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
async function startAt(address, { sccachePath, env, folder }) {
	const logFile = Boolean(env["SCCACHE_LOG"] || env["SCCACHE_ERROR_LOG"]) ? null : join(folder, serverLogName);
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
		if (!isReadOnly(env, settings.sccacheConfig)) await makeDirectory(directory);
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

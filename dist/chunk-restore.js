import { a as sumBytes } from "./chunk-room2.js";
import { t as isFresh } from "./chunk-key.js";
import { n as makeReport } from "./chunk-make-report.js";
import { d as effectiveDisk, f as otherPlaces, p as parseCacheSize, u as bypassWarnings } from "./chunk-native-code.js";
import { $ as proveServer, Q as openServer, T as manifestToJson, at as givenAddress, et as startedIn, it as freePort, l as whyNotRestore, m as readManifest, nt as addressVariables, ot as isListening, r as restoredBy, rt as endByForce, st as makeServerFolder, ut as socketName } from "./chunk-handoff.js";
import { i as orFailure, n as isFailure, r as openPhases } from "./chunk-deps.js";
import { r as openPool, t as unpack } from "./chunk-unpack.js";
import { t as StoreError } from "./chunk-store.js";
import { D as freeBytes, E as freeBeside } from "./chunk-checks.js";
import { a as entryCount } from "./chunk-words.js";
import { l as leftOutOf, n as logVariables, o as runsOn, s as usableBy, u as leftOutToJson } from "./chunk-log.js";
import { a as removeIfEmpty, i as placeToUnpack, r as makeDirectory, t as adopt } from "./chunk-adopt.js";
import { a as chooseUnpacking, c as mayWriteRaw, i as cacheBytesFor, n as planWrappings, r as unite, u as limitsOf } from "./chunk-wrappers.js";
import { t as samePlace } from "./chunk-same-place.js";
import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { isAbsolute, join } from "node:path";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { closeSync, fstatSync, openSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
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
* where there is none, the base; only where there is one, or several places to look in, a second one follows.
*/
async function fetchParts({ keys, ...common }, deps, phases = openPhases(deps)) {
	const fetch = (key, fallbacks) => fetchBundle({
		...common,
		chain: {
			key,
			fallbacks
		}
	}, deps, phases);
	const fetchBase = () => fetch(keys.primary, keys.fallbacks);
	const prefix = keys.overlay;
	if (prefix === null) return {
		base: await fetchBase(),
		overlay: nothing({
			kind: "skipped",
			why: "no overlays here"
		})
	};
	if (!deps.store.traits.findsAllInOneLookup || keys.fallbacks.length + 2 > mostKeys) return {
		base: await fetchBase(),
		overlay: await fetch(prefix, [])
	};
	const first = await fetch(prefix, [keys.primary, ...keys.fallbacks]);
	if (isAnswerFor(first, prefix)) return {
		base: await fetchBase(),
		overlay: first
	};
	return {
		base: first,
		overlay: nothing(first.part.kind === "failed" ? first.part : { kind: "missed" })
	};
}
/** Whether the first lookup named an overlay, and not a base. */
function isAnswerFor({ part }, prefix) {
	return (part.kind === "restored" ? part.bundle.key : part.kind === "failed" ? part.key : null)?.startsWith(prefix) ?? false;
}
function nothing(part) {
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
	const fetched = await orFailure(() => bringIn$1(request, {
		...deps,
		phases,
		onFound
	}), () => doing);
	return isFailure(fetched) ? nothing({
		...fetched,
		...found
	}) : fetched;
}
async function bringIn$1(request, { phases, onFound, ...deps }) {
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
		if (fetched.kind === "miss") return nothing({ kind: "missed" });
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
// src/sccache/environment/environment.ts
/** An idle server ends after so many seconds: longer than a step without compilations, and an abandoned one ends the same day. */
const idleSeconds = 21600;
const leastIdleSeconds = 60;
/**
* The variables with which a build uses sccache and the restored directory. What the user has set is kept, unless sccache
* would fail the build by it or write its entries elsewhere; then a notice says what was changed.
*/
function buildEnvironment(options) {
	const { env, surroundings, refused = /* @__PURE__ */ new Map() } = options;
	const passed = planWrappings(options).filter(([wrapper]) => !refused.has(wrapper));
	const wrapped = unite(passed.map(([, wrapping]) => wrapping));
	const kept = [];
	const incremental = noIncremental(env, passed);
	const wanted = {
		...serverSettings(options, kept),
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
			...bypassWarnings(env, surroundings.sccacheConfig),
			...sizeWarnings(env),
			...wrapped.warnings,
			...[...refused].map(([wrapper, why]) => ({
				text: `wrap: ${wrapper} is left out, since sccache refuses the compiler: ${why}`,
				topic: "compiler-refused"
			}))
		],
		proofs: passed.flatMap(([wrapper, { proof }]) => proof ? [{
			wrapper,
			call: proof
		}] : []),
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
function serverSettings(options, notices) {
	const { env, compressionLevel: level, surroundings } = options;
	const settings = {
		SCCACHE_IGNORE_SERVER_IO_ERROR: "1",
		SCCACHE_IDLE_TIMEOUT: String(idleSeconds),
		...level === void 0 ? {} : { SCCACHE_CACHE_ZSTD_LEVEL: String(level) }
	};
	for (const [name, value] of Object.entries(settings)) {
		const theirs = env[name];
		if (!theirs || theirs === value) continue;
		const seconds = name === "SCCACHE_IDLE_TIMEOUT" ? Number(theirs) : 0;
		if (seconds > 0 && seconds < leastIdleSeconds) {
			settings[name] = String(leastIdleSeconds);
			notices.push(`${name} was ${seconds} and is now ${leastIdleSeconds}: the server must not end before the build begins`);
		} else {
			delete settings[name];
			notices.push(`${name} is kept as it was set`);
		}
	}
	const disk = effectiveDisk(env, surroundings.sccacheConfig);
	if (disk && !options.isAsked) {
		notices.push(`sccache's own configuration is kept: ${surroundings.sccacheConfig.file}`);
		return settings;
	}
	return {
		...settings,
		...diskSettings(options, disk, notices)
	};
}
/** One variable of these and sccache no longer looks at the file's other settings, so all of them follow. */
function diskSettings({ env, directory, cacheSizeBytes }, file, notices) {
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
	return {
		kind: "failed",
		why: `sccache --start-server: ${reasonIn(await readFile(outputFile, "utf8").catch(() => "")) ?? ended}`
	};
}
/** The lines in which sccache says what went wrong, as one. */
function reasonIn(said) {
	const [message = ""] = said.split("Stack backtrace:");
	const lines = message.split("\n").map((line) => line.replace(/^sccache: (error: |caused by: )?/, "").trim());
	const noise = /^Starting the server|^\d* *\||^\[\S+ +(TRACE|DEBUG|INFO) /;
	const telling = lines.filter((line) => line !== "" && !noise.test(line));
	return telling.length === 0 ? void 0 : telling.join(": ").slice(0, 400);
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
	const { directory, surroundings, env } = request;
	const plan = await planEnvironment(request, 0, /* @__PURE__ */ new Map());
	if (!plan.environment.reaches) return unreached(plan.environment);
	try {
		if (!(env["SCCACHE_LOCAL_RW_MODE"] ?? surroundings.sccacheConfig.disk?.readOnly)) await makeDirectory(directory);
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
	const todo = otherPlaces(env, surroundings.sccacheConfig).map((place) => `; sccache is told to use ${place.name}: ${place.todo}`);
	return {
		kind: "failed",
		why: started.why + todo.join("")
	};
}
/**
* The build as it is proved: what sccache refuses to wrap is left out. Runs beside the download, as it needs the processor
* and that needs the network.
*/
async function proveBuild(request, { environment, server }) {
	const { proofs } = environment;
	const calls = proofs.map(({ call }) => call);
	const { why, refused } = await proveServer(server, {
		env: withExports(request.env, environment),
		calls,
		format: request.config.cmdFormat
	});
	if (why !== void 0) return { why };
	return new Map(proofs.flatMap(({ wrapper }, i) => {
		const reason = refused[i];
		return reason === void 0 ? [] : [[wrapper, reason]];
	}));
}
/**
* The final environment, for what was restored. The server is started anew where it differs in what the server itself is
* told. Nothing of it is left running when the build will not use it.
*/
async function finishBuild(request, opened, { restoredBytes, refused }) {
	const { server } = opened;
	const plan = await planEnvironment(request, restoredBytes, refused);
	const { environment } = plan;
	if (environment.reaches && told(environment) === told(opened.environment)) return {
		kind: "ready",
		build: withAddress({
			...plan,
			server
		}, request.env)
	};
	const stopped = await openServer(server).stop();
	if (!environment.reaches) return unreached(environment);
	if (stopped.kind === "failed") return {
		kind: "failed",
		why: stopped.why
	};
	const started = await start(request, environment);
	if (started.kind === "failed") return started;
	return {
		kind: "ready",
		build: withAddress({
			...plan,
			server: started.server
		}, request.env)
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
async function planEnvironment(request, restoredBytes, refused) {
	const { config, directory, sccache, env, surroundings, limits } = request;
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
		sccachePath: sccache.path,
		compressionLevel: isRaw ? level : void 0,
		env,
		platform: process.platform,
		surroundings,
		refused
	});
	const theirs = env["SCCACHE_CACHE_ZSTD_LEVEL"];
	return {
		environment,
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
function withAddress(build, env) {
	const address = Object.entries(build.server.variables).filter(([name, value]) => env[name] !== value).map(([name, value]) => ({
		name,
		value
	}));
	const { environment } = build;
	return {
		...build,
		environment: {
			...environment,
			exports: [...environment.exports, ...address]
		}
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
	const { environment, ...done } = await bringIn(request, deps, phases);
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
async function bringIn(request, deps, phases) {
	const { config, keys, env, surroundings } = request;
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
	const others = otherPlaces(env, surroundings.sccacheConfig);
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
	const [refused, fetched] = await Promise.all([proving, fetching()]);
	if ("why" in refused) {
		await openServer(opened.build.server).stop();
		return notReady({
			kind: "failed",
			why: refused.why
		});
	}
	const restoredBytes = fetched.outcome.kind === "restored" ? fetched.outcome.entryBytes : 0;
	const finished = await phases.run("start the server", () => finishBuild(build, opened.build, {
		restoredBytes,
		refused
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
	const found = await orFailure(() => store.lookup({
		key: keys.primary,
		fallbacks: keys.fallbacks
	}), "lookup");
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
export { restore };

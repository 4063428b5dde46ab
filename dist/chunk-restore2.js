import { a as sumBytes } from "./chunk-room.js";
import { B as givenAddress, E as manifestToJson, F as run, G as socketName, H as makeServerFolder, I as runDetached, L as addressVariables, M as openServer, N as localDirectory, Q as otherPlaces, R as endByForce, V as isListening, h as readManifest, it as isFresh, l as whyNotRestore, r as restoredBy, z as freePort } from "./chunk-handoff.js";
import { r as makeReport } from "./chunk-make-report.js";
import { i as userCacheBytes, r as rawLevelOf, t as buildEnvironment } from "./chunk-environment.js";
import { n as openPhases, r as orFailure, t as isFailure } from "./chunk-deps.js";
import { t as StoreError } from "./chunk-store.js";
import { r as openPool, t as unpack } from "./chunk-unpack.js";
import { i as freeBytes, r as deviceOf } from "./chunk-config.js";
import { c as kindOf } from "./chunk-tar.js";
import { a as removeIfEmpty, i as placeToUnpack, r as makeDirectory, t as adopt } from "./chunk-adopt.js";
import { t as callThrough } from "./chunk-parsers.js";
import { t as logVariables } from "./chunk-log.js";
import { randomBytes } from "node:crypto";
import { closeSync, fstatSync, openSync } from "node:fs";
import { join } from "node:path";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
// src/flow/fetch-with.ts
/**
* Fetches a bundle and works on it meanwhile, where the store says what has come, or else when it is there: without
* waiting for the work to end. Work that fails ends the download. @throws what the store throws, or what the work throws
*/
async function fetchWith({ chain, file, onProgress, onFault }, work, { store, threads, zstd }) {
	const stop = new AbortController();
	let last;
	let pool;
	const dropped = [];
	const warm = (bytes) => {
		if (bytes < bytesOfThread) return;
		pool ??= openPool(threads, zstd);
		pool.warm(Math.floor(bytes / bytesOfThread));
	};
	const begin = (arriving) => {
		if (last) dropped.push(last.drop());
		warm(arriving.bytes);
		const attempt = beginAttempt(arriving, work, pool);
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
		if (!last || !fault) throw error;
		onFault(last.key);
		throw fault.error;
	} finally {
		await Promise.all([...dropped, pool?.close()]);
	}
}
/** A bundle of so many bytes has a segment for one more thread, as a rule, and threads take a while to start. */
const bytesOfThread = 16e6;
function beginAttempt(arriving, work, pool) {
	const { key, file, bytes } = arriving;
	const descriptor = openSync(file, "r");
	const { dev, ino } = fstatSync(descriptor, { bigint: true });
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
	const result = work.begin({
		descriptor,
		bytes,
		ready
	}, {
		found: arriving,
		pool
	}).catch((error) => {
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
		fault: () => fault,
		async isOf(path) {
			const found = await stat(path, { bigint: true });
			return found.dev === dev && found.ino === ino;
		},
		async drop() {
			over.reject(/* @__PURE__ */ new Error("the download has ended"));
			await result.then(work.undo).catch(() => void 0);
			await close();
		},
		async end() {
			try {
				return await result;
			} finally {
				await close();
			}
		}
	};
}
// src/flow/restore/disk-room.ts
/** What an entry with raw blocks takes when it is compressed again, at level 1: 0.26 of it on real builds. */
const compactShare = .35;
/** Raw bytes of the entries in a bundle that is as large as it may be: 8.4 a byte for a large project. */
const rawShare = 8.4;
/** What a build's own products take at least, and beside its raw entries: `target` of debug builds was seen to take 1 to 1.5. */
const leastTargetBytes = 2e9;
const targetShare = 1.5;
/** New entries of a warm build, beside the restored ones; a cold build makes as many as it has. */
const growthShare = .5;
/** What an sccache that nobody limits may fill: 10 GiB, its own default. */
const defaultCacheBytes = 10 * 2 ** 30;
/** What a build with so many bytes of raw entries needs on the disk for its products. */
function targetBytes(rawBytes) {
	return Math.max(leastTargetBytes, targetShare * rawBytes);
}
/**
* Chooses how to write entries so that they, what the build adds to them and its products fit: raw, else compressed again,
* else fewer of them, else none. The user's limit must hold them, too: sccache would evict the rest as soon as it starts.
*/
function chooseUnpacking(entries, { freeBytes: free, limitBytes: limit = Number.POSITIVE_INFINITY }) {
	const rawBytes = sum(entries, ({ bytes }) => bytes);
	const left = free - targetBytes(rawBytes);
	if (rawBytes * 1.5 <= Math.min(left, limit)) return {
		how: "raw",
		entries
	};
	const most = Math.min(left / 1.5, limit);
	const fitting = sum(entries, compactBytes) <= most ? entries : mostUseful(entries, most);
	return fitting.length === 0 && entries.length > 0 ? {
		how: "none",
		entries: []
	} : {
		how: "compact",
		entries: fitting
	};
}
/** What an entry takes when it is compressed again: about as much as sccache's own, where that was compressed. */
function compactBytes({ bytes, storedBytes }) {
	return storedBytes < .9 * bytes ? 1.1 * storedBytes : compactShare * bytes;
}
/**
* Whether sccache may write its new entries raw, which takes four times the disk and less work. `restoredBytes` are the raw
* bytes of what was restored, and in place already; 0 for a cold build, of which nothing is known but what a bundle may take.
*/
function mayWriteRaw(restoredBytes, { freeBytes: free, limitBytes = Number.POSITIVE_INFINITY }, maxSizeBytes) {
	const expected = restoredBytes || rawShare * maxSizeBytes;
	const growth = restoredBytes ? growthShare * restoredBytes : expected;
	return !(limitBytes < Math.max(defaultCacheBytes, 4 * restoredBytes)) && growth + targetBytes(expected) <= free;
}
/** The entries to restore when not all fit: used last, then with the most compile time for their size. */
function mostUseful(entries, most) {
	let left = most;
	const worth = ({ costMs, bytes }) => (costMs ?? 0) / bytes;
	return [...entries].sort((a, b) => b.lastRun - a.lastRun || worth(b) - worth(a) || a.bytes - b.bytes).filter((entry) => {
		const bytes = compactBytes(entry);
		if (bytes > left) return false;
		left -= bytes;
		return true;
	});
}
function sum(entries, bytesOf) {
	return entries.reduce((total, entry) => total + bytesOf(entry), 0);
}
// src/flow/restore/unpacking.ts
/** Checks a bundle, chooses what of it is restored and how, and unpacks that in a new folder within the directory. */
function unpackingWork(request, onProgress, deps) {
	const { directory, limitBytes } = request;
	const remove = async (folder) => {
		await rm(folder, {
			recursive: true,
			force: true
		});
		await removeIfEmpty(directory);
	};
	return {
		async begin(bundle, { found, pool }) {
			const { zstd, threads } = deps;
			const manifest = await readManifest(bundle, zstd, deps.signing?.trust(found));
			const wanted = wantedEntries(manifest, request);
			const room = {
				freeBytes: await freeBesides(bundle, directory),
				limitBytes
			};
			const { how, entries: chosen } = chooseUnpacking(wanted, room);
			if (how === "none") {
				const { freeBytes: free, limitBytes = free } = room;
				throw new StoreError(`${limitBytes < free ? "sccache's size limit" : "the disk"} has too little room to restore the bundle`, { reason: "full" });
			}
			const names = new Set(chosen.map(({ name }) => name));
			const folder = await placeToUnpack(directory);
			try {
				const options = {
					compact: how === "compact",
					threads,
					pool,
					onProgress
				};
				const isChosen = ({ name }) => names.has(name);
				return {
					folder,
					manifest,
					entries: await unpack({
						file: bundle,
						manifest,
						directory: folder,
						wanted: isChosen,
						...options
					}, zstd),
					leftOut: wanted.length - chosen.length
				};
			} catch (error) {
				await remove(folder);
				throw error;
			}
		},
		undo: ({ folder }) => remove(folder)
	};
}
/** What of a bundle may be restored. */
function wantedEntries({ sccacheVersion, entries }, request) {
	return request.sccacheVersion !== null && sccacheVersion === request.sccacheVersion ? entries : entries.filter(({ name }) => kindOf(name) === "object");
}
/** Bytes that are free for `directory` when the rest of the bundle has come. */
async function freeBesides({ descriptor, bytes }, directory) {
	const { dev, blocks } = fstatSync(descriptor);
	const toCome = await deviceOf(directory) === dev ? Math.max(0, bytes - blocks * 512) : 0;
	return await freeBytes(directory) - toCome;
}
/** Moves what was unpacked into sccache's directory, and notes for the save what that is. */
async function moveIn({ folder, manifest, entries, leftOut }, place, { log }) {
	if (leftOut > 0) log.notice(`Restoring ${entries.length} of ${entries.length + leftOut} entries: the others do not fit ` + (place.limitBytes === void 0 ? "on the disk" : "into sccache's size limit, or on the disk"));
	await writeFile(place.manifestFile, manifestToJson(manifest));
	await adopt(folder, place.directory);
}
// src/flow/restore/fetch.ts
/** A chain holds no more: GitHub refuses it. */
const mostKeys = 10;
/**
* Brings the best base into the directory, and in a pull request its newest overlay. One lookup finds the overlay or,
* where there is none, the base; only where there is one, or several places to look in, a second one follows.
*/
async function fetchParts({ keys, oneLookup, ...common }, deps, phases = openPhases(deps)) {
	const fetch = (key, fallbacks) => fetchBundle({
		...common,
		chain: {
			key,
			fallbacks
		}
	}, deps, phases);
	const fetchBase = () => fetch(keys.primary, keys.fallbacks);
	if (keys.overlay === null) return {
		base: await fetchBase(),
		overlay: notMade
	};
	const prefix = keys.overlay;
	if (!oneLookup || keys.fallbacks.length + 2 > mostKeys) return {
		base: await fetchBase(),
		overlay: await fetch(prefix, [])
	};
	const first = await fetch(prefix, [keys.primary, ...keys.fallbacks]);
	if (isAnswerFor(first, prefix)) return {
		base: await fetchBase(),
		overlay: first
	};
	const { part } = first;
	return {
		base: first,
		overlay: {
			part: part.kind === "failed" ? part : { kind: "missed" },
			entries: []
		}
	};
}
const notMade = {
	part: {
		kind: "skipped",
		why: "no overlays here"
	},
	entries: []
};
/** Whether the first lookup named an overlay, and not a base. */
function isAnswerFor({ part }, prefix) {
	return (part.kind === "restored" ? part.bundle.key : part.kind === "failed" ? part.key : null)?.startsWith(prefix) ?? false;
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
	const fetched = await orFailure(() => bringIn$1(request, {
		deps,
		phases
	}, (key) => {
		found = {
			key,
			readAtMs: deps.now()
		};
	}));
	return isFailure(fetched) ? {
		part: {
			...fetched,
			...found
		},
		entries: []
	} : fetched;
}
async function bringIn$1(request, { deps, phases }, onFound) {
	const { chain, directory } = request;
	const file = join(deps.tempDirectory, `restored-${randomBytes(4).toString("hex")}.tar.zst`);
	const manifestFile = `${file}.manifest.json`;
	let show = () => void 0;
	const unpacking = unpackingWork(request, (progress) => show(progress), deps);
	let isKept = false;
	try {
		const fetched = await phases.run("look up and download", (onProgress) => fetchWith({
			chain,
			file,
			onProgress,
			onFault: onFound
		}, unpacking, deps)).catch((error) => {
			if (error instanceof StoreError && error.key !== void 0) onFound(error.key);
			throw error;
		});
		if (fetched.kind === "miss") return {
			part: { kind: "missed" },
			entries: []
		};
		onFound(fetched.key);
		const readAtMs = deps.now();
		const { entries } = await phases.run("unpack", async (onProgress) => {
			show = onProgress;
			const unpacked = await fetched.result();
			try {
				await moveIn(unpacked, {
					directory,
					manifestFile,
					limitBytes: request.limitBytes
				}, deps);
			} finally {
				await unpacking.undo(unpacked);
			}
			return unpacked;
		});
		const left = {
			freeBytes: await freeBytes(file),
			limitBytes: void 0
		};
		isKept = request.saves && mayWriteRaw(sumBytes(entries), left, request.maxSizeBytes);
		const bundleFile = isKept ? file : null;
		return {
			part: {
				kind: "restored",
				bundle: {
					key: fetched.key,
					bytes: fetched.bytes,
					readAtMs,
					manifestFile,
					bundleFile
				}
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
// src/sccache/server/start.ts
/** sccache itself gives up after 10 s. */
const startMs = 12e3;
/** A compiler may be a version manager that downloads the compiler first. It is not killed, only no longer waited for. */
const proveMs = 12e4;
/** Versions before this one do not know SCCACHE_SERVER_UDS and would use the port that all jobs share. */
const firstWithSockets = [0, 9];
/** For a connection on this machine, and for a stranger there to answer. */
const connectMs = 2e3;
/**
* Starts a server for this job alone: at the address that the user has set when nothing listens there, else in `folder`.
* The server keeps none of our descriptors open. Never throws.
*/
async function startServer(options) {
	const platform = options.platform ?? process.platform;
	const given = givenAddress(options.env, platform);
	try {
		if (given !== void 0) {
			const there = await isListening(given, connectMs) ? await useTheirs(given, options) : await startAt(given, options);
			if (there?.kind === "ready" || there && !/in use|denied|shorter|os error/i.test(there.why)) return there;
		}
		const own = await ownAddress(options, platform);
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
/**
* Asks a running server to wrap calls of compilers that end at once, such as `rustc -vV`, in the environment of the build.
* A compiler that does not run without sccache either is not held against it. Afterwards the server's counts are 0. The
* calls go through `format`, as those of the build do; the server itself does not, since the build gives it its environment
* with each call, and what such a command sets up may be gone when it ends.
*/
async function proveServer(server, { env, calls, format }) {
	const strictEnv = {
		...env,
		...server.variables,
		SCCACHE_IGNORE_SERVER_IO_ERROR: void 0
	};
	const refused = [];
	for (const call of calls) {
		const [file = "", ...args] = call;
		const runAs = (words, its) => {
			const [program, ...rest] = callThrough(format, words);
			return failure(() => run(program, rest, {
				env: its,
				limitMs: proveMs
			}));
		};
		const why = await runAs([server.sccachePath, ...call], strictEnv);
		const isBroken = why !== void 0 && await runAs([file, ...args], env);
		refused.push(isBroken ? void 0 : why);
	}
	const { statistics, zero } = openServer(server);
	if (await statistics() === void 0) return {
		why: "its server does not answer",
		refused
	};
	if (server.isOurs) await zero();
	return {
		why: void 0,
		refused
	};
}
async function failure(work) {
	try {
		await work();
		return;
	} catch (error) {
		return error.message;
	}
}
/**
* A server that somebody else started at the address which the user has set. It is used when it keeps its entries in the
* same directory and has not read that yet, since it would not see what is restored; undefined when it cannot be used.
*/
async function useTheirs(address, { sccachePath, directory }) {
	const server = {
		sccachePath,
		address,
		variables: addressVariables(address),
		logFile: null,
		isOurs: false
	};
	const statistics = await openServer(server, { callMs: connectMs }).statistics();
	return statistics?.executed === 0 && localDirectory(statistics) === directory ? {
		kind: "ready",
		server
	} : void 0;
}
/** A socket in the job's folder or, where that has too long a name, in a short one; a port where there are no sockets. */
async function ownAddress({ version, folder }, platform) {
	if (platform !== "win32" && knowsSockets(version)) {
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
function knowsSockets(version) {
	const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
	return major > firstWithSockets[0] || minor >= firstWithSockets[1];
}
async function startAt(address, { sccachePath, env, folder }) {
	const logFile = Boolean(env["SCCACHE_LOG"] || env["SCCACHE_ERROR_LOG"]) ? null : join(folder, "sccache-server.log");
	const log = logFile === null ? {} : {
		...logVariables,
		SCCACHE_ERROR_LOG: logFile
	};
	const variables = addressVariables(address);
	const outputFile = join(folder, "sccache-start.log");
	const serverEnv = {
		...env,
		...log,
		...variables
	};
	const ended = await runDetached(sccachePath, ["--start-server"], {
		env: serverEnv,
		limitMs: startMs,
		outputFile
	});
	if (ended === "exit 0") return {
		kind: "ready",
		server: {
			sccachePath,
			address,
			variables,
			logFile,
			isOurs: true
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
// src/flow/restore/job-build.ts
/**
* Starts the job's server in the environment that the build will have if nothing is restored. Nothing is proved yet: until
* `finishBuild` has done so, nothing may be exported.
*/
async function openBuild(request) {
	const { directory, surroundings, env } = request;
	const plan = await planEnvironment(request, 0, /* @__PURE__ */ new Map());
	if (!plan.environment.reaches) return {
		kind: "unreached",
		environment: plan.environment
	};
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
	if (!plan.environment.reaches) {
		await openServer(server).stop();
		return {
			kind: "unreached",
			environment: plan.environment
		};
	}
	if (!server.isOurs || told(plan.environment) === told(opened.environment)) return {
		kind: "ready",
		build: withAddress({
			...plan,
			server
		}, request.env)
	};
	const stopped = await openServer(server).stop();
	if (stopped.kind === "failed") return {
		kind: "failed",
		why: stopped.why
	};
	const started = await start(request, plan.environment);
	if (started.kind === "failed") return started;
	return {
		kind: "ready",
		build: withAddress({
			...plan,
			server: started.server
		}, request.env)
	};
}
async function planEnvironment(request, restoredBytes, refused) {
	const { config, directory, sccache, env, surroundings } = request;
	const room = {
		freeBytes: await freeBytes(directory),
		limitBytes: userCacheBytes(env, surroundings)
	};
	const level = rawLevelOf(sccache.version);
	const isRaw = level !== void 0 && mayWriteRaw(restoredBytes, room, config.maxSizeBytes);
	const environment = buildEnvironment({
		directory,
		isAsked: config.sccacheDir !== void 0,
		cacheSizeBytes: Math.max(defaultCacheBytes, 4 * restoredBytes),
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
function start({ sccache, env, serverFolder: folder, directory }, environment) {
	const { path: sccachePath, version } = sccache;
	return startServer({
		sccachePath,
		version,
		env: withExports(env, environment),
		folder,
		directory
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
	const { outcome, base, overlay, environment, job } = await bringIn(request, deps, phases);
	const readyAtMs = deps.now();
	return {
		environment,
		report: makeReport({
			step: "restore",
			key: keys,
			store: deps.store.label,
			restore: {
				outcome,
				seconds: (readyAtMs - started) / 1e3,
				phases: phases.list()
			}
		}),
		handoff: {
			format: 2,
			config: {
				...config,
				sccacheMirror: void 0
			},
			context: request.context,
			directory,
			keys,
			toolchain,
			readyAtMs,
			sccache: job?.sccache ?? null,
			server: job?.server ?? null,
			rawAtSource: job?.isRaw ?? false,
			base,
			overlay,
			restoreMs: readyAtMs - started,
			restorePhases: phases.list()
		}
	};
}
async function bringIn(request, deps, phases) {
	const { config, keys, env, surroundings } = request;
	if (config.lookupOnly) return phases.run("look up and download", () => lookUp(keys, deps));
	if (!deps.sccache) return skip("there is no sccache to use it");
	const { path } = deps.sccache;
	const sccache = {
		path,
		version: await deps.sccache.version()
	};
	const build = {
		...request,
		sccache
	};
	const opened = await phases.run("start the server", () => openBuild(build));
	if (opened.kind !== "ready") return notReady(opened);
	const others = otherPlaces(env, surroundings.sccacheConfig);
	const elsewhere = `sccache uses ${others.map(({ name }) => name).join(" and ")}, not its directory`;
	const whyNot = whyNotRestore(config, request.context) ?? (others.length > 0 ? elsewhere : void 0);
	const proving = proveBuild(build, opened.build);
	const fetching = async () => {
		const done = whyNot === void 0 ? await fetchAll(request, sccache.version, {
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
		...fetched,
		environment: {
			...finished.environment,
			exports: []
		}
	};
	if (finished.kind === "failed") return notReady(finished);
	const { environment, server, isRaw } = finished.build;
	return {
		...fetched,
		environment,
		job: {
			sccache,
			server,
			isRaw
		}
	};
}
/** Nothing of sccache is used in the job, so that nothing is to be saved either. */
function notReady(opened) {
	if (opened.kind === "unreached") return {
		...skip("nothing in this job calls sccache"),
		environment: {
			...opened.environment,
			exports: []
		}
	};
	const why = `sccache does not work here: ${opened.why}`;
	return {
		...skip(why),
		outcome: {
			kind: "failed",
			failure: "server",
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
	}));
	const skipped = skip("lookup-only is true");
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
async function fetchAll({ keys, directory, config, env, surroundings }, version, { deps, phases }) {
	const saves = config.save !== "never";
	const oneLookup = deps.store.traits.findsAllInOneLookup;
	const limitBytes = userCacheBytes(env, surroundings);
	const { maxSizeBytes } = config;
	const { base, overlay } = await fetchParts({
		keys,
		oneLookup,
		directory,
		sccacheVersion: version,
		limitBytes,
		maxSizeBytes,
		saves
	}, deps, phases);
	const parts = {
		base: base.part,
		overlay: overlay.part
	};
	const first = restoredBy(base.part) ?? restoredBy(overlay.part);
	if (!first) return {
		outcome: base.part.kind === "failed" ? base.part : { kind: "missed" },
		...parts
	};
	if (overlay.part.kind === "failed") deps.log.notice(`The overlay was not restored: ${overlay.part.why}`);
	if (base.part.kind === "failed") deps.log.warning(`Only the overlay was restored: ${base.part.why}`, base.part.failure);
	const entries = new Map([...base.entries, ...overlay.entries].map((entry) => [entry.name, entry]));
	return {
		outcome: {
			kind: "restored",
			key: first.key,
			fresh: isFresh(first.key, keys),
			ref: null,
			bundleBytes: first.bytes,
			entries: entries.size,
			entryBytes: sumBytes(entries.values()),
			overlay: base.part.kind === "restored" ? describePart(overlay) : null
		},
		...parts
	};
}
function describePart({ part, entries }) {
	const bundle = restoredBy(part);
	return bundle ? {
		key: bundle.key,
		bundleBytes: bundle.bytes,
		entries: entries.length
	} : null;
}
export { restore };

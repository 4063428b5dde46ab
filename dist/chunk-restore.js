import { C as givenAddress, E as otherPlaces, O as isFresh, S as freePort, b as addressVariables, d as rawLevelOf, f as userCacheBytes, g as localDirectory, h as openServer, u as buildEnvironment, v as run, w as isListening, x as endByForce, y as runDetached } from "./chunk-job.js";
import { r as makeReport } from "./chunk-make-report.js";
import { i as openPhases, t as unpack } from "./chunk-unpack.js";
import { n as orFailure, t as isFailure } from "./chunk-failure.js";
import { D as manifestToJson, R as callThrough, h as readManifest, r as restoredBy } from "./chunk-parse-config.js";
import { n as whyNotRestore } from "./chunk-policy.js";
import { c as kindOf } from "./chunk-tar.js";
import { t as StoreError } from "./chunk-store.js";
import { i as removeIfEmpty, n as makeDirectory, r as placeToUnpack, t as adopt } from "./chunk-adopt.js";
import { a as mayWriteRaw, i as freeBytes, n as defaultCacheBytes, t as chooseUnpacking } from "./chunk-disk-room.js";
import { t as logVariables } from "./chunk-log.js";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
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
	const file = join(deps.tempDirectory, `restored-${randomBytes(4).toString("hex")}.tar.zst`);
	const manifestFile = `${file}.manifest.json`;
	let isKept = false;
	try {
		const fetched = await phases.run("look up and download", (onProgress) => deps.store.fetch(request.chain, file, { onBytes: (done) => onProgress({
			done,
			total: void 0
		}) })).catch((error) => {
			if (error instanceof StoreError && error.key !== void 0) onFound(error.key);
			throw error;
		});
		if (fetched.kind === "miss") return {
			part: { kind: "missed" },
			entries: []
		};
		onFound(fetched.key);
		const readAtMs = deps.now();
		const trust = deps.signing?.trust(fetched);
		const manifest = await phases.run("check", () => readManifest(file, deps.zstd, trust));
		const wanted = wantedEntries(manifest, request);
		const room = {
			freeBytes: await freeBytes(request.directory),
			limitBytes: request.limitBytes
		};
		const { how, entries: chosen } = chooseUnpacking(wanted, room);
		if (how === "none") {
			const { freeBytes: free, limitBytes = free } = room;
			throw new StoreError(`${limitBytes < free ? "sccache's size limit" : "the disk"} has too little room to restore the bundle`, { reason: "full" });
		}
		if (chosen.length < wanted.length) deps.log.notice(`Restoring ${chosen.length} of ${wanted.length} entries: the others do not fit ` + (request.limitBytes === void 0 ? "on the disk" : "into sccache's size limit, or on the disk"));
		await writeFile(manifestFile, manifestToJson(manifest));
		const bundleToUnpack = {
			file,
			manifest,
			compact: how === "compact",
			chosen
		};
		const entries = await phases.run("unpack", (onProgress) => unpackInto(request.directory, {
			...bundleToUnpack,
			onProgress
		}, deps));
		const left = {
			freeBytes: await freeBytes(file),
			limitBytes: void 0
		};
		isKept = request.saves && mayWriteRaw(sumBytes$1(entries), left, request.maxSizeBytes);
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
/** What of a bundle may be restored. */
function wantedEntries({ sccacheVersion, entries }, request) {
	return request.sccacheVersion !== null && sccacheVersion === request.sccacheVersion ? entries : entries.filter(({ name }) => kindOf(name) === "object");
}
async function unpackInto(directory, bundle, { zstd, threads }) {
	const names = new Set(bundle.chosen.map(({ name }) => name));
	const unpacked = await placeToUnpack(directory);
	try {
		const wanted = ({ name }) => names.has(name);
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
		await removeIfEmpty(directory);
	}
}
function sumBytes$1(entries) {
	return entries.reduce((sum, { bytes }) => sum + bytes, 0);
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
/** The system's limit is 104 bytes (macOS) or 108 (Linux), with the zero at the end. */
const mostSocketBytes = 99;
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
			if (!isShort(join(short, "sccache-bundle-123456", socketName))) continue;
			const made = await mkdtemp(join(short, "sccache-bundle-")).catch(() => void 0);
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
const socketName = "sccache.sock";
function isShort(path) {
	return Buffer.byteLength(path) <= mostSocketBytes;
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
/** What a user who limits sccache lets it fill, in bytes, or undefined. */
function limitOf({ env, surroundings }) {
	return userCacheBytes(env, surroundings);
}
async function planEnvironment(request, restoredBytes, refused) {
	const { config, directory, sccache, env, surroundings } = request;
	const room = {
		freeBytes: await freeBytes(directory),
		limitBytes: limitOf(request)
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
function start({ sccache, env, folder, directory }, environment) {
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
	const { config, keys, directory, env, surroundings } = request;
	if (config.lookupOnly) return phases.run("look up and download", () => lookUp(keys, deps));
	if (!deps.sccache) return skip("there is no sccache to use it");
	const { path } = deps.sccache;
	const sccache = {
		path,
		version: await deps.sccache.version()
	};
	const build = {
		config,
		directory,
		env,
		surroundings,
		sccache,
		folder: request.serverFolder
	};
	const opened = await phases.run("start the server", () => openBuild(build));
	if (opened.kind !== "ready") return notReady(opened);
	const others = otherPlaces(env, surroundings.sccacheConfig);
	const forbidden = whyNotRestore(config, request.context);
	const whyNot = forbidden ? forbidden : others.length > 0 ? `sccache uses ${others.map(({ name }) => name).join(" and ")}, not its directory` : void 0;
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
	const limitBytes = limitOf({
		env,
		surroundings
	});
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
function sumBytes(entries) {
	let sum = 0;
	for (const { bytes } of entries) sum += bytes;
	return sum;
}
export { restore as t };

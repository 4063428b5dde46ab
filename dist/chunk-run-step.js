import { s as formatSize } from "./chunk-frames.js";
import { a as BundleError, t as openZstd } from "./chunk-open.js";
import { o as require_tar_stream, t as runHere } from "./chunk-tasks.js";
import { n as Minimatch, r as StoreError, t as diskTrouble } from "./chunk-disk-trouble.js";
import { connect } from "node:net";
import { promisify } from "node:util";
import { createGunzip } from "node:zlib";
import { Worker } from "node:worker_threads";
import { createHash, randomUUID } from "node:crypto";
import { availableParallelism, tmpdir } from "node:os";
import path, { join, resolve } from "node:path";
import { access, chmod, constants, copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { createReadStream, createWriteStream, mkdtempSync, promises, readFileSync, writeFileSync } from "node:fs";
import { execFile } from "node:child_process";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { pipeline } from "node:stream/promises";
// src/config/config-error.ts
/** Bad configuration: it ends the step before any work, with every problem listed. */
var ConfigError = class extends Error {
	name = "ConfigError";
	problems;
	constructor(problems) {
		super(describe(problems));
		this.problems = problems;
	}
};
function describe(problems) {
	const lines = problems.map(({ name, value, allowed }) => `${name}: ${JSON.stringify(value)} is not ${allowed}`);
	return [`${problems.length === 1 ? "1 input is" : `${problems.length} inputs are`} not usable:`, ...lines.map((line) => `  ${line}`)].join("\n");
}
// src/bundle/pool.ts
/** A pool of `threads` threads, started as tasks come; of one, which is the calling thread, when `threads` is 1. */
function openPool(threads, zstd) {
	if (threads <= 1) return {
		threads: 1,
		run: runHere(zstd),
		close: async () => void 0
	};
	const idle = [];
	const all = [];
	const waiting = [];
	const acquire = async () => {
		const free = idle.pop();
		if (free) return free;
		if (all.length < threads) {
			const worker = new Worker(workerFile());
			all.push(worker);
			return worker;
		}
		return new Promise((resolve) => {
			waiting.push(resolve);
		});
	};
	const release = (worker) => {
		const next = waiting.shift();
		if (next) next(worker);
		else idle.push(worker);
	};
	const run = async (name, task) => {
		const worker = await acquire();
		try {
			return await ask(worker, {
				name,
				task
			});
		} finally {
			release(worker);
		}
	};
	return {
		threads,
		run,
		close: async () => {
			await Promise.all(all.map((worker) => worker.terminate()));
		}
	};
}
/** Beside this module, as source or as built. */
function workerFile() {
	return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);
}
function ask(worker, request) {
	return new Promise((resolve, reject) => {
		const settle = (settled) => {
			worker.off("message", onMessage).off("error", onError).off("exit", onExit);
			settled();
		};
		const onMessage = (answer) => settle(() => answer.kind === "done" ? resolve(answer.value) : reject(toError(answer)));
		const onError = (error) => settle(() => reject(error));
		const onExit = (code) => settle(() => reject(/* @__PURE__ */ new Error(`a worker thread ended with code ${code}`)));
		worker.on("message", onMessage).on("error", onError).on("exit", onExit);
		worker.postMessage(request);
	});
}
function toError(answer) {
	if (answer.kind === "bundle-error") return new BundleError(answer.fault, answer.message);
	return Object.assign(new Error(answer.message), answer.code === void 0 ? {} : {
		code: answer.code,
		syscall: ""
	});
}
// src/key/fingerprint.ts
/** 8 hex digits of SHA-256: tells texts apart in a short name; two different texts may rarely share one. */
function fingerprint(text) {
	return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
// src/key/strategy.ts
/** Stands for a job or a matrix leg where there is none, or where bundles are shared. */
const any = "any";
/**
* Plans the keys of the `lockfile` strategy: `<family>-<lockfiles>`, to which saving adds a digest of the entries.
* No part after the name holds a dash, so that no family's keys begin with another family's.
*/
function planKeys(ingredients) {
	const { name, os, arch, toolchain, job, matrix, lockfiles } = ingredients;
	const parts = [
		{
			part: name,
			from: "input name"
		},
		{
			part: word(os),
			from: "operating system"
		},
		{
			part: word(arch),
			from: "architecture"
		},
		{
			part: toolchainPart(toolchain),
			from: toolchain?.title ?? "no rustc found"
		},
		{
			part: job === void 0 ? any : word(job),
			from: job === void 0 ? "any job" : `job ${job}`
		},
		{
			part: matrix === void 0 ? any : `m${fingerprint(matrix)}`,
			from: matrix ?? "no matrix"
		}
	];
	const prefix = (count) => parts.slice(0, count).map(({ part }) => part).join("-");
	const family = prefix(6);
	const lock = lockfiles.sha256.slice(0, 16);
	const wider = [
		`${family}-`,
		`${prefix(5)}-`,
		`${prefix(4)}-`
	];
	return {
		family,
		primary: `${family}-${lock}`,
		fallbacks: [...new Set(wider)],
		explanation: [...parts, {
			part: lock,
			from: lockfilesTitle(lockfiles.files)
		}]
	};
}
/** The key of a bundle that holds just the entries that `digest` (12 hex digits) stands for. */
function saveKey(plan, digest) {
	return `${plan.primary}-${digest}`;
}
/** Whether `key` names a bundle as fresh as `primary` asks for. */
function isFresh(key, primary) {
	return key === primary || key.startsWith(`${primary}-`);
}
function toolchainPart(toolchain) {
	if (!toolchain) return "norust";
	return `rust${word(toolchain.release)}${toolchain.commit ? `.${toolchain.commit.slice(0, 9)}` : ""}`;
}
function lockfilesTitle(files) {
	if (files.length === 0) return "no lockfile found";
	const shown = files.slice(0, 3).join(", ");
	return files.length > 3 ? `lockfiles ${shown} and ${files.length - 3} more` : `lockfiles ${shown}`;
}
/** `text` as one part of a key: short, printable, without dash or comma. */
function word(text) {
	const plain = text.replaceAll("-", "_");
	const clean = plain.replace(/[^A-Za-z0-9._]/g, "").slice(0, 40);
	return clean === plain ? clean : `${clean}.${fingerprint(text)}`;
}
// src/flow/trouble.ts
/**
* What `work` returns, or the trouble that it met with a store, a bundle or the file system, as one line for the
* user. Everything else is an error of ours, and is thrown on.
*/
async function orTrouble(work) {
	try {
		return await work();
	} catch (error) {
		const why = explain$1(error);
		if (why === void 0) throw error;
		return {
			kind: "trouble",
			why
		};
	}
}
function explain$1(error) {
	if (error instanceof StoreError) return error.message;
	if (error instanceof BundleError) return `the bundle cannot be used: ${error.message}`;
	if (error instanceof Error && "syscall" in error) return `the file system refused: ${error.message}`;
}
// src/key/lockfiles.ts
/** Folders that hold copies and products, never the project's own lockfiles. */
const leftOut = /* @__PURE__ */ new Set([
	".git",
	"target",
	"node_modules",
	"vendor",
	".cargo"
]);
/**
* Hashes the files of `workspace` that match `globs` (a leading `!` leaves out). The hash depends on their
* relative names and contents alone: not on the order of the walk, on line endings or on where the workspace is.
* A folder or file that cannot be read is passed over.
*/
async function hashLockfiles(workspace, globs) {
	const wanted = globs.filter((glob) => !glob.startsWith("!")).map(toMatcher);
	const unwanted = globs.filter((glob) => glob.startsWith("!")).map((glob) => toMatcher(glob.slice(1)));
	const found = [];
	for await (const name of walk(workspace, "")) if (wanted.some((glob) => glob.match(name)) && !unwanted.some((glob) => glob.match(name))) found.push(name);
	found.sort();
	const hash = createHash("sha256");
	const files = [];
	for (const name of found) {
		const content = await readText(join(workspace, name));
		if (content === void 0) continue;
		files.push(name);
		hash.update(`${name}\0${content.length}\0${content}\0`);
	}
	return {
		files,
		sha256: hash.digest("hex")
	};
}
function toMatcher(glob) {
	return new Minimatch(glob.replace(/^\.\//, ""), {
		dot: true,
		nocomment: true,
		nonegate: true
	});
}
/** Yields relative names with `/`, folders left out. */
async function* walk(root, folder) {
	for (const child of await list(join(root, folder))) {
		const name = folder === "" ? child.name : `${folder}/${child.name}`;
		if (child.isDirectory()) {
			if (!leftOut.has(child.name)) yield* walk(root, name);
		} else if (child.isFile()) yield name;
	}
}
async function list(folder) {
	try {
		return await promises.readdir(folder, { withFileTypes: true });
	} catch {
		return [];
	}
}
async function readText(path) {
	try {
		return (await promises.readFile(path, "utf8")).replaceAll("\r\n", "\n");
	} catch {
		return;
	}
}
// src/key/toolchain.ts
/**
* The compiler that a text printed by `rustc -vV` names, or undefined when it is not such a text.
* Format: https://doc.rust-lang.org/rustc/command-line-arguments.html#-v--verbose-use-verbose-output
*/
function parseToolchain(text) {
	const title = /^rustc .{1,200}$/m.exec(text)?.[0];
	const release = /^release: ([A-Za-z0-9.+-]{1,60})$/m.exec(text)?.[1];
	const commit = /^commit-hash: ([0-9a-f]{7,64})$/m.exec(text)?.[1];
	return title && release ? {
		title,
		release,
		commit
	} : void 0;
}
// src/key/gather.ts
/** Asks the compiler and reads the lockfiles; what cannot be had is left open, never an error. */
async function gatherIngredients(config, context) {
	const [toolchain, lockfiles] = await Promise.all([askRustc(context.workspace), hashLockfiles(context.workspace, config.lockfiles)]);
	const apart = config.share === "job";
	return {
		name: config.name,
		os: context.os,
		arch: context.arch,
		toolchain,
		job: apart ? context.job : void 0,
		matrix: apart ? context.matrix : void 0,
		lockfiles
	};
}
/** In the workspace, since a rust-toolchain file there decides which compiler answers. */
async function askRustc(workspace) {
	try {
		const { stdout } = await promisify(execFile)("rustc", ["-vV"], {
			cwd: workspace,
			timeout: 2e4
		});
		return parseToolchain(stdout);
	} catch {
		return;
	}
}
// src/action/context.ts
/**
* Who runs where, from the variables that every runner sets and the inputs whose defaults the runner fills in.
* https://docs.github.com/en/actions/reference/workflows-and-actions/variables
*/
function readContext(getInput, env) {
	return {
		workspace: env["GITHUB_WORKSPACE"] || process.cwd(),
		os: (env["RUNNER_OS"] || process.platform).toLowerCase(),
		arch: (env["RUNNER_ARCH"] || process.arch).toLowerCase(),
		job: env["GITHUB_JOB"] || void 0,
		matrix: readMatrix(getInput("matrix")),
		event: env["GITHUB_EVENT_NAME"] || void 0,
		ref: env["GITHUB_REF"] || void 0,
		defaultBranch: readDefaultBranch(env["GITHUB_EVENT_PATH"])
	};
}
/** A job without a matrix sees `null`. */
function readMatrix(text) {
	return text === "" || text === "null" || text === "{}" ? void 0 : text;
}
/** From the event that started the run; some events, such as a schedule's, have no file worth reading. */
function readDefaultBranch(path) {
	if (!path) return void 0;
	try {
		const branch = JSON.parse(readFileSync(path, "utf8")).repository?.default_branch;
		return typeof branch === "string" ? branch : void 0;
	} catch {
		return;
	}
}
// src/sccache/address.ts
/** https://github.com/mozilla/sccache/blob/main/src/commands.rs `DEFAULT_PORT` */
const DEFAULT_PORT = 4226;
/**
* Where sccache, started with this environment, looks for its server. As sccache does, takes SCCACHE_SERVER_UDS
* before SCCACHE_SERVER_PORT, ignores sockets on Windows and uses the default port when the given one is no port.
*/
function serverAddress(env, platform) {
	const socket = env["SCCACHE_SERVER_UDS"] ?? "";
	if (socket !== "" && platform !== "win32") return {
		kind: "socket",
		path: socketPath(socket, platform)
	};
	const port = env["SCCACHE_SERVER_PORT"] ?? "";
	return {
		kind: "port",
		port: /^\d{1,5}$/.test(port) && Number(port) <= 65535 ? Number(port) : DEFAULT_PORT
	};
}
/** On Linux a leading `\x00`, spelled out, means a socket in the abstract namespace; its name has escapes. */
function socketPath(given, platform) {
	if (platform !== "linux" || !given.startsWith("\\x00")) return given;
	return given.replaceAll(/\\x([0-9a-fA-F]{2})/g, (_escape, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
/**
* Whether something accepts connections at `address` within `limitMs`. Sends nothing, so it starts, stops and
* disturbs no server. Whatever prevents the connection is a no.
*/
function isListening(address, limitMs) {
	return new Promise((resolve) => {
		const socket = connect({
			...connectOptions(address),
			timeout: limitMs
		});
		const answer = (listening) => {
			socket.destroy();
			resolve(listening);
		};
		socket.once("connect", () => answer(true));
		socket.once("timeout", () => answer(false));
		socket.once("error", () => answer(false));
	});
}
function connectOptions(address) {
	return address.kind === "port" ? {
		host: "127.0.0.1",
		port: address.port
	} : { path: address.path };
}
// src/sccache/run.ts
const MOST_OUTPUT_BYTES = 16777216;
/**
* Runs a program without a shell and without input.
* @throws Error in one line when it cannot be started, takes too long, or ends with another code than 0.
*/
function run(file, args, { env, limitMs }) {
	return new Promise((resolve, reject) => {
		const options = {
			env: { ...env },
			timeout: limitMs,
			maxBuffer: MOST_OUTPUT_BYTES,
			windowsHide: true
		};
		execFile(file, [...args], options, (error, stdout, stderr) => {
			if (error === null) resolve({
				stdout,
				stderr
			});
			else reject(new Error(explain(file, args, limitMs, error, stderr), { cause: error }));
		}).stdin?.end();
	});
}
function explain(file, args, limitMs, error, stderr) {
	const call = [file, ...args.slice(0, 2)].join(" ");
	if (error.killed === true) return `${call}: not done after ${limitMs / 1e3} s`;
	const said = stderr.trim().split("\n").at(-1) ?? "";
	const how = typeof error.code === "string" ? error.code : `exit ${error.code ?? error.signal}`;
	return said === "" ? `${call}: ${how}` : `${call}: ${how}: ${said}`;
}
// src/sccache/statistics.ts
/**
* Reads what `sccache --show-stats --stats-format=json` prints; the shapes of 0.16.0 and 0.19.0 are known, missing
* parts are tolerated. Undefined when `text` is not such an answer at all.
*/
function parseStatistics(text) {
	const answer = record(parseJson(text));
	if (answer["stats"] === void 0) return void 0;
	const stats = record(answer["stats"]);
	const hits = counted(stats["cache_hits"]);
	return {
		version: string(answer["version"]),
		compileRequests: count(stats["compile_requests"]),
		executed: count(stats["requests_executed"]),
		hits,
		misses: counted(stats["cache_misses"]),
		errors: counted(stats["cache_errors"]),
		nonCacheable: counts(stats["not_cached"]),
		compileFails: count(stats["compile_fails"]),
		cacheWriteErrors: count(stats["cache_write_errors"]),
		cacheLocation: string(answer["cache_location"]),
		cacheSizeBytes: optionalCount(answer["cache_size"]),
		maxCacheSizeBytes: optionalCount(answer["max_cache_size"]),
		averageMs: {
			compilation: mean(stats["compiler_write_duration"], count(stats["compilations"])),
			write: mean(stats["cache_write_duration"], count(stats["cache_writes"])),
			hit: mean(stats["cache_read_hit_duration"], hits.total)
		}
	};
}
/** Hits among the lookups that were answered, from 0 to 1; undefined when there was none. */
function hitRate({ hits, misses }) {
	const lookups = hits.total + misses.total;
	return lookups === 0 ? void 0 : hits.total / lookups;
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
/** The object's own properties; none when `value` is no object. */
function record(value) {
	return typeof value === "object" && value !== null ? { ...value } : {};
}
function string(value) {
	return typeof value === "string" ? value : "";
}
function optionalCount(value) {
	return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : void 0;
}
function count(value) {
	return optionalCount(value) ?? 0;
}
function counts(value) {
	return Object.fromEntries(Object.entries(record(value)).map(([name, times]) => [name, count(times)]));
}
function counted(value) {
	const byLanguage = counts(record(value)["counts"]);
	return {
		total: Object.values(byLanguage).reduce((sum, times) => sum + times, 0),
		byLanguage
	};
}
function mean(duration, times) {
	const { secs, nanos } = record(duration);
	return times === 0 ? void 0 : (count(secs) * 1e3 + count(nanos) / 1e6) / times;
}
// src/sccache/server.ts
const LIMITS = {
	connectMs: 2e3,
	callMs: 1e4,
	goneMs: 5e3
};
const POLL_MS = 20;
/** The sccache at `path`. Does nothing by itself. */
function openSccache(options) {
	const { path, env, platform = process.platform } = options;
	const limits = {
		...LIMITS,
		...options.limits
	};
	const address = serverAddress(env, platform);
	const call = (...args) => run(path, args, {
		env,
		limitMs: limits.callMs
	});
	const isServerAlive = () => isListening(address, limits.connectMs);
	return {
		path,
		isServerAlive,
		async version() {
			return parseVersion((await call("--version")).stdout);
		},
		async statistics() {
			if (!await isServerAlive()) return void 0;
			const said = await call("--show-stats", "--stats-format=json").catch(nothing$1);
			return said === void 0 ? void 0 : parseStatistics(said.stdout);
		},
		async stop() {
			if (!await isServerAlive()) return { kind: "not-running" };
			const failure = await call("--stop-server").then(nothing$1, oneLine);
			if (await waitUntil(async () => !await isServerAlive(), failure ? 0 : limits.goneMs)) return { kind: "stopped" };
			return {
				kind: "failed",
				why: failure ?? `the server still listens after ${limits.goneMs / 1e3} s`
			};
		}
	};
}
/** The version in what `sccache --version` prints. @throws Error when that is not sccache's answer. */
function parseVersion(printed) {
	const version = /^sccache (\d+\.\d+\.\d+\S*)\s*$/.exec(printed)?.[1];
	if (version === void 0) throw new Error(`not sccache: --version says ${JSON.stringify(printed.slice(0, 80))}`);
	return version;
}
function nothing$1() {}
function oneLine(error) {
	return error instanceof Error ? error.message : String(error);
}
async function waitUntil(done, limitMs) {
	for (const end = Date.now() + limitMs; !await done(); await setTimeout$1(POLL_MS)) if (Date.now() >= end) return false;
	return true;
}
// src/store/best-match.ts
/**
* The best match among `saved`, which is sorted from the oldest to the newest. The first key of the chain
* that matches anything decides: its exact name if there is one, else the newest it is a prefix of.
*/
function bestMatch({ key, fallbacks }, saved) {
	for (const wanted of [key, ...fallbacks]) {
		const found = saved.findLast((one) => one.key === wanted) ?? saved.findLast((one) => one.key.startsWith(wanted));
		if (found !== void 0) return found;
	}
}
// src/store/local/folder.ts
const bundleFile = "bundle.tar.zst";
const entryFile = "entry.json";
const temporaryPrefix = ".tmp-";
const dayMs = 864e5;
/**
* The name of the folder that holds the bundle of this key: what is readable of the key, for people, and a
* digest of all of it, for uniqueness. Valid on every file system, case-insensitive ones too, however long
* and odd the key is; the key itself is in the entry file.
*/
function folderOf(key) {
	return `${key.replace(/^\.|[^A-Za-z0-9._-]+/g, "_").slice(0, 100)}~${createHash("sha256").update(key).digest("hex").slice(0, 32)}`;
}
/** All readable entries, the oldest first. A folder that is not there has none. */
async function listEntries(root) {
	const folders = (await namesIn(root)).filter((name) => !name.startsWith("."));
	return (await Promise.all(folders.map((name) => readEntry(join(root, name))))).filter((entry) => entry !== void 0).sort((a, b) => a.savedMs - b.savedMs || (a.key < b.key ? -1 : 1));
}
/** The entry of one bundle's folder; undefined when it is not there or not of this format. */
async function readEntry(home) {
	let text;
	try {
		text = await readFile(join(home, entryFile), "utf8");
	} catch (error) {
		if (hasCode(error, "ENOENT", "ENOTDIR")) return void 0;
		throw error;
	}
	return parseEntry(text);
}
function parseEntry(text) {
	try {
		const { format, key, bytes, savedMs } = JSON.parse(text);
		return format === 1 && typeof key === "string" && typeof bytes === "number" && typeof savedMs === "number" ? {
			key,
			bytes,
			savedMs
		} : void 0;
	} catch {
		return;
	}
}
/** Removes what writers that crashed more than a day ago left behind; younger ones may be at work. */
async function removeStale(root, nowMs) {
	const temporaries = (await namesIn(root)).filter((name) => name.startsWith(temporaryPrefix));
	for (const name of temporaries) {
		const path = join(root, name);
		const found = await stat(path).catch(() => void 0);
		if (found === void 0 || nowMs - found.mtimeMs < dayMs) continue;
		await rm(path, {
			recursive: true,
			force: true
		}).catch(() => {});
	}
}
async function namesIn(root) {
	try {
		return await readdir(root);
	} catch (error) {
		if (hasCode(error, "ENOENT")) return [];
		throw error;
	}
}
function hasCode(error, ...codes) {
	return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
// src/store/local.ts
/**
* A folder: the disk of a self-hosted runner, or a network share. A bundle appears whole, by one rename,
* and never changes after; writers need no lock. Nothing is ever removed but what a crash left behind.
*/
function localStore({ path, now = wallClock }) {
	const root = resolve(path);
	const label = `local:${path}`;
	const find = async (keys) => bestMatch(keys, await listEntries(root));
	const orTrouble = (work) => work.catch((error) => {
		throw diskTrouble(label, error);
	});
	async function fetch(keys, into) {
		const found = await find(keys);
		if (found === void 0) return { kind: "miss" };
		const { key, bytes } = found;
		try {
			await copyFile(join(root, folderOf(key), bundleFile), into, constants.COPYFILE_FICLONE);
			if ((await stat(into)).size === bytes) return {
				kind: "hit",
				key,
				bytes
			};
		} catch (error) {
			await rm(into, { force: true });
			if (!isMissing(error)) throw error;
		}
		await rm(into, { force: true });
		throw new StoreError(`${label}: the bundle ${key} is not as it was saved`, { reason: "broken" });
	}
	async function put(key, from) {
		await mkdir(root, { recursive: true });
		await removeStale(root, now());
		const home = join(root, folderOf(key));
		if (await isWhole(home)) return { kind: "taken" };
		const temporary = join(root, `${temporaryPrefix}${randomUUID()}`);
		try {
			await mkdir(temporary);
			await copyFile(from, join(temporary, bundleFile), constants.COPYFILE_FICLONE);
			const { size: bytes } = await stat(join(temporary, bundleFile));
			await writeFile(join(temporary, entryFile), JSON.stringify({
				format: 1,
				key,
				bytes,
				savedMs: now()
			}));
			return await settle(temporary, home) ? {
				kind: "stored",
				bytes
			} : { kind: "taken" };
		} finally {
			await rm(temporary, {
				recursive: true,
				force: true
			});
		}
	}
	return {
		label,
		async lookup(keys) {
			const found = await orTrouble(find(keys));
			return found === void 0 ? { kind: "miss" } : {
				kind: "hit",
				key: found.key
			};
		},
		fetch: (keys, into) => orTrouble(fetch(keys, into)),
		put: (key, from) => orTrouble(put(key, from))
	};
}
/**
* Gives a finished folder its name; false when another writer was first. A folder is never renamed onto
* one that holds something, so what is there stays, unless it is damaged: then it is moved away.
*/
async function settle(temporary, home) {
	if (await claim(temporary, home)) return true;
	if (await isWhole(home)) return false;
	const aside = `${temporary}-damaged`;
	await rename(home, aside).catch(() => {});
	await rm(aside, {
		recursive: true,
		force: true
	});
	return claim(temporary, home);
}
async function claim(temporary, home) {
	try {
		await rename(temporary, home);
		return true;
	} catch (error) {
		if (await exists$1(home)) return false;
		throw error;
	}
}
async function isWhole(home) {
	const entry = await readEntry(home);
	if (entry === void 0) return false;
	return (await stat(join(home, bundleFile)).catch(() => void 0))?.size === entry.bytes;
}
function exists$1(path) {
	return stat(path).then(() => true, () => false);
}
function isMissing(error) {
	return error instanceof Error && "code" in error && error.code === "ENOENT";
}
/** Two puts in one millisecond still have an order. */
function wallClock() {
	return performance.timeOrigin + performance.now();
}
// src/store/observe.ts
const nothing = {
	lookups: 0,
	fetches: 0,
	puts: 0,
	hits: 0,
	misses: 0,
	taken: 0,
	failures: 0,
	bytesDown: 0,
	bytesUp: 0,
	seconds: 0
};
/** The store, with a record of what it does. `clock` gives milliseconds that only rise. */
function observed(store, clock) {
	let activity = nothing;
	const add = (more) => {
		activity = sumOf(activity, more);
	};
	/** Runs one call; `count` says what its answer adds. */
	async function watch(asked, call, count) {
		const startMs = clock();
		add(asked);
		try {
			const answer = await call();
			add(count(answer));
			return answer;
		} catch (error) {
			add({ failures: 1 });
			throw error;
		} finally {
			add({ seconds: (clock() - startMs) / 1e3 });
		}
	}
	return {
		label: store.label,
		lookup: (keys) => watch({ lookups: 1 }, () => store.lookup(keys), ({ kind }) => kind === "hit" ? { hits: 1 } : { misses: 1 }),
		fetch: (keys, into) => watch({ fetches: 1 }, () => store.fetch(keys, into), (fetched) => fetched.kind === "hit" ? {
			hits: 1,
			bytesDown: fetched.bytes
		} : { misses: 1 }),
		put: (key, from) => watch({ puts: 1 }, () => store.put(key, from), (stored) => stored.kind === "stored" ? { bytesUp: stored.bytes } : { taken: 1 }),
		activity: () => activity
	};
}
function sumOf(one, more) {
	const of = (name) => one[name] + (more[name] ?? 0);
	return {
		lookups: of("lookups"),
		fetches: of("fetches"),
		puts: of("puts"),
		hits: of("hits"),
		misses: of("misses"),
		taken: of("taken"),
		failures: of("failures"),
		bytesDown: of("bytesDown"),
		bytesUp: of("bytesUp"),
		seconds: of("seconds")
	};
}
// src/store/retry.ts
/**
* The store, which tries again what a StoreError calls retryable, after pauses that grow and differ from
* job to job. The last error is thrown as it came.
*/
function retrying(store, { log, sleep, clock, random, tries = 4, pauseMs = 1e3, totalMs = 6e4 }) {
	async function again(call) {
		const lastMs = clock() + totalMs;
		for (let attempt = 1;; attempt += 1) try {
			return await call();
		} catch (error) {
			const waitMs = Math.round(pauseMs * 2 ** (attempt - 1) * (1 + random()) * .5);
			const isOver = attempt >= tries || clock() + waitMs > lastMs;
			if (!(error instanceof StoreError) || !error.retryable || isOver) throw error;
			log.info(`${error.message}: trying again in ${(waitMs / 1e3).toFixed(1)} s`);
			await sleep(waitMs);
		}
	}
	return {
		label: store.label,
		lookup: (keys) => again(() => store.lookup(keys)),
		fetch: (keys, into) => again(() => store.fetch(keys, into)),
		put: (key, from) => again(() => store.put(key, from))
	};
}
// src/store/open.ts
/** The store that was asked for, with all that is wrapped around it. Nothing is contacted or loaded yet. */
function openStore(spec, { log, clock = monotonic }) {
	return observed(retrying(bareStore(spec, log), {
		log,
		sleep: setTimeout$1,
		clock,
		random: Math.random
	}), clock);
}
function bareStore(spec, log) {
	switch (spec.kind) {
		case "github": return lazily("github", async () => (await import("./chunk-github.js")).githubStore({ log }));
		case "local": return localStore({ path: spec.path });
	}
}
/** A store whose client is loaded by the first call: it is large, and most jobs need one of them. */
function lazily(label, load) {
	let loading;
	const loaded = () => {
		loading ??= load();
		return loading;
	};
	return {
		label,
		lookup: async (keys) => (await loaded()).lookup(keys),
		fetch: async (keys, into) => (await loaded()).fetch(keys, into),
		put: async (key, from) => (await loaded()).put(key, from)
	};
}
function monotonic() {
	return performance.now();
}
// src/action/log.ts
/** The step's log, with notices and warnings that also show at the head of the run. */
function actionLog(core) {
	return {
		debug: (message) => core.debug(message),
		info: (message) => core.info(message),
		notice: (message) => core.notice(message, { title: "sccache-bundle" }),
		warning: (message) => core.warning(message, { title: "sccache-bundle" })
	};
}
// src/action/deps.ts
/** Everything that the use cases need on a runner. `sccachePath` undefined means that there is no sccache. */
function openDeps(core, { config, env, sccachePath, tempDirectory }) {
	const log = actionLog(core);
	const { zstd, fallbackReason } = openZstd();
	if (fallbackReason) log.notice(`Packing will be slower: ${fallbackReason}`);
	return {
		log,
		store: openStore(config.store, { log }),
		zstd,
		threads: availableParallelism(),
		now: Date.now,
		tempDirectory,
		sccache: sccachePath === void 0 ? void 0 : openSccache({
			path: sccachePath,
			env
		})
	};
}
// src/sccache/on-path.ts
/** The sccache that a shell would find: the first on PATH that runs, of any version unless one is `wanted`. */
function pathSource(env, platform, wanted) {
	return {
		label: "PATH",
		find: () => findOnPath(env, platform, wanted)
	};
}
async function findOnPath(env, platform, wanted) {
	const seen = [];
	for (const candidate of candidates(env, platform)) {
		if (!await isExecutable(candidate)) continue;
		const version = await openSccache({
			path: candidate,
			env,
			platform
		}).version().catch(() => void 0);
		if (version !== void 0 && (wanted === void 0 || version === wanted)) return {
			kind: "found",
			path: candidate,
			version
		};
		seen.push(version === void 0 ? `${candidate} does not run` : `${candidate} is ${version}`);
	}
	if (seen.length === 0) return {
		kind: "absent",
		why: "none there"
	};
	return {
		kind: "absent",
		why: wanted === void 0 ? seen.join(", ") : `${seen.join(", ")}, not ${wanted}`
	};
}
/** Where sccache may be, in PATH's order. Only absolute folders: a relative one is whatever the build put there. */
function candidates(env, platform) {
	const { delimiter, isAbsolute, join } = platform === "win32" ? path.win32 : path.posix;
	const folders = pathVariable(env, platform).split(delimiter).filter(isAbsolute);
	return [...new Set(folders.map((folder) => join(folder, binaryName(platform))))];
}
/** The name of sccache's file. */
function binaryName(platform) {
	return platform === "win32" ? "sccache.exe" : "sccache";
}
/** Windows spells it `Path`, and a copy of its environment minds the case. */
function pathVariable(env, platform) {
	if (platform !== "win32") return env["PATH"] ?? "";
	const name = Object.keys(env).find((variable) => variable.toUpperCase() === "PATH");
	return name === void 0 ? "" : env[name] ?? "";
}
async function isExecutable(file) {
	try {
		await access(file, constants.X_OK);
		return (await stat(file)).isFile();
	} catch {
		return false;
	}
}
// src/sccache/sccache-unavailable.ts
/** There is no sccache to use, so nothing can be cached. Builds go on without; whoever catches this says so once. */
var SccacheUnavailable = class extends Error {
	name = "SccacheUnavailable";
	/** What was tried and why it did not work, one line each, in order. */
	tried;
	constructor(tried, options) {
		super(`no sccache to use: ${tried.join("; ")}`, options);
		this.tried = tried;
	}
};
// src/sccache/source.ts
/**
* The sccache of the first source that has one; later ones are not asked.
* @throws {SccacheUnavailable} that says of each source why it has none
*/
async function firstFound(sources, log) {
	const tried = [];
	for (const source of sources) {
		const sourced = await source.find();
		if (sourced.kind === "found") return {
			path: sourced.path,
			version: sourced.version,
			from: source.label
		};
		log.debug(`sccache: ${source.label}: ${sourced.why}`);
		tried.push(`${source.label}: ${sourced.why}`);
	}
	throw new SccacheUnavailable(tried);
}
/** `work`'s outcome; what it throws, but for SccacheUnavailable, is why there is none. */
async function absentOnError(work) {
	try {
		return await work();
	} catch (error) {
		if (error instanceof SccacheUnavailable || !(error instanceof Error)) throw error;
		return {
			kind: "absent",
			why: error.message
		};
	}
}
// src/sccache/tool-folder.ts
/**
* The file `file` in `folder`, which `make` fills when it is not there yet. `make` works in an empty sibling that is
* renamed into place when it is done: a folder is whole or absent, also when two processes make it at once.
* Gives the file's absolute path. @throws what `make` throws, and then leaves nothing behind.
*/
async function provide(folder, file, make) {
	const wanted = path.resolve(folder, file);
	if (await exists(wanted)) return wanted;
	await mkdir(path.dirname(folder), { recursive: true });
	const empty = await mkdtemp(`${folder}.`);
	try {
		await make(empty);
		await chmod(empty, 493);
		await rename(empty, folder);
	} catch (error) {
		if (!await exists(wanted)) throw error;
	} finally {
		await rm(empty, {
			recursive: true,
			force: true
		});
	}
	return wanted;
}
async function exists(file) {
	return access(file).then(() => true, () => false);
}
// src/sccache/download.ts
/** For one file with its retries; the archive is about 15 MB. */
const LIMIT_MS = 12e4;
/**
* Downloads with @actions/tool-cache, which knows the runner's proxies and tries three times when it is worth it.
* It needs none of the runner's variables, as the place is always given; outside a runner its debug lines show on
* stdout. An attempt that the time limit cut off goes on in the background, and what it writes is nobody's.
*/
function toolCacheDownload(limitMs = LIMIT_MS) {
	return async (url, into) => {
		const { downloadTool } = await import("./chunk-tool-cache.js");
		await withLimit(downloadTool(url, into), limitMs);
	};
}
async function withLimit(work, limitMs) {
	const { promise: late, reject } = Promise.withResolvers();
	const timer = setTimeout(() => reject(/* @__PURE__ */ new Error(`not done after ${limitMs / 1e3} s`)), limitMs);
	try {
		await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
/**
* The platforms that have an archive. Every one has a `.tar.gz`, Windows too:
* https://github.com/mozilla/sccache/blob/main/.github/workflows/ci.yml (job `release`).
*/
const TARGETS = {
	"linux-x64": "x86_64-unknown-linux-musl",
	"linux-arm64": "aarch64-unknown-linux-musl",
	"linux-arm": "armv7-unknown-linux-musleabi",
	"linux-ia32": "i686-unknown-linux-musl",
	"linux-s390x": "s390x-unknown-linux-gnu",
	"darwin-x64": "x86_64-apple-darwin",
	"darwin-arm64": "aarch64-apple-darwin",
	"win32-x64": "x86_64-pc-windows-msvc",
	"win32-arm64": "aarch64-pc-windows-msvc"
};
/**
* SHA-256 of archives, from two public sources each that agree: the PKGBUILD of Arch Linux's `sccache-bin` 0.16.0
* (Linux), the table in `boringcache/one` (all four) and other projects' installers (macOS). None is held for
* Windows, where others use the zip: there the release's own digest decides.
*/
const PINNED = {
	"sccache-v0.16.0-x86_64-unknown-linux-musl.tar.gz": "aec995a83ad3dff3d14b6314e08858b7b73d35ca85a5bcf3d3a9ec07dee35588",
	"sccache-v0.16.0-aarch64-unknown-linux-musl.tar.gz": "f73a5c39f96bb6ebb89cc7915cf182260d4cbf30765322c5e793d0fe8bd80784",
	"sccache-v0.16.0-x86_64-apple-darwin.tar.gz": "f7dbd055db75a938ab1539f5316c5d08e73a1b94c40ab170ddcc617f5bf18343",
	"sccache-v0.16.0-aarch64-apple-darwin.tar.gz": "ded590cae2c72042c61178632906bef62d635fa20d45f8b22110a2241f430960"
};
/** The archive of `version` for a machine, or undefined when the project builds none for it. */
function releaseAsset({ version, platform, arch, mirror }) {
	const target = TARGETS[`${platform}-${arch}`];
	if (target === void 0) return void 0;
	const name = `sccache-v${version}-${target}.tar.gz`;
	const url = `${(mirror ?? "https://github.com/mozilla/sccache/releases/download").replace(/\/+$/, "")}/v${version}/${name}`;
	return {
		version,
		name,
		url,
		digestUrl: `${url}.sha256`,
		pinnedSha256: PINNED[name]
	};
}
/**
* The digest in the text of a `.sha256` file, in lower case; a file name after it, as sha256sum writes, is allowed.
* Undefined when the text is something else, such as an error page.
*/
function parseDigest(text) {
	return /^([0-9a-f]{64})(\s+\S+)?\s*$/i.exec(text)?.[1]?.toLowerCase();
}
// src/sccache/unpack-binary.ts
var import_tar_stream = require_tar_stream();
/**
* Takes the one file called `name`, in whatever folder it is, out of a `.tar.gz` and writes it to the new file
* `into`, executable. Nothing else of the archive touches the disk.
* @throws Error when the archive is damaged or has no such file; `into` may then be there in part
*/
async function unpackBinary(archive, name, into) {
	const members = (0, import_tar_stream.extract)();
	let found = false;
	const taking = async () => {
		for await (const member of members) if (member.header.type === "file" && path.posix.basename(member.header.name) === name && !found) {
			found = true;
			await pipeline(member, createWriteStream(into, {
				mode: 493,
				flags: "wx"
			}));
		} else member.resume();
	};
	await Promise.all([pipeline(createReadStream(archive), createGunzip(), members), taking()]);
	if (!found) throw new Error(`no ${name} in ${path.basename(archive)}`);
}
// src/sccache/release-source.ts
/**
* The archive of a release of mozilla/sccache, or of a mirror. It is checked before anything is taken out of it:
* against the digest that is asked for, else the pinned one, else the one published beside it. An archive that does
* not match ends the search, as somebody may have changed it.
*/
function releaseSource(machine, options) {
	const { version, mirror } = options;
	const label = mirror === void 0 ? `release ${version}` : `release ${version} at ${new URL(mirror).host}`;
	return {
		label,
		find: () => absentOnError(() => install(label, machine, options))
	};
}
async function install(label, machine, options) {
	const { platform, arch, env, toolsFolder } = machine;
	const asset = releaseAsset({
		version: options.version,
		mirror: options.mirror,
		platform,
		arch
	});
	if (asset === void 0) return {
		kind: "absent",
		why: `there is no build for ${platform}-${arch}`
	};
	const expected = (options.sha256 ?? asset.pinnedSha256)?.toLowerCase();
	const file = binaryName(platform);
	const binary = await provide(path.join(toolsFolder, folderName(asset, expected)), file, async (empty) => {
		const archive = path.join(empty, asset.name);
		await get(options.download, asset.url, archive);
		await check(archive, expected ?? await publishedDigest(asset, empty, options.download), label);
		await unpackBinary(archive, file, path.join(empty, file));
		await rm(archive);
	});
	return {
		kind: "found",
		path: binary,
		version: await openSccache({
			path: binary,
			env,
			platform
		}).version()
	};
}
/** Equal digests, equal folder: what another digest was asked for is not mistaken for it. */
function folderName({ name }, expected) {
	const base = name.replace(/\.tar\.gz$/, "");
	return expected === void 0 ? base : `${base}-${expected.slice(0, 16)}`;
}
async function get(download, url, into) {
	try {
		await download(url, into);
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		throw new Error(`${path.basename(into)}: ${reason(error)}`, { cause: error });
	}
}
/** When every address of a host refuses, Node's error has a code and an empty message. */
function reason(error) {
	return error.message === "" ? String(error.code ?? error.name) : error.message;
}
/** @throws Error when there is none: an archive that cannot be checked is not used. */
async function publishedDigest(asset, folder, download) {
	const file = path.join(folder, `${asset.name}.sha256`);
	await get(download, asset.digestUrl, file);
	const digest = parseDigest(await readFile(file, "utf8"));
	await rm(file);
	if (digest === void 0) throw new Error(`${path.basename(file)} holds no SHA-256`);
	return digest;
}
/** @throws {SccacheUnavailable} when the archive is not what it should be */
async function check(archive, expected, label) {
	const hash = createHash("sha256");
	await pipeline(createReadStream(archive), hash);
	const actual = hash.digest("hex");
	if (actual === expected) return;
	throw new SccacheUnavailable([`${label}: ${path.basename(archive)} has SHA-256 ${actual} instead of ${expected}, so it is not used`]);
}
// src/sccache/install.ts
/**
* The sccache that `wanted` describes, installed into the machine's tools folder when it must be, and found there
* the next time. Takes minutes at most.
* @throws {SccacheUnavailable} that says what was tried
*/
async function findSccache$1(wanted, deps) {
	const installed = await firstFound(sourcesFor(wanted, deps), deps.log);
	deps.log.info(`sccache ${installed.version} from ${installed.from}: ${installed.path}`);
	return installed;
}
/** Where to look, in order. */
function sourcesFor(wanted, deps) {
	const { env, platform } = deps.machine;
	const onPath = pathSource(env, platform, wanted.version);
	return {
		auto: [onPath, released(wanted, deps)],
		path: [onPath],
		install: [released(wanted, deps)]
	}[wanted.policy];
}
function released({ version, sha256, mirror }, deps) {
	const { machine, download = toolCacheDownload() } = deps;
	return releaseSource(machine, {
		version: version ?? "0.16.0",
		sha256,
		mirror,
		download
	});
}
// src/action/find-sccache.ts
/**
* Path of the sccache that the job uses, installed where it must be, or undefined when none can be had: that is one
* warning, and the build goes on without, unless `strict` is set.
*/
async function findSccache(core, config, env) {
	const toolsFolder = join(env["RUNNER_TOOL_CACHE"] || tmpdir(), "sccache-bundle");
	const { platform, arch } = process;
	const log = actionLog(core);
	const wanted = {
		policy: config.sccache,
		version: config.sccacheVersion,
		sha256: config.sccacheSha256,
		mirror: config.sccacheMirror
	};
	try {
		return (await findSccache$1(wanted, {
			machine: {
				platform,
				arch,
				env,
				toolsFolder
			},
			log
		})).path;
	} catch (error) {
		if (!(error instanceof SccacheUnavailable)) throw error;
		if (config.strict) core.setFailed(`${error.message} (strict is true)`);
		else log.warning(`${error.message}. The build goes on without a cache.`);
		return;
	}
}
// src/report/text.ts
/** The report as lines for a log. Trouble is not among them: it is for the log's warnings. */
function restoreLines(report) {
	const { keys, outcome } = report;
	return [
		...keyLines(keys),
		...keys.fallbacks.map((key) => `  falls back to ${key}*`),
		describeRestore(outcome, report)
	];
}
/** As `restoreLines`. */
function saveLines(report) {
	const { entries, statistics } = report;
	return [
		`Build: ${statistics ? describeStatistics(statistics) : "no statistics, since no sccache server was running"}`,
		`Directory: ${entries.total} entries, ${formatSize(entries.totalBytes)}; ${entries.usedByThisRun} used by this run, ${entries.added} new`,
		...entries.dropped.slice(0, 10).map(({ name, why }) => `Left out ${name}: ${why}`),
		describeSave(report)
	];
}
/** One sentence for what restore came to. */
function describeRestore(outcome, report) {
	const where = `in the store ${report.storeLabel}`;
	switch (outcome.kind) {
		case "restored": return `Restored ${outcome.entries} entries (${formatSize(outcome.entryBytes)}) from ${outcome.key} (${formatSize(outcome.bundleBytes)}, ${outcome.fresh ? "same lockfiles" : "a fallback"}) in ${report.seconds.toFixed(1)} s`;
		case "found": return `Found ${outcome.key} ${where}; lookup-only, so nothing was moved`;
		case "miss": return `No bundle for this key or its fallbacks ${where}: this build starts cold`;
		case "trouble": return `Restored nothing: ${outcome.why}`;
	}
}
/** One sentence for what save came to. */
function describeSave({ outcome, entries, budgetBytes, seconds }) {
	switch (outcome.kind) {
		case "saved": return `Saved ${outcome.entries} entries as ${outcome.key}: ${formatSize(outcome.bundleBytes)} of ${formatSize(budgetBytes)}${entries.evicted > 0 ? `, ${entries.evicted} entries left out by the budget` : ""}, in ${seconds.toFixed(1)} s`;
		case "taken": return `Not saved: another job has already saved ${outcome.key}`;
		case "not-saved": return `Not saved: ${outcome.why}`;
		case "trouble": return `Saved nothing: ${outcome.why}`;
	}
}
/** `98 of 102 compilations were hits (96.1 %)`. */
function describeStatistics(statistics) {
	const rate = hitRate(statistics);
	const lookups = statistics.hits.total + statistics.misses.total;
	if (rate === void 0) return "sccache was not asked for anything";
	const errors = statistics.errors.total > 0 ? `, ${statistics.errors.total} cache errors` : "";
	return `${statistics.hits.total} of ${lookups} compilations were hits (${percent(rate)})${errors}`;
}
/** A share as per cent with one digit; 100 % only when it is all. */
function percent(share) {
	return `${(Math.floor(share * 1e3) / 10).toFixed(share === 1 ? 0 : 1)} %`;
}
function keyLines({ primary, explanation }) {
	const width = Math.max(...explanation.map(({ part }) => part.length));
	return [`Key: ${primary}`, ...explanation.map(({ part, from }) => `  ${part.padEnd(width)}  ${from}`)];
}
// src/report/markdown.ts
/** The job summary: a few rows, since a run may have many jobs. */
function saveMarkdown(report) {
	const { statistics, restored, entries, keys, outcome } = report;
	const rate = statistics && hitRate(statistics);
	const table = [
		["hit rate", statistics && rate !== void 0 ? `**${percent(rate)}** (${statistics.hits.total} hits, ${statistics.misses.total} misses)` : "not known"],
		["restored", restored ? `${code(restored.key)}, ${formatSize(restored.bytes)}` : "nothing"],
		["directory", `${entries.total} entries, ${formatSize(entries.totalBytes)}; ${entries.usedByThisRun} used, ${entries.added} new`],
		["saved", plain(describeSave(report))],
		["budget", budgetCell(outcome, report.budgetBytes)],
		["key", code(keys.primary)]
	].map(([name, cell]) => `| ${name} | ${cell} |`).join("\n");
	const parts = keys.explanation.map(({ part, from }) => `| ${code(part)} | ${plain(from)} |`).join("\n");
	return [
		"### sccache-bundle",
		`| | |\n| --- | --- |\n${table}`,
		`<details><summary>What the key is made of</summary>\n\n| part | from |\n| --- | --- |\n${parts}\n\n</details>`,
		""
	].join("\n\n");
}
function budgetCell(outcome, budgetBytes) {
	if (outcome.kind !== "saved") return formatSize(budgetBytes);
	const share = outcome.bundleBytes / budgetBytes;
	return `${formatSize(outcome.bundleBytes)} of ${formatSize(budgetBytes)} (${percent(share)})`;
}
function code(text) {
	return `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}
/** Keeps names that come from elsewhere from becoming markup. */
function plain(text) {
	return text.replace(/[\\`*_{}[\]<>|#~]/g, (char) => `\\${char}`).replaceAll("\n", " ");
}
// src/action/publish.ts
/** Sets the outputs that action.yml promises, and writes the log. */
function publishRestore(core, report, log) {
	const { keys, outcome } = report;
	for (const line of restoreLines(report)) log.info(line);
	const found = outcome.kind === "restored" || outcome.kind === "found" ? outcome : void 0;
	core.setOutput("cache-hit", found?.fresh === true);
	core.setOutput("primary-key", keys.primary);
	core.setOutput("matched-key", found?.key ?? "");
	core.setOutput("entries", outcome.kind === "restored" ? outcome.entries : 0);
	core.setOutput("bundle-size", outcome.kind === "restored" ? outcome.bundleBytes : 0);
}
/** Writes the log and, unless it was turned off, the job summary. */
async function publishSave(core, report, { log, summary }) {
	for (const line of saveLines(report)) log.info(line);
	if (!summary) return;
	try {
		await core.summary.addRaw(saveMarkdown(report)).write();
	} catch (error) {
		log.notice(`No job summary: ${error.message}`);
	}
}
/** Hands the variables to the steps that follow, and says which of the user's own stay as they are. */
function publishEnvironment(core, { exports, kept, warnings }, log) {
	for (const { name, value } of exports) {
		core.exportVariable(name, value);
		log.info(`Set ${name}=${value}`);
	}
	for (const { name, wanted } of kept) log.info(`Kept ${name} as it was set (not ${wanted})`);
	for (const warning of warnings) log.warning(warning);
}
// src/flow/handoff.ts
/** The handoff that `text` holds, or undefined when it is none of this version's. */
function parseHandoff(text) {
	try {
		const value = JSON.parse(text);
		return isHandoff(value) ? value : void 0;
	} catch {
		return;
	}
}
function isHandoff(value) {
	if (typeof value !== "object" || value === null) return false;
	const { format, config, directory, keys, readyAtMs, sccache, restored } = value;
	return format === 1 && typeof config === "object" && typeof directory === "string" && typeof keys?.primary === "string" && typeof readyAtMs === "number" && (sccache === null || typeof sccache?.path === "string") && (restored === null || typeof restored?.manifestFile === "string");
}
// src/action/state.ts
const stateName = "handoff";
/** Where a job that restores and saves in steps of their own finds what the first left for the second. */
const variable = "SCCACHE_BUNDLE_HANDOFF";
/** Leaves one value for the post step, and a file with the same for a separate save step. */
function leaveHandoff(core, handoff, directory) {
	const text = JSON.stringify(handoff);
	const file = join(directory, "handoff.json");
	writeFileSync(file, text);
	core.saveState(stateName, text);
	core.exportVariable(variable, file);
}
/** What this step's own restore left, or undefined when it did not finish. */
function takeHandoff(core) {
	return parseHandoff(core.getState(stateName));
}
// src/action/temp-directory.ts
/** Makes a folder of our own that the runner clears after the job. */
function makeTempDirectory(env) {
	return mkdtempSync(join(env["RUNNER_TEMP"] || tmpdir(), "sccache-bundle-"));
}
// src/action/trouble.ts
/** Says trouble once: as a warning, or as a failed step where the user asked for that. */
function reportTrouble(core, outcome, strict) {
	if (outcome.kind !== "trouble") return;
	if (strict) core.setFailed(`${outcome.why} (strict is true)`);
	else core.warning(`${outcome.why}. The build goes on without.`, { title: "sccache-bundle" });
}
// src/action/run-step.ts
/**
* Runs a step and ends the process: bad configuration fails the step, and anything else, our own bugs included, is a
* warning that lets the build go on, unless `strict` is set.
*/
async function runStep(core, step) {
	try {
		await step();
	} catch (error) {
		const text = error instanceof Error ? error.stack ?? error.message : String(error);
		if (error instanceof ConfigError) core.setFailed(error.message);
		else if (core.getInput("strict") === "true") core.setFailed(text);
		else core.warning(`sccache-bundle met an error of its own, and the build goes on without it: ${text}`);
	}
	await new Promise((resolve) => process.stdout.write("", () => resolve()));
	process.exit();
}
export { saveKey as _, takeHandoff as a, publishSave as c, actionLog as d, readContext as f, planKeys as g, isFresh as h, leaveHandoff as i, findSccache as l, orTrouble as m, reportTrouble as n, publishEnvironment as o, gatherIngredients as p, makeTempDirectory as r, publishRestore as s, runStep as t, openDeps as u, openPool as v, ConfigError as y };

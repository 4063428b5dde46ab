import { n as callThrough } from "./chunk-config.js";
import { connect, createServer } from "node:net";
import { isDeepStrictEqual } from "node:util";
import { createHash, randomBytes, randomInt } from "node:crypto";
import { execFile } from "node:child_process";
import { basename, join } from "node:path";
import { lstat, mkdir, mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { closeSync, constants as constants$1, fstatSync, openSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { hostname } from "node:os";
// src/text-file.ts
/**
* The text of a file; undefined where it cannot be read. A device and a pipe are not read, as they may never end: a checkout can
* hold a link to one.
*/
function textOf(file) {
	try {
		const descriptor = openSync(file, constants$1.O_RDONLY | (constants$1.O_NONBLOCK ?? 0));
		try {
			return fstatSync(descriptor).isFile() ? readFileSync(descriptor, "utf8") : void 0;
		} finally {
			closeSync(descriptor);
		}
	} catch {
		return;
	}
}
// src/run-program.ts
const mostOutputBytes = 16777216;
/**
* Where programs are run: where this process was started, or undefined when that is gone. A store may change the working
* directory for the time of a call, to a folder that is removed then: sccache does not run in one that is gone, and
* rustc would not see which toolchain the workspace wants.
*/
const startedIn = (() => {
	try {
		return process.cwd();
	} catch {
		return;
	}
})();
/**
* What a program says that runs to its end, without a shell and without input.
* @throws Error in one line when it cannot be started, takes too long, or ends with another code than 0.
*/
function runProgram(file, args, { env, limitMs }) {
	const call = [file, ...args.slice(0, 2)].join(" ");
	return new Promise((resolve, reject) => {
		const options = {
			cwd: startedIn,
			env: { ...env },
			timeout: limitMs,
			maxBuffer: mostOutputBytes,
			windowsHide: true
		};
		execFile(file, [...args], options, (error, stdout, stderr) => {
			if (error === null) resolve({
				stdout,
				stderr
			});
			else reject(new Error(explain(call, limitMs, error, stderr), { cause: error }));
		}).stdin?.end();
	});
}
function explain(call, limitMs, error, stderr) {
	if (error.killed === true) return `${call}: not done after ${limitMs / 1e3} s`;
	const said = stderr.trim().split("\n").at(-1) ?? "";
	const how = typeof error.code === "string" ? error.code : `exit ${error.code ?? error.signal}`;
	return said === "" ? `${call}: ${how}` : `${call}: ${how}: ${said}`;
}
// src/left-over.ts
/** What is not known to belong to a process of this machine is left over when nothing has touched it for so long. */
const forgottenAfterMs$1 = 216e5;
/**
* A new name for a temporary file or folder: `start`, this process, `end`. Whoever finds it later can tell whether its process
* has ended, by a crash or by a signal that cannot be caught.
*/
function temporaryName(start, end = "") {
	return `${start}${owner()}-${randomBytes(4).toString("hex")}${end}`;
}
/**
* What `work` returns. It gets a folder of such a name in `folder` that only this user can read, and that is removed when it
* ends. What earlier ones left there is removed at the start.
*/
async function inTemporary(folder, start, work) {
	await sweep(folder, { start });
	const made = join(folder, temporaryName(start));
	await mkdir(made, { mode: 448 });
	try {
		return await work(made);
	} finally {
		await rm(made, {
			recursive: true,
			force: true
		});
	}
}
/**
* Removes from `folder` what such processes left under names of `temporaryName(start, end)`, and looks at no other name: what
* only begins and ends like one may be a user's. What may be in use is kept, and what cannot be removed: it takes room and
* does no other harm.
*/
async function sweep(folder, { start, end = "", between = made, mostAgeMs = forgottenAfterMs$1, isInUse = async () => false }, nowMs = Date.now()) {
	const names = await readdir(folder).catch(() => []);
	for (const name of names) {
		if (!name.startsWith(start) || !name.endsWith(end)) continue;
		const middle = name.slice(start.length, name.length - end.length);
		if (!between.test(middle)) continue;
		if (middle.startsWith(`${owner()}-`)) continue;
		const path = join(folder, name);
		try {
			if ((hasEnded(middle) || nowMs - (await stat(path)).mtimeMs > mostAgeMs) && !await isInUse(path)) await rm(path, {
				recursive: true,
				force: true
			});
		} catch {}
	}
}
/** What `temporaryName` writes: machine, process, and what tells its names apart. */
const made = /^[0-9a-f]{6}p\d{1,10}-[0-9a-f]{8}$/;
/** Whether the process that made the temporary name at `path` ran on this machine and has ended. */
function isOwnerGone(path) {
	const found = /[0-9a-f]{6}p\d+-[0-9a-f]{8}/.exec(basename(path));
	return found !== null && hasEnded(found[0]);
}
function hasEnded(named) {
	const [, machine, id] = /^([0-9a-f]{6})p(\d{1,10})-/.exec(named) ?? [];
	return machine !== void 0 && machine === machineId() && !isRunning(Number(id));
}
/** Whether a process of this machine has this id. */
function isRunning(id) {
	try {
		process.kill(id, 0);
		return true;
	} catch (error) {
		return error.code !== "ESRCH";
	}
}
function owner() {
	return `${machineId()}p${process.pid}`;
}
/** Stands for the numbers of processes that this process can see: containers that share a folder do not share those. */
function machineId() {
	const namespace = read$1(() => readlinkSync("/proc/self/ns/pid"));
	const boot = read$1(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
	const parts = [
		hostname(),
		namespace,
		boot
	].join("\n");
	return createHash("sha256").update(parts).digest("hex").slice(0, 6);
}
/** Empty on systems that have no such file. */
function read$1(from) {
	try {
		return from();
	} catch {
		return "";
	}
}
// src/sccache/server/address.ts
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
/**
* The address that the user has set, or undefined: a port that sccache cannot read, for which it takes its default, is
* none; nor is port 0, at which a server is not found again, nor a relative path, since it leaves the folder it was started in.
*/
function givenAddress(env, platform) {
	const address = serverAddress(env, platform);
	const isDefault = address.kind === "port" && (address.port === 0 || env["SCCACHE_SERVER_PORT"] !== String(address.port));
	const isRelative = address.kind === "socket" && !/^[/\0]/.test(address.path);
	return isDefault || isRelative ? void 0 : address;
}
/** The variables with which sccache finds its server at `address`, whatever else the environment says. */
function addressVariables(address) {
	if (address.kind === "port") return { SCCACHE_SERVER_PORT: String(address.port) };
	return { SCCACHE_SERVER_UDS: spelledOut(address.path) };
}
/**
* A port of this machine that nothing listens at. It is below those that systems give out by themselves, so that until a server
* starts there no connection or other server gets it by chance.
*/
async function freePort() {
	for (let tries = 1;; tries += 1) {
		const port = randomInt(2e4, 32e3);
		if (await isFree(port)) return port;
		if (tries === 100) throw new Error("no port of this machine is free");
	}
}
function isFree(port) {
	const server = createServer();
	return new Promise((answer) => {
		server.once("error", () => answer(false));
		server.listen(port, "127.0.0.1", () => server.close(() => answer(true)));
	});
}
/** What a server's socket is called in the folder of a job. */
const socketName = "sccache.sock";
const folderStart = "sccache-server-";
/** As long as the path of such a folder within its parent. */
const serverFolderName = `${folderStart}123456`;
/** What mkdtemp puts behind it: a socket's path may have some hundred bytes, so that a longer name does not fit everywhere. */
const madeUp = /^[A-Za-z0-9]{6}$/;
/** A shell that is still open may build again, and finds the place for a server. */
const forgottenAfterMs = 6048e5;
/**
* Makes a folder for a server's socket that outlives this process, and removes those of this user that are a week old and in
* which no server listens.
*/
async function makeServerFolder(parent) {
	const isInUse = async (path) => {
		const { uid } = await lstat(path);
		return uid !== process.getuid?.() || isListening({
			kind: "socket",
			path: join(path, "sccache.sock")
		}, 500);
	};
	if (process.getuid) await sweep(parent, {
		start: folderStart,
		between: madeUp,
		mostAgeMs: forgottenAfterMs,
		isInUse
	});
	return mkdtemp(join(parent, folderStart));
}
/** On Linux a leading `\x00`, spelled out, means a socket in the abstract namespace; its name has escapes. */
function socketPath(given, platform) {
	if (platform !== "linux" || !given.startsWith("\\x00")) return given;
	return given.replaceAll(/\\x([0-9a-fA-F]{2})/g, (_escape, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
/** As sccache wants it: no variable can hold a zero. */
function spelledOut(path) {
	if (!path.startsWith("\0")) return path;
	return path.replaceAll(/[\0-\x1f\\]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
/**
* Whether something on this machine accepts connections at `address` within `limitMs`. Sends nothing, so it starts, stops
* and disturbs no server. Whatever prevents the connection is a no.
*/
function isListening(address, limitMs = 2e3) {
	return new Promise((resolve) => {
		const place = address.kind === "port" ? {
			host: "127.0.0.1",
			port: address.port
		} : { path: address.path };
		const socket = connect({
			...place,
			timeout: limitMs
		});
		const answer = (listening) => {
			socket.destroy();
			resolve(listening);
		};
		socket.once("connect", () => answer(true));
		socket.once("timeout", () => setImmediate(() => answer(false)));
		socket.once("error", () => answer(false));
	});
}
/** sccache sets it for the process that becomes the server: its clients, which know the same address, do not have it. */
const serverMark = "SCCACHE_START_SERVER=1";
/**
* Ends the server that was started for `address` and answers nobody, as on a machine that is too busy or one that was frozen.
* Only a process that was itself started as the server of this very address is ended. Returns whether there was one; where
* there is no /proc, nobody knows.
*/
async function endByForce(address) {
	const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
	return (await Promise.all(ids.map(async (id) => {
		try {
			const variables = (await readFile(`/proc/${id}/environ`, "utf8")).split("\0");
			const env = Object.fromEntries(variables.map((one) => [one.replace(/=.*/s, ""), one.replace(/^[^=]*=/, "")]));
			return isDeepStrictEqual(serverAddress(env, process.platform), address) && variables.includes(serverMark) && process.kill(Number(id), "SIGKILL");
		} catch {
			return false;
		}
	}))).includes(true);
}
// src/sccache/server/statistics.ts
/**
* Reads what `sccache --show-stats --stats-format=json` prints; the shapes of 0.16.0 and 0.19.0 are known, missing
* parts are tolerated. Undefined when `text` is not such an answer at all.
*/
function parseStatistics(text) {
	const answer = record(parseJson(text));
	if (answer["stats"] === void 0) return void 0;
	const stats = record(answer["stats"]);
	const location = answer["cache_location"];
	return {
		compileRequests: count(stats["compile_requests"]),
		executed: count(stats["requests_executed"]),
		hits: counted(stats["cache_hits"]),
		misses: counted(stats["cache_misses"]),
		errors: counted(stats["cache_errors"]),
		nonCacheable: counts(stats["not_cached"]),
		nonCacheableCompilations: count(stats["non_cacheable_compilations"]),
		compileFails: count(stats["compile_fails"]),
		cacheWriteErrors: count(stats["cache_write_errors"]),
		cacheLocation: typeof location === "string" ? location : "",
		cacheSizeBytes: optionalCount(answer["cache_size"]),
		maxCacheSizeBytes: optionalCount(answer["max_cache_size"])
	};
}
/** The place that `cacheLocation` names. */
function placeOf({ cacheLocation }) {
	if (cacheLocation === "") return { kind: "unknown" };
	if (/^Multi-?level\b/i.test(cacheLocation)) return { kind: "levels" };
	const quoted = /^Local disk: (".*")$/s.exec(cacheLocation)?.[1];
	const path = quoted === void 0 ? void 0 : parseJson(quoted);
	return typeof path === "string" ? {
		kind: "directory",
		path
	} : { kind: "elsewhere" };
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
// src/sccache/server/server.ts
/** In one line why `running` fails, or undefined where it does not. */
function failureOf(running) {
	return running.then(() => void 0, ({ message }) => message);
}
const pollMs = 20;
/** The sccache at `path`. Does nothing by itself, and none of its calls starts a server. */
function openSccache({ path, env, callMs = 1e4, goneMs = 5e3 }) {
	const address = serverAddress(env, process.platform);
	const call = (...args) => runProgram(path, args, {
		env,
		limitMs: callMs
	});
	const isServerAlive = () => isListening(address);
	return {
		path,
		/** Whether something listens where this sccache's server would. */
		isServerAlive,
		/** Such as "0.16.0". @throws Error when the binary does not run or is not sccache. */
		version: async () => parseVersion((await call("--version")).stdout),
		/** What the running server counted; undefined when none runs or it gives no proper answer. */
		async statistics() {
			if (!await isServerAlive()) return void 0;
			const said = await call("--show-stats", "--stats-format=json").catch(() => void 0);
			return said && parseStatistics(said.stdout);
		},
		/** Sets all counts to 0. @throws Error when the server does not answer */
		async zero() {
			await call("--zero-stats");
		},
		/**
		* Asks the server to end and waits until it no longer listens. Takes seconds at most and never throws. Ends
		* nothing but a server that understands sccache's own request. A compilation that is under way at that moment
		* may still write its entry a little later.
		*/
		async stop() {
			if (!await isServerAlive()) return { kind: "not-running" };
			const failure = await failureOf(call("--stop-server"));
			const endMs = Date.now() + (failure === void 0 ? goneMs : 0);
			for (; await isServerAlive(); await setTimeout(pollMs)) {
				if (Date.now() < endMs) continue;
				return {
					kind: "failed",
					why: failure ?? `the server still listens after ${goneMs / 1e3} s`
				};
			}
			return { kind: "stopped" };
		}
	};
}
/** The version in what `sccache --version` prints. @throws Error when that is not sccache's answer. */
function parseVersion(printed) {
	const version = /^sccache (\d+\.\d+\.\d+\S*)\s*$/.exec(printed)?.[1];
	if (version === void 0) throw new Error(`not sccache: --version says ${JSON.stringify(printed.slice(0, 80))}`);
	return version;
}
/**
* The server that a restore of the same job started. Does nothing by itself and starts no other. `stop` ends it, by force where
* it does not answer.
*/
function openServer(server, { env = {}, ...limits } = {}) {
	const others = Object.entries(env).filter(([name]) => !name.startsWith("SCCACHE_"));
	const own = {
		...addressVariables(server.address),
		SCCACHE_CONF: "/nonexistent/sccache-config"
	};
	const sccache = openSccache({
		path: server.sccachePath,
		env: {
			HOME: "/",
			...Object.fromEntries(others),
			...own
		},
		...limits
	});
	return {
		...sccache,
		async stop() {
			const stopped = await sccache.stop();
			if (stopped.kind === "stopped") return stopped;
			return await endByForce(server.address) ? { kind: "stopped" } : stopped;
		}
	};
}
/** A compiler may be a version manager that downloads the compiler first. It is not killed, only no longer waited for. */
const proveMs = 12e4;
/**
* Asks a running server to wrap calls of compilers that end at once, such as `rustc -vV`, in the environment of the build.
* A compiler that does not run without sccache either is not held against it, unless it is of `ours`. Afterwards the server's counts are 0. The
* calls go through `format`, as those of the build do; the server itself does not, since the build gives it its environment
* with each call, and what such a command sets up may be gone when it ends.
* `why` tells in one line why the server cannot be used at all; `refused` for each call, why it must be left out;
* `requests`, how many reached the server.
*/
async function proveServer(server, options) {
	const { env, calls, ours, command = server.sccachePath, format } = options;
	const strictEnv = {
		...env,
		...server.variables,
		SCCACHE_IGNORE_SERVER_IO_ERROR: void 0
	};
	const failureIn = (its, call) => {
		const [file = "", ...args] = callThrough(format, call);
		return failureOf(runProgram(file, args, {
			env: its,
			limitMs: proveMs
		}));
	};
	const refused = [];
	for (const call of calls) {
		const why = await failureIn(strictEnv, [command, ...call]);
		const broken = why && await failureIn(env, call);
		if (broken === void 0) refused.push(why && `sccache refuses the compiler: ${why}`);
		else refused.push(ours?.has(call) ? `${broken}, so set CC to the compiler` : void 0);
	}
	const { statistics, zero } = openServer(server, { env });
	const counted = await statistics();
	if (counted === void 0) return {
		why: "its server does not answer",
		refused,
		requests: 0
	};
	await zero();
	return {
		why: void 0,
		refused,
		requests: counted.compileRequests
	};
}
export { temporaryName as _, addressVariables as a, givenAddress as c, serverAddress as d, serverFolderName as f, sweep as g, isOwnerGone as h, placeOf as i, isListening as l, inTemporary as m, openServer as n, endByForce as o, socketName as p, proveServer as r, freePort as s, openSccache as t, makeServerFolder as u, startedIn as v, textOf as y };

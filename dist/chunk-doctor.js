import { n as orFailure, t as isFailure } from "./chunk-failure.js";
import { D as parseCacheSize, E as otherPlaces, T as serverAddress, a as openJob, i as openDeps, m as openSccache, o as openKeys, s as openSccacheOf, w as isListening } from "./chunk-job.js";
import { i as freeBytes } from "./chunk-disk-room.js";
import { t as formatSize } from "./chunk-size.js";
import { i as foreign } from "./chunk-foreign.js";
import { a as firstOf, r as duration } from "./chunk-words.js";
import { O as threadsFor } from "./chunk-parse-config.js";
import { p as openZstd } from "./chunk-tar.js";
import { a as overridesOf, l as surroundingsOf, n as contextFlags, o as readConfig, t as configFlags } from "./chunk-job2.js";
import { t as unsupportedNode } from "./chunk-node-version.js";
import { dirname, join } from "node:path";
import { access, constants, readdir, stat } from "node:fs/promises";
import { tmpdir, totalmem } from "node:os";
// src/report/doctor/checks.ts
function ok(name, detail) {
	return {
		status: "ok",
		name,
		detail,
		fix: null
	};
}
function warning(name, detail, fix) {
	return {
		status: "warning",
		name,
		detail,
		fix
	};
}
function error(name, detail, fix) {
	return {
		status: "error",
		name,
		detail,
		fix
	};
}
function checkNode({ node }) {
	if (node.unsupported === void 0) return ok("node", node.version);
	return error("node", node.unsupported, "Install Node 24, or any version from 22.15 on.");
}
function checkZstd({ zstdFallback }) {
	if (zstdFallback === void 0) return ok("zstd", "native binding");
	return warning("zstd", `Node's own zstd is used, which packs more slowly: ${zstdFallback}`, "Use Linux, macOS or Windows on x64 or arm64 with glibc for the native binding; otherwise nothing.");
}
function checkSccache({ sccache }) {
	if ("why" in sccache) return error("sccache", sccache.why, "Install sccache 0.16 or newer, or let `sccache: auto` download it.");
	const { path, version } = sccache;
	if (version === null) return error("sccache", `${path} does not tell its version`, "Reinstall sccache.");
	const [major = 0, minor = 0] = version.split(".").map(Number);
	if (major === 0 && minor < 9) return warning("sccache", `${version} at ${path}`, "Update sccache to 0.16 or newer: this one has no sockets, so jobs share its port.");
	return ok("sccache", `${version} at ${path}`);
}
function checkCompiler({ toolchain }) {
	if (toolchain !== null) return ok("compiler", toolchain);
	return warning("compiler", "neither rustc nor cc answered, so the key says nothing of the compiler", "Install the toolchain before the restore step.");
}
function checkServers({ otherServer }) {
	if (otherServer === void 0) return ok("servers", "no other server");
	return warning("servers", `an sccache server listens already: ${otherServer}`, "Nothing, if it is another job's: this job starts its own. If it is a leftover, run sccache --stop-server.");
}
/** The system's limit is 104 bytes on macOS and 108 on Linux, with the zero at the end. */
const mostSocketBytes = 103;
function checkSocket({ socketBytes }) {
	if (socketBytes === void 0) return ok("socket", "a free port is used");
	if (socketBytes <= mostSocketBytes) return ok("socket", `a path of ${socketBytes} bytes fits`);
	return warning("socket", `a path of ${socketBytes} bytes is too long for a socket, so a port is used`, "Set TMPDIR or RUNNER_TEMP to a shorter path.");
}
function checkDirectory({ directory }) {
	const { path, exists, isWritable, foreignOwned } = directory;
	if (!isWritable) return error("directory", `${path} cannot be written`, "Give this user the right to write it, or choose another with sccache-dir.");
	if (foreignOwned > 0) return warning("directory", `${path} holds files of another user, which sccache cannot use`, `Run chown -R "$(id -u)" on it, or run both steps as one user.`);
	return ok("directory", `${path}${exists ? "" : " (made when it is needed)"}`);
}
function checkDisk({ freeBytes, maxSizeBytes }) {
	if (freeBytes === void 0) return ok("disk", "not known");
	if (freeBytes < maxSizeBytes * 2) return error("disk", `${formatSize(freeBytes)} free`, `Free space: unpacking a bundle of ${formatSize(maxSizeBytes)} needs at least twice as much.`);
	if (freeBytes < maxSizeBytes * 8) return warning("disk", `${formatSize(freeBytes)} free, so entries are unpacked in their compact form`, "Free space for faster hits.");
	return ok("disk", `${formatSize(freeBytes)} free`);
}
/** What packing takes for each thread, about. */
const threadBytes = 3e8;
function checkMemory({ memoryBytes, threads }) {
	if (memoryBytes === void 0) return ok("memory", "not known");
	const needed = threads * threadBytes;
	if (memoryBytes < needed) return warning("memory", `${formatSize(memoryBytes)} for ${threads} threads, which may take ${formatSize(needed)}`, `Set threads to ${Math.max(1, Math.floor(memoryBytes / threadBytes))}.`);
	return ok("memory", `${formatSize(memoryBytes)}, ${threads} threads`);
}
// src/report/doctor/doctor.ts
/** Every check, in the order in which a build depends on them. */
function diagnose(facts) {
	return [
		checkNode(facts),
		checkZstd(facts),
		checkSccache(facts),
		checkCompiler(facts),
		checkWrapper(facts),
		checkIncremental(facts),
		checkBackends(facts),
		checkCacheSize(facts),
		checkServers(facts),
		checkSocket(facts),
		checkDirectory(facts),
		checkDisk(facts),
		checkMemory(facts),
		checkStore(facts),
		checkListing(facts)
	];
}
/** The checks as lines: the status first, so that they can be scanned and searched. */
function checkLines(checks) {
	const width = Math.max(0, ...checks.map(({ name }) => name.length));
	return checks.flatMap(({ status, name, detail, fix }) => [`${status.padEnd(7)}  ${name.padEnd(width)}  ${foreign(detail)}`, ...fix === null ? [] : [`${" ".repeat(9)}${" ".repeat(width)}  fix: ${foreign(fix)}`]]);
}
/** A lookup that takes longer makes every job wait. */
const slowSeconds = 3;
function checkStore({ store }) {
	if (store.kind === "failed") return error("store", `${store.label}: ${store.why}`, "Check the store's address, the network and the credentials.");
	const found = store.found === null ? "no bundle for this job yet" : `found ${store.found}`;
	const detail = `${store.label} answered in ${duration(store.seconds)}: ${found}`;
	return store.seconds > slowSeconds ? warning("store", detail, "Use a store that is closer, or levels with a local folder first.") : ok("store", detail);
}
function checkListing({ listing }) {
	if (listing.kind !== "cannot") return ok("rights", listing.why);
	return warning("rights", listing.why, "Give the job `permissions: actions: write`, so that superseded bundles are deleted and nobody else's cache is evicted.");
}
function checkWrapper({ env, cargoWrapper }) {
	const set = env["RUSTC_WRAPPER"];
	if (set === "") return error("wrapper", "RUSTC_WRAPPER is set to nothing, which turns every wrapper off", "Unset RUSTC_WRAPPER.");
	if (set !== void 0 && !isSccache(set)) return error("wrapper", `RUSTC_WRAPPER is ${set}, so sccache is not called`, "Unset RUSTC_WRAPPER: restore sets it.");
	if (cargoWrapper && !isSccache(cargoWrapper.value)) return warning("wrapper", `${cargoWrapper.file} sets build.rustc-wrapper to ${cargoWrapper.value}; RUSTC_WRAPPER would displace it`, "Remove it, or let it call sccache, or set wrap: none.");
	const compilers = ["CC", "CXX"].filter((name) => /\bsccache\b.*\bsccache\b/.test(env[name] ?? ""));
	if (compilers.length > 0) return error("wrapper", `${compilers.join(" and ")} call sccache twice`, "Call sccache once.");
	return ok("wrapper", set === void 0 ? "free: restore sets it" : `RUSTC_WRAPPER=${set}`);
}
function isSccache(command) {
	return /(^|[\\/])sccache(\.exe)?$/.test(command.trim());
}
function checkIncremental({ env }) {
	const set = ["CARGO_INCREMENTAL", "CARGO_BUILD_INCREMENTAL"].find((name) => /^(1|true)$/.test(env[name] ?? ""));
	if (set === void 0) return ok("incremental", "off, or left to restore");
	return warning("incremental", `${set} is on, which sccache refuses; restore turns it off for later steps`, `Unset ${set}: a step that sets it by itself still fails.`);
}
function checkBackends({ otherPlaces }) {
	if (otherPlaces.length === 0) return ok("backends", "sccache uses its directory alone");
	return error("backends", `sccache would use ${firstOf(otherPlaces, 5, ({ name }) => name)} and not its directory`, firstOf(otherPlaces, 5, ({ todo }) => todo, "; "));
}
function checkCacheSize({ env, cacheSizeBytes, maxSizeBytes }) {
	const set = env["SCCACHE_CACHE_SIZE"];
	if (set === void 0 || set === "") return ok("cache size", "left to restore");
	if (cacheSizeBytes === void 0) return error("cache size", `SCCACHE_CACHE_SIZE is ${set}, which sccache takes for 10 GiB without a word`, "Write whole bytes, or a whole number with K, M, G or T.");
	if (cacheSizeBytes < maxSizeBytes * 4) return warning("cache size", `SCCACHE_CACHE_SIZE is ${formatSize(cacheSizeBytes)}; unpacked, ${formatSize(maxSizeBytes)} of bundle may take four times as much or more`, "Unset SCCACHE_CACHE_SIZE, or raise it.");
	return ok("cache size", formatSize(cacheSizeBytes));
}
// src/cli/commands/doctor.ts
/** Whether the set-up is right, before a build: exit code 1 when a line is an error. */
const doctor = {
	positionals: [],
	flags: [
		...configFlags("restore"),
		...contextFlags,
		{
			name: "json",
			about: "Print the checks as JSON."
		}
	],
	async run(args, terminal) {
		const config = readConfig(args, terminal);
		const { env } = terminal;
		const surroundings = surroundingsOf(terminal);
		const job = await openJob(config, surroundings, overridesOf(args, terminal));
		const { context, directory, build } = job;
		const sccache = await openSccacheOf(config, surroundings);
		const { keys, toolchain } = await openKeys(config, job, surroundings);
		const sccachePath = "path" in sccache ? sccache.path : void 0;
		const deps = openDeps({
			config,
			context,
			sccachePath,
			tempDirectory: tmpdir()
		}, surroundings);
		const version = sccachePath ? await openSccache({
			path: sccachePath,
			env
		}).version() : void 0;
		const checks = diagnose({
			node: {
				version: process.version,
				unsupported: unsupportedNode(process.versions.node)
			},
			zstdFallback: openZstd().fallbackReason,
			sccache: "path" in sccache ? {
				path: sccache.path,
				version: version ?? null
			} : sccache,
			toolchain,
			env,
			cargoWrapper: build.cargo.rustcWrapper,
			otherPlaces: otherPlaces(env, build.sccacheConfig),
			cacheSizeBytes: parseCacheSize(env["SCCACHE_CACHE_SIZE"] ?? ""),
			directory: await lookAt(directory),
			freeBytes: finite(await freeBytes(directory)),
			...machineFacts(config),
			otherServer: await otherServer(terminal),
			socketBytes: socketBytes(terminal),
			store: await askStore(deps.store, keys),
			listing: await askForListing(deps.catalog, config),
			maxSizeBytes: config.maxSizeBytes
		});
		if (args.flag("json") === "true") terminal.print(JSON.stringify({
			version: 1,
			checks
		}));
		else for (const line of checkLines(checks)) terminal.print(line);
		return checks.some(({ status }) => status === "error") ? 1 : 0;
	}
};
function finite(bytes) {
	return Number.isFinite(bytes) ? bytes : void 0;
}
/** A container's limit counts, not the machine's memory. */
function machineFacts({ threads }) {
	const limit = process.constrainedMemory();
	const total = totalmem();
	return {
		memoryBytes: limit > 0 && limit < total ? limit : total,
		threads: threadsFor({ threads })
	};
}
/** Enough files to know who owns a directory; it may hold a hundred thousand. */
const mostFiles = 200;
async function lookAt(path) {
	const exists = await stat(path).then(() => true, () => false);
	if (!exists) return {
		path,
		exists,
		isWritable: await isWritable(await existing(path)),
		foreignOwned: 0
	};
	const names = (await readdir(path, { recursive: true }).catch(() => [])).slice(0, mostFiles);
	const own = process.getuid?.();
	const owners = await Promise.all(names.map((name) => stat(join(path, name)).then(({ uid }) => uid, () => own)));
	const foreignOwned = own === void 0 || own === 0 ? 0 : owners.filter((uid) => uid !== own).length;
	return {
		path,
		exists,
		isWritable: await isWritable(path),
		foreignOwned
	};
}
/** The nearest folder above that is there. */
async function existing(path) {
	const parent = dirname(path);
	if (parent === path) return path;
	return stat(parent).then(() => parent, () => existing(parent));
}
function isWritable(path) {
	return access(path, constants.W_OK).then(() => true, () => false);
}
async function otherServer({ env }) {
	const address = serverAddress(env, process.platform);
	if (!await isListening(address, 500)) return void 0;
	return address.kind === "port" ? `127.0.0.1:${address.port}` : address.path;
}
/** As long as the folder's name that a job's server gets. */
const socketName = "/sccache-bundle-xxxxxx/server.sock";
function socketBytes({ env }) {
	if (process.platform === "win32") return void 0;
	return Buffer.byteLength((env["RUNNER_TEMP"] || tmpdir()) + socketName);
}
async function askStore(store, { primary, fallbacks }) {
	const began = performance.now();
	const found = await orFailure(() => store.lookup({
		key: primary,
		fallbacks
	}));
	const { label } = store;
	if (isFailure(found)) return {
		kind: "failed",
		label,
		why: found.why
	};
	return {
		kind: "reachable",
		label,
		seconds: (performance.now() - began) / 1e3,
		found: found.kind === "hit" ? found.key : null
	};
}
async function askForListing(catalog, { keyPrefix }) {
	if (!catalog) return {
		kind: "not-asked",
		why: "the store has no listing, or no token is set"
	};
	const listed = await orFailure(() => catalog.list(keyPrefix));
	if (isFailure(listed)) return {
		kind: "cannot",
		why: `the store cannot be listed: ${listed.why}`
	};
	return {
		kind: "can",
		why: `the store can be listed: ${listed.bundles.length} bundles`
	};
}
export { doctor };

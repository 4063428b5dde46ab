import { o as configFlags, r as printJson } from "./chunk-terminal.js";
import { n as isFailure, r as orFailure } from "./chunk-failures.js";
import { a as freeFor, c as sizesOfFull, o as howFor, t as holdsTarget } from "./chunk-limits.js";
import { n as threadsFor, t as threadBytes } from "./chunk-threads.js";
import { i as foreign } from "./chunk-foreign.js";
import { i as firstOf, n as duration, t as count } from "./chunk-words.js";
import { _ as isSccache, d as isListening, f as serverAddress } from "./chunk-server.js";
import { c as socketName, n as hindrances, o as serverFolderName, r as otherBackends, v as parseCacheSize } from "./chunk-backends.js";
import { t as formatSize } from "./chunk-size.js";
import { r as readManifest } from "./chunk-read-manifest.js";
import { l as hasStore } from "./chunk-surroundings.js";
import { r as freeBytes } from "./chunk-disk.js";
import { n as findBase } from "./chunk-find-base.js";
import { t as openSccacheOf } from "./chunk-sccache.js";
import { a as openKeys, i as openDeps } from "./chunk-steps.js";
import { t as inTemporary } from "./chunk-left-over.js";
import { t as openZstd } from "./chunk-open.js";
import { n as isGiven, o as readSettings, r as openJobOf, t as contextFlags } from "./chunk-job.js";
import { tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { existsSync } from "node:fs";
import { access, constants as constants$1, readdir, stat } from "node:fs/promises";
// src/cli/doctor/checks.ts
/** Every check, in the order in which a build depends on them. */
function diagnose(facts) {
	return Object.entries(checks).map(([name, check]) => {
		const found = check(facts);
		return typeof found === "string" ? {
			status: "ok",
			name,
			detail: found,
			fix: null
		} : {
			...found,
			name
		};
	});
}
/** The checks as lines: the status first, so that they can be scanned and searched. */
function checkLines(checks) {
	const width = Math.max(0, ...checks.map(({ name }) => name.length));
	return checks.flatMap(({ status, name, detail, fix }) => [`${status.padEnd(7)}  ${name.padEnd(width)}  ${foreign(detail)}`, ...fix === null ? [] : [`${" ".repeat(9)}${" ".repeat(width)}  fix: ${foreign(fix)}`]]);
}
const warning = (detail, fix) => ({
	status: "warning",
	detail,
	fix
});
const error = (detail, fix) => ({
	status: "error",
	detail,
	fix
});
const keyWords = {
	none: "bundles are not signed",
	both: "bundles are signed and checked",
	public: "bundles are checked; without the signing key nothing is saved",
	private: warning("bundles are signed, and no public key is named, so a job without the signing key checks nothing", "Set SCCACHE_BUNDLE_VERIFY_KEYS to the public key, in every job.")
};
/** What becomes of a bundle that is as large as it may be, where it is not unpacked raw. */
const unpacked = {
	compact: "is unpacked in its compact form",
	fewer: "is restored in part",
	none: "is not restored"
};
/** What is free and what limits the cache where nothing does. */
const unlimited = {
	freeBytes: Number.POSITIVE_INFINITY,
	limitBytes: void 0,
	heldBytes: 0,
	holdsTarget: false
};
/** A lookup that takes longer makes every job wait. */
const slowSeconds = 3;
const checks = {
	node: ({ node }) => node,
	zstd: ({ zstdFallback: why }) => why === void 0 ? "native binding" : warning(`Node's own zstd is used, which packs more slowly: ${why}`, "Nothing. A native binding is there for Linux with glibc and macOS (x64, arm64), and for Windows (x64)."),
	sccache: ({ sccache }) => {
		if (sccache.path === null) return error(sccache.why, "Install sccache 0.16 or newer, or let `sccache: auto` download it.");
		const { path, version } = sccache;
		const [major = 0, minor = 0] = version.split(".").map(Number);
		return major === 0 && minor < 9 ? warning(`${version} at ${path}`, "Update sccache to 0.16 or newer: this one has no sockets, so jobs share its port.") : `${version} at ${path}`;
	},
	compiler: ({ compilers }) => compilers.join(", ") || warning("no compiler that this job wraps answered", "Install the toolchain before the restore step."),
	wrapper: ({ env, cargoWrapper }) => {
		const set = env["RUSTC_WRAPPER"];
		if (set === "") return error("RUSTC_WRAPPER is set to nothing, which turns every wrapper off", "Unset RUSTC_WRAPPER.");
		if (set !== void 0 && !isSccache(set.trim())) {
			const detail = `RUSTC_WRAPPER is ${set}, so sccache is not called`;
			return error(detail, "Unset RUSTC_WRAPPER: restore sets it.");
		}
		if (cargoWrapper && !isSccache(cargoWrapper.value.trim())) return warning(`${cargoWrapper.file} sets build.rustc-wrapper to ${cargoWrapper.value}; RUSTC_WRAPPER would displace it`, "Remove it, or let it call sccache, or set wrap: none.");
		const twice = ["CC", "CXX"].filter((name) => /\bsccache\b.*\bsccache\b/.test(env[name] ?? ""));
		if (twice.length > 0) return error(`${twice.join(" and ")} call sccache twice`, "Call sccache once.");
		return set === void 0 ? "free: restore sets it" : `RUSTC_WRAPPER=${set}`;
	},
	incremental: ({ env }) => {
		const set = ["CARGO_INCREMENTAL", "CARGO_BUILD_INCREMENTAL"].find((name) => /^(1|true)$/.test(env[name] ?? ""));
		if (set === void 0) return "off, or left to restore";
		return warning(`${set} is on, which sccache refuses; restore turns it off for later steps`, `Unset ${set}: a step that sets it by itself still fails.`);
	},
	backends: ({ otherBackends, hindrances }) => {
		const todo = firstOf([...otherBackends, ...hindrances], 5, (one) => one.todo, "; ");
		if (otherBackends.length > 0) {
			const names = firstOf(otherBackends, 5, ({ name }) => name);
			return error(`sccache would use ${names} and not its directory`, todo);
		}
		if (hindrances.length > 0) return warning(firstOf(hindrances, 5, ({ what }) => what, "; "), todo);
		return "sccache uses its directory alone";
	},
	"cache size": ({ env, maxSizeBytes }) => {
		const set = env["SCCACHE_CACHE_SIZE"];
		if (set === void 0 || set === "") return "left to restore";
		const bytes = parseCacheSize(set);
		if (bytes === void 0) return error(`SCCACHE_CACHE_SIZE is ${set}, which sccache takes for 10 GiB without a word`, "Write whole bytes, or a whole number with K, M, G or T.");
		const full = sizesOfFull(maxSizeBytes);
		const { how } = howFor(full, {
			...unlimited,
			limitBytes: bytes
		});
		if (how === "raw") return formatSize(bytes);
		return warning(`SCCACHE_CACHE_SIZE is ${formatSize(bytes)}, so a full bundle of ${formatSize(maxSizeBytes)} ${unpacked[how]}`, `Unset SCCACHE_CACHE_SIZE, or raise it to ${formatSize(freeFor(full, unlimited).raw)}.`);
	},
	servers: ({ otherServer }) => otherServer === void 0 ? "no other server" : warning(`an sccache server listens already: ${otherServer}`, "Nothing, if it is another job's: this job starts its own. If it is a leftover, run sccache --stop-server."),
	socket: ({ socketBytes: bytes }) => {
		if (bytes === void 0) return "a free port is used";
		if (bytes <= 99) return `a path of ${bytes} bytes fits`;
		return warning(`a path of ${bytes} bytes is too long for a socket, so a port is used`, "Set TMPDIR or RUNNER_TEMP to a shorter path.");
	},
	directory: ({ directory: { path, exists, isWritable, foreignOwned } }) => {
		if (!isWritable) return error(`${path} cannot be written`, "Give this user the right to write it, or choose another with sccache-dir.");
		if (foreignOwned === 0) return `${path}${exists ? "" : " (made when it is needed)"}`;
		return warning(`${path} holds files of another user, which sccache cannot use`, `Run chown -R "$(id -u)" on it, or run both steps as one user.`);
	},
	disk: ({ freeBytes, holdsTarget, maxSizeBytes }) => {
		if (freeBytes === Number.POSITIVE_INFINITY) return "not known";
		const free = `${formatSize(freeBytes)} free`;
		const room = {
			...unlimited,
			freeBytes,
			holdsTarget
		};
		const full = sizesOfFull(maxSizeBytes);
		const { how } = howFor(full, room);
		if (how === "raw") return free;
		const needed = freeFor(full, room);
		const fix = `Free space: with the build's products it needs ${formatSize(needed.compact)}, and ${formatSize(needed.raw)} for the fastest hits.`;
		const detail = `${free}, so a full bundle of ${formatSize(maxSizeBytes)} ${unpacked[how]}`;
		return freeBytes > freeFor(sizesOfFull(0), room).any ? warning(detail, fix) : error(detail, fix);
	},
	memory: ({ memoryBytes: bytes, threads, segmentBytes }) => {
		const needed = threads * threadBytes(segmentBytes);
		if (bytes >= needed) return `${formatSize(bytes)}, ${threads} threads`;
		return warning(`${formatSize(bytes)} for ${threads} threads, which may take ${formatSize(needed)}`, `Set threads to ${threadsFor({
			threads: void 0,
			segmentBytes
		}, {
			cores: threads,
			memoryBytes: bytes
		})}.`);
	},
	store: ({ hasStore, store: { label, seconds, found } }) => {
		if (!hasStore) return error("none is named, and only GitHub Actions has one of its own", "Set --store or SCCACHE_BUNDLE_STORE.");
		if (isFailure(found)) {
			const why = found.why.replace(`${label}: `, "");
			return error(`${label}: ${why}`, "Check the store's address, and who may read it: credentials, or the folder's owner.");
		}
		const bundle = found.kind === "hit" ? `found ${found.key}` : "no bundle for this job yet";
		const detail = `${label} answered in ${duration(seconds)}: ${bundle}`;
		return seconds > slowSeconds ? warning(detail, "Use a store that is closer, or levels with a local folder first.") : detail;
	},
	rights: ({ hasStore, listed, storeKind }) => {
		if (!hasStore) return "not known without a store";
		if (!listed) return "the store has no listing, or no token is set";
		if (!isFailure(listed)) return `the store can be listed: ${count(listed.bundles.length, "bundle")}`;
		const fix = storeKind === "github" ? "Give the job `permissions: actions: write`, so that superseded bundles are deleted and nobody else's cache is evicted." : "Give the job the right to list the store, so that superseded bundles are deleted.";
		return warning(`the store cannot be listed: ${listed.why}`, fix);
	},
	signatures: ({ signing: { keys, refused } }) => {
		if (refused === void 0) return keyWords[keys];
		return warning(`the bundle that was found is refused: ${refused}`, "Nothing, if the keys are new: the next save with the signing key replaces it. Otherwise check the keys.");
	}
};
// src/cli/doctor/facts.ts
async function lookAround(args, terminal) {
	const config = readSettings(args, terminal);
	const { env } = terminal;
	const job = await openJobOf(config, args, terminal);
	const { directory, build } = job;
	const sccache = await openSccacheOf(job);
	const { keys, ...compilers } = await openKeys(job);
	const deps = openDeps(job, { tempDirectory: tmpdir() });
	const { catalog } = deps;
	return {
		node: process.version,
		/** Why the native zstd is not used; undefined when it is. */
		zstdFallback: openZstd().fallbackReason,
		sccache,
		/** The compilers that the job wraps and that answered, as they title themselves. */
		compilers: [compilers.toolchain, compilers.compiler].filter((title) => title !== null),
		env,
		/** build.rustc-wrapper of cargo's configuration files. */
		cargoWrapper: build.cargo.rustcWrapper,
		/** Other backends that sccache would use, each with what to unset. */
		otherBackends: otherBackends(env, build.sccacheConfig),
		/** What keeps sccache from filling or reading its directory, each with what to do. */
		hindrances: hindrances(env, build.sccacheConfig),
		directory: await lookAt(directory),
		/** Infinity where the system does not tell. */
		freeBytes: await freeBytes(directory),
		holdsTarget: await holdsTarget({
			directory,
			env
		}, job.context.workspace),
		/** A container's limit counts, not the machine's memory. */
		memoryBytes: Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
		threads: deps.threads,
		segmentBytes: config.segmentBytes,
		otherServer: await otherServer(env),
		socketBytes: socketBytes(env),
		/** Whether a store is named, or the runner has one. */
		hasStore: hasStore(isGiven("store", args, terminal), env),
		store: await askStore(deps, keys),
		/** The store's bundles, or why they cannot be listed; undefined where there is nothing to ask. */
		listed: catalog && await orFailure(() => catalog.list(config.keyPrefix), "lookup"),
		/** Whose rights a listing needs. */
		storeKind: config.store.kind,
		maxSizeBytes: config.maxSizeBytes,
		signing: await askForSignature(deps, keys, env)
	};
}
/** Enough files to know who owns a directory; it may hold a hundred thousand. */
const mostFiles = 200;
async function lookAt(path) {
	const exists = existsSync(path);
	const names = exists ? await readdir(path, { recursive: true }).catch(() => []) : [];
	const files = await Promise.allSettled(names.slice(0, mostFiles).map((name) => stat(join(path, name))));
	const own = process.getuid?.();
	const isForeign = (file) => file.status === "fulfilled" && file.value.uid !== own;
	return {
		path,
		exists,
		isWritable: await access(nearest(path), constants$1.W_OK).then(() => true, () => false),
		foreignOwned: own ? files.filter(isForeign).length : 0
	};
}
/** The path, or the nearest folder above that is there. */
function nearest(path) {
	return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}
/** Where an sccache server listens already that is not this job's; undefined where none does. */
async function otherServer(env) {
	const address = serverAddress(env, process.platform);
	if (!await isListening(address, 500)) return void 0;
	return address.kind === "port" ? `127.0.0.1:${address.port}` : address.path;
}
/** The longest path that a socket of the job would have; undefined where ports are used. */
function socketBytes(env) {
	if (process.platform === "win32") return void 0;
	return Buffer.byteLength(join(env["RUNNER_TEMP"] || tmpdir(), serverFolderName, socketName));
}
async function askStore({ store }, keys) {
	const began = performance.now();
	const found = await orFailure(() => findBase(keys, (chain) => store.lookup(chain)), "lookup");
	return {
		label: store.label,
		found,
		seconds: (performance.now() - began) / 1e3
	};
}
/** Which keys there are, and why the bundle is refused that a job would restore: only with keys is it fetched. */
async function askForSignature({ signing, store, zstd }, plan, env) {
	if (!signing) return { keys: "none" };
	const isChecked = Boolean(env["SCCACHE_BUNDLE_VERIFY_KEYS"]);
	const keys = !signing.canSign ? "public" : isChecked ? "both" : "private";
	const read = await inTemporary(tmpdir(), "sccache-bundle-doctor-", (folder) => orFailure(async () => {
		const file = join(folder, "bundle.tar.zst");
		const fetched = await findBase(plan, (chain) => store.fetch(chain, file));
		if (fetched.kind === "hit") await readManifest(file, zstd, signing.trust(fetched));
	}));
	return {
		keys,
		refused: isFailure(read) && read.failure === "not-signed" ? read.why : void 0
	};
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
		const checks = diagnose(await lookAround(args, terminal));
		if (args.isOn("json")) printJson(terminal, { checks });
		else for (const line of checkLines(checks)) terminal.list(line);
		return checks.some(({ status }) => status === "error") ? 1 : 0;
	}
};
export { doctor };

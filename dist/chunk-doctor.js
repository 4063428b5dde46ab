import { $ as parseCacheSize, G as socketName, Q as otherPlaces, U as serverAddress, V as isListening, W as serverFolderName, h as readManifest } from "./chunk-handoff.js";
import { r as orFailure, t as isFailure } from "./chunk-deps.js";
import { i as openDeps, o as openKeys, s as openSccacheOf } from "./chunk-inputs.js";
import { a as threadsFor, i as freeBytes } from "./chunk-config.js";
import { a as isSccache } from "./chunk-environment.js";
import { i as foreign } from "./chunk-foreign.js";
import { a as firstOf, o as formatSize, r as duration } from "./chunk-words.js";
import { t as openZstd } from "./chunk-open.js";
import { a as openJobOf, n as contextFlags, s as readConfig, t as configFlags } from "./chunk-job.js";
import { t as unsupportedNode } from "./chunk-node-version.js";
import { dirname, join } from "node:path";
import { access, constants, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir, totalmem } from "node:os";
// src/report/doctor.ts
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
/** What packing takes for each thread, about. */
const threadBytes = 3e8;
/** A lookup that takes longer makes every job wait. */
const slowSeconds = 3;
const checks = {
	node: ({ node: { version, unsupported } }) => unsupported === void 0 ? version : error(unsupported, "Install Node 24, or any version from 22.15 on."),
	zstd: ({ zstdFallback: why }) => why === void 0 ? "native binding" : warning(`Node's own zstd is used, which packs more slowly: ${why}`, "Use Linux, macOS or Windows on x64 or arm64 with glibc for the native binding; otherwise nothing."),
	sccache: ({ sccache }) => {
		if ("why" in sccache) return error(sccache.why, "Install sccache 0.16 or newer, or let `sccache: auto` download it.");
		const { path, version } = sccache;
		if (version === null) return error(`${path} does not tell its version`, "Reinstall sccache.");
		const [major = 0, minor = 0] = version.split(".").map(Number);
		return major === 0 && minor < 9 ? warning(`${version} at ${path}`, "Update sccache to 0.16 or newer: this one has no sockets, so jobs share its port.") : `${version} at ${path}`;
	},
	compiler: ({ toolchain }) => toolchain ?? warning("neither rustc nor cc answered, so the key says nothing of the compiler", "Install the toolchain before the restore step."),
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
	backends: ({ otherPlaces }) => otherPlaces.length === 0 ? "sccache uses its directory alone" : error(`sccache would use ${firstOf(otherPlaces, 5, ({ name }) => name)} and not its directory`, firstOf(otherPlaces, 5, ({ todo }) => todo, "; ")),
	"cache size": ({ env, cacheSizeBytes: bytes, maxSizeBytes }) => {
		const set = env["SCCACHE_CACHE_SIZE"];
		if (set === void 0 || set === "") return "left to restore";
		if (bytes === void 0) return error(`SCCACHE_CACHE_SIZE is ${set}, which sccache takes for 10 GiB without a word`, "Write whole bytes, or a whole number with K, M, G or T.");
		if (bytes >= maxSizeBytes * 4) return formatSize(bytes);
		return warning(`SCCACHE_CACHE_SIZE is ${formatSize(bytes)}; unpacked, ${formatSize(maxSizeBytes)} of bundle may take four times as much or more`, "Unset SCCACHE_CACHE_SIZE, or raise it.");
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
	disk: ({ freeBytes, maxSizeBytes }) => {
		if (freeBytes === void 0) return "not known";
		const free = `${formatSize(freeBytes)} free`;
		if (freeBytes < maxSizeBytes * 2) {
			const size = formatSize(maxSizeBytes);
			return error(free, `Free space: unpacking a bundle of ${size} needs at least twice as much.`);
		}
		return freeBytes < maxSizeBytes * 8 ? warning(`${free}, so entries are unpacked in their compact form`, "Free space for faster hits.") : free;
	},
	memory: ({ memoryBytes: bytes, threads }) => {
		if (bytes === void 0) return "not known";
		const needed = threads * threadBytes;
		if (bytes >= needed) return `${formatSize(bytes)}, ${threads} threads`;
		return warning(`${formatSize(bytes)} for ${threads} threads, which may take ${formatSize(needed)}`, `Set threads to ${Math.max(1, Math.floor(bytes / threadBytes))}.`);
	},
	store: ({ store }) => {
		if (store.kind === "failed") return error(`${store.label}: ${store.why}`, "Check the store's address, the network and the credentials.");
		const found = store.found === null ? "no bundle for this job yet" : `found ${store.found}`;
		const detail = `${store.label} answered in ${duration(store.seconds)}: ${found}`;
		return store.seconds > slowSeconds ? warning(detail, "Use a store that is closer, or levels with a local folder first.") : detail;
	},
	rights: ({ listing: { kind, why } }) => kind === "cannot" ? warning(why, "Give the job `permissions: actions: write`, so that superseded bundles are deleted and nobody else's cache is evicted.") : why,
	signatures: ({ signing: { keys, refused } }) => {
		if (refused === void 0) return keyWords[keys];
		return warning(`the bundle that was found is refused: ${refused}`, "Nothing, if the keys are new: the next save with the signing key replaces it. Otherwise check the keys.");
	}
};
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
		const job = await openJobOf(config, args, terminal);
		const { directory, build } = job;
		const { path, why = "" } = await openSccacheOf(job);
		const { keys, toolchain } = await openKeys(job);
		const deps = openDeps(job, {
			sccachePath: path,
			tempDirectory: tmpdir()
		});
		const version = await deps.sccache?.version();
		const checks = diagnose({
			node: {
				version: process.version,
				unsupported: unsupportedNode(process.versions.node)
			},
			zstdFallback: openZstd().fallbackReason,
			sccache: path === void 0 ? { why } : {
				path,
				version: version ?? null
			},
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
			maxSizeBytes: config.maxSizeBytes,
			signing: await askForSignature(deps, keys, env)
		});
		if (args.isOn("json")) terminal.print(JSON.stringify({
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
	const there = await existing(path);
	const exists = there === path;
	const names = exists ? await readdir(path, { recursive: true }).catch(() => []) : [];
	const own = process.getuid?.();
	const ownerOf = (name) => stat(join(path, name)).then(({ uid }) => uid, () => own);
	const owners = await Promise.all(names.slice(0, mostFiles).map(ownerOf));
	const foreignOwned = own === void 0 || own === 0 ? 0 : owners.filter((uid) => uid !== own).length;
	return {
		path,
		exists,
		isWritable: await isWritable(there),
		foreignOwned
	};
}
/** The path, or the nearest folder above that is there. */
async function existing(path) {
	return await stat(path).then(() => true, () => false) || dirname(path) === path ? path : existing(dirname(path));
}
function isWritable(path) {
	return access(path, constants.W_OK).then(() => true, () => false);
}
async function otherServer({ env }) {
	const address = serverAddress(env, process.platform);
	if (!await isListening(address, 500)) return void 0;
	return address.kind === "port" ? `127.0.0.1:${address.port}` : address.path;
}
function socketBytes({ env }) {
	if (process.platform === "win32") return void 0;
	return Buffer.byteLength(join(env["RUNNER_TEMP"] || tmpdir(), serverFolderName, socketName));
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
/** What the keys are good for. Only with keys is the bundle fetched that a job would restore. */
async function askForSignature({ signing, store, zstd }, { primary, fallbacks }, env) {
	if (!signing) return { keys: "none" };
	const isChecked = Boolean(env["SCCACHE_BUNDLE_VERIFY_KEYS"]);
	const keys = !signing.canSign ? "public" : isChecked ? "both" : "private";
	const folder = await mkdtemp(join(tmpdir(), "sccache-bundle-"));
	try {
		const file = join(folder, "bundle.tar.zst");
		const read = await orFailure(async () => {
			const fetched = await store.fetch({
				key: primary,
				fallbacks
			}, file);
			if (fetched.kind === "hit") await readManifest(file, zstd, signing.trust(fetched));
		});
		return {
			keys,
			refused: isFailure(read) && read.failure === "not-signed" ? read.why : void 0
		};
	} finally {
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
export { doctor };

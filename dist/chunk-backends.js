import { a as makeFolder } from "./chunk-directory.js";
import { S as textOf, _ as isSccache, b as parseText, d as isListening, t as openSccache, x as tableOf } from "./chunk-server.js";
import { r as sweep } from "./chunk-left-over.js";
import { homedir } from "node:os";
import path, { dirname, join, resolve } from "node:path";
import { existsSync, readdirSync } from "node:fs";
import { access, constants as constants$1, copyFile, lstat, mkdtemp, readdir, realpath, stat, symlink } from "node:fs/promises";
// src/meant-path.ts
/** The user's folder; `/` for one with a number alone and no HOME, as containers give it. */
function homeFolder() {
	try {
		return homedir();
	} catch {
		return "/";
	}
}
/**
* The place that a user means by a path in a setting, absolute: it begins at the workspace, or with `~` or `$HOME` at home. No shell
* expands these in a workflow's `env:` or in a file, and a program whose working directory is `/` finds none of them.
*/
function meantPath(given, { workspace, home }) {
	return resolve(workspace, given.replace(/^(?:~|\$HOME|\$\{HOME\})(?=$|[\\/])/, () => home));
}
// src/sccache/environment/checkout.ts
/** Folders that hold copies and products, never the project's own files. */
const leftOut = /* @__PURE__ */ new Set([
	".git",
	"target",
	"node_modules",
	"vendor",
	".cargo"
]);
/** Yields `root` and its folders, those above the folders within them; with `levels` so deep, and no hidden ones. */
function* walk(root, levels = Number.POSITIVE_INFINITY, path = "") {
	const children = childrenOf(join(root, path));
	yield {
		path,
		children
	};
	if (levels === 0) return;
	for (const child of children) {
		const isPassed = leftOut.has(child.name) || Number.isFinite(levels) && child.name.startsWith(".");
		if (child.isDirectory() && !isPassed) yield* walk(root, levels - 1, below(path, child.name));
	}
}
function below(path, name) {
	return path === "" ? name : `${path}/${name}`;
}
/** What lies in a folder; nothing where it may not be read, as that is no part of the build. */
function childrenOf(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch {
		return [];
	}
}
/**
* The folder whose toolchain builds the workspace: the workspace itself, or the only one of its Rust folders with a toolchain file,
* such as `src-tauri`. Undefined where there is no Rust.
*/
function rustFolder(workspace) {
	const folders = rustFolders(workspace);
	if (folders.length === 0) return void 0;
	const named = folders.filter((folder) => folder !== workspace && ["rust-toolchain.toml", "rust-toolchain"].some((name) => existsSync(join(folder, name))));
	return named.length === 1 ? named[0] : workspace;
}
/**
* Where cargo may be started: in the workspace if it has a Cargo.toml, else in the folders that have one, at most two folders deep.
* Absolute; none where there is no Rust. Submodules do not count: they may ask for a toolchain that this build never uses.
*/
function rustFolders(workspace) {
	const found = [];
	const submodules = [];
	for (const { path, children } of walk(workspace, 2)) {
		if (path !== "" && children.some((child) => child.name === ".git" && child.isFile())) submodules.push(path);
		if (submodules.some((submodule) => path === submodule || path.startsWith(`${submodule}/`))) continue;
		if (!children.some(({ name }) => name === "Cargo.toml")) continue;
		if (path === "") return [workspace];
		found.push(join(workspace, path));
	}
	return found;
}
/** Deep enough for `crates/NAME-sys/NAME/CMakeLists.txt`. */
const cmakeLevels = 4;
const cmakeFile = /^CMakeLists\.txt$|^CMakePresets\.json$|\.cmake$/;
const named = [/\bset\s*\(\s*CMAKE_(?:C|CXX)_COMPILER\s+"?([\w./+:-]+)"?[\s)]/gi, /"CMAKE_(?:C|CXX)_COMPILER"\s*:\s*(?:\{[^{}]*"value"\s*:\s*)?"([\w./+:-]+)"/g];
const enablesAssembly = /^[^#\n]*\b(?:project|enable_language)\s*\([^)]*\bASM(?![-\w])/im;
const usual = /(^|[-/])(g?cc|[gc]\+\+|clang(\+\+|-cl)?|cl)(-?\d[\d.]*)?(\.exe)?$/i;
const mostCompilers = 8;
/** Reads CMakeLists.txt, CMakePresets.json and `*.cmake`. */
function readCmake(workspace) {
	let isUsed = false;
	let namesSccache;
	let assembles;
	const compilers = /* @__PURE__ */ new Set();
	for (const { path, children } of walk(workspace, cmakeLevels)) {
		isUsed ||= children.some(({ name }) => name === "CMakeLists.txt");
		const names = children.filter((child) => child.isFile()).map(({ name }) => name);
		for (const name of names.filter((one) => cmakeFile.test(one))) {
			const isOfRoot = path === "cmake" || path === "" && !name.endsWith(".cmake");
			const text = textOf(join(workspace, path, name)) ?? "";
			if ((isOfRoot || text.includes("RULE_LAUNCH_COMPILE")) && /\bsccache\b/i.test(text)) namesSccache ??= join(path, name);
			if (enablesAssembly.test(text)) assembles ??= join(path, name);
			for (const match of named.flatMap((pattern) => [...text.matchAll(pattern)])) {
				const [, compiler = ""] = match;
				if (!usual.test(compiler)) compilers.add(compiler);
			}
		}
	}
	return {
		isUsed,
		namesSccache,
		assembles,
		compilers: [...compilers].slice(0, mostCompilers)
	};
}
// src/sccache/environment/cargo-config.ts
/**
* What cargo reads in the folders of the workspace where it may be started, as one: variables are the same for all of them, so a
* wrapper of one folder's own counts for all, and sccache as a wrapper counts only where every folder has it.
*/
function readCargoConfig(place) {
	const folders = rustFolders(place.workspace);
	const all = (folders.length > 0 ? folders : [place.workspace]).map((workspace) => readIn({
		...place,
		workspace
	}));
	const wrappers = all.map(({ rustcWrapper }) => rustcWrapper);
	return {
		rustcWrapper: wrappers.find((wrapper) => wrapper !== void 0 && !isSccache(wrapper.value)) ?? (wrappers.includes(void 0) ? void 0 : wrappers[0]),
		rustcWorkspaceWrapper: all.map((one) => one.rustcWorkspaceWrapper).find((one) => one !== void 0),
		targets: [...new Set(all.flatMap(({ targets }) => targets))],
		compilers: all.flatMap(({ compilers }) => compilers)
	};
}
/** What cargo reads that is started in the workspace itself. */
function readIn(place) {
	const all = cargoSettings(place).map(({ file, settings }) => ({
		file,
		build: tableOf(settings["build"]),
		env: tableOf(settings["env"])
	}));
	const first = (key) => {
		for (const { file, build } of all) {
			const value = build[key];
			if (typeof value === "string") return {
				value: programIn(file, value),
				file
			};
		}
	};
	const target = all.find(({ build }) => build["target"] !== void 0)?.build["target"];
	const compilers = all.flatMap(({ file, env }) => ["CC", "CXX"].flatMap((name) => {
		const value = typeof env[name] === "string" ? env[name] : tableOf(env[name])["value"];
		return typeof value === "string" ? [{
			name,
			value,
			file
		}] : [];
	}));
	return {
		rustcWrapper: first("rustc-wrapper"),
		rustcWorkspaceWrapper: first("rustc-workspace-wrapper"),
		targets: [target].flat().filter((one) => typeof one === "string"),
		compilers
	};
}
/** A program that a file names: from the folder that holds `.cargo` where it is a path, else on PATH. */
function programIn(file, value) {
	return /[\\/]/.test(value) ? resolve(dirname(dirname(file)), value) : value;
}
/**
* The wrappers that the user's settings give cargo. Cargo takes RUSTC_WRAPPER before CARGO_BUILD_RUSTC_WRAPPER before its files, and
* an empty one as "no wrapper".
*/
function cargoWrappers(env, cargo) {
	return {
		wrapper: told(env, "RUSTC_WRAPPER") ?? told(env, "CARGO_BUILD_RUSTC_WRAPPER") ?? fromFile("build.rustc-wrapper", cargo.rustcWrapper),
		workspace: told(env, "RUSTC_WORKSPACE_WRAPPER") ?? told(env, "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER") ?? fromFile("build.rustc-workspace-wrapper", cargo.rustcWorkspaceWrapper)
	};
}
function told(env, name) {
	const value = env[name];
	return value === void 0 ? void 0 : {
		name,
		value,
		where: ""
	};
}
function fromFile(name, setting) {
	return setting && {
		name,
		value: setting.value,
		where: ` in ${setting.file}`
	};
}
/**
* The files that cargo, started in the workspace, reads, those whose values win first: `.cargo/config.toml` there and in every
* folder above, then the one in CARGO_HOME, and behind each what it includes. In each folder the name without an ending
* comes before the other. A file that cannot be read or parsed says nothing.
* https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure
*/
function cargoSettings({ workspace, env, home }) {
	const folders = [];
	for (let folder = workspace;; folder = dirname(folder)) {
		folders.push(join(folder, ".cargo"));
		if (dirname(folder) === folder) break;
	}
	const files = [.../* @__PURE__ */ new Set([...folders, env["CARGO_HOME"] || join(home, ".cargo")])].flatMap((folder) => ["config", "config.toml"].map((name) => join(folder, name)));
	const read = /* @__PURE__ */ new Map();
	for (const one of files.flatMap((file) => withIncluded(file))) if (!read.has(one.file)) read.set(one.file, one);
	return [...read.values()];
}
/** More than anybody nests; a file that includes itself ends here. */
const mostNested = 5;
/** A file and what it includes (cargo 1.94), the last first, as that one's values win. Each may include more. */
function withIncluded(file, levels = mostNested) {
	const settings = parseText(textOf(file) ?? "");
	const included = [levels === 0 ? [] : settings["include"]].flat().map((one) => typeof one === "string" ? one : tableOf(one)["path"]).filter((one) => typeof one === "string").reverse().map((one) => resolve(dirname(file), one));
	return [{
		file,
		settings
	}, ...included.flatMap((one) => withIncluded(one, levels - 1))];
}
// src/sccache/environment/sccache-config.ts
/** Where there is no such file. */
const noSccacheConfig = {
	file: void 0,
	disk: void 0,
	remotes: [],
	chain: void 0,
	hasBaseDirectories: false
};
/** One of these in the environment, and sccache ignores `[cache.disk]` altogether. */
const diskVariables = [
	"SCCACHE_DIR",
	"SCCACHE_CACHE_SIZE",
	"SCCACHE_DIRECT",
	"SCCACHE_LOCAL_RW_MODE"
];
/** `[cache.disk]` of sccache's configuration file, where it has one and no variable makes sccache ignore it. */
function effectiveDisk(env, { disk }) {
	return diskVariables.some((name) => env[name] !== void 0) ? void 0 : disk;
}
/**
* Whether sccache's preprocessor cache would return objects of one checkout for another: it takes the files of base directories
* for the same and compares those of the first one. https://github.com/mozilla/sccache/issues/2863
*/
function mixesCheckouts(env, config) {
	const { SCCACHE_BASEDIRS: named, SCCACHE_DIRECT: asked = "" } = env;
	return asked === "" && effectiveDisk(env, config)?.preprocessor !== false && (named === void 0 ? config.hasBaseDirectories : named !== "");
}
/** What the user lets sccache fill on disk, in bytes, by variable or file; undefined where nobody has said. */
function userCacheBytes(env, config) {
	return parseCacheSize(env["SCCACHE_CACHE_SIZE"] ?? "") ?? effectiveDisk(env, config)?.sizeBytes;
}
/** The variable or setting that tells sccache to add nothing to its directory, and how to undo it; undefined where none does. */
function readOnlyBy(env, config) {
	const variable = "SCCACHE_LOCAL_RW_MODE";
	if (/^READ_ONLY$/i.test(env[variable] ?? "")) return {
		name: variable,
		todo: `unset ${variable}`
	};
	if (!effectiveDisk(env, config)?.readOnly) return void 0;
	return {
		name: `rw_mode in ${config.file}`,
		todo: "remove it"
	};
}
/** Reads the configuration that sccache would read. What cannot be parsed counts as none: sccache will say so itself. */
function readSccacheConfig(place) {
	for (const file of configFiles(place)) {
		const text = textOf(file);
		if (text !== void 0) return {
			...parseSccacheConfig(text, file.endsWith(".json")),
			file
		};
	}
	return noSccacheConfig;
}
/**
* Where the configuration may be, in sccache's order.
* https://github.com/mozilla/sccache/blob/main/src/config.rs `config_file`
*/
function configFiles({ env, home, workspace, platform }) {
	if (env["SCCACHE_CONF"]) return [meantPath(env["SCCACHE_CONF"], {
		workspace,
		home
	})];
	switch (platform) {
		case "darwin": return ["Application Support", "Preferences"].map((folder) => path.posix.join(home, "Library", folder, "Mozilla.sccache", "config"));
		case "win32": {
			const roaming = env["APPDATA"] || path.win32.join(home, "AppData", "Roaming");
			return [path.win32.join(roaming, "Mozilla", "sccache", "config", "config")];
		}
		default: {
			const xdg = env["XDG_CONFIG_HOME"] ?? "";
			const configs = path.posix.isAbsolute(xdg) ? xdg : path.posix.join(home, ".config");
			return [path.posix.join(configs, "sccache", "config")];
		}
	}
}
/** The settings in `text`. A size that sccache would refuse is none. */
function parseSccacheConfig(text, isJson = false) {
	const { cache, basedirs } = parseText(text, isJson);
	const { disk, multilevel, ...others } = tableOf(cache);
	const { chain } = tableOf(multilevel);
	return {
		disk: disk === void 0 ? void 0 : diskSettings(tableOf(disk)),
		remotes: Object.keys(others),
		chain: Array.isArray(chain) ? chain.filter((one) => typeof one === "string") : void 0,
		hasBaseDirectories: Array.isArray(basedirs) && basedirs.length > 0
	};
}
function diskSettings(disk) {
	const { dir, size, rw_mode, preprocessor_cache_mode } = disk;
	return {
		directory: typeof dir === "string" && dir !== "" ? dir : void 0,
		sizeBytes: typeof size === "number" ? asBytes(size) : parseCacheSize(typeof size === "string" ? size : ""),
		readOnly: rw_mode === "READ_ONLY",
		preprocessor: tableOf(preprocessor_cache_mode)["use_preprocessor_cache_mode"] !== false
	};
}
/** Bytes, as sccache reads a size: whole, with K, M, G or T of 1024; undefined where it falls back to its default. */
function parseCacheSize(text) {
	const [, digits, unit = ""] = /^(\d+)([KMGT]?)$/i.exec(text) ?? [];
	if (digits === void 0) return void 0;
	return asBytes(Number(digits) * 1024 ** " KMGT".indexOf(unit.toUpperCase() || " "));
}
/** Whole bytes, at most what a number holds exactly, which no disk has; undefined for what is no number of bytes. */
function asBytes(size) {
	return Number.isInteger(size) && size >= 0 ? Math.min(size, Number.MAX_SAFE_INTEGER) : void 0;
}
// src/sccache/install/source.ts
/**
* The sccache of the first source that has one; later ones are not asked.
* @throws {SccacheUnavailable} that says of each source why it has none
*/
async function firstFound(sources, log) {
	const tried = [];
	for (const source of sources) try {
		return {
			...await source.find(),
			from: source.label
		};
	} catch (error) {
		if (error instanceof SccacheUnavailable || !(error instanceof Error)) throw error;
		log.debug(`sccache: ${source.label}: ${error.message}`);
		tried.push(`${source.label}: ${error.message}`);
	}
	throw new SccacheUnavailable(tried);
}
/** sccache cannot be had, so nothing can be cached. Builds go on without; whoever catches this says so once. */
var SccacheUnavailable = class extends Error {
	name = "SccacheUnavailable";
	/** `tried`: what was tried and why it did not work, one line each, in order. */
	constructor(tried) {
		super(`sccache not found: ${tried.join("; ")}`);
	}
};
/** The name of sccache's file. */
function binaryName(platform) {
	return platform === "win32" ? "sccache.exe" : "sccache";
}
/** The sccache that a shell would find: the first on PATH that runs, of any version unless one is `wanted`. */
function pathSource({ env, platform }, wanted) {
	const find = async () => {
		const seen = [];
		for (const candidate of placesOnPath(env, platform)) {
			if (!await isExecutable(candidate)) continue;
			const version = await openSccache({
				path: candidate,
				env
			}).version().catch(() => void 0);
			if (version !== void 0 && (wanted === void 0 || version === wanted)) return {
				path: candidate,
				version
			};
			seen.push(version === void 0 ? `${candidate} does not run` : `${candidate} is ${version}`);
		}
		const not = seen.length === 0 || wanted === void 0 ? "" : `, not ${wanted}`;
		throw new Error(`${seen.join(", ") || "not there"}${not}`);
	};
	return {
		label: "PATH",
		find
	};
}
/**
* The folder to put in front of PATH so that `sccache` is the one at `binary`, or undefined when it is already. The folder
* holds nothing else: the one in which a system keeps its sccache would bring its other programs, too, before those that
* the job has chosen. It is made in `folder` where there is none.
*/
async function folderForPath(binary, env, folder) {
	const { platform } = process;
	const real = (file) => realpath(file).catch(() => file);
	for (const candidate of placesOnPath(env, platform)) {
		if (!await isExecutable(candidate)) continue;
		if (await real(candidate) === await real(binary)) return void 0;
		break;
	}
	if ((await readdir(path.dirname(binary))).length === 1) return path.dirname(binary);
	const own = path.join(folder, "bin");
	await makeFolder(own);
	const file = path.join(own, binaryName(platform));
	if (platform === "win32") await copyFile(binary, file);
	else await symlink(binary, file);
	return own;
}
/** PATH of `env` with `folder` before all that is in it. */
function searchPathFrom(folder, env, platform) {
	const { delimiter } = platform === "win32" ? path.win32 : path.posix;
	const others = searchPathIn(env, platform);
	return others === "" ? folder : `${folder}${delimiter}${others}`;
}
/** Windows spells it `Path`, and a copy of its environment minds the case. */
function searchPathIn(env, platform) {
	const isPath = (name) => name === "PATH" || platform === "win32" && name.toUpperCase() === "PATH";
	return env[Object.keys(env).find(isPath) ?? "PATH"] ?? "";
}
/** Where sccache may be, in PATH's order. Only absolute folders: a relative one is whatever the build put there. */
function placesOnPath(env, platform) {
	const { delimiter, isAbsolute, join } = platform === "win32" ? path.win32 : path.posix;
	const folders = searchPathIn(env, platform).split(delimiter).filter(isAbsolute);
	return [...new Set(folders.map((folder) => join(folder, binaryName(platform))))];
}
/** Whether there is an sccache at `program`, as settings name it: on PATH, or a file. */
function hasSccache(program, { env, platform, workspace }) {
	return (/[\\/]/.test(program) ? [path.resolve(workspace, program)] : placesOnPath(env, platform)).some((place) => existsSync(place));
}
async function isExecutable(file) {
	try {
		await access(file, constants$1.X_OK);
		return (await stat(file)).isFile();
	} catch {
		return false;
	}
}
// src/sccache/server/folder.ts
/** What a server's socket is called there. */
const socketName = "sccache.sock";
/** And the log of what it compiles. */
const serverLogName = "sccache-server.log";
const folderStart = "sccache-server-";
/** As long as the path of such a folder within its parent. */
const serverFolderName = `${folderStart}123456`;
/** What mkdtemp puts behind it: a socket's path may have some hundred bytes, so that a longer name does not fit everywhere. */
const madeUp = /^[A-Za-z0-9]{6}$/;
/** What a save removes, megabytes of a program and a log, goes sooner where none has come. */
const ofSave = [binaryName(process.platform), serverLogName];
const hourMs = 36e5;
const forgottenAfterMs = {
	ofSave: 6 * hourMs,
	all: 168 * hourMs
};
/**
* Makes a folder for a server's socket that outlives this process, and removes those of this user that are a week old and in
* which no server listens; what only a save has a use for is removed when they are six hours old. Its path is absolute, although
* TMPDIR may be relative: the server's working directory is `/`.
*/
async function makeServerFolder(parent) {
	const isInUse = async (path) => {
		const { uid } = await lstat(path);
		return uid !== process.getuid?.() || isListening({
			kind: "socket",
			path: join(path, "sccache.sock")
		}, 500);
	};
	if (process.getuid) {
		const partsAt = (ageMs) => ageMs > forgottenAfterMs.all ? [""] : ofSave;
		const mostAgeMs = forgottenAfterMs.ofSave;
		await sweep(parent, {
			start: folderStart,
			between: madeUp,
			mostAgeMs,
			isInUse,
			partsAt
		});
	}
	return mkdtemp(join(resolve(parent), folderStart));
}
// src/sccache/environment/backends.ts
/**
* By the names that sccache's configuration file gives them; the variables after its own `config_from_env`:
* https://github.com/mozilla/sccache/blob/main/src/config.rs
*/
const remotes = {
	s3: {
		name: "S3",
		by: ["SCCACHE_BUCKET"]
	},
	redis: {
		name: "Redis",
		by: [
			"SCCACHE_REDIS",
			"SCCACHE_REDIS_ENDPOINT",
			"SCCACHE_REDIS_CLUSTER_ENDPOINTS"
		]
	},
	memcached: {
		name: "memcached",
		by: ["SCCACHE_MEMCACHED", "SCCACHE_MEMCACHED_ENDPOINT"]
	},
	gcs: {
		name: "Google Cloud Storage",
		by: ["SCCACHE_GCS_BUCKET"]
	},
	gha: {
		name: "GitHub Actions",
		by: ["SCCACHE_GHA_ENABLED", "SCCACHE_GHA_VERSION"]
	},
	azure: {
		name: "Azure Blob",
		by: ["SCCACHE_AZURE_BLOB_CONTAINER"],
		and: [
			"SCCACHE_AZURE_CONNECTION_STRING",
			"SCCACHE_AZURE_STORAGE_ACCOUNT",
			"SCCACHE_AZURE_ENDPOINT"
		]
	},
	webdav: {
		name: "WebDAV",
		by: ["SCCACHE_WEBDAV_ENDPOINT"]
	},
	oss: {
		name: "OSS",
		by: ["SCCACHE_OSS_BUCKET"]
	},
	cos: {
		name: "COS",
		by: ["SCCACHE_COS_BUCKET"]
	}
};
/** Variables, and what they do with any value. */
const hindering = [["SCCACHE_RECACHE", "makes every compilation a miss"], ["SCCACHE_NO_CACHE", "keeps sccache from caching at all"]];
/**
* What in `env` and in sccache's configuration file makes sccache pass by its directory, or not fill it: one line each,
* with what to do. Only names of variables are told, never their values, which may be secrets.
*/
function bypassWarnings(env, config) {
	const bypassed = otherBackends(env, config).map(({ name, todo }) => `sccache will use ${name} and not its directory, so nothing is restored or saved: ${todo}`);
	const hindered = hindrances(env, config).map(({ what, todo }) => `${what}: ${todo} to fill the cache`);
	return [...bypassed, ...hindered].map((text) => ({
		text,
		topic: "backend"
	}));
}
/** What keeps sccache from filling or from reading its directory, each with what to do. */
function hindrances(env, config) {
	const readOnly = readOnlyBy(env, config);
	return [...readOnly ? [{
		what: `${readOnly.name} keeps sccache from adding to its directory`,
		todo: readOnly.todo
	}] : [], ...hindering.filter(([variable]) => env[variable] !== void 0).map(([variable, effect]) => ({
		what: `${variable} ${effect}`,
		todo: `unset ${variable}`
	}))];
}
/** The backends that sccache will use and not its directory, each with how to turn it off; none where it uses the directory. */
function otherBackends(env, config) {
	if (levelsOf(env, config).includes("disk")) return [];
	const byVariables = Object.values(remotes).flatMap((remote) => {
		const variables = variablesOf(remote, env);
		return variables.length > 0 ? [{
			name: remote.name,
			todo: `unset ${variables.join(" and ")}`
		}] : [];
	});
	const byFile = Object.entries(remotes).filter(([table]) => config.remotes.includes(table)).map(([table, { name }]) => ({
		name,
		todo: `remove [cache.${table}] from ${config.file}`
	}));
	return [...byVariables, ...byFile];
}
/** The backends that sccache asks in turn, by the names of its file, `disk` among them; none where it uses one alone. */
function levelsOf(env, config) {
	return (env["SCCACHE_MULTILEVEL_CHAIN"]?.split(",") ?? config.chain ?? []).map((level) => level.trim().toLowerCase());
}
/** The variables of `env` that turn a backend on; none where it is off. */
function variablesOf({ by, and }, env) {
	const isSet = (variable) => (variable === "SCCACHE_GHA_ENABLED" ? /^(true|on|1)$/i : /./s).test(env[variable] ?? "");
	return and === void 0 || and.some(isSet) ? by.filter(isSet) : [];
}
/**
* Whether sccache is told to use a backend, by variables, by its file or as one of several levels. `name` is the one that
* sccache's file gives it; builds of sccache by others know more of them.
*/
function usesBackend(name, env, config) {
	const remote = remotes[name];
	const own = `SCCACHE_${name.toUpperCase()}_`;
	return config.remotes.includes(name) || levelsOf(env, config).includes(name) || (remote === void 0 ? Object.keys(env).some((variable) => variable.startsWith(own)) : variablesOf(remote, env).length > 0);
}
export { homeFolder as A, cargoWrappers as C, readCmake as D, childrenOf as E, rustFolder as O, cargoSettings as S, below as T, mixesCheckouts as _, makeServerFolder as a, readSccacheConfig as b, socketName as c, firstFound as d, folderForPath as f, effectiveDisk as g, searchPathFrom as h, usesBackend as i, meantPath as j, walk as k, SccacheUnavailable as l, pathSource as m, hindrances as n, serverFolderName as o, hasSccache as p, otherBackends as r, serverLogName as s, bypassWarnings as t, binaryName as u, parseCacheSize as v, readCargoConfig as w, userCacheBytes as x, readOnlyBy as y };

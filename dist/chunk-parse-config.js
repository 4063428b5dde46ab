import { n as parseSize, r as sizeGrammar } from "./chunk-size.js";
import { n as parseStore, r as storeGrammar } from "./chunk-parse-store.js";
import { n as byAge } from "./chunk-store.js";
import { C as mostContent, S as ZstdError, c as kindOf, d as mostFrameBytes, f as mostManifest, i as memberBytes, n as endOfTar, u as limits } from "./chunk-tar.js";
import { n as quote, t as BundleError } from "./chunk-bundle-error.js";
import { t as ConfigError } from "./chunk-config.js";
import { t as Minimatch } from "./chunk-esm.js";
import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify } from "node:crypto";
import { existsSync, promises, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { availableParallelism, hostname } from "node:os";
// src/config/parsers.ts
/** The grammars of single inputs. Each returns undefined for what it does not know. */
function parseLines(text) {
	const lines = text.split(/[\n,]/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
	return lines.some((line) => !line.startsWith("!")) ? lines : void 0;
}
/** What a custom key may be made of, and what each stands for. */
const placeholders = {
	prefix: "the input key-prefix",
	os: "the operating system",
	arch: "the architecture",
	toolchain: "the compilers' versions",
	lockfiles: "a hash of the lockfiles",
	ref: "the git ref",
	sha: "the commit",
	run: "the number of the workflow run",
	date: "the UTC date",
	workflow: "the workflow's file",
	job: "the job's id",
	matrix: "the matrix job"
};
/** What a template may be, for messages. */
const templateGrammar = `a key of at most 512 characters without commas, with {${Object.keys(placeholders).join("}, {")}} for what they name`;
function parseTemplate(text) {
	const names = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
	return text.length <= 512 && /^[^,\p{Cc}]+$/u.test(text) && names.every((name) => name in placeholders) ? text : void 0;
}
function parseTemplates(text) {
	const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
	return lines.length <= 9 && lines.every((line) => parseTemplate(line) !== void 0) ? lines : void 0;
}
/** `template` with each placeholder replaced by its value. */
function fillPlaceholders(template, values) {
	return template.replace(/\{([^{}]*)\}/g, (whole, name) => name in placeholders ? values[name] : whole);
}
/** When a bundle is restored. */
function parseRestore(text) {
	const words = {
		auto: "auto",
		true: "always",
		false: "never"
	};
	return Object.hasOwn(words, text) ? words[text] : void 0;
}
/** `true` and `false` let an expression decide, as with rust-cache's `save-if`. */
function parseSave(text) {
	if (text === "true") return "auto";
	if (text === "false") return "never";
	return [
		"auto",
		"always",
		"never",
		"default-branch"
	].find((word) => word === text);
}
function parseWhole(text, least, most) {
	if (!/^\d{1,9}$/.test(text)) return void 0;
	const value = Number(text);
	return value >= least && value <= most ? value : void 0;
}
function parseSizeWithin(text, least, most) {
	const bytes = parseSize(text);
	return bytes !== void 0 && bytes >= least && bytes <= most ? bytes : void 0;
}
function parseDelete(text) {
	if (text === "auto" || text === "true") return true;
	return text === "never" || text === "false" ? false : void 0;
}
/** Any text: keys are made of it in a form that every store takes. */
function parseName(text) {
	return text.length <= 200 && !/\p{Cc}/u.test(text) ? text : void 0;
}
/** Whether the value of `wrap` leaves it to us. */
function isAuto(text) {
	return text.trim() === "" || text.trim() === "auto";
}
function parseWrap(text) {
	if (text === "none") return [];
	if (isAuto(text)) return ["rust"];
	const words = text.split(/[\s,]+/).filter((word) => word !== "");
	const known = [
		"rust",
		"c",
		"cmake"
	].filter((wrapper) => words.includes(wrapper));
	return words.length > 0 && known.length === words.length ? known : void 0;
}
const placeholder = "{0}";
/** What a format may be, for messages. */
const formatGrammar = "a command with {0} as a word of its own, such as `nix develop -c {0}`";
/** Reads `nix develop -c {0}`: words between spaces, in quotes where they hold spaces. Undefined without exactly one `{0}`. */
function parseCommandFormat(text) {
	const word = /"[^"]*"|'[^']*'|[^\s"']+/g;
	if (/[^\P{Cc}\t]/u.test(text) || text.replace(word, "w").trim().split(/\s+/).some((one) => one !== "w")) return;
	const words = (text.match(word) ?? []).map((one) => one.replace(/^(["'])(.*)\1$/, "$2"));
	return words.filter((one) => one.includes(placeholder)).length === 1 && words.indexOf(placeholder) > 0 ? words : void 0;
}
/** The words to run so that `call` runs as the format says; `call` itself without one. */
function callThrough(format, call) {
	const [first, ...rest] = format ?? [];
	if (first === void 0) return call;
	return [first, ...rest.flatMap((word) => word === placeholder ? call : [word])];
}
// src/config/inputs.ts
const anyText = "a text of at most 200 characters on one line";
/** Where keys are made. */
const keyed = [
	"restore",
	"save",
	"merge",
	"watch"
];
/** Where keys are made that a user may name. */
const named = [
	"restore",
	"save",
	"watch"
];
/** Where a new bundle is made and saved. */
const saving = [
	"save",
	"merge",
	"watch"
];
function about(name, group, places, meaning) {
	return {
		name,
		group,
		places,
		meaning
	};
}
/** All inputs, by the field of `Config` that each sets, in the order in which they are shown. */
const inputs = {
	maxSizeBytes: input(about("max-size", "Common", [
		"restore",
		...saving,
		"plan"
	], "Size limit of one bundle, as uploaded. `0` saves nothing."), "500M", sizeGrammar, parseSize),
	save: input(about("save", "Common", ["save", "watch"], "When to save. `auto` or `true`: if enough is new, for events that run trusted code; not in merge queues or for tags; in pull requests as `pull-request` says. `always`: whenever something is new. `default-branch`: like `auto`, on the default branch only. `never` or `false`."), "auto", "auto, always, never, default-branch, true or false", parseSave),
	pullRequest: oneOf(about("pull-request", "Common", ["restore", "save"], "What a pull request saves. `overlay`: only what its base is missing. `full`: a whole bundle of its own. `none`: nothing."), [
		"overlay",
		"full",
		"none"
	]),
	sharedKey: optional(about("shared-key", "Common", named, "Jobs with the same value share bundles. By default each job and each matrix job has its own."), anyText, parseName),
	keyPrefix: input(about("key-prefix", "Common", [...keyed, "prune"], "First part of every key. Any text; characters that keys cannot hold are replaced."), "sccache", anyText, parseName),
	wrap: input(about("wrap", "Common", keyed, "Which compilers to run through sccache: `auto` (`rust`, and `cmake` if the workspace has a CMakeLists.txt), a list of `rust` (RUSTC_WRAPPER), `c` (CC and CXX) and `cmake` (CMake's launchers), or `none`."), "auto", "auto, none, or a list of rust, c, cmake", parseWrap),
	lockfiles: input(about("lockfiles", "Common", keyed, "Files whose content is part of the key: globs relative to the workspace, one a line or separated by commas; a leading `!` excludes. The folders `target`, `vendor`, `node_modules`, `.cargo` and `.git` are never searched."), "**/Cargo.lock, **/vcpkg.json, **/conan.lock", "one or more globs, one a line", parseLines),
	strategy: oneOf(about("strategy", "Common", keyed, "How the key ends, and so how often a bundle is saved: `lockfile`, `lockfile-once`, `rolling`, `daily`, `weekly`, `commit`, `branch` or `custom`; see docs/keys.md."), [
		"lockfile",
		"lockfile-once",
		"rolling",
		"daily",
		"weekly",
		"commit",
		"branch",
		"custom"
	]),
	store: input(about("store", "Store", [...keyed, "prune"], "Where bundles are kept: `github`, `local:PATH`, `s3://BUCKET/PREFIX`, `azure://CONTAINER/PREFIX`, `vercel`, or several levels separated by commas; see docs/stores.md."), "github", storeGrammar, parseStore),
	strict: yesOrNo(about("strict", "Common", ["restore", "save"], "`true`: errors of the cache fail the step. Otherwise they are warnings, and the build continues without a cache."), "false"),
	restore: input(about("restore", "Advanced", ["restore"], "`auto`: restore a bundle, except for tags and releases, since what is published should not come from a cache. `true`: for those too. `false`: restore nothing and build from scratch; the save still runs."), "auto", "auto, true or false", parseRestore),
	key: optional(about("key", "Key", named, "Only with `strategy: custom`: the key. Placeholders: `{prefix}`, `{os}`, `{arch}`, `{toolchain}`, `{lockfiles}`, `{ref}`, `{sha}`, `{run}`, `{date}`, `{workflow}`, `{job}`, `{matrix}`."), templateGrammar, parseTemplate),
	restoreKeys: input(about("restore-keys", "Key", named, "Only with `strategy: custom`: what to fall back to, one a line, the best first. Each is a key or the beginning of one."), "", `up to 9 lines, each ${templateGrammar}`, parseTemplates),
	repositoryLimitBytes: input(about("repository-limit", "Budget", ["save", "watch"], "Size of the repository's cache, all entries together, above which GitHub evicts."), "10G", sizeGrammar, parseSize),
	reserveBytes: input(about("reserve", "Budget", ["save", "watch"], "Part of `repository-limit` that is left free for other caches."), "500M", sizeGrammar, parseSize),
	evict: oneOf(about("evict", "Budget", ["save", "watch"], "Which entries to remove even if they would fit. `auto`: those that complete runs no longer use. `unused`: all that this run did not use. `budget-only`: none."), [
		"auto",
		"unused",
		"budget-only"
	]),
	maxAgeDays: optional(about("max-age", "Budget", ["save", "watch"], "Days without use after which an entry is removed, 1 to 3650. Default: never."), "a whole number of days from 1 to 3650", (text) => parseWhole(text, 1, 3650)),
	deleteSuperseded: input(about("delete-superseded", "Budget", saving, "`auto`: after an upload, delete the bundles that the new one supersedes. Needs `permissions: actions: write`. `never`: leave them to GitHub."), "auto", "auto, never, true or false", parseDelete),
	keepLast: input(about("keep-last", "Budget", [...saving, "prune"], "Number of bundles to keep of each family and ref, the new one included, 1 to 100."), "1", "a whole number from 1 to 100", (text) => parseWhole(text, 1, 100)),
	compressionLevel: input(about("compression-level", "Advanced", [...saving, "pack"], "zstd level of the bundle, 1 to 19."), "3", "a whole number from 1 to 19", (text) => parseWhole(text, 1, 19)),
	segmentBytes: input(about("segment-size", "Advanced", [...saving, "pack"], "Uncompressed size of an independent part of the bundle, 1M to 1G. Larger compresses better and needs more memory."), "128M", "a size from 1M to 1G", (text) => parseSizeWithin(text, 1e6, 1e9)),
	threads: optional(about("threads", "Advanced", [
		"restore",
		...saving,
		"pack",
		"unpack",
		"verify"
	], "Number of threads to pack and unpack with, 1 to 64. Default: one per core."), "a whole number from 1 to 64", (text) => parseWhole(text, 1, 64)),
	sccacheDir: optional(about("sccache-dir", "sccache", [
		"restore",
		"save",
		"watch"
	], "sccache's directory. Default: `SCCACHE_DIR`, else sccache's own default."), "a path", (text) => text),
	sccache: oneOf(about("sccache", "sccache", [
		"restore",
		"save",
		"watch"
	], "`auto`: the sccache on PATH, else install it. `path`: only the one on PATH. `install`: always install it."), [
		"auto",
		"path",
		"install"
	]),
	sccacheVersion: optional(about("sccache-version", "sccache", [
		"restore",
		"save",
		"watch"
	], "Exact version of sccache, such as `0.16.0`. Default: any on PATH, else 0.16.0 is installed."), "an exact version such as 0.16.0", parseVersion),
	sccacheSha256: optional(about("sccache-sha256", "sccache", [
		"restore",
		"save",
		"watch"
	], "SHA-256 that the release archive must have, 64 hex digits. Default: the digest in this action, else the one published with the release."), "64 hex digits", (text) => /^[0-9a-fA-F]{64}$/.test(text) ? text.toLowerCase() : void 0),
	sccacheMirror: optional(about("sccache-mirror", "sccache", [
		"restore",
		"save",
		"watch"
	], "Address to download sccache from instead of `https://github.com/mozilla/sccache/releases/download`."), "an http or https address", (text) => /^https?:\/\/[^\s/]/.test(text) ? text.replace(/\/+$/, "") : void 0),
	cmdFormat: optional(about("cmd-format", "Advanced", keyed, "How the build calls its compilers, such as `nix develop -c {0}`: used to ask them for their versions and to test them with sccache. `{0}` stands for the call."), formatGrammar, parseCommandFormat),
	lookupOnly: yesOrNo(about("lookup-only", "Advanced", ["restore"], "`true`: only look for a bundle, and restore nothing."), "false"),
	failOnCacheMiss: yesOrNo(about("fail-on-cache-miss", "Advanced", ["restore"], "`true`: fail the step if no bundle is found."), "false"),
	jobSummary: oneOf(about("job-summary", "Advanced", ["restore", "save"], "When to write the job summary: `always`, `on-failure` (the job failed or the cache had an error) or `never`."), [
		"always",
		"on-failure",
		"never"
	]),
	prComment: yesOrNo(about("pr-comment", "Advanced", ["save"], "`true`: write the result as one comment on the pull request, which every run replaces. Needs `permissions: pull-requests: write`."), "false")
};
({ ...about("token", "Advanced", ["save", "merge"], "For listing and deleting caches, and for `pr-comment`. Needs `permissions: actions: read`, and `actions: write` to delete.") }), expression("github.token"), { ...about("matrix", "Advanced", ["restore", "save"], "Tells the matrix job. Do not set it.") }, expression("toJSON(matrix)"), { ...about("job-status", "Advanced", ["save"], "Tells the save how the job ended. Do not set it.") }, expression("job.status");
/** What the runner evaluates. */
function expression(text) {
	return `\${{ ${text} }}`;
}
/** A version without its `v`. */
function parseVersion(text) {
	return /^v?\d{1,4}\.\d{1,4}\.\d{1,4}(-[A-Za-z0-9.]{1,40})?$/.test(text) ? text.replace(/^v/, "") : void 0;
}
/** An input with a default. */
function input(about, fallback, allowed, parse) {
	return {
		...about,
		fallback,
		allowed,
		parse: (text) => {
			const value = parse(text);
			return value === void 0 ? void 0 : { value };
		}
	};
}
/** An input that may stay empty, which is undefined. */
function optional(about, allowed, parse) {
	return {
		...about,
		fallback: "",
		allowed,
		parse: (text) => {
			if (text === "") return { value: void 0 };
			const value = parse(text);
			return value === void 0 ? void 0 : { value };
		}
	};
}
/** An input that takes one of a few words, the first of which is the default. */
function oneOf(about, words) {
	const parse = (text) => words.find((word) => word === text);
	return {
		...input(about, words[0], listed(words), parse),
		words
	};
}
/** An input that is true or false. */
function yesOrNo(about, fallback) {
	const parse = (text) => text === "true" ? true : text === "false" ? false : void 0;
	return {
		...input(about, fallback, "true or false", parse),
		words: ["true", "false"]
	};
}
/** `a, b or c`. */
function listed(words) {
	return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
// src/left-over.ts
/** What is not known to belong to a process of this machine is left over when nothing has touched it for so long. */
const forgottenAfterMs = 216e5;
/**
* A new name for a temporary file or folder: `start`, this process, `end`. Whoever finds it later can tell whether its process
* has ended, by a crash or by a signal that cannot be caught.
*/
function temporaryName(start, end = "") {
	return `${start}${owner()}-${randomBytes(4).toString("hex")}${end}`;
}
/** Makes a folder of such a name in `folder` that only this user can read, and removes what earlier ones left there. */
async function makeTemporary(folder, start) {
	await sweep(folder, { start });
	const made = join(folder, temporaryName(start));
	await mkdir(made, { mode: 448 });
	return made;
}
/**
* Removes from `folder` what such processes left under names of `temporaryName(start, end)`. What may be in use is kept, and
* what cannot be removed: it takes room and does no other harm.
*/
async function sweep(folder, { start, end = "", mostAgeMs = forgottenAfterMs }, nowMs = Date.now()) {
	const names = await readdir(folder).catch(() => []);
	for (const name of names) {
		if (!name.startsWith(start) || !name.endsWith(end)) continue;
		if (name.slice(start.length).startsWith(`${owner()}-`)) continue;
		const path = join(folder, name);
		try {
			if (hasEnded(name.slice(start.length)) || nowMs - (await stat(path)).mtimeMs > mostAgeMs) await rm(path, {
				recursive: true,
				force: true
			});
		} catch {}
	}
}
/** Whether the process that made the temporary name at `path` ran on this machine and has ended. */
function isOwnerGone(path) {
	const found = /[0-9a-f]{6}p\d+-[0-9a-f]{8}/.exec(basename(path));
	return found !== null && hasEnded(found[0]);
}
function hasEnded(named) {
	const [, machine, id] = /^([0-9a-f]{6})p(\d{1,10})-/.exec(named) ?? [];
	return machine !== void 0 && machine === machineId() && !isRunning(Number(id));
}
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
	const parts = [hostname(), read(() => readlinkSync("/proc/self/ns/pid"))];
	const boot = read(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
	return createHash("sha256").update([...parts, boot].join("\n")).digest("hex").slice(0, 6);
}
/** Empty on systems that have no such file. */
function read(from) {
	try {
		return from();
	} catch {
		return "";
	}
}
// src/store/scopes.ts
/**
* The scopes of a job. A pull request has one of its own, on every CI: some call its ref after the branch that it comes from,
* and a fork's branch may be called `main`.
*/
function scopesOf({ ref, event, pullRequest, baseRef, defaultBranch }) {
	const full = (name) => name === void 0 || name.startsWith("refs/") ? name : `refs/heads/${name}`;
	const isPull = pullRequest !== void 0 || (event ?? "").startsWith("pull_request");
	const isNamed = ref?.startsWith("refs/pull/") === true;
	const number = pullRequest ?? `of-${(ref ?? "unknown").replace(/^refs\/heads\//, "")}`;
	return {
		own: isPull && !isNamed ? `refs/pull/${number}/merge` : full(ref),
		base: isPull ? full(baseRef) : void 0,
		defaultBranch: full(defaultBranch)
	};
}
/** The refs that a job may read, in the order in which they are asked: GitHub's order. Undefined stands for no ref. */
function readableRefs({ own, base, defaultBranch }) {
	return [.../* @__PURE__ */ new Set([own, ...[base, defaultBranch].filter((ref) => ref !== void 0)])];
}
/**
* The store with each ref's bundles apart, as GitHub keeps them: a lookup asks the job's own scope for the whole chain, then
* its base's, then the default branch's; a put writes the own one. The scope is the first part of the stored key, which
* callers never see.
*/
function scoped(store, scopes) {
	const readable = readableRefs(scopes);
	async function firstHit({ key, fallbacks }, ask) {
		for (const ref of readable) {
			const inScope = (name) => scopedKey(ref, name);
			const found = await ask({
				key: inScope(key),
				fallbacks: fallbacks.map(inScope)
			});
			if (found.kind === "hit") return {
				...found,
				...parseScopedKey(found.key)
			};
		}
		return { kind: "miss" };
	}
	return {
		label: store.label,
		traits: store.traits,
		lookup: (keys, call) => firstHit(keys, (chain) => store.lookup(chain, call)),
		fetch: (keys, into, call) => firstHit(keys, (chain) => store.fetch(chain, into, call)),
		put: (key, from, call) => store.put(scopedKey(scopes.own, key), from, call)
	};
}
/** The catalog of a store that keeps refs apart by the stored key: it lists the bundles of all refs, by their own keys. */
function scopedCatalog(catalog) {
	return {
		label: catalog.label,
		tellsReads: catalog.tellsReads,
		async list(prefix, options = {}) {
			const { ref, signal } = options;
			const { bundles, complete } = await catalog.list(ref === void 0 ? "" : scopedKey(ref, prefix), { signal });
			return {
				bundles: bundles.flatMap((bundle) => {
					const parsed = parseScopedKey(bundle.key);
					return parsed?.key.startsWith(prefix) ? [{
						...bundle,
						...parsed
					}] : [];
				}).sort(byAge),
				complete
			};
		},
		remove: ({ ref, ...bundle }, call) => catalog.remove({
			...bundle,
			key: scopedKey(ref, bundle.key)
		}, call)
	};
}
/** What a store is given as the key: `heads/main:KEY`. No ref of git has a colon; `-` stands for no ref. */
function scopedKey(ref, key) {
	return `${ref === void 0 ? noRef : ref.replace(/^refs\//, "")}:${key}`;
}
/** The parts of such a key; undefined for an object that was saved without a scope, which is not ours. */
function parseScopedKey(stored) {
	const [, scope, key = ""] = /^(-|[^:/]+\/[^:]+):(.*)$/s.exec(stored) ?? [];
	if (scope === void 0) return void 0;
	return scope === noRef ? { key } : {
		key,
		ref: `refs/${scope}`
	};
}
const noRef = "-";
// src/threads.ts
/** A thread that packs or unpacks holds a segment raw, its compressed form and zstd's tables: 2.4 times its size was seen. */
const segmentCopies = 2.4;
/** Of the memory, for all threads together: the rest is for whoever else runs. */
const share = .5;
const defaultSegmentBytes = 128e6;
/**
* How many threads pack and unpack: as many as were asked for, else one a core, as far as memory allows. A node of 64 cores
* may give a container 4 GB.
*/
function threadsFor({ threads, segmentBytes = defaultSegmentBytes }, machine = thisMachine()) {
	if (threads !== void 0) return threads;
	const fitting = Math.floor(machine.memoryBytes * share / (segmentCopies * segmentBytes));
	return Math.max(1, Math.min(machine.cores, fitting));
}
function thisMachine() {
	return {
		cores: availableParallelism(),
		memoryBytes: process.availableMemory()
	};
}
// src/bundle/format/json-checks.ts
/** What JSON `text` says. It is not parsed when it is deep, or of very many values. @throws {BundleError} */
function parseJson(text) {
	boundJson(text);
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new BundleError("damaged", "the manifest is not JSON", cause);
	}
}
const quoteMark = 34;
const backslash = 92;
const comma = 44;
const colon = 58;
/** Refuses text of which a parser would make much more memory than it takes itself. @throws {BundleError} */
function boundJson(text) {
	let depth = 0;
	let values = 1;
	let fields = 0;
	let quoted = false;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === quoteMark) quoted = !quoted;
		else if (quoted) at += code === backslash ? 1 : 0;
		else if (code === comma) values += 1;
		else if (code === colon) fields += 1;
		else if (code === 91 || code === 123) {
			depth += 1;
			values += 1;
			if (depth > limits.manifestDepth) throw new BundleError("too-large", "the manifest is too deep");
		} else if (code === 93 || code === 125) depth -= 1;
	}
	if (values <= limits.manifestValues && fields <= limits.manifestFields) return;
	throw new BundleError("too-large", `the manifest holds ${values} values and ${fields} fields`);
}
/** The list `name`, each of its values checked. */
function column(columns, name, check, length) {
	const values = columns[name];
	if (!Array.isArray(values)) throw disagrees$1(name, "a list");
	if (length !== void 0 && values.length !== length) throw disagrees$1(name, `a list of ${length}`);
	return values.map((value) => check(value, name));
}
/** The value of a row that every column has. */
function at(values, index) {
	return values[index];
}
function asRecord(value, where) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw disagrees$1(where, "an object");
	return value;
}
const whole = (value, where) => {
	if (!Number.isSafeInteger(value) || value < 0) throw disagrees$1(where, "a whole number");
	return value;
};
function wholeUpTo(most) {
	return (value, where) => {
		const number = whole(value, where);
		if (number > most) throw new BundleError("too-large", `the manifest's ${where} claims ${number}`);
		return number;
	};
}
function textUpTo(most) {
	return (value, where) => {
		if (!(typeof value === "string" && value.length <= most && !/[\x00-\x1f\x7f]/.test(value))) throw disagrees$1(where, "a short printable text");
		return value;
	};
}
const shortText = textUpTo(limits.text);
const longText = textUpTo(512);
const hexDigest = (value, where) => {
	if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) throw disagrees$1(where, "a SHA-256");
	return value;
};
function nullable(check) {
	return (value, where) => value === null ? null : check(value, where);
}
function disagrees$1(where, wanted) {
	return new BundleError("disagrees", `the manifest's ${where} is not ${wanted}`);
}
// src/bundle/format/prints.ts
/**
* The fingerprints of arguments as the manifest's JSON has them: compilations share most of their arguments, so a table
* with numbers into it takes a tenth. Nothing where no entry has any. What exceeds the limits is left out, the last
* entries first.
*/
function printsToJson(entries) {
	const numbers = /* @__PURE__ */ new Map();
	let characters = 0;
	const numberOf = (print) => {
		const known = numbers.get(print) ?? numbers.size;
		numbers.set(print, known);
		return known;
	};
	const prints = entries.map((entry) => {
		const own = entry.prints;
		if (!own?.length || own.length > limits.prints || !own.every((print) => pattern.test(print))) return null;
		if (numbers.size + own.length > limits.arguments) return null;
		if (characters + own.length * (String(limits.arguments).length + 1) > limits.printsText) return null;
		const text = own.map(numberOf).join(" ");
		characters += text.length;
		return text;
	});
	return numbers.size === 0 ? {} : {
		arguments: [...numbers.keys()],
		prints
	};
}
/** The fingerprints for each of `count` entries; null where the manifest has none. @throws {BundleError} */
function readPrints(root, columns, count) {
	if (root["arguments"] === void 0 || columns["prints"] === void 0) return Array.from({ length: count }, () => null);
	const table = column(root, "arguments", print);
	if (table.length > limits.arguments) throw tooMany(`${table.length} arguments`);
	const texts = column(columns, "prints", nullable(numberList), count);
	const characters = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
	if (characters > limits.printsText) throw tooMany(`${characters} characters of prints`);
	return texts.map((text) => {
		if (text === null) return null;
		const numbers = text.split(" ").map(Number);
		if (numbers.length > limits.prints) throw tooMany(`${numbers.length} prints of an entry`);
		return numbers.map((number) => {
			const found = table[number];
			if (found === void 0) throw disagrees(`print ${number}, which it does not list`);
			return found;
		});
	});
}
/** The name of an option, or nothing, and six digits of a hash. */
const pattern = /^[\w.-]{0,35}#[0-9a-f]{6}$/;
const print = (value) => {
	if (typeof value === "string" && pattern.test(value)) return value;
	throw disagrees("an argument that is no fingerprint");
};
const numberList = (value) => {
	if (typeof value === "string" && /^\d{1,6}( \d{1,6})*$/.test(value)) return value;
	throw disagrees("prints that are no numbers");
};
function disagrees(what) {
	return new BundleError("disagrees", `the manifest has ${what}`);
}
function tooMany(what) {
	return new BundleError("too-large", `the manifest lists ${what}`);
}
/**
* The manifest as JSON text. Entries and segments are written as columns, which compress better and parse
* faster than rows: docs/format.md.
*/
function manifestToJson(manifest) {
	const { segments, entries, ...rest } = manifest;
	const { prints, ...table } = printsToJson(entries);
	return JSON.stringify({
		...rest,
		...table,
		segments: {
			bytes: segments.map((segment) => segment.bytes),
			rawBytes: segments.map((segment) => segment.rawBytes),
			sha256: segments.map((segment) => segment.sha256),
			entries: countBySegment(manifest)
		},
		entries: {
			name: entries.map((entry) => entry.name),
			bytes: entries.map((entry) => entry.bytes),
			storedBytes: entries.map((entry) => entry.storedBytes),
			lastUse: entries.map((entry) => entry.lastUse),
			runs: entries.map((entry) => entry.runs),
			lastRun: entries.map((entry) => entry.lastRun),
			label: entries.map((entry) => entry.label),
			language: entries.map((entry) => entry.language),
			costMs: entries.map((entry) => entry.costMs),
			...prints && { prints }
		}
	});
}
/**
* The manifest that `text` holds, with every name, number and count checked; unknown fields are passed over.
* What format 1 did not record is filled in: see `upgrade`.
* @throws {BundleError} on anything that no writer of this format makes.
*/
function manifestFromJson(text, major = 2) {
	const parsed = asRecord(parseJson(text), "manifest");
	const root = major === 1 ? upgrade(parsed) : parsed;
	const segmentColumns = asRecord(root["segments"], "segments");
	const entryColumns = asRecord(root["entries"], "entries");
	const counts = column(segmentColumns, "entries", wholeUpTo(limits.entries));
	const segments = readSegments(segmentColumns, counts.length);
	const entries = readEntries(entryColumns, counts, readPrints(root, entryColumns, counts.reduce((sum, n) => sum + n, 0)));
	compareSizes(segments, entries);
	return {
		creator: shortText(root["creator"], "creator"),
		created: whole(root["created"], "created"),
		sccacheVersion: nullable(shortText)(root["sccacheVersion"], "sccacheVersion"),
		toolchain: nullable(shortText)(root["toolchain"], "toolchain"),
		base: nullable(longText)(root["base"], "base"),
		ref: nullable(longText)(root["ref"], "ref"),
		parents: texts(root, "parents", limits.parents),
		ancestors: texts(root, "ancestors", limits.ancestors),
		run: readRun(root["run"]),
		history: readHistory(root["history"]),
		environment: readEnvironment(root["environment"]),
		...readEvicted(root["evicted"]),
		level: whole(root["level"], "level"),
		segments,
		entries
	};
}
function countBySegment({ segments, entries }) {
	const counts = segments.map(() => 0);
	for (const { segment } of entries) counts[segment] = (counts[segment] ?? 0) + 1;
	return counts;
}
function readSegments(columns, count) {
	if (count > limits.segments) throw new BundleError("too-large", `the manifest lists ${count} segments`);
	const bytes = column(columns, "bytes", wholeUpTo(mostFrameBytes), count);
	const rawBytes = column(columns, "rawBytes", wholeUpTo(limits.segmentRawBytes), count);
	const sha256 = column(columns, "sha256", hexDigest, count);
	let offset = 0;
	return sha256.map((digest, i) => {
		const segment = {
			offset,
			bytes: at(bytes, i),
			rawBytes: at(rawBytes, i),
			sha256: digest
		};
		if (segment.rawBytes > mostContent(segment.bytes)) {
			const claim = `${segment.rawBytes} bytes in a frame of ${segment.bytes}`;
			throw new BundleError("too-large", `the manifest's segment ${i} claims ${claim}`);
		}
		offset += segment.bytes;
		return segment;
	});
}
function readEntries(columns, counts, prints) {
	const count = counts.reduce((sum, n) => sum + n, 0);
	if (count > limits.entries) throw new BundleError("too-large", `the manifest lists ${count} entries`);
	const names = column(columns, "name", entryName, count);
	if (new Set(names).size !== names.length) throw new BundleError("disagrees", "the manifest lists an entry twice");
	const bytes = column(columns, "bytes", wholeUpTo(limits.segmentRawBytes), count);
	const storedBytes = column(columns, "storedBytes", whole, count);
	const lastUse = column(columns, "lastUse", wholeUpTo(limits.seconds), count);
	const runs = column(columns, "runs", tally, count);
	const lastRun = column(columns, "lastRun", tally, count);
	const label = column(columns, "label", nullable(shortText), count);
	const language = column(columns, "language", nullable(shortText), count);
	const costMs = column(columns, "costMs", nullable(tally), count);
	const segments = counts.flatMap((n, segment) => Array.from({ length: n }, () => segment));
	return names.map((name, i) => ({
		name,
		bytes: at(bytes, i),
		storedBytes: at(storedBytes, i),
		lastUse: at(lastUse, i),
		runs: at(runs, i),
		lastRun: at(lastRun, i),
		label: at(label, i),
		language: at(language, i),
		costMs: at(costMs, i),
		prints: at(prints, i),
		segment: at(segments, i)
	}));
}
/** Segments hold their entries and nothing else, so that an entry's size cannot be a mere claim. */
function compareSizes(segments, entries) {
	const sums = segments.map(() => 0);
	for (const { segment, bytes } of entries) sums[segment] = (sums[segment] ?? 0) + memberBytes(bytes);
	const odd = segments.findIndex(({ rawBytes }, i) => rawBytes !== sums[i] || rawBytes === 0);
	if (odd < 0) return;
	throw new BundleError("disagrees", `the manifest's segment ${odd} is not of the size of its entries`);
}
/**
* A manifest of format 1 as one of format 2. Of what it does not tell, the use by the last run alone matters: the `used`
* entries that were used last have age 0, the others age 1.
*/
function upgrade(root) {
	const columns = asRecord(root["entries"], "entries");
	const lastUse = column(columns, "lastUse", wholeUpTo(limits.seconds));
	const used = whole(root["used"], "used");
	const newestFirst = lastUse.map((_, i) => i).sort((a, b) => at(lastUse, b) - at(lastUse, a) || a - b);
	const lastRun = lastUse.map(() => 0);
	for (const i of newestFirst.slice(0, used)) lastRun[i] = 1;
	const unknown = lastUse.map(() => null);
	return {
		...root,
		parents: [],
		ancestors: [],
		run: {
			id: null,
			clock: 1,
			complete: false
		},
		history: [],
		entries: {
			...columns,
			lastRun,
			language: unknown,
			costMs: unknown
		}
	};
}
function texts(root, name, most) {
	const list = column(root, name, longText);
	if (list.length <= most) return list;
	throw new BundleError("too-large", `the manifest lists ${list.length} ${name}`);
}
function readRun(value) {
	const { id, clock, complete } = asRecord(value, "run");
	return {
		id: nullable(shortText)(id, "run"),
		clock: tally(clock, "run"),
		complete: truth(complete, "run")
	};
}
function readHistory(value) {
	const rows = column({ history: value }, "history", asRecord);
	if (rows.length > limits.history) throw new BundleError("too-large", `the manifest remembers ${rows.length} runs`);
	const known = nullable(tally);
	const size = nullable(whole);
	return rows.map((row) => ({
		id: nullable(shortText)(row["id"], "history"),
		endedAt: wholeUpTo(limits.seconds)(row["endedAt"], "history"),
		complete: truth(row["complete"], "history"),
		used: tally(row["used"], "history"),
		hits: known(row["hits"], "history"),
		misses: known(row["misses"], "history"),
		compileFails: known(row["compileFails"], "history"),
		savedMs: size(row["savedMs"], "history"),
		restoreMs: known(row["restoreMs"], "history"),
		bundleBytes: size(row["bundleBytes"], "history")
	}));
}
function readEvicted(value) {
	if (value === void 0) return {};
	const byRule = asRecord(value, "evicted");
	const rules = Object.keys(byRule).map((rule) => shortText(rule, "evicted"));
	return { evicted: Object.fromEntries(rules.map((rule) => [rule, texts(byRule, rule, limits.evicted)])) };
}
function readEnvironment(value) {
	const pairs = Object.entries(asRecord(value, "environment"));
	return Object.fromEntries(pairs.map(([name, hash]) => [shortText(name, "environment"), shortText(hash, "environment")]));
}
const tally = wholeUpTo(limits.count);
const truth = (value, where) => {
	if (typeof value === "boolean") return value;
	throw new BundleError("disagrees", `the manifest's ${where} is not true or false`);
};
const entryName = (value) => {
	if (typeof value === "string" && kindOf(value) !== void 0) return value;
	throw new BundleError("unsafe-name", `the manifest names ${quote(value)}, which sccache never writes`);
};
// src/bundle/format/frames.ts
/**
* The frames at a bundle's end, which plain zstd tools pass over: the manifest in one skippable frame, and a
* seek table in another. docs/format.md describes every byte.
* Source of the seek table: contrib/seekable_format/zstd_seekable_compression_format.md of facebook/zstd.
*/
const manifestMagic = 407710301;
const seekTableMagic = 407710302;
const seekableMagic = 2408770225;
const seekEntry = 8;
const seekFooter = 9;
/** Identifies the manifest's frame among other users' skippable frames. */
const mark = Buffer.from("sccache-bundle\0\0", "latin1");
const markHeader = mark.length + 8;
/**
* What is written. A reader refuses a newer major version; a minor one only adds fields that may be passed over, and
* version 1 is still read.
*/
const formatVersion = {
	major: 2,
	minor: 1
};
/** What a bundle becomes when it is signed; its JSON is that of the version above. */
const signedVersion = {
	major: 3,
	minor: 0
};
/** The two frames that end a bundle whose frames so far are `frames`, in file order. */
function encodeTail(manifest, frames, zstd) {
	const json = Buffer.from(manifestToJson(manifest));
	const packed = zstd.compress(json, {
		level: 9,
		checksum: true
	});
	const header = Buffer.alloc(markHeader);
	mark.copy(header);
	header.writeUInt16LE(formatVersion.major, mark.length);
	header.writeUInt16LE(formatVersion.minor, mark.length + 2);
	header.writeUInt32LE(json.length, mark.length + 4);
	const manifestFrame = skippable(manifestMagic, Buffer.concat([header, packed]));
	return Buffer.concat([manifestFrame, seekTable([...frames, {
		bytes: manifestFrame.length,
		rawBytes: 0
	}])]);
}
/** Size of the seek table's frame, from the last `footerBytes` of a file or more. @throws {BundleError} */
function seekTableSize(end) {
	const footer = end.subarray(-9);
	if (footer.length < seekFooter || footer.readUInt32LE(5) !== seekableMagic) throw new BundleError("not-a-bundle", "the file does not end with a seek table: it is cut short, or no bundle");
	const count = footer.readUInt32LE(0);
	if (footer.readUInt8(4) !== 0) throw new BundleError("not-a-bundle", "the seek table is of another kind");
	if (count > limits.segments + 2) throw new BundleError("too-large", `the seek table lists ${count} frames`);
	return 8 + count * seekEntry + seekFooter;
}
/** The compressed and uncompressed sizes of all frames before the seek table. @throws {BundleError} */
function parseSeekTable(frame) {
	if (frame.readUInt32LE(0) !== 407710302 || frame.readUInt32LE(4) !== frame.length - 8) throw new BundleError("damaged", "the seek table's header is damaged");
	const count = (frame.length - 8 - seekFooter) / seekEntry;
	return Array.from({ length: count }, (_, i) => ({
		bytes: frame.readUInt32LE(8 + i * seekEntry),
		rawBytes: frame.readUInt32LE(8 + i * seekEntry + 4)
	}));
}
/** The manifest in its skippable frame. Its signature is not looked at. @throws {BundleError} */
function parseManifestFrame(frame, zstd) {
	const major = majorOf(frame);
	const body = frame.subarray(8);
	const signature = major === signedVersion.major ? signatureBytes(body, markHeader) : 0;
	const size = body.readUInt32LE(mark.length + 4);
	if (size > mostManifest(body.length)) throw new BundleError("too-large", `the manifest claims ${size} bytes in a frame of ${body.length}`);
	const json = decompress(body.subarray(markHeader + signature), size, zstd);
	return manifestFromJson(Buffer.from(json).toString(), major);
}
/** The major version of a bundle with this manifest. @throws {BundleError} when it is none that is read */
function majorOf(frame) {
	const body = frame.subarray(8);
	if (!(body.length >= markHeader && frame.readUInt32LE(0) === 407710301 && frame.readUInt32LE(4) === body.length && body.subarray(0, mark.length).equals(mark))) throw new BundleError("not-a-bundle", "there is no manifest where one belongs");
	const major = body.readUInt16LE(mark.length);
	if (major >= 1 && major <= signedVersion.major) return major;
	const known = `this version reads formats 1 to ${signedVersion.major}`;
	throw new BundleError("unknown-version", `the bundle has format ${major}; ${known}`);
}
/** The last frames of a bundle, `bytes`, of which the seek table is the last. @throws {BundleError} */
function asTail(bytes) {
	const tableBytes = seekTableSize(bytes);
	const manifestBytes = parseSeekTable(bytes.subarray(-tableBytes)).at(-1)?.bytes ?? 0;
	const manifestAt = bytes.length - tableBytes - manifestBytes;
	const isSigned = majorOf(bytes.subarray(manifestAt, -tableBytes)) === signedVersion.major;
	const signatureAt = manifestAt + 8 + markHeader;
	if (isSigned) signatureBytes(bytes.subarray(0, -tableBytes), signatureAt);
	return {
		bytes,
		manifestBytes,
		tableBytes,
		signatureAt,
		isSigned
	};
}
/** No signature takes more. */
const mostSignatureBytes = 4096;
/** Bytes of the signature that begins at `at`. @throws {BundleError} when it is cut short */
function signatureBytes(frame, at) {
	if (frame.length >= at + 64 + 2) {
		const bytes = 66 + frame.readUInt16LE(at + 64);
		if (bytes <= 4096 && at + bytes <= frame.length) return bytes;
	}
	throw new BundleError("damaged", "the signature is damaged");
}
/** The same last frames with this signature in place of the one that they have, if any. */
function withSignature(tail, signature) {
	const { bytes, signatureAt, tableBytes } = tail;
	const table = Buffer.from(bytes.subarray(-tableBytes));
	const headerAt = signatureAt - markHeader;
	const header = Buffer.from(bytes.subarray(headerAt, signatureAt));
	header.writeUInt16LE(signedVersion.major, mark.length);
	header.writeUInt16LE(signedVersion.minor, mark.length + 2);
	const rest = signatureAt + (tail.isSigned ? signatureBytes(bytes, signatureAt) : 0);
	const json = bytes.subarray(rest, -tableBytes);
	const manifest = skippable(manifestMagic, Buffer.concat([
		header,
		signature,
		json
	]));
	table.writeUInt32LE(manifest.length, tableBytes - seekFooter - seekEntry);
	return {
		...tail,
		bytes: Buffer.concat([
			bytes.subarray(0, headerAt - 8),
			manifest,
			table
		]),
		manifestBytes: manifest.length,
		isSigned: true
	};
}
function decompress(packed, size, zstd) {
	try {
		return zstd.decompress(packed, size);
	} catch (cause) {
		throw new BundleError("damaged", "the manifest is damaged", cause);
	}
}
function skippable(magic, body) {
	const header = Buffer.alloc(8);
	header.writeUInt32LE(magic, 0);
	header.writeUInt32LE(body.length, 4);
	return Buffer.concat([header, body]);
}
function seekTable(frames) {
	const body = Buffer.alloc(frames.length * seekEntry + seekFooter);
	for (const [i, { bytes, rawBytes }] of frames.entries()) {
		body.writeUInt32LE(bytes, i * seekEntry);
		body.writeUInt32LE(rawBytes, i * seekEntry + 4);
	}
	body.writeUInt32LE(frames.length, frames.length * seekEntry);
	body.writeUInt8(0, frames.length * seekEntry + 4);
	body.writeUInt32LE(seekableMagic, frames.length * seekEntry + 5);
	return skippable(seekTableMagic, body);
}
// src/bundle/format/signature.ts
/** Of a bundle that is in no store. */
const noName = {
	repository: null,
	ref: null,
	key: null
};
/** The last frames of a bundle, signed by the private key `key`. A signature that is there already is replaced. */
function signTail(tail, name, key) {
	const text = Buffer.from(JSON.stringify(name));
	const block = Buffer.alloc(66 + text.length);
	if (block.length > 4096) throw new BundleError("too-large", `the name to sign takes ${text.length} bytes`);
	block.writeUInt16LE(text.length, 64);
	text.copy(block, 66);
	const signed = withSignature(tail, block);
	sign(null, messageOf(signed), key).copy(signed.bytes, signed.signatureAt);
	return signed.bytes;
}
/** For what a bundle says it is signed, which nothing has proved; undefined when it is not signed. @throws {BundleError} */
function nameIn({ bytes, signatureAt, isSigned }) {
	if (!isSigned) return void 0;
	const end = signatureAt + signatureBytes(bytes, signatureAt);
	const { repository, ref, key } = asRecord(parseJson(bytes.subarray(signatureAt + 64 + 2, end).toString()), "signature");
	const known = nullable(longText);
	return {
		repository: known(repository, "signature"),
		ref: known(ref, "signature"),
		key: known(key, "signature")
	};
}
/** Returns when the bundle is signed by a key that counts, for a name that is not refused. @throws {BundleError} */
function checkSignature(tail, { keys, refuses }) {
	const { bytes, signatureAt, isSigned } = tail;
	if (!isSigned) throw new BundleError("not-signed", "it is not signed, and only signed bundles are taken here");
	const value = bytes.subarray(signatureAt, signatureAt + 64);
	const message = messageOf(tail);
	if (!keys.some((key) => verify(null, message, key, value))) throw new BundleError("not-signed", "it is signed with another key, or was changed after it was signed");
	const name = nameIn(tail);
	const why = name && refuses?.(name);
	if (name && why !== void 0) throw new BundleError("not-signed", `it is signed for ${describeName(name)}, and ${why}`);
}
/** `"KEY" of "refs/heads/main" in "owner/name"`, for messages. */
function describeName({ key, ref, repository }) {
	return [
		key === null ? "no name" : quote(key),
		...ref === null ? [] : [`of ${quote(ref)}`],
		...repository === null ? [] : [`in ${quote(repository)}`]
	].join(" ");
}
/** So that what was signed for another purpose with the same key is no signature of a bundle. */
const domain = Buffer.from("sccache-bundle signature 1\n");
/** What is signed: all bytes of the last frames, with zeros in place of the signature. */
function messageOf({ bytes, signatureAt }) {
	const at = domain.length + signatureAt;
	return Buffer.concat([domain, bytes]).fill(0, at, at + 64);
}
// src/bundle/format/read-manifest.ts
/**
* The manifest of the bundle in the file `path`, held against the seek table and the file's size; reads only the
* file's end. With `trust`, nothing is read of a bundle before its signature is found to be valid.
* @throws {BundleError} when the file is no sound bundle of a known version, or not signed as it must be.
*/
async function readManifest(path, zstd, trust) {
	return (await readContents(path, zstd, trust)).manifest;
}
/** As `readManifest`, with what else there is. */
async function readContents(path, zstd, trust) {
	const outline = await readOutline(path, zstd, trust);
	checkEnd(outline.end, zstd);
	return outline;
}
/** Whether the frame ends the tar, as plain tools need it. @throws {BundleError} */
function checkEnd(end, zstd) {
	try {
		if (Buffer.compare(zstd.decompress(end, endOfTar.length), endOfTar) === 0) return;
	} catch (cause) {
		if (!(cause instanceof ZstdError)) throw cause;
	}
	throw new BundleError("damaged", "the end of the tar is damaged");
}
/** As `readContents`, with the frame that ends the tar as it is. */
async function readOutline(path, zstd, trust) {
	const file = await open(path, "r");
	try {
		const { tail, frames } = await readTail(file);
		if (trust) checkSignature(tail, trust);
		const { bytes, manifestBytes, tableBytes } = tail;
		const manifest = parseManifestFrame(bytes.subarray(-tableBytes - manifestBytes, -tableBytes), zstd);
		compareFrames(manifest, frames);
		return {
			manifest,
			end: bytes.subarray(0, -tableBytes - manifestBytes),
			signedFor: nameIn(tail)
		};
	} finally {
		await file.close();
	}
}
/** Signs the bundle in the file `path`, or signs it anew, and returns its size. @throws {BundleError}, or what writing throws */
async function signFile(path, name, key) {
	const file = await open(path, "r+");
	try {
		const { tail, size } = await readTail(file);
		const signed = signTail(tail, name, key);
		const at = size - tail.bytes.length;
		await file.truncate(at);
		for (let done = 0; done < signed.length;) done += (await file.write(signed, done, signed.length - done, at + done)).bytesWritten;
		return at + signed.length;
	} finally {
		await file.close();
	}
}
async function readTail(file) {
	const { size } = await file.stat();
	const tableBytes = seekTableSize(await readEnd(file, size, 9));
	const frames = parseSeekTable(await readEnd(file, size, tableBytes));
	const total = frames.reduce((sum, frame) => sum + frame.bytes, tableBytes);
	if (total !== size) throw new BundleError("truncated", `the seek table tells of ${total} bytes, the file has ${size}`);
	const manifestBytes = frames.at(-1)?.bytes ?? 0;
	if (manifestBytes > limits.manifestBytes) throw new BundleError("too-large", `the manifest takes ${manifestBytes} bytes`);
	const endBytes = frames.at(-2)?.bytes ?? 0;
	if (endBytes > mostEndBytes) throw new BundleError("disagrees", `the end of the tar takes ${endBytes} bytes`);
	return {
		tail: asTail(await readEnd(file, size, tableBytes + manifestBytes + endBytes)),
		frames,
		size
	};
}
/** More than zstd makes of 1024 zeros at any level. */
const mostEndBytes = 2048;
/** Behind the segments there are the frame that ends the tar, and the manifest, and nothing else. */
function compareFrames({ segments }, frames) {
	for (const [i, segment] of segments.entries()) if (frames[i]?.bytes !== segment.bytes || frames[i]?.rawBytes !== segment.rawBytes) throw new BundleError("disagrees", `the manifest and the seek table differ about segment ${i}`);
	const count = segments.length + 2;
	if (frames.length === count && frames[count - 2]?.rawBytes === endOfTar.length) return;
	throw new BundleError("disagrees", "the seek table lists frames that the manifest does not know");
}
async function readEnd(file, size, count) {
	if (count > size) throw new BundleError("truncated", `the file has ${size} bytes and needs ${count} at the least`);
	const buffer = Buffer.alloc(count);
	const { bytesRead } = await file.read(buffer, 0, count, size - count);
	if (bytesRead !== count) throw new BundleError("truncated", "the file became shorter while it was read");
	return buffer;
}
// src/config/signing-keys.ts
const signing = "SCCACHE_BUNDLE_SIGNING_KEY";
const verifying = "SCCACHE_BUNDLE_VERIFY_KEYS";
/** More keys than these are a mistake: each signature is held against all of them. */
const mostKeys = 16;
/**
* The keys that the environment names, or undefined where it names none: then nothing is signed, and no signature is
* looked at. Empty counts as not set. @throws {ConfigError} that names the variables with a bad value
*/
function parseSigningKeys(env) {
	const problems = [];
	const read = (name, parse, allowed) => {
		const keys = keyTexts(env[name] ?? "").map(parse);
		const most = name === signing ? 1 : mostKeys;
		const found = keys.filter((key) => key !== void 0);
		const isSound = found.length === keys.length && keys.length <= most;
		if (!isSound) problems.push({
			name,
			value: "",
			why: `is not ${allowed}`
		});
		return isSound ? found : [];
	};
	const form = "as PEM or as the line within the PEM";
	const [signingKey] = read(signing, privateKey, `an Ed25519 private key, ${form}`);
	const others = read(verifying, publicKey, `a list of 1 to ${mostKeys} Ed25519 public keys, each ${form}`);
	if (problems.length > 0) throw new ConfigError(problems);
	const verifyKeys = [...signingKey ? [createPublicKey(signingKey)] : [], ...others];
	return verifyKeys.length === 0 ? void 0 : {
		signingKey,
		verifyKeys
	};
}
/** The key to sign a bundle with that is written, or undefined where none is set. @throws {ConfigError} where there are public keys alone */
function parseSigningKey(env) {
	const keys = parseSigningKeys(env);
	if (!keys || keys.signingKey) return keys?.signingKey;
	throw new ConfigError([{
		name: signing,
		value: "",
		why: `is required to write a bundle where ${verifying} is set`
	}]);
}
/** The environment for programs that we start: without the private key, which a build could read there. */
function withoutSigningKey(env) {
	return {
		...env,
		[signing]: void 0
	};
}
/** The Base64 of each key: without the lines around it, and whether its line ends are line ends, spaces or `\\n`. */
function keyTexts(text) {
	return text.replaceAll("\\n", "\n").replace(/-----[A-Z ]+-----/g, " ").split(/[\s,]+/).filter((word) => word !== "");
}
function privateKey(text) {
	return keyOf(text, (key) => createPrivateKey({
		key,
		format: "der",
		type: "pkcs8"
	}));
}
function publicKey(text) {
	return keyOf(text, (key) => createPublicKey({
		key,
		format: "der",
		type: "spki"
	}));
}
function keyOf(text, create) {
	if (!/^[A-Za-z0-9+/]{40,}={0,2}$/.test(text)) return void 0;
	try {
		const key = create(Buffer.from(text, "base64"));
		return key.asymmetricKeyType === "ed25519" ? key : void 0;
	} catch {
		return;
	}
}
// src/flow/signing.ts
/** Why a job without a signing key saves nothing. */
const cannotSign = "bundles must be signed (SCCACHE_BUNDLE_VERIFY_KEYS), and this job has no SCCACHE_BUNDLE_SIGNING_KEY";
/** The signing of a job, or undefined where there are no keys. A signature is for one key, ref and repository. */
function openSigning(keys, { repository = null, scopes }) {
	if (!keys) return void 0;
	const { signingKey, verifyKeys } = keys;
	return {
		canSign: signingKey !== void 0,
		trust: (found) => ({
			keys: verifyKeys,
			refuses: (name) => whyOther(name, found, {
				repository,
				scopes
			})
		}),
		async sign(file, key) {
			if (!signingKey) throw new Error("there is no key to sign with");
			return signFile(file, {
				repository,
				ref: scopes.own ?? null,
				key
			}, signingKey);
		}
	};
}
/**
* Whose signature a file must have that somebody names, for whatever name; undefined where the environment has no keys.
* @throws {ConfigError}
*/
function trustFrom(env) {
	const keys = parseSigningKeys(env);
	return keys && { keys: keys.verifyKeys };
}
/** Why a signature for `name` is none for the bundle that was found, or undefined when it is. */
function whyOther(name, found, { repository, scopes }) {
	if (name.key?.toLowerCase() !== found.key.toLowerCase()) return "was found under another key";
	if (name.repository !== repository) return `this job is of ${repository ?? "no repository that is known"}`;
	if ((found.ref === void 0 ? readableRefs(scopes) : [found.ref]).some((ref) => (ref ?? null) === name.ref)) return void 0;
	return "this job does not read that ref, or found the bundle under another";
}
// src/flow/job/workspace.ts
/** Folders that hold copies and products, never the project's own files. */
const leftOut = /* @__PURE__ */ new Set([
	".git",
	"target",
	"node_modules",
	"vendor",
	".cargo"
]);
/** Yields `root` and its folders, at most `depth` levels deep, without hidden ones and those of products. */
function* folders(root, depth) {
	yield root;
	if (depth === 0) return;
	for (const child of list(root)) if (child.isDirectory() && !child.name.startsWith(".") && !leftOut.has(child.name)) yield* folders(join(root, child.name), depth - 1);
}
/** Whether a CMakeLists.txt is in the workspace, deep enough for `crates/NAME-sys/NAME/CMakeLists.txt`. */
function usesCMake(workspace) {
	for (const folder of folders(workspace, 4)) if (existsSync(join(folder, "CMakeLists.txt"))) return true;
	return false;
}
function list(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch {
		return [];
	}
}
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
	for (const child of await childrenOf(join(root, folder))) {
		const name = folder === "" ? child.name : `${folder}/${child.name}`;
		if (child.isDirectory()) {
			if (!leftOut.has(child.name)) yield* walk(root, name);
		} else if (child.isFile()) yield name;
	}
}
async function childrenOf(folder) {
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
// src/flow/handoff.ts
/** The bundle that a part restored, if it did. */
function restoredBy(part) {
	return part.kind === "restored" ? part.bundle : null;
}
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
	const { format, config, context, directory, keys, readyAtMs, sccache, server, base, overlay, restorePhases } = value;
	return format === 2 && typeof config === "object" && config !== null && typeof context?.workspace === "string" && typeof directory === "string" && typeof keys?.primary === "string" && (readyAtMs === null || typeof readyAtMs === "number") && (sccache === null || typeof sccache?.path === "string") && (server === null || typeof server?.address?.kind === "string") && Array.isArray(restorePhases) && isPart(base) && isPart(overlay);
}
function isPart(part) {
	switch (part?.kind) {
		case "restored": return typeof part.bundle?.manifestFile === "string" && typeof part.bundle.key === "string";
		case "failed":
		case "skipped": return typeof part.why === "string";
		default: return part?.kind === "missed";
	}
}
// src/config/parse-config.ts
/**
* Reads every input through `read`, which returns what the user gave, or the empty string. `usesCMake` tells whether the
* workspace has a CMakeLists.txt; it is asked for `wrap: auto` alone.
* @throws {ConfigError} naming every input that is not valid
*/
function parseConfig(read, { usesCMake } = { usesCMake: () => false }) {
	const problems = [];
	const values = Object.entries(inputs).map(([field, { name, fallback, allowed, parse }]) => {
		const text = read(name).trim() || fallback;
		const parsed = parse(text);
		if (!parsed) problems.push({
			name,
			value: text,
			why: `is not ${allowed}`
		});
		return [field, parsed?.value];
	});
	const parsed = Object.fromEntries(values);
	const config = problems.length === 0 && isAuto(read(inputs.wrap.name)) && usesCMake() ? {
		...parsed,
		wrap: [...parsed.wrap, "cmake"]
	} : parsed;
	if (problems.length === 0) problems.push(...keyContradictions(config), ...roomContradictions(config, read("reserve").trim()));
	if (problems.length > 0) throw new ConfigError(problems);
	return config;
}
function keyContradictions({ strategy, key, restoreKeys }) {
	if (strategy === "custom") return key === void 0 ? [{
		name: "key",
		value: "",
		why: "is required with `strategy: custom`"
	}] : [];
	const why = "needs `strategy: custom`";
	return [...key === void 0 ? [] : [{
		name: "key",
		value: key,
		why
	}], ...restoreKeys.length === 0 ? [] : [{
		name: "restore-keys",
		value: restoreKeys.join("\n"),
		why
	}]];
}
function roomContradictions({ reserveBytes, repositoryLimitBytes }, reserve) {
	if (reserveBytes < repositoryLimitBytes || repositoryLimitBytes === 0) return [];
	return [{
		name: "reserve",
		value: reserve,
		why: "must be smaller than `repository-limit`, or nothing is ever saved"
	}];
}
export { scoped as A, mostSignatureBytes as C, manifestToJson as D, manifestFromJson as E, sweep as F, temporaryName as I, inputs as L, scopesOf as M, isOwnerGone as N, threadsFor as O, makeTemporary as P, callThrough as R, manifestMagic as S, seekTableMagic as T, describeName as _, hashLockfiles as a, asTail as b, openSigning as c, parseSigningKeys as d, withoutSigningKey as f, readOutline as g, readManifest as h, folders as i, scopedCatalog as j, readableRefs as k, trustFrom as l, readContents as m, parseHandoff as n, usesCMake as o, checkEnd as p, restoredBy as r, cannotSign as s, parseConfig as t, parseSigningKey as u, noName as v, parseManifestFrame as w, encodeTail as x, signTail as y, fillPlaceholders as z };

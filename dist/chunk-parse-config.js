import { i as sizeGrammar, n as formatSize, r as parseSize, t as ConfigError } from "./chunk-config-error.js";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
// src/key/placeholders.ts
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
/** The names between braces in `template` that are no placeholder's, each once. */
function unknownPlaceholders(template) {
	const names = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
	return [...new Set(names.filter((name) => !(name in placeholders)))];
}
/** `template` with each placeholder replaced by its value. */
function fillPlaceholders(template, values) {
	return template.replace(/\{([^{}]*)\}/g, (whole, name) => name in placeholders ? values[name] : whole);
}
// src/config/command-format.ts
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
// src/report/words.ts
/** `1 entry`, `2 entries`, `20,000 entries`. */
function count(number, one, many = `${one}s`) {
	return `${grouped(number)} ${number === 1 ? one : many}`;
}
/** `1 entry`, `2 entries`. */
function entryCount(number) {
	return count(number, "entry", "entries");
}
/** A share as per cent with one digit; 100 % only when it is all. */
function percent(share) {
	return `${(Math.floor(share * 1e3) / 10).toFixed(share === 1 ? 0 : 1)} %`;
}
/** `0.4 s`, `12 s`, `1 min 22 s`, `2 h 5 min`: two units at most. */
function duration(seconds) {
	if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
	const whole = Math.round(seconds);
	if (whole < 60) return `${whole} s`;
	const [large, small, factor] = whole < 3600 ? [
		"min",
		"s",
		60
	] : [
		"h",
		"min",
		3600
	];
	const rest = Math.floor(whole % factor / (factor / 60));
	return `${Math.floor(whole / factor)} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}
/** `58.8 MB of 500 MB (11.7 %)`. */
function shareOf(bytes, budgetBytes) {
	const of = `${formatSize(bytes)} of ${formatSize(budgetBytes)}`;
	return budgetBytes > 0 ? `${of} (${percent(bytes / budgetBytes)})` : of;
}
/** The first `most` of `list` in words, and how many more there are: `a, b and 3 more`. */
function firstOf(list, most, describe, separator = ", ") {
	const words = list.slice(0, most).map(describe).join(separator);
	const more = list.length - most;
	return more > 0 ? `${words} and ${more} more` : words;
}
/** The last part of a ref that people know: `main`, `pull request 7`, `tag v1`. */
function refName(ref) {
	const pull = /^(?:refs\/)?pull\/(\d+)\//.exec(ref)?.[1];
	if (pull) return `pull request ${pull}`;
	const tag = /^(?:refs\/)?tags\/(.+)/.exec(ref)?.[1];
	return tag ? `tag ${tag}` : ref.replace(/^(?:refs\/)?heads\//, "");
}
function grouped(number) {
	return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
// src/config/input-kinds.ts
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
// src/config/parse-store.ts
/** What `parseStore` takes, for messages. */
const storeGrammar = "a store, or two or more different ones with commas between: github, local:PATH, local:PATH?max-size=SIZE, s3://BUCKET/PREFIX (?endpoint=URL&region=REGION&path-style=true), azure://CONTAINER/PREFIX (?account=NAME&endpoint=URL), vercel, vercel+https://HOST (?prefix=NAME); credentials come from the environment";
const vercelAddress = "https://api.vercel.com";
/**
* The store of a text, or undefined for anything but the grammar: an unknown or repeated parameter, a level
* twice, a name or password in an address.
*/
function parseStore(text) {
	const levels = [];
	for (const part of text.split(",")) {
		const level = parseOne(part.trim());
		if (level === void 0) return void 0;
		levels.push(level);
	}
	const [first, ...more] = levels;
	if (more.length === 0) return first;
	return new Set(levels.map(placeOf)).size === levels.length ? {
		kind: "levels",
		levels
	} : void 0;
}
/** Equal for two specs that mean the same place, however each is to be used. */
function placeOf(spec) {
	switch (spec.kind) {
		case "github": return spec.kind;
		case "local": return `${spec.kind} ${spec.path.replace(/(.)[/\\]+$/, "$1")}`;
		case "s3": return [
			spec.kind,
			spec.endpoint,
			spec.bucket,
			spec.prefix
		].join(" ");
		case "azure": return [
			spec.kind,
			spec.endpoint,
			spec.account,
			spec.container,
			spec.prefix
		].join(" ");
		case "vercel": return [
			spec.kind,
			spec.address,
			spec.prefix
		].join(" ");
	}
}
function parseOne(text) {
	if (text === "github") return { kind: "github" };
	if (text.startsWith("local:")) return parseLocal(text.slice(6));
	const [, scheme = "", rest = "", query = ""] = /^([a-z0-9+]+)(?::\/\/([^?]*))?(?:\?(.*))?$/.exec(text) ?? [];
	switch (scheme) {
		case "s3": return parseS3(rest, query);
		case "azure": return parseAzure(rest, query);
		case "vercel": return text.startsWith("vercel://") ? void 0 : parseVercel(vercelAddress, query);
		case "vercel+http":
		case "vercel+https": return parseVercel(`${scheme.slice(7)}://${rest}`, query);
		default: return;
	}
}
/** A path is taken as it is written, up to the one parameter there is. */
function parseLocal(text) {
	const [, path = "", size] = /^(.*?)(?:\?max-size=([^?]*))?$/s.exec(text) ?? [];
	if (path.trim() === "") return void 0;
	if (size === void 0) return {
		kind: "local",
		path: path.trim()
	};
	const maxBytes = parseSize(size);
	return maxBytes === void 0 ? void 0 : {
		kind: "local",
		path: path.trim(),
		maxBytes
	};
}
function parseS3(rest, query) {
	const place = parsePlace(rest);
	const parameters = parseQuery(query, [
		"endpoint",
		"region",
		"path-style"
	]);
	if (place === void 0 || parameters === void 0) return void 0;
	const { endpoint: address, region, "path-style": style } = parameters;
	const endpoint = address === void 0 ? void 0 : parseAddress(address);
	if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(place.root)) return void 0;
	if (address !== void 0 && endpoint === void 0) return void 0;
	if (region !== void 0 && !/^[a-z0-9-]{1,40}$/.test(region)) return void 0;
	if (style !== void 0 && style !== "true" && style !== "false") return void 0;
	return {
		kind: "s3",
		bucket: place.root,
		prefix: place.prefix,
		...endpoint === void 0 ? {} : { endpoint },
		...region === void 0 ? {} : { region },
		pathStyle: style === void 0 ? endpoint !== void 0 : style === "true"
	};
}
function parseAzure(rest, query) {
	const place = parsePlace(rest);
	const parameters = parseQuery(query, ["account", "endpoint"]);
	if (place === void 0 || parameters === void 0) return void 0;
	const { account, endpoint: address } = parameters;
	const endpoint = address === void 0 ? void 0 : parseAddress(address);
	if (!/^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(place.root)) return void 0;
	if (account !== void 0 && !/^[a-z0-9]{3,24}$/.test(account)) return void 0;
	if (address !== void 0 && endpoint === void 0) return void 0;
	return {
		kind: "azure",
		container: place.root,
		prefix: place.prefix,
		...account === void 0 ? {} : { account },
		...endpoint === void 0 ? {} : { endpoint }
	};
}
function parseVercel(text, query) {
	const parameters = parseQuery(query, ["prefix"]);
	const address = parseAddress(text);
	const prefix = parameters?.["prefix"] ?? "";
	if (parameters === void 0 || address === void 0 || !/^[A-Za-z0-9._-]{0,100}$/.test(prefix)) return;
	return {
		kind: "vercel",
		address,
		prefix
	};
}
/** `root/some/prefix` in its parts; the prefix ends with a slash unless it is empty. */
function parsePlace(text) {
	const [root = "", ...folders] = text.replace(/\/$/, "").split("/");
	if (!folders.every((folder) => /^[A-Za-z0-9_.-]+$/.test(folder) && !/^\.\.?$/.test(folder)) || text.length > 260) return void 0;
	return {
		root,
		prefix: folders.map((folder) => `${folder}/`).join("")
	};
}
/** An http or https address without anything secret, and without a slash at its end. */
function parseAddress(text) {
	if (!/^https?:\/\/[^\s?#@]+$/.test(text) || !URL.canParse(text)) return void 0;
	const { origin, pathname } = new URL(text);
	return `${origin}${pathname.replace(/\/+$/, "")}`;
}
/** The parameters by name; undefined when one is unknown, empty or there twice. */
function parseQuery(query, names) {
	const parameters = [...new URLSearchParams(query)];
	const given = parameters.map(([name]) => name);
	return parameters.every(([name, value]) => names.includes(name) && value !== "") && new Set(given).size === given.length ? Object.fromEntries(parameters) : void 0;
}
// src/config/parsers.ts
/** The grammars of single inputs. Each returns undefined for what it does not know. */
function parseLines(text) {
	const lines = text.split(/[\n,]/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
	return lines.some((line) => !line.startsWith("!")) ? lines : void 0;
}
/** What a template may be, for messages. */
const templateGrammar = `a key of at most 512 characters without commas, with {${Object.keys(placeholders).join("}, {")}} for what they name`;
function parseTemplate(text) {
	return text.length <= 512 && /^[^,\p{Cc}]+$/u.test(text) && unknownPlaceholders(text).length === 0 ? text : void 0;
}
function parseTemplates(text) {
	const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
	return lines.length <= 9 && lines.every((line) => parseTemplate(line) !== void 0) ? lines : void 0;
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
// src/config/parse-config.ts
/**
* Reads every input through `read`, which returns what the user gave, or the empty string.
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
	if (problems.length === 0) problems.push(...contradictions(config, (name) => read(name).trim()));
	if (problems.length > 0) throw new ConfigError(problems);
	return config;
}
/** Inputs that are each in order, and yet do not go together. */
function contradictions(config, given) {
	return [...keyContradictions(config), ...roomContradictions(config, given("reserve"))];
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
export { entryCount as a, refName as c, leftOut as d, usesCMake as f, duration as i, shareOf as l, fillPlaceholders as m, inputs as n, firstOf as o, callThrough as p, count as r, percent as s, parseConfig as t, folders as u };

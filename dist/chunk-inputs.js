import { a as parseCommandFormat, c as parseName, d as parseTemplates, f as parseWrap, g as within, h as wholeNumber, i as formatGrammar, l as parseSize, m as templateGrammar, o as parseExactVersion, p as sizeGrammar, s as parseLines, u as parseTemplate } from "./chunk-config.js";
import { n as storeGrammar, t as parseStore } from "./chunk-parse-store.js";
// src/config/input.ts
/** An input with a default. */
function input({ parse, ...about }) {
	return {
		...about,
		parse: (text) => {
			const value = parse(text);
			return value === void 0 ? void 0 : { value };
		}
	};
}
/** An input that may stay empty, which is undefined. */
function optionalInput(about) {
	const { parse, ...rest } = input({
		...about,
		fallback: ""
	});
	return {
		...rest,
		parse: (text) => text === "" ? { value: void 0 } : parse(text)
	};
}
/** An input that takes one of a few words, each with what it stands for. The first is the default, unless another is named. */
function oneOf({ words, ...about }) {
	const all = Object.keys(words);
	const parse = (text) => Object.hasOwn(words, text) ? words[text] : void 0;
	const allowed = `${all.slice(0, -1).join(", ")} or ${all.at(-1)}`;
	return {
		...input({
			fallback: all[0] ?? "",
			...about,
			allowed,
			parse
		}),
		words: all
	};
}
/** Words that stand for themselves. */
function themselves(...words) {
	return Object.fromEntries(words.map((word) => [word, word]));
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
const anySize = {
	allowed: sizeGrammar,
	parse: parseSize
};
const yesOrNo = {
	true: true,
	false: false
};
/** All inputs, by the field of `Config` that each sets, in the order in which they are shown. */
const inputs = {
	maxSizeBytes: input({
		name: "max-size",
		group: "Common",
		places: [
			"restore",
			...saving,
			"plan"
		],
		meaning: "Size limit of one bundle, as uploaded. `0` saves nothing.",
		fallback: "500M",
		...anySize
	}),
	save: oneOf({
		name: "save",
		group: "Common",
		places: ["save", "watch"],
		meaning: "When to save. `auto` or `true`: if enough is new, but not for tags, in merge queues, or for events that may run untrusted code; in pull requests as `pull-request` says. `always`: whenever something is new. `default-branch`: like `auto`, on the default branch only. `never` or `false`: not at all.",
		words: {
			auto: "auto",
			always: "always",
			never: "never",
			"default-branch": "default-branch",
			true: "auto",
			false: "never"
		}
	}),
	pullRequest: oneOf({
		name: "pull-request",
		group: "Common",
		places: ["restore", "save"],
		meaning: "What a pull request saves. `overlay`: only what its base is missing. `full`: a whole bundle of its own. `none`: nothing.",
		words: themselves("overlay", "full", "none")
	}),
	sharedKey: optionalInput({
		name: "shared-key",
		group: "Common",
		places: named,
		meaning: "Jobs with the same value share bundles. By default each job and each matrix job has its own.",
		allowed: anyText,
		parse: parseName
	}),
	keyPrefix: input({
		name: "key-prefix",
		group: "Common",
		places: [...keyed, "prune"],
		meaning: "First part of every key. Change it to start without the old bundles. Any text; characters that keys cannot hold are replaced.",
		fallback: "sccache",
		allowed: anyText,
		parse: parseName
	}),
	wrap: input({
		name: "wrap",
		group: "Common",
		places: keyed,
		meaning: "Which compilers to run through sccache: `auto` (`rust`, and `cmake` if the workspace has a CMakeLists.txt), a list of `rust` (RUSTC_WRAPPER), `c` (CC and CXX) and `cmake` (CMake's launchers), or `none`.",
		fallback: "auto",
		allowed: "auto, none, or a list of rust, c, cmake",
		parse: parseWrap
	}),
	lockfiles: input({
		name: "lockfiles",
		group: "Common",
		places: keyed,
		meaning: "Files whose content is part of the key: globs relative to the workspace, one per line or separated by commas; a leading `!` excludes. The folders `target`, `vendor`, `node_modules`, `.cargo` and `.git` are never searched.",
		fallback: "**/Cargo.lock, **/vcpkg.json, **/conan.lock",
		allowed: "one or more globs, one per line",
		parse: parseLines
	}),
	strategy: oneOf({
		name: "strategy",
		group: "Common",
		places: keyed,
		meaning: "How the key ends, and so how often a bundle is saved: `lockfile`, `lockfile-once`, `rolling`, `daily`, `weekly`, `commit`, `branch` or `custom`; see [keys](docs/keys.md#strategies).",
		words: themselves("lockfile", "lockfile-once", "rolling", "daily", "weekly", "commit", "branch", "custom")
	}),
	store: input({
		name: "store",
		group: "Store",
		places: [...keyed, "prune"],
		meaning: "Where bundles are kept: `github`, `local:PATH`, `s3://BUCKET/PREFIX`, `azure://CONTAINER/PREFIX`, `vercel`, or several levels separated by commas; see [stores](docs/stores.md).",
		fallback: "github",
		allowed: storeGrammar,
		parse: parseStore
	}),
	strict: oneOf({
		name: "strict",
		group: "Common",
		places: ["restore", "save"],
		meaning: "`true`: errors of the cache fail the step. Otherwise they are warnings, and the build continues without a cache.",
		words: yesOrNo,
		fallback: "false"
	}),
	restore: oneOf({
		name: "restore",
		group: "Advanced",
		places: ["restore"],
		meaning: "`auto`: restore a bundle, except for tags and releases, since what is published should not come from a cache. `true`: for those too. `false`: restore nothing and build from scratch; the save still runs.",
		words: {
			auto: "auto",
			true: "always",
			false: "never"
		}
	}),
	key: optionalInput({
		name: "key",
		group: "Key",
		places: named,
		meaning: "Only with `strategy: custom`: the key. Placeholders: `{prefix}`, `{os}`, `{arch}`, `{toolchain}`, `{lockfiles}`, `{ref}`, `{sha}`, `{run}`, `{date}`, `{workflow}`, `{job}`, `{matrix}`.",
		allowed: templateGrammar,
		parse: parseTemplate
	}),
	restoreKeys: input({
		name: "restore-keys",
		group: "Key",
		places: named,
		meaning: "Only with `strategy: custom`: what to fall back to, one per line, best first. Each is a key or the beginning of one.",
		fallback: "",
		allowed: `up to 9 lines, each ${templateGrammar}`,
		parse: parseTemplates
	}),
	repositoryLimitBytes: input({
		name: "repository-limit",
		group: "Budget",
		places: saving,
		meaning: "Size of the repository's cache, all entries together, above which GitHub evicts.",
		fallback: "10G",
		...anySize
	}),
	reserveBytes: input({
		name: "reserve",
		group: "Budget",
		places: saving,
		meaning: "Part of `repository-limit` that is left free for other caches.",
		fallback: "500M",
		...anySize
	}),
	evict: oneOf({
		name: "evict",
		group: "Budget",
		places: ["save", "watch"],
		meaning: "Which entries to remove even if they would fit. `auto`: those that the last two complete runs did not use. `unused`: all that this run did not use. `budget-only`: none.",
		words: themselves("auto", "unused", "budget-only")
	}),
	maxAgeDays: optionalInput({
		name: "max-age",
		group: "Budget",
		places: ["save", "watch"],
		meaning: "Days without use after which an entry is removed, 1 to 3650. Default: never.",
		...wholeNumber(1, 3650, " of days")
	}),
	deleteSuperseded: oneOf({
		name: "delete-superseded",
		group: "Budget",
		places: saving,
		meaning: "`auto`: after an upload, delete the bundles that the new one supersedes. Needs `permissions: actions: write`. `never`: leave them to GitHub.",
		words: {
			auto: true,
			never: false,
			true: true,
			false: false
		}
	}),
	keepLast: input({
		name: "keep-last",
		group: "Budget",
		places: [...saving, "prune"],
		meaning: "Number of bundles to keep of each family and ref, the new one included, 1 to 100.",
		fallback: "1",
		...wholeNumber(1, 100)
	}),
	compressionLevel: optionalInput({
		name: "compression-level",
		group: "Advanced",
		places: [...saving, "pack"],
		meaning: "zstd level of the bundle, 1 to 19. Default: 3, or 6 if not everything fits otherwise, which takes longer to pack.",
		...wholeNumber(1, 19)
	}),
	segmentBytes: input({
		name: "segment-size",
		group: "Advanced",
		places: [...saving, "pack"],
		meaning: "Uncompressed size of a segment, the part of a bundle that is compressed by itself, 1M to 1G. Larger segments compress better and need more memory.",
		fallback: "128M",
		allowed: "a size from 1M to 1G",
		parse: (text) => within(parseSize(text), 1e6, 1e9)
	}),
	threads: optionalInput({
		name: "threads",
		group: "Advanced",
		places: [
			"restore",
			...saving,
			"pack",
			"unpack",
			"verify"
		],
		meaning: "Number of threads to pack and unpack with, 1 to 64. Default: one per core.",
		...wholeNumber(1, 64)
	}),
	sccacheDir: optionalInput({
		name: "sccache-dir",
		group: "sccache",
		places: [
			"restore",
			"save",
			"watch"
		],
		meaning: "sccache's directory. Default: `SCCACHE_DIR`, else sccache's own default.",
		allowed: "a path",
		parse: (text) => text
	}),
	sccache: oneOf({
		name: "sccache",
		group: "sccache",
		places: [
			"restore",
			"save",
			"watch"
		],
		meaning: "`auto`: the sccache on PATH, else install it. `path`: only the one on PATH. `install`: always install it.",
		words: themselves("auto", "path", "install")
	}),
	sccacheVersion: optionalInput({
		name: "sccache-version",
		group: "sccache",
		places: [
			"restore",
			"save",
			"watch"
		],
		meaning: "Exact version of sccache, such as `0.16.0`. Default: any on PATH, else 0.16.0 is installed.",
		allowed: "an exact version such as 0.16.0",
		parse: parseExactVersion
	}),
	sccacheSha256: optionalInput({
		name: "sccache-sha256",
		group: "sccache",
		places: [
			"restore",
			"save",
			"watch"
		],
		meaning: "SHA-256 that the release archive must have, 64 hex digits. Default: the digest in this action, else the one published with the release.",
		allowed: "64 hex digits",
		parse: (text) => /^[0-9a-fA-F]{64}$/.test(text) ? text.toLowerCase() : void 0
	}),
	sccacheMirror: optionalInput({
		name: "sccache-mirror",
		group: "sccache",
		places: [
			"restore",
			"save",
			"watch"
		],
		meaning: "Address to download sccache from instead of `https://github.com/mozilla/sccache/releases/download`.",
		allowed: "an http or https address",
		parse: (text) => /^https?:\/\/[^\s/]/.test(text) ? text.replace(/\/+$/, "") : void 0
	}),
	cmdFormat: optionalInput({
		name: "cmd-format",
		group: "Advanced",
		places: keyed,
		meaning: "Command through which the build calls its compilers, such as `nix develop -c {0}`, where `{0}` stands for the call. Used to get their versions and to test them with sccache.",
		allowed: formatGrammar,
		parse: parseCommandFormat
	}),
	lookupOnly: oneOf({
		name: "lookup-only",
		group: "Advanced",
		places: ["restore"],
		meaning: "`true`: only look for a bundle and set the outputs. Nothing is restored or saved, and the build runs without sccache.",
		words: yesOrNo,
		fallback: "false"
	}),
	failOnCacheMiss: oneOf({
		name: "fail-on-cache-miss",
		group: "Advanced",
		places: ["restore"],
		meaning: "`true`: fail the step if no bundle is found.",
		words: yesOrNo,
		fallback: "false"
	}),
	jobSummary: oneOf({
		name: "job-summary",
		group: "Advanced",
		places: ["restore", "save"],
		meaning: "When to write the job summary: `always`, `on-failure` (the job failed or the cache had an error) or `never`.",
		words: themselves("always", "on-failure", "never")
	}),
	prComment: oneOf({
		name: "pr-comment",
		group: "Advanced",
		places: ["save"],
		meaning: "`true`: write the result as one comment on the pull request, which every run replaces. Needs `permissions: pull-requests: write`.",
		words: yesOrNo,
		fallback: "false"
	})
};
expression("github.token"), expression("toJSON(matrix)"), expression("job.status");
/** What the runner evaluates. */
function expression(text) {
	return `\${{ ${text} }}`;
}
export { inputs as t };

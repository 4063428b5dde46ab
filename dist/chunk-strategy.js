import { t as fillPlaceholders } from "./chunk-placeholders.js";
import { t as Minimatch } from "./chunk-esm.js";
import { t as defaultDirectory } from "./chunk-layout.js";
import { promisify } from "node:util";
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { execFile } from "node:child_process";
import { promises } from "node:fs";
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
// src/flow/job/lockfiles.ts
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
// src/flow/job/gather.ts
/** Asks the compilers and reads the lockfiles; what cannot be had is left open, never an error. */
async function gatherIngredients(config, context, nowMs) {
	const wrapsC = config.wrap.includes("c") || config.wrap.includes("cmake");
	const [rustc, compiler, lockfiles] = await Promise.all([
		ask("rustc", ["-vV"], context.workspace),
		wrapsC ? ask("cc", ["--version"], context.workspace) : void 0,
		hashLockfiles(context.workspace, config.lockfiles)
	]);
	const apart = config.share === "job";
	return {
		name: config.name,
		os: context.os,
		arch: context.arch,
		toolchain: rustc === void 0 ? void 0 : parseToolchain(rustc),
		compiler: compiler?.split("\n")[0]?.trim(),
		job: apart ? context.job : void 0,
		matrix: apart ? context.matrix : void 0,
		lockfiles,
		revision: context,
		nowMs
	};
}
/** One line for the log when a compiler that the job wraps is not there yet, else undefined. */
function noticeMissing({ toolchain }, { wrap }) {
	if (toolchain || !wrap.includes("rust")) return void 0;
	return "There is no working rustc yet, so the key does not tell compilers apart: put this step behind the one that installs the toolchain.";
}
/** What a compiler prints of itself, in the workspace, since a rust-toolchain file there decides which one answers. */
async function ask(program, args, workspace) {
	try {
		return (await promisify(execFile)(program, args, {
			cwd: workspace,
			timeout: 2e4
		})).stdout;
	} catch {
		return;
	}
}
// src/flow/restore/directory.ts
/** Where sccache keeps its entries in this job: as the user says, else as SCCACHE_DIR says, else its own default. */
function chooseDirectory(asked, { workspace, env, home, platform }) {
	return resolve(workspace, asked ?? (env["SCCACHE_DIR"] || defaultDirectory(platform, env, home)));
}
// src/key/period.ts
/** The UTC date of an instant, as `20261123`. */
function dayOf(ms) {
	return new Date(ms).toISOString().slice(0, 10).replaceAll("-", "");
}
/**
* The ISO week of an instant in UTC, as `2026w48`: the week that holds the year's first Thursday is its first, and the
* year is that of the week's Thursday. https://en.wikipedia.org/wiki/ISO_week_date
*/
function weekOf(ms) {
	const date = new Date(ms);
	const weekday = (date.getUTCDay() + 6) % 7;
	const thursday = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday + 3);
	const year = new Date(thursday).getUTCFullYear();
	const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / 6048e5);
	return `${year}w${String(week).padStart(2, "0")}`;
}
// src/key/fingerprint.ts
/** 8 hex digits of SHA-256: tells texts apart in a short name; two different texts may rarely share one. */
function fingerprint(text) {
	return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
// src/key/word.ts
const longest = 40;
/**
* `text` as one part of a key: at most 49 printable characters, without dash or comma, so that no family's keys begin
* with another family's. A text that loses characters gets a fingerprint instead, so that different texts stay apart;
* only dashes and underscores count as the same.
*/
function word(text) {
	const plain = text.replaceAll("-", "_");
	const clean = plain.replace(/[^A-Za-z0-9._]/g, "").slice(0, longest);
	return clean === plain ? clean : `${clean}.${fingerprint(text)}`;
}
// src/key/endings.ts
/** How each strategy ends its keys. */
const endings = {
	lockfile: (ingredients) => ({
		...lockfilesPart(ingredients),
		digest: true,
		fallbacks: []
	}),
	"lockfile-once": (ingredients) => ({
		...lockfilesPart(ingredients),
		digest: false,
		fallbacks: []
	}),
	rolling: () => ({
		part: "rolling",
		from: "strategy rolling",
		digest: true,
		fallbacks: []
	}),
	daily: ({ nowMs }) => ({
		part: `d${dayOf(nowMs)}`,
		from: "UTC date",
		digest: false,
		fallbacks: []
	}),
	weekly: ({ nowMs }) => ({
		part: weekOf(nowMs),
		from: "ISO week, UTC",
		digest: false,
		fallbacks: []
	}),
	commit: ({ revision }) => ({
		part: `c${(revision.sha ?? "none").slice(0, 12)}`,
		from: revision.sha === void 0 ? "no commit known" : `commit ${revision.sha}`,
		digest: false,
		fallbacks: []
	}),
	branch: ({ revision: { ref, defaultBranch } }) => ({
		part: `b${word(shortRef(ref ?? "none"))}`,
		from: ref === void 0 ? "no ref known" : `ref ${ref}`,
		digest: true,
		fallbacks: defaultBranch === void 0 ? [] : [`b${word(defaultBranch)}-`]
	})
};
/** The lockfiles' part of a key: 16 hex digits of their hash. */
function lockfilesPart({ lockfiles: { files, sha256 } }) {
	const shown = files.slice(0, 3).join(", ");
	const more = files.length > 3 ? ` and ${files.length - 3} more` : "";
	return {
		part: sha256.slice(0, 16),
		from: files.length === 0 ? "no lockfile found" : `lockfiles ${shown}${more}`
	};
}
function shortRef(ref) {
	return ref.replace(/^refs\/(heads|tags)\//, "");
}
// src/key/family.ts
/** Stands for a job or a matrix leg where there is none, or where bundles are shared. */
const any = "any";
/** The parts of the family that these ingredients belong to. None holds a dash. */
function familyParts({ os, arch, toolchain, compiler, job, matrix }) {
	return {
		os: {
			part: word(os),
			from: "operating system"
		},
		arch: {
			part: word(arch),
			from: "architecture"
		},
		toolchain: toolchainPart(toolchain, compiler),
		job: job === void 0 ? {
			part: any,
			from: "any job"
		} : {
			part: word(job),
			from: `job ${job}`
		},
		matrix: matrix === void 0 ? {
			part: any,
			from: "no matrix"
		} : {
			part: `m${fingerprint(matrix)}`,
			from: matrix
		}
	};
}
function toolchainPart(toolchain, compiler) {
	const parts = [];
	if (toolchain) {
		const commit = toolchain.commit ? `.${toolchain.commit.slice(0, 9)}` : "";
		parts.push({
			part: `rust${word(toolchain.release)}${commit}`,
			from: toolchain.title
		});
	}
	if (compiler !== void 0) parts.push({
		part: `cc.${fingerprint(compiler)}`,
		from: compiler
	});
	if (parts.length === 0) return {
		part: "norust",
		from: "no rustc found"
	};
	return {
		part: parts.map(({ part }) => part).join("_"),
		from: parts.map(({ from }) => from).join(", ")
	};
}
// src/key/strategy.ts
/**
* Plans a job's keys: the family, what the strategy adds, and whatever is older or wider to fall back to. No part after
* the name holds a dash, so that no family's keys begin with another family's.
*/
function planKeys(ingredients, options) {
	const parts = familyParts(ingredients);
	const overlay = planOverlay(ingredients, parts, options);
	if (options.strategy === "custom") return {
		...planCustom(ingredients, parts, options),
		overlay
	};
	const ending = endings[options.strategy](ingredients);
	const wider = [
		parts.os,
		parts.arch,
		parts.toolchain,
		parts.job,
		parts.matrix
	];
	const prefix = (count) => join$1(ingredients.name, wider.slice(0, count));
	const family = prefix(5);
	const fallbacks = [
		...ending.fallbacks.map((fallback) => `${family}-${fallback}`),
		`${family}-`,
		`${prefix(4)}-`,
		`${prefix(3)}-`
	];
	return {
		family,
		primary: `${family}-${ending.part}`,
		digest: ending.digest,
		fallbacks: [...new Set(fallbacks)],
		overlay,
		explanation: [
			{
				part: ingredients.name,
				from: "input name"
			},
			...wider,
			{
				part: ending.part,
				from: ending.from
			}
		]
	};
}
/** The key of a bundle that holds just the entries that `digest` (12 hex digits) stands for. */
function saveKey({ primary, digest: ends }, digest) {
	return ends ? `${primary}-${digest}` : primary;
}
/** Whether `key` names a bundle as fresh as `primary` asks for. */
function isFresh(key, primary) {
	return key === primary || key.startsWith(`${primary}-`);
}
/** Whether `key` is of the plan's family. A custom key has no family that we could know of. */
function isOfFamily(key, { family }) {
	return family !== "" && key.startsWith(`${family}-`);
}
function planCustom(ingredients, parts, { key, restoreKeys }) {
	const { revision, nowMs, name } = ingredients;
	const values = {
		name,
		os: parts.os.part,
		arch: parts.arch.part,
		toolchain: parts.toolchain.part,
		lockfiles: lockfilesPart(ingredients).part,
		ref: revision.ref ?? "none",
		sha: revision.sha ?? "none",
		run: revision.run ?? "none",
		date: dayOf(nowMs),
		job: parts.job.part,
		matrix: parts.matrix.part
	};
	const fill = (template) => withinLimits(fillPlaceholders(template, values));
	const primary = fill(key ?? "");
	return {
		family: "",
		primary,
		digest: false,
		fallbacks: restoreKeys.map(fill),
		explanation: [{
			part: primary,
			from: `input key ${key}`
		}]
	};
}
/**
* Overlays begin with another name than bases: GitHub searches a pull request's own scope for the key and for every
* fallback before it looks anywhere else, so an overlay that a base's fallback matched would hide newer bases. No name
* may hold a plus sign, so that none can be mistaken.
*/
function planOverlay({ name, revision }, { os, arch, toolchain, job, matrix }, { pullRequest }) {
	if (revision.pullRequest === void 0 || pullRequest !== "overlay") return null;
	const change = {
		part: `pr${revision.pullRequest}`,
		from: ""
	};
	return join$1(`${name}+overlay`, [
		os,
		arch,
		toolchain,
		job,
		matrix,
		change
	]);
}
/** GitHub's own limits: https://github.com/actions/toolkit/tree/main/packages/cache */
function withinLimits(key) {
	return key.replaceAll(",", "_").slice(0, 512);
}
function join$1(name, parts) {
	return [name, ...parts.map(({ part }) => part)].join("-");
}
export { fingerprint as a, noticeMissing as c, saveKey as i, isOfFamily as n, chooseDirectory as o, planKeys as r, gatherIngredients as s, isFresh as t };

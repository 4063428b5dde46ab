import { r as fillPlaceholders } from "./chunk-config.js";
import { c as readableRefs, l as scopesOf, s as passingRef } from "./chunk-directory.js";
import { a as lockfilesPart, n as endings, r as familyParts, s as word, t as dayOf } from "./chunk-parts.js";
// src/key/key.ts
/** Plans a job's keys: the family, what the strategy adds, and whatever is older or wider to fall back to. */
function planKeys(ingredients, options) {
	const parts = familyParts(ingredients);
	const overlay = planOverlay(ingredients, parts, options);
	if (options.strategy === "custom") return {
		...planCustom(ingredients, parts, options),
		overlay
	};
	const ending = endings[options.strategy](ingredients);
	const all = Object.values(parts);
	const first = (count) => all.slice(0, count).map(({ part }) => part).join("-");
	const family = first(familyLength);
	const fallbacks = [
		...ending.fallback === void 0 ? [] : [`${family}-${ending.fallback}-`],
		`${family}-`,
		`${first(familyLength - 1)}-`,
		`${first(familyLength - 2)}-`
	];
	const primary = `${family}-${ending.part}-`;
	return {
		family,
		primary,
		fallbacks: [...new Set(fallbacks)].filter((fallback) => fallback !== primary),
		overlay,
		custom: false,
		once: ending.once,
		freshOfAny: ending.tellsContent === true && readsSeveral(ingredients.revision, overlay),
		explanation: [...all, {
			part: ending.part,
			from: ending.from
		}]
	};
}
/** The key of a base of which `digest` (12 hex digits) stands for the entries and parents. */
function saveKey({ primary, custom }, digest) {
	return custom ? primary : `${primary}${digest}`;
}
/** Whether `key` names a base as fresh as the plan asks for. */
function isFresh(key, { primary, custom }) {
	const [given, wanted] = [key.toLowerCase(), primary.toLowerCase()];
	return custom ? given === wanted : given.startsWith(wanted);
}
/** Whether `key` names a base of the plan's family; of a custom plan, one that a restore by it may find. */
function isOfFamily(key, { family, custom, primary, fallbacks }) {
	if (custom) return [primary, ...fallbacks].some((beginning) => key.startsWith(beginning));
	return key.startsWith(`${family}-`) && key.split("-").length === keyLength;
}
/**
* What a key belongs to that begins with the input `key-prefix`; undefined for every other key: one with another prefix, a
* custom one, another tool's.
*/
function parseKey(key, keyPrefix) {
	const prefix = word(keyPrefix);
	const parts = key.split("-");
	const [head, os, arch, toolchain, job, matrix, ending, digest = ""] = parts;
	if (parts.length !== keyLength || !/^[0-9a-f]{12}$/.test(digest)) return void 0;
	const family = [
		prefix,
		os,
		arch,
		toolchain,
		job,
		matrix
	].join("-");
	const wholeJob = [
		prefix,
		os,
		arch,
		job
	].join("-");
	const ofJob = `${wholeJob}-${matrix}`;
	if (head === prefix) return {
		kind: "base",
		family,
		job: ofJob,
		wholeJob
	};
	if (head !== `${prefix}${overlayMark}` || !ending?.startsWith("pr")) return void 0;
	const ofPull = (name) => `${name} ${ending}`;
	return {
		kind: "overlay",
		family: ofPull(family),
		job: ofPull(ofJob),
		wholeJob: ofPull(wholeJob)
	};
}
/** What the keys of all bases of the plan's prefix and system begin with, whatever compiler they are for. */
function anyCompiler({ family }) {
	return `${family.split("-").slice(0, compilerAt).join("-")}-`;
}
/** The compilers that a key with such a beginning and the plan's own keys name; undefined where that is the same. */
function compilersOf(key, { family }) {
	const [there = "", here = ""] = [key, family].map((one) => one.split("-")[compilerAt]);
	return there === "" || there === here ? void 0 : {
		there,
		here
	};
}
/** What all keys of a prefix begin with, bases and overlays, for a listing of them. */
function keyBeginnings(keyPrefix) {
	return [`${word(keyPrefix)}-`, `${word(keyPrefix)}${overlayMark}-`];
}
/** What the keys of all matrix jobs of the plan's job begin with. */
function jobBeginning(family) {
	return family.slice(0, family.lastIndexOf("-") + 1);
}
const overlayMark = "+overlay";
const compilerAt = 3;
const familyLength = 6;
const keyLength = 8;
function planOverlay({ revision }, parts, options) {
	if (revision.pullRequest === void 0 || options.pullRequest !== "overlay") return null;
	const [prefix, ...others] = Object.values(parts).map(({ part }) => part);
	return [
		`${prefix}${overlayMark}`,
		...others,
		`pr${word(revision.pullRequest)}`,
		""
	].join("-");
}
/** Whether bases of several branches may be found: the job's own ref has none where only overlays are saved, or no later job reads. */
function readsSeveral(revision, overlay) {
	const scopes = scopesOf(revision);
	const hasBases = overlay === null && passingRef(scopes.own) === void 0;
	return readableRefs(hasBases ? scopes : {
		...scopes,
		own: void 0
	}).filter((ref) => ref !== void 0).length > 1;
}
function planCustom(ingredients, parts, { key, restoreKeys }) {
	const { revision, nowMs, workflow = "none", job = "none" } = ingredients;
	const { prefix, os, arch, toolchain, matrix } = parts;
	const values = {
		prefix: prefix.part,
		os: os.part,
		arch: arch.part,
		toolchain: toolchain.part,
		lockfiles: lockfilesPart(ingredients).part,
		ref: revision.ref ?? "none",
		sha: revision.sha ?? "none",
		run: revision.run?.id ?? "none",
		date: dayOf(nowMs),
		workflow: word(workflow),
		job: word(job),
		matrix: matrix.part
	};
	const fill = (template) => fillPlaceholders(template, values).replaceAll(",", "_").slice(0, 512);
	const primary = fill(key ?? "");
	return {
		family: Object.values(parts).map(({ part }) => part).join("-"),
		primary,
		fallbacks: restoreKeys.map(fill),
		custom: true,
		once: false,
		freshOfAny: false,
		explanation: [{
			part: primary,
			from: `input key ${key}`
		}]
	};
}
// src/sccache/native-code.ts
/**
* Whether compilers' flags ask for code for the machine's own CPU, so that what comes out may not run on another model. `flags`
* are words side by side, or a list of them as text. https://doc.rust-lang.org/rustc/codegen-options/index.html#target-cpu
*/
function wantsNativeCode(flags) {
	return flags.includes("native") && nativeFlag.test(flags);
}
/** rustc takes `_` for `-`; clang's own front end, behind `-Xclang`, has the CPU in the next word. */
const nativeFlag = /target[-_]cpu=native\b|-m(arch|cpu)=native\b|-target-cpu["',\s]+(-Xclang["',\s]+)?native\b/;
export { isOfFamily as a, parseKey as c, isFresh as i, planKeys as l, anyCompiler as n, jobBeginning as o, compilersOf as r, keyBeginnings as s, wantsNativeCode as t, saveKey as u };

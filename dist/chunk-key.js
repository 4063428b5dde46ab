import { r as fillPlaceholders } from "./chunk-config.js";
import { c as word, i as familyParts, n as dayOf, o as lockfilesPart, r as endings } from "./chunk-native-code.js";
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
	if (parts.length !== keyLength || parts.includes("") || !/^[0-9a-f]{12}$/.test(digest)) return void 0;
	const family = [
		prefix,
		os,
		arch,
		toolchain,
		job,
		matrix
	].join("-");
	const ofJob = [
		prefix,
		os,
		arch,
		job,
		matrix
	].join("-");
	if (head === prefix) return {
		kind: "base",
		family,
		job: ofJob
	};
	return head === `${prefix}${overlayMark}` && ending?.startsWith("pr") ? {
		kind: "overlay",
		family: `${family} ${ending}`,
		job: `${ofJob} ${ending}`
	} : void 0;
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
		explanation: [{
			part: primary,
			from: `input key ${key}`
		}]
	};
}
export { parseKey as a, keyBeginnings as i, isOfFamily as n, planKeys as o, jobBeginning as r, saveKey as s, isFresh as t };

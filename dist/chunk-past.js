import { c as ageOf } from "./chunk-worth.js";
import { o as limits } from "./chunk-checks.js";
import { t as manifestFromJson } from "./chunk-manifest-json.js";
import { a as isOfFamily } from "./chunk-native-code.js";
import { a as leftOutFromJson, d as sourceVariable } from "./chunk-usable.js";
import { r as restoredBy } from "./chunk-handoff.js";
import { readFile } from "node:fs/promises";
// src/flow/evidence/past.ts
/** Whether a job of the plan's own family saved it: then it tells what is usual there. Where it does not say, its key does. */
function isOwn({ key, manifest }, keys) {
	return manifest?.family === void 0 ? isOfFamily(key, keys) : manifest.family === keys.family;
}
const unknownOrigin = {
	costMs: null,
	label: null,
	language: null,
	prints: null
};
/** What `one` knows of it, and else `other`. */
function originOf(one, other = unknownOrigin) {
	return {
		costMs: one.costMs ?? other.costMs,
		label: one.label ?? other.label,
		language: one.language ?? other.language,
		prints: one.prints && other.prints ? withVariablesOf(other.prints, one.prints) : one.prints ?? other.prints
	};
}
/** Variables are looked at when a crate is compiled; they are part of the key, so what was known of them holds for hits too. */
function withVariablesOf(before, prints) {
	const isVariable = (print) => sourceVariable(print) !== void 0;
	return prints.some(isVariable) ? prints : [...before.filter(isVariable), ...prints];
}
/** How many entries of a restored bundle are in place. */
function placedBy(bundle) {
	return (bundle?.manifest?.entries.length ?? 0) - (bundle?.leftOut?.size ?? 0);
}
/** Reads the manifests that restore left. One that cannot be read counts as not restored, with a notice. */
async function readPast({ base, overlay }, { log, cpu }) {
	const [below, above] = await Promise.all([known(base, log), known(overlay, log)]);
	return pastOf({
		base: below,
		overlay: above,
		heads: [],
		cpu
	});
}
/** All bundles of a past, the newest first. */
function bundlesOf({ base, overlay, heads }) {
	return [
		...heads.toReversed(),
		overlay,
		base
	].filter((bundle) => bundle !== void 0);
}
/** A bundle and all whose entries it has taken into account. */
function lineOf({ key, manifest }) {
	return [
		key,
		...manifest?.parents ?? [],
		...manifest?.ancestors ?? []
	];
}
/**
* Keys of all bundles that one made of `parents`, the newest last, has taken into account: those nearest to each parent
* first, so that the long line of one does not push the others out of the limit.
*/
function ancestorsFrom(parents) {
	const lines = parents.toReversed().map(lineOf);
	const longest = Math.max(0, ...lines.map((line) => line.length));
	const byDistance = Array.from({ length: longest }, (_, i) => lines.flatMap((line) => line[i] ?? []));
	return [...new Set(byDistance.flat())].slice(0, limits.ancestors);
}
/** The bundles of a past whose files are there to copy from, the newest first. */
function reusable(past) {
	return bundlesOf(past).flatMap(({ file, manifest }) => file && manifest ? [{
		file,
		manifest
	}] : []);
}
/** The entries of all these bundles, united: where several have one, the last of them is the newest. */
function pastOf({ base, overlay, heads, cpu }) {
	const entries = /* @__PURE__ */ new Map();
	for (const bundle of [
		base,
		overlay,
		...heads
	]) {
		if (!bundle?.manifest) continue;
		const { run, created } = bundle.manifest;
		for (const entry of bundle.manifest.entries) {
			const leftOut = bundle.leftOut?.get(entry.name) ?? null;
			const known = {
				...entry,
				age: ageOf(entry.lastRun, run.clock),
				created,
				leftOut
			};
			entries.set(entry.name, united(known, entries.get(entry.name), cpu));
		}
	}
	return {
		base,
		overlay,
		heads,
		entries,
		cpu
	};
}
/** Of what is for several CPUs, this machine's counts. */
function united(entry, other, here) {
	if (!other) return entry;
	const cpu = other.cpu === here ? here : entry.cpu ?? other.cpu;
	return {
		...entry,
		age: Math.min(entry.age, other.age),
		created: Math.max(entry.created, other.created),
		runs: Math.max(entry.runs, other.runs),
		lastUse: Math.max(entry.lastUse, other.lastUse),
		leftOut: other.leftOut && entry.leftOut,
		...originOf(entry, other),
		...cpu !== void 0 && { cpu }
	};
}
async function known(part, log) {
	if (part.kind === "failed" && ["damaged", "not-signed"].includes(part.failure) && part.key !== null) return {
		key: part.key,
		manifest: void 0,
		file: void 0
	};
	const bundle = restoredBy(part);
	return bundle ? read(bundle, log) : void 0;
}
async function read({ manifestFile, leftOutFile, bundleFile, key }, log) {
	try {
		const manifest = manifestFromJson(await readFile(manifestFile, "utf8"));
		const leftOut = leftOutFile ? leftOutFromJson(await readFile(leftOutFile, "utf8")) : void 0;
		return {
			key,
			manifest,
			file: bundleFile ?? void 0,
			leftOut
		};
	} catch (error) {
		log.notice(`The list of what ${key} restored is gone, so it counts as not restored: ${error.message}`);
		return;
	}
}
export { originOf as a, readPast as c, lineOf as i, reusable as l, bundlesOf as n, pastOf as o, isOwn as r, placedBy as s, ancestorsFrom as t, unknownOrigin as u };

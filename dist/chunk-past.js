import { f as ageOf, u as shareOf } from "./chunk-plan.js";
import { o as sumBytes } from "./chunk-room.js";
import { o as limits } from "./chunk-checks.js";
import { E as manifestFromJson, _t as kindOf, i as restoredBy } from "./chunk-handoff.js";
import { readFile } from "node:fs/promises";
// src/flow/evidence/past.ts
/**
* Whether an entry of this bundle may be used by an sccache of `version`; null where that is not known. A preprocessor file
* of another version can fail a build, and is worth little: sccache keeps their format to itself.
*/
function usableBy(version, { sccacheVersion }) {
	const isSame = version !== null && version === sccacheVersion;
	return ({ name }) => isSame || kindOf(name) === "object";
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
		prints: one.prints ?? other.prints
	};
}
/** Reads the manifests that restore left. One that cannot be read counts as not restored, with a notice. */
async function readPast({ base, overlay }, log) {
	const [below, above] = await Promise.all([known(base, log), known(overlay, log)]);
	return pastOf({
		base: below,
		overlay: above,
		heads: []
	});
}
/** All that this job has taken into account. */
function ancestorsOf({ base, overlay, heads }) {
	return [
		...heads.toReversed(),
		overlay,
		base
	].flatMap((bundle) => bundle ? lineOf(bundle) : []);
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
function reusable({ base, overlay, heads }) {
	return [
		...heads.toReversed(),
		overlay,
		base
	].flatMap((bundle) => bundle?.file && bundle.manifest ? [{
		file: bundle.file,
		manifest: bundle.manifest
	}] : []);
}
/** The entries of all these bundles, united: where several have one, the last of them is the newest. */
function pastOf({ base, overlay, heads }) {
	const entries = /* @__PURE__ */ new Map();
	for (const bundle of [
		base,
		overlay,
		...heads
	]) {
		if (!bundle?.manifest) continue;
		const { run, created } = bundle.manifest;
		for (const entry of bundle.manifest.entries) {
			const known = {
				...entry,
				age: ageOf(entry.lastRun, run.clock),
				created
			};
			entries.set(entry.name, united(known, entries.get(entry.name)));
		}
	}
	return {
		base,
		overlay,
		heads,
		entries
	};
}
function united(entry, other) {
	if (!other) return entry;
	return {
		...entry,
		age: Math.min(entry.age, other.age),
		created: Math.max(entry.created, other.created),
		runs: Math.max(entry.runs, other.runs),
		lastUse: Math.max(entry.lastUse, other.lastUse),
		...originOf(entry, other)
	};
}
async function known(part, log) {
	if (part.kind === "failed" && ["damaged", "not-signed"].includes(part.failure) && part.key !== null) return {
		key: part.key,
		manifest: void 0,
		file: void 0
	};
	const bundle = restoredBy(part);
	const manifest = bundle && await read(bundle, log);
	return bundle && manifest ? {
		key: bundle.key,
		manifest,
		file: bundle.bundleFile ?? void 0
	} : void 0;
}
async function read({ manifestFile, key }, log) {
	try {
		return manifestFromJson(await readFile(manifestFile, "utf8"));
	} catch (error) {
		log.notice(`The list of what ${key} restored is gone, so it counts as not restored: ${error.message}`);
		return;
	}
}
/** What a line of the manifest and a tar header take, compressed. */
const perEntryBytes = 64;
/**
* Bundle bytes per byte of an entry on disk before anything was measured, for entries as sccache writes them by itself
* and with raw blocks. On real builds 0.55 to 0.82, and 0.13 to 0.18: the guess is a low one, since a plan that turns out
* too large is made anew by what was measured, and one that is too small never is.
*/
const usualRatio = {
	compact: .55,
	raw: .13
};
/**
* Expects of each entry what it took in the measured bundle, by its own segment's ratio; of an entry that is not in there,
* what entries took on the whole. `margin` multiplies all, for a second try after the first came out too large.
*/
function withCosts(entries, measure, margin = 1) {
	const { manifest } = measure;
	const share = manifest && shareOf(manifest);
	const expected = new Map(manifest?.entries.map((entry) => [entry.name, share?.(entry) ?? 0]));
	const ratio = overallRatio(measure);
	return entries.map((entry) => {
		const bytes = expected.get(entry.name) ?? entry.bytes * ratio;
		return {
			...entry,
			cost: Math.ceil(bytes * margin) + perEntryBytes
		};
	});
}
/** Bundle bytes per byte on disk of an entry that sccache has just written. */
function overallRatio({ manifest, rawAtSource }) {
	const usual = rawAtSource ? usualRatio.raw : usualRatio.compact;
	if (!manifest) return usual;
	const bundled = sumBytes(manifest.segments);
	const onDisk = manifest.entries.reduce((sum, { bytes, storedBytes }) => sum + (rawAtSource ? bytes : storedBytes), 0);
	return onDisk === 0 ? usual : Math.min(1, bundled / onDisk);
}
export { readPast as a, usableBy as c, pastOf as i, withCosts as l, ancestorsOf as n, reusable as o, originOf as r, unknownOrigin as s, ancestorsFrom as t };

import { r as restoredBy } from "./chunk-handoff.js";
import { t as manifestFromJson } from "./chunk-manifest-json.js";
import { a as evictReasons } from "./chunk-plan.js";
import { n as ageOf } from "./chunk-age.js";
import { readFile } from "node:fs/promises";
// src/report/explain/evicted.ts
/** Enough of an entry's name to know it again. */
function shortName(entry) {
	return entry.slice(entry.lastIndexOf("/") + 1).slice(0, 16);
}
const remedies = {
	unused: "Set evict: budget-only to keep entries that complete runs do not use.",
	"too-old": "Raise max-age, or leave it unset.",
	"over-budget": "Raise max-size.",
	larger: "Raise max-size."
};
/** What a bundle left out, by short name: when, by which rule, and what to do. `created` is in seconds since 1970. */
function evictions(evicted, created) {
	const day = (/* @__PURE__ */ new Date(created * 1e3)).toISOString().slice(0, 10);
	const isRule = (rule) => Object.hasOwn(evictReasons, rule);
	return new Map(Object.entries(evicted ?? {}).flatMap(([rule, names]) => {
		const eviction = {
			rule: `${isRule(rule) ? evictReasons[rule] : rule} (${day})`,
			remedy: isRule(rule) ? remedies[rule] : null
		};
		return names.map((name) => [name, eviction]);
	}));
}
// src/flow/evidence/past.ts
/** Reads the manifests that restore left. One that cannot be read counts as not restored, with a notice. */
async function readPast({ base, overlay }, log) {
	const [below, above] = await Promise.all([known(base, log), known(overlay, log)]);
	return pastOf({
		base: below,
		overlay: above,
		heads: []
	});
}
/** The same with one more bundle. */
function withHead(past, head) {
	return pastOf({
		...past,
		heads: [...past.heads, head]
	});
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
		costMs: entry.costMs ?? other.costMs,
		label: entry.label ?? other.label,
		language: entry.language ?? other.language,
		prints: entry.prints ?? other.prints
	};
}
async function known(part, log) {
	if (part.kind === "failed" && part.failure === "damaged" && part.key !== null) return {
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
export { evictions as a, withHead as i, readPast as n, shortName as o, reusable as r, pastOf as t };

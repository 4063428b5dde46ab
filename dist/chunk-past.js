import { E as manifestFromJson, r as restoredBy } from "./chunk-parse-config.js";
import { t as evictReasons } from "./chunk-plan.js";
import { r as tellingPrints } from "./chunk-log-lines.js";
import { readFile } from "node:fs/promises";
// src/report/explain/differences.ts
/** Names whose fingerprint is another one, or that only one of the two has; in order. */
function differingNames(before, now) {
	return [.../* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => before[name] !== now[name]).sort();
}
/** Arguments of a compilation that another one has not, as fingerprints with the option's name: `opt-level#a1b2c3`. */
function differingArguments(before, now) {
	const old = new Set(tellingPrints(before));
	const fresh = new Set(tellingPrints(now));
	return [...[...fresh].filter((print) => !old.has(print)), ...[...old].filter((print) => !fresh.has(print))];
}
/** Among several earlier compilations of a name, the one whose arguments are most alike. */
function mostAlike(earlier, now) {
	let best;
	let least = Number.POSITIVE_INFINITY;
	for (const one of earlier) {
		if (!one.prints?.length) continue;
		const different = differingArguments(one.prints, now).length;
		if (different < least) [best, least] = [one, different];
	}
	return best;
}
/** Profile settings of cargo, by rustc's names. */
const profile = /^(opt-level|debuginfo|debug-assertions|overflow-checks|panic|codegen-units|lto|strip|split-debuginfo|embed-bitcode)$/;
/** What sort of difference arguments make, and the names of the options. */
function describeArguments(different) {
	const names = [...new Set(different.map((print) => print.slice(0, print.indexOf("#"))))];
	const options = names.filter((name) => name !== "" && !/^-[CZ]$/.test(name)).sort();
	if (options.some((name) => profile.test(name))) return {
		kind: "profile",
		names: options
	};
	if (options.some((name) => /^(feature|--cfg|--check-cfg)$/.test(name))) return {
		kind: "features",
		names: options
	};
	if (options.length === 0 && names.includes("")) return {
		kind: "source-path",
		names: []
	};
	return options.length > 0 ? {
		kind: "options",
		names: options
	} : {
		kind: "none",
		names: []
	};
}
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
/**
* The crates of a workspace itself, named as rustc names them, from the text of its Cargo.lock: those without a source.
* Empty for what is no such file.
*/
function workspaceCrates(lockfile) {
	const own = lockfile.split(/^\[\[package\]\]$/m).slice(1).flatMap((text) => {
		const name = /^name = "([^"]+)"$/m.exec(text)?.[1];
		return name === void 0 || /^source = /m.test(text) ? [] : [name.replaceAll("-", "_")];
	});
	return new Set(own);
}
// src/budget/age.ts
/** How many complete runs of the family have ended since one used the entry. */
function ageOf(lastRun, clock) {
	return Math.max(0, clock - lastRun);
}
/**
* The run to be recorded, after `previous`: the family's clock moves by one for each complete workflow run, however many
* jobs it has. A run that is not complete does not move it. Entries that the run used get the new clock as their last run.
*/
function advanceClock(previous, { id, complete }) {
	const clock = previous?.run.clock ?? 0;
	if (!complete) return {
		id,
		clock,
		complete: isCounted(previous, id)
	};
	return {
		id,
		clock: isCounted(previous, id) ? clock : clock + 1,
		complete: true
	};
}
function isCounted(previous, id) {
	if (!previous || id === null) return false;
	return [previous.run, ...previous.history].some((one) => one.id === id && one.complete);
}
/** No job that uses an entry saves its bundle later than this: the longest that a hosted runner lets a job run, in seconds. */
const longestJob = 21600;
/**
* When an entry was last used, for `max-age`, in seconds since 1970. What the run that saved a bundle used counts as used
* until this job restored it: runs in between that saved nothing found all they needed in the bundle. `created`: of the
* newest bundle that has the entry.
*/
function lastUseOf(lastUse, { created, restoredAt }) {
	return lastUse >= created - longestJob ? Math.max(lastUse, restoredAt) : lastUse;
}
/** What a bundle says of an entry that its run did not use: so long before `created` that `lastUseOf` can tell. */
function unusedSince(lastUse, created) {
	return Math.min(lastUse, created - longestJob - 1);
}
/** A run that used less than this share of what is usual did only a part of the work. */
const leastShare = .7;
/** What was usual counts so much less with every run since. */
const fade = .9;
/**
* Whether the job of a run was complete. Build scripts that probe the compiler make compilations fail in every successful
* job: what counts is whether more failed than in the runs before. With `evict: unused` it is enough that the job did not fail.
*/
function judgeRun(evidence, policy = "auto") {
	const { status, used } = evidence;
	const failure = failureOf(evidence);
	const partial = policy === "unused" ? void 0 : whyPartial(evidence);
	const doubt = failure ?? (status === void 0 && policy !== "unused" ? "the job's status is not known" : partial);
	return {
		complete: doubt === void 0,
		isWhole: (failure ?? partial) === void 0 && used > 0,
		why: doubt ?? "the job was complete"
	};
}
/**
* The age from which on entries are removed though they would fit, or undefined for never. To be asked for complete runs only:
* no other run removes what is unused.
*/
function evictAgeOf(policy, { complete }) {
	return complete ? evictAges[policy] : void 0;
}
/** docs/budget.md shows what other ages cost. */
const evictAges = {
	auto: 2,
	unused: 1,
	"budget-only": void 0
};
/**
* Whether an entry of this age, in the bundle that was restored, is removed by the next complete run unless its use is recorded now.
* A job that used it has a reason to save, even if nothing else is new: otherwise jobs that share a family, or branches in turn,
* would lose what only they use.
*/
function isNearlyRemoved(policy, age) {
	const evictAge = evictAges[policy];
	return evictAge !== void 0 && age > 0 && age >= evictAge - 1;
}
/**
* How many entries a complete run of the family uses: the most of the last runs, each counted for less the longer ago it was. So a
* partial run does not lower it at once, and a change for good, or one large run, does not raise it for ever.
*/
function usualUse(history) {
	return history.toReversed().reduce((most, { used }, runsSince) => Math.max(most, used * fade ** runsSince), 0);
}
function failureOf({ status, useKnown }) {
	if (status !== void 0 && status !== "success") return `the job's status is ${status}`;
	return useKnown ? void 0 : "it is not known which entries were used";
}
function whyPartial({ counts, used, restored, history }) {
	if (!counts) return "sccache's server gave no answer";
	if (counts.hits + counts.misses === 0) return "sccache was not called";
	if (restored > 0 && counts.hits === 0) return "nothing of what was restored was hit";
	const usual = usualUse(history);
	if (used < usual * leastShare) return `it used ${used} entries, and ${Math.round(usual)} are usual`;
	const known = history.flatMap(({ compileFails }) => compileFails ?? []).slice(-5);
	const usualFailed = known.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...known);
	if (counts.failed <= usualFailed) return void 0;
	return `${counts.failed} compilations failed, and ${usualFailed} are usual`;
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
	const expected = expectations(measure.manifest);
	const ratio = overallRatio(measure);
	return entries.map((entry) => {
		const bytes = expected.get(entry.name) ?? entry.bytes * ratio;
		return {
			...entry,
			cost: Math.ceil(bytes * margin) + perEntryBytes
		};
	});
}
function expectations(manifest) {
	const ratios = manifest?.segments.map(({ bytes, rawBytes }) => bytes / Math.max(1, rawBytes)) ?? [];
	return new Map(manifest?.entries.map(({ name, bytes, segment }) => [name, bytes * (ratios[segment] ?? 1)]));
}
/** Bundle bytes per byte on disk of an entry that sccache has just written. */
function overallRatio({ manifest, rawAtSource }) {
	const usual = rawAtSource ? usualRatio.raw : usualRatio.compact;
	if (!manifest) return usual;
	const bundled = manifest.segments.reduce((sum, { bytes }) => sum + bytes, 0);
	const onDisk = manifest.entries.reduce((sum, { bytes, storedBytes }) => sum + (rawAtSource ? bytes : storedBytes), 0);
	return onDisk === 0 ? usual : Math.min(1, bundled / onDisk);
}
/**
* The entries of a bundle as candidates for a budget, each at the cost of its share of its segment.
*/
function candidatesOf({ entries, segments, run }) {
	const ratios = segments.map(({ bytes, rawBytes }) => bytes / Math.max(1, rawBytes));
	return entries.map(({ name, bytes, segment, lastUse, runs, lastRun, costMs, language }) => ({
		name,
		cost: Math.max(1, Math.ceil(bytes * (ratios[segment] ?? 1))),
		lastUse,
		runs,
		age: ageOf(lastRun, run.clock),
		costMs,
		language
	}));
}
export { evictions as _, withCosts as a, workspaceCrates as b, ageOf as c, judgeRun as d, lastUseOf as f, differingNames as g, differingArguments as h, reusable as i, evictAgeOf as l, describeArguments as m, pastOf as n, withHead as o, unusedSince as p, readPast as r, advanceClock as s, candidatesOf as t, isNearlyRemoved as u, mostAlike as v, shortName as y };

import { n as kindOf } from "./chunk-directory.js";
import { c as ageOf } from "./chunk-worth.js";
import { o as limits } from "./chunk-checks.js";
import { t as manifestFromJson } from "./chunk-manifest-json.js";
import { a as isOfFamily } from "./chunk-native-code.js";
import { a as restoredEntry, c as leftOutFromJson, m as tellingPrints, o as runsOn, p as sourceVariable, s as usableBy, t as eitherNative } from "./chunk-log.js";
import { r as restoredBy } from "./chunk-handoff.js";
import { createHash } from "node:crypto";
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
// src/flow/evidence/use.ts
/** File systems and clocks round differently: what was used this much before the restore ended counts as used after it. */
const clockSlackMs = 500;
const unused = {
	used: false,
	made: false,
	...unknownOrigin
};
/**
* Tells which entries this job used and made. The log of the job's own server is exact, so other jobs, clocks and file
* systems without access times do not matter. Where it is missing, a hit shows as a modification time after the restore,
* or through relatime as an access time. Where the log was cut short, or another server has answered since, both count. Preprocessor files are in no log.
*/
function useOf(scanned, evidence) {
	const byTimes = timesOf(evidence);
	const { log, statistics, isLogOfAll } = evidence;
	const asked = (statistics?.hits.total ?? 0) + (statistics?.misses.total ?? 0);
	if (log && (log.compilations.length > 0 || asked === 0)) {
		const byEntry = compilationsOf(log);
		const isExact = log.complete && isLogOfAll;
		return {
			source: isLogOfAll ? "log" : "unknown",
			of: (entry) => {
				const logged = byEntry.get(entry.name);
				if (logged) return logged;
				if (entry.kind !== "object") return byTimes(entry);
				return isExact ? unused : {
					...byTimes(entry),
					native: null
				};
			}
		};
	}
	const uses = scanned.map(byTimes);
	const isBlind = (statistics?.hits.total ?? 0) > 0 && !uses.some(({ used, made }) => used && !made);
	const isPartial = log !== void 0 && !isLogOfAll && !isUnasked(log);
	return {
		source: evidence.readyAtMs === null || isBlind || isPartial ? "unknown" : "times",
		of: byTimes
	};
}
/** Whether the server that wrote `log` was asked for nothing: what another one counts that took its place is all there was. */
function isUnasked({ complete, compilations }) {
	return complete && compilations.length === 0;
}
/** A file of another size than the one that was restored was written anew; so may be a preprocessor file that was used. */
function timesOf({ readyAtMs, restoredBytes }) {
	if (readyAtMs === null) return () => unused;
	return ({ name, kind, bytes, mtimeMs, atimeMs }) => {
		const used = Math.max(mtimeMs, atimeMs) >= readyAtMs - clockSlackMs;
		const made = used && (kind === "preprocessor" || restoredBytes(name) !== bytes);
		return {
			...unused,
			used,
			made
		};
	};
}
function compilationsOf({ compilations }) {
	const byEntry = /* @__PURE__ */ new Map();
	for (const compilation of compilations) {
		const { entry, outcome, compileMs, label, language, prints, why } = compilation;
		if (entry === null || !uses.has(outcome)) continue;
		const before = byEntry.get(entry);
		const made = outcome === "miss";
		byEntry.set(entry, {
			used: true,
			made: made || (before?.made ?? false),
			remade: made && why !== null || (before?.remade ?? false),
			costMs: (made ? compileMs : null) ?? before?.costMs ?? null,
			label: label === "" ? before?.label ?? null : label,
			language,
			prints: prints.length > 0 ? tellingPrints(prints) : before?.prints ?? null,
			native: eitherNative(before ? [compilation, before] : [compilation])
		});
	}
	return byEntry;
}
/** An unknown outcome of a compilation that has a key is one that was still under way, or whose lines were lost. */
const uses = /* @__PURE__ */ new Set([
	"hit",
	"miss",
	"unknown"
]);
// src/flow/evidence/candidates.ts
/** What told the use of a job's entries, and all that it may save, with their use. */
function readUse(scanned, { handoff: { readyAtMs, sccache }, past, nowMs, ...evidence }) {
	const restoredBytes = (name) => restoredEntry(past, name)?.bytes;
	const use = useOf(scanned, {
		...evidence,
		readyAtMs,
		restoredBytes
	});
	const sccacheVersion = sccache.path === null ? null : sccache.version;
	return {
		source: use.source,
		entries: candidates(scanned, past, {
			use,
			sccacheVersion,
			nowMs
		})
	};
}
/**
* All that this job may save: what lies in the directory and is its own, and what its bundles hold beside that. An entry may be
* missing there because it was not restored for want of room or for its CPU, sccache evicted it, or a step removed the folder: a
* bundle that is made without it would still replace the one that has it.
*/
function candidates(scanned, past, { use, sccacheVersion, nowMs }) {
	const own = knownEntries(scanned, past, use);
	const [there, ours] = [scanned, own].map((entries) => new Set(entries.map(({ name }) => name)));
	const isHere = runsOn(past.cpu);
	const usable = new Set(bundlesOf(past).flatMap(({ manifest }) => manifest ? manifest.entries.filter(usableBy(sccacheVersion, manifest)).map(({ name }) => name) : []));
	const absent = [...past.entries.values()].flatMap((entry) => {
		const { name, bytes } = entry;
		const kind = kindOf(name);
		const has = isHere(entry) ? there : ours;
		if (!kind || has?.has(name) || !usable.has(name)) return [];
		const never = Number.NEGATIVE_INFINITY;
		const known = isHere(entry) ? use.of({
			name,
			kind,
			bytes,
			mtimeMs: never,
			atimeMs: never
		}) : unused;
		return [{
			...knownEntry({
				name,
				kind,
				bytes,
				lastUse: Math.floor(nowMs / 1e3)
			}, {
				...known,
				made: false
			}, past),
			isAbsent: true
		}];
	});
	return [...own, ...absent];
}
/**
* What of the directory this job may save: what its bundles restored, and what it used or made. Other files that lie in a
* machine's own directory are left out: they belong to other jobs. So is native code that came from elsewhere without a word of
* its CPU.
*/
function knownEntries(scanned, past, use) {
	return scanned.flatMap((file) => {
		const known = use.of(file);
		const restored = restoredEntry(past, file.name);
		if (!known.used && !restored) return [];
		if (known.native && !known.made && restored?.cpu !== past.cpu) return [];
		const lastUse = Math.floor(Math.max(file.mtimeMs, file.atimeMs) / 1e3);
		const entry = knownEntry({
			...file,
			lastUse
		}, known, past);
		return [{
			...entry,
			remade: !entry.added && (known.remade ?? false)
		}];
	});
}
/**
* An entry with its past; `lastUse` counts where this job used it. What this job used is new where all that the bundles have
* under the name is for another CPU.
*/
function knownEntry({ name, kind, bytes, lastUse }, { used, made, native = false, ...origin }, past) {
	const known = past.entries.get(name);
	const before = used ? restoredEntry(past, name) : known;
	const isNative = known?.cpu !== void 0 || native || native === null && (made || !before);
	return {
		name,
		kind,
		bytes,
		lastUse: before ? Math.max(before.lastUse, used ? lastUse : 0) : lastUse,
		runs: Math.max(1, (before?.runs ?? 0) + (used ? 1 : 0)),
		ageBefore: before?.age ?? 0,
		usedByThisRun: used,
		fresh: made,
		added: before === void 0,
		remade: false,
		...originOf(origin, before),
		...isNative && { cpu: past.cpu }
	};
}
/**
* 12 hex digits that stand for a set of entries and the bundles that it was made from: two jobs that did the same from the
* same parents agree on them, and an earlier set of entries that comes again gets others. Preprocessor files do not count,
* since their content changes under the same name.
*/
function digestOf(entries, parents) {
	const text = `${[...entries].map(({ name }) => name).filter((name) => kindOf(name) === "object").sort().join("\n")}\n\n${parents.toSorted().join("\n")}`;
	return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
export { isUnasked as a, bundlesOf as c, originOf as d, pastOf as f, unknownOrigin as g, reusable as h, readUse as i, isOwn as l, readPast as m, knownEntries as n, unused as o, placedBy as p, knownEntry as r, ancestorsFrom as s, digestOf as t, lineOf as u };

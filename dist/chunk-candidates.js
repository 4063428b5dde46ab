import { n as kindOf } from "./chunk-directory.js";
import { a as originOf, n as bundlesOf, u as unknownOrigin } from "./chunk-past.js";
import { f as tellingPrints, i as usableBy, n as restoredEntry, r as runsOn } from "./chunk-usable.js";
import { t as eitherNative } from "./chunk-log.js";
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
export { unused as a, isUnasked as i, knownEntry as n, readUse as r, knownEntries as t };

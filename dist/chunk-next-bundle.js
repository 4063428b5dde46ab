import { _t as kindOf } from "./chunk-handoff.js";
import { p as formatSize } from "./chunk-room.js";
import { a as lastUseMs, t as StoreError } from "./chunk-store.js";
import { o as limits } from "./chunk-checks.js";
import { t as creator } from "./chunk-version.js";
import { _ as unusedSince, a as planBudget, d as advanceClock, f as ageOf, g as lastUseOf, r as isForWantOfRoom } from "./chunk-plan.js";
import { l as withCosts, n as ancestorsOf, r as originOf, s as unknownOrigin, t as ancestorsFrom } from "./chunk-past.js";
import { r as tellingPrints } from "./chunk-log-lines.js";
import { r as shortName } from "./chunk-classify.js";
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
// src/flow/evidence/use.ts
/** File systems and clocks round differently: what was used this much before the restore ended counts as used after it. */
const clockSlackMs$1 = 500;
const unused = {
	used: false,
	made: false,
	...unknownOrigin
};
/**
* Tells which entries this job used and made. The log of the job's own server is exact, so other jobs, clocks and file
* systems without access times do not matter. Where it is missing, a hit shows as a modification time after the restore,
* or through relatime as an access time. Where the log was cut short, both count. Preprocessor files are in no log.
*/
function useOf(scanned, evidence) {
	const byTimes = timesOf(evidence);
	const { log, statistics } = evidence;
	const asked = (statistics?.hits.total ?? 0) + (statistics?.misses.total ?? 0);
	if (log && (log.compilations.length > 0 || asked === 0)) {
		const byEntry = compilationsOf(log);
		return {
			source: "log",
			of: (entry) => {
				const logged = byEntry.get(entry.name);
				if (logged) return logged;
				return log.complete && entry.kind === "object" ? unused : byTimes(entry);
			}
		};
	}
	const uses = scanned.map(byTimes);
	const isBlind = (statistics?.hits.total ?? 0) > 0 && !uses.some(({ used, made }) => used && !made);
	return {
		source: evidence.readyAtMs === null || isBlind ? "unknown" : "times",
		of: byTimes
	};
}
/** A file of another size than the one that was restored was written anew; so may be a preprocessor file that was used. */
function timesOf({ readyAtMs, restoredBytes }) {
	if (readyAtMs === null) return () => unused;
	return ({ name, kind, bytes, mtimeMs, atimeMs }) => {
		const used = Math.max(mtimeMs, atimeMs) >= readyAtMs - clockSlackMs$1;
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
	for (const { entry, outcome, compileMs, label, language, prints } of compilations) {
		if (entry === null || !uses.has(outcome)) continue;
		const before = byEntry.get(entry);
		const made = outcome === "miss";
		byEntry.set(entry, {
			used: true,
			made: made || (before?.made ?? false),
			costMs: (made ? compileMs : null) ?? before?.costMs ?? null,
			label: label === "" ? before?.label ?? null : label,
			language,
			prints: prints.length > 0 ? tellingPrints(prints) : before?.prints ?? null
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
/**
* What this job may save: what its bundles restored, and what it used or made. Other files that lie in a machine's own
* directory are left out: they belong to other jobs.
*/
function knownEntries(scanned, past, use) {
	return scanned.flatMap((file) => {
		const known = use.of(file);
		if (!known.used && !past.entries.has(file.name)) return [];
		const lastUse = Math.floor(Math.max(file.mtimeMs, file.atimeMs) / 1e3);
		return [knownEntry({
			...file,
			lastUse
		}, known, past)];
	});
}
/** An entry with its past; `lastUse` counts where this job used it. */
function knownEntry({ name, kind, bytes, lastUse }, { used, made, ...origin }, past) {
	const before = past.entries.get(name);
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
		...originOf(origin, before)
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
// src/flow/save/family.ts
/**
* Looks for the newest bundle of the family that this job has not seen: another job may have been quicker, or the restore
* failed or was skipped. The listing tells, where there is a whole one; else one lookup, which names the newest alone.
* @throws {StoreError}
*/
async function findFamily({ prefix, isFamily }, { past, ref, listing }, deps) {
	if (prefix === null) return {
		bundles: void 0,
		head: void 0
	};
	const known = new Set(ancestorsOf(past));
	const listed = await list(prefix, {
		listing,
		ref
	}, deps);
	const bundles = listed?.bundles.filter((bundle) => isFamily(bundle.key) && bundle.ref === ref).sort((a, b) => b.savedAtMs - a.savedAtMs || (a.key < b.key ? -1 : 1));
	const head = bundles?.find(({ key }) => !known.has(key))?.key;
	if (listed?.complete) return {
		bundles,
		head
	};
	const found = await deps.store.lookup({
		key: prefix,
		fallbacks: []
	});
	const isOwn = found.kind === "hit" && (found.ref === void 0 || found.ref === ref);
	return {
		bundles,
		head: found.kind === "hit" && isOwn && isFamily(found.key) && !known.has(found.key) ? found.key : head
	};
}
/** The store's bundles with this prefix, and maybe others, or undefined where nobody may list them. */
async function list(prefix, { listing, ref }, { catalog }) {
	if (!catalog || listing === "refused") return void 0;
	if (listing?.complete) return listing;
	try {
		return await catalog.list(prefix, { ref });
	} catch (error) {
		if (error instanceof StoreError && error.reason === "denied") return void 0;
		throw error;
	}
}
/** Clocks of a service and a runner differ. */
const clockSlackMs = 5e3;
/**
* Deletes the ancestors of the bundle that was just saved, and returns what they took. To be called only once the new one is
* there. It lists anew, so that a job that has begun to read one of them meanwhile is seen. A failure is a notice: what
* is left is collected by the next save.
*/
async function cleanUp(request, catalog, log) {
	let deleted = {
		bundles: 0,
		bytes: 0
	};
	try {
		const listed = request.listed ?? (await catalog.list(request.prefix, { ref: request.ref })).bundles;
		for (const bundle of deletable(listed, request)) {
			if (await catalog.remove(bundle) === "gone") continue;
			deleted = {
				bundles: deleted.bundles + 1,
				bytes: deleted.bytes + bundle.bytes
			};
			log.info(`Deleted the superseded bundle ${bundle.key}`);
		}
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		log.notice(error.reason === "denied" ? "The token may not delete caches, so superseded bundles are left for GitHub to evict: `permissions: actions: write` lets the action delete them." : `Superseded bundles were not deleted: ${error.message}`);
	}
	return deleted;
}
/** The ancestors that no other job is reading, beyond those that are kept, the oldest first. */
function deletable(bundles, { isFamily, ancestors, ref, newestKey, keepLast, nowMs, ownReadAtMs }) {
	const replaced = new Set(ancestors.filter(isFamily));
	const savedAtMs = (bundle) => bundle.key === newestKey ? Number.MAX_VALUE : bundle.savedAtMs;
	const newestFirst = bundles.filter((bundle) => bundle.ref === ref && (bundle.key === newestKey || replaced.has(bundle.key))).sort((a, b) => savedAtMs(b) - savedAtMs(a) || (a.key < b.key ? -1 : 1));
	const isBeingRead = (bundle) => {
		const { lastReadAtMs = Number.POSITIVE_INFINITY } = bundle;
		return nowMs - lastUseMs(bundle, newestFirst[newestFirst.indexOf(bundle) - 1]) <= 3e5 && lastReadAtMs > ownReadAtMs + clockSlackMs;
	};
	return newestFirst.filter(({ key }) => key !== newestKey).slice(Math.max(0, keepLast - 1)).filter((bundle) => !isBeingRead(bundle)).reverse();
}
/**
* Signs the bundle that was packed into `file`, and uploads it under the key of its contents. Where an upload holds that key
* whose job was killed, or that is under way, a second one is used: otherwise the same contents could not be saved until
* the store forgets the first. @throws {StoreError} when nothing is saved
*/
async function putUnder(keyOf, { file, packed, onProgress }, { store, signing }) {
	const { entries, parents } = packed.manifest;
	const first = keyOf(digestOf(entries, parents));
	const second = keyOf(digestOf(entries, [...parents, first]));
	for (const key of /* @__PURE__ */ new Set([first, second])) {
		const bytes = await signing?.sign(file, key) ?? packed.bytes;
		const { kind } = await store.put(key, file, { onBytes: (done) => onProgress({
			done,
			total: bytes
		}) });
		if (kind !== "reserved") return {
			key,
			kind,
			bytes
		};
	}
	throw new StoreError(`The key ${first} is reserved by an upload that has not ended, so nothing was saved`, { reason: "unavailable" });
}
// src/flow/save/next-bundle.ts
/** What the next bundle says of itself, and the entries that may go into it, both after this job is counted. */
function agedContents(contents, plan) {
	const { past, run } = contents;
	const parents = [plan.as === "base" ? past.base : past.overlay, ...past.heads].filter((bundle) => bundle !== void 0);
	const before = unitedRuns(parents, plan);
	const after = advanceClock(before, {
		id: run.record.id,
		complete: run.complete
	});
	return {
		about: {
			creator,
			created: run.record.endedAt,
			sccacheVersion: contents.sccacheVersion,
			toolchain: contents.toolchain,
			base: plan.base,
			ref: contents.ownRef ?? null,
			environment: contents.environment,
			parents: parents.map(({ key }) => key).slice(-limits.parents),
			ancestors: ancestorsFrom(parents),
			run: after,
			history: [...before.history, run.record].slice(-limits.history)
		},
		entries: contents.entries.filter(({ name }) => !plan.leftOut.has(name)).map((entry) => {
			const lastRun = entry.usedByThisRun ? after.clock : Math.max(0, before.run.clock - entry.ageBefore);
			const lastUse = lastUseIn(entry, contents);
			return {
				...entry,
				lastUse,
				lastRun,
				age: ageOf(lastRun, after.clock)
			};
		})
	};
}
/** When an entry was last used, in the words of the next bundle: of `run.record.endedAt`. */
function lastUseIn({ name, lastUse, usedByThisRun }, { past, restoredAtMs, run }) {
	const before = past.entries.get(name);
	if (usedByThisRun || before === void 0 || restoredAtMs === void 0) return lastUse;
	const restoredAt = Math.floor(restoredAtMs / 1e3);
	const known = lastUseOf(before.lastUse, {
		created: before.created,
		restoredAt
	});
	return run.isWhole ? unusedSince(known, run.record.endedAt) : known;
}
/** The run that this one comes after, and the runs of the family before it: the longest memory of the bundles. */
function unitedRuns(parents, { isFamily }) {
	const latest = parents.flatMap(({ manifest }) => manifest?.run ?? []).toSorted((a, b) => b.clock - a.clock || Number(b.complete) - Number(a.complete))[0];
	const records = parents.flatMap(({ key, manifest }) => manifest && isFamily(key) ? manifest.history : []);
	const byEnd = new Map(records.map((record) => [JSON.stringify(record), record]));
	return {
		run: latest ?? {
			id: null,
			clock: 0,
			complete: false
		},
		history: [...byEnd.values()].sort((a, b) => a.endedAt - b.endedAt)
	};
}
/** How much more than measured to expect of entries in each try after the first. */
const margins = [1.01, 1.1];
/**
* Packs what the budget allows, if enough of that is new. What entries take is known only afterwards: the first plan goes
* by what they took in the bundle before, and when the result is over the budget, the next by what they have just taken.
* Nothing over the budget is ever left at `request.out`.
*/
async function packWithin(entries, { plan: options, measure, ...limits }, request, pack) {
	let plan = planBudget(withCosts(entries, measure), options);
	let reuse = request.reuse ?? [];
	for (const margin of [...margins, void 0]) {
		const not = whyNot(plan, options, limits);
		if (not !== void 0) return {
			...not,
			plan
		};
		const about = {
			...request.about,
			...evictedBy(plan)
		};
		const packed = await pack({
			...request,
			reuse,
			about,
			entries: plan.keep.map(({ entry }) => entry)
		});
		if (packed.bytes <= options.budgetBytes) return {
			kind: "packed",
			plan,
			packed
		};
		if (margin === void 0) break;
		const measured = {
			...measure,
			manifest: packed.manifest
		};
		const costs = withCosts(packed.manifest.entries, measured).map(({ cost }) => cost);
		const fixedBytes = Math.max(0, packed.bytes - costs.reduce((sum, cost) => sum + cost, 0));
		const budgetBytes = options.budgetBytes - fixedBytes;
		plan = planBudget(withCosts(entries, measured, margin), {
			...options,
			budgetBytes
		});
		reuse = [{
			file: request.out,
			manifest: packed.manifest,
			isOfThisSave: true
		}, ...request.reuse ?? []];
	}
	await rm(request.out, { force: true });
	return {
		...nothingFits(options),
		plan
	};
}
/** What a plan leaves out, for the next run to know why it misses: what took longest to compile comes first. */
function evictedBy({ evict }) {
	if (evict.length === 0) return {};
	const dearest = evict.toSorted((a, b) => (b.entry.costMs ?? 0) - (a.entry.costMs ?? 0)).slice(0, limits.evicted);
	const namesOf = (group) => group.map(({ entry }) => shortName(entry.name));
	const byRule = Map.groupBy(dearest, ({ reason }) => reason);
	return { evicted: Object.fromEntries([...byRule].map(([reason, group]) => [reason, namesOf(group)])) };
}
/** Known before anything is packed: whatever a plan keeps that is not new is in a bundle already. */
function whyNot({ keep, evict, expectedBytes }, options, { mostUploadBytes, freeBytes, judge }) {
	if (keep.length === 0) return nothingFits(options);
	const displaced = evict.filter(({ reason }) => isForWantOfRoom(reason));
	const { newEntries, isEnough, why } = judge(keep.map(({ entry }) => entry), displaced.map(({ entry }) => entry));
	if (!isEnough) {
		const budget = formatSize(options.budgetBytes);
		const some = `too little of what is new fits into ${budget}: ${why}`;
		return {
			kind: "nothing-new",
			why: newEntries === 0 ? `nothing new fits into ${budget}` : some
		};
	}
	if (mostUploadBytes !== void 0 && expectedBytes > mostUploadBytes) return {
		kind: "nothing-new",
		why: `the job was cancelled, and about ${formatSize(expectedBytes)} take too long to upload`
	};
	if (freeBytes !== void 0 && expectedBytes > freeBytes) {
		const [needed, free] = [formatSize(expectedBytes), formatSize(freeBytes)];
		return {
			kind: "no-room",
			why: `the disk has too little room to save the bundle: it needs about ${needed}, and the temporary folder has ${free} free`
		};
	}
}
function nothingFits({ budgetBytes }) {
	return {
		kind: "too-small",
		why: `nothing fits into ${formatSize(budgetBytes)}`
	};
}
export { putUnder as a, unused as c, findFamily as i, useOf as l, packWithin as n, knownEntries as o, cleanUp as r, knownEntry as s, agedContents as t };

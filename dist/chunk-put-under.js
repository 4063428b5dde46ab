import { n as formatSize } from "./chunk-config-error.js";
import { n as lastUseMs } from "./chunk-catalog.js";
import { t as StoreError } from "./chunk-store-error.js";
import { n as kindOf } from "./chunk-layout.js";
import { s as limits } from "./chunk-tar.js";
import { t as planBudget } from "./chunk-plan.js";
import { o as shortName } from "./chunk-past.js";
import { r as lastUseOf } from "./chunk-age.js";
import { n as withCosts } from "./chunk-costs.js";
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
// src/budget/complete-run.ts
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
// src/flow/evidence/known-entries.ts
/**
* Whether an upload for the sake of this entry makes sense: this job used it, and no bundle had it, or it is so old that the
* next complete run of another job would remove it.
*/
function isWorthSaving({ kind, usedByThisRun, added, ageBefore }, policy) {
	return kind === "object" && usedByThisRun && (added || isNearlyRemoved(policy, ageBefore));
}
/**
* Whether the bundles know the last use of an entry from so long ago that half of `max-age` has passed. A job that uses it
* has a reason to save then, or else jobs of the family that do without it would remove it.
*/
function isUseForgotten({ name, kind, usedByThisRun }, past, { maxAgeDays, nowMs }) {
	const before = past.entries.get(name);
	if (maxAgeDays === void 0 || before === void 0 || kind !== "object" || !usedByThisRun) return false;
	const now = nowMs / 1e3;
	const { created } = before;
	return now - lastUseOf(before.lastUse, {
		created,
		restoredAt: now
	}) > maxAgeDays * 86400 / 2;
}
/**
* What this job may save: what its bundles restored, and what it used or made. Other files that lie in a machine's own
* directory are left out: they belong to other jobs.
*/
function knownEntries(scanned, past, use) {
	return scanned.flatMap((file) => {
		const before = past.entries.get(file.name);
		const { used, made, costMs, label, language, prints } = use.of(file);
		if (!before && !used) return [];
		const ageBefore = before?.age ?? 0;
		return {
			name: file.name,
			kind: file.kind,
			bytes: file.bytes,
			lastUse: before && !used ? before.lastUse : Math.floor(Math.max(file.mtimeMs, file.atimeMs) / 1e3),
			runs: Math.max(1, (before?.runs ?? 0) + (used ? 1 : 0)),
			ageBefore,
			usedByThisRun: used,
			fresh: made,
			added: before === void 0,
			costMs: costMs ?? before?.costMs ?? null,
			label: label ?? before?.label ?? null,
			language: language ?? before?.language ?? null,
			prints: prints ?? before?.prints ?? null
		};
	});
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
// src/flow/save/heads.ts
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
	const isKnown = keysKnownTo(past);
	const listed = await list(prefix, {
		listing,
		ref
	}, deps);
	const bundles = listed?.bundles.filter((bundle) => isFamily(bundle.key) && bundle.ref === ref).sort((a, b) => b.savedAtMs - a.savedAtMs || (a.key < b.key ? -1 : 1));
	const head = bundles?.find(({ key }) => !isKnown(key))?.key;
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
		head: found.kind === "hit" && isOwn && isFamily(found.key) && !isKnown(found.key) ? found.key : head
	};
}
/** Whether the entries of the bundle with this key have been taken into account. */
function keysKnownTo(past) {
	const known = new Set(ancestorsOf(past));
	return (key) => known.has(key);
}
/** A bundle and all whose entries it has taken into account. */
function lineOf({ key, manifest }) {
	return [
		key,
		...manifest?.parents ?? [],
		...manifest?.ancestors ?? []
	];
}
/** The store's bundles with this prefix, or undefined where nobody may list them. */
async function list(prefix, { listing, ref }, { catalog }) {
	if (!catalog || listing === "refused") return void 0;
	if (listing?.complete) return {
		bundles: listing.bundles.filter(({ key }) => key.startsWith(prefix)),
		complete: true
	};
	try {
		return await catalog.list(prefix, { ref });
	} catch (error) {
		if (error instanceof StoreError && error.reason === "denied") return void 0;
		throw error;
	}
}
/** All that this job has taken into account. */
function ancestorsOf({ base, overlay, heads }) {
	return [
		...heads.toReversed(),
		overlay,
		base
	].flatMap((bundle) => bundle ? lineOf(bundle) : []);
}
// src/flow/save/clean-up.ts
/** A bundle that another job read this recently may still be on its way to it. */
const readingMs = 3e5;
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
function deletable(bundles, { isAncestor, ref, newestKey, keepLast, nowMs, ownReadAtMs }) {
	const newestFirst = bundles.filter((bundle) => bundle.ref === ref && (bundle.key === newestKey || isAncestor(bundle.key))).sort((a, b) => b.savedAtMs - a.savedAtMs || (a.key < b.key ? -1 : 1));
	const isBeingRead = (bundle) => {
		const { lastReadAtMs = Number.POSITIVE_INFINITY } = bundle;
		return nowMs - lastUseMs(bundle, newestFirst[newestFirst.indexOf(bundle) - 1]) <= readingMs && lastReadAtMs > ownReadAtMs + clockSlackMs;
	};
	return newestFirst.filter(({ key }) => key !== newestKey).slice(Math.max(0, keepLast - 1)).filter((bundle) => !isBeingRead(bundle)).reverse();
}
// src/flow/save/pack-within.ts
/** How much more than measured to expect of entries in each try after the first. */
const margins = [1.01, 1.1];
/**
* Packs what the budget allows, if enough of that is new. What entries take is known only afterwards: the first plan goes
* by what they took in the bundle before, and when the result is over the budget, the next by what they have just taken.
* Nothing over the budget is ever left at `request.out`.
*/
async function packWithin(entries, { plan: options, measure, ...limits }, request, pack) {
	let plan = planBudget(withCosts(entries, measure), options);
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
		const budgetBytes = options.budgetBytes - fixedBytes(packed, withCosts(packed.manifest.entries, measured));
		plan = planBudget(withCosts(entries, measured, margin), {
			...options,
			budgetBytes
		});
	}
	await rm(request.out, { force: true });
	return {
		...nothingFits(options),
		plan
	};
}
/** What a bundle takes beside its entries: the history of its runs, the names of its ancestors. */
function fixedBytes({ bytes }, entries) {
	return Math.max(0, bytes - entries.reduce((sum, { cost }) => sum + cost, 0));
}
/** What a plan leaves out, for the next run to know why it misses: what took longest to compile comes first. */
function evictedBy({ evict }) {
	if (evict.length === 0) return {};
	const dearest = evict.toSorted((a, b) => (b.entry.costMs ?? 0) - (a.entry.costMs ?? 0)).slice(0, limits.evicted);
	const names = [...Map.groupBy(dearest, ({ reason }) => reason)].map(([reason, group]) => [reason, group.map(({ entry }) => shortName(entry.name))]);
	return { evicted: Object.fromEntries(names) };
}
/** Known before anything is packed: whatever a plan keeps that is not new is in a bundle already. */
function whyNot({ keep, expectedBytes }, options, { mostUploadBytes, judge }) {
	if (keep.length === 0) return nothingFits(options);
	const { newEntries, isEnough, why } = judge(keep.map(({ entry }) => entry));
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
}
function nothingFits({ budgetBytes }) {
	return {
		kind: "too-small",
		why: `nothing fits into ${formatSize(budgetBytes)}`
	};
}
// src/flow/save/put-under.ts
/**
* Uploads a bundle, by `put`, under the key of its contents. Where an upload holds that key whose job was killed, or that is
* under way, a second one is used: otherwise the same contents could not be saved until the store forgets the first.
* @throws {StoreError} when nothing is saved
*/
async function putUnder(keyOf, { entries, parents }, put) {
	const first = keyOf(digestOf(entries, parents));
	const second = keyOf(digestOf(entries, [...parents, first]));
	for (const key of /* @__PURE__ */ new Set([first, second])) {
		const stored = await put(key);
		if (stored.kind !== "reserved") return {
			key,
			stored
		};
	}
	throw new StoreError(`The key ${first} is reserved by an upload that has not ended, so nothing was saved`, { reason: "unavailable" });
}
export { findFamily as a, isWorthSaving as c, judgeRun as d, ancestorsOf as i, knownEntries as l, packWithin as n, lineOf as o, cleanUp as r, isUseForgotten as s, putUnder as t, evictAgeOf as u };

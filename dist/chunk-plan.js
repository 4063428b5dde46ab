import { i as inOrderOfWorth, r as estimateCompileTimes } from "./chunk-worth.js";
// src/budget/plan.ts
/** Texts for the reasons, in the order of a report. */
const keepReasons = {
	used: "used by this run or the last complete one",
	"used-before": "used by earlier runs"
};
const evictReasons = {
	unused: "not used by the last complete runs",
	"too-old": "not used for longer than max-age",
	larger: "larger than the whole budget",
	"over-budget": "worth less than what fits",
	"too-many": "worth less than what one bundle can list"
};
/** What to do about each, for whoever misses an entry; what to do for want of room is told by what limits it. */
const evictRemedies = {
	unused: "Set evict: budget-only to keep entries that complete runs do not use.",
	"too-old": "Raise max-age, or leave it unset.",
	"too-many": "Give parts of the build different values of shared-key, so that each has a bundle of its own."
};
/**
* Chooses what goes into a bundle: in order of worth, each entry that still fits. Equal inputs give equal plans, in
* whatever order the candidates come. One that does not fit is passed over, since a large entry may be worth much by the
* byte: so a larger budget may keep it in the place of smaller ones. docs/budget-measurements.md tells what that gains.
*/
function planBudget(candidates, options) {
	const { budgetBytes, list } = options;
	const keep = [];
	const evict = [];
	let expectedBytes = 0;
	let listBytes = 0;
	for (const entry of inOrderOfWorth(candidates)) {
		const lineBytes = list?.bytesOf(entry) ?? 0;
		const isBeyond = list && (keep.length >= list.entries || listBytes + lineBytes > list.bytes);
		const reason = whyOutdated(entry, options) ?? whyTooMuch(entry, budgetBytes, expectedBytes) ?? (isBeyond ? "too-many" : void 0);
		if (reason) evict.push({
			entry,
			reason
		});
		else {
			keep.push({
				entry,
				reason: entry.age === 0 ? "used" : "used-before"
			});
			expectedBytes += entry.cost;
			listBytes += lineBytes;
		}
	}
	return {
		keep,
		evict,
		expectedBytes
	};
}
/** Undefined when all fits that this run or the last complete one used. */
function shortfallOf({ keep, evict, expectedBytes }) {
	const missing = evict.filter(({ entry, reason }) => entry.age === 0 && isForWantOfRoom(reason));
	if (missing.length === 0) return void 0;
	const timeOf = estimateCompileTimes([...keep, ...evict].map(({ entry }) => entry));
	return {
		entries: missing.length,
		neededBytes: missing.reduce((sum, { entry }) => sum + entry.cost, expectedBytes),
		savedMs: Math.round(missing.reduce((sum, { entry }) => sum + timeOf(entry), 0))
	};
}
/** Whether a larger budget would have kept it. */
function isForWantOfRoom(reason) {
	return reason === "over-budget" || reason === "larger";
}
function whyOutdated({ age, lastUse }, options) {
	const { evictAge, maxAgeDays, now } = options;
	if (evictAge !== void 0 && age >= evictAge) return "unused";
	return maxAgeDays !== void 0 && now - lastUse > maxAgeDays * 86400 ? "too-old" : void 0;
}
function whyTooMuch({ cost }, budgetBytes, taken) {
	if (cost > budgetBytes) return "larger";
	return taken + cost > budgetBytes ? "over-budget" : void 0;
}
/**
* Shares of hits and of compile time against budgets, from what the last complete run used. Points are in the order of `budgets`.
*/
function budgetCurve(candidates, budgets) {
	const timeOf = estimateCompileTimes(candidates);
	const ordered = inOrderOfWorth(candidates, timeOf);
	const usedOf = (entries) => {
		const used = entries.filter(({ age }) => age === 0);
		return {
			hits: used.length,
			ms: used.reduce((sum, entry) => sum + timeOf(entry), 0)
		};
	};
	const all = usedOf(ordered);
	return budgets.map((budgetBytes) => {
		let taken = 0;
		const kept = ordered.filter(({ cost }) => {
			const fits = taken + cost <= budgetBytes;
			if (fits) taken += cost;
			return fits;
		});
		const { hits, ms } = usedOf(kept);
		const shares = {
			hitShare: share(hits, all.hits),
			timeShare: share(ms, all.ms)
		};
		return {
			budgetBytes,
			entries: kept.length,
			...shares
		};
	});
}
function share(part, whole) {
	return whole === 0 ? 0 : Math.min(1, part / whole);
}
export { keepReasons as a, isForWantOfRoom as i, evictReasons as n, planBudget as o, evictRemedies as r, shortfallOf as s, budgetCurve as t };

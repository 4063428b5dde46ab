import { o as formatSize } from "./chunk-words.js";
// src/budget/worth.ts
/** Without any measurement: about what a line through the entries of real Rust builds gives. */
const usual = {
	msPerByte: .002,
	exponent: .73
};
/** Of what usual entry that ratio is, in bytes. */
const usualBytes = 1e5;
/**
* Estimates how long the compiler took for an entry, in milliseconds: what was measured, or else what entries of the same
* language take by the byte in the median, or of all languages where that one has none. Larger entries take less by the byte.
*/
function estimateCompileTimes(measured) {
	const known = measured.filter(({ costMs }) => costMs !== null);
	const all = scaleOf(known, 1);
	const byLanguage = new Map([...Map.groupBy(known, ({ language }) => language)].map(([language, group]) => [language, scaleOf(group, all)]));
	return ({ cost, costMs, language }) => costMs ?? (byLanguage.get(language) ?? all) * usualMs(cost);
}
/** How many times longer than usual these took, in the median. */
function scaleOf(known, otherwise) {
	const ratios = Float64Array.from(known, ({ cost, costMs }) => (costMs ?? 0) / usualMs(cost)).sort();
	return ratios[ratios.length >> 1] ?? otherwise;
}
function usualMs(bytes) {
	return usual.msPerByte * usualBytes * (bytes / usualBytes) ** usual.exponent;
}
/**
* How likely it is that the next run uses an entry. After a complete run that did not use it, much less: on real builds
* nearly every hit is on an entry that the run before had used. An entry that only one run used may be a crate that
* changes with every push. docs/budget.md has the measurements.
*/
function likelihood({ age, runs }) {
	return Math.sqrt(runs) / (1 + age) ** 2;
}
/**
* The candidates by worth, best first: the milliseconds of compiling that each byte of the budget is expected to save. Any
* two different names have an order.
*/
function inOrderOfWorth(candidates, timeOf = estimateCompileTimes(candidates)) {
	const worth = Float64Array.from(candidates, (entry) => likelihood(entry) * timeOf(entry) / entry.cost);
	const order = Uint32Array.from(candidates.keys()).sort((a, b) => {
		const more = (worth[b] ?? 0) - (worth[a] ?? 0);
		if (more !== 0) return more;
		const [one, other] = [candidates[a], candidates[b]];
		return one && other ? one.cost - other.cost || (one.name < other.name ? -1 : 1) : 0;
	});
	return Array.from(order, (i) => candidates[i]);
}
/**
* Shares of hits and of compile time against budgets, from what the last complete run used. Points are in the order of `budgets`.
*/
function budgetCurve(candidates, budgets) {
	const timeOf = estimateCompileTimes(candidates);
	const ordered = inOrderOfWorth(candidates, timeOf);
	const usedMs = ordered.map((entry) => entry.age === 0 ? timeOf(entry) : 0);
	const tries = budgets.map((budgetBytes) => ({
		budgetBytes,
		left: budgetBytes,
		entries: 0,
		hits: 0,
		ms: 0
	}));
	const all = {
		hits: 0,
		ms: 0
	};
	for (const [i, { cost, age }] of ordered.entries()) {
		const hit = age === 0 ? 1 : 0;
		const ms = usedMs[i] ?? 0;
		all.hits += hit;
		all.ms += ms;
		for (const one of tries) {
			if (cost > one.left) continue;
			one.left -= cost;
			one.entries += 1;
			one.hits += hit;
			one.ms += ms;
		}
	}
	return tries.map(({ budgetBytes, entries, hits, ms }) => ({
		budgetBytes,
		entries,
		hitShare: share(hits, all.hits),
		timeShare: share(ms, all.ms)
	}));
}
function share(part, whole) {
	return whole === 0 ? 0 : Math.min(1, part / whole);
}
/**
* A new bundle is worth its upload when what is new takes this much of it, or this share of the one before, or so long to
* compile: about as long as an upload takes. Where the budget is full, what the new ones displace counts against them:
* otherwise jobs would replace one part of their entries by another again and again.
*/
const enoughBytes = 5e6;
const enoughShare = .02;
const enoughMs = 15e3;
/** Whether the set of entries changed enough for an upload; if not, why not, for the user. */
function changedEnough({ newEntries, newBytes, newMs = 0, displaced, bundleBytes }) {
	if (newEntries === 0) return {
		enough: false,
		why: "nothing is new"
	};
	if (bundleBytes === void 0) return {
		enough: true,
		why: "nothing was restored"
	};
	const least = Math.min(enoughBytes, bundleBytes * enoughShare);
	const gained = {
		bytes: newBytes - (displaced?.bytes ?? 0),
		ms: newMs - (displaced?.ms ?? 0)
	};
	const instead = displaced?.entries ? `, in the place of ${formatSize(displaced.bytes)} that this run used` : "";
	const said = `${newEntries} new ${newEntries === 1 ? "entry" : "entries"}, about ${formatSize(newBytes)}${instead}`;
	const threshold = `the threshold is ${formatSize(Math.floor(least))}, 2 % of the restored bundle and at most 5 MB`;
	return {
		enough: gained.bytes >= least || gained.ms >= enoughMs,
		why: `${said}: ${threshold}`
	};
}
/** An overlay this old is replaced in any case: what changed with every push then may have settled since. */
const longestMs = 216e5;
/**
* Whether a new overlay would share the fate of the one before it: nothing of that was used, and all that this run had to
* compile replaces entries that no second run had used either. Such crates change with every push, and uploading them
* brings the next push nothing. New dependencies replace nothing, so they are saved at once; and so is what a failed job compiled,
* which is run again as it was.
*/
function isChurn({ status, ageMs, made, unused, ...of }) {
	if (status !== "success" || ageMs === void 0 || ageMs < 0 || ageMs >= longestMs) return false;
	return of.used === 0 && of.inBase === 0 && of.missedOfBase === 0 && made <= unused;
}
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
	"over-budget": "worth less than what fits"
};
/**
* Chooses what goes into a bundle: in order of worth, each entry that still fits. Equal inputs give equal plans, in
* whatever order the candidates come. One that does not fit is passed over, since a large entry may be worth much by the
* byte: so a larger budget may keep it in the place of smaller ones. docs/budget.md tells what that gains.
*/
function planBudget(candidates, options) {
	const { budgetBytes } = options;
	const keep = [];
	const evict = [];
	let expectedBytes = 0;
	for (const entry of inOrderOfWorth(candidates)) {
		const reason = whyOutdated(entry, options) ?? whyTooMuch(entry, budgetBytes, expectedBytes);
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
export { shortfallOf as a, isChurn as c, planBudget as i, isForWantOfRoom as n, budgetCurve as o, keepReasons as r, changedEnough as s, evictReasons as t };

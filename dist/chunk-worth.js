import { t as formatSize } from "./chunk-size.js";
// src/budget/age.ts
/** How many complete runs of the family have saved a bundle since one used the entry. */
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
/** docs/budget-measurements.md shows what other ages cost. */
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
// src/budget/worth.ts
/** What an entry of a bundle takes in it: its share of its segment. */
function shareOf({ segments }) {
	const ratios = segments.map(({ bytes, rawBytes }) => bytes / Math.max(1, rawBytes));
	return ({ bytes, segment }) => bytes * (ratios[segment] ?? 1);
}
/** The entries of a bundle as candidates for a budget, each at the cost of its share of its segment. */
function candidatesOf(manifest) {
	const share = shareOf(manifest);
	return manifest.entries.map((entry) => {
		const { name, lastUse, runs, costMs, language } = entry;
		const age = ageOf(entry.lastRun, manifest.run.clock);
		return {
			name,
			cost: Math.max(1, Math.ceil(share(entry))),
			lastUse,
			runs,
			age,
			costMs,
			language
		};
	});
}
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
* changes with every push. docs/budget-measurements.md has the measurements.
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
		return (candidates[a]?.name ?? "") < (candidates[b]?.name ?? "") ? -1 : 1;
	});
	return Array.from(order, (i) => candidates[i]);
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
export { isChurn as a, ageOf as c, judgeRun as d, lastUseOf as f, inOrderOfWorth as i, evictAgeOf as l, changedEnough as n, shareOf as o, unusedSince as p, estimateCompileTimes as r, advanceClock as s, candidatesOf as t, isNearlyRemoved as u };

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
export { judgeRun as a, isNearlyRemoved as i, ageOf as n, lastUseOf as o, evictAgeOf as r, unusedSince as s, advanceClock as t };

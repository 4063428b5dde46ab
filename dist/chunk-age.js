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
export { unusedSince as i, ageOf as n, lastUseOf as r, advanceClock as t };

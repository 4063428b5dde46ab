// src/budget/worth.ts
/** Days after which an unused entry is worth half as much. */
const halfLifeDays = 7;
const secondsPerDay = 86400;
/**
* How much a byte of the budget is worth when it goes to this entry. What the last run used comes before all else: on
* real builds every hit was on such an entry (docs/budget.md). Within that, and among the rest, expected uses per
* square root of size: an entry that many runs used is likely to be used again, and the small one leaves room for
* others, though a large one saves more work.
*/
function worth({ usedByThisRun, runs, lastUse, cost }, now) {
	const ageDays = Math.max(0, now - lastUse) / secondsPerDay;
	return (usedByThisRun ? 1 + Math.log2(runs) : Math.log2(1 + runs) * 2 ** (-ageDays / halfLifeDays)) / Math.sqrt(cost);
}
/** Orders candidates by worth, best first; any two different names have an order. */
function byWorth(now) {
	return (a, b) => Number(b.usedByThisRun) - Number(a.usedByThisRun) || worth(b, now) - worth(a, now) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
export { byWorth as t };

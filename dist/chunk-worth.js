// src/budget/worth.ts
/** No two uses are told apart that are closer than this: a job's own uses are spread over minutes. */
const leastAgeSeconds = 60;
/**
* How much a byte of the budget is worth when it goes to this entry. What the last run used comes before all else: on
* real builds every hit was on such an entry. Among these, expected uses per square root of size: an entry that many
* runs used is likely to be used again, and the small one leaves room for others, though a large one saves more work.
* Among the rest it matters most how long ago the last use was, by ratio and not by difference, so that a job that
* runs every hour and one that runs every week are served alike; size decides between neighbours. How often such an
* entry was used tells nothing: programs move on. docs/budget.md has the measurements that the exponents come from.
*/
function worth({ usedByThisRun, runs, lastUse, cost }, now) {
	if (usedByThisRun) return (1 + Math.log2(runs)) / Math.sqrt(cost);
	return 1 / (Math.max(leastAgeSeconds, now - lastUse) ** 4 * cost ** .25);
}
/** The candidates by worth, best first; any two different names have an order. */
function inOrderOfWorth(candidates, now) {
	const ordered = (entries) => entries.map((entry) => ({
		entry,
		worth: worth(entry, now)
	})).sort((a, b) => b.worth - a.worth || b.entry.runs - a.entry.runs || (a.entry.name < b.entry.name ? -1 : 1)).map(({ entry }) => entry);
	const isUsed = ({ usedByThisRun }) => usedByThisRun;
	return [...ordered(candidates.filter(isUsed)), ...ordered(candidates.filter((entry) => !isUsed(entry)))];
}
export { inOrderOfWorth as t };

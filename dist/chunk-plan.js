import { t as inOrderOfWorth } from "./chunk-worth.js";
// src/budget/plan.ts
/**
* Chooses what goes into a bundle. Entries stay in order of worth as long as the budget lasts, and no further: a
* larger budget therefore keeps all that a smaller one keeps, and more. Equal inputs give equal plans, in whatever
* order the candidates come.
*/
function planBudget(candidates, options) {
	const { budgetBytes, now } = options;
	const keep = [];
	const evict = [];
	let expectedBytes = 0;
	let full = false;
	for (const entry of inOrderOfWorth(candidates, now)) {
		const outdated = whyOutdated(entry, options);
		full ||= outdated === void 0 && expectedBytes + entry.cost > budgetBytes;
		if (outdated) evict.push({
			entry,
			reason: outdated
		});
		else if (full) evict.push({
			entry,
			reason: entry.cost > budgetBytes ? "larger" : "over-budget"
		});
		else {
			keep.push({
				entry,
				reason: entry.usedByThisRun ? "used" : "used-before"
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
function whyOutdated({ usedByThisRun, lastUse }, { dropUnused, maxAgeDays, now }) {
	if (usedByThisRun) return void 0;
	if (dropUnused) return "unused";
	return maxAgeDays !== void 0 && now - lastUse > maxAgeDays * 86400 ? "too-old" : void 0;
}
export { planBudget as t };

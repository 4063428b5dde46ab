import { t as inOrderOfWorth } from "./chunk-worth.js";
import { t as formatSize } from "./chunk-size.js";
// src/budget/curve.ts
/**
* Hit share against budget, from what this run used: the entries stay in order of worth as long as each budget lasts.
* One pass over the candidates, whatever the number of budgets. Points are in the order of `budgets`.
*/
function budgetCurve(candidates, budgets, now) {
	const uses = Math.max(1, candidates.filter(({ usedByThisRun }) => usedByThisRun).length);
	const ordered = inOrderOfWorth(candidates, now);
	const ends = [];
	let bytes = 0;
	let hits = 0;
	for (const { cost, usedByThisRun } of ordered) {
		bytes += cost;
		if (usedByThisRun) hits += 1;
		ends.push({
			bytes,
			hits
		});
	}
	return budgets.map((budgetBytes) => {
		const kept = countWithin(ends, budgetBytes);
		return {
			budgetBytes,
			entries: kept,
			hitShare: (ends[kept - 1]?.hits ?? 0) / uses
		};
	});
}
/** How many of the rising ends are within `budgetBytes`. */
function countWithin(ends, budgetBytes) {
	let low = 0;
	let high = ends.length;
	while (low < high) {
		const middle = low + high >> 1;
		if ((ends[middle]?.bytes ?? 0) <= budgetBytes) low = middle + 1;
		else high = middle;
	}
	return low;
}
// src/report/curve-text.ts
/** Budgets to look at, as shares of what everything together takes. */
const shares = [
	.1,
	.25,
	.5,
	.75,
	1
];
/** What budgets of different sizes would be good for: hit share and entries, the smallest first. */
function curvePoints(candidates, now) {
	const total = candidates.reduce((sum, { cost }) => sum + cost, 0);
	return budgetCurve(candidates, [...new Set(shares.map((share) => roundUp(total * share)))], now);
}
/** As lines for a terminal, with a bar for the share of hits. */
function curveLines(points) {
	return points.map(({ budgetBytes, entries, hitShare }) => {
		const bar = "#".repeat(Math.round(hitShare * 20)).padEnd(20, ".");
		const percent = `${Math.floor(hitShare * 100)} %`.padStart(5);
		return `  ${formatSize(budgetBytes).padStart(8)}  ${bar} ${percent} of the hits, ${entries} entries`;
	});
}
/** As a table in Markdown. */
function curveTable(points) {
	return [
		"| max-size | hits kept | entries |",
		"| ---: | ---: | ---: |",
		...points.map(({ budgetBytes, entries, hitShare }) => `| ${formatSize(budgetBytes)} | ${Math.floor(hitShare * 100)} % | ${entries} |`)
	].join("\n");
}
/** To two digits, upwards, so that the last budget holds everything. */
function roundUp(bytes) {
	if (bytes < 1) return 1;
	const unit = 10 ** Math.max(0, Math.floor(Math.log10(bytes)) - 1);
	return Math.ceil(bytes / unit) * unit;
}
export { curvePoints as n, curveTable as r, curveLines as t };

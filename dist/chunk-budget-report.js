import { n as estimateCompileTimes, t as inOrderOfWorth } from "./chunk-worth.js";
// src/budget/candidate.ts
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
// src/budget/curve.ts
/**
* Shares of hits and of compile time against budgets, from what the last complete run used. Points are in the order of `budgets`.
*/
function budgetCurve(candidates, budgets) {
	const timeOf = estimateCompileTimes(candidates);
	const ordered = inOrderOfWorth(candidates).map(({ cost, age, ...entry }) => {
		const isUse = age === 0;
		return {
			cost,
			hits: isUse ? 1 : 0,
			ms: isUse ? timeOf({
				cost,
				...entry
			}) : 0
		};
	});
	const all = sumOf(ordered);
	return budgets.map((budgetBytes) => {
		let left = budgetBytes;
		const kept = ordered.filter(({ cost }) => {
			if (cost > left) return false;
			left -= cost;
			return true;
		});
		const { hits, ms } = sumOf(kept);
		return {
			budgetBytes,
			entries: kept.length,
			hitShare: share(hits, all.hits),
			timeShare: share(ms, all.ms)
		};
	});
}
function sumOf(uses) {
	return uses.reduce((sum, one) => ({
		hits: sum.hits + one.hits,
		ms: sum.ms + one.ms
	}), {
		hits: 0,
		ms: 0
	});
}
function share(part, whole) {
	return whole === 0 ? 0 : Math.min(1, part / whole);
}
// src/report/budget-report.ts
/** What the budget kept and removed, counted by reason. */
function reportBudget({ plan, budgetBytes, limitedBy, unused }) {
	const candidates = [...plan.keep, ...plan.evict].map(({ entry }) => entry);
	return {
		budgetBytes,
		limitedBy: limitedBy ?? null,
		unused,
		expectedBytes: plan.expectedBytes,
		kept: tally(plan.keep, keepReasons),
		evicted: tally(plan.evict, evictReasons),
		curve: curvePoints(candidates)
	};
}
const mostExamples = 5;
/** Counts entries for each reason that occurs, in the order of `texts`. */
function tally(list, texts) {
	const byReason = Map.groupBy(list, ({ reason }) => reason);
	return Object.keys(texts).flatMap((reason) => {
		const group = byReason.get(reason);
		if (!group) return [];
		const examples = group.toSorted((a, b) => b.entry.cost - a.entry.cost).slice(0, mostExamples).map(({ entry }) => ({
			name: entry.name,
			bytes: entry.cost
		}));
		const bytes = group.reduce((sum, { entry }) => sum + entry.cost, 0);
		return [{
			reason,
			why: texts[reason],
			entries: group.length,
			bytes,
			examples
		}];
	});
}
/** Budgets to look at, as shares of what everything together takes. */
const shares = [
	.1,
	.25,
	.5,
	.75,
	1
];
/** What budgets of different sizes would keep, the smallest first. */
function curvePoints(candidates) {
	const total = candidates.reduce((sum, { cost }) => sum + cost, 0);
	return budgetCurve(candidates, [...new Set(shares.map((share) => roundUp(total * share)))]);
}
/** The smallest budget on the curve that keeps as many hits as the largest, or undefined without a curve. */
function enough(curve) {
	const most = curve.at(-1)?.hitShare;
	return curve.find(({ hitShare }) => hitShare === most);
}
/** Rounds up to two digits, so that the last budget holds everything. */
function roundUp(bytes) {
	if (bytes < 1) return 1;
	const unit = 10 ** Math.max(0, Math.floor(Math.log10(bytes)) - 1);
	return Math.ceil(bytes / unit) * unit;
}
export { evictReasons as a, tally as i, enough as n, keepReasons as o, reportBudget as r, curvePoints as t };

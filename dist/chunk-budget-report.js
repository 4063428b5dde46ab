import { a as evictReasons, i as estimateCompileTimes, n as shortfallOf, o as keepReasons, r as inOrderOfWorth } from "./chunk-plan.js";
// src/budget/curve.ts
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
		shortfall: shortfallOf(plan) ?? null,
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
export { budgetCurve as a, tally as i, enough as n, reportBudget as r, curvePoints as t };

import { a as keepReasons, n as evictReasons, s as shortfallOf, t as budgetCurve } from "./chunk-plan.js";
import { t as creator } from "./chunk-version.js";
import { a as advise, o as explainNotCacheable, r as notCacheableOf, t as callsOf } from "./chunk-calls.js";
import { h as secondsOf } from "./chunk-words.js";
// src/report/make-report.ts
const unknown = {
	restore: null,
	build: null,
	save: null,
	repository: null,
	explanation: null
};
/** The report of a step, with the advice that follows from it. */
function makeReport({ step, store, key, history = [], ...parts }) {
	const { primary, fallbacks, explanation } = key;
	const report = {
		version: 1,
		creator,
		step,
		store,
		key: {
			primary,
			fallbacks,
			explanation
		},
		...unknown,
		...parts,
		history: history.slice(-30),
		advice: null
	};
	return {
		...report,
		advice: advise(report)
	};
}
/** How the build went. What neither the statistics nor the log tell is null. */
function reportBuild(facts) {
	const { statistics, compilations, hitEntries, costMs } = facts;
	const hits = compilations ? compilations.flatMap(({ outcome, entry }) => outcome === "hit" && entry !== null ? [entry] : []) : [...hitEntries ?? []];
	const costs = hits.map(costMs).filter((ms) => typeof ms === "number");
	return {
		counts: statistics ? countsOf(statistics) : null,
		noCounts: statistics ? null : facts.noCounts,
		evidence: compilations ? "log" : hitEntries ? "file-times" : "none",
		savedSeconds: secondsOf(costs) ?? (hits.length === 0 && statistics?.hits.total === 0 ? 0 : null),
		hitsWithTime: costs.length,
		missed: compilations ? missedLabels(compilations) : null
	};
}
function countsOf(statistics) {
	return {
		hits: statistics.hits.total,
		misses: statistics.misses.total,
		errors: statistics.errors.total,
		compileFails: statistics.compileFails,
		writeErrors: statistics.cacheWriteErrors,
		requests: statistics.compileRequests,
		calls: callsOf(statistics),
		languages: languagesOf(statistics),
		notCacheable: explainNotCacheable(notCacheableOf(statistics)),
		location: statistics.cacheLocation
	};
}
function languagesOf({ hits, misses }) {
	return Object.keys({
		...hits.byLanguage,
		...misses.byLanguage
	}).map((language) => ({
		language,
		hits: hits.byLanguage[language] ?? 0,
		misses: misses.byLanguage[language] ?? 0
	})).sort((a, b) => b.hits + b.misses - a.hits - a.misses);
}
function missedLabels(compilations) {
	const misses = compilations.filter(({ outcome }) => outcome === "miss");
	return [...Map.groupBy(misses, ({ label }) => label)].map(([label, ofLabel]) => ({
		label,
		compilations: ofLabel.length,
		seconds: secondsOf(ofLabel.map(({ compileMs }) => compileMs))
	})).sort((a, b) => (b.seconds ?? -1) - (a.seconds ?? -1) || (a.label < b.label ? -1 : 1));
}
/** What the budget kept and removed, counted by reason. */
function reportBudget(plan, about) {
	const candidates = [...plan.keep, ...plan.evict].map(({ entry }) => entry);
	return {
		...about,
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
	const budgets = new Set(shares.map((share) => roundUp(total * share)));
	return budgetCurve(candidates, [...budgets]);
}
/** Rounds up to two digits, so that the last budget holds everything. */
function roundUp(bytes) {
	if (bytes < 1) return 1;
	const unit = 10 ** Math.max(0, Math.floor(Math.log10(bytes)) - 1);
	return Math.ceil(bytes / unit) * unit;
}
export { tally as a, reportBuild as i, makeReport as n, reportBudget as r, curvePoints as t };

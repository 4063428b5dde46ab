import { a as keepReasons, n as evictReasons, s as shortfallOf, t as budgetCurve } from "./chunk-plan.js";
import { t as creator } from "./chunk-version.js";
import { c as secondsOf, d as notCacheableOf, l as callsOf, o as isNearlyAll, p as explainNotCacheable, s as rateOf, t as budgetLimits } from "./chunk-budget-limits.js";
import { t as formatSize } from "./chunk-size.js";
import { n as duration } from "./chunk-words.js";
// src/report/explain/advice.ts
/** A rate below this says that something is wrong, not just new. */
const lowRate = .5;
/** Too few calls to be worth a word. */
const someCalls = 5;
/** Compile time that a larger budget would save in each run: below it, nobody needs to act. */
const worthMentioningMs = 5e3;
/** The one most useful thing to change, or null: what keeps the cache from working at all comes first. */
function advise(report) {
	for (const adviser of advisers) {
		const advice = adviser(report);
		if (advice) return advice;
	}
	return null;
}
const advisers = [
	({ build, restore }) => build?.counts?.requests === 0 && restore?.outcome.kind !== "skipped" && {
		kind: "never-called",
		text: "sccache was never called. Is RUSTC_WRAPPER overridden (in .cargo/config.toml, or by env)? For C or C++, set wrap: cmake."
	},
	({ build }) => build?.noCounts?.kind === "no-answer" && {
		kind: "server-died",
		text: "sccache's server ended before the save, so nothing is known of the build. Do not stop it (sccache --stop-server), and start the build in the environment that the restore step set."
	},
	({ restore }) => restore?.outcome.kind === "failed" && restore.outcome.failure === "no-room" && {
		kind: "no-room",
		text: "The bundle does not fit: free disk space before the restore step, or raise SCCACHE_CACHE_SIZE if you set it."
	},
	({ save }) => save?.outcome.kind === "failed" && save.outcome.failure === "denied" && {
		kind: "denied",
		text: `The store refused the upload: ${save.outcome.why}. Set save: never here, or grant the right to write.`
	},
	({ save }) => {
		if (save?.outcome.kind !== "too-small") return void 0;
		const { name, remedy } = budgetLimits[save.budget?.limit ?? "repository"];
		return {
			kind: "too-small",
			text: `${name} is too small for any bundle. ${remedy}`
		};
	},
	({ build }) => {
		const found = build?.counts?.notCacheable.find(({ reason }) => reason.startsWith("incremental"));
		return found && found.calls >= someCalls && {
			kind: "incremental",
			text: `${found.calls} calls were incremental, which sccache does not cache. ${found.remedy}`
		};
	},
	({ build, explanation }) => {
		const { counts } = build ?? {};
		if (!counts || (rateOf(counts) ?? 0) >= lowRate) return void 0;
		const mayExplain = (one) => counts.misses > 0 || one.class === "not-looked-up";
		const cause = explanation?.causes.find((one) => one.remedy !== null && mayExplain(one));
		return cause && {
			kind: cause.class,
			text: `${cause.detail}. ${cause.remedy}`
		};
	},
	({ save }) => {
		if (!save?.budget?.shortfall) return void 0;
		const { shortfall, limit, curve } = save.budget;
		const all = curve.at(-1);
		if (!all || shortfall.savedMs < worthMentioningMs) return void 0;
		const { name, remedy } = budgetLimits[limit];
		const more = `${duration(shortfall.savedMs / 1e3)} more of compiling could be saved`;
		const size = formatSize(all.budgetBytes).replace(/\s/g, "").replace("B", "").toUpperCase();
		return {
			kind: "budget",
			text: `${name} is too small for this build: ${more}. ${limit === "max-size" ? `Set max-size to ${size}.` : remedy}`
		};
	},
	({ build }) => {
		const first = (build?.counts?.notCacheable ?? []).find(({ remedy, calls }) => remedy !== null && calls >= someCalls);
		return first && {
			kind: "not-cacheable",
			text: `${first.calls} calls were not cacheable: ${first.meaning}. ${first.remedy}`
		};
	},
	costsMore
];
/** Run after run, not once: a first run always costs more than it saves. This run has to be among those that count. */
function costsMore({ save, history }) {
	const known = history.slice(-5).filter(isMeasured);
	if (!save || known.length < 3 || known.at(-1) !== history.at(-1)) return void 0;
	const saved = known.reduce((sum, { savedMs }) => sum + savedMs, 0);
	const cost = known.reduce((sum, { restoreMs }) => sum + restoreMs, 0);
	if (saved >= cost) return void 0;
	return {
		kind: "costs-more",
		text: `${known.length} of the last ${Math.min(5, history.length)} runs spent ${duration(cost / 1e3)} on restoring and saved ${duration(saved / 1e3)} of compiling: this job is too small to gain from a cache.`
	};
}
/** Whether it is known of a run what it gained: the compile time of nearly all its hits. */
function isMeasured(run) {
	const { hits, hitsWithTime, savedMs, restoreMs } = run;
	if (savedMs === null || restoreMs === null || hitsWithTime === null || !hits) return false;
	return isNearlyAll(hitsWithTime, hits);
}
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
		languages: languageCounts(statistics),
		notCacheable: explainNotCacheable(notCacheableOf(statistics)),
		location: statistics.cacheLocation
	};
}
function languageCounts({ hits, misses }) {
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
		kept: tallyReasons(plan.keep, keepReasons),
		evicted: tallyReasons(plan.evict, evictReasons),
		shortfall: shortfallOf(plan) ?? null,
		curve: curvePoints(candidates)
	};
}
const mostExamples = 5;
/** Counts entries for each reason that occurs, in the order of `texts`. */
function tallyReasons(list, texts) {
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
export { tallyReasons as a, reportBuild as i, makeReport as n, reportBudget as r, curvePoints as t };

import { a as shortfallOf, o as budgetCurve, r as keepReasons, t as evictReasons } from "./chunk-plan.js";
import { t as creator } from "./chunk-version.js";
import { o as formatSize, r as duration } from "./chunk-words.js";
// src/report/explain/advice.ts
/** A rate below this says that something is wrong, not just new. */
const lowRate = .5;
/** Too few calls to be worth a word. */
const someCalls = 5;
/** The one most useful thing to change, or null: what keeps the cache from working at all comes first. */
function advise(report) {
	for (const adviser of advisers) {
		const advice = adviser(report);
		if (advice) return advice;
	}
	return null;
}
const advisers = [
	({ build, restore }) => build?.counts?.requests === 0 && restore?.outcome.kind !== "skipped" ? {
		kind: "never-called",
		text: "sccache was never called. Is RUSTC_WRAPPER overridden (in .cargo/config.toml, or by env)? For C or C++, set wrap: cmake."
	} : void 0,
	({ build }) => build && !build.counts ? {
		kind: "server-died",
		text: "sccache's server ended before the save, so nothing is known of the build. Let nothing stop it (sccache --stop-server), and start the build in the environment that the restore step set."
	} : void 0,
	({ restore }) => restore?.outcome.kind === "failed" && restore.outcome.failure === "no-room" ? {
		kind: "no-room",
		text: "The bundle does not fit: free disk space before the restore step, or raise SCCACHE_CACHE_SIZE if you set it."
	} : void 0,
	({ save }) => save?.outcome.kind === "failed" && save.outcome.failure === "denied" ? {
		kind: "denied",
		text: `The store refused the upload: ${save.outcome.why}. Set save: never here, or grant the right to write.`
	} : void 0,
	({ save, repository }) => save?.outcome.kind === "too-small" ? {
		kind: "too-small",
		text: repository ? "The repository's cache is full: delete caches that nobody needs, or raise repository-limit if the repository has more than 10 GB." : "Nothing fits in max-size: raise it."
	} : void 0,
	incremental,
	lowHits,
	budgetTooSmall,
	({ build }) => {
		const first = (build?.counts?.notCacheable ?? []).find(({ remedy, calls }) => remedy !== null && calls >= someCalls);
		return first ? {
			kind: "not-cacheable",
			text: `${first.calls} calls were not cacheable: ${first.meaning}. ${first.remedy}`
		} : void 0;
	},
	costsMore
];
function incremental({ build }) {
	const found = build?.counts?.notCacheable.find(({ reason }) => reason.startsWith("incremental"));
	if (!found?.remedy || found.calls < someCalls) return void 0;
	return {
		kind: "incremental",
		text: `${found.calls} calls were incremental, which sccache does not cache. ${found.remedy}`
	};
}
function lowHits({ build, explanation }) {
	const counts = build?.counts;
	if (!counts || counts.misses === 0 || counts.hits / (counts.hits + counts.misses) >= lowRate) return void 0;
	const cause = explanation?.causes.find(({ remedy }) => remedy !== null);
	return cause?.remedy ? {
		kind: cause.class,
		text: `${cause.detail}. ${cause.remedy}`
	} : void 0;
}
/** Compile time that a larger budget would save in each run: below it, nobody needs to act. */
const worthMentioningMs = 5e3;
function budgetTooSmall({ save }) {
	const budget = save?.budget;
	const all = budget?.curve.at(-1);
	if (!budget?.shortfall || !all || budget.limitedBy !== null) return void 0;
	const { savedMs } = budget.shortfall;
	if (savedMs < worthMentioningMs) return void 0;
	return {
		kind: "budget",
		text: `max-size is too small for this build: ${duration(savedMs / 1e3)} more of compiling could be saved. Set max-size to ${formatSize(all.budgetBytes).replace(/\s/g, "").replace("B", "").toUpperCase()}.`
	};
}
/** Run after run, not once: a first run always costs more than it saves. */
function costsMore({ history }) {
	const known = history.slice(-5).filter(({ savedMs, restoreMs, hits }) => savedMs !== null && restoreMs !== null && (hits ?? 0) > 0);
	if (known.length < 3) return void 0;
	const saved = known.reduce((sum, { savedMs }) => sum + (savedMs ?? 0), 0);
	const cost = known.reduce((sum, { restoreMs }) => sum + (restoreMs ?? 0), 0);
	if (saved >= cost) return void 0;
	return {
		kind: "costs-more",
		text: `The last ${known.length} runs spent ${duration(cost / 1e3)} on restoring and saved ${duration(saved / 1e3)} of compiling: this job is too small to gain from a cache.`
	};
}
/**
* sccache's words for why it does not cache a call, the expected ones first:
* https://github.com/mozilla/sccache/blob/main/src/compiler/rust.rs and gcc.rs (`cannot_cache!`).
*/
const notCached = [
	{
		pattern: /^crate-type/,
		meaning: "linked crates such as programs and proc-macros (expected)",
		remedy: null
	},
	{
		pattern: /^incremental/,
		meaning: "incremental compilation",
		remedy: "Set CARGO_INCREMENTAL=0, and remove `incremental = true` from the profile."
	},
	{
		pattern: /^missing input|^no input file/,
		meaning: "questions to the compiler, without a source file (expected)",
		remedy: null
	},
	{
		pattern: /^-$/,
		meaning: "source from standard input (expected)",
		remedy: null
	},
	{
		pattern: /^-E|preprocess/,
		meaning: "preprocessor only (expected)",
		remedy: null
	},
	{
		pattern: /^-M|^-### ?|^--version/,
		meaning: "questions to the compiler (expected)",
		remedy: null
	},
	{
		pattern: /^multiple input files/,
		meaning: "several source files in one call",
		remedy: null
	},
	{
		pattern: /pch|precompiled|^-Y|include-pch/i,
		meaning: "precompiled headers",
		remedy: "Turn precompiled headers off, in CMake with CMAKE_DISABLE_PRECOMPILE_HEADERS=ON."
	},
	{
		pattern: /^-(Zi|ZI)|^\/Z[iI]|pdb/i,
		meaning: "debug information in a separate file (MSVC /Zi)",
		remedy: "Use /Z7: in CMake CMAKE_MSVC_DEBUG_INFORMATION_FORMAT=Embedded."
	},
	{
		pattern: /^-fprofile|^--coverage|coverage/,
		meaning: "coverage or profiling",
		remedy: "Build without coverage where it is not needed."
	},
	{
		pattern: /^-fmodules|modules|\.cppm|ifc/,
		meaning: "C++ or Clang modules",
		remedy: null
	},
	{
		pattern: /^@/,
		meaning: "arguments in a file",
		remedy: "Turn response files off in the build system."
	},
	{
		pattern: /^unknown source language|unsupported/i,
		meaning: "a language or output that sccache does not know",
		remedy: null
	},
	{
		pattern: /^missing (emit|output|crate_name)/,
		meaning: "not an ordinary compilation by cargo",
		remedy: null
	},
	{
		pattern: /^target$/,
		meaning: "a target given as a file",
		remedy: null
	}
];
/** Calls that were not cacheable, in plain words: what a person can do something about first, then by number. */
function explainNotCacheable(counts) {
	return Object.entries(counts).filter(([, calls]) => calls > 0).map(([reason, calls]) => ({
		reason,
		calls,
		...describeReason(reason)
	})).sort((a, b) => Number(b.remedy !== null) - Number(a.remedy !== null) || b.calls - a.calls);
}
/** One of sccache's reasons in plain words, and what to do; the reason itself where it is not known. */
function describeReason(reason) {
	const known = notCached.find(({ pattern }) => pattern.test(reason));
	return {
		meaning: known?.meaning ?? reason,
		remedy: known?.remedy ?? null
	};
}
// src/report/make-report.ts
/** The report of a step, with the advice that follows from it. */
function makeReport(parts) {
	const { primary, fallbacks, explanation } = parts.key;
	const report = {
		version: 1,
		creator,
		step: parts.step,
		store: parts.store,
		key: {
			primary,
			fallbacks,
			explanation
		},
		restore: parts.restore ?? null,
		build: parts.build ?? null,
		save: parts.save ?? null,
		repository: parts.repository ?? null,
		explanation: parts.explanation ?? null,
		history: (parts.history ?? []).slice(-30),
		advice: null
	};
	return {
		...report,
		advice: advise(report)
	};
}
/** How the build went. What neither the statistics nor the log tell is null. */
function reportBuild({ statistics, compilations, hitEntries, costMs }) {
	const hits = compilations ? compilations.flatMap(({ outcome, entry }) => outcome === "hit" && entry !== null ? [entry] : []) : [...hitEntries ?? []];
	const costs = hits.map(costMs).filter((ms) => typeof ms === "number");
	return {
		counts: statistics ? countsOf(statistics) : null,
		evidence: compilations ? "log" : hitEntries ? "file-times" : "none",
		savedSeconds: costs.length > 0 || hits.length === 0 && statistics?.hits.total === 0 ? sum(costs) / 1e3 : null,
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
		languages: languagesOf(statistics),
		notCacheable: explainNotCacheable(statistics.nonCacheable),
		location: statistics.cacheLocation
	};
}
function languagesOf({ hits, misses }) {
	return [.../* @__PURE__ */ new Set([...Object.keys(hits.byLanguage), ...Object.keys(misses.byLanguage)])].map((language) => ({
		language,
		hits: hits.byLanguage[language] ?? 0,
		misses: misses.byLanguage[language] ?? 0
	})).sort((a, b) => b.hits + b.misses - a.hits - a.misses);
}
function missedLabels(compilations) {
	const misses = compilations.filter(({ outcome }) => outcome === "miss");
	return [...Map.groupBy(misses, ({ label }) => label)].map(([label, ofLabel]) => {
		const times = ofLabel.map(({ compileMs }) => compileMs).filter((ms) => ms !== null);
		return {
			label,
			compilations: ofLabel.length,
			seconds: times.length > 0 ? sum(times) / 1e3 : null
		};
	}).sort((a, b) => (b.seconds ?? -1) - (a.seconds ?? -1) || (a.label < b.label ? -1 : 1));
}
function sum(numbers) {
	return numbers.reduce((total, number) => total + number, 0);
}
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
	const budgets = new Set(shares.map((share) => roundUp(total * share)));
	return budgetCurve(candidates, [...budgets]);
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
export { reportBuild as a, reportBudget as i, enough as n, tally as o, makeReport as r, describeReason as s, curvePoints as t };

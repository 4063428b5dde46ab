import { i as duration, n as count, p as rateOf, s as formatSize, u as isNearlyAll } from "./chunk-words.js";
// src/report/explain/limits.ts
/** What a budget is called that is too small, and what to do about it. */
const budgetLimits = {
	"max-size": {
		name: "max-size",
		remedy: "Raise max-size."
	},
	overlay: {
		name: "The overlay of this pull request",
		remedy: "Set pull-request: full to save a whole bundle for each pull request."
	},
	store: {
		name: "The store's own max-size",
		remedy: "Raise max-size in the store's address (local:PATH?max-size=SIZE)."
	},
	repository: {
		name: "The room in the repository's cache",
		remedy: "Delete caches that nobody needs, or raise repository-limit if the repository has more than 10 GB."
	}
};
/** What to do about an entry that was left out for want of room; older bundles do not tell by which limit. */
function remedyFor(limit) {
	const isKnown = (name) => Object.hasOwn(budgetLimits, name);
	if (limit !== void 0 && isKnown(limit)) return budgetLimits[limit].remedy;
	return "Raise max-size, unless the store or the repository's cache has no more room.";
}
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
		text: "sccache's server ended before the save, so nothing is known of the build. Let nothing stop it (sccache --stop-server), and start the build in the environment that the restore step set."
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
/**
* sccache's words for why it does not cache a call, the expected ones first; newer versions add a detail in parentheses:
* https://github.com/mozilla/sccache/blob/main/src/compiler/rust.rs and gcc.rs (`cannot_cache!`).
*/
const notCached = [
	{
		pattern: /^crate-type/,
		meaning: "linked crates such as programs and proc-macros (expected)"
	},
	{
		pattern: /^incremental/,
		meaning: "incremental compilation",
		remedy: "Set CARGO_INCREMENTAL=0, and remove `incremental = true` from the profile."
	},
	{
		pattern: /^missing input|^no input file/,
		meaning: "questions to the compiler, without a source file (expected)",
		asks: true
	},
	{
		pattern: /^-$/,
		meaning: "source from standard input (expected)"
	},
	{
		pattern: /^-E|preprocess/,
		meaning: "preprocessor only (expected)"
	},
	{
		pattern: /^-M|^-### ?|^--version/,
		meaning: "questions to the compiler (expected)",
		asks: true
	},
	{
		pattern: /^multiple input files/,
		meaning: "several source files in one call"
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
		meaning: "C++ or Clang modules"
	},
	{
		pattern: /^@/,
		meaning: "arguments in a file",
		remedy: "Turn response files off in the build system."
	},
	{
		pattern: /^unknown source language|unsupported/i,
		meaning: "a language or output that sccache does not know"
	},
	{
		pattern: /^missing (emit|output|crate_name)/,
		meaning: "not an ordinary compilation by cargo"
	},
	{
		pattern: /^non-cacheable compilation/,
		meaning: "compilations whose result turned out not to be cacheable"
	},
	{
		pattern: /^target$/,
		meaning: "a target given as a file"
	}
];
/** Whether sccache's word for why it does not cache a call says that nothing was to be compiled. */
function isQuestion(reason) {
	return notCached.find(({ pattern }) => pattern.test(reason))?.asks ?? false;
}
/** Calls that were not cacheable, in plain words where these are known: what a person can do something about first, then by number. */
function explainNotCacheable(counts) {
	return Object.entries(counts).filter(([, calls]) => calls > 0).map(([reason, calls]) => {
		const known = notCached.find(({ pattern }) => pattern.test(reason));
		return {
			reason,
			calls,
			meaning: known?.meaning ?? reason,
			remedy: known?.remedy ?? null
		};
	}).sort((a, b) => Number(b.remedy !== null) - Number(a.remedy !== null) || b.calls - a.calls || (a.reason < b.reason ? -1 : 1));
}
// src/report/calls.ts
/** What came of each call, by the counts of sccache's server. What these do not tell apart counts as `others`. */
function callsOf(statistics) {
	const { hits, misses, errors, compileFails: failed, compileRequests, executed } = statistics;
	const ended = {
		lookedUp: hits.total + misses.total,
		errors: errors.total,
		failed
	};
	const isCompilation = ([reason]) => !isQuestion(reason);
	const notCacheable = sum(Object.fromEntries(Object.entries(notCacheableOf(statistics)).filter(isCompilation)));
	const notCached = Math.max(0, executed - sum(ended) - statistics.nonCacheableCompilations);
	const known = {
		...ended,
		notCacheable,
		notCached
	};
	return {
		...known,
		others: Math.max(0, compileRequests - sum(known))
	};
}
/** Calls that are not cacheable, by sccache's word for the reason, those included that turned out so after they ran. */
function notCacheableOf({ nonCacheable, nonCacheableCompilations }) {
	return {
		...nonCacheable,
		...nonCacheableCompilations > 0 && { [unsaved]: nonCacheableCompilations }
	};
}
const unsaved = "non-cacheable compilation";
/** What most calls were of a build in which nothing was looked up. */
function mostCalls({ lookedUp: _, ...parts }) {
	const [first = "others"] = Object.keys(parts).sort((a, b) => parts[b] - parts[a]);
	return {
		kind: first,
		calls: parts[first]
	};
}
const words = {
	notCacheable: "not cacheable",
	errors: "errors of sccache",
	failed: "compilations that failed",
	notCached: "not cached, as SCCACHE_NO_CACHE asks",
	others: "no compilations"
};
/** `nothing was looked up (5 of 7 calls: not cacheable)`, of a build that called sccache. */
function nothingLookedUp(calls) {
	const most = mostCalls(calls);
	return `nothing was looked up (${most.calls} of ${count(sum({ ...calls }), "call")}: ${words[most.kind]})`;
}
function sum(parts) {
	return Object.values(parts).reduce((all, calls) => all + calls, 0);
}
export { advise as a, remedyFor as c, nothingLookedUp as i, mostCalls as n, explainNotCacheable as o, notCacheableOf as r, budgetLimits as s, callsOf as t };

import { i as foreign } from "./chunk-foreign.js";
import { n as duration, r as entryCount, s as percent, t as count } from "./chunk-words.js";
// src/report/explain/not-cacheable.ts
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
		meaning: "compiler queries without a source file (expected)",
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
		meaning: "compiler queries (expected)",
		asks: true
	},
	{
		pattern: /^multiple input files/,
		meaning: "several source files in one call, or clippy on the workspace's own crates"
	},
	{
		pattern: /^argument parse/,
		meaning: "arguments that sccache does not know, as from configure scripts and in tests of procedural macros"
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
		remedy: "Build without coverage and profiles where they are not needed."
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
// src/report/call-counts.ts
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
// src/report/hits.ts
/** `98 of 102 compilations (96.0 %), about 1 min 22 s of compiling saved`, or what is not known. */
function describeHits(build) {
	const counts = build?.counts;
	if (!counts) return `not known, since ${whyNotKnown(build)}`;
	const lookups = counts.hits + counts.misses;
	if (counts.requests === 0 && lookups === 0) return "none, since sccache was never called";
	if (lookups === 0) return `none, since ${nothingLookedUp(counts.calls)}`;
	const { savedSeconds: saved, hitsWithTime } = build;
	const howMuch = isNearlyAll(hitsWithTime, counts.hits) ? "about" : "at least";
	return [
		`${counts.hits} of ${count(lookups, "compilation")} (${percent(counts.hits / lookups)})`,
		...counts.errors > 0 ? [count(counts.errors, "cache error")] : [],
		...saved !== null && saved > 0 ? [`${howMuch} ${duration(saved)} of compiling saved`] : []
	].join(", ");
}
/** Why nothing is known of a build's calls, as the end of a sentence. */
function whyNotKnown(build) {
	if (!build) return "this is the report of a restore, before the build";
	const { noCounts } = build;
	return noCounts?.kind === "no-server" ? foreign(noCounts.why, 300) : "sccache's server did not answer";
}
/** One line on whether the cache helped: a heading, an annotation. Text that may hold foreign words, and no markup. */
function headline({ build, restore, save }) {
	if (!build) return restoreHeadline(restore);
	const { counts, savedSeconds } = build;
	if (!counts) return `hit rate not known, since ${whyNotKnown(build)}`;
	const share = rateOf(counts);
	if (share === void 0) return counts.requests === 0 ? "sccache was never called, so nothing was cached" : nothingLookedUp(counts.calls);
	const rate = `${percent(share)} cache hits`;
	const outcome = restore?.outcome;
	if (counts.hits === 0) return outcome?.kind === "restored" && outcome.entries > 0 ? `${rate}, although ${entryCount(outcome.entries)} were restored` : `${rate}, since nothing was restored`;
	if (savedSeconds === null) return rate;
	const cost = (restore?.seconds ?? 0) + (save?.seconds ?? 0);
	if (!isNearlyAll(build.hitsWithTime, counts.hits)) return `${rate}, at least ${duration(savedSeconds)} of compiling saved`;
	if (savedSeconds < cost) return `${rate}, but ${duration(savedSeconds)} of compiling saved cost ${duration(cost)}`;
	return `${rate}, about ${duration(savedSeconds)} of compiling saved`;
}
/** The text of the notice that shows at the head of a run. */
function annotationText(report) {
	const counts = report.build?.counts;
	const text = headline(report);
	if (!counts || rateOf(counts) === void 0) return text;
	return `${text} (${count(counts.hits, "hit")}, ${count(counts.misses, "miss", "misses")}, ${count(counts.errors, "error")})`;
}
function restoreHeadline(restore) {
	if (!restore) return startWords.skipped;
	const { outcome, seconds } = restore;
	if (outcome.kind !== "restored") return startWords[outcome.kind];
	return `restored ${entryCount(outcome.entries)} in ${duration(seconds)}`;
}
/** What a build without a restored bundle starts with. */
const startWords = {
	found: "found a bundle",
	missed: "no bundle yet, so the build starts without a cache",
	failed: "the restore failed, so the build starts without a cache",
	skipped: "nothing was restored"
};
/** The hit rate of a run, or undefined where nothing was counted. */
function rateOf({ hits, misses }) {
	if (hits === null || misses === null || hits + misses === 0) return void 0;
	return hits / (hits + misses);
}
/** The sum of the times that are known, in seconds; null where none is. */
function secondsOf(times) {
	const known = times.filter((ms) => ms !== null);
	return known.length > 0 ? known.reduce((sum, ms) => sum + ms, 0) / 1e3 : null;
}
/** Whether so many of `whole` are known that a sum over them stands for all. */
function isNearlyAll(known, whole) {
	return known >= .9 * whole;
}
// src/report/explain/budget-limits.ts
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
export { headline as a, secondsOf as c, notCacheableOf as d, nothingLookedUp as f, describeHits as i, callsOf as l, remedyFor as n, isNearlyAll as o, explainNotCacheable as p, annotationText as r, rateOf as s, budgetLimits as t, mostCalls as u };

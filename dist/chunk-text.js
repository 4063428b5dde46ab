import { t as formatSize } from "./chunk-size.js";
import { i as describeHits, t as budgetLimits } from "./chunk-budget-limits.js";
import { i as foreign } from "./chunk-foreign.js";
import { t as helpUrl } from "./chunk-help-links.js";
import { c as refName, i as firstOf, l as sizeWithShare, n as duration, o as inParentheses, r as entryCount, t as count, u as unitedWith } from "./chunk-words.js";
// src/report/text.ts
/** What a restore did, as lines for a log. A failure is among them, but it is for the caller to warn of it. */
function restoreLines({ key, restore }) {
	if (!restore) return [];
	const width = Math.max(0, ...key.explanation.map(({ part }) => part.length));
	return [
		`Key: ${foreign(key.primary)}`,
		...key.explanation.map(({ part, from }) => `  ${foreign(part).padEnd(width)}  ${foreign(from, 300)}`),
		...key.fallbacks.map((prefix) => `  falls back to ${foreign(prefix)}*`),
		describeRestore(restore),
		...bundleLines(restore)
	];
}
function bundleLines({ outcome }) {
	if (outcome.kind !== "restored") return [];
	const { key, fresh, entryBytes, overlay: over } = outcome;
	return [`  bundle ${foreign(key)} (${fresh ? "same key" : "a fallback"}), ${formatSize(entryBytes)} on disk`, ...over ? [`  overlay ${foreign(over.key)}: ${entryCount(over.entries)} (${formatSize(over.bundleBytes)})`] : []];
}
/** What the build and the save did, as lines for a log. */
function saveLines({ build, save, explanation, advice }) {
	if (!save) return [];
	const { entries, budget } = save;
	const dropped = entries.dropped.slice(0, shownDrops);
	const more = entries.dropped.length - shownDrops;
	return [
		`Cache hits: ${describeHits(build)}`,
		...notCacheableLines(build),
		...missedLines(build),
		...missCauses(explanation).slice(0, 3).map((cause) => `Missed because: ${foreign(cause.detail, 300)}${inParentheses(causeCost(cause))}`),
		`Directory: ${entryCount(entries.total)} (${formatSize(entries.totalBytes)}), ${entries.usedByThisRun} used by this run, ${entries.added} new`,
		...dropped.map(({ name, why }) => `Left out ${foreign(name)}: ${foreign(why)}`),
		...more > 0 ? [`Left out ${more} more`] : [],
		...budget ? budgetLines(budget) : [],
		describeSave(save),
		...advice ? [`Advice: ${foreign(advice.text, 500)} (${helpUrl(advice.kind)})`] : []
	];
}
const shownDrops = 10;
/** One sentence for what restore came to. */
function describeRestore({ outcome, seconds }) {
	switch (outcome.kind) {
		case "restored": return `Restored ${entryCount(outcome.entries)} (${formatSize(outcome.bundleBytes)}) from ${foreign(outcome.ref === null ? outcome.key : refName(outcome.ref))} in ${duration(seconds)}`;
		case "found": return `Found ${foreign(outcome.key)} (lookup-only: nothing was downloaded)`;
		case "missed": return `No bundle ${whyNoBundle(outcome)}: the build starts without a cache`;
		case "skipped": return `Skipped the restore: ${foreign(outcome.why)}`;
		case "failed": return `Restored nothing: ${foreign(outcome.why)}`;
	}
}
/** `for this key or its fallbacks yet`, or for which compiler there is one. */
function whyNoBundle({ otherCompiler }) {
	if (!otherCompiler) return "for this key or its fallbacks yet";
	const [there = "", here = ""] = [otherCompiler.there, otherCompiler.here].map((part) => foreign(part, 100));
	return `for this ${/cpu\./.test(there + here) ? "compiler and CPU" : "compiler"} yet (${here}; the newest one is for ${there})`;
}
/** One sentence for what save came to. */
function describeSave({ outcome, maxSizeBytes, seconds }) {
	switch (outcome.kind) {
		case "saved": {
			const { key, entries, bundleBytes, united } = outcome;
			return `Saved ${entryCount(entries)} as ${foreign(key)}${unitedWith(united)}: ${sizeWithShare(bundleBytes, maxSizeBytes)}, in ${duration(seconds)}`;
		}
		case "taken": return `Not saved: another job has already saved ${foreign(outcome.key)}`;
		case "withdrawn": return `Saved and deleted again: ${foreign(outcome.why)}`;
		case "nothing-new":
		case "not-allowed":
		case "too-small": return `Not saved: ${foreign(outcome.why)}`;
		case "failed": return `Save failed: ${foreign(outcome.why)}`;
	}
}
/** What a budget keeps and removes, a line for each reason; entries that alone are over it by name. */
function tallyLines({ kept, evicted }) {
	const line = ({ entries, bytes, why }) => `${entryCount(entries)} (${formatSize(bytes)}): ${foreign(why)}`;
	return [
		...kept.map((one) => `  keeps ${line(one)}`),
		...evicted.map((one) => `  leaves out ${line(one)}`),
		...evicted.filter(({ reason }) => reason === "larger").flatMap(({ examples }) => examples).map(({ name, bytes }) => `  ${foreign(name)} alone is expected to take ${formatSize(bytes)}`)
	];
}
/** Causes of compilations that were looked up and missed: what was never looked up is no miss. */
function missCauses(explanation) {
	const { causes = [] } = explanation ?? {};
	return causes.filter((cause) => cause.class !== "not-cacheable" && cause.class !== "not-looked-up");
}
function notCacheableLines(build) {
	const list = build?.counts?.notCacheable ?? [];
	if (list.length === 0) return [];
	const calls = list.reduce((sum, one) => sum + one.calls, 0);
	const words = firstOf(list, 5, (one) => `${one.calls} ${foreign(one.meaning, 200)}`, "; ");
	return [`Not cacheable: ${count(calls, "call")} (${words})`];
}
/** How many misses sccache counted that its log does not name, where there is a log. */
function unnamedMisses(build) {
	if (!build?.missed) return 0;
	const named = build.missed.reduce((sum, { compilations }) => sum + compilations, 0);
	return Math.max(0, (build.counts?.misses ?? 0) - named);
}
function missedLines(build) {
	const missed = build?.missed ?? [];
	const unnamed = unnamedMisses(build);
	const more = unnamed > 0 ? `, and ${count(unnamed, "compilation")} that sccache's log does not name` : "";
	const words = (one) => {
		const facts = missedFacts(one).join(" ");
		return `${foreign(one.label, 100)}${facts && ` (${facts})`}`;
	};
	return missed.length > 0 ? [`Missed: ${firstOf(missed, 10, words)}${more}`] : [];
}
/** How many compilations it was, and how long they took, as far as it is known. */
function causeCost({ compilations, seconds }) {
	return [...compilations === null ? [] : [count(compilations, "compilation")], ...seconds === null ? [] : [duration(seconds)]].join(", ");
}
/** How often it missed, if not once, and how long that took, if that is known. */
function missedFacts({ compilations, seconds }) {
	return [...compilations > 1 ? [`${compilations}×`] : [], ...seconds === null ? [] : [duration(seconds)]];
}
function budgetLines(budget) {
	const { budgetBytes, limit, limitedBy, unused, shortfall } = budget;
	return [
		`Budget: ${formatSize(budgetBytes)}${limitedBy === null ? "" : `, because ${foreign(limitedBy)}`}`,
		`Unused entries are ${unused.drop ? "removed" : "kept while they fit"}: ${foreign(unused.why)}`,
		...tallyLines(budget),
		...shortfall ? [`${budgetLimits[limit].name}: ${formatSize(budgetBytes)} leaves out ${entryCount(shortfall.entries)} that a run like this one uses; ${formatSize(shortfall.neededBytes)} would save about ${duration(shortfall.savedMs / 1e3)} more of compiling`] : []
	];
}
export { saveLines as a, whyNoBundle as c, restoreLines as i, missCauses as n, tallyLines as o, missedFacts as r, unnamedMisses as s, causeCost as t };

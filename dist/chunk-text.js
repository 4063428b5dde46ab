import { i as foreign } from "./chunk-foreign.js";
import { a as firstOf, d as refName, f as shareOf, i as entryCount, l as percent, n as count, o as formatSize, r as duration, s as helpUrl, t as bar } from "./chunk-words.js";
// src/report/text.ts
/** What a restore did, as lines for a log. A failure is among them, but it is for the caller to warn of it. */
function restoreLines(report) {
	const { key, restore } = report;
	if (!restore) return [];
	return [
		...keyLines(key),
		...key.fallbacks.map((prefix) => `  falls back to ${foreign(prefix)}*`),
		...partLines(restore)
	];
}
/** What the build and the save did, as lines for a log. */
function saveLines(report) {
	const { build, save, explanation, advice } = report;
	if (!save) return [];
	return [
		`Cache hits: ${describeHits(build)}`,
		...notCacheableLines(build),
		...missedLines(build),
		...missCauses(explanation).slice(0, 3).map(({ detail }) => `Missed because: ${foreign(detail, 300)}`),
		`Directory: ${entryCount(save.entries.total)} (${formatSize(save.entries.totalBytes)}), ${save.entries.usedByThisRun} used by this run, ${save.entries.added} new`,
		...droppedLines(save),
		...save.budget ? budgetLines(save.budget, save.maxSizeBytes) : [],
		describeSave(save),
		...advice ? [`Advice: ${foreign(advice.text, 500)} (${helpUrl(advice.kind)})`] : []
	];
}
/** `98 of 102 compilations (96.0 %), about 1 min 22 s of compiling saved`, or what is not known. */
function describeHits(build) {
	const counts = build?.counts;
	if (!counts) return "not known, since no sccache server answered";
	const lookups = counts.hits + counts.misses;
	if (counts.requests === 0 && lookups === 0) return "none, since sccache was never called";
	if (lookups === 0) return `none, since none of ${count(counts.requests, "call")} was cacheable`;
	const saved = build.savedSeconds;
	return [
		`${counts.hits} of ${count(lookups, "compilation")} (${percent(counts.hits / lookups)})`,
		...counts.errors > 0 ? [count(counts.errors, "cache error")] : [],
		...saved !== null && saved > 0 ? [`about ${duration(saved)} of compiling saved`] : []
	].join(", ");
}
/** One sentence for what restore came to. */
function describeRestore(outcome, seconds) {
	switch (outcome.kind) {
		case "restored": return `Restored ${entryCount(outcome.entries)} (${formatSize(outcome.bundleBytes)}) from ${foreign(outcome.ref === null ? outcome.key : refName(outcome.ref))} in ${duration(seconds)}`;
		case "found": return `Found ${foreign(outcome.key)} (lookup-only: nothing was downloaded)`;
		case "missed": return "No bundle for this key or its fallbacks yet: the build starts without a cache";
		case "skipped": return `Skipped the restore: ${foreign(outcome.why)}`;
		case "failed": return `Restored nothing: ${foreign(outcome.why)}`;
	}
}
/** One sentence for what save came to. */
function describeSave({ outcome, maxSizeBytes, seconds }) {
	switch (outcome.kind) {
		case "saved": {
			const { key, entries, bundleBytes, united } = outcome;
			const others = united.length > 0 ? `, united with ${count(united.length, "newer bundle")}` : "";
			return `Saved ${entryCount(entries)} as ${foreign(key)}${others}: ${shareOf(bundleBytes, maxSizeBytes)}, in ${duration(seconds)}`;
		}
		case "taken": return `Not saved: another job has already saved ${foreign(outcome.key)}`;
		case "withdrawn": return `Saved and deleted again: ${foreign(outcome.why)}`;
		case "nothing-new":
		case "not-allowed":
		case "too-small": return `Not saved: ${foreign(outcome.why)}`;
		case "failed": return `Save failed: ${foreign(outcome.why)}`;
	}
}
/** What budgets would keep, as lines for a terminal with a bar for the share of compile time. */
function curveLines(points) {
	return points.map(({ budgetBytes, entries, hitShare, timeShare }) => {
		const hits = `${Math.floor(hitShare * 100)} % of the hits`;
		const share = `${Math.floor(timeShare * 100)} %`.padStart(5);
		const picture = bar([{
			share: timeShare,
			fill: "#"
		}], { rest: "." });
		return `  ${formatSize(budgetBytes).padStart(8)}  ${picture} ${share} of the compile time, ${hits}, ${entryCount(entries)}`;
	});
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
	return (explanation?.causes ?? []).filter((cause) => cause.class !== "not-cacheable");
}
/** Why compilations missed, as lines for a terminal: each cause, what it cost, which crates, and what to do. */
function explanationLines(explanation) {
	if (!explanation || explanation.causes.length === 0) return ["Nothing missed."];
	return explanation.causes.flatMap(causeLines);
}
function causeLines({ detail, remedy, compilations, seconds, labels }) {
	const cost = [...compilations === null ? [] : [count(compilations, "compilation")], ...seconds === null ? [] : [duration(seconds)]];
	return [
		`${foreign(detail)}${cost.length > 0 ? ` (${cost.join(", ")})` : ""}`,
		...labels.length > 0 ? [`  ${firstOf(labels, 10, (label) => foreign(label, 100))}`] : [],
		...remedy === null ? [] : [`  to do: ${foreign(remedy)}`]
	];
}
function keyLines({ primary, explanation }) {
	const width = Math.max(0, ...explanation.map(({ part }) => part.length));
	const parts = explanation.map(({ part, from }) => `  ${foreign(part).padEnd(width)}  ${foreign(from, 300)}`);
	return [`Key: ${foreign(primary)}`, ...parts];
}
function partLines({ outcome, seconds }) {
	const lines = [describeRestore(outcome, seconds)];
	if (outcome.kind !== "restored") return lines;
	const { key, fresh, entryBytes, overlay } = outcome;
	lines.push(`  bundle ${foreign(key)} (${fresh ? "same key" : "a fallback"}), ${formatSize(entryBytes)} on disk`);
	if (overlay) lines.push(`  overlay ${foreign(overlay.key)}: ${entryCount(overlay.entries)} (${formatSize(overlay.bundleBytes)})`);
	return lines;
}
function notCacheableLines(build) {
	const list = build?.counts?.notCacheable ?? [];
	if (list.length === 0) return [];
	const calls = list.reduce((sum, one) => sum + one.calls, 0);
	const words = firstOf(list, 5, (one) => `${one.calls} ${foreign(one.meaning, 200)}`, "; ");
	return [`Not cacheable: ${count(calls, "call")} (${words})`];
}
function missedLines(build) {
	const missed = build?.missed ?? [];
	if (missed.length === 0) return [];
	return [`Missed: ${firstOf(missed, 10, missedWords)}`];
}
function missedWords(missed) {
	const facts = missedFacts(missed);
	return `${foreign(missed.label, 100)}${facts.length > 0 ? ` (${facts.join(" ")})` : ""}`;
}
/** How often it missed, if not once, and how long that took, if that is known. */
function missedFacts({ compilations, seconds }) {
	return [...compilations > 1 ? [`${compilations}×`] : [], ...seconds === null ? [] : [duration(seconds)]];
}
const shownDrops = 10;
function droppedLines({ entries: { dropped } }) {
	const more = dropped.length - shownDrops;
	return [...dropped.slice(0, shownDrops).map(({ name, why }) => `Left out ${foreign(name)}: ${foreign(why)}`), ...more > 0 ? [`Left out ${more} more`] : []];
}
function budgetLines(budget, maxSizeBytes) {
	const { budgetBytes, limitedBy, unused, shortfall } = budget;
	return [
		`Budget: ${formatSize(budgetBytes)}${limitedBy === null ? "" : `, because ${foreign(limitedBy)}`}`,
		`Unused entries are ${unused.drop ? "removed" : "kept while they fit"}: ${foreign(unused.why)}`,
		...tallyLines(budget),
		...shortfall && budgetBytes === maxSizeBytes ? [shortfallLine(shortfall, maxSizeBytes)] : []
	];
}
function shortfallLine({ entries, neededBytes, savedMs }, maxSizeBytes) {
	return `max-size: ${formatSize(maxSizeBytes)} leaves out ${entryCount(entries)} that a run like this one uses; ${formatSize(neededBytes)} would save about ${duration(savedMs / 1e3)} more of compiling`;
}
export { missedFacts as a, tallyLines as c, missCauses as i, describeHits as n, restoreLines as o, explanationLines as r, saveLines as s, curveLines as t };

import { t as formatSize } from "./chunk-size.js";
import { i as hitRate } from "./chunk-install.js";
import { t as budgetLines } from "./chunk-budget-text.js";
// src/report/text.ts
/** The report as lines for a log. Trouble is not among them: it is for the log's warnings. */
function restoreLines(report) {
	const { keys, outcome } = report;
	return [
		...keyLines(keys),
		...keys.fallbacks.map((key) => `  falls back to ${key}*`),
		describeRestore(outcome, report)
	];
}
const shownDrops = 10;
/** As `restoreLines`. */
function saveLines(report) {
	const { entries, statistics } = report;
	return [
		`Build: ${statistics ? describeStatistics(statistics) : "no statistics, since no sccache server was running"}`,
		`Directory: ${entryCount(entries.total)}, ${formatSize(entries.totalBytes)}; ${entries.usedByThisRun} used by this run, ${entries.added} new`,
		...entries.dropped.slice(0, shownDrops).map(({ name, why }) => `Left out ${name}: ${why}`),
		...entries.dropped.length > shownDrops ? [`Left out ${entries.dropped.length - shownDrops} more`] : [],
		...report.budget ? budgetLines(report.budget) : [],
		describeSave(report)
	];
}
/** One sentence for what restore came to. */
function describeRestore(outcome, report) {
	const where = `in the store ${report.storeLabel}`;
	switch (outcome.kind) {
		case "restored": return `Restored ${entryCount(outcome.entries)} (${formatSize(outcome.entryBytes)}) from ${outcome.key} (${formatSize(outcome.bundleBytes)}, ${outcome.fresh ? "fresh" : "a fallback"}) in ${report.seconds.toFixed(1)} s`;
		case "found": return `Found ${outcome.key} ${where}; lookup-only, so nothing was moved`;
		case "miss": return `No bundle for this key or its fallbacks ${where}: this build starts cold`;
		case "skipped":
		case "trouble": return `Restored nothing: ${oneLine(outcome.why)}`;
	}
}
/** One sentence for what save came to. */
function describeSave({ outcome, budgetBytes, seconds }) {
	switch (outcome.kind) {
		case "saved": return `Saved ${entryCount(outcome.entries)} as ${outcome.key}: ${formatSize(outcome.bundleBytes)} of ${formatSize(budgetBytes)}, in ${seconds.toFixed(1)} s`;
		case "taken": return `Not saved: another job has already saved ${outcome.key}`;
		case "not-saved": return `Not saved: ${oneLine(outcome.why)}`;
		case "trouble": return `Saved nothing: ${oneLine(outcome.why)}`;
	}
}
/** `98 of 102 compilations were hits (96.1 %)`. */
function describeStatistics(statistics) {
	const rate = hitRate(statistics);
	const lookups = statistics.hits.total + statistics.misses.total;
	if (rate === void 0) return "sccache was not asked for anything";
	const errors = statistics.errors.total > 0 ? `, ${statistics.errors.total} cache errors` : "";
	return `${statistics.hits.total} of ${lookups} compilations were hits (${percent(rate)})${errors}`;
}
/** `1 entry`, `2 entries`. */
function entryCount(count) {
	return count === 1 ? "1 entry" : `${count} entries`;
}
/** A share as per cent with one digit; 100 % only when it is all. */
function percent(share) {
	return `${(Math.floor(share * 1e3) / 10).toFixed(share === 1 ? 0 : 1)} %`;
}
function keyLines({ primary, explanation }) {
	const width = Math.max(...explanation.map(({ part }) => part.length));
	const parts = explanation.map(({ part, from }) => `  ${part.padEnd(width)}  ${oneLine(from)}`);
	return [`Key: ${primary}`, ...parts];
}
/** A matrix is JSON over many lines; and a line that begins with `::` would be a command to the runner. */
function oneLine(text) {
	return text.replace(/\s+/g, " ");
}
export { saveLines as a, restoreLines as i, entryCount as n, percent as r, describeSave as t };

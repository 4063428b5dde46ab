import { o as getState, u as saveState, y as summary } from "./chunk-core.js";
import { S as textOf } from "./chunk-server.js";
import { i as fingerprint, s as word } from "./chunk-parts.js";
import { t as formatSize } from "./chunk-size.js";
import { t as replaceFile } from "./chunk-replace-file.js";
import { a as plain, c as table, r as folded, t as code } from "./chunk-foreign.js";
import { t as helpUrl } from "./chunk-help-links.js";
import { a as headline, s as rateOf } from "./chunk-budget-limits.js";
import { a as ifKnown, c as refName, i as firstOf, l as sizeWithShare, n as duration, r as entryCount, s as percent, t as count, u as unitedWith } from "./chunk-words.js";
import { n as mermaidLine, r as sparkline, t as bar } from "./chunk-text-charts.js";
import { c as whyNoBundle, n as missCauses, r as missedFacts, s as unnamedMisses } from "./chunk-text.js";
import { r as handoffVariable } from "./chunk-runner.js";
import { dirname, join } from "node:path";
import { rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
// src/report/summary-details.ts
/** What the summary folds away, a section each, the most useful first. */
function details(report) {
	return [
		...causesSection(report),
		...missedSection(report),
		...languagesSection(report),
		...budgetSection(report),
		...trendSection(report),
		...timesSection(report),
		keySection(report)
	];
}
const mostRows = 50;
function causesSection({ explanation }) {
	const causes = explanation?.causes ?? [];
	if (causes.length === 0) return [];
	const rows = causes.slice(0, mostRows).map(({ detail, compilations, seconds, labels, remedy }) => [
		plain(detail),
		ifKnown(compilations, String, ""),
		ifKnown(seconds, duration, ""),
		firstOf(labels, 5, code),
		plain(remedy ?? "")
	]);
	return [folded("Why compilations missed", table([
		"cause",
		"compilations",
		"compiling",
		"of",
		"what to do"
	], "lrrll", rows) + moreThanRows(causes))];
}
function missedSection({ build }) {
	const missed = build?.missed ?? [];
	if (missed.length <= 8) return [];
	const rows = missed.slice(0, mostRows).map(({ label, compilations, seconds }) => [
		code(label),
		compilations,
		ifKnown(seconds, duration)
	]);
	return [folded("Missed, by crate or source", table([
		"",
		"compilations",
		"compiling"
	], "lrr", rows) + moreThanRows(missed))];
}
/** What follows a table that leaves some of its rows out. */
function moreThanRows({ length }) {
	return length > mostRows ? `\n\n${length - mostRows} more are in the report as JSON.` : "";
}
function languagesSection({ build }) {
	const counts = build?.counts;
	if (!counts) return [];
	const rows = counts.languages.slice(0, mostRows).map((one) => [
		plain(one.language),
		one.hits,
		one.misses,
		ifKnown(rateOf(one), percent, "")
	]);
	const facts = [
		["calls of sccache", counts.requests],
		["cache errors", counts.errors],
		["write errors", counts.writeErrors],
		["compilations that failed", counts.compileFails],
		...counts.notCacheable.slice(0, mostRows).map(({ reason, calls }) => [`not cacheable: ${code(reason)}`, calls]),
		["sccache's cache", code(counts.location)]
	];
	const languages = table([
		"language",
		"hits",
		"misses",
		"hit rate"
	], "lrrr", rows);
	return [folded("Languages and counts", `${languages}\n\n${table(["", ""], "lr", facts)}`)];
}
function budgetSection({ save }) {
	const budget = save?.budget;
	if (!budget) return [];
	const rows = Object.entries({
		kept: budget.kept,
		removed: budget.evicted
	}).flatMap(([what, tallies]) => tallies.map(({ entries, bytes, why }) => [
		what,
		entries,
		formatSize(bytes),
		plain(why)
	]));
	const limit = budget.limitedBy === null ? "" : `, because ${plain(budget.limitedBy)}`;
	const parts = [
		`Budget: ${formatSize(budget.budgetBytes)}${limit}. Entries that this run did not use are ${budget.unused.drop ? "removed" : "kept while they fit"}: ${plain(budget.unused.why)}.`,
		table([
			"",
			"entries",
			"in the bundle",
			"why"
		], "lrrl", rows),
		...curvePart(budget)
	];
	return [folded("Budget: what was kept and removed", parts.join("\n\n"))];
}
function curvePart({ curve, budgetBytes }) {
	const best = curve.find(({ hitShare }) => hitShare === curve.at(-1)?.hitShare);
	if (!best) return [];
	const distinct = curve.filter(({ hitShare }, i) => i === 0 || hitShare !== curve[i - 1]?.hitShare);
	const verdict = best.budgetBytes <= budgetBytes ? `${formatSize(best.budgetBytes)} would be enough for all that this run used.` : `All that this run used needs ${formatSize(best.budgetBytes)}.`;
	const rows = distinct.map(({ budgetBytes: bytes, hitShare, entries }) => [
		formatSize(bytes),
		`${Math.floor(hitShare * 100)} %`,
		entries
	]);
	return [`**Other budgets:** ${verdict}`, table([
		"max-size",
		"hits kept",
		"entries"
	], "rrr", rows)];
}
function trendSection({ history }) {
	const known = history.map(rateOf).filter((rate) => rate !== void 0);
	if (known.length < 2) return [];
	const ended = (seconds) => (/* @__PURE__ */ new Date(seconds * 1e3)).toISOString().slice(5, 16).replace("T", " ");
	const took = (ms) => duration(ms / 1e3);
	const rows = history.toReversed().map((run) => [
		`${ended(run.endedAt)} UTC`,
		ifKnown(rateOf(run), percent),
		ifKnown(run.savedMs, took, ""),
		ifKnown(run.restoreMs, took, ""),
		ifKnown(run.bundleBytes, formatSize, "")
	]);
	const head = [
		"run",
		"hit rate",
		"compiling saved",
		"restore",
		"bundle"
	];
	const chart = mermaidLine("Hit rate", "run", known);
	return [folded(`The last ${count(history.length, "run")}`, `${chart}\n\n${table(head, "lrrrr", rows)}`)];
}
function timesSection({ restore, save }) {
	const rows = Object.entries({
		restore,
		save
	}).flatMap(([step, done]) => (done?.phases ?? []).map(({ name, seconds }) => [
		step,
		plain(name),
		duration(seconds)
	]));
	if (rows.length === 0) return [];
	return [folded("Where the time was spent", table([
		"step",
		"phase",
		"time"
	], "llr", rows))];
}
function keySection({ key, store }) {
	const rows = key.explanation.slice(0, mostRows).map(({ part, from }) => [code(part), plain(from)]);
	const fallbacks = key.fallbacks.slice(0, mostRows).map((one) => `\n- ${code(`${one}*`)}`);
	const body = [
		`Key ${code(key.primary)} in the store ${code(store)}.`,
		table(["part", "from"], "ll", rows),
		...fallbacks.length > 0 ? [`Falls back to:${fallbacks.join("")}`] : []
	];
	return folded("The key and what it is made of", body.join("\n\n"));
}
// src/report/summary.ts
/** GitHub refuses a step's summary beyond 1 MiB, and a comment beyond 65,536 characters. */
const summaryBytes = 1e6;
const commentCharacters = 6e4;
/**
* The job summary in Markdown: whether the cache helped, five rows, a line of advice, and the rest folded. Within
* GitHub's limit, whatever the input: what is folded is left out first.
*/
function summaryMarkdown(report) {
	return withinBytes([headSection(report), ...details(report)], summaryBytes);
}
/** The body of a comment on a pull request. Its first line is `commentMarker`, by which the next run finds it. */
function commentMarkdown(report, job) {
	return withinBytes([
		commentMarker(job),
		headSection(report),
		...details(report)
	], commentCharacters);
}
/** An invisible line that is the same in every run of a job, whatever its key, and differs between jobs. */
function commentMarker({ workflow, job, matrix }) {
	return `<!-- sccache-bundle ${word(job ?? "any")} ${fingerprint(JSON.stringify([
		workflow,
		job,
		matrix
	]))} -->`;
}
function headSection(report) {
	const { advice, build, history, restore, save, repository } = report;
	const notCacheable = build?.counts?.notCacheable ?? [];
	const rows = [
		["**Restored**", restore ? restoredCell(restore) : "no restore step ran before this"],
		...save ? [["**Saved**", savedCell(save)]] : [],
		...build ? [["**Missed**", missedCell(report)]] : [],
		...notCacheable.length > 0 ? [["**Not cacheable**", notCacheableCell(notCacheable)]] : [],
		...repository ? [["**Repository**", repositoryCell(repository)]] : []
	];
	return [
		`### sccache-bundle: ${plain(headline(report))}`,
		costLine(report),
		table(["", ""], "ll", rows),
		...advice ? [`> **Advice:** ${plain(advice.text)} ${helpLink(advice.kind)}`] : [],
		...history.length < 2 ? [] : [`Hit rate of the last ${history.length} runs: \`${sparkline(history.map(rateOf))}\``]
	].join("\n\n");
}
function helpLink(kind) {
	return `[Help](${helpUrl(kind)})`;
}
/** What it was good for and what it cost, in one line. */
function costLine({ build, restore, save }) {
	const { hits = 0, misses = 0 } = build?.counts ?? {};
	const isPartial = build && hits > 0 && build.hitsWithTime < hits && build.savedSeconds !== null;
	const costs = [...restore ? [`Restoring took ${duration(restore.seconds)}`] : [], ...save ? [`${restore ? "saving" : "Saving took"} ${duration(save.seconds)}`] : []].join(", ");
	return [
		...hits + misses > 0 ? [`${hits} of ${count(hits + misses, "compilation")} came from the cache.`] : [],
		...isPartial ? [`The compile time of ${build.hitsWithTime} of them is known.`] : [],
		...costs === "" ? [] : [`${costs}.`]
	].join(" ");
}
function restoredCell({ outcome }) {
	switch (outcome.kind) {
		case "restored": {
			const from = outcome.ref === null ? "" : ` from ${code(refName(outcome.ref))}`;
			const match = outcome.fresh ? "same key" : "a fallback key";
			const overlay = outcome.overlay ? `, with an overlay of ${entryCount(outcome.overlay.entries)} (${formatSize(outcome.overlay.bundleBytes)})` : "";
			return `${entryCount(outcome.entries)}, ${formatSize(outcome.bundleBytes)}${from} (${match})${overlay}`;
		}
		case "found": return `nothing: \`lookup-only\` found ${code(outcome.key)}`;
		case "missed": return `nothing: no bundle ${plain(whyNoBundle(outcome))}`;
		case "skipped": return `nothing: ${plain(outcome.why)}`;
		case "failed": return failedCell(outcome);
	}
}
function savedCell({ outcome, maxSizeBytes, deleted }) {
	switch (outcome.kind) {
		case "saved": {
			const what = outcome.as === "overlay" ? ", as an overlay" : "";
			const gone = deleted.bundles > 0 ? `; ${count(deleted.bundles, "superseded bundle")} deleted` : "";
			return `${entryCount(outcome.entries)}, ${sizeWithShare(outcome.bundleBytes, maxSizeBytes)}${what}${unitedWith(outcome.united)}${gone}`;
		}
		case "failed": return failedCell(outcome);
		case "taken": return "already saved by another job";
		default: return `${notSavedWords[outcome.kind]}: ${plain(outcome.why)}`;
	}
}
const notSavedWords = {
	withdrawn: "saved and deleted again",
	"nothing-new": "nothing",
	"not-allowed": "nothing",
	"too-small": "no room"
};
function failedCell({ why, failure }) {
	return `:x: **failed**: ${plain(why)} ${helpLink(failure)}`;
}
function missedCell({ build, explanation }) {
	const { counts, missed } = build ?? {};
	if (!counts && !missed) return "not known";
	if (counts?.misses === 0 && !missed?.length) return counts.hits > 0 ? "nothing" : "nothing was looked up";
	const [cause] = missCauses(explanation);
	const why = cause ? `<br>${plain(cause.detail)}` : "";
	if (!missed?.length) return `${counts ? count(counts.misses, "compilation") : "not known"}${why}`;
	const unnamed = unnamedMisses(build);
	const more = unnamed > 0 ? `, and ${count(unnamed, "compilation")} that sccache's log does not name` : "";
	return `${firstOf(missed, 8, (one) => [code(one.label), ...missedFacts(one)].join(" "))}${more}${why}`;
}
function notCacheableCell(list) {
	const line = ({ calls, meaning, remedy }) => `${calls}× ${plain(meaning)}${remedy ? ` → **${plain(remedy)}**` : ""}`;
	return firstOf(list, 4, line, "<br>");
}
function repositoryCell({ othersBytes, oursBytes, freeBytes, limitBytes }) {
	const share = (bytes) => limitBytes > 0 ? bytes / limitBytes : 0;
	return `\`${bar([{
		share: share(othersBytes),
		fill: "▓"
	}, {
		share: share(oursBytes),
		fill: "█"
	}])}\` others ${formatSize(othersBytes)}, ours ${formatSize(oursBytes)}, free ${formatSize(freeBytes)} of ${formatSize(limitBytes)}`;
}
/** The first section and as many others as fit, whole, in order. */
function withinBytes([first = "", ...others], most) {
	const parts = [first];
	let bytes = Buffer.byteLength(first);
	for (const part of others) {
		const size = Buffer.byteLength(part) + 2;
		if (bytes + size > most) continue;
		bytes += size;
		parts.push(part);
	}
	return `${parts.join("\n\n")}\n`;
}
// src/action/job-summary.ts
/** Whether `job-summary` asks for a summary of this step: on failure means the job's or the cache's. */
function wantsSummary({ jobSummary }, { restore, save }, status) {
	if (jobSummary !== "on-failure") return jobSummary === "always";
	return status === "failure" || [restore, save].some((done) => done?.outcome.kind === "failed");
}
/** Writes the job summary. Where the runner takes none, that is one notice. */
async function writeSummary(markdown, log) {
	try {
		await summary.addRaw(markdown).write();
	} catch (error) {
		sayNoSummary(error, log);
	}
}
/** Beside the handoff. */
const summaryFile = "summary.md";
const summaryState = "summary";
/** Leaves the summary of a restore step for its post step. Where there is no room for it, that is one notice. */
async function leaveSummary(markdown, directory, log) {
	const file = join(directory, summaryFile);
	try {
		await replaceFile(file, (made) => writeFile(made, markdown));
		saveState(summaryState, file);
	} catch (error) {
		sayNoSummary(error, log);
	}
}
function sayNoSummary(error, log) {
	log.notice(`No job summary: ${error.message}`);
}
/** What the step left to be written, or undefined where a save step has written its own. */
function takeSummary() {
	return textOf(getState(summaryState));
}
/** Takes back what a restore step of this job left: the summary of a save holds all of it. */
function dropSummary() {
	const handoff = process.env[handoffVariable];
	if (handoff) rmSync(join(dirname(handoff), summaryFile), { force: true });
}
export { writeSummary as a, summaryMarkdown as c, wantsSummary as i, leaveSummary as n, commentMarkdown as o, takeSummary as r, commentMarker as s, dropSummary as t };

import { a as plain, r as folded, s as table, t as code } from "./chunk-foreign.js";
import { n as enough } from "./chunk-make-report.js";
import { a as firstOf, c as mermaidLine, d as refName, f as shareOf, i as entryCount, l as percent, n as count, o as formatSize, p as sparkline, r as duration, s as helpUrl, t as bar, u as rateOf } from "./chunk-words.js";
import { a as missedFacts, i as missCauses } from "./chunk-text.js";
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
	const rows = causes.slice(0, mostRows).map((cause) => [
		plain(cause.detail),
		cause.compilations === null ? "" : String(cause.compilations),
		cause.seconds === null ? "" : duration(cause.seconds),
		firstOf(cause.labels, 5, code),
		plain(cause.remedy ?? "")
	]);
	return [folded("Why compilations missed", table([
		"cause",
		"compilations",
		"compiling",
		"of",
		"what to do"
	], "lrrll", rows))];
}
function missedSection({ build }) {
	const missed = build?.missed ?? [];
	if (missed.length <= 8) return [];
	const rows = missed.slice(0, mostRows).map(({ label, compilations, seconds }) => [
		code(label),
		String(compilations),
		seconds === null ? "not known" : duration(seconds)
	]);
	const more = missed.length > mostRows ? `\n\n${missed.length - mostRows} more are in the report as JSON.` : "";
	return [folded("Missed, by crate or source", table([
		"",
		"compilations",
		"compiling"
	], "lrr", rows) + more)];
}
function languagesSection({ build }) {
	const counts = build?.counts;
	if (!counts) return [];
	const rows = counts.languages.slice(0, mostRows).map(({ language, hits, misses }) => [
		plain(language),
		String(hits),
		String(misses),
		hits + misses > 0 ? percent(hits / (hits + misses)) : ""
	]);
	const facts = [
		["calls of sccache", String(counts.requests)],
		["cache errors", String(counts.errors)],
		["write errors", String(counts.writeErrors)],
		["compilations that failed", String(counts.compileFails)],
		...counts.notCacheable.slice(0, mostRows).map(({ reason, calls }) => [`not cacheable: ${code(reason)}`, String(calls)]),
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
	const rows = [...budget.kept.map((one) => ["kept", one]), ...budget.evicted.map((one) => ["removed", one])].map(([what, { entries, bytes, why }]) => [
		what,
		String(entries),
		formatSize(bytes),
		plain(why)
	]);
	const limit = budget.limitedBy === null ? "" : `, because ${plain(budget.limitedBy)}`;
	return [folded("Budget: what was kept and removed", [
		`Budget: ${formatSize(budget.budgetBytes)}${limit}. Entries that this run did not use are ${budget.unused.drop ? "removed" : "kept while they fit"}: ${plain(budget.unused.why)}.`,
		table([
			"",
			"entries",
			"in the bundle",
			"why"
		], "lrrl", rows),
		...curvePart(budget)
	].join("\n\n"))];
}
function curvePart({ curve, budgetBytes }) {
	const best = enough(curve);
	if (!best) return [];
	const distinct = curve.filter(({ hitShare }, i) => i === 0 || hitShare !== curve[i - 1]?.hitShare);
	const verdict = best.budgetBytes <= budgetBytes ? `${formatSize(best.budgetBytes)} would be enough for all that this run used.` : `All that this run used needs ${formatSize(best.budgetBytes)}.`;
	const rows = distinct.map(({ budgetBytes: bytes, hitShare, entries }) => [
		formatSize(bytes),
		`${Math.floor(hitShare * 100)} %`,
		String(entries)
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
	const label = (endedAt) => (/* @__PURE__ */ new Date(endedAt * 1e3)).toISOString().slice(5, 16).replace("T", " ");
	const chart = mermaidLine("Hit rate", "run", known);
	const rows = history.toReversed().map((run) => [
		`${label(run.endedAt)} UTC`,
		rateText(rateOf(run)),
		run.savedMs === null ? "" : duration(run.savedMs / 1e3),
		run.restoreMs === null ? "" : duration(run.restoreMs / 1e3),
		run.bundleBytes === null ? "" : formatSize(run.bundleBytes)
	]);
	return [folded(`The last ${count(history.length, "run")}`, `${chart}\n\n${table([
		"run",
		"hit rate",
		"compiling saved",
		"restore",
		"bundle"
	], "lrrrr", rows)}`)];
}
function rateText(rate) {
	return rate === void 0 ? "not known" : percent(rate);
}
function timesSection({ restore, save }) {
	const rows = [...phaseRows("restore", restore?.phases ?? []), ...phaseRows("save", save?.phases ?? [])];
	return rows.length > 0 ? [folded("Where the time was spent", table([
		"step",
		"phase",
		"time"
	], "llr", rows))] : [];
}
function phaseRows(step, phases) {
	return phases.slice(0, mostRows).map(({ name, seconds }) => [
		step,
		plain(name),
		duration(seconds)
	]);
}
function keySection({ key, store }) {
	const rows = key.explanation.slice(0, mostRows).map(({ part, from }) => [code(part), plain(from)]);
	const body = [
		`Key ${code(key.primary)} in the store ${code(store)}.`,
		table(["part", "from"], "ll", rows),
		...key.fallbacks.length > 0 ? [`Falls back to:\n${key.fallbacks.slice(0, mostRows).map((one) => `- ${code(`${one}*`)}`).join("\n")}`] : []
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
function commentMarkdown(report) {
	return withinBytes([
		commentMarker(report),
		headSection(report),
		...details(report)
	], commentCharacters);
}
/** An invisible line that is the same in every run of a job, and differs between jobs. */
function commentMarker({ key }) {
	return `<!-- sccache-bundle ${key.explanation.slice(0, -1).map(({ part }) => part).join("-").replace(/[^\w.-]/g, "_").slice(0, 300)} -->`;
}
/** One line on whether the cache helped: a heading, an annotation. Plain text of our own words and numbers. */
function headline({ build, restore, save }) {
	if (!build) return restoreHeadline(restore);
	const { counts, savedSeconds } = build;
	if (!counts) return "hit rate not known, since no sccache server answered";
	const lookups = counts.hits + counts.misses;
	if (counts.requests === 0 && lookups === 0) return "sccache was never called, so nothing was cached";
	if (lookups === 0) return "nothing that was compiled is cacheable";
	const rate = `${percent(counts.hits / lookups)} cache hits`;
	if (counts.hits === 0) {
		const restored = restore?.outcome.kind === "restored" ? restore.outcome.entries : 0;
		return restored > 0 ? `${rate}, although ${entryCount(restored)} were restored` : `${rate}, since nothing was restored`;
	}
	if (savedSeconds === null) return rate;
	const cost = (restore?.seconds ?? 0) + (save?.seconds ?? 0);
	if (savedSeconds < cost) return `${rate}, but ${duration(savedSeconds)} of compiling saved cost ${duration(cost)}`;
	return `${rate}, about ${duration(savedSeconds)} of compiling saved`;
}
/** The text of the notice that shows at the head of a run. */
function annotationText(report) {
	const counts = report.build?.counts;
	const text = headline(report);
	if (!counts || counts.hits + counts.misses === 0) return text;
	return `${text} (${count(counts.hits, "hit")}, ${count(counts.misses, "miss", "misses")}, ${count(counts.errors, "error")})`;
}
function restoreHeadline(restore) {
	switch (restore?.outcome.kind) {
		case "restored": return `restored ${entryCount(restore.outcome.entries)} in ${duration(restore.seconds)}`;
		case "found": return "found a bundle";
		case "missed": return "no bundle yet, so the build starts without a cache";
		case "failed": return "the restore failed, so the build starts without a cache";
		default: return "nothing was restored";
	}
}
function headSection(report) {
	const { advice, build, restore, save, repository } = report;
	const rows = [
		["Restored", restore ? restoredCell(restore) : "no restore step ran before this"],
		...save ? [["Saved", savedCell(save)]] : [],
		...build ? [["Missed", missedCell(report)]] : [],
		...build?.counts ? [["Not cacheable", notCacheableCell(build.counts.notCacheable)]] : [],
		...repository ? [["Repository", repositoryCell(repository)]] : []
	];
	return [
		`### sccache-bundle: ${headline(report)}`,
		costLine(report),
		table(["", ""], "ll", rows.map(([name, cell]) => [`**${name}**`, cell])),
		...advice ? [`> **Advice:** ${plain(advice.text)} [Help](${helpUrl(advice.kind)})`] : [],
		...trendLine(report)
	].join("\n\n");
}
/** What it was good for and what it cost, in one line. */
function costLine({ build, restore, save }) {
	const counts = build?.counts;
	const known = build && counts && counts.hits > 0 && build.hitsWithTime < counts.hits && build.savedSeconds !== null;
	return [
		...counts && counts.hits + counts.misses > 0 ? [`${counts.hits} of ${count(counts.hits + counts.misses, "compilation")} came from the cache.`] : [],
		...known ? [`The compile time of ${build.hitsWithTime} of them is known.`] : [],
		[...restore ? [`Restoring took ${duration(restore.seconds)}`] : [], ...save ? [`${restore ? "saving" : "Saving took"} ${duration(save.seconds)}`] : []].join(", ")
	].filter((part) => part !== "").map((part) => part.endsWith(".") ? part : `${part}.`).join(" ");
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
		case "missed": return "nothing: no bundle for this key or its fallbacks yet";
		case "skipped": return `nothing: ${plain(outcome.why)}`;
		case "failed": return `:x: **failed**: ${plain(outcome.why)} [Help](${helpUrl(outcome.failure)})`;
	}
}
/** Short words for a save's outcome, for tables. */
const saveWords = {
	saved: "saved",
	taken: "already saved by another job",
	withdrawn: "saved and deleted again",
	"nothing-new": "nothing new",
	"not-allowed": "not allowed",
	"too-small": "no room",
	failed: "failed"
};
function savedCell({ outcome, maxSizeBytes, deleted }) {
	switch (outcome.kind) {
		case "saved": {
			const what = outcome.as === "overlay" ? ", as an overlay" : "";
			const united = outcome.united.length > 0 ? `, united with ${count(outcome.united.length, "newer bundle")}` : "";
			const gone = deleted.bundles > 0 ? `; ${count(deleted.bundles, "superseded bundle")} deleted` : "";
			return `${entryCount(outcome.entries)}, ${shareOf(outcome.bundleBytes, maxSizeBytes)}${what}${united}${gone}`;
		}
		case "failed": return `:x: **failed**: ${plain(outcome.why)} [Help](${helpUrl(outcome.failure)})`;
		case "taken": return saveWords.taken;
		default: return `${saveWords[outcome.kind]}: ${plain(outcome.why)}`;
	}
}
function missedCell({ build, explanation }) {
	const counts = build?.counts;
	if (!counts && !build?.missed) return "not known";
	if (counts?.misses === 0 && !build?.missed?.length) return counts.hits > 0 ? "nothing" : "nothing was looked up";
	const [cause] = missCauses(explanation);
	const why = cause ? `<br>${plain(cause.detail)}` : "";
	if (!build?.missed) return `${count(counts?.misses ?? 0, "compilation")}${why}`;
	return `${firstOf(build.missed, 8, (one) => [code(one.label), ...missedFacts(one)].join(" "))}${why}`;
}
function notCacheableCell(list) {
	if (list.length === 0) return "nothing";
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
function trendLine({ history }) {
	if (history.length < 2) return [];
	const rates = history.map(rateOf);
	return [`Hit rate of the last ${history.length} runs: \`${sparkline(rates)}\``];
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
export { summaryMarkdown as a, headline as i, commentMarkdown as n, commentMarker as r, annotationText as t };

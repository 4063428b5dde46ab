import { n as parseHandoff } from "./chunk-handoff.js";
import { f as helpUrl, i as saveLines, r as restoreLines } from "./chunk-text.js";
import { a as summaryMarkdown, t as annotationText } from "./chunk-summary.js";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
// src/action/publish.ts
/** Sets the outputs that action.yml promises, and writes the log. */
function publishRestore(core, report, log) {
	const outcome = report.restore?.outcome;
	for (const line of restoreLines(report)) log.info(line);
	const found = outcome?.kind === "restored" || outcome?.kind === "found" ? outcome : void 0;
	core.setOutput("cache-hit", found?.fresh === true);
	core.setOutput("cache-primary-key", report.key.primary);
	core.setOutput("cache-matched-key", found?.key ?? "");
	core.setOutput("entries", outcome?.kind === "restored" ? outcome.entries : 0);
	core.setOutput("bundle-size", outcome?.kind === "restored" ? outcome.bundleBytes : 0);
}
/** Sets the outputs of a save, and writes the log and, unless they were turned off, the job summary and a notice. */
async function publishSave(core, report, { log, summary }) {
	for (const line of saveLines(report)) log.info(line);
	core.setOutput("hit-rate", hitRateOf(report));
	if (!summary) return;
	core.notice(annotationText(report), { title: "sccache-bundle: cache hits" });
	await writeSummary(core, report, log);
}
/** Whether `job-summary` asks for a summary of this step: on failure means the job's or the cache's. */
function wantsSummary({ jobSummary }, { restore, save }, status) {
	if (jobSummary !== "on-failure") return jobSummary === "always";
	return status === "failure" || [restore, save].some((done) => done?.outcome.kind === "failed");
}
/** Writes the job summary. Where the runner takes none, that is one notice. */
async function writeSummary(core, report, log) {
	try {
		await core.summary.addRaw(summaryMarkdown(report)).write();
	} catch (error) {
		log.notice(`No job summary: ${error.message}`);
	}
}
/** In percent with one digit; empty where no server counted, or nothing was asked for. */
function hitRateOf({ build }) {
	const { hits, misses } = build?.counts ?? {
		hits: 0,
		misses: 0
	};
	return hits + misses === 0 ? "" : (100 * hits / (hits + misses)).toFixed(1);
}
/** Reports an error of the cache once: as a warning, or as a failed step where the user asked for that. */
function reportFailure(core, outcome, strict) {
	if (outcome.kind !== "failed") return;
	const help = helpUrl(outcome.failure);
	if (strict) core.setFailed(`${outcome.why} (strict is true; ${help})`);
	else core.warning(`${outcome.why}. Help: ${help}`, { title: "sccache-bundle" });
}
/** Hands the variables to the steps that follow, and says what was changed or kept of the user's own. */
function publishEnvironment(core, { exports, notices, warnings }, log) {
	for (const { name, value } of exports) {
		core.exportVariable(name, value);
		log.info(`Set ${name}=${value}`);
	}
	for (const notice of notices) log.notice(notice);
	for (const warning of warnings) log.warning(warning);
}
// src/action/state.ts
const stateName = "handoff";
/** Where a job that restores and saves in steps of their own finds what the first left for the second. */
const variable = "SCCACHE_BUNDLE_HANDOFF";
/** Leaves one value for the post step, and a file with the same for a separate save step. */
function leaveHandoff(core, handoff, directory) {
	const text = JSON.stringify(handoff);
	const file = join(directory, "handoff.json");
	writeFileSync(file, text);
	core.saveState(stateName, text);
	core.exportVariable(variable, file);
}
/** What this step's own restore left, or undefined when it did not finish. */
function takeHandoff(core) {
	return parseHandoff(core.getState(stateName));
}
/** What an earlier restore step left, or undefined when there was none. */
function findHandoff(env) {
	const file = env[variable];
	if (!file) return void 0;
	try {
		return parseHandoff(readFileSync(file, "utf8"));
	} catch {
		return;
	}
}
export { publishRestore as a, wantsSummary as c, publishEnvironment as i, writeSummary as l, leaveHandoff as n, publishSave as o, takeHandoff as r, reportFailure as s, findHandoff as t };

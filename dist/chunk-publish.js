import { a as summaryMarkdown, n as commentMarkdown, r as commentMarker, t as annotationText } from "./chunk-summary.js";
import { i as saveLines, r as restoreLines } from "./chunk-text.js";
import { p as withHelp } from "./chunk-words.js";
import { t as StoreError } from "./chunk-store.js";
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
	await writeSummary(core, summaryMarkdown(report), log);
}
/** Whether `job-summary` asks for a summary of this step: on failure means the job's or the cache's. */
function wantsSummary({ jobSummary }, { restore, save }, status) {
	if (jobSummary !== "on-failure") return jobSummary === "always";
	return status === "failure" || [restore, save].some((done) => done?.outcome.kind === "failed");
}
/** Writes the job summary. Where the runner takes none, that is one notice. */
async function writeSummary(core, markdown, log) {
	try {
		await core.summary.addRaw(markdown).write();
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
	const message = withHelp(outcome.why, outcome.failure);
	if (strict) core.setFailed(`${message} (strict is true)`);
	else core.warning(message, { title: "sccache-bundle" });
}
/** Hands the variables to the steps that follow, and says what was changed or kept of the user's own. */
function publishEnvironment(core, { exports, notices, warnings }, log) {
	for (const { name, value } of exports) {
		core.exportVariable(name, value);
		log.info(`Set ${name}=${value}`);
	}
	for (const notice of notices) log.notice(notice);
	for (const warning of warnings) log.warning(warning.text, warning.topic);
}
/** Nobody waits longer for a comment. */
const patienceMs = 15e3;
const perPage = 50;
/** A pull request with more comments than these pages hold gets a new one. */
const mostPages = 10;
/**
* Writes the report as a comment on the pull request: one for each job, which every run replaces. An error is one notice,
* as with the read-only tokens that GitHub gives to pull requests from forks.
*/
async function commentOnPullRequest({ report, pullRequest, env, token }, log) {
	const repository = env["GITHUB_REPOSITORY"];
	if (token === "" || !repository) {
		log.notice("No comment on the pull request: there is no token, or no repository of GitHub.");
		return;
	}
	const signal = AbortSignal.timeout(patienceMs);
	try {
		const { githubCall } = await import("./chunk-rest-call2.js");
		const access = githubCall({
			apiUrl: env["GITHUB_API_URL"] || "https://api.github.com",
			repository,
			token,
			env
		});
		const call = (route, parameters) => access(route, {
			...parameters,
			signal
		});
		const body = commentMarkdown(report);
		const before = await findComment(call, pullRequest, commentMarker(report));
		await (before === void 0 ? call("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
			issue_number: pullRequest,
			body
		}) : call("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
			comment_id: before,
			body
		}));
	} catch (error) {
		if (!(error instanceof StoreError) && !signal.aborted) throw error;
		log.notice(`No comment on the pull request: ${whyNot(error)}`);
	}
}
function whyNot(error) {
	if (!(error instanceof StoreError)) return `GitHub did not answer within ${patienceMs / 1e3} s.`;
	if (error.reason !== "denied") return `${error.message}.`;
	return `the token may not write it (${error.message}). Set \`permissions: pull-requests: write\`. For pull requests from forks GitHub gives only read-only tokens.`;
}
/** The id of the comment that begins with the marker. */
async function findComment(call, pullRequest, marker) {
	for (let page = 1; page <= mostPages; page += 1) {
		const list = await call("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
			issue_number: pullRequest,
			per_page: perPage,
			page
		});
		const comments = Array.isArray(list) ? list : [];
		const id = comments.find((one) => bodyOf(one).startsWith(marker))?.id;
		if (typeof id === "number") return id;
		if (comments.length < perPage) return void 0;
	}
}
function bodyOf(comment) {
	const { body } = comment ?? {};
	return typeof body === "string" ? body : "";
}
export { reportFailure as a, publishSave as i, publishEnvironment as n, wantsSummary as o, publishRestore as r, writeSummary as s, commentOnPullRequest as t };

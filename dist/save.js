import { a as getInput, f as setOutput, l as notice, s as info } from "./chunk-core.js";
import { t as inputs } from "./chunk-inputs.js";
import { n as openJob } from "./chunk-surroundings.js";
import { c as startCold, s as saveJob, t as continueJob } from "./chunk-steps.js";
import { n as parseJobStatus } from "./chunk-job-status.js";
import { r as annotationText, s as rateOf } from "./chunk-budget-limits.js";
import { a as writeSummary, c as summaryMarkdown, i as wantsSummary, o as commentMarkdown, r as takeSummary, s as commentMarker, t as dropSummary } from "./chunk-job-summary.js";
import { a as saveLines } from "./chunk-text.js";
import { s as percent } from "./chunk-words.js";
import { t as StoreError } from "./chunk-store.js";
import { c as readInputs, d as takeHandoff, i as has, l as reportFailure, n as findJobSccache, o as makeTempDirectory, s as openSurroundings, t as findHandoff, u as runStep } from "./chunk-runner.js";
// src/action/comment.ts
/** Nobody waits longer for a comment. */
const patienceMs = 15e3;
const perPage = 50;
/** A pull request with more comments than these pages hold gets a new one. */
const mostPages = 10;
/**
* Writes the report as a comment on the pull request: one for each job, which every run replaces. An error is one notice,
* as with the read-only tokens that GitHub gives to pull requests from forks.
*/
async function commentOnPullRequest({ report, job, pullRequest, env, token }, log) {
	const repository = env["GITHUB_REPOSITORY"];
	if (token === "" || !repository) {
		log.notice("No comment on the pull request: there is no token, or no repository of GitHub.");
		return;
	}
	const signal = AbortSignal.timeout(patienceMs);
	try {
		const { githubCall } = await import("./chunk-rest2.js");
		const access = githubCall({
			repository,
			token,
			env
		});
		const call = (route, parameters) => access(route, {
			...parameters,
			signal
		});
		const body = commentMarkdown(report, job);
		const before = await findComment(call, pullRequest, commentMarker(job));
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
	if (!["denied", "absent"].includes(error.reason)) return `${error.message}.`;
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
		const found = comments.find((one) => typeof one?.body === "string" && one.body.startsWith(marker));
		if (typeof found?.id === "number") return found.id;
		if (comments.length < perPage) return void 0;
	}
}
// src/action/save.ts
await runStep(async () => {
	if (!has(inputs.restore.name)) return saveAlone(await openSurroundings());
	if (!has("job-status")) return writeLeftSummary();
	const handoff = takeHandoff();
	if (handoff) return saveStep(handoff, await openSurroundings());
	info("The restore step did not finish, so there is nothing to save.");
});
/**
* Saves what a restore step of the same job left, with those inputs of this step that are not the defaults; where there was none,
* all that is there.
*/
async function saveAlone(surroundings) {
	const restored = findHandoff();
	const job = await openJob(readInputs(), surroundings, { matrix: getInput("matrix") });
	return saveStep(restored ? await continueJob(restored, job, isGiven) : await startCold(job, await findJobSccache(job)), surroundings);
}
function isGiven(field) {
	const text = getInput(inputs[field].name).trim();
	return text !== "" && text !== inputs[field].fallback;
}
/** The restore's summary, where no save step of the job has written one that holds it. */
async function writeLeftSummary() {
	const summary = takeSummary();
	if (summary !== void 0) await writeSummary(summary, (await openSurroundings()).log);
}
/** The step after the build: what the job left in sccache's directory becomes one bundle, if anything is new. */
async function saveStep(handoff, surroundings) {
	const { config, context } = handoff;
	const { env, log, token = "" } = surroundings;
	const status = parseJobStatus(getInput("job-status"));
	const report = await saveJob(handoff, {
		status,
		tempDirectory: await makeTempDirectory()
	}, surroundings);
	for (const line of saveLines(report)) log.info(line);
	setOutput("hit-rate", hitRateOf(report));
	if (wantsSummary(config, report, status)) {
		notice(annotationText(report), { title: "sccache-bundle: cache hits" });
		await writeSummary(summaryMarkdown(report), log);
		dropSummary();
	}
	const { pullRequest } = context;
	if (config.prComment && pullRequest !== void 0) await commentOnPullRequest({
		report,
		job: context,
		pullRequest,
		env,
		token
	}, log);
	if (report.save) reportFailure(report.save, config);
}
/** In percent, the figure that the log and the summary have; empty where no server counted, or nothing was asked for. */
function hitRateOf({ build }) {
	const share = build?.counts && rateOf(build.counts);
	return share === void 0 || share === null ? "" : percent(share).replace(/ %$/, "");
}
export {};

import { n as inputs } from "./chunk-parse-config.js";
import { c as openKeys, i as makeTempDirectory, o as openDeps, s as openJob, t as coldHandoff$1, u as isNewMachine } from "./chunk-handoff.js";
import { t as continueJob } from "./chunk-continue.js";
import { t as save } from "./chunk-save.js";
import { r as printEnvironment } from "./chunk-explain.js";
import { n as commentMarkdown, r as commentMarker } from "./chunk-summary.js";
import { t as StoreError } from "./chunk-store-error.js";
import { c as wantsSummary, o as publishSave, s as reportFailure } from "./chunk-state.js";
import { a as temporaryFolder, i as surroundingsOf, t as findSccache } from "./chunk-runner.js";
import { join } from "node:path";
import { homedir } from "node:os";
// src/action/pr-comment.ts
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
// src/action/save-step.ts
/** The step after the build: what the job left in sccache's directory becomes one bundle, if anything is new. */
async function saveStep(core, handoff, env) {
	const { config, sccache } = handoff;
	const surroundings = surroundingsOf(core, env);
	const tempDirectory = makeTempDirectory(temporaryFolder(env));
	const { context } = handoff;
	const deps = openDeps({
		config,
		context,
		sccachePath: sccache?.path,
		tempDirectory
	}, surroundings);
	const status = readStatus(core.getInput("job-status"));
	const report = await save({
		handoff,
		status,
		environment: printEnvironment(env, {
			workspace: context.workspace,
			cargoHome: join(homedir(), ".cargo")
		})
	}, deps);
	const summary = wantsSummary(config, report, status);
	await publishSave(core, report, {
		log: deps.log,
		summary
	});
	const { pullRequest } = context;
	if (config.prComment && pullRequest !== void 0) await commentOnPullRequest({
		report,
		pullRequest,
		env,
		token: surroundings.token ?? ""
	}, deps.log);
	if (report.save) reportFailure(core, report.save.outcome, config.strict);
}
/** What the restore step of the same job left, with those inputs of the save step that are not the defaults. */
async function continuedHandoff(core, { restored, config, env }) {
	const surroundings = surroundingsOf(core, env);
	const job = await openJob(config, surroundings, { matrix: core.getInput("matrix") });
	const isGiven = (field) => {
		const text = core.getInput(inputs[field].name).trim();
		return text !== "" && text !== inputs[field].fallback;
	};
	return continueJob(restored, {
		config,
		isGiven
	}, job, surroundings);
}
/** What restore would have left, where none ran before a save: every entry counts as new, and as used. */
async function coldHandoff(core, config, env) {
	const surroundings = surroundingsOf(core, env);
	const job = await openJob(config, surroundings, { matrix: core.getInput("matrix") });
	const sccache = await findSccache(core, config, surroundings);
	return coldHandoff$1({
		config,
		context: job.context,
		directory: job.directory,
		...await openKeys(config, job, surroundings),
		readyAtMs: isNewMachine(env) ? 0 : null,
		sccache: sccache === void 0 ? null : {
			path: sccache.path,
			version: null
		}
	});
}
/** The runner evaluates the input's default `${{ job.status }}` again for the post step. */
function readStatus(text) {
	return [
		"success",
		"failure",
		"cancelled"
	].find((status) => status === text);
}
export { continuedHandoff as n, saveStep as r, coldHandoff as t };

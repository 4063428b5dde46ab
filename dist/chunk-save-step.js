import { i as openDeps, n as makeTempDirectory } from "./chunk-job.js";
import { t as save } from "./chunk-save.js";
import { r as printEnvironment } from "./chunk-explain.js";
import { a as reportFailure, i as publishSave, o as wantsSummary, t as commentOnPullRequest } from "./chunk-publish.js";
import { c as surroundingsOf, d as temporaryFolder, t as dropSummary } from "./chunk-runner.js";
import { join } from "node:path";
import { homedir } from "node:os";
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
	if (summary) dropSummary(env);
	const { pullRequest } = context;
	if (config.prComment && pullRequest !== void 0) {
		const token = surroundings.token ?? "";
		await commentOnPullRequest({
			report,
			pullRequest,
			env,
			token
		}, deps.log);
	}
	if (report.save) reportFailure(core, report.save.outcome, config.strict);
}
/** The runner evaluates the input's default `${{ job.status }}` again for the post step. */
function readStatus(text) {
	return [
		"success",
		"failure",
		"cancelled"
	].find((status) => status === text);
}
export { saveStep as t };

import { a as openJob, i as openDeps, n as makeTempDirectory, o as openKeys, p as folderForPath } from "./chunk-job.js";
import { t as restore } from "./chunk-restore.js";
import { a as summaryMarkdown } from "./chunk-summary.js";
import { a as reportFailure, n as publishEnvironment, o as wantsSummary, r as publishRestore } from "./chunk-publish.js";
import { a as leaveSummary, c as surroundingsOf, d as temporaryFolder, i as leaveHandoff, r as findSccache } from "./chunk-runner.js";
// src/action/restore-step.ts
/** The step before the build: one bundle into sccache's directory, and an environment in which the build uses it. */
async function restoreStep(core, config, env, { leavesSummary = false } = {}) {
	const surroundings = surroundingsOf(core, env);
	const sccache = await findSccache(core, config, surroundings);
	const tempDirectory = makeTempDirectory(temporaryFolder(env));
	const job = await openJob(config, surroundings, { matrix: core.getInput("matrix") });
	const { context, directory } = job;
	const deps = openDeps({
		config,
		context,
		sccachePath: sccache?.path,
		tempDirectory
	}, surroundings);
	const { keys, toolchain } = await openKeys(config, job, surroundings);
	const request = {
		config,
		context,
		keys,
		directory,
		toolchain,
		env: surroundings.env,
		surroundings: job.build,
		serverFolder: tempDirectory
	};
	const { report, handoff, environment } = await restore(request, deps);
	publishRestore(core, report, deps.log);
	if (leavesSummary && wantsSummary(config, report, "success")) leaveSummary(core, summaryMarkdown(report), tempDirectory);
	if (report.restore) reportFailure(core, report.restore.outcome, config.strict);
	if (environment) publishEnvironment(core, environment, deps.log);
	if (environment && handoff.sccache) {
		const folder = await folderForPath(handoff.sccache.path, env, deps.tempDirectory);
		if (folder !== void 0) core.addPath(folder);
		core.exportVariable("SCCACHE_PATH", handoff.sccache.path);
	}
	leaveHandoff(core, handoff, tempDirectory);
	const outcome = report.restore?.outcome.kind;
	if ((outcome === "missed" || outcome === "failed") && config.failOnCacheMiss) core.setFailed(`No bundle for ${keys.primary} or its fallbacks (fail-on-cache-miss is true)`);
}
export { restoreStep as t };

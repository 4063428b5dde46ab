import { c as openKeys, g as folderForPath, i as makeTempDirectory, o as openDeps, s as openJob } from "./chunk-handoff.js";
import { t as restore } from "./chunk-restore.js";
import { a as publishRestore, c as wantsSummary, i as publishEnvironment, l as writeSummary, n as leaveHandoff, s as reportFailure } from "./chunk-state.js";
import { a as temporaryFolder, i as surroundingsOf, t as findSccache } from "./chunk-runner.js";
// src/action/restore-step.ts
/** The step before the build: one bundle into sccache's directory, and an environment in which the build uses it. */
async function restoreStep(core, config, env, { hasSummary = false } = {}) {
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
		env,
		surroundings: job.build,
		serverFolder: tempDirectory
	};
	const { report, handoff, environment } = await restore(request, deps);
	publishRestore(core, report, deps.log);
	if (hasSummary && wantsSummary(config, report, "success")) await writeSummary(core, report, deps.log);
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

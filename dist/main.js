import { a as getInput, d as setFailed, f as setOutput, i as exportVariable, t as addPath } from "./chunk-core.js";
import { d as folderForPath, o as openJob } from "./chunk-program-environment.js";
import { c as sayEnvironment, o as restoreJob } from "./chunk-steps.js";
import { r as summaryMarkdown } from "./chunk-summary.js";
import { i as restoreLines } from "./chunk-text.js";
import { a as leaveHandoff, c as openSurroundings, d as runStep, l as readConfig, m as wantsSummary, o as leaveSummary, r as findSccache, s as makeTempDirectory, u as reportFailure } from "./chunk-runner.js";
// src/action/main.ts
await runStep(async () => {
	const surroundings = openSurroundings();
	const { env, log } = surroundings;
	const config = readConfig();
	const job = await openJob(config, surroundings, { matrix: getInput("matrix") });
	const sccache = await findSccache(job);
	const tempDirectory = makeTempDirectory();
	const folders = {
		sccachePath: sccache.path,
		tempDirectory,
		serverFolder: tempDirectory
	};
	const { report, handoff, environment } = await restoreJob(job, folders);
	publish(report, log);
	if (wantsSummary(config, report, "success")) leaveSummary(summaryMarkdown(report), tempDirectory);
	if (report.restore) reportFailure(report.restore, config);
	if (environment) {
		for (const { name, value } of environment.exports) {
			exportVariable(name, value);
			log.info(`Set ${name}=${value}`);
		}
		sayEnvironment(environment, log);
	}
	const { path } = handoff.sccache;
	if (environment && path !== null) {
		const folder = await folderForPath(path, env, tempDirectory);
		if (folder !== void 0) addPath(folder);
		exportVariable("SCCACHE_PATH", path);
	}
	leaveHandoff(handoff, tempDirectory);
	const outcome = report.restore?.outcome.kind;
	if (config.failOnCacheMiss && (outcome === "missed" || outcome === "failed")) setFailed(`No bundle for ${report.key.primary} or its fallbacks (fail-on-cache-miss is true)`);
});
/** Sets the outputs that action.yml promises, and writes the log. */
function publish(report, log) {
	for (const line of restoreLines(report)) log.info(line);
	const outcome = report.restore?.outcome;
	const found = outcome?.kind === "restored" || outcome?.kind === "found" ? outcome : void 0;
	setOutput("cache-hit", found?.fresh === true);
	setOutput("cache-primary-key", report.key.primary);
	setOutput("cache-matched-key", found?.key ?? "");
	setOutput("entries", outcome?.kind === "restored" ? outcome.entries : 0);
	setOutput("bundle-size", outcome?.kind === "restored" ? outcome.bundleBytes : 0);
}
export {};

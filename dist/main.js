import { a as getInput, d as setFailed, f as setOutput, i as exportVariable, t as addPath } from "./chunk-core.js";
import { n as openJob } from "./chunk-surroundings.js";
import { o as restoreJob } from "./chunk-steps.js";
import { c as summaryMarkdown, i as wantsSummary, n as leaveSummary } from "./chunk-job-summary.js";
import { i as restoreLines } from "./chunk-text.js";
import { f as folderForPath, u as binaryName } from "./chunk-backends.js";
import { a as makeFolder } from "./chunk-directory.js";
import { t as replaceFile } from "./chunk-replace-file.js";
import { t as openSccache } from "./chunk-server.js";
import { a as leaveHandoff, c as readInputs, l as reportFailure, n as findJobSccache, o as makeTempDirectory, s as openSurroundings, u as runStep } from "./chunk-runner.js";
import { dirname, join, sep } from "node:path";
import { constants, copyFile, realpath } from "node:fs/promises";
// src/action/job-program.ts
/**
* An sccache of the tool cache as a program in the runner's temporary folder: many a workflow removes the tool cache in the
* middle of a job for want of disk (`rm -rf "$AGENT_TOOLSDIRECTORY"`), and a build whose wrapper is gone fails. Its path is the
* same in each job of a runner, since other actions make keys of the build's variables, as rust-cache does of RUSTC_WRAPPER.
* Any other sccache, and one that does not run there, as it is.
*/
async function outOfToolCache(found, { toolsFolder, env }) {
	const temp = env["RUNNER_TEMP"];
	if (!temp || found.path === null || !found.path.startsWith(toolsFolder + sep) || toolsFolder.startsWith(temp + sep)) return found;
	const path = join(temp, "sccache-bundle-program", binaryName(process.platform));
	try {
		const program = await realpath(found.path);
		await makeFolder(dirname(path));
		await replaceFile(path, (made) => copyFile(program, made, constants.COPYFILE_FICLONE));
		return await openSccache({
			path,
			env
		}).version() === found.version ? {
			...found,
			path
		} : found;
	} catch {
		return found;
	}
}
// src/action/main.ts
await runStep(async () => {
	const surroundings = await openSurroundings();
	const config = readInputs();
	const job = await openJob(config, surroundings, { matrix: getInput("matrix") });
	const sccache = await outOfToolCache(await findJobSccache(job), surroundings);
	const tempDirectory = await makeTempDirectory();
	await restoreJob(job, sccache, {
		tempDirectory,
		serverFolder: tempDirectory
	}, (restored) => leave(restored, {
		job,
		tempDirectory
	}));
});
/** Leaves for the build and the post step what they need, and says what came of the restore. */
async function leave({ report, handoff, environment }, { job: { config, surroundings }, tempDirectory }) {
	const { env, log } = surroundings;
	await leaveHandoff(handoff, tempDirectory);
	const { outcome } = handoff.restore;
	for (const line of restoreLines(report)) log.info(line);
	setOutputs(outcome, handoff.keys.primary);
	if (wantsSummary(config, report, "success")) await leaveSummary(summaryMarkdown(report), tempDirectory, log);
	reportFailure(handoff.restore, config);
	if (environment) for (const { name, value } of environment.exports) {
		exportVariable(name, value);
		log.info(`Set ${name}=${value}`);
	}
	const { path } = handoff.sccache;
	if (environment && path !== null) {
		const folder = await folderForPath(path, env, tempDirectory);
		if (folder !== void 0) addPath(folder);
		exportVariable("SCCACHE_PATH", path);
	}
	if (config.failOnCacheMiss && (outcome.kind === "missed" || outcome.kind === "failed")) setFailed(`No bundle for ${handoff.keys.primary} or its fallbacks (fail-on-cache-miss is true)`);
}
/** Sets the outputs that action.yml promises. */
function setOutputs(outcome, primaryKey) {
	const found = outcome.kind === "restored" || outcome.kind === "found" ? outcome : void 0;
	setOutput("cache-hit", found?.fresh === true);
	setOutput("cache-primary-key", primaryKey);
	setOutput("cache-matched-key", found?.key ?? "");
	setOutput("entries", outcome.kind === "restored" ? outcome.entries : 0);
	setOutput("bundle-size", outcome.kind === "restored" ? outcome.bundleBytes : 0);
}
export {};

import { t as ConfigError } from "./chunk-config-error.js";
import { f as usesCMake, t as parseConfig } from "./chunk-parse-config.js";
import { l as openSccacheOf } from "./chunk-handoff.js";
import { r as safeLine } from "./chunk-foreign.js";
import { t as showProgressOn } from "./chunk-progress.js";
import { t as survivingStrays } from "./chunk-stray-errors.js";
import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";
import { homedir, tmpdir } from "node:os";
// src/action/runner.ts
/** What a step of an action has around it. */
function surroundingsOf(core, env) {
	const title = "sccache-bundle";
	return {
		env,
		workingDirectory: env["GITHUB_WORKSPACE"] || process.cwd(),
		home: homedir(),
		log: {
			debug: (message) => core.debug(safeLine(message)),
			info: (message) => core.info(safeLine(message)),
			notice: (message) => core.notice(safeLine(message), { title }),
			warning: (message) => core.warning(safeLine(message), { title })
		},
		showProgress: showProgressOn({
			show: void 0,
			say: (line) => core.info(safeLine(line)),
			clock: () => performance.now()
		}),
		token: core.getInput("token"),
		toolsFolder: join(firstWritable(env["RUNNER_TOOL_CACHE"], env["RUNNER_TEMP"]), "sccache-bundle")
	};
}
/** The first of these folders that this user may write to: in some images the tool cache belongs to another. */
function firstWritable(...folders) {
	const isWritable = (folder) => {
		if (!folder) return false;
		try {
			mkdirSync(folder, { recursive: true });
			accessSync(folder, constants.W_OK | constants.X_OK);
			return true;
		} catch {
			return false;
		}
	};
	return folders.find(isWritable) ?? tmpdir();
}
/** A folder that the runner clears after the job. */
function temporaryFolder(env) {
	return env["RUNNER_TEMP"] || tmpdir();
}
/** The step's inputs as one configuration. @throws {ConfigError} naming every input that is not valid */
function readConfig(core, env) {
	const workspace = env["GITHUB_WORKSPACE"] || process.cwd();
	return parseConfig((name) => core.getInput(name), { usesCMake: () => usesCMake(workspace) });
}
/** The job's sccache, or undefined: then there is one warning, or with `strict` a failed step. */
async function findSccache(core, config, surroundings) {
	const found = await openSccacheOf(config, surroundings);
	if (!("why" in found)) return found;
	if (config.strict) core.setFailed(`${found.why} (strict is true)`);
	else surroundings.log.warning(`${found.why}. Building without a cache.`);
}
/**
* Runs a step and ends the process. Bad configuration fails the step. Anything else, our own bugs and errors that nothing
* awaits included, is a warning that lets the build go on, unless `strict` is set.
*/
async function runStep(core, step) {
	const report = (error, consequence) => {
		const text = error instanceof Error ? error.stack ?? error.message : String(error);
		if (error instanceof ConfigError) core.setFailed(error.message);
		else if (core.getInput("strict") === "true") core.setFailed(text);
		else core.warning(`This is a bug in sccache-bundle. ${consequence}: ${text}`);
	};
	try {
		const { stray } = await survivingStrays(step);
		if (stray) report(stray, "The step has ended nevertheless");
	} catch (error) {
		report(error, "The build continues without a cache");
	}
	await new Promise((resolve) => process.stdout.write("", () => resolve()));
	process.exit();
}
export { temporaryFolder as a, surroundingsOf as i, readConfig as n, runStep as r, findSccache as t };

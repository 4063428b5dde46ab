import { t as ConfigError } from "./chunk-config.js";
import { d as parseSigningKeys, f as withoutSigningKey, n as parseHandoff, o as usesCMake, t as parseConfig } from "./chunk-parse-config.js";
import { s as openSccacheOf } from "./chunk-job.js";
import { o as safeLine } from "./chunk-foreign.js";
import { n as showProgressOn, t as survivingStrays } from "./chunk-stray-errors.js";
import { p as withHelp } from "./chunk-words.js";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { homedir, tmpdir } from "node:os";
// src/action/runner.ts
/** What a step of an action has around it. */
function surroundingsOf(core, env) {
	const title = "sccache-bundle";
	return {
		env: withoutSigningKey(env),
		workingDirectory: env["GITHUB_WORKSPACE"] || process.cwd(),
		home: homedir(),
		log: {
			debug: (message) => core.debug(safeLine(message)),
			info: (message) => core.info(safeLine(message)),
			notice: (message) => core.notice(safeLine(message), { title }),
			warning: (text, topic) => core.warning(safeLine(withHelp(text, topic)), { title })
		},
		showProgress: showProgressOn({
			show: void 0,
			say: (line) => core.info(safeLine(line)),
			clock: () => performance.now()
		}),
		token: core.getInput("token"),
		signingKeys: parseSigningKeys(env),
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
	else surroundings.log.warning(`${found.why}. Building without a cache`, "no-sccache");
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
		else core.warning(withHelp(`This is a bug in sccache-bundle. ${consequence}: ${text}`, "bug"));
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
/** Beside the handoff. */
const summaryFile = "summary.md";
const summaryState = "summary";
/** Leaves the summary of a restore step for its post step. */
function leaveSummary(core, markdown, directory) {
	const file = join(directory, summaryFile);
	writeFileSync(file, markdown);
	core.saveState(summaryState, file);
}
/** What the step left to be written, or undefined where a save step has written its own. */
function takeSummary(core) {
	const file = core.getState(summaryState);
	return file !== "" && existsSync(file) ? readFileSync(file, "utf8") : void 0;
}
/** Takes back what a restore step of this job left: the summary of a save holds all of it. */
function dropSummary(env) {
	const handoff = env[variable];
	if (handoff) rmSync(join(dirname(handoff), summaryFile), { force: true });
}
export { leaveSummary as a, surroundingsOf as c, temporaryFolder as d, leaveHandoff as i, takeHandoff as l, findHandoff as n, readConfig as o, findSccache as r, runStep as s, dropSummary as t, takeSummary as u };

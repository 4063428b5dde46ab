import { a as getInput, d as setFailed, i as exportVariable, l as notice, m as warning, n as debug, o as getState, s as info, u as saveState, y as summary } from "./chunk-core.js";
import { t as ConfigError } from "./chunk-config.js";
import { c as workspaceOf, t as surroundingsIn, u as parseConfig } from "./chunk-surroundings.js";
import { r as withoutSecrets, u as safeLine } from "./chunk-secret-variables.js";
import { n as parseHandoff } from "./chunk-handoff.js";
import { n as sayNoSccache, t as openSccacheOf } from "./chunk-sccache.js";
import { t as survivingStrays } from "./chunk-stray-errors.js";
import { o as makeFolderSync } from "./chunk-directory.js";
import { r as withHelp } from "./chunk-help-links.js";
import { t as showProgressOn } from "./chunk-progress.js";
import { i as settleProxies } from "./chunk-proxies.js";
import { dirname, join } from "node:path";
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
// src/action/runner-files.ts
/** Where steps leave variables, outputs and state for the runner, and the folder that the runner clears after the job. */
const variables = [
	"GITHUB_ENV",
	"GITHUB_OUTPUT",
	"GITHUB_STATE",
	"GITHUB_PATH",
	"RUNNER_TEMP"
];
/**
* Why this step can do nothing, in one line, where it may not write what the runner gave it: without that no variable reaches
* the build. It happens in containers whose user is not the runner's: https://github.com/actions/checkout/issues/956
*/
function whyNoStep(env) {
	const closed = variables.flatMap((name) => env[name] || []).find((path) => !isWritable(path));
	if (closed === void 0) return void 0;
	const user = process.getuid?.();
	return `This step may not write ${closed}, which the runner made for it${user === void 0 ? "" : `: it runs as user ${user}`}. In a container, run the job as root or as the runner's user (options: --user 1001)`;
}
function isWritable(path) {
	try {
		accessSync(path, constants.W_OK);
		return true;
	} catch {
		return false;
	}
}
// src/action/runner.ts
const { env } = process;
const title = "sccache-bundle";
/** What a step of an action has around it; to be asked once, since it changes the process. @throws {ConfigError} when the keys of signatures are none */
function openSurroundings() {
	const given = { ...env };
	settleProxies(env);
	return surroundingsIn(given, {
		workingDirectory: workspaceOf(env, process.cwd()),
		log: {
			debug: (message) => debug(safeLine(message)),
			info: (message) => info(safeLine(message)),
			notice: (message) => notice(safeLine(message), { title }),
			warning: (text, topic) => warning(safeLine(withHelp(text, topic)), { title })
		},
		showProgress: showProgressOn({
			show: void 0,
			say: (line) => info(safeLine(line))
		}),
		token: getInput("token"),
		toolsFolder: join(firstWritable(env["RUNNER_TOOL_CACHE"], env["RUNNER_TEMP"]), "sccache-bundle")
	});
}
/** The first of these folders that this user may write to: in some images the tool cache belongs to another. */
function firstWritable(...folders) {
	const isWritable = (folder) => {
		if (!folder) return false;
		try {
			makeFolderSync(folder);
			accessSync(folder, constants.W_OK | constants.X_OK);
			return true;
		} catch {
			return false;
		}
	};
	return folders.find(isWritable) ?? tmpdir();
}
/** Makes a folder that only this user can read, and that the runner clears after the job. */
function makeTempDirectory() {
	return mkdtempSync(join(env["RUNNER_TEMP"] || tmpdir(), "sccache-bundle-"));
}
/** Whether the step's action has an input of this name. The runner fills in all that it has, an empty one too. */
function has(input) {
	return env[`INPUT_${input.toUpperCase()}`] !== void 0;
}
/** The step's inputs as one configuration. @throws {ConfigError} naming every input that is not valid */
function readInputs() {
	return parseConfig((name) => getInput(name));
}
/** The job's sccache; where there is none, there is one warning, or with `strict` a failed step. */
async function findJobSccache(job) {
	const found = await openSccacheOf(job);
	if (found.path === null && job.config.strict) setFailed(`${found.why} (strict is true)`);
	else sayNoSccache(found, job.surroundings.log);
	return found;
}
/**
* Runs a step and ends the process. Bad configuration fails the step. Anything else, our own bugs and errors that nothing
* awaits included, is a warning that lets the build go on, unless `strict` is set.
*/
async function runStep(work) {
	const why = whyNoStep(env);
	const step = why === void 0 ? work : async () => sayNoStep(why);
	const report = (error, consequence) => {
		const said = error instanceof Error ? error.stack ?? error.message : String(error);
		const text = withoutSecrets(said, env);
		if (error instanceof ConfigError) setFailed(error.message);
		else if (getInput("strict") === "true") setFailed(text);
		else warning(withHelp(`This is a bug in sccache-bundle. ${consequence}: ${text}`, "bug"));
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
function sayNoStep(why) {
	if (getInput("strict") === "true") setFailed(`${why} (strict is true)`);
	else warning(safeLine(withHelp(`${why}. Building without a cache`, "file-system")), { title });
}
const stateName = "handoff";
/** Where a job that restores and saves in steps of their own finds what the first left for the second. */
const variable = "SCCACHE_BUNDLE_HANDOFF";
/** Leaves one value for the post step, and a file with the same for a separate save step. */
function leaveHandoff(handoff, directory) {
	const text = JSON.stringify(handoff);
	const file = join(directory, "handoff.json");
	writeFileSync(file, text);
	saveState(stateName, text);
	exportVariable(variable, file);
}
/** What this step's own restore left, or undefined when it did not finish. */
function takeHandoff() {
	return parseHandoff(getState(stateName));
}
/** What an earlier restore step left, or undefined when there was none. */
function findHandoff() {
	const file = env[variable];
	if (!file) return void 0;
	try {
		return parseHandoff(readFileSync(file, "utf8"));
	} catch {
		return;
	}
}
/** Reports an error of the cache once: as a warning, or as a failed step where the user asked for that. */
function reportFailure({ outcome }, { strict }) {
	if (outcome.kind !== "failed") return;
	const message = withHelp(outcome.why, outcome.failure);
	if (strict) setFailed(`${message} (strict is true)`);
	else warning(message, { title });
}
/** Whether `job-summary` asks for a summary of this step: on failure means the job's or the cache's. */
function wantsSummary({ jobSummary }, { restore, save }, status) {
	if (jobSummary !== "on-failure") return jobSummary === "always";
	return status === "failure" || [restore, save].some((done) => done?.outcome.kind === "failed");
}
/** Writes the job summary. Where the runner takes none, that is one notice. */
async function writeSummary(markdown, log) {
	try {
		await summary.addRaw(markdown).write();
	} catch (error) {
		log.notice(`No job summary: ${error.message}`);
	}
}
/** Beside the handoff. */
const summaryFile = "summary.md";
const summaryState = "summary";
/** Leaves the summary of a restore step for its post step. */
function leaveSummary(markdown, directory) {
	const file = join(directory, summaryFile);
	writeFileSync(file, markdown);
	saveState(summaryState, file);
}
/** What the step left to be written, or undefined where a save step has written its own. */
function takeSummary() {
	const file = getState(summaryState);
	return file !== "" && existsSync(file) ? readFileSync(file, "utf8") : void 0;
}
/** Takes back what a restore step of this job left: the summary of a save holds all of it. */
function dropSummary() {
	const handoff = env[variable];
	if (handoff) rmSync(join(dirname(handoff), summaryFile), { force: true });
}
export { leaveHandoff as a, openSurroundings as c, runStep as d, takeHandoff as f, writeSummary as h, has as i, readInputs as l, wantsSummary as m, findHandoff as n, leaveSummary as o, takeSummary as p, findJobSccache as r, makeTempDirectory as s, dropSummary as t, reportFailure as u };

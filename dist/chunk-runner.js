import { a as getInput, d as setFailed, i as exportVariable, l as notice, m as warning, n as debug, o as getState, s as info, u as saveState } from "./chunk-core.js";
import { t as ConfigError } from "./chunk-config.js";
import { c as workspaceOf, t as surroundingsIn, u as parseConfig } from "./chunk-surroundings.js";
import { i as withoutSecrets } from "./chunk-secrets.js";
import { a as writingTo, t as DiskError } from "./chunk-disk.js";
import { n as parseHandoff } from "./chunk-handoff.js";
import { n as sayNoSccache, t as openSccacheOf } from "./chunk-sccache.js";
import { t as survivingStrays } from "./chunk-stray-errors.js";
import { a as makeFolder } from "./chunk-directory.js";
import { t as replaceFile } from "./chunk-replace-file.js";
import { s as safeLine } from "./chunk-foreign.js";
import { r as withHelp } from "./chunk-help-links.js";
import { t as showProgressOn } from "./chunk-progress.js";
import { i as settleProxies } from "./chunk-proxies.js";
import { S as textOf } from "./chunk-server.js";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessSync, constants } from "node:fs";
import { access, mkdtemp, writeFile } from "node:fs/promises";
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
async function openSurroundings() {
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
		toolsFolder: join(await firstWritable(env["RUNNER_TOOL_CACHE"], env["RUNNER_TEMP"]), "sccache-bundle")
	});
}
/** The first of these folders that this user may write to: in some images the tool cache belongs to another. */
async function firstWritable(...folders) {
	for (const folder of folders) {
		if (!folder) continue;
		try {
			await makeFolder(folder);
			await access(folder, constants.W_OK | constants.X_OK);
			return folder;
		} catch {}
	}
	return tmpdir();
}
/** Makes a folder that only this user can read, and that the runner clears after the job. */
function makeTempDirectory() {
	const parent = env["RUNNER_TEMP"] || tmpdir();
	return writingTo(parent, () => mkdtemp(join(parent, "sccache-bundle-")));
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
		const topic = topicOf(error);
		if (error instanceof ConfigError) setFailed(error.message);
		else if (getInput("strict") === "true") setFailed(text);
		else if (topic === "bug") warning(withHelp(`This is a bug in sccache-bundle. ${consequence}: ${text}`, topic));
		else {
			debug(text);
			warning(safeLine(withHelp(`${error.message}. ${consequence}`, topic)), { title });
		}
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
/** What an error that ends a step is about: the machine, or a bug of ours. */
function topicOf(error) {
	if (error instanceof DiskError) return "no-room";
	return error instanceof Error && "syscall" in error ? "file-system" : "bug";
}
function sayNoStep(why) {
	if (getInput("strict") === "true") setFailed(`${why} (strict is true)`);
	else warning(safeLine(withHelp(`${why}. Building without a cache`, "file-system")), { title });
}
const stateName = "handoff";
/** Where a job that restores and saves in steps of their own finds what the first left for the second. */
const handoffVariable = "SCCACHE_BUNDLE_HANDOFF";
/** Leaves one value for the post step, and a file with the same for a separate save step. */
async function leaveHandoff(handoff, directory) {
	const text = JSON.stringify(handoff);
	const file = join(directory, "handoff.json");
	await writingTo(directory, () => replaceFile(file, (made) => writeFile(made, text)));
	saveState(stateName, text);
	exportVariable(handoffVariable, file);
}
/** What this step's own restore left, or undefined when it did not finish. */
function takeHandoff() {
	return parseHandoff(getState(stateName));
}
/** What an earlier restore step left, or undefined when there was none. */
function findHandoff() {
	return parseHandoff(textOf(env["SCCACHE_BUNDLE_HANDOFF"] ?? "") ?? "");
}
/** Reports an error of the cache once: as a warning, or as a failed step where the user asked for that. */
function reportFailure({ outcome }, { strict }) {
	if (outcome.kind !== "failed") return;
	const message = withHelp(outcome.why, outcome.failure);
	if (strict) setFailed(`${message} (strict is true)`);
	else warning(message, { title });
}
export { leaveHandoff as a, readInputs as c, takeHandoff as d, has as i, reportFailure as l, findJobSccache as n, makeTempDirectory as o, handoffVariable as r, openSurroundings as s, findHandoff as t, runStep as u };

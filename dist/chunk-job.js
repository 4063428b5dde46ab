import { n as parseConfig, r as requireStore$1, t as inputs } from "./chunk-inputs.js";
import { d as parseSigningKeys, ft as isOwnerGone, mt as temporaryName, t as isHandoff } from "./chunk-handoff.js";
import { o as openJob, r as usesCMake, t as programEnvironment, u as workspaceOf } from "./chunk-program-environment.js";
import { t as cacheFolder } from "./chunk-folders.js";
import { t as showProgressOn } from "./chunk-progress.js";
import { i as terminalLog } from "./chunk-terminal.js";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import fs from "node:fs";
import { homedir } from "node:os";
// src/cli/job.ts
/** What a user may say where neither the CI nor the checkout tells it, or tells it wrongly. */
const contextInputs = [
	{
		name: "job",
		value: "NAME",
		about: "Name of the job, a part of the key.",
		sets: "job"
	},
	{
		name: "matrix",
		value: "TEXT",
		about: "Tells the jobs of a matrix apart, a part of the key.",
		sets: "matrix"
	},
	{
		name: "workflow",
		value: "NAME",
		about: "Name of the workflow, a part of the key.",
		sets: "workflow"
	},
	{
		name: "ref",
		value: "REF",
		about: "Full name of what is built, such as refs/heads/main.",
		sets: "ref"
	},
	{
		name: "pr",
		value: "NUMBER",
		about: "This builds the pull request NUMBER.",
		sets: "pullRequest"
	},
	{
		name: "base-ref",
		value: "BRANCH",
		about: "Branch that the pull request is to be merged into.",
		sets: "baseRef"
	},
	{
		name: "default-branch",
		value: "NAME",
		about: "Name of the default branch.",
		sets: "defaultBranch"
	},
	{
		name: "run",
		value: "ID",
		about: "Id of the workflow run, which its jobs share.",
		sets: "run"
	}
];
const contextFlags = contextInputs.map((flag) => ({
	...flag,
	group: "Job"
}));
/** What the user says by a flag, else by its variable, such as SCCACHE_BUNDLE_JOB; empty where nothing. */
function said(name, args, { env }) {
	const variable = `SCCACHE_BUNDLE_${name.toUpperCase().replaceAll("-", "_")}`;
	return args.flag(name) || env[variable] || "";
}
/** What the user says about the job. */
function overridesOf(args, terminal) {
	const told = contextInputs.map(({ name, sets }) => [sets, said(name, args, terminal)]);
	return Object.fromEntries(told.filter(([, value]) => value !== ""));
}
/** What a command has around it. */
function surroundingsOf(terminal) {
	const { env, workingDirectory } = terminal;
	const home = homedir();
	return {
		env: programEnvironment({
			env,
			home,
			platform: process.platform
		}),
		storeEnv: env,
		signingKeys: parseSigningKeys(env),
		workingDirectory,
		home,
		log: terminalLog(terminal),
		showProgress: showProgressOn(terminal),
		token: env["GITHUB_TOKEN"],
		toolsFolder: cacheFolder(env, home)
	};
}
/** The job that a command belongs to. */
function openJobOf(config, args, terminal) {
	return openJob(config, surroundingsOf(terminal), overridesOf(args, terminal));
}
/**
* The configuration that flags give, and else variables: `--max-size`, then SCCACHE_BUNDLE_MAX_SIZE.
* @throws {ConfigError} naming every setting that is not valid, and a store that is missing
*/
function readConfig(args, terminal) {
	const config = readSettings(args, terminal);
	requireStore(args, terminal);
	return config;
}
/** The same where no store is needed, or it is known otherwise. @throws {ConfigError} naming every setting that is not valid */
function readSettings(args, terminal) {
	const { env, workingDirectory } = terminal;
	return parseConfig((name) => said(name, args, terminal), { usesCMake: () => usesCMake(workspaceOf(env, workingDirectory)) });
}
/** @throws {ConfigError} when the job needs a store and the user names none */
function requireStore(args, terminal) {
	const isStoreGiven = isGiven("store", args, terminal);
	requireStore$1(isStoreGiven, terminal.env, ": set --store or SCCACHE_BUNDLE_STORE");
}
/** Whether the user set an input, by its flag or its variable. */
function isGiven(field, args, terminal) {
	return said(inputs[field].name, args, terminal) !== "";
}
/** Names the state's folder; `env` sets it. */
const stateVariable = "SCCACHE_BUNDLE_STATE";
/** What jobs leave that never save. A restore that was killed leaves what nobody can use. */
const forgottenAfterMs = 2592e5;
/** The folder that is kept for one job or one watched directory, by its name. */
function folderOf(env, kind, name) {
	return join(cacheFolder(env, homedir()), kind, createHash("sha256").update(name).digest("hex").slice(0, 16));
}
/** Makes the folder of a job that begins. Nobody else may write there: save runs the sccache that the handoff names. */
function beginState(context, env) {
	const home = homeOf(context, env);
	forgetOld(dirname(home));
	const folder = join(home, temporaryName(`${Date.now().toString(36).padStart(10, "0")}-`));
	fs.mkdirSync(folder, {
		recursive: true,
		mode: 448
	});
	return folder;
}
/** The state of this job's newest restore; undefined where there was none, or where a save has ended it. */
function findState(context, env) {
	const named = env[stateVariable];
	if (named && context.jobId === void 0 && fs.existsSync(named)) return named;
	return pathsIn(homeOf(context, env)).sort().at(-1);
}
/** Leaves it whole, or nothing at all. @throws what the file system throws */
function leaveState(folder, left) {
	const file = fileOf(folder);
	try {
		fs.writeFileSync(`${file}.new`, JSON.stringify(left), { mode: 384 });
		fs.renameSync(`${file}.new`, file);
	} catch (error) {
		endState(folder);
		throw error;
	}
}
/** What the restore left, or undefined when it did not get as far as that. */
function readState(folder) {
	if (folder === void 0) return void 0;
	try {
		const { handoff, variables } = JSON.parse(fs.readFileSync(fileOf(folder), "utf8"));
		return isHandoff(handoff) && variables.every(isVariable) ? {
			handoff,
			variables
		} : void 0;
	} catch {
		return;
	}
}
function endState(folder) {
	fs.rmSync(folder, {
		recursive: true,
		force: true
	});
}
function fileOf(folder) {
	return join(folder, "handoff.json");
}
function homeOf({ jobId, workspace }, env) {
	return folderOf(env, "jobs", jobId === void 0 ? `workspace ${workspace}` : `job ${jobId}`);
}
function forgetOld(jobs) {
	for (const folder of pathsIn(jobs).flatMap(pathsIn)) try {
		if (isOwnerGone(folder) && !fs.existsSync(fileOf(folder)) || Date.now() - fs.statSync(folder).mtimeMs > forgottenAfterMs) endState(folder);
	} catch {}
}
function pathsIn(folder) {
	try {
		return fs.readdirSync(folder).map((name) => join(folder, name));
	} catch {
		return [];
	}
}
function isVariable(value) {
	return typeof value?.name === "string" && typeof value.value === "string";
}
export { folderOf as a, openJobOf as c, readSettings as d, readState as f, surroundingsOf as h, findState as i, overridesOf as l, stateVariable as m, contextFlags as n, isGiven as o, requireStore as p, endState as r, leaveState as s, beginState as t, readConfig as u };

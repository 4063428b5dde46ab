import { t as progressOn } from "./chunk-progress2.js";
import { n as terminalLog } from "./chunk-terminal.js";
import { o as variableFor } from "./chunk-config-flags.js";
import { n as parseHandoff } from "./chunk-handoff.js";
import { i as temporaryName, t as isOwnerGone } from "./chunk-left-over.js";
import { t as defaultDirectory } from "./chunk-layout.js";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { homedir } from "node:os";
// src/cli/job/state.ts
/** Names the state's folder; `env` sets it. */
const stateVariable = "SCCACHE_BUNDLE_STATE";
/** What jobs leave that never save. A restore that was killed leaves what nobody can use. */
const forgottenAfterMs = 2592e5;
/** Our own folder beside sccache's. */
function cacheFolder(env) {
	return join(dirname(defaultDirectory(process.platform, env, homedir())), "sccache-bundle");
}
/** Makes the folder of a job that begins. Nobody else may write there: save runs the sccache that the handoff names. */
function beginState(context, env) {
	const home = homeOf(context, env);
	forgetOld(dirname(home));
	const began = Date.now().toString(36).padStart(10, "0");
	const folder = join(home, temporaryName(`${began}-`));
	mkdirSync(folder, {
		recursive: true,
		mode: 448
	});
	return { folder };
}
/** The state of this job's newest restore; undefined where there was none, or where a save has ended it. */
function findState(context, env) {
	const named = env[stateVariable];
	if (named && context.jobId === void 0 && existsSync(named)) return { folder: named };
	const home = homeOf(context, env);
	const newest = list(home).sort().at(-1);
	return newest === void 0 ? void 0 : { folder: join(home, newest) };
}
/** Leaves it whole, or nothing at all. @throws what the file system throws */
function leaveState(state, left) {
	const file = fileOf(state);
	try {
		writeFileSync(`${file}.new`, JSON.stringify(left), { mode: 384 });
		renameSync(`${file}.new`, file);
	} catch (error) {
		endState(state);
		throw error;
	}
}
/** What the restore left, or undefined when it did not get as far as that. */
function readState(state) {
	if (!state) return void 0;
	try {
		const { handoff, variables } = JSON.parse(readFileSync(fileOf(state), "utf8"));
		const parsed = parseHandoff(JSON.stringify(handoff));
		return parsed && isVariables(variables) ? {
			handoff: parsed,
			variables
		} : void 0;
	} catch {
		return;
	}
}
function endState({ folder }) {
	rmSync(folder, {
		recursive: true,
		force: true
	});
}
function fileOf({ folder }) {
	return join(folder, "handoff.json");
}
function homeOf({ jobId, workspace }, env) {
	const job = jobId === void 0 ? `workspace ${workspace}` : `job ${jobId}`;
	return join(cacheFolder(env), "jobs", createHash("sha256").update(job).digest("hex").slice(0, 16));
}
function forgetOld(jobs) {
	for (const job of list(jobs)) for (const began of list(join(jobs, job))) {
		const folder = join(jobs, job, began);
		try {
			if (isOwnerGone(folder) && !existsSync(fileOf({ folder })) || Date.now() - statSync(folder).mtimeMs > forgottenAfterMs) endState({ folder });
		} catch {}
	}
}
function list(folder) {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
function isVariables(value) {
	const isVariable = (one) => typeof one?.name === "string" && typeof one.value === "string";
	return Array.isArray(value) && value.every(isVariable);
}
// src/cli/job/job.ts
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
/** What the user says about the job: a flag, else its variable, such as SCCACHE_BUNDLE_JOB. */
function overridesOf(args, { env }) {
	const said = contextInputs.map(({ name, sets }) => [sets, args.flag(name) || env[variableFor(name)]]);
	return Object.fromEntries(said.filter(([, value]) => value));
}
/** What a command has around it. */
function surroundingsOf(terminal) {
	const { env, workingDirectory } = terminal;
	return {
		env,
		workingDirectory,
		home: homedir(),
		log: terminalLog(terminal),
		showProgress: progressOn(terminal),
		token: env["GITHUB_TOKEN"],
		toolsFolder: cacheFolder(env)
	};
}
export { cacheFolder as a, leaveState as c, beginState as i, readState as l, overridesOf as n, endState as o, surroundingsOf as r, findState as s, contextFlags as t, stateVariable as u };

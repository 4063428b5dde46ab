import { t as ConfigError } from "./chunk-config.js";
import { a as openJob, c as usesCMake, n as parseConfig, t as inputs } from "./chunk-inputs.js";
import { K as isOwnerGone, Y as temporaryName, d as parseSigningKeys, f as withoutSigningKey, t as asHandoff } from "./chunk-handoff.js";
import { t as survivingStrays } from "./chunk-stray-errors.js";
import { t as UsageError } from "./chunk-command.js";
import { s as defaultDirectory } from "./chunk-tar.js";
import { a as terminalLog, i as progressOn, t as describeError } from "./chunk-terminal.js";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { homedir } from "node:os";
// src/cli/state.ts
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
	return folder;
}
/** The state of this job's newest restore; undefined where there was none, or where a save has ended it. */
function findState(context, env) {
	const named = env[stateVariable];
	if (named && context.jobId === void 0 && existsSync(named)) return named;
	const home = homeOf(context, env);
	const newest = list(home).sort().at(-1);
	return newest && join(home, newest);
}
/** Leaves it whole, or nothing at all. @throws what the file system throws */
function leaveState(folder, left) {
	const file = fileOf(folder);
	try {
		writeFileSync(`${file}.new`, JSON.stringify(left), { mode: 384 });
		renameSync(`${file}.new`, file);
	} catch (error) {
		endState(folder);
		throw error;
	}
}
/** What the restore left, or undefined when it did not get as far as that. */
function readState(folder) {
	if (folder === void 0) return void 0;
	try {
		const { handoff, variables } = JSON.parse(readFileSync(fileOf(folder), "utf8"));
		const parsed = asHandoff(handoff);
		return parsed && isVariables(variables) ? {
			handoff: parsed,
			variables
		} : void 0;
	} catch {
		return;
	}
}
function endState(folder) {
	rmSync(folder, {
		recursive: true,
		force: true
	});
}
function fileOf(folder) {
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
			if (isOwnerGone(folder) && !existsSync(fileOf(folder)) || Date.now() - statSync(folder).mtimeMs > forgottenAfterMs) endState(folder);
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
/** What the user says about the job: a flag, else its variable, such as SCCACHE_BUNDLE_JOB. */
function overridesOf(args, { env }) {
	const said = contextInputs.map(({ name, sets }) => [sets, args.flag(name) || env[variableFor(name)]]);
	return Object.fromEntries(said.filter(([, value]) => value));
}
/** What a command has around it. */
function surroundingsOf(terminal) {
	const { env, workingDirectory } = terminal;
	return {
		env: withoutSigningKey(env),
		signingKeys: parseSigningKeys(env),
		workingDirectory,
		home: homedir(),
		log: terminalLog(terminal),
		showProgress: progressOn(terminal),
		token: env["GITHUB_TOKEN"],
		toolsFolder: cacheFolder(env)
	};
}
/** The job that a command belongs to. */
function openJobOf(config, args, terminal) {
	return openJob(config, surroundingsOf(terminal), overridesOf(args, terminal));
}
/** What the action writes on GitHub's pages, which a command line cannot. */
const ofTheAction = /* @__PURE__ */ new Set(["jobSummary", "prComment"]);
/** Those inputs of the action that apply to a command, as flags: `--max-size` is `max-size`. */
function configFlags(place) {
	return Object.entries(inputs).filter(([field, { places }]) => places.includes(place) && !ofTheAction.has(field)).map(([, { name, fallback, meaning, group, words }]) => {
		const isSwitch = words?.join() === "true,false";
		return {
			name,
			group,
			about: asPlainText(meaning, isSwitch ? fallback === "true" : void 0),
			...isSwitch ? {} : {
				value: valueFor(name),
				fallback
			},
			...words && !isSwitch ? { words } : {}
		};
	});
}
/** The meaning without Markdown; of a switch what it does when it is given. */
function asPlainText(meaning, isOn) {
	const text = meaning.replaceAll("`", "");
	if (isOn === void 0) return text;
	const plain = text.replace(/^(true|false): /, "").replace(/^./, (first) => first.toUpperCase());
	return isOn ? `With --no-…: ${plain}` : plain;
}
/** What stands for a value in the usage. */
function valueFor(name) {
	if (/-size$|-limit$|^reserve$/.test(name)) return "SIZE";
	if (/-dir$/.test(name)) return "DIR";
	if (/^(threads|keep-last|compression-level)$/.test(name)) return "N";
	return name === "max-age" ? "DAYS" : "VALUE";
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
function readSettings(args, { env, workingDirectory }) {
	const workspace = env["GITHUB_WORKSPACE"] || env["CI_PROJECT_DIR"] || workingDirectory;
	const read = (name) => args.flag(name) || (env[variableFor(name)] ?? "");
	return parseConfig(read, { usesCMake: () => usesCMake(workspace) });
}
/** GitHub's cache is the default of the action; elsewhere there is no default. @throws {ConfigError} */
function requireStore(args, terminal) {
	if (isGiven("store", args, terminal) || terminal.env["GITHUB_ACTIONS"] === "true") return;
	const why = `is required outside GitHub Actions: set --store or ${variableFor("store")}`;
	throw new ConfigError([{
		name: inputs.store.name,
		value: "",
		why
	}]);
}
/** SCCACHE_BUNDLE_MAX_SIZE for `max-size`. */
function variableFor(name) {
	return `SCCACHE_BUNDLE_${name.toUpperCase().replaceAll("-", "_")}`;
}
/** Whether the user set an input, by its flag or its variable. */
function isGiven(field, args, { env }) {
	const { name } = inputs[field];
	return (args.flag(name) || (env[variableFor(name)] ?? "")) !== "";
}
/**
* Runs the step of a job before or after its build. An error, be it one that nothing awaits, is a warning, and the build
* continues without the cache; with `strict` it is exit code 1. Wrong usage and configuration are rethrown.
*/
async function failOpen({ strict }, terminal, half) {
	const warn = terminalLog(terminal).warning;
	try {
		const { value, stray } = await survivingStrays(half);
		if (!stray) return value;
		warn(`${describeError(stray)}. The command has ended nevertheless`, "bug");
		return strict ? 1 : value;
	} catch (error) {
		if (error instanceof ConfigError || error instanceof UsageError) throw error;
		warn(`${describeError(error)}. Building without a cache`, "bug");
		return strict ? 1 : 0;
	}
}
export { stateVariable as _, openJobOf as a, readSettings as c, beginState as d, cacheFolder as f, readState as g, leaveState as h, isGiven as i, requireStore as l, findState as m, contextFlags as n, overridesOf as o, endState as p, failOpen as r, readConfig as s, configFlags as t, surroundingsOf as u };

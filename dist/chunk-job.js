import { t as ConfigError } from "./chunk-config-error.js";
import { n as parseConfig, t as inputs } from "./chunk-inputs.js";
import { n as parseHandoff, u as usesCMake } from "./chunk-handoff.js";
import { t as defaultDirectory } from "./chunk-layout.js";
import { n as terminalLog } from "./chunk-terminal.js";
import { createHash, randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
// src/cli/config-flags.ts
/** What each is for, in a few words; the README has all of it. */
const meanings = {
	maxSizeBytes: "budget of one bundle",
	repositoryLimitBytes: "what a repository's cache may hold, with GitHub's store",
	reserveBytes: "what stays free of that",
	strategy: "what ends a key",
	key: "with strategy custom",
	restoreKeys: "with strategy custom, what to fall back to",
	keyPrefix: "first part of every key",
	sharedKey: "jobs with the same value share bundles",
	lockfiles: "whose content goes into the key",
	save: "when to save",
	evict: "what goes although there is room",
	maxAgeDays: "days without use after which an entry goes",
	deleteSuperseded: "delete the bundles that a new one supersedes",
	keepLast: "how many bundles to keep, the new one included",
	pullRequest: "what a pull request saves",
	sccacheDir: "sccache's directory, else SCCACHE_DIR, else its own default",
	compressionLevel: "zstd's level",
	segmentBytes: "uncompressed size of an independent part",
	threads: "to work with, else one a core",
	store: "where bundles live",
	wrap: "what is made to call sccache",
	sccache: "where to take sccache from",
	sccacheVersion: "of sccache",
	sccacheSha256: "of sccache's release archive",
	sccacheMirror: "in place of sccache's release page",
	restore: "restore a bundle before the build",
	lookupOnly: "only look whether there is a bundle, and restore nothing",
	failOnCacheMiss: "exit code 1 when there is none",
	strict: "exit code 1 when the cache has trouble",
	jobSummary: "for GitHub's job summary, which the action alone writes",
	prComment: "for a comment on the pull request, which the action alone writes"
};
/** The action's inputs as flags: `--max-size` is `max-size`. */
const configFlags = Object.entries(inputs).map(([field, input]) => {
	const { name, fallback, allowed } = input;
	const meaning = meanings[field];
	if (fallback === "false") return {
		name,
		about: meaning
	};
	if (fallback === "true") return {
		name,
		about: `${meaning} (default: on)`
	};
	return {
		name,
		value: "VALUE",
		about: `${meaning}: ${allowed}${fallback === "" ? "" : ` (default: ${fallback})`}`
	};
});
/**
* The configuration that flags give, and else variables: `--max-size`, then SCCACHE_BUNDLE_MAX_SIZE.
* @throws {ConfigError} naming every setting that is not valid, and a store that is missing
*/
function readConfig(args, terminal) {
	const config = readSettings(args, terminal);
	requireStore(args, terminal);
	return config;
}
/** The same where the store may be known otherwise. @throws {ConfigError} naming every setting that is not valid */
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
// src/cli/state.ts
/** Names the state's folder; `env` sets it. */
const stateVariable = "SCCACHE_BUNDLE_STATE";
/** What jobs leave that never save. */
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
	const folder = join(home, `${began}-${randomBytes(4).toString("hex")}`);
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
			if (Date.now() - statSync(folder).mtimeMs > forgottenAfterMs) endState({ folder });
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
		about: "name of the job, a part of the key",
		sets: "job"
	},
	{
		name: "matrix",
		value: "TEXT",
		about: "tells the jobs of a matrix apart, a part of the key",
		sets: "matrix"
	},
	{
		name: "workflow",
		value: "NAME",
		about: "name of the workflow, a part of the key",
		sets: "workflow"
	},
	{
		name: "ref",
		value: "REF",
		about: "full name of what is built, such as refs/heads/main",
		sets: "ref"
	},
	{
		name: "pr",
		value: "NUMBER",
		about: "this builds the pull request NUMBER",
		sets: "pullRequest"
	},
	{
		name: "base-ref",
		value: "BRANCH",
		about: "branch that the pull request is to be merged into",
		sets: "baseRef"
	},
	{
		name: "default-branch",
		value: "NAME",
		about: "name of the default branch",
		sets: "defaultBranch"
	},
	{
		name: "run",
		value: "ID",
		about: "id of the workflow run, which its jobs share",
		sets: "run"
	}
];
const contextFlags = contextInputs;
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
		token: env["GITHUB_TOKEN"],
		toolsFolder: cacheFolder(env)
	};
}
export { cacheFolder as a, leaveState as c, configFlags as d, isGiven as f, requireStore as h, beginState as i, readState as l, readSettings as m, overridesOf as n, endState as o, readConfig as p, surroundingsOf as r, findState as s, contextFlags as t, stateVariable as u };

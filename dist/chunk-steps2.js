import { t as ConfigError } from "./chunk-config.js";
import { a as openServerFolder, o as removeIfServerless, s as askCi } from "./chunk-surroundings.js";
import { t as restoreInShell } from "./chunk-in-shell.js";
import { t as openSccacheOf } from "./chunk-sccache.js";
import { c as startCold, s as saveJob, t as continueJob } from "./chunk-steps.js";
import { t as survivingStrays } from "./chunk-stray-errors.js";
import { n as parseJobStatus, t as jobStatuses } from "./chunk-job-status.js";
import { o as safeJson } from "./chunk-foreign.js";
import { a as saveLines, i as restoreLines } from "./chunk-text.js";
import { a as UsageError, i as terminalLog, o as configFlags, t as describeError } from "./chunk-terminal.js";
import { a as readConfig, i as overridesOf, n as isGiven, o as readSettings, r as openJobOf, s as requireStoreGiven, t as contextFlags } from "./chunk-job.js";
import { a as leaveState, c as stateVariable, n as endState, o as noRestoreIn, r as findState, s as readState, t as beginState } from "./chunk-state.js";
// src/cli/commands/steps.ts
/** The half before the build. */
const restore = {
	failsOpen: true,
	positionals: [],
	flags: [
		...configFlags("restore"),
		...contextFlags,
		{
			name: "json",
			about: "Print the report as JSON."
		}
	],
	async run(args, terminal) {
		const config = readConfig(args, terminal);
		return failOpen(config, terminal, () => restoreWith(config, args, terminal));
	}
};
async function restoreWith(config, args, terminal) {
	const { env } = terminal;
	const job = await openJobOf(config, args, terminal);
	const { log } = job.surroundings;
	const state = await beginState(job.context, env);
	const serverFolder = await openServerFolder(job.surroundings.toolsFolder);
	const restored = await restoreInShell(job, {
		tempDirectory: state,
		serverFolder
	}, async (restored) => {
		const { handoff } = restored;
		const variables = [...restored.variables, {
			name: stateVariable,
			value: state
		}];
		await leaveState(state, {
			handoff,
			variables
		}, env);
		await removeIfServerless(serverFolder, handoff);
		return restored;
	});
	const { report, handoff } = restored;
	if (args.isOn("json")) terminal.print(safeJson(report));
	for (const line of restoreLines(report)) terminal.say(line);
	const { outcome } = handoff.restore;
	if (outcome.kind === "failed") log.warning(`${outcome.why}. Building without a cache`, outcome.failure);
	if (outcome.kind === "missed") sayUnknownDefault(job.context, log);
	if (restored.environment) terminal.say(`For the build: eval "$(sccache-bundle env)"`);
	return exitCodeOf(outcome, config, restored.hasSccache);
}
/** Says after a miss in a CI that the default branch's bundles were not looked for: a new branch would always start cold. */
function sayUnknownDefault({ defaultBranch, baseRef, event, ref }, log) {
	if (event === void 0 || ref === void 0 || defaultBranch !== void 0 || baseRef !== void 0) return;
	log.notice(`Only bundles of ${ref} were looked for, since the default branch is not known: set --default-branch NAME to look for its bundles too`);
}
function exitCodeOf({ kind }, config, hasSccache) {
	const missed = kind === "missed" || kind === "failed";
	const failed = kind === "failed" || !hasSccache;
	return config.strict && failed || config.failOnCacheMiss && missed ? 1 : 0;
}
/** The half after the build. */
const save = {
	failsOpen: true,
	positionals: [],
	flags: [
		...configFlags("save"),
		...contextFlags,
		{
			name: "status",
			value: "STATUS",
			about: `How the build went: ${jobStatuses.join(", ")}.`,
			words: jobStatuses
		},
		{
			name: "json",
			about: "Print the report as JSON."
		}
	],
	async run(args, terminal) {
		const status = readStatus(args, terminal);
		const config = readSettings(args, terminal);
		return failOpen(config, terminal, () => saveWith({
			config,
			status
		}, args, terminal));
	}
};
async function saveWith({ config, status }, args, terminal) {
	const job = await openJobOf(config, args, terminal);
	const { context, surroundings } = job;
	const { log } = surroundings;
	const found = findState(context, terminal.env);
	const left = readState(found);
	if (!left) {
		requireStoreGiven(args, terminal);
		log.notice(`${noRestoreIn(context)}, so only entries that certainly belong to this job are saved`);
	}
	const state = left && found ? found : await beginState(context, terminal.env);
	let handoff;
	if (left) {
		const isTold = Object.keys(overridesOf(args, terminal)).length > 0;
		const restored = {
			...left.handoff,
			...isTold && { context }
		};
		handoff = await continueJob(restored, job, (field) => isGiven(field, args, terminal));
	} else {
		const sccache = await openSccacheOf(job);
		if (sccache.path === null) log.warning(sccache.why, "no-sccache");
		handoff = await startCold(job, sccache);
	}
	const report = await saveJob(handoff, {
		status,
		tempDirectory: state
	}, surroundings);
	endState(state);
	for (const line of saveLines(report)) terminal.say(line);
	const outcome = report.save?.outcome;
	if (outcome?.kind === "failed") log.warning(outcome.why, outcome.failure);
	if (args.isOn("json")) terminal.print(safeJson(report));
	return outcome?.kind === "failed" && handoff.config.strict ? 1 : 0;
}
/**
* As the flag says, else as the CI does. In a plain shell, where no CI is around it, a save comes after a
* build that went well: `cargo build && sccache-bundle save`.
*/
function readStatus(args, { env }) {
	const asked = args.flag("status");
	if (asked === "") {
		const ci = askCi(env);
		return ci ? ci.status : "success";
	}
	const status = parseJobStatus(asked);
	if (!status) throw new UsageError(`--status ${asked} is not one of ${jobStatuses.join(", ")}`);
	return status;
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
		warn(`${describeError(stray, terminal.env)}. The command has ended nevertheless`, "bug");
		return strict ? 1 : value;
	} catch (error) {
		if (error instanceof ConfigError || error instanceof UsageError) throw error;
		const isOfFiles = error.syscall !== void 0;
		warn(`${describeError(error, terminal.env)}. Building without a cache`, isOfFiles ? "file-system" : "bug");
		return strict ? 1 : 0;
	}
}
export { restore, save };

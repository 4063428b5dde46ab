import { t as inputs } from "./chunk-inputs.js";
import { d as requireStore, n as openJob, t as surroundingsIn, u as parseConfig } from "./chunk-surroundings.js";
import { t as showProgressOn } from "./chunk-progress.js";
import { i as terminalLog } from "./chunk-terminal.js";
import { n as variableOf, t as misspeltVariables } from "./chunk-variables.js";
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
		about: "Full name of the ref that is built, such as refs/heads/main.",
		sets: "ref"
	},
	{
		name: "pr",
		value: "NUMBER",
		about: "Number of the pull request that is built.",
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
	return args.flag(name) || env[variableOf(name)] || "";
}
/** What the user says about the job. */
function overridesOf(args, terminal) {
	const told = contextInputs.map(({ name, sets }) => [sets, said(name, args, terminal)]);
	return Object.fromEntries(told.filter(([, value]) => value !== ""));
}
/** What a command has around it. */
function surroundingsOf(terminal) {
	const { env, workingDirectory } = terminal;
	return surroundingsIn(env, {
		workingDirectory,
		log: terminalLog(terminal),
		showProgress: showProgressOn(terminal),
		token: env["GITHUB_TOKEN"]
	});
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
	requireStoreGiven(args, terminal);
	return config;
}
/** The same where no store is needed, or it is known otherwise. @throws {ConfigError} naming every setting that is not valid */
function readSettings(args, terminal) {
	const log = terminalLog(terminal);
	const ofJob = contextInputs.map(({ name }) => name);
	for (const line of misspeltVariables(terminal.env, ofJob)) log.notice(line);
	return parseConfig((name) => said(name, args, terminal));
}
/** @throws {ConfigError} when the job needs a store and the user names none */
function requireStoreGiven(args, terminal) {
	requireStore(isGiven("store", args, terminal), terminal.env, ": set --store or SCCACHE_BUNDLE_STORE");
}
/** Whether the user set an input, by its flag or its variable. */
function isGiven(field, args, terminal) {
	return said(inputs[field].name, args, terminal) !== "";
}
export { readConfig as a, surroundingsOf as c, overridesOf as i, isGiven as n, readSettings as o, openJobOf as r, requireStoreGiven as s, contextFlags as t };

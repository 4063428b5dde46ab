import { c as openKeys, g as folderForPath, l as openSccacheOf, o as openDeps, s as openJob } from "./chunk-handoff.js";
import { t as restore$1 } from "./chunk-restore.js";
import { f as helpUrl, r as restoreLines } from "./chunk-text.js";
import { r as readConfig, t as configFlags } from "./chunk-config-flags.js";
import { t as failOpen } from "./chunk-fail-open.js";
import { c as leaveState, i as beginState, n as overridesOf, r as surroundingsOf, t as contextFlags, u as stateVariable } from "./chunk-job.js";
import { delimiter, join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
// src/cli/commands/restore.ts
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
	const surroundings = surroundingsOf(terminal);
	const job = await openJob(config, surroundings, overridesOf(args, terminal));
	const sccache = await openSccacheOf(config, surroundings);
	if ("why" in sccache) terminal.say(`warning: ${sccache.why}. Building without a cache.`);
	const state = beginState(job.context, terminal.env);
	const serverFolder = await makeServerFolder(state);
	const sccachePath = "path" in sccache ? sccache.path : void 0;
	const deps = openDeps({
		config,
		context: job.context,
		sccachePath,
		tempDirectory: state.folder
	}, surroundings);
	const keys = await openKeys(config, job, surroundings);
	const restored = await restore$1({
		config,
		context: job.context,
		directory: job.directory,
		env: terminal.env,
		surroundings: job.build,
		serverFolder,
		...keys
	}, deps);
	const { report, handoff } = restored;
	if (args.flag("json") === "true") terminal.print(JSON.stringify(report));
	leaveState(state, {
		handoff,
		variables: await variablesFor(restored, {
			terminal,
			state,
			serverFolder
		})
	});
	if (!handoff.server) await rm(serverFolder, {
		recursive: true,
		force: true
	});
	tell(restored, terminal);
	return exitCodeOf(report, config, sccachePath !== void 0);
}
/** A folder that outlives the state: what is built in the same shell after the save still finds its server there. */
function makeServerFolder(state) {
	return mkdtemp(join(tmpdir(), "sccache-bundle-")).catch(() => state.folder);
}
/** What the build must be started with, as `sccache-bundle env` prints it. */
async function variablesFor({ environment, handoff: { sccache } }, { terminal, state, serverFolder }) {
	const { env, say } = terminal;
	for (const notice of environment?.notices ?? []) say(`notice: ${notice}`);
	for (const warning of environment?.warnings ?? []) say(`warning: ${warning}`);
	const ours = {
		name: stateVariable,
		value: state.folder
	};
	if (!environment || !sccache) return [ours];
	const folder = await folderForPath(sccache.path, env, serverFolder);
	return [
		...environment.exports,
		...folder === void 0 ? [] : [{
			name: "PATH",
			value: [folder, env["PATH"] ?? ""].join(delimiter)
		}],
		ours
	];
}
function tell({ report, environment }, { say }) {
	for (const line of restoreLines(report)) say(line);
	const outcome = report.restore?.outcome;
	if (outcome?.kind === "failed") say(`warning: ${outcome.why}. Building without a cache. Help: ${helpUrl(outcome.failure)}`);
	if (environment) say(`For the build: eval "$(sccache-bundle env)"`);
}
function exitCodeOf({ restore }, config, hasSccache) {
	const kind = restore?.outcome.kind;
	const missed = kind === "missed" || kind === "failed";
	const failed = kind === "failed" || !hasSccache;
	return config.strict && failed || config.failOnCacheMiss && missed ? 1 : 0;
}
export { restore };

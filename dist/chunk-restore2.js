import { t as restore$1 } from "./chunk-restore.js";
import { i as restoreLines } from "./chunk-text.js";
import { a as handoffVariable, c as configFlags, l as readConfig, o as leaveState, s as stateOf, t as beginState } from "./chunk-state.js";
import { n as readContext, t as contextFlags } from "./chunk-context.js";
import { r as openDeps, t as findSccache } from "./chunk-deps.js";
import { t as failOpen } from "./chunk-fail-open.js";
import { n as prepareKeys, t as directoryFor } from "./chunk-prepare.js";
import { delimiter, dirname } from "node:path";
// src/cli/commands/restore.ts
/** The half before the build. */
const restore = {
	positionals: [],
	flags: [
		...configFlags,
		...contextFlags,
		{
			name: "json",
			about: "print the report as JSON"
		}
	],
	async run(args, terminal) {
		const config = readConfig(args, terminal);
		return failOpen(config, terminal, () => restoreWith(config, args, terminal));
	}
};
async function restoreWith(config, args, terminal) {
	const context = await readContext(args, terminal);
	const directory = directoryFor(config, context.workspace, terminal);
	const state = stateOf(directory, terminal.env);
	const sccache = await findSccache(config, terminal);
	if ("why" in sccache) terminal.say(`warning: ${sccache.why}. The build goes on without a cache.`);
	beginState(state);
	const sccachePath = "path" in sccache ? sccache.path : void 0;
	const deps = openDeps(terminal, {
		config,
		sccachePath,
		tempDirectory: state.folder
	});
	const restored = await restore$1({
		config,
		directory,
		env: terminal.env,
		...await prepareKeys(config, context, terminal)
	}, deps);
	const { report, handoff } = restored;
	if (args.flag("json") === "true") terminal.print(JSON.stringify(report));
	leaveState(state, {
		handoff,
		variables: variablesFor(restored, {
			terminal,
			file: state.file
		})
	});
	tell(restored, terminal);
	return exitCodeOf(report, config, sccachePath !== void 0);
}
/** What the build must be started with, as `sccache-bundle env` prints it. */
function variablesFor({ environment, handoff: { sccache } }, { terminal, file }) {
	if (!environment || !sccache) return [];
	const { env, say } = terminal;
	for (const { name, wanted } of environment.kept) say(`Kept ${name} as it was set (not ${wanted})`);
	for (const warning of environment.warnings) say(`warning: ${warning}`);
	const folder = dirname(sccache.path);
	const isOnPath = (env["PATH"] ?? "").split(delimiter).includes(folder);
	return [
		...environment.exports,
		...isOnPath ? [] : [{
			name: "PATH",
			value: [folder, env["PATH"] ?? ""].join(delimiter)
		}],
		{
			name: handoffVariable,
			value: file
		}
	];
}
function tell({ report, environment }, { say }) {
	for (const line of restoreLines(report)) say(line);
	if (report.outcome.kind === "trouble") say(`warning: ${report.outcome.why}. The build goes on without.`);
	if (environment) say(`For the build: eval "$(sccache-bundle env)"`);
}
function exitCodeOf({ outcome }, config, hasSccache) {
	const missed = outcome.kind === "miss" || outcome.kind === "trouble";
	const troubled = outcome.kind === "trouble" || !hasSccache;
	return config.strict && troubled || config.failOnCacheMiss && missed ? 1 : 0;
}
export { restore };

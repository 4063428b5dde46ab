import { n as save$1, t as printEnvironment } from "./chunk-environment-print.js";
import { a as saveLines } from "./chunk-text.js";
import { t as UsageError } from "./chunk-args.js";
import { c as configFlags, i as findState, l as readConfig, r as endState, s as stateOf, t as beginState } from "./chunk-state.js";
import { n as readContext, t as contextFlags } from "./chunk-context.js";
import { r as openDeps, t as findSccache } from "./chunk-deps.js";
import { t as failOpen } from "./chunk-fail-open.js";
import { n as prepareKeys, t as directoryFor } from "./chunk-prepare.js";
// src/cli/commands/save.ts
const statuses = [
	"success",
	"failure",
	"cancelled"
];
/** The half after the build. */
const save = {
	positionals: [],
	flags: [
		...configFlags,
		...contextFlags,
		{
			name: "status",
			value: "STATUS",
			about: `how the build went: ${statuses.join(", ")}`
		},
		{
			name: "json",
			about: "print the report as JSON"
		}
	],
	async run(args, terminal) {
		const status = readStatus(args, terminal);
		const config = readConfig(args, terminal);
		return failOpen(config, terminal, () => saveWith({
			config,
			status
		}, args, terminal));
	}
};
async function saveWith({ config, status }, args, terminal) {
	const context = await readContext(args, terminal);
	const directory = directoryFor(config, context.workspace, terminal);
	const state = stateOf(directory, terminal.env);
	const left = findState(state);
	if (!left) {
		terminal.say("notice: There was no restore, so every entry counts as new.");
		beginState(state);
	}
	const handoff = left ? {
		...left.handoff,
		config
	} : await coldHandoff({
		config,
		context,
		directory
	}, terminal);
	const deps = openDeps(terminal, {
		config,
		sccachePath: handoff.sccache?.path,
		tempDirectory: state.folder
	});
	const environment = printEnvironment(terminal.env);
	const report = await save$1({
		handoff,
		context,
		status,
		environment
	}, deps);
	endState(state);
	for (const line of saveLines(report)) terminal.say(line);
	const isTrouble = report.outcome.kind === "trouble";
	if (isTrouble) terminal.say(`warning: ${report.outcome.why}. The build is not affected.`);
	if (args.flag("json") === "true") terminal.print(JSON.stringify(report));
	return isTrouble && config.strict ? 1 : 0;
}
/** What restore would have left, where none ran before: every entry counts as new, and as used. */
async function coldHandoff({ config, context, directory }, terminal) {
	const sccache = await findSccache(config, terminal);
	if ("why" in sccache) terminal.say(`warning: ${sccache.why}.`);
	return {
		format: 1,
		config,
		directory,
		...await prepareKeys(config, context, terminal),
		readyAtMs: 0,
		sccache: "path" in sccache ? {
			path: sccache.path,
			version: null
		} : null,
		noStore: false,
		rawAtSource: false,
		restored: null,
		overlay: null
	};
}
/** As the flag says, else as GitLab does in after_script. */
function readStatus(args, { env }) {
	const gitlab = {
		success: "success",
		failed: "failure",
		canceled: "cancelled"
	};
	const asked = args.flag("status");
	if (asked === "") return gitlab[env["CI_JOB_STATUS"] ?? ""];
	const status = statuses.find((one) => one === asked);
	if (!status) throw new UsageError(`--status ${asked} is none of ${statuses.join(", ")}`);
	return status;
}
export { save };

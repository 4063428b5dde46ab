import { n as parseConfig, s as openSccacheOf, t as inputs } from "./chunk-inputs.js";
import { a as sayEnvironment, r as restoreJob, s as variablesFor } from "./chunk-steps.js";
import { o as restoreLines } from "./chunk-text.js";
import { H as makeServerFolder } from "./chunk-handoff.js";
import { t as UsageError } from "./chunk-command.js";
import { _ as stateVariable, a as openJobOf, d as beginState, g as readState, h as leaveState, m as findState, n as contextFlags, r as failOpen, s as readConfig, t as configFlags } from "./chunk-job.js";
import { a as terminalLog, n as printJson } from "./chunk-terminal.js";
import { rm } from "node:fs/promises";
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
	const { env } = terminal;
	const job = await openJobOf(config, args, terminal);
	const { log } = job.surroundings;
	const { path: sccachePath, why } = await openSccacheOf(job);
	if (why !== void 0) log.warning(`${why}. Building without a cache`, "no-sccache");
	const state = beginState(job.context, env);
	const serverFolder = await makeServerFolder(tmpdir()).catch(() => state);
	const restored = await restoreJob(job, {
		sccachePath,
		tempDirectory: state,
		serverFolder
	});
	const { report, handoff, environment } = restored;
	if (args.isOn("json")) terminal.print(JSON.stringify(report));
	if (environment) sayEnvironment(environment, log);
	const ours = {
		name: stateVariable,
		value: state
	};
	const variables = [...await variablesFor(restored, env, serverFolder), ours];
	leaveState(state, {
		handoff,
		variables
	});
	if (!handoff.server) await rm(serverFolder, {
		recursive: true,
		force: true
	});
	tell(restored, terminal);
	return exitCodeOf(report, config, sccachePath !== void 0);
}
function tell({ report, environment }, terminal) {
	const { say } = terminal;
	for (const line of restoreLines(report)) say(line);
	const outcome = report.restore?.outcome;
	if (outcome?.kind === "failed") terminalLog(terminal).warning(`${outcome.why}. Building without a cache`, outcome.failure);
	if (environment) say(`For the build: eval "$(sccache-bundle env)"`);
}
function exitCodeOf({ restore }, config, hasSccache) {
	const kind = restore?.outcome.kind;
	const missed = kind === "missed" || kind === "failed";
	const failed = kind === "failed" || !hasSccache;
	return config.strict && failed || config.failOnCacheMiss && missed ? 1 : 0;
}
/** How variables can be written down: for a shell to evaluate, or for the file of GITHUB_ENV. */
const formats = [
	"sh",
	"fish",
	"powershell",
	"github"
];
const writers = {
	sh: ({ name, value }) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
	fish: ({ name, value }) => `set -gx ${name} '${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
	powershell: ({ name, value }) => `$env:${name} = '${value.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`,
	github: ({ name, value }) => `${name}=${value}`
};
/**
* One line that sets a variable to just its value, whatever characters that holds.
* @throws {RangeError} for a line break, which not every format can hold, and for a name that is none
*/
function assignment(variable, format) {
	if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable.name)) throw new RangeError(`${variable.name} is no variable's name`);
	if (/[\r\n\0]/.test(variable.value)) throw new RangeError(`${variable.name} holds a line break`);
	return writers[format](variable);
}
/** What a build needs to use what was restored. */
const env = {
	positionals: [],
	flags: [
		{
			name: "format",
			value: "FORMAT",
			about: `How to print them: ${formats.join(", ")}.`,
			fallback: "sh",
			words: formats
		},
		{
			name: "json",
			about: "Print the variables as JSON."
		},
		{
			name: inputs.sccacheDir.name,
			value: "DIR",
			about: "sccache's directory, as restore was told."
		},
		...contextFlags
	],
	async run(args, terminal) {
		const asked = args.flag("format") || "sh";
		const format = formats.find((one) => one === asked);
		if (!format) throw new UsageError(`--format ${asked} is none of ${formats.join(", ")}`);
		const { env, print } = terminal;
		const log = terminalLog(terminal);
		const config = parseConfig((name) => name === inputs.sccacheDir.name ? args.flag(name) : "");
		const job = await openJobOf(config, args, terminal);
		const left = readState(findState(job.context, env));
		if (!left) log.warning("No restore ran in this job, so there is nothing to set", "no-restore");
		if (left && config.sccacheDir && left.handoff.directory !== job.directory) log.warning(`The restore of this job filled ${left.handoff.directory}, not ${job.directory}`, "no-restore");
		if (args.isOn("json")) {
			printJson(terminal, { variables: left?.variables ?? [] });
			return 0;
		}
		const isPath = (name) => name === "PATH";
		for (const variable of left?.variables ?? []) if (format !== "github" || !isPath(variable.name)) print(assignment(variable, format));
		return 0;
	}
};
export { env, restore };

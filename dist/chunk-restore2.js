import { L as inputs } from "./chunk-parse-config.js";
import { a as openJob, i as openDeps, o as openKeys, p as folderForPath, s as openSccacheOf } from "./chunk-job.js";
import { t as restore$1 } from "./chunk-restore.js";
import { r as restoreLines } from "./chunk-text.js";
import { t as UsageError } from "./chunk-command.js";
import { a as overridesOf, g as stateVariable, h as readState, l as surroundingsOf, m as leaveState, n as contextFlags, o as readConfig, p as findState, r as failOpen, t as configFlags, u as beginState } from "./chunk-job2.js";
import { i as terminalLog, t as printJson } from "./chunk-terminal.js";
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
	if ("why" in sccache) surroundings.log.warning(`${sccache.why}. Building without a cache`, "no-sccache");
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
		env: surroundings.env,
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
	const { env } = terminal;
	const log = terminalLog(terminal);
	for (const notice of environment?.notices ?? []) log.notice(notice);
	for (const warning of environment?.warnings ?? []) log.warning(warning.text, warning.topic);
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
		const sccacheDir = args.flag(inputs.sccacheDir.name) || void 0;
		const job = await openJob({ sccacheDir }, surroundingsOf(terminal), overridesOf(args, terminal));
		const left = readState(findState(job.context, env));
		if (!left) log.warning("No restore ran in this job, so there is nothing to set", "no-restore");
		if (left && sccacheDir && left.handoff.directory !== job.directory) log.warning(`The restore of this job filled ${left.handoff.directory}, not ${job.directory}`, "no-restore");
		if (args.flag("json") === "true") {
			printJson(terminal, { variables: left?.variables ?? [] });
			return 0;
		}
		const isPath = (name) => name === "PATH";
		for (const variable of left?.variables ?? []) if (format !== "github" || !isPath(variable.name)) print(assignment(variable, format));
		return 0;
	}
};
export { env, restore };

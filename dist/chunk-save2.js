import { a as openJob, c as startCold, i as openDeps, l as askCi, s as openSccacheOf, t as continueJob } from "./chunk-job.js";
import { t as save$1 } from "./chunk-save.js";
import { i as saveLines } from "./chunk-text.js";
import { r as printEnvironment } from "./chunk-explain.js";
import { t as UsageError } from "./chunk-command.js";
import { a as overridesOf, c as requireStore, f as endState, h as readState, i as isGiven, l as surroundingsOf, n as contextFlags, p as findState, r as failOpen, s as readSettings, t as configFlags, u as beginState } from "./chunk-job2.js";
import { join } from "node:path";
import { rm } from "node:fs/promises";
import { homedir } from "node:os";
// src/cli/commands/save.ts
const statuses = [
	"success",
	"failure",
	"cancelled"
];
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
			about: `How the build went: ${statuses.join(", ")}.`,
			words: statuses
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
	const surroundings = surroundingsOf(terminal);
	const job = await openJob(config, surroundings, overridesOf(args, terminal));
	const found = findState(job.context, terminal.env);
	const left = readState(found);
	if (!left) requireStore(args, terminal);
	const state = left && found ? found : beginState(job.context, terminal.env);
	const own = {
		config,
		isGiven: (field) => isGiven(field, args, terminal)
	};
	const handoff = left ? await continueJob(withOverrides(left.handoff, job, overridesOf(args, terminal)), own, job, surroundings) : await startCold(config, {
		job,
		sccache: await sccacheOf(config, surroundings)
	}, surroundings);
	const deps = openDeps({
		config: handoff.config,
		context: handoff.context,
		sccachePath: handoff.sccache?.path,
		tempDirectory: state.folder
	}, surroundings);
	const environment = printEnvironment(terminal.env, {
		workspace: handoff.context.workspace,
		cargoHome: join(homedir(), ".cargo")
	});
	const report = await save$1({
		handoff,
		status,
		environment
	}, deps);
	endState(state);
	if (handoff.server?.logFile) await rm(handoff.server.logFile, { force: true });
	for (const line of saveLines(report)) terminal.say(line);
	const outcome = report.save?.outcome;
	if (outcome?.kind === "failed") surroundings.log.warning(outcome.why, outcome.failure);
	if (args.flag("json") === "true") terminal.print(JSON.stringify(report));
	return outcome?.kind === "failed" && handoff.config.strict ? 1 : 0;
}
/** What this save was told about the job counts, else what its restore knew. */
function withOverrides(handoff, { context }, overrides) {
	return Object.keys(overrides).length === 0 ? handoff : {
		...handoff,
		context
	};
}
async function sccacheOf(config, surroundings) {
	const sccache = await openSccacheOf(config, surroundings);
	if ("why" in sccache) surroundings.log.warning(sccache.why, "no-sccache");
	return sccache;
}
/**
* As the flag says, else as GitLab does in after_script. In a plain shell, where no CI is around it, a save comes after a
* build that went well: `cargo build && sccache-bundle save`.
*/
function readStatus(args, { env }) {
	const gitlab = {
		success: "success",
		failed: "failure",
		canceled: "cancelled"
	};
	const asked = args.flag("status");
	if (asked === "" && !askCi(env)) return "success";
	if (asked === "") return gitlab[env["CI_JOB_STATUS"] ?? ""];
	const status = statuses.find((one) => one === asked);
	if (!status) throw new UsageError(`--status ${asked} is none of ${statuses.join(", ")}`);
	return status;
}
export { save };

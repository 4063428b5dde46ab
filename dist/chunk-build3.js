import { n as parseConfig, t as inputs } from "./chunk-inputs.js";
import { n as reportOfBuild } from "./chunk-build.js";
import { i as readUse, p as readPast } from "./chunk-candidates.js";
import { i as cpuPrint } from "./chunk-program-environment.js";
import { n as environmentOf } from "./chunk-steps.js";
import { i as foreign } from "./chunk-foreign.js";
import { n as missCauses, t as causeCost, u as describeHits } from "./chunk-text.js";
import { n as makeReport } from "./chunk-make-report.js";
import { o as firstOf } from "./chunk-words.js";
import { Q as openServer, _t as scan } from "./chunk-handoff.js";
import { r as readBuildLog } from "./chunk-log.js";
import { a as UsageError, i as terminalLog, n as printJson, o as configFlags } from "./chunk-terminal.js";
import { c as openJobOf, d as readSettings, f as readState, i as findState, n as contextFlags } from "./chunk-job.js";
import { readFile, writeFile } from "node:fs/promises";
// src/cli/commands/build.ts
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
		const log = terminalLog(terminal);
		const config = parseConfig((name) => name === inputs.sccacheDir.name ? args.flag(name) : "");
		const job = await openJobOf(config, args, terminal);
		const left = readState(findState(job.context, terminal.env));
		if (!left) log.warning("No restore ran in this job, so there is nothing to set", "no-restore");
		if (left && config.sccacheDir && left.handoff.directory !== job.directory) log.warning(`The restore of this job filled ${left.handoff.directory}, not ${job.directory}`, "no-restore");
		const variables = left?.variables ?? [];
		const isPrinted = ({ name }) => format !== "github" || name !== "PATH";
		if (args.isOn("json")) printJson(terminal, { variables });
		else for (const one of variables.filter(isPrinted)) terminal.print(assignment(one, format));
		return 0;
	}
};
/** Why compilations missed: of the build that runs between restore and save, or of a report that save has printed. */
const explain = {
	positionals: ["REPORT..."],
	flags: [
		...configFlags("restore"),
		...contextFlags,
		{
			name: "html",
			value: "FILE",
			about: "Write a page with the explanation to FILE."
		},
		{
			name: "json",
			about: "Print the report as JSON."
		}
	],
	async run(args, terminal) {
		const [file, ...more] = args.rest();
		if (more.length > 0) throw new UsageError("explain takes one report at most");
		const report = file === void 0 ? await reportOfState(args, terminal) : await readReport(file);
		const page = args.flag("html");
		if (page !== "") {
			const { renderPage } = await import("./chunk-page.js");
			const title = `Why compilations missed: ${report.key.primary}`;
			await writeFile(page, renderPage({
				title,
				bundle: void 0,
				report
			}));
		}
		if (args.isOn("json")) terminal.print(JSON.stringify(report));
		else {
			terminal.print(`Cache hits: ${describeHits(report.build)}`);
			for (const line of explanationLines(report)) terminal.print(line);
			if (report.advice) terminal.print(`Advice: ${report.advice.text}`);
		}
		return 0;
	}
};
/**
* Why compilations missed, as lines for a terminal: each cause, what it cost, which crates, and what to do. None where
* nothing was counted: the line with the hits says why.
*/
function explanationLines({ build, explanation }) {
	const { hits = 0, misses = null } = build?.counts ?? {};
	return [
		...misses === 0 && hits > 0 && missCauses(explanation).length === 0 ? ["Nothing missed."] : [],
		...misses !== null && misses > 0 && !explanation ? ["Why they missed is not known."] : [],
		...causeLines(explanation?.causes ?? [])
	];
}
function causeLines(causes) {
	return causes.flatMap((cause) => {
		const { detail, remedy, labels } = cause;
		const cost = causeCost(cause);
		return [
			`${foreign(detail)}${cost && ` (${cost})`}`,
			...labels.length > 0 ? [`  ${firstOf(labels, 10, (label) => foreign(label, 100))}`] : [],
			...remedy === null ? [] : [`  to do: ${foreign(remedy)}`]
		];
	});
}
/** The server keeps running, so that the build may go on and save may follow. */
async function reportOfState(args, terminal) {
	const { context, surroundings } = await openJobOf(readSettings(args, terminal), args, terminal);
	const left = readState(findState(context, terminal.env));
	if (!left) throw new UsageError("There is no build to explain: run it between restore and save, or name a file that `save --json` has printed.");
	const { handoff } = left;
	const { server, directory } = handoff;
	const past = await readPast(handoff, {
		log: surroundings.log,
		cpu: cpuPrint()
	});
	const statistics = server ? await openServer(server).statistics() : void 0;
	const log = server?.logFile ? await readBuildLog(server.logFile) : void 0;
	const { entries: scanned } = await scan(directory);
	const isLogOfAll = log?.endedAtMs === null;
	const use = readUse(scanned, {
		handoff,
		past,
		log,
		isLogOfAll,
		statistics,
		nowMs: Date.now()
	});
	const environment = environmentOf(handoff.context, surroundings);
	const build = reportOfBuild({
		handoff,
		past,
		statistics,
		log,
		...use,
		environment
	});
	return makeReport({
		...build,
		store: handoff.config.store.kind
	});
}
/** @throws {UsageError} when the file holds no report of this version */
async function readReport(file) {
	let report = null;
	try {
		report = JSON.parse(await readFile(file, "utf8"));
	} catch (error) {
		throw new UsageError(`${file} cannot be read as a report: ${error.message}`);
	}
	if (report?.version !== 1 || typeof report.key?.primary !== "string") throw new UsageError(`${file} is no report of version 1, as \`save --json\` prints it`);
	return report;
}
export { formats as a, explanationLines as i, env as n, readReport as o, explain as r, assignment as t };

import { n as restoreReportOf, r as printEnvironment, t as explainBuild } from "./chunk-explain.js";
import { r as readPast } from "./chunk-past.js";
import { a as openJob, h as openServer } from "./chunk-job.js";
import { n as describeHits, s as explanationLines } from "./chunk-text.js";
import { a as reportBuild, r as makeReport } from "./chunk-make-report.js";
import { n as readBuildLog } from "./chunk-log.js";
import { t as UsageError } from "./chunk-command.js";
import { a as overridesOf, h as readState, l as surroundingsOf, n as contextFlags, p as findState, s as readSettings, t as configFlags } from "./chunk-job2.js";
import { i as terminalLog } from "./chunk-terminal.js";
import { join } from "node:path";
import { readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
// src/cli/commands/explain.ts
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
		const report = file === void 0 ? await reportOfBuild(args, terminal) : await readReport(file);
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
		if (args.flag("json") === "true") terminal.print(JSON.stringify(report));
		else {
			terminal.print(`Cache hits: ${describeHits(report.build)}`);
			for (const line of explanationLines(report.explanation)) terminal.print(line);
			if (report.advice) terminal.print(`Advice: ${report.advice.text}`);
		}
		return 0;
	}
};
/** The server keeps running, so that the build may go on and save may follow. */
async function reportOfBuild(args, terminal) {
	const config = readSettings(args, terminal);
	const { context } = await openJob(config, surroundingsOf(terminal), overridesOf(args, terminal));
	const left = readState(findState(context, terminal.env));
	if (!left) throw new UsageError("There is no build to explain: run it between restore and save, or name a file that `save --json` has printed.");
	const { handoff } = left;
	const { workspace } = context;
	const past = await readPast(handoff, terminalLog(terminal));
	const statistics = handoff.server ? await openServer(handoff.server).statistics() : void 0;
	const compilations = (handoff.server?.logFile ? await readBuildLog(handoff.server.logFile) : void 0)?.compilations;
	const environment = printEnvironment(terminal.env, {
		workspace,
		cargoHome: join(homedir(), ".cargo")
	});
	const explanation = await explainBuild({
		handoff,
		past,
		statistics,
		compilations,
		workspace,
		environment
	});
	return makeReport({
		step: "save",
		key: handoff.keys,
		store: handoff.config.store.kind,
		restore: restoreReportOf({
			handoff,
			past
		}),
		build: reportBuild({
			statistics,
			compilations,
			hitEntries: void 0,
			costMs: (name) => past.entries.get(name)?.costMs
		}),
		explanation: explanation ?? null,
		history: past.base?.manifest?.history ?? []
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
export { readReport as n, explain as t };

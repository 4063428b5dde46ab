import { t as reportOfBuild } from "./chunk-explain.js";
import { o as readPast } from "./chunk-past.js";
import { n as environmentOf } from "./chunk-steps.js";
import { r as makeReport } from "./chunk-make-report.js";
import { n as describeHits, r as explanationLines } from "./chunk-text.js";
import { n as readBuildLog } from "./chunk-log.js";
import { M as openServer } from "./chunk-handoff.js";
import { t as UsageError } from "./chunk-command.js";
import { a as openJobOf, c as readSettings, g as readState, m as findState, n as contextFlags, t as configFlags } from "./chunk-job.js";
import { readFile, writeFile } from "node:fs/promises";
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
			for (const line of explanationLines(report.explanation)) terminal.print(line);
			if (report.advice) terminal.print(`Advice: ${report.advice.text}`);
		}
		return 0;
	}
};
/** The server keeps running, so that the build may go on and save may follow. */
async function reportOfState(args, terminal) {
	const { context, surroundings } = await openJobOf(readSettings(args, terminal), args, terminal);
	const left = readState(findState(context, terminal.env));
	if (!left) throw new UsageError("There is no build to explain: run it between restore and save, or name a file that `save --json` has printed.");
	const { handoff } = left;
	const { server } = handoff;
	const build = await reportOfBuild({
		handoff,
		past: await readPast(handoff, surroundings.log),
		statistics: server ? await openServer(server).statistics() : void 0,
		compilations: server?.logFile ? (await readBuildLog(server.logFile))?.compilations : void 0,
		hitEntries: void 0,
		environment: environmentOf(handoff.context, surroundings)
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
export { readReport as n, explain as t };

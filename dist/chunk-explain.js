import { u as parseConfig } from "./chunk-surroundings.js";
import { n as explainJob } from "./chunk-steps.js";
import { i as foreign, o as safeJson } from "./chunk-foreign.js";
import { i as describeHits } from "./chunk-budget-limits.js";
import { n as missCauses, t as causeCost } from "./chunk-text.js";
import { i as firstOf, o as inParentheses } from "./chunk-words.js";
import { a as UsageError } from "./chunk-terminal.js";
import { r as openJobOf, t as contextFlags } from "./chunk-job.js";
import { t as readReport } from "./chunk-report-file.js";
import { r as findState, s as readState } from "./chunk-state.js";
import { writeFile } from "node:fs/promises";
// src/cli/commands/explain.ts
/** Why compilations missed: of the build that runs between restore and save, or of a report that save has printed. */
const explain = {
	positionals: ["[REPORT]"],
	flags: [
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
		const [file] = args.rest();
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
		if (args.isOn("json")) terminal.print(safeJson(report));
		else {
			terminal.list(`Cache hits: ${describeHits(report.build)}`);
			for (const line of explanationLines(report)) terminal.list(line);
			if (report.advice) terminal.list(`Advice: ${report.advice.text}`);
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
		return [
			`${foreign(detail)}${inParentheses(causeCost(cause))}`,
			...labels.length > 0 ? [`  ${firstOf(labels, 10, (label) => foreign(label, 100))}`] : [],
			...remedy === null ? [] : [`  to do: ${foreign(remedy)}`]
		];
	});
}
/** For what settings do not change: a bad one is no reason to stop. */
const defaults = parseConfig(() => "");
/** Of the build that runs. @throws {UsageError} when there is none */
async function reportOfState(args, terminal) {
	const { context, surroundings } = await openJobOf(defaults, args, terminal);
	const left = readState(findState(context, terminal.env));
	if (!left) throw new UsageError("There is no build to explain: run it between restore and save, or name a file that `save --json` has printed.");
	return explainJob(left.handoff, surroundings);
}
export { explain };

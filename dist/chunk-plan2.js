import { a as evictReasons, o as keepReasons, t as planBudget } from "./chunk-plan.js";
import { t as usedByLastRun } from "./chunk-manifest.js";
import { n as readManifest } from "./chunk-read-manifest.js";
import { n as formatSize } from "./chunk-config-error.js";
import { t as candidatesOf } from "./chunk-costs.js";
import { i as tally, t as curvePoints } from "./chunk-budget-report.js";
import { o as tallyLines, t as curveLines } from "./chunk-text.js";
import { r as openZstd } from "./chunk-layout.js";
import { t as givenBundle } from "./chunk-bundle-file.js";
import { i as readSettings, t as configFlags } from "./chunk-config-flags.js";
import { t as printJson } from "./chunk-print-json.js";
// src/cli/commands/plan.ts
const kept = {
	...keepReasons,
	used: "used by the last complete run"
};
/** What budgets would keep of a bundle, so that `max-size` can be chosen by looking. */
const plan = {
	positionals: ["FILE"],
	flags: [...configFlags("plan"), {
		name: "json",
		about: "Print the plan as JSON."
	}],
	async run(args, terminal) {
		const file = await givenBundle(args, terminal);
		const { maxSizeBytes: budgetBytes } = readSettings(args, terminal);
		const manifest = await readManifest(file, openZstd().zstd);
		const candidates = candidatesOf(manifest);
		const now = manifest.created;
		const planned = planBudget(candidates, {
			budgetBytes,
			evictAge: void 0,
			maxAgeDays: void 0,
			now
		});
		const curve = curvePoints(candidates);
		if (args.flag("json") === "true") {
			printJson(terminal, {
				budgetBytes,
				...planned,
				curve
			});
			return 0;
		}
		terminal.print(`A budget of ${formatSize(budgetBytes)}`);
		const tallies = {
			kept: tally(planned.keep, kept),
			evicted: tally(planned.evict, evictReasons)
		};
		for (const line of tallyLines(tallies)) terminal.print(line);
		terminal.print(`Of the ${usedByLastRun(manifest).length} entries that the last complete run used, other budgets would have kept`);
		for (const line of curveLines(curve)) terminal.print(line);
		return 0;
	}
};
export { plan };

import { n as planLines, r as keepReasons } from "./chunk-budget-text.js";
import { t as planBudget } from "./chunk-plan.js";
import { t as readManifest } from "./chunk-read-manifest.js";
import { n as parseSize, r as sizeGrammar, t as formatSize } from "./chunk-size.js";
import { n as curvePoints, t as curveLines } from "./chunk-curve-text.js";
import { t as openZstd } from "./chunk-open.js";
import { t as UsageError } from "./chunk-args.js";
import { t as givenBundle } from "./chunk-bundle-file.js";
// src/flow/save/candidates.ts
/**
* The entries of a bundle as candidates for a budget, each at the cost of its share of its segment. Those that
* the last complete run used are the ones used last.
*/
function candidatesOf({ entries, segments, used }) {
	const ratios = segments.map(({ bytes, rawBytes }) => bytes / Math.max(1, rawBytes));
	return entries.toSorted((a, b) => b.lastUse - a.lastUse || (a.name < b.name ? -1 : 1)).map(({ name, bytes, segment, lastUse, runs }, i) => ({
		name,
		cost: Math.max(1, Math.ceil(bytes * (ratios[segment] ?? 1))),
		lastUse,
		runs,
		usedByThisRun: i < used
	}));
}
// src/cli/commands/plan.ts
const kept = {
	...keepReasons,
	used: "used by the last complete run"
};
/** What budgets would keep of a bundle, so that `max-size` can be chosen by looking. */
const plan = {
	positionals: ["FILE"],
	flags: [{
		name: "max-size",
		value: "SIZE",
		about: `the budget to plan for: ${sizeGrammar} (default: 500M)`
	}, {
		name: "json",
		about: "print the plan as JSON"
	}],
	async run(args, terminal) {
		const file = await givenBundle(args, terminal);
		const budgetBytes = parseSize(args.flag("max-size") || "500M");
		if (budgetBytes === void 0) throw new UsageError(`--max-size is not ${sizeGrammar}`);
		const manifest = await readManifest(file, openZstd().zstd);
		const candidates = candidatesOf(manifest);
		const now = manifest.created;
		const planned = planBudget(candidates, {
			budgetBytes,
			dropUnused: false,
			maxAgeDays: void 0,
			now
		});
		const curve = curvePoints(candidates, now);
		if (args.flag("json") === "true") {
			terminal.print(JSON.stringify({
				budgetBytes,
				...planned,
				curve
			}));
			return 0;
		}
		terminal.print(`A budget of ${formatSize(budgetBytes)}`);
		for (const line of planLines(planned, kept)) terminal.print(line);
		terminal.print(`Of the ${manifest.used} entries that the last complete run used, other budgets would have kept`);
		for (const line of curveLines(curve)) terminal.print(line);
		return 0;
	}
};
export { plan };

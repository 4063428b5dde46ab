import { a as keepReasons, n as evictReasons, o as planBudget } from "./chunk-plan.js";
import { t as candidatesOf } from "./chunk-worth.js";
import { l as usedByLastRun } from "./chunk-manifest-json.js";
import { r as readManifest } from "./chunk-read-manifest.js";
import { r as trustFrom } from "./chunk-signing.js";
import { a as tallyReasons, t as curvePoints } from "./chunk-make-report.js";
import { o as tallyLines } from "./chunk-text.js";
import { t as bar } from "./chunk-text-charts.js";
import { r as entryCount } from "./chunk-words.js";
import { t as formatSize } from "./chunk-size.js";
import { t as openZstd } from "./chunk-open.js";
import { o as configFlags, r as printJson } from "./chunk-terminal.js";
import { n as namingFile, t as givenBundle } from "./chunk-given-bundle.js";
import { o as readSettings } from "./chunk-job.js";
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
		const manifest = await namingFile(file, readManifest(file, openZstd().zstd, trustFrom(terminal.env)));
		const candidates = candidatesOf(manifest);
		const now = manifest.created;
		const planned = planBudget(candidates, {
			budgetBytes,
			evictAge: void 0,
			maxAgeDays: void 0,
			now
		});
		const curve = curvePoints(candidates);
		if (args.isOn("json")) {
			printJson(terminal, {
				budgetBytes,
				...planned,
				curve
			});
			return 0;
		}
		terminal.list(`A budget of ${formatSize(budgetBytes)}`);
		const tallies = {
			kept: tallyReasons(planned.keep, kept),
			evicted: tallyReasons(planned.evict, evictReasons)
		};
		for (const line of tallyLines(tallies)) terminal.list(line);
		terminal.list(`Of ${entryCount(usedByLastRun(manifest).length)} that the last complete run used, other budgets would have kept`);
		for (const line of curveLines(curve)) terminal.list(line);
		return 0;
	}
};
/** What budgets would keep, as lines for a terminal with a bar for the share of compile time. */
function curveLines(points) {
	return points.map(({ budgetBytes, entries, hitShare, timeShare }) => {
		const hits = `${Math.floor(hitShare * 100)} % of the hits`;
		const share = `${Math.floor(timeShare * 100)} %`.padStart(5);
		const picture = bar([{
			share: timeShare,
			fill: "#"
		}], ".");
		return `  ${formatSize(budgetBytes).padStart(8)}  ${picture} ${share} of the compile time, ${hits}, ${entryCount(entries)}`;
	});
}
export { plan };

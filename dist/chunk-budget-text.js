import { t as formatSize } from "./chunk-size.js";
// src/budget/candidate.ts
/** Texts for the reasons, in the order of a report. */
const keepReasons = {
	used: "used by this run",
	"used-before": "used by earlier runs"
};
const evictReasons = {
	unused: "not used by a complete build",
	"too-old": "not used for longer than max-age",
	larger: "larger than the whole budget",
	"over-budget": "worth less than what fits"
};
// src/report/budget-text.ts
/** What the budget kept and left out, a line for each reason, and why unused entries went or stayed. */
function budgetLines({ plan, room, unused, budgetBytes }) {
	return [
		`Budget: ${formatSize(budgetBytes)}${room === void 0 ? "" : `, since ${room}`}`,
		`Unused entries ${unused.drop ? "go" : "stay while the budget lasts"}: ${unused.why}`,
		...planLines(plan)
	];
}
/**
* What a plan keeps and leaves out, a line for each reason; entries that alone are over the budget by name. `kept` says
* why entries stay, where that is not by the use of this run.
*/
function planLines(plan, kept = keepReasons) {
	return [
		...tally(plan.keep, kept).map((line) => `  keeps ${line}`),
		...tally(plan.evict, evictReasons).map((line) => `  leaves out ${line}`),
		...plan.evict.filter(({ reason }) => reason === "larger").slice(0, 5).map(({ entry }) => `  ${entry.name} alone is expected to take ${formatSize(entry.cost)}`)
	];
}
/** `12 entries (3.1 MB): not used by a complete build`, for each reason that occurs, in the table's order. */
function tally(list, texts) {
	const byReason = Map.groupBy(list, ({ reason }) => reason);
	return Object.keys(texts).flatMap((reason) => {
		const group = byReason.get(reason);
		if (!group) return [];
		const bytes = group.reduce((sum, { entry }) => sum + entry.cost, 0);
		return [`${group.length} ${group.length === 1 ? "entry" : "entries"} (${formatSize(bytes)}): ${texts[reason]}`];
	});
}
export { planLines as n, keepReasons as r, budgetLines as t };

import { n as planPrune } from "./chunk-prune.js";
import { r as openCatalogOf } from "./chunk-steps.js";
import { s as keyBeginnings } from "./chunk-native-code.js";
import { t as count } from "./chunk-words.js";
import { n as sumBytes, t as formatSize } from "./chunk-size.js";
import { a as UsageError, o as configFlags, r as printJson } from "./chunk-terminal.js";
import { a as readConfig, c as surroundingsOf } from "./chunk-job.js";
// src/cli/commands/prune.ts
/** Deletes what newer bundles of the same family and ref supersede. */
const prune = {
	positionals: [],
	flags: [
		...configFlags("prune"),
		{
			name: "ref",
			value: "REF",
			about: "Only bundles of this ref, such as refs/pull/7/merge."
		},
		{
			name: "all",
			about: "Keep none, for a ref that is gone; needs --ref."
		},
		{
			name: "apply",
			about: "Delete. Without it, only list what would be deleted."
		},
		{
			name: "json",
			about: "Print what is, or would be, deleted as JSON."
		}
	],
	async run(args, terminal) {
		const config = readConfig(args, terminal);
		const ref = args.flag("ref") || void 0;
		const all = args.isOn("all");
		if (all && ref === void 0) throw new UsageError("--all needs --ref: it would delete every bundle there is");
		const catalog = openCatalogOf(config, surroundingsOf(terminal));
		if (!catalog) throw new UsageError("this store cannot be listed; for GitHub's cache set GITHUB_REPOSITORY and GITHUB_TOKEN");
		const { keyPrefix, keepLast } = config;
		const bundles = (await Promise.all(keyBeginnings(keyPrefix).map((one) => catalog.list(one, { ref })))).flatMap((listing) => listing.bundles);
		const keep = all ? 0 : keepLast;
		const planAt = (nowMs) => planPrune(bundles, {
			keyPrefix,
			ref,
			keep,
			nowMs
		});
		const doomed = planAt(Date.now());
		const waiting = planAt(Number.POSITIVE_INFINITY).length - doomed.length;
		const apply = args.isOn("apply");
		const isJson = args.isOn("json");
		for (const bundle of doomed) {
			const gone = apply && await catalog.remove(bundle) === "gone";
			const verb = apply ? gone ? "Was gone already:" : "Deleted" : "Would delete";
			const where = bundle.ref ? `, ${bundle.ref}` : "";
			if (!isJson) terminal.list(`${verb} ${bundle.key} (${formatSize(bundle.bytes)}${where})`);
		}
		terminal.say(totalOf(doomed, {
			bundles: bundles.length,
			waiting,
			apply
		}));
		if (isJson) printJson(terminal, {
			applied: apply,
			bundles: doomed
		});
		return 0;
	}
};
/** What all of them come to: `2 of 7 bundles, 310 MB; --apply deletes them`. */
function totalOf(doomed, { bundles, waiting, apply }) {
	const all = count(bundles, "bundle");
	const some = `${doomed.length} of ${all}, ${formatSize(sumBytes(doomed))}${apply ? "" : "; --apply deletes them"}`;
	const later = waiting === 0 ? "" : `; ${waiting} can be deleted in five minutes, since a job may be reading them`;
	return (doomed.length === 0 ? `Nothing to delete among ${all}` : some) + later;
}
export { prune };

import { n as planPrune } from "./chunk-prune.js";
import { a as sumBytes } from "./chunk-room.js";
import { n as openCatalogOf } from "./chunk-steps.js";
import { i as keyBeginnings } from "./chunk-key.js";
import { p as formatSize } from "./chunk-foreign.js";
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
			about: "Delete, instead of only saying what would go."
		},
		{
			name: "json",
			about: "Print what goes, or would go, as JSON."
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
		const doomed = planPrune(bundles, {
			keyPrefix,
			ref,
			keep: all ? 0 : keepLast,
			nowMs: Date.now()
		});
		const apply = args.isOn("apply");
		const isJson = args.isOn("json");
		for (const bundle of doomed) {
			const gone = apply && await catalog.remove(bundle) === "gone";
			const verb = apply ? gone ? "Was gone already:" : "Deleted" : "Would delete";
			const where = bundle.ref ? `, ${bundle.ref}` : "";
			if (!isJson) terminal.list(`${verb} ${bundle.key} (${formatSize(bundle.bytes)}${where})`);
		}
		const total = formatSize(sumBytes(doomed));
		const more = apply ? "" : "; --apply deletes them";
		terminal.say(`${doomed.length} of ${bundles.length} bundles, ${total}${more}`);
		if (isJson) printJson(terminal, {
			applied: apply,
			bundles: doomed
		});
		return 0;
	}
};
export { prune };

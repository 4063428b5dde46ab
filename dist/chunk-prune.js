import { M as parseKey, j as keyBeginnings, r as openCatalogOf } from "./chunk-job.js";
import { t as formatSize } from "./chunk-size.js";
import { t as StoreError } from "./chunk-store.js";
import { t as UsageError } from "./chunk-command.js";
import { l as surroundingsOf, o as readConfig, t as configFlags } from "./chunk-job2.js";
import { t as printJson } from "./chunk-terminal.js";
// src/budget/prune.ts
/** A bundle that was read this recently may still be on its way to another job. */
const readingMs = 3e5;
/**
* The bundles of one prefix that are removed when of each family and ref only the newest `keep` stay; the oldest first. Overlays are
* families of their own. What was read within the last minutes stays: a job may be downloading it.
*/
function planPrune(versions, options) {
	const { keyPrefix, ref, keep, nowMs } = options;
	return [...Map.groupBy(versions.filter((version) => ref === void 0 || version.ref === ref), (version) => {
		const family = familyOf(version.key, keyPrefix);
		return family && `${family}\n${version.ref ?? ""}`;
	})].flatMap(([group, own]) => {
		if (group === void 0) return [];
		return own.sort((a, b) => b.savedAtMs - a.savedAtMs || (a.key < b.key ? -1 : 1)).slice(keep).filter(({ lastReadAtMs = 0 }) => nowMs - lastReadAtMs > readingMs).reverse();
	});
}
/** Equal for keys that supersede each other; undefined for a key that is not of this prefix. */
function familyOf(key, keyPrefix) {
	const parsed = parseKey(key, keyPrefix);
	return parsed && [
		parsed.kind,
		parsed.family,
		parsed.pullRequest ?? ""
	].join(" ");
}
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
		const all = args.flag("all") === "true";
		if (all && ref === void 0) throw new UsageError("--all needs --ref: it would delete every bundle there is");
		const catalog = openCatalogOf(config, surroundingsOf(terminal));
		if (!catalog) throw new UsageError("this store cannot be listed; for GitHub's cache set GITHUB_REPOSITORY and GITHUB_TOKEN");
		try {
			const bundles = (await Promise.all(keyBeginnings(config.keyPrefix).map((beginning) => catalog.list(beginning, { ref })))).flatMap((listing) => listing.bundles);
			const doomed = planPrune(bundles, {
				keyPrefix: config.keyPrefix,
				ref,
				keep: all ? 0 : config.keepLast,
				nowMs: Date.now()
			});
			const apply = args.flag("apply") === "true";
			const isJson = args.flag("json") === "true";
			const list = isJson ? () => void 0 : terminal.print;
			for (const bundle of doomed) {
				const gone = apply && await catalog.remove(bundle) === "gone";
				list(`${apply ? gone ? "Was gone already:" : "Deleted" : "Would delete"} ${bundle.key} (${formatSize(bundle.bytes)}${bundle.ref ? `, ${bundle.ref}` : ""})`);
			}
			const total = doomed.reduce((sum, { bytes }) => sum + bytes, 0);
			terminal.say(`${doomed.length} of ${bundles.length} bundles, ${formatSize(total)}${apply ? "" : "; --apply deletes them"}`);
			if (isJson) printJson(terminal, {
				applied: apply,
				bundles: doomed
			});
			return 0;
		} catch (error) {
			if (!(error instanceof StoreError)) throw error;
			terminal.say(`error: ${error.message}`);
			return 1;
		}
	}
};
export { prune };

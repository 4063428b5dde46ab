import { n as planPrune } from "./chunk-prune.js";
import { t as formatSize } from "./chunk-size.js";
import { l as GithubError } from "./chunk-install.js";
import { n as StoreError } from "./chunk-disk-trouble.js";
import { t as UsageError } from "./chunk-args.js";
import { c as configFlags, l as readConfig } from "./chunk-state.js";
import { n as openCatalogOf } from "./chunk-deps.js";
// src/cli/commands/prune.ts
const used = /* @__PURE__ */ new Set([
	"store",
	"name",
	"keep"
]);
/** The janitor: what newer bundles of the same family and ref supersede goes. */
const prune = {
	positionals: [],
	flags: [
		...configFlags.filter(({ name }) => used.has(name)),
		{
			name: "ref",
			value: "REF",
			about: "only bundles of this ref, such as refs/pull/7/merge"
		},
		{
			name: "all",
			about: "keep none, for a ref that is gone; needs --ref"
		},
		{
			name: "apply",
			about: "delete, instead of only saying what would go"
		},
		{
			name: "json",
			about: "print what goes, or would go, as JSON"
		}
	],
	async run(args, terminal) {
		const config = readConfig(args, terminal);
		const ref = args.flag("ref") || void 0;
		const all = args.flag("all") === "true";
		if (all && ref === void 0) throw new UsageError("--all needs --ref: it would delete every bundle there is");
		const catalog = openCatalogOf(config, terminal);
		if (!catalog) throw new UsageError("this store cannot be listed: for GitHub's set GITHUB_REPOSITORY and GITHUB_TOKEN");
		try {
			const bundles = [...await catalog.list(`${config.name}-`), ...await catalog.list(`${config.name}+overlay-`)];
			const doomed = planPrune(bundles, {
				name: config.name,
				ref,
				keep: all ? 0 : config.keep,
				nowMs: Date.now()
			});
			const apply = args.flag("apply") === "true";
			for (const bundle of doomed) {
				const gone = apply && await catalog.remove(bundle) === "gone";
				const verb = apply ? gone ? "Was gone already:" : "Deleted" : "Would delete";
				terminal.say(`${verb} ${bundle.key} (${formatSize(bundle.bytes)}${bundle.ref ? `, ${bundle.ref}` : ""})`);
			}
			const total = doomed.reduce((sum, { bytes }) => sum + bytes, 0);
			terminal.say(`${doomed.length} of ${bundles.length} bundles, ${formatSize(total)}${apply ? "" : "; --apply deletes them"}`);
			if (args.flag("json") === "true") terminal.print(JSON.stringify({
				applied: apply,
				bundles: doomed
			}));
			return 0;
		} catch (error) {
			if (!(error instanceof GithubError || error instanceof StoreError)) throw error;
			terminal.say(`warning: ${error.message}`);
			return 1;
		}
	}
};
export { prune };

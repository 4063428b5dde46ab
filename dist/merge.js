import { t as core_exports } from "./chunk-core.js";
import { t as BundleError } from "./chunk-bundle-error.js";
import { t as formatSize } from "./chunk-size.js";
import { a as openJob, i as openDeps, n as makeTempDirectory, o as openKeys } from "./chunk-job.js";
import { t as mergeLegs } from "./chunk-merge-legs.js";
import { M as scopesOf } from "./chunk-parse-config.js";
import { t as StoreError } from "./chunk-store.js";
import { c as surroundingsOf, d as temporaryFolder, o as readConfig, s as runStep } from "./chunk-runner.js";
// src/action/merge.ts
/** Unites the newest bundles of another job's matrix jobs, after all of them have ended. */
async function mergeStep(core, config, env) {
	const surroundings = surroundingsOf(core, env);
	const context = {
		...(await openJob(config, surroundings, { job: core.getInput("job", { required: true }) })).context,
		matrix: void 0
	};
	const deps = openDeps({
		config,
		context,
		tempDirectory: makeTempDirectory(temporaryFolder(env))
	}, surroundings);
	const { catalog, log } = deps;
	if (!catalog) {
		log.warning("The store cannot be listed, so nothing is merged. For GitHub's cache set `permissions: actions: read`", "cannot-list");
		return;
	}
	const { keys } = await openKeys(config, { context }, surroundings);
	try {
		const merged = await mergeLegs({
			config,
			keys,
			ref: scopesOf(context).own
		}, catalog, deps);
		if (merged.kind === "not-saved") log.info(`Nothing merged: ${merged.why}`);
		else log.info(`Merged the bundles of ${merged.legs} matrix jobs as ${merged.key} (${formatSize(merged.bytes)})`);
	} catch (error) {
		if (!(error instanceof StoreError || error instanceof BundleError)) throw error;
		if (config.strict) core.setFailed(error.message);
		else log.warning(`${error.message}. Nothing was merged`, "upload");
	}
}
await runStep(core_exports, async () => {
	await mergeStep(core_exports, readConfig(core_exports, process.env), process.env);
});
export {};

import { t as core_exports } from "./chunk-core.js";
import { n as formatSize } from "./chunk-config-error.js";
import { c as openKeys, h as scopesOf, i as makeTempDirectory, o as openDeps, s as openJob } from "./chunk-handoff.js";
import { t as mergeLegs } from "./chunk-merge-legs.js";
import { t as StoreError } from "./chunk-store-error.js";
import { a as temporaryFolder, i as surroundingsOf, n as readConfig, r as runStep } from "./chunk-runner.js";
// src/action/merge-step.ts
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
		log.warning("The store cannot be listed, so nothing is merged. For GitHub's cache set `permissions: actions: read`.");
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
		if (!(error instanceof StoreError)) throw error;
		if (config.strict) core.setFailed(error.message);
		else log.warning(`${error.message}. Nothing was merged.`);
	}
}
// src/action/merge.ts
await runStep(core_exports, async () => {
	await mergeStep(core_exports, readConfig(core_exports, process.env), process.env);
});
export {};

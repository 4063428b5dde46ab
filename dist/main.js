import { i as getInput, t as core_exports } from "./chunk-core.js";
import { n as parseConfig } from "./chunk-inputs.js";
import { c as noticeMissing, o as chooseDirectory, r as planKeys, s as gatherIngredients } from "./chunk-strategy.js";
import { t as restore } from "./chunk-restore.js";
import { a as leaveHandoff, c as publishRestore, d as openDeps, n as reportTrouble, p as readContext, r as makeTempDirectory, s as publishEnvironment, t as runStep, u as findSccache } from "./chunk-run-step.js";
import { homedir } from "node:os";
import { dirname } from "node:path";
// src/action/restore-step.ts
/** The restore half: one bundle into sccache's directory, and an environment in which the build uses it. */
async function restoreStep(core, config, env) {
	const context = readContext(core.getInput, env);
	const sccachePath = await findSccache(core, config, env);
	const deps = openDeps(core, {
		config,
		env,
		sccachePath,
		tempDirectory: makeTempDirectory(env)
	});
	const ingredients = await gatherIngredients(config, context, Date.now());
	const missing = noticeMissing(ingredients, config);
	if (missing !== void 0) deps.log.notice(missing);
	const keys = planKeys(ingredients, config);
	const directory = chooseDirectory(config.directory, {
		workspace: context.workspace,
		env,
		home: homedir(),
		platform: process.platform
	});
	const toolchain = ingredients.toolchain?.title ?? null;
	const { report, handoff, environment } = await restore({
		config,
		keys,
		directory,
		toolchain,
		env
	}, deps);
	publishRestore(core, report, deps.log);
	reportTrouble(core, report.outcome, config.strict);
	if (handoff.sccache && environment) {
		publishEnvironment(core, environment, deps.log);
		core.addPath(dirname(handoff.sccache.path));
	}
	leaveHandoff(core, handoff, deps.tempDirectory);
	if ((report.outcome.kind === "miss" || report.outcome.kind === "trouble") && config.failOnCacheMiss) core.setFailed(`No bundle for ${keys.primary} or its fallbacks (fail-on-cache-miss is true)`);
}
// src/action/main.ts
await runStep(core_exports, async () => {
	await restoreStep(core_exports, parseConfig(getInput), process.env);
});
export {};

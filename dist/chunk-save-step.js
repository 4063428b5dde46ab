import { o as chooseDirectory, r as planKeys, s as gatherIngredients } from "./chunk-strategy.js";
import { n as save, t as printEnvironment } from "./chunk-environment-print.js";
import { d as openDeps, f as actionLog, l as publishSave, n as reportTrouble, p as readContext, r as makeTempDirectory, u as findSccache } from "./chunk-run-step.js";
import { homedir } from "node:os";
// src/action/save-step.ts
/** The save half: what the job left in sccache's directory becomes one bundle, if anything is new. */
async function saveStep(core, handoff, env) {
	const { config, sccache } = handoff;
	const deps = openDeps(core, {
		config,
		env,
		sccachePath: sccache?.path,
		tempDirectory: makeTempDirectory(env)
	});
	const context = readContext(core.getInput, env);
	const report = await save({
		handoff,
		context,
		status: readStatus(core.getInput("job-status")),
		environment: printEnvironment(env)
	}, deps);
	await publishSave(core, report, {
		log: actionLog(core),
		summary: config.summary
	});
	reportTrouble(core, report.outcome, config.strict);
}
/** What restore would have left, where no restore ran before a save: every entry counts as new, and as used. */
async function coldHandoff(core, config, env) {
	const context = readContext(core.getInput, env);
	const ingredients = await gatherIngredients(config, context, Date.now());
	const path = await findSccache(core, config, env);
	return {
		format: 1,
		config,
		directory: chooseDirectory(config.directory, {
			workspace: context.workspace,
			env,
			home: homedir(),
			platform: process.platform
		}),
		keys: planKeys(ingredients, config),
		toolchain: ingredients.toolchain?.title ?? null,
		readyAtMs: 0,
		sccache: path === void 0 ? null : {
			path,
			version: null
		},
		noStore: false,
		rawAtSource: false,
		restored: null,
		overlay: null
	};
}
/** The runner evaluates the input's default `${{ job.status }}` again for the post step. */
function readStatus(text) {
	return [
		"success",
		"failure",
		"cancelled"
	].find((status) => status === text);
}
export { saveStep as n, coldHandoff as t };

import { c as noticeMissing, o as chooseDirectory, r as planKeys, s as gatherIngredients } from "./chunk-strategy.js";
import { homedir } from "node:os";
// src/cli/prepare.ts
/** sccache's directory for this configuration; absolute. */
function directoryFor(config, workspace, { env }) {
	return chooseDirectory(config.directory, {
		workspace,
		env,
		home: homedir(),
		platform: process.platform
	});
}
/** What a job is to be called, and by which compiler. */
async function prepareKeys(config, context, { say }) {
	const ingredients = await gatherIngredients(config, context, Date.now());
	const missing = noticeMissing(ingredients, config);
	if (missing !== void 0) say(`notice: ${missing}`);
	return {
		keys: planKeys(ingredients, config),
		toolchain: ingredients.toolchain?.title ?? null
	};
}
export { prepareKeys as n, directoryFor as t };

import { t as core_exports } from "./chunk-core.js";
import { n as readConfig, r as runStep } from "./chunk-runner.js";
import { n as continuedHandoff, r as saveStep, t as coldHandoff } from "./chunk-save-step.js";
import { t as findHandoff } from "./chunk-state.js";
// src/action/save.ts
await runStep(core_exports, async () => {
	const { env } = process;
	const config = readConfig(core_exports, env);
	const restored = findHandoff(env);
	await saveStep(core_exports, restored ? await continuedHandoff(core_exports, {
		restored,
		config,
		env
	}) : await coldHandoff(core_exports, config, env), env);
});
export {};

import { i as getInput, t as core_exports } from "./chunk-core.js";
import { n as parseConfig } from "./chunk-inputs.js";
import { i as findHandoff, t as runStep } from "./chunk-run-step.js";
import { n as saveStep, t as coldHandoff } from "./chunk-save-step.js";
// src/action/save.ts
await runStep(core_exports, async () => {
	const config = parseConfig(getInput);
	const restored = findHandoff(process.env);
	await saveStep(core_exports, restored ? {
		...restored,
		config
	} : await coldHandoff(core_exports, config, process.env), process.env);
});
export {};

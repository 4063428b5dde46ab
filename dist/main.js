import { t as core_exports } from "./chunk-core.js";
import { t as restoreStep } from "./chunk-restore-step.js";
import { o as readConfig, s as runStep } from "./chunk-runner.js";
// src/action/main.ts
await runStep(core_exports, async () => {
	await restoreStep(core_exports, readConfig(core_exports, process.env), process.env);
});
export {};

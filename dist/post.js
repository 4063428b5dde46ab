import { a as info, t as core_exports } from "./chunk-core.js";
import { l as takeHandoff, s as runStep } from "./chunk-runner.js";
import { t as saveStep } from "./chunk-save-step.js";
// src/action/post.ts
await runStep(core_exports, async () => {
	const handoff = takeHandoff(core_exports);
	if (handoff) await saveStep(core_exports, handoff, process.env);
	else info("The restore step did not finish, so there is nothing to save.");
});
export {};

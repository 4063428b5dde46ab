import { i as info, t as core_exports } from "./chunk-core.js";
import { r as runStep } from "./chunk-runner.js";
import { r as saveStep } from "./chunk-save-step.js";
import { r as takeHandoff } from "./chunk-state.js";
// src/action/post.ts
await runStep(core_exports, async () => {
	const handoff = takeHandoff(core_exports);
	if (handoff) await saveStep(core_exports, handoff, process.env);
	else info("The restore step did not finish, so there is nothing to save.");
});
export {};

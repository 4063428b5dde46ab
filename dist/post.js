import { s as info } from "./chunk-core.js";
import { d as takeHandoff, u as runStep } from "./chunk-runner.js";
import { t as saveStep } from "./chunk-save-step.js";
// src/action/post.ts
await runStep(async () => {
	const handoff = takeHandoff();
	if (handoff) await saveStep(handoff);
	else info("The restore step did not finish, so there is nothing to save.");
});
export {};

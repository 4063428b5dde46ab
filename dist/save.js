import { a as getInput } from "./chunk-core.js";
import { a as openJob, t as inputs } from "./chunk-inputs.js";
import { o as startCold, t as continueJob } from "./chunk-steps.js";
import { c as readConfig, n as findHandoff, r as findSccache, s as openSurroundings, u as runStep } from "./chunk-runner.js";
import { t as saveStep } from "./chunk-save-step.js";
// src/action/save.ts
await runStep(async () => {
	const restored = findHandoff();
	const job = await openJob(readConfig(), openSurroundings(), { matrix: getInput("matrix") });
	await saveStep(restored ? await continueJob(restored, job, isGiven) : await startCold(job, await findSccache(job)));
});
function isGiven(field) {
	const text = getInput(inputs[field].name).trim();
	return text !== "" && text !== inputs[field].fallback;
}
export {};

import { i as getInput, t as core_exports } from "./chunk-core.js";
import { L as inputs } from "./chunk-parse-config.js";
import { a as openJob, c as startCold, t as continueJob } from "./chunk-job.js";
import { c as surroundingsOf, n as findHandoff, o as readConfig, r as findSccache, s as runStep } from "./chunk-runner.js";
import { t as saveStep } from "./chunk-save-step.js";
// src/action/save.ts
await runStep(core_exports, async () => {
	const { env } = process;
	const config = readConfig(core_exports, env);
	const restored = findHandoff(env);
	const surroundings = surroundingsOf(core_exports, env);
	const job = await openJob(config, surroundings, { matrix: getInput("matrix") });
	const handoff = restored ? await continueJob(restored, {
		config,
		isGiven
	}, job, surroundings) : await startCold(config, {
		job,
		sccache: await findSccache(core_exports, config, surroundings)
	}, surroundings);
	await saveStep(core_exports, handoff, env);
});
function isGiven(field) {
	const text = getInput(inputs[field].name).trim();
	return text !== "" && text !== inputs[field].fallback;
}
export {};

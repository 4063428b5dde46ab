import { n as inputs } from "./chunk-parse-config.js";
import { c as openKeys } from "./chunk-handoff.js";
// src/flow/job/continue.ts
/** Inputs that decide what a bundle is called. */
const ofKeys = /* @__PURE__ */ new Set([
	"strategy",
	"key",
	"restoreKeys",
	"keyPrefix",
	"sharedKey",
	"lockfiles",
	"pullRequest",
	"wrap",
	"cmdFormat"
]);
/**
* The handoff for the save of a job: what its restore was told counts, except what the save itself was told
* otherwise (`isGiven`), which is said.
*/
async function continueJob(restored, own, job, surroundings) {
	const changed = Object.keys(inputs).filter((field) => {
		const isSame = JSON.stringify(own.config[field]) === JSON.stringify(restored.config[field]);
		return own.isGiven(field) && !isSame && field !== "sccacheDir";
	});
	if (changed.length === 0) return restored;
	const names = changed.map((field) => inputs[field].name).join(", ");
	surroundings.log.notice(`This save has other settings than the restore of the same job, and uses its own: ${names}`);
	const config = {
		...restored.config,
		...Object.fromEntries(changed.map((field) => [field, own.config[field]]))
	};
	const keys = changed.some((field) => ofKeys.has(field)) ? await openKeys(config, job, surroundings) : {};
	return {
		...restored,
		config,
		...keys
	};
}
export { continueJob as t };

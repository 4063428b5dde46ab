import { d as folderForPath, i as openDeps, l as isNewMachine, o as openKeys, t as inputs } from "./chunk-inputs.js";
import { t as printEnvironment } from "./chunk-surroundings.js";
import { delimiter, join } from "node:path";
// src/flow/job/steps.ts
/** The step before the build. Both folders exist; `serverFolder` is kept for as long as anybody may build. */
async function restoreJob(job, folders) {
	const { config, context, directory, build, surroundings } = job;
	const { env } = surroundings;
	const { serverFolder } = folders;
	const deps = openDeps(job, folders);
	const keys = await openKeys(job);
	const { restore } = await import("./chunk-restore2.js");
	return restore({
		config,
		context,
		directory,
		...keys,
		env,
		surroundings: build,
		serverFolder
	}, deps);
}
/** What the build must be started with where no runner hands it on: PATH leads to the job's sccache, by a folder in `folder`. */
async function variablesFor({ environment, handoff: { sccache } }, env, folder) {
	if (!environment || !sccache) return [];
	const first = await folderForPath(sccache.path, env, folder);
	const path = {
		name: "PATH",
		value: [first, env["PATH"] ?? ""].join(delimiter)
	};
	return [...environment.exports, ...first === void 0 ? [] : [path]];
}
/** Says what of the user's own was changed or kept. */
function sayEnvironment({ notices, warnings }, log) {
	for (const notice of notices) log.notice(notice);
	for (const warning of warnings) log.warning(warning.text, warning.topic);
}
/** The step after the build: what the job left in sccache's directory becomes one bundle, if anything is new. */
async function saveJob(handoff, { status, tempDirectory }, surroundings) {
	const { context, sccache } = handoff;
	const deps = openDeps({
		...handoff,
		surroundings
	}, {
		sccachePath: sccache?.path,
		tempDirectory
	});
	const { save } = await import("./chunk-save2.js");
	return save({
		handoff,
		status,
		environment: environmentOf(context, surroundings)
	}, deps);
}
/** Names and fingerprints of the variables that sccache's keys depend on. */
function environmentOf({ workspace }, { env, home }) {
	return printEnvironment(env, {
		workspace,
		cargoHome: join(home, ".cargo")
	});
}
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
async function continueJob(restored, job, isGiven) {
	const changed = Object.keys(inputs).filter((field) => {
		const isSame = JSON.stringify(job.config[field]) === JSON.stringify(restored.config[field]);
		return isGiven(field) && !isSame && field !== "sccacheDir";
	});
	if (changed.length === 0) return restored;
	const names = changed.map((field) => inputs[field].name).join(", ");
	job.surroundings.log.notice(`This save has other settings than the restore of the same job, and uses its own: ${names}`);
	const own = Object.fromEntries(changed.map((field) => [field, job.config[field]]));
	const config = {
		...restored.config,
		...own
	};
	const keys = changed.some((field) => ofKeys.has(field)) ? await openKeys({
		...job,
		config
	}) : {};
	return {
		...restored,
		config,
		...keys
	};
}
/** The handoff for the save of a job in which no restore step ran: every entry counts as new, and as used. */
async function startCold(job, { path }) {
	const { config, context, directory, surroundings } = job;
	const skipped = {
		kind: "skipped",
		why: "no restore step ran in this job"
	};
	return {
		format: 2,
		config,
		context,
		directory,
		...await openKeys(job),
		readyAtMs: isNewMachine(surroundings.env) ? 0 : null,
		sccache: path === void 0 ? null : {
			path,
			version: null
		},
		server: null,
		rawAtSource: false,
		base: skipped,
		overlay: skipped,
		restoreMs: 0,
		restorePhases: []
	};
}
export { sayEnvironment as a, saveJob as i, environmentOf as n, startCold as o, restoreJob as r, variablesFor as s, continueJob as t };

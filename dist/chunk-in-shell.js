import { f as folderForPath, h as searchPathFrom } from "./chunk-backends.js";
import { n as sayNoSccache, t as openSccacheOf } from "./chunk-sccache.js";
import { o as restoreJob } from "./chunk-steps.js";
// src/flow/job/in-shell.ts
/** The step before the build where no runner hands on variables and PATH: whoever starts the build does, with what `leave` leaves. */
async function restoreInShell(job, folders, leave) {
	const { env, log } = job.surroundings;
	const sccache = await openSccacheOf(job);
	sayNoSccache(sccache, log);
	return restoreJob(job, sccache, folders, async (restored) => {
		const variables = await variablesFor(restored, env, folders.serverFolder);
		return leave({
			...restored,
			variables,
			hasSccache: sccache.path !== null
		});
	});
}
/** The environment of the build, in which PATH leads to the job's sccache, by a folder in `folder`. */
async function variablesFor({ environment, handoff: { sccache } }, env, folder) {
	if (!environment || sccache.path === null) return environment?.exports ?? [];
	const first = await folderForPath(sccache.path, env, folder);
	if (first === void 0) return environment.exports;
	return [...environment.exports, {
		name: "PATH",
		value: searchPathFrom(first, env, process.platform)
	}];
}
export { restoreInShell as t };

import { t as isHandoff } from "./chunk-handoff.js";
import { t as cacheFolder } from "./chunk-folders.js";
import { _ as temporaryName, h as isOwnerGone } from "./chunk-server.js";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import fs from "node:fs";
import { homedir } from "node:os";
// src/cli/state.ts
/** Names the state's folder; `env` sets it. */
const stateVariable = "SCCACHE_BUNDLE_STATE";
/** What jobs leave that never save. A restore that was killed leaves what nobody can use. */
const forgottenAfterMs = 2592e5;
/** The folder that is kept for one job or one watched directory, by its name. */
function keptFolder(env, kind, name) {
	return join(cacheFolder(env, homedir()), kind, createHash("sha256").update(name).digest("hex").slice(0, 16));
}
/** Makes the folder of a job that begins. Nobody else may write there: save runs the sccache that the handoff names. */
function beginState(context, env) {
	const home = homeOf(context, env);
	forgetOld(dirname(home));
	const folder = join(home, temporaryName(`${Date.now().toString(36).padStart(10, "0")}-`));
	fs.mkdirSync(folder, {
		recursive: true,
		mode: 448
	});
	return folder;
}
/** The state of this job's newest restore; undefined where there was none, or where a save has ended it. */
function findState(context, env) {
	const named = env[stateVariable];
	if (named && context.jobId === void 0 && fs.existsSync(named)) return named;
	return pathsIn(homeOf(context, env)).sort().at(-1);
}
/** Leaves it whole, or nothing at all. @throws what the file system throws */
function leaveState(folder, left) {
	const file = fileOf(folder);
	try {
		fs.writeFileSync(`${file}.new`, JSON.stringify(left), { mode: 384 });
		fs.renameSync(`${file}.new`, file);
	} catch (error) {
		endState(folder);
		throw error;
	}
}
/** What the restore left, or undefined when it did not get as far as that. */
function readState(folder) {
	if (folder === void 0) return void 0;
	try {
		const { handoff, variables } = JSON.parse(fs.readFileSync(fileOf(folder), "utf8"));
		return isHandoff(handoff) && variables.every(isVariable) ? {
			handoff,
			variables
		} : void 0;
	} catch {
		return;
	}
}
function endState(folder) {
	fs.rmSync(folder, {
		recursive: true,
		force: true
	});
}
function fileOf(folder) {
	return join(folder, "handoff.json");
}
function homeOf({ jobId, workspace }, env) {
	return keptFolder(env, "jobs", jobId === void 0 ? `workspace ${workspace}` : `job ${jobId}`);
}
function forgetOld(jobs) {
	for (const folder of pathsIn(jobs).flatMap(pathsIn)) try {
		if (isOwnerGone(folder) && !fs.existsSync(fileOf(folder)) || Date.now() - fs.statSync(folder).mtimeMs > forgottenAfterMs) endState(folder);
	} catch {}
}
function pathsIn(folder) {
	try {
		return fs.readdirSync(folder).map((name) => join(folder, name));
	} catch {
		return [];
	}
}
function isVariable(value) {
	return typeof value?.name === "string" && typeof value.value === "string";
}
export { leaveState as a, keptFolder as i, endState as n, readState as o, findState as r, stateVariable as s, beginState as t };

import { t as isHandoff } from "./chunk-handoff.js";
import { r as cacheFolder } from "./chunk-surroundings.js";
import { i as temporaryName, n as isOwnerGone } from "./chunk-left-over.js";
import { a as makeFolder } from "./chunk-directory.js";
import { A as homeFolder } from "./chunk-backends.js";
import { t as replaceFile } from "./chunk-replace-file.js";
import { S as textOf } from "./chunk-server.js";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import fs from "node:fs";
import { writeFile } from "node:fs/promises";
// src/cli/state.ts
/** Words for a job without a state: where its restore was looked for. */
function noRestoreIn({ jobId, workspace }) {
	return `No restore ran in this job${jobId === void 0 ? `, in ${workspace}` : ""}`;
}
/** Names the state's folder; `env` sets it. */
const stateVariable = "SCCACHE_BUNDLE_STATE";
/** What jobs leave that never save. A restore that was killed leaves what nobody can use. */
const forgottenAfterMs = 2592e5;
/** The copies of bundles among it, of up to `max-size` for each job: a save that comes later still fetches what it needs. */
const bundlesForgottenAfterMs = 216e5;
/** The folder that is kept for one job or one watched directory, by its name. */
function keptFolder(env, kind, name) {
	return join(cacheFolder(env, homeFolder()), kind, createHash("sha256").update(name).digest("hex").slice(0, 16));
}
/** Makes the folder of a job that begins. Nobody else may write there: save runs the sccache that the handoff names. */
async function beginState(context, env) {
	const home = homeOf(context, env);
	forgetOld(dirname(home));
	const folder = join(home, temporaryName(`${Date.now().toString(36).padStart(10, "0")}-`));
	await makeFolder(folder, 448);
	return folder;
}
/** The state of this job's newest restore; undefined where there was none, or where a save has ended it. */
function findState(context, env) {
	if (context.jobId === void 0) {
		const ofShell = newestFrom(env[stateVariable]);
		if (ofShell !== void 0) return ofShell;
	}
	return pathsIn(homeOf(context, env)).sort().at(-1);
}
/** Names, within the state of a restore, the state of the next one in the same shell: its variables may not be set yet. */
const nextName = "next";
/** The last of the states that followed each other in a shell, as far as they have not ended. */
function newestFrom(state) {
	if (!state || !fs.existsSync(state)) return void 0;
	return newestFrom(textOf(join(state, nextName))) ?? state;
}
/**
* Leaves it whole, or nothing at all. From then on it is the one of the shell whose environment is given, although that may know an
* earlier one. @throws what the file system throws
*/
async function leaveState(folder, left, env) {
	const before = env[stateVariable];
	try {
		await replaceFile(fileOf(folder), (made) => writeFile(made, JSON.stringify(left), { mode: 384 }));
		if (before && fs.existsSync(before)) await writeFile(join(before, nextName), folder, { mode: 384 });
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
	const homes = pathsIn(jobs).filter((home) => isOlderThan(bundlesForgottenAfterMs, home));
	for (const folder of pathsIn(jobs).flatMap(pathsIn)) try {
		if (isOwnerGone(folder) && !fs.existsSync(fileOf(folder)) || isOlderThan(forgottenAfterMs, folder)) endState(folder);
		if (!isOlderThan(bundlesForgottenAfterMs, fileOf(folder))) continue;
		for (const path of pathsIn(folder)) if (path.endsWith(".tar.zst")) fs.rmSync(path, { force: true });
	} catch {}
	for (const home of homes) try {
		fs.rmdirSync(home);
	} catch {}
}
function isOlderThan(ms, path) {
	const found = fs.statSync(path, { throwIfNoEntry: false });
	return found !== void 0 && Date.now() - found.mtimeMs > ms;
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
export { leaveState as a, stateVariable as c, keptFolder as i, endState as n, noRestoreIn as o, findState as r, readState as s, beginState as t };

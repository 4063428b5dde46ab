import { ht as defaultDirectory, st as makeServerFolder } from "./chunk-handoff.js";
import { dirname, join } from "node:path";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
// src/flow/job/folders.ts
/** This user's folder of ours, beside sccache's: what is kept from job to job. */
function cacheFolder(env, home) {
	return join(dirname(defaultDirectory(process.platform, env, home)), "sccache-bundle");
}
/**
* Makes a folder for a job's server, which outlives the save: what is built later in the same shell still finds its server
* there. Where the temporary folder cannot be written, it is in `cacheFolder`. @throws when that cannot be written either
*/
async function openServerFolder(cacheFolder) {
	return makeServerFolder(tmpdir()).catch(async () => {
		const parent = join(cacheFolder, "servers");
		await mkdir(parent, {
			recursive: true,
			mode: 448
		});
		return makeServerFolder(parent);
	});
}
/** Removes the folder of a job that has no server. */
async function endServerFolder(folder, { server }) {
	if (!server) await rm(folder, {
		recursive: true,
		force: true
	});
}
export { endServerFolder as n, openServerFolder as r, cacheFolder as t };

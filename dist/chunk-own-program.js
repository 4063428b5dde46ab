import { u as binaryName } from "./chunk-backends.js";
import { n as openServer } from "./chunk-server.js";
import { join } from "node:path";
import { constants, copyFile, realpath, rm } from "node:fs/promises";
// src/sccache/server/own-program.ts
/**
* The server, with a program in `folder` to speak to it that belongs to this job alone: until the save asks for the statistics, a
* step may remove the sccache that it was started with, as rust-cache does in `~/.cargo/bin`, or put another version in its place.
* The server as it was given where such a program does not work, such as a script that is moved, or a folder without programs.
*/
async function withOwnProgram(server, { folder, env }) {
	const own = {
		...server,
		sccachePath: join(folder, binaryName(process.platform))
	};
	try {
		const program = await realpath(server.sccachePath);
		await copyFile(program, own.sccachePath, constants.COPYFILE_FICLONE);
		return await openServer(own, { env }).statistics() === void 0 ? server : own;
	} catch {
		return server;
	}
}
/**
* Removes what only the save of the job had a use for: the program, which is a copy of many megabytes of the job's sccache at `given`,
* and the log. The folder stays, for servers that a later build in the same shell starts.
*/
async function endOwnProgram({ sccachePath, logFile }, { given }) {
	if (sccachePath !== given) await rm(sccachePath, { force: true });
	if (logFile !== null) await rm(logFile, { force: true });
}
export { withOwnProgram as n, endOwnProgram as t };

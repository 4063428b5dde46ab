import { constants, copyFile, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Env } from "../../config/config.ts";
import { binaryName } from "../install/source.ts";
import { openServer, type ServerRef } from "./server.ts";

/**
 * The server, with a program in `folder` to speak to it that belongs to this job alone: until the save asks for the statistics, a
 * step may remove the sccache that it was started with, as rust-cache does in `~/.cargo/bin`, or put another version in its place.
 * The server as it was given where such a program does not work, such as a script that is moved, or a folder without programs.
 */
export async function withOwnProgram(
  server: ServerRef,
  { folder, env }: { readonly folder: string; readonly env: Env },
): Promise<ServerRef> {
  const own = { ...server, sccachePath: join(folder, binaryName(process.platform)) };
  try {
    const program = await realpath(server.sccachePath);
    // No link: that would change the file, which another job may be packing at this moment, and tar gives up such files.
    await copyFile(program, own.sccachePath, constants.COPYFILE_FICLONE);
    return (await openServer(own, { env }).statistics()) === undefined ? server : own;
  } catch {
    return server;
  }
}

/**
 * Removes what only the save of the job had a use for: the program, which is a copy of many megabytes of the job's sccache at `given`,
 * and the log. The folder stays, for servers that a later build in the same shell starts.
 */
export async function endOwnProgram(
  { sccachePath, logFile }: ServerRef,
  { given }: { readonly given: string | null },
): Promise<void> {
  if (sccachePath !== given) await rm(sccachePath, { force: true });
  if (logFile !== null) await rm(logFile, { force: true });
}

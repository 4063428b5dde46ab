import { accessSync, constants, existsSync, lstatSync, mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Env } from "../../config/config.ts";
import { makeFolder } from "../../make-folder.ts";
import { defaultDirectory } from "../../sccache/directory.ts";
import { makeServerFolder } from "../../sccache/server/folder.ts";
import type { Handoff } from "../handoff.ts";

// Where a job keeps what outlives its processes, outside of a runner that gives it a folder.

/**
 * This user's folder of ours, beside sccache's: what is kept from job to job. Where that cannot be written (containers run as
 * users without a home), it is one in the temporary folder, if nobody else may write there: a save runs what is named in it.
 */
export function cacheFolder(env: Env, home: string): string {
  const own = join(dirname(defaultDirectory(process.platform, env, home)), "sccache-bundle");
  if (canWrite(own)) return own;
  const temporary = resolve(tmpdir(), `sccache-bundle-${process.getuid?.() ?? "user"}`);
  return isMadePrivate(temporary) ? temporary : own;
}

/**
 * Where sccache's entries are if nobody names a directory: where sccache itself has them, or in `cacheFolder` where that cannot
 * be written. A container's user that is a number alone has the home `/`, or somebody else's.
 */
export function unnamedDirectory(env: Env, home: string): string {
  const standard = defaultDirectory(process.platform, env, home);
  return canWrite(standard) ? standard : join(cacheFolder(env, home), "sccache");
}

/** Whether `folder` can be written, or else made. */
function canWrite(folder: string): boolean {
  const parent = dirname(folder);
  if (!existsSync(folder) && parent !== folder) return canWrite(parent);
  try {
    accessSync(`${folder}/.`, constants.W_OK | constants.X_OK); // with the dot it is a folder
    return true;
  } catch {
    return false;
  }
}

/** Makes `folder` where it is missing. False where it is not this user's alone, or cannot be made. */
function isMadePrivate(folder: string): boolean {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    const { uid, mode } = lstatSync(folder);
    return process.getuid === undefined || (uid === process.getuid() && (mode & 0o170077) === 0o040000);
  } catch {
    return false;
  }
}

/**
 * Where the program is kept that a build calls as sccache, best first. Other users must be able to run it, so it is not in a
 * home; what is in the temporary folder may be cleared by the job.
 */
export function launcherFolders(toolsFolder: string): readonly string[] {
  const lasting = "/var/tmp";
  const own = join(lasting, `sccache-bundle-launchers-${process.geteuid?.() ?? 0}`);
  return existsSync(lasting) ? [own, toolsFolder] : [toolsFolder];
}

/**
 * Makes a folder for a job's server, which outlives the save: what is built later in the same shell still finds its server
 * there. Where the temporary folder cannot be written, it is in `toolsFolder`. @throws when that cannot be written either
 */
export async function openServerFolder(toolsFolder: string): Promise<string> {
  return makeServerFolder(tmpdir()).catch(async () => {
    const parent = join(toolsFolder, "servers");
    await makeFolder(parent, 0o700);
    return makeServerFolder(parent);
  });
}

/** Removes the folder for a server where the job has none. */
export async function removeIfServerless(folder: string, { server }: Pick<Handoff, "server">): Promise<void> {
  if (!server) await rm(folder, { recursive: true, force: true });
}

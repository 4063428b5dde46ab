import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Env } from "../../config/config.ts";
import { defaultDirectory } from "../../sccache/directory.ts";
import { makeServerFolder } from "../../sccache/server/address.ts";
import type { Handoff } from "../handoff.ts";

// Where a job keeps what outlives its processes, outside of a runner that gives it a folder.

/** This user's folder of ours, beside sccache's: what is kept from job to job. */
export function cacheFolder(env: Env, home: string): string {
  return join(dirname(defaultDirectory(process.platform, env, home)), "sccache-bundle");
}

/**
 * Makes a folder for a job's server, which outlives the save: what is built later in the same shell still finds its server
 * there. Where the temporary folder cannot be written, it is in `cacheFolder`. @throws when that cannot be written either
 */
export async function openServerFolder(cacheFolder: string): Promise<string> {
  return makeServerFolder(tmpdir()).catch(async () => {
    const parent = join(cacheFolder, "servers");
    await mkdir(parent, { recursive: true, mode: 0o700 });
    return makeServerFolder(parent);
  });
}

/** Removes the folder of a job that has no server. */
export async function endServerFolder(folder: string, { server }: Pick<Handoff, "server">): Promise<void> {
  if (!server) await rm(folder, { recursive: true, force: true });
}

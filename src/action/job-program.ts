import { constants, copyFile, realpath } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import type { Env } from "../config/config.ts";
import type { FoundSccache } from "../flow/job/sccache.ts";
import { makeFolder } from "../make-folder.ts";
import { replaceFile } from "../replace-file.ts";
import { binaryName } from "../sccache/install/source.ts";
import { openSccache } from "../sccache/server/server.ts";

/**
 * An sccache of the tool cache as a program in the runner's temporary folder: many a workflow removes the tool cache in the
 * middle of a job for want of disk (`rm -rf "$AGENT_TOOLSDIRECTORY"`), and a build whose wrapper is gone fails. Its path is the
 * same in each job of a runner, since other actions make keys of the build's variables, as rust-cache does of RUSTC_WRAPPER.
 * Any other sccache, and one that does not run there, as it is.
 */
export async function outOfToolCache(
  found: FoundSccache,
  { toolsFolder, env }: { readonly toolsFolder: string; readonly env: Env },
): Promise<FoundSccache> {
  const temp = env["RUNNER_TEMP"];
  if (
    !temp ||
    found.path === null ||
    !found.path.startsWith(toolsFolder + sep) ||
    toolsFolder.startsWith(temp + sep)
  )
    return found;
  const path = join(temp, "sccache-bundle-program", binaryName(process.platform));
  try {
    const program = await realpath(found.path);
    await makeFolder(dirname(path));
    await replaceFile(path, (made) => copyFile(program, made, constants.COPYFILE_FICLONE));
    const version = await openSccache({ path, env }).version();
    return version === found.version ? { ...found, path } : found;
  } catch {
    return found; // a folder without programs, or one that is in use there on Windows
  }
}

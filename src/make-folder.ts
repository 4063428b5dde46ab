import { readlinkSync, realpathSync, statSync } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder and those that it lies in, where they are not there; of a link that leads nowhere yet, what it leads to.
 * In place of mkdir's `recursive`, which knows no such links, and which never ends where a folder is there and one in it
 * cannot be: automounters and /proc say ENOENT to that, and Node takes it for a parent that is missing.
 * @throws the error of the file system
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  const make = () =>
    mkdir(path, { mode }).catch(async (error: unknown) => {
      if (!(await isFolder(path))) throw error;
    });
  try {
    await make();
  } catch (error) {
    const first = missingBefore(path, error);
    if (first === undefined) throw error;
    if (!(await isFolder(first))) await makeFolder(first, mode);
    await make(); // also where somebody else has just made what was missing
  }
}

/** What has to be there before `path` can be: the target of a link, the parent of anything else; undefined where the error is another. */
function missingBefore(path: string, error: unknown): string | undefined {
  const target = missingTarget(path);
  if (target !== undefined) return target;
  const parent = dirname(path);
  return isMissing(error) && parent !== path ? parent : undefined;
}

/** Where a link leads that leads to nothing; undefined for anything else, such as links that lead to each other. */
function missingTarget(path: string): string | undefined {
  try {
    const target = resolve(realpathSync(dirname(path)), readlinkSync(path));
    return statSync(path, { throwIfNoEntry: false }) === undefined ? target : undefined;
  } catch {
    return undefined; // it is no link, or not there, or leads in circles
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

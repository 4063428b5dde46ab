import { mkdirSync, statSync } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder and those that it lies in, where they are not there. In place of mkdir's `recursive`, which never ends where a folder
 * is there and one in it cannot be: automounters and /proc say ENOENT to that, and Node takes it for a parent that is missing.
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
    const parent = dirname(path);
    if (!isMissing(error) || parent === path || (await isFolder(parent))) throw error;
    await makeFolder(parent, mode);
    await make();
  }
}

/** As `makeFolder`, at once. */
export function makeFolderSync(path: string, mode?: number): void {
  const make = () => {
    try {
      mkdirSync(path, { mode });
    } catch (error) {
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
    }
  };
  try {
    make();
  } catch (error) {
    const parent = dirname(path);
    if (!isMissing(error) || parent === path || statSync(parent, { throwIfNoEntry: false })) throw error;
    makeFolderSync(parent, mode);
    make();
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

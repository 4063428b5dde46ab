import { createHash } from "node:crypto";
import { type Dirent, promises as fs } from "node:fs";
import { join } from "node:path";
import { Minimatch } from "minimatch";
import type { LockfileHash } from "../../key/ingredients.ts";
import { leftOut } from "./workspace.ts";

/**
 * Hashes the files of `workspace` that match `globs` (a leading `!` leaves out). The hash depends on their
 * relative names and contents alone: not on the order of the walk, on line endings or on where the workspace is.
 * A folder or file that cannot be read is passed over.
 */
export async function hashLockfiles(workspace: string, globs: readonly string[]): Promise<LockfileHash> {
  const wanted = globs.filter((glob) => !glob.startsWith("!")).map(toMatcher);
  const unwanted = globs.filter((glob) => glob.startsWith("!")).map((glob) => toMatcher(glob.slice(1)));
  const found: string[] = [];
  for await (const name of walk(workspace, "")) {
    if (wanted.some((glob) => glob.match(name)) && !unwanted.some((glob) => glob.match(name)))
      found.push(name);
  }
  found.sort();
  const hash = createHash("sha256");
  const files: string[] = [];
  for (const name of found) {
    const content = await readText(join(workspace, name));
    if (content === undefined) continue;
    files.push(name);
    hash.update(`${name}\0${content.length}\0${content}\0`);
  }
  return { files, sha256: hash.digest("hex") };
}

function toMatcher(glob: string): Minimatch {
  return new Minimatch(glob.replace(/^\.\//, ""), { dot: true, nocomment: true, nonegate: true });
}

/** Yields relative names with `/`, folders left out. */
async function* walk(root: string, folder: string): AsyncGenerator<string> {
  for (const child of await list(join(root, folder))) {
    const name = folder === "" ? child.name : `${folder}/${child.name}`;
    if (child.isDirectory()) {
      if (!leftOut.has(child.name)) yield* walk(root, name);
    } else if (child.isFile()) {
      yield name;
    }
  }
}

async function list(folder: string): Promise<Dirent[]> {
  try {
    return await fs.readdir(folder, { withFileTypes: true });
  } catch {
    return []; // a folder that we may not read holds no lockfile of this build
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return (await fs.readFile(path, "utf8")).replaceAll("\r\n", "\n");
  } catch {
    return undefined; // gone since the walk, or not ours to read
  }
}

import { createHash } from "node:crypto";
import { type Dirent, existsSync, promises as fs, readdirSync } from "node:fs";
import { join } from "node:path";
import { Minimatch } from "minimatch";
import type { LockfileHash } from "../../key/parts.ts";

/** Folders that hold copies and products, never the project's own files. */
const leftOut: ReadonlySet<string> = new Set([".git", "target", "node_modules", "vendor", ".cargo"]);

/** Yields `root` and its folders, at most `depth` levels deep, without hidden ones and those of products. */
export function* folders(root: string, depth: number): Generator<string> {
  yield root;
  if (depth === 0) return;
  for (const child of list(root)) {
    const isSearched = child.isDirectory() && !child.name.startsWith(".") && !leftOut.has(child.name);
    if (isSearched) yield* folders(join(root, child.name), depth - 1);
  }
}

/** Whether a CMakeLists.txt is in the workspace, deep enough for `crates/NAME-sys/NAME/CMakeLists.txt`. */
export function usesCMake(workspace: string): boolean {
  for (const folder of folders(workspace, 4)) {
    if (existsSync(join(folder, "CMakeLists.txt"))) return true;
  }
  return false;
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // a folder that we may not read is no part of the build
  }
}

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
  for (const child of await childrenOf(join(root, folder))) {
    const name = folder === "" ? child.name : `${folder}/${child.name}`;
    if (child.isDirectory()) {
      if (!leftOut.has(child.name)) yield* walk(root, name);
    } else if (child.isFile()) {
      yield name;
    }
  }
}

async function childrenOf(folder: string): Promise<Dirent[]> {
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

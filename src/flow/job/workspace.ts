import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Folders that hold copies and products, never the project's own files. */
export const leftOut: ReadonlySet<string> = new Set([".git", "target", "node_modules", "vendor", ".cargo"]);

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

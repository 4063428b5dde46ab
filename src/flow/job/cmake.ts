import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

/** Folders that hold copies and products. */
const leftOut = new Set(["target", "node_modules", "vendor", "build"]);
/** Far enough for `crates/NAME-sys/NAME/CMakeLists.txt`, and quick in large checkouts. */
const deepest = 4;

/** Whether a CMakeLists.txt is in the workspace, at most four folders deep. Hidden folders are not searched. */
export function usesCMake(workspace: string): boolean {
  return search(workspace, deepest);
}

function search(folder: string, depth: number): boolean {
  const children = list(folder);
  if (children.some((child) => child.name === "CMakeLists.txt" && child.isFile())) return true;
  return (
    depth > 0 && children.some((child) => isSearched(child) && search(join(folder, child.name), depth - 1))
  );
}

function isSearched(child: Dirent): boolean {
  return child.isDirectory() && !child.name.startsWith(".") && !leftOut.has(child.name);
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // a folder that we may not read is no part of the build
  }
}

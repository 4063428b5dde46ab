import { createHash } from "node:crypto";
import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Minimatch } from "minimatch";
import type { LockfileHash } from "../../key/parts.ts";

/** Folders that hold copies and products, never the project's own files. */
const leftOut: ReadonlySet<string> = new Set([".git", "target", "node_modules", "vendor", ".cargo"]);

interface Folder {
  /** Relative, with `/`; empty for the root. */
  readonly path: string;
  readonly children: readonly Dirent[];
}

/** Yields `root` and its folders, those above the folders within them; with `levels` so deep, and no hidden ones. */
function* walk(root: string, levels = Number.POSITIVE_INFINITY, path = ""): Generator<Folder> {
  const children = childrenOf(join(root, path));
  yield { path, children };
  if (levels === 0) return;
  for (const child of children) {
    const isPassed = leftOut.has(child.name) || (Number.isFinite(levels) && child.name.startsWith("."));
    if (child.isDirectory() && !isPassed) yield* walk(root, levels - 1, below(path, child.name));
  }
}

function below(path: string, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}

function childrenOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // a folder that we may not read is no part of the build
  }
}

/** Whether a CMakeLists.txt is in the workspace, deep enough for `crates/NAME-sys/NAME/CMakeLists.txt`. */
export function usesCMake(workspace: string): boolean {
  for (const { children } of walk(workspace, 4)) {
    if (children.some(({ name }) => name === "CMakeLists.txt")) return true;
  }
  return false;
}

/**
 * The folder whose toolchain builds the workspace: the workspace itself, or the only folder with both a toolchain file and a
 * Cargo.toml where the workspace has no Cargo.toml, such as `src-tauri`.
 */
export function rustFolder(workspace: string): string {
  const found: string[] = [];
  for (const { path, children } of walk(workspace, 2)) {
    const names = new Set(children.map(({ name }) => name));
    if (path === "" && names.has("Cargo.toml")) return workspace;
    const hasToolchain = names.has("rust-toolchain.toml") || names.has("rust-toolchain");
    if (hasToolchain && names.has("Cargo.toml")) found.push(join(workspace, path));
  }
  return found.length === 1 ? (found[0] ?? workspace) : workspace;
}

/**
 * Hashes the files of `workspace` that match `globs` (a leading `!` leaves out). The hash depends on their
 * relative names and contents alone: not on the order of the walk, on line endings or on where the workspace is.
 * A folder or file that cannot be read is passed over.
 */
export function hashLockfiles(workspace: string, globs: readonly string[]): LockfileHash {
  const wanted = globs.filter((glob) => !glob.startsWith("!")).map(toMatcher);
  const unwanted = globs.filter((glob) => glob.startsWith("!")).map((glob) => toMatcher(glob.slice(1)));
  const isWanted = (name: string) =>
    wanted.some((glob) => glob.match(name)) && !unwanted.some((glob) => glob.match(name));
  const found: string[] = [];
  for (const { path, children } of walk(workspace)) {
    const names = children.filter((child) => child.isFile()).map(({ name }) => name);
    found.push(...names.map((name) => below(path, name)).filter(isWanted));
  }
  const hash = createHash("sha256");
  const files: string[] = [];
  for (const name of found.sort()) {
    const content = readText(join(workspace, name));
    if (content === undefined) continue;
    files.push(name);
    hash.update(`${name}\0${content.length}\0${content}\0`);
  }
  return { files, sha256: hash.digest("hex") };
}

function toMatcher(glob: string): Minimatch {
  return new Minimatch(glob.replace(/^\.\//, ""), { dot: true, nocomment: true, nonegate: true });
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").replaceAll("\r\n", "\n");
  } catch {
    return undefined; // gone since the walk, or not ours to read
  }
}

import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { textOf } from "../../text-file.ts";

// What a checkout holds that decides how it is built.

/** Folders that hold copies and products, never the project's own files. */
const leftOut: ReadonlySet<string> = new Set([".git", "target", "node_modules", "vendor", ".cargo"]);

interface Folder {
  /** Relative, with `/`; empty for the root. */
  readonly path: string;
  readonly children: readonly Dirent[];
}

/** Yields `root` and its folders, those above the folders within them; with `levels` so deep, and no hidden ones. */
export function* walk(root: string, levels = Number.POSITIVE_INFINITY, path = ""): Generator<Folder> {
  const children = childrenOf(join(root, path));
  yield { path, children };
  if (levels === 0) return;
  for (const child of children) {
    const isPassed = leftOut.has(child.name) || (Number.isFinite(levels) && child.name.startsWith("."));
    if (child.isDirectory() && !isPassed) yield* walk(root, levels - 1, below(path, child.name));
  }
}

export function below(path: string, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}

/** What lies in a folder; nothing where it may not be read, as that is no part of the build. */
export function childrenOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/**
 * The folder whose toolchain builds the workspace: the workspace itself, or the only one of its Rust folders with a toolchain file,
 * such as `src-tauri`. Undefined where there is no Rust.
 */
export function rustFolder(workspace: string): string | undefined {
  const folders = rustFolders(workspace);
  if (folders.length === 0) return undefined;
  const named = folders.filter(
    (folder) =>
      folder !== workspace &&
      ["rust-toolchain.toml", "rust-toolchain"].some((name) => existsSync(join(folder, name))),
  );
  return named.length === 1 ? named[0] : workspace;
}

/**
 * Where cargo may be started: in the workspace if it has a Cargo.toml, else in the folders that have one, at most two folders deep.
 * Absolute; none where there is no Rust. Submodules do not count: they may ask for a toolchain that this build never uses.
 */
export function rustFolders(workspace: string): string[] {
  const found: string[] = [];
  const submodules: string[] = [];
  for (const { path, children } of walk(workspace, 2)) {
    if (path !== "" && children.some((child) => child.name === ".git" && child.isFile()))
      submodules.push(path);
    if (submodules.some((submodule) => path === submodule || path.startsWith(`${submodule}/`))) continue;
    if (!children.some(({ name }) => name === "Cargo.toml")) continue;
    if (path === "") return [workspace];
    found.push(join(workspace, path));
  }
  return found;
}

/** What the project's CMake says that concerns compilers and their launchers. */
export interface CmakeFacts {
  /** Whether there is a CMakeLists.txt. */
  readonly isUsed: boolean;
  /**
   * A file that names sccache, relative: one of the root or its `cmake` folder, or any that puts it before every compiler
   * (`RULE_LAUNCH_COMPILE`), which no launcher of ours can replace. Undefined where there is none.
   */
  readonly namesSccache: string | undefined;
  /** A file that enables CMake's language ASM, relative. */
  readonly assembles: string | undefined;
  /** Compilers for C and C++ that toolchain files and presets name, but for those that everybody knows. At most eight. */
  readonly compilers: readonly string[];
}

/** Deep enough for `crates/NAME-sys/NAME/CMakeLists.txt`. */
const cmakeLevels = 4;

const cmakeFile = /^CMakeLists\.txt$|^CMakePresets\.json$|\.cmake$/;
const named = [
  /\bset\s*\(\s*CMAKE_(?:C|CXX)_COMPILER\s+"?([\w./+:-]+)"?[\s)]/gi,
  /"CMAKE_(?:C|CXX)_COMPILER"\s*:\s*(?:\{[^{}]*"value"\s*:\s*)?"([\w./+:-]+)"/g,
];
const enablesAssembly = /^[^#\n]*\b(?:project|enable_language)\s*\([^)]*\bASM(?![-\w])/im;
const usual = /(^|[-/])(g?cc|[gc]\+\+|clang(\+\+|-cl)?|cl)(-?\d[\d.]*)?(\.exe)?$/i;
const mostCompilers = 8;

/** Reads CMakeLists.txt, CMakePresets.json and `*.cmake`. */
export function readCmake(workspace: string): CmakeFacts {
  let isUsed = false;
  let namesSccache: string | undefined;
  let assembles: string | undefined;
  const compilers = new Set<string>();
  for (const { path, children } of walk(workspace, cmakeLevels)) {
    isUsed ||= children.some(({ name }) => name === "CMakeLists.txt");
    const names = children.filter((child) => child.isFile()).map(({ name }) => name);
    for (const name of names.filter((one) => cmakeFile.test(one))) {
      const isOfRoot = path === "cmake" || (path === "" && !name.endsWith(".cmake"));
      const text = textOf(join(workspace, path, name)) ?? "";
      const isMeant = isOfRoot || text.includes("RULE_LAUNCH_COMPILE");
      if (isMeant && /\bsccache\b/i.test(text)) namesSccache ??= join(path, name);
      if (enablesAssembly.test(text)) assembles ??= join(path, name);
      for (const match of named.flatMap((pattern) => [...text.matchAll(pattern)])) {
        const [, compiler = ""] = match;
        if (!usual.test(compiler)) compilers.add(compiler);
      }
    }
  }
  return { isUsed, namesSccache, assembles, compilers: [...compilers].slice(0, mostCompilers) };
}

import { accessSync, constants, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { type CargoConfig, type CargoPlace, readCargoConfig } from "./cargo-config.ts";
import { readSccacheConfig, type SccacheConfig } from "./sccache-config.ts";

/** What a job's machine and checkout say about its build, besides variables. */
export interface Surroundings {
  readonly cargo: CargoConfig;
  readonly sccacheConfig: SccacheConfig;
  /** A file of the project's CMake that names sccache, or undefined: such a project calls it by itself. */
  readonly cmakeNamesSccache: string | undefined;
  /** The `cc` on PATH, when it is ccache in a compiler's clothes. */
  readonly ccacheAsCompiler: string | undefined;
  /** What tells that the build is, or may be, for other machines than this one. */
  readonly crossSigns: readonly string[];
}

export interface SurroundingsPlace extends CargoPlace {
  readonly platform: NodeJS.Platform;
}

/** Looks around. What cannot be read is as if it were not there. */
export function readSurroundings(place: SurroundingsPlace): Surroundings {
  const cargo = readCargoConfig(place);
  return {
    cargo,
    sccacheConfig: readSccacheConfig(place),
    cmakeNamesSccache: findCmakeWithSccache(place.workspace),
    ccacheAsCompiler: findCcache(place.env["PATH"] ?? ""),
    crossSigns: findCrossSigns(place, cargo),
  };
}

/** CMakeLists.txt of the root, and what lies in its `cmake` folder. */
function findCmakeWithSccache(workspace: string): string | undefined {
  const modules = namesIn(path.join(workspace, "cmake")).filter((name) => name.endsWith(".cmake"));
  const files = ["CMakeLists.txt", "CMakePresets.json", ...modules.map((name) => path.join("cmake", name))];
  return files.find((file) => /\bsccache\b/i.test(textOf(path.join(workspace, file))));
}

function findCcache(searchPath: string): string | undefined {
  const file = searchPath
    .split(path.delimiter)
    .filter(path.isAbsolute)
    .map((folder) => path.join(folder, "cc"))
    .find(isExecutable);
  if (file === undefined) return undefined;
  try {
    return path.basename(realpathSync(file)) === "ccache" ? file : undefined;
  } catch {
    return undefined;
  }
}

function findCrossSigns({ env, home }: SurroundingsPlace, cargo: CargoConfig): string[] {
  const names =
    /^(CROSS_COMPILE|CARGO_BUILD_TARGET|TARGET_CC|(CC|CXX)_.*[-_].*[-_].*|CARGO_TARGET_.*_LINKER)$/;
  const variables = Object.keys(env).filter((name) => names.test(name) && env[name]);
  const configured = cargo.targets.map((target) => `build.target = ${target}`);
  return [...variables, ...configured, ...installedTargets(env, home)];
}

/** rustup's toolchains that can build for more than one target. */
function installedTargets(env: SurroundingsPlace["env"], home: string): string[] {
  const toolchains = path.join(env["RUSTUP_HOME"] || path.join(home, ".rustup"), "toolchains");
  return namesIn(toolchains).flatMap((toolchain) => {
    const library = path.join(toolchains, toolchain, "lib", "rustlib");
    return namesIn(library)
      .filter((name) => !toolchain.endsWith(name) && !name.startsWith("wasm"))
      .filter((name) => namesIn(path.join(library, name, "lib")).length > 0)
      .map((target) => `rustup target ${target}`);
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

import { accessSync, constants, readdirSync, realpathSync } from "node:fs";
import path, { dirname, join } from "node:path";
import { textOf } from "../../text-file.ts";
import {
  type ConfigPlace,
  parseText,
  readSccacheConfig,
  type SccacheConfig,
  tableOf,
} from "./sccache-config.ts";

/** What a job's machine and checkout say about its build, besides variables. */
export interface BuildSettings {
  readonly cargo: CargoConfig;
  readonly sccacheConfig: SccacheConfig;
  /** A file of the project's CMake that names sccache, or undefined: such a project calls it by itself. */
  readonly cmakeNamesSccache: string | undefined;
  /** The `cc` on PATH, when it is ccache in a compiler's clothes. */
  readonly ccacheAsCompiler: string | undefined;
  /** What tells that the build is, or may be, for other machines than this one. */
  readonly crossSigns: readonly string[];
}

interface SettingsPlace extends ConfigPlace {
  readonly workspace: string;
}

/** Looks around. What cannot be read is as if it were not there. */
export function readBuildSettings(place: SettingsPlace): BuildSettings {
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
  return files.find((file) => /\bsccache\b/i.test(textOf(path.join(workspace, file)) ?? ""));
}

function findCcache(searchPath: string): string | undefined {
  for (const folder of searchPath.split(path.delimiter).filter(path.isAbsolute)) {
    const file = path.join(folder, "cc");
    try {
      accessSync(file, constants.X_OK);
      return path.basename(realpathSync(file)) === "ccache" ? file : undefined;
    } catch {
      // Not there, or not for us to run: a shell looks further, too.
    }
  }
  return undefined;
}

function findCrossSigns({ env, home }: SettingsPlace, cargo: CargoConfig): string[] {
  const names =
    /^(CROSS_COMPILE|CARGO_BUILD_TARGET|TARGET_CC|(CC|CXX)_.*[-_].*[-_].*|CARGO_TARGET_.*_LINKER)$/;
  const variables = Object.keys(env).filter((name) => names.test(name) && env[name]);
  const configured = cargo.targets.map((target) => `build.target = ${target}`);
  return [...variables, ...configured, ...installedTargets(env, home)];
}

/** rustup's toolchains that can build for more than one target. */
function installedTargets(env: SettingsPlace["env"], home: string): string[] {
  const toolchains = path.join(env["RUSTUP_HOME"] || path.join(home, ".rustup"), "toolchains");
  return namesIn(toolchains).flatMap((toolchain) => {
    const library = path.join(toolchains, toolchain, "lib", "rustlib");
    return namesIn(library)
      .filter((name) => !toolchain.endsWith(name) && !name.startsWith("wasm"))
      .filter((name) => namesIn(path.join(library, name, "lib")).length > 0)
      .map((target) => `rustup target ${target}`);
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What cargo's configuration files say that concerns a compiler wrapper. A value that no file sets is undefined. */
interface CargoConfig {
  readonly rustcWrapper: SetInFile | undefined;
  readonly rustcWorkspaceWrapper: SetInFile | undefined;
  /** The platforms that cargo builds for when nobody says `--target`. */
  readonly targets: readonly string[];
}

/** A value and the file that it comes from. */
interface SetInFile {
  readonly value: string;
  readonly file: string;
}

/**
 * Reads the files that cargo, started in the workspace, would read: `.cargo/config.toml` there and in every folder above,
 * then the one in CARGO_HOME; the first that sets a value wins. What cannot be parsed counts as not there.
 * https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure
 */
export function readCargoConfig(place: Omit<SettingsPlace, "platform">): CargoConfig {
  const builds = cargoConfigFiles(place).map((file) => {
    const settings = parseText(textOf(file) ?? "");
    return { file, build: tableOf(settings["build"]) };
  });
  const first = (key: string): SetInFile | undefined => {
    const found = builds.find(({ build }) => typeof build[key] === "string");
    return found && { value: String(found.build[key]), file: found.file };
  };
  const target = builds.find(({ build }) => build["target"] !== undefined)?.build["target"];
  return {
    rustcWrapper: first("rustc-wrapper"),
    rustcWorkspaceWrapper: first("rustc-workspace-wrapper"),
    targets: [target].flat().filter((one) => typeof one === "string"),
  };
}

/** Where cargo looks for its configuration. In each folder the name without an ending comes before the other. */
export function cargoConfigFiles({ workspace, env, home }: Omit<SettingsPlace, "platform">): string[] {
  const folders: string[] = [];
  for (let folder = workspace; ; folder = dirname(folder)) {
    folders.push(join(folder, ".cargo"));
    if (dirname(folder) === folder) break;
  }
  const all = [...folders, env["CARGO_HOME"] || join(home, ".cargo")];
  return [...new Set(all)].flatMap((folder) => [join(folder, "config"), join(folder, "config.toml")]);
}

import { accessSync, constants, readdirSync, realpathSync } from "node:fs";
import path, { dirname, join } from "node:path";
import type { Env } from "../../config/config.ts";
import { secretName } from "../../config/secret-variables.ts";
import { fingerprint } from "../../key/parts.ts";
import {
  type ConfigPlace,
  parseText,
  readSccacheConfig,
  readText,
  type SccacheConfig,
  table,
} from "./sccache-config.ts";

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

interface SurroundingsPlace extends ConfigPlace {
  readonly workspace: string;
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
  return files.find((file) => /\bsccache\b/i.test(readText(path.join(workspace, file)) ?? ""));
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

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What cargo's configuration files say that concerns a compiler wrapper. A value that no file sets is undefined. */
interface CargoConfig {
  readonly rustcWrapper: Told | undefined;
  readonly rustcWorkspaceWrapper: Told | undefined;
  /** The platforms that cargo builds for when nobody says `--target`. */
  readonly targets: readonly string[];
}

/** A value and the file that it comes from. */
interface Told {
  readonly value: string;
  readonly file: string;
}

/**
 * Reads the files that cargo, started in the workspace, would read: `.cargo/config.toml` there and in every folder above,
 * then the one in CARGO_HOME; the first that sets a value wins. What cannot be parsed counts as not there.
 * https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure
 */
export function readCargoConfig(place: Omit<SurroundingsPlace, "platform">): CargoConfig {
  const builds = cargoConfigFiles(place).map((file) => {
    const settings = parseText(readText(file) ?? "");
    return { file, build: table(settings["build"]) };
  });
  const first = (key: string): Told | undefined => {
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
export function cargoConfigFiles({ workspace, env, home }: Omit<SurroundingsPlace, "platform">): string[] {
  const folders: string[] = [];
  for (let folder = workspace; ; folder = dirname(folder)) {
    folders.push(join(folder, ".cargo"));
    if (dirname(folder) === folder) break;
  }
  const all = [...folders, env["CARGO_HOME"] || join(home, ".cargo")];
  return [...new Set(all)].flatMap((folder) => [join(folder, "config"), join(folder, "config.toml")]);
}

/** Variables by which keys of one language can differ. */
interface KeyVariables {
  /** Part of every key, or of the choice of the compiler, which is. */
  readonly inKeys: RegExp;
  /** They reach the compiler, and so the key, as arguments alone. */
  readonly asArguments: RegExp;
}

/**
 * What sccache 0.16 to 0.19 read: src/compiler/rust.rs (`generate_hash_key`), src/compiler/c.rs (`CACHED_ENV_VARS`). Variables that a
 * crate's own source reads are in the key of that crate; nobody else knows which they are.
 * https://github.com/mozilla/sccache/blob/v0.16.0/src/compiler/rust.rs
 */
export const keyVariables: Readonly<Record<"rust" | "c", KeyVariables>> = {
  rust: { inKeys: /^CARGO_(?!ENCODED_RUSTFLAGS$)/, asArguments: /^(CARGO_ENCODED_)?RUSTFLAGS$/ },
  c: {
    inKeys:
      /^(CC|CXX|SDKROOT|(MACOSX|IPHONEOS|TVOS|WATCHOS)_DEPLOYMENT_TARGET|CCC_OVERRIDE_OPTIONS|SCCACHE_C_CUSTOM_CACHE_BUSTER)$/,
    asArguments: /^(C|CXX|CPP)FLAGS$/,
  },
};

/** A URL with a password in it, such as a proxy's. */
const secretValue = /:\/\/[^/\s]*@/;

/** What changes from run to run and from machine to machine without touching a key. */
const harmless = /^CARGO_(INSTALL_ROOT|MAKEFLAGS|BUILD_JOBS|REGISTR(Y|IES)_.*)$/;

/** Under which the working directory is noted: part of the key of every crate of the workspace. */
export const workingDirectoryName = "PWD";

/** Where a job builds. */
interface BuildPlace {
  /** The checkout, absolute. */
  readonly workspace: string;
  /** Where cargo's home is unless CARGO_HOME says otherwise: `.cargo` in the user's home. */
  readonly cargoHome: string;
}

/**
 * Names and fingerprints of the variables, and of the two paths (CARGO_HOME, the workspace), that decide whether a later
 * run can hit: when it misses, the one that differs is the reason. At most 100, in order of name; values are never kept, and
 * of what may be a secret not even a fingerprint.
 */
export function printEnvironment(env: Env, { workspace, cargoHome }: BuildPlace): Record<string, string> {
  const facts = { CARGO_HOME: cargoHome, ...env, [workingDirectoryName]: workspace };
  const patterns = Object.values(keyVariables).flatMap(({ inKeys, asArguments }) => [inKeys, asArguments]);
  const isRelevant = (name: string) =>
    name === workingDirectoryName || patterns.some((pattern) => pattern.test(name));
  const prints = Object.entries(facts)
    .filter(
      ([name]) => isRelevant(name) && !secretName.test(name) && !harmless.test(name) && name.length <= 100,
    )
    .flatMap(([name, value]) =>
      value === undefined || secretValue.test(value) ? [] : [[name, fingerprint(value)] as const],
    );
  return Object.fromEntries(prints.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, 100));
}

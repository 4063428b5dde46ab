import { accessSync, constants, realpathSync } from "node:fs";
import path from "node:path";
import type { WrapChoice } from "../../config/config.ts";
import { type CargoConfig, type CargoPlace, readCargoConfig } from "./cargo-config.ts";
import { type CmakeFacts, childrenOf, readCmake } from "./checkout.ts";
import { type ConfigPlace, readSccacheConfig, type SccacheConfig } from "./sccache-config.ts";

/** What a job's machine and checkout say about its build, besides variables. */
export interface BuildSettings {
  readonly cargo: CargoConfig;
  readonly sccacheConfig: SccacheConfig;
  /** Nothing where CMake is neither wrapped nor C. */
  readonly cmake: CmakeFacts;
  /** The `cc` on PATH, when it is ccache in a compiler's clothes. */
  readonly ccacheAsCompiler: string | undefined;
  /** What tells that the build is, or may be, for other machines than this one. */
  readonly crossSigns: readonly string[];
}

/** Where a job builds, and with what. */
export type SettingsPlace = ConfigPlace & CargoPlace;

/** Looks around for what decides how to `wrap` compilers. What cannot be read is as if it were not there. */
export function readBuildSettings(place: SettingsPlace, wrap: WrapChoice): BuildSettings {
  const cargo = readCargoConfig(place);
  const concernsCmake = wrap === "auto" || wrap.some((wrapper) => wrapper !== "rust");
  return {
    cargo,
    sccacheConfig: readSccacheConfig(place),
    cmake: concernsCmake ? readCmake(place.workspace) : noCmake,
    ccacheAsCompiler: findCcache(place.env["PATH"] ?? ""),
    crossSigns: findCrossSigns(place, cargo),
  };
}

const noCmake: CmakeFacts = { isUsed: false, namesSccache: undefined, assembles: undefined, compilers: [] };

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
  return childrenOf(folder).map(({ name }) => name);
}

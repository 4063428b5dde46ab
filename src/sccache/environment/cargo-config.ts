import { dirname, join, resolve } from "node:path";
import type { Env } from "../../config/config.ts";
import { textOf } from "../../text-file.ts";
import { parseText, tableOf } from "../json-and-toml.ts";
import { rustFolders } from "./checkout.ts";
import { isSccache } from "./launcher-names.ts";

/** What cargo's configuration files say that concerns a compiler wrapper. A value that no file sets is undefined. */
export interface CargoConfig {
  readonly rustcWrapper: SetInFile | undefined;
  readonly rustcWorkspaceWrapper: SetInFile | undefined;
  /** The platforms that cargo builds for when nobody says `--target`. */
  readonly targets: readonly string[];
  /** CC and CXX, where `[env]` sets them: for build scripts, if no variable does. */
  readonly compilers: readonly (SetInFile & { readonly name: string })[];
}

/** A value and the file that it comes from. */
interface SetInFile {
  readonly value: string;
  readonly file: string;
}

/** Where cargo looks for its configuration. */
export interface CargoPlace {
  readonly workspace: string;
  readonly env: Env;
  readonly home: string;
}

/**
 * What cargo reads in the folders of the workspace where it may be started, as one: variables are the same for all of them, so a
 * wrapper of one folder's own counts for all, and sccache as a wrapper counts only where every folder has it.
 */
export function readCargoConfig(place: CargoPlace): CargoConfig {
  const folders = rustFolders(place.workspace);
  const all = (folders.length > 0 ? folders : [place.workspace]).map((workspace) =>
    readIn({ ...place, workspace }),
  );
  const wrappers = all.map(({ rustcWrapper }) => rustcWrapper);
  const other = wrappers.find((wrapper) => wrapper !== undefined && !isSccache(wrapper.value));
  return {
    rustcWrapper: other ?? (wrappers.includes(undefined) ? undefined : wrappers[0]),
    rustcWorkspaceWrapper: all.map((one) => one.rustcWorkspaceWrapper).find((one) => one !== undefined),
    targets: [...new Set(all.flatMap(({ targets }) => targets))],
    compilers: all.flatMap(({ compilers }) => compilers),
  };
}

/** What cargo reads that is started in the workspace itself. */
function readIn(place: CargoPlace): CargoConfig {
  const all = cargoSettings(place).map(({ file, settings }) => ({
    file,
    build: tableOf(settings["build"]),
    env: tableOf(settings["env"]),
  }));
  const first = (key: string): SetInFile | undefined => {
    for (const { file, build } of all) {
      const value = build[key];
      if (typeof value === "string") return { value: programIn(file, value), file };
    }
    return undefined;
  };
  const target = all.find(({ build }) => build["target"] !== undefined)?.build["target"];
  const compilers = all.flatMap(({ file, env }) =>
    ["CC", "CXX"].flatMap((name) => {
      const value = typeof env[name] === "string" ? env[name] : tableOf(env[name])["value"];
      return typeof value === "string" ? [{ name, value, file }] : [];
    }),
  );
  return {
    rustcWrapper: first("rustc-wrapper"),
    rustcWorkspaceWrapper: first("rustc-workspace-wrapper"),
    targets: [target].flat().filter((one) => typeof one === "string"),
    compilers,
  };
}

/** A program that a file names: from the folder that holds `.cargo` where it is a path, else on PATH. */
function programIn(file: string, value: string): string {
  return /[\\/]/.test(value) ? resolve(dirname(dirname(file)), value) : value;
}

interface Setting {
  readonly name: string;
  readonly value: string;
  /** " in FILE", or nothing for a variable. */
  readonly where: string;
}

/**
 * The wrappers that the user's settings give cargo. Cargo takes RUSTC_WRAPPER before CARGO_BUILD_RUSTC_WRAPPER before its files, and
 * an empty one as "no wrapper".
 */
export function cargoWrappers(env: Env, cargo: CargoConfig) {
  return {
    wrapper:
      told(env, "RUSTC_WRAPPER") ??
      told(env, "CARGO_BUILD_RUSTC_WRAPPER") ??
      fromFile("build.rustc-wrapper", cargo.rustcWrapper),
    workspace:
      told(env, "RUSTC_WORKSPACE_WRAPPER") ??
      told(env, "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER") ??
      fromFile("build.rustc-workspace-wrapper", cargo.rustcWorkspaceWrapper),
  };
}

function told(env: Env, name: string): Setting | undefined {
  const value = env[name];
  return value === undefined ? undefined : { name, value, where: "" };
}

function fromFile(name: string, setting: SetInFile | undefined): Setting | undefined {
  return setting && { name, value: setting.value, where: ` in ${setting.file}` };
}

/** A file of cargo's configuration, and what it says. */
interface CargoFile {
  readonly file: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * The files that cargo, started in the workspace, reads, those whose values win first: `.cargo/config.toml` there and in every
 * folder above, then the one in CARGO_HOME, and behind each what it includes. In each folder the name without an ending
 * comes before the other. A file that cannot be read or parsed says nothing.
 * https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure
 */
export function cargoSettings({ workspace, env, home }: CargoPlace): readonly CargoFile[] {
  const folders: string[] = [];
  for (let folder = workspace; ; folder = dirname(folder)) {
    folders.push(join(folder, ".cargo"));
    if (dirname(folder) === folder) break;
  }
  const all = new Set([...folders, env["CARGO_HOME"] || join(home, ".cargo")]);
  const files = [...all].flatMap((folder) => ["config", "config.toml"].map((name) => join(folder, name)));
  const read = new Map<string, CargoFile>();
  for (const one of files.flatMap((file) => withIncluded(file)))
    if (!read.has(one.file)) read.set(one.file, one);
  return [...read.values()];
}

/** More than anybody nests; a file that includes itself ends here. */
const mostNested = 5;

/** A file and what it includes (cargo 1.94), the last first, as that one's values win. Each may include more. */
function withIncluded(file: string, levels = mostNested): CargoFile[] {
  const settings = parseText(textOf(file) ?? "");
  const included = [levels === 0 ? [] : settings["include"]]
    .flat()
    .map((one) => (typeof one === "string" ? one : tableOf(one)["path"]))
    .filter((one) => typeof one === "string")
    .reverse()
    .map((one) => resolve(dirname(file), one));
  return [{ file, settings }, ...included.flatMap((one) => withIncluded(one, levels - 1))];
}

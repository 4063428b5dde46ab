import path from "node:path";
import type { Env } from "../../config/config.ts";
import { meantPath, type PathPlace } from "../../meant-path.ts";
import { textOf } from "../../text-file.ts";
import { parseText, tableOf } from "../json-and-toml.ts";

/** What sccache's own configuration file says of where and how it keeps its entries. */
export interface SccacheConfig {
  /** The file, absolute, or undefined when there is none or it cannot be read. */
  readonly file: string | undefined;
  /** `[cache.disk]`, or undefined when the file has none. */
  readonly disk: DiskSettings | undefined;
  /** Other places that it has a table for, known to us or not: `redis`, `s3`, `gha`, … */
  readonly remotes: readonly string[];
  /** The places that are asked in turn, or undefined where there is one alone. */
  readonly chain: readonly string[] | undefined;
  /** Whether it names folders whose files count as the same files wherever they lie. */
  readonly hasBaseDirectories: boolean;
}

/** Where there is no such file. */
export const noSccacheConfig: SccacheConfig = {
  file: undefined,
  disk: undefined,
  remotes: [],
  chain: undefined,
  hasBaseDirectories: false,
};

export interface DiskSettings {
  readonly directory: string | undefined;
  readonly sizeBytes: number | undefined;
  readonly readOnly: boolean;
  /** Whether C and C++ use sccache's preprocessor cache. */
  readonly preprocessor: boolean;
}

/** One of these in the environment, and sccache ignores `[cache.disk]` altogether. */
const diskVariables = ["SCCACHE_DIR", "SCCACHE_CACHE_SIZE", "SCCACHE_DIRECT", "SCCACHE_LOCAL_RW_MODE"];

/** `[cache.disk]` of sccache's configuration file, where it has one and no variable makes sccache ignore it. */
export function effectiveDisk(env: Env, { disk }: SccacheConfig): DiskSettings | undefined {
  return diskVariables.some((name) => env[name] !== undefined) ? undefined : disk;
}

/**
 * Whether sccache's preprocessor cache would return objects of one checkout for another: it takes the files of base directories
 * for the same and compares those of the first one. https://github.com/mozilla/sccache/issues/2863
 */
export function mixesCheckouts(env: Env, config: SccacheConfig): boolean {
  const { SCCACHE_BASEDIRS: named, SCCACHE_DIRECT: asked = "" } = env;
  const isOn = asked === "" && effectiveDisk(env, config)?.preprocessor !== false;
  return isOn && (named === undefined ? config.hasBaseDirectories : named !== "");
}

/** What the user lets sccache fill on disk, in bytes, by variable or file; undefined where nobody has said. */
export function userCacheBytes(env: Env, config: SccacheConfig): number | undefined {
  return parseCacheSize(env["SCCACHE_CACHE_SIZE"] ?? "") ?? effectiveDisk(env, config)?.sizeBytes;
}

/** The variable or setting that tells sccache to add nothing to its directory, and how to undo it; undefined where none does. */
export function readOnlyBy(env: Env, config: SccacheConfig): { name: string; todo: string } | undefined {
  const variable = "SCCACHE_LOCAL_RW_MODE";
  if (/^READ_ONLY$/i.test(env[variable] ?? "")) return { name: variable, todo: `unset ${variable}` };
  if (!effectiveDisk(env, config)?.readOnly) return undefined;
  return { name: `rw_mode in ${config.file}`, todo: "remove it" };
}

export interface ConfigPlace extends PathPlace {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
}

/** Reads the configuration that sccache would read. What cannot be parsed counts as none: sccache will say so itself. */
export function readSccacheConfig(place: ConfigPlace): SccacheConfig {
  for (const file of configFiles(place)) {
    const text = textOf(file);
    if (text !== undefined) return { ...parseSccacheConfig(text, file.endsWith(".json")), file };
  }
  return noSccacheConfig;
}

/**
 * Where the configuration may be, in sccache's order.
 * https://github.com/mozilla/sccache/blob/main/src/config.rs `config_file`
 */
function configFiles({ env, home, workspace, platform }: ConfigPlace): string[] {
  if (env["SCCACHE_CONF"]) return [meantPath(env["SCCACHE_CONF"], { workspace, home })];
  switch (platform) {
    case "darwin":
      return ["Application Support", "Preferences"].map((folder) =>
        path.posix.join(home, "Library", folder, "Mozilla.sccache", "config"),
      );
    case "win32": {
      const roaming = env["APPDATA"] || path.win32.join(home, "AppData", "Roaming");
      return [path.win32.join(roaming, "Mozilla", "sccache", "config", "config")];
    }
    default: {
      const xdg = env["XDG_CONFIG_HOME"] ?? "";
      const configs = path.posix.isAbsolute(xdg) ? xdg : path.posix.join(home, ".config");
      return [path.posix.join(configs, "sccache", "config")];
    }
  }
}

/** The settings in `text`. A size that sccache would refuse is none. */
export function parseSccacheConfig(text: string, isJson = false): Omit<SccacheConfig, "file"> {
  const { cache, basedirs } = parseText(text, isJson);
  const { disk, multilevel, ...others } = tableOf(cache);
  const { chain } = tableOf(multilevel);
  return {
    disk: disk === undefined ? undefined : diskSettings(tableOf(disk)),
    remotes: Object.keys(others),
    chain: Array.isArray(chain) ? chain.filter((one) => typeof one === "string") : undefined,
    hasBaseDirectories: Array.isArray(basedirs) && basedirs.length > 0,
  };
}

function diskSettings(disk: Record<string, unknown>): DiskSettings {
  const { dir, size, rw_mode, preprocessor_cache_mode } = disk;
  return {
    directory: typeof dir === "string" && dir !== "" ? dir : undefined,
    sizeBytes:
      typeof size === "number" ? asBytes(size) : parseCacheSize(typeof size === "string" ? size : ""),
    readOnly: rw_mode === "READ_ONLY",
    preprocessor: tableOf(preprocessor_cache_mode)["use_preprocessor_cache_mode"] !== false,
  };
}

/** Bytes, as sccache reads a size: whole, with K, M, G or T of 1024; undefined where it falls back to its default. */
export function parseCacheSize(text: string): number | undefined {
  const [, digits, unit = ""] = /^(\d+)([KMGT]?)$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return asBytes(Number(digits) * 1024 ** " KMGT".indexOf(unit.toUpperCase() || " "));
}

/** Whole bytes, at most what a number holds exactly, which no disk has; undefined for what is no number of bytes. */
function asBytes(size: number): number | undefined {
  return Number.isInteger(size) && size >= 0 ? Math.min(size, Number.MAX_SAFE_INTEGER) : undefined;
}

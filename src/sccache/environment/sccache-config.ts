import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";

type Variables = Readonly<Record<string, string | undefined>>;

/** What sccache's own configuration file says of where and how it keeps its entries. */
export interface SccacheConfig {
  /** The file, or undefined when there is none or it cannot be read. */
  readonly file: string | undefined;
  /** `[cache.disk]`, or undefined when the file has none. */
  readonly disk: DiskSettings | undefined;
  /** Other places that it turns on, by sccache's names: `redis`, `s3`, `gha`, … */
  readonly remotes: readonly string[];
  /** The places that are asked in turn, or undefined where there is one alone. */
  readonly chain: readonly string[] | undefined;
}

export interface DiskSettings {
  readonly directory: string | undefined;
  readonly sizeBytes: number | undefined;
  readonly readOnly: boolean;
  /** Whether C and C++ use sccache's preprocessor cache. */
  readonly preprocessor: boolean;
}

const none: SccacheConfig = { file: undefined, disk: undefined, remotes: [], chain: undefined };

const remoteNames = ["azure", "gcs", "gha", "memcached", "redis", "s3", "webdav", "oss", "cos"];

/** One of these in the environment, and sccache ignores `[cache.disk]` altogether. */
export const diskVariables = [
  "SCCACHE_DIR",
  "SCCACHE_CACHE_SIZE",
  "SCCACHE_DIRECT",
  "SCCACHE_LOCAL_RW_MODE",
] as const;

export interface ConfigPlace {
  readonly env: Variables;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/** Reads the configuration that sccache would read. What cannot be parsed counts as none: sccache will say so itself. */
export function readSccacheConfig(place: ConfigPlace): SccacheConfig {
  for (const file of configFiles(place)) {
    const text = readText(file);
    if (text !== undefined) return { ...parseSccacheConfig(text, file.endsWith(".json")), file };
  }
  return none;
}

/**
 * Where the configuration may be, in sccache's order.
 * https://github.com/mozilla/sccache/blob/main/src/config.rs `config_file`
 */
function configFiles({ env, home, platform }: ConfigPlace): string[] {
  if (env["SCCACHE_CONF"]) return [env["SCCACHE_CONF"]];
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

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // sccache goes on without, too
  }
}

/** The settings in `text`. A size that sccache would refuse is none. */
export function parseSccacheConfig(text: string, isJson = false): Omit<SccacheConfig, "file"> {
  const cache = table(parseText(text, isJson)["cache"]);
  const chain = table(cache["multilevel"])["chain"];
  return {
    disk: cache["disk"] === undefined ? undefined : diskSettings(table(cache["disk"])),
    remotes: remoteNames.filter((name) => cache[name] !== undefined),
    chain: Array.isArray(chain) ? chain.filter((one) => typeof one === "string") : undefined,
  };
}

function diskSettings(disk: Record<string, unknown>): DiskSettings {
  const { dir, size, rw_mode, preprocessor_cache_mode } = disk;
  return {
    directory: typeof dir === "string" && dir !== "" ? dir : undefined,
    sizeBytes:
      typeof size === "number" ? asBytes(size) : parseCacheSize(typeof size === "string" ? size : ""),
    readOnly: rw_mode === "READ_ONLY",
    preprocessor: table(preprocessor_cache_mode)["use_preprocessor_cache_mode"] !== false,
  };
}

/** Bytes, as sccache reads a size: whole, with K, M, G or T of 1024; undefined where it falls back to its default. */
export function parseCacheSize(text: string): number | undefined {
  const [, digits, unit = ""] = /^(\d+)([KMGT]?)$/i.exec(text) ?? [];
  return digits === undefined
    ? undefined
    : asBytes(Number(digits) * 1024 ** " KMGT".indexOf(unit.toUpperCase() || " "));
}

/** Whole bytes, at most what a number holds exactly, which no disk has; undefined for what is no number of bytes. */
function asBytes(size: number): number | undefined {
  return Number.isInteger(size) && size >= 0 ? Math.min(size, Number.MAX_SAFE_INTEGER) : undefined;
}

function parseText(text: string, isJson: boolean): Record<string, unknown> {
  try {
    return table(isJson ? JSON.parse(text) : parse(text));
  } catch {
    return {};
  }
}

/** The object's own properties; none when `value` is no object. */
function table(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

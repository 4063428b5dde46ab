// Longer than most: what sccache reads of itself, of its variables and of its file, as each decides what the other means.

import path from "node:path";
import { parse } from "smol-toml";
import type { Env } from "../../config/config.ts";
import type { Warning } from "../../log.ts";
import { meantPath, type PathPlace } from "../../meant-path.ts";
import { textOf } from "../../text-file.ts";

/** What sccache's own configuration file says of where and how it keeps its entries. */
export interface SccacheConfig {
  /** The file, absolute, or undefined when there is none or it cannot be read. */
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

/** One of these in the environment, and sccache ignores `[cache.disk]` altogether. */
const diskVariables = ["SCCACHE_DIR", "SCCACHE_CACHE_SIZE", "SCCACHE_DIRECT", "SCCACHE_LOCAL_RW_MODE"];

/** `[cache.disk]` of sccache's configuration file, where it has one and no variable makes sccache ignore it. */
export function effectiveDisk(env: Env, { disk }: SccacheConfig): DiskSettings | undefined {
  return diskVariables.some((name) => env[name] !== undefined) ? undefined : disk;
}

/** What the user lets sccache fill on disk, in bytes, by variable or file; undefined where nobody has said. */
export function userCacheBytes(env: Env, config: SccacheConfig): number | undefined {
  return parseCacheSize(env["SCCACHE_CACHE_SIZE"] ?? "") ?? effectiveDisk(env, config)?.sizeBytes;
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
  return { ...parseSccacheConfig(""), file: undefined };
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
  const cache = tableOf(parseText(text, isJson)["cache"]);
  const chain = tableOf(cache["multilevel"])["chain"];
  return {
    disk: cache["disk"] === undefined ? undefined : diskSettings(tableOf(cache["disk"])),
    remotes: Object.keys(remotes).filter((name) => cache[name] !== undefined),
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

/** What a file of settings says; nothing where it is of another form. */
export function parseText(text: string, isJson = false): Record<string, unknown> {
  try {
    return tableOf(isJson ? JSON.parse(text) : parse(text));
  } catch {
    return {};
  }
}

/** The object's own properties; none when `value` is no object. */
export function tableOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A place other than the disk that sccache can be told to use. */
interface Remote {
  readonly name: string;
  /** The variables each of which turns it on. */
  readonly by: readonly string[];
  /** One of these has to be set as well, where there are any: a way to log in. */
  readonly and?: readonly string[];
}

/**
 * By the names that sccache's configuration file gives them; the variables after its own `config_from_env`:
 * https://github.com/mozilla/sccache/blob/main/src/config.rs
 */
const remotes: Readonly<Record<string, Remote>> = {
  s3: { name: "S3", by: ["SCCACHE_BUCKET"] },
  redis: {
    name: "Redis",
    by: ["SCCACHE_REDIS", "SCCACHE_REDIS_ENDPOINT", "SCCACHE_REDIS_CLUSTER_ENDPOINTS"],
  },
  memcached: { name: "memcached", by: ["SCCACHE_MEMCACHED", "SCCACHE_MEMCACHED_ENDPOINT"] },
  gcs: { name: "Google Cloud Storage", by: ["SCCACHE_GCS_BUCKET"] },
  gha: { name: "GitHub Actions", by: ["SCCACHE_GHA_ENABLED", "SCCACHE_GHA_VERSION"] },
  azure: {
    name: "Azure Blob",
    by: ["SCCACHE_AZURE_BLOB_CONTAINER"],
    and: ["SCCACHE_AZURE_CONNECTION_STRING", "SCCACHE_AZURE_STORAGE_ACCOUNT", "SCCACHE_AZURE_ENDPOINT"],
  },
  webdav: { name: "WebDAV", by: ["SCCACHE_WEBDAV_ENDPOINT"] },
  oss: { name: "OSS", by: ["SCCACHE_OSS_BUCKET"] },
  cos: { name: "COS", by: ["SCCACHE_COS_BUCKET"] },
};

const readOnlyEffect = "keeps sccache from adding to its directory";

/** Variables, the values of them that count, and what they do. */
const hindrances = [
  ["SCCACHE_LOCAL_RW_MODE", /^READ_ONLY$/i, readOnlyEffect],
  ["SCCACHE_RECACHE", /^/, "makes every compilation a miss"],
  ["SCCACHE_NO_CACHE", /^/, "keeps sccache from caching at all"],
] as const;

/**
 * What in `env` and in sccache's configuration file makes sccache pass by its directory, or not fill it: one line each,
 * with what to do. Only names of variables are told, never their values, which may be secrets.
 */
export function bypassWarnings(env: Env, config?: SccacheConfig): Warning[] {
  const bypassed = otherPlaces(env, config).map(
    ({ name, todo }) =>
      `sccache will use ${name} and not its directory, so nothing is restored or saved: ${todo}`,
  );
  const hindered = hindrances
    .filter(([variable, values]) => env[variable] !== undefined && values.test(env[variable]))
    .map(([variable, _values, effect]) => `${variable} ${effect}: unset it to fill the cache`);
  const isReadOnly = config !== undefined && effectiveDisk(env, config)?.readOnly;
  if (isReadOnly) hindered.push(`rw_mode in ${config.file} ${readOnlyEffect}: remove it to fill the cache`);
  return [...bypassed, ...hindered].map((text) => ({ text, topic: "backend" }));
}

/** The places that sccache will use and not its directory, each with how to turn it off; none where it uses the directory. */
export function otherPlaces(env: Env, config?: SccacheConfig): { name: string; todo: string }[] {
  // With a chain of levels sccache asks the disk too, where the chain names it.
  const chain = env["SCCACHE_MULTILEVEL_CHAIN"]?.split(",") ?? config?.chain;
  if (chain?.some((level) => level.trim().toLowerCase() === "disk")) return [];
  const byVariables = Object.values(remotes).flatMap((remote) => {
    const variables = variablesOf(remote, env);
    return variables.length > 0 ? [{ name: remote.name, todo: `unset ${variables.join(" and ")}` }] : [];
  });
  const byFile = (config?.remotes ?? []).map((remote) => ({
    name: remotes[remote]?.name ?? remote,
    todo: `remove [cache.${remote}] from ${config?.file}`,
  }));
  return [...byVariables, ...byFile];
}

/** The variables of `env` that turn a place on; none where it is off. */
function variablesOf({ by, and }: Remote, env: Env): readonly string[] {
  // GitHub's is on by a word or by a version; the others are by any value.
  const isSet = (variable: string) =>
    (variable === "SCCACHE_GHA_ENABLED" ? /^(true|on|1)$/i : /./s).test(env[variable] ?? "");
  return and === undefined || and.some(isSet) ? by.filter(isSet) : [];
}

/**
 * Whether sccache is told to use a place, by variables, by its file or as one of several levels. The place has the name that
 * sccache's file gives it; builds of sccache by others know more of them.
 */
export function usesPlace(name: string, env: Env, config: SccacheConfig): boolean {
  const remote = remotes[name];
  const own = `SCCACHE_${name.toUpperCase()}_`;
  const chain = env["SCCACHE_MULTILEVEL_CHAIN"]?.split(",") ?? config.chain ?? [];
  return (
    config.remotes.includes(name) ||
    chain.some((level) => level.trim().toLowerCase() === name) ||
    (remote === undefined
      ? Object.keys(env).some((variable) => variable.startsWith(own))
      : variablesOf(remote, env).length > 0)
  );
}

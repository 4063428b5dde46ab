import type { Warning } from "../../log.ts";
import type { SccacheConfig } from "./sccache-config.ts";

/** Any environment. A variable that is not set, or set to nothing, is not set for sccache. */
type Variables = Readonly<Record<string, string | undefined>>;

/** A place other than the disk that the environment tells sccache to use. */
interface Remote {
  readonly name: string;
  /** The variables that turn it on, or none. */
  readonly by: (env: Variables) => readonly string[];
}

/** After sccache's own `config_from_env`: https://github.com/mozilla/sccache/blob/main/src/config.rs */
const REMOTES: readonly Remote[] = [
  { name: "S3", by: anyOf("SCCACHE_BUCKET") },
  { name: "Redis", by: anyOf("SCCACHE_REDIS", "SCCACHE_REDIS_ENDPOINT", "SCCACHE_REDIS_CLUSTER_ENDPOINTS") },
  { name: "memcached", by: anyOf("SCCACHE_MEMCACHED", "SCCACHE_MEMCACHED_ENDPOINT") },
  { name: "Google Cloud Storage", by: anyOf("SCCACHE_GCS_BUCKET") },
  { name: "GitHub Actions", by: gitHubActions },
  { name: "Azure Blob", by: azure },
  { name: "WebDAV", by: anyOf("SCCACHE_WEBDAV_ENDPOINT") },
  { name: "OSS", by: anyOf("SCCACHE_OSS_BUCKET") },
  { name: "COS", by: anyOf("SCCACHE_COS_BUCKET") },
];

const HINDRANCES: Readonly<Record<string, (value: string) => string | undefined>> = {
  SCCACHE_LOCAL_RW_MODE: (value) =>
    value.toUpperCase() === "READ_ONLY" ? "keeps sccache from adding to its directory" : undefined,
  SCCACHE_RECACHE: () => "makes every compilation a miss",
  SCCACHE_NO_CACHE: () => "keeps sccache from caching at all",
};

/** By the names that sccache's configuration file gives them. */
const CONFIGURED: Readonly<Record<string, string>> = {
  s3: "S3",
  redis: "Redis",
  memcached: "memcached",
  gcs: "Google Cloud Storage",
  gha: "GitHub Actions",
  azure: "Azure Blob",
  webdav: "WebDAV",
  oss: "OSS",
  cos: "COS",
};

/**
 * What in `env` and in sccache's configuration file makes sccache pass by its directory, or not fill it: one line each,
 * with what to do. Only names of variables are told, never their values, which may be secrets.
 */
export function bypassWarnings(env: Variables, config?: SccacheConfig): Warning[] {
  return [...remoteWarnings(env, config), ...hindranceWarnings(env)].map((text) => ({
    text,
    topic: "backend",
  }));
}

/** The places that sccache will use and not its directory, each with how to turn it off; none where it uses the directory. */
export function otherPlaces(env: Variables, config?: SccacheConfig): { name: string; todo: string }[] {
  // With a chain of levels sccache asks the disk too, where the chain names it.
  const chain = env["SCCACHE_MULTILEVEL_CHAIN"]?.split(",") ?? config?.chain;
  if (chain?.some((level) => level.trim().toLowerCase() === "disk")) return [];
  const byVariables = REMOTES.flatMap(({ name, by }) => {
    const variables = by(env);
    return variables.length === 0 ? [] : [{ name, todo: `unset ${variables.join(" and ")}` }];
  });
  const byFile = (config?.remotes ?? []).map((remote) => ({
    name: CONFIGURED[remote] ?? remote,
    todo: `remove [cache.${remote}] from ${config?.file}`,
  }));
  return [...byVariables, ...byFile];
}

function remoteWarnings(env: Variables, config?: SccacheConfig): string[] {
  return otherPlaces(env, config).map(
    ({ name, todo }) =>
      `sccache will use ${name} and not its directory, so nothing is restored or saved: ${todo}`,
  );
}

function hindranceWarnings(env: Variables): string[] {
  return Object.entries(HINDRANCES).flatMap(([variable, effectOf]) => {
    const value = env[variable];
    const effect = value === undefined ? undefined : effectOf(value);
    return effect === undefined ? [] : [`${variable} ${effect}: unset it to fill the cache`];
  });
}

function anyOf(...variables: string[]): Remote["by"] {
  return (env) => variables.filter((variable) => isSet(env, variable));
}

/** A version turns it on, whatever SCCACHE_GHA_ENABLED says. */
function gitHubActions(env: Variables): string[] {
  const enabled = /^(true|on|1)$/i.test(env["SCCACHE_GHA_ENABLED"] ?? "") ? ["SCCACHE_GHA_ENABLED"] : [];
  return isSet(env, "SCCACHE_GHA_VERSION") ? [...enabled, "SCCACHE_GHA_VERSION"] : enabled;
}

/** A container alone, without a way to log in, leaves it off. */
function azure(env: Variables): string[] {
  const logins = [
    "SCCACHE_AZURE_CONNECTION_STRING",
    "SCCACHE_AZURE_STORAGE_ACCOUNT",
    "SCCACHE_AZURE_ENDPOINT",
  ];
  const used = logins.filter((variable) => isSet(env, variable));
  return isSet(env, "SCCACHE_AZURE_BLOB_CONTAINER") && used.length > 0
    ? ["SCCACHE_AZURE_BLOB_CONTAINER"]
    : [];
}

function isSet(env: Variables, variable: string): boolean {
  return (env[variable] ?? "") !== "";
}

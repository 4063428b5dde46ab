import type { Env } from "../../config/config.ts";
import type { Warning } from "../../log.ts";
import { readOnlyBy, type SccacheConfig } from "./sccache-config.ts";

/** A backend other than the disk. */
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

/** Variables, and what they do with any value. */
const hindering = [
  ["SCCACHE_RECACHE", "makes every compilation a miss"],
  ["SCCACHE_NO_CACHE", "keeps sccache from caching at all"],
] as const;

/**
 * What in `env` and in sccache's configuration file makes sccache pass by its directory, or not fill it: one line each,
 * with what to do. Only names of variables are told, never their values, which may be secrets.
 */
export function bypassWarnings(env: Env, config: SccacheConfig): Warning[] {
  const bypassed = otherBackends(env, config).map(
    ({ name, todo }) =>
      `sccache will use ${name} and not its directory, so nothing is restored or saved: ${todo}`,
  );
  const hindered = hindrances(env, config).map(({ what, todo }) => `${what}: ${todo} to fill the cache`);
  return [...bypassed, ...hindered].map((text) => ({ text, topic: "backend" }));
}

/** What keeps sccache from filling or from reading its directory, each with what to do. */
export function hindrances(env: Env, config: SccacheConfig): { what: string; todo: string }[] {
  const readOnly = readOnlyBy(env, config);
  return [
    ...(readOnly
      ? [{ what: `${readOnly.name} keeps sccache from adding to its directory`, todo: readOnly.todo }]
      : []),
    ...hindering
      .filter(([variable]) => env[variable] !== undefined)
      .map(([variable, effect]) => ({ what: `${variable} ${effect}`, todo: `unset ${variable}` })),
  ];
}

/** The backends that sccache will use and not its directory, each with how to turn it off; none where it uses the directory. */
export function otherBackends(env: Env, config: SccacheConfig): { name: string; todo: string }[] {
  // With a chain of levels sccache asks the disk too, where the chain names it.
  if (levelsOf(env, config).includes("disk")) return [];
  const byVariables = Object.values(remotes).flatMap((remote) => {
    const variables = variablesOf(remote, env);
    return variables.length > 0 ? [{ name: remote.name, todo: `unset ${variables.join(" and ")}` }] : [];
  });
  const byFile = Object.entries(remotes)
    .filter(([table]) => config.remotes.includes(table))
    .map(([table, { name }]) => ({ name, todo: `remove [cache.${table}] from ${config.file}` }));
  return [...byVariables, ...byFile];
}

/** The backends that sccache asks in turn, by the names of its file, `disk` among them; none where it uses one alone. */
function levelsOf(env: Env, config: SccacheConfig): readonly string[] {
  const chain = env["SCCACHE_MULTILEVEL_CHAIN"]?.split(",") ?? config.chain ?? [];
  return chain.map((level) => level.trim().toLowerCase());
}

/** The variables of `env` that turn a backend on; none where it is off. */
function variablesOf({ by, and }: Remote, env: Env): readonly string[] {
  // GitHub's is on by a word or by a version; the others are by any value.
  const isSet = (variable: string) =>
    (variable === "SCCACHE_GHA_ENABLED" ? /^(true|on|1)$/i : /./s).test(env[variable] ?? "");
  return and === undefined || and.some(isSet) ? by.filter(isSet) : [];
}

/**
 * Whether sccache is told to use a backend, by variables, by its file or as one of several levels. `name` is the one that
 * sccache's file gives it; builds of sccache by others know more of them.
 */
export function usesBackend(name: string, env: Env, config: SccacheConfig): boolean {
  const remote = remotes[name];
  const own = `SCCACHE_${name.toUpperCase()}_`;
  return (
    config.remotes.includes(name) ||
    levelsOf(env, config).includes(name) ||
    (remote === undefined
      ? Object.keys(env).some((variable) => variable.startsWith(own))
      : variablesOf(remote, env).length > 0)
  );
}

import { expect, test } from "vitest";
import { bypassWarnings } from "./backends.ts";
import { noSccacheConfig, parseSccacheConfig } from "./sccache-config.ts";

const SECRET = "hunter2";

test.each<[Record<string, string>, string]>([
  [{ SCCACHE_BUCKET: SECRET }, "S3"],
  [{ SCCACHE_REDIS: SECRET }, "Redis"],
  [{ SCCACHE_REDIS_ENDPOINT: SECRET }, "Redis"],
  [{ SCCACHE_REDIS_CLUSTER_ENDPOINTS: SECRET }, "Redis"],
  [{ SCCACHE_MEMCACHED: SECRET }, "memcached"],
  [{ SCCACHE_MEMCACHED_ENDPOINT: SECRET }, "memcached"],
  [{ SCCACHE_GCS_BUCKET: SECRET }, "Google Cloud Storage"],
  [{ SCCACHE_GHA_ENABLED: "true" }, "GitHub Actions"],
  [{ SCCACHE_GHA_ENABLED: "ON" }, "GitHub Actions"],
  [{ SCCACHE_GHA_VERSION: SECRET }, "GitHub Actions"],
  [{ SCCACHE_AZURE_BLOB_CONTAINER: "c", SCCACHE_AZURE_CONNECTION_STRING: SECRET }, "Azure Blob"],
  [{ SCCACHE_AZURE_BLOB_CONTAINER: "c", SCCACHE_AZURE_STORAGE_ACCOUNT: SECRET }, "Azure Blob"],
  [{ SCCACHE_WEBDAV_ENDPOINT: SECRET }, "WebDAV"],
  [{ SCCACHE_OSS_BUCKET: SECRET }, "OSS"],
  [{ SCCACHE_COS_BUCKET: SECRET }, "COS"],
  [{ SCCACHE_BUCKET: SECRET, SCCACHE_MULTILEVEL_CHAIN: "s3" }, "S3"],
])("%j is a bypass by way of %s", (env, remote) => {
  const warnings = textsOf(env);
  expect(warnings).toEqual([expect.stringContaining(`will use ${remote} `)]);
  expect(warnings.join()).not.toContain(SECRET);
});

test.each<Record<string, string>>([
  {},
  { SCCACHE_BUCKET: "" },
  { SCCACHE_REGION: "eu-central-1" },
  { SCCACHE_GHA_ENABLED: "false" },
  { SCCACHE_GHA_ENABLED: "off" },
  { SCCACHE_GHA_RW_MODE: "READ_ONLY" },
  { SCCACHE_AZURE_BLOB_CONTAINER: "c" },
  { SCCACHE_AZURE_CONNECTION_STRING: SECRET },
  { SCCACHE_BUCKET: "b", SCCACHE_MULTILEVEL_CHAIN: "disk, s3" },
  { SCCACHE_LOCAL_RW_MODE: "READ_WRITE" },
])("%j is none", (env) => {
  expect(textsOf(env)).toEqual([]);
});

test.each(["READ_ONLY", "read_only"])("a read-only directory (%s) is said aloud", (mode) => {
  expect(textsOf({ SCCACHE_LOCAL_RW_MODE: mode })).toEqual([
    expect.stringContaining("keeps sccache from adding"),
  ]);
});

test("a file that keeps sccache from adding is named, unless a variable makes sccache ignore it", () => {
  const config = { ...parseSccacheConfig('[cache.disk]\nrw_mode = "READ_ONLY"\n'), file: "/conf" };
  expect(textsOf({}, config)).toEqual([
    expect.stringMatching(/^rw_mode in \/conf keeps sccache from adding/),
  ]);
  expect(textsOf({ SCCACHE_LOCAL_RW_MODE: "READ_WRITE" }, config)).toEqual([]);
});

test("a table of the file names a place that sccache knows", () => {
  const config = { ...parseSccacheConfig("[cache.redis]\n[cache.vercel_artifacts]\n"), file: "/conf" };
  expect(textsOf({}, config)).toEqual([
    expect.stringMatching(/will use Redis .*remove \[cache\.redis\] from \/conf$/),
  ]);
});

test.each(["SCCACHE_RECACHE", "SCCACHE_NO_CACHE"])("%s is said aloud, even empty", (variable) => {
  expect(textsOf({ [variable]: "" })).toEqual([expect.stringContaining(variable)]);
});

function textsOf(env: Readonly<Record<string, string>>, config = noSccacheConfig): string[] {
  return bypassWarnings(env, config).map(({ text }) => text);
}

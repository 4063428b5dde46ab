import { beforeAll, expect, test } from "vitest";
import { bypassWarnings } from "../../src/sccache/environment/backends.ts";
import { noSccacheConfig } from "../../src/sccache/environment/sccache-config.ts";
import { runProgram } from "../../src/sccache/run-program.ts";
import { parseStatistics, placeOf } from "../../src/sccache/server/statistics.ts";
import { realSccache } from "./real-sccache.ts";

const NOWHERE = "http://127.0.0.1:1";
const AZURE = `AccountName=a;AccountKey=Zg==;BlobEndpoint=${NOWHERE}/a`;

let real: string;

beforeAll(async () => {
  real = await realSccache();
});

/** Whether sccache itself, in this environment, would use another place than its directory. It connects to none. */
async function isBypassed(env: Record<string, string>): Promise<boolean> {
  const own = { HOME: "/nowhere", SCCACHE_DIR: "/nowhere/cache", SCCACHE_SERVER_PORT: "1", ...env };
  const { stdout } = await runProgram(real, ["--show-stats", "--stats-format=json"], {
    env: own,
    limitMs: 150_000,
  });
  const statistics = parseStatistics(stdout);
  expect(statistics).toBeDefined();
  return statistics !== undefined && placeOf(statistics).kind !== "directory";
}

test.each<[boolean, Record<string, string>]>([
  [false, {}],
  [true, { SCCACHE_BUCKET: "b", SCCACHE_REGION: "r" }],
  [false, { SCCACHE_BUCKET: "", SCCACHE_REGION: "r" }],
  [true, { SCCACHE_REDIS: "redis://127.0.0.1:1" }],
  [true, { SCCACHE_REDIS_ENDPOINT: "tcp://127.0.0.1:1" }],
  [true, { SCCACHE_REDIS_CLUSTER_ENDPOINTS: "tcp://127.0.0.1:1" }],
  [true, { SCCACHE_MEMCACHED: "tcp://127.0.0.1:1" }],
  [true, { SCCACHE_MEMCACHED_ENDPOINT: "tcp://127.0.0.1:1" }],
  [true, { SCCACHE_GCS_BUCKET: "b" }],
  [true, { SCCACHE_GHA_ENABLED: "on" }],
  [true, { SCCACHE_GHA_VERSION: "1" }],
  [true, { SCCACHE_GHA_VERSION: "1", SCCACHE_GHA_ENABLED: "false" }],
  [false, { SCCACHE_GHA_ENABLED: "0" }],
  [true, { SCCACHE_AZURE_BLOB_CONTAINER: "c", SCCACHE_AZURE_CONNECTION_STRING: AZURE }],
  [false, { SCCACHE_AZURE_BLOB_CONTAINER: "c" }],
  [false, { SCCACHE_AZURE_CONNECTION_STRING: AZURE }],
  [true, { SCCACHE_WEBDAV_ENDPOINT: NOWHERE }],
  [true, { SCCACHE_OSS_BUCKET: "b", SCCACHE_OSS_ENDPOINT: NOWHERE }],
  [true, { SCCACHE_COS_BUCKET: "b", SCCACHE_COS_ENDPOINT: NOWHERE }],
])("sccache agrees that bypassing is %s with %j", async (bypassed, env) => {
  expect(bypassWarnings(env, noSccacheConfig).length > 0).toBe(bypassed);
  expect(await isBypassed(env)).toBe(bypassed);
});

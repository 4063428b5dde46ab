import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { programEnvironment } from "./program-environment.ts";

/** Of a step with credentials for every store. */
const step = {
  "INPUT_SCCACHE-MIRROR": "https://me:secret@mirror.example",
  INPUT_TOKEN: "secret",
  GITHUB_TOKEN: "secret",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret",
  ACTIONS_RUNTIME_TOKEN: "secret",
  AWS_ACCESS_KEY_ID: "secret",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_SESSION_TOKEN: "secret",
  AZURE_STORAGE_CONNECTION_STRING: "secret",
  AZURE_STORAGE_KEY: "secret",
  AZURE_STORAGE_SAS_TOKEN: "secret",
  VERCEL_TOKEN: "secret",
  turbo_token: "secret",
  SCCACHE_BUNDLE_SCCACHE_MIRROR: "https://me:secret@mirror.example",
  SCCACHE_BUNDLE_SIGNING_KEY: "secret",
};
/** Of a build. */
const build = { PATH: "/bin", RUSTFLAGS: "-g", GITHUB_REPOSITORY: "o/r", CARGO_REGISTRY_TOKEN: "theirs" };

const kept = (more: Record<string, string> = {}) => {
  const place = {
    env: { ...step, ...build, ...more },
    home: "/nonexistent",
    workspace: "/nonexistent",
    platform: "linux",
  } as const;
  const names = Object.keys(programEnvironment(place));
  return names.filter((name) => !(name in build) && !(name in more)).sort();
};

test("a program gets what a build has, and no credential of the step", () => {
  expect(kept()).toEqual([]);
  const place = {
    env: { ...step, ...build },
    home: "/nonexistent",
    workspace: "/nonexistent",
    platform: "linux",
  } as const;
  expect(programEnvironment(place)).toEqual(build);
});

const ofS3 = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];
const ofVercel = ["VERCEL_TOKEN", "turbo_token"];
const azure = { SCCACHE_AZURE_BLOB_CONTAINER: "c", SCCACHE_AZURE_STORAGE_ACCOUNT: "a" };

test.each<[Record<string, string>, readonly string[]]>([
  [{ SCCACHE_BUCKET: "mine" }, ofS3],
  [{ SCCACHE_BUCKET: "mine", SCCACHE_MULTILEVEL_CHAIN: "disk,s3" }, ofS3],
  [{ SCCACHE_BUCKET: "" }, []],
  [{ SCCACHE_GHA_ENABLED: "true" }, ["ACTIONS_RUNTIME_TOKEN"]],
  [{ SCCACHE_GHA_ENABLED: "false" }, []],
  [azure, ["AZURE_STORAGE_CONNECTION_STRING", "AZURE_STORAGE_KEY", "AZURE_STORAGE_SAS_TOKEN"]],
  [{ SCCACHE_REDIS_ENDPOINT: "redis://localhost" }, []],
  [{ SCCACHE_MULTILEVEL_CHAIN: "disk, vercel_artifacts" }, ofVercel],
])("with %j, sccache's own way to its entries is kept", (more, names) => {
  expect(kept(more)).toEqual(names);
});

test.each([
  ['[cache.s3]\nbucket = "mine"\n', ofS3],
  // Builds of sccache by others know places that its own releases do not.
  ["[cache.vercel_artifacts]\n", ofVercel],
])("a place in sccache's configuration file counts too: %j", (text, names) => {
  const folder = mkdtempSync(join(tmpdir(), "conf-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "config"), text);
  expect(kept({ SCCACHE_CONF: join(folder, "config") })).toEqual(names);
});

import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { silent } from "../../test/logs.ts";
import { testFolder } from "../../test/test-folder.ts";
import type { StoreSpec } from "../config/parse-store.ts";
import { localStore } from "./local/local.ts";
import { openStore } from "./open.ts";
import { scoped } from "./scopes.ts";

/** Looks into a store in a process of its own; returns what was found and the packages it loaded. */
async function loadedBy(spec: object): Promise<{ found: unknown; before: number; packages: string[] }> {
  const script = `
    import { registerHooks } from "node:module";
    const packages = new Set();
    registerHooks({
      resolve(name, context, next) {
        if (!/^(node:|[./]|file:)/.test(name)) packages.add(name);
        return next(name, context);
      },
    });
    const { openStore } = await import(${JSON.stringify(new URL("open.ts", import.meta.url).href)});
    const log = { debug() {}, info() {}, notice() {}, warning() {} };
    const scopes = { own: "refs/heads/main" };
    const { store } = openStore(${JSON.stringify(spec)}, { log, scopes, env: process.env });
    const before = packages.size;
    const found = await store.lookup({ key: "a", fallbacks: [] }).catch(({ reason }) => reason);
    console.log(JSON.stringify({ found, before, packages: [...packages] }));
  `;
  // Without credentials a call ends as soon as its client is loaded; nobody is asked for them.
  const nothing = {
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "none",
    AWS_SHARED_CREDENTIALS_FILE: "none",
  };
  const env = { PATH: process.env["PATH"], ...nothing };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    env,
  });
  return JSON.parse(stdout) as { found: unknown; before: number; packages: string[] };
}

const place = { prefix: "", endpoint: "http://127.0.0.1:1" };
const s3 = { kind: "s3", bucket: "bucket", region: "us-east-1", pathStyle: true, ...place };
const azure = { kind: "azure", container: "bundles", ...place };
const vercel = { kind: "vercel", address: "http://127.0.0.1:1", prefix: "" };
const isAws = (name: string) => name.startsWith("@aws-sdk/");
const isAzure = (name: string) => name.startsWith("@azure/");

test("a folder loads no client", async () => {
  const path = await testFolder();
  expect(await loadedBy({ kind: "local", path })).toEqual({
    found: { kind: "miss" },
    before: 0,
    packages: [],
  });
});

test("GitHub loads its client and what that needs, and says when there is no service", async () => {
  const { found, before, packages } = await loadedBy({ kind: "github" });
  expect([found, before]).toEqual(["absent", 0]);
  expect(packages).toContain("@actions/cache");
  expect(packages.filter(isAws)).toEqual([]);
});

test("S3 loads its own client at the first call", async () => {
  const { found, before, packages } = await loadedBy(s3);
  expect([found, before]).toEqual(["denied", 0]);
  expect(packages).toContain("@aws-sdk/client-s3");
  expect(packages.filter(isAzure)).toEqual([]);
});

test("Azure loads its own client at the first call", async () => {
  const { found, before, packages } = await loadedBy(azure);
  expect([found, before]).toEqual(["denied", 0]);
  expect(packages).toContain("@azure/storage-blob");
  expect(packages.filter(isAws)).toEqual([]);
});

test("Vercel needs no client", async () => {
  expect(await loadedBy(vercel)).toMatchObject({ found: "denied", packages: [] });
});

test("a level that is not reached is not loaded, and one in trouble is passed over", async () => {
  const path = await testFolder();
  await writeFile(join(path, "from"), "body");
  await scoped(localStore({ path }), scopes).put("a", join(path, "from"));
  const levels = [vercel, { kind: "local", path }, s3];
  expect(await loadedBy({ kind: "levels", levels })).toMatchObject({
    found: { kind: "hit", key: "a", ref: "refs/heads/main" },
    packages: [],
  });
});

const scopes = { own: "refs/heads/main", base: undefined, defaultBranch: undefined };
const withToken = { env: { GITHUB_REPOSITORY: "me/mine" }, token: "token" };
const localAndGithub = { kind: "levels", levels: [{ kind: "local", path: "/a" }, { kind: "github" }] };

test.each([
  [{ kind: "github" }, {}, undefined, false],
  [{ kind: "github" }, withToken, "github", true],
  [vercel, {}, "vercel+http://127.0.0.1:1", false],
  [{ kind: "local", path: "/a" }, {}, "local:/a", false],
  [s3, {}, "s3://bucket", false],
  [azure, {}, "azure://bundles", false],
  [localAndGithub, {}, "local:/a", false],
  [localAndGithub, withToken, "local:/a,github", true],
  [{ kind: "levels", levels: [{ kind: "local", path: "/a" }, s3] }, {}, "local:/a,s3://bucket", false],
] as [StoreSpec, object, string | undefined, boolean][])(
  "%j has with %o the catalog %o and a repository: %o",
  (spec, more, label, hasRepository) => {
    const { catalog, repository } = openStore(spec, { log: silent, scopes, env: {}, ...more });
    expect([catalog?.label, repository !== undefined]).toEqual([label, hasRepository]);
  },
);

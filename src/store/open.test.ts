import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { silent } from "../../test/contract/logs.ts";
import type { StoreSpec } from "../config/store-spec.ts";
import { localStore } from "./local/local.ts";
import { openCatalog } from "./open.ts";

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
    const { openStore, openCatalog } = await import(${JSON.stringify(new URL("open.ts", import.meta.url).href)});
    const log = { debug() {}, info() {}, notice() {}, warning() {} };
    const store = openStore(${JSON.stringify(spec)}, { log });
    openCatalog(${JSON.stringify(spec)}, { log });
    const before = packages.size;
    const found = await store.lookup({ key: "a", fallbacks: [] }).catch(({ reason }) => reason);
    console.log(JSON.stringify({ found, before, packages: [...packages], lookups: store.activity().lookups }));
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
  const path = await mkdtemp(join(tmpdir(), "open-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  expect(await loadedBy({ kind: "local", path })).toEqual({
    found: { kind: "miss" },
    before: 0,
    packages: [],
    lookups: 1,
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
  const path = await mkdtemp(join(tmpdir(), "open-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  await writeFile(join(path, "from"), "body");
  await localStore({ path }).put("a", join(path, "from"));
  const levels = [vercel, { kind: "local", path }, s3];
  expect(await loadedBy({ kind: "levels", levels })).toMatchObject({
    found: { kind: "hit", key: "a" },
    packages: [],
    lookups: 1,
  });
});

test.each([
  [{ kind: "github" }, undefined],
  [vercel, undefined],
  [{ kind: "local", path: "/a" }, "local:/a"],
  [s3, "s3://bucket"],
  [azure, "azure://bundles"],
  [{ kind: "levels", levels: [{ kind: "local", path: "/a" }, { kind: "github" }] }, "local:/a"],
  [{ kind: "levels", levels: [{ kind: "local", path: "/a" }, s3] }, "local:/a,s3://bucket"],
] as [StoreSpec, string | undefined][])("%j has the catalog %o", (spec, label) => {
  expect(openCatalog(spec, { log: silent })?.label).toBe(label);
});

import { writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type CacheService, startCacheService } from "../cache-service/service.ts";
import { testFolder } from "../test-folder.ts";
import type { Job } from "./runner.ts";
import { wholeJob } from "./whole-job.ts";
import { libraries, openWorld } from "./world.ts";

async function openService(): Promise<CacheService> {
  const service = await startCacheService();
  onTestFinished(() => service.close());
  return service;
}

test("a cold job saves, and a warm one has only hits, one lookup, one download and no upload", async () => {
  const world = await openWorld();
  const service = await openService();

  const cold = await wholeJob(world, { env: service.env() });
  expect(cold.main, cold.main.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(cold.main.outputs).toMatchObject({ "cache-hit": "false", "cache-matched-key": "", entries: "0" });
  expect(cold.build.statistics).toMatchObject({ hits: { total: 0 }, misses: { total: libraries } });
  expect(cold.post, cold.post.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(service.entries()).toHaveLength(1);
  expect(service.entries()[0]?.key).toMatch(
    new RegExp(`^${cold.main.outputs["cache-primary-key"]}[0-9a-f]{12}$`),
  );
  expect(cold.post.summary).toContain("0.0 %");

  service.forget();
  const job = await world.job({ env: service.env() });
  const main = await job.uses(".", { "sccache-dir": world.directory });
  expect(main, main.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(main.outputs).toMatchObject({
    "cache-hit": "true",
    "cache-matched-key": service.entries()[0]?.key,
    entries: String(libraries),
  });
  expect(service.requests().counts).toMatchObject({ GetCacheEntryDownloadURL: 1, "blob-get": 1 });
  expect(service.requests().total).toBe(2);

  const build = await world.build(job);
  expect(build.statistics).toMatchObject({ hits: { total: libraries }, misses: { total: 0 } });

  service.forget();
  const [post] = await job.finish();
  expect(post, post?.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(post?.lines.join("\n")).toContain("Not saved: nothing is new");
  expect(post?.summary).toContain("3 of 3 compilations came from the cache.");
  expect(service.requests().total).toBe(0);
});

test("a changed lockfile falls back to the bundle before, and saves one of its own", async () => {
  const world = await openWorld();
  const service = await openService();
  const first = await wholeJob(world, { env: service.env() });
  const saved = service.entries()[0]?.key;
  for (const file of ["app/Cargo.toml", "Cargo.lock"]) await world.edit(file, "0.1.0", "0.2.0");
  await world.edit("words/src/lib.rs", "to_uppercase", "to_lowercase");

  const second = await wholeJob(world, { env: service.env() });
  expect(second.main.outputs["cache-primary-key"]).not.toBe(first.main.outputs["cache-primary-key"]);
  expect(second.main.outputs).toMatchObject({
    "cache-hit": "false",
    "cache-matched-key": saved,
  });
  expect(second.build.statistics).toMatchObject({ hits: { total: libraries - 1 }, misses: { total: 1 } });
  // The new bundle has all of the old one, so that one is deleted.
  expect(service.entries().map(({ key }) => key)).toEqual([
    expect.stringContaining(second.main.outputs["cache-primary-key"] ?? "?"),
  ]);
});

test("a branch with the lockfiles of the default one restores its bundle, and not an older one of its own", async () => {
  const world = await openWorld();
  const service = await openService();
  const event = join(world.folder, "event.json");
  await writeFile(event, JSON.stringify({ repository: { default_branch: "main" } }));
  const on = (ref: string) => ({
    env: { ...service.env({ ref }), GITHUB_REF: ref, GITHUB_EVENT_PATH: event },
  });
  const [main, feature] = [on("refs/heads/main"), on("refs/heads/feature")];
  const change = async (from: string, to: string) => {
    for (const file of ["app/Cargo.toml", "Cargo.lock"]) await world.edit(file, from, to);
  };
  await wholeJob(world, main);
  await world.edit("words/src/lib.rs", "to_uppercase", "to_lowercase");
  await wholeJob(world, feature);
  await world.edit("words/src/lib.rs", "to_lowercase", "to_uppercase");
  await change("0.1.0", "0.2.0");
  await world.edit("shapes/src/lib.rs", "pub fn", "#[inline] pub fn");
  await wholeJob(world, main);
  await world.edit("words/src/lib.rs", "to_uppercase", "to_lowercase");
  const ofMain = service.entries().findLast(({ ref }) => ref === "refs/heads/main")?.key;

  service.forget();
  const taken = await wholeJob(world, feature);
  expect(taken.main.outputs).toMatchObject({ "cache-hit": "true", "cache-matched-key": ofMain });
  expect(taken.build.statistics).toMatchObject({ hits: { total: libraries - 1 }, misses: { total: 1 } });
  expect(service.requests().counts).toMatchObject({ GetCacheEntryDownloadURL: 2, "blob-get": 2 });

  // What it has saved holds what both had.
  const again = await wholeJob(world, feature);
  expect(again.build.statistics).toMatchObject({ hits: { total: libraries }, misses: { total: 0 } });
  expect(again.main.outputs["cache-matched-key"]).toBe(service.entries().at(-1)?.key);
});

test("matrix jobs have bundles of their own, and fall back to each other's", async () => {
  const world = await openWorld();
  const service = await openService();
  const leg = (feature: string) => world.job({ env: service.env(), matrix: { feature } });
  const run = async (job: Job) => {
    const main = await job.uses(".", { "sccache-dir": world.directory });
    await world.build(job);
    await job.finish();
    return main.outputs;
  };
  const one = await run(await leg("one"));
  const other = await run(await leg("other"));
  expect(other["cache-primary-key"]).not.toBe(one["cache-primary-key"]);
  expect(other["cache-matched-key"]).toContain(one["cache-primary-key"]);
});

test.each([
  ["lookup", "main", { call: "GetCacheEntryDownloadURL", status: 404 }],
  ["upload", "post", { call: "blob-put", status: 400 }],
] as const)("a service that fails at the %s says so", async (failure, step, fault) => {
  const world = await openWorld();
  const service = await openService();
  service.fail(fault);
  const { [step]: done } = await wholeJob(world, { env: service.env() });
  expect(done, done.output).toMatchObject({ exitCode: 0, errors: [] });
  expect(done.warnings).toEqual([expect.stringContaining(`faq.md#${failure}`)]);
});

test("a read-only token is one warning, and the job goes on", async () => {
  const world = await openWorld();
  const service = await openService();
  const { main, post } = await wholeJob(world, {
    env: service.env({ ref: "refs/heads/main", readOnly: true }),
  });
  expect(main, main.output).toMatchObject({ exitCode: 0, warnings: [] });
  expect(post, post.output).toMatchObject({ exitCode: 0, errors: [] });
  expect(post.warnings).toHaveLength(1);
  expect(post.warnings[0]).toMatch(/read|denied|write/);
  expect(service.entries()).toEqual([]);
});

test("a pull request saves what its base lacks, and its next push has that too, in a lookup and a download for each", async () => {
  const world = await openWorld();
  const service = await openService();
  await wholeJob(world, { env: service.env() });
  await world.edit("words/src/lib.rs", "to_uppercase", "to_lowercase");
  service.forget();
  const scope = { ref: "refs/pull/7/merge", base: "refs/heads/main" };
  const env = {
    ...service.env(scope),
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_REF: "refs/pull/7/merge",
  };
  const { build, post } = await wholeJob(world, { env });
  expect(build.statistics).toMatchObject({ hits: { total: libraries - 1 }, misses: { total: 1 } });
  expect(post.lines.join("\n")).toContain("Saved 1 entry as sccache+overlay-");
  expect(post.warnings).toEqual([]);
  expect(service.requests().counts).toMatchObject({
    GetCacheEntryDownloadURL: 1,
    "blob-get": 1,
    CreateCacheEntry: 1,
  });

  service.forget();
  const next = await wholeJob(world, { env });
  expect(next.main.outputs).toMatchObject({ "cache-hit": "true", entries: String(libraries + 1) });
  expect(next.build.statistics).toMatchObject({ hits: { total: libraries }, misses: { total: 0 } });
  expect(next.post.lines.join("\n")).toContain("Not saved: nothing is new");
  expect(service.requests().counts).toMatchObject({
    GetCacheEntryDownloadURL: 2,
    "blob-get": 2,
    CreateCacheEntry: 0,
  });
});

test("a bundle that is damaged on its way is one warning, and nothing of it stays", async () => {
  const world = await openWorld();
  const service = await openService();
  await wholeJob(world, { env: service.env() });
  service.fail({ call: "blob-get", corrupt: true });
  const job = await world.job({ env: service.env() });
  const main = await job.uses(".", { "sccache-dir": world.directory });
  expect(main, main.output).toMatchObject({ exitCode: 0, errors: [] });
  expect(main.warnings).toHaveLength(1);
  expect(await world.entries()).toEqual([]);
  expect((await world.build(job)).ok).toBe(true);
});

test("without a cache service there is one warning, and the build goes on cold", async () => {
  const world = await openWorld();
  const { main, build, post } = await wholeJob(world);
  expect(main, main.output).toMatchObject({ exitCode: 0, errors: [] });
  expect(main.warnings).toEqual([
    expect.stringMatching(/GitHub's cache: the runner gives no address of it \(ACTIONS_RESULTS_URL\)/),
  ]);
  expect(build.statistics).toMatchObject({ misses: { total: libraries } });
  expect(post, post.output).toMatchObject({ exitCode: 0, errors: [] });
});

async function withBusyBox(path: string | undefined): Promise<string> {
  const bin = await testFolder();
  const says = "tar: unrecognized option\nBusyBox v1.36.1 (2024-06-10) multi-call binary.";
  await writeFile(join(bin, "tar"), `#!/bin/sh\necho "${says}" >&2\nexit 1\n`, { mode: 0o755 });
  return [bin, path].join(delimiter);
}

const busyBox = async () => {
  const world = await openWorld();
  const service = await openService();
  await wholeJob(world, { env: service.env() });
  const saved = service.entries();
  expect(saved).toHaveLength(1);
  service.forget();

  const path = await withBusyBox((await world.job()).env()["PATH"]);
  const { main, build, post } = await wholeJob(world, { env: { ...service.env(), PATH: path } });
  expect(main).toMatchObject({
    exitCode: 0,
    warnings: [expect.stringMatching(/needs GNU tar, and the tar on PATH is BusyBox's: install tar/)],
    errors: [],
  });
  expect(build).toMatchObject({ ok: true });
  expect(post, post.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(service.requests().total).toBe(0);
  expect(service.entries()).toEqual(saved);
};

// Elsewhere the client takes any tar.
if (process.platform === "linux") {
  test("with BusyBox's tar first on PATH, one warning says what to install, and the job runs", busyBox);
}

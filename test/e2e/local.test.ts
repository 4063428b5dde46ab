import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { localStore } from "../../src/store/local/local.ts";
import { wholeJob } from "./whole-job.ts";
import { filesIn, libraries, openWorld, type World } from "./world.ts";

/** The job of most tests here: bundles live in a folder. */
function localJob(world: World, inputs: Record<string, string> = {}, env: Record<string, string> = {}) {
  return wholeJob(world, { env, inputs: { store: `local:${world.store}`, ...inputs } });
}

test("a folder as the store: cold, then warm with only hits, and nothing new is not saved", async () => {
  const world = await openWorld();
  const cold = await localJob(world);
  expect(cold.build.statistics).toMatchObject({ hits: { total: 0 }, misses: { total: libraries } });
  expect(cold.post, cold.post.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  const saved = await filesIn(world.store);

  const warm = await localJob(world);
  expect(warm.main.outputs).toMatchObject({ "cache-hit": "true", entries: String(libraries) });
  expect(Number(warm.main.outputs["bundle-size"])).toBeGreaterThan(0);
  expect(warm.build.statistics).toMatchObject({ hits: { total: libraries }, misses: { total: 0 } });
  expect(warm.post.lines.join("\n")).toContain("Not saved: nothing is new");
  expect(await filesIn(world.store)).toEqual(saved);
});

test("a failed job saves what it compiled", async () => {
  const world = await openWorld();
  await world.edit("app/src/main.rs", "fn main() {", "fn main() { this does not compile;");
  const { build, post } = await localJob(world);
  expect(build.ok).toBe(false);
  expect(post.lines.join("\n")).toMatch(/Saved 3 entries as /);
});

test("a cancelled job saves what it compiled", async () => {
  const world = await openWorld();
  const job = await world.job();
  await job.uses(".", { "sccache-dir": world.directory, store: `local:${world.store}` });
  await job.run("cargo", "build", "--offline", "-p", "numbers");
  job.setStatus("cancelled");
  const [post] = await job.finish();
  expect(post?.lines.join("\n")).toMatch(/Saved 1 entry as /);
});

test("a job whose Rust is not to be wrapped keeps its environment, and downloads nothing", async () => {
  const world = await openWorld();
  const env = { RUSTC_WRAPPER: "", SCCACHE_CACHE_SIZE: "3G", CARGO_INCREMENTAL: "1" };
  const { main, post } = await localJob(world, {}, env);
  expect(main, main.output).toMatchObject({ exitCode: 0, warnings: [] });
  expect(Object.keys(main.env).filter((name) => /^(SCCACHE_(?!BUNDLE)|RUSTC|CARGO)/.test(name))).toEqual([]);
  expect(main.output).toContain("RUSTC_WRAPPER is empty");
  expect(post.lines.join("\n")).toContain("Not saved: ");
});

test("a size that the user has set is kept", async () => {
  const world = await openWorld();
  const { main } = await localJob(world, {}, { SCCACHE_CACHE_SIZE: "3G", CARGO_INCREMENTAL: "1" });
  expect(main, main.output).toMatchObject({ exitCode: 0, warnings: [] });
  expect(main.env).not.toHaveProperty("SCCACHE_CACHE_SIZE");
  expect(main.env).toMatchObject({ SCCACHE_DIR: world.directory, CARGO_INCREMENTAL: "0" });
  expect(main.output).toContain("CARGO_INCREMENTAL was 1 and is now 0");
});

test("another store of sccache's own that does not work here is warned of, and the build runs without sccache", async () => {
  const world = await openWorld();
  const job = await world.job({ env: { SCCACHE_GHA_ENABLED: "true" } });
  const inputs = { "sccache-dir": world.directory, store: `local:${world.store}` };
  const main = await job.uses(".", { ...inputs, "job-summary": "on-failure" });
  expect(main.exitCode).toBe(0);
  expect(main.warnings).toEqual([expect.stringMatching(/^sccache does not work here: .*gha/)]);
  expect(main.env).not.toHaveProperty("RUSTC_WRAPPER");
  const [post] = await job.finish();
  expect(post).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(post?.summary).toMatch(/\*\*Restored\*\* \| :x: \*\*failed\*\*: sccache does not work here/);
  expect(post?.summary).toMatch(/\*\*Saved\*\* \| nothing: sccache does not work here/);
  expect(post?.summary).not.toMatch(/ended|did not answer/);
});

test("a relative path of sccache's configuration file, and one within it, begin at the workspace", async () => {
  const world = await openWorld();
  await writeFile(
    join(world.workspace, "sccache.toml"),
    '[cache.disk]\ndir = "../sccache"\nsize = 50000000\n',
  );
  const run = async () => {
    const job = await world.job({ env: { SCCACHE_CONF: "sccache.toml" } });
    const main = await job.uses(".", { store: `local:${world.store}` });
    const { statistics } = await world.build(job);
    await job.finish();
    return { main, statistics };
  };
  await run();
  const { main, statistics } = await run();
  expect(statistics, main.output).toMatchObject({ hits: { total: libraries }, misses: { total: 0 } });
  expect(main.env).toMatchObject({ SCCACHE_DIR: world.directory, SCCACHE_CACHE_SIZE: "50000000" });
});

test("lookup-only tells what there is and restores nothing", async () => {
  const world = await openWorld();
  const { main: before } = await localJob(world);
  const job = await world.job();
  const main = await job.uses(".", {
    "sccache-dir": world.directory,
    store: `local:${world.store}`,
    "lookup-only": "true",
  });
  expect(main, main.output).toMatchObject({ exitCode: 0, warnings: [] });
  expect(main.outputs).toMatchObject({ "cache-hit": "true", entries: "0", "bundle-size": "0" });
  expect(main.outputs["cache-matched-key"]).toContain(before.outputs["cache-primary-key"]);
  expect(await world.entries()).toEqual([]);
  const [post] = await job.finish();
  expect(post?.lines).toEqual(
    expect.arrayContaining([
      "Cache hits: not known, since lookup-only is true",
      "Not saved: lookup-only is true",
    ]),
  );
  expect(post?.lines.join("\n")).not.toContain("Advice:");
});

test("fail-on-cache-miss fails the step on a miss, and not on a hit", async () => {
  const world = await openWorld();
  const inputs = { "fail-on-cache-miss": "true" };
  const cold = await localJob(world, inputs);
  expect(cold.main).toMatchObject({ exitCode: 1, errors: [expect.stringContaining("fail-on-cache-miss")] });
  expect(cold.post.lines.join("\n")).toMatch(/Saved 3 entries as /);
  const warm = await localJob(world, inputs);
  expect(warm.main).toMatchObject({ exitCode: 0, errors: [] });
});

test("a damaged bundle in the store is one warning, a failed step with strict, and is replaced", async () => {
  const world = await openWorld();
  await localJob(world);
  await damageBundles(world);
  const damaged = await filesIn(world.store);
  const job = await world.job();
  const inputs = { "sccache-dir": world.directory, store: `local:${world.store}`, strict: "true" };
  const strict = await job.uses(".", inputs);
  expect(strict).toMatchObject({
    exitCode: 1,
    warnings: [],
    errors: [expect.stringContaining("strict is true")],
  });
  expect(await world.entries()).toEqual([]);

  const { main, build } = await localJob(world);
  expect(main, main.output).toMatchObject({ exitCode: 0, errors: [] });
  expect(main.warnings).toEqual([expect.stringMatching(/^the bundle cannot be used: .*damaged/)]);
  expect(main.outputs).toMatchObject({ "cache-hit": "false", entries: "0" });
  expect(build.statistics).toMatchObject({ hits: { total: 0 }, misses: { total: libraries } });

  expect((await localJob(world)).build.statistics).toMatchObject({ hits: { total: libraries } });
  const left = await filesIn(world.store);
  expect(left.filter((name) => damaged.includes(name))).toEqual([]);
});

test("max-size holds: what is worth most is saved, and no more than fits", async () => {
  const world = await openWorld();
  const { post } = await localJob(world, { "max-size": "6k" });
  // Of three entries one or two fit: which are worth most depends on how long each took to compile.
  expect(post.lines.join("\n")).toMatch(/leaves out (1 entry|2 entries) .*: worth less than what fits/);
  expect(post.lines.join("\n")).toMatch(/Saved (1 entry|2 entries) as /);
  const { bundles } = await localStore({ path: world.store }).list("");
  expect(bundles).toHaveLength(1);
  expect(bundles[0]?.bytes).toBeLessThanOrEqual(6000);
});

/** Changes a byte in the middle of every bundle in the store, sizes unchanged. */
async function damageBundles({ store }: World): Promise<void> {
  for (const name of await filesIn(store)) {
    if (name.endsWith(".json")) continue;
    const bytes = await readFile(join(store, name));
    const middle = Math.floor(bytes.length / 2);
    bytes.writeUInt8((bytes.readUInt8(middle) + 1) % 256, middle);
    await writeFile(join(store, name), bytes);
  }
}

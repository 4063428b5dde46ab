import { expect, test } from "vitest";
import { freePort } from "../../src/sccache/server/address.ts";
import type { Status } from "./runner.ts";
import { libraries, openWorld, type World } from "./world.ts";

async function jobOfHalves(world: World, status: Status = "success") {
  const inputs = { "sccache-dir": world.directory, store: `local:${world.store}` };
  const job = await world.job();
  const restored = await job.uses("restore", inputs);
  const build = await world.build(job);
  job.setStatus(status);
  const saved = await job.uses("save", inputs);
  const [post] = await job.finish();
  expect(post, post?.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  // One summary for the job: the save's, which holds what the restore did.
  expect(restored.summary + post?.summary).toBe("");
  return { restored, build, saved };
}

test("restore and save as steps of their own do what the action does", async () => {
  const world = await openWorld();
  const cold = await jobOfHalves(world);
  expect(cold.restored, cold.restored.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(cold.saved, cold.saved.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(cold.saved.lines.join("\n")).toMatch(/Saved 3 entries as /);
  expect(cold.saved.summary).toContain("sccache-bundle");
  const phases = (step: string, summary: string) =>
    [...summary.matchAll(/^\| (\w+) \| ([a-z ]+) \| [\d.]+ (?:s|min)/gm)].flatMap(([, of, name]) =>
      of === step ? [name] : [],
    );
  const { summary } = cold.saved;
  expect(phases("restore", summary)).toEqual(["start the server", "look up and download"]);
  expect(phases("save", summary)).toEqual([
    "read the statistics",
    "stop the server",
    "read the directory",
    "plan",
    "pack",
    "upload",
    "clean up",
  ]);

  const warm = await jobOfHalves(world);
  expect(warm.restored.outputs).toMatchObject({ "cache-hit": "true", entries: String(libraries) });
  expect(warm.build.statistics).toMatchObject({ hits: { total: libraries }, misses: { total: 0 } });
  expect(warm.saved.lines.join("\n")).toContain("Not saved: nothing is new");
  expect(phases("restore", warm.saved.summary)).toEqual([
    "start the server",
    "look up and download",
    "unpack",
  ]);
});

test("a restore that no save follows writes its summary after the job", async () => {
  const world = await openWorld();
  const job = await world.job();
  const restored = await job.uses("restore", {
    "sccache-dir": world.directory,
    store: `local:${world.store}`,
  });
  expect(restored.summary).toBe("");
  const [post] = await job.finish();
  expect(post, post?.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(post?.summary).toContain("no bundle yet");
});

test("a save step that runs in a cancelled job too keeps what was compiled", async () => {
  const world = await openWorld();
  const { saved } = await jobOfHalves(world, "cancelled");
  expect(saved, saved.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(saved.lines.join("\n")).toContain("the job's status is cancelled");
  expect(saved.lines.join("\n")).toContain("Saved 3 entries as ");
});

/** A build and a save step, without a restore step before them. */
async function saveAlone(env: Record<string, string>) {
  const world = await openWorld();
  const port = { SCCACHE_SERVER_PORT: String(await freePort()) };
  const wrapper = { SCCACHE_DIR: world.directory, RUSTC_WRAPPER: world.sccachePath, CARGO_INCREMENTAL: "0" };
  const job = await world.job({ env: { ...wrapper, ...port, ...env } });
  await world.build(job);
  const saved = await job.uses("save", { store: `local:${world.store}` });
  expect(saved, saved.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  return saved.lines.join("\n");
}

test("a save without a restore before it saves all there is on a machine that was new", async () => {
  expect(await saveAlone({ RUNNER_ENVIRONMENT: "github-hosted" })).toContain("Saved 3 entries as ");
});

test("on a machine with a past it saves nothing, as nobody knows whose entries are there", async () => {
  expect(await saveAlone({ RUNNER_ENVIRONMENT: "self-hosted" })).toContain("Not saved: ");
});

test("a save without a restore before it says too which proxy is of no use", async () => {
  const world = await openWorld();
  const storeEnv = { HTTPS_PROXY: "socks5://x", AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret" };
  const job = await world.job({ env: storeEnv });
  const store = "s3://bucket?endpoint=http://127.0.0.1:9";
  const { notices, output } = await job.uses("save", { "sccache-dir": world.directory, store });
  expect(notices, output).toContainEqual(expect.stringMatching(/^HTTPS_PROXY: ignored/));
});

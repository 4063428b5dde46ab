import { expect, test } from "vitest";
import type { Status } from "./runner.ts";
import { filesIn, libraries, openWorld, type World } from "./world.ts";

async function jobOfHalves(world: World, status: Status = "success") {
  const inputs = { "sccache-dir": world.directory, store: `local:${world.store}` };
  const job = await world.job();
  const restored = await job.uses("restore", inputs);
  const build = await world.build(job);
  job.setStatus(status);
  const saved = await job.uses("save", inputs);
  expect(await job.finish()).toEqual([]);
  return { restored, build, saved };
}

test("restore and save as steps of their own do what the action does", async () => {
  const world = await openWorld();
  const cold = await jobOfHalves(world);
  expect(cold.restored, cold.restored.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(cold.saved, cold.saved.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(cold.saved.lines.join("\n")).toMatch(/Saved 3 entries as /);
  expect(cold.saved.summary).toContain("sccache-bundle");

  const warm = await jobOfHalves(world);
  expect(warm.restored.outputs).toMatchObject({ "cache-hit": "true", entries: String(libraries) });
  expect(warm.build.statistics).toMatchObject({ hits: { total: libraries }, misses: { total: 0 } });
  expect(warm.saved.lines.join("\n")).toContain("Not saved: nothing is new");
});

test("a save that runs always saves nothing of a cancelled job", async () => {
  const world = await openWorld();
  const { saved } = await jobOfHalves(world, "cancelled");
  expect(saved).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(saved.lines.join("\n")).toContain("Not saved: the job was cancelled");
  expect(await filesIn(world.store)).toEqual([]);
});

test("a save without a restore before it saves all there is", async () => {
  const world = await openWorld();
  const job = await world.job({
    env: { SCCACHE_DIR: world.directory, RUSTC_WRAPPER: world.sccachePath, CARGO_INCREMENTAL: "0" },
  });
  await world.build(job);
  const saved = await job.uses("save", { store: `local:${world.store}` });
  expect(saved, saved.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(saved.lines.join("\n")).toMatch(/Saved 3 entries as /);
});

import { expect, test } from "vitest";
import { openWorld } from "./world.ts";

// A workflow that used sccache before has `RUSTC_WRAPPER: sccache` for all of its jobs, and no other step brings sccache.
test("where sccache cannot be had, a build whose settings call it runs without", async () => {
  const world = await openWorld();
  const job = await world.job({ env: { RUSTC_WRAPPER: "/nowhere/sccache" } });
  const main = await job.uses(".", {
    ...{ sccache: "install", "sccache-mirror": "http://127.0.0.1:9" },
    store: `local:${world.store}`,
  });
  expect(main, main.output).toMatchObject({ exitCode: 0, env: { RUSTC_WRAPPER: "" } });
  expect(main.warnings).toEqual([expect.stringContaining("Building without a cache")]);
  expect(main.notices).toEqual([expect.stringContaining("RUSTC_WRAPPER called sccache, which is not there")]);
  const { ok, output } = await job.run("cargo", "build", "--offline");
  expect(ok, output).toBe(true);
  const [post] = await job.finish();
  expect(post, post?.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
});

import { chmod, copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { libraries, openWorld } from "./world.ts";

// What steps of others do to a job between our two: https://github.com/Swatinem/rust-cache/issues/16

const removed = (file: string) => rm(file);
const replaced = async (file: string) => {
  await rm(file);
  await writeFile(file, "#!/bin/sh\necho sccache 0.1.0\n", { mode: 0o755 });
};

test.runIf(process.platform !== "win32").each([
  ["removed", removed],
  ["replaced", replaced],
])(
  "an sccache that another step has %s when the job ends: the save knows what its server counted",
  async (_title, change) => {
    const world = await openWorld();
    const bin = join(world.folder, "cargo-bin");
    await mkdir(bin);
    const inputs = { "sccache-dir": world.directory, store: `local:${world.store}` };
    const run = async () => {
      const sccache = join(bin, "sccache");
      await copyFile(world.sccachePath, sccache);
      await chmod(sccache, 0o755);
      const job = await world.job({ env: { PATH: [bin, process.env["PATH"]].join(delimiter) } });
      await job.uses(".", inputs);
      const { ok, output } = await job.run("cargo", "build", "--offline");
      expect(ok, output).toBe(true);
      await change(sccache);
      const [post] = await job.finish();
      expect(post, post?.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
      return post;
    };
    const cold = await run();
    expect(cold?.lines.join("\n")).toContain("Unused entries are removed: the job was complete");
    expect((await run())?.outputs).toEqual({ "hit-rate": "100" });
    expect((await run())?.lines.join("\n")).toContain(`Cache hits: ${libraries} of ${libraries} `);
  },
);

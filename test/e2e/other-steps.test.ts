import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { releaseAsset } from "../../src/sccache/install/install.ts";
import { openMirror } from "../sccache/release-mirror.ts";
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

test("steps that zero the statistics, as many a workflow does, hide no compilation from the save", async () => {
  const world = await openWorld();
  const inputs = { "sccache-dir": world.directory, store: `local:${world.store}` };
  const run = async () => {
    const job = await world.job();
    await job.uses(".", inputs);
    await world.build(job);
    const { ok, output } = await job.run(world.sccachePath, "--zero-stats");
    expect(ok, output).toBe(true);
    const [post] = await job.finish();
    return post;
  };
  const cold = await run();
  expect(cold?.lines.join("\n")).toContain(`Cache hits: 0 of ${libraries} compilations`);
  expect(cold?.lines.join("\n")).toContain("Unused entries are removed: the job was complete");
  const warm = await run();
  expect(warm?.outputs).toEqual({ "hit-rate": "100" });
  expect(warm?.output).not.toContain("never called");
});

test.runIf(process.platform !== "win32")(
  "a step that empties the tool cache does not stop the build",
  async () => {
    const world = await openWorld();
    const asset = releaseAsset(process, { version: "0.16.0" });
    if (!asset) throw new Error("there is no release for this machine");
    const packed = join(world.folder, asset.name);
    // A copy, since the file itself may be linked to or from elsewhere meanwhile.
    const release = join(world.folder, "release");
    await mkdir(release);
    await copyFile(world.sccachePath, join(release, "sccache"));
    execFileSync("tar", ["-czf", packed, "-C", release, "sccache"]);
    const archive = await readFile(packed);
    const mirror = await openMirror({ [`v0.16.0/${asset.name}`]: archive });
    onTestFinished(() => mirror.close());
    const inputs = {
      ...{ "sccache-dir": world.directory, store: `local:${world.store}` },
      ...{ sccache: "install", "sccache-mirror": mirror.address },
      "sccache-sha256": createHash("sha256").update(archive).digest("hex"),
    };
    const job = await world.job();
    const main = await job.uses(".", inputs);
    expect(main, main.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
    expect(main.env["SCCACHE_PATH"]).toBe(join(job.temp, "sccache-bundle-program", "sccache"));
    expect(main.path).toEqual([join(job.temp, "sccache-bundle-program")]);
    await rm(join(world.folder, "tools"), { recursive: true });
    const { ok, output } = await job.run("cargo", "build", "--offline");
    expect(ok, output).toBe(true);
    const [post] = await job.finish();
    expect(post?.lines.join("\n")).toContain(`Saved ${libraries} entries as `);

    // The same again in one job, and in the next one.
    for (const next of [job, await world.job()]) {
      const again = await next.uses(".", inputs);
      expect(again, again.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
      expect((await next.run("cargo", "build", "--offline")).ok).toBe(true);
    }
  },
);

import { mkdir } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { sccacheBundle } from "../cli/command-line.ts";
import { startJob } from "../e2e/runner.ts";
import { inFolder } from "../folder.ts";
import { realSccache } from "../sccache/real-sccache.ts";
import { compile, openStage } from "./stage.ts";

const preload = `--require ${join(import.meta.dirname, "stray.cjs")}`;
const kinds = ["rejection", "exception", "stream", "value"];

describe.each(kinds)("an error that nothing awaits: %s", (kind) => {
  test("is one warning of main and of post, and the job is saved all the same", async () => {
    await inFolder(async (folder) => {
      const stage = await openStage(folder);
      const job = await stage.job({ env: { NODE_OPTIONS: preload, STRAY: kind } });
      const main = await job.uses(".", stage.inputs);
      expect(main, main.output).toMatchObject({ exitCode: 0, errors: [] });
      expect(main.warnings).toEqual([expect.stringMatching(/a bug in sccache-bundle.*a stray/s)]);
      await compile(job, stage.workspace, ["one", "two"]);
      const [post] = await job.finish();
      expect(post, post?.output).toMatchObject({ exitCode: 0, errors: [] });
      expect(post?.warnings).toEqual([expect.stringMatching(/a bug in sccache-bundle.*a stray/s)]);
      expect(stage.service.entries()).toHaveLength(1);
      await stage.close();
    });
  });
});

test("fails the step where strict is true", async () => {
  await inFolder(async (folder) => {
    const stage = await openStage(folder);
    const job = await stage.job({ env: { NODE_OPTIONS: preload, STRAY: "rejection" } });
    const main = await job.uses(".", { ...stage.inputs, strict: "true" });
    expect(main, main.output).toMatchObject({ exitCode: 1, warnings: [] });
    expect(main.errors).toEqual([expect.stringContaining("a stray rejection")]);
    await job.finish();
    await stage.close();
  });
});

test("the separate save and merge steps outlive it", async () => {
  await inFolder(async (folder) => {
    const stage = await openStage(folder);
    const job = await stage.job({ env: { NODE_OPTIONS: preload, STRAY: "stream" } });
    const save = await job.uses("save", stage.inputs);
    expect(save, save.output).toMatchObject({ exitCode: 0, errors: [] });
    expect(save.output).toContain("a stray stream");
    const merge = await job.uses("merge", { job: "build" });
    expect(merge, merge.output).toMatchObject({ exitCode: 0, errors: [] });
    expect(merge.output).toContain("a stray stream");
    await stage.close();
  });
});

test("a step that waits for what can no longer happen ends with a warning", async () => {
  await inFolder(async (folder) => {
    const temp = join(folder, "temp");
    await mkdir(temp);
    const frozen = `--import ${join(import.meta.dirname, "never.mjs")}`;
    const job = await startJob({ temp, workspace: folder, env: { NODE_OPTIONS: frozen, PATH: temp } });
    const main = await job.uses(".", { store: `local:${folder}/store` });
    expect(main, main.output).toMatchObject({ exitCode: 0, errors: [] });
    expect(main.warnings).toEqual([expect.stringContaining("could no longer happen")]);
  });
});

test.each([
  ["save", 0, /^warning: .*a stray rejection/ms],
  ["restore", 0, /^warning: .*a stray rejection/ms],
  ["doctor", 1, /^error: .*a stray rejection/ms],
] as const)("the command %s ends with %i and says it", async (command, exitCode, said) => {
  await inFolder(async (folder) => {
    const PATH = [dirname(await realSccache()), process.env["PATH"]].join(delimiter);
    const { HOME = folder } = process.env;
    const rust = { CARGO_HOME: join(HOME, ".cargo"), RUSTUP_HOME: join(HOME, ".rustup") };
    const env = { ...rust, NODE_OPTIONS: preload, STRAY: "rejection", HOME: folder, PATH };
    const ended = await sccacheBundle([command, "--store", `local:${folder}/store`], { cwd: folder, env });
    expect(ended, ended.stderr).toMatchObject({ exitCode, stderr: expect.stringMatching(said) });
  });
});

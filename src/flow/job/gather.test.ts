import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { withEnv } from "../../../test/contract/with-env.ts";
import { gatherIngredients, type JobContext, noticeMissing } from "./gather.ts";

const config = {
  keyPrefix: "sccache",
  sharedKey: undefined,
  lockfiles: ["**/Cargo.lock"],
  wrap: ["rust"],
} as const;
const nowMs = 1_700_000_000_000;
let workspace: string;
let context: JobContext;

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), "gather-"));
  onTestFinished(() => rm(workspace, { recursive: true, force: true }));
  await writeFile(join(workspace, "Cargo.lock"), "");
  context = {
    workspace,
    os: "linux",
    arch: "x64",
    job: "build",
    matrix: '{"os":"linux"}',
    event: "push",
    ref: "refs/heads/main",
    defaultBranch: "main",
    sha: "0123456789abcdef",
    run: "7",
    pullRequest: undefined,
  };
});

test("asks the compiler that a build would use", async () => {
  const { toolchain, lockfiles } = await gatherIngredients(config, context, nowMs);
  expect(toolchain?.title).toMatch(/^rustc \d/);
  expect(toolchain?.title).toContain(toolchain?.release);
  expect(lockfiles.files).toEqual(["Cargo.lock"]);
});

test("no rustc is no error", async () => {
  onTestFinished(withEnv({ PATH: workspace }));
  expect((await gatherIngredients(config, context, nowMs)).toolchain).toBeUndefined();
});

test("the C compiler is asked when C is wrapped, and only then", async () => {
  expect((await gatherIngredients(config, context, nowMs)).compiler).toBeUndefined();
  const { compiler } = await gatherIngredients({ ...config, wrap: ["cmake"] }, context, nowMs);
  expect(compiler).toMatch(/\d+\.\d+/);
});

test("a job that wraps Rust before there is a rustc is told so", () => {
  expect(noticeMissing({ toolchain: undefined }, { wrap: ["rust"] })).toContain("no working rustc");
  expect(noticeMissing({ toolchain: undefined }, { wrap: ["c"] })).toBeUndefined();
});

test("neither is one that fails", async () => {
  // Node, which is a program that fails when it is asked as rustc is.
  const name = process.platform === "win32" ? "rustc.exe" : "rustc";
  await copyFile(process.execPath, join(workspace, name));
  onTestFinished(withEnv({ PATH: workspace }));
  expect((await gatherIngredients(config, context, nowMs)).toolchain).toBeUndefined();
});

import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { contextOf } from "../../../test/flow/made-up-job.ts";
import { testFolder } from "../../../test/test-folder.ts";
import { parseLines, type Wrapper } from "../../config/config.ts";
import { inputs } from "../../config/inputs.ts";
import { gatherIngredients } from "./ingredients.ts";
import type { JobContext } from "./job.ts";

const config = {
  keyPrefix: "sccache",
  sharedKey: undefined,
  lockfiles: ["**/Cargo.lock"],
  wrap: ["rust"],
  cmdFormat: undefined,
} as const;
const nowMs = 1_700_000_000_000;
const said: string[] = [];
const log = { info: (line: string) => void said.push(line), notice: (line: string) => void said.push(line) };
let workspace: string;
let context: JobContext;

beforeEach(async () => {
  said.length = 0;
  workspace = await testFolder();
  await writeFile(join(workspace, "Cargo.lock"), "");
  context = contextOf({
    ...{ workspace, workflow: "ci", job: "build", matrix: '{"os":"linux"}', event: "push" },
    ...{ ref: "refs/heads/main", defaultBranch: "main", sha: "0123456789abcdef", run: { id: "7" } },
  });
});

/** The process's own surroundings, with what a test changes. */
const here = (change: Record<string, string> = {}) => ({
  env: { ...process.env, ...change },
  home: workspace,
  log,
  nowMs,
});

test("asks the compiler that a build would use", async () => {
  const { toolchain, lockfiles } = await gatherIngredients(config, context, here());
  expect(toolchain?.title).toMatch(/^rustc \d/);
  expect(toolchain?.title).toContain(toolchain?.release);
  expect(lockfiles.files).toEqual(["Cargo.lock"]);
});

test("an empty workspace is said: the checkout may come later", async () => {
  await gatherIngredients(config, context, here());
  expect(said).toEqual([]);
  await rm(join(workspace, "Cargo.lock"));
  await gatherIngredients(config, context, here());
  expect(said).toEqual([expect.stringContaining("put this step after the checkout")]);
});

test("lockfiles of the user's that match no file are said, and the usual ones are not", async () => {
  const asked = { ...config, lockfiles: ["server/Cargo.lock", "web/*.lock"] };
  await gatherIngredients(asked, context, here());
  expect(said).toEqual([expect.stringContaining("(server/Cargo.lock, web/*.lock)")]);
  said.length = 0;
  await rm(join(workspace, "Cargo.lock"));
  await writeFile(join(workspace, "Makefile"), "all:\n");
  const usual = parseLines(inputs.lockfiles.fallback) ?? [];
  await gatherIngredients({ ...config, lockfiles: usual }, context, here());
  expect(said).toEqual([]);
});

test("no rustc is no error, and is said where Rust is wrapped", async () => {
  expect((await gatherIngredients(config, context, here({ PATH: workspace }))).toolchain).toBeUndefined();
  expect(said).toEqual([expect.stringContaining("No working rustc")]);
  said.length = 0;
  await gatherIngredients({ ...config, wrap: [] }, context, here({ PATH: workspace }));
  expect(said).toEqual([]);
});

test("compilers that only a command finds are asked by it", async () => {
  const found = (await gatherIngredients(config, context, here())).toolchain;
  const program = `process.env.PATH = process.argv[1]; const { status } = require("node:child_process").spawnSync(process.argv[2], process.argv.slice(3), { stdio: "inherit" }); process.exit(status)`;
  const cmdFormat = [process.execPath, "-e", program, process.env["PATH"] ?? "", "{0}"];
  const asked = await gatherIngredients({ ...config, cmdFormat }, context, here({ PATH: workspace }));
  expect(asked.toolchain).toEqual(found);
});

test("neither is one that fails", async () => {
  // Node, which is a program that fails when it is asked as rustc is.
  const name = process.platform === "win32" ? "rustc.exe" : "rustc";
  await copyFile(process.execPath, join(workspace, name));
  expect((await gatherIngredients(config, context, here({ PATH: workspace }))).toolchain).toBeUndefined();
});

test("the C compiler is asked when C is wrapped, and only then", async () => {
  expect((await gatherIngredients(config, context, here())).compiler).toBeUndefined();
  const { compiler } = await gatherIngredients({ ...config, wrap: ["cmake"] }, context, here());
  expect(compiler).toMatch(/\d+\.\d+/);
});

describe("rustc is asked where the build may call it", () => {
  const askedWith = async (...wrap: Wrapper[]) =>
    (await gatherIngredients({ ...config, wrap }, context, here())).toolchain !== undefined;

  test("not where C alone is wrapped: its objects fit whatever Rust the machine has beside", async () => {
    await writeFile(join(workspace, "Cargo.toml"), "");
    expect(await askedWith("c")).toBe(false);
    expect(await askedWith("cmake")).toBe(false);
    expect(await askedWith("cmake", "c")).toBe(false);
  });

  test("beside C, as wrap: auto has it in a CMake project, only where there is a Cargo.toml", async () => {
    expect(await askedWith("rust", "cmake")).toBe(false);
    expect(said).toEqual([]);
    await mkdir(join(workspace, "bindings", "rust"), { recursive: true });
    await writeFile(join(workspace, "bindings", "rust", "Cargo.toml"), "");
    expect(await askedWith("rust", "cmake")).toBe(true);
  });

  test("where it alone is wrapped, and where nothing is said of what is", async () => {
    expect(await askedWith("rust")).toBe(true);
    expect(await askedWith()).toBe(true);
  });
});

describe("code for this CPU alone", () => {
  const cpuOf = async (change: Record<string, string> = {}) =>
    (await gatherIngredients(config, context, here(change))).cpu;
  const write = async (file: string, text: string) => {
    await mkdir(join(workspace, ".cargo"), { recursive: true });
    await writeFile(join(workspace, file), text);
  };

  test.each([
    { RUSTFLAGS: "-C target-cpu=native" },
    { RUSTFLAGS: "-Dwarnings -Ctarget_cpu=native" },
    { CARGO_ENCODED_RUSTFLAGS: "-C\u001ftarget-cpu=native\u001f-g" },
    { CARGO_BUILD_RUSTFLAGS: "-Ctarget-cpu=native" },
    { CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS: "-Ctarget-cpu=native" },
    { CFLAGS: "-O2 -march=native" },
    { CXXFLAGS: "-mcpu=native" },
    { CFLAGS_x86_64_unknown_linux_gnu: "-march=native" },
  ])("%j names the CPU, and the log says so", async (change) => {
    const cpu = await cpuOf(change);
    expect(cpu?.model).toMatch(/./);
    expect(cpu?.why).toContain(Object.keys(change)[0]);
    expect(said).toContainEqual(expect.stringContaining("kept apart by CPU"));
  });

  test.each([
    {},
    { RUSTFLAGS: "-C target-cpu=x86-64-v3" },
    { RUSTFLAGS: "--cfg native" },
    { CFLAGS: "-march=x86-64 -DFOO=native" },
    { MY_FLAGS: "-march=native" },
  ])("%j does not", async (change) => {
    expect(await cpuOf(change)).toBeUndefined();
  });

  test("cargo's configuration counts, above the workspace too, and comments do not", async () => {
    await write(".cargo/config.toml", '[build]\n# rustflags = ["-Ctarget-cpu=native"]\n');
    expect(await cpuOf({ CARGO_HOME: workspace })).toBeUndefined();
    await write(".cargo/config.toml", '[build]\nrustflags = ["-C", "target-cpu=native"]\n');
    expect((await cpuOf())?.why).toContain(join(".cargo", "config.toml"));
    await mkdir(join(workspace, "inner"));
    context = { ...context, workspace: join(workspace, "inner") };
    expect((await cpuOf())?.why).toContain(join(".cargo", "config.toml"));
  });
});

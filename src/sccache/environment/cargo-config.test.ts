import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../../test/test-folder.ts";
import { readCargoConfig } from "./cargo-config.ts";

test("cargo's nearest file wins, value by value", async () => {
  const root = await folderOf({
    "a/b/.cargo/config.toml": '[build]\nrustc-wrapper = "near"\ntarget = ["t1", "t2"]\n',
    "a/.cargo/config.toml": '[build]\nrustc-wrapper = "far"\nrustc-workspace-wrapper = "ws"\n',
    "home/config.toml": "broken [",
  });
  const env = { CARGO_HOME: join(root, "home") };
  expect(readCargoConfig({ workspace: join(root, "a/b"), env, home: root })).toEqual({
    rustcWrapper: { value: "near", file: join(root, "a/b/.cargo/config.toml") },
    rustcWorkspaceWrapper: { value: "ws", file: join(root, "a/.cargo/config.toml") },
    targets: ["t1", "t2"],
    compilers: [],
  });
});

test("a wrapper with a path is found from the folder that holds cargo's", async () => {
  const root = await folderOf({
    "a/.cargo/config.toml": '[build]\nrustc-wrapper = "tools/one"\nrustc-workspace-wrapper = "./two"\n',
  });
  expect(readCargoConfig({ workspace: join(root, "a/b"), env: {}, home: root })).toMatchObject({
    rustcWrapper: { value: join(root, "a/tools/one") },
    rustcWorkspaceWrapper: { value: join(root, "a/two") },
  });
});

const CARGO = "[package]";

test("a wrapper of a folder in which cargo may be started counts, as does what a file includes", async () => {
  const root = await folderOf({
    "app/Cargo.toml": CARGO,
    "native/core/Cargo.toml": CARGO,
    "native/core/.cargo/config.toml":
      'include = ["ci.toml", { path = "more/last.toml", optional = true }, "not-there.toml"]\n',
    "native/core/.cargo/ci.toml": '[build]\nrustc-wrapper = "first"\ntarget = "t1"\n',
    "native/core/.cargo/more/last.toml": 'include = ["last.toml"]\n[build]\nrustc-wrapper = "last"\n',
    "a/b/c/Cargo.toml": CARGO,
    "a/b/c/.cargo/config.toml": '[build]\nrustc-wrapper = "too deep"\n',
  });
  const read = () => readCargoConfig({ workspace: root, env: {}, home: root });
  const file = join(root, "native/core/.cargo/more/last.toml");
  expect(read()).toMatchObject({ rustcWrapper: { value: "last", file }, targets: ["t1"] });
  // One variable is for both folders, and only one of them would call sccache without it.
  await writeFile(file, '[build]\nrustc-wrapper = "sccache"\n');
  expect(read().rustcWrapper).toBeUndefined();
  await mkdir(join(root, "app/.cargo"));
  await writeFile(join(root, "app/.cargo/config"), '[build]\nrustc-wrapper = "/usr/bin/sccache"\n');
  expect(read().rustcWrapper?.value).toBe("/usr/bin/sccache");
  // Cargo, started in the root, reads none of the others.
  await writeFile(join(root, "Cargo.toml"), CARGO);
  expect(read().rustcWrapper).toBeUndefined();
});

test("compilers that cargo sets for build scripts are known", async () => {
  const root = await folderOf({
    ".cargo/config.toml":
      '[env]\nCC = "clang"\nCXX = { value = "tools/c++", relative = true }\nCFLAGS = "-O1"\n',
  });
  const file = join(root, ".cargo/config.toml");
  expect(readCargoConfig({ workspace: root, env: {}, home: root }).compilers).toEqual([
    { name: "CC", value: "clang", file },
    { name: "CXX", value: "tools/c++", file },
  ]);
});

test("what is no name in a list of targets is passed over", async () => {
  const root = await folderOf({ ".cargo/config.toml": '[build]\ntarget = ["t1", {}, 1979-05-27]\n' });
  expect(readCargoConfig({ workspace: root, env: {}, home: root }).targets).toEqual(["t1"]);
});

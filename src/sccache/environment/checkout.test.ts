import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { testFolder } from "../../../test/test-folder.ts";
import { readCmake, rustFolder } from "./checkout.ts";

let workspace: string;

beforeEach(async () => {
  workspace = await testFolder();
});

describe("the folder whose toolchain builds the workspace", () => {
  const write = async (...files: string[]) => {
    for (const file of files) {
      await mkdir(dirname(join(workspace, file)), { recursive: true });
      await writeFile(join(workspace, file), "");
    }
  };

  test("is the only one with a toolchain file, where the workspace has no Cargo.toml", async () => {
    await write("src-tauri/Cargo.toml", "src-tauri/rust-toolchain.toml", "package.json");
    expect(rustFolder(workspace)).toBe(join(workspace, "src-tauri"));
  });

  test("is none in a submodule, which may ask for a toolchain that is not there", async () => {
    await write("lib/dep/.git", "lib/dep/Cargo.toml", "lib/dep/rust-toolchain.toml", "Makefile");
    expect(rustFolder(workspace)).toBeUndefined();
    await write("src-tauri/Cargo.toml", "src-tauri/rust-toolchain.toml");
    expect(rustFolder(workspace)).toBe(join(workspace, "src-tauri"));
  });

  test("is one of a checkout beside others, which has a folder for git", async () => {
    await write("app/.git/HEAD", "app/Cargo.toml", "app/rust-toolchain.toml", "docs/.git/HEAD");
    expect(rustFolder(workspace)).toBe(join(workspace, "app"));
  });

  test("is the workspace where it has a Cargo.toml, or where several could be meant", async () => {
    await write("a/Cargo.toml", "a/rust-toolchain", "b/Cargo.toml", "b/rust-toolchain");
    expect(rustFolder(workspace)).toBe(workspace);
    await rm(join(workspace, "b"), { recursive: true });
    await write("Cargo.toml");
    expect(rustFolder(workspace)).toBe(workspace);
  });
});

test("a CMake file anywhere that puts sccache before every compiler is seen, and one that only knows it is not", async () => {
  await mkdir(join(workspace, "cpp/cmake"), { recursive: true });
  expect(readCmake(workspace).isUsed).toBe(false);
  await writeFile(join(workspace, "CMakeLists.txt"), "add_subdirectory(cpp)");
  expect(readCmake(workspace).isUsed).toBe(true);
  const known = "find_program(X NAMES sccache)\nset(CMAKE_C_COMPILER_LAUNCHER sccache)";
  await writeFile(join(workspace, "cpp/cmake/known.cmake"), known);
  expect(readCmake(workspace).namesSccache).toBeUndefined();
  const rule =
    "find_program(X NAMES sccache ccache)\nset_property(GLOBAL PROPERTY RULE_LAUNCH_COMPILE sccache)";
  await writeFile(join(workspace, "cpp/CMakeLists.txt"), rule);
  expect(readCmake(workspace).namesSccache).toBe(join("cpp", "CMakeLists.txt"));
});

test("compilers that toolchain files and presets name are known, but for what everybody has", async () => {
  const toolchain =
    'set(CMAKE_C_COMPILER iccarm)\nSET( CMAKE_CXX_COMPILER "/opt/iar/bin/iccarm" CACHE FILEPATH "")\n';
  await mkdir(join(workspace, "tools/cmake"), { recursive: true });
  await writeFile(join(workspace, "tools/cmake/iar.cmake"), toolchain);
  // Not known without running CMake.
  const computed = 'set(CMAKE_C_COMPILER "$' + '{PREFIX}tcc")\nset(CMAKE_C_COMPILER_LAUNCHER other)\n';
  await writeFile(
    join(workspace, "computed.cmake"),
    `${computed}set(CMAKE_CXX_COMPILER arm-none-eabi-g++-13)\n`,
  );
  const value = (compiler: string) => ({ cacheVariables: { CMAKE_C_COMPILER: compiler } });
  const presets = [
    value("clang-18"),
    value("tcc"),
    { cacheVariables: { CMAKE_C_COMPILER: { type: "FILEPATH", value: "sdcc" } } },
  ];
  await writeFile(
    join(workspace, "CMakePresets.json"),
    JSON.stringify({ configurePresets: presets }, null, 2),
  );
  expect(readCmake(workspace).compilers.toSorted()).toEqual(["/opt/iar/bin/iccarm", "iccarm", "sdcc", "tcc"]);
});

import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../../test/test-folder.ts";
import { readBuildSettings } from "./build-settings.ts";

test.each([
  ["project(m C ASM)", true],
  ["project(m\n  VERSION 1.0\n  LANGUAGES CXX ASM C)", true],
  ["if(X86)\n  enable_language( ASM )\nendif()", true],
  ["project(m C CXX)\nenable_language(ASM_NASM)", false],
  ["project(m C) # enable_language(ASM)", false],
  ["enable_language(ASM-ATT)", false],
  ["set(ASM on)", false],
])("%j enables CMake's assembler: %s", async (text, isEnabled) => {
  const root = await folderOf({ "lib/CMakeLists.txt": text });
  const place = { workspace: root, home: root, platform: "linux" as const, env: {} };
  const file = isEnabled ? join("lib", "CMakeLists.txt") : undefined;
  expect(readBuildSettings(place, ["c"]).cmake.assembles).toBe(file);
});

test("a project that calls sccache, other targets and ccache are seen", async () => {
  const root = await folderOf({
    "cmake/Cache.cmake": "find_program(SCCACHE sccache)",
    "home/.rustup/toolchains/stable-x86_64-unknown-linux-gnu/lib/rustlib/x86_64-unknown-linux-gnu/lib/a": "",
    "home/.rustup/toolchains/stable-x86_64-unknown-linux-gnu/lib/rustlib/aarch64-unknown-linux-gnu/lib/a": "",
    "home/.rustup/toolchains/stable-x86_64-unknown-linux-gnu/lib/rustlib/etc/x": "",
  });
  const place = { workspace: root, home: join(root, "home"), platform: "linux" as const };
  expect(readBuildSettings({ ...place, env: { CROSS_COMPILE: "arm-" } }, "auto")).toMatchObject({
    cmake: { isUsed: false, namesSccache: join("cmake", "Cache.cmake") },
    ccacheAsCompiler: undefined,
    crossSigns: ["CROSS_COMPILE", "rustup target aarch64-unknown-linux-gnu"],
  });
  // Nobody asks for what only concerns C.
  expect(readBuildSettings({ ...place, env: {} }, ["rust"]).cmake.namesSccache).toBeUndefined();
});

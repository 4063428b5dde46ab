import { execFileSync } from "node:child_process";
import { symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inTemporary } from "./left-over.ts";
import { textOf } from "./text-file.ts";

test("a file is read, also by a link; what is missing or none is undefined", async () => {
  await inTemporary(tmpdir(), "sccache-bundle-test-", async (folder) => {
    const file = join(folder, "config.toml");
    await writeFile(file, "[build]\n");
    await symlink("config.toml", join(folder, "link"));
    expect([textOf(file), textOf(join(folder, "link"))]).toEqual(["[build]\n", "[build]\n"]);
    expect([textOf(folder), textOf(join(folder, "missing"))]).toEqual([undefined, undefined]);
  });
});

test.skipIf(process.platform === "win32")("what may never end is not read", async () => {
  await inTemporary(tmpdir(), "sccache-bundle-test-", async (folder) => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    await symlink("/dev/zero", join(folder, "zero"));
    expect([textOf(join(folder, "pipe")), textOf(join(folder, "zero"))]).toEqual([undefined, undefined]);
  });
});

test.runIf(process.platform === "linux")("files of the kernel, which tell no size, are read", () => {
  expect(textOf("/proc/cpuinfo")).toContain("processor");
});

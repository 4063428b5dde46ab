import { chmod, mkdir, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "../test/test-folder.ts";
import { makeFolder } from "./make-folder.ts";

test("all that is missing is made, with its mode, and what is there stays", async () => {
  const folder = await testFolder();
  await makeFolder(join(folder, "a", "b", "c"), 0o700);
  if (process.platform !== "win32") expect((await stat(join(folder, "a"))).mode & 0o777).toBe(0o700);
  await writeFile(join(folder, "a", "b", "c", "file"), "");
  await makeFolder(join(folder, "a", "b", "c"), 0o700);
  await Promise.all(["d", "d/e", "d/e/f", "d/e/f"].map((path) => makeFolder(join(folder, path))));
  expect(await readdir(join(folder, "a", "b", "c"))).toEqual(["file"]);
  expect((await stat(join(folder, "d", "e", "f"))).isDirectory()).toBe(true);
});

test("a link to a folder is one, and a file is none", async () => {
  const folder = await testFolder();
  await mkdir(join(folder, "real"));
  await symlink(join(folder, "real"), join(folder, "link"), "junction");
  await makeFolder(join(folder, "link", "a"));
  expect(await readdir(join(folder, "real"))).toEqual(["a"]);
  await makeFolder(join(folder, "link"));
  await writeFile(join(folder, "file"), "");
  await expect(makeFolder(join(folder, "file"))).rejects.toMatchObject({ code: "EEXIST" });
  await expect(makeFolder(join(folder, "file", "a", "b"))).rejects.toThrow();
  await chmod(join(folder, "real"), 0o755);
});

test("a link that leads nowhere yet gets its target, and links in a circle are an error", async () => {
  const folder = await testFolder();
  const link = (name: string, target: string) => symlink(target, join(folder, name), "junction");
  await mkdir(join(folder, "a", "deep"), { recursive: true });
  await link("b", join(folder, "a", "deep"));
  await link("b/link", process.platform === "win32" ? join(folder, "a", "disk", "c") : "../disk/c");
  await makeFolder(join(folder, "b", "link", "d"), 0o700);
  expect(await readdir(join(folder, "a", "disk", "c"))).toEqual(["d"]);
  await link("one", join(folder, "other"));
  await link("other", join(folder, "one"));
  await expect(makeFolder(join(folder, "one"))).rejects.toThrow();
  await expect(makeFolder(join(folder, "one", "d"))).rejects.toThrow();
});

// As an automounter, which makes no folder that its map does not have.
test.runIf(process.platform === "linux")(
  "a folder that takes no others is an error, and no wait",
  async () => {
    await expect(makeFolder("/proc/of-tests/a/b")).rejects.toMatchObject({ code: "ENOENT" });
  },
);

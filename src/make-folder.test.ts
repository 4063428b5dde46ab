import { chmod, mkdir, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { testFolder } from "../test/test-folder.ts";
import { makeFolder, makeFolderSync } from "./make-folder.ts";

const ways = [
  ["in time", makeFolder],
  ["at once", async (path: string, mode?: number) => makeFolderSync(path, mode)],
] as const;

describe.each(ways)("%s", (_way, make) => {
  test("all that is missing is made, with its mode, and what is there stays", async () => {
    const folder = await testFolder();
    await make(join(folder, "a", "b", "c"), 0o700);
    if (process.platform !== "win32") expect((await stat(join(folder, "a"))).mode & 0o777).toBe(0o700);
    await writeFile(join(folder, "a", "b", "c", "file"), "");
    await make(join(folder, "a", "b", "c"), 0o700);
    await Promise.all(["d", "d/e", "d/e/f", "d/e/f"].map((path) => make(join(folder, path))));
    expect(await readdir(join(folder, "a", "b", "c"))).toEqual(["file"]);
    expect((await stat(join(folder, "d", "e", "f"))).isDirectory()).toBe(true);
  });

  test("a link to a folder is one, and a file is none", async () => {
    const folder = await testFolder();
    await mkdir(join(folder, "real"));
    await symlink(join(folder, "real"), join(folder, "link"), "junction");
    await make(join(folder, "link", "a"));
    expect(await readdir(join(folder, "real"))).toEqual(["a"]);
    await make(join(folder, "link"));
    await writeFile(join(folder, "file"), "");
    await expect(make(join(folder, "file"))).rejects.toMatchObject({ code: "EEXIST" });
    await expect(make(join(folder, "file", "a", "b"))).rejects.toThrow();
    await chmod(join(folder, "real"), 0o755);
  });

  test("a link that leads nowhere yet gets its target, and links in a circle are an error", async () => {
    const folder = await testFolder();
    const link = (name: string, target: string) => symlink(target, join(folder, name), "junction");
    await mkdir(join(folder, "a", "deep"), { recursive: true });
    await link("b", join(folder, "a", "deep"));
    await link("b/link", process.platform === "win32" ? join(folder, "a", "disk", "c") : "../disk/c");
    await make(join(folder, "b", "link", "d"), 0o700);
    expect(await readdir(join(folder, "a", "disk", "c"))).toEqual(["d"]);
    await link("one", join(folder, "other"));
    await link("other", join(folder, "one"));
    await expect(make(join(folder, "one"))).rejects.toThrow();
    await expect(make(join(folder, "one", "d"))).rejects.toThrow();
  });

  // As an automounter, which makes no folder that its map does not have.
  test.runIf(process.platform === "linux")(
    "a folder that takes no others is an error, and no wait",
    async () => {
      await expect(make("/proc/of-tests/a/b")).rejects.toMatchObject({ code: "ENOENT" });
    },
  );
});

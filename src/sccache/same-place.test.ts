import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inFolder } from "../../test/folder.ts";
import { samePlace } from "./same-place.ts";

test.each<[string, string, NodeJS.Platform, boolean]>([
  ["/cache/sccache/", "/cache/sccache", "linux", true],
  ["/cache//sccache/.", "/cache/sccache", "darwin", true],
  ["/cache/sccache", "/cache/Sccache", "linux", false],
  ["/cache/sccache", "/cache", "linux", false],
  ["/", "/", "linux", true],
  ["D:/a/cache/", "d:\\a\\cache", "win32", true],
  ["D:\\a\\cache", "C:\\a\\cache", "win32", false],
])("%s and %s on %s: %s", (one, other, platform, expected) => {
  expect(samePlace(one, other, platform)).toBe(expected);
});

test("a link and what it leads to are one place", async () => {
  await inFolder(async (folder) => {
    await mkdir(join(folder, "there"));
    await symlink(join(folder, "there"), join(folder, "link"), "junction");
    expect(samePlace(join(folder, "link"), `${join(folder, "there")}/`)).toBe(true);
    expect(samePlace(join(folder, "link"), folder)).toBe(false);
  });
});

import { expect, test } from "vitest";
import { placesOnPath, searchPathFrom } from "./source.ts";

test.each<[string, NodeJS.Platform, Record<string, string>, string[]]>([
  ["nothing", "linux", {}, []],
  ["an empty PATH", "linux", { PATH: "" }, []],
  ["every folder, in order", "linux", { PATH: "/b:/a" }, ["/b/sccache", "/a/sccache"]],
  ["a folder once", "linux", { PATH: "/a:/b:/a/" }, ["/a/sccache", "/b/sccache"]],
  ["no relative folder", "linux", { PATH: ".::bin:/a:../c" }, ["/a/sccache"]],
  ["nothing of another spelling", "linux", { Path: "/a" }, []],
  ["Windows", "win32", { Path: "C:\\a;D:\\b" }, ["C:\\a\\sccache.exe", "D:\\b\\sccache.exe"]],
])("placesOnPath: %s", (_what, platform, env, expected) => {
  expect(placesOnPath(env, platform)).toEqual(expected);
});

test.each<[string, NodeJS.Platform, Record<string, string>, string]>([
  ["no PATH, and not the working directory either", "linux", {}, "/first"],
  ["a folder, before the others", "linux", { PATH: "/b:/a" }, "/first:/b:/a"],
  ["nothing of another spelling", "linux", { Path: "/a" }, "/first"],
  ["all that Windows has", "win32", { Path: "C:\\a;D:\\b" }, "/first;C:\\a;D:\\b"],
])("searchPathFrom: %s", (_what, platform, env, expected) => {
  expect(searchPathFrom("/first", env, platform)).toBe(expected);
});

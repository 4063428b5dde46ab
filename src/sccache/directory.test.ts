import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { defaultDirectory, kindOf, scan, watchDirectory } from "./directory.ts";

const KEY = "b8d58f49facbcc3cd9dc0dee2a449d51465aa59b97f834dd4c70d9e8aa6f1bf6";

test.each([
  [`b/8/${KEY}`, "object"],
  [`preprocessor/b/8/d/${KEY}`, "preprocessor"],
])("%s is an entry: %s", (name, kind) => {
  expect(kindOf(name)).toBe(kind);
});

test.each([
  ["", "nothing"],
  [KEY, "no folders"],
  [`b/8/d/${KEY}`, "a preprocessor's folders for an object"],
  [`preprocessor/b/8/${KEY}`, "an object's folders for a preprocessor file"],
  [`8/b/${KEY}`, "folders of another key"],
  [`preprocessor/b/8/c/${KEY}`, "folders of another key"],
  [`b/8/${KEY.toUpperCase()}`, "upper case"],
  [`b/8/${KEY.slice(1)}`, "a digit less"],
  [`b/8/${KEY}0`, "a digit more"],
  [`b/8/${KEY.replace("d", "g")}`, "not hex"],
  [`b/8/${KEY}\n`, "a line feed after it"],
  [`/b/8/${KEY}`, "absolute"],
  [`./b/8/${KEY}`, "a dot before it"],
  [`b/8/../8/${KEY}`, "dots within"],
  [`../b/8/${KEY}`, "outside"],
  [`b\\8\\${KEY}`, "backslashes"],
  [`C:b/8/${KEY}`, "a drive"],
  [`b/8/.sccachetmp${KEY.slice(11)}`, "sccache's own temporary file"],
  [`preprocessor/preprocessor/b/8/d/${KEY}`, "twice as deep"],
  [`other/b/8/d/${KEY}`, "another folder"],
  ["b/8", "a folder"],
])("%j is no entry: %s", (name) => {
  expect(kindOf(name)).toBeUndefined();
});

test("no name of an entry leaves the directory, whatever the path", () => {
  const piece = fc.constantFrom(
    "b",
    "8",
    "d",
    KEY,
    "..",
    ".",
    "",
    "preprocessor",
    "/",
    "\\",
    "\0",
    "C:",
    "b/8/",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const name = pieces.join("/");
      if (kindOf(name) !== undefined)
        expect(name).toMatch(/^(preprocessor\/)?([0-9a-f]\/){2,3}[0-9a-f]{64}$/);
    }),
  );
});

test.each<[NodeJS.Platform, Record<string, string>, string, string]>([
  ["linux", {}, "/home/me", "/home/me/.cache/sccache"],
  ["linux", { XDG_CACHE_HOME: "/var/caches" }, "/home/me", "/var/caches/sccache"],
  ["linux", { XDG_CACHE_HOME: "caches" }, "/home/me", "/home/me/.cache/sccache"],
  ["linux", { XDG_CACHE_HOME: "" }, "/home/me", "/home/me/.cache/sccache"],
  ["freebsd", {}, "/home/me", "/home/me/.cache/sccache"],
  ["darwin", { XDG_CACHE_HOME: "/x" }, "/Users/me", "/Users/me/Library/Caches/Mozilla.sccache"],
  ["win32", { LOCALAPPDATA: "D:\\Local" }, "C:\\Users\\me", "D:\\Local\\Mozilla\\sccache\\cache"],
  ["win32", {}, "C:\\Users\\me", "C:\\Users\\me\\AppData\\Local\\Mozilla\\sccache\\cache"],
])("on %s with %j and home %s the default is %s", (platform, env, home, expected) => {
  expect(defaultDirectory(platform, env, home)).toBe(expected);
});

const key = (start: string): string => start.padEnd(64, "0");

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "scan-"));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function put(name: string, content = ""): Promise<string> {
  const file = path.join(directory, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

test("a directory that does not exist is empty", async () => {
  expect(await scan(path.join(directory, "none"))).toEqual({ entries: [], foreign: 0, unreadable: [] });
});

test("a file in the place of the directory is an error", async () => {
  await put("file");
  await expect(scan(path.join(directory, "file"))).rejects.toThrow("ENOTDIR");
});

test("entries come sorted by name, with sizes, kinds and times", async () => {
  const names = [
    `f/0/${key("f0")}`,
    `0/1/${key("01")}`,
    `preprocessor/a/b/c/${key("abc")}`,
    `0/0/${key("00")}`,
  ];
  for (const name of names) await utimes(await put(name, "12345"), 1_000, 2_000);
  const { entries, foreign } = await scan(directory);
  expect(entries).toEqual(
    [...names].sort().map((name) => ({
      name,
      kind: name.startsWith("preprocessor/") ? "preprocessor" : "object",
      bytes: 5,
      mtimeMs: 2_000_000,
      atimeMs: 1_000_000,
    })),
  );
  expect(foreign).toBe(0);
});

test("whatever is not sccache's is counted and not listed", async () => {
  const entry = `0/0/${key("00")}`;
  const target = await put(entry, "x");
  await put("README", "x");
  await put("0/0/.sccachetmpAbCdEf", "x");
  await put(`0/1/${key("00")}`, "the wrong folder");
  await symlink(target, path.join(directory, "0", "1", key("01")));
  await symlink(path.join(directory, "0"), path.join(directory, "f"));
  const found = await scan(directory);
  expect(found.entries.map(({ name }) => name)).toEqual([entry]);
  expect(found.foreign).toBe(5);
});

test("more entries than are looked at side by side are all there", async () => {
  const names = Array.from({ length: 300 }, (_, i) => key(i.toString(16).padStart(4, "0"))).map(
    (name) => `${name[0]}/${name[1]}/${name}`,
  );
  await Promise.all(names.map((name) => put(name, name)));
  const { entries } = await scan(directory);
  expect(entries.map(({ name }) => name)).toEqual([...names].sort());
});

test.each([`0/0/${key("00")}`, `preprocessor/0/0/0/${key("000")}`])(
  "a watch of a directory tells of %s, when it appears and when it is used",
  async (name) => {
    let told = Promise.withResolvers<void>();
    const onError = (error: Error) => told.reject(error);
    const watching = await watchDirectory(directory, { onActivity: () => told.resolve(), onError });
    try {
      const file = await put(name, "made");
      await told.promise;
      told = Promise.withResolvers();
      await utimes(file, 1_000, 2_000);
      await told.promise;
    } finally {
      await watching.close();
    }
  },
);

import { access, lstat, mkdir, readdir, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { testFolder } from "../../../test/test-folder.ts";
import { adopt, filling, placeToUnpack } from "./adopt.ts";

const names = ["a/b/one", "a/c/two"];
let root: string;
let directory: string;

beforeEach(async () => {
  root = await testFolder();
  directory = join(root, "sccache");
});

async function restoreInto(target: string): Promise<string> {
  const unpacked = await placeToUnpack(target);
  for (const name of names) await write(join(unpacked, name), `restored ${name}`);
  await adopt(unpacked, target);
  return unpacked;
}

async function expectRestored(target: string): Promise<void> {
  await expectGone(await restoreInto(target));
  expect(await contents(target)).toEqual(["restored a/b/one", "restored a/c/two"]);
  expect(await readdir(target)).toEqual(["a"]);
}

test("a directory that is not there is made, its parents too", async () => {
  await expectRestored(join(root, "some", "where", "sccache"));
});

test("an empty directory is filled", async () => {
  await mkdir(directory);
  await expectRestored(directory);
});

// On Windows, links need a right that few have.
if (process.platform !== "win32")
  test("a link is followed, also when it leads to nothing yet", async () => {
    await mkdir(join(root, "there"));
    await symlink(join(root, "there"), directory);
    await expectRestored(directory);
    await symlink("not/yet", join(root, "link"));
    await expectRestored(join(root, "link"));
    expect((await lstat(join(root, "link"))).isSymbolicLink()).toBe(true);
  });

test("what is there stays as it is, and only what is missing is added", async () => {
  await write(join(directory, "a/b/one"), "from before");
  await write(join(directory, "x/y/other"), "from before");
  await expectGone(await restoreInto(directory));
  expect(await contents(directory)).toEqual(["from before", "restored a/c/two"]);
  expect(await readFile(join(directory, "x/y/other"), "utf8")).toBe("from before");
});

test("a file where the directory belongs is an error, and stays", async () => {
  await writeFile(directory, "a file");
  await expect(restoreInto(directory)).rejects.toThrow();
  expect(await readFile(directory, "utf8")).toBe("a file");
});

test("all is moved or nothing", async () => {
  // A file in the place of a folder stops the move half-way; whatever the order, nothing restored is left.
  await write(join(directory, "a"), "a file");
  const unpacked = await placeToUnpack(directory);
  for (const name of [...names, "0/1/first", "z/z/last"]) await write(join(unpacked, name), "restored");
  await expect(adopt(unpacked, directory)).rejects.toThrow("ENOTDIR");
  expect((await readdir(directory)).filter((name) => !name.startsWith("."))).toEqual(["a"]);
});

test("what cannot be filled leaves no directory, and one that was there as it was", async () => {
  const fail = (target: string) =>
    filling(target, async (folder) => {
      await write(join(folder, "a/b/one"), "half");
      throw new Error("cut");
    });
  await expect(fail(directory)).rejects.toThrow("cut");
  await expectGone(directory);
  await write(join(directory, "a/c/two"), "from before");
  await expect(fail(directory)).rejects.toThrow("cut");
  expect(await readdir(directory, { recursive: true })).toEqual(["a", "a/c", "a/c/two"]);
  expect(await filling(directory, (folder) => write(join(folder, "a/b/one"), "new"))).toBeUndefined();
  expect(await contents(directory)).toEqual(["new", "from before"]);
});

test("what a restore left behind that was killed long ago is removed", async () => {
  const [old, young] = [".restoring-0123abp12-89abcdef", ".restoring-0123abp13-89abcdef"];
  for (const name of [old, young]) await mkdir(join(directory, name), { recursive: true });
  await utimes(join(directory, old), 1, 1);
  await placeToUnpack(directory);
  expect(await readdir(directory)).toEqual([young]);
});

function contents(folder: string): Promise<string[]> {
  return Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function expectGone(path: string): Promise<void> {
  await expect(access(path)).rejects.toThrow("ENOENT");
}

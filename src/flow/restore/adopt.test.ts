import { access, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { adopt } from "./adopt.ts";

const names = ["a/b/one", "a/c/two"];
let root: string;
let unpacked: string;
let directory: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "adopt-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  unpacked = join(root, "sccache.restoring");
  directory = join(root, "sccache");
  for (const name of names) await write(join(unpacked, name), `restored ${name}`);
});

test("a directory that is not there is made by one rename, its parents too", async () => {
  const deep = join(root, "some", "where", "sccache");
  await adopt(unpacked, deep);
  expect(await contents(deep)).toEqual(["restored a/b/one", "restored a/c/two"]);
  await expectGone(unpacked);
});

test("an empty directory is replaced", async () => {
  await mkdir(directory);
  await adopt(unpacked, directory);
  expect(await contents(directory)).toEqual(["restored a/b/one", "restored a/c/two"]);
});

test("what is there stays as it is, and only what is missing is added", async () => {
  await write(join(directory, "a/b/one"), "from before");
  await write(join(directory, "x/y/other"), "from before");
  await adopt(unpacked, directory);
  expect(await contents(directory)).toEqual(["from before", "restored a/c/two"]);
  expect(await readFile(join(directory, "x/y/other"), "utf8")).toBe("from before");
  await expectGone(unpacked);
});

test("a file where the directory belongs is an error, and stays", async () => {
  await writeFile(directory, "a file");
  await expect(adopt(unpacked, directory)).rejects.toThrow();
  expect(await readFile(directory, "utf8")).toBe("a file");
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

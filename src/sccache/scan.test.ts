import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scan } from "./scan.ts";

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

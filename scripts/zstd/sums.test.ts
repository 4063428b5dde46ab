import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkSums, writeSums } from "./sums.ts";

const names = ["linux-x64.node", "win32-x64.node"];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sccache-bundle-sums-"));
  for (const name of names) await writeFile(join(folder, name), name);
  await writeSums(folder);
});

afterEach(() => rm(folder, { recursive: true }));

test("what was summed up is in order", async () => {
  expect(await checkSums(folder, names)).toEqual([]);
});

test("a changed file is told", async () => {
  await writeFile(join(folder, "linux-x64.node"), "tampered with");
  expect(await checkSums(folder, names)).toEqual(["linux-x64.node has another digest"]);
});

test("so are a missing one, one too many, and one without a digest", async () => {
  await rm(join(folder, "linux-x64.node"));
  await writeFile(join(folder, "stray.txt"), "");
  await writeFile(join(folder, "darwin-x64.node"), "");
  const wrong = await checkSums(folder, [...names, "darwin-x64.node"]);
  expect(wrong.sort()).toEqual([
    "darwin-x64.node has another digest",
    "linux-x64.node is missing",
    "stray.txt does not belong here",
  ]);
});

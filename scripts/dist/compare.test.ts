import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compareFolders } from "./compare.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sccache-bundle-compare-"));
});

afterEach(() => rm(folder, { recursive: true }));

test.each([
  ["equal", { "main.js": "a\nb\n", "zstd/x.node": "1" }, { "main.js": "a\nb\n", "zstd/x.node": "2" }, []],
  ["changed", { "main.js": "a\nb\n" }, { "main.js": "a\nc\n" }, ["main.js differs from line 2 on"]],
  ["cut short", { "main.js": "a\nb" }, { "main.js": "a" }, ["main.js differs from line 2 on"]],
  ["longer", { "main.js": "a" }, { "main.js": "a\nb" }, ["main.js differs from line 2 on"]],
  ["forgotten", { "main.js": "", "chunk-a.js": "" }, { "main.js": "" }, ["chunk-a.js is missing"]],
  ["left over", { "main.js": "" }, { "main.js": "", "old.js": "" }, ["old.js does not belong here"]],
])("a dist that is %s", async (_what, expected, actual, differences) => {
  await write("expected", expected);
  await write("actual", actual);
  expect(await compareFolders(join(folder, "expected"), join(folder, "actual"), "zstd")).toEqual(differences);
});

async function write(name: string, files: Readonly<Record<string, string | undefined>>): Promise<void> {
  for (const [file, content = ""] of Object.entries(files)) {
    const path = join(folder, name, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

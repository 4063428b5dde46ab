import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "../test/test-folder.ts";
import { temporaryName } from "./left-over.ts";
import { replaceFile } from "./replace-file.ts";

test("a file is whole at any time, and nothing else is left in its folder", async () => {
  const folder = await testFolder();
  const file = join(folder, "state.json");
  const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(100_000));
  await writeFile(file, texts[0] ?? "");
  const writing = texts.map((text) => replaceFile(file, (made) => writeFile(made, text)));
  for (const one of writing) {
    expect(texts).toContain(await readFile(file, "utf8"));
    await one;
  }
  expect(await readdir(folder)).toEqual(["state.json"]);
});

test("after an error it is what it was, and what a killed process left is removed", async () => {
  const folder = await testFolder();
  const file = join(folder, "state.json");
  await writeFile(file, "before");
  const ofKilled = temporaryName("state.json.", ".new").replace(`p${process.pid}-`, "p999999999-");
  await writeFile(join(folder, ofKilled), "half");
  const making = replaceFile(file, async (made) => {
    await writeFile(made, "half");
    throw new Error("no more");
  });
  await expect(making).rejects.toThrow("no more");
  expect(await readFile(file, "utf8")).toBe("before");
  expect(await readdir(folder)).toEqual(["state.json"]);
});

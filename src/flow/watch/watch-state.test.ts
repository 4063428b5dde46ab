import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "../../../test/test-folder.ts";
import { noteSeen, recall, type WatchState } from "./watch-state.ts";

const bundle = { key: "k", bytes: 1, readAtMs: 0, manifestFile: "m", leftOutFile: null, bundleFile: null };
const left: WatchState = { publishedMs: 5, bundle, touched: { old: 3, used: 3 } };

test("what one watch leaves the next one finds, with what was touched since", async () => {
  const folder = await testFolder();
  const scanned = [
    { name: "old", mtimeMs: 3, atimeMs: 2 },
    { name: "used", mtimeMs: 3, atimeMs: 4 },
    { name: "new", mtimeMs: 1, atimeMs: 1 },
  ].map((one) => ({ ...one, kind: "object" as const, bytes: 1 }));
  const state = await noteSeen(left, scanned, folder);
  expect(state).toEqual({ ...left, seen: { used: 4, new: 1 } });
  expect(recall(folder)).toEqual(state);
});

test.each([
  undefined,
  "",
  "{",
  "null",
  "{}",
  JSON.stringify({ ...left, touched: undefined }),
  '{"publishedMs":"5"}',
])("a watch whose state is %j starts anew", async (text) => {
  const folder = await testFolder();
  if (text !== undefined) await writeFile(join(folder, "watch.json"), text);
  expect(recall(folder)).toBeUndefined();
});

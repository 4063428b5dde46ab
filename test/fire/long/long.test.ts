import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { inFolder } from "../../folder.ts";
import { untilAfter } from "../campaign.ts";
import { playLong } from "./play.ts";

test("over a long history hits stay, and nothing grows without bound", async () => {
  const { broken, jobs, text } = await playLong({ seed: 1, jobs: 40, until: untilAfter(20_000) });
  expect(broken, text).toEqual([]);
  expect(jobs).toBeGreaterThan(0);
});

test("a watch keeps nothing of what it has seen", async () => {
  await inFolder(async (folder) => {
    const child = join(import.meta.dirname, "watch-child.ts");
    const args = ["--expose-gc", child, folder, "4", "500"];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const bytes = stdout.trim().split("\n").map(Number);
    expect(bytes).toHaveLength(4);
    // 1,000 events later; a hundred bytes for each would be 0.1 MB, and the bound is for all else that a process keeps.
    expect(bytes.at(-1)).toBeLessThan((bytes[1] ?? 0) + 15e6);
  });
});

import { spawnSync } from "node:child_process";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inFolder } from "../test/folder.ts";
import { inTemporary, isOwnerGone, sweep, temporaryName } from "./left-over.ts";

/** A name that a process made which has ended since. */
function nameOfEnded(start: string, end = ""): string {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  return temporaryName(start, end).replace(`p${process.pid}-`, `p${pid}-`);
}

test("what a process that has ended left is removed, and nothing else", async () => {
  await inFolder(async (folder) => {
    const ended = nameOfEnded("a-", ".partial");
    const running = temporaryName("a-", ".partial");
    const elsewhere = ended.replace(/[0-9a-f]{6}p/, "ffffffp").replace(/-[0-9a-f]{8}/, "-00000000");
    for (const name of [ended, running, elsewhere, "a-b.partial", nameOfEnded("b-"), "a-0.txt"]) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, "file"), "");
    }
    const before = (await readdir(folder)).sort();
    await sweep(folder, { start: "a-", end: ".partial" });
    expect((await readdir(folder)).sort()).toEqual(before.filter((name) => name !== ended));
  });
});

test("what is of an unknown process is removed when it is old", async () => {
  await inFolder(async (folder) => {
    const [old, young] = ["a-0123abp12-89abcdef", "a-0123abp13-89abcdef"];
    await writeOld(join(folder, old), 7 * 3_600_000);
    await writeOld(join(folder, young), 60_000);
    await sweep(folder, { start: "a-" });
    expect(await readdir(folder)).toEqual([young]);
    await sweep(join(folder, "none"), { start: "a-" });
  });
});

test("files of users that begin and end like a temporary name are kept, however old", async () => {
  await inFolder(async (folder) => {
    const names = [
      "bundle.tar.zst.partial", // a paused download
      "bundle.tar.zst.mine.partial",
      "bundle.tar.zst.0123abp12-89abcdef.old.partial",
      "bundle.tar.zst.0123abp12-89abcdef",
    ];
    for (const name of [...names, "bundle.tar.zst.0123abp12-89abcdef.partial"]) {
      await writeOld(join(folder, name), 30 * 24 * 3_600_000);
    }
    await sweep(folder, { start: "bundle.tar.zst.", end: ".partial" });
    expect((await readdir(folder)).sort()).toEqual(names.sort());
  });
});

/** A file that was last touched so long ago. */
async function writeOld(path: string, ageMs: number): Promise<void> {
  await writeFile(path, "");
  const seconds = (Date.now() - ageMs) / 1000;
  await utimes(path, seconds, seconds);
}

test("a new temporary folder takes the place of those left over", async () => {
  await inFolder(async (folder) => {
    await mkdir(join(folder, nameOfEnded("temp-")));
    await inTemporary(folder, "temp-", async (made) => {
      expect((await readdir(folder)).map((name) => join(folder, name))).toEqual([made]);
      expect(isOwnerGone(made)).toBe(false);
    });
    expect(await readdir(folder)).toEqual([]);
    expect(isOwnerGone(join(folder, nameOfEnded("temp-")))).toBe(true);
  });
});

test("what this process has made is kept, whatever the clock says", async () => {
  await inFolder(async (folder) => {
    await inTemporary(folder, "temp-", async (made) => {
      await sweep(folder, { start: "temp-" }, Date.now() + 30 * 24 * 3_600_000);
      expect((await readdir(folder)).map((name) => join(folder, name))).toEqual([made]);
    });
  });
});

import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { basename, dirname, join, relative } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { testFolder } from "../../../test/test-folder.ts";
import { makeServerFolder, serverLogName, socketName } from "./folder.ts";

const hourMs = 3_600_000;

/** Folders of earlier jobs, by how old they are: with a program, a log and a server that listens, or not. */
async function leave(folders: Readonly<Record<string, { ageMs: number; listens?: boolean }>>) {
  // Where the path of a socket is short on every system.
  const parent = await mkdtemp("/tmp/servers-");
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  for (const [name, { ageMs, listens }] of Object.entries(folders)) {
    const folder = join(parent, `sccache-server-${name}`);
    await mkdir(folder);
    for (const file of ["sccache", serverLogName, "other"]) await writeFile(join(folder, file), "");
    if (listens) {
      const server = createServer();
      onTestFinished(() => void server.close());
      await new Promise<void>((listening) => server.listen(join(folder, socketName), listening));
    }
    const time = (Date.now() - ageMs) / 1000;
    await utimes(folder, time, time);
  }
  const filesIn = (name: string) => readdir(join(parent, `sccache-server-${name}`));
  return { parent, filesIn };
}

test.skipIf(process.platform === "win32")(
  "a new folder for a server takes the place of old ones in which none listens",
  async () => {
    const ageMs = 8 * 24 * hourMs;
    const { parent } = await leave({
      inUse1: { ageMs, listens: true },
      older1: { ageMs },
      young1: { ageMs: 0 },
      settings: { ageMs },
    });
    const made = basename(await makeServerFolder(parent));
    const kept = ["inUse1", "young1", "settings"].map((name) => `sccache-server-${name}`);
    expect((await readdir(parent)).sort()).toEqual([made, ...kept].sort());
  },
);

test("its path is absolute, since a server that is told a relative one looks below /", async () => {
  const parent = await testFolder();
  const made = await makeServerFolder(relative(process.cwd(), parent));
  expect(dirname(made)).toBe(parent);
});

test.skipIf(process.platform === "win32")(
  "what a save would remove is gone the same day, unless a server still listens",
  async () => {
    const { parent, filesIn } = await leave({
      ended1: { ageMs: 7 * hourMs },
      inUse1: { ageMs: 7 * hourMs, listens: true },
      young1: { ageMs: 5 * hourMs },
    });
    await makeServerFolder(parent);
    expect(await filesIn("ended1")).toEqual(["other"]);
    expect(await filesIn("inUse1")).toContain("sccache");
    expect(await filesIn("young1")).toContain(serverLogName);
  },
);

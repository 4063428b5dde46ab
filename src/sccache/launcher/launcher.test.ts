import { createHash } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, realpath, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLauncher, programOf } from "./launcher.ts";
import { programs, sourceDigest } from "./programs.ts";

const isSupported = process.platform === "linux" && programOf(`linux-${process.arch}`) !== undefined;

let folder: string;
let binary: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "launcher-")));
  await chmod(folder, 0o755);
  binary = join(folder, "real");
  await writeFile(binary, '#!/bin/sh\necho "sccache 1.2.3"\n', { mode: 0o755 });
});

afterEach(() => rm(folder, { recursive: true }));

const open = (more: Partial<Parameters<typeof openLauncher>[0]> = {}) =>
  openLauncher({ binary, version: "1.2.3", env: {}, folders: [join(folder, "tools")], ...more });

test("the programs were made from the source that is there", async () => {
  const source = await readFile(join(import.meta.dirname, "../../../scripts/launcher/launcher.c"));
  expect(createHash("sha256").update(source).digest("hex")).toBe(sourceDigest);
  for (const platform of Object.keys(programs)) {
    expect(programOf(platform)?.subarray(0, 4)).toEqual(Buffer.from("\x7fELF"));
  }
});

test.runIf(isSupported)(
  "a binary has one launcher, whoever makes it and how often, that all can run",
  async () => {
    const umask = process.umask(0o077);
    try {
      const paths = await Promise.all(Array.from({ length: 8 }, () => open()));
      const [path = ""] = paths;
      expect(new Set(paths)).toEqual(new Set([path]));
      expect(path).toMatch(/\/tools\/launcher-[0-9a-f]{12}\/sccache$/);
      expect(await readdir(join(path, ".."))).toEqual(["sccache"]);
      for (const at of [path, join(path, ".."), join(path, "../..")])
        expect((await stat(at)).mode & 0o777).toBe(0o755);

      const { ino, mtimeMs } = await stat(path);
      expect(await open()).toBe(path);
      expect(await stat(path)).toMatchObject({ ino, mtimeMs });
      await writeFile(path, "of an older version");
      expect(await open()).toBe(path);

      const other = join(folder, "other");
      await writeFile(other, await readFile(binary), { mode: 0o755 });
      expect(await open({ binary: other })).not.toBe(path);
    } finally {
      process.umask(umask);
    }
  },
);

test.runIf(isSupported)("it is not kept where others can replace it, or cannot enter", async () => {
  const fit = join(folder, "fit");
  const sticky = join(folder, "sticky");
  for (const [name, mode] of [
    ["shared", 0o777],
    ["group", 0o775],
    ["private", 0o700],
  ] as const) {
    const unfit = join(folder, name);
    await open({ folders: [unfit] });
    await chmod(unfit, mode);
    expect(await open({ folders: [unfit] }), name).toBeUndefined();
    expect(await open({ folders: [join(unfit, "below"), fit] }), name).toContain("/fit/");
  }
  await open({ folders: [sticky] });
  await chmod(sticky, 0o1777);
  expect(await open({ folders: [sticky] })).toContain("/sticky/");
});

test.runIf(isSupported)("one that nothing has called for a month is removed, with its folder", async () => {
  const monthsAgo = new Date(Date.now() - 60 * 24 * 3_600_000);
  const made: string[] = [];
  for (const name of ["forgotten", "called", "asked for"]) {
    const other = join(folder, name);
    await writeFile(other, await readFile(binary), { mode: 0o755 });
    const path = (await open({ binary: other })) ?? "";
    await utimes(path, name === "called" ? new Date() : monthsAgo, monthsAgo);
    await utimes(join(path, ".."), monthsAgo, monthsAgo);
    made.push(basename(dirname(path)));
  }
  await open({ binary: join(folder, "asked for") });
  expect((await readdir(join(folder, "tools"))).sort()).toEqual(made.slice(1).sort());
});

test("there is none where it cannot be made or does not run the binary", async () => {
  expect(await open({ folders: ["/proc/none"] })).toBeUndefined();
  expect(await open({ folders: [] })).toBeUndefined();
  expect(await open({ platform: "win32-x64" })).toBeUndefined();
  expect(await open({ version: "1.2.4" })).toBeUndefined();
  expect(await open({ binary: join(folder, "a".repeat(1100)) })).toBeUndefined();
});

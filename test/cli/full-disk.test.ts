import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { plainEnvironment } from "../../demo/environment.ts";
import { freePort } from "../../src/sccache/server/address.ts";
import { localStore } from "../../src/store/local/local.ts";
import { StoreError } from "../../src/store/store.ts";
import { type MadeUpEntry, nameFor, readTree, writeTree, zipOf } from "../bundle/made-up-entries.ts";
import { smallDisk } from "../disk/small-disk.ts";
import { filesIn } from "../e2e/world.ts";
import { realSccache } from "../sccache/real-sccache.ts";
import { testFolder } from "../test-folder.ts";
import { type Ended, run } from "./command-line.ts";

/** As it is built: threads unpack there, from a file of their own. */
const main = join(import.meta.dirname, "../../dist/cli.js");

/** Entries of 100 kB that do not compress, four of them in a bundle of 400 kB. */
const entry = (seed: number): MadeUpEntry => ({
  name: nameFor(seed),
  content: zipOf([{ name: "obj", content: noise(seed, 100_000) }], 3),
  lastUse: 1_700_000_000,
});
const entries = [1, 2, 3, 4].map(entry);

function noise(seed: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

interface Bench {
  /** On a disk with plenty of room. */
  readonly folder: string;
  /** The built program, with its state in `cache`, which is in `folder` unless told otherwise. */
  call(
    args: readonly string[],
    options?: { readonly cache?: string; readonly enter?: readonly string[] },
  ): Promise<Ended>;
}

async function openBench(): Promise<Bench> {
  const folder = await testFolder();
  const sccache = await realSccache();
  const { CI: _, ...plain } = plainEnvironment(process.env);
  const env = {
    ...plain,
    // A machine without a past: whatever is in sccache's directory is the job's.
    RUNNER_ENVIRONMENT: "github-hosted",
    PATH: [dirname(sccache), plain["PATH"]].join(delimiter),
    SCCACHE_SERVER_PORT: String(await freePort()),
  };
  return {
    folder,
    call: (args, { cache = join(folder, "cache"), enter = [] } = {}) => {
      // Who enters a namespace is at its root then.
      const there = enter.length > 0 ? [...enter, "env", `--chdir=${folder}`] : [];
      const [program = "", ...more] = [...there, process.execPath, main, ...args];
      return run(program, more, { cwd: folder, env: { ...env, XDG_CACHE_HOME: cache } });
    },
  };
}

/** A store at `path` with a bundle of all entries, as a job saved it. */
async function fillStore({ folder, call }: Bench, path = join(folder, "store")): Promise<string> {
  await writeTree(join(folder, "earlier"), entries);
  const saved = await call(["save", "--store", `local:${path}`, "--sccache-dir", "earlier"]);
  expect(saved.stderr).toContain("Saved 4 entries");
  return path;
}

const warnings = ({ stderr }: Ended) => stderr.split("\n").filter((line) => line.startsWith("warning: "));

function expectOneWarning(ended: Ended, words: string | RegExp): void {
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  expect(warnings(ended), ended.stderr).toEqual([expect.stringMatching(words)]);
  expect(ended.stderr).not.toMatch(/\n\s+at /);
}

function expectTold(ended: Ended, path: string, disk: string): void {
  expect(ended).toMatchObject({ exitCode: 1, stdout: "" });
  expect(ended.stderr).toContain(`${path}: the disk at ${disk} (`);
  expect(ended.stderr).toContain("has too little room (ENOSPC");
  expect(ended.stderr).not.toMatch(/\n\s+at /);
}

/** What is in each file, to tell whether anything changed. */
async function contentsOf(folder: string): Promise<Record<string, string>> {
  const names = await filesIn(folder);
  const read = async (name: string) => [name, (await readFile(join(folder, name))).toString("base64")];
  return Object.fromEntries(await Promise.all(names.map(read)));
}

function fullDisks(): void {
  test("pack says which disk is full, leaves nothing, and what was there stays", async () => {
    const { folder, call } = await openBench();
    const { path } = await smallDisk({ size: "300k" });
    await writeTree(join(folder, "in"), entries);
    await writeFile(join(path, "out.tar.zst"), "an earlier bundle");
    const out = join(path, "out.tar.zst");
    for (const threads of ["1", "3"]) {
      expectTold(await call(["pack", "in", "-o", out, "--threads", threads]), out, path);
      expect(await contentsOf(path)).toEqual({
        "out.tar.zst": Buffer.from("an earlier bundle").toString("base64"),
      });
    }
  });

  test("merge says which disk is full, and leaves nothing", async () => {
    const { folder, call } = await openBench();
    const { path } = await smallDisk({ size: "300k" });
    for (const [seed, name] of ["one", "other"].entries()) {
      await writeTree(
        join(folder, name),
        [1, 2, 3].map((more) => entry(10 * seed + more)),
      );
      expect(await call(["pack", name, "-o", `${name}.tar.zst`])).toMatchObject({ exitCode: 0 });
    }
    const out = join(path, "out.tar.zst");
    expectTold(await call(["merge", "one.tar.zst", "other.tar.zst", "-o", out]), out, path);
    expect(await readdir(path)).toEqual([]);
  });

  test.each([
    ["bytes", { size: "300k" }],
    ["files", { size: "8m", files: 9 }],
  ])("unpack onto a disk without %s says so, and the directory is as it was", async (_what, size) => {
    const { folder, call } = await openBench();
    const { path } = await smallDisk(size);
    await writeTree(join(folder, "in"), entries);
    expect(await call(["pack", "in", "-o", "all.tar.zst"])).toMatchObject({ exitCode: 0 });
    await writeTree(join(path, "out"), [entry(9)]);
    const before = await contentsOf(path);
    for (const flags of [[], ["--salvage"]]) {
      const directory = join(path, "out");
      expectTold(await call(["unpack", "all.tar.zst", directory, ...flags]), directory, path);
      expect(await contentsOf(path)).toEqual(before);
      expect(await readdir(path)).toEqual(["out"]);
    }
  });

  test("restore onto a disk with little room warns once, and what is there stays", async () => {
    const bench = await openBench();
    const store = await fillStore(bench);
    const { path } = await smallDisk({ size: "130k" });
    const directory = join(path, "sccache");
    await writeTree(directory, [entry(9)]);
    const before = await contentsOf(path);
    const args = ["--store", `local:${store}`, "--sccache-dir", directory];
    expectOneWarning(await bench.call(["restore", ...args]), /the disk has too little room/);
    expect(await contentsOf(path)).toEqual(before);
    expect(await readdir(path)).toEqual(["sccache"]);
    const env = await bench.call(["env"]);
    expect(env.stdout).toContain(`export SCCACHE_DIR='${directory}'`);
    expect(await bench.call(["restore", ...args, "--strict"])).toMatchObject({ exitCode: 1 });
  });

  test("restore onto a disk that gets full meanwhile warns once, and what is there stays", async () => {
    const bench = await openBench();
    const store = await fillStore(bench);
    // Room enough by bytes, as far as anybody can tell before.
    const { path } = await smallDisk({ size: "4g", files: 12 });
    const directory = join(path, "sccache");
    await writeTree(directory, [entry(9)]);
    const before = await contentsOf(path);
    const args = ["--store", `local:${store}`, "--sccache-dir", directory];
    expectOneWarning(await bench.call(["restore", ...args]), /ENOSPC/);
    expect(await contentsOf(path)).toEqual(before);
    expect(await readdir(path)).toEqual(["sccache"]);
  });

  test("entries that fit are restored, although there is no room for another folder meanwhile", async () => {
    const bench = await openBench();
    const store = await fillStore(bench);
    const { path } = await smallDisk({ size: "4g", files: 19 });
    const directory = join(path, "sccache");
    await writeTree(directory, [entry(9)]);
    const restored = await bench.call(["restore", "--store", `local:${store}`, "--sccache-dir", directory]);
    expect(warnings(restored), restored.stderr).toEqual([]);
    expect((await readTree(directory)).size).toBe(5);
  });

  test("restore and unpack fill a directory that is a file system of its own, as a container's volume is", async () => {
    const bench = await openBench();
    const store = await fillStore(bench);
    const { path, mount, enter } = await smallDisk({ size: "4g" });
    const args = ["restore", "--store", `local:${store}`, "--sccache-dir", mount];
    for (const _time of ["empty", "filled"]) {
      const restored = await bench.call(args, { enter });
      expect(restored.stderr).toContain("Restored 4 entries");
      expect((await readTree(path)).size).toBe(4);
    }
    await bench.call(["pack", "earlier", "-o", "all.tar.zst"]);
    const other = await smallDisk({ size: "4m" });
    const unpacked = await bench.call(["unpack", "all.tar.zst", other.mount], { enter: other.enter });
    expect(unpacked, unpacked.stderr).toMatchObject({ exitCode: 0 });
    expect((await readTree(other.path)).size).toBe(4);
  });

  test("restore that cannot note what it restored warns once, and restores nothing", async () => {
    const bench = await openBench();
    const many = Array.from({ length: 40 }, (_, seed) => ({
      ...entry(seed),
      content: zipOf([{ name: "obj", content: Buffer.alloc(5000, seed) }], 3),
    }));
    await writeTree(join(bench.folder, "earlier"), many);
    const store = ["--store", `local:${join(bench.folder, "store")}`];
    await bench.call(["save", ...store, "--sccache-dir", "earlier"]);
    // Room for the bundle and not for its manifest as text.
    const { path } = await smallDisk({ size: "8k" });
    const restored = await bench.call(["restore", ...store, "--sccache-dir", "sccache"], { cache: path });
    expectOneWarning(restored, /ENOSPC/);
    expect(await filesIn(join(bench.folder, "sccache"))).toEqual([]);
    expect((await filesIn(path)).map((name) => name.split("/").at(-1))).toEqual(["handoff.json"]);
  });

  test("restore whose own folder has no room for the bundle warns once, and restores nothing", async () => {
    const bench = await openBench();
    const store = await fillStore(bench);
    const before = await contentsOf(store);
    const { path } = await smallDisk({ size: "200k" });
    const args = ["restore", "--store", `local:${store}`, "--sccache-dir", "sccache"];
    expectOneWarning(await bench.call(args, { cache: path }), /local:.*ENOSPC/);
    expect(await filesIn(join(bench.folder, "sccache"))).toEqual([]);
    expect((await filesIn(path)).map((name) => name.split("/").at(-1))).toEqual(["handoff.json"]);
    expect(Object.keys(await contentsOf(store))).toEqual(Object.keys(before));
    const env = await bench.call(["env", "--sccache-dir", "sccache"], { cache: path });
    expect(env.stdout).toContain("export SCCACHE_DIR=");
  });

  test.each([
    ["bytes", { size: "1m" }],
    ["files", { size: "1m", files: 2 }],
  ])(
    "restore and save whose own folder takes no %s at all warn once, and the build goes on",
    async (_what, size) => {
      const bench = await openBench();
      const store = await fillStore(bench);
      const disk = await smallDisk(size);
      await disk.fill();
      const places = ["--store", `local:${store}`, "--sccache-dir", "sccache"];
      expectOneWarning(
        await bench.call(["restore", ...places], { cache: disk.path }),
        /no space left|ENOSPC/,
      );
      expect(await filesIn(disk.path)).toEqual(["ballast"]);
      expect(await bench.call(["restore", ...places, "--strict"], { cache: disk.path })).toMatchObject({
        exitCode: 1,
      });

      const env = await bench.call(["env", "--sccache-dir", "sccache"], { cache: disk.path });
      expect(env).toMatchObject({ exitCode: 0, stdout: "" });
      await rm(join(bench.folder, "sccache"), { recursive: true, force: true });
      await writeTree(join(bench.folder, "sccache"), [entry(8)]);
      const before = [await contentsOf(store), await contentsOf(join(bench.folder, "sccache"))];
      expectOneWarning(
        await bench.call(["save", ...places], { cache: disk.path }),
        /no space left|ENOSPC|too little room to save/,
      );
      expect(await filesIn(disk.path)).toEqual(["ballast"]);
      expect([await contentsOf(store), await contentsOf(join(bench.folder, "sccache"))]).toEqual(before);
    },
  );

  test("save whose own folder has no room for the bundle packs nothing, says so once, and changes nothing", async () => {
    const bench = await openBench();
    const { path } = await smallDisk({ size: "120k" });
    const directory = join(bench.folder, "sccache");
    await writeTree(directory, entries);
    const before = await contentsOf(directory);
    const save = ["save", "--store", `local:${join(bench.folder, "store")}`, "--sccache-dir", directory];
    const saved = await bench.call(save, { cache: path });
    expectOneWarning(saved, /too little room to save the bundle: it needs about \d+ kB.* kB free/);
    expect(await filesIn(join(bench.folder, "store"))).toEqual([]);
    expect(await filesIn(path)).toEqual([]);
    expect(await contentsOf(directory)).toEqual(before);
    expect((await bench.call(save)).stderr).toContain("Saved 4 entries");
  });

  test("save into a folder on a full disk warns once; the bundle that is there stays, and is restored", async () => {
    const bench = await openBench();
    const { path, fill } = await smallDisk({ size: "2m" });
    const store = await fillStore(bench, join(path, "store"));
    const free = await fill();
    const before = await contentsOf(store);
    const directory = join(bench.folder, "sccache");
    await writeTree(directory, [...entries, ...[5, 6, 7].map(entry)]);
    const kept = await contentsOf(directory);
    const args = ["--store", `local:${store}`, "--sccache-dir", directory];
    const save = ["save", "--save", "always", ...args];
    expectOneWarning(await bench.call(save), /^warning: local:.*ENOSPC/);
    expect(await contentsOf(store)).toEqual(before);
    expect(await readdir(store)).toHaveLength(1);
    expect(await contentsOf(directory)).toEqual(kept);
    expect(await filesIn(join(bench.folder, "cache"))).toEqual([]);
    expect(await bench.call([...save, "--strict"])).toMatchObject({ exitCode: 1 });

    const again = await bench.call(["restore", "--store", `local:${store}`, "--sccache-dir", "fresh"], {
      // Another job: what it leaves for its own save is no concern of the one below.
      cache: join(bench.folder, "other cache"),
    });
    expect(again.stderr).toContain("Restored 4 entries");
    await free();
    expect((await bench.call(save)).stderr).toContain("Saved 7 entries");
  });

  test("a level whose disk is full is a warning, and the bundle is in the other", async () => {
    const bench = await openBench();
    const { path, fill } = await smallDisk({ size: "1m" });
    await fill();
    const other = join(bench.folder, "other");
    await writeTree(join(bench.folder, "sccache"), entries);
    const levels = `local:${join(path, "store")},local:${other}`;
    const saved = await bench.call(["save", "--store", levels, "--sccache-dir", "sccache"]);
    expectOneWarning(saved, /ENOSPC.*in the other levels only/);
    expect(saved.stderr).toContain("Saved 4 entries");
    expect((await localStore({ path: other }).list("")).bundles).toHaveLength(1);
    const restored = await bench.call(["restore", "--store", levels, "--sccache-dir", "fresh"]);
    expect(restored).toMatchObject({ exitCode: 0 });
    expect(warnings(restored)).toEqual([]);
    expect(restored.stderr).toMatch(/notice: local:.*ENOSPC.*it was not filled with/);
    expect((await readTree(join(bench.folder, "fresh"))).size).toBe(4);
    expect(await filesIn(path)).toEqual(["ballast"]);
  });

  describe("the local store", () => {
    test("a put says that its disk is full, leaves nothing, and succeeds when there is room", async () => {
      const { folder } = await openBench();
      const { path, fill } = await smallDisk({ size: "1m" });
      const store = localStore({ path: join(path, "store") });
      await writeFile(join(folder, "small"), "body");
      await writeFile(join(folder, "large"), noise(1, 500_000));
      await store.put("a", join(folder, "small"));
      const free = await fill();
      const trouble: unknown = await store.put("b", join(folder, "large")).catch((error: unknown) => error);
      expect(trouble).toBeInstanceOf(StoreError);
      expect(trouble).toMatchObject({ reason: "full", retryable: false });
      expect(await readdir(join(path, "store"))).toHaveLength(1);
      expect(await store.lookup({ key: "b", fallbacks: [] })).toEqual({ kind: "miss" });
      expect(await store.fetch({ key: "a", fallbacks: [] }, join(folder, "into"))).toMatchObject({
        kind: "hit",
      });
      expect(await readFile(join(folder, "into"), "utf8")).toBe("body");
      await free();
      expect(await store.put("b", join(folder, "large"))).toMatchObject({ kind: "stored" });
    });

    test("a fetch onto a full disk says so, and leaves nothing", async () => {
      const { folder } = await openBench();
      const { path } = await smallDisk({ size: "200k" });
      const store = localStore({ path: join(folder, "store") });
      await writeFile(join(folder, "large"), noise(1, 500_000));
      await store.put("a", join(folder, "large"));
      await expect(store.fetch({ key: "a", fallbacks: [] }, join(path, "into"))).rejects.toMatchObject({
        name: "StoreError",
        reason: "full",
      });
      expect(await readdir(path)).toEqual([]);
    });
  });
}

if (process.platform === "linux") describe("a disk that is really full", fullDisks);
else {
  // macOS and Windows make a file system for administrators alone; what they call a full disk is in disk-trouble.test.ts.
  test("a full disk is made on Linux alone", () => expect(["darwin", "win32"]).toContain(process.platform));
}

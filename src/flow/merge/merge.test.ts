import { randomBytes } from "node:crypto";
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { about, packTree } from "../../../test/bundle/bundles.ts";
import { type MadeUpEntry, nameFor, readTree, zipOf, zstd } from "../../../test/bundle/made-up-entries.ts";
import { inFolder } from "../../../test/folder.ts";
import type { Manifest } from "../../bundle/format/manifest.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { unpack } from "../../bundle/unpack.ts";
import { creator } from "../../version.ts";
import type { PackedWithin } from "../new-bundle/pack-within.ts";
import { type MergedBundle, merge } from "./merge.ts";

const object = (seed: string, text = seed, lastUse = 1_700_000_000) => ({
  name: nameFor(seed),
  content: zipOf([{ name: "obj", content: Buffer.from(text.repeat(100)) }], 3),
  lastUse,
});
const preprocessor = (seed: string, text: string) => ({
  name: nameFor(seed, "preprocessor"),
  content: Buffer.from(text),
  lastUse: 1_700_000_000,
});

/** Two bundles: `a` of a matrix job that ran first, and `b` of a later one. */
async function twoBundles(folder: string, versions: { a: string; b: string }): Promise<MergedBundle[]> {
  const a = [
    ...[object("shared", "same", 1_700_000_100), object("only-a")],
    ...[preprocessor("p", "of a"), preprocessor("only-a", "of a")],
  ];
  const b = [object("shared", "same", 1_700_000_050), object("only-b"), preprocessor("p", "of b")];
  const files: MergedBundle[] = [];
  for (const [name, entries, created] of [
    ["a", a, 1_700_001_000],
    ["b", b, 1_700_002_000],
  ] as const) {
    const made = await packTree(join(folder, name), entries, {
      about: { ...about, created, sccacheVersion: versions[name] },
    });
    const file = join(folder, `${name}.tar.zst`);
    await copyFile(made.file, file);
    files.push({ file, key: "", manifest: await readManifest(file, zstd, undefined) });
  }
  return files;
}

function manifestOf(merged: PackedWithin | undefined) {
  return merged?.kind === "packed" ? merged.packed.manifest : undefined;
}

const options = { budgetBytes: 1e9, levels: { usual: 3, tight: 3 }, segmentRawBytes: 1e6, threads: 1 };

test("a merged bundle has what any had, the newest of what differs, and the larger use", async () => {
  await inFolder(async (folder) => {
    const files = await twoBundles(folder, { a: "0.16.0", b: "0.16.0" });
    const out = join(folder, "merged.tar.zst");
    await merge({ ...options, bundles: files, out, tempDirectory: folder }, zstd);
    const manifest = await readManifest(out, zstd, undefined);
    const byName = new Map(manifest.entries.map((entry) => [entry.name, entry]));
    expect([...byName.keys()].sort()).toEqual(
      [
        ...[nameFor("shared"), nameFor("only-a"), nameFor("only-b")],
        ...[nameFor("p", "preprocessor"), nameFor("only-a", "preprocessor")],
      ].sort(),
    );
    expect(byName.get(nameFor("shared"))).toMatchObject({ lastUse: 1_700_000_100, runs: 1 });
    expect(byName.get(nameFor("only-a"))).toMatchObject({ runs: 1 });
    expect(manifest.created).toBe(1_700_002_000);
    // Files that are in no store have no names.
    expect(manifest).toMatchObject({ parents: [], ancestors: [] });

    const directory = join(folder, "out");
    await unpack({ file: out, manifest, directory, wanted: () => true, threads: 1 }, zstd);
    const tree = await readTree(directory);
    expect(tree.get(nameFor("p", "preprocessor"))?.content.toString()).toBe("of b");
  });
});

test("the order of the bundles does not matter", async () => {
  await inFolder(async (folder) => {
    const files = await twoBundles(folder, { a: "0.16.0", b: "0.16.0" });
    const [one, other] = await Promise.all(
      [files, files.toReversed()].map((order, i) =>
        merge({ ...options, bundles: order, out: join(folder, `merged-${i}`), tempDirectory: folder }, zstd),
      ),
    );
    expect(manifestOf(other)).toEqual(manifestOf(one));
  });
});

test("preprocessor files of another sccache than the newest bundle's are left out", async () => {
  await inFolder(async (folder) => {
    const files = await twoBundles(folder, { a: "0.16.0", b: "0.19.0" });
    const out = join(folder, "merged.tar.zst");
    const manifest = manifestOf(
      await merge({ ...options, bundles: files, out, tempDirectory: folder }, zstd),
    );
    expect(manifest?.sccacheVersion).toBe("0.19.0");
    expect(manifest?.entries.map(({ name }) => name).sort()).toEqual(
      [nameFor("shared"), nameFor("only-a"), nameFor("only-b"), nameFor("p", "preprocessor")].sort(),
    );
  });
});

test("native code keeps the CPU of the bundle that it is taken from, whatever machine merges", async () => {
  await inFolder(async (folder) => {
    const files: MergedBundle[] = [];
    for (const [cpu, created] of [
      ["01d01d01", 1_700_001_000],
      ["f00f00f0", 1_700_002_000],
    ] as const) {
      const all = [object("shared", `for ${cpu} `), object(`only-${cpu}`)];
      const entries = all.map(({ name, lastUse }) => ({ name, lastUse, runs: 1, cpu }));
      const made = await packTree(join(folder, cpu), all, { about: { ...about, created }, entries });
      files.push({ file: made.file, key: "", manifest: await readManifest(made.file, zstd, undefined) });
    }
    const out = join(folder, "merged.tar.zst");
    await merge({ ...options, bundles: files, out, tempDirectory: folder }, zstd);
    const manifest = await readManifest(out, zstd, undefined);
    const cpus = Object.fromEntries(manifest.entries.map(({ name, cpu }) => [name, cpu]));
    expect(cpus).toEqual({
      [nameFor("shared")]: "f00f00f0",
      [nameFor("only-01d01d01")]: "01d01d01",
      [nameFor("only-f00f00f0")]: "f00f00f0",
    });
    const directory = join(folder, "out");
    await unpack({ file: out, manifest, directory, wanted: () => true, threads: 1 }, zstd);
    const shared = (await readTree(directory)).get(nameFor("shared"));
    expect(shared?.content.toString("latin1")).toContain("for f00f00f0");
  });
});

test("nothing is written when nothing fits", async () => {
  await inFolder(async (folder) => {
    const files = await twoBundles(folder, { a: "0.16.0", b: "0.16.0" });
    const out = join(folder, "merged.tar.zst");
    const request = { ...options, budgetBytes: 10, bundles: files, out, tempDirectory: folder };
    expect(await merge(request, zstd)).toMatchObject({ kind: "too-small" });
    await expect(readManifest(out, zstd, undefined)).rejects.toThrow();
  });
});

describe("merges one after the other", () => {
  /** What two matrix jobs have after their runs so many, each with crates of its own beside a common one. */
  async function merges(folder: string, runs: readonly (readonly (readonly string[])[])[]) {
    let earlier: MergedBundle | undefined;
    const found: string[][] = [];
    for (const [i, jobs] of runs.entries()) {
      const bundles: MergedBundle[] = [];
      for (const [job, crates] of jobs.entries()) {
        // The second job began long after the first.
        const clock = job === 0 ? i + 1 : i + 101;
        const key = `job-${job}-${i}`;
        const run = { id: `run-${i}`, clock, complete: true };
        const entries = crates.map((crate) => object(crate));
        const made = await packTree(join(folder, key), entries, {
          about: { ...about, created: 1_700_000_000 + i * 1000, run },
          entries: entries.map(({ name, lastUse }) => ({ name, lastUse, runs: 3, lastRun: clock })),
        });
        bundles.push({ key, file: made.file, manifest: await readManifest(made.file, zstd, undefined) });
      }
      const file = join(folder, `merged-${i}`);
      const request = { ...options, bundles, earlier, out: file };
      const manifest = manifestOf(await merge({ ...request, tempDirectory: folder }, zstd));
      if (!manifest) throw new Error("nothing is merged");
      earlier = { key: `merged-${i}`, file, manifest };
      const crates = ["live", "dead", "rare"].filter((crate) =>
        manifest.entries.some(({ name }) => name === nameFor(crate)),
      );
      found.push(crates);
    }
    return found;
  }

  test("what no matrix job has any more goes after two runs, what one has stays", async () => {
    await inFolder(async (folder) => {
      const found = await merges(folder, [
        [["live", "dead"], ["rare"]],
        [["live"], ["rare"]],
        [["live"], ["rare"]],
        [["live"], ["rare"]],
      ]);
      expect(found).toEqual([
        ["live", "dead", "rare"],
        ["live", "dead", "rare"],
        ["live", "rare"],
        ["live", "rare"],
      ]);
    });
  });

  test("a matrix job whose bundle is gone for one run loses nothing", async () => {
    await inFolder(async (folder) => {
      const found = await merges(folder, [[["live"], ["rare"]], [["live"]], [["live"], ["rare"]]]);
      expect(found.at(1)).toEqual(["live", "rare"]);
      expect(found.at(2)).toEqual(["live", "rare"]);
    });
  });

  test("the clock is the latest of any, runs that are not complete do not move it, and what is of no use is replaced", async () => {
    await inFolder(async (folder) => {
      const bundles: MergedBundle[] = [];
      for (const [key, clock, complete] of [
        ["behind", 3, true],
        ["ahead", 5, true],
        ["failed", 6, false],
      ] as const) {
        const run = { id: key, clock, complete };
        const made = await packTree(join(folder, key), [object(key)], { about: { ...about, run } });
        bundles.push({ key, file: made.file, manifest: await readManifest(made.file, zstd, undefined) });
      }
      const mergeOf = async (some: readonly MergedBundle[], earlier?: MergedBundle) => {
        const file = join(folder, `merged-of-${some.length}`);
        const empty = [{ key: "damaged", manifest: undefined, file: undefined }];
        const request = { ...options, bundles: some, earlier, empty, out: file, tempDirectory: folder };
        const manifest = manifestOf(await merge(request, zstd));
        if (!manifest) throw new Error("nothing is merged");
        return { key: "merged", file, manifest };
      };
      const first = await mergeOf(bundles.slice(0, 2));
      expect(first.manifest).toMatchObject({ run: { clock: 5 }, ancestors: ["behind", "ahead", "damaged"] });
      const next = await mergeOf(bundles, first);
      expect(next.manifest.run.clock).toBe(5);
    });
  });

  test("a merge of what was merged already ages nothing", async () => {
    await inFolder(async (folder) => {
      const [first] = await twoBundles(folder, { a: "0.16.0", b: "0.16.0" });
      if (!first) throw new Error("no bundle");
      const bundle = { ...first, key: "job-0" };
      let earlier: MergedBundle | undefined;
      for (const i of [1, 2, 3]) {
        const out = join(folder, `merged-${i}`);
        const request = { ...options, bundles: [bundle], earlier, out };
        const manifest = manifestOf(await merge({ ...request, tempDirectory: folder }, zstd));
        if (!manifest) throw new Error("nothing is merged");
        expect(manifest.run.clock).toBe(bundle.manifest.run.clock);
        earlier = { key: `merged-${i}`, file: out, manifest };
      }
    });
  });
});

test("the newest content wins over older content of the same size, in a segment that could be copied", async () => {
  await inFolder(async (folder) => {
    const y = (text: string) => entryOf("y", Buffer.alloc(3000, text));
    const others = ["1", "2", "3"].map((seed) => entryOf(seed, randomBytes(100_000)));
    const bundles = [
      await bundleOf(join(folder, "older"), [...others, y("old-")], 1_700_000_100),
      await bundleOf(join(folder, "newer"), [y("new-")], 1_700_000_900),
    ];
    expect(bundles[0]?.manifest.entries.find(({ name }) => name === nameFor("y"))?.bytes).toBe(
      bundles[1]?.manifest.entries[0]?.bytes,
    );
    const out = join(folder, "merged.tar.zst");
    const request = { ...options, segmentRawBytes: 400_000, bundles, out, tempDirectory: folder };
    const manifest = manifestOf(await merge(request, zstd));
    const directory = join(folder, "out");
    await unpack(
      { file: out, manifest: manifest as Manifest, directory, wanted: () => true, threads: 1 },
      zstd,
    );
    const content = (await readTree(directory)).get(nameFor("y"))?.content;
    expect(content?.includes("new-new-")).toBe(true);
    expect(content?.includes("old-")).toBe(false);
  });
});

test("segments are copied of which all entries come from their own bundle", async () => {
  await inFolder(async (folder) => {
    const of = (...seeds: string[]) => seeds.map((seed) => entryOf(seed, randomBytes(100_000)));
    const bundles = [
      await bundleOf(join(folder, "older"), of("a", "b", "c"), 1_700_000_100),
      await bundleOf(join(folder, "newer"), of("d", "e", "f"), 1_700_000_900),
    ];
    const request = { ...options, segmentRawBytes: 400_000, bundles, tempDirectory: folder };
    const merged = await merge({ ...request, out: join(folder, "merged.tar.zst") }, zstd);
    expect(merged).toMatchObject({ kind: "packed", packed: { copied: 2 } });
  });
});

test("a merge that fits nowhere leaves the file that was there", async () => {
  await inFolder(async (folder) => {
    const bundle = await bundleOf(join(folder, "one"), [entryOf("a", randomBytes(100_000))], 1_700_000_100);
    const [entry] = bundle.manifest.entries;
    const out = join(folder, "merged.tar.zst");
    await writeFile(out, "precious");
    // What the entry itself is expected to take fits, and what a bundle takes beside it does not.
    const budgetBytes = (bundle.manifest.segments[0]?.bytes ?? 0) + 100;
    expect(entry?.bytes).toBeLessThan(budgetBytes);
    const request = { ...options, budgetBytes, bundles: [bundle], out, tempDirectory: folder };
    expect(await merge(request, zstd)).toMatchObject({ kind: "too-small" });
    expect(await readFile(out, "utf8")).toBe("precious");
    expect((await readdir(folder)).sort()).toEqual(["merged.tar.zst", "one"]);
  });
});

/** An entry that nothing compresses further. */
function entryOf(seed: string, content: Buffer) {
  return { name: nameFor(seed), content: zipOf([{ name: "obj", content }], -131072), lastUse: 1_700_000_000 };
}

/** A bundle of this version, which a later one may copy from. */
async function bundleOf(
  folder: string,
  entries: readonly MadeUpEntry[],
  created: number,
): Promise<MergedBundle> {
  const { file, manifest } = await packTree(folder, entries, { about: { ...about, creator, created } });
  return { file, key: "", manifest };
}

import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { about, packTree } from "../../test/bundle/bundles.ts";
import { inFolder, nameFor, readTree, zipOf, zstd } from "../../test/bundle/made-up-entries.ts";
import { readManifest } from "../bundle/format/read-manifest.ts";
import { unpack } from "../bundle/unpack.ts";
import { merge } from "./merge.ts";

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

/** Two bundles: `a` of a leg that ran first, and `b` of a later one. */
async function twoBundles(folder: string, versions: { a: string; b: string }): Promise<string[]> {
  const a = [object("shared", "same", 1_700_000_100), object("only-a"), preprocessor("p", "of a")];
  const b = [object("shared", "same", 1_700_000_050), object("only-b"), preprocessor("p", "of b")];
  const files: string[] = [];
  for (const [name, entries, created] of [
    ["a", a, 1_700_001_000],
    ["b", b, 1_700_002_000],
  ] as const) {
    const made = await packTree(join(folder, name), entries, {
      about: { ...about, created, sccacheVersion: versions[name] },
    });
    await copyFile(made.file, join(folder, `${name}.tar.zst`));
    files.push(join(folder, `${name}.tar.zst`));
  }
  return files;
}

const options = { budgetBytes: 1e9, level: 3, segmentRawBytes: 1e6, threads: 1 };

test("a merged bundle has what any had, the newest of what differs, and the history added up", async () => {
  await inFolder(async (folder) => {
    const files = await twoBundles(folder, { a: "0.16.0", b: "0.16.0" });
    const out = join(folder, "merged.tar.zst");
    await merge({ ...options, files, out, tempDirectory: folder }, zstd);
    const manifest = await readManifest(out, zstd);
    const byName = new Map(manifest.entries.map((entry) => [entry.name, entry]));
    expect([...byName.keys()].sort()).toEqual(
      [nameFor("shared"), nameFor("only-a"), nameFor("only-b"), nameFor("p", "preprocessor")].sort(),
    );
    expect(byName.get(nameFor("shared"))).toMatchObject({ lastUse: 1_700_000_100, runs: 2 });
    expect(byName.get(nameFor("only-a"))).toMatchObject({ runs: 1 });
    expect(manifest.created).toBe(1_700_002_000);

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
        merge({ ...options, files: order, out: join(folder, `merged-${i}`), tempDirectory: folder }, zstd),
      ),
    );
    expect(other?.manifest).toEqual(one?.manifest);
  });
});

test("preprocessor files of another sccache than the newest bundle's are left out", async () => {
  await inFolder(async (folder) => {
    const files = await twoBundles(folder, { a: "0.16.0", b: "0.19.0" });
    const out = join(folder, "merged.tar.zst");
    const packed = await merge({ ...options, files, out, tempDirectory: folder }, zstd);
    expect(packed?.manifest.sccacheVersion).toBe("0.19.0");
    expect(packed?.manifest.entries).toHaveLength(4);
  });
});

test("nothing is written when nothing fits", async () => {
  await inFolder(async (folder) => {
    const files = await twoBundles(folder, { a: "0.16.0", b: "0.16.0" });
    const out = join(folder, "merged.tar.zst");
    const request = { ...options, budgetBytes: 10, files, out, tempDirectory: folder };
    expect(await merge(request, zstd)).toBeUndefined();
    await expect(readManifest(out, zstd)).rejects.toThrow();
  });
});

import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { about, packTree } from "../../test/bundle/bundles.ts";
import { inFolder, nameFor, readTree, zipOf, zstd } from "../../test/bundle/made-up-entries.ts";
import { readManifest } from "../bundle/format/read-manifest.ts";
import { unpack } from "../bundle/unpack.ts";
import { type MergedBundle, merge } from "./merge.ts";
import type { PackedWithin } from "./save/next-bundle.ts";

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
async function twoBundles(folder: string, versions: { a: string; b: string }): Promise<MergedBundle[]> {
  const a = [object("shared", "same", 1_700_000_100), object("only-a"), preprocessor("p", "of a")];
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

const options = { budgetBytes: 1e9, level: 3, segmentRawBytes: 1e6, threads: 1 };

test("a merged bundle has what any had, the newest of what differs, and the larger use", async () => {
  await inFolder(async (folder) => {
    const files = await twoBundles(folder, { a: "0.16.0", b: "0.16.0" });
    const out = join(folder, "merged.tar.zst");
    await merge({ ...options, bundles: files, out, tempDirectory: folder }, zstd);
    const manifest = await readManifest(out, zstd, undefined);
    const byName = new Map(manifest.entries.map((entry) => [entry.name, entry]));
    expect([...byName.keys()].sort()).toEqual(
      [nameFor("shared"), nameFor("only-a"), nameFor("only-b"), nameFor("p", "preprocessor")].sort(),
    );
    expect(byName.get(nameFor("shared"))).toMatchObject({ lastUse: 1_700_000_100, runs: 1 });
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
    expect(manifest?.entries).toHaveLength(4);
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

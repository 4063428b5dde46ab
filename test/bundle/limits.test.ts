import { randomBytes } from "node:crypto";
import { mkdir, readdir, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { limits } from "../../src/bundle/format/checks.ts";
import { readManifest } from "../../src/bundle/format/read-manifest.ts";
import { inFolder } from "../folder.ts";
import { about, packTree } from "./bundles.ts";
import { nameFor, zipOf, zstd } from "./made-up-entries.ts";

const tree = Array.from({ length: 300 }, (_, i) => ({
  name: nameFor(i),
  content: Buffer.from(`? no zip: ${i}`.padEnd(40)),
  lastUse: 1_700_000_000 + i,
}));

/** So few variables that take so many bytes of JSON: names and values of 300 characters of three bytes each. */
function variables(bytes: number): Record<string, string> {
  const text = () => Array.from(randomBytes(300), (byte) => String.fromCharCode(0x4e00 + 50 * byte)).join("");
  return Object.fromEntries(Array.from({ length: Math.floor(bytes / 1806) }, () => [text(), text()]));
}

test("of more entries than a manifest can list, those used last are packed and the others dropped", async () => {
  await inFolder(async (folder) => {
    // All but what is kept for segments, and 20 kB.
    const environment = variables(limits.manifestBytes - 2 ** 20 - 20_000);
    const packed = await packTree(folder, tree, { about: { ...about, environment } });
    const kept = packed.manifest.entries.map(({ name }) => name);
    expect(kept.length).toBeGreaterThan(0);
    expect(packed.dropped.length).toBeGreaterThan(0);
    expect(kept.length + packed.dropped.length).toBe(tree.length);
    for (const { why } of packed.dropped) expect(why).toBe("one bundle can list no more entries");
    expect([...kept].sort()).toEqual(
      tree
        .slice(-kept.length)
        .map(({ name }) => name)
        .sort(),
    );
    expect(await readManifest(packed.file, zstd, undefined)).toEqual(packed.manifest);
  });
});

test("a sparse file that is larger than any entry is dropped before memory is taken for it", async () => {
  await inFolder(async (folder) => {
    const [first, ...others] = tree.slice(0, 3);
    const file = join(folder, "in", first?.name ?? "");
    const onlyOthers = await packTree(folder, others);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, "");
    await truncate(file, 2 ** 38);
    const entries = tree.slice(0, 3).map(({ name, lastUse }) => ({ name, lastUse, runs: 1 }));
    const packed = await packTree(folder, others, { entries });
    expect(packed.dropped).toEqual([
      { name: first?.name, why: "it has 274877906944 bytes, more than an entry of a bundle may have" },
    ]);
    expect(packed.manifest.entries).toEqual(onlyOthers.manifest.entries);
  });
});

test("what no reader would take gets no name", async () => {
  await inFolder(async (folder) => {
    const file = packTree(folder, tree, {
      about: { ...about, environment: variables(limits.manifestBytes + 10_000) },
    });
    await expect(file).rejects.toMatchObject({ name: "BundleError", fault: "too-large" });
    expect((await readdir(folder)).sort()).toEqual(["in"]);
  });
});

test("what shrinks so much that readers take it for an attack is dropped, and the bundle can be read", async () => {
  await inFolder(async (folder) => {
    const zeros = [1, 2].map((seed) => ({
      name: nameFor(`zeros ${seed}`),
      content: zipOf([{ name: "libzeros-0a1b2c3d4e5f6a7b.rlib", content: Buffer.alloc(90e6) }], 3),
      lastUse: 1_700_000_000,
    }));
    const packed = await packTree(folder, zeros, { segmentRawBytes: 200e6 });
    expect(packed.dropped.map(({ name }) => name).sort()).toEqual(zeros.map(({ name }) => name).sort());
    for (const { why } of packed.dropped) expect(why).toMatch(/^it shrinks to \d+ of \d+ bytes/);
    expect(packed.manifest.entries).toEqual([]);
    expect(await readManifest(packed.file, zstd, undefined)).toEqual(packed.manifest);
  });
});

import { access, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Manifest } from "../../src/bundle/format/manifest.ts";
import { type Salvaged, salvage } from "../../src/bundle/salvage.ts";
import { verify } from "../../src/bundle/verify.ts";
import { inFolder } from "../folder.ts";
import { packTree, unpackAll } from "./bundles.ts";
import { type MadeUpEntry, nameFor, readTree, zipOf, zstd } from "./made-up-entries.ts";

let bundle: Buffer;
let manifest: Manifest;
/** What an intact bundle unpacks to. */
let tree: Map<string, MadeUpEntry>;

beforeAll(async () => {
  let state = 1;
  const noise = (size: number) =>
    Buffer.from(
      Array.from({ length: size }, () => {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        return state >>> 16;
      }),
    );
  const entries = Array.from({ length: 24 }, (_, seed) => ({
    name: nameFor(seed, seed % 8 === 7 ? "preprocessor" : "object"),
    content: zipOf([{ name: "obj", content: noise(40_000 + seed * 1000) }], 3),
    lastUse: 1_700_000_000 + seed,
  }));
  await inFolder(async (folder) => {
    const packed = await packTree(folder, entries, { segmentRawBytes: 400_000 });
    bundle = await readFile(packed.file);
    manifest = packed.manifest;
    tree = await readTree(await unpackAll(folder, packed.file));
  });
  expect(manifest.segments.length).toBeGreaterThan(2);
});

/** Salvages a file, and checks that all that comes out is what was packed. */
async function salvaged(file: Uint8Array): Promise<Salvaged> {
  return inFolder(async (folder) => {
    const path = join(folder, "damaged.tar.zst");
    await writeFile(path, file);
    const directory = join(folder, "out");
    const result = await salvage({ file: path, directory }, zstd);
    const found = await readTree(directory);
    expect([...found.keys()].sort()).toEqual([...result.recovered].sort());
    for (const [name, entry] of found) expect(entry).toEqual(tree.get(name));
    return result;
  });
}

function flip(at: number): Buffer {
  const flipped = Buffer.from(bundle);
  flipped[at] = (flipped[at] ?? 0) ^ 0x10;
  return flipped;
}

const names = (segment?: number) =>
  manifest.entries
    .filter((entry) => segment === undefined || entry.segment === segment)
    .map(({ name }) => name);

test("all of a sound bundle is recovered", async () => {
  expect(await salvaged(bundle)).toEqual({ recovered: names(), lost: [] });
});

test("without the manifest and the seek table all entries are recovered, with their times", async () => {
  const { offset, bytes } = manifest.segments.at(-1) ?? { offset: 0, bytes: 0 };
  for (const end of [offset + bytes, offset + bytes + 10, bundle.length - 1]) {
    expect((await salvaged(bundle.subarray(0, end))).recovered).toEqual(names());
  }
});

test("damage in one segment costs nothing of the others, and verify names it", async () => {
  for (const [i, { offset, bytes }] of manifest.segments.entries()) {
    for (const share of [0, 0.01, 0.4, 0.99]) {
      const damaged = flip(offset + Math.floor(bytes * share));
      const { recovered, lost } = await salvaged(damaged);
      const others = names().filter((name) => !names(i).includes(name));
      expect(recovered).toEqual(expect.arrayContaining(others));
      expect([...recovered, ...(lost ?? [])].sort()).toEqual(names().sort());
      const findings = await inFolder(async (folder) => {
        const file = join(folder, "damaged");
        await writeFile(file, damaged);
        return (await verify({ file, threads: 1, trust: undefined }, zstd)).findings;
      });
      expect(findings).toEqual([
        expect.objectContaining({ where: "segment", segment: i, entries: names(i) }),
      ]);
    }
  }
});

test("a file that is cut within a segment gives the entries before the cut", async () => {
  const [first] = manifest.segments;
  const half = Math.floor((first?.bytes ?? 0) * 0.6);
  const { recovered, lost } = await salvaged(bundle.subarray(0, half));
  expect(lost).toBeUndefined();
  const objects = names(0).filter((name) => !name.startsWith("preprocessor/"));
  expect(recovered.length).toBeGreaterThanOrEqual(Math.floor(objects.length * 0.4));
  expect(objects).toEqual(expect.arrayContaining([...recovered]));
});

test("damage late in a segment costs only what lies behind it", async () => {
  const { offset = 0, bytes = 0 } = manifest.segments[0] ?? {};
  const { recovered } = await salvaged(flip(offset + Math.floor(bytes * 0.7)));
  const objects = names(0).filter((name) => !name.startsWith("preprocessor/"));
  const kept = objects.filter((name) => recovered.includes(name));
  expect(kept.length).toBeGreaterThanOrEqual(Math.floor(objects.length / 2));
});

test("whatever happens to a file, what is recovered is what was packed", async () => {
  const damage = fc.record({
    at: fc.nat(bundle.length - 1),
    bytes: fc.uint8Array({ maxLength: 3000 }),
    cut: fc.nat(bundle.length),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, bytes, cut }) => {
      const damaged = Buffer.from(bundle);
      damaged.set(bytes.subarray(0, damaged.length - at), at);
      await salvaged(damaged.subarray(0, Math.max(cut, at)));
    }),
    { numRuns: 40 },
  );
});

test("in a file that is no bundle there is nothing", async () => {
  for (const file of [Buffer.alloc(0), Buffer.alloc(3), Buffer.alloc(100_000, "tar"), bundle.subarray(4)]) {
    const { recovered } = await salvaged(file);
    expect(recovered.every((name) => tree.has(name))).toBe(true);
  }
});

test("what is there twice is recovered once", async () => {
  expect((await salvaged(Buffer.concat([bundle, bundle]))).recovered).toEqual(names());
});

test("a missing file leaves no directory", async () => {
  await inFolder(async (folder) => {
    const directory = join(folder, "out");
    await expect(salvage({ file: join(folder, "none"), directory }, zstd)).rejects.toThrow("ENOENT");
    await expect(access(directory)).rejects.toThrow("ENOENT");
  });
});

test("a damaged end of the tar is refused, and costs no entry in salvage", async () => {
  const last = manifest.segments.at(-1);
  const damaged = flip((last?.offset ?? 0) + (last?.bytes ?? 0) + 8);
  await inFolder(async (folder) => {
    const file = join(folder, "damaged");
    await writeFile(file, damaged);
    const { findings } = await verify({ file, threads: 1, trust: undefined }, zstd);
    expect(findings).toEqual([{ where: "end", fault: "damaged", why: "the end of the tar is damaged" }]);
    await expect(unpackAll(folder, file)).rejects.toThrow("the end of the tar is damaged");
    const directory = join(folder, "salvaged");
    expect(await salvage({ file, directory }, zstd)).toMatchObject({ lost: [] });
    expect(await readTree(directory)).toEqual(tree);
  });
});

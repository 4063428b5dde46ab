import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import type { Header } from "tar-stream";
import { beforeAll, describe, expect, test } from "vitest";
import { BundleError } from "../../src/bundle/format/checks.ts";
import type { Manifest } from "../../src/bundle/format/manifest.ts";
import { manifestFromJson, manifestToJson } from "../../src/bundle/format/manifest-json.ts";
import { readManifest } from "../../src/bundle/format/read-manifest.ts";
import { memberBytes } from "../../src/bundle/format/tar.ts";
import { inFolder } from "../folder.ts";
import { about, packTree } from "./bundles.ts";
import { type Made, make, mtime, name, other, tarOf } from "./hostile-bundle.ts";
import { nameFor, zipOf, zstd } from "./made-up-entries.ts";
import { refusalOf } from "./refusal.ts";

describe("a sound bundle", () => {
  let bundle: Buffer;
  let manifest: Manifest;

  beforeAll(async () => {
    const entries = Array.from({ length: 9 }, (_, seed) => ({
      name: nameFor(seed, seed % 4 === 3 ? "preprocessor" : "object"),
      content: zipOf([{ name: "obj", content: Buffer.from(`${seed} `.repeat(50 + seed)) }], 3),
      lastUse: mtime + seed,
    }));
    [bundle, manifest] = await inFolder(async (folder) => {
      const packed = await packTree(folder, entries, { segmentRawBytes: 3000 });
      return [await readFile(packed.file), packed.manifest];
    });
    expect(manifest.segments.length).toBeGreaterThan(2);
  });

  test("is taken", async () => {
    expect(await refusalOf(bundle)).toBeUndefined();
  });

  test("is refused when it is cut anywhere", async () => {
    const lengths = [0, 1, 8, 17, ...Array.from({ length: 60 }, (_, i) => bundle.length - 1 - i * 31)];
    for (const length of lengths.filter((one) => one >= 0)) {
      expect(await refusalOf(bundle.subarray(0, length)), `${length} bytes`).toBeInstanceOf(BundleError);
    }
  });

  test("is refused, or still the same, when any bit flips", async () => {
    const flips = fc.tuple(fc.nat(bundle.length - 1), fc.nat(7));
    await fc.assert(
      fc.asyncProperty(flips, async ([at, bit]) => {
        const flipped = Buffer.from(bundle);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        await refusalOf(flipped);
      }),
      { numRuns: 300 },
    );
  });

  test("is refused when a bit flips in a segment, which is named", async () => {
    for (const [i, { offset, bytes }] of manifest.segments.entries()) {
      for (const at of [offset, offset + (bytes >> 1), offset + bytes - 1]) {
        const flipped = Buffer.from(bundle);
        flipped[at] = (flipped[at] ?? 0) ^ 4;
        const error = await refusalOf(flipped);
        expect(error).toMatchObject({ fault: "damaged", message: expect.stringContaining(`segment ${i}`) });
      }
    }
  });

  test("is refused with bytes before or behind it", async () => {
    expect(await refusalOf(Buffer.concat([bundle, Buffer.from("x")]))).toBeInstanceOf(BundleError);
    expect(await refusalOf(Buffer.concat([Buffer.from("x"), bundle]))).toMatchObject({ fault: "truncated" });
    expect(await refusalOf(Buffer.concat([bundle, bundle]))).toBeInstanceOf(BundleError);
  });
});

test.each([
  ["nothing", Buffer.alloc(0), "truncated"],
  ["zeros", Buffer.alloc(5000), "not-a-bundle"],
  ["a zstd file", Buffer.from(zstd.compress(Buffer.from("hello"), { level: 1 })), "not-a-bundle"],
])("a file of %s is no bundle", async (_what, bytes, fault) => {
  expect(await refusalOf(bytes)).toMatchObject({ fault });
});

test("what these tests make is a bundle, if nothing else is asked", async () => {
  expect(await refusalOf(await make({}))).toBeUndefined();
  const run = await tarOf([{ name }, { name: other }]);
  expect(await refusalOf(await make({ run, names: [name, other] }))).toBeUndefined();
});

describe("a tar that holds", () => {
  const link = { linkname: "/etc/passwd" };
  test.each<[string, Partial<Header>, string]>([
    ["a symbolic link", { type: "symlink", ...link }, "unsafe-name"],
    ["a hard link", { type: "link", ...link }, "unsafe-name"],
    ["a device", { type: "character-device", devmajor: 1, devminor: 3 }, "unsafe-name"],
    ["a pipe", { type: "fifo" }, "unsafe-name"],
    ["a folder", { type: "directory" }, "unsafe-name"],
    ["another mode", { mode: 0o4755 }, "damaged"],
    ["another owner", { uid: 1000 }, "damaged"],
    ["another name", { name: other }, "disagrees"],
    ["a name that leads upwards", { name: "../../planted" }, "disagrees"],
    ["an absolute name", { name: "/tmp/planted" }, "disagrees"],
    ["a name with a prefix", { name: `${"a/".repeat(50)}${name}` }, "damaged"],
    ["an extended header", { pax: { path: "../../planted" } }, "unsafe-name"],
  ])("%s is refused", async (_what, header, fault) => {
    const run = await tarOf([header]);
    const size = run.length - memberBytes(0); // so that the manifest's sizes are in order
    const error = await refusalOf(await make({ run, bytes: [size] }));
    expect(error?.message).toContain("segment 0");
    if (header.pax === undefined && header.name?.startsWith("a/") !== true)
      expect(error).toMatchObject({ fault });
  });

  test.each([
    ["a member less than the manifest", [name], [name, other]],
    ["a member twice", [name, name], [name, other]],
  ])("%s is refused", async (_what, inTar, listed) => {
    const run = await tarOf(inTar.map((one) => ({ name: one })));
    expect(await refusalOf(await make({ run, names: listed }))).toMatchObject({ fault: "disagrees" });
  });

  test("members of other sizes than the manifest lists is refused, though they take as much together", async () => {
    const run = await tarOf([
      { name, content: "long" },
      { name: other, content: "short" },
    ]);
    const names = [name, other];
    expect(await refusalOf(await make({ run, names, bytes: [4, 5] }))).toBeUndefined();
    expect(await refusalOf(await make({ run, names, bytes: [5, 4] }))).toMatchObject({ fault: "disagrees" });
  });

  test("rubbish, or a member cut short, is refused", async () => {
    expect(await refusalOf(await make({ run: Buffer.alloc(1024, "x") }))).toBeInstanceOf(BundleError);
    const run = await tarOf([{ name }, { name: other }]);
    run.write("77777777777", 1024 + 124); // the second member's size, with a checksum that is now wrong
    expect(await refusalOf(await make({ run, names: [name, other] }))).toMatchObject({ fault: "damaged" });
  });
});

describe("a manifest that", () => {
  const digest = "0".repeat(64);
  const segment = (bytes: number, rawBytes: number) => ({ offset: 0, bytes, rawBytes, sha256: digest });
  test.each<[string, Made, string]>([
    ["names an entry twice", { names: [name, name] }, "disagrees"],
    ["names a path that leads upwards", { names: ["../../planted"] }, "unsafe-name"],
    ["names an absolute path", { names: ["/tmp/planted"] }, "unsafe-name"],
    ["names what sccache never writes", { names: ["a/b/planted"] }, "unsafe-name"],
    ["claims another size of an entry", { bytes: [100_000] }, "disagrees"],
    ["claims an entry of a terabyte", { bytes: [2 ** 40] }, "too-large"],
    ["claims a segment of a terabyte", { segments: [segment(10, 2 ** 40)] }, "too-large"],
    ["claims an empty segment", { segments: [segment(0, 0)], names: [] }, "disagrees"],
    ["claims a segment beyond the file", { segments: [segment(2 ** 29, 1024)] }, "disagrees"],
    [
      "claims more segments than there are",
      { segments: [segment(10, 1024), segment(10, 1024)] },
      "disagrees",
    ],
    ["does not know a frame", { segments: [], names: [] }, "disagrees"],
    ["has another digest", { segments: [segment(0, 1024)] }, "disagrees"],
  ])("%s is refused", async (_what, made, fault) => {
    expect(await refusalOf(await make(made))).toMatchObject({ fault });
  });

  test("is of a later format is refused, with both versions named", async () => {
    const later = await make({ change: (tail) => tail.writeUInt16LE(4, 8 + 16) });
    const error = await refusalOf(later);
    expect(error).toMatchObject({ fault: "unknown-version" });
    expect(error?.message).toMatch(/format 4.*formats 1 to 3/);
  });

  test("is of a later minor version is taken", async () => {
    expect(await refusalOf(await make({ change: (tail) => tail.writeUInt16LE(9, 8 + 18) }))).toBeUndefined();
  });

  test("claims to be larger than it may be is refused before it is decoded", async () => {
    for (const bytes of [2 ** 32 - 1, 2 ** 23]) {
      const bomb = await make({ change: (tail) => tail.writeUInt32LE(bytes, 8 + 20) });
      expect(await refusalOf(bomb)).toMatchObject({ fault: "too-large" });
    }
  });

  test("is shorter or longer than its frame says is refused", async () => {
    for (const by of [-1, 1]) {
      const other = await make({ change: (tail) => tail.writeUInt32LE(tail.readUInt32LE(28) + by, 28) });
      expect(await refusalOf(other)).toMatchObject({ fault: "damaged" });
    }
  });

  test("counts more entries than lists can have is refused", () => {
    const good = JSON.parse(manifestToJson({ ...about, level: 3, segments: [], entries: [] }));
    const column = (value: unknown) => Array.from({ length: 50_000 }, () => value);
    const segments = {
      bytes: column(1),
      rawBytes: column(512),
      sha256: column(digest),
      entries: column(1e5),
    };
    const text = JSON.stringify({ ...good, segments });
    expect(() => manifestFromJson(text)).toThrow(/lists 5000000000 entries/);
  });
});

// In how little memory is measured in a process of its own: attacks.test.ts.
test("a frame that decodes to more than the manifest says is refused", async () => {
  const frame = zstd.compress(Buffer.alloc(2 ** 28), { level: 1, checksum: true });
  const sha256 = createHash("sha256").update(frame).digest("hex");
  const segment = { offset: 0, bytes: frame.length, rawBytes: 1024, sha256 };
  const made = await make({ segments: [segment], frames: [segment, { bytes: 30, rawBytes: 1024 }] });
  const end = zstd.compress(Buffer.alloc(1024), { level: 1, checksum: true });
  const tailAt = made.lastIndexOf(Buffer.from("5d2a4d18", "hex"));
  const table = made.subarray(tailAt);
  table.writeUInt32LE(end.length, table.length - 9 - 16);
  expect(await refusalOf(Buffer.concat([frame, end, table]))).toMatchObject({ fault: "damaged" });
});

test("an end of the tar that is none, or is called otherwise, is refused", async () => {
  const large = await refusalOf(await make({ end: Buffer.alloc(3_000) }));
  expect(large?.message).toContain("the end of the tar takes 3000 bytes");
  const other = await make({});
  other.writeUInt32LE(5, other.length - 9 - 16 + 4); // its size in the seek table
  expect(await refusalOf(other)).toMatchObject({ fault: "disagrees" });
});

test("a seek table that claims a billion frames is refused", async () => {
  const bundle = await make({});
  bundle.writeUInt32LE(1e9, bundle.length - 9);
  expect(await refusalOf(bundle)).toMatchObject({ fault: "too-large" });
});

test("a manifest's text is parsed or refused with a BundleError, whatever it holds", () => {
  const good = JSON.parse(manifestToJson({ ...about, level: 3, segments: [], entries: [] }));
  const broken = fc.tuple(fc.constantFrom(...Object.keys(good)), fc.jsonValue()).map(([field, value]) => {
    return JSON.stringify({ ...good, [field]: value });
  });
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), broken), (text) => {
      try {
        expect(manifestFromJson(text)).toBeTypeOf("object");
      } catch (error) {
        expect(error).toBeInstanceOf(BundleError);
      }
    }),
    { numRuns: 2000 },
  );
});

test("a manifest survives being written and read", async () => {
  await inFolder(async (folder) => {
    const file = join(folder, "bundle.tar.zst");
    await writeFile(file, await make({}));
    const manifest = await readManifest(file, zstd, undefined);
    expect(manifestFromJson(manifestToJson(manifest))).toEqual(manifest);
  });
});

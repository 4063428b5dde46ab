import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { members, rawOf, zipOf, zstd } from "../../../test/bundle/made-up-entries.ts";
import { readZip } from "../../../test/bundle/read-zip.ts";
import { isThere } from "../../zstd/frame.ts";
import { rawFrameBytes, retitle, rewriteBlocks, writeRawFrame } from "./raw-frame.ts";
import { inspectEntry, labelOf, toCompact, toRaw } from "./transcode.ts";
import { createZipWriter, readStoredZip } from "./zip.ts";

const room = () => Buffer.alloc(100, 0xee);
const sorted = <T extends { name: string }>(all: readonly T[]) =>
  all.map(({ name, ...rest }) => ({ name, ...rest })).sort((a, b) => (a.name < b.name ? -1 : 1));

test("an entry rewritten with raw blocks holds the same members, by name, as yauzl reads it", async () => {
  await fc.assert(
    fc.asyncProperty(members, fc.constantFrom(-131072, 1, 9), async (made, level) => {
      const entry = zipOf(made, level);
      const raw = rawOf(entry, room());
      expect(raw.kind).toBe("transcoded");
      if (raw.kind !== "transcoded") return;
      const wanted = sorted(made).map(({ name, content }) => ({ name, content: Buffer.from(content) }));
      expect(await readZip(raw.content)).toEqual(wanted);
      expect(inspectEntry(entry, zstd)).toMatchObject({ rawBytes: raw.content.length });
      expect(rawOf(raw.content, room())).toEqual(raw);
      const just = Buffer.alloc(raw.content.length, 0xee);
      expect(rawOf(entry, just)).toEqual(raw);
      expect(just.equals(raw.content)).toBe(true); // so it is there, and nowhere else

      const compact = toCompact(raw.content, zstd);
      expect(compact.kind === "transcoded" && (await readZip(compact.content))).toEqual(wanted);
    }),
    { numRuns: 60 },
  );
});

test("what an entry becomes is measured alike when only what is asked for is in memory", () => {
  const damage = fc.option(fc.nat(), { nil: undefined });
  fc.assert(
    fc.property(
      members,
      fc.constantFrom(-131072, 1),
      damage,
      fc.boolean(),
      (made, level, flipped, rewritten) => {
        const written = zipOf(made, level);
        const raw = rawOf(written, room());
        const entry = Buffer.from(rewritten && raw.kind === "transcoded" ? raw.content : written);
        if (flipped !== undefined) entry[flipped % entry.length] = (entry[flipped % entry.length] ?? 0) ^ 1;
        const sparse = Buffer.alloc(entry.length, 0xa5);
        const loaded = inspectEntry(sparse, zstd, (from, to) => entry.copy(sparse, from, from, to));
        expect(loaded).toEqual(inspectEntry(entry, zstd));
        const empty = Buffer.alloc(entry.length, 0xa5);
        const source = {
          load: (from: number, to: number) => entry.copy(empty, from, from, to),
          copy: (into: Buffer, at: number) => entry.copy(into, 0, at),
        };
        expect(toRaw(empty, zstd, room(), source)).toEqual(rawOf(entry, room()));
      },
    ),
    { numRuns: 400 },
  );
});

test("an entry is written in place where there is room, and elsewhere where there is not", () => {
  const entry = zipOf([{ name: "obj", content: Buffer.from("content") }], 3);
  const wide = Buffer.alloc(500);
  const [inPlace, elsewhere] = [rawOf(entry, wide), rawOf(entry, Buffer.alloc(3))];
  expect(inPlace).toEqual(elsewhere);
  expect(inPlace.kind === "transcoded" && inPlace.content.buffer === wide.buffer).toBe(true);
});

describe("an entry with", () => {
  const good = zipOf(
    [
      { name: "obj", content: Buffer.from("an object") },
      { name: "stderr", content: Buffer.alloc(0) },
    ],
    3,
  );

  test("any bit flipped is damaged, or not one of sccache's, or still the same", () => {
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      const bad = Buffer.from(good);
      bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const before = rawOf(good, room());
      const after = rawOf(bad, room());
      // Contents have a checksum, names stand in two places; modes and the like do neither.
      if (after.kind === "transcoded" && before.kind === "transcoded") {
        const contents = (zip: Buffer) =>
          readStoredZip(zip)?.map(({ name, content }) => [name, Buffer.from(content)]);
        expect(contents(after.content)).toEqual(contents(before.content));
      }
    }
  });

  test("its end cut off is damaged", () => {
    for (let length = 4; length < good.length; length += 1) {
      expect(rawOf(good.subarray(0, length), room()).kind, `${length}`).toBe("damaged");
    }
  });

  test("a member that is no zstd frame is damaged, and says which", () => {
    expect(readStoredZip(good)).toHaveLength(2);
    const plain = storedZip([{ name: "obj", content: Buffer.from("plain") }]);
    expect(rawOf(plain, room())).toMatchObject({
      kind: "damaged",
      why: expect.stringMatching(/^obj: /),
    });
  });

  test("a member that decodes to less than it should is damaged, though its checksum is right", () => {
    const content = Buffer.from(
      zstd.compress(Buffer.alloc(5_000, "an object "), { level: 1, checksum: true }),
    );
    content[content.length - 1] = (content.at(-1) ?? 0) ^ 1;
    const why = expect.stringMatching(/^obj: /);
    expect(rawOf(storedZip([{ name: "obj", content }]), room())).toEqual({ kind: "damaged", why });
  });

  test.each([
    ["no zip's beginning", Buffer.from("something else, long enough to be one")],
    [
      "the same member twice",
      storedZip([
        { name: "a", content: frame("x") },
        { name: "a", content: frame("y") },
      ]),
    ],
  ])("%s stays as it is", (_what, entry) => {
    expect(rawOf(entry, room())).toEqual({ kind: "verbatim" });
  });

  test("bytes that are no member's stays as it is", () => {
    const one = storedZip([{ name: "a", content: frame("x") }]);
    expect(rawOf(one, room()).kind).toBe("transcoded");
    const central = one.indexOf(Buffer.from("504b0102", "hex"));
    one.writeUInt32LE(4, central + 42); // where the member begins
    one.writeUInt32LE(central + 4, one.length - 6); // where the directory does
    expect(rawOf(Buffer.concat([Buffer.from("more"), one]), room())).toEqual({ kind: "verbatim" });
  });

  test("members that overlap stays as it is", () => {
    const twice = storedZip([
      { name: "a", content: frame("x") },
      { name: "b", content: frame("x") },
    ]);
    const second = twice.lastIndexOf(Buffer.from("504b0102", "hex"));
    twice.writeUInt32LE(0, second + 42);
    twice.write("a", second + 46); // as it is called there
    expect(rawOf(twice, room())).toEqual({ kind: "verbatim" });
  });
});

test("nothing that an entry may hold makes it throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), fc.boolean(), (bytes, begun, ended) => {
      const entry = Buffer.concat([
        Buffer.from(begun ? "504b0304" : "", "hex"),
        bytes,
        Buffer.from(ended ? "504b050600000000010001002f0000000000000000000000".slice(0, 44) : "", "hex"),
      ]);
      expect(["transcoded", "verbatim", "damaged"]).toContain(rawOf(entry, room()).kind);
      expect(["sound", "damaged"]).toContain(inspectEntry(entry, zstd).kind);
    }),
    { numRuns: 2000 },
  );
});

test("an entry whose members may hold far more than its own size is not decoded, and kept as it is", () => {
  const header = Buffer.from("28b52ffd0038", "hex");
  const repeat128KiB = Buffer.alloc(8191 * 4, Buffer.from("02001000", "hex"));
  const gigabyte = Buffer.concat([header, repeat128KiB, Buffer.from("03001000", "hex")]);
  const three = [1, 2, 3].map((i) => ({ name: `m${i}`, content: gigabyte }));
  const entry = storedZip(three);
  expect(rawOf(entry, room())).toEqual({ kind: "verbatim" });
  expect(toCompact(entry, zstd)).toEqual({ kind: "verbatim" });
  expect(inspectEntry(entry, zstd)).toEqual({ kind: "sound", label: null, rawBytes: entry.length });
  const honest = { name: "z", content: Buffer.from(zstd.compress(randomBytes(2 ** 22), { level: 1 })) };
  const mixed = storedZip([honest, ...three]);
  expect(inspectEntry(mixed, zstd)).toEqual({ kind: "sound", label: null, rawBytes: mixed.length });
  entry[entry.indexOf(repeat128KiB)] = 0x12;
  expect(inspectEntry(entry, zstd)).toEqual({ kind: "damaged", why: "checksum mismatch in m1" });
});

test("what compresses well is rewritten up to 150 MB, and kept as it is beyond", () => {
  const zeros = (bytes: number) => [{ name: "libzeros-0a1b2c3d4e5f6a7b.rlib", content: Buffer.alloc(bytes) }];
  const small = zipOf(zeros(100e6), 3);
  expect(inspectEntry(small, zstd)).toMatchObject({ label: "zeros" });
  const large = zipOf(zeros(300e6), 3);
  expect(large.length).toBeLessThan(100_000);
  expect(inspectEntry(large, zstd)).toEqual({ kind: "sound", label: null, rawBytes: large.length });
});

test.each([0, 1, 2 ** 17 - 1, 2 ** 17, 2 ** 17 + 1, 2 ** 18, 300_000])(
  "a raw frame of %i bytes is what the zstd command decodes",
  (size) => {
    const content = Buffer.alloc(size, "raw frames ");
    const raw = Buffer.alloc(rawFrameBytes(size));
    writeRawFrame(content, raw);
    expect(execFileSync("zstd", ["-dcq"], { input: raw, maxBuffer: 2 ** 21 }).equals(content)).toBe(true);
    expect(raw.length).toBeLessThanOrEqual(size + 9 + 3 * Math.ceil(size / 2 ** 17));
    expect((raw[4] ?? 0) & 0b10_0000).toBe(0); // not single-segment
  },
);

test.each([
  [
    [
      "libserde_json-0a1b2c3d4e5f6a7b.rlib",
      "libserde_json-0a1b2c3d4e5f6a7b.rmeta",
      "serde_json-0a1b2c3d4e5f6a7b.d",
    ],
    "serde_json",
  ],
  [["stderr", "libsyn-0a1b2c3d4e5f6a7b.rmeta"], "syn"],
  [["build_script_build-0a1b2c3d4e5f6a7b.d"], "build_script_build"],
  [["libmacro_crate-0a1b2c3d4e5f6a7b.so"], "macro_crate"],
  [["obj", "d", "stderr"], null],
  [["some file.o/../x"], null],
  [["libc-0a1b2c3d4e5f6a7b.d", "liblibc-0a1b2c3d4e5f6a7b.rlib", "liblibc-0a1b2c3d4e5f6a7b.rmeta"], "libc"],
  [["libc-0a1b2c3d4e5f6a7b.d"], "libc"],
  [["libfoo-0a1b2c3d4e5f6a7b.so"], "foo"],
  [["foo-0a1b2c3d4e5f6a7b.dll"], "foo"],
  [[], null],
])("the members %j are named %s", (names, label) => {
  expect(labelOf(names)).toBe(label);
});

function frame(text: string): Uint8Array {
  return zstd.compress(Buffer.from(text), { level: 1 });
}

/** A zip whose members' contents are as given. */
function storedZip(made: readonly { name: string; content: Uint8Array }[]): Buffer {
  const zip = createZipWriter(Buffer.alloc(0));
  for (const { name, content } of made) {
    zip.add({ name, madeBy: 0x314, attributes: 0 }, content.length, (into) => into.set(content));
  }
  return zip.finish();
}

test("raw and repeated blocks of any sizes become the same frame as their content", () => {
  const raw = fc
    .oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc.nat(2 ** 17).map((size) => Buffer.alloc(size, "blocks ")),
    )
    .map((content) => ({ kind: 0, content, held: content }));
  const repeated = fc
    .record({ byte: fc.nat(255), size: fc.nat(2 ** 17) })
    .map(({ byte, size }) => ({ kind: 1, content: Buffer.alloc(size, byte), held: Buffer.of(byte) }));
  fc.assert(
    fc.property(fc.array(fc.oneof(raw, repeated), { minLength: 1, maxLength: 6 }), (blocks) => {
      const written = blocks.map(({ kind, content, held }, i) => {
        const header = Buffer.alloc(3);
        header.writeUIntLE((content.length << 3) | (kind << 1) | (i === blocks.length - 1 ? 1 : 0), 0, 3);
        return Buffer.concat([header, held]);
      });
      const content = Buffer.concat(blocks.map(({ content }) => content));
      const [rewritten, direct] = [0, 1].map(() => Buffer.alloc(rawFrameBytes(content.length), 0xee));
      const frame = Buffer.concat([Buffer.from("28b52ffd0438", "hex"), ...written, Buffer.from("sums")]);
      const source = { load: isThere, copy: (into: Buffer, at: number) => frame.copy(into, 0, at) };
      const was = crc32(frame);
      const is = writeRawFrame(content, direct as Buffer);
      expect(is).toBe(crc32(direct as Buffer));
      const inPlace = Buffer.alloc(rawFrameBytes(content.length), 0xee);
      inPlace.set(content);
      expect(writeRawFrame(inPlace.subarray(0, content.length), inPlace)).toBe(is);
      expect(inPlace.equals(direct as Buffer)).toBe(true);
      expect(rewriteBlocks(frame, rewritten as Buffer, { firstBlock: 6, ...source })).toEqual({ was, is });
      expect(rewritten?.equals(direct as Buffer)).toBe(true);
      expect(retitle(direct as Buffer, crc32(direct as Buffer))).toBe(crc32(direct as Buffer));
      for (const start of ["28b52ffd0048", "28b52ffd2000"]) {
        const other = Buffer.from(direct as Buffer);
        other.write(start, "hex");
        expect(retitle(other, crc32(other))).toBe(crc32(direct as Buffer));
        expect(other.equals(direct as Buffer)).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

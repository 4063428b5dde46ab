import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkOutline, ZstdError } from "./frame.ts";
import { bindingFile, loadNapiZstd } from "./open.ts";
import { type FrameOptions, type Zstd, zlibZstd } from "./zstd.ts";

const implementations: readonly Zstd[] = [loadNapiZstd(bindingFile()), zlibZstd];
const pairs = implementations.flatMap((writer) => implementations.map((reader) => ({ writer, reader })));

const MiB = 2 ** 20;
const segment: FrameOptions = { level: 3, windowLog: 27, longDistance: true, checksum: true };

const contents = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  // Repetitive, and over the borders of blocks (128 KiB) and of the sizes that a header can tell.
  fc
    .record({ unit: fc.uint8Array({ minLength: 1, maxLength: 60 }), size: fc.nat(400_000) })
    .map(({ unit, size }) => Buffer.alloc(size, unit)),
);

const options: fc.Arbitrary<FrameOptions> = fc.record(
  {
    level: fc.oneof(fc.constantFrom(-131072, 1, 3, 19, 22), fc.integer({ min: -7, max: 12 })),
    windowLog: fc.integer({ min: 10, max: 27 }),
    longDistance: fc.boolean(),
    tables: fc.constant({
      hashLog: 14,
      chainLog: 15,
      ldmHashLog: 18,
      ldmBucketSizeLog: 2,
      ldmHashRateLog: 8,
    }),
    checksum: fc.boolean(),
    threads: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ["level"] },
);

describe.each(pairs)("what $writer.name writes and $reader.name reads", ({ writer, reader }) => {
  test("is what went in", () => {
    fc.assert(
      fc.property(contents, options, (content, chosen) => {
        const frame = writer.compress(content, chosen);
        expect(Buffer.compare(reader.decompressWithin(frame, content.length), content)).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  test("is what went in, when only a bound of its size is known", () => {
    fc.assert(
      fc.property(contents, options, fc.nat(200_000), (content, chosen, spare) => {
        const frame = writer.compress(content, chosen);
        const most = content.length + spare;
        expect(Buffer.compare(reader.decompressWithin(frame, most), content)).toBe(0);
        fc.pre(content.length > 0);
        expect(() => reader.decompressWithin(frame, content.length - 1)).toThrow(ZstdError);
      }),
      { numRuns: 100 },
    );
  });

  test("is what went in, when its digest was compared before", () => {
    fc.assert(
      fc.property(contents, options, fc.nat(200_000), (content, chosen, spare) => {
        const frame = writer.compress(content, chosen);
        const room = Buffer.alloc(content.length + spare);
        expect(Buffer.compare(reader.decompressVerified(frame, room.length, room), content)).toBe(0);
        fc.pre(content.length > 0);
        expect(() => reader.decompressVerified(frame, content.length - 1, room)).toThrow(ZstdError);
      }),
      { numRuns: 100 },
    );
  });

  test("is never mistaken for something else when cut short", () => {
    const content = noise(3000);
    for (const chosen of [segment, { level: -131072 }, { level: 1, windowLog: 10 }]) {
      const frame = writer.compress(content, chosen);
      for (let length = 0; length < frame.length; length++) {
        const short = frame.subarray(0, length);
        expect(() => reader.decompressWithin(short, content.length)).toThrow(ZstdError);
        const room = Buffer.alloc(content.length);
        expect(() => reader.decompressVerified(short, content.length, room)).toThrow(ZstdError);
      }
    }
  });

  test("is refused with a smaller bound, with anything behind it, and twice", () => {
    fc.assert(
      fc.property(
        contents,
        options,
        fc.uint8Array({ minLength: 1, maxLength: 20 }),
        (content, chosen, more) => {
          const frame = writer.compress(content, chosen);
          expect(() => reader.decompressWithin(Buffer.concat([frame, more]), content.length)).toThrow(
            ZstdError,
          );
          expect(() => reader.decompressWithin(Buffer.concat([frame, frame]), content.length * 2)).toThrow(
            ZstdError,
          );
          if (content.length > 0) {
            expect(() => reader.decompressWithin(frame, content.length - 1)).toThrow(ZstdError);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test("is refused when a bit has flipped, thanks to the checksum", () => {
    const content = noise(2000);
    const whole = writer.compress(content, segment);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(7), (at, bit) => {
        const frame = Buffer.from(whole);
        frame[at] = (frame[at] ?? 0) ^ (1 << bit);
        try {
          expect(Buffer.compare(reader.decompressWithin(frame, content.length), content)).toBe(0);
        } catch (error) {
          expect(error).toBeInstanceOf(ZstdError);
        }
      }),
      { numRuns: 400 },
    );
  });

  test.each([0, 2])("may be a whole segment, made by %i threads of zstd's", (threads) => {
    const content = Buffer.concat([noise(5 * MiB), Buffer.alloc(123 * MiB, "segment "), noise(MiB + 1)]);
    const frame = writer.compress(content, { ...segment, threads });
    expect(frame.length).toBeLessThan(7 * MiB);
    expect(Buffer.compare(reader.decompressWithin(frame, content.length), content)).toBe(0);
  });
});

describe.each(implementations)("$name", (zstd) => {
  test("throws only ZstdError, whatever it is given", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(1000), fc.boolean(), (bytes, size, withMagic) => {
        const frame = withMagic ? Buffer.concat([Buffer.from("28b52ffd", "hex"), bytes]) : bytes;
        try {
          expect(zstd.decompressWithin(frame, size).length).toBeLessThanOrEqual(size);
        } catch (error) {
          expect(error).toBeInstanceOf(ZstdError);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("reads a view into a larger buffer, and writes a frame that shares no memory with the next", () => {
    const content = noise(1000);
    const first = zstd.compress(content.subarray(1, 999), { level: 3 });
    const copy = Buffer.from(first);
    zstd.compress(Buffer.alloc(5000, "x"), { level: 3 });
    expect(Buffer.compare(first, copy)).toBe(0);
    const room = Buffer.concat([noise(7), first, noise(9)]);
    const read = zstd.decompressWithin(room.subarray(7, 7 + first.length), 998);
    expect(Buffer.compare(read, content.subarray(1, 999))).toBe(0);
  });

  test("gives equal bytes for equal calls, whatever came in between", () => {
    fc.assert(
      fc.property(contents, contents, options, options, (content, other, chosen, between) => {
        const first = zstd.compress(content, chosen);
        zstd.compress(other, between);
        expect(Buffer.compare(zstd.compress(content, chosen), first)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  test("gives equal bytes on however many threads of zstd's", () => {
    const content = Buffer.concat([noise(9 * MiB), Buffer.alloc(MiB, "more "), noise(2 * MiB)]);
    const [first, ...others] = [1, 2, 3, 2].map((threads) => zstd.compress(content, { ...segment, threads }));
    for (const other of others) expect(Buffer.compare(other, first as Uint8Array)).toBe(0);
    expect(Buffer.compare(zstd.decompressWithin(first as Uint8Array, content.length), content)).toBe(0);
  });

  test("tells the size of the content in the header", () => {
    for (const size of [0, 1, 255, 256, 65_791, 65_792, 400_000]) {
      const told = listing(zstd.compress(Buffer.alloc(size), { level: 1, checksum: true }));
      expect(told).toMatch(new RegExp(`Decompressed Size: .*\\(${size} B\\)`));
      expect(told).toContain("Check: XXH64");
    }
  });

  test("writes what the zstd command decodes without a flag", () => {
    const content = Buffer.concat([noise(300_000), noise(300_000)]);
    for (const chosen of [segment, { level: -131072 }, { level: 22 }, { level: 19, windowLog: 10 }]) {
      const decoded = execFileSync("zstd", ["-dcq"], { input: zstd.compress(content, chosen) });
      expect(decoded.equals(content)).toBe(true);
    }
  });

  test("reads what the zstd command writes, with and without the size of the content", () => {
    const content = noise(300_000);
    const sized = `--stream-size=${content.length}`;
    for (const flags of [
      ["-1"],
      ["-19", "--long=27", sized],
      ["--no-check"],
      ["--ultra", "-22"],
      ["--fast=9", sized],
    ]) {
      const frame = execFileSync("zstd", ["-cq", ...flags], { input: content });
      expect(Buffer.compare(zstd.decompressWithin(frame, content.length), content)).toBe(0);
      expect(() => zstd.decompressWithin(frame, content.length - 1)).toThrow(ZstdError);
      expect(() => zstd.decompressWithin(frame.subarray(0, -1), content.length)).toThrow(ZstdError);
    }
  });

  test("refuses a bomb: 32 KiB without a size in the header that decode to a gigabyte", () => {
    const header = Buffer.from("28b52ffd0038", "hex");
    const repeat128KiB = Buffer.alloc(8191 * 4, Buffer.from("02001000", "hex"));
    const bomb = Buffer.concat([header, repeat128KiB, Buffer.from("03001000", "hex")]);
    expect(() => zstd.decompressWithin(bomb, 1000)).toThrow(ZstdError);
    expect(zstd.decompressWithin(bomb, 2 ** 30).length).toBe(2 ** 30);
  });

  test.each([
    ["nothing at all", "", /truncated/],
    ["another format", "1f8b0800000000000003", /not a zstd frame/],
    ["a skippable frame", "502a4d180400000001020304", /not a zstd frame/],
    [
      "a header that claims 2^63 bytes",
      "28b52ffde0ffffffffffffff7f010000",
      /wants a window of 922337203685477/,
    ],
    ["a window of 256 MiB", "28b52ffd0090010000", /window of 268435456/],
    ["a window just over the limit", "28b52ffd0089010000", /window of 150994944/],
    ["a dictionary", "28b52ffd210700010000", /needs a dictionary/],
    ["a reserved bit", "28b52ffd2800010000", /reserved bit/],
    ["a reserved kind of block", "28b52ffd2000070000", /reserved kind/],
    ["a block that reaches beyond the end", "28b52ffd2000f9ffff00", /too large/],
    ["no last block", "28b52ffd2000000000", /truncated/],
  ])("refuses %s", (_what, hex, message) => {
    expect(() => zstd.decompressWithin(Buffer.from(hex, "hex"), 0)).toThrow(message);
    expect(() => zstd.decompressWithin(Buffer.from(hex, "hex"), 0)).toThrow(ZstdError);
  });

  test("refuses a frame whose content is longer than it says", () => {
    // One raw block of four bytes behind a header that claims three.
    const frame = Buffer.from("28b52ffd200321000061626364", "hex");
    expect(() => zstd.decompressWithin(frame, 3)).toThrow(ZstdError);
    expect(() => zstd.decompressWithin(frame, 4)).toThrow(/says it holds 3/);
  });
});

/** Bytes that compress a little, the same on every run. */
function noise(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = 1;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = (state >>> 16) & 0x3f;
  }
  return bytes;
}

/** What the zstd command says of a file that holds `frame`. */
function listing(frame: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), "sccache-bundle-zstd-"));
  try {
    const file = join(folder, "frame.zst");
    writeFileSync(file, frame);
    return execFileSync("zstd", ["-lv", file], { encoding: "utf8", stdio: "pipe" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the native one puts content where there is room for it, whatever its blocks could hold", () => {
  const native = loadNapiZstd(bindingFile());
  const content = Buffer.concat([noise(MiB - 9), Buffer.alloc(MiB, "and more ")]);
  const frame = native.compress(content, { level: 3 });
  expect(checkOutline(frame).mostBytes).toBeGreaterThan(content.length);
  const room = Buffer.alloc(content.length);
  expect(native.decompressWithin(frame, 2 ** 30, room).buffer).toBe(room.buffer);
  expect(room.equals(content)).toBe(true);
  expect(content.equals(native.decompressWithin(frame, 2 ** 30, room.subarray(1)))).toBe(true);
  const damaged = Buffer.from(frame.fill(0, frame.length - 9));
  expect(() => native.decompressWithin(damaged, 2 ** 30, room)).toThrow(ZstdError);
  expect(() => native.decompressWithin(damaged, 2 ** 30, room.subarray(1))).toThrow(ZstdError);
});

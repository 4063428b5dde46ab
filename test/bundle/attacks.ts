import { createHash } from "node:crypto";
import { manifestMagic } from "../../src/bundle/format/frames.ts";
import type { Segment } from "../../src/bundle/format/manifest.ts";
import { memberBytes } from "../../src/bundle/format/tar.ts";
import { content, type Made, make, name, other, tarOf } from "./hostile-bundle.ts";
import { zstd } from "./made-up-entries.ts";

/**
 * Bundles made to fill memory, disk or time, or to be read in two ways. Each has to be refused with nothing written, in
 * little memory: attacks.test.ts.
 */
export const attacks: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  "a manifest of 60 MB of nested lists in few bytes": () => withJson(`${"[".repeat(3e7)}${"]".repeat(3e7)}`),
  "lists nested in 100 kB": () => withJson(`${"[".repeat(5e4)}${"]".repeat(5e4)}`),
  "objects nested in 100 kB": () => withJson(`${'{"a":'.repeat(2e4)}1${"}".repeat(2e4)}`),
  "four million empty lists": () => withJson(padded(`[${"[],".repeat(4e6)}[]]`)),
  "seven million numbers": () => withJson(padded(`[${"1,".repeat(7e6)}1]`)),
  "a text of 14 MB as a name": () => withJson(padded(JSON.stringify({ name: ["a".repeat(1.4e7)] }))),
  "a million empty lists": () => withJson(padded(`[${"[],".repeat(9.9e5)}[]]`)),
  "a million variables": () =>
    withJson(
      JSON.stringify({
        environment: Object.fromEntries(Array.from({ length: 1e6 }, (_, i) => [`v${i}`, 1])),
      }),
    ),
  "a manifest that claims 4 GB": () => make({ change: (tail) => tail.writeUInt32LE(2 ** 32 - 1, 8 + 20) }),
  "a gigabyte of zeros in one segment": async () => {
    const raw = 2 ** 30;
    const frame = zstd.compress(Buffer.alloc(raw), { level: 1, windowLog: 27, checksum: true });
    return make({ frame: Buffer.from(frame), bytes: [raw - 512], segments: [segmentOf(frame, raw)] });
  },
  "a gigabyte of one byte, block by block": async () => {
    const frame = repeatedBlocks(2 ** 13);
    return make({ frame, bytes: [2 ** 30 - 512], segments: [segmentOf(frame, 2 ** 30)] });
  },
  "a segment that decodes to more than it claims": async () => {
    const frame = zstd.compress(Buffer.alloc(2 ** 28), { level: 1, checksum: true });
    return make({ frame: Buffer.from(frame), segments: [segmentOf(frame, memberBytes(content.length))] });
  },
  "a segment of millions of empty blocks": async () => {
    const blocks = Buffer.alloc(3 * 5e6);
    const frame = Buffer.concat([Buffer.from("28b52ffd0088", "hex"), blocks, Buffer.from("010000", "hex")]);
    return make({ frame, segments: [segmentOf(frame, memberBytes(content.length))] });
  },
  "a frame that wants a window of gigabytes": async () => {
    const frame = Buffer.concat([Buffer.from("28b52ffd00f8", "hex"), Buffer.from("010000", "hex")]);
    return make({ frame, segments: [segmentOf(frame, memberBytes(content.length))] });
  },
  "a segment of 4 GB in a small file": () =>
    make({ segments: [{ ...segmentOf(Buffer.alloc(0), memberBytes(content.length)), bytes: 2 ** 32 - 1 }] }),
  "a seek table of a billion frames": async () =>
    patched(await make({}), (b) => b.writeUInt32LE(1e9, b.length - 9)),
  "a seek table of 65,000 frames": async () =>
    patched(await make({}), (b) => b.writeUInt32LE(65_000, b.length - 9)),
  "a seek table with checksums": async () => patched(await make({}), (b) => b.writeUInt8(0x80, b.length - 5)),
  "two segments swapped in the seek table": async () => {
    const run = await tarOf([{ name }]);
    const frame = zstd.compress(run, { level: 1, checksum: true });
    const first = { bytes: frame.length - 1, rawBytes: run.length };
    return make({ run, frames: [first, { bytes: 26, rawBytes: 1024 }] });
  },
  "no end of the tar": () => make({ end: Buffer.alloc(0) }),
  "an end of the tar with a member in it": async () =>
    make({ end: Buffer.from(zstd.compress(await tarOf([{ name: other }]), { level: 1, checksum: true })) }),
  "an end of the tar of a gigabyte": async () => make({ end: repeatedBlocks(2 ** 13) }),
  "a second manifest in front": async () => {
    const bundle = await make({});
    const skippable = Buffer.alloc(8 + 100);
    skippable.writeUInt32LE(manifestMagic, 0);
    skippable.writeUInt32LE(100, 4);
    return Buffer.concat([skippable, bundle]);
  },
  "two bundles, one behind the other": async () => Buffer.concat([await make({}), await make({})]),
  "runs beyond what can be counted": () => make(lie({ runs: 2 ** 53 - 1 })),
  "a clock beyond what can be counted": () => make(lie({ lastRun: 2 ** 53 - 1 })),
  "a negative size": () => make(lie({ bytes: -1 })),
  "a time beyond the tar's": () => make(lie({ lastUse: 8 ** 11 })),
  "a label of control characters": () => make(lie({ label: "\u001b[2J" })),
  "a label of 8 MB": () => make(lie({ label: "x".repeat(8e6) })),
  "a name of 8 MB": () => make({ names: ["x".repeat(8e6)] }),
  "a name with a drive": () => make({ names: ["C:\\Windows\\planted"] }),
  "a UNC name": () => make({ names: ["\\\\host\\share\\planted"] }),
  "a device's name": () => make({ names: ["NUL"] }),
  "a name with a zero": () => make({ names: [`${name}\0.rlib`] }),
  "a name with a line end": () => make({ names: [`${name}\n`] }),
  "names that differ in case alone": async () => {
    const upper = name.toUpperCase();
    return make({ run: await tarOf([{ name }, { name: upper }]), names: [name, upper] });
  },
  "a long name by GNU's way": async () =>
    make({ run: gnuLongName(await tarOf([{ name }])), names: [name, other] }),
  "a sparse file by GNU's way": async () =>
    make({ run: patched(await tarOf([{ name }]), (run) => run.write("S", 156)) }),
  "a PAX header that names another file": async () => {
    const run = await tarOf([{ pax: { path: "../../planted" } }]);
    return make({ run, bytes: [run.length - 512] });
  },
  "a PAX header for all": async () =>
    make({ run: patched(await tarOf([{ name }]), (run) => run.write("g", 156)) }),
};

/** A bundle whose manifest is `json`. */
async function withJson(json: string): Promise<Buffer> {
  const packed = zstd.compress(Buffer.from(json), { level: 1, checksum: true });
  const bundle = await make({});
  const at = bundle.lastIndexOf(Buffer.from("5d2a4d18", "hex"));
  const header = Buffer.from(bundle.subarray(at, at + 32));
  header.writeUInt32LE(24 + packed.length, 4);
  header.writeUInt32LE(Buffer.byteLength(json), 28);
  const table = Buffer.from(bundle.subarray(-(8 + 3 * 8 + 9)));
  table.writeUInt32LE(32 + packed.length, 8 + 2 * 8);
  return Buffer.concat([bundle.subarray(0, at), header, packed, table]);
}

/** JSON of a text that does not compress, so that a frame's size alone is no reason to refuse it, beside `value`. */
function padded(value: string): string {
  return `{"padding":"${noise(2 ** 20).toString("base64")}","entries":${value}}`;
}

/** Bytes that do not compress, always the same. */
function noise(bytes: number): Buffer<ArrayBuffer> {
  const blocks: Buffer[] = [];
  for (let i = 0; i * 32 < bytes; i += 1) blocks.push(createHash("sha256").update(String(i)).digest());
  return Buffer.concat(blocks).subarray(0, bytes);
}

function segmentOf(frame: Uint8Array, rawBytes: number): Segment {
  const sha256 = createHash("sha256").update(frame).digest("hex");
  return { offset: 0, bytes: frame.length, rawBytes, sha256 };
}

/** A frame of `count` blocks of 128 KiB, each a byte that repeats. */
function repeatedBlocks(count: number): Buffer {
  const blocks = Buffer.alloc(4 * (count - 1), Buffer.from("02001000", "hex"));
  return Buffer.concat([Buffer.from("28b52ffd0088", "hex"), blocks, Buffer.from("03001000", "hex")]);
}

function patched(bytes: Buffer, change: (bytes: Buffer) => unknown): Buffer {
  change(bytes);
  return bytes;
}

function lie(entry: NonNullable<Made["entry"]>): Made {
  return { entry };
}

function gnuLongName(run: Buffer): Buffer {
  const header = Buffer.from(run.subarray(0, 512));
  header.write("././@LongLink".padEnd(100, "\0"), 0, "latin1");
  header.write("L", 156);
  return Buffer.concat([header, Buffer.from("../../planted".padEnd(512, "\0")), run]);
}

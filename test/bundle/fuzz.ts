import { BundleError } from "../../src/bundle/format/bundle-error.ts";
import {
  footerBytes,
  parseManifestFrame,
  parseSeekTable,
  seekTableSize,
} from "../../src/bundle/format/frames.ts";
import { manifestFromJson, manifestToJson } from "../../src/bundle/format/manifest-json.ts";
import { findMembers, readMembers } from "../../src/bundle/format/tar.ts";
import { measureRaw, toCompact, toRaw } from "../../src/sccache/entry/transcode.ts";
import { checkOutline, readFrom, walkFrame } from "../../src/zstd/frame.ts";
import { ZstdError } from "../../src/zstd/zstd.ts";
import { make, name, other, tarOf } from "./hostile-bundle.ts";
import { zipOf, zstd } from "./made-up-entries.ts";

/** A parser of foreign bytes, with sound input to begin with. */
export interface FuzzTarget {
  readonly samples: readonly Buffer[];
  /** Throws when the parser does other than take `input` or refuse it in its own words. */
  readonly attempt: (input: Buffer) => void;
}

/** What a parser may throw. */
function refuses(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof BundleError || error instanceof ZstdError)) throw error;
  }
}

/** All parsers that read what others may have written, by name. */
export async function fuzzTargets(): Promise<Readonly<Record<string, FuzzTarget>>> {
  const members = [
    { name: "libserde-0a1b2c3d4e5f6a7b.rlib", content: Buffer.from("some code ".repeat(90)) },
    { name: "stderr", content: Buffer.alloc(0) },
  ];
  const zips = [-131072, 1].map((level) => zipOf(members, level));
  const raw = toRaw(zips[0] ?? Buffer.alloc(0), zstd, Buffer.alloc(5000));
  const run = await tarOf([{ name }, { name: other }]);
  const bundle = await make({ run, names: [name, other] });
  const tail = bundle.subarray(bundle.lastIndexOf(Buffer.from("5d2a4d18", "hex")));
  const manifest = tail.subarray(0, -(8 + 3 * 8 + footerBytes));
  const json = manifestToJson(parseManifestFrame(manifest, zstd));
  return {
    zip: {
      samples: raw.kind === "transcoded" ? [...zips, raw.content] : zips,
      attempt(input) {
        const measured = measureRaw(input, zstd);
        const made = toRaw(input, zstd, Buffer.alloc(0));
        if (made.kind === "transcoded" && measured.kind === "transcoded") {
          if (made.content.length !== measured.bytes) throw new Error("it was measured wrong");
          const again = toRaw(made.content, zstd, Buffer.alloc(0));
          const same = again.kind === "transcoded" && again.content.equals(made.content);
          if (!same) throw new Error("what was rewritten is rewritten otherwise");
        }
        toCompact(input, zstd);
      },
    },
    frame: {
      samples: [1, 19].flatMap((level) =>
        [true, false].map((checksum) =>
          Buffer.from(zstd.compress(Buffer.from("abc ".repeat(500)), { level, checksum })),
        ),
      ),
      attempt(input) {
        walkFrame(readFrom(input), 0);
        refuses(() => checkOutline(input));
        refuses(() => zstd.decompress(input, 2000));
        refuses(() => zstd.decompressWithin(input, 2 ** 20));
      },
    },
    tar: {
      samples: [run],
      attempt(input) {
        refuses(() => [...readMembers(input)]);
        for (const { content } of findMembers(input)) content.at(0);
      },
    },
    manifest: {
      samples: [Buffer.from(json), Buffer.from(json.replaceAll(",", " , "))],
      attempt(input) {
        for (const major of [1, 2]) refuses(() => manifestFromJson(input.toString(), major));
      },
    },
    "manifest frame": {
      samples: [manifest],
      attempt: (input) => refuses(() => parseManifestFrame(input, zstd)),
    },
    "seek table": {
      samples: [tail.subarray(manifest.length)],
      attempt(input) {
        refuses(() => {
          const size = seekTableSize(input.subarray(-footerBytes));
          if (size === input.length) parseSeekTable(input);
        });
      },
    },
  };
}

/** Numbers from 0 up to `below`, the same for the same seed. */
export type Random = (below: number) => number;

/** mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const edges = [
  0, 1, 2, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff,
];

/** A sound input with a few things done to it. */
export function mutate(samples: readonly Buffer[], random: Random): Buffer {
  let bytes: Buffer = Buffer.from(pick(samples, random));
  for (let left = 1 + random(4); left > 0; left -= 1) bytes = change(bytes, samples, random);
  return bytes;
}

function change(bytes: Buffer, samples: readonly Buffer[], random: Random): Buffer {
  const at = random(bytes.length + 1);
  const count = 1 + random(Math.max(1, Math.min(64, bytes.length - at)));
  const other = pick(samples, random);
  const from = random(other.length + 1);
  switch (random(7)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
      return bytes;
    case 1:
      if (at + 4 <= bytes.length) bytes.writeUInt32LE(edges[random(edges.length)] ?? 0, at);
      return bytes;
    case 2:
      if (at + 2 <= bytes.length) bytes.writeUInt16LE((edges[random(edges.length)] ?? 0) & 0xffff, at);
      return bytes;
    case 3:
      return bytes.subarray(0, at);
    case 4:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + count)]);
    case 5:
      return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + count), bytes.subarray(at)]);
    default:
      return Buffer.concat([bytes.subarray(0, at), other.subarray(from)]);
  }
}

function pick<T>(all: readonly T[], random: Random): T {
  return all[random(all.length)] as T; // of a list that is not empty
}

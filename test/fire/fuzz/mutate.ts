import { pick, type Random } from "../random.ts";

/** A parser of foreign bytes, with sound input to begin with. */
export interface FuzzTarget {
  readonly samples: readonly Buffer[];
  /** What the parser's grammar is made of, to be put in anywhere. */
  readonly words?: readonly string[];
  /** Throws when the parser does other than take `input` or refuse it in its own words. */
  readonly attempt: (input: Buffer) => void;
}

const edges = [
  0, 1, 2, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff,
];

/** A sound input with a few things done to it. */
export function mutate(target: FuzzTarget, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(pick(target.samples, random));
  for (let left = 1 + random(4); left > 0; left -= 1) bytes = change(bytes, target, random);
  return bytes;
}

function change(bytes: Buffer, { samples, words = [] }: FuzzTarget, random: Random): Buffer {
  const at = random(bytes.length + 1);
  const count = 1 + random(Math.max(1, Math.min(64, bytes.length - at)));
  const other = pick(samples, random);
  const from = random(other.length + 1);
  const put = (what: Buffer, over = 0) =>
    Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at + over)]);
  switch (random(words.length === 0 ? 7 : 10)) {
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
      return put(Buffer.alloc(0), count);
    case 5:
      return put(other.subarray(from, from + count));
    case 6:
      return Buffer.concat([bytes.subarray(0, at), other.subarray(from)]);
    default:
      return put(Buffer.from(pick(words, random)), random(2) * count);
  }
}

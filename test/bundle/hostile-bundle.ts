import { createHash } from "node:crypto";
import { type Header, pack as packTar } from "tar-stream";
import { encodeTail, type SeekFrame } from "../../src/bundle/format/frames.ts";
import type { BundledEntry, Manifest } from "../../src/bundle/format/manifest.ts";
import { about } from "./bundles.ts";
import { nameFor, zstd } from "./made-up-entries.ts";

export const name = nameFor("one");
export const other = nameFor("other");
export const mtime = 1_700_000_000;

/** What to do otherwise than a sound bundle does. */
export interface Made {
  /** A tar without its end; by default one good member. */
  readonly run?: Buffer;
  readonly segments?: Manifest["segments"];
  readonly names?: readonly string[];
  readonly bytes?: readonly number[];
  readonly frames?: readonly SeekFrame[];
  /** The frame that ends the tar; of 1024 zeros by default. */
  readonly end?: Buffer;
  /** The segment's frame, when it is not simply that of `run`. */
  readonly frame?: Buffer;
  /** Fields of every entry in the manifest. */
  readonly entry?: Partial<BundledEntry>;
  readonly change?: (tail: Buffer) => void;
}

/** A bundle whose frames, digests and sizes are all in order, but for what is asked. */
export async function make({
  run,
  segments,
  names = [name],
  bytes,
  frames,
  change,
  ...made
}: Made): Promise<Buffer> {
  const raw = run ?? (await tarOf([{ name }]));
  const frame = made.frame ?? zstd.compress(raw, { level: 1, checksum: true });
  const end = made.end ?? zstd.compress(Buffer.alloc(1024), { level: 1, checksum: true });
  const sha256 = createHash("sha256").update(frame).digest("hex");
  const segment = { offset: 0, bytes: frame.length, rawBytes: raw.length, sha256 };
  const entries = names.map((entry, i) => ({
    name: entry,
    bytes: bytes?.[i] ?? content.length,
    storedBytes: 1,
    lastUse: mtime,
    runs: 1,
    lastRun: 0,
    label: null,
    language: null,
    costMs: null,
    prints: null,
    segment: 0,
    ...made.entry,
  }));
  const manifest = { ...about, level: 3, segments: segments ?? [segment], entries };
  const tail = encodeTail(manifest, frames ?? [segment, { bytes: end.length, rawBytes: 1024 }], zstd);
  change?.(tail);
  return Buffer.concat([frame, end, tail]);
}

export const content = Buffer.from("some content");

/** A member as a hostile author puts it into the tar. */
export type HostileMember = Partial<Header> & { readonly content?: string };

/** A tar of these members, without its end. */
export async function tarOf(members: readonly HostileMember[]): Promise<Buffer> {
  const stream = packTar();
  for (const { content: own, ...header } of members) {
    const isFile = (header.type ?? "file") === "file";
    stream.entry(
      { name, mtime: new Date(mtime * 1000), mode: 0o644, ...header },
      own ?? (isFile ? content : Buffer.alloc(0)),
    );
  }
  stream.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).subarray(0, -1024);
}

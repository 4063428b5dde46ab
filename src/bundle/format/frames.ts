import { ZstdError } from "../../zstd/frame.ts";
import type { Zstd } from "../../zstd/zstd.ts";
import { BundleError, limits } from "./checks.ts";
import type { Manifest, Segment } from "./manifest.ts";
import { manifestFromJson, manifestToJson } from "./manifest-json.ts";

// The frames at a bundle's end, which plain zstd tools pass over: the manifest in one skippable frame, and a
// seek table in another. docs/format.md describes every byte.
// Source of the seek table: contrib/seekable_format/zstd_seekable_compression_format.md of facebook/zstd.

export const manifestMagic = 0x184d2a5d;
export const seekTableMagic = 0x184d2a5e;
const seekableMagic = 0x8f92eab1;
export const skippableHeader = 8;
const seekEntry = 8;
/** How much of a file's end `seekTableSize` needs: what ends the table. */
export const footerBytes = 9;

/** Identifies the manifest's frame among other users' skippable frames. */
const mark = Buffer.from("sccache-bundle\0\0", "latin1");
const versionAt = skippableHeader + mark.length;
const sizeAt = versionAt + 4;
/** Where in the manifest's frame its signature is, or would be. */
export const signatureAt = sizeAt + 4;

/**
 * What is written. A reader refuses a newer major version; a minor one only adds fields that may be passed over, and
 * version 1 is still read.
 */
const formatVersion = { major: 2, minor: 1 } as const;

/** What a bundle becomes when it is signed; its JSON is that of the version above. */
const signedVersion = { major: 3, minor: 0 } as const;

/** A signature: Ed25519's value, the length of what it is for, and that. */
export const valueBytes = 64;
const lengthBytes = 2;
/** No signature takes more. */
export const mostSignatureBytes = 4_096;

/** A frame as the seek table knows it: its size in the file, and that of what it holds, which is 0 for skippable ones. */
export type SeekFrame = Pick<Segment, "bytes" | "rawBytes">;

/** The frames that a bundle ends with, in one piece. */
export interface Tail {
  readonly bytes: Buffer;
  /** The frame that ends the tar. */
  readonly end: Buffer;
  readonly manifest: Buffer;
  readonly table: Buffer;
  /** Within the manifest's frame: the value, and for what it is; undefined when it is not signed. */
  readonly signature: { readonly value: Buffer; readonly text: Buffer } | undefined;
}

/** The two frames that end a bundle whose frames so far are `frames`, in file order. */
export function encodeTail(manifest: Manifest, frames: readonly SeekFrame[], zstd: Zstd): Buffer {
  const json = Buffer.from(manifestToJson(manifest));
  const packed = zstd.compress(json, { level: 9, checksum: true });
  const size = Buffer.alloc(4);
  size.writeUInt32LE(json.length);
  const frame = manifestFrame(formatVersion, Buffer.concat([size, packed]));
  return Buffer.concat([frame, seekTable([...frames, { bytes: frame.length, rawBytes: 0 }])]);
}

/** Size of the seek table's frame, from the last `footerBytes` of a file or more. @throws {BundleError} */
export function seekTableSize(end: Buffer): number {
  const footer = end.subarray(-footerBytes);
  if (footer.length < footerBytes || footer.readUInt32LE(5) !== seekableMagic) {
    throw new BundleError(
      "not-a-bundle",
      "not a bundle, or cut short: the file does not end with a seek table",
    );
  }
  const count = footer.readUInt32LE(0);
  if (footer.readUInt8(4) !== 0) throw new BundleError("not-a-bundle", "unknown format of the seek table");
  if (count > limits.segments + 2) throw new BundleError("too-large", `the seek table lists ${count} frames`);
  return skippableHeader + count * seekEntry + footerBytes;
}

/** The compressed and uncompressed sizes of all frames before the seek table. @throws {BundleError} */
export function parseSeekTable(frame: Buffer): SeekFrame[] {
  if (frame.readUInt32LE(0) !== seekTableMagic || frame.readUInt32LE(4) !== frame.length - skippableHeader) {
    throw new BundleError("damaged", "the seek table's header is damaged");
  }
  const count = (frame.length - skippableHeader - footerBytes) / seekEntry;
  return Array.from({ length: count }, (_, i) => ({
    bytes: frame.readUInt32LE(skippableHeader + i * seekEntry),
    rawBytes: frame.readUInt32LE(skippableHeader + i * seekEntry + 4),
  }));
}

/** The last frames of a bundle, `bytes`, of which the seek table is the last. @throws {BundleError} */
export function asTail(bytes: Buffer): Tail {
  const table = bytes.subarray(-seekTableSize(bytes));
  const rest = bytes.subarray(0, -table.length);
  const end = rest.subarray(0, rest.length - (parseSeekTable(table).at(-1)?.bytes ?? 0));
  const manifest = rest.subarray(end.length);
  return { bytes, end, manifest, table, signature: openManifest(manifest).signature };
}

/** The manifest in its skippable frame. Its signature is not looked at. @throws {BundleError} */
export function parseManifestFrame(frame: Buffer, zstd: Zstd): Manifest {
  const { major, size, packed } = openManifest(frame);
  const bytes = frame.length - skippableHeader;
  // Digests are the greater part of a manifest.
  if (size > Math.min(limits.manifestBytes, 2 ** 16 + 32 * bytes))
    throw new BundleError("too-large", `the manifest claims ${size} bytes in a frame of ${bytes}`);
  let json: Uint8Array;
  try {
    json = zstd.decompressWithin(packed, size);
  } catch (cause) {
    if (!(cause instanceof ZstdError)) throw cause;
    throw new BundleError("damaged", "the manifest is damaged", cause);
  }
  if (json.length === size) return manifestFromJson(Buffer.from(json).toString(), major);
  throw new BundleError("damaged", "the manifest is damaged: it is shorter than it says");
}

/** The parts of the manifest's frame. @throws {BundleError} when it is of no version that is read, or cut short */
function openManifest(frame: Buffer) {
  const sound =
    frame.length >= signatureAt &&
    frame.readUInt32LE(0) === manifestMagic &&
    frame.readUInt32LE(4) === frame.length - skippableHeader &&
    frame.subarray(skippableHeader, versionAt).equals(mark);
  if (!sound) throw new BundleError("not-a-bundle", "the manifest is missing");
  const major = frame.readUInt16LE(versionAt);
  if (major < 1 || major > signedVersion.major) {
    const known = `this version reads formats 1 to ${signedVersion.major}`;
    throw new BundleError("unknown-version", `the bundle has format ${major}; ${known}`);
  }
  const rest = frame.subarray(signatureAt);
  const signature = major === signedVersion.major ? signatureIn(rest) : undefined;
  const packed = rest.subarray(signature ? valueBytes + lengthBytes + signature.text.length : 0);
  return { major, size: frame.readUInt32LE(sizeAt), signature, packed };
}

/** @throws {BundleError} when it is cut short */
function signatureIn(bytes: Buffer) {
  if (bytes.length >= valueBytes + lengthBytes) {
    const end = valueBytes + lengthBytes + bytes.readUInt16LE(valueBytes);
    if (end <= Math.min(mostSignatureBytes, bytes.length))
      return { value: bytes.subarray(0, valueBytes), text: bytes.subarray(valueBytes + lengthBytes, end) };
  }
  throw new BundleError("damaged", "the signature is damaged");
}

/** The same last frames with a signature for `text`, its value not yet filled in, in place of the one that they have, if any. */
export function withSignature({ end, manifest, table }: Tail, text: Buffer): Tail {
  const block = Buffer.alloc(valueBytes + lengthBytes);
  if (block.length + text.length > mostSignatureBytes)
    throw new BundleError("too-large", `the name to sign takes ${text.length} bytes`);
  block.writeUInt16LE(text.length, valueBytes);
  const size = manifest.subarray(sizeAt, signatureAt);
  const signed = manifestFrame(
    signedVersion,
    Buffer.concat([size, block, text, openManifest(manifest).packed]),
  );
  const sizes = Buffer.from(table);
  sizes.writeUInt32LE(signed.length, table.length - footerBytes - seekEntry);
  return asTail(Buffer.concat([end, signed, sizes]));
}

/** The manifest's frame, of what is in it behind the version. */
function manifestFrame({ major, minor }: { major: number; minor: number }, rest: Buffer): Buffer {
  const version = Buffer.alloc(4);
  version.writeUInt16LE(major, 0);
  version.writeUInt16LE(minor, 2);
  return skippable(manifestMagic, Buffer.concat([mark, version, rest]));
}

function skippable(magic: number, body: Buffer): Buffer {
  const header = Buffer.alloc(skippableHeader);
  header.writeUInt32LE(magic, 0);
  header.writeUInt32LE(body.length, 4);
  return Buffer.concat([header, body]);
}

function seekTable(frames: readonly SeekFrame[]): Buffer {
  const body = Buffer.alloc(frames.length * seekEntry + footerBytes);
  for (const [i, { bytes, rawBytes }] of frames.entries()) {
    body.writeUInt32LE(bytes, i * seekEntry);
    body.writeUInt32LE(rawBytes, i * seekEntry + 4);
  }
  body.writeUInt32LE(frames.length, frames.length * seekEntry);
  body.writeUInt8(0, frames.length * seekEntry + 4); // descriptor: no checksums, the frames have their own
  body.writeUInt32LE(seekableMagic, frames.length * seekEntry + 5);
  return skippable(seekTableMagic, body);
}

import type { Zstd } from "../../zstd/zstd.ts";
import { BundleError } from "./bundle-error.ts";
import { limits, mostManifest } from "./limits.ts";
import type { Manifest } from "./manifest.ts";
import { formatMajor, manifestFromJson, manifestToJson } from "./manifest-json.ts";

/**
 * The frames at a bundle's end, which plain zstd tools pass over: the manifest in one skippable frame, and a
 * seek table in another. docs/format.md describes every byte.
 * Source of the seek table: contrib/seekable_format/zstd_seekable_compression_format.md of facebook/zstd.
 */

export const manifestMagic = 0x184d2a5d;
export const seekTableMagic = 0x184d2a5e;
const seekableMagic = 0x8f92eab1;
export const skippableHeader = 8;
const seekEntry = 8;
const seekFooter = 9;

/** Identifies the manifest's frame among other users' skippable frames. */
const mark = Buffer.from("sccache-bundle\0\0", "latin1");
const markHeader = mark.length + 8;

/**
 * What is written. A reader refuses a newer major version; a minor one only adds fields that may be passed over, and
 * version 1 is still read.
 */
export const formatVersion = { major: formatMajor, minor: 1 } as const;

/** What a bundle becomes when it is signed; its JSON is that of the version above. */
export const signedVersion = { major: 3, minor: 0 } as const;

/** A frame as the seek table knows it: its size in the file, and that of what it holds, which is 0 for skippable ones. */
export interface SeekFrame {
  readonly bytes: number;
  readonly rawBytes: number;
}

/** How much of a file's end `seekTableSize` needs. */
export const footerBytes = seekFooter;

/** The two frames that end a bundle whose frames so far are `frames`, in file order. */
export function encodeTail(manifest: Manifest, frames: readonly SeekFrame[], zstd: Zstd): Buffer {
  const json = Buffer.from(manifestToJson(manifest));
  const packed = zstd.compress(json, { level: 9, checksum: true });
  const header = Buffer.alloc(markHeader);
  mark.copy(header);
  header.writeUInt16LE(formatVersion.major, mark.length);
  header.writeUInt16LE(formatVersion.minor, mark.length + 2);
  header.writeUInt32LE(json.length, mark.length + 4);
  const manifestFrame = skippable(manifestMagic, Buffer.concat([header, packed]));
  return Buffer.concat([manifestFrame, seekTable([...frames, { bytes: manifestFrame.length, rawBytes: 0 }])]);
}

/** Size of the seek table's frame, from the last `footerBytes` of a file or more. @throws {BundleError} */
export function seekTableSize(end: Buffer): number {
  const footer = end.subarray(-seekFooter);
  if (footer.length < seekFooter || footer.readUInt32LE(5) !== seekableMagic) {
    throw new BundleError(
      "not-a-bundle",
      "the file does not end with a seek table: it is cut short, or no bundle",
    );
  }
  const count = footer.readUInt32LE(0);
  if (footer.readUInt8(4) !== 0) throw new BundleError("not-a-bundle", "the seek table is of another kind");
  if (count > limits.segments + 2) throw new BundleError("too-large", `the seek table lists ${count} frames`);
  return skippableHeader + count * seekEntry + seekFooter;
}

/** The compressed and uncompressed sizes of all frames before the seek table. @throws {BundleError} */
export function parseSeekTable(frame: Buffer): SeekFrame[] {
  if (frame.readUInt32LE(0) !== seekTableMagic || frame.readUInt32LE(4) !== frame.length - skippableHeader) {
    throw new BundleError("damaged", "the seek table's header is damaged");
  }
  const count = (frame.length - skippableHeader - seekFooter) / seekEntry;
  return Array.from({ length: count }, (_, i) => ({
    bytes: frame.readUInt32LE(skippableHeader + i * seekEntry),
    rawBytes: frame.readUInt32LE(skippableHeader + i * seekEntry + 4),
  }));
}

/** The manifest in its skippable frame. Its signature is not looked at. @throws {BundleError} */
export function parseManifestFrame(frame: Buffer, zstd: Zstd): Manifest {
  const major = majorOf(frame);
  const body = frame.subarray(skippableHeader);
  const signature = major === signedVersion.major ? signatureBytes(body, markHeader) : 0;
  const size = body.readUInt32LE(mark.length + 4);
  if (size > mostManifest(body.length)) {
    throw new BundleError("too-large", `the manifest claims ${size} bytes in a frame of ${body.length}`);
  }
  const json = decompress(body.subarray(markHeader + signature), size, zstd);
  return manifestFromJson(Buffer.from(json).toString(), major);
}

/** The major version of a bundle with this manifest. @throws {BundleError} when it is none that is read */
export function majorOf(frame: Buffer): number {
  const body = frame.subarray(skippableHeader);
  const sound =
    body.length >= markHeader &&
    frame.readUInt32LE(0) === manifestMagic &&
    frame.readUInt32LE(4) === body.length &&
    body.subarray(0, mark.length).equals(mark);
  if (!sound) throw new BundleError("not-a-bundle", "there is no manifest where one belongs");
  const major = body.readUInt16LE(mark.length);
  if (major >= 1 && major <= signedVersion.major) return major;
  const known = `this version reads formats 1 to ${signedVersion.major}`;
  throw new BundleError("unknown-version", `the bundle has format ${major}; ${known}`);
}

/** The frames that a bundle ends with: what ends the tar, the manifest, and the seek table. */
export interface Tail {
  readonly bytes: Buffer;
  readonly manifestBytes: number;
  readonly tableBytes: number;
  /** Where in it the signature is, or would be. */
  readonly signatureAt: number;
  readonly isSigned: boolean;
}

/** The last frames of a bundle, `bytes`, of which the seek table is the last. @throws {BundleError} */
export function asTail(bytes: Buffer): Tail {
  const tableBytes = seekTableSize(bytes);
  const manifestBytes = parseSeekTable(bytes.subarray(-tableBytes)).at(-1)?.bytes ?? 0;
  const manifestAt = bytes.length - tableBytes - manifestBytes;
  const isSigned = majorOf(bytes.subarray(manifestAt, -tableBytes)) === signedVersion.major;
  const signatureAt = manifestAt + skippableHeader + markHeader;
  if (isSigned) signatureBytes(bytes.subarray(0, -tableBytes), signatureAt);
  return { bytes, manifestBytes, tableBytes, signatureAt, isSigned };
}

/** A signature: Ed25519's value, the length of what it is for, and that. */
export const valueBytes = 64;
export const lengthBytes = 2;
/** No signature takes more. */
export const mostSignatureBytes = 4_096;

/** Bytes of the signature that begins at `at`. @throws {BundleError} when it is cut short */
export function signatureBytes(frame: Buffer, at: number): number {
  if (frame.length >= at + valueBytes + lengthBytes) {
    const bytes = valueBytes + lengthBytes + frame.readUInt16LE(at + valueBytes);
    if (bytes <= mostSignatureBytes && at + bytes <= frame.length) return bytes;
  }
  throw new BundleError("damaged", "the signature is damaged");
}

/** The same last frames with this signature in place of the one that they have, if any. */
export function withSignature(tail: Tail, signature: Buffer): Tail {
  const { bytes, signatureAt, tableBytes } = tail;
  const table = Buffer.from(bytes.subarray(-tableBytes));
  const headerAt = signatureAt - markHeader;
  const header = Buffer.from(bytes.subarray(headerAt, signatureAt));
  header.writeUInt16LE(signedVersion.major, mark.length);
  header.writeUInt16LE(signedVersion.minor, mark.length + 2);
  const rest = signatureAt + (tail.isSigned ? signatureBytes(bytes, signatureAt) : 0);
  const json = bytes.subarray(rest, -tableBytes);
  const manifest = skippable(manifestMagic, Buffer.concat([header, signature, json]));
  table.writeUInt32LE(manifest.length, tableBytes - seekFooter - seekEntry);
  return {
    ...tail,
    bytes: Buffer.concat([bytes.subarray(0, headerAt - skippableHeader), manifest, table]),
    manifestBytes: manifest.length,
    isSigned: true,
  };
}

function decompress(packed: Buffer, size: number, zstd: Zstd): Uint8Array {
  try {
    const json = zstd.decompressWithin(packed, size);
    if (json.length === size) return json;
  } catch (cause) {
    throw new BundleError("damaged", "the manifest is damaged", cause);
  }
  throw new BundleError("damaged", "the manifest is damaged: it is shorter than it says");
}

function skippable(magic: number, body: Buffer): Buffer {
  const header = Buffer.alloc(skippableHeader);
  header.writeUInt32LE(magic, 0);
  header.writeUInt32LE(body.length, 4);
  return Buffer.concat([header, body]);
}

function seekTable(frames: readonly SeekFrame[]): Buffer {
  const body = Buffer.alloc(frames.length * seekEntry + seekFooter);
  for (const [i, { bytes, rawBytes }] of frames.entries()) {
    body.writeUInt32LE(bytes, i * seekEntry);
    body.writeUInt32LE(rawBytes, i * seekEntry + 4);
  }
  body.writeUInt32LE(frames.length, frames.length * seekEntry);
  body.writeUInt8(0, frames.length * seekEntry + 4); // descriptor: no checksums, the frames have their own
  body.writeUInt32LE(seekableMagic, frames.length * seekEntry + 5);
  return skippable(seekTableMagic, body);
}

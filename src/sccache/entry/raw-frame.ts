// zstd frames whose blocks hold their content as it is. sccache reads them as any other, faster than its own, and
// a bundle's compressor sees through them. The header has a window descriptor and no content size: sccache takes a
// frame of the single-segment kind for a miss when it holds more than 128 MiB.
// Format: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1

import { crc32 } from "node:zlib";
import {
  mostBlockBytes as blockBytes,
  blockHeader,
  blocksFrom,
  type Load,
  readFrom,
} from "../../zstd/frame.ts";

const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]); // magic, no options, a window of 128 KiB

/** Of a raw frame. */
export const rawHeaderBytes = header.length;

/** Size of the raw frame of `bytes` bytes of content. */
export function rawFrameBytes(bytes: number): number {
  return header.length + Math.max(1, Math.ceil(bytes / blockBytes)) * blockHeader + bytes;
}

/** Where bytes come from that are not in memory yet. */
export interface ByteSource {
  /** Brings bytes into the memory that is for them. */
  readonly load: Load;
  /** Fills `into` with the bytes from `at` on. */
  readonly copy: (into: Buffer, at: number) => void;
}

/** The CRC-32 of a frame, as it was and as it is now. */
interface Checksums {
  readonly was: number;
  readonly is: number;
}

/** So much is copied and then checked while a core's cache still has it. */
const pieceBytes = 2 ** 18;

/** Fills `into` from a frame of its size, of uniform raw blocks behind a header as long as ours, as `writeRawFrame` would. */
export function copyBlocks(into: Buffer, copy: ByteSource["copy"]): Checksums {
  let was = 0;
  for (let at = 0; at < into.length; at += pieceBytes) {
    const piece = into.subarray(at, at + pieceBytes);
    copy(piece, at);
    was = crc32(piece, was);
  }
  return { was, is: retitle(into, was) };
}

/**
 * Makes `frame`, of uniform raw blocks behind a header as long as ours, the frame that `writeRawFrame` writes. `checksum`
 * is its CRC-32; returns what it is then, without reading the content again.
 */
export function retitle(frame: Buffer, checksum: number): number {
  const old = frame.subarray(0, header.length);
  const difference = (crc32(old) ^ crc32(header)) >>> 0;
  header.copy(frame);
  return (checksum ^ shiftCrc(difference, frame.length - header.length)) >>> 0;
}

/**
 * Writes the raw frame of what a frame of raw and repeated blocks holds, of whatever sizes, into `into` of just the size. Content
 * is put there straight from its source, and read once; of `frame` is loaded what is around it.
 */
export function rewriteBlocks(
  frame: Buffer,
  into: Buffer,
  { firstBlock, load, copy }: ByteSource & { readonly firstBlock: number },
): Checksums {
  const written = startFrame(into);
  let known = 0;
  let was = 0;
  const passTo = (end: number) => {
    load(known, end);
    was = crc32(frame.subarray(known, end), was);
    known = end;
  };
  for (const { kind, at, end, mostBytes } of blocksFrom(readFrom(frame), firstBlock)) {
    passTo(kind === "raw" ? at : end);
    known = end;
    if (kind === "repeated") written.add(mostBytes, (part) => part.fill(frame[at] ?? 0));
    else {
      const checksum = written.add(mostBytes, (part, from) => copy(part, at + from));
      was = joinCrc(was, checksum, mostBytes);
    }
  }
  passTo(frame.length);
  return { was, is: written.checksum() };
}

/**
 * Writes the raw frame of `content` into `into`, which has just the size, and returns its CRC-32. The content may be at the
 * start of `into`, and is gone then.
 */
export function writeRawFrame(content: Uint8Array, into: Buffer): number {
  const isInPlace = content.buffer === into.buffer && content.byteOffset === into.byteOffset;
  if (isInPlace) makeRoomForHeaders(into, content.length);
  const written = startFrame(into);
  written.add(content.length, (part, from) => {
    if (!isInPlace) part.set(content.subarray(from, from + part.length));
  });
  return written.checksum();
}

/** Moves the `bytes` bytes at the start of `frame` to where they are in a raw frame: the last first, since all move up. */
function makeRoomForHeaders(frame: Buffer, bytes: number): void {
  for (let block = Math.ceil(bytes / blockBytes) - 1; block >= 0; block -= 1) {
    const from = block * blockBytes;
    const to = header.length + (block + 1) * blockHeader + from;
    frame.copyWithin(to, from, Math.min(from + blockBytes, bytes));
  }
}

/** Fills `part`, a part of some content, with its bytes from `from` on. */
type Fill = (part: Buffer, from: number) => void;

/** Begins a raw frame that fills `into`. */
function startFrame(into: Buffer) {
  header.copy(into);
  let checksum = crc32(header);
  let at = header.length;
  let room = 0;
  const startBlock = () => {
    const left = into.length - at - blockHeader;
    room = Math.min(left, blockBytes);
    into.writeUIntLE((room << 3) | (left <= blockBytes ? 1 : 0), at, blockHeader);
    checksum = crc32(into.subarray(at, at + blockHeader), checksum);
    at += blockHeader;
  };
  startBlock();
  return {
    /** Adds so many bytes of content, and returns their CRC-32. */
    add(bytes: number, fill: Fill): number {
      let added = 0;
      for (let from = 0; from < bytes; ) {
        if (room === 0) startBlock();
        const part = into.subarray(at, at + Math.min(room, bytes - from));
        fill(part, from);
        const found = crc32(part); // while a core's cache has it
        added = joinCrc(added, found, part.length);
        checksum = joinCrc(checksum, found, part.length);
        at += part.length;
        room -= part.length;
        from += part.length;
      }
      return added;
    },
    /** The CRC-32 of what was written. */
    checksum: () => checksum,
  };
}

/*
 * CRC-32 as arithmetic, so that a checksum can be changed without reading again what it covers.
 * https://github.com/madler/zlib/blob/develop/crc32.c `multmodp`, `crc32_combine`
 */

/** The polynomial of zip and zlib, its bits in reverse. */
const polynomial = 0xedb88320;

/** The CRC-32 of what has the checksum `before`, and behind it `bytes` bytes that have the checksum `behind`. */
function joinCrc(before: number, behind: number, bytes: number): number {
  return (shiftCrc(before, bytes) ^ behind) >>> 0;
}

/** What a difference between two checksums becomes when `bytes` equal bytes follow in both. */
function shiftCrc(difference: number, bytes: number): number {
  let shifted = difference;
  let power = 2 ** 23; // x to the 8th, 16th, 32nd … power: what 1, 2, 4 … bytes shift by
  for (let left = bytes; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) shifted = multiply(power, shifted);
    power = multiply(power, power);
  }
  return shifted;
}

/** The product of two polynomials, modulo that of the CRC. */
function multiply(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let left = a | 0; left !== 0; left <<= 1) {
    if (left < 0) product ^= factor;
    factor = (factor & 1) === 0 ? factor >>> 1 : (factor >>> 1) ^ polynomial;
  }
  return product >>> 0;
}

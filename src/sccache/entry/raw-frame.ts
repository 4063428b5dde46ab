/**
 * zstd frames whose blocks hold their content as it is. sccache reads them as any other, faster than its own, and
 * a bundle's compressor sees through them. The header has a window descriptor and no content size: sccache takes a
 * frame of the single-segment kind for a miss when it holds more than 128 MiB.
 * Format: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1
 */

import { crc32 } from "node:zlib";
import { mostBlockBytes as blockBytes, blockHeader, blocksFrom, readFrom } from "../../zstd/frame.ts";

const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]); // magic, no options, a window of 128 KiB

/** Of a raw frame. */
export const rawHeaderBytes = header.length;

/** Size of the raw frame of `bytes` bytes of content. */
export function rawFrameBytes(bytes: number): number {
  return header.length + Math.max(1, Math.ceil(bytes / blockBytes)) * blockHeader + bytes;
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
 * Writes the raw frame of what `blocks` hold, raw and repeated blocks of whatever sizes up to a last one, into `into` of just
 * the size.
 */
export function rewriteBlocks(blocks: Buffer, into: Buffer): void {
  const write = startFrame(into);
  for (const { kind, at, end, mostBytes } of blocksFrom(readFrom(blocks), 0)) {
    write(kind === "repeated" ? Buffer.alloc(mostBytes, blocks[at]) : blocks.subarray(at, end));
  }
}

/** Writes the raw frame of `content` into `into`, which has just the size. */
export function writeRawFrame(content: Uint8Array, into: Buffer): void {
  startFrame(into)(content);
}

/** Begins a raw frame that fills `into`, and returns what writes its content, piece by piece. */
function startFrame(into: Buffer): (piece: Uint8Array) => void {
  header.copy(into);
  let at = header.length;
  let room = 0;
  const startBlock = () => {
    const left = into.length - at - blockHeader;
    room = Math.min(left, blockBytes);
    into.writeUIntLE((room << 3) | (left <= blockBytes ? 1 : 0), at, blockHeader);
    at += blockHeader;
  };
  startBlock();
  return (piece) => {
    for (let from = 0; from < piece.length; ) {
      if (room === 0) startBlock();
      const part = piece.subarray(from, from + room);
      into.set(part, at);
      at += part.length;
      room -= part.length;
      from += part.length;
    }
  };
}

/*
 * CRC-32 as arithmetic, so that a checksum can be changed without reading again what it covers.
 * https://github.com/madler/zlib/blob/develop/crc32.c `multmodp`, `crc32_combine`
 */

/** The polynomial of zip and zlib, its bits in reverse. */
const polynomial = 0xedb88320;
const one = 2 ** 31;

/** What a difference between two checksums becomes when `bytes` equal bytes follow in both. */
function shiftCrc(difference: number, bytes: number): number {
  let shifted = difference;
  for (let power = 0, left = bytes; left > 0; power += 1, left = Math.floor(left / 2)) {
    if (left % 2 === 1) shifted = multiply(powers[power] ?? one, shifted);
  }
  return shifted;
}

/** x to the 8th, 16th, 32nd … power: what 1, 2, 4 … bytes shift by; up to 2^32 bytes. */
const powers = makePowers();

function makePowers(): number[] {
  let power = one >>> 1; // x
  for (let i = 0; i < 3; i += 1) power = multiply(power, power);
  const all = [power];
  while (all.length < 32) {
    power = multiply(power, power);
    all.push(power);
  }
  return all;
}

/** The product of two polynomials, modulo that of the CRC. */
function multiply(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let bit = one; bit > 0; bit = Math.floor(bit / 2)) {
    if ((a & bit) !== 0) product ^= factor;
    factor = (factor & 1) === 0 ? factor >>> 1 : (factor >>> 1) ^ polynomial;
  }
  return product >>> 0;
}

/**
 * zstd frames whose blocks hold their content as it is. sccache reads them as any other, faster than its own, and
 * a bundle's compressor sees through them. The header has a window descriptor and no content size: sccache takes a
 * frame of the single-segment kind for a miss when it holds more than 128 MiB.
 * Format: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1
 */

import { crc32 } from "node:zlib";
import { mostBlockBytes as blockBytes, blockHeader, blocksFrom, readFrom } from "../../zstd/frame.ts";
import { shiftCrc } from "./crc.ts";

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

/** Writes the raw frame of what `blocks` hold, raw blocks of whatever sizes up to a last one, into `into` of just the size. */
export function rewriteRawBlocks(blocks: Buffer, into: Buffer): void {
  const write = startFrame(into);
  for (const { at, end } of blocksFrom(readFrom(blocks), 0)) write(blocks.subarray(at, end));
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

import { ZstdError } from "./zstd.ts";

const MAGIC = 0xfd2fb528;
const MAX_WINDOW_BYTES = 2 ** 27;
const BLOCK_HEADER = 3;
const CHECKSUM = 4;
const RAW = 0;
const COMPRESSED = 2;
const MAX_BLOCK_BYTES = 2 ** 17;

/** What a frame tells of the size of its content without being decoded. */
export interface Outline {
  /** The most bytes of content that its blocks can hold. */
  readonly mostBytes: number;
  /** Whether they hold just that: so it is where no block is compressed. */
  readonly isExact: boolean;
  /** Whether every block holds its content as it is. */
  readonly isRaw: boolean;
  /** Where the first block begins, with its header. */
  readonly firstBlock: number;
}

/** Brings the bytes from one offset to another into memory, before they are looked at. */
export type Load = (from: number, to: number) => void;

/** For what is in memory as it is. */
export const isThere: Load = () => undefined;

/** The longest header of a frame. */
const MAX_HEADER = 18;

/**
 * Checks the outline of `frame` without decoding it: one frame from the first byte to the last, without a
 * dictionary, of a window no decoder refuses, and, when its header tells the size of the content and `size` is
 * given, of `size` bytes. What the blocks hold stays for the decoder to check. Costs a few bytes read for each block, and
 * only these need be in memory: `load` is told which. Returns what blocks of this outline can hold.
 * @see https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1
 * @throws {ZstdError}
 */
export function checkOutline(frame: Uint8Array, size?: number, load = isThere): Outline {
  const bytes = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  try {
    load(0, Math.min(MAX_HEADER, bytes.byteLength));
    const header = readHeader(bytes);
    if (size !== undefined && header.contentSize !== undefined && header.contentSize !== BigInt(size)) {
      throw new ZstdError(`the frame says it holds ${header.contentSize} bytes, not ${size}`);
    }
    if (header.windowSize > MAX_WINDOW_BYTES) {
      throw new ZstdError(`the frame wants a window of ${header.windowSize} bytes; 128 MiB are allowed`);
    }
    const blocks = skipBlocks(bytes, header.length, load);
    const end = blocks.end + (header.hasChecksum ? CHECKSUM : 0);
    if (end > bytes.byteLength) throw new ZstdError("the frame is truncated");
    if (end < bytes.byteLength) throw new ZstdError(`${bytes.byteLength - end} bytes follow the frame`);
    const { mostBytes, isExact, isRaw } = blocks;
    if (isExact && header.contentSize !== undefined && header.contentSize !== BigInt(mostBytes)) {
      throw new ZstdError(`the frame says it holds ${header.contentSize} bytes, and holds ${mostBytes}`);
    }
    return { mostBytes, isExact, isRaw, firstBlock: header.length };
  } catch (error) {
    if (error instanceof RangeError) throw new ZstdError("the frame is truncated", { cause: error });
    throw error;
  }
}

interface Header {
  readonly length: number;
  readonly windowSize: number | bigint;
  readonly contentSize: bigint | undefined;
  readonly hasChecksum: boolean;
}

/** @throws {RangeError} when `bytes` ends within the header, as DataView does. */
function readHeader(bytes: DataView): Header {
  if (bytes.getUint32(0, true) !== MAGIC) throw new ZstdError("this is not a zstd frame");
  const descriptor = bytes.getUint8(4);
  if ((descriptor & 0b1000) !== 0) throw new ZstdError("the frame uses a reserved bit of its header");
  const isSingleSegment = (descriptor & 0b10_0000) !== 0;
  let at = 5;
  const window = isSingleSegment ? undefined : windowSize(bytes.getUint8(at++));
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 0b11] ?? 0;
  for (let i = 0; i < dictionaryBytes; i++) {
    if (bytes.getUint8(at++) !== 0) throw new ZstdError("the frame needs a dictionary");
  }
  const sizeBytes = descriptor >> 6 === 0 && isSingleSegment ? 1 : [0, 2, 4, 8][descriptor >> 6];
  const contentSize = readContentSize(bytes, at, sizeBytes);
  return {
    length: at + (sizeBytes ?? 0),
    windowSize: window ?? contentSize ?? 0,
    contentSize,
    hasChecksum: (descriptor & 0b100) !== 0,
  };
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 0b111);
}

function readContentSize(bytes: DataView, at: number, length: number | undefined): bigint | undefined {
  switch (length) {
    case 1:
      return BigInt(bytes.getUint8(at));
    case 2:
      return BigInt(bytes.getUint16(at, true) + 256);
    case 4:
      return BigInt(bytes.getUint32(at, true));
    case 8:
      return bytes.getBigUint64(at, true);
    default:
      return undefined;
  }
}

/** Returns where the last block ends, which may be beyond the end of `bytes`, and what all can hold at most. */
function skipBlocks(
  bytes: DataView,
  start: number,
  load: Load,
): Omit<Outline, "firstBlock"> & { end: number } {
  let at = start;
  let mostBytes = 0;
  let isExact = true;
  let isRaw = true;
  for (;;) {
    if (at + BLOCK_HEADER <= bytes.byteLength) load(at, at + BLOCK_HEADER);
    const header = bytes.getUint16(at, true) | (bytes.getUint8(at + 2) << 16);
    const kind = (header >> 1) & 0b11;
    if (kind === 3) throw new ZstdError("the frame holds a block of a reserved kind");
    const isRepeatedByte = kind === 1;
    at += BLOCK_HEADER + (isRepeatedByte ? 1 : header >> 3);
    isExact &&= kind !== COMPRESSED;
    isRaw &&= kind === RAW;
    mostBytes += kind === COMPRESSED ? MAX_BLOCK_BYTES : header >> 3;
    if ((header & 1) === 1) return { end: at, mostBytes, isExact, isRaw };
  }
}

import { ZstdError } from "./zstd.ts";

/**
 * zstd frames as far as their headers tell of them, without decoding anything.
 * https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1
 */

/** Reads `count` bytes at `at`, or fewer where there are no more. */
type ReadAt = (at: number, count: number) => Uint8Array;

export const frameMagic = 0xfd2fb528;
/** What a block holds at most. */
export const mostBlockBytes = 2 ** 17;
/** Of the header of a block. */
export const blockHeader = 3;

const longestHeader = 18;
const checksumBytes = 4;
const mostWindowBytes = 2 ** 27;

interface FrameHeader {
  /** Of the header. */
  readonly bytes: number;
  readonly windowBytes: number;
  /** Undefined when it does not tell. */
  readonly contentBytes: number | undefined;
  /** Whether a checksum of the content ends the frame. */
  readonly hasChecksum: boolean;
}

type BlockKind = "raw" | "repeated" | "compressed";

interface Block {
  readonly kind: BlockKind;
  /** Where what it holds begins, behind its header. */
  readonly at: number;
  /** Where the next one begins. */
  readonly end: number;
  /** Bytes of content: exactly, or at most when it is compressed. */
  readonly mostBytes: number;
  readonly isLast: boolean;
}

/** The header of the frame that begins at `start`. @throws {ZstdError} when there is none that a decoder would take */
function readFrameHeader(read: ReadAt, start: number): FrameHeader {
  const bytes = viewOf(read(start, longestHeader));
  try {
    if (bytes.getUint32(0, true) !== frameMagic) throw new ZstdError("this is not a zstd frame");
    return parseHeader(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw new ZstdError("the frame is truncated", { cause: error });
    throw error;
  }
}

/** Yields the blocks from `start` to the last one, the end of which may be beyond what is there. @throws {ZstdError} */
export function* blocksFrom(read: ReadAt, start: number): Generator<Block> {
  for (let at = start; ; ) {
    const header = read(at, blockHeader);
    if (header.length < blockHeader) throw new ZstdError("the frame is truncated");
    const fields = (header[0] ?? 0) | ((header[1] ?? 0) << 8) | ((header[2] ?? 0) << 16);
    const kind = blockKinds[(fields >> 1) & 0b11];
    if (kind === undefined) throw new ZstdError("the frame holds a block of a reserved kind");
    const size = fields >> 3;
    if (size > mostBlockBytes) throw new ZstdError("the frame holds a block that is too large");
    const isLast = (fields & 1) === 1;
    const content = at + blockHeader;
    const end = content + (kind === "repeated" ? 1 : size);
    yield { kind, at: content, end, mostBytes: kind === "compressed" ? mostBlockBytes : size, isLast };
    if (isLast) return;
    at = end;
  }
}

const blockKinds: readonly (BlockKind | undefined)[] = ["raw", "repeated", "compressed", undefined];

/** What a frame tells of its content without being decoded. */
interface Outline {
  /** The most bytes of content that its blocks can hold. */
  readonly mostBytes: number;
  /** Whether they hold just that: so it is where no block is compressed. */
  readonly isExact: boolean;
  /** Whether every block holds its content as it is, all but the last are full, and that one is not empty unless it is alone. */
  readonly isUniform: boolean;
  /** Where the first block begins, with its header. */
  readonly firstBlock: number;
}

/** Brings the bytes from one offset to another into memory, before they are looked at. */
export type Load = (from: number, to: number) => void;

/** For what is in memory as it is. */
export const isThere: Load = () => undefined;

/**
 * Checks the outline of `frame`: one frame from the first byte to the last, without a dictionary, of a window no decoder
 * refuses, and, when its header tells the size of the content and `size` is given, of `size` bytes. What the blocks hold
 * is left for the decoder to check. Only a few bytes for each block need be in memory: `load` is told which.
 * @throws {ZstdError}
 */
export function checkOutline(frame: Uint8Array, size?: number, load = isThere): Outline {
  const read = readFrom(frame, load);
  const header = readFrameHeader(read, 0);
  const { contentBytes, windowBytes } = header;
  if (size !== undefined && contentBytes !== undefined && contentBytes !== size) {
    throw new ZstdError(`the frame says it holds ${contentBytes} bytes, not ${size}`);
  }
  if (windowBytes > mostWindowBytes) {
    throw new ZstdError(`the frame wants a window of ${windowBytes} bytes; 128 MiB are allowed`);
  }
  const seen = { mostBytes: 0, isExact: true, isUniform: true };
  let end = 0;
  for (const block of blocksFrom(read, header.bytes)) {
    seen.mostBytes += block.mostBytes;
    seen.isExact &&= block.kind !== "compressed";
    const isFull = block.isLast ? block.mostBytes > 0 || end === 0 : block.mostBytes === mostBlockBytes;
    seen.isUniform &&= block.kind === "raw" && isFull;
    end = block.end + (block.isLast && header.hasChecksum ? checksumBytes : 0);
  }
  if (end > frame.length) throw new ZstdError("the frame is truncated");
  if (end < frame.length) throw new ZstdError(`${frame.length - end} bytes follow the frame`);
  if (seen.isExact && contentBytes !== undefined && contentBytes !== seen.mostBytes) {
    throw new ZstdError(`the frame says it holds ${contentBytes} bytes, and holds ${seen.mostBytes}`);
  }
  return { ...seen, firstBlock: header.bytes };
}

/** A reader of what is in memory once `load` was told. */
export function readFrom(bytes: Uint8Array, load = isThere): ReadAt {
  return (at, count) => {
    const end = Math.min(at + count, bytes.length);
    if (at < end) load(at, end);
    return bytes.subarray(at, end);
  };
}

/** A frame that was followed as far as it goes. */
interface Walk {
  /** Where its header ends, and each of its blocks, as far as they could be followed. */
  readonly parts: readonly number[];
  /** Where it ends, or undefined when what is there cannot be a whole frame. */
  readonly end: number | undefined;
  readonly header: FrameHeader | undefined;
}

/** Follows the frame at `start`, which may be damaged or no frame at all. */
export function walkFrame(read: ReadAt, start: number): Walk {
  const parts: number[] = [];
  let header: FrameHeader | undefined;
  try {
    header = readFrameHeader(read, start);
    parts.push(start + header.bytes);
    for (const { end } of blocksFrom(read, start + header.bytes)) {
      if (read(end - 1, 1).length === 0) return { parts, end: undefined, header };
      parts.push(end);
    }
    return { parts, end: (parts.at(-1) ?? 0) + (header.hasChecksum ? checksumBytes : 0), header };
  } catch (error) {
    if (!(error instanceof ZstdError)) throw error;
    return { parts, end: undefined, header };
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** @throws {RangeError} when `bytes` ends within the header, as DataView does. */
function parseHeader(bytes: DataView): FrameHeader {
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
  const contentBytes = readContentSize(bytes, at, sizeBytes);
  return {
    bytes: at + (sizeBytes ?? 0),
    windowBytes: window ?? contentBytes ?? 0,
    contentBytes,
    hasChecksum: (descriptor & 0b100) !== 0,
  };
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 0b111);
}

function readContentSize(bytes: DataView, at: number, length: number | undefined): number | undefined {
  switch (length) {
    case 1:
      return bytes.getUint8(at);
    case 2:
      return bytes.getUint16(at, true) + 256;
    case 4:
      return bytes.getUint32(at, true);
    case 8:
      return Number(bytes.getBigUint64(at, true));
    default:
      return undefined;
  }
}

// zstd frames as far as their headers tell of them, without decoding anything.
// https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1

/** A frame that is not what it should be. */
export class ZstdError extends Error {
  override readonly name = "ZstdError";
}

/** Reads `count` bytes at `at`, or fewer where there are no more. */
export type ReadAt = (at: number, count: number) => Buffer;

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
  const bytes = read(start, longestHeader);
  try {
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
 * refuses. What the blocks hold is left for the decoder to check. Only a few bytes for each block need be in memory: `load`
 * is told which. @throws {ZstdError}
 */
export function checkOutline(frame: Uint8Array, load = isThere): Outline {
  const read = readFrom(frame, load);
  const header = readFrameHeader(read, 0);
  const { contentBytes, windowBytes } = header;
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
export function readFrom({ buffer, byteOffset, length }: Uint8Array, load = isThere): ReadAt {
  const bytes = Buffer.from(buffer, byteOffset, length);
  return (at, count) => {
    const end = Math.min(at + count, length);
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
    let end = start + header.bytes;
    parts.push(end);
    for (const block of blocksFrom(read, end)) {
      end = block.end;
      if (read(end - 1, 1).length === 0) throw new ZstdError("the frame is truncated");
      parts.push(end);
    }
    return { parts, end: end + (header.hasChecksum ? checksumBytes : 0), header };
  } catch (error) {
    if (!(error instanceof ZstdError)) throw error;
    return { parts, end: undefined, header };
  }
}

/** @throws {RangeError} when `bytes` ends within the header, as Buffer does, and ZstdError */
function parseHeader(bytes: Buffer): FrameHeader {
  if (bytes.readUInt32LE(0) !== frameMagic) throw new ZstdError("this is not a zstd frame");
  const descriptor = bytes.readUInt8(4);
  if ((descriptor & 0b1000) !== 0) throw new ZstdError("the frame uses a reserved bit of its header");
  const isSingleSegment = (descriptor & 0b10_0000) !== 0;
  let at = 5;
  const windowBytes = isSingleSegment ? undefined : windowSize(bytes.readUInt8(at++));
  for (let left = dictionaryBytes[descriptor & 0b11] ?? 0; left > 0; left -= 1) {
    if (bytes.readUInt8(at++) !== 0) throw new ZstdError("the frame needs a dictionary");
  }
  const sizeBytes = sizesOfSize[descriptor >> 6] || (isSingleSegment ? 1 : 0);
  const contentBytes = sizeBytes === 0 ? undefined : contentSize(bytes, at, sizeBytes);
  return {
    bytes: at + sizeBytes,
    windowBytes: windowBytes ?? contentBytes ?? 0,
    contentBytes,
    hasChecksum: (descriptor & 0b100) !== 0,
  };
}

const dictionaryBytes = [0, 1, 2, 4];
const sizesOfSize = [0, 2, 4, 8];

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 0b111);
}

function contentSize(bytes: Buffer, at: number, sizeBytes: number): number {
  if (sizeBytes === 8) return Number(bytes.readBigUInt64LE(at));
  return bytes.readUIntLE(at, sizeBytes) + (sizeBytes === 2 ? 256 : 0);
}

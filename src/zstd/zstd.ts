// The default import, since a named import of what Node 20's zlib lacks fails before any code runs.
import zlib from "node:zlib";
import { checkOutline, ZstdError } from "./frame.ts";

/** How to make one frame. */
export interface FrameOptions {
  /** zstd's compression level, -131072 to 22. */
  readonly level: number;
  /** Base-2 logarithm of the window, 10 to 27: what every zstd decoder accepts without a flag. */
  readonly windowLog?: number;
  /** Find matches over the whole window, not only nearby. */
  readonly longDistance?: boolean;
  /** Tables other than the level's own. */
  readonly tables?: MatchTables;
  /** Ends the frame with a checksum of its content. */
  readonly checksum?: boolean;
  /**
   * Threads of zstd's own for a large frame, where the implementation has them; 0 when left out. Whether there are any shows in
   * the bytes, how many does not.
   */
  readonly threads?: number;
}

/**
 * How matches are looked for: base-2 logarithms of table sizes, and bytes, under the names of zstd's manual.
 * @see https://facebook.github.io/zstd/zstd_manual.html
 */
interface MatchTables {
  readonly hashLog: number;
  readonly chainLog: number;
  readonly ldmHashLog: number;
  readonly ldmBucketSizeLog: number;
  readonly ldmHashRateLog: number;
}

/**
 * The little of zstd that bundles need: whole frames, in memory, with the content size in the header.
 * Calls compute on the calling thread; long ones belong on a worker thread.
 */
export interface Zstd {
  readonly name: "zstd-napi" | "node:zlib";
  /** Returns one frame that holds `content`. Equal calls give equal bytes within one implementation. */
  compress(content: Uint8Array, options: FrameOptions): Uint8Array;
  /**
   * Returns the content of `frame`, which must be exactly one frame of at most `most` bytes of content, of whatever
   * size. Never allocates more than `most` for it, whatever the frame claims. It is at the start of `room` where it
   * fits there; or it may share memory with the next call's: use it up before.
   * @throws {ZstdError} when it is damaged, truncated, followed by anything, or holds more; what a lack of memory throws
   */
  decompressWithin(frame: Uint8Array, most: number, room?: Buffer): Uint8Array;
  /**
   * As `decompressWithin`, of a frame that was compared with a digest: what the checksum within says is not looked at, which
   * takes a tenth of the time. The content may be in `room`, which takes `most` bytes.
   * @throws {ZstdError} as `decompressWithin`
   */
  decompressVerified(frame: Uint8Array, most: number, room: Uint8Array): Uint8Array;
  /** Gives back what holds the content of a large frame, which must not be used any more; else the next call does. */
  tidy(): void;
  /** Returns memory that may hold anything; much of it is quick to be touched first, where the system has large pages. */
  allocate(bytes: number): Buffer;
}

/**
 * The most bytes that a frame of `bytes` may decode to, for those who do not trust it: what compilers write shrinks to a
 * tenth. Up to the size of a usual segment any content is fine, since sound bundles take as much memory.
 */
export function mostContent(bytes: number): number {
  return Math.min(2 ** 30, 9 * 2 ** 24 + 256 * bytes);
}

/** The parameters of zstd that make such frames, in the order to set them. */
export function parametersOf(options: FrameOptions): (readonly [Parameter, number])[] {
  const { level, windowLog, longDistance = false, tables = {}, checksum = false, threads = 0 } = options;
  return Object.entries({
    compressionLevel: level,
    contentSizeFlag: 1,
    checksumFlag: Number(checksum),
    nbWorkers: threads,
    enableLongDistanceMatching: Number(longDistance),
    ...(windowLog !== undefined && { windowLog }),
    ...tables,
  }) as [Parameter, number][];
}

type Parameter =
  | "compressionLevel"
  | "contentSizeFlag"
  | "checksumFlag"
  | "enableLongDistanceMatching"
  | "windowLog"
  | "nbWorkers"
  | keyof MatchTables;

/** Frames come out in pieces of this size, so that a small frame does not keep a large buffer alive. */
const CHUNK_BYTES = 2 ** 20;

/** The smallest that node:zlib accepts. */
const MIN_CHUNK_BYTES = 64;

/** Whether this Node has zstd: 22.15 and later, 23.8 and later. */
export function zlibHasZstd(): boolean {
  return typeof zlib.zstdCompressSync === "function";
}

/**
 * Zstd by node:zlib, for platforms without a binding of zstd-napi.
 * It never uses zstd's own threads: with them node:zlib truncates in silence (nodejs/node#59899).
 */
export const zlibZstd: Zstd = {
  name: "node:zlib",

  compress(content, { threads: _, ...options }) {
    return zlib.zstdCompressSync(content, {
      params: Object.fromEntries(
        parametersOf(options).map(([name, value]) => [zlib.constants[`ZSTD_c_${name}`], value]),
      ),
      pledgedSrcSize: content.byteLength,
      chunkSize: CHUNK_BYTES,
    });
  },

  decompressWithin(frame, most) {
    // node:zlib decodes the first of several frames and ignores the rest (nodejs/node#64741).
    const content = decode(frame, Math.min(checkOutline(frame).mostBytes, most));
    if (content.byteLength > most) throw new ZstdError(`the frame holds more than ${most} bytes`);
    return content;
  },

  decompressVerified: (frame, most) => zlibZstd.decompressWithin(frame, most), // node:zlib looks at it always

  tidy() {}, // what it returns is the caller's alone

  allocate: Buffer.allocUnsafeSlow,
};

function decode(frame: Uint8Array, size: number): Uint8Array {
  return decoding(() =>
    zlib.zstdDecompressSync(frame, {
      // One byte more than the content, or node:zlib allocates a second chunk when the first is full.
      chunkSize: Math.max(size + 1, MIN_CHUNK_BYTES),
      maxOutputLength: Math.max(size, 1),
    }),
  );
}

/**
 * What `decode` returns. @throws {ZstdError} for what zstd says against the frame; any other error, such as one of memory, as
 * it is: it says nothing about the frame
 */
export function decoding<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    const { message, code = "" } = error as NodeJS.ErrnoException;
    if (!frameFaults.has(message) && !nodeFaults.has(code)) throw error;
    throw new ZstdError(`the frame cannot be decoded: ${message}`, { cause: error });
  }
}

/**
 * zstd's error codes that blame the data. The binding tells a code by its text alone, and node:zlib uses the same texts.
 * @see https://github.com/facebook/zstd/blob/v1.5.7/lib/common/error_private.c
 */
const frameFaults: ReadonlySet<string> = new Set([
  "Error (generic)", // in decoding: an entropy stream or table that is none
  "Unknown frame descriptor",
  "Version not supported",
  "Unsupported frame parameter",
  "Frame requires too much memory for decoding", // its window is beyond the format's limit
  "Data corruption detected",
  "Restored data doesn't match checksum",
  "Header of Literals' block doesn't respect format specification",
  "tableLog requires too much memory : unsupported",
  "Unsupported max Symbol Value : too large",
  "Specified maxSymbolValue is too small",
  "Dictionary is corrupted",
  "Dictionary mismatch",
  "Destination buffer is too small",
  "Src size is incorrect",
  "Operation on NULL destination buffer", // there is content, and none was allowed
]);

/** What node:zlib says by itself of a frame that ends early, or holds more than is allowed. */
const nodeFaults: ReadonlySet<string> = new Set(["Z_BUF_ERROR", "ERR_BUFFER_TOO_LARGE"]);

// The default import, since a named import of what Node 20's zlib lacks fails before any code runs.
import zlib from "node:zlib";
import { checkOutline } from "./frame.ts";
import { type FrameOptions, type MatchTables, type Zstd, ZstdError } from "./zstd.ts";

const { constants } = zlib;

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

  compress(content, options) {
    return zlib.zstdCompressSync(content, {
      params: parameters(options),
      pledgedSrcSize: content.byteLength,
      chunkSize: CHUNK_BYTES,
    });
  },

  decompress(frame, size) {
    // node:zlib decodes the first of several frames and ignores the rest (nodejs/node#64741).
    checkOutline(frame, size);
    const content = decode(frame, size);
    if (content.byteLength !== size) {
      throw new ZstdError(`the frame holds ${content.byteLength} bytes, not ${size}`);
    }
    return content;
  },

  decompressWithin(frame, most) {
    const content = decode(frame, Math.min(checkOutline(frame).mostBytes, most));
    if (content.byteLength > most) throw new ZstdError(`the frame holds more than ${most} bytes`);
    return content;
  },

  allocate: Buffer.allocUnsafeSlow,
};

function parameters(options: FrameOptions): Record<number, number> {
  const params: Record<number, number> = {
    [constants.ZSTD_c_compressionLevel]: options.level,
    [constants.ZSTD_c_contentSizeFlag]: 1,
    [constants.ZSTD_c_checksumFlag]: options.checksum ? 1 : 0,
    [constants.ZSTD_c_enableLongDistanceMatching]: options.longDistance ? 1 : 0,
  };
  if (options.windowLog !== undefined) params[constants.ZSTD_c_windowLog] = options.windowLog;
  for (const [name, value] of Object.entries(options.tables ?? {})) {
    params[constants[`ZSTD_c_${name as keyof MatchTables}`]] = value;
  }
  return params;
}

function decode(frame: Uint8Array, size: number): Uint8Array {
  try {
    return zlib.zstdDecompressSync(frame, {
      // One byte more than the content, or node:zlib allocates a second chunk when the first is full.
      chunkSize: Math.max(size + 1, MIN_CHUNK_BYTES),
      maxOutputLength: Math.max(size, 1),
    });
  } catch (error) {
    throw new ZstdError(`the frame cannot be decoded: ${(error as Error).message}`, { cause: error });
  }
}

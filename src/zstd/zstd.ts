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
}

/**
 * How matches are looked for: base-2 logarithms of table sizes, and bytes, under the names of zstd's manual.
 * @see https://facebook.github.io/zstd/zstd_manual.html
 */
export interface MatchTables {
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
   * Returns the content of `frame`, which must be exactly one frame of exactly `size` bytes of content.
   * Never allocates more than `size` for it, whatever the frame claims.
   * @throws {ZstdError} when it is damaged, truncated, followed by anything, or of another size.
   */
  decompress(frame: Uint8Array, size: number): Uint8Array;
  /**
   * Returns the content of `frame`, which must be exactly one frame of at most `most` bytes of content, of whatever
   * size. The result may be in `room`, or else shares memory with the next call's: use it up before.
   * @throws {ZstdError} as `decompress`, and when there is more.
   */
  decompressWithin(frame: Uint8Array, most: number, room?: Uint8Array): Uint8Array;
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

/** A frame that is not what it should be. */
export class ZstdError extends Error {
  override readonly name = "ZstdError";
}

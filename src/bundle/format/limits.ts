/**
 * What a reader accepts, so that a hostile bundle can claim no more than a machine can bear, and what a
 * writer keeps to, so that whatever is written can be read.
 */
export const limits = {
  /** Bytes of the manifest's JSON, and of its frame. */
  manifestBytes: 64 * 2 ** 20,
  segments: 65_536,
  entries: 400_000,
  /** Uncompressed bytes of one segment, and so of one entry. */
  segmentRawBytes: 2 ** 30,
  /** Keys of bundles that a manifest names. */
  parents: 8,
  ancestors: 64,
  /** Runs that a manifest remembers. */
  history: 30,
  /** A count of runs, of compilations, or of milliseconds: more is a lie, and sums of a few stay exact. */
  count: 2 ** 31,
  /** Characters of a name, a label or a version. */
  text: 300,
  /** The last second that a tar header can tell, in the year 2242. */
  seconds: 8 ** 11 - 1,
} as const;

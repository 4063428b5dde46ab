/**
 * What a reader accepts, so that a hostile bundle can claim no more than a machine can bear, and what a
 * writer keeps to, so that whatever is written can be read.
 */
export const limits = {
  /** Bytes of the manifest's JSON, and of its frame. */
  manifestBytes: 2 ** 24,
  /** Lists and objects within each other in it: three are needed. */
  manifestDepth: 8,
  /** Values in it: a dozen columns, and some for later minor versions. */
  manifestValues: 2_000_000,
  /** Named fields in it: variables, those of the runs that it remembers, and some for later. */
  manifestFields: 10_000,
  segments: 65_536,
  entries: 100_000,
  /** Uncompressed bytes of one segment, and so of one entry. */
  segmentRawBytes: 2 ** 30,
  /** Keys of bundles that a manifest names. */
  parents: 8,
  ancestors: 256,
  /** Entries that a manifest remembers to have left out. */
  evicted: 500,
  /** Fingerprints of an entry's arguments; those of all entries, each once; and the characters that list them. */
  prints: 64,
  arguments: 100_000,
  printsText: 2 ** 21,
  /** Runs that a manifest remembers. */
  history: 30,
  /** A count of runs, of compilations, or of milliseconds: more is a lie, and sums of a few stay exact. */
  count: 2 ** 31,
  /** Characters of a name, a label or a version. */
  text: 300,
  /** The last second that a tar header can tell, in the year 2242. */
  seconds: 8 ** 11 - 1,
} as const;

/** More bytes no frame of a segment takes, even where nothing in it compresses. */
export const mostFrameBytes = limits.segmentRawBytes + 2 ** 23;

/** The most bytes of JSON in a manifest of `bytes`, of which digests are the greater part. */
export function mostManifest(bytes: number): number {
  return Math.min(limits.manifestBytes, 2 ** 16 + 32 * bytes);
}

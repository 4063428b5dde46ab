/** The table of contents of a bundle: what is in it, where, and what is known of its past. */
export interface Manifest {
  /** Name and version of the program that wrote the bundle. */
  readonly creator: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly sccacheVersion: string | null;
  /** The compiler, as `rustc -vV` titles it. */
  readonly toolchain: string | null;
  /** For an overlay the key of the bundle it was made against. */
  readonly base: string | null;
  /** The ref whose job saved the bundle, or null outside of a workflow. */
  readonly ref: string | null;
  /** How many entries the last complete run used: the one that saved it, or one before where that did only a part. */
  readonly used: number;
  /** Variables that sccache folds into its keys: names, and fingerprints of their values. */
  readonly environment: Readonly<Record<string, string>>;
  /** zstd's, that the segments were made with. */
  readonly level: number;
  /** In file order, without gaps. */
  readonly segments: readonly Segment[];
  /** In the order of the tar's members; segment numbers never decrease. */
  readonly entries: readonly BundledEntry[];
}

/** One independent zstd frame that holds whole tar members. */
export interface Segment {
  /** Of the frame's first byte in the file. */
  readonly offset: number;
  /** Of the frame, in the file. */
  readonly bytes: number;
  /** Of the tar members that it holds, uncompressed. */
  readonly rawBytes: number;
  /** Lower-case hex, of the frame's bytes. */
  readonly sha256: string;
}

/** One cached compilation in a bundle, with its history. */
export interface BundledEntry {
  /** Name in sccache's directory, with `/`. */
  readonly name: string;
  /** Size of the tar member. */
  readonly bytes: number;
  /** Size of the file that sccache had written. */
  readonly storedBytes: number;
  /** When a build last used it, in seconds since 1970. */
  readonly lastUse: number;
  /** How many runs used it, at least 1. */
  readonly runs: number;
  /** Crate or source name, or null where it is not known. */
  readonly label: string | null;
  /** Index into `segments`. */
  readonly segment: number;
}

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
  /** Keys of the bundles that it was made from, at most `limits.parents`; none for the first of its family. */
  readonly parents: readonly string[];
  /** Keys of all bundles whose entries were taken into account, parents included, the nearest first; at most `limits.ancestors`. */
  readonly ancestors: readonly string[];
  readonly run: ManifestRun;
  /** The last runs of the family that saved something, the oldest first; at most `limits.history`. */
  readonly history: readonly RunRecord[];
  /** Variables that sccache folds into its keys: names, and fingerprints of their values. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Entries that the save left out, by the rule that left them out: the first 16 digits of their names, those that took
   * longest to compile first, at most `limits.evicted` in all. Absent where nothing was left out.
   */
  readonly evicted?: Readonly<Record<string, readonly string[]>>;
  /** zstd's, that the segments were made with. */
  readonly level: number;
  /** In file order, without gaps. */
  readonly segments: readonly Segment[];
  /** In the order of the tar's members; segment numbers never decrease. */
  readonly entries: readonly BundledEntry[];
}

/** The workflow run that saved a bundle. */
export interface ManifestRun {
  /** What the CI calls the run, or null where it has no name. */
  readonly id: string | null;
  /** How many complete runs of the family have ended, this one included: entries' ages are counted with it. */
  readonly clock: number;
  /** Whether a job of this run, of this family, was complete. */
  readonly complete: boolean;
}

/** How one job went, for the trend and as the measure of what is usual. A number that was not known is null. */
export interface RunRecord {
  readonly id: string | null;
  /** Seconds since 1970. */
  readonly endedAt: number;
  readonly complete: boolean;
  /** Entries that the job used or made. */
  readonly used: number;
  readonly hits: number | null;
  readonly misses: number | null;
  /** Compilations that the compiler itself failed. */
  readonly compileFails: number | null;
  /** Compile time of the entries that were hit. */
  readonly savedMs: number | null;
  readonly restoreMs: number | null;
  /** Bytes of what was restored. */
  readonly bundleBytes: number | null;
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
  /** The clock of the last run that used it: its age is the bundle's clock less this. */
  readonly lastRun: number;
  /** Crate, source or object name, or null where it is not known. */
  readonly label: string | null;
  /** What was compiled, such as `rust` or `c`, or null where it is not known. */
  readonly language: string | null;
  /** How long the compilation took that made it, or null where nobody measured it. */
  readonly costMs: number | null;
  /**
   * Fingerprints of the arguments that made it, in order: the option's name and six hex digits, never a value. Null where
   * they are not known. At most `limits.prints`.
   */
  readonly prints: readonly string[] | null;
  /** Index into `segments`. */
  readonly segment: number;
}

/** Of a bundle that no run of a family made: one that was packed by hand. */
export const withoutPast = {
  parents: [],
  ancestors: [],
  run: { id: null, clock: 0, complete: false },
  history: [],
} as const satisfies Partial<Manifest>;

/** The entries that the run before the bundle's end used: all of age 0. */
export function usedByLastRun({ entries, run }: Pick<Manifest, "entries" | "run">): BundledEntry[] {
  return entries.filter(({ lastRun }) => lastRun >= run.clock);
}

import { kindOf } from "../../sccache/directory.ts";
import {
  BundleError,
  type Check,
  type Checked,
  fields,
  hexDigest,
  limits,
  listUpTo,
  longText,
  mostFrameBytes,
  nullable,
  optional,
  orNull,
  quote,
  shortText,
  tally,
  textMap,
  truth,
  whole,
  wholeUpTo,
} from "./checks.ts";

// The table of contents of a bundle: what is in it, where, and what is known of its past. Tables say how each field is
// checked when it is read, and in what order fields are written.

/** The workflow run that saved a bundle. */
const run = {
  /** What the CI calls the run, or null where it has no name. */
  id: nullable(shortText),
  /** How many complete runs of the family have saved a bundle, this one included: entries' ages are counted with it. */
  clock: tally,
  /** Whether a job of this run, of this family, was complete. */
  complete: truth,
};
export type ManifestRun = Checked<typeof run>;

/** How one job went, for the trend and as the measure of what is usual. A number that was not known is null. */
const runRecord = {
  id: nullable(shortText),
  /** Seconds since 1970. */
  endedAt: wholeUpTo(limits.seconds),
  complete: truth,
  /** Entries that the job used or made. */
  used: tally,
  hits: nullable(tally),
  misses: nullable(tally),
  /** Compilations that the compiler itself failed. */
  compileFails: nullable(tally),
  /** Compile time of the entries that were hit. */
  savedMs: nullable(whole),
  /** Of how many hits that is: the time of the others is not known. Older bundles do not tell. */
  hitsWithTime: orNull(tally),
  restoreMs: nullable(tally),
  /** Bytes of what was restored. */
  bundleBytes: nullable(whole),
};
export type RunRecord = Checked<typeof runRecord>;

/** In the file an empty object stands for what is not known: a job's environment always has something in it. */
function recorded<T extends object>(check: Check<T>): Check<T | null> {
  return (value, where) => {
    const checked = check(value, where);
    return Object.keys(checked).length === 0 ? null : checked;
  };
}

/** What a manifest tells beside its entries and segments. */
export const about = {
  /** Name and version of the program that wrote the bundle. */
  creator: shortText,
  /** Seconds since 1970. */
  created: whole,
  sccacheVersion: nullable(shortText),
  /** The compiler, as `rustc -vV` titles it. */
  toolchain: nullable(shortText),
  /** Of the job that saved it, for an overlay its base's: see `KeyPlan`. Absent where no job did, or an earlier version. */
  family: optional(longText),
  /** What set the budget of that save, such as `max-size`. Absent where nothing was left out, and in older bundles. */
  limitedBy: optional(shortText),
  /** For an overlay the key of the bundle it was made against. */
  base: nullable(longText),
  /** The ref whose job saved the bundle, or null outside of a workflow. */
  ref: nullable(longText),
  /** Keys of the bundles that it was made from, at most `limits.parents`; none for the first of its family. */
  parents: listUpTo(limits.parents, longText),
  /** Keys of all bundles whose entries were taken into account, parents included, the nearest first; at most `limits.ancestors`. */
  ancestors: listUpTo(limits.ancestors, longText),
  run: fields(run),
  /** The last runs of the family that saved something, the oldest first; at most `limits.history`. */
  history: listUpTo(limits.history, fields(runRecord), { verb: "remembers", what: "runs" }),
  /** Variables that sccache folds into its keys: names, and fingerprints of their values. Null where nobody recorded them. */
  environment: recorded(textMap),
};

export interface Manifest extends Checked<typeof about> {
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

/** One independent zstd frame that holds whole tar members. */
export const segmentColumns = {
  /** Of the frame, in the file. */
  bytes: wholeUpTo(mostFrameBytes),
  /** Of the tar members that it holds, uncompressed. */
  rawBytes: wholeUpTo(limits.segmentRawBytes),
  /** Lower-case hex, of the frame's bytes. */
  sha256: hexDigest,
};
export interface Segment extends Checked<typeof segmentColumns> {
  /** Of the frame's first byte in the file. */
  readonly offset: number;
}

const entryName: Check<string> = (value) => {
  if (typeof value === "string" && kindOf(value) !== undefined) return value;
  throw new BundleError("unsafe-name", `the manifest names ${quote(value)}, which sccache never writes`);
};

/** One cached compilation in a bundle, with its history. */
export const entryColumns = {
  /** Name in sccache's directory, with `/`. */
  name: entryName,
  /** Size of the tar member. */
  bytes: wholeUpTo(limits.segmentRawBytes),
  /** Size of the file that sccache had written. */
  storedBytes: whole,
  /** When a build last used it, in seconds since 1970. */
  lastUse: wholeUpTo(limits.seconds),
  /** How many runs used it, at least 1. */
  runs: tally,
  /** The clock of the last run that used it: its age is the bundle's clock less this. */
  lastRun: tally,
  /** Crate, source or object name, or null where it is not known. */
  label: nullable(shortText),
  /** What was compiled, such as `rust` or `c`, or null where it is not known. */
  language: nullable(shortText),
  /** How long the compilation took that made it, or null where nobody measured it. */
  costMs: nullable(tally),
};
export interface BundledEntry extends Checked<typeof entryColumns> {
  /**
   * Fingerprints of the arguments that made it, in order: the option's name and six hex digits, never a value. Null where
   * they are not known. At most `limits.prints`.
   */
  readonly prints: readonly string[] | null;
  /** Index into `segments`. */
  readonly segment: number;
  /** The CPU that it was made on and for, as eight hex digits of its model; absent where it runs on every one, or nobody knows. */
  readonly cpu?: string | undefined;
}

/** Of a bundle that no run of a family made: one that was packed by hand, and tells nothing of a job. */
export const withoutPast = {
  sccacheVersion: null,
  toolchain: null,
  family: undefined,
  limitedBy: undefined,
  base: null,
  ref: null,
  environment: null,
  parents: [],
  ancestors: [],
  run: { id: null, clock: 0, complete: false },
  history: [],
} as const satisfies Partial<Manifest>;

/** The entries that the run before the bundle's end used: all of age 0. */
export function usedByLastRun({ entries, run }: Pick<Manifest, "entries" | "run">): BundledEntry[] {
  return entries.filter(({ lastRun }) => lastRun >= run.clock);
}

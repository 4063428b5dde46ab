/** An entry that may go into the next bundle, with all that speaks for and against it. */
export interface Candidate {
  readonly name: string;
  /** What it is expected to take in the bundle, in bytes; at least 1. */
  readonly cost: number;
  /** Complete workflow runs since the last one that used it: 0 when this run or the last complete one did. */
  readonly age: number;
  /** Seconds since 1970. */
  readonly lastUse: number;
  /** How many runs used it, this one included; at least 1. */
  readonly runs: number;
  /** How long the compiler took for it, in milliseconds, or null where that was not measured. */
  readonly costMs: number | null;
  /** What was compiled, such as `rust` or `c`, or null where it is not known. */
  readonly language: string | null;
}

/** Why an entry is kept. */
export type KeepReason = "used" | "used-before";

/** Why an entry is left out. `unused`: complete runs went by without it. `larger`: it alone is over the budget. */
export type EvictReason = "unused" | "too-old" | "over-budget" | "larger";

/** Texts for the reasons, in the order of a report. */
export const keepReasons: Readonly<Record<KeepReason, string>> = {
  used: "used by this run or the last complete one",
  "used-before": "used by earlier runs",
};

export const evictReasons: Readonly<Record<EvictReason, string>> = {
  unused: "not used by the last complete runs",
  "too-old": "not used for longer than max-age",
  larger: "larger than the whole budget",
  "over-budget": "worth less than what fits",
};

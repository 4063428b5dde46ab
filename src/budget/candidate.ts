/** An entry that may go into the next bundle, with all that speaks for and against it. */
export interface Candidate {
  readonly name: string;
  /** What it is expected to take in the bundle, in bytes; at least 1. */
  readonly cost: number;
  /** Seconds since 1970. */
  readonly lastUse: number;
  /** How many runs used it, this one included; at least 1. */
  readonly runs: number;
  readonly usedByThisRun: boolean;
}

/** Why an entry stays. */
export type KeepReason = "used" | "used-before";

/** Why an entry goes. `unused`: a whole build went by without it. `larger`: it alone is over the budget. */
export type EvictReason = "unused" | "too-old" | "over-budget" | "larger";

/** Texts for the reasons, in the order of a report. */
export const keepReasons: Readonly<Record<KeepReason, string>> = {
  used: "used by this run",
  "used-before": "used by earlier runs",
};

export const evictReasons: Readonly<Record<EvictReason, string>> = {
  unused: "not used by a complete build",
  "too-old": "not used for longer than max-age",
  larger: "larger than the whole budget",
  "over-budget": "worth less than what fits",
};

import { ageOf } from "../../budget/age.ts";
import type { Candidate } from "../../budget/candidate.ts";
import type { Manifest } from "../../bundle/format/manifest.ts";

/**
 * The entries of a bundle as candidates for a budget, each at the cost of its share of its segment.
 */
export function candidatesOf({ entries, segments, run }: Manifest): Candidate[] {
  const ratios = segments.map(({ bytes, rawBytes }) => bytes / Math.max(1, rawBytes));
  return entries.map(({ name, bytes, segment, lastUse, runs, lastRun, costMs, language }) => ({
    name,
    cost: Math.max(1, Math.ceil(bytes * (ratios[segment] ?? 1))),
    lastUse,
    runs,
    age: ageOf(lastRun, run.clock),
    costMs,
    language,
  }));
}

import type { Candidate } from "./candidate.ts";
import { estimateCompileTimes } from "./compile-time.ts";

/**
 * How likely it is that the next run uses an entry. After a complete run that did not use it, much less: on real builds
 * nearly every hit is on an entry that the run before had used. An entry that only one run used may be a crate that
 * changes with every push. docs/budget.md has the measurements.
 */
function likelihood({ age, runs }: Candidate): number {
  return Math.sqrt(runs) / (1 + age) ** 2;
}

/**
 * The candidates by worth, best first: the milliseconds of compiling that each byte of the budget is expected to save. Any
 * two different names have an order.
 */
export function inOrderOfWorth<C extends Candidate>(candidates: readonly C[]): C[] {
  const timeOf = estimateCompileTimes(candidates);
  // Each worth is computed once: comparing needs it some thirty times.
  return candidates
    .map((entry) => ({ entry, worth: (likelihood(entry) * timeOf(entry)) / entry.cost }))
    .sort(
      (a, b) => b.worth - a.worth || a.entry.cost - b.entry.cost || (a.entry.name < b.entry.name ? -1 : 1),
    )
    .map(({ entry }) => entry);
}

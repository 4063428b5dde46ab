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
export function inOrderOfWorth<C extends Candidate>(
  candidates: readonly C[],
  timeOf: (one: C) => number = estimateCompileTimes(candidates),
): C[] {
  // Each worth is computed once, and what is compared lies in one block of memory: comparing is most of the work.
  const worth = Float64Array.from(candidates, (entry) => (likelihood(entry) * timeOf(entry)) / entry.cost);
  const order = Uint32Array.from(candidates.keys()).sort((a, b) => {
    const more = (worth[b] ?? 0) - (worth[a] ?? 0);
    if (more !== 0) return more;
    const [one, other] = [candidates[a], candidates[b]];
    return one && other ? one.cost - other.cost || (one.name < other.name ? -1 : 1) : 0;
  });
  return Array.from(order, (i) => candidates[i] as C);
}

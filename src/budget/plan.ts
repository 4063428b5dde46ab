/** An entry that may go into the next bundle. */
export interface Candidate {
  readonly name: string;
  /** Size on disk, in bytes. */
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly lastUse: number;
}

/** What goes into the bundle, and what does not. Together they are the candidates. */
export interface BudgetPlan<C extends Candidate> {
  readonly keep: readonly C[];
  readonly evict: readonly C[];
  /** What `keep` is expected to take in the bundle, in bytes. */
  readonly expectedBytes: number;
}

/**
 * Chooses what to leave out so that the rest is expected to fit `budgetBytes` of a bundle, where a byte on disk
 * takes `ratio` bytes of it. Most recently used stays, ties by name; an entry that does not fit makes room for
 * smaller ones after it. Equal inputs give equal plans, in whatever order the candidates come.
 */
export function planBudget<C extends Candidate>(
  candidates: readonly C[],
  { budgetBytes, ratio }: { readonly budgetBytes: number; readonly ratio: number },
): BudgetPlan<C> {
  const keep: C[] = [];
  const evict: C[] = [];
  let expected = 0;
  for (const candidate of candidates.toSorted(byWorth)) {
    const bytes = (candidate.bytes + perEntryBytes) * ratio;
    const fits = expected + bytes <= budgetBytes;
    (fits ? keep : evict).push(candidate);
    if (fits) expected += bytes;
  }
  return { keep, evict, expectedBytes: Math.ceil(expected) };
}

/** What an entry takes beside its content: a tar header and its line of the manifest, before compression. */
const perEntryBytes = 700;

function byWorth(a: Candidate, b: Candidate): number {
  return b.lastUse - a.lastUse || (a.name < b.name ? -1 : 1);
}

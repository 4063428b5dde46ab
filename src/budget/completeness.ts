/** `auto`: unused entries go when that is known to lose nothing. `unused`: always. `budget-only`: never. */
export type EvictPolicy = "auto" | "unused" | "budget-only";

/** What tells whether a build used all that the next one will need. */
export interface BuildEvidence {
  /** How the job went, or undefined outside of a workflow. */
  readonly status: "success" | "failure" | "cancelled" | undefined;
  /** Compilations that the compiler itself failed, or undefined without statistics. */
  readonly compileFails: number | undefined;
  /** Entries that this run used. */
  readonly used: number;
  /** Entries that the last complete run before used, or undefined where that is not known. */
  readonly usedBefore: number | undefined;
  /** Whether jobs other than this one save into the same family. */
  readonly shared: boolean;
  /** The ref that saved what was restored is not this one. */
  readonly otherRef: boolean;
  /** Whether use could be told from the directory at all. */
  readonly useKnown: boolean;
}

/** A build that used less than this share of what the one before it used did only a part of the work. */
const leastShare = 0.5;

/**
 * Whether what this run did not use may go at once, and if not, why not. On a straight history (the same job on the
 * same ref, run after run) a complete build uses all that the next one needs: docs/budget.md. Alternating branches,
 * shared families, failed and partial builds prove nothing, so older entries stay as long as the budget lasts.
 */
export function mayDropUnused(policy: EvictPolicy, evidence: BuildEvidence): { drop: boolean; why: string } {
  if (policy === "budget-only") return { drop: false, why: "evict is budget-only" };
  if (policy === "unused") return { drop: true, why: "evict is unused" };
  const doubt = findDoubt(evidence);
  return doubt === undefined ? { drop: true, why: "the build was complete" } : { drop: false, why: doubt };
}

/**
 * How many entries a complete build uses, for the next run to be measured against. One that did only a part of the work
 * sets no measure: beside a cache of `target`, such as rust-cache, run after run may ask for little but what changed.
 */
export function measureOfUse(
  { used, usedBefore = 0 }: Pick<BuildEvidence, "used" | "usedBefore">,
  complete: boolean,
): number {
  return complete ? used : Math.max(used, usedBefore);
}

function findDoubt(evidence: BuildEvidence): string | undefined {
  const { status, compileFails, used, usedBefore, shared, otherRef, useKnown } = evidence;
  if (!useKnown) return "use cannot be told on this file system";
  if (status !== undefined && status !== "success") return `the job's status is ${status}`;
  if (compileFails === undefined) return "there are no statistics of the build";
  if (compileFails > 0) return `${compileFails} compilations failed`;
  if (usedBefore !== undefined && used < usedBefore * leastShare) {
    return `this run used ${used} entries, the one before ${usedBefore}`;
  }
  if (shared) return "other jobs share this bundle";
  return otherRef ? "another branch saved what was restored" : undefined;
}

import { formatSize } from "../config/size.ts";

/**
 * A new bundle is worth its upload when what is new takes this much of it, or this share of the one before, or so long to
 * compile: about as long as an upload takes.
 */
const enoughBytes = 5e6;
const enoughShare = 0.02;
const enoughMs = 15_000;

export interface Change {
  /**
   * Entries that the restored bundle lacks, or that this job used and the next complete run would remove, and what they are
   * expected to take.
   */
  readonly newEntries: number;
  readonly newBytes: number;
  /** How long these take to compile, as far as that was measured. */
  readonly newMs?: number;
  /** Size of the restored bundle, or undefined when there was none. */
  readonly bundleBytes: number | undefined;
}

/** Whether the set of entries changed enough for an upload; if not, why not, for the user. */
export function changedEnough({ newEntries, newBytes, newMs = 0, bundleBytes }: Change): {
  enough: boolean;
  why: string;
} {
  if (newEntries === 0) return { enough: false, why: "nothing is new" };
  if (bundleBytes === undefined) return { enough: true, why: "nothing was restored" };
  const least = Math.min(enoughBytes, bundleBytes * enoughShare);
  const said = `${newEntries} new ${newEntries === 1 ? "entry" : "entries"}, about ${formatSize(newBytes)}`;
  const threshold = `the threshold is ${formatSize(Math.floor(least))}, 2 % of the restored bundle and at most 5 MB`;
  return { enough: newBytes >= least || newMs >= enoughMs, why: `${said}: ${threshold}` };
}

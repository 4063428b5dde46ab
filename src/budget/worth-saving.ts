import { formatSize } from "../report/words.ts";

/**
 * A new bundle is worth its upload when what is new takes this much of it, or this share of the one before, or so long to
 * compile: about as long as an upload takes. Where the budget is full, what the new ones displace counts against them:
 * otherwise jobs would replace one part of their entries by another again and again.
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
  /** What the new ones take the place of in a full bundle: entries of the restored one that this job used. */
  readonly displaced?: { readonly entries: number; readonly bytes: number; readonly ms: number };
  /** Size of the restored bundle, or undefined when there was none. */
  readonly bundleBytes: number | undefined;
}

/** Whether the set of entries changed enough for an upload; if not, why not, for the user. */
export function changedEnough({ newEntries, newBytes, newMs = 0, displaced, bundleBytes }: Change): {
  enough: boolean;
  why: string;
} {
  if (newEntries === 0) return { enough: false, why: "nothing is new" };
  if (bundleBytes === undefined) return { enough: true, why: "nothing was restored" };
  const least = Math.min(enoughBytes, bundleBytes * enoughShare);
  const gained = { bytes: newBytes - (displaced?.bytes ?? 0), ms: newMs - (displaced?.ms ?? 0) };
  const instead = displaced?.entries
    ? `, in the place of ${formatSize(displaced.bytes)} that this run used`
    : "";
  const said = `${newEntries} new ${newEntries === 1 ? "entry" : "entries"}, about ${formatSize(newBytes)}${instead}`;
  const threshold = `the threshold is ${formatSize(Math.floor(least))}, 2 % of the restored bundle and at most 5 MB`;
  return { enough: gained.bytes >= least || gained.ms >= enoughMs, why: `${said}: ${threshold}` };
}

/** What a run of a pull request made of what it had restored. */
export interface OverlayUse {
  /** How the job went, or undefined outside of a workflow. */
  readonly status: "success" | "failure" | "cancelled" | undefined;
  /** How old the overlay was when it was restored, or undefined when there was none. */
  readonly ageMs: number | undefined;
  /** Entries of the overlay that this run used, of those that the base lacks. */
  readonly used: number;
  /** Entries of the overlay that the base has too: without them it would be smaller. */
  readonly inBase: number;
  /** Entries of the base that this run did not use, although at least two runs before it had. */
  readonly missedOfBase: number;
  /** Entries that this run made and that neither has. */
  readonly made: number;
  /** Entries of the base, or of the overlay if those are more, that this run did not use: what it made may have replaced them. */
  readonly unused: number;
}

/** An overlay this old is replaced in any case: what changed with every push then may have settled since. */
const longestMs = 6 * 3_600_000;

/**
 * Whether a new overlay would share the fate of the one before it: nothing of that was used, and all that this run had to
 * compile replaces entries that no second run had used either. Such crates change with every push, and uploading them
 * brings the next push nothing. New dependencies replace nothing, so they are saved at once; and so is what a failed job compiled,
 * which is run again as it was.
 */
export function isChurn({ status, ageMs, made, unused, ...of }: OverlayUse): boolean {
  if (status !== "success" || ageMs === undefined || ageMs < 0 || ageMs >= longestMs) return false;
  return of.used === 0 && of.inBase === 0 && of.missedOfBase === 0 && made <= unused;
}

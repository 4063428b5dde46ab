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

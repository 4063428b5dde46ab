import type { ManifestRun, RunRecord } from "../bundle/format/manifest.ts";

/** How many complete runs of the family have ended since one used the entry. */
export function ageOf(lastRun: number, clock: number): number {
  return Math.max(0, clock - lastRun);
}

/**
 * The run to be recorded, after `previous`: the family's clock moves by one for each complete workflow run, however many
 * jobs it has. A run that is not complete does not move it. Entries that the run used get the new clock as their last run.
 */
export function advanceClock(
  previous: { readonly run: ManifestRun; readonly history: readonly RunRecord[] } | undefined,
  { id, complete }: Pick<ManifestRun, "id" | "complete">,
): ManifestRun {
  const clock = previous?.run.clock ?? 0;
  if (!complete) return { id, clock, complete: isCounted(previous, id) };
  return { id, clock: isCounted(previous, id) ? clock : clock + 1, complete: true };
}

function isCounted(
  previous: { readonly run: ManifestRun; readonly history: readonly RunRecord[] } | undefined,
  id: string | null,
): boolean {
  if (!previous || id === null) return false;
  return [previous.run, ...previous.history].some((one) => one.id === id && one.complete);
}

/** No job that uses an entry saves its bundle later than this: the longest that a hosted runner lets a job run, in seconds. */
const longestJob = 6 * 3600;

/**
 * When an entry was last used, for `max-age`, in seconds since 1970. What the run that saved a bundle used counts as used
 * until this job restored it: runs in between that saved nothing found all they needed in the bundle. `created`: of the
 * newest bundle that has the entry.
 */
export function lastUseOf(
  lastUse: number,
  { created, restoredAt }: { readonly created: number; readonly restoredAt: number },
): number {
  return lastUse >= created - longestJob ? Math.max(lastUse, restoredAt) : lastUse;
}

/** What a bundle says of an entry that its run did not use: so long before `created` that `lastUseOf` can tell. */
export function unusedSince(lastUse: number, created: number): number {
  return Math.min(lastUse, created - longestJob - 1);
}

import { nothingLookedUp } from "./call-counts.ts";
import { foreign } from "./foreign.ts";
import type { BuildReport, Report, RestoreReport, RunSummary } from "./report.ts";
import { count, duration, entryCount, percent } from "./words.ts";

/** `98 of 102 compilations (96.0 %), about 1 min 22 s of compiling saved`, or what is not known. */
export function describeHits(build: BuildReport | null): string {
  const counts = build?.counts;
  if (!counts) return `not known, since ${whyNotKnown(build)}`;
  const lookups = counts.hits + counts.misses;
  if (counts.requests === 0 && lookups === 0) return "none, since sccache was never called";
  if (lookups === 0) return `none, since ${nothingLookedUp(counts.calls)}`;
  const { savedSeconds: saved, hitsWithTime } = build;
  const howMuch = isNearlyAll(hitsWithTime, counts.hits) ? "about" : "at least";
  return [
    `${counts.hits} of ${count(lookups, "compilation")} (${percent(counts.hits / lookups)})`,
    ...(counts.errors > 0 ? [count(counts.errors, "cache error")] : []),
    ...(saved !== null && saved > 0 ? [`${howMuch} ${duration(saved)} of compiling saved`] : []),
  ].join(", ");
}

/** Why nothing is known of a build's calls, as the end of a sentence. */
function whyNotKnown(build: Pick<BuildReport, "noCounts"> | null): string {
  if (!build) return "this is the report of a restore, before the build";
  const { noCounts } = build;
  return noCounts?.kind === "no-server" ? foreign(noCounts.why, 300) : "sccache's server did not answer";
}

/** One line on whether the cache helped: a heading, an annotation. Text that may hold foreign words, and no markup. */
export function headline({ build, restore, save }: Report): string {
  if (!build) return restoreHeadline(restore);
  const { counts, savedSeconds } = build;
  if (!counts) return `hit rate not known, since ${whyNotKnown(build)}`;
  const share = rateOf(counts);
  if (share === undefined) {
    return counts.requests === 0
      ? "sccache was never called, so nothing was cached"
      : nothingLookedUp(counts.calls);
  }
  const rate = `${percent(share)} cache hits`;
  const outcome = restore?.outcome;
  if (counts.hits === 0) {
    return outcome?.kind === "restored" && outcome.entries > 0
      ? `${rate}, although ${entryCount(outcome.entries)} were restored`
      : `${rate}, since nothing was restored`;
  }
  if (savedSeconds === null) return rate;
  const cost = (restore?.seconds ?? 0) + (save?.seconds ?? 0);
  if (!isNearlyAll(build.hitsWithTime, counts.hits)) {
    return `${rate}, at least ${duration(savedSeconds)} of compiling saved`;
  }
  if (savedSeconds < cost) {
    return `${rate}, but ${duration(savedSeconds)} of compiling saved cost ${duration(cost)}`;
  }
  return `${rate}, about ${duration(savedSeconds)} of compiling saved`;
}

/** The text of the notice that shows at the head of a run. */
export function annotationText(report: Report): string {
  const counts = report.build?.counts;
  const text = headline(report);
  if (!counts || rateOf(counts) === undefined) return text;
  return `${text} (${count(counts.hits, "hit")}, ${count(counts.misses, "miss", "misses")}, ${count(counts.errors, "error")})`;
}

function restoreHeadline(restore: RestoreReport | null): string {
  if (!restore) return startWords.skipped;
  const { outcome, seconds } = restore;
  if (outcome.kind !== "restored") return startWords[outcome.kind];
  return `restored ${entryCount(outcome.entries)} in ${duration(seconds)}`;
}

/** What a build without a restored bundle starts with. */
const startWords = {
  found: "found a bundle",
  missed: "no bundle yet, so the build starts without a cache",
  failed: "the restore failed, so the build starts without a cache",
  skipped: "nothing was restored",
};

/** The hit rate of a run, or undefined where nothing was counted. */
export function rateOf({ hits, misses }: Pick<RunSummary, "hits" | "misses">): number | undefined {
  if (hits === null || misses === null || hits + misses === 0) return undefined;
  return hits / (hits + misses);
}

/** The sum of the times that are known, in seconds; null where none is. */
export function secondsOf(times: readonly (number | null)[]): number | null {
  const known = times.filter((ms) => ms !== null);
  return known.length > 0 ? known.reduce((sum, ms) => sum + ms, 0) / 1000 : null;
}

/** Whether so many of `whole` are known that a sum over them stands for all. */
export function isNearlyAll(known: number, whole: number): boolean {
  return known >= 0.9 * whole;
}

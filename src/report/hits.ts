import { foreign } from "./foreign.ts";
import type { BuildReport } from "./report.ts";
import { count, duration, percent } from "./words.ts";

/** `98 of 102 compilations (96.0 %), about 1 min 22 s of compiling saved`, or what is not known. */
export function describeHits(build: BuildReport | null): string {
  const counts = build?.counts;
  if (!counts) return `not known, since ${whyNotKnown(build)}`;
  const lookups = counts.hits + counts.misses;
  if (counts.requests === 0 && lookups === 0) return "none, since sccache was never called";
  if (lookups === 0) return `none, since none of ${count(counts.requests, "call")} was cacheable`;
  const saved = build.savedSeconds;
  return [
    `${counts.hits} of ${count(lookups, "compilation")} (${percent(counts.hits / lookups)})`,
    ...(counts.errors > 0 ? [count(counts.errors, "cache error")] : []),
    ...(saved !== null && saved > 0 ? [`about ${duration(saved)} of compiling saved`] : []),
  ].join(", ");
}

/** Why nothing is known of a build's calls, as the end of a sentence. */
export function whyNotKnown(build: Pick<BuildReport, "noCounts"> | null): string {
  if (!build) return "this is the report of a restore, before the build";
  const { noCounts } = build;
  return noCounts?.kind === "no-server" ? foreign(noCounts.why, 300) : "sccache's server did not answer";
}

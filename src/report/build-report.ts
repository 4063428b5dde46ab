import type { Statistics } from "../sccache/server/statistics.ts";
import { explainNotCacheable } from "./not-cacheable.ts";
import type { BuildCounts, BuildReport, LanguageCounts, MissedLabel } from "./report.ts";

/** One compilation of the build, as the server's log tells. */
export interface LoggedCompilation {
  readonly label: string;
  readonly entry: string | null;
  readonly outcome: "hit" | "miss" | "not-cacheable" | "failed" | "unknown";
  readonly compileMs: number | null;
}

export interface BuildFacts {
  /** Undefined when no server answered. */
  readonly statistics: Statistics | undefined;
  /** From the server's log, or undefined without one. */
  readonly compilations: readonly LoggedCompilation[] | undefined;
  /** Names of restored entries that the build used, from the log or from file times; undefined when that is not known. */
  readonly hitEntries: Iterable<string> | undefined;
  /** How long an entry took to compile, in milliseconds; null or undefined where that is not known. */
  readonly costMs: (entry: string) => number | null | undefined;
}

/** How the build went. What neither the statistics nor the log tell is null. */
export function reportBuild({ statistics, compilations, hitEntries, costMs }: BuildFacts): BuildReport {
  const hits = compilations
    ? compilations.flatMap(({ outcome, entry }) => (outcome === "hit" && entry !== null ? [entry] : []))
    : [...(hitEntries ?? [])];
  const costs = hits.map(costMs).filter((ms) => typeof ms === "number");
  return {
    counts: statistics ? countsOf(statistics) : null,
    evidence: compilations ? "log" : hitEntries ? "file-times" : "none",
    savedSeconds:
      costs.length > 0 || (hits.length === 0 && statistics?.hits.total === 0) ? sum(costs) / 1000 : null,
    hitsWithTime: costs.length,
    missed: compilations ? missedLabels(compilations) : null,
  };
}

function countsOf(statistics: Statistics): BuildCounts {
  return {
    hits: statistics.hits.total,
    misses: statistics.misses.total,
    errors: statistics.errors.total,
    compileFails: statistics.compileFails,
    writeErrors: statistics.cacheWriteErrors,
    requests: statistics.compileRequests,
    languages: languagesOf(statistics),
    notCacheable: explainNotCacheable(statistics.nonCacheable),
    location: statistics.cacheLocation,
  };
}

function languagesOf({ hits, misses }: Statistics): LanguageCounts[] {
  const names = new Set([...Object.keys(hits.byLanguage), ...Object.keys(misses.byLanguage)]);
  return [...names]
    .map((language) => ({
      language,
      hits: hits.byLanguage[language] ?? 0,
      misses: misses.byLanguage[language] ?? 0,
    }))
    .sort((a, b) => b.hits + b.misses - a.hits - a.misses);
}

function missedLabels(compilations: readonly LoggedCompilation[]): MissedLabel[] {
  const misses = compilations.filter(({ outcome }) => outcome === "miss");
  return [...Map.groupBy(misses, ({ label }) => label)]
    .map(([label, ofLabel]) => {
      const times = ofLabel.map(({ compileMs }) => compileMs).filter((ms) => ms !== null);
      return {
        label,
        compilations: ofLabel.length,
        seconds: times.length > 0 ? sum(times) / 1000 : null,
      };
    })
    .sort((a, b) => (b.seconds ?? -1) - (a.seconds ?? -1) || (a.label < b.label ? -1 : 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

import {
  type BudgetPlan,
  budgetCurve,
  type CurvePoint,
  evictReasons,
  keepReasons,
  shortfallOf,
} from "../budget/plan.ts";
import type { Candidate } from "../budget/worth.ts";
import type { Compilation } from "../sccache/server/log.ts";
import type { Statistics } from "../sccache/server/statistics.ts";
import { creator } from "../version.ts";
import { callsOf, notCacheableOf } from "./call-counts.ts";
import { advise } from "./explain/advice.ts";
import { explainNotCacheable } from "./explain/not-cacheable.ts";
import { secondsOf } from "./hits.ts";
import type {
  BudgetReport,
  BuildCounts,
  BuildReport,
  LanguageCounts,
  MissedLabel,
  NoCounts,
  Report,
  Tally,
} from "./report.ts";

/** What is known when a step ends. What is left out is not known, or did not happen. */
export type ReportParts = Pick<Report, "step" | "store" | "key"> &
  Partial<Omit<Report, "version" | "creator" | "step" | "store" | "key" | "advice">>;

const mostRuns = 30;

const unknown = { restore: null, build: null, save: null, repository: null, explanation: null };

/** The report of a step, with the advice that follows from it. */
export function makeReport({ step, store, key, history = [], ...parts }: ReportParts): Report {
  const { primary, fallbacks, explanation } = key;
  const report: Report = {
    version: 1,
    creator,
    step,
    store,
    key: { primary, fallbacks, explanation },
    ...unknown,
    ...parts,
    history: history.slice(-mostRuns),
    advice: null,
  };
  return { ...report, advice: advise(report) };
}

/** One compilation of the build, as the server's log tells. */
type LoggedCompilation = Pick<Compilation, "label" | "entry" | "outcome" | "compileMs">;

interface BuildFacts {
  /** Undefined when no server answered. */
  readonly statistics: Statistics | undefined;
  /** Why there are no statistics, where there are none. */
  readonly noCounts: NoCounts;
  /** From the server's log, or undefined without one. */
  readonly compilations: readonly LoggedCompilation[] | undefined;
  /** Names of restored entries that the build used, from the log or from file times; undefined when that is not known. */
  readonly hitEntries: Iterable<string> | undefined;
  /** How long an entry took to compile, in milliseconds; null or undefined where that is not known. */
  readonly costMs: (entry: string) => number | null | undefined;
}

/** How the build went. What neither the statistics nor the log tell is null. */
export function reportBuild(facts: BuildFacts): BuildReport {
  const { statistics, compilations, hitEntries, costMs } = facts;
  const hits = compilations
    ? compilations.flatMap(({ outcome, entry }) => (outcome === "hit" && entry !== null ? [entry] : []))
    : [...(hitEntries ?? [])];
  const costs = hits.map(costMs).filter((ms) => typeof ms === "number");
  return {
    counts: statistics ? countsOf(statistics) : null,
    noCounts: statistics ? null : facts.noCounts,
    evidence: compilations ? "log" : hitEntries ? "file-times" : "none",
    savedSeconds: secondsOf(costs) ?? (hits.length === 0 && statistics?.hits.total === 0 ? 0 : null),
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
    calls: callsOf(statistics),
    languages: languageCounts(statistics),
    notCacheable: explainNotCacheable(notCacheableOf(statistics)),
    location: statistics.cacheLocation,
  };
}

function languageCounts({ hits, misses }: Statistics): LanguageCounts[] {
  return Object.keys({ ...hits.byLanguage, ...misses.byLanguage })
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
    .map(([label, ofLabel]) => ({
      label,
      compilations: ofLabel.length,
      seconds: secondsOf(ofLabel.map(({ compileMs }) => compileMs)),
    }))
    .sort((a, b) => (b.seconds ?? -1) - (a.seconds ?? -1) || (a.label < b.label ? -1 : 1));
}

/** What the budget kept and removed, counted by reason. */
export function reportBudget(
  plan: BudgetPlan<Candidate>,
  about: Pick<BudgetReport, "budgetBytes" | "limit" | "limitedBy" | "unused">,
): BudgetReport {
  const candidates = [...plan.keep, ...plan.evict].map(({ entry }) => entry);
  return {
    ...about,
    expectedBytes: plan.expectedBytes,
    kept: tallyReasons(plan.keep, keepReasons),
    evicted: tallyReasons(plan.evict, evictReasons),
    shortfall: shortfallOf(plan) ?? null,
    curve: curvePoints(candidates),
  };
}

const mostExamples = 5;

/** Counts entries for each reason that occurs, in the order of `texts`. */
export function tallyReasons<R extends string>(
  list: readonly { readonly entry: { readonly name: string; readonly cost: number }; readonly reason: R }[],
  texts: Readonly<Record<R, string>>,
): Tally[] {
  const byReason = Map.groupBy(list, ({ reason }) => reason);
  return (Object.keys(texts) as R[]).flatMap((reason) => {
    const group = byReason.get(reason);
    if (!group) return [];
    const examples = group
      .toSorted((a, b) => b.entry.cost - a.entry.cost)
      .slice(0, mostExamples)
      .map(({ entry }) => ({ name: entry.name, bytes: entry.cost }));
    const bytes = group.reduce((sum, { entry }) => sum + entry.cost, 0);
    return [{ reason, why: texts[reason], entries: group.length, bytes, examples }];
  });
}

/** Budgets to look at, as shares of what everything together takes. */
const shares = [0.1, 0.25, 0.5, 0.75, 1];

/** What budgets of different sizes would keep, the smallest first. */
export function curvePoints(candidates: readonly Candidate[]): readonly CurvePoint[] {
  const total = candidates.reduce((sum, { cost }) => sum + cost, 0);
  const budgets = new Set(shares.map((share) => roundUp(total * share)));
  return budgetCurve(candidates, [...budgets]);
}

/** Rounds up to two digits, so that the last budget holds everything. */
function roundUp(bytes: number): number {
  if (bytes < 1) return 1;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(bytes)) - 1);
  return Math.ceil(bytes / unit) * unit;
}

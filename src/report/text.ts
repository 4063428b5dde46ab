import { formatSize } from "../config/size.ts";
import type { KeyPlan } from "../key/strategy.ts";
import { hitRate, type Statistics } from "../sccache/server/statistics.ts";
import { budgetLines } from "./budget-text.ts";
import type { RestoreReport, SaveReport } from "./report.ts";

/** The report as lines for a log. Trouble is not among them: it is for the log's warnings. */
export function restoreLines(report: RestoreReport): string[] {
  const { keys, outcome } = report;
  return [
    ...keyLines(keys),
    ...keys.fallbacks.map((key) => `  falls back to ${key}*`),
    describeRestore(outcome, report),
  ];
}

const shownDrops = 10;

/** As `restoreLines`. */
export function saveLines(report: SaveReport): string[] {
  const { entries, statistics } = report;
  const lines = [
    `Build: ${statistics ? describeStatistics(statistics) : "no statistics, since no sccache server was running"}`,
    `Directory: ${entryCount(entries.total)}, ${formatSize(entries.totalBytes)}; ${entries.usedByThisRun} used by this run, ${entries.added} new`,
    ...entries.dropped.slice(0, shownDrops).map(({ name, why }) => `Left out ${name}: ${why}`),
    ...(entries.dropped.length > shownDrops ? [`Left out ${entries.dropped.length - shownDrops} more`] : []),
    ...(report.budget ? budgetLines(report.budget) : []),
    describeSave(report),
  ];
  return lines;
}

/** One sentence for what restore came to. */
export function describeRestore(outcome: RestoreReport["outcome"], report: RestoreReport): string {
  const where = `in the store ${report.storeLabel}`;
  switch (outcome.kind) {
    case "restored":
      return (
        `Restored ${entryCount(outcome.entries)} (${formatSize(outcome.entryBytes)}) from ${outcome.key} ` +
        `(${formatSize(outcome.bundleBytes)}, ${outcome.fresh ? "fresh" : "a fallback"}) in ${report.seconds.toFixed(1)} s`
      );
    case "found":
      return `Found ${outcome.key} ${where}; lookup-only, so nothing was moved`;
    case "miss":
      return `No bundle for this key or its fallbacks ${where}: this build starts cold`;
    case "skipped":
    case "trouble":
      return `Restored nothing: ${oneLine(outcome.why)}`;
  }
}

/** One sentence for what save came to. */
export function describeSave({ outcome, budgetBytes, seconds }: SaveReport): string {
  switch (outcome.kind) {
    case "saved":
      return (
        `Saved ${entryCount(outcome.entries)} as ${outcome.key}: ` +
        `${formatSize(outcome.bundleBytes)} of ${formatSize(budgetBytes)}, in ${seconds.toFixed(1)} s`
      );
    case "taken":
      return `Not saved: another job has already saved ${outcome.key}`;
    case "not-saved":
      return `Not saved: ${oneLine(outcome.why)}`;
    case "trouble":
      return `Saved nothing: ${oneLine(outcome.why)}`;
  }
}

/** `98 of 102 compilations were hits (96.1 %)`. */
export function describeStatistics(statistics: Statistics): string {
  const rate = hitRate(statistics);
  const lookups = statistics.hits.total + statistics.misses.total;
  if (rate === undefined) return "sccache was not asked for anything";
  const errors = statistics.errors.total > 0 ? `, ${statistics.errors.total} cache errors` : "";
  return `${statistics.hits.total} of ${lookups} compilations were hits (${percent(rate)})${errors}`;
}

/** `1 entry`, `2 entries`. */
export function entryCount(count: number): string {
  return count === 1 ? "1 entry" : `${count} entries`;
}

/** A share as per cent with one digit; 100 % only when it is all. */
export function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(share === 1 ? 0 : 1)} %`;
}

function keyLines({ primary, explanation }: KeyPlan): string[] {
  const width = Math.max(...explanation.map(({ part }) => part.length));
  const parts = explanation.map(({ part, from }) => `  ${part.padEnd(width)}  ${oneLine(from)}`);
  return [`Key: ${primary}`, ...parts];
}

/** A matrix is JSON over many lines; and a line that begins with `::` would be a command to the runner. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

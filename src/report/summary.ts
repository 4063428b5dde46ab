// Longer than others: the headline and the rows tell the same facts in two lengths, and are read together.

import { fingerprint, word } from "../key/parts.ts";
import { formatSize } from "../size.ts";
import { code, plain, table } from "./foreign.ts";
import { helpUrl } from "./help-links.ts";
import { headline, rateOf } from "./hits.ts";
import type { Failed, NotCacheable, Report, RepositoryReport, RestoreReport, SaveReport } from "./report.ts";
import { details } from "./summary-details.ts";
import { missCauses, missedFacts, unnamedMisses, whyNoBundle } from "./text.ts";
import { bar, sparkline } from "./text-charts.ts";
import { count, duration, entryCount, firstOf, refName, sizeWithShare, unitedWith } from "./words.ts";

/** GitHub refuses a step's summary beyond 1 MiB, and a comment beyond 65,536 characters. */
const summaryBytes = 1_000_000;
const commentCharacters = 60_000;

/**
 * The job summary in Markdown: whether the cache helped, five rows, a line of advice, and the rest folded. Within
 * GitHub's limit, whatever the input: what is folded is left out first.
 */
export function summaryMarkdown(report: Report): string {
  return withinBytes([headSection(report), ...details(report)], summaryBytes);
}

/** What a comment on a pull request belongs to: one job of one workflow, or one of its matrix. */
export interface CommentedJob {
  readonly workflow?: string | undefined;
  readonly job?: string | undefined;
  readonly matrix?: string | undefined;
}

/** The body of a comment on a pull request. Its first line is `commentMarker`, by which the next run finds it. */
export function commentMarkdown(report: Report, job: CommentedJob): string {
  return withinBytes([commentMarker(job), headSection(report), ...details(report)], commentCharacters);
}

/** An invisible line that is the same in every run of a job, whatever its key, and differs between jobs. */
export function commentMarker({ workflow, job, matrix }: CommentedJob): string {
  return `<!-- sccache-bundle ${word(job ?? "any")} ${fingerprint(JSON.stringify([workflow, job, matrix]))} -->`;
}

function headSection(report: Report): string {
  const { advice, build, history, restore, save, repository } = report;
  const notCacheable = build?.counts?.notCacheable ?? [];
  const rows: (readonly [string, string])[] = [
    ["**Restored**", restore ? restoredCell(restore) : "no restore step ran before this"],
    ...(save ? ([["**Saved**", savedCell(save)]] as const) : []),
    ...(build ? ([["**Missed**", missedCell(report)]] as const) : []),
    ...(notCacheable.length > 0 ? ([["**Not cacheable**", notCacheableCell(notCacheable)]] as const) : []),
    ...(repository ? ([["**Repository**", repositoryCell(repository)]] as const) : []),
  ];
  return [
    `### sccache-bundle: ${plain(headline(report))}`,
    costLine(report),
    table(["", ""], "ll", rows),
    ...(advice ? [`> **Advice:** ${plain(advice.text)} ${helpLink(advice.kind)}`] : []),
    ...(history.length < 2
      ? []
      : [`Hit rate of the last ${history.length} runs: \`${sparkline(history.map(rateOf))}\``]),
  ].join("\n\n");
}

function helpLink(kind: string): string {
  return `[Help](${helpUrl(kind)})`;
}

/** What it was good for and what it cost, in one line. */
function costLine({ build, restore, save }: Report): string {
  const { hits = 0, misses = 0 } = build?.counts ?? {};
  const isPartial = build && hits > 0 && build.hitsWithTime < hits && build.savedSeconds !== null;
  const costs = [
    ...(restore ? [`Restoring took ${duration(restore.seconds)}`] : []),
    ...(save ? [`${restore ? "saving" : "Saving took"} ${duration(save.seconds)}`] : []),
  ].join(", ");
  return [
    ...(hits + misses > 0 ? [`${hits} of ${count(hits + misses, "compilation")} came from the cache.`] : []),
    ...(isPartial ? [`The compile time of ${build.hitsWithTime} of them is known.`] : []),
    ...(costs === "" ? [] : [`${costs}.`]),
  ].join(" ");
}

function restoredCell({ outcome }: RestoreReport): string {
  switch (outcome.kind) {
    case "restored": {
      const from = outcome.ref === null ? "" : ` from ${code(refName(outcome.ref))}`;
      const match = outcome.fresh ? "same key" : "a fallback key";
      const overlay = outcome.overlay
        ? `, with an overlay of ${entryCount(outcome.overlay.entries)} (${formatSize(outcome.overlay.bundleBytes)})`
        : "";
      return `${entryCount(outcome.entries)}, ${formatSize(outcome.bundleBytes)}${from} (${match})${overlay}`;
    }
    case "found":
      return `nothing: \`lookup-only\` found ${code(outcome.key)}`;
    case "missed":
      return `nothing: no bundle ${plain(whyNoBundle(outcome))}`;
    case "skipped":
      return `nothing: ${plain(outcome.why)}`;
    case "failed":
      return failedCell(outcome);
  }
}

function savedCell({ outcome, maxSizeBytes, deleted }: SaveReport): string {
  switch (outcome.kind) {
    case "saved": {
      const what = outcome.as === "overlay" ? ", as an overlay" : "";
      const gone = deleted.bundles > 0 ? `; ${count(deleted.bundles, "superseded bundle")} deleted` : "";
      return `${entryCount(outcome.entries)}, ${sizeWithShare(outcome.bundleBytes, maxSizeBytes)}${what}${unitedWith(outcome.united)}${gone}`;
    }
    case "failed":
      return failedCell(outcome);
    case "taken":
      return "already saved by another job";
    default:
      return `${notSavedWords[outcome.kind]}: ${plain(outcome.why)}`;
  }
}

const notSavedWords = {
  withdrawn: "saved and deleted again",
  "nothing-new": "nothing",
  "not-allowed": "nothing",
  "too-small": "no room",
};

function failedCell({ why, failure }: Failed): string {
  return `:x: **failed**: ${plain(why)} ${helpLink(failure)}`;
}

function missedCell({ build, explanation }: Report): string {
  const { counts, missed } = build ?? {};
  if (!counts && !missed) return "not known";
  if (counts?.misses === 0 && !missed?.length) return counts.hits > 0 ? "nothing" : "nothing was looked up";
  const [cause] = missCauses(explanation);
  const why = cause ? `<br>${plain(cause.detail)}` : "";
  if (!missed?.length) return `${counts ? count(counts.misses, "compilation") : "not known"}${why}`;
  const unnamed = unnamedMisses(build);
  const more = unnamed > 0 ? `, and ${count(unnamed, "compilation")} that sccache's log does not name` : "";
  return `${firstOf(missed, 8, (one) => [code(one.label), ...missedFacts(one)].join(" "))}${more}${why}`;
}

function notCacheableCell(list: readonly NotCacheable[]): string {
  const line = ({ calls, meaning, remedy }: NotCacheable) =>
    `${calls}× ${plain(meaning)}${remedy ? ` → **${plain(remedy)}**` : ""}`;
  return firstOf(list, 4, line, "<br>");
}

function repositoryCell({ othersBytes, oursBytes, freeBytes, limitBytes }: RepositoryReport): string {
  const share = (bytes: number) => (limitBytes > 0 ? bytes / limitBytes : 0);
  const picture = bar([
    { share: share(othersBytes), fill: "▓" },
    { share: share(oursBytes), fill: "█" },
  ]);
  return `\`${picture}\` others ${formatSize(othersBytes)}, ours ${formatSize(oursBytes)}, free ${formatSize(freeBytes)} of ${formatSize(limitBytes)}`;
}

/** The first section and as many others as fit, whole, in order. */
function withinBytes([first = "", ...others]: readonly string[], most: number): string {
  const parts = [first];
  let bytes = Buffer.byteLength(first);
  for (const part of others) {
    const size = Buffer.byteLength(part) + 2;
    if (bytes + size > most) continue;
    bytes += size;
    parts.push(part);
  }
  return `${parts.join("\n\n")}\n`;
}

import { formatSize } from "../config/size.ts";
import { hitRate } from "../sccache/server/statistics.ts";
import { curvePoints, curveTable } from "./curve-text.ts";
import type { SaveReport } from "./report.ts";
import { describeSave, entryCount, percent } from "./text.ts";

/** The job summary: a few rows, since a run may have many jobs. */
export function saveMarkdown(report: SaveReport): string {
  const { statistics, restored, entries, keys, outcome } = report;
  const rate = statistics && hitRate(statistics);
  const rows: [string, string][] = [
    [
      "hit rate",
      statistics && rate !== undefined
        ? `**${percent(rate)}** (${statistics.hits.total} hits, ${statistics.misses.total} misses)`
        : "not known",
    ],
    ["restored", restored ? `${code(restored.key)}, ${formatSize(restored.bytes)}` : "nothing"],
    [
      "directory",
      `${entryCount(entries.total)}, ${formatSize(entries.totalBytes)}; ${entries.usedByThisRun} used, ${entries.added} new`,
    ],
    ["saved", plain(describeSave(report))],
    ["budget", budgetCell(outcome, report.budgetBytes)],
    ["key", code(keys.primary)],
  ];
  const table = rows.map(([name, cell]) => `| ${name} | ${cell} |`).join("\n");
  const parts = keys.explanation.map(({ part, from }) => `| ${code(part)} | ${plain(from)} |`).join("\n");
  return [
    "### sccache-bundle",
    `| | |\n| --- | --- |\n${table}`,
    ...curveSection(report),
    `<details><summary>What the key is made of</summary>\n\n| part | from |\n| --- | --- |\n${parts}\n\n</details>`,
    "",
  ].join("\n\n");
}

/** What other budgets would have been good for: shown when there was a plan to draw it from. */
function curveSection({ budget }: SaveReport): string[] {
  if (!budget) return [];
  const candidates = [...budget.plan.keep, ...budget.plan.evict].map(({ entry }) => entry);
  const now = candidates.reduce((latest, { lastUse }) => Math.max(latest, lastUse), 0);
  const table = curveTable(curvePoints(candidates, now));
  return [`<details><summary>What other budgets would keep</summary>\n\n${table}\n\n</details>`];
}

function budgetCell(outcome: SaveReport["outcome"], budgetBytes: number): string {
  if (outcome.kind !== "saved") return formatSize(budgetBytes);
  const share = outcome.bundleBytes / budgetBytes;
  return `${formatSize(outcome.bundleBytes)} of ${formatSize(budgetBytes)} (${percent(share)})`;
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** Keeps names that come from elsewhere from becoming markup. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#~]/g, (char) => `\\${char}`).replace(/\s+/g, " ");
}

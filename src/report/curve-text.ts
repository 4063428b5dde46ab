import type { Candidate } from "../budget/candidate.ts";
import { budgetCurve, type CurvePoint } from "../budget/curve.ts";
import { formatSize } from "../config/size.ts";

/** Budgets to look at, as shares of what everything together takes. */
const shares = [0.1, 0.25, 0.5, 0.75, 1];

/** What budgets of different sizes would be good for: hit share and entries, the smallest first. */
export function curvePoints(candidates: readonly Candidate[], now: number): readonly CurvePoint[] {
  const total = candidates.reduce((sum, { cost }) => sum + cost, 0);
  const budgets = new Set(shares.map((share) => roundUp(total * share)));
  return budgetCurve(candidates, [...budgets], now);
}

/** As lines for a terminal, with a bar for the share of hits. */
export function curveLines(points: readonly CurvePoint[]): string[] {
  return points.map(({ budgetBytes, entries, hitShare }) => {
    const bar = "#".repeat(Math.round(hitShare * 20)).padEnd(20, ".");
    const percent = `${Math.floor(hitShare * 100)} %`.padStart(5);
    return `  ${formatSize(budgetBytes).padStart(8)}  ${bar} ${percent} of the hits, ${entries} entries`;
  });
}

/** As a table in Markdown. */
export function curveTable(points: readonly CurvePoint[]): string {
  const rows = points.map(
    ({ budgetBytes, entries, hitShare }) =>
      `| ${formatSize(budgetBytes)} | ${Math.floor(hitShare * 100)} % | ${entries} |`,
  );
  return ["| max-size | hits kept | entries |", "| ---: | ---: | ---: |", ...rows].join("\n");
}

/** To two digits, upwards, so that the last budget holds everything. */
function roundUp(bytes: number): number {
  if (bytes < 1) return 1;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(bytes)) - 1);
  return Math.ceil(bytes / unit) * unit;
}

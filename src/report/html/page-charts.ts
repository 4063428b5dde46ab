import type { CurvePoint } from "../../budget/worth.ts";
import { formatSize } from "../../config/size.ts";
import { escapeHtml as html } from "../foreign.ts";
import type { RunSummary } from "../report.ts";
import { duration, firstOf, percent, rateOf } from "../words.ts";

const size = { width: 640, height: 220, left: 68, right: 12, top: 12, bottom: 28 };
const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };

/** Where a point is in the picture. Both values are shares from 0 to 1. */
function at(x: number, y: number): string {
  const left = size.left + x * inner.width;
  const top = size.top + (1 - y) * inner.height;
  return `${left.toFixed(1)},${top.toFixed(1)}`;
}

/** Hit rates of the last runs as a line, with all their numbers in a table that screen readers read. */
export function historyChart(history: readonly RunSummary[]): string {
  const last = Math.max(1, history.length - 1);
  const points = history.flatMap((run, i) => {
    const rate = rateOf(run);
    return rate === undefined ? [] : [{ x: i / last, y: rate, run }];
  });
  const dots = points.map(({ x, y, run }) => {
    const [cx, cy] = at(x, y).split(",");
    return `<circle cx="${cx}" cy="${cy}" r="4"><title>${when(run)}: ${percent(y)}</title></circle>`;
  });
  const from = history[0] ? when(history[0]) : "";
  const to = history.at(-1);
  const picture = chart("Hit rate of the last runs", [
    `<polyline points="${points.map(({ x, y }) => at(x, y)).join(" ")}"/>`,
    ...dots,
    axisText(from, to ? when(to) : ""),
  ]);
  const rows = history.toReversed().map((run) => {
    const rate = rateOf(run);
    return [
      when(run),
      rate === undefined ? "not known" : percent(rate),
      run.savedMs === null ? "not known" : duration(run.savedMs / 1000),
      run.restoreMs === null ? "not known" : duration(run.restoreMs / 1000),
      run.bundleBytes === null ? "not known" : formatSize(run.bundleBytes),
      run.complete ? "yes" : "no",
    ];
  });
  return picture + numbers(["Run", "Hit rate", "Compiling saved", "Restore", "Bundle", "Complete"], rows);
}

/** Shares of hits and of compile time that budgets would keep. */
export function curveChart(curve: readonly CurvePoint[]): string {
  const most = Math.max(1, ...curve.map(({ budgetBytes }) => budgetBytes));
  const line = (share: (point: CurvePoint) => number, name: string) =>
    `<polyline class="${name}" points="${[
      "0,0",
      ...curve.map((point) => `${point.budgetBytes / most},${share(point)}`),
    ]
      .map((pair) => at(...(pair.split(",").map(Number) as [number, number])))
      .join(" ")}"/>`;
  const picture = chart("Share of hits and compile time that a budget keeps", [
    line(({ hitShare }) => hitShare, "hits"),
    line(({ timeShare }) => timeShare, "time"),
    axisText("0", formatSize(most)),
  ]);
  const legend =
    '<p class="legend"><span><span class="key k-time"></span>compile time kept</span><span><span class="key k-hits"></span>hits kept</span></p>';
  const rows = curve.map(({ budgetBytes, hitShare, timeShare, entries }) => [
    formatSize(budgetBytes),
    percent(timeShare),
    percent(hitShare),
    String(entries),
  ]);
  return legend + picture + numbers(["max-size", "Compile time kept", "Hits kept", "Entries"], rows);
}

interface BarRow {
  readonly text: string;
  /** Seconds; the bar's length, where any row has some, else the count is. */
  readonly value: number;
  readonly count: number | null;
  readonly note: string;
  readonly labels: readonly string[];
}

/** Causes as bars, the longest first. */
export function barList(rows: readonly BarRow[]): string {
  if (rows.length === 0) return "<p>Nothing missed.</p>";
  const lengthOf = rows.some(({ value }) => value > 0)
    ? ({ value }: BarRow) => value
    : ({ count }: BarRow) => count ?? 0;
  const most = Math.max(1e-9, ...rows.map(lengthOf));
  const items = rows.map((row) => {
    const facts = [
      ...(row.count === null ? [] : [`${row.count} compilations`]),
      ...(row.value > 0 ? [duration(row.value)] : []),
    ].join(", ");
    const labels = row.labels.length > 0 ? `<p class="labels">${firstOf(row.labels, 10, html)}</p>` : "";
    const note = row.note === "" ? "" : `<p class="advice">${html(row.note)}</p>`;
    return `<li><div class="what"><span>${html(row.text)}</span><span class="n">${facts}</span></div><div class="bar"><span style="width:${((lengthOf(row) / most) * 100).toFixed(1)}%"></span></div>${labels}${note}</li>`;
  });
  return `<ul class="bars">${items.join("")}</ul>`;
}

function chart(title: string, parts: readonly string[]): string {
  const grid = [0, 0.5, 1].map((y) => {
    const [x1, line] = at(0, y).split(",");
    return `<line x1="${x1}" x2="${size.width - size.right}" y1="${line}" y2="${line}"/><text x="${size.left - 6}" y="${Number(line) + 4}" text-anchor="end">${y * 100} %</text>`;
  });
  return `<svg class="chart" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}">${grid.join("")}${parts.join("")}</svg>`;
}

function axisText(from: string, to: string): string {
  const y = size.height - 8;
  return `<text x="${size.left}" y="${y}">${html(from)}</text><text x="${size.width - size.right}" y="${y}" text-anchor="end">${html(to)}</text>`;
}

function numbers(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (list: readonly string[], tag: string) =>
    list.map((text, i) => `<${tag}${i > 0 ? ' class="n"' : ""}>${html(text)}</${tag}>`).join("");
  const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("");
  return `<details><summary>All numbers</summary><div class="scroll" tabindex="0" role="region" aria-label="All numbers"><table><thead><tr>${cells(head, "th")}</tr></thead><tbody>${body}</tbody></table></div></details>`;
}

function when({ endedAt }: RunSummary): string {
  return new Date(endedAt * 1000).toISOString().slice(0, 16).replace("T", " ");
}

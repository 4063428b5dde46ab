import { hierarchy, treemap as layOut, treemapSquarify } from "d3-hierarchy";
import type { CurvePoint } from "../../budget/plan.ts";
import { escapeHtml as html } from "../foreign.ts";
import type { Cause, RunSummary } from "../report.ts";
import { duration, entryCount, firstOf, formatSize, percent, rateOf } from "../words.ts";

/** What entries of one crate or source come to. */
interface Group {
  readonly label: string;
  readonly bytes: number;
  readonly entries: number;
  readonly seconds: number | null;
  readonly language: string;
  /** Whether the last complete run used any of it. */
  readonly isUsed: boolean;
}

/** More tiles are too small to be told apart, and too many to step through by keyboard. */
const mostTiles = 60;

/** Width to height, on wide screens and on phones. Positions are per cent, so each layout fits any width. */
const shapes = { wide: 2.2, narrow: 0.75 };

const keys = [
  ["l-rust", "Rust"],
  ["l-c", "C and C++"],
  ["l-other", "other"],
  ["l-old", "not used by the last complete run"],
];

/** A treemap of crates by bytes. Each tile is a button that searches the table for its crate. */
export function treemap(groups: readonly Group[]): string {
  const tiles = foldSmall(groups);
  if (tiles.length === 0) return "<p>The bundle holds no entries.</p>";
  const wide = positions(tiles, shapes.wide, "");
  const narrow = positions(tiles, shapes.narrow, "n");
  const items = tiles.map((tile, i) => tileOf(tile, `${wide[i]};${narrow[i]}`));
  const legend = keys.map(([name, text]) => `<span><span class="key ${name}"></span>${text}</span>`);
  return [
    `<p class="legend">${legend.join("")}</p>`,
    `<ul class="map" style="--wide:${shapes.wide};--narrow:${shapes.narrow}">${items.join("")}</ul>`,
  ].join("");
}

function tileOf({ label, bytes, entries, seconds, language, isUsed }: Group, style: string): string {
  const facts = [
    formatSize(bytes),
    entryCount(entries),
    ...(seconds === null ? [] : [`${duration(seconds)} to compile`]),
    ...(isUsed ? [] : ["not used by the last complete run"]),
  ].join(", ");
  const kind = `${colour(language)}${isUsed ? "" : " old"}`;
  const search = label === others ? "" : html(label);
  return (
    `<li style="${style}"><button type="button" class="tile ${kind}" data-search="${search}" title="${html(label)}: ${facts}" aria-label="${html(label)}: ${facts}">` +
    `<span class="t">${html(label)}</span><span class="s">${formatSize(bytes)}</span></button></li>`
  );
}

function colour(language: string): string {
  if (/^rust/i.test(language)) return "l-rust";
  return /^c\b|c\+\+|cuda|objective/i.test(language) ? "l-c" : "l-other";
}

const others = "everything else";

/** The largest groups, and one for all the rest. */
function foldSmall(groups: readonly Group[]): Group[] {
  const ordered = groups.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
  const rest = ordered.slice(mostTiles);
  if (rest.length === 0) return ordered;
  const sum = (of: (group: Group) => number) => rest.reduce((total, group) => total + of(group), 0);
  return [
    ...ordered.slice(0, mostTiles),
    {
      label: others,
      bytes: sum(({ bytes }) => bytes),
      entries: sum(({ entries }) => entries),
      seconds: sum(({ seconds }) => seconds ?? 0),
      language: "",
      isUsed: true,
    },
  ];
}

/** The place of each group on the map, in their order, as style: variables with per cent, whose names end with `suffix`. */
function positions(groups: readonly Group[], ratio: number, suffix: string): string[] {
  const root = hierarchy<{ children?: readonly Group[]; bytes?: number }>(
    { children: groups },
    (one) => one.children as never,
  ).sum(({ bytes = 0 }) => bytes);
  const [width, height] = [1000 * ratio, 1000];
  const laid = layOut<{ children?: readonly Group[]; bytes?: number }>()
    .tile(treemapSquarify)
    .size([width, height])(root);
  const share = (value: number, whole: number) => Math.round((value / whole) * 100_000) / 1000;
  return laid.leaves().map(({ x0, y0, x1, y1 }) => {
    const place = [share(x0, width), share(y0, height), share(x1 - x0, width), share(y1 - y0, height)];
    return place.map((value, i) => `--${"xywh"[i]}${suffix}:${value}%`).join(";");
  });
}

const size = { width: 640, height: 220, left: 68, right: 12, top: 12, bottom: 28 };
const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };

/** Where a point is in the picture. Both values are shares from 0 to 1. */
function at(x: number, y: number): readonly [left: string, top: string] {
  const left = size.left + x * inner.width;
  const top = size.top + (1 - y) * inner.height;
  return [left.toFixed(1), top.toFixed(1)];
}

/** Hit rates of the last runs as a line, with all their numbers in a table that screen readers read. */
export function historyChart(history: readonly RunSummary[]): string {
  const last = Math.max(1, history.length - 1);
  const points = history.flatMap((run, i) => {
    const rate = rateOf(run);
    return rate === undefined ? [] : [{ x: i / last, y: rate, run }];
  });
  const dots = points.map(({ x, y, run }) => {
    const [cx, cy] = at(x, y);
    return `<circle cx="${cx}" cy="${cy}" r="4"><title>${when(run)}: ${percent(y)}</title></circle>`;
  });
  const [from, to] = [history[0], history.at(-1)];
  const picture = chart("Hit rate of the last runs", [
    `<polyline points="${points.map(({ x, y }) => at(x, y)).join(" ")}"/>`,
    ...dots,
    axisText(from ? when(from) : "", to ? when(to) : ""),
  ]);
  const known = (value: number | null | undefined, words: (value: number) => string) =>
    typeof value === "number" ? words(value) : "not known";
  const rows = history
    .toReversed()
    .map((run) => [
      when(run),
      known(rateOf(run), percent),
      known(run.savedMs, (ms) => duration(ms / 1000)),
      known(run.restoreMs, (ms) => duration(ms / 1000)),
      known(run.bundleBytes, formatSize),
      run.complete ? "yes" : "no",
    ]);
  return picture + numbers(["Run", "Hit rate", "Compiling saved", "Restore", "Bundle", "Complete"], rows);
}

/** Shares of hits and of compile time that budgets would keep. */
export function curveChart(curve: readonly CurvePoint[]): string {
  const most = Math.max(1, ...curve.map(({ budgetBytes }) => budgetBytes));
  const line = (share: "hitShare" | "timeShare", name: string) => {
    const points = curve.map((point) => at(point.budgetBytes / most, point[share]));
    return `<polyline class="${name}" points="${[at(0, 0), ...points].join(" ")}"/>`;
  };
  const picture = chart("Share of hits and compile time that a budget keeps", [
    line("hitShare", "hits"),
    line("timeShare", "time"),
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

/** Causes of misses as bars, the longest first: by seconds, where any cause has some, else by number. */
export function barList(causes: readonly Cause[]): string {
  if (causes.length === 0) return "<p>Nothing missed.</p>";
  const hasTimes = causes.some(({ seconds }) => (seconds ?? 0) > 0);
  const lengthOf = ({ seconds, compilations }: Cause) => (hasTimes ? seconds : compilations) ?? 0;
  const most = Math.max(1e-9, ...causes.map(lengthOf));
  const items = causes.map((cause) => {
    const { detail, remedy, compilations, seconds, labels } = cause;
    const facts = [
      ...(compilations === null ? [] : [`${compilations} compilations`]),
      ...(seconds ? [duration(seconds)] : []),
    ].join(", ");
    const of = labels.length > 0 ? `<p class="labels">${firstOf(labels, 10, html)}</p>` : "";
    const note = remedy ? `<p class="advice">${html(remedy)}</p>` : "";
    return `<li><div class="what"><span>${html(detail)}</span><span class="n">${facts}</span></div><div class="bar"><span style="width:${((lengthOf(cause) / most) * 100).toFixed(1)}%"></span></div>${of}${note}</li>`;
  });
  return `<ul class="bars">${items.join("")}</ul>`;
}

function chart(title: string, parts: readonly string[]): string {
  const grid = [0, 0.5, 1].map((y) => {
    const [x1, line] = at(0, y);
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

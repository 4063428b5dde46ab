import { hierarchy, treemap as layOut, treemapSquarify } from "d3-hierarchy";
import type { CurvePoint } from "../../budget/plan.ts";
import { formatSize, sumBytes } from "../../size.ts";
import { escapeHtml as html } from "../foreign.ts";
import { rateOf, secondsOf } from "../hits.ts";
import type { Cause, RunSummary } from "../report.ts";
import { causeCost } from "../text.ts";
import { duration, entryCount, firstOf, ifKnown, percent } from "../words.ts";
import type { PageEntry } from "./table.ts";

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
export function treemap(entries: readonly PageEntry[]): string {
  const tiles = tilesOf(entries);
  if (tiles.length === 0) return "<p>The bundle holds no entries.</p>";
  const wide = positions(tiles, shapes.wide, "");
  const narrow = positions(tiles, shapes.narrow, "n");
  const items = tiles.map((tile, i) => itemOf(tile, `${wide[i]};${narrow[i]}`));
  const legend = keys.map(([name, text]) => `<span><span class="key ${name}"></span>${text}</span>`);
  const map = `<ul class="map" style="--wide:${shapes.wide};--narrow:${shapes.narrow}">${items.join("")}</ul>`;
  return `<p class="legend">${legend.join("")}</p>${map}`;
}

function itemOf({ label, bytes, entries, seconds, language, isUsed }: Tile, style: string): string {
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

/** The largest crates and sources, and one tile for all the rest. */
function tilesOf(entries: readonly PageEntry[]): Tile[] {
  const groups = Map.groupBy(entries, ({ label }) => label);
  const tiles = [...groups].map(([label, of]) => tileOf(label, of));
  const ordered = tiles.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
  const rest = ordered.slice(mostTiles).flatMap(({ label }) => groups.get(label) ?? []);
  if (rest.length === 0) return ordered;
  return [...ordered.slice(0, mostTiles), { ...tileOf(others, rest), language: "", isUsed: true }];
}

type Tile = ReturnType<typeof tileOf>;

/** What entries of one crate or source come to. */
function tileOf(label: string, of: readonly PageEntry[]) {
  return {
    label,
    bytes: sumBytes(of),
    entries: of.length,
    seconds: secondsOf(of.map(({ ms }) => ms)),
    language: of[0]?.language ?? "",
    /** Whether the last complete run used any of it. */
    isUsed: of.some(({ age }) => age === 0),
  };
}

/** The place of each group on the map, in their order, as style: variables with per cent, whose names end with `suffix`. */
function positions(groups: readonly Tile[], ratio: number, suffix: string): string[] {
  const root = hierarchy<{ children?: readonly Tile[]; bytes?: number }>(
    { children: groups },
    (one) => one.children as never,
  ).sum(({ bytes = 0 }) => bytes);
  const [width, height] = [1000 * ratio, 1000];
  const laid = layOut<{ children?: readonly Tile[]; bytes?: number }>()
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
    return `<circle cx="${cx}" cy="${cy}" r="4"><title>${minuteOf(run.endedAt)}: ${percent(y)}</title></circle>`;
  });
  const line = `<polyline points="${points.map(({ x, y }) => at(x, y)).join(" ")}"/>`;
  const end = (run: RunSummary | undefined) => (run ? minuteOf(run.endedAt) : "");
  const ends = [end(history[0]), end(history.at(-1))] as const;
  const picture = chart("Hit rate of the last runs", ends, [line, ...dots]);
  const rows = history
    .toReversed()
    .map((run) => [
      minuteOf(run.endedAt),
      ifKnown(rateOf(run), percent),
      ifKnown(run.savedMs, (ms) => duration(ms / 1000)),
      ifKnown(run.restoreMs, (ms) => duration(ms / 1000)),
      ifKnown(run.bundleBytes, formatSize),
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
  const lines = [line("hitShare", "hits"), line("timeShare", "time")];
  const ends = ["0", formatSize(most)] as const;
  const picture = chart("Share of hits and compile time that a budget keeps", ends, lines);
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
    const { detail, remedy, labels } = cause;
    const of = labels.length > 0 ? `<p class="labels">${firstOf(labels, 10, html)}</p>` : "";
    const note = remedy ? `<p class="advice">${html(remedy)}</p>` : "";
    return `<li><div class="what"><span>${html(detail)}</span><span class="n">${causeCost(cause)}</span></div><div class="bar"><span style="width:${((lengthOf(cause) / most) * 100).toFixed(1)}%"></span></div>${of}${note}</li>`;
  });
  return `<ul class="bars">${items.join("")}</ul>`;
}

/** `ends`: what the axis says at its left and at its right. */
function chart(title: string, ends: readonly [string, string], parts: readonly string[]): string {
  const [from, to] = ends.map(html);
  const [right, below] = [size.width - size.right, size.height - 8];
  const grid = [0, 0.5, 1].map((y) => {
    const [x1, line] = at(0, y);
    return `<line x1="${x1}" x2="${right}" y1="${line}" y2="${line}"/><text x="${size.left - 6}" y="${Number(line) + 4}" text-anchor="end">${y * 100} %</text>`;
  });
  const axis = `<text x="${size.left}" y="${below}">${from}</text><text x="${right}" y="${below}" text-anchor="end">${to}</text>`;
  return `<svg class="chart" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}">${[...grid, ...parts, axis].join("")}</svg>`;
}

function numbers(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (list: readonly string[], tag: string) =>
    list.map((text, i) => `<${tag}${i > 0 ? ' class="n"' : ""}>${html(text)}</${tag}>`).join("");
  const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("");
  return `<details><summary>All numbers</summary><div class="scroll" tabindex="0" role="region" aria-label="All numbers"><table><thead><tr>${cells(head, "th")}</tr></thead><tbody>${body}</tbody></table></div></details>`;
}

/** `2026-11-15 08:26`, of seconds since 1970. */
export function minuteOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
}

import { hierarchy, treemap as layOut, treemapSquarify } from "d3-hierarchy";
import { formatSize } from "../../config/size.ts";
import { escapeHtml as html } from "../foreign.ts";
import { duration, entryCount } from "../words.ts";

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

/** A treemap of crates by bytes. Each tile is a button that searches the table for its crate. */
export function treemap(groups: readonly Group[]): string {
  const tiles = foldSmall(groups);
  if (tiles.length === 0) return "<p>The bundle holds no entries.</p>";
  const wide = positions(tiles, shapes.wide);
  const narrow = positions(tiles, shapes.narrow);
  const items = tiles.map((tile, i) => tileOf(tile, { wide: wide[i], narrow: narrow[i] }));
  return [
    `<p class="legend">${keys.map(([name, text]) => `<span><span class="key ${name}"></span>${text}</span>`).join("")}</p>`,
    `<ul class="map" style="--wide:${shapes.wide};--narrow:${shapes.narrow}">${items.join("")}</ul>`,
  ].join("");
}

const keys = [
  ["l-rust", "Rust"],
  ["l-c", "C and C++"],
  ["l-other", "other"],
  ["l-old", "not used by the last complete run"],
] as const;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function tileOf(
  tile: Group,
  { wide, narrow }: { readonly wide: Box | undefined; readonly narrow: Box | undefined },
): string {
  const { label, bytes, entries, seconds, language, isUsed } = tile;
  const facts = [
    formatSize(bytes),
    entryCount(entries),
    ...(seconds === null ? [] : [`${duration(seconds)} to compile`]),
    ...(isUsed ? [] : ["not used by the last complete run"]),
  ].join(", ");
  const style = `${boxStyle(wide, "")};${boxStyle(narrow, "n")}`;
  const kind = `${colour(language)}${isUsed ? "" : " old"}`;
  const search = tile.label === others ? "" : html(label);
  return (
    `<li style="${style}"><button type="button" class="tile ${kind}" data-search="${search}" title="${html(label)}: ${facts}" aria-label="${html(label)}: ${facts}">` +
    `<span class="t">${html(label)}</span><span class="s">${formatSize(bytes)}</span></button></li>`
  );
}

function boxStyle(box: Box | undefined, suffix: string): string {
  const { left = 0, top = 0, width = 0, height = 0 } = box ?? {};
  return `--x${suffix}:${left}%;--y${suffix}:${top}%;--w${suffix}:${width}%;--h${suffix}:${height}%`;
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

/** Per cent of the map, for each group, in their order. */
function positions(groups: readonly Group[], ratio: number): Box[] {
  const root = hierarchy<{ children?: readonly Group[]; bytes?: number }>(
    { children: groups },
    (one) => one.children as never,
  ).sum(({ bytes = 0 }) => bytes);
  const size = [1000 * ratio, 1000] as const;
  const laid = layOut<{ children?: readonly Group[]; bytes?: number }>()
    .tile(treemapSquarify)
    .size([...size])(root);
  const share = (value: number, whole: number) => Math.round((value / whole) * 100_000) / 1000;
  return laid.leaves().map(({ x0, y0, x1, y1 }) => ({
    left: share(x0, size[0]),
    top: share(y0, size[1]),
    width: share(x1 - x0, size[0]),
    height: share(y1 - y0, size[1]),
  }));
}

import { budgetCurve, type CurvePoint } from "../../budget/worth.ts";
import type { Manifest } from "../../bundle/format/manifest.ts";
import { formatSize } from "../../config/size.ts";
import { escapeHtml as html } from "../foreign.ts";
import type { Report, RunSummary } from "../report.ts";
import { headline } from "../summary.ts";
import { duration, entryCount, refName } from "../words.ts";
import { pageScript, pageStyle } from "./page-assets.ts";
import { barList, curveChart, historyChart } from "./page-charts.ts";
import { treemap } from "./treemap.ts";

/** A bundle, as its manifest describes it. */
export interface PageBundle {
  readonly manifest: Manifest;
  readonly fileBytes: number;
}

export interface PageContents {
  /** Name of the file or the key. */
  readonly title: string;
  readonly bundle: PageBundle | undefined;
  readonly report: Report | undefined;
}

/** An entry as the page shows it. */
interface PageEntry {
  readonly name: string;
  readonly label: string;
  readonly language: string;
  /** Share of the bundle, about. */
  readonly bytes: number;
  readonly costMs: number | null;
  /** Complete runs since one used it. */
  readonly age: number;
  readonly runs: number;
}

/**
 * One self-contained page on a bundle and a run: what takes the space, a table of entries, the last runs, what other
 * budgets would keep, and why compilations missed. It loads nothing from anywhere.
 */
export function renderPage({ title, bundle, report }: PageContents): string {
  const entries = bundle ? pageEntries(bundle) : [];
  const history = report?.history ?? bundle?.manifest.history ?? [];
  const curve = report?.save?.budget?.curve ?? (bundle ? curveOf(bundle) : []);
  const sections = [
    ...(bundle ? [contentsSection(entries)] : []),
    ...(history.length > 1 ? [historySection(history)] : []),
    ...(curve.length > 1 ? [curveSection(curve)] : []),
    ...(report?.explanation ? [missesSection(report)] : []),
    ...(bundle ? [tableSection(entries)] : []),
  ];
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    // Nothing is loaded, whatever a name in the bundle says.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">`,
    `<title>${html(title)} – sccache-bundle</title><style>${pageStyle}</style></head><body>`,
    '<a class="skip" href="#entries">Skip to the table of entries</a>',
    header(title, bundle, report),
    "<main>",
    ...sections,
    sections.length === 0 ? "<p>There is nothing to show: no bundle and no report was given.</p>" : "",
    "</main>",
    bundle
      ? `<script type="application/json" id="data">${embedded(entries)}</script><script>${pageScript}</script>`
      : "",
    "</body></html>\n",
  ].join("\n");
}

function header(title: string, bundle: PageBundle | undefined, report: Report | undefined): string {
  const manifest = bundle?.manifest;
  const facts: (readonly [string, string | null | undefined])[] = [
    ["Size", bundle && `${formatSize(bundle.fileBytes)}, ${formatSize(rawBytes(bundle))} unpacked`],
    ["Entries", manifest && entryCount(manifest.entries.length)],
    ["Saved", manifest && new Date(manifest.created * 1000).toISOString().slice(0, 16).replace("T", " ")],
    ["Ref", manifest?.ref && refName(manifest.ref)],
    ["Compiler", manifest?.toolchain],
    ["sccache", manifest?.sccacheVersion],
    ["Time spent", report && costs(report)],
    ["Key", report?.key.primary],
  ];
  const list = facts
    .map(([name, fact]) =>
      fact ? `<div${name === "Key" ? ' class="wide"' : ""}><dt>${name}</dt><dd>${html(fact)}</dd></div>` : "",
    )
    .join("");
  const result = report ? `<p class="headline">${html(headline(report))}</p>` : "";
  const advice = report?.advice
    ? `<p class="advice"><strong>Advice:</strong> ${html(report.advice.text)}</p>`
    : "";
  return `<header><p class="brand">sccache-bundle</p><h1>${html(title)}</h1>${result}<dl>${list}</dl>${advice}</header>`;
}

function costs({ restore, save }: Report): string {
  return [
    ...(restore ? [`restore ${duration(restore.seconds)}`] : []),
    ...(save ? [`save ${duration(save.seconds)}`] : []),
  ].join(", ");
}

function contentsSection(entries: readonly PageEntry[]): string {
  const groups = [...Map.groupBy(entries, ({ label }) => label)].map(([label, of]) => ({
    label,
    bytes: of.reduce((sum, { bytes }) => sum + bytes, 0),
    entries: of.length,
    seconds: secondsOf(of),
    language: of[0]?.language ?? "",
    isUsed: of.some(({ age }) => age === 0),
  }));
  return `<section aria-labelledby="h-space"><h2 id="h-space">What takes the space</h2>${treemap(groups)}</section>`;
}

function secondsOf(entries: readonly PageEntry[]): number | null {
  const known = entries.flatMap(({ costMs }) => costMs ?? []);
  return known.length > 0 ? known.reduce((sum, ms) => sum + ms, 0) / 1000 : null;
}

function historySection(history: readonly RunSummary[]): string {
  return `<section aria-labelledby="h-runs"><h2 id="h-runs">The last ${history.length} runs</h2>${historyChart(history)}</section>`;
}

function curveSection(curve: readonly CurvePoint[]): string {
  return `<section aria-labelledby="h-budget"><h2 id="h-budget">What other budgets would keep</h2>${curveChart(curve)}</section>`;
}

function missesSection({ explanation }: Report): string {
  const causes = explanation?.causes ?? [];
  const rows = causes.map((cause) => ({
    text: cause.detail,
    value: cause.seconds ?? 0,
    count: cause.compilations,
    note: cause.remedy ?? "",
    labels: cause.labels,
  }));
  return `<section aria-labelledby="h-misses"><h2 id="h-misses">Why compilations missed</h2>${barList(rows)}</section>`;
}

function tableSection(entries: readonly PageEntry[]): string {
  const columns = [
    ["label", "Crate or source"],
    ["name", "Entry"],
    ["bytes", "In the bundle"],
    ["ms", "Compile time"],
    ["age", "Last used"],
    ["runs", "Runs"],
  ].map(
    ([key, text], i) =>
      `<th scope="col" aria-sort="${key === "bytes" ? "descending" : "none"}" class="${i > 1 ? "n" : ""}"><button type="button" data-sort="${key}">${text}</button></th>`,
  );
  return [
    `<section id="entries" aria-labelledby="h-entries"><h2 id="h-entries">Entries</h2>`,
    '<form role="search" onsubmit="return false"><label for="q">Search by crate, source or entry</label>',
    '<input id="q" type="search" autocomplete="off" spellcheck="false"></form>',
    `<p id="found" role="status" aria-live="polite">${entryCount(entries.length)}</p>`,
    `<div class="scroll" tabindex="0" role="region" aria-labelledby="h-entries"><table><thead><tr>${columns.join("")}</tr></thead><tbody id="rows"></tbody></table></div>`,
    '<button type="button" id="more" hidden>Show more</button>',
    "<noscript><p>The table needs JavaScript; the charts above do not.</p></noscript></section>",
  ].join("");
}

function pageEntries({ manifest }: PageBundle): PageEntry[] {
  const { entries, segments, run } = manifest;
  return entries.map(({ name, label, language, bytes, costMs, lastRun, runs, segment }) => {
    const { bytes: packed, rawBytes: raw } = segments[segment] ?? { bytes: 0, rawBytes: 1 };
    return {
      name: name.slice(name.lastIndexOf("/") + 1, name.lastIndexOf("/") + 17),
      label: label ?? "(no name)",
      language: language ?? "",
      bytes: Math.round((bytes * packed) / raw),
      costMs,
      age: Math.max(0, run.clock - lastRun),
      runs,
    };
  });
}

/** Columns, which are smaller than rows. `<` is escaped, so that no name ends the script. */
function embedded(entries: readonly PageEntry[]): string {
  const labels = [...new Set(entries.map(({ label }) => label))];
  const index = new Map(labels.map((label, i) => [label, i]));
  const columns = {
    labels,
    label: entries.map(({ label }) => index.get(label)),
    name: entries.map(({ name }) => name),
    bytes: entries.map(({ bytes }) => bytes),
    ms: entries.map(({ costMs }) => costMs),
    age: entries.map(({ age }) => age),
    runs: entries.map(({ runs }) => runs),
  };
  return JSON.stringify(columns).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028");
}

/** Many enough budgets for a smooth line. */
const curveSteps = 16;

function curveOf({ manifest, fileBytes }: PageBundle): readonly CurvePoint[] {
  const { run, segments } = manifest;
  const candidates = manifest.entries.map((entry) => {
    const { bytes, rawBytes: raw } = segments[entry.segment] ?? { bytes: 0, rawBytes: 1 };
    return {
      ...entry,
      cost: Math.max(1, Math.round((entry.bytes * bytes) / raw)),
      age: Math.max(0, run.clock - entry.lastRun),
    };
  });
  const budgets = Array.from({ length: curveSteps }, (_, i) => Math.ceil((fileBytes * (i + 1)) / curveSteps));
  return budgetCurve(candidates, budgets);
}

function rawBytes({ manifest }: PageBundle): number {
  return manifest.segments.reduce((sum, { rawBytes: raw }) => sum + raw, 0);
}

import { ageOf } from "../../budget/age.ts";
import { budgetCurve, type CurvePoint } from "../../budget/plan.ts";
import type { Manifest } from "../../bundle/format/manifest.ts";
import { escapeHtml as html } from "../foreign.ts";
import type { Report } from "../report.ts";
import { headline } from "../summary.ts";
import { duration, entryCount, formatSize, refName } from "../words.ts";
import { barList, curveChart, historyChart, treemap } from "./charts.ts";
import { pageScript, pageStyle } from "./page-assets.ts";

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
    ...(bundle ? [section("space", "What takes the space", treemap(groupsOf(entries)))] : []),
    ...(history.length > 1
      ? [section("runs", `The last ${history.length} runs`, historyChart(history))]
      : []),
    ...(curve.length > 1 ? [section("budget", "What other budgets would keep", curveChart(curve))] : []),
    ...(report?.explanation
      ? [section("misses", "Why compilations missed", barList(report.explanation.causes))]
      : []),
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

function section(name: string, title: string, body: string): string {
  return `<section aria-labelledby="h-${name}"><h2 id="h-${name}">${title}</h2>${body}</section>`;
}

function groupsOf(entries: readonly PageEntry[]) {
  return [...Map.groupBy(entries, ({ label }) => label)].map(([label, of]) => {
    const times = of.flatMap(({ costMs }) => costMs ?? []);
    return {
      label,
      bytes: of.reduce((sum, { bytes }) => sum + bytes, 0),
      entries: of.length,
      seconds: times.length > 0 ? times.reduce((sum, ms) => sum + ms, 0) / 1000 : null,
      language: of[0]?.language ?? "",
      isUsed: of.some(({ age }) => age === 0),
    };
  });
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

function pageEntries(bundle: PageBundle): PageEntry[] {
  return sharesOf(bundle).map(({ name, label, language, cost, costMs, age, runs }) => ({
    name: name.slice(name.lastIndexOf("/") + 1, name.lastIndexOf("/") + 17),
    label: label ?? "(no name)",
    language: language ?? "",
    bytes: Math.round(cost),
    costMs,
    age,
    runs,
  }));
}

/** Each entry with what it takes of the bundle, about: its share of its segment. */
function sharesOf({ manifest: { entries, segments, run } }: PageBundle) {
  return entries.map((entry) => {
    const { bytes, rawBytes } = segments[entry.segment] ?? { bytes: 0, rawBytes: 1 };
    return { ...entry, cost: (entry.bytes * bytes) / rawBytes, age: ageOf(entry.lastRun, run.clock) };
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

function curveOf(bundle: PageBundle): readonly CurvePoint[] {
  const candidates = sharesOf(bundle).map((one) => ({ ...one, cost: Math.max(1, Math.round(one.cost)) }));
  const budgetOf = (step: number) => Math.ceil((bundle.fileBytes * step) / curveSteps);
  return budgetCurve(
    candidates,
    Array.from({ length: curveSteps }, (_, i) => budgetOf(i + 1)),
  );
}

function rawBytes({ manifest }: PageBundle): number {
  return manifest.segments.reduce((sum, { rawBytes: raw }) => sum + raw, 0);
}

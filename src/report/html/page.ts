import { budgetCurve, type CurvePoint } from "../../budget/plan.ts";
import { candidatesOf } from "../../budget/worth.ts";
import type { Manifest } from "../../bundle/format/manifest.ts";
import { sumRawBytes } from "../../bundle/segment-plan.ts";
import { formatSize } from "../../size.ts";
import { escapeHtml as html } from "../foreign.ts";
import { headline } from "../hits.ts";
import type { Report } from "../report.ts";
import { duration, entryCount, refName } from "../words.ts";
import { barList, curveChart, historyChart, minuteOf, treemap } from "./charts.ts";
import { entriesTable, pageEntries, tableScript } from "./table.ts";

/** A bundle, as its manifest describes it. */
interface PageBundle {
  readonly manifest: Manifest;
  readonly fileBytes: number;
}

export interface PageContents {
  /** Name of the file or the key. */
  readonly title: string;
  readonly bundle: PageBundle | undefined;
  readonly report: Report | undefined;
}

/**
 * One self-contained page on a bundle and a run: what takes the space, a table of entries, the last runs, what other
 * budgets would keep, and why compilations missed. It loads nothing from anywhere.
 */
export function renderPage({ title, bundle, report }: PageContents): string {
  const entries = bundle ? pageEntries(bundle.manifest) : [];
  const history = report?.history ?? bundle?.manifest.history ?? [];
  const curve = report?.save?.budget?.curve ?? (bundle ? curveOf(bundle) : []);
  const sections = [
    ...(bundle ? [section("space", "What takes the space", treemap(entries))] : []),
    ...(history.length > 1
      ? [section("runs", `The last ${history.length} runs`, historyChart(history))]
      : []),
    ...(curve.length > 1 ? [section("budget", "What other budgets would keep", curveChart(curve))] : []),
    ...(report?.explanation
      ? [section("misses", "Why compilations missed", barList(report.explanation.causes))]
      : []),
    ...(bundle ? [entriesTable(entries)] : []),
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
    bundle ? tableScript(entries) : "",
    "</body></html>\n",
  ].join("\n");
}

function header(title: string, bundle: PageBundle | undefined, report: Report | undefined): string {
  const manifest = bundle?.manifest;
  const rawBytes = sumRawBytes(manifest?.segments ?? []);
  const facts: (readonly [string, string | null | undefined])[] = [
    ["Size", bundle && `${formatSize(bundle.fileBytes)}, ${formatSize(rawBytes)} unpacked`],
    ["Entries", manifest && entryCount(manifest.entries.length)],
    ["Saved", manifest && minuteOf(manifest.created)],
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

/** Many enough budgets for a smooth line. */
const curveSteps = 16;

function curveOf({ manifest, fileBytes }: PageBundle): readonly CurvePoint[] {
  const budgets = Array.from({ length: curveSteps }, (_, i) => Math.ceil((fileBytes * (i + 1)) / curveSteps));
  return budgetCurve(candidatesOf(manifest), budgets);
}

/** The page's style: light and dark, from 320 px on. Colours keep a contrast of 4.5 to 1 for text. */
const pageStyle = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1f2328;--dim:#57606a;--line:#d0d7de;--card:#f6f8fa;--accent:#0969da;
--rust:#b7410e;--c:#1a5fb4;--other:#5c6670;--hits:#1a7f37;--focus:#0969da}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--dim:#9198a1;--line:#30363d;--card:#161b22;--accent:#58a6ff;
--rust:#a8410f;--c:#1f5fae;--other:#4a525b;--hits:#3fb950;--focus:#58a6ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
header,main{max-width:1100px;margin:0 auto;padding:16px}
.brand{margin:0;color:var(--dim);font-size:13px;font-weight:600;letter-spacing:.02em}
h1{margin:2px 0 8px;font-size:20px;line-height:1.3;overflow-wrap:anywhere}
h2{margin:0 0 8px;font-size:17px}
section{margin:0 0 36px}
.headline{margin:0 0 12px;font-size:17px}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:8px 16px;margin:0;padding:12px;background:var(--card);border:1px solid var(--line);border-radius:8px}
dt{color:var(--dim);font-size:12px}.wide{grid-column:1/-1}dd{margin:0;overflow-wrap:anywhere}
.advice{margin:12px 0 0;padding:8px 12px;border-left:4px solid var(--accent);background:var(--card)}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;padding:8px;background:var(--bg);z-index:2}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:0 0 8px;color:var(--dim);font-size:13px}
.key{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:6px;vertical-align:-1px}
.l-rust{background-color:var(--rust)}.l-c{background-color:var(--c)}.l-other{background-color:var(--other)}
.l-old{background:repeating-linear-gradient(45deg,var(--dim) 0 3px,transparent 3px 6px)}
.k-time{background:var(--accent)}.k-hits{background:var(--hits)}
.map{position:relative;list-style:none;margin:0;padding:0;aspect-ratio:var(--wide)}
.map li{position:absolute;left:var(--x);top:var(--y);width:var(--w);height:var(--h);padding:1px}
.tile{display:flex;flex-direction:column;align-items:stretch;justify-content:flex-start;width:100%;height:100%;overflow:hidden;padding:3px 5px;border:0;border-radius:3px;color:#fff;font:inherit;font-size:12px;line-height:1.25;text-align:left;cursor:pointer}
.tile:hover{filter:brightness(1.15)}.tile:focus-visible{outline-offset:-3px;outline-color:#fff}
.tile.old{background-image:repeating-linear-gradient(45deg,rgba(0,0,0,.28) 0 4px,transparent 4px 9px)}
.tile .t{display:block;font-weight:600;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}.tile .s{display:block;white-space:nowrap}
.map li{container-type:size}
@container (max-height:36px) or (max-width:60px){.tile .s{display:none}}
@container (max-height:20px) or (max-width:34px){.tile .t{display:none}}
.chart{display:block;width:100%;max-width:760px;height:auto}
.chart line{stroke:var(--line)}.chart text{fill:var(--dim);font-size:12px}
.chart polyline{fill:none;stroke:var(--accent);stroke-width:2.5;stroke-linejoin:round}.chart .hits{stroke:var(--hits);stroke-dasharray:6 4}.chart circle{fill:var(--accent)}
details{margin-top:8px}summary{cursor:pointer;color:var(--accent)}
.bars{list-style:none;margin:0;padding:0}.bars li{margin:0 0 16px}
.what{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 12px}.bar{height:10px;margin:4px 0;border-radius:5px;background:var(--card);border:1px solid var(--line);overflow:hidden}.bar span{display:block;height:100%;background:var(--accent)}
.labels{margin:2px 0;color:var(--dim);font-size:13px;overflow-wrap:anywhere}
label{display:block;font-size:13px;color:var(--dim)}
input{width:100%;max-width:420px;padding:8px 10px;border:1px solid var(--line);border-radius:6px;background:var(--bg);color:inherit;font:inherit}
#found{margin:8px 0;color:var(--dim);font-size:13px}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px}
table{width:100%;border-collapse:collapse;font-size:14px}
th,td{padding:6px 10px;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap}
tr:last-child td{border-bottom:0}
th{background:var(--card);font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums}
th button{padding:0;border:0;background:none;color:inherit;font:inherit;cursor:pointer}
th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
td:nth-child(2){font-family:ui-monospace,monospace;font-size:12px}
#rows td:first-child{max-width:320px;overflow:hidden;text-overflow:ellipsis}
#more{margin-top:8px;padding:6px 14px;border:1px solid var(--line);border-radius:6px;background:var(--card);color:inherit;font:inherit;cursor:pointer}
@media (max-width:640px){.map{aspect-ratio:var(--narrow)}.map li{left:var(--xn);top:var(--yn);width:var(--wn);height:var(--hn)}
.chart text{font-size:19px}#rows td:first-child{max-width:150px}th,td{padding:6px 8px}}
@media (prefers-reduced-motion:no-preference){.tile{transition:filter .1s}}
`;

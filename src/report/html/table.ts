import { ageOf } from "../../budget/age.ts";
import { shareOf } from "../../budget/worth.ts";
import type { Manifest } from "../../bundle/format/manifest.ts";
import { shortName } from "../explain/reason.ts";
import { entryCount } from "../words.ts";

/** An entry as the page shows it. */
export type PageEntry = ReturnType<typeof pageEntries>[number];

/** A bundle's entries, each with its share of the bundle, about, and the complete runs since one used it. */
export function pageEntries(manifest: Manifest) {
  const share = shareOf(manifest);
  return manifest.entries.map((entry) => ({
    name: shortName(entry.name),
    label: entry.label ?? "(no name)",
    language: entry.language ?? "",
    bytes: Math.round(share(entry)),
    ms: entry.costMs,
    age: ageOf(entry.lastRun, manifest.run.clock),
    runs: entry.runs,
  }));
}

/** The table's columns: the name of the data, and the title. */
const titles = [
  ["label", "Crate or source"],
  ["name", "Entry"],
  ["bytes", "In the bundle"],
  ["ms", "Compile time"],
  ["age", "Last used"],
  ["runs", "Runs"],
];

/** The table, empty: a script of the page fills it. */
export function entriesTable(entries: readonly PageEntry[]): string {
  const heads = titles.map(
    ([key, text], i) =>
      `<th scope="col" aria-sort="${key === "bytes" ? "descending" : "none"}" class="${i > 1 ? "n" : ""}"><button type="button" data-sort="${key}">${text}</button></th>`,
  );
  return [
    `<section id="entries" aria-labelledby="h-entries"><h2 id="h-entries">Entries</h2>`,
    '<form role="search" onsubmit="return false"><label for="q">Search by crate, source or entry</label>',
    '<input id="q" type="search" autocomplete="off" spellcheck="false"></form>',
    `<p id="found" role="status" aria-live="polite">${entryCount(entries.length)}</p>`,
    `<div class="scroll" tabindex="0" role="region" aria-labelledby="h-entries"><table><thead><tr>${heads.join("")}</tr></thead><tbody id="rows"></tbody></table></div>`,
    '<button type="button" id="more" hidden>Show more</button>',
    "<noscript><p>The table needs JavaScript; the charts above do not.</p></noscript></section>",
  ].join("");
}

/** The data of the table, and the script that fills, sorts and searches it. */
export function tableScript(entries: readonly PageEntry[]): string {
  // No name ends the script.
  const data = JSON.stringify(columnsOf(entries)).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028");
  const script = `(${tableOfEntries.toString()})(document)`;
  return `<script type="application/json" id="data">${data}</script><script>${script}</script>`;
}

/** Columns are smaller than rows. */
function columnsOf(entries: readonly PageEntry[]) {
  const labels = [...new Set(entries.map(({ label }) => label))];
  const index = new Map(labels.map((label, i) => [label, i]));
  return {
    labels,
    label: entries.map(({ label }) => index.get(label) ?? 0),
    name: entries.map(({ name }) => name),
    bytes: entries.map(({ bytes }) => bytes),
    ms: entries.map(({ ms }) => ms),
    age: entries.map(({ age }) => age),
    runs: entries.map(({ runs }) => runs),
  };
}

/** What the script needs of a browser; the project's types are Node's. */
interface Element {
  textContent: string;
  value: string;
  hidden: boolean;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  readonly parentElement: Element | null;
  append(...children: Element[]): void;
  replaceChildren(...children: Element[]): void;
  setAttribute(name: string, value: string): void;
  addEventListener(name: string, listener: () => void): void;
  scrollIntoView(options: { block: string }): void;
  focus(options?: { preventScroll: boolean }): void;
  className: string;
}

interface Page {
  getElementById(id: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  createElement(name: string): Element;
}

/**
 * Fills the table, sorts and searches it. Runs in the page by its own text, so it uses nothing from outside of itself.
 * Names are only ever set as text.
 */
function tableOfEntries(page: Page): void {
  const find = (id: string): Element => {
    const element = page.getElementById(id);
    if (!element) throw new Error(`no ${id}`);
    return element;
  };
  const data = JSON.parse(find("data").textContent) as ReturnType<typeof columnsOf>;
  const [rows, more, found, search] = [find("rows"), find("more"), find("found"), find("q")];
  const labels = data.label.map((i) => data.labels[i] ?? "");
  const lower = labels.map((label) => label.toLowerCase());
  const columns: Record<string, readonly (string | number | null)[]> = { ...data, label: lower };
  const step = 100;
  const sort = { column: "bytes", down: true };
  let order = labels.map((_, i) => i);
  let shown = step;

  const size = (bytes: number): string => {
    const units = ["B", "kB", "MB", "GB"];
    let [value, unit] = [bytes, 0];
    while (value >= 999.5 && unit < 3) [value, unit] = [value / 1000, unit + 1];
    return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
  };
  const time = (ms: number | null | undefined): string =>
    typeof ms !== "number" ? "–" : ms < 9950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
  const age = (runs: number): string =>
    runs === 0 ? "last run" : runs === 1 ? "1 run ago" : `${runs} runs ago`;

  const row = (i: number): Element => {
    const line = page.createElement("tr");
    const cells = [
      labels[i] ?? "",
      data.name[i] ?? "",
      size(data.bytes[i] ?? 0),
      time(data.ms[i]),
      age(data.age[i] ?? 0),
      String(data.runs[i] ?? ""),
    ];
    for (const [column, text] of cells.entries()) {
      const cell = page.createElement("td");
      cell.textContent = text;
      if (column > 1) cell.className = "n";
      line.append(cell);
    }
    return line;
  };
  const draw = (): void => {
    rows.replaceChildren(...order.slice(0, shown).map(row));
    more.hidden = shown >= order.length;
    const all = order.length === 1 ? "1 entry" : `${order.length} entries`;
    found.textContent = shown >= order.length ? all : `${all}, the first ${shown} are shown`;
  };
  const update = (): void => {
    const wanted = search.value.trim().toLowerCase();
    const keys = columns[sort.column] ?? [];
    const sign = sort.down ? -1 : 1;
    order = labels
      .map((_, i) => i)
      .filter((i) => wanted === "" || lower[i]?.includes(wanted) || data.name[i]?.startsWith(wanted))
      .sort((a, b) => {
        const [one, other] = [keys[a] ?? -1, keys[b] ?? -1];
        return one === other ? a - b : one < other ? -sign : sign;
      });
    shown = step;
    draw();
  };

  for (const button of page.querySelectorAll("[data-sort]")) {
    button.addEventListener("click", () => {
      const column = button.dataset["sort"] ?? "";
      sort.down = column === sort.column ? !sort.down : column !== "label" && column !== "name";
      sort.column = column;
      for (const head of page.querySelectorAll("th[aria-sort]")) head.setAttribute("aria-sort", "none");
      button.parentElement?.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
      update();
    });
  }
  for (const tile of page.querySelectorAll("[data-search]")) {
    tile.addEventListener("click", () => {
      search.value = tile.dataset["search"] ?? "";
      update();
      find("entries").scrollIntoView({ block: "start" });
      search.focus({ preventScroll: true });
    });
  }
  more.addEventListener("click", () => {
    shown += step * 5;
    draw();
  });
  search.addEventListener("input", update);
  update();
}

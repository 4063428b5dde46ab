/** What the script needs of a browser; the project's types are Node's. */
interface Element {
  textContent: string;
  value: string;
  hidden: boolean;
  innerHTML: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  readonly parentElement: Element | null;
  append(...children: Element[]): void;
  replaceChildren(...children: Element[]): void;
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
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

interface Columns {
  readonly labels: readonly string[];
  readonly label: readonly number[];
  readonly name: readonly string[];
  readonly bytes: readonly number[];
  readonly ms: readonly (number | null)[];
  readonly age: readonly number[];
  readonly runs: readonly number[];
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
  const data = JSON.parse(find("data").textContent) as Columns;
  const [rows, more, found, search] = [find("rows"), find("more"), find("found"), find("q")];
  const labels = data.label.map((i) => data.labels[i] ?? "");
  const lower = labels.map((label) => label.toLowerCase());
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
  const values = (): readonly (string | number | null)[] => {
    if (sort.column === "label") return lower;
    const columns = { name: data.name, bytes: data.bytes, ms: data.ms, age: data.age, runs: data.runs };
    return columns[sort.column as keyof typeof columns];
  };
  const update = (): void => {
    const wanted = search.value.trim().toLowerCase();
    const keys = values();
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

/** The page's script, as text. */
export const pageScript = `(${tableOfEntries.toString()})(document)`;

/** The page's style: light and dark, from 320 px on. Colours keep a contrast of 4.5 to 1 for text. */
export const pageStyle = `
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

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

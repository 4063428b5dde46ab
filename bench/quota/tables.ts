/** Rows of text for a terminal or a page: Markdown that lines up, the first column to the left. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const pad = (text: string, i: number) =>
    i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0);
  const line = (row: readonly string[]) => `| ${row.map(pad).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** One promise and whether it is kept. */
export interface Target {
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  readonly reached: boolean;
}

export function targetTable(targets: readonly Target[]): string {
  const rows = targets.map(({ what, measured, target, reached }) => [
    what,
    measured,
    target,
    reached ? "yes" : "NO",
  ]);
  return table(["what", "measured", "target", "reached"], rows);
}

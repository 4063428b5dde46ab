import type { Row } from "./rows/row.ts";

/** The rows for a terminal or a page: Markdown that lines up. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.what, row.measured, row.target, verdict(row), row.from]);
  const head = ["what", "measured", "target", "reached", "from"];
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, i) => text.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...cells.map(line)].join("\n");
}

function verdict({ reached }: Row): string {
  if (reached === undefined) return "";
  return reached ? "yes" : "no";
}

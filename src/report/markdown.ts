import { printable } from "./foreign.ts";

/** Foreign text as a code span, safe in a table's cell. */
export function code(text: string): string {
  return `\`${printable(text, 300).replaceAll("`", "'").replaceAll("|", "\\|") || " "}\``;
}

/** Foreign text that becomes no markup, link or mention. */
export function plain(text: string): string {
  return printable(text, 1000)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]|#~!]/g, (char) => `\\${char}`)
    .replace(/@/g, "&#64;")
    .replace(/:\/\//g, "&#58;//")
    .replace(/\bwww\./gi, "www&#46;");
}

/** A table whose cells are Markdown already. `align` has a character for each column: `l` or `r`. */
export function table(head: readonly string[], align: string, rows: readonly (readonly string[])[]): string {
  const rule = [...align].map((side) => (side === "r" ? "---:" : "---"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Folded away until somebody opens it. `title` and `body` are Markdown already. */
export function folded(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

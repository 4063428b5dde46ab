import { printable } from "../foreign.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Foreign text, for the content of an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return printable(text, 500).replace(/[&<>"']/g, (char) => entities[char] ?? char);
}

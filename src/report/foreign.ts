/**
 * Characters that must not reach a log or a terminal: C0 and C1 controls and DEL (among them ESC, and the carriage
 * return that overwrites a line), line and paragraph separators, marks that reverse the direction of text (a name could
 * then show another one: https://trojansource.codes), lone surrogates, and the byte order mark.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

const longest = 2000;

/**
 * `text` from elsewhere (a name, a message, a matrix) as one printable line: white space becomes a space, other
 * unprintable characters a `?`, and what is beyond `limit` characters is cut. For HTML and Markdown; a log needs `foreign`.
 */
function printable(text: string, limit = longest): string {
  const line = text
    .slice(0, limit * 4)
    .replace(/\s+/gu, " ")
    .replace(unprintable, "?")
    .trim();
  const characters = [...line];
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join("")}…`;
}

/**
 * As `printable`, and no runner takes it for a command, also where a line begins with it: `::` at its beginning, and `##[` or
 * `##vso[` anywhere, are broken by a space. Other text is as it was: `std::vec` is no command.
 */
export function foreign(text: string, limit = longest): string {
  return withoutCommands(printable(text, limit));
}

/**
 * A line of ours, that may hold foreign text, as a runner or a terminal may print it: as `foreign`, but its spaces
 * are kept. The last guard, for lines that were put together without `foreign`.
 */
export function safeLine(line: string): string {
  return withoutCommands(
    line
      .slice(0, 10_000)
      .replace(/[\r\n\t]+/g, " ")
      .replace(unprintable, "?"),
  );
}

/** `value` as one line of JSON, in which nothing but escapes stands for what `safeLine` would change: it says the same. */
export function safeJson(value: object): string {
  const escaped = (text: string) =>
    text.replace(/./gsu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return JSON.stringify(value)
    .replace(unprintable, escaped)
    .replace(/#(?=\p{DI}*#)/gu, escaped);
}

/**
 * GitHub's runner takes `::` for a command only where a line begins with it, white space aside, and `##[` anywhere; Azure's
 * agent takes `##vso[`. Both compare by the rules of a language, for which invisible characters do not exist.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function withoutCommands(line: string): string {
  return line
    .replace(/^([\s\p{DI}]*):(?=\p{DI}*:)/u, "$1: ")
    .replace(/#(?=\p{DI}*#\p{DI}*(\[|v\p{DI}*s\p{DI}*o\p{DI}*\[))/giu, "# ");
}

/** Foreign text as a code span, safe in a table's cell. */
export function code(text: string): string {
  return `\`${printable(text, 300).replaceAll("`", "'").replaceAll("|", "\\|") || " "}\``;
}

/** Foreign text that becomes no markup, link or mention. */
export function plain(text: string): string {
  return printable(text, 1000)
    .replace(/[&<>]/g, (char) => entities[char] ?? char)
    .replace(/[\\`*_{}[\]|#~!]/g, (char) => `\\${char}`)
    .replace(/@/g, "&#64;")
    .replace(/:\/\//g, "&#58;//")
    .replace(/\bwww\./gi, "www&#46;");
}

type Cells = readonly (string | number)[];

/** A table whose cells are Markdown already. `align` has a character for each column: `l` or `r`. */
export function table(head: Cells, align: string, rows: readonly Cells[]): string {
  const rule = [...align].map((side) => (side === "r" ? "---:" : "---"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Folded away until somebody opens it. `title` and `body` are Markdown already. */
export function folded(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

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

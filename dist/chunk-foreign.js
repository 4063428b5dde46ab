// src/report/foreign.ts
/**
* Characters that must not reach a log or a terminal: C0 and C1 controls and DEL (among them ESC, and the carriage
* return that overwrites a line), line and paragraph separators, marks that reverse the direction of text (a name could
* then show another one: https://trojansource.codes), lone surrogates, and the byte order mark.
*/
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;
const longest = 2e3;
/**
* `text` from elsewhere (a name, a message, a matrix) as one printable line: white space becomes a space, other
* unprintable characters a `?`, and what is beyond `limit` characters is cut. For HTML and Markdown; a log needs `foreign`.
*/
function printable(text, limit = longest) {
	const line = text.slice(0, limit * 4).replace(/\s+/gu, " ").replace(unprintable, "?").trim();
	const characters = [...line];
	return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join("")}…`;
}
/**
* As `printable`, and no runner takes it for a command, also where a line begins with it: `::` at its beginning, and `##[` or
* `##vso[` anywhere, are broken by a space. Other text is as it was: `std::vec` is no command.
*/
function foreign(text, limit = longest) {
	return withoutCommands(printable(text, limit));
}
/**
* A line of ours, that may hold foreign text, as a runner or a terminal may print it: as `foreign`, but its spaces
* are kept. The last guard, for lines that were put together without `foreign`.
*/
function safeLine(line) {
	return withoutCommands(line.slice(0, 1e4).replace(/[\r\n\t]+/g, " ").replace(unprintable, "?"));
}
/** `value` as one line of JSON, in which nothing but escapes stands for what `safeLine` would change: it says the same. */
function safeJson(value) {
	const escaped = (text) => text.replace(/./gsu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
	return JSON.stringify(value).replace(unprintable, escaped).replace(/#(?=\p{DI}*#)/gu, escaped);
}
/**
* GitHub's runner takes `::` for a command only where a line begins with it, white space aside, and `##[` anywhere; Azure's
* agent takes `##vso[`. Both compare by the rules of a language, for which invisible characters do not exist.
* https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
*/
function withoutCommands(line) {
	return line.replace(/^([\s\p{DI}]*):(?=\p{DI}*:)/u, "$1: ").replace(/#(?=\p{DI}*#\p{DI}*(\[|v\p{DI}*s\p{DI}*o\p{DI}*\[))/giu, "# ");
}
/** Foreign text as a code span, safe in a table's cell. */
function code(text) {
	return `\`${printable(text, 300).replaceAll("`", "'").replaceAll("|", "\\|") || " "}\``;
}
/** Foreign text that becomes no markup, link or mention. */
function plain(text) {
	return printable(text, 1e3).replace(/[&<>]/g, (char) => entities[char] ?? char).replace(/[\\`*_{}[\]|#~!]/g, (char) => `\\${char}`).replace(/@/g, "&#64;").replace(/:\/\//g, "&#58;//").replace(/\bwww\./gi, "www&#46;");
}
/** A table whose cells are Markdown already. `align` has a character for each column: `l` or `r`. */
function table(head, align, rows) {
	return [
		head,
		[...align].map((side) => side === "r" ? "---:" : "---"),
		...rows
	].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
/** Folded away until somebody opens it. `title` and `body` are Markdown already. */
function folded(title, body) {
	return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
const entities = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;"
};
/** Foreign text, for the content of an element or a quoted attribute. */
function escapeHtml(text) {
	return printable(text, 500).replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
export { plain as a, table as c, foreign as i, escapeHtml as n, safeJson as o, folded as r, safeLine as s, code as t };

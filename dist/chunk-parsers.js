// src/config/parsers.ts
/** The grammars of single inputs. Each returns undefined for what it does not know. */
function parseLines(text) {
	const lines = partsOf(text, /[\n,]/).filter((line) => !line.startsWith("#"));
	return lines.some((line) => !line.startsWith("!")) ? lines : void 0;
}
function partsOf(text, separator) {
	return text.split(separator).map((part) => part.trim()).filter((part) => part !== "");
}
/** What a custom key may be made of. */
const placeholders = [
	"prefix",
	"os",
	"arch",
	"toolchain",
	"lockfiles",
	"ref",
	"sha",
	"run",
	"date",
	"workflow",
	"job",
	"matrix"
];
function isPlaceholder(name) {
	return placeholders.some((one) => one === name);
}
/** What a template may be, for messages. */
const templateGrammar = `a key of at most 512 characters without commas, with {${placeholders.join("}, {")}} for what they name`;
function parseTemplate(text) {
	const names = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
	return text.length <= 512 && /^[^,\p{Cc}]+$/u.test(text) && names.every(isPlaceholder) ? text : void 0;
}
function parseTemplates(text) {
	const lines = partsOf(text, /\n/);
	return lines.length <= 9 && lines.every((line) => parseTemplate(line) !== void 0) ? lines : void 0;
}
/** `template` with each placeholder replaced by its value. */
function fillPlaceholders(template, values) {
	return template.replace(/\{([^{}]*)\}/g, (whole, name) => isPlaceholder(name) ? values[name] : whole);
}
function parseWhole(text, least, most) {
	if (!/^\d{1,9}$/.test(text)) return void 0;
	const value = Number(text);
	return value >= least && value <= most ? value : void 0;
}
/** What `parseSize` takes, for messages. */
const sizeGrammar = "bytes, or a number with K, M, G, T (powers of 1000) or KiB, MiB, GiB, TiB: 500M, 1.5GiB";
/**
* Bytes of a size such as `500M`, `1.5GiB` or `1048576`; fractions of a byte are cut off.
* Returns undefined for anything else: a sign, two points, an unknown unit, more than 2^53 bytes.
*/
function parseSize(text) {
	const match = /^(\d{1,16}(?:\.\d{1,16})?) ?(?:B|([KMGT])(B|IB)?)?$/i.exec(text.trim());
	if (!match) return void 0;
	const [, number, letter = " ", rest = ""] = match;
	const unit = (rest.length === 2 ? 1024 : 1e3) ** " KMGT".indexOf(letter.toUpperCase());
	const bytes = Math.floor(Number(number) * unit);
	return Number.isSafeInteger(bytes) ? bytes : void 0;
}
function parseSizeWithin(text, least, most) {
	const bytes = parseSize(text);
	return bytes !== void 0 && bytes >= least && bytes <= most ? bytes : void 0;
}
/** Any text: keys are made of it in a form that every store takes. */
function parseName(text) {
	return text.length <= 200 && !/\p{Cc}/u.test(text) ? text : void 0;
}
/** Whether the value of `wrap` leaves it to us. */
function isAuto(text) {
	return text.trim() === "" || text.trim() === "auto";
}
function parseWrap(text) {
	if (text === "none") return [];
	if (isAuto(text)) return ["rust"];
	const words = partsOf(text, /[\s,]+/);
	const known = [
		"rust",
		"c",
		"cmake"
	].filter((wrapper) => words.includes(wrapper));
	return words.length > 0 && known.length === words.length ? known : void 0;
}
const placeholder = "{0}";
/** What a format may be, for messages. */
const formatGrammar = "a command with {0} as a word of its own, such as `nix develop -c {0}`";
/** Reads `nix develop -c {0}`: words between spaces, in quotes where they hold spaces. Undefined without exactly one `{0}`. */
function parseCommandFormat(text) {
	const word = /"[^"]*"|'[^']*'|[^\s"']+/g;
	if (/[^\P{Cc}\t]/u.test(text) || text.replace(word, "w").trim().split(/\s+/).some((one) => one !== "w")) return;
	const words = (text.match(word) ?? []).map((one) => one.replace(/^(["'])(.*)\1$/, "$2"));
	return words.filter((one) => one.includes(placeholder)).length === 1 && words.indexOf(placeholder) > 0 ? words : void 0;
}
/** The words to run so that `call` runs as the format says; `call` itself without one. */
function callThrough(format, call) {
	const [first, ...rest] = format ?? [];
	if (first === void 0) return call;
	return [first, ...rest.flatMap((word) => word === placeholder ? call : [word])];
}
export { parseCommandFormat as a, parseSize as c, parseTemplates as d, parseWhole as f, templateGrammar as h, isAuto as i, parseSizeWithin as l, sizeGrammar as m, fillPlaceholders as n, parseLines as o, parseWrap as p, formatGrammar as r, parseName as s, callThrough as t, parseTemplate as u };

// src/config/config.ts
/** Bad configuration: it ends the step before any work, with every problem listed. */
var ConfigError = class extends Error {
	name = "ConfigError";
	problems;
	constructor(problems) {
		super(describe(problems));
		this.problems = problems;
	}
};
function describe(problems) {
	const lines = problems.map(({ name, value, why }) => value === "" ? `${name} ${why}` : `${name}: ${JSON.stringify(withoutPasswords(value))} ${why}`);
	return [`${problems.length === 1 ? "Invalid input" : `${problems.length} invalid inputs`}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}
/** The text without what a user may have put into an address, though it is refused there. */
function withoutPasswords(text) {
	return text.replace(/:\/\/(?:(?!:\/\/)\S)*@/g, "://…@").replace(/([?&;][\w-]*(?:key|token|secret|sig|sas|pass)[\w-]*=)[^\s&;,]*/gi, "$1…");
}
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
/** What a template may be, for messages. */
const templateGrammar = `a key of at most 512 characters without commas, with {${placeholders.join("}, {")}} for what they name`;
function parseTemplate(text) {
	const names = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
	return text.length <= 512 && /^[^,\p{Cc}]+$/u.test(text) && names.every((name) => placeholders.some((one) => one === name)) ? text : void 0;
}
function parseTemplates(text) {
	const lines = partsOf(text, /\n/);
	return lines.length <= 9 && lines.every((line) => parseTemplate(line) !== void 0) ? lines : void 0;
}
/** `template` with each placeholder replaced by its value. */
function fillPlaceholders(template, values) {
	return template.replace(/\{([^{}]*)\}/g, (whole, name) => Object.hasOwn(values, name) ? values[name] : whole);
}
/** `value`, where it is between these two. */
function within(value, least, most) {
	return value !== void 0 && value >= least && value <= most ? value : void 0;
}
/** A whole number between these two: what to say of it, and its parser. */
function wholeNumber(least, most, unit = "") {
	return {
		allowed: `a whole number${unit} from ${least} to ${most}`,
		parse: (text) => within(/^\d{1,9}$/.test(text) ? Number(text) : void 0, least, most)
	};
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
/** Any text: keys are made of it in a form that every store takes. */
function parseName(text) {
	return text.length <= 200 && !/\p{Cc}/u.test(text) ? text : void 0;
}
/** A version without its `v`. */
function parseExactVersion(text) {
	return /^v?\d{1,4}\.\d{1,4}\.\d{1,4}(-[A-Za-z0-9.]{1,40})?$/.test(text) ? text.replace(/^v/, "") : void 0;
}
function parseWrap(text) {
	if (text === "none") return [];
	if (text === "auto") return text;
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
	if (!/^w(\s+w)*$/.test(text.replace(word, "w").trim()) || /[^\P{Cc}\t]/u.test(text)) return void 0;
	const words = (text.match(word) ?? []).map((one) => one.replace(/^(["'])(.*)\1$/, "$2"));
	return words.filter((one) => one.includes(placeholder)).length === 1 && words.indexOf(placeholder) > 0 ? words : void 0;
}
/** The words to run so that `call` runs as the format says; `call` itself without one. */
function callThrough(format, call) {
	return format ? format.flatMap((word) => word === placeholder ? call : [word]) : call;
}
export { parseCommandFormat as a, parseName as c, parseTemplates as d, parseWrap as f, within as g, wholeNumber as h, formatGrammar as i, parseSize as l, templateGrammar as m, callThrough as n, parseExactVersion as o, sizeGrammar as p, fillPlaceholders as r, parseLines as s, ConfigError as t, parseTemplate as u };

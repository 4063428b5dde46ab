// src/config/size.ts
const units = {
	"": 1,
	B: 1,
	K: 1e3,
	M: 1e6,
	G: 1e9,
	T: 0xe8d4a51000,
	KB: 1e3,
	MB: 1e6,
	GB: 1e9,
	TB: 0xe8d4a51000,
	KIB: 1024,
	MIB: 2 ** 20,
	GIB: 2 ** 30,
	TIB: 2 ** 40
};
/** What `parseSize` takes, for messages. */
const sizeGrammar = "bytes, or a number with K, M, G, T (powers of 1000) or KiB, MiB, GiB, TiB: 500M, 1.5GiB";
/**
* Bytes of a size such as `500M`, `1.5GiB` or `1048576`; fractions of a byte are cut off.
* Returns undefined for anything else: a sign, two points, an unknown unit, more than 2^53 bytes.
*/
function parseSize(text) {
	const match = /^(\d{1,16}(?:\.\d{1,16})?) ?([A-Za-z]{0,3})$/.exec(text.trim());
	const unit = units[(match?.[2] ?? "?").toUpperCase()];
	if (!match || unit === void 0) return void 0;
	const bytes = Math.floor(Number(match[1]) * unit);
	return Number.isSafeInteger(bytes) ? bytes : void 0;
}
/** A size for people, in powers of 1000 with three significant digits: `58.8 MB`, `999 B`. */
function formatSize(bytes) {
	const names = [
		"B",
		"kB",
		"MB",
		"GB",
		"TB"
	];
	let value = bytes;
	let unit = 0;
	while (value >= 999.5 && unit < names.length - 1) {
		value /= 1e3;
		unit += 1;
	}
	if (unit === 0) return `${value} B`;
	const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
	return `${value.toFixed(digits)} ${names[unit]}`;
}
// src/config/config-error.ts
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
	const lines = problems.map(({ name, value, why }) => value === "" ? `${name} ${why}` : `${name}: ${JSON.stringify(withoutCredentials(value))} ${why}`);
	return [`${problems.length === 1 ? "Invalid input" : `${problems.length} invalid inputs`}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}
/** The text without what a user may have put into an address, though it is refused there. */
function withoutCredentials(text) {
	return text.replace(/:\/\/[^\s/,]*@/g, "://…@").replace(/([?&;][\w-]*(?:key|token|secret|sig|sas|password)[\w-]*=)[^\s&;,]*/gi, "$1…");
}
export { sizeGrammar as i, formatSize as n, parseSize as r, ConfigError as t };

// src/bundle/format/checks.ts
/** A bundle that cannot be used, or a part of one. Whoever catches this goes on without it. */
var BundleError = class extends Error {
	name = "BundleError";
	fault;
	/** `message` says what is wrong and where: the region, the segment, the entry. */
	constructor(fault, message, cause) {
		super(message, cause === void 0 ? void 0 : { cause });
		this.fault = fault;
	}
};
const quoted = 80;
/** Foreign text or another value for a message: one line of printable ASCII, and not long. */
function quote(value) {
	const text = typeof value === "string" ? value : `${JSON.stringify(value)}`;
	const short = text.length > quoted ? `${text.slice(0, quoted)}…` : text;
	return JSON.stringify(short).replace(/[^\x20-\x7e…]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
/**
* What a reader accepts, so that a hostile bundle can claim no more than a machine can bear, and what a
* writer keeps to, so that whatever is written can be read.
*/
const limits = {
	/** Bytes of the manifest's JSON, and of its frame. */
	manifestBytes: 2 ** 24,
	/** Lists and objects within each other in it: three are needed. */
	manifestDepth: 8,
	/** Values in it: a dozen columns, and some for later minor versions. */
	manifestValues: 2e6,
	/** Named fields in it: variables, those of the runs that it remembers, and some for later. */
	manifestFields: 1e4,
	segments: 65536,
	entries: 1e5,
	/** Uncompressed bytes of one segment, and so of one entry. */
	segmentRawBytes: 2 ** 30,
	/** Keys of bundles that a manifest names. */
	parents: 8,
	ancestors: 256,
	/** Entries that a manifest remembers to have left out. */
	evicted: 500,
	/** Fingerprints of an entry's arguments; those of all entries, each once; and the characters that list them. */
	prints: 64,
	arguments: 1e5,
	printsText: 2 ** 21,
	/** Runs that a manifest remembers. */
	history: 30,
	/** A count of runs, of compilations, or of milliseconds: more is a lie, and sums of a few stay exact. */
	count: 2 ** 31,
	/** Characters of a name, a label or a version. */
	text: 300,
	/** The last second that a tar header can tell, in the year 2242. */
	seconds: 8 ** 11 - 1
};
/** More bytes no frame of a segment takes, even where nothing in it compresses. */
const mostFrameBytes = limits.segmentRawBytes + 2 ** 23;
/** Refuses more than `most` of something. @throws {BundleError} */
function mostOf(most, count, what, verb = "lists") {
	if (count > most) throw new BundleError("too-large", `the manifest ${verb} ${count} ${what}`);
}
/** What JSON `text` says. It is not parsed when it is deep, or of very many values. @throws {BundleError} */
function parseJson(text) {
	boundJson(text);
	try {
		return JSON.parse(text);
	} catch (cause) {
		if (!(cause instanceof SyntaxError)) throw cause;
		throw new BundleError("damaged", "the manifest is not JSON", cause);
	}
}
const quoteMark = 34;
const backslash = 92;
const comma = 44;
const colon = 58;
/** Refuses text of which a parser would make much more memory than it takes itself. @throws {BundleError} */
function boundJson(text) {
	let depth = 0;
	let values = 1;
	let fields = 0;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === quoteMark) at = endOfString(text, at);
		else if (code === comma) values += 1;
		else if (code === colon) fields += 1;
		else if (code === 91 || code === 123) {
			depth += 1;
			values += 1;
			if (depth > limits.manifestDepth) throw new BundleError("too-large", "the manifest is too deep");
		} else if (code === 93 || code === 125) depth -= 1;
	}
	if (values <= limits.manifestValues && fields <= limits.manifestFields) return;
	throw new BundleError("too-large", `the manifest holds ${values} values and ${fields} fields`);
}
/** Where the string ends that begins at `start`: most of a manifest is within strings, which are searched quickly. */
function endOfString(text, start) {
	for (let end = text.indexOf("\"", start + 1); end >= 0; end = text.indexOf("\"", end + 1)) {
		let from = end;
		while (text.charCodeAt(from - 1) === backslash) from -= 1;
		if ((end - from) % 2 === 0) return end;
	}
	return text.length;
}
/** An object with these fields, in this order; others are passed over. Messages name `where`, or else the field. */
function fields(checks) {
	return (value, where) => {
		const record = asRecord(value, where);
		const checked = Object.entries(checks).map(([name, check]) => [name, check(record[name], where || name)]);
		return Object.fromEntries(checked);
	};
}
/** The rows of a table of which `columns` has the columns, each a list of `length`. @throws {BundleError} */
function rowsOf(columns, checks, length) {
	const rows = Array.from({ length }, () => ({}));
	for (const [name, check] of Object.entries(checks)) {
		const values = listOf(check, length)(columns[name], name);
		rows.forEach((row, i) => {
			row[name] = values[i];
		});
	}
	return rows;
}
/** The columns of which `rowsOf` makes these rows. */
function columnsOf(rows, checks) {
	return Object.fromEntries(Object.keys(checks).map((name) => [name, rows.map((row) => row[name])]));
}
/** A list of what `check` takes, of `length` where that is given. */
function listOf(check, length) {
	return (value, where) => {
		if (!Array.isArray(value)) throw disagrees(where, "a list");
		if (length !== void 0 && value.length !== length) throw disagrees(where, `a list of ${length}`);
		return value.map((one) => check(one, where));
	};
}
/** A list of at most `most`, and what to say of a longer one. */
function listUpTo(most, check, { what, verb } = {}) {
	return (value, where) => {
		if (Array.isArray(value)) mostOf(most, value.length, what ?? where, verb);
		return listOf(check)(value, where);
	};
}
/** An object of texts, by names of texts. */
const textMap = (value, where) => {
	const pairs = Object.entries(asRecord(value, where));
	return Object.fromEntries(pairs.map(([name, text]) => [shortText(name, where), shortText(text, where)]));
};
function nullable(check) {
	return (value, where) => value === null ? null : check(value, where);
}
/** For a field that may be absent. */
function optional(check) {
	return (value, where) => value === void 0 ? void 0 : check(value, where);
}
/** For a field that older bundles lack: it is null there. */
function orNull(check) {
	return (value, where) => value === void 0 || value === null ? null : check(value, where);
}
function wholeUpTo(most) {
	return (value, where) => {
		const number = whole(value, where);
		if (number > most) throw new BundleError("too-large", `the manifest's ${where} claims ${number}`);
		return number;
	};
}
/** What `is` is true of; messages say that anything else is not `wanted`. */
function only(wanted, is) {
	return (value, where) => {
		if (is(value)) return value;
		throw disagrees(where, wanted);
	};
}
function matching(wanted, pattern) {
	return only(wanted, (value) => typeof value === "string" && pattern.test(value));
}
function printable(most) {
	return matching("a short printable text", new RegExp(`^[^\\x00-\\x1f\\x7f]{0,${most}}$`));
}
const asRecord = only("an object", (value) => typeof value === "object" && value !== null && !Array.isArray(value));
const whole = only("a whole number", (value) => Number.isSafeInteger(value) && Number(value) >= 0);
/** A count of runs, of compilations, or of milliseconds. */
const tally = wholeUpTo(limits.count);
const truth = only("true or false", (value) => typeof value === "boolean");
const shortText = printable(limits.text);
const longText = printable(512);
const hexDigest = matching("a SHA-256", /^[0-9a-f]{64}$/);
const shortHex = matching("eight hex digits", /^[0-9a-f]{8}$/);
function disagrees(where, wanted) {
	return new BundleError("disagrees", `the manifest's ${where} is not ${wanted}`);
}
export { whole as C, truth as S, rowsOf as _, hexDigest as a, tally as b, listUpTo as c, mostOf as d, nullable as f, quote as g, parseJson as h, fields as i, longText as l, orNull as m, asRecord as n, limits as o, optional as p, columnsOf as r, listOf as s, BundleError as t, mostFrameBytes as u, shortHex as v, wholeUpTo as w, textMap as x, shortText as y };

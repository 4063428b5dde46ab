import { n as kindOf, p as mostContent } from "./chunk-layout.js";
import { n as quote, t as BundleError } from "./chunk-bundle-error.js";
import { c as mostFrameBytes, i as memberBytes, s as limits } from "./chunk-tar.js";
// src/bundle/format/json-checks.ts
/** What JSON `text` says. It is not parsed when it is deep, or of very many values. @throws {BundleError} */
function parseJson(text) {
	boundJson(text);
	try {
		return JSON.parse(text);
	} catch (cause) {
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
	let quoted = false;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === quoteMark) quoted = !quoted;
		else if (quoted) at += code === backslash ? 1 : 0;
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
/** The list `name`, each of its values checked. */
function column(columns, name, check, length) {
	const values = columns[name];
	if (!Array.isArray(values)) throw disagrees$1(name, "a list");
	if (length !== void 0 && values.length !== length) throw disagrees$1(name, `a list of ${length}`);
	return values.map((value) => check(value, name));
}
/** The value of a row that every column has. */
function at(values, index) {
	return values[index];
}
function asRecord(value, where) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw disagrees$1(where, "an object");
	return value;
}
const whole = (value, where) => {
	if (!Number.isSafeInteger(value) || value < 0) throw disagrees$1(where, "a whole number");
	return value;
};
function wholeUpTo(most) {
	return (value, where) => {
		const number = whole(value, where);
		if (number > most) throw new BundleError("too-large", `the manifest's ${where} claims ${number}`);
		return number;
	};
}
function textUpTo(most) {
	return (value, where) => {
		if (!(typeof value === "string" && value.length <= most && !/[\x00-\x1f\x7f]/.test(value))) throw disagrees$1(where, "a short printable text");
		return value;
	};
}
const shortText = textUpTo(limits.text);
const longText = textUpTo(512);
const hexDigest = (value, where) => {
	if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) throw disagrees$1(where, "a SHA-256");
	return value;
};
function nullable(check) {
	return (value, where) => value === null ? null : check(value, where);
}
function disagrees$1(where, wanted) {
	return new BundleError("disagrees", `the manifest's ${where} is not ${wanted}`);
}
// src/bundle/format/prints.ts
/**
* The fingerprints of arguments as the manifest's JSON has them: compilations share most of their arguments, so a table
* with numbers into it takes a tenth. Nothing where no entry has any. What exceeds the limits is left out, the last
* entries first.
*/
function printsToJson(entries) {
	const numbers = /* @__PURE__ */ new Map();
	let characters = 0;
	const numberOf = (print) => {
		const known = numbers.get(print) ?? numbers.size;
		numbers.set(print, known);
		return known;
	};
	const prints = entries.map((entry) => {
		const own = entry.prints;
		if (!own?.length || own.length > limits.prints || !own.every((print) => pattern.test(print))) return null;
		if (numbers.size + own.length > limits.arguments) return null;
		if (characters + own.length * (String(limits.arguments).length + 1) > limits.printsText) return null;
		const text = own.map(numberOf).join(" ");
		characters += text.length;
		return text;
	});
	return numbers.size === 0 ? {} : {
		arguments: [...numbers.keys()],
		prints
	};
}
/** The fingerprints for each of `count` entries; null where the manifest has none. @throws {BundleError} */
function readPrints(root, columns, count) {
	if (root["arguments"] === void 0 || columns["prints"] === void 0) return Array.from({ length: count }, () => null);
	const table = column(root, "arguments", print);
	if (table.length > limits.arguments) throw tooMany(`${table.length} arguments`);
	const texts = column(columns, "prints", nullable(numberList), count);
	const characters = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
	if (characters > limits.printsText) throw tooMany(`${characters} characters of prints`);
	return texts.map((text) => {
		if (text === null) return null;
		const numbers = text.split(" ").map(Number);
		if (numbers.length > limits.prints) throw tooMany(`${numbers.length} prints of an entry`);
		return numbers.map((number) => {
			const found = table[number];
			if (found === void 0) throw disagrees(`print ${number}, which it does not list`);
			return found;
		});
	});
}
/** The name of an option, or nothing, and six digits of a hash. */
const pattern = /^[\w.-]{0,35}#[0-9a-f]{6}$/;
const print = (value) => {
	if (typeof value === "string" && pattern.test(value)) return value;
	throw disagrees("an argument that is no fingerprint");
};
const numberList = (value) => {
	if (typeof value === "string" && /^\d{1,6}( \d{1,6})*$/.test(value)) return value;
	throw disagrees("prints that are no numbers");
};
function disagrees(what) {
	return new BundleError("disagrees", `the manifest has ${what}`);
}
function tooMany(what) {
	return new BundleError("too-large", `the manifest lists ${what}`);
}
/**
* The manifest as JSON text. Entries and segments are written as columns, which compress better and parse
* faster than rows: docs/format.md.
*/
function manifestToJson(manifest) {
	const { segments, entries, ...rest } = manifest;
	const { prints, ...table } = printsToJson(entries);
	return JSON.stringify({
		...rest,
		...table,
		segments: {
			bytes: segments.map((segment) => segment.bytes),
			rawBytes: segments.map((segment) => segment.rawBytes),
			sha256: segments.map((segment) => segment.sha256),
			entries: countBySegment(manifest)
		},
		entries: {
			name: entries.map((entry) => entry.name),
			bytes: entries.map((entry) => entry.bytes),
			storedBytes: entries.map((entry) => entry.storedBytes),
			lastUse: entries.map((entry) => entry.lastUse),
			runs: entries.map((entry) => entry.runs),
			lastRun: entries.map((entry) => entry.lastRun),
			label: entries.map((entry) => entry.label),
			language: entries.map((entry) => entry.language),
			costMs: entries.map((entry) => entry.costMs),
			...prints && { prints }
		}
	});
}
/**
* The manifest that `text` holds, with every name, number and count checked; unknown fields are passed over.
* What format 1 did not record is filled in: see `upgrade`.
* @throws {BundleError} on anything that no writer of this format makes.
*/
function manifestFromJson(text, major = 2) {
	const parsed = asRecord(parseJson(text), "manifest");
	const root = major === 1 ? upgrade(parsed) : parsed;
	const segmentColumns = asRecord(root["segments"], "segments");
	const entryColumns = asRecord(root["entries"], "entries");
	const counts = column(segmentColumns, "entries", wholeUpTo(limits.entries));
	const segments = readSegments(segmentColumns, counts.length);
	const entries = readEntries(entryColumns, counts, readPrints(root, entryColumns, counts.reduce((sum, n) => sum + n, 0)));
	compareSizes(segments, entries);
	return {
		creator: shortText(root["creator"], "creator"),
		created: whole(root["created"], "created"),
		sccacheVersion: nullable(shortText)(root["sccacheVersion"], "sccacheVersion"),
		toolchain: nullable(shortText)(root["toolchain"], "toolchain"),
		base: nullable(longText)(root["base"], "base"),
		ref: nullable(longText)(root["ref"], "ref"),
		parents: texts(root, "parents", limits.parents),
		ancestors: texts(root, "ancestors", limits.ancestors),
		run: readRun(root["run"]),
		history: readHistory(root["history"]),
		environment: readEnvironment(root["environment"]),
		...readEvicted(root["evicted"]),
		level: whole(root["level"], "level"),
		segments,
		entries
	};
}
function countBySegment({ segments, entries }) {
	const counts = segments.map(() => 0);
	for (const { segment } of entries) counts[segment] = (counts[segment] ?? 0) + 1;
	return counts;
}
function readSegments(columns, count) {
	if (count > limits.segments) throw new BundleError("too-large", `the manifest lists ${count} segments`);
	const bytes = column(columns, "bytes", wholeUpTo(mostFrameBytes), count);
	const rawBytes = column(columns, "rawBytes", wholeUpTo(limits.segmentRawBytes), count);
	const sha256 = column(columns, "sha256", hexDigest, count);
	let offset = 0;
	return sha256.map((digest, i) => {
		const segment = {
			offset,
			bytes: at(bytes, i),
			rawBytes: at(rawBytes, i),
			sha256: digest
		};
		if (segment.rawBytes > mostContent(segment.bytes)) {
			const claim = `${segment.rawBytes} bytes in a frame of ${segment.bytes}`;
			throw new BundleError("too-large", `the manifest's segment ${i} claims ${claim}`);
		}
		offset += segment.bytes;
		return segment;
	});
}
function readEntries(columns, counts, prints) {
	const count = counts.reduce((sum, n) => sum + n, 0);
	if (count > limits.entries) throw new BundleError("too-large", `the manifest lists ${count} entries`);
	const names = column(columns, "name", entryName, count);
	if (new Set(names).size !== names.length) throw new BundleError("disagrees", "the manifest lists an entry twice");
	const bytes = column(columns, "bytes", wholeUpTo(limits.segmentRawBytes), count);
	const storedBytes = column(columns, "storedBytes", whole, count);
	const lastUse = column(columns, "lastUse", wholeUpTo(limits.seconds), count);
	const runs = column(columns, "runs", tally, count);
	const lastRun = column(columns, "lastRun", tally, count);
	const label = column(columns, "label", nullable(shortText), count);
	const language = column(columns, "language", nullable(shortText), count);
	const costMs = column(columns, "costMs", nullable(tally), count);
	const segments = counts.flatMap((n, segment) => Array.from({ length: n }, () => segment));
	return names.map((name, i) => ({
		name,
		bytes: at(bytes, i),
		storedBytes: at(storedBytes, i),
		lastUse: at(lastUse, i),
		runs: at(runs, i),
		lastRun: at(lastRun, i),
		label: at(label, i),
		language: at(language, i),
		costMs: at(costMs, i),
		prints: at(prints, i),
		segment: at(segments, i)
	}));
}
/** Segments hold their entries and nothing else, so that an entry's size cannot be a mere claim. */
function compareSizes(segments, entries) {
	const sums = segments.map(() => 0);
	for (const { segment, bytes } of entries) sums[segment] = (sums[segment] ?? 0) + memberBytes(bytes);
	const odd = segments.findIndex(({ rawBytes }, i) => rawBytes !== sums[i] || rawBytes === 0);
	if (odd < 0) return;
	throw new BundleError("disagrees", `the manifest's segment ${odd} is not of the size of its entries`);
}
/**
* A manifest of format 1 as one of format 2. Of what it does not tell, the use by the last run alone matters: the `used`
* entries that were used last have age 0, the others age 1.
*/
function upgrade(root) {
	const columns = asRecord(root["entries"], "entries");
	const lastUse = column(columns, "lastUse", wholeUpTo(limits.seconds));
	const used = whole(root["used"], "used");
	const newestFirst = lastUse.map((_, i) => i).sort((a, b) => at(lastUse, b) - at(lastUse, a) || a - b);
	const lastRun = lastUse.map(() => 0);
	for (const i of newestFirst.slice(0, used)) lastRun[i] = 1;
	const unknown = lastUse.map(() => null);
	return {
		...root,
		parents: [],
		ancestors: [],
		run: {
			id: null,
			clock: 1,
			complete: false
		},
		history: [],
		entries: {
			...columns,
			lastRun,
			language: unknown,
			costMs: unknown
		}
	};
}
function texts(root, name, most) {
	const list = column(root, name, longText);
	if (list.length <= most) return list;
	throw new BundleError("too-large", `the manifest lists ${list.length} ${name}`);
}
function readRun(value) {
	const { id, clock, complete } = asRecord(value, "run");
	return {
		id: nullable(shortText)(id, "run"),
		clock: tally(clock, "run"),
		complete: truth(complete, "run")
	};
}
function readHistory(value) {
	const rows = column({ history: value }, "history", asRecord);
	if (rows.length > limits.history) throw new BundleError("too-large", `the manifest remembers ${rows.length} runs`);
	const known = nullable(tally);
	const size = nullable(whole);
	return rows.map((row) => ({
		id: nullable(shortText)(row["id"], "history"),
		endedAt: wholeUpTo(limits.seconds)(row["endedAt"], "history"),
		complete: truth(row["complete"], "history"),
		used: tally(row["used"], "history"),
		hits: known(row["hits"], "history"),
		misses: known(row["misses"], "history"),
		compileFails: known(row["compileFails"], "history"),
		savedMs: size(row["savedMs"], "history"),
		restoreMs: known(row["restoreMs"], "history"),
		bundleBytes: size(row["bundleBytes"], "history")
	}));
}
function readEvicted(value) {
	if (value === void 0) return {};
	const byRule = asRecord(value, "evicted");
	const rules = Object.keys(byRule).map((rule) => shortText(rule, "evicted"));
	return { evicted: Object.fromEntries(rules.map((rule) => [rule, texts(byRule, rule, limits.evicted)])) };
}
function readEnvironment(value) {
	const pairs = Object.entries(asRecord(value, "environment"));
	return Object.fromEntries(pairs.map(([name, hash]) => [shortText(name, "environment"), shortText(hash, "environment")]));
}
const tally = wholeUpTo(limits.count);
const truth = (value, where) => {
	if (typeof value === "boolean") return value;
	throw new BundleError("disagrees", `the manifest's ${where} is not true or false`);
};
const entryName = (value) => {
	if (typeof value === "string" && kindOf(value) !== void 0) return value;
	throw new BundleError("unsafe-name", `the manifest names ${quote(value)}, which sccache never writes`);
};
export { manifestToJson as n, manifestFromJson as t };

import { t as wantsNativeCode } from "./chunk-native-code.js";
import { createHash } from "node:crypto";
// src/sccache/server/log-lines.ts
/** https://github.com/mozilla/sccache/blob/main/src/compiler/compiler.rs `get_cached_or_compile`, and server.rs `run`: 0.7.7 to 0.19.0 */
const shape = /^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z) +[A-Z]+ +sccache::(?:compiler::compiler\] \[(.*?)\]: (get_cached_or_compile: \[|generate_hash_key took |process error: |Hash key: |Cache |Failed to decompress object|Compiled in )|server\] (shutting down due to ))(.*)$/s;
/** By how the line names what came of a lookup. */
const missReasons = {
	miss: null,
	none: "no-cache",
	recache: "recache",
	"read error": "unreadable",
	"timed out": "timed-out"
};
/** What `line` tells of a compilation, or undefined when it tells nothing. */
function parseLogLine(line) {
	const match = shape.exec(line);
	if (!match) return void 0;
	const [, time = "", millis, label = "", start = "", ending, rest = ""] = match;
	const said = ending === void 0 ? parseSaid(start, rest) : { kind: "ends" };
	if (!said) return void 0;
	return {
		atMs: Date.parse(time),
		exact: millis !== void 0,
		label: copy(label),
		said
	};
}
function parseSaid(start, rest) {
	switch (start) {
		case "get_cached_or_compile: [": return {
			kind: "asked",
			arguments: `[${rest}`
		};
		case "generate_hash_key took ": return withMs(rest, (ms) => ({
			kind: "hashed",
			ms
		}));
		case "process error: ": return { kind: "not-hashed" };
		case "Hash key: ": return /^[0-9a-f]{16,128}$/.test(rest) ? {
			kind: "key",
			key: copy(rest)
		} : void 0;
		case "Failed to decompress object": return { kind: "damaged" };
		case "Cache ": return parseLookup(rest);
		default: return parseCompiled(rest);
	}
}
function parseLookup(rest) {
	const [, what = "", time] = /^(hit|miss|none|recache|read error|timed out)\b(?:.*?([\d.]+ s)$)?/s.exec(rest) ?? [];
	const found = what === "hit";
	return withMs(time ?? (what === "read error" ? "0.000 s" : ""), (ms) => ({
		kind: "looked-up",
		found,
		ms,
		why: missReasons[what] ?? null
	}));
}
function parseCompiled(rest) {
	const [, time = "", end] = /^([\d.]+ s), (storing in cache|but .*)$/s.exec(rest) ?? [];
	if (end === void 0) return void 0;
	const how = end.startsWith("but failed") ? "failed" : "not-cacheable";
	return withMs(time, (ms) => ({
		kind: "compiled",
		end: end === "storing in cache" ? "stored" : how,
		ms
	}));
}
function withMs(text, make) {
	const seconds = /^(\d{1,9}\.\d{1,9}) s$/.exec(text)?.[1];
	return seconds === void 0 ? void 0 : make(Math.round(Number(seconds) * 1e3));
}
/** The same text by itself: as a part of a line it would keep the whole piece of the log in memory. */
function copy(text) {
	return Buffer.from(text).toString();
}
/** Of all compilations together; what exceeds it has none. */
const mostPrints = 2e6;
/**
* A reader of arguments as the log has them. They repeat from one compilation to the next, so each fingerprint is made,
* and kept, once.
*/
function readArguments() {
	const made = /* @__PURE__ */ new Map();
	let kept = 0;
	return (list) => {
		const given = parseList(list);
		const language = given.length === 0 ? null : given.includes("--crate-name") ? "rust" : "c";
		const native = isNative(list);
		kept += given.length;
		if (kept > mostPrints) return {
			language,
			prints: [],
			native
		};
		return {
			language,
			prints: given.map((argument) => {
				const print = made.get(argument) ?? fingerprint(argument);
				if (made.size < 2e5) made.set(argument, print);
				return print;
			}),
			native
		};
	};
}
/** Not known of a list that was cut, and of arguments that are in a file: `@FILE`. */
function isNative(list) {
	if (wantsNativeCode(list)) return true;
	return list.endsWith("]") && !list.includes("\"@") ? false : null;
}
/** The arguments of a compilation, from Rust's notation for a list of strings; none when it is cut or is no such list. */
function parseList(list) {
	const json = list.replaceAll(/\\(?:u\{([0-9a-f]{1,6})\}|(.))/g, (escaped, hex, one) => {
		if (hex !== void 0) return JSON.stringify(codePoint(hex)).slice(1, -1);
		return one === "0" ? "\\u0000" : one === "'" ? one : escaped;
	});
	try {
		const parsed = JSON.parse(json);
		return Array.isArray(parsed) ? parsed.filter((one) => typeof one === "string") : [];
	} catch {
		return [];
	}
}
function codePoint(hex) {
	const code = Number.parseInt(hex, 16);
	return code > 1114111 ? "�" : String.fromCodePoint(code);
}
/**
* A fingerprint of one argument: the name of the option, where it has one, and six digits of a hash. It never holds the
* value, so what somebody passes by `-DTOKEN=…` stays on the machine. A text that ends with `=` may be base64, and no name.
*/
function fingerprint(argument) {
	return `${/^(-{0,2}[A-Za-z][\w.-]{0,31})=(?!=*$)/.exec(argument)?.[1] ?? /^-{1,2}[A-Za-z]/.exec(argument)?.[0] ?? ""}#${createHash("sha256").update(argument).digest("hex").slice(0, 6)}`;
}
/** Cargo derives these from everything else, and they differ whenever anything does. */
const derived = /^(metadata|extra-filename)#/;
/**
* Options whose value is the next argument and tells nothing of why a key differs: paths of this machine, which are no
* part of it, and the name, which is the label.
*/
const silentOptions = new Set([
	"--extern",
	"-L",
	"--check-cfg",
	"--out-dir",
	"-o",
	"--crate-name"
].map(fingerprint));
/** More of an entry are not compared: cargo passes the profile first, and features are the many. */
const mostTelling = 64;
/** Those fingerprints in which compilations of one label can differ for a reason, each once, in order. The same of its own result. */
function tellingPrints(prints) {
	const isSilent = (print = "") => silentOptions.has(print);
	const told = prints.filter((print, i) => !derived.test(print) && !isSilent(print) && !isSilent(prints[i - 1]));
	return [...new Set(told)].slice(0, mostTelling);
}
export { readArguments as n, tellingPrints as r, parseLogLine as t };

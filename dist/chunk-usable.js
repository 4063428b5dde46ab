import { n as kindOf } from "./chunk-directory.js";
import { y as jsonOf } from "./chunk-server.js";
import { n as secretName } from "./chunk-secrets.js";
import { t as wantsNativeCode } from "./chunk-native-code.js";
import { createHash } from "node:crypto";
import { isAbsolute, join } from "node:path";
// src/sccache/server/prints.ts
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
		const crate = language === "rust" ? crateOf(given) : void 0;
		const about = {
			language,
			native: isNative(list),
			...crate && { crate }
		};
		kept += given.length;
		if (kept > mostPrints) return {
			...about,
			prints: []
		};
		const prints = given.map((argument) => {
			const print = made.get(argument) ?? fingerprint(argument);
			if (made.size < 2e5) made.set(argument, print);
			return print;
		});
		return {
			...about,
			prints
		};
	};
}
function crateOf(given) {
	const after = (option) => given[given.indexOf(option) + 1] ?? "";
	const ending = given.find((argument) => argument.startsWith(extraFilename))?.slice(extraFilename.length);
	const unit = `${after("--crate-name")}${ending ?? ""}`;
	const folder = given.includes("--out-dir") ? after("--out-dir") : "";
	const isNoted = given.some((argument) => argument.startsWith("--emit=") && argument.includes("dep-info"));
	return {
		unit,
		dependsOn: given.flatMap((argument, i) => given[i - 1] === "--extern" ? [argument] : []).flatMap((file) => /(?:^|[/\\])lib([^/\\]+)\.(?:rmeta|rlib)$/.exec(file)?.[1] ?? []),
		depInfo: isNoted && isAbsolute(folder) ? join(folder, `${unit}.d`) : void 0
	};
}
const extraFilename = "extra-filename=";
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
	const parsed = jsonOf(json);
	return Array.isArray(parsed) ? parsed.filter((one) => typeof one === "string") : [];
}
function codePoint(hex) {
	const code = Number.parseInt(hex, 16);
	return code > 1114111 ? "�" : String.fromCodePoint(code);
}
/**
* A fingerprint of one argument: the name of the option, where it has one, and six digits of a hash. It never holds the
* value, so what somebody passes by `-DTOKEN=…` stays on the machine. A text that ends with `=` may be base64, and no name.
* Of C, `-fno-exceptions`, `-mavx2` and `-Wall` are names as a whole.
*/
function fingerprint(argument) {
	return `${/^(-{0,2}[A-Za-z][\w.-]{0,31})=(?!=*$)/.exec(argument)?.[1] ?? /^-[fmW][A-Za-z][\w.-]{1,31}$/.exec(argument)?.[0] ?? /^-{1,2}[A-Za-z]/.exec(argument)?.[0] ?? (argument.startsWith("@") ? "response-file" : "")}#${createHash("sha256").update(argument).digest("hex").slice(0, 6)}`;
}
/**
* Fingerprints of the variables that a crate's source reads (`env!`), from rustc's `# env-dep:NAME=VALUE`. Of what may be a secret
* not even a fingerprint, as of the job's own variables.
*/
function variablePrints(depInfo) {
	return [...depInfo.matchAll(/^# env-dep:((\w{1,31})(?:=.*)?)$/gm)].flatMap(([, text = "", name = ""]) => secretName.test(name) ? [] : [`${variableMark}${fingerprint(text).replace(/^.*#/, `${name}#`)}`]);
}
const variableMark = "env.";
/** The variable of which a fingerprint has this name; undefined where it is of an argument. */
function sourceVariable(name) {
	return name.startsWith(variableMark) ? name.slice(4) : void 0;
}
/** The name of an argument that stands for those in a file: `@FILE`. */
const responseFile = "response-file";
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
// src/report/explain/past-index.ts
/** Why a restore leaves an entry of a bundle out: no room, or another sccache wrote it, or its code is for another CPU. */
const leftOutReasons = [
	"disk",
	"cache-size",
	"other-version",
	"other-cpu"
];
/** A header's name, or `main.o`, may be the label of thousands: each miss is compared with so many of them. */
const mostAlike = 100;
/** Indexes what was restored. */
function indexPast({ entries, ...about }) {
	const byName = new Map(entries.map((entry) => [entry.name, entry]));
	const byLabel = /* @__PURE__ */ new Map();
	for (const entry of entries) {
		if (entry.label === null) continue;
		const alike = byLabel.get(entry.label);
		if (alike) alike.push(entry);
		else byLabel.set(entry.label, [entry]);
	}
	const compared = /* @__PURE__ */ new Map();
	return {
		...about,
		entry: (name) => byName.get(name),
		hasLabels: byLabel.size > 0,
		hasLabel: (label) => byLabel.has(label),
		argumentsOf(label) {
			const known = compared.get(label) ?? differentArguments(byLabel.get(label) ?? []);
			compared.set(label, known);
			return known;
		}
	};
}
function differentArguments(alike) {
	const lists = alike.flatMap(({ prints }) => prints?.length ? [prints] : []);
	return [...new Map(lists.map((prints) => [prints.join("\n"), prints])).values()].slice(0, mostAlike).map((prints) => new Set(tellingPrints(prints)));
}
// src/flow/evidence/left-out.ts
/** The text of the file that hands over what was left out: names by reason. */
function leftOutToJson(leftOut) {
	const byReason = Map.groupBy(leftOut.keys(), (name) => leftOut.get(name));
	return JSON.stringify(Object.fromEntries(byReason));
}
/** What `leftOutToJson` wrote. @throws {SyntaxError} for what is no JSON */
function leftOutFromJson(text) {
	const byReason = JSON.parse(text);
	return new Map(leftOutReasons.flatMap((why) => (byReason[why] ?? []).map((name) => [name, why])));
}
/**
* What of `all` is not restored: what does not fit of the `usable` entries, by what limits, and what is of no use here, also of
* what `runs` on this CPU.
*/
function leftOutOf(all, { runs, usable, chosen, limitedBy }) {
	const [fits, isUsable, isForUs] = [
		chosen,
		usable,
		runs
	].map((some) => new Set(some.map(({ name }) => name)));
	const others = all.filter(({ name }) => !fits?.has(name));
	const whyOf = (name) => isUsable?.has(name) ? limitedBy : isForUs?.has(name) ? "other-version" : "other-cpu";
	return new Map(others.map(({ name }) => [name, whyOf(name)]));
}
// src/flow/evidence/usable.ts
/**
* Whether an entry of this bundle may be used by an sccache of `version`; null where that is not known. A preprocessor file
* of another version can fail a build, and is worth little: sccache keeps their format to itself.
*/
function usableBy(version, { sccacheVersion }) {
	const isSame = version !== null && version === sccacheVersion;
	return ({ name }) => isSame || kindOf(name) === "object";
}
/** Whether an entry may be used on a machine with this CPU, as `Deps` has it; undefined is like no other. */
function runsOn(cpu) {
	return (entry) => entry.cpu === void 0 || entry.cpu === cpu;
}
/** What is known of an entry, unless it is for another CPU. */
function restoredEntry({ entries, cpu }, name) {
	const entry = entries.get(name);
	return entry && runsOn(cpu)(entry) ? entry : void 0;
}
/** Names of the base's entries, without those that the base has for another CPU and `entries` for this one. */
function namesInBase({ base, cpu }, entries) {
	const own = new Set(entries.flatMap(({ name, isAbsent }) => isAbsent ? [] : [name]));
	const isUsable = runsOn(cpu);
	const names = base?.manifest?.entries.flatMap((entry) => isUsable(entry) || !own.has(entry.name) ? [entry.name] : []);
	return new Set(names);
}
export { leftOutFromJson as a, indexPast as c, sourceVariable as d, tellingPrints as f, usableBy as i, readArguments as l, restoredEntry as n, leftOutOf as o, variablePrints as p, runsOn as r, leftOutToJson as s, namesInBase as t, responseFile as u };

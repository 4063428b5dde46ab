import { n as kindOf } from "./chunk-directory.js";
import { _ as textOf, m as jsonOf } from "./chunk-server.js";
import { t as wantsNativeCode } from "./chunk-native-code.js";
import { l as secretName } from "./chunk-foreign.js";
import { createHash } from "node:crypto";
import { isAbsolute, join } from "node:path";
import { createReadStream } from "node:fs";
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
// src/sccache/server/log.ts
/** What the server has to be started with to write such a log to the file in SCCACHE_ERROR_LOG. */
const logVariables = {
	SCCACHE_LOG: "sccache::compiler::compiler=debug,sccache::server=info",
	SCCACHE_LOG_MILLIS: "1"
};
/** The longest line that is read whole, in characters; of a longer one the beginning is. */
const longestLine = 262144;
/**
* Reads what sccache's server wrote with `logVariables`; a log of the user's own making may hold much more. Undefined when
* there is no such file, or when sccache compiled but named no keys (0.4 and older). One pass; memory grows with the
* number of compilations alone, and no further than `follow` allows.
* @throws the system's error when the file is there and cannot be read.
*/
async function readBuildLog(file) {
	const following = follow();
	try {
		const log = following.finish(await eachLine(file, following.take));
		return log && {
			...log,
			compilations: log.compilations.map(withVariables)
		};
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return void 0;
		throw error;
	}
}
/** A crate that was compiled, with fingerprints of the variables that its source reads, which are part of its key. */
function withVariables(compilation) {
	const { outcome, crate, prints } = compilation;
	if (outcome !== "miss" || crate?.depInfo === void 0 || prints.length === 0) return compilation;
	return {
		...compilation,
		prints: [...variablePrints(textOf(crate.depInfo) ?? ""), ...prints]
	};
}
/** Calls `take` for each line that tells something. False when the last one has no end. */
async function eachLine(file, take) {
	let line = "";
	for await (const chunk of createReadStream(file, {
		encoding: "utf8",
		highWaterMark: 1 << 18
	})) {
		const [rest = "", ...begun] = chunk.split("\n");
		line = grown(line, rest);
		for (const next of begun) {
			const parsed = parseLogLine(line);
			if (parsed) take(parsed);
			line = grown("", next);
		}
	}
	return line === "";
}
function grown(line, text) {
	return line.length < longestLine ? line + text.slice(0, longestLine - line.length) : line;
}
/** How far the time of a line and the duration that it names may be off, where times are exact, and otherwise. */
const slackMs = {
	exact: 100,
	cut: 1100
};
/** Compilations of one label that are under way at a time. Failed ones often end without a line, and stay here. */
const mostOpen = 256;
/** More are not kept: a build of so many objects has a bundle of millions of files. */
const mostCompilations = 2e5;
/**
* Follows the compilations of a log. Lines of compilations with the same label may interleave: which line is whose is told by the
* step that is due, and by the time at which the step must have begun. What that leaves open stays unknown.
* To finish it is told whether the log ended with a whole line; the result is undefined when compilations were seen, but no keys.
*/
function follow() {
	const labels = /* @__PURE__ */ new Map();
	const found = [];
	const read = readArguments();
	let hasAsked = false;
	let dropped = false;
	let endedAtMs = null;
	const labelOf = (name) => {
		const label = labels.get(name) ?? {
			name,
			asked: [],
			hashed: [],
			waiting: [],
			compiling: [],
			broken: false,
			stray: false
		};
		labels.set(name, label);
		return label;
	};
	const take = ({ label: name, said, atMs, exact }) => {
		if (said.kind === "ends") {
			endedAtMs = exact ? atMs : atMs + 999;
			return;
		}
		const label = labelOf(name);
		const beganAt = [atMs];
		const open = (ms) => ({
			beganMs: atMs - ms,
			exact
		});
		switch (said.kind) {
			case "asked":
				hasAsked = true;
				push(label.asked, {
					beganAt,
					...read(said.arguments)
				});
				return;
			case "hashed": {
				const one = takeOnly(label.asked, open(said.ms));
				if (one) push(label.hashed, {
					...one,
					beganAt
				});
				else label.broken = true;
				return;
			}
			case "not-hashed":
			case "key": {
				const { language, prints, native = false, crate } = takeOnly(label.hashed, open(0)) ?? {
					language: null,
					prints: [],
					native: null
				};
				if (found.length >= mostCompilations) {
					dropped = true;
					return;
				}
				const key = said.kind === "key" ? said.key : null;
				const group = {
					members: [],
					hits: 0,
					misses: 0,
					ends: {
						stored: 0,
						failed: key === null ? 1 : 0,
						"not-cacheable": 0
					}
				};
				const one = {
					label,
					key,
					language,
					prints,
					native,
					crate,
					compileMs: null,
					why: null,
					group
				};
				group.members.push(one);
				found.push(one);
				if (key !== null) push(label.waiting, {
					beganAt,
					maybe: [one]
				});
				return;
			}
			case "looked-up": {
				const step = takeStep(label.waiting, open(said.ms));
				const [first] = step?.maybe ?? [];
				if (!step || !first) {
					label.broken = true;
					return;
				}
				first.group[said.found ? "hits" : "misses"] += 1;
				if (step.maybe.length === 1) first.why = said.why;
				if (!said.found) push(label.compiling, {
					beganAt,
					maybe: step.maybe
				});
				return;
			}
			case "damaged": {
				const one = found.findLast((known) => known.label === label);
				if (!one || one.group.members.length > 1 || one.group.hits !== 1) {
					label.broken = true;
					return;
				}
				Object.assign(one.group, {
					hits: 0,
					misses: 1
				});
				one.why = "damaged";
				push(label.compiling, {
					beganAt,
					maybe: [one]
				});
				return;
			}
			case "compiled": {
				const step = takeStep(label.compiling, open(said.ms));
				const [first] = step?.maybe ?? [];
				if (!step || !first) {
					label.stray = true;
					return;
				}
				first.group.ends[said.end] += 1;
				if (step.maybe.length === 1) first.compileMs = said.ms;
			}
		}
	};
	const finish = (whole) => {
		const isCut = [...labels.values()].some(({ broken, asked, waiting }) => broken || asked.length + waiting.length > 0);
		if (hasAsked && isCut && found.every(({ key }) => key === null)) return void 0;
		const complete = whole && !isCut && !dropped;
		return {
			complete,
			compilations: found.map((one) => conclude(one, complete)),
			endedAtMs
		};
	};
	return {
		take,
		finish
	};
}
function conclude({ label, key, language, prints, native, crate, why, compileMs, group }, complete) {
	const outcome = label.broken ? "unknown" : outcomeOfGroup(group, complete && !label.stray);
	const isTold = outcome !== "unknown" && outcome !== "hit";
	return {
		label: label.name,
		language,
		entry: key?.length === 64 ? `${key[0]}/${key[1]}/${key}` : null,
		outcome,
		compileMs: isTold ? compileMs : null,
		why: isTold ? why : null,
		prints,
		...native !== false && { native },
		...crate && { crate }
	};
}
function push(list, one) {
	list.push(one);
	if (list.length > mostOpen) list.shift();
}
/** Takes the one that must have begun then; of several that differ, nothing is known of each from now on. */
function takeOnly(open, when) {
	const taken = takeFirst(open, when);
	if (!taken) return void 0;
	const { first, matching, beganAt } = taken;
	const isOne = matching.every(({ prints }) => prints.join("\n") === first.prints.join("\n"));
	const isSame = matching.every(({ language }) => language === first.language);
	const native = eitherNative(matching);
	const known = isOne ? { native } : {
		native,
		language: isSame ? first.language : null,
		prints: [],
		crate: void 0
	};
	for (const one of matching.slice(1)) open[open.indexOf(one)] = {
		...one,
		...known,
		beganAt
	};
	return {
		...first,
		...known
	};
}
/** Whether any of these is, or may be, for this machine's CPU alone. */
function eitherNative(several) {
	if (several.some(({ native }) => native === true)) return true;
	return several.some(({ native }) => native === null) ? null : false;
}
/** Takes the step that must have begun then; of several each may be any of them from now on. */
function takeStep(open, when) {
	const taken = takeFirst(open, when);
	if (!taken) return void 0;
	const { first, matching, beganAt } = taken;
	for (const step of matching) step.beganAt = beganAt;
	const maybe = [...new Set(matching.flatMap((step) => step.maybe))];
	if (new Set(maybe.map(({ key }) => key)).size === 1) return first;
	unite(maybe);
	for (const step of matching) step.maybe = maybe;
	return first;
}
function unite(members) {
	const [into, ...others] = [...new Set(members.map(({ group }) => group))];
	if (!into) return;
	for (const other of others) {
		into.members.push(...other.members);
		for (const one of other.members) one.group = into;
		into.hits += other.hits;
		into.misses += other.misses;
		for (const end of Object.keys(other.ends)) into.ends[end] += other.ends[end];
	}
}
/**
* Takes the first of those that began at about that time: within the exact slack if any did, else within the wide one.
* Whichever of them was meant, what is left may have begun at any of their moments.
*/
function takeFirst(open, { beganMs, exact }) {
	const within = (ms) => open.filter(({ beganAt }) => beganAt.some((atMs) => Math.abs(atMs - beganMs) <= ms));
	const near = exact ? within(slackMs.exact) : [];
	const matching = near.length > 0 ? near : within(slackMs.cut);
	const [first] = matching;
	if (!first) return void 0;
	open.splice(open.indexOf(first), 1);
	return {
		first,
		matching,
		beganAt: [...new Set(matching.flatMap((one) => one.beganAt))]
	};
}
/** What came of each of them; `sure` says that no line is missing. */
function outcomeOfGroup({ members, hits, misses, ends }, sure) {
	const all = members.length;
	if (hits === all) return "hit";
	if (ends.stored === all) return "miss";
	if (ends.failed === all) return "failed";
	if (ends["not-cacheable"] === all) return "not-cacheable";
	const ended = ends.stored + ends.failed + ends["not-cacheable"];
	if (misses !== all || ended > 0) return "unknown";
	return sure ? "failed" : "unknown";
}
export { restoredEntry as a, leftOutFromJson as c, indexPast as d, responseFile as f, namesInBase as i, leftOutOf as l, tellingPrints as m, logVariables as n, runsOn as o, sourceVariable as p, readBuildLog as r, usableBy as s, eitherNative as t, leftOutToJson as u };

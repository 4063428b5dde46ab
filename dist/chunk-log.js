import { S as textOf } from "./chunk-server.js";
import { l as readArguments, p as variablePrints } from "./chunk-usable.js";
import { createReadStream } from "node:fs";
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
	const isTold = outcome !== "unknown";
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
export { logVariables as n, readBuildLog as r, eitherNative as t };

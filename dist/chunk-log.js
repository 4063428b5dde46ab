import { S as addressVariables, _ as openSccache, b as run } from "./chunk-handoff.js";
import { i as duration } from "./chunk-parse-config.js";
import { n as formatSize } from "./chunk-config-error.js";
import { t as creator } from "./chunk-version.js";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
// src/report/explain/advice.ts
/** A rate below this says that something is wrong, not just new. */
const lowRate = .5;
/** Too few calls to be worth a word. */
const someCalls = 5;
/** The one most useful thing to change, or null: what keeps the cache from working at all comes first. */
function advise(report) {
	for (const adviser of advisers) {
		const advice = adviser(report);
		if (advice) return advice;
	}
	return null;
}
const advisers = [
	({ build, restore }) => build?.counts?.requests === 0 && restore?.outcome.kind !== "skipped" ? {
		kind: "never-called",
		text: "sccache was never called. Is RUSTC_WRAPPER overridden (in .cargo/config.toml, or by env)? For C or C++, set wrap: cmake."
	} : void 0,
	({ build }) => build && !build.counts ? {
		kind: "server-died",
		text: "sccache's server ended before the save, so nothing is known of the build. Let nothing stop it (sccache --stop-server), and start the build in the environment that the restore step set."
	} : void 0,
	({ restore }) => restore?.outcome.kind === "failed" && restore.outcome.failure === "no-room" ? {
		kind: "no-room",
		text: "Free disk space before the restore step: the bundle does not fit."
	} : void 0,
	({ save }) => save?.outcome.kind === "failed" && save.outcome.failure === "denied" ? {
		kind: "denied",
		text: `The store refused the upload: ${save.outcome.why}. Set save: never here, or grant the right to write.`
	} : void 0,
	({ save, repository }) => save?.outcome.kind === "too-small" ? {
		kind: "too-small",
		text: repository ? "The repository's cache is full: delete caches that nobody needs, or raise repository-limit if the repository has more than 10 GB." : "Nothing fits in max-size: raise it."
	} : void 0,
	incremental,
	lowHits,
	budgetTooSmall,
	({ build }) => {
		const first = (build?.counts?.notCacheable ?? []).find(({ remedy, calls }) => remedy !== null && calls >= someCalls);
		return first ? {
			kind: "not-cacheable",
			text: `${first.calls} calls were not cacheable: ${first.meaning}. ${first.remedy}`
		} : void 0;
	},
	costsMore
];
function incremental({ build }) {
	const found = build?.counts?.notCacheable.find(({ reason }) => reason.startsWith("incremental"));
	if (!found?.remedy || found.calls < someCalls) return void 0;
	return {
		kind: "incremental",
		text: `${found.calls} calls were incremental, which sccache does not cache. ${found.remedy}`
	};
}
function lowHits({ build, explanation }) {
	const counts = build?.counts;
	if (!counts || counts.misses === 0 || counts.hits / (counts.hits + counts.misses) >= lowRate) return void 0;
	const cause = explanation?.causes.find(({ remedy }) => remedy !== null);
	return cause?.remedy ? {
		kind: cause.class,
		text: `${cause.detail}. ${cause.remedy}`
	} : void 0;
}
function budgetTooSmall({ save }) {
	const budget = save?.budget;
	const cut = budget?.evicted.filter(({ reason }) => reason === "over-budget" || reason === "larger") ?? [];
	const all = budget?.curve.at(-1);
	if (!budget || !all || cut.length === 0) return void 0;
	const kept = budget.curve.findLast(({ budgetBytes }) => budgetBytes <= budget.budgetBytes)?.hitShare ?? 0;
	if (kept > .98) return void 0;
	if (budget.limitedBy !== null) return void 0;
	return {
		kind: "budget",
		text: `max-size is too small for this build: it keeps ${Math.floor(kept * 100)} % of the hits. Set max-size to ${formatSize(all.budgetBytes).replace(/\s/g, "").replace("B", "").toUpperCase()}.`
	};
}
/** Run after run, not once: a first run always costs more than it saves. */
function costsMore({ history }) {
	const known = history.slice(-5).filter(({ savedMs, restoreMs, hits }) => savedMs !== null && restoreMs !== null && (hits ?? 0) > 0);
	if (known.length < 3) return void 0;
	const saved = known.reduce((sum, { savedMs }) => sum + (savedMs ?? 0), 0);
	const cost = known.reduce((sum, { restoreMs }) => sum + (restoreMs ?? 0), 0);
	if (saved >= cost) return void 0;
	return {
		kind: "costs-more",
		text: `The last ${known.length} runs spent ${duration(cost / 1e3)} on restoring and saved ${duration(saved / 1e3)} of compiling: this job is too small to gain from a cache.`
	};
}
// src/report/make-report.ts
/** The report of a step, with the advice that follows from it. */
function makeReport(parts) {
	const { primary, fallbacks, explanation } = parts.key;
	const report = {
		version: 1,
		creator,
		step: parts.step,
		store: parts.store,
		key: {
			primary,
			fallbacks,
			explanation
		},
		restore: parts.restore ?? null,
		build: parts.build ?? null,
		save: parts.save ?? null,
		repository: parts.repository ?? null,
		explanation: parts.explanation ?? null,
		history: (parts.history ?? []).slice(-30),
		advice: null
	};
	return {
		...report,
		advice: advise(report)
	};
}
// src/sccache/server/job-server.ts
/** The server that a restore of the same job started. Does nothing by itself and starts no other. */
function openServer(server, { callMs = 1e4 } = {}) {
	const env = {
		...addressVariables(server.address),
		HOME: "/",
		SCCACHE_CONF: "/nonexistent/sccache-config"
	};
	const sccache = openSccache({
		path: server.sccachePath,
		env,
		limits: { callMs }
	});
	return {
		statistics: () => sccache.statistics(),
		async zero() {
			await run(server.sccachePath, ["--zero-stats"], {
				env,
				limitMs: callMs
			});
		},
		stop: async () => server.isOurs ? await sccache.stop() : { kind: "not-running" }
	};
}
// src/sccache/server/log-arguments.ts
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
		kept += given.length;
		if (kept > mostPrints) return {
			language,
			prints: []
		};
		return {
			language,
			prints: given.map((argument) => {
				const print = made.get(argument) ?? fingerprint(argument);
				if (made.size < 2e5) made.set(argument, print);
				return print;
			})
		};
	};
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
* part of it, and the name, which is the label. As fingerprints: --extern, -L, --out-dir, -o, --crate-name.
*/
const silentOptions = /* @__PURE__ */ new Set([
	"--e#969e77",
	"-L#adc90e",
	"--o#5eebdd",
	"-o#29272c",
	"--c#d18e96"
]);
/** More of an entry are not compared: cargo passes the profile first, and features are the many. */
const mostTelling = 64;
/** Those fingerprints in which compilations of one label can differ for a reason, each once, in order. The same of its own result. */
function tellingPrints(prints) {
	const told = prints.filter((print, i) => !derived.test(print) && !silentOptions.has(print) && !silentOptions.has(prints[i - 1] ?? ""));
	return [...new Set(told)].slice(0, mostTelling);
}
// src/sccache/server/log-steps.ts
/** How far the time of a line and the duration that it names may be off, where times are exact, and otherwise. */
const slackMs = {
	exact: 100,
	cut: 1100
};
/** Those that began at about that time: within the exact slack if any did, else within the wide one. */
function matches(open, { beganMs, exact }) {
	const within = (ms) => open.filter(({ beganAt }) => beganAt.some((atMs) => Math.abs(atMs - beganMs) <= ms));
	const near = exact ? within(slackMs.exact) : [];
	return near.length > 0 ? near : within(slackMs.cut);
}
/** Whichever of them was taken, what is left may have begun at any of their moments. */
function allBegun(matching) {
	return [...new Set(matching.flatMap(({ beganAt }) => beganAt))];
}
// src/sccache/server/log-follow.ts
/** More are not kept: a build of so many objects has a bundle of millions of files. */
const mostCompilations = 2e5;
/** Compilations of one label that are under way at a time. Failed ones often end without a line, and stay here. */
const mostOpen = 256;
/**
* Follows the compilations of a log. Lines of compilations with the same label may interleave: which line is whose is told by the
* step that is due, and by the time at which the step must have begun. What that leaves open stays unknown.
*/
function follow() {
	const labels = /* @__PURE__ */ new Map();
	const found = [];
	const read = readArguments();
	let hasAsked = false;
	let dropped = false;
	const take = ({ label: name, said, atMs, exact }) => {
		const label = labels.get(name) ?? newLabel();
		labels.set(name, label);
		const open = (ms) => ({
			beganMs: atMs - ms,
			exact
		});
		switch (said.kind) {
			case "asked":
				hasAsked = true;
				push(label.asked, {
					beganAt: [atMs],
					...read(said.arguments)
				});
				return;
			case "hashed": {
				const one = takeOnly(label.asked, open(said.ms));
				if (one) push(label.hashed, {
					...one,
					beganAt: [atMs]
				});
				else label.broken = true;
				return;
			}
			case "not-hashed":
			case "key": {
				const { language = null, prints = [] } = takeOnly(label.hashed, open(0)) ?? {};
				if (found.length >= mostCompilations) {
					dropped = true;
					return;
				}
				const key = said.kind === "key" ? said.key : null;
				const member = {
					label: name,
					key,
					language,
					prints,
					compileMs: null,
					why: null,
					group: newGroup()
				};
				member.group.members.push(member);
				found.push(member);
				if (key === null) member.group.ends.failed = 1;
				else push(label.waiting, {
					beganAt: [atMs],
					maybe: [member]
				});
				return;
			}
			case "looked-up": {
				const step = takeStep(label.waiting, open(said.ms));
				if (step === void 0) {
					label.broken = true;
					return;
				}
				const [first] = step.maybe;
				if (!first) return;
				first.group[said.found ? "hits" : "misses"] += 1;
				if (step.maybe.length === 1) first.why = said.why;
				if (!said.found) push(label.compiling, {
					beganAt: [atMs],
					maybe: step.maybe
				});
				return;
			}
			case "damaged":
				relookUp(label, found, name, atMs);
				return;
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
			compilations: found.map((one) => {
				return conclude(one, labels.get(one.label) ?? newLabel(), complete);
			})
		};
	};
	return {
		take,
		finish
	};
}
/** A hit whose entry turned out damaged is compiled after all. Without a doubt only when it is the label's last one. */
function relookUp(label, found, name, atMs) {
	const one = found.findLast((known) => known.label === name);
	if (!one || one.group.members.length > 1 || one.group.hits !== 1) {
		label.broken = true;
		return;
	}
	one.group.hits = 0;
	one.group.misses = 1;
	one.why = "the entry is damaged";
	push(label.compiling, {
		beganAt: [atMs],
		maybe: [one]
	});
}
function conclude(one, label, complete) {
	const { key, language, prints, why, group } = one;
	const outcome = label.broken ? "unknown" : outcomeOf(group, complete && !label.stray);
	return {
		label: one.label,
		language,
		entry: key?.length === 64 ? `${key[0]}/${key[1]}/${key}` : null,
		outcome,
		compileMs: outcome === "unknown" || outcome === "hit" ? null : one.compileMs,
		why: outcome === "unknown" || outcome === "hit" ? null : why,
		prints
	};
}
function outcomeOf({ members, hits, misses, ends }, sure) {
	const all = members.length;
	if (hits === all) return "hit";
	if (ends.stored === all) return "miss";
	if (ends.failed === all) return "failed";
	if (ends["not-cacheable"] === all) return "not-cacheable";
	const ended = ends.stored + ends.failed + ends["not-cacheable"];
	if (misses !== all || ended > 0) return "unknown";
	return sure ? "failed" : "unknown";
}
/** Takes the one that must have begun then; of several that differ, nothing is known of each from now on. */
function takeOnly(open, when) {
	const matching = matches(open, when);
	const [first] = matching;
	if (!first) return void 0;
	open.splice(open.indexOf(first), 1);
	const beganAt = allBegun(matching);
	const isOne = matching.every(({ prints }) => prints.join("\n") === first.prints.join("\n"));
	const isSame = matching.every(({ language }) => language === first.language);
	const known = isOne ? {} : {
		language: isSame ? first.language : null,
		prints: []
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
/** Takes the step that must have begun then; of several each may be any of them from now on. */
function takeStep(open, when) {
	const matching = matches(open, when);
	const [first] = matching;
	if (!first) return void 0;
	open.splice(open.indexOf(first), 1);
	const beganAt = allBegun(matching);
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
function push(list, one) {
	list.push(one);
	if (list.length > mostOpen) list.shift();
}
function newLabel() {
	return {
		asked: [],
		hashed: [],
		waiting: [],
		compiling: [],
		broken: false,
		stray: false
	};
}
function newGroup() {
	return {
		members: [],
		hits: 0,
		misses: 0,
		ends: {
			stored: 0,
			failed: 0,
			"not-cacheable": 0
		}
	};
}
// src/sccache/server/log-lines.ts
/** https://github.com/mozilla/sccache/blob/main/src/compiler/compiler.rs `get_cached_or_compile`, 0.7.7 to 0.19.0 */
const shape = /^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z) +[A-Z]+ +sccache::compiler::compiler\] \[(.*?)\]: (get_cached_or_compile: \[|generate_hash_key took |process error: |Hash key: |Cache |Failed to decompress object|Compiled in )(.*)$/s;
/** The lookups that found nothing for another reason than that the entry is not there. */
const missReasons = {
	miss: null,
	none: "SCCACHE_NO_CACHE is set",
	recache: "SCCACHE_RECACHE is set",
	"read error": "the entry cannot be read",
	"timed out": "the lookup took too long"
};
/** What `line` tells of a compilation, or undefined when it tells nothing. */
function parseLogLine(line) {
	const match = shape.exec(line);
	if (!match) return void 0;
	const [, time = "", millis, label = "", start = "", rest = ""] = match;
	const said = parseSaid(start, rest);
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
	SCCACHE_LOG: "sccache::compiler::compiler=debug",
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
	const log = follow();
	try {
		const whole = await eachLine(file, log);
		return log.finish(whole);
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return void 0;
		throw error;
	}
}
/** Feeds all lines to `log`. False when the last one has no end. */
async function eachLine(file, log) {
	let line = "";
	let ended = true;
	const take = (text) => {
		if (line.length < longestLine) line += text.slice(0, longestLine - line.length);
	};
	for await (const chunk of createReadStream(file, {
		encoding: "utf8",
		highWaterMark: 1 << 18
	})) {
		const pieces = chunk.split("\n");
		for (const [i, piece] of pieces.entries()) {
			take(piece);
			if (i === pieces.length - 1) continue;
			const parsed = parseLogLine(line);
			if (parsed) log.take(parsed);
			line = "";
		}
		ended = pieces.at(-1) === "" && line === "";
	}
	return ended;
}
export { makeReport as a, openServer as i, readBuildLog as n, tellingPrints as r, logVariables as t };

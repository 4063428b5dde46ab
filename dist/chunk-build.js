import { d as judgeRun } from "./chunk-worth.js";
import { a as sumBytes } from "./chunk-room.js";
import { o as limits } from "./chunk-checks.js";
import { n as isOfFamily, t as isFresh } from "./chunk-key.js";
import { n as reason, t as causeOfMiss } from "./chunk-classify.js";
import { i as isForWantOfRoom, n as evictReasons, r as evictRemedies } from "./chunk-plan.js";
import { d as notCacheableOf, f as nothingLookedUp, l as callsOf, n as remedyFor, p as explainNotCacheable, u as mostCalls } from "./chunk-limits.js";
import { d as indexPast } from "./chunk-log.js";
import { t as samePlace } from "./chunk-same-place.js";
import { i as placeOf, y as textOf } from "./chunk-server.js";
import { i as reportBuild } from "./chunk-make-report.js";
import { i as scopesOf } from "./chunk-scopes.js";
import { r as restoredBy } from "./chunk-handoff.js";
import { l as isOwn, p as placedBy } from "./chunk-candidates.js";
import { join } from "node:path";
// src/report/explain/evictions.ts
/** Why the bundles left entries out, by `shortName`. */
function evictions({ overlay, ...base }) {
	return new Map([base, overlay].flatMap((bundle) => bundle ? evictionsOf(bundle) : []));
}
function evictionsOf({ evicted = {}, limitedBy, created }) {
	const day = (/* @__PURE__ */ new Date(created * 1e3)).toISOString().slice(0, 10);
	const isRule = (rule) => Object.hasOwn(evictReasons, rule);
	const remedyOf = (rule) => isForWantOfRoom(rule) ? remedyFor(limitedBy) : evictRemedies[rule];
	const reasonOf = (rule) => isRule(rule) ? reason("evicted", `Evicted: ${evictReasons[rule]} (${day})`, remedyOf(rule)) : reason("evicted", `Evicted: ${rule} (${day})`);
	return Object.entries(evicted).flatMap(([rule, names]) => {
		const why = reasonOf(rule);
		return names.map((name) => [name, why]);
	});
}
// src/report/explain/whole-build.ts
/** What keeps a whole build from hitting, whatever it compiled; undefined when nothing of the kind is known. */
function wholeBuildCause({ statistics, directory }) {
	if (!statistics) return reason("server-died", "sccache's server had ended before it was asked for its statistics", "Do not stop it during the build (sccache --stop-server), and look for a crash or lack of memory in the job's log.");
	if (statistics.compileRequests === 0 && statistics.hits.total + statistics.misses.total === 0) return reason("never-called", "sccache was never called", "Check that RUSTC_WRAPPER is set where cargo runs, that .cargo/config.toml does not override it, and for C or C++ set wrap: cmake. If everything was up to date, there is nothing to do.");
	const place = placeOf(statistics);
	switch (place.kind) {
		case "unknown":
		case "levels": return;
		case "elsewhere": return reason("other-place", `sccache kept its entries elsewhere: ${statistics.cacheLocation}`, "Unset the variables of sccache's other backends (SCCACHE_GHA_ENABLED, SCCACHE_BUCKET, SCCACHE_REDIS, …).");
		case "directory":
			if (samePlace(place.path, directory)) return void 0;
			return reason("other-place", `sccache used another directory: ${place.path}, not ${directory}`, "Do not set SCCACHE_DIR after the restore step, and start no other sccache server.");
	}
}
/** Why calls were not looked up: nothing was for another reason, and those that are not cacheable. */
function causesOfCalls(statistics) {
	return statistics ? [...notLookedUp(statistics), ...notCacheable(statistics)] : [];
}
/** What kept all calls from being looked up, where it is not that they are not cacheable. */
function notLookedUp(statistics) {
	const calls = callsOf(statistics);
	if (calls.lookedUp > 0) return [];
	const { kind, calls: number } = mostCalls(calls);
	if (kind === "notCacheable" || number === 0) return [];
	const detail = nothingLookedUp(calls).replace(/^./, (first) => first.toUpperCase());
	return [asCause(reason("not-looked-up", detail, lookUpRemedies[kind] ?? null), number)];
}
const lookUpRemedies = {
	errors: "Look for sccache's error in the build's output: a compiler that does not run and a syntax error are among them.",
	notCached: "Unset SCCACHE_NO_CACHE."
};
function notCacheable(statistics) {
	return explainNotCacheable(notCacheableOf(statistics)).map(({ meaning, remedy, calls }) => asCause(reason("not-cacheable", `Not cacheable: ${meaning}`, remedy), calls));
}
/** A reason as the cause of so many compilations, of which no more is known. */
function asCause(why, compilations) {
	return {
		...why,
		compilations,
		seconds: null,
		labels: []
	};
}
// src/report/explain/explain.ts
/**
* Why compilations missed: every one of them by class where the server's log names them, else by what is known of the
* whole build. The most expensive cause comes first; undefined when nothing missed.
*/
function explain(facts) {
	const whole = wholeBuildCause(facts);
	if (whole) return {
		causes: [asCause(whole, facts.statistics?.misses.total ?? null)],
		misses: []
	};
	const misses = facts.compilations ? explainEach(facts, facts.compilations) : [];
	const all = [...facts.compilations ? withUnnamed(groupCauses(misses), misses.length, facts) : guess(facts), ...causesOfCalls(facts.statistics)];
	if (all.length === 0) return void 0;
	return {
		causes: all.sort(byCost),
		misses: misses.map(({ remedy: _, ...miss }) => miss)
	};
}
function explainEach(facts, compilations) {
	const hits = compilations.filter(({ outcome }) => outcome === "hit").map(({ language }) => language);
	const reasonOf = reasonsOf(facts, new Set(hits));
	return compilations.filter(({ outcome }) => outcome === "miss").map((miss) => ({
		label: miss.label,
		seconds: miss.compileMs === null ? null : miss.compileMs / 1e3,
		...reasonOf(miss)
	}));
}
/** The causes and one of those misses that the statistics count and the log does not name. */
function withUnnamed(causes, named, { statistics, past, restore }) {
	const unnamed = (statistics?.misses.total ?? 0) - named;
	if (unnamed <= 0) return [...causes];
	const unknown = reason("unknown", "Not known: sccache's log does not name these compilations");
	const rest = asCause(past ? unknown : nothingRestored(restore), unnamed);
	const same = causes.find((cause) => cause.class === rest.class && cause.detail === rest.detail);
	if (!same) return [...causes, rest];
	return causes.map((cause) => cause === same ? {
		...same,
		compilations: (same.compilations ?? 0) + unnamed
	} : cause);
}
/** Tells of each compilation why it missed. */
function reasonsOf({ past, restore, ...facts }, hits) {
	if (!past) return () => nothingRestored(restore);
	const known = {
		...facts,
		past: indexPast(past),
		hits,
		evicted: evictions(past)
	};
	return (miss) => causeOfMiss(miss, known);
}
/** Without the log nobody knows which compilation missed; what differs from the last run is a good guess all the same. */
function guess(facts) {
	const { misses, hits } = facts.statistics ?? {};
	if (!misses?.total) return [];
	const [label = ""] = facts.past?.entries.flatMap((entry) => entry.label ?? []) ?? [];
	const missed = languagesOf(misses);
	const miss = {
		label,
		outcome: "miss",
		language: missed.length === 1 ? missed[0] ?? null : null,
		entry: null,
		compileMs: null,
		why: null,
		prints: []
	};
	return [asCause(reasonsOf(facts, new Set(hits && languagesOf(hits)))(miss), misses.total)];
}
/** sccache counts by names such as `Rust`, `C/C++` and `CUDA`. */
function languagesOf({ byLanguage }) {
	const counted = Object.entries(byLanguage).filter(([, count]) => count > 0);
	return [...new Set(counted.map(([name]) => name === "Rust" ? "rust" : "c"))];
}
function nothingRestored(outcome) {
	const nothing = (why, remedy = null) => reason("nothing-restored", `Nothing was restored: ${why}`, remedy);
	switch (outcome?.kind) {
		case void 0: return nothing("no restore step ran before this build", "Run the restore step before the build.");
		case "missed": return nothing("there is no bundle for this key or its fallbacks yet");
		case "found": return nothing("lookup-only is true", "Set lookup-only to false.");
		case "skipped": return nothing(outcome.why);
		case "restored": return nothing("the list of what was restored is lost");
		case "failed": return nothing(outcome.why, remedies[outcome.failure] ?? "Run the job again. If it fails likewise, the message says what to change.");
	}
}
const remedies = {
	"no-room": "Free disk space before the restore step, or raise SCCACHE_CACHE_SIZE if you set it.",
	"no-memory": "Give the job more memory, or set threads or segment-size lower.",
	damaged: "Nothing to do: the next save replaces the damaged bundle.",
	"not-signed": "Nothing to do if the keys have just changed: the next save of a job with a signing key replaces the bundle.",
	"no-store": "Set the store input to a store that exists here.",
	denied: "Check the credentials and rights for the store."
};
const mostLabels = 10;
/** What a user knows a compilation by: the crate `cc` puts a digest of the folder before the name of an object. */
function sourceOf(label) {
	return label.replace(/^[0-9a-f]{16}-(?=.+\.o$)/, "");
}
function groupCauses(misses) {
	return [...Map.groupBy(misses, (miss) => `${miss.class}\n${miss.detail}`).values()].flatMap((group) => {
		const dear = group.toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0));
		const known = group.flatMap(({ seconds }) => seconds ?? []);
		return group.slice(0, 1).map(({ class: name, detail, remedy }) => ({
			...reason(name, detail, remedy),
			compilations: group.length,
			seconds: known.length > 0 ? known.reduce((sum, one) => sum + one, 0) : null,
			labels: [...new Set(dear.map(({ label }) => sourceOf(label)))].slice(0, mostLabels)
		}));
	});
}
/** What took longest comes first; calls that were not cacheable last, unless somebody can do something about them. */
function byCost(a, b) {
	const late = (cause) => Number(cause.class === "not-cacheable" && cause.remedy === null);
	return late(a) - late(b) || (b.seconds ?? 0) - (a.seconds ?? 0) || (b.compilations ?? 0) - (a.compilations ?? 0);
}
/**
* The crates of a workspace itself, named as rustc names them, from the text of its Cargo.lock: those without a source.
* Empty for what is no such file.
*/
function workspaceCrates(lockfile) {
	const own = lockfile.split(/^\[\[package\]\]$/m).slice(1).flatMap((text) => {
		const name = /^name = "([^"]+)"$/m.exec(text)?.[1];
		return name === void 0 || /^source = /m.test(text) ? [] : [name.replaceAll("-", "_")];
	});
	return new Set(own);
}
// src/flow/evidence/build.ts
/** All that its save is decided by, for a job that its restore knew as `job`. */
function contentsOf(job, build) {
	const { config, context, keys, directory, toolchain, rawAtSource, base, overlay, sccache } = job;
	const { statistics, source, ...end } = build;
	return {
		config,
		context,
		keys,
		directory,
		toolchain,
		rawAtSource,
		base,
		overlay,
		...end,
		notUsed: sccache.path === null ? sccache.why : null,
		sccacheVersion: sccache.path === null ? null : sccache.version,
		run: judgeBuild(job, build),
		restoredAtMs: job.readyAtMs ?? end.nowMs,
		ownReadAtMs: Math.max(...[base, overlay].map(readAtMsOf)),
		ownRef: scopesOf(context).own
	};
}
/** A bundle that came damaged was read by this job too. */
function readAtMsOf(part) {
	return restoredBy(part)?.readAtMs ?? (part.kind === "failed" ? part.readAtMs : null) ?? 0;
}
/** Judges the build of a job, and records it. */
function judgeBuild({ config, context, keys, base, overlay, restoreMs }, { status, statistics, source, entries, past, nowMs }) {
	const used = entries.filter(({ usedByThisRun }) => usedByThisRun);
	const counts = statistics && {
		hits: statistics.hits.total,
		misses: statistics.misses.total,
		failed: statistics.compileFails + statistics.errors.total
	};
	const before = past.base && isOwn(past.base, keys) ? past.base.manifest : void 0;
	const restored = past.base && isOfFamily(past.base.key, keys) ? placedBy(past.base) : 0;
	const history = before?.history ?? [];
	const verdict = judgeRun({
		status,
		counts,
		useKnown: source !== "unknown",
		used: used.length,
		restored,
		history
	}, config.evict);
	const costs = used.filter(({ fresh, added }) => !fresh && !added).flatMap(({ costMs }) => costMs ?? []);
	const bundles = [base, overlay].flatMap((part) => restoredBy(part) ?? []);
	const record = {
		id: context.run?.id ?? null,
		endedAt: Math.floor(nowMs / 1e3),
		complete: verdict.complete,
		used: used.length,
		hits: counts?.hits ?? null,
		misses: counts?.misses ?? null,
		compileFails: counts?.failed ?? null,
		savedMs: costs.length === 0 ? null : costs.reduce((sum, ms) => sum + ms, 0),
		hitsWithTime: costs.length,
		restoreMs: Math.min(limits.count, Math.max(0, Math.round(restoreMs))),
		bundleBytes: bundles.length === 0 ? null : sumBytes(bundles)
	};
	return {
		...verdict,
		record
	};
}
/** What a report says of a job until its build has ended: the restore, how the build went, and why compilations missed. */
function reportOfBuild(facts) {
	const { handoff, past, statistics, source, entries } = facts;
	const compilations = source === "log" ? facts.log?.compilations : void 0;
	const hits = entries.filter(({ fresh, usedByThisRun }) => usedByThisRun && !fresh);
	const hitEntries = source === "unknown" ? void 0 : hits.map(({ name }) => name);
	const costMs = (name) => past.entries.get(name)?.costMs;
	return {
		step: "save",
		key: handoff.keys,
		restore: {
			outcome: handoff.outcome,
			seconds: handoff.restoreMs / 1e3,
			phases: handoff.restorePhases
		},
		build: reportBuild({
			statistics,
			noCounts: whyNoCounts(handoff),
			compilations,
			hitEntries,
			costMs
		}),
		explanation: explainBuild(facts, compilations) ?? null,
		history: historyBefore(past, handoff.keys)
	};
}
/** The runs of this job before: those of its overlay's pull request, or else those of the base, where that is of its family. */
function historyBefore({ base, overlay }, keys) {
	return (overlay ?? (base && isOwn(base, keys) ? base : void 0))?.manifest?.history ?? [];
}
/** Why a build that nothing counted has no counts. */
function whyNoCounts({ server, sccache }) {
	if (server) return { kind: "no-answer" };
	return {
		kind: "no-server",
		why: sccache.path === null ? sccache.why : "no restore step started a server in this job, and no other one answered"
	};
}
/** Why compilations missed; undefined when nothing did, or the job had no server that could tell. */
function explainBuild({ handoff, past, statistics, environment }, compilations) {
	if (!handoff.server && !statistics) return void 0;
	const manifest = past.base?.manifest ?? past.overlay?.manifest;
	const lockfile = textOf(join(handoff.context.workspace, "Cargo.lock"));
	return explain({
		restore: handoff.outcome,
		past: manifest && {
			...manifest,
			overlay: past.overlay?.manifest,
			entries: [...past.entries.values()]
		},
		now: {
			toolchain: handoff.toolchain,
			environment
		},
		lockfilesChanged: lockfilesChanged(handoff, past.base),
		ownCrates: lockfile === void 0 ? void 0 : workspaceCrates(lockfile),
		statistics,
		directory: handoff.directory,
		compilations
	});
}
/** A key of the same family that is not as fresh was made of other lockfiles, where lockfiles are what ends it. */
function lockfilesChanged({ keys, config }, base) {
	if (!base || !config.strategy.startsWith("lockfile")) return void 0;
	if (isFresh(base.key, keys)) return false;
	return isOfFamily(base.key, keys) ? true : void 0;
}
export { reportOfBuild as n, contentsOf as t };

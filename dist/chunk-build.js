import { h as judgeRun, n as evictReasons } from "./chunk-plan.js";
import { T as isOfFamily, o as sumBytes, w as isFresh } from "./chunk-room.js";
import { o as limits } from "./chunk-checks.js";
import { Z as scopesOf, i as restoredBy, n as outcomeOf, nt as placeOf } from "./chunk-handoff.js";
import { i as reportBuild, o as explainNotCacheable } from "./chunk-make-report.js";
import { n as reason, t as causeOfMiss } from "./chunk-classify.js";
import { s as readText } from "./chunk-sccache-config.js";
import { join } from "node:path";
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
	const all = [...facts.compilations ? groupCauses(misses) : guess(facts), ...notCacheable(facts.statistics)];
	if (all.length === 0) return void 0;
	return {
		causes: all.sort(byCost),
		misses: misses.map(({ remedy: _, ...miss }) => miss)
	};
}
function explainEach(facts, compilations) {
	const reasonOf = reasonsOf(facts, compilations.some(({ outcome, language }) => outcome === "hit" && language === "rust"));
	return compilations.filter(({ outcome }) => outcome === "miss").map((miss) => ({
		label: miss.label,
		seconds: miss.compileMs === null ? null : miss.compileMs / 1e3,
		...reasonOf(miss)
	}));
}
/** Tells of each compilation why it missed. */
function reasonsOf({ past, restore, ...facts }, rustHits) {
	if (!past) return () => nothingRestored(restore);
	const known = {
		...facts,
		past,
		rustHits,
		evicted: evictions(past)
	};
	return (miss) => causeOfMiss(miss, known);
}
/** Without the log nobody knows which compilation missed; what differs from the last run is a good guess all the same. */
function guess(facts) {
	const misses = facts.statistics?.misses.total ?? 0;
	if (misses === 0) return [];
	const rustHits = (facts.statistics?.hits.byLanguage["Rust"] ?? 0) > 0;
	const [label = ""] = facts.past?.entries.flatMap((entry) => entry.label ?? []) ?? [];
	return [asCause(reasonsOf(facts, rustHits)({
		label,
		outcome: "miss",
		language: null,
		entry: null,
		compileMs: null,
		why: null,
		prints: []
	}), misses)];
}
function nothingRestored(outcome) {
	const nothing = (why, remedy = null) => reason("nothing-restored", `Nothing was restored: ${why}`, remedy);
	switch (outcome?.kind) {
		case void 0: return nothing("no restore step ran before this build", "Run the restore step before the build.");
		case "missed": return nothing("there is no bundle for this key or its fallbacks yet");
		case "found": return nothing("lookup-only is true", "Set lookup-only to false.");
		case "skipped": return nothing(outcome.why);
		case "restored": return nothing("the list of what was restored is lost");
		case "failed": return nothing(outcome.why, remedies[outcome.failure] ?? "Run the job again: the store did not answer.");
	}
}
const remedies = {
	"no-room": "Free disk space before the restore step, or raise SCCACHE_CACHE_SIZE if you set it.",
	damaged: "Nothing to do: the next save replaces the damaged bundle.",
	"not-signed": "Nothing to do if the keys have just changed: the next save of a job with a signing key replaces the bundle.",
	"no-store": "Set the store input to a store that exists here.",
	denied: "Check the credentials and rights for the store."
};
function notCacheable(statistics) {
	return explainNotCacheable(statistics?.nonCacheable ?? {}).map(({ meaning, remedy, calls }) => asCause(reason("not-cacheable", `Not cacheable: ${meaning}`, remedy), calls));
}
const mostLabels = 10;
function groupCauses(misses) {
	return [...Map.groupBy(misses, (miss) => `${miss.class}\n${miss.detail}`).values()].flatMap((group) => {
		const dear = group.toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0));
		const known = group.flatMap(({ seconds }) => seconds ?? []);
		return group.slice(0, 1).map(({ class: name, detail, remedy }) => ({
			...reason(name, detail, remedy),
			compilations: group.length,
			seconds: known.length > 0 ? known.reduce((sum, one) => sum + one, 0) : null,
			labels: [...new Set(dear.map(({ label }) => label))].slice(0, mostLabels)
		}));
	});
}
function asCause(why, compilations) {
	return {
		...why,
		compilations,
		seconds: null,
		labels: []
	};
}
/** What took longest comes first; calls that were not cacheable last, unless somebody can do something about them. */
function byCost(a, b) {
	const late = (cause) => Number(cause.class === "not-cacheable" && cause.remedy === null);
	return late(a) - late(b) || (b.seconds ?? 0) - (a.seconds ?? 0) || (b.compilations ?? 0) - (a.compilations ?? 0);
}
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
			if (place.path === directory) return void 0;
			return reason("other-place", `sccache used another directory: ${place.path}, not ${directory}`, "Do not set SCCACHE_DIR after the restore step, and start no other sccache server.");
	}
}
const evictionRemedies = {
	unused: "Set evict: budget-only to keep entries that complete runs do not use.",
	"too-old": "Raise max-age, or leave it unset.",
	"over-budget": "Raise max-size.",
	larger: "Raise max-size."
};
/** Why a bundle left entries out, by `shortName`. */
function evictions({ evicted = {}, created }) {
	const day = (/* @__PURE__ */ new Date(created * 1e3)).toISOString().slice(0, 10);
	const isRule = (rule) => Object.hasOwn(evictReasons, rule);
	const reasonOf = (rule) => isRule(rule) ? reason("evicted", `Evicted: ${evictReasons[rule]} (${day})`, evictionRemedies[rule]) : reason("evicted", `Evicted: ${rule} (${day})`);
	const all = Object.entries(evicted);
	return new Map(all.flatMap(([rule, names]) => names.map((name) => [name, reasonOf(rule)])));
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
		hasSccache: sccache !== null,
		sccacheVersion: sccache?.version ?? null,
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
	const before = past.base && isOfFamily(past.base.key, keys) ? past.base.manifest : void 0;
	const restored = past.base?.manifest?.entries.length ?? 0;
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
	const { handoff, past, statistics, compilations, hitEntries } = facts;
	const costMs = (name) => past.entries.get(name)?.costMs;
	const restored = restoredBy(handoff.base) ? past.base : past.overlay;
	const outcome = outcomeOf(handoff, {
		ref: restored?.manifest?.ref ?? null,
		entries: [...past.entries.values()],
		laidOver: past.overlay?.manifest?.entries.length ?? 0
	});
	return {
		step: "save",
		key: handoff.keys,
		restore: {
			outcome,
			seconds: handoff.restoreMs / 1e3,
			phases: handoff.restorePhases
		},
		build: reportBuild({
			statistics,
			compilations,
			hitEntries,
			costMs
		}),
		explanation: explainBuild(facts, outcome) ?? null,
		history: past.base?.manifest?.history ?? []
	};
}
/** Why compilations missed; undefined when nothing did, or no sccache was used. */
function explainBuild(facts, restore) {
	const { handoff, past, statistics, compilations, environment } = facts;
	if (!handoff.sccache) return void 0;
	const manifest = past.base?.manifest ?? past.overlay?.manifest;
	const lockfile = readText(join(handoff.context.workspace, "Cargo.lock"));
	return explain({
		restore,
		past: manifest && {
			...manifest,
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

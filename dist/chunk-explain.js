import { a as sumBytes } from "./chunk-room.js";
import { P as placeOf, at as isOfFamily, it as isFresh, r as restoredBy } from "./chunk-handoff.js";
import { a as mostAlike, i as evictions, n as differingArguments, o as shortName, r as differingNames, s as workspaceCrates, t as describeArguments } from "./chunk-differences.js";
import { a as reportBuild, s as describeReason } from "./chunk-make-report.js";
import "./chunk-surroundings.js";
import { a as firstOf } from "./chunk-words.js";
import { join } from "node:path";
import { readFile } from "node:fs/promises";
// src/report/explain/classify.ts
function reason(name, detail, remedy = null) {
	return {
		class: name,
		detail,
		remedy
	};
}
/** Why one compilation missed although something was restored. The causes exclude each other in this order. */
function causeOfMiss(miss, facts) {
	return causeOfLookup(miss, facts) ?? causeOfName(miss, facts) ?? causeOfCompiler(miss, facts) ?? causeOfEnvironment(miss, facts) ?? causeOfArguments(miss, facts) ?? causeOfPath(miss, facts) ?? causeOfLockfile(miss, facts) ?? reason("changed", "Its source, a crate that it depends on, or a variable that it reads has changed");
}
/** The entry itself: damaged, removed, never saved. */
function causeOfLookup({ entry, why }, { past, evicted, statistics }) {
	if (why !== null && /damaged|cannot be read/.test(why)) return reason("damaged", "The entry is damaged or cannot be read", "Nothing to do once: it was compiled anew and replaces the old one. If it happens again, check the disk and who owns the files.");
	if (why !== null) return reason("environment", `The lookup was skipped: ${why}`, "Unset the variable to fill the cache.");
	const rule = entry === null ? void 0 : evicted.get(shortName(entry));
	if (rule) return reason("evicted", `Evicted: ${rule.rule}`, rule.remedy);
	if (entry === null || !past.entries.some(({ name }) => name === entry)) return void 0;
	const { cacheSizeBytes = 0, maxCacheSizeBytes = Number.POSITIVE_INFINITY } = statistics ?? {};
	return cacheSizeBytes > maxCacheSizeBytes * .7 ? reason("evicted", "sccache itself removed the entry: its directory had reached SCCACHE_CACHE_SIZE", "Raise SCCACHE_CACHE_SIZE, or leave it unset.") : reason("damaged", "The entry was restored, but sccache could not use it", "Check that nothing else changes sccache's directory during the job, and who owns the files.");
}
/** A crate or source that no restored entry was made from. */
function causeOfName({ label }, { past }) {
	if (past.entries.every((entry) => entry.label === null)) return reason("unknown", "The bundle does not tell what its entries were made from");
	if (past.entries.some((entry) => entry.label === label)) return void 0;
	return reason("new", "New: no earlier run compiled it");
}
function causeOfCompiler({ language }, { past, now, rustHits }) {
	if (language === "c" || rustHits || past.toolchain === null || now.toolchain === null) return void 0;
	if (past.toolchain === now.toolchain) return void 0;
	return reason("compiler", `Another compiler: ${now.toolchain}; the bundle is of ${past.toolchain}`, "Nothing to do after an update. To update when you choose, pin the version in rust-toolchain.toml.");
}
/** Every CARGO_* variable is part of every Rust key, so when one Rust compilation hit, none of them is the reason. */
function causeOfEnvironment({ language }, { past, now, rustHits }) {
	const relevant = differingNames(past.environment, now.environment).filter((name) => {
		if (name === "PWD") return false;
		if (language === "c") return /^(CC|CXX|.*FLAGS|SOURCE_DATE_EPOCH)$/.test(name);
		return !(rustHits && /^(CARGO_|RUSTUP_)/.test(name));
	});
	if (relevant.length === 0) return void 0;
	const verb = relevant.length === 1 ? "differs" : "differ";
	const one = relevant.length === 1 ? relevant[0] : "these variables";
	return reason("environment", `${firstOf(relevant, 5)} ${verb} from the run that saved the bundle`, relevant.includes("CARGO_HOME") ? "sccache's keys hold the path of CARGO_HOME: set it to the same path in every job that shares this bundle." : `sccache's keys depend on ${one}: set it to the same value in every job that shares this bundle, for the whole job.`);
}
function causeOfArguments({ label, prints }, facts) {
	if (prints.length === 0) return void 0;
	const before = mostAlike(facts.past.entries.filter((entry) => entry.label === label), prints);
	if (!before?.prints) return void 0;
	const { kind, names } = describeArguments(differingArguments(before.prints, prints));
	switch (kind) {
		case "profile": return reason("arguments", `The profile differs: ${firstOf(names, 5)}`, "Build with the same profile, or give this job a bundle of its own (shared-key).");
		case "features": return reason("arguments", "The crate's features or cfg flags differ", "Build with the same features, or give this job a bundle of its own (shared-key).");
		case "options": return reason("arguments", `Other flags: ${firstOf(names, 5)}`, "Pass the same flags in every job that shares this bundle (RUSTFLAGS, CFLAGS, .cargo/config.toml).");
		case "source-path":
			if (differsIn("PWD", facts) && facts.lockfilesChanged !== true) return void 0;
			return reason("lockfile", "Another version of the crate, or its source is at another path");
		case "none": return;
	}
}
/** Whether a fact of the environment is known of both runs, and another one. */
function differsIn(name, { past, now }) {
	const [before, here] = [past.environment[name], now.environment[name]];
	return before !== void 0 && here !== void 0 && before !== here;
}
/** The directory in which a compiler runs is part of the key: for crates of a registry cargo's, for the others ours. */
function causeOfPath({ label, language }, facts) {
	const { ownCrates, rustHits } = facts;
	if (!differsIn("PWD", facts)) return void 0;
	if (rustHits && ownCrates && language !== "c" && !ownCrates.has(label)) return void 0;
	return reason("workspace-path", "The checkout is at another path", language === "c" ? "Check out at the same path in every job, or set SCCACHE_BASEDIRS to the checkout (sccache 0.14 or newer)." : "Check out at the same path in every job: sccache's keys hold the directory in which a crate is compiled.");
}
function causeOfLockfile({ label, language }, facts) {
	if (!facts.lockfilesChanged || language === "c" || facts.ownCrates?.has(label)) return void 0;
	return reason("lockfile", "The lockfile has changed: another version of the crate, or of one that it depends on");
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
	const all = [...facts.compilations ? groupCauses(misses) : guess(facts), ...notCacheable(facts.statistics)];
	if (all.length === 0) return void 0;
	return {
		causes: all.sort(byCost),
		misses: misses.map(({ remedy: _, ...miss }) => miss)
	};
}
function explainEach(facts, compilations) {
	const rustHits = compilations.some(({ outcome, language }) => outcome === "hit" && language === "rust");
	return compilations.filter(({ outcome }) => outcome === "miss").map((miss) => ({
		label: miss.label,
		seconds: miss.compileMs === null ? null : miss.compileMs / 1e3,
		...reasonOf(miss, facts, rustHits)
	}));
}
function reasonOf(miss, { past, restore, ...facts }, rustHits) {
	return past ? causeOfMiss(miss, {
		...facts,
		past,
		rustHits
	}) : nothingRestored(restore);
}
/** Without the log nobody knows which compilation missed; what differs from the last run is a good guess all the same. */
function guess(facts) {
	const misses = facts.statistics?.misses.total ?? 0;
	if (misses === 0) return [];
	const rustHits = (facts.statistics?.hits.byLanguage["Rust"] ?? 0) > 0;
	const [label = ""] = facts.past?.entries.flatMap((entry) => entry.label ?? []) ?? [];
	return [asCause(reasonOf({
		label,
		outcome: "miss",
		language: null,
		entry: null,
		compileMs: null,
		why: null,
		prints: []
	}, facts, rustHits), misses)];
}
function nothingRestored(outcome) {
	const [why, remedy] = whyNothing(outcome);
	return reason("nothing-restored", `Nothing was restored: ${why}`, remedy);
}
function whyNothing(outcome) {
	switch (outcome?.kind) {
		case void 0: return ["no restore step ran before this build", "Run the restore step before the build."];
		case "missed": return ["there is no bundle for this key or its fallbacks yet", null];
		case "found": return ["lookup-only is true", "Set lookup-only to false."];
		case "skipped": return [outcome.why, null];
		case "restored": return ["the list of what was restored is lost", null];
		case "failed": return [outcome.why, remedies[outcome.failure] ?? "Run the job again: the store did not answer."];
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
	return Object.entries(statistics?.nonCacheable ?? {}).map(([word, calls]) => {
		const { meaning, remedy } = describeReason(word);
		return asCause(reason("not-cacheable", `Not cacheable: ${meaning}`, remedy), calls);
	});
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
// src/flow/evidence/explain.ts
/** What a report says of a job until its build has ended: the restore, how the build went, and why compilations missed. */
async function reportOfBuild(facts) {
	const { handoff, past, statistics, compilations, hitEntries } = facts;
	const costMs = (name) => past.entries.get(name)?.costMs;
	return {
		step: "save",
		key: handoff.keys,
		restore: restoreReportOf(facts),
		build: reportBuild({
			statistics,
			compilations,
			hitEntries,
			costMs
		}),
		explanation: await explainBuild(facts) ?? null,
		history: past.base?.manifest?.history ?? []
	};
}
/** Why compilations missed; undefined when nothing did, or no sccache was used. */
async function explainBuild(facts) {
	const { handoff, past, statistics, compilations, environment } = facts;
	if (!handoff.sccache) return void 0;
	const manifest = past.base?.manifest ?? past.overlay?.manifest;
	return explain({
		restore: restoreReportOf(facts).outcome,
		past: manifest && {
			entries: [...past.entries.values()],
			toolchain: manifest.toolchain,
			sccacheVersion: manifest.sccacheVersion,
			environment: manifest.environment
		},
		now: {
			toolchain: handoff.toolchain,
			sccacheVersion: handoff.sccache.version,
			environment
		},
		lockfilesChanged: lockfilesChanged(handoff, past.base),
		ownCrates: await readOwnCrates(handoff.context.workspace),
		evicted: evictions(manifest?.evicted, manifest?.created ?? 0),
		statistics,
		directory: handoff.directory,
		compilations
	});
}
/** What restore did, from what it left. */
function restoreReportOf({ handoff, past }) {
	return {
		outcome: outcomeOf(handoff, past),
		seconds: handoff.restoreMs / 1e3,
		phases: handoff.restorePhases
	};
}
function outcomeOf({ base, overlay, keys }, past) {
	const below = restoredBy(base);
	const above = restoredBy(overlay);
	const first = below ?? above;
	if (!first) {
		if (base.kind !== "failed") return base.kind === "restored" ? { kind: "missed" } : base;
		return {
			kind: "failed",
			failure: base.failure,
			why: base.why
		};
	}
	const manifest = (below ? past.base : past.overlay)?.manifest;
	return {
		kind: "restored",
		key: first.key,
		fresh: isFresh(first.key, keys),
		ref: manifest?.ref ?? null,
		bundleBytes: first.bytes,
		entries: past.entries.size,
		entryBytes: sumBytes(past.entries.values()),
		overlay: below && above ? {
			key: above.key,
			bundleBytes: above.bytes,
			entries: past.overlay?.manifest?.entries.length ?? 0
		} : null
	};
}
/** A key of the same family that is not as fresh was made of other lockfiles, where lockfiles are what ends it. */
function lockfilesChanged({ keys, config }, base) {
	if (!base || !config.strategy.startsWith("lockfile")) return void 0;
	if (isFresh(base.key, keys)) return false;
	return isOfFamily(base.key, keys) ? true : void 0;
}
async function readOwnCrates(workspace) {
	try {
		return workspaceCrates(await readFile(join(workspace, "Cargo.lock"), "utf8"));
	} catch {
		return;
	}
}
export { reportOfBuild as t };

import { O as isFresh, P as fingerprint, _ as placeOf, k as isOfFamily } from "./chunk-job.js";
import { _ as evictions, b as workspaceCrates, g as differingNames, h as differingArguments, m as describeArguments, v as mostAlike, y as shortName } from "./chunk-past.js";
import { s as describeReason } from "./chunk-make-report.js";
import { a as firstOf } from "./chunk-words.js";
import { r as restoredBy } from "./chunk-parse-config.js";
import { join } from "node:path";
import { readFile } from "node:fs/promises";
// src/sccache/environment/environment-print.ts
/**
* Variables that sccache folds into the key of a Rust compilation, or that rustc and cargo read themselves: every
* CARGO_*, and flags. https://github.com/mozilla/sccache/blob/main/src/compiler/rust.rs (`generate_hash_key`)
*/
const relevant = /^(CARGO_.*|RUSTFLAGS|RUSTC_.*|RUSTUP_TOOLCHAIN|CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS|SOURCE_DATE_EPOCH)$/;
/** Names of what is, or may be, a secret: not even a fingerprint of it leaves the machine. */
const secret = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|_KEY$|AUTH/i;
/** A URL with a password in it, such as a proxy's. */
const secretValue = /:\/\/[^/\s]*@/;
/** What changes from run to run and from machine to machine without touching a key. */
const harmless = /^CARGO_(INSTALL_ROOT|MAKEFLAGS|BUILD_JOBS|REGISTR(Y|IES)_.*)$|^RUSTC(_WORKSPACE)?_WRAPPER$/;
/**
* Names and fingerprints of the variables, and of the two paths (CARGO_HOME, the workspace), that decide whether a later
* run can hit: when it misses, the one that differs is the reason. At most 100, in order of name; values are never kept.
*/
function printEnvironment(env, place) {
	const facts = place ? {
		CARGO_HOME: place.cargoHome,
		...env,
		["PWD"]: place.workspace
	} : {
		...env,
		["PWD"]: void 0
	};
	const names = Object.keys(facts).filter((name) => relevant.test(name) || place && name === "PWD").filter((name) => !secret.test(name) && !harmless.test(name) && name.length <= 100).filter((name) => facts[name] !== void 0 && !secretValue.test(facts[name])).sort().slice(0, 100);
	return Object.fromEntries(names.map((name) => [name, fingerprint(facts[name] ?? "")]));
}
// src/report/explain/classify.ts
/** Why one compilation missed although something was restored. The causes exclude each other in this order. */
function causeOfMiss(miss, facts) {
	return causeOfLookup(miss, facts) ?? causeOfName(miss, facts) ?? causeOfCompiler(miss, facts) ?? causeOfEnvironment(miss, facts) ?? causeOfArguments(miss, facts) ?? causeOfPath(miss, facts) ?? causeOfLockfile(miss, facts) ?? {
		class: "changed",
		detail: "Its source, a crate that it depends on, or a variable that it reads has changed",
		remedy: null
	};
}
/** The entry itself: damaged, removed, never saved. */
function causeOfLookup({ entry, why }, { past, evicted, statistics }) {
	if (why !== null && /damaged|cannot be read/.test(why)) return {
		class: "damaged",
		detail: "The entry is damaged or cannot be read",
		remedy: "Nothing to do once: it was compiled anew and replaces the old one. If it happens again, check the disk and who owns the files."
	};
	if (why !== null) return {
		class: "environment",
		detail: `The lookup was skipped: ${why}`,
		remedy: "Unset the variable to fill the cache."
	};
	const rule = entry === null ? void 0 : evicted.get(shortName(entry));
	if (rule) return {
		class: "evicted",
		detail: `Evicted: ${rule.rule}`,
		remedy: rule.remedy
	};
	if (entry === null || !past.entries.some(({ name }) => name === entry)) return void 0;
	const { cacheSizeBytes = 0, maxCacheSizeBytes = Number.POSITIVE_INFINITY } = statistics ?? {};
	return cacheSizeBytes > maxCacheSizeBytes * .7 ? {
		class: "evicted",
		detail: "sccache itself removed the entry: its directory had reached SCCACHE_CACHE_SIZE",
		remedy: "Raise SCCACHE_CACHE_SIZE, or leave it unset."
	} : {
		class: "damaged",
		detail: "The entry was restored, but sccache could not use it",
		remedy: "Check that nothing else changes sccache's directory during the job, and who owns the files."
	};
}
/** A crate or source that no restored entry was made from. */
function causeOfName({ label }, { past }) {
	if (past.entries.every((entry) => entry.label === null)) return {
		class: "unknown",
		detail: "The bundle does not tell what its entries were made from",
		remedy: null
	};
	if (past.entries.some((entry) => entry.label === label)) return void 0;
	return {
		class: "new",
		detail: "New: no earlier run compiled it",
		remedy: null
	};
}
function causeOfCompiler({ language }, { past, now, rustHits }) {
	if (language === "c" || rustHits || past.toolchain === null || now.toolchain === null) return void 0;
	if (past.toolchain === now.toolchain) return void 0;
	return {
		class: "compiler",
		detail: `Another compiler: ${now.toolchain}; the bundle is of ${past.toolchain}`,
		remedy: "Nothing to do after an update. To update when you choose, pin the version in rust-toolchain.toml."
	};
}
/** Every CARGO_* variable is part of every Rust key, so when one Rust compilation hit, none of them is the reason. */
function causeOfEnvironment({ language }, { past, now, rustHits }) {
	const relevant = differingNames(past.environment, now.environment).filter((name) => name !== "PWD").filter((name) => language === "c" ? /^(CC|CXX|.*FLAGS|SOURCE_DATE_EPOCH)$/.test(name) : !(rustHits && /^(CARGO_|RUSTUP_)/.test(name)));
	if (relevant.length === 0) return void 0;
	const verb = relevant.length === 1 ? "differs" : "differ";
	return {
		class: "environment",
		detail: `${firstOf(relevant, 5, (name) => name)} ${verb} from the run that saved the bundle`,
		remedy: remedyFor(relevant)
	};
}
function remedyFor(names) {
	const one = names.length === 1 ? names[0] : "these variables";
	if (names.includes("CARGO_HOME")) return "sccache's keys hold the path of CARGO_HOME: set it to the same path in every job that shares this bundle.";
	return `sccache's keys depend on ${one}: set it to the same value in every job that shares this bundle, for the whole job.`;
}
function causeOfArguments({ label, prints }, facts) {
	if (prints.length === 0) return void 0;
	const before = mostAlike(facts.past.entries.filter((entry) => entry.label === label), prints);
	if (!before?.prints) return void 0;
	const { kind, names } = describeArguments(differingArguments(before.prints, prints));
	const named = firstOf(names, 5, (name) => name);
	switch (kind) {
		case "profile": return {
			class: "arguments",
			detail: `The profile differs: ${named}`,
			remedy: "Build with the same profile, or give this job a bundle of its own (shared-key)."
		};
		case "features": return {
			class: "arguments",
			detail: "The crate's features or cfg flags differ",
			remedy: "Build with the same features, or give this job a bundle of its own (shared-key)."
		};
		case "options": return {
			class: "arguments",
			detail: `Other flags: ${named}`,
			remedy: "Pass the same flags in every job that shares this bundle (RUSTFLAGS, CFLAGS, .cargo/config.toml)."
		};
		case "source-path":
			if (differsIn("PWD", facts) && facts.lockfilesChanged !== true) return void 0;
			return {
				class: "lockfile",
				detail: "Another version of the crate, or its source is at another path",
				remedy: null
			};
		case "none": return;
	}
}
/** Whether a fact of the environment is known of both runs, and another one. */
function differsIn(name, { past, now }) {
	const [before, here] = [past.environment[name], now.environment[name]];
	return before !== void 0 && here !== void 0 && before !== here;
}
/** The directory in which a compiler runs is part of the key: for crates of a registry cargo's, for the others ours. */
function causeOfPath({ label, language }, { past, now, ownCrates, rustHits }) {
	if (!differsIn("PWD", {
		past,
		now
	})) return void 0;
	if (rustHits && ownCrates && language !== "c" && !ownCrates.has(label)) return void 0;
	return {
		class: "workspace-path",
		detail: "The checkout is at another path",
		remedy: language === "c" ? "Check out at the same path in every job, or set SCCACHE_BASEDIRS to the checkout (sccache 0.14 or newer)." : "Check out at the same path in every job: sccache's keys hold the directory in which a crate is compiled."
	};
}
function causeOfLockfile({ label, language }, { lockfilesChanged, ownCrates }) {
	if (!lockfilesChanged || language === "c" || ownCrates?.has(label)) return void 0;
	return {
		class: "lockfile",
		detail: "The lockfile has changed: another version of the crate, or of one that it depends on",
		remedy: null
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
	const all = [...facts.compilations ? groupCauses(misses) : guess(facts), ...notCacheable(facts.statistics)];
	if (all.length === 0) return void 0;
	return {
		causes: all.sort(byCost),
		misses: misses.map(({ remedy: _, ...miss }) => miss)
	};
}
function explainEach(facts, compilations) {
	const rustHits = compilations.some(({ outcome, language }) => outcome === "hit" && language === "rust");
	return compilations.filter(({ outcome }) => outcome === "miss").map((miss) => {
		const reason = reasonOf(facts, miss, rustHits);
		return {
			label: miss.label,
			seconds: miss.compileMs === null ? null : miss.compileMs / 1e3,
			...reason
		};
	});
}
function reasonOf(facts, miss, rustHits) {
	return facts.past ? causeOfMiss(miss, {
		...facts,
		past: facts.past,
		rustHits
	}) : nothingRestored(facts.restore);
}
/** Without the log nobody knows which compilation missed; what differs from the last run is a good guess all the same. */
function guess(facts) {
	const misses = facts.statistics?.misses.total ?? 0;
	if (misses === 0) return [];
	if (!facts.past) return [asCause(nothingRestored(facts.restore), misses)];
	const rustHits = (facts.statistics?.hits.byLanguage["Rust"] ?? 0) > 0;
	const [label] = facts.past.entries.flatMap((entry) => entry.label ?? []);
	return [asCause(causeOfMiss({
		label: label ?? "",
		language: null,
		entry: null,
		outcome: "miss",
		compileMs: null,
		why: null,
		prints: []
	}, {
		...facts,
		past: facts.past,
		rustHits
	}), misses)];
}
function nothingRestored(outcome) {
	return {
		class: "nothing-restored",
		detail: `Nothing was restored: ${outcome ? restoreWords(outcome) : "no restore step ran before this build"}`,
		remedy: restoreRemedy(outcome)
	};
}
function restoreWords(outcome) {
	switch (outcome.kind) {
		case "missed": return "there is no bundle for this key or its fallbacks yet";
		case "found": return "lookup-only is true";
		case "skipped":
		case "failed": return outcome.why;
		case "restored": return "the list of what was restored is lost";
	}
}
function restoreRemedy(outcome) {
	if (!outcome) return "Run the restore step before the build.";
	if (outcome.kind === "missed") return null;
	if (outcome.kind === "found") return "Set lookup-only to false.";
	if (outcome.kind !== "failed") return null;
	return {
		"no-room": "Free disk space before the restore step, or raise SCCACHE_CACHE_SIZE if you set it.",
		damaged: "Nothing to do: the next save replaces the damaged bundle.",
		"not-signed": "Nothing to do if the keys have just changed: the next save of a job with a signing key replaces the bundle.",
		"no-store": "Set the store input to a store that exists here.",
		denied: "Check the credentials and rights for the store."
	}[outcome.failure] ?? "Run the job again: the store did not answer.";
}
function notCacheable(statistics) {
	return Object.entries(statistics?.nonCacheable ?? {}).map(([reason, calls]) => {
		const { meaning, remedy } = describeReason(reason);
		return asCause({
			class: "not-cacheable",
			detail: `Not cacheable: ${meaning}`,
			remedy
		}, calls);
	});
}
const mostLabels = 10;
function groupCauses(misses) {
	return [...Map.groupBy(misses, (miss) => `${miss.class}\n${miss.detail}`).values()].flatMap((group) => {
		const [first] = group;
		if (!first) return [];
		const dear = group.toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0));
		const known = group.flatMap(({ seconds }) => seconds ?? []);
		return [{
			class: first.class,
			detail: first.detail,
			remedy: first.remedy,
			compilations: group.length,
			seconds: known.length > 0 ? known.reduce((sum, one) => sum + one, 0) : null,
			labels: [...new Set(dear.map(({ label }) => label))].slice(0, mostLabels)
		}];
	});
}
function asCause({ class: name, detail, remedy }, compilations) {
	return {
		class: name,
		detail,
		remedy,
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
	if (!statistics) return {
		class: "server-died",
		detail: "sccache's server had ended before it was asked for its statistics",
		remedy: "Do not stop it during the build (sccache --stop-server), and look for a crash or lack of memory in the job's log."
	};
	if (statistics.compileRequests === 0 && statistics.hits.total + statistics.misses.total === 0) return {
		class: "never-called",
		detail: "sccache was never called",
		remedy: "Check that RUSTC_WRAPPER is set where cargo runs, that .cargo/config.toml does not override it, and for C or C++ set wrap: cmake. If everything was up to date, there is nothing to do."
	};
	const place = placeOf(statistics);
	if (place.kind === "unknown" || place.kind === "levels") return void 0;
	const used = place.kind === "directory" ? place.path : void 0;
	if (used === directory) return void 0;
	return {
		class: "other-place",
		detail: used === void 0 ? `sccache kept its entries elsewhere: ${statistics.cacheLocation}` : `sccache used another directory: ${used}, not ${directory}`,
		remedy: used === void 0 ? "Unset the variables of sccache's other backends (SCCACHE_GHA_ENABLED, SCCACHE_BUCKET, SCCACHE_REDIS, …)." : "Do not set SCCACHE_DIR after the restore step, and start no other sccache server."
	};
}
// src/flow/evidence/explain.ts
/** Why compilations missed; undefined when nothing did, or no sccache was used. */
async function explainBuild(facts) {
	const { handoff, past, statistics, compilations, workspace, environment } = facts;
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
		ownCrates: await readOwnCrates(workspace),
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
		entryBytes: [...past.entries.values()].reduce((sum, { bytes }) => sum + bytes, 0),
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
export { restoreReportOf as n, printEnvironment as r, explainBuild as t };

import { n as callThrough } from "./chunk-config.js";
import { l as scopesOf } from "./chunk-directory.js";
import { S as textOf, a as placeOf, h as cCompiler, i as languagesOf, n as openServer, o as sinceStart, p as runProgram, t as openSccache } from "./chunk-server.js";
import { a as isOfFamily, i as isFresh } from "./chunk-native-code.js";
import { n as sumBytes } from "./chunk-size.js";
import { o as limits } from "./chunk-checks.js";
import { d as notCacheableOf, f as nothingLookedUp, l as callsOf, n as remedyFor, p as explainNotCacheable, u as mostCalls } from "./chunk-budget-limits.js";
import { i as firstOf } from "./chunk-words.js";
import { c as whyNoBundle } from "./chunk-text.js";
import { r as restoredBy } from "./chunk-handoff.js";
import { d as judgeRun } from "./chunk-worth.js";
import { c as indexPast, d as sourceVariable, f as tellingPrints } from "./chunk-usable.js";
import { r as isOwn, s as placedBy } from "./chunk-past.js";
import { i as isForWantOfRoom, n as evictReasons, r as evictRemedies } from "./chunk-plan.js";
import { a as keyVariables, i as shortName, n as reason, o as printEnvironment, r as remedyOfUpdate, t as isElsewhere } from "./chunk-reason.js";
import { i as reportBuild } from "./chunk-make-report.js";
import { t as samePlace } from "./chunk-same-place.js";
import { join } from "node:path";
// src/report/explain/arguments.ts
/**
* How the arguments of a compilation, and the variables that its source reads, differ from those of the most similar of `others`;
* undefined where there is nothing to compare.
*/
function differenceOf(prints, others, compared) {
	if (prints.length === 0) return void 0;
	const now = new Set(tellingPrints(prints));
	const [least] = others.map((before) => ({
		before,
		distance: distanceOf(before, now, compared)
	})).sort((a, b) => a.distance - b.distance);
	return least && describeDifference(compare(least.before, now, compared));
}
/** How many arguments only one of them has, without those that are no reason. */
function distanceOf(before, now, compared) {
	let distance = 0;
	for (const print of before) if (!now.has(print) && !mayBeSilent(nameOf(print), compared)) distance += 1;
	for (const print of now) if (!before.has(print) && !mayBeSilent(nameOf(print), compared)) distance += 1;
	return distance;
}
function mayBeSilent(name, { language, isElsewhere }) {
	if (language === "c" && outsideOfKeys.test(name)) return true;
	return isElsewhere && mayHoldPath(name, language);
}
function compare(before, now, compared) {
	const [gone, come] = [onlyIn(before, now), onlyIn(now, before)];
	const isInBoth = (name) => gone.includes(name) && come.includes(name);
	const isPath = (name) => compared.isElsewhere && mayHoldPath(name, compared.language) && isInBoth(name);
	const isTelling = (name) => {
		if (sourceVariable(name) !== void 0 && !isInBoth(name)) return false;
		return !isPath(name) && !(compared.language === "c" && outsideOfKeys.test(name));
	};
	const names = [.../* @__PURE__ */ new Set([...gone, ...come])];
	return {
		different: names.filter(isTelling),
		holdsPath: names.some(isPath) || compared.language === "c" && compared.isElsewhere && names.includes("")
	};
}
/**
* Options of C that sccache leaves out of its keys: what tells where to write which dependencies. The source is in the key
* by its content. https://github.com/mozilla/sccache/blob/v0.16.0/src/compiler/gcc.rs (`dependency_args`)
*/
const outsideOfKeys = /^(-M|)$/;
/**
* Options of C by which a path of the checkout comes into the preprocessor's output, and so into the key, or which may hold one
* (`-DROOT=…`): where the checkout has moved and only their values differ, that is the reason, and SCCACHE_BASEDIRS helps. In the
* same way the variables of cargo that name folders of the checkout.
*/
function mayHoldPath(name, language) {
	if (language !== "c") return pathVariables.test(sourceVariable(name) ?? "");
	return /^(-[IFiB]|-D.+|--sysroot|-f.*-prefix-map|-fdebug-compilation-dir)$/.test(name);
}
/** Variables that name folders of the checkout and of its target folder. */
const pathVariables = /^(OUT_DIR|PWD|CARGO_(MANIFEST_DIR|MANIFEST_PATH|TARGET_DIR|TARGET_TMPDIR|BIN_EXE_.*))$/;
/** Profile settings of cargo, by the names of rustc and of C compilers. */
const profile = /^(-O|-g|opt-level|debuginfo|debug-assertions|overflow-checks|panic|codegen-units|lto|strip|split-debuginfo|embed-bitcode)$/;
const features = /^(feature|--cfg)$/;
function describeDifference({ different, holdsPath }) {
	const isOfOtherSource = different.includes("");
	const told = different.filter((name) => name !== "" && !/^-[CZ]$/.test(name)).sort();
	const variables = told.flatMap((name) => sourceVariable(name) ?? []);
	const options = told.filter((name) => sourceVariable(name) === void 0);
	const kind = kindOf(options) ?? (variables.length > 0 ? "variables" : isOfOtherSource ? "source-path" : "none");
	const names = options.map((name) => name === "response-file" ? "a file of flags (@FILE)" : name);
	return {
		kind,
		names: kind === "variables" ? variables : names,
		isOfOtherSource,
		holdsPath
	};
}
function kindOf(options) {
	if (options.some((name) => profile.test(name))) return "profile";
	if (options.some((name) => features.test(name))) return "features";
	if (options.includes("--emit")) return "emit";
	return options.length > 0 ? "options" : void 0;
}
function onlyIn(one, other) {
	return [...one].filter((print) => !other.has(print)).map(nameOf);
}
function nameOf(print) {
	return print.slice(0, print.indexOf("#"));
}
// src/report/explain/call.ts
/** What differs in how the compiler was called, or in the variables that the source reads. */
function causeOfArguments(difference, facts) {
	if (!difference || difference.kind === "none") return void 0;
	const { kind, names } = difference;
	if (kind === "variables") return causeOfVariables(names);
	if (kind !== "source-path") {
		const { detail, remedy, isNamed } = argumentWords[kind];
		const why = reason("arguments", isNamed ? `${detail}: ${firstOf(names, mostNames)}` : detail, remedy);
		return kind === "profile" ? {
			...why,
			of: {
				what: detail,
				names
			}
		} : why;
	}
	if (isElsewhere(facts) && facts.lockfilesChanged !== true) return void 0;
	return reason("lockfile", "Another version of the crate, or its source is at another path");
}
const mostNames = 5;
/** Cargo sets them by itself, with others of the profile. */
const derived = /* @__PURE__ */ new Set([
	"strip",
	"embed-bitcode",
	"split-debuginfo"
]);
/** What is said of several reasons that are one: `what` with the names, those of most compilations first. */
function asOne(what, names) {
	const counts = Map.groupBy(names, (name) => name);
	const countOf = (name) => counts.get(name)?.length ?? 0;
	const all = [...counts.keys()].sort((a, b) => Number(derived.has(a)) - Number(derived.has(b)) || countOf(b) - countOf(a) || (a < b ? -1 : 1));
	return `${what}: ${firstOf(all, mostNames)}`;
}
/** Variables that its source reads, with `env!` or `option_env!`: a build script may have set them (`cargo::rustc-env`). */
function causeOfVariables(names) {
	const others = names.filter((name) => !pathVariables.test(name));
	if (others.length === 0) return reason("workspace-path", "The target folder is at another path, which the crate reads (OUT_DIR)", "Keep the target folder at the same path in every job (CARGO_TARGET_DIR, --target-dir).");
	const [verb, it] = others.length === 1 ? ["has", "it"] : ["have", "them"];
	return reason("environment", `${firstOf(others, mostNames)} ${verb} changed, and the crate's source reads ${it} (env!)`, others.every((name) => name.startsWith("CARGO_PKG_")) ? null : "What changes in every run, such as a commit or a time, should be read in a crate that few others depend on.");
}
const argumentWords = {
	profile: {
		detail: "The profile differs",
		isNamed: true,
		remedy: "Build with the same profile and flags, or give this job a bundle of its own (shared-key)."
	},
	features: {
		detail: "The crate's features or cfg flags differ",
		isNamed: false,
		remedy: "Build with the same features, or give this job a bundle of its own (shared-key)."
	},
	emit: {
		detail: "cargo check and clippy make other output than cargo build (--emit), and only one of them had compiled it",
		isNamed: false,
		remedy: "Nothing to do if the job does the same again: the save adds what was compiled now."
	},
	options: {
		detail: "Other flags",
		isNamed: true,
		remedy: "Pass the same flags in every job that shares this bundle (RUSTFLAGS, CFLAGS, .cargo/config.toml)."
	}
};
// src/report/explain/lookup.ts
/** The entry itself: damaged, not asked for, removed, never saved. */
function causeOfLookup({ entry, why, language, prints }, { past, evicted, statistics }) {
	if (entry === null) return why === null ? void 0 : lookupFaults[why];
	const restored = past.entry(entry);
	if (why === "damaged" && language === "c" && !restored?.leftOut && lacksDependencies(prints, restored?.prints)) return withoutDependencies;
	if (why !== null) return lookupFaults[why];
	if (restored?.leftOut) return leftOutCauses[restored.leftOut];
	if (!restored) return evicted.get(shortName(entry));
	const { cacheSizeBytes = 0, maxCacheSizeBytes = Number.POSITIVE_INFINITY } = statistics ?? {};
	return cacheSizeBytes > maxCacheSizeBytes * .7 ? reason("evicted", "sccache itself removed the entry: its directory had reached SCCACHE_CACHE_SIZE", "Raise SCCACHE_CACHE_SIZE, or leave it unset.") : reason("damaged", "The entry was restored, but sccache could not use it", "Check that nothing else changes sccache's directory during the job, and who owns the files.");
}
const dependencies = /^-M/;
/** Whether it asks for a file of dependencies, which is no part of the key, and the entry was made without one. */
function lacksDependencies(prints, before) {
	const asks = (all) => all.some((print) => dependencies.test(print));
	return asks(prints) && before?.length !== void 0 && before.length > 0 && !asks(before);
}
const withoutDependencies = reason("arguments", "The entry has no file of dependencies (-MD): the run that saved it did not ask for one", "Nothing to do once: it was compiled anew, with that file, and replaces the old one.");
const unreadable = reason("damaged", "The entry is damaged or cannot be read", "Nothing to do once: it was compiled anew and replaces the old one. If it happens again, check the disk and who owns the files.");
const lookupFaults = {
	damaged: unreadable,
	unreadable,
	"no-cache": reason("environment", "The lookup was skipped: SCCACHE_NO_CACHE is set", "Unset SCCACHE_NO_CACHE to use the cache."),
	recache: reason("environment", "The lookup was skipped: SCCACHE_RECACHE is set", "Unset SCCACHE_RECACHE to use the cache."),
	"timed-out": reason("timed-out", "sccache gave up the lookup after a minute: the disk or the machine was too slow", "Keep SCCACHE_DIR on a local disk, and run fewer compilations at once.")
};
const leftOutCauses = {
	disk: reason("evicted", "Not restored: the disk has no room for it", "Free disk space before the restore step."),
	"cache-size": reason("evicted", "Not restored: it does not fit into SCCACHE_CACHE_SIZE", "Raise SCCACHE_CACHE_SIZE (or the size in sccache's configuration file), or leave it unset."),
	"other-version": reason("evicted", "Not restored: another version of sccache wrote it"),
	"other-cpu": reason("compiler", "Not restored: it is native code for another CPU model", "Set the flag for the whole job (RUSTFLAGS, CFLAGS), so that each CPU model has a bundle of its own; or name a CPU, such as x86-64-v3.")
};
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
// src/report/explain/classify.ts
/** Why one compilation missed although something was restored. The causes exclude each other in this order. */
function causeOfMiss(miss, facts) {
	return causeOfLookup(miss, facts) ?? causeOfName(miss, facts) ?? causeOfCompiler(miss, facts) ?? causeOfCall(miss, facts) ?? causeOfPath(miss, facts) ?? causeOfLockfile(miss, facts) ?? reason("changed", miss.language === "c" ? changedC(miss, facts) : changedRust(miss));
}
/** Where a crate that it depends on was compiled anew, that is said of it instead. */
function changedRust({ crate }) {
	return `The crate's own source has changed, or a ${crate ? "procedural macro, native library" : "crate"} or variable that it uses`;
}
/** What the preprocessor writes decides, with the compiler itself and its flags: a source may hold the time of the build. */
function changedC({ prints }, { hits }) {
	return `${[
		"Its source",
		"a header that it includes",
		...[...prints.some((print) => print.startsWith(`response-file#`)) ? ["its file of flags (@FILE)"] : [], ...hits.has("c") ? [] : ["the compiler"]]
	].join(", ")} or the time in it (__DATE__, __TIME__) has changed`;
}
/** A crate or source that no restored entry was made from. */
function causeOfName({ label }, { past }) {
	if (!past.hasLabels) return reason("unknown", "The bundle does not tell what its entries were made from");
	return past.hasLabel(label) ? void 0 : reason("new", "New: no earlier run compiled it");
}
function causeOfCompiler({ language }, { past, now, hits }) {
	const isC = language === "c";
	if (hits.has(isC ? "c" : "rust")) return void 0;
	const titleOf = ({ toolchain, environment }) => isC ? environment?.["cc"] : toolchain;
	const [before, here] = [titleOf(past), titleOf(now)];
	if (!before || !here || before === here) return void 0;
	const pin = isC ? "in the runner's image" : "in rust-toolchain.toml";
	return reason("compiler", `Another ${isC ? "C compiler" : "compiler"}: ${here}; the bundle is of ${before}`, remedyOfUpdate(pin));
}
/** How the compiler was called: by variables, which may show as arguments, or by arguments alone. */
function causeOfCall(miss, facts) {
	const { prints, label, language } = miss;
	const compared = {
		language,
		isElsewhere: isElsewhere(facts)
	};
	const difference = differenceOf(prints, facts.past.argumentsOf(label), compared);
	return causeOfEnvironment(miss, facts, difference) ?? (difference?.isOfOtherSource ? causeOfLockfile(miss, facts) : void 0) ?? causeOfArguments(difference, facts);
}
/** What is part of every key of a language is not the reason once one of its compilations hit. */
function causeOfEnvironment({ language }, { past, now, hits }, difference) {
	if (past.environment === null || now.environment === null) return void 0;
	const [before, here] = [past.environment, now.environment];
	const areArgumentsEqual = [
		"none",
		"source-path",
		"variables"
	].includes(difference?.kind ?? "");
	const isRead = (name) => ["rust", "c"].some((one) => (language === null || language === one) && (keyVariables[one].inKeys.test(name) && !hits.has(one) || keyVariables[one].asArguments.test(name) && !areArgumentsEqual));
	const relevant = Object.keys({
		...before,
		...here
	}).filter((name) => before[name] !== here[name] && isRead(name)).sort();
	if (relevant.length === 0) return void 0;
	const [verb, one, it] = relevant.length === 1 ? [
		"differs",
		relevant[0],
		"it"
	] : [
		"differ",
		"these variables",
		"each"
	];
	return reason("environment", `${firstOf(relevant, 5)} ${verb} from the run that saved the bundle`, relevant.includes("CARGO_HOME") ? "sccache's keys hold the path of CARGO_HOME: set it to the same path in every job that shares this bundle." : `sccache's keys depend on ${one}: set ${it} to the same value in every job that shares this bundle, for the whole job.`);
}
/**
* The directory in which a compiler runs is part of the key: for crates of a registry cargo's, for the others ours. A crate whose
* build script writes sources reads the path of `target` as well, as OUT_DIR, and so do those that depend on it.
*/
function causeOfPath({ label, language, prints }, facts) {
	const { ownCrates, hits, lockfilesChanged, past } = facts;
	if (!isElsewhere(facts)) return void 0;
	if (language === "c") {
		if (differenceOf(prints, past.argumentsOf(label), {
			language,
			isElsewhere: true
		})?.holdsPath === false && !prints.some((print) => print.startsWith("-g")) && hits.has("c")) return void 0;
		return elsewhere("", "set SCCACHE_BASEDIRS to the checkout (sccache 0.14 or newer)");
	}
	if (!(hits.has("rust") && ownCrates !== void 0 && !ownCrates.has(label))) return elsewhere("");
	if (lockfilesChanged !== false) return void 0;
	return elsewhere(": the crate, or one that it depends on, reads what its build script writes there (OUT_DIR)");
}
function elsewhere(how, otherwise) {
	const remedy = "Check out at the same path in every job";
	return reason("workspace-path", `The checkout is at another path${how}`, otherwise === void 0 ? `${remedy}: sccache's keys hold the directory in which a crate is compiled.` : `${remedy}, or ${otherwise}.`);
}
function causeOfLockfile({ label, language }, facts) {
	if (!facts.lockfilesChanged || language === "c" || facts.ownCrates?.has(label)) return void 0;
	return reason("lockfile", "The lockfile has changed: another version of the crate, or of one that it depends on");
}
// src/report/explain/dependencies.ts
/** With these a crate compiled anew is another one than before, and so are the keys of all that are compiled with it. */
const changing = /* @__PURE__ */ new Set([
	"changed",
	"environment",
	"arguments",
	"workspace-path",
	"lockfile",
	"compiler",
	"new"
]);
const mostNamed = 3;
/**
* The same misses. Of a crate that has no other reason than that something of it has changed, the reason becomes the crates in
* which the change began, where it depends on any that was compiled anew.
*/
function byDependencies(missed) {
	const byUnit = new Map(missed.flatMap((one) => one.miss.crate ? [[one.miss.crate.unit, one]] : []));
	const known = /* @__PURE__ */ new Map();
	/** Names of the crates in which the change of this one began; none where that is itself. */
	const originsOf = (one) => {
		const found = known.get(one);
		if (found) return found;
		const origins = /* @__PURE__ */ new Set();
		known.set(one, origins);
		if (one.why.class !== "changed") return origins;
		for (const unit of one.miss.crate?.dependsOn ?? []) {
			const dependency = byUnit.get(unit);
			if (!dependency || !changing.has(dependency.why.class)) continue;
			const further = originsOf(dependency);
			for (const name of further.size > 0 ? further : [dependency.miss.label]) origins.add(name);
		}
		return origins;
	};
	return missed.map((one) => {
		const origins = [...originsOf(one)].sort();
		if (origins.length === 0) return one;
		const verb = origins.length === 1 ? "was" : "were";
		return {
			...one,
			why: reason("changed", `Depends on ${firstOf(origins, mostNamed)}, which ${verb} compiled anew`)
		};
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
		misses: misses.map(({ remedy: _, of: __, ...miss }) => miss)
	};
}
function explainEach(facts, compilations) {
	const hits = compilations.filter(({ outcome }) => outcome === "hit").map(({ language }) => language);
	const reasonOf = reasonsOf(facts, new Set(hits));
	return byDependencies(compilations.filter(({ outcome }) => outcome === "miss").map((miss) => ({
		miss,
		why: reasonOf(miss)
	}))).map(({ miss, why }) => ({
		label: miss.label,
		seconds: miss.compileMs === null ? null : miss.compileMs / 1e3,
		...why
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
function nothingRestored(outcome) {
	const nothing = (why, remedy = null) => reason("nothing-restored", `Nothing was restored: ${why}`, remedy);
	switch (outcome?.kind) {
		case void 0: return nothing("no restore step ran before this build", "Run the restore step before the build.");
		case "missed": return outcome.otherCompiler ? reason("compiler", `Nothing was restored: there is no bundle ${whyNoBundle(outcome)}`, remedyOfUpdate(pins)) : nothing(`there is no bundle ${whyNoBundle(outcome)}`);
		case "found": return nothing("lookup-only is true", "Set lookup-only to false.");
		case "skipped": return nothing(outcome.why);
		case "restored": return nothing("the list of what was restored is lost");
		case "failed": return nothing(outcome.why, remedies[outcome.failure] ?? "Run the job again. If it fails likewise, the message says what to change.");
	}
}
const pins = "in rust-toolchain.toml or the runner's image";
const remedies = {
	"no-room": "Free disk space before the restore step, or raise SCCACHE_CACHE_SIZE if you set it.",
	"no-memory": "Give the job more memory, or set threads or segment-size lower.",
	damaged: "Nothing to do: the next save replaces the damaged bundle.",
	"not-signed": "Nothing to do if the keys have just changed: the next save of a job with a signing key replaces the bundle.",
	"no-store": "Set the store input to a store that exists here.",
	denied: "Check the credentials and rights for the store."
};
/** What a user knows a compilation by: the crate `cc` puts a digest of the folder before the name of an object. */
function sourceOf(label) {
	return label.replace(/^[0-9a-f]{16}-(?=.+\.o$)/, "");
}
function groupCauses(misses) {
	return [...Map.groupBy(misses, (miss) => `${miss.class}\n${miss.of?.what ?? miss.detail}`).values()].flatMap((group) => {
		const [first] = group;
		if (!first) return [];
		const names = group.flatMap(({ of }) => of?.names ?? []);
		const detail = first.of ? asOne(first.of.what, names) : first.detail;
		const dear = group.toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0));
		const known = group.flatMap(({ seconds }) => seconds ?? []);
		return {
			...reason(first.class, detail, first.remedy),
			compilations: group.length,
			seconds: known.length > 0 ? known.reduce((sum, one) => sum + one, 0) : null,
			labels: [...new Set(dear.map(({ label }) => sourceOf(label)))]
		};
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
function judgeBuild({ config, context, keys, base, overlay, restore }, { status, statistics, source, entries, past, nowMs }) {
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
		restoreMs: Math.min(limits.count, Math.max(0, Math.round(restore.seconds * 1e3))),
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
		restore: handoff.restore,
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
		restore: handoff.restore.outcome,
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
// src/flow/evidence/environment.ts
/** Names and fingerprints of the variables that sccache's keys depend on and, of a build in C, how the compiler titles itself. */
async function environmentOf({ context: { workspace }, compiler, config }, { env, home }, statistics) {
	const variables = printEnvironment(env, {
		workspace,
		cargoHome: join(home, ".cargo")
	});
	const { hits, misses } = statistics ?? {};
	if (![hits, misses].flatMap((counted) => counted ? languagesOf(counted) : []).includes("c")) return variables;
	const title = titleIn(compiler ?? await askCompiler(env, config));
	return {
		...variables,
		...title && { ["cc"]: title }
	};
}
/** The longest that a compiler is waited for: it is asked for an explanation only. */
const patienceMs = 5e3;
/** What the C compiler says of its version; nothing where there is none that answers. */
async function askCompiler(env, { cmdFormat }) {
	const [file = "", ...args] = callThrough(cmdFormat, [cCompiler(env), "--version"]);
	return runProgram(file, args, {
		env,
		limitMs: patienceMs
	}).then(({ stdout }) => stdout, () => "");
}
/** The first line, as far as a manifest takes it. */
function titleIn(text) {
	return /^[\x20-\x7e]{1,100}/.exec(text)?.[0].trim();
}
// src/flow/evidence/server-counts.ts
/** The job's own server, if it has one, and the one to ask what the build did: that one, or else whichever its sccache reaches. */
function serversOf({ server, sccache }, env) {
	const own = server ? openServer(server, { env }) : void 0;
	return {
		own,
		asked: own ?? (sccache.path === null ? void 0 : openSccache({
			path: sccache.path,
			env
		}))
	};
}
/** What a server counted, as far as it and its log tell; `isLogOfAll` as in `UseEvidence`. */
function countsOf(answer, { log, isLogOfAll }) {
	return answer && log && isLogOfAll ? sinceStart(answer, log.compilations) : answer;
}
export { reportOfBuild as a, contentsOf as i, serversOf as n, environmentOf as r, countsOf as t };

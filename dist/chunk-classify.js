import { t as keyVariables } from "./chunk-key-variables.js";
import { f as firstOf } from "./chunk-foreign.js";
import { r as tellingPrints } from "./chunk-log-lines.js";
// src/report/explain/arguments.ts
/**
* How the arguments of a compilation differ from those of the most similar of `others`; undefined where there is nothing to
* compare.
*/
function differenceOf(prints, others, compared) {
	if (prints.length === 0) return void 0;
	const now = new Set(tellingPrints(prints));
	const isTelling = (print) => !isSilent(nameOf(print), compared);
	const [least] = others.map((before) => onlyInOne(before, now).filter(isTelling)).sort((a, b) => a.length - b.length);
	return least && describeArguments(least);
}
function onlyInOne(one, other) {
	return [...[...one].filter((print) => !other.has(print)), ...[...other].filter((print) => !one.has(print))];
}
/**
* Options of C that sccache leaves out of its keys: what tells where to write which dependencies. The source is in the key
* by its content. https://github.com/mozilla/sccache/blob/v0.16.0/src/compiler/gcc.rs (`dependency_args`)
*/
const outsideOfKeys = /^(-M|)$/;
/**
* Options of C by which a path of the checkout comes into the preprocessor's output, and so into the key, or which may hold one
* (`-DROOT=…`): where the checkout has moved, that is the reason, and SCCACHE_BASEDIRS helps.
*/
const mayHoldPath = /^(-[IFiB]|-D.+|--sysroot|-f.*-prefix-map|-fdebug-compilation-dir)$/;
function isSilent(name, { language, isElsewhere }) {
	if (language !== "c") return false;
	return outsideOfKeys.test(name) || isElsewhere && mayHoldPath.test(name);
}
/** Profile settings of cargo, by the names of rustc and of C compilers. */
const profile = /^(-O|-g|opt-level|debuginfo|debug-assertions|overflow-checks|panic|codegen-units|lto|strip|split-debuginfo|embed-bitcode)$/;
const features = /^(feature|--cfg)$/;
/** What the fingerprints say that only one of two compilations has, such as `opt-level#a1b2c3`. */
function describeArguments(different) {
	const all = [...new Set(different.map(nameOf))];
	const names = all.filter((name) => name !== "" && !/^-[CZ]$/.test(name)).sort();
	const isOfOtherSource = all.includes("");
	return {
		kind: kindOf(names, isOfOtherSource),
		names,
		isOfOtherSource
	};
}
function kindOf(names, isOfOtherSource) {
	if (names.some((name) => profile.test(name))) return "profile";
	if (names.some((name) => features.test(name))) return "features";
	if (names.includes("--emit")) return "emit";
	if (names.length > 0) return "options";
	return isOfOtherSource ? "source-path" : "none";
}
function nameOf(print) {
	return print.slice(0, print.indexOf("#"));
}
// src/report/explain/classify.ts
function reason(name, detail, remedy = null) {
	return {
		class: name,
		detail,
		remedy
	};
}
/** Enough of an entry's name to know it again. */
function shortName(entry) {
	return entry.slice(entry.lastIndexOf("/") + 1).slice(0, 16);
}
/** Why one compilation missed although something was restored. The causes exclude each other in this order. */
function causeOfMiss(miss, facts) {
	return causeOfLookup(miss, facts) ?? causeOfName(miss, facts) ?? causeOfCompiler(miss, facts) ?? causeOfCall(miss, facts) ?? causeOfPath(miss, facts) ?? causeOfLockfile(miss, facts) ?? reason("changed", miss.language === "c" ? changedC : changedRust);
}
const changedRust = "Its source, a crate that it depends on, or a variable that it reads has changed";
const changedC = "Its source, or a header that it includes, has changed";
/** The entry itself: damaged, not asked for, removed, never saved. */
function causeOfLookup({ entry, why }, { past, evicted, statistics }) {
	if (why !== null) return lookupFaults[why];
	if (entry === null) return void 0;
	const restored = past.entry(entry);
	if (restored?.leftOut) return leftOutCauses[restored.leftOut];
	if (!restored) return evicted.get(shortName(entry));
	const { cacheSizeBytes = 0, maxCacheSizeBytes = Number.POSITIVE_INFINITY } = statistics ?? {};
	return cacheSizeBytes > maxCacheSizeBytes * .7 ? reason("evicted", "sccache itself removed the entry: its directory had reached SCCACHE_CACHE_SIZE", "Raise SCCACHE_CACHE_SIZE, or leave it unset.") : reason("damaged", "The entry was restored, but sccache could not use it", "Check that nothing else changes sccache's directory during the job, and who owns the files.");
}
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
/** A crate or source that no restored entry was made from. */
function causeOfName({ label }, { past }) {
	if (!past.hasLabels) return reason("unknown", "The bundle does not tell what its entries were made from");
	return past.hasLabel(label) ? void 0 : reason("new", "New: no earlier run compiled it");
}
function causeOfCompiler({ language }, { past, now, hits }) {
	if (language === "c" || hits.has("rust") || past.toolchain === null || now.toolchain === null) return void 0;
	if (past.toolchain === now.toolchain) return void 0;
	return reason("compiler", `Another compiler: ${now.toolchain}; the bundle is of ${past.toolchain}`, "Nothing to do after an update. To update when you choose, pin the version in rust-toolchain.toml.");
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
	const areArgumentsEqual = difference?.kind === "none" || difference?.kind === "source-path";
	const isRead = (name) => ["rust", "c"].some((one) => (language === null || language === one) && (keyVariables[one].inKeys.test(name) && !hits.has(one) || keyVariables[one].asArguments.test(name) && !areArgumentsEqual));
	const relevant = Object.keys({
		...before,
		...here
	}).filter((name) => before[name] !== here[name] && isRead(name)).sort();
	if (relevant.length === 0) return void 0;
	const verb = relevant.length === 1 ? "differs" : "differ";
	const one = relevant.length === 1 ? relevant[0] : "these variables";
	return reason("environment", `${firstOf(relevant, 5)} ${verb} from the run that saved the bundle`, relevant.includes("CARGO_HOME") ? "sccache's keys hold the path of CARGO_HOME: set it to the same path in every job that shares this bundle." : `sccache's keys depend on ${one}: set it to the same value in every job that shares this bundle, for the whole job.`);
}
function causeOfArguments(difference, facts) {
	if (!difference || difference.kind === "none") return void 0;
	const { kind, names } = difference;
	if (kind !== "source-path") {
		const { detail, remedy, isNamed } = argumentWords[kind];
		return reason("arguments", isNamed ? `${detail}: ${firstOf(names, 5)}` : detail, remedy);
	}
	if (isElsewhere(facts) && facts.lockfilesChanged !== true) return void 0;
	return reason("lockfile", "Another version of the crate, or its source is at another path");
}
const argumentWords = {
	profile: {
		detail: "The profile differs",
		isNamed: true,
		remedy: "Build with the same profile, or give this job a bundle of its own (shared-key)."
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
/** Whether both runs tell where the checkout is, and it is at another path. */
function isElsewhere({ past, now }) {
	const [before, here] = [past, now].map(({ environment }) => environment?.["PWD"]);
	return before !== void 0 && here !== void 0 && before !== here;
}
/**
* The directory in which a compiler runs is part of the key: for crates of a registry cargo's, for the others ours. A crate whose
* build script writes sources reads the path of `target` as well, as OUT_DIR, and so do those that depend on it.
*/
function causeOfPath({ label, language }, facts) {
	const { ownCrates, hits, lockfilesChanged } = facts;
	if (!isElsewhere(facts)) return void 0;
	if (language === "c") return elsewhere("", "set SCCACHE_BASEDIRS to the checkout (sccache 0.14 or newer)");
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
export { reason as n, shortName as r, causeOfMiss as t };

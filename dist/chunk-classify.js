import "./chunk-surroundings.js";
import { r as tellingPrints } from "./chunk-log-lines.js";
import { f as firstOf } from "./chunk-room.js";
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
	return causeOfLookup(miss, facts) ?? causeOfName(miss, facts) ?? causeOfCompiler(miss, facts) ?? causeOfEnvironment(miss, facts) ?? causeOfArguments(miss, facts) ?? causeOfPath(miss, facts) ?? causeOfLockfile(miss, facts) ?? reason("changed", "Its source, a crate that it depends on, or a variable that it reads has changed");
}
/** The entry itself: damaged, removed, never saved. */
function causeOfLookup({ entry, why }, { past, evicted, statistics }) {
	if (why !== null && /damaged|cannot be read/.test(why)) return reason("damaged", "The entry is damaged or cannot be read", "Nothing to do once: it was compiled anew and replaces the old one. If it happens again, check the disk and who owns the files.");
	if (why !== null) return reason("environment", `The lookup was skipped: ${why}`, "Unset the variable to fill the cache.");
	if (entry === null) return void 0;
	const eviction = evicted.get(shortName(entry));
	if (eviction) return eviction;
	if (past.entries.every(({ name }) => name !== entry)) return void 0;
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
	const relevant = Object.keys({
		...past.environment,
		...now.environment
	}).sort().filter((name) => {
		if (past.environment[name] === now.environment[name]) return false;
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
	const [least] = facts.past.entries.filter((entry) => entry.label === label && entry.prints?.length).map((entry) => differingArguments(entry.prints ?? [], prints)).sort((a, b) => a.length - b.length);
	if (!least) return void 0;
	const { kind, names } = describeArguments(least);
	if (kind === "none") return void 0;
	if (kind !== "source-path") {
		const { detail, remedy } = argumentWords[kind];
		return reason("arguments", kind === "features" ? detail : `${detail}: ${firstOf(names, 5)}`, remedy);
	}
	if (isElsewhere(facts) && facts.lockfilesChanged !== true) return void 0;
	return reason("lockfile", "Another version of the crate, or its source is at another path");
}
const argumentWords = {
	profile: {
		detail: "The profile differs",
		remedy: "Build with the same profile, or give this job a bundle of its own (shared-key)."
	},
	features: {
		detail: "The crate's features or cfg flags differ",
		remedy: "Build with the same features, or give this job a bundle of its own (shared-key)."
	},
	options: {
		detail: "Other flags",
		remedy: "Pass the same flags in every job that shares this bundle (RUSTFLAGS, CFLAGS, .cargo/config.toml)."
	}
};
/** Arguments that only one of two compilations has, as fingerprints with the option's name: `opt-level#a1b2c3`. */
function differingArguments(before, now) {
	const [old, fresh] = [new Set(tellingPrints(before)), new Set(tellingPrints(now))];
	return [...old, ...fresh].filter((print) => old.has(print) !== fresh.has(print));
}
/** Profile settings of cargo, by rustc's names. */
const profile = /^(opt-level|debuginfo|debug-assertions|overflow-checks|panic|codegen-units|lto|strip|split-debuginfo|embed-bitcode)$/;
const features = /^(feature|--cfg|--check-cfg)$/;
/** What sort of difference arguments make, and the names of the options. */
function describeArguments(different) {
	const all = [...new Set(different.map((print) => print.slice(0, print.indexOf("#"))))];
	const names = all.filter((name) => name !== "" && !/^-[CZ]$/.test(name)).sort();
	if (names.some((name) => profile.test(name))) return {
		kind: "profile",
		names
	};
	if (names.some((name) => features.test(name))) return {
		kind: "features",
		names
	};
	if (names.length > 0) return {
		kind: "options",
		names
	};
	return {
		kind: all.includes("") ? "source-path" : "none",
		names
	};
}
/** Whether both runs tell where the checkout is, and it is at another path. */
function isElsewhere({ past, now }) {
	const [before, here] = [past, now].map(({ environment }) => environment["PWD"]);
	return before !== void 0 && here !== void 0 && before !== here;
}
/** The directory in which a compiler runs is part of the key: for crates of a registry cargo's, for the others ours. */
function causeOfPath({ label, language }, facts) {
	const { ownCrates, rustHits } = facts;
	if (!isElsewhere(facts)) return void 0;
	if (rustHits && ownCrates && language !== "c" && !ownCrates.has(label)) return void 0;
	return reason("workspace-path", "The checkout is at another path", language === "c" ? "Check out at the same path in every job, or set SCCACHE_BASEDIRS to the checkout (sccache 0.14 or newer)." : "Check out at the same path in every job: sccache's keys hold the directory in which a crate is compiled.");
}
function causeOfLockfile({ label, language }, facts) {
	if (!facts.lockfilesChanged || language === "c" || facts.ownCrates?.has(label)) return void 0;
	return reason("lockfile", "The lockfile has changed: another version of the crate, or of one that it depends on");
}
export { reason as n, shortName as r, causeOfMiss as t };

import { a as fingerprint } from "./chunk-strategy.js";
import { t as orTrouble } from "./chunk-trouble.js";
import { a as localDirectory } from "./chunk-install.js";
import { t as scan } from "./chunk-scan.js";
import { i as withHistory } from "./chunk-pack-within.js";
import { n as readPast, t as saveBundle } from "./chunk-save-bundle.js";
import { rm } from "node:fs/promises";
// src/flow/save/save.ts
/**
* Saves what the job left in sccache's directory as one bundle, when that is allowed and enough is new. The server is
* asked for its statistics and stopped first, so that the directory is complete and still. No trouble with the cache is
* thrown.
*/
async function save(request, deps) {
	const started = deps.now();
	const { handoff } = request;
	const statistics = await deps.sccache?.statistics();
	if (statistics) noteBypass(statistics, handoff, deps);
	const stopped = await deps.sccache?.stop();
	const past = await readPast(handoff, deps.log);
	const scanned = await orTrouble(() => scan(handoff.directory));
	const entries = "kind" in scanned ? [] : withHistory(scanned.entries, past.entries, handoff.readyAtMs);
	const trouble = "kind" in scanned ? scanned : findTrouble(stopped);
	const ending = trouble ? { outcome: trouble } : await saveBundle({
		...request,
		statistics,
		entries,
		past
	}, deps);
	await orTrouble(() => Promise.all(past.reusable.map(({ file }) => rm(file, { force: true }))));
	return {
		step: "save",
		keys: handoff.keys,
		storeLabel: deps.store.label,
		outcome: ending.outcome,
		statistics,
		restored: handoff.restored,
		entries: {
			total: entries.length,
			totalBytes: entries.reduce((total, { bytes }) => total + bytes, 0),
			usedByThisRun: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
			added: entries.filter(({ added }) => added).length,
			dropped: ending.dropped ?? []
		},
		budget: ending.budget,
		budgetBytes: ending.budget?.budgetBytes ?? handoff.config.maxSizeBytes,
		seconds: (deps.now() - started) / 1e3
	};
}
/** A server that still runs may still write: what it has under way would be packed half-done. */
function findTrouble(stopped) {
	if (stopped?.kind !== "failed") return void 0;
	return {
		kind: "trouble",
		why: `the sccache server does not stop: ${stopped.why}`
	};
}
/** The server itself tells where it kept its entries: the one proof that it used our directory. */
function noteBypass(statistics, { directory }, { log }) {
	if (statistics.cacheLocation === "" || localDirectory(statistics) === directory) return;
	log.notice(`sccache kept its entries elsewhere (${statistics.cacheLocation}), not in ${directory}: start the build in the environment that the restore step set, and set no other backend.`);
}
// src/sccache/environment/environment-print.ts
/**
* Variables that sccache folds into the key of a Rust compilation, or that rustc and cargo read themselves: nearly every
* CARGO_*, and flags. https://github.com/mozilla/sccache/blob/main/src/compiler/rust.rs (`generate_hash_key`)
*/
const relevant = /^(CARGO_.*|RUSTFLAGS|RUSTC_.*|RUSTUP_TOOLCHAIN|CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS|SOURCE_DATE_EPOCH)$/;
/** Names of what is, or may be, a secret: not even a fingerprint of it leaves the machine. */
const secret = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|_KEY$|AUTH/i;
/** What changes from run to run and from machine to machine without touching a key. */
const harmless = /^CARGO_(HOME|INSTALL_ROOT|MAKEFLAGS)$/;
/**
* Names and fingerprints of the variables that decide whether a later run can hit: when it misses, the one that differs
* is the reason. At most 100, in order of name; values are never kept.
*/
function printEnvironment(env) {
	const names = Object.keys(env).filter((name) => relevant.test(name) && !secret.test(name) && !harmless.test(name) && name.length <= 100).sort().slice(0, 100);
	return Object.fromEntries(names.map((name) => [name, fingerprint(env[name] ?? "")]));
}
export { save as n, printEnvironment as t };

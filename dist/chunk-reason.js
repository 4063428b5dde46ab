import { n as secretName } from "./chunk-secrets.js";
import { i as fingerprint } from "./chunk-parts.js";
// src/sccache/environment/key-variables.ts
/**
* What sccache 0.16 to 0.19 read: src/compiler/rust.rs (`generate_hash_key`), src/compiler/c.rs (`CACHED_ENV_VARS`). Variables that a
* crate's own source reads are in the key of that crate; nobody else knows which they are. Of C sources that crates bring, the
* path below CARGO_HOME is in what the preprocessor writes; how it is called, SCCACHE_DIRECT says.
* https://github.com/mozilla/sccache/blob/v0.16.0/src/compiler/rust.rs
*/
const keyVariables = {
	rust: {
		inKeys: /^CARGO_(?!ENCODED_RUSTFLAGS$)/,
		asArguments: /^(CARGO_ENCODED_)?RUSTFLAGS$/
	},
	c: {
		inKeys: /^(CC|CXX|SDKROOT|(MACOSX|IPHONEOS|TVOS|WATCHOS)_DEPLOYMENT_TARGET|CCC_OVERRIDE_OPTIONS|SCCACHE_(C_CUSTOM_CACHE_BUSTER|DIRECT)|CARGO_HOME)$/,
		asArguments: /^(C|CXX|CPP)FLAGS$/
	}
};
/** A URL with a password in it, such as a proxy's. */
const secretValue = /:\/\/[^/\s]*@/;
/** What changes from run to run and from machine to machine without touching a key. */
const harmless = /^CARGO_(INSTALL_ROOT|MAKEFLAGS|BUILD_JOBS|REGISTR(Y|IES)_.*)$/;
/**
* Names and fingerprints of the variables, and of the two paths (CARGO_HOME, the workspace), that decide whether a later
* run can hit: when it misses, the one that differs is the reason. At most 100, in order of name; values are never kept, and
* of what may be a secret not even a fingerprint.
*/
function printEnvironment(env, { workspace, cargoHome }) {
	const facts = {
		CARGO_HOME: cargoHome,
		...env,
		["PWD"]: workspace
	};
	const patterns = Object.values(keyVariables).flatMap(({ inKeys, asArguments }) => [inKeys, asArguments]);
	const isRelevant = (name) => name === "PWD" || patterns.some((pattern) => pattern.test(name));
	const prints = Object.entries(facts).filter(([name]) => isRelevant(name) && !secretName.test(name) && !harmless.test(name) && name.length <= 100).flatMap(([name, value]) => value === void 0 || secretValue.test(value) ? [] : [[name, fingerprint(value)]]);
	return Object.fromEntries(prints.sort(([a], [b]) => a < b ? -1 : 1).slice(0, 100));
}
// src/report/explain/reason.ts
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
/** Whether both runs tell where the checkout is, and it is at another path. */
function isElsewhere({ past, now }) {
	const [before, here] = [past, now].map(({ environment }) => environment?.["PWD"]);
	return before !== void 0 && here !== void 0 && before !== here;
}
/** What to do about another compiler. */
function remedyOfUpdate(pin) {
	return `Nothing to do after an update. To update when you choose, pin the version ${pin}.`;
}
export { keyVariables as a, shortName as i, reason as n, printEnvironment as o, remedyOfUpdate as r, isElsewhere as t };

import { l as secretName } from "./chunk-foreign.js";
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
export { printEnvironment as n, keyVariables as t };

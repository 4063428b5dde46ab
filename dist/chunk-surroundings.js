import { t as secretName } from "./chunk-secret-variables.js";
import { _ as table, g as readText, h as readSccacheConfig, m as parseText, o as fingerprint } from "./chunk-native-code.js";
import path, { dirname, join } from "node:path";
import { accessSync, constants, readdirSync, realpathSync } from "node:fs";
// src/sccache/environment/surroundings.ts
/** Looks around. What cannot be read is as if it were not there. */
function readSurroundings(place) {
	const cargo = readCargoConfig(place);
	return {
		cargo,
		sccacheConfig: readSccacheConfig(place),
		cmakeNamesSccache: findCmakeWithSccache(place.workspace),
		ccacheAsCompiler: findCcache(place.env["PATH"] ?? ""),
		crossSigns: findCrossSigns(place, cargo)
	};
}
/** CMakeLists.txt of the root, and what lies in its `cmake` folder. */
function findCmakeWithSccache(workspace) {
	return [
		"CMakeLists.txt",
		"CMakePresets.json",
		...namesIn(path.join(workspace, "cmake")).filter((name) => name.endsWith(".cmake")).map((name) => path.join("cmake", name))
	].find((file) => /\bsccache\b/i.test(readText(path.join(workspace, file)) ?? ""));
}
function findCcache(searchPath) {
	for (const folder of searchPath.split(path.delimiter).filter(path.isAbsolute)) {
		const file = path.join(folder, "cc");
		try {
			accessSync(file, constants.X_OK);
			return path.basename(realpathSync(file)) === "ccache" ? file : void 0;
		} catch {}
	}
}
function findCrossSigns({ env, home }, cargo) {
	const names = /^(CROSS_COMPILE|CARGO_BUILD_TARGET|TARGET_CC|(CC|CXX)_.*[-_].*[-_].*|CARGO_TARGET_.*_LINKER)$/;
	const variables = Object.keys(env).filter((name) => names.test(name) && env[name]);
	const configured = cargo.targets.map((target) => `build.target = ${target}`);
	return [
		...variables,
		...configured,
		...installedTargets(env, home)
	];
}
/** rustup's toolchains that can build for more than one target. */
function installedTargets(env, home) {
	const toolchains = path.join(env["RUSTUP_HOME"] || path.join(home, ".rustup"), "toolchains");
	return namesIn(toolchains).flatMap((toolchain) => {
		const library = path.join(toolchains, toolchain, "lib", "rustlib");
		return namesIn(library).filter((name) => !toolchain.endsWith(name) && !name.startsWith("wasm")).filter((name) => namesIn(path.join(library, name, "lib")).length > 0).map((target) => `rustup target ${target}`);
	});
}
function namesIn(folder) {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
/**
* Reads the files that cargo, started in the workspace, would read: `.cargo/config.toml` there and in every folder above,
* then the one in CARGO_HOME; the first that sets a value wins. What cannot be parsed counts as not there.
* https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure
*/
function readCargoConfig(place) {
	const builds = cargoConfigFiles(place).map((file) => {
		const settings = parseText(readText(file) ?? "");
		return {
			file,
			build: table(settings["build"])
		};
	});
	const first = (key) => {
		const found = builds.find(({ build }) => typeof build[key] === "string");
		return found && {
			value: String(found.build[key]),
			file: found.file
		};
	};
	const target = builds.find(({ build }) => build["target"] !== void 0)?.build["target"];
	return {
		rustcWrapper: first("rustc-wrapper"),
		rustcWorkspaceWrapper: first("rustc-workspace-wrapper"),
		targets: [target].flat().filter((one) => typeof one === "string")
	};
}
/** Where cargo looks for its configuration. In each folder the name without an ending comes before the other. */
function cargoConfigFiles({ workspace, env, home }) {
	const folders = [];
	for (let folder = workspace;; folder = dirname(folder)) {
		folders.push(join(folder, ".cargo"));
		if (dirname(folder) === folder) break;
	}
	const all = [...folders, env["CARGO_HOME"] || join(home, ".cargo")];
	return [...new Set(all)].flatMap((folder) => [join(folder, "config"), join(folder, "config.toml")]);
}
/**
* What sccache 0.16 to 0.19 read: src/compiler/rust.rs (`generate_hash_key`), src/compiler/c.rs (`CACHED_ENV_VARS`). Variables that a
* crate's own source reads are in the key of that crate; nobody else knows which they are.
* https://github.com/mozilla/sccache/blob/v0.16.0/src/compiler/rust.rs
*/
const keyVariables = {
	rust: {
		inKeys: /^CARGO_(?!ENCODED_RUSTFLAGS$)/,
		asArguments: /^(CARGO_ENCODED_)?RUSTFLAGS$/
	},
	c: {
		inKeys: /^(CC|CXX|SDKROOT|(MACOSX|IPHONEOS|TVOS|WATCHOS)_DEPLOYMENT_TARGET|CCC_OVERRIDE_OPTIONS|SCCACHE_C_CUSTOM_CACHE_BUSTER)$/,
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
export { readSurroundings as i, keyVariables as n, printEnvironment as r, cargoConfigFiles as t };

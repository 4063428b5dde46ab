import { $ as parseCacheSize, X as bypassWarnings, Z as diskVariables } from "./chunk-handoff.js";
// src/sccache/environment/wrappers.ts
/** What makes cargo, C and C++ builds and CMake call sccache, for each of `wrap`. What the user has set decides. */
function planWrappings(options) {
	const { wrap } = options;
	const c = wrap.includes("c") ? wrapC(options) : void 0;
	return {
		...wrap.includes("rust") ? { rust: wrapRust(options) } : {},
		...c ? { c } : {},
		...wrap.includes("cmake") ? { cmake: wrapCmake(options, c) } : {}
	};
}
const nothing = {
	variables: {},
	proof: void 0,
	reaches: false,
	notices: [],
	warnings: []
};
/**
* Cargo's wrapper. Cargo takes RUSTC_WRAPPER before CARGO_BUILD_RUSTC_WRAPPER before its files, and an empty one as "no
* wrapper". The `cc` crate follows RUSTC_WRAPPER too, so C in build scripts is cached as well.
*/
function wrapRust({ sccachePath, env, surroundings: { cargo } }) {
	const wrapper = told(env, "RUSTC_WRAPPER") ?? told(env, "CARGO_BUILD_RUSTC_WRAPPER") ?? fromFile("build.rustc-wrapper", cargo.rustcWrapper);
	const workspace = told(env, "RUSTC_WORKSPACE_WRAPPER") ?? told(env, "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER") ?? fromFile("build.rustc-workspace-wrapper", cargo.rustcWorkspaceWrapper);
	const rustc = env["RUSTC"] || "rustc";
	const between = workspace?.value ? [workspace.value] : [];
	if (wrapper !== void 0 && isSccache(wrapper.value)) return {
		...nothing,
		reaches: true
	};
	if (wrapper !== void 0) {
		const isNone = wrapper.value === "";
		const said = `${wrapper.name} is ${isNone ? "empty" : wrapper.value}${wrapper.where}, so cargo does not call sccache: remove ${wrapper.name} to cache Rust`;
		return isNone ? {
			...nothing,
			notices: [said]
		} : warned(said);
	}
	if ([...between, rustc].some(isSccache)) return {
		...nothing,
		reaches: true
	};
	return {
		...nothing,
		variables: { RUSTC_WRAPPER: sccachePath },
		proof: [
			...between,
			rustc,
			"-vV"
		],
		reaches: true
	};
}
/** Compilations do not reach sccache, for this reason. */
function warned(...texts) {
	return {
		...nothing,
		warnings: texts.map((text) => ({
			text,
			topic: "wrapper"
		}))
	};
}
function told(env, name) {
	const value = env[name];
	return value === void 0 ? void 0 : {
		name,
		value,
		where: ""
	};
}
function fromFile(name, setting) {
	return setting && {
		name,
		value: setting.value,
		where: ` in ${setting.file}`
	};
}
/** Programs that stand before a compiler as sccache does: two of them in a row do not work. */
const launchers = /(^|[\\/])(ccache|distcc|icecc|buildcache|recc|fastbuild)(\.exe)?$/i;
/**
* CC and CXX with sccache in front of the compiler: make, autotools, meson, Go, CMake and the `cc` crate understand that.
* Not so on Windows, where MSVC is found in other ways and there is no `cc`.
*/
function wrapC(options) {
	const { platform, sccachePath, env, wrap, surroundings } = options;
	const refuse = (why) => warned(`CC and CXX are left alone: ${why}`);
	if (platform === "win32") return refuse("wrap: c has no effect on Windows; use cmake, or call sccache before cl");
	const { ccacheAsCompiler, cmakeNamesSccache, crossSigns } = surroundings;
	if (cmakeNamesSccache !== void 0) return {
		...nothing,
		reaches: true,
		notices: [`CC and CXX are left alone: ${cmakeNamesSccache} calls sccache`]
	};
	if (ccacheAsCompiler !== void 0 && !env["CC"]) return refuse(`${ccacheAsCompiler} is ccache`);
	if (crossSigns.length > 0) {
		const instead = wrap.includes("rust") ? "; C in build scripts is cached by way of RUSTC_WRAPPER" : "";
		return refuse(`they would reach compilers for other targets too (${crossSigns[0]})${instead}`);
	}
	const command = /\s/.test(sccachePath) ? "sccache" : sccachePath;
	const [cc = nothing, cxx = nothing] = Object.entries({
		CC: "cc",
		CXX: "c++"
	}).map(([name, compiler]) => {
		const theirs = (env[name] ?? "").trim();
		const words = (theirs || compiler).split(/\s+/);
		const [first = ""] = words;
		if (isSccache(first)) return {
			...nothing,
			reaches: true
		};
		if (launchers.test(first)) return warned(`${name} calls ${first}, so it does not call sccache: unset ${name}`);
		if (/["'`$;&|<>(){}*?\\]/.test(theirs)) return warned(`${name} is left alone, as it is more than a command with words: ${theirs}`);
		const value = [command, ...words].join(" ");
		return {
			variables: { [name]: value },
			proof: [...words, "--version"],
			reaches: true,
			notices: theirs === "" ? [] : [`${name} was ${theirs} and is now ${value}`],
			warnings: []
		};
	});
	return {
		variables: {
			...cc.variables,
			...cxx.variables
		},
		proof: cc.proof ?? cxx.proof,
		reaches: cc.reaches || cxx.reaches,
		notices: [...cc.notices, ...cxx.notices],
		warnings: [...cc.warnings, ...cxx.warnings]
	};
}
/** The languages that CMake can launch a compiler for and sccache knows, and the variable that names the compiler of each. */
const languages = {
	C: "CC",
	CXX: "CXX",
	OBJC: "CC",
	OBJCXX: "CXX",
	CUDA: "CUDACXX",
	HIP: "HIPCXX"
};
/**
* Compiler launchers, which CMake reads when it first configures a build folder. CMake puts a launcher before what CC
* names, and `sccache sccache cc` fails: where CC and CXX call sccache already, they need none.
* https://cmake.org/cmake/help/latest/envvar/CMAKE_LANG_COMPILER_LAUNCHER.html
*/
function wrapCmake({ sccachePath, env, surroundings }, c) {
	const { cmakeNamesSccache } = surroundings;
	if (cmakeNamesSccache !== void 0) {
		const notices = c ? [] : [`CMake's launchers are left alone: ${cmakeNamesSccache} calls sccache`];
		return {
			...nothing,
			reaches: true,
			notices
		};
	}
	const variables = {};
	const warnings = [];
	let reaches = false;
	for (const [language, compiler] of Object.entries(languages)) {
		const name = `CMAKE_${language}_COMPILER_LAUNCHER`;
		const [first = ""] = (c?.variables[compiler] ?? env[compiler] ?? "").trim().split(/\s+/);
		const theirs = env[name] ?? "";
		if (isSccache(first) || isSccache(theirs)) reaches = true;
		else if (launchers.test(first)) warnings.push(`${compiler} calls ${first}, so CMake does not call sccache`);
		else if (theirs !== "") warnings.push(`${name} is ${theirs}, so CMake does not call sccache: unset it`);
		else variables[name] = sccachePath;
	}
	const compiler = (env["CC"] ?? "").trim().split(/\s+/)[0] || "cc";
	const isOpen = "CMAKE_C_COMPILER_LAUNCHER" in variables;
	return {
		...warned(...new Set(warnings)),
		variables,
		proof: isOpen ? [compiler, "--version"] : void 0,
		reaches: reaches || isOpen
	};
}
/** Whether a program of a command is sccache itself. */
function isSccache(command) {
	return /(^|[\\/])sccache(\.exe)?$/i.test(command);
}
// src/sccache/environment/environment.ts
/** An idle server ends after so many seconds: longer than a step without compilations, and an abandoned one ends the same day. */
const idleSeconds = 21600;
/**
* The variables with which a build uses sccache and the restored directory. What the user has set is kept, unless sccache
* would fail the build by it or write its entries elsewhere; then a notice says what was changed.
*/
function buildEnvironment(options) {
	const { env, surroundings, refused = /* @__PURE__ */ new Map() } = options;
	const passed = Object.entries(planWrappings(options)).filter(([wrapper]) => !refused.has(wrapper));
	const wrappings = passed.map(([, wrapping]) => wrapping);
	const kept = [];
	const incremental = noIncremental(env, passed);
	const wanted = Object.assign(serverSettings(options, kept), ...wrappings.map(({ variables }) => variables), incremental.variables);
	return {
		exports: Object.entries(wanted).filter(([name, value]) => env[name] !== value).map(([name, value]) => ({
			name,
			value
		})),
		notices: [
			...kept,
			...incremental.notices,
			...wrappings.flatMap(({ notices }) => notices)
		],
		warnings: [
			...bypassWarnings(env, surroundings.sccacheConfig),
			...sizeWarnings(env),
			...wrappings.flatMap(({ warnings }) => warnings),
			...[...refused].map(([wrapper, why]) => ({
				text: `wrap: ${wrapper} is left out, since sccache refuses the compiler: ${why}`,
				topic: "compiler-refused"
			}))
		],
		proofs: passed.flatMap(([wrapper, { proof }]) => proof ? [{
			wrapper,
			call: proof
		}] : []),
		reaches: options.wrap.length === 0 || wrappings.some(({ reaches }) => reaches)
	};
}
/**
* sccache refuses to run while one of these is 1, and cannot cache what a compiler did incrementally. Cargo's own
* settings, profiles included, give way to CARGO_INCREMENTAL.
*/
function noIncremental(env, passed) {
	const reached = passed.filter(([, { reaches }]) => reaches).map(([wrapper]) => wrapper);
	if (reached.length === 0) return {
		variables: {},
		notices: []
	};
	const reachesRust = reached.includes("rust");
	const variables = {};
	if (reachesRust || env["CARGO_INCREMENTAL"] === "1") variables["CARGO_INCREMENTAL"] = "0";
	if (env["CARGO_BUILD_INCREMENTAL"] === "1") variables["CARGO_BUILD_INCREMENTAL"] = "false";
	return {
		variables,
		notices: Object.keys(variables).filter((name) => env[name] && env[name] !== variables[name]).map((name) => `${name} was ${env[name]} and is now ${variables[name]}: sccache refuses incremental compilation`)
	};
}
function serverSettings(options, notices) {
	const { env, compressionLevel: level, surroundings } = options;
	const wanted = [
		{
			name: "SCCACHE_IGNORE_SERVER_IO_ERROR",
			value: "1"
		},
		{
			name: "SCCACHE_IDLE_TIMEOUT",
			value: String(idleSeconds),
			least: {
				value: 60,
				why: "the server must not end before the build begins"
			}
		},
		...level === void 0 ? [] : [{
			name: "SCCACHE_CACHE_ZSTD_LEVEL",
			value: String(level)
		}]
	];
	const settings = {};
	for (const { name, value, least } of wanted) {
		const theirs = env[name];
		if (!theirs) settings[name] = value;
		else if (least && Number(theirs) > 0 && Number(theirs) < least.value) {
			settings[name] = String(least.value);
			notices.push(`${name} was ${Number(theirs)} and is now ${least.value}: ${least.why}`);
		} else if (theirs !== value) notices.push(`${name} is kept as it was set`);
	}
	const disk = effectiveDisk(env, surroundings);
	if (disk && !options.isAsked) {
		notices.push(`sccache's own configuration is kept: ${surroundings.sccacheConfig.file}`);
		return settings;
	}
	return {
		...settings,
		...diskSettings(options, disk, notices)
	};
}
/** `[cache.disk]` of sccache's configuration file, where it has one and no variable makes sccache ignore it. */
function effectiveDisk(env, surroundings) {
	return diskVariables.some((name) => env[name] !== void 0) ? void 0 : surroundings.sccacheConfig.disk;
}
/** What the user lets sccache fill on disk, in bytes, by variable or file; undefined where nobody has said. */
function userCacheBytes(env, surroundings) {
	return parseCacheSize(env["SCCACHE_CACHE_SIZE"] ?? "") ?? effectiveDisk(env, surroundings)?.sizeBytes;
}
/** One variable of these and sccache no longer looks at the file's other settings, so all of them follow. */
function diskSettings({ env, directory, cacheSizeBytes }, file, notices) {
	const theirs = env["SCCACHE_DIR"] ?? "";
	const isSame = theirs !== "" && theirs.replace(/(?<=.)[\\/]+$/, "") === directory;
	if (theirs !== "" && !isSame) notices.push(`SCCACHE_DIR was ${theirs} and is now ${directory}`);
	return {
		...isSame ? {} : { SCCACHE_DIR: directory },
		...env["SCCACHE_CACHE_SIZE"] ? {} : { SCCACHE_CACHE_SIZE: String(file?.sizeBytes ?? cacheSizeBytes) },
		...file?.readOnly ? { SCCACHE_LOCAL_RW_MODE: "READ_ONLY" } : {},
		...file?.preprocessor === false ? { SCCACHE_DIRECT: "false" } : {}
	};
}
/** https://github.com/mozilla/sccache/blob/main/src/config.rs `parse_size` */
function sizeWarnings(env) {
	const size = env["SCCACHE_CACHE_SIZE"] ?? "";
	if (size === "") return [];
	const bytes = parseCacheSize(size);
	if (bytes !== void 0 && bytes > 0) return [];
	return [{
		text: bytes === 0 ? `SCCACHE_CACHE_SIZE is ${size}, so sccache keeps no entry and nothing is restored: unset it, or set a size such as 10G` : "SCCACHE_CACHE_SIZE is no size that sccache knows, so it takes 10G: write whole bytes, or K, M, G, T",
		topic: "cache-size"
	}];
}
/** A level of zstd at which it only ever writes raw blocks; the least that it knows. */
const rawLevel = -131072;
/**
* The level that lets sccache write its new entries raw, or undefined where that is not known to work. sccache documents
* 1 to 22; the versions from 0.16 to 0.19 were seen to take this one too, and to hit what they wrote with it: less work
* for their server, four times the disk, and the same bundle.
*/
function rawLevelOf(version) {
	const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version ?? "") ?? [];
	if (major !== "0" || minor === void 0) return void 0;
	return Number(minor) >= 16 && Number(minor) <= 19 ? rawLevel : void 0;
}
export { isSccache as a, userCacheBytes as i, effectiveDisk as n, rawLevelOf as r, buildEnvironment as t };

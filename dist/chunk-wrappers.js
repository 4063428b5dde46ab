import { _t as scan } from "./chunk-handoff.js";
import { v as userCacheBytes } from "./chunk-native-code.js";
import { O as onSameDisk } from "./chunk-checks.js";
import { a as sumBytes } from "./chunk-room2.js";
import { resolve } from "node:path";
// src/flow/restore/limits.ts
/**
* What limits the cache of a job, before anything is restored: the user, what lies in the directory already, and whether the
* build's products come onto its disk. A directory that cannot be listed counts as empty: the restore itself says why.
*/
async function limitsOf({ directory, env, surroundings }, workspace) {
	const target = resolve(workspace, env["CARGO_TARGET_DIR"] || ".");
	const { entries } = await scan(directory).catch(() => ({ entries: [] }));
	return {
		limitBytes: userCacheBytes(env, surroundings.sccacheConfig),
		heldBytes: sumBytes(entries),
		holdsTarget: await onSameDisk(directory, target)
	};
}
// src/flow/restore/unpacking.ts
/** What an entry with raw blocks takes when it is compressed again, at level 1: 0.26 of it on real builds. */
const compactShare = .35;
/** Raw bytes of the entries in a bundle that is as large as it may be: 8.4 a byte for a large project. */
const rawShare = 8.4;
/** What a build's products take at least, and beside its raw entries: `target` of debug builds was seen to take 1 to 1.5 of those. */
const targetBytes = (rawBytes, { holdsTarget }) => holdsTarget ? Math.max(2e9, 1.5 * rawBytes) : 0;
/** New entries of a warm build, beside the restored ones; a cold build makes as many as it has. */
const growthShare = .5;
/** What an sccache that nobody limits may fill, in bytes: 10 GiB, its own default, or more where more is restored. */
function cacheBytesFor(restoredBytes) {
	return Math.max(10 * 2 ** 30, 4 * restoredBytes);
}
/**
* Whether so many raw bytes would make sccache evict what lay there before: it keeps within its limit by deleting the oldest
* files. Raw entries take four times the room of those that sccache writes by itself, and others must not pay for that.
*/
function pushesOut(rawBytes, restoredBytes, { heldBytes, limitBytes }) {
	return heldBytes > 0 && heldBytes + rawBytes > (limitBytes ?? cacheBytesFor(restoredBytes));
}
/** The entries of a bundle that is as large as it may be. */
function sizesOfFull(maxSizeBytes) {
	const rawBytes = rawShare * maxSizeBytes;
	return {
		rawBytes,
		compactBytes: compactShare * rawBytes
	};
}
/** What must be free, in bytes, for entries, what the build adds to them and its products: in each form, and for any of them. */
function freeFor({ rawBytes, compactBytes }, room) {
	const products = targetBytes(rawBytes, room);
	const beside = (bytes) => products + bytes * 1.5;
	return {
		raw: beside(rawBytes),
		compact: beside(compactBytes),
		any: products
	};
}
/**
* How to write entries so that they, what the build adds to them and its products fit: raw, else compressed again, else fewer
* of them, of at most `mostBytes`, else none. The user's limit must hold them, too: sccache would evict the rest as soon as it
* starts.
*/
function howFor(sizes, room) {
	const { rawBytes, compactBytes } = sizes;
	const { freeBytes: free, limitBytes: limit = Number.POSITIVE_INFINITY } = room;
	const needed = freeFor(sizes, room);
	const filled = rawBytes * 1.5;
	const onDisk = (free - needed.any) / 1.5;
	const mostBytes = Math.min(onDisk, limit);
	const limitedBy = limit < onDisk ? "cache-size" : "disk";
	if (needed.raw <= free && filled <= limit && !pushesOut(filled, rawBytes, room)) return {
		how: "raw",
		mostBytes,
		limitedBy
	};
	if (compactBytes <= mostBytes) return {
		how: "compact",
		mostBytes,
		limitedBy
	};
	return {
		how: mostBytes > 0 ? "fewer" : "none",
		mostBytes,
		limitedBy
	};
}
/** Chooses how to write entries, and which of them, as `howFor` says. */
function chooseUnpacking(entries, room) {
	const { how, mostBytes, limitedBy } = howFor({
		rawBytes: sumBytes(entries),
		compactBytes: entries.reduce((sum, entry) => sum + compactBytes(entry), 0)
	}, room);
	if (how === "raw" || how === "compact") return {
		how,
		entries,
		limitedBy
	};
	const fitting = mostUseful(entries, mostBytes);
	return fitting.length === 0 && entries.length > 0 ? {
		how: "none",
		entries: [],
		limitedBy
	} : {
		how: "compact",
		entries: fitting,
		limitedBy
	};
}
/** What an entry takes when it is compressed again: about as much as sccache's own, where that was compressed. */
function compactBytes({ bytes, storedBytes }) {
	return storedBytes < .9 * bytes ? 1.1 * storedBytes : compactShare * bytes;
}
/**
* Whether sccache may write its new entries raw, which takes four times the disk and less work. `restoredBytes` are the raw
* bytes of what was restored, and in place already; 0 for a cold build, of which nothing is known but what a bundle may take.
*/
function mayWriteRaw(restoredBytes, room, maxSizeBytes) {
	const { freeBytes: free, limitBytes = Number.POSITIVE_INFINITY } = room;
	const expected = restoredBytes || rawShare * maxSizeBytes;
	const growth = restoredBytes ? growthShare * restoredBytes : expected;
	if (limitBytes < cacheBytesFor(restoredBytes) || pushesOut(restoredBytes + growth, restoredBytes, room)) return false;
	return growth + targetBytes(expected, room) <= free;
}
/** The entries to restore when not all fit: used last, then with the most compile time for their size. */
function mostUseful(entries, most) {
	let left = most;
	const worth = ({ costMs, bytes }) => (costMs ?? 0) / bytes;
	return [...entries].sort((a, b) => b.lastRun - a.lastRun || worth(b) - worth(a) || a.bytes - b.bytes).filter((entry) => {
		const bytes = compactBytes(entry);
		if (bytes > left) return false;
		left -= bytes;
		return true;
	});
}
// src/sccache/environment/wrappers.ts
/** What makes cargo, C and C++ builds and CMake call sccache, for each of `wrap`. What the user has set decides. */
function planWrappings(options) {
	const c = options.wrap.includes("c") ? wrapC(options) : void 0;
	const plans = {
		rust: () => wrapRust(options),
		c: () => c ?? nothing,
		cmake: () => wrapCmake(options, c)
	};
	return options.wrap.map((wrapper) => [wrapper, plans[wrapper]()]);
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
		const { name, value, where } = wrapper;
		const said = `${name} is ${value || "empty"}${where}, so cargo does not call sccache: remove ${name} to cache Rust`;
		return value === "" ? {
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
	return unite(Object.entries({
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
			...nothing,
			variables: { [name]: value },
			proof: [...words, "--version"],
			reaches: true,
			notices: theirs === "" ? [] : [`${name} was ${theirs} and is now ${value}`]
		};
	}));
}
/** What all of these do. One proof is enough: they differ in the language alone. */
function unite(wrappings) {
	return {
		variables: Object.assign({}, ...wrappings.map(({ variables }) => variables)),
		proof: wrappings.find(({ proof }) => proof)?.proof,
		reaches: wrappings.some(({ reaches }) => reaches),
		notices: wrappings.flatMap(({ notices }) => notices),
		warnings: wrappings.flatMap(({ warnings }) => warnings)
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
export { chooseUnpacking as a, mayWriteRaw as c, cacheBytesFor as i, sizesOfFull as l, planWrappings as n, freeFor as o, unite as r, howFor as s, isSccache as t, limitsOf as u };

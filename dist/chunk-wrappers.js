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
export { planWrappings as n, unite as r, isSccache as t };

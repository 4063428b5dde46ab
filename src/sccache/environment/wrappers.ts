import type { Env, Wrapper } from "../../config/config.ts";
import type { Warning } from "../../log.ts";
import type { BuildSettings } from "./build-settings.ts";
import { cargoWrappers } from "./cargo-config.ts";
import { compilerIn, isSccache, launchers } from "./launcher-names.ts";

export interface Proof {
  readonly call: readonly string[];
  /** Whether the compiler is named by nobody but us: without it, the build would look for another one. */
  readonly isOurs?: boolean;
}

/** What one way of wrapping does to the build's environment. */
interface Wrapping {
  readonly variables: Readonly<Record<string, string>>;
  /** Calls that end at once and show that sccache accepts what the build will ask of it; none where all is done already. */
  readonly proofs: readonly Proof[];
  /** Whether compilations will reach sccache. */
  readonly reaches: boolean;
  /** What the user should know, one line each. */
  readonly notices: readonly string[];
  /** Why compilations do not reach sccache, and what to do. */
  readonly warnings: readonly Warning[];
}

export interface WrapperOptions {
  readonly wrap: readonly Wrapper[];
  readonly platform: NodeJS.Platform;
  /** Absolute path of what is called as sccache: the binary, or a launcher of this name. The binary should be on the build's PATH. */
  readonly sccachePath: string;
  /** Whether `sccachePath` is a launcher: that one also works behind another sccache and in front of one. */
  readonly isLauncher: boolean;
  readonly env: Env;
  readonly settings: BuildSettings;
}

/** What makes cargo, C and C++ builds and CMake call sccache, for each of `wrap`. What the user has set decides. */
export function planWrappings(options: WrapperOptions): readonly (readonly [Wrapper, Wrapping])[] {
  const c = options.wrap.includes("c") ? wrapC(options) : undefined;
  const plans = { rust: () => wrapRust(options), c: () => c ?? nothing, cmake: () => wrapCmake(options, c) };
  return options.wrap.map((wrapper) => [wrapper, plans[wrapper]()] as const);
}

const nothing: Wrapping = { variables: {}, proofs: [], reaches: false, notices: [], warnings: [] };

/** Cargo's wrapper. The `cc` crate follows RUSTC_WRAPPER too, so C in build scripts is cached as well. */
function wrapRust({ sccachePath, isLauncher, env, settings }: WrapperOptions): Wrapping {
  const { wrapper, workspace } = cargoWrappers(env, settings.cargo);
  const rustc = env["RUSTC"] || "rustc";
  // Cargo calls it before rustc for the crates of the workspace, and rustc alone for all others.
  const between = workspace?.value;
  if (wrapper !== undefined && isSccache(wrapper.value)) return { ...nothing, reaches: true };
  if (wrapper !== undefined) {
    const { name, value, where } = wrapper;
    const said = `${name} is ${value || "empty"}${where}, so cargo does not call sccache: remove ${name} to cache Rust`;
    // An empty one is how a user says "none": that is no accident.
    return value === "" ? { ...nothing, notices: [said] } : warned(said);
  }
  // Cargo would call the one through the other.
  if ([between ?? "", rustc].some(isSccache)) return { ...nothing, reaches: true };
  const calls = [[rustc, "-vV"], ...(between ? [[between, rustc, "-vV"]] : [])];
  const isAlone = between && isLauncher && !/(^|[\\/])clippy-driver$/.test(between);
  return {
    ...nothing,
    variables: { RUSTC_WRAPPER: sccachePath },
    proofs: calls.map((call) => ({ call })),
    reaches: true,
    notices: isAlone
      ? [
          `${workspace.name} is ${between}${workspace.where}: it compiles the workspace's crates without sccache`,
        ]
      : [],
  };
}

/** Compilations do not reach sccache, for this reason. */
function warned(...texts: readonly string[]): Wrapping {
  return { ...nothing, warnings: texts.map((text) => ({ text, topic: "wrapper" })) };
}

/**
 * CC and CXX with sccache in front of the compiler: make, autotools, meson, Go, CMake and the `cc` crate understand that.
 * Not so on Windows, where MSVC is found in other ways and there is no `cc`.
 */
function wrapC(options: WrapperOptions): Wrapping {
  const { platform, sccachePath, env, wrap, settings } = options;
  const refuse = (why: string) => warned(`CC and CXX are left alone: ${why}`);
  if (platform === "win32")
    return refuse("wrap: c has no effect on Windows; use cmake, or call sccache before cl");
  const { cargo, ccacheAsCompiler, cmake, crossSigns } = settings;
  const caller = callerIn(options);
  if (caller !== undefined) {
    const notices = [`CC and CXX are left alone: ${caller} calls sccache`];
    return { ...nothing, reaches: true, notices };
  }
  // CMake takes the first word of CC for its assembler, which would be sccache alone.
  if (cmake.assembles !== undefined && !isSccache(firstWord(env["CC"]) ?? "")) {
    return refuse(
      `${cmake.assembles} has assembly, for which CMake would call sccache without a compiler: use wrap: cmake, or set CC to "sccache cc" if CMake is not what builds`,
    );
  }
  if (ccacheAsCompiler !== undefined && !env["CC"]) return refuse(`${ccacheAsCompiler} is ccache`);
  const instead = wrap.includes("rust") ? "; C in build scripts is cached by way of RUSTC_WRAPPER" : "";
  const hidden = cargo.compilers.find(({ name }) => !env[name]);
  if (hidden !== undefined) return refuse(`${hidden.file} sets ${hidden.name} in [env]${instead}`);
  if (crossSigns.length > 0) {
    return refuse(`they would reach compilers for other targets too (${crossSigns[0]})${instead}`);
  }
  // The value is split at spaces, so a path that has some cannot be in it.
  const command = /\s/.test(sccachePath) ? "sccache" : sccachePath;
  const all = Object.entries({ CC: "cc", CXX: "c++" }).map(([name, compiler]) => {
    const theirs = (env[name] ?? "").trim();
    const words = (theirs || compiler).split(/\s+/);
    const [first = ""] = words;
    if (isSccache(first)) return { ...nothing, reaches: true };
    if (launchers.test(first)) {
      return warned(`${name} calls ${first}, so it does not call sccache: unset ${name}`);
    }
    if (/["'`$;&|<>(){}*?\\]/.test(theirs)) {
      return warned(`${name} is left alone, as it is more than a command with words: ${theirs}`);
    }
    const value = [command, ...words].join(" ");
    return {
      ...nothing,
      variables: { [name]: value },
      // C++ differs from C in the language alone, unless it is another compiler of the user's.
      proofs:
        name === "CC" || theirs !== "" ? [{ call: [...words, "--version"], isOurs: theirs === "" }] : [],
      reaches: true,
      notices: theirs === "" ? [] : [`${name} was ${theirs} and is now ${value}`],
    };
  });
  return uniteWrappings(all);
}

/** What all of these do. */
export function uniteWrappings(wrappings: readonly Wrapping[]): Wrapping {
  return {
    variables: Object.assign({}, ...wrappings.map(({ variables }) => variables)),
    proofs: wrappings.flatMap(({ proofs }) => proofs),
    reaches: wrappings.some(({ reaches }) => reaches),
    notices: wrappings.flatMap(({ notices }) => notices),
    warnings: wrappings.flatMap(({ warnings }) => warnings),
  };
}

/** The languages that CMake can launch a compiler for and sccache knows, and the variable that names the compiler of each. */
const languages = { C: "CC", CXX: "CXX", OBJC: "CC", OBJCXX: "CXX", CUDA: "CUDACXX", HIP: "HIPCXX" };

/**
 * Compiler launchers, which CMake reads when it first configures a build folder. CMake puts a launcher before what CC
 * names, and `sccache sccache cc` fails: where CC and CXX call sccache already, they get none but our own launcher. That one they need
 * for the `cmake` crate, which tells CMake the compiler that CC has behind sccache.
 * https://cmake.org/cmake/help/latest/envvar/CMAKE_LANG_COMPILER_LAUNCHER.html
 */
function wrapCmake(options: WrapperOptions, c: Wrapping | undefined): Wrapping {
  const { sccachePath, env, settings } = options;
  const { compilers: named } = settings.cmake;
  const caller = callerIn(options);
  if (caller !== undefined) {
    const notices = c ? [] : [`CMake's launchers are left alone: ${caller} calls sccache`];
    return { ...nothing, reaches: true, notices };
  }
  const variables: Record<string, string> = {};
  const warnings: string[] = [];
  let reaches = false;
  for (const [language, compiler] of Object.entries(languages)) {
    // sccache fails calls of nvcc that nvcc itself can do; the launcher then runs nvcc.
    if (language === "CUDA" && !options.isLauncher) continue;
    const name = `CMAKE_${language}_COMPILER_LAUNCHER`;
    const [first = ""] = (c?.variables[compiler] ?? env[compiler] ?? "").trim().split(/\s+/);
    const theirs = env[name] ?? "";
    if ((isSccache(first) && !options.isLauncher) || isSccache(theirs)) reaches = true;
    else if (launchers.test(first))
      warnings.push(`${compiler} calls ${first}, so CMake does not call sccache`);
    else if (theirs !== "") warnings.push(`${name} is ${theirs}, so CMake does not call sccache: unset it`);
    else variables[name] = sccachePath;
  }
  const isOpen = (language: string) => `CMAKE_${language}_COMPILER_LAUNCHER` in variables;
  const compilers = [
    ...(isOpen("C") ? [compilerIn(env["CC"]) ?? "cc", ...named] : []),
    ...(isOpen("C") && isOpen("CXX") ? [compilerIn(env["CXX"]) ?? []].flat() : []),
  ];
  return {
    ...warned(...new Set(warnings)),
    variables,
    proofs: compilers.map((compiler) => ({ call: [compiler, "--version"] })),
    reaches: reaches || isOpen("C"),
  };
}

/** The project's file that calls sccache itself, where a second one must not be set. */
function callerIn({ isLauncher, settings }: WrapperOptions): string | undefined {
  return isLauncher ? undefined : settings.cmake.namesSccache;
}

function firstWord(command = ""): string | undefined {
  return command.trim().split(/\s+/)[0] || undefined;
}

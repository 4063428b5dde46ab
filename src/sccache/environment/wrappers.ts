import type { Wrapper } from "../../config/config.ts";

/** A variable we would set, unless the user has set it or one of those that do the same. */
export interface Wish {
  readonly name: string;
  readonly wanted: string;
  readonly unless?: readonly string[];
}

export interface WrapperOptions {
  readonly wrap: readonly Wrapper[];
  readonly platform: NodeJS.Platform;
  readonly sccachePath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface WrapperWishes {
  readonly wishes: readonly Wish[];
  readonly warnings: readonly string[];
}

const WISHES: Readonly<Record<Wrapper, (options: WrapperOptions) => WrapperWishes>> = {
  rust: rustWishes,
  c: compilerWishes,
  cmake: launcherWishes,
};

/** What makes cargo, C/C++ builds and CMake call sccache, for each of `wrap` in turn. */
export function wrapperWishes(options: WrapperOptions): WrapperWishes {
  const all = options.wrap.map((wrapper) => WISHES[wrapper](options));
  return {
    wishes: all.flatMap(({ wishes }) => wishes),
    warnings: all.flatMap(({ warnings }) => warnings),
  };
}

/**
 * Cargo's wrapper, and no incremental compilation, whose results sccache cannot cache. Cargo takes RUSTC_WRAPPER
 * before CARGO_BUILD_RUSTC_WRAPPER, and an empty one as "no wrapper": both are the user's word. The `cc` crate
 * follows RUSTC_WRAPPER too, so C in build scripts is cached as well.
 */
function rustWishes({ sccachePath, env }: WrapperOptions): WrapperWishes {
  const theirs = env["RUSTC_WRAPPER"] ?? env["CARGO_BUILD_RUSTC_WRAPPER"];
  const incremental = { name: "CARGO_INCREMENTAL", wanted: "0", unless: ["CARGO_BUILD_INCREMENTAL"] };
  if (theirs !== undefined && isSccache(theirs)) return { wishes: [incremental], warnings: [] };
  const wrapper = { name: "RUSTC_WRAPPER", wanted: sccachePath, unless: ["CARGO_BUILD_RUSTC_WRAPPER"] };
  // With a wrapper that is not sccache, the user's incremental compilation is none of our business.
  return { wishes: theirs === undefined ? [wrapper, incremental] : [wrapper], warnings: [] };
}

/**
 * CC and CXX with sccache in front of the system's compilers: make, autotools, meson, Go and the `cc` crate
 * understand that. Not so on Windows, where MSVC is found in other ways and there is no `cc`.
 */
function compilerWishes({ platform, sccachePath, env }: WrapperOptions): WrapperWishes {
  if (platform === "win32") {
    return {
      wishes: [],
      warnings: ["wrap: c has no effect on Windows; use cmake, or call sccache before cl"],
    };
  }
  // The value is split at spaces, so a path that has some cannot be in it.
  const command = /\s/.test(sccachePath) ? "sccache" : sccachePath;
  const wishes = Object.entries({ CC: "cc", CXX: "c++" }).flatMap(([name, compiler]) => {
    const theirs = env[name];
    if (theirs !== undefined && isSccache(theirs.trim().split(/\s/)[0] ?? "")) return [];
    return [{ name, wanted: `${command} ${theirs || compiler}` }];
  });
  return { wishes, warnings: [] };
}

/** https://cmake.org/cmake/help/latest/envvar/CMAKE_LANG_COMPILER_LAUNCHER.html, read at the first configuration. */
function launcherWishes({ sccachePath, env }: WrapperOptions): WrapperWishes {
  const names = ["CMAKE_C_COMPILER_LAUNCHER", "CMAKE_CXX_COMPILER_LAUNCHER"];
  const open = names.filter((name) => !isSccache(env[name] ?? ""));
  return { wishes: open.map((name) => ({ name, wanted: sccachePath })), warnings: [] };
}

function isSccache(command: string): boolean {
  return /(^|[\\/])sccache(\.exe)?$/i.test(command);
}

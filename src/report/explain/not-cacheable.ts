import type { NotCacheable } from "../report.ts";

/**
 * sccache's words for why it does not cache a call, the expected ones first; newer versions add a detail in parentheses:
 * https://github.com/mozilla/sccache/blob/main/src/compiler/rust.rs and gcc.rs (`cannot_cache!`).
 */
const notCached: readonly { pattern: RegExp; meaning: string; remedy?: string; asks?: true }[] = [
  { pattern: /^crate-type/, meaning: "linked crates such as programs and proc-macros (expected)" },
  {
    pattern: /^incremental/,
    meaning: "incremental compilation",
    remedy: "Set CARGO_INCREMENTAL=0, and remove `incremental = true` from the profile.",
  },
  {
    pattern: /^missing input|^no input file/,
    meaning: "compiler queries without a source file (expected)",
    asks: true,
  },
  { pattern: /^-$/, meaning: "source from standard input (expected)" },
  { pattern: /^-E|preprocess/, meaning: "preprocessor only (expected)" },
  { pattern: /^-M|^-### ?|^--version/, meaning: "compiler queries (expected)", asks: true },
  {
    pattern: /^multiple input files/,
    meaning: "several source files in one call, or clippy on the workspace's own crates",
  },
  {
    pattern: /^argument parse/,
    meaning:
      "arguments that sccache does not know, as from configure scripts and in tests of procedural macros",
  },
  {
    pattern: /pch|precompiled|^-Y|include-pch/i,
    meaning: "precompiled headers",
    remedy: "Turn precompiled headers off, in CMake with CMAKE_DISABLE_PRECOMPILE_HEADERS=ON.",
  },
  {
    pattern: /^-(Zi|ZI)|^\/Z[iI]|pdb/i,
    meaning: "debug information in a separate file (MSVC /Zi)",
    remedy: "Use /Z7: in CMake CMAKE_MSVC_DEBUG_INFORMATION_FORMAT=Embedded.",
  },
  {
    pattern: /^-fprofile|^--coverage|coverage/,
    meaning: "coverage or profiling",
    remedy: "Build without coverage and profiles where they are not needed.",
  },
  { pattern: /^-fmodules|modules|\.cppm|ifc/, meaning: "C++ or Clang modules" },
  { pattern: /^@/, meaning: "arguments in a file", remedy: "Turn response files off in the build system." },
  {
    pattern: /^unknown source language|unsupported/i,
    meaning: "a language or output that sccache does not know",
  },
  { pattern: /^missing (emit|output|crate_name)/, meaning: "not an ordinary compilation by cargo" },
  {
    pattern: /^non-cacheable compilation/,
    meaning: "compilations whose result turned out not to be cacheable",
  },
  { pattern: /^target$/, meaning: "a target given as a file" },
];

/** Whether sccache's word for why it does not cache a call says that nothing was to be compiled. */
export function isQuestion(reason: string): boolean {
  return notCached.find(({ pattern }) => pattern.test(reason))?.asks ?? false;
}

/** Calls that were not cacheable, in plain words where these are known: what a person can do something about first, then by number. */
export function explainNotCacheable(counts: Readonly<Record<string, number>>): NotCacheable[] {
  return (
    Object.entries(counts)
      .filter(([, calls]) => calls > 0)
      .map(([reason, calls]) => {
        const known = notCached.find(({ pattern }) => pattern.test(reason));
        return { reason, calls, meaning: known?.meaning ?? reason, remedy: known?.remedy ?? null };
      })
      // sccache lists them in a different order each time.
      .sort(
        (a, b) =>
          Number(b.remedy !== null) - Number(a.remedy !== null) ||
          b.calls - a.calls ||
          (a.reason < b.reason ? -1 : 1),
      )
  );
}

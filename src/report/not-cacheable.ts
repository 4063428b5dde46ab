import type { NotCacheable } from "./report.ts";

interface Reason {
  /** Of sccache's word for it, which newer versions follow by a detail in parentheses. */
  readonly pattern: RegExp;
  readonly meaning: string;
  readonly remedy: string | null;
}

/**
 * sccache's words for why it does not cache a call, the expected ones first:
 * https://github.com/mozilla/sccache/blob/main/src/compiler/rust.rs and gcc.rs (`cannot_cache!`).
 */
const reasons: readonly Reason[] = [
  {
    pattern: /^crate-type/,
    meaning: "linked crates such as programs and proc-macros (expected)",
    remedy: null,
  },
  {
    pattern: /^incremental/,
    meaning: "incremental compilation",
    remedy: "Set CARGO_INCREMENTAL=0, and remove `incremental = true` from the profile.",
  },
  {
    pattern: /^missing input|^no input file/,
    meaning: "questions to the compiler, without a source file (expected)",
    remedy: null,
  },
  { pattern: /^-$/, meaning: "source from standard input (expected)", remedy: null },
  { pattern: /^-E|preprocess/, meaning: "preprocessor only (expected)", remedy: null },
  { pattern: /^-M|^-### ?|^--version/, meaning: "questions to the compiler (expected)", remedy: null },
  {
    pattern: /^multiple input files/,
    meaning: "several source files in one call",
    remedy: null,
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
    remedy: "Build without coverage where it is not needed.",
  },
  {
    pattern: /^-fmodules|modules|\.cppm|ifc/,
    meaning: "C++ or Clang modules",
    remedy: null,
  },
  { pattern: /^@/, meaning: "arguments in a file", remedy: "Turn response files off in the build system." },
  {
    pattern: /^unknown source language|unsupported/i,
    meaning: "a language or output that sccache does not know",
    remedy: null,
  },
  {
    pattern: /^missing (emit|output|crate_name)/,
    meaning: "not an ordinary compilation by cargo",
    remedy: null,
  },
  { pattern: /^target$/, meaning: "a target given as a file", remedy: null },
];

/** Calls that were not cacheable, in plain words: what a person can do something about first, then by number. */
export function explainNotCacheable(counts: Readonly<Record<string, number>>): NotCacheable[] {
  return Object.entries(counts)
    .filter(([, calls]) => calls > 0)
    .map(([reason, calls]) => ({ reason, calls, ...describeReason(reason) }))
    .sort((a, b) => Number(b.remedy !== null) - Number(a.remedy !== null) || b.calls - a.calls);
}

/** One of sccache's reasons in plain words, and what to do; the reason itself where it is not known. */
export function describeReason(reason: string): Pick<NotCacheable, "meaning" | "remedy"> {
  const known = reasons.find(({ pattern }) => pattern.test(reason));
  return { meaning: known?.meaning ?? reason, remedy: known?.remedy ?? null };
}

import type { Load } from "../../zstd/frame.ts";
import type { Zstd } from "../../zstd/zstd.ts";
import { measureRaw } from "./transcode.ts";

/** What an object entry is called, and what it takes with raw blocks; or why it is worth nothing. */
export type Inspected =
  | {
      readonly kind: "sound";
      /** The crate, or null where there is no name: C and C++ objects, what does not parse. */
      readonly label: string | null;
      /** Exactly what `toRaw` gives. */
      readonly rawBytes: number;
    }
  | { readonly kind: "damaged"; readonly why: string };

/**
 * Looks through an object entry. Content that is not compressed is not held against its checksum yet, and need not be in
 * memory: `load` is told what must be.
 */
export function inspectEntry(content: Buffer, zstd: Zstd, load?: Load): Inspected {
  const measured = measureRaw(content, zstd, load);
  switch (measured.kind) {
    case "damaged":
      return measured;
    case "verbatim":
      return { kind: "sound", label: null, rawBytes: content.length };
    case "transcoded":
      return { kind: "sound", label: labelOf(measured.memberNames), rawBytes: measured.bytes };
  }
}

/**
 * The crate that rustc's output files are named after, from any of them: `lib<crate>-<hash>.rlib`, `<crate>-<hash>.d`;
 * null when none is named so.
 */
export function labelOf(memberNames: readonly string[]): string | null {
  for (const name of memberNames.toSorted()) {
    const crate = library.exec(name)?.[1] ?? otherFile.exec(name)?.[1];
    if (crate && !generic.has(name)) return crate;
  }
  return null;
}

/** What begins with `lib`, whatever the crate is called. */
const library = /^lib([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:rlib|rmeta|so|dylib|a)$/;
/** What does not: a crate called `libc` has `libc-<hash>.d`. */
const otherFile = /^([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:d|o|dll|lib|so|dylib)$/;

/** What sccache calls the members of C and C++ entries, whatever the source was called. */
const generic = new Set(["d", "obj", "stderr", "stdout"]);

import { checkOutline } from "../zstd/frame.ts";
import { ZstdError } from "../zstd/zstd.ts";
import { rawFrameBytes } from "./raw-frame.ts";
import { listStoredZip } from "./stored-zip.ts";

/** What an entry says of itself without being decoded. */
export interface Inspected {
  /** The crate, or null where there is no name: C and C++ objects, preprocessor files, what does not parse. */
  readonly label: string | null;
  /** About what it takes with raw blocks: never much less, rarely more than 128 KiB a member more. */
  readonly rawBytes: number;
}

/** Looks at an entry's outline. Never fails: what is damaged is found out when it is packed. */
export function inspectEntry(content: Buffer): Inspected {
  const parsed = listStoredZip(content);
  if (parsed.kind !== "zip") return { label: null, rawBytes: content.length };
  try {
    const rawBytes = parsed.members.reduce(
      (sum, member) => sum + rawFrameBytes(checkOutline(member.content)) + 200,
      0,
    );
    return { label: labelOf(parsed.members.map(({ name }) => name)), rawBytes };
  } catch (error) {
    if (error instanceof ZstdError) return { label: null, rawBytes: content.length };
    throw error;
  }
}

/**
 * The crate that rustc's output files are named after, from any of them: `lib<crate>-<hash>.rlib`, `<crate>-<hash>.d`;
 * null when none is named so.
 */
export function labelOf(memberNames: readonly string[]): string | null {
  for (const name of memberNames.toSorted()) {
    const match = /^(?:lib)?([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:rlib|rmeta|d|so|dylib|dll|a|o)$/.exec(
      name,
    );
    if (match?.[1] && !generic.has(name)) return match[1];
  }
  return null;
}

/** What sccache calls the members of C and C++ entries, whatever the source was called. */
const generic = new Set(["d", "obj", "stderr", "stdout"]);

import type { KeyObject } from "node:crypto";
import { creator } from "../version.ts";
import { type BundledEntry, type Manifest, withoutPast } from "./format/manifest.ts";
import type { ReusableBundle } from "./reuse-plan.ts";
import type { Remembered } from "./threads/examine-entries.ts";
import type { Dropped } from "./threads/pack-entries.ts";
import type { OnProgress } from "./threads/pool.ts";

/** An entry to be packed, with the history that goes into the manifest. */
export type PackEntry = Pick<BundledEntry, "name" | "lastUse" | "runs"> &
  Partial<Pick<BundledEntry, "lastRun" | "costMs" | "label" | "language" | "prints" | "cpu">> & {
    /** Where it lies, when not in the request's directory. */
    readonly directory?: string;
    /**
     * Digests of the segments that are known to hold just this content under this name: one of them may be copied in its place.
     * Without any, the entry is read.
     */
    readonly heldBy?: readonly string[];
  };

export interface PackRequest {
  /** Where the entries lie that do not name another directory; nothing may write to it meanwhile. */
  readonly directory: string;
  /** No name twice. */
  readonly entries: readonly PackEntry[];
  /** What an earlier bundle tells of those whose content it holds, so that they need not be read twice. */
  readonly known: ReadonlyMap<string, Remembered>;
  /** Bundles whose segments are copied where all their entries are packed again; none when left out. */
  readonly reuse?: readonly ReusableBundle[];
  /** The file to write. It appears whole or not at all. */
  readonly out: string;
  /** A larger bundle does not get the name `out`: it is left under a temporary one, for the caller to copy from and to remove. */
  readonly mostBytes?: number;
  readonly about: Omit<Manifest, "level" | "segments" | "entries">;
  readonly level: number;
  /** Uncompressed bytes of a segment. */
  readonly segmentRawBytes: number;
  /** The private key to sign with, for no name: a file that is in no store. Without it, the bundle is not signed. */
  readonly signingKey?: KeyObject | undefined;
  /** Told the bytes of tar that are compressed so far. */
  readonly onProgress?: OnProgress;
}

export interface Packed {
  readonly manifest: Manifest;
  /** `out`, unless the bundle is larger than it may be. */
  readonly file: string;
  /** Size of the file. */
  readonly bytes: number;
  /** How many of the segments were copied. */
  readonly copied: number;
  readonly dropped: readonly Dropped[];
}

/** The part of a request for a directory without a history: each entry was used once, when its file was last touched. */
export function withoutHistory(
  scanned: readonly { readonly name: string; readonly mtimeMs: number }[],
  created: number,
): Pick<PackRequest, "entries" | "known" | "about"> {
  return {
    entries: scanned.map(({ name, mtimeMs }) => ({ name, lastUse: mtimeMs / 1000, runs: 1 })),
    known: new Map(),
    about: {
      creator,
      created,
      ...withoutPast,
    },
  };
}

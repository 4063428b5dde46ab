import type { KeyObject } from "node:crypto";
import { creator } from "../version.ts";
import { type BundledEntry, type Manifest, withoutPast } from "./format/manifest.ts";
import type { ReusableBundle } from "./segment-plan.ts";
import type { Dropped, Remembered } from "./threads/pack-entries.ts";
import type { OnProgress } from "./threads/pool.ts";

/** An entry to be packed, with the history that goes into the manifest. */
export type PackEntry = Pick<BundledEntry, "name" | "lastUse" | "runs"> &
  Partial<Pick<BundledEntry, "lastRun" | "costMs" | "label" | "language" | "prints">> & {
    /** Where it lies, when not in the request's directory. */
    readonly directory?: string;
    /** Whether this build made it or wrote it anew: then it is read, and no bundle's entry of the same name replaces it. */
    readonly fresh?: boolean;
  };

export interface PackRequest {
  /** Where the entries lie that do not name another directory; nothing may write to it meanwhile. */
  readonly directory: string;
  /** No name twice. */
  readonly entries: readonly PackEntry[];
  /** What an earlier bundle tells of some of them, so that they need not be read twice. */
  readonly known: ReadonlyMap<string, Remembered>;
  /** Bundles whose segments are copied where all their entries are packed again; none when left out. */
  readonly reuse?: readonly ReusableBundle[];
  /** The file to write. It appears whole or not at all. */
  readonly out: string;
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
  /** Size of the file. */
  readonly bytes: number;
  /** How many of the segments were copied. */
  readonly copied: number;
  readonly dropped: readonly Dropped[];
}

/** What a request says of a directory that no job has left: each entry was used once, when its file was last touched. */
export function packedByHand(
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

import type { KeyObject } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { sweep, temporaryName } from "../left-over.ts";
import { creator } from "../version.ts";
import type { Zstd } from "../zstd/zstd.ts";
import { asTail, encodeTail } from "./format/frames.ts";
import { type BundledEntry, type Manifest, type Segment, withoutPast } from "./format/manifest.ts";
import { manifestFromJson, manifestToJson } from "./format/manifest-json.ts";
import { noName, signTail } from "./format/signature.ts";
import { endOfTar } from "./format/tar.ts";
import { type Described, type ReusableBundle, sumRawBytes } from "./segment-plan.ts";
import type { Dropped, EncodedRun, Remembered, RunTask } from "./threads/pack-entries.ts";
import { inOrder, type OnProgress, type Pool } from "./threads/pool.ts";
import type { SegmentTask } from "./threads/segments.ts";
import { release } from "./threads/workbench.ts";

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

export interface Packed {
  readonly manifest: Manifest;
  /** Size of the file. */
  readonly bytes: number;
  /** How many of the segments were copied. */
  readonly copied: number;
  readonly dropped: readonly Dropped[];
}

/** A segment to be: entries to encode, or a segment that has them already. */
export interface Part extends Pick<RunTask, "zstdThreads"> {
  /** In order. */
  readonly entries: readonly Described[];
  readonly copyOf?: SegmentTask;
}

interface Packing {
  readonly parts: readonly Part[];
  readonly pool: Pool;
  readonly zstd: Zstd;
}

/** Writes the parts as the segments of a bundle, which appears at `request.out` when it is whole. */
export async function writeBundle(request: PackRequest, packing: Packing): Promise<Packed> {
  // A name that nobody can foresee, and never a file or link that is there already.
  const names = { start: `${basename(request.out)}.`, end: ".partial" };
  await sweep(dirname(request.out), names);
  const partial = join(dirname(request.out), temporaryName(names.start, names.end));
  const file = await open(partial, "wx", 0o600);
  try {
    const packed = await writeTo(file, request, packing);
    await file.close();
    await rename(partial, request.out);
    return packed;
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
}

async function writeTo(
  file: FileHandle,
  { level, about, signingKey, onProgress }: PackRequest,
  { parts, pool, zstd }: Packing,
): Promise<Packed> {
  const segments: Segment[] = [];
  const entries: BundledEntry[] = [];
  const dropped: Dropped[] = [];
  const total = sumRawBytes(parts.flatMap((part) => part.entries));
  let done = 0;
  let offset = 0;
  const makeSegment = async (part: Part): Promise<[Part, EncodedRun]> => [
    part,
    part.copyOf
      ? { ...part.copyOf.segment, ...(await copyOf(part.copyOf, pool)), dropped: [] }
      : await pool.run("encode", { ...part, entries: part.entries.map(asMember), level }),
  ];
  // One more than threads, so that none waits while a frame is written.
  for await (const [part, encoded] of inOrder(parts, pool.threads + 1, makeSegment)) {
    const { frame, rawBytes, sha256 } = encoded;
    dropped.push(...encoded.dropped);
    done += sumRawBytes(part.entries);
    onProgress?.({ done, total });
    if (frame.length === 0) continue;
    await file.writeFile(frame); // which, unlike write, does not stop halfway
    const { length } = frame;
    release(frame);
    entries.push(...bundled(part, encoded, segments.length));
    segments.push({ offset, bytes: length, rawBytes, sha256 });
    offset += length;
  }
  const manifest = readable({ ...about, level, segments, entries });
  const end = zstd.compress(endOfTar, { level: 1, checksum: true });
  const frames = [...segments, { bytes: end.length, rawBytes: endOfTar.length }];
  const plain = Buffer.concat([end, encodeTail(manifest, frames, zstd)]);
  const tail = signingKey ? signTail(asTail(plain), noName, signingKey) : plain;
  await file.writeFile(tail);
  const copied = parts.filter(({ copyOf }) => copyOf).length;
  return { manifest, bytes: offset + tail.length, copied, dropped };
}

/** That a segment of an earlier bundle cannot be copied, since that is gone or damaged. */
export class NothingToCopy extends Error {}

async function copyOf(task: SegmentTask, pool: Pool): Promise<{ readonly frame: Uint8Array }> {
  try {
    return await pool.run("copy", task);
  } catch (cause) {
    throw new NothingToCopy(`${task.file}: ${(cause as Error).message}`, { cause });
  }
}

function asMember({ name, path, bytes, lastUse }: Described): RunTask["entries"][number] {
  return { name, path, bytes, lastUse };
}

/** The entries of a part that made it into the segment number `segment`. */
function bundled({ entries }: Part, { dropped }: EncodedRun, segment: number): BundledEntry[] {
  const lost = new Set(dropped.map(({ name }) => name));
  const packed = entries.filter(({ name }) => !lost.has(name));
  return packed.map(({ rawBytes, path, fresh, ...entry }) => ({ ...entry, segment }));
}

/** The manifest as a reader will see it. @throws {BundleError} when no reader would take it. */
function readable(manifest: Manifest): Manifest {
  return manifestFromJson(manifestToJson(manifest));
}

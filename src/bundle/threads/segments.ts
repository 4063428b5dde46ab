import { createHash } from "node:crypto";
import { closeSync, futimesSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { kindOf } from "../../sccache/directory.ts";
import { toCompact } from "../../sccache/entry/transcode.ts";
import { BundleError, quote } from "../format/checks.ts";
import type { BundledEntry, Manifest, Segment } from "../format/manifest.ts";
import { readMembers } from "../format/tar.ts";
import type { Workbench } from "./workbench.ts";

/** One segment of a bundle, and what the manifest says of it: work for one thread. */
export interface SegmentTask {
  /** The bundle: its name, or the descriptor under which this process has it open. */
  readonly file: string | number;
  readonly index: number;
  readonly segment: Segment;
  /** All entries of the segment, in order. */
  readonly entries: readonly BundledEntry[];
}

/** A task for each segment of a bundle, in order. */
export function segmentTasks(file: string | number, { segments, entries }: Manifest): SegmentTask[] {
  const bySegment = Map.groupBy(entries, ({ segment }) => segment);
  return segments.map((segment, index) => ({ file, index, segment, entries: bySegment.get(index) ?? [] }));
}

/** An entry of a bundle with its content, which holds until the next one is taken. */
export interface OpenEntry {
  readonly entry: BundledEntry;
  readonly content: Buffer;
}

/**
 * Yields the entries of a segment, which is held against the manifest before: its digest, its size, and every member
 * as it is reached. @throws {BundleError} naming the segment, and the entry where there is one.
 */
export function* openSegment(task: SegmentTask, bench: Workbench): Generator<OpenEntry> {
  const frame = readVerified(task, bench.fileBuffer(task.segment.bytes));
  const run = decompress(frame, task, bench);
  let next = 0;
  for (const { name, bytes, content } of membersOf(run, task.index)) {
    const entry = task.entries[next];
    // The time in the tar is of when the segment was made, which may be copied since: the manifest's is what counts.
    if (entry?.name !== name || entry.bytes !== bytes) {
      const where = `segment ${task.index}, entry ${quote(name)}`;
      throw new BundleError("disagrees", `${where}: the manifest lists something else there`);
    }
    next += 1;
    yield { entry, content };
  }
  if (next === task.entries.length) return;
  throw new BundleError(
    "disagrees",
    `segment ${task.index} has ${next} entries, the manifest lists ${task.entries.length}`,
  );
}

/** Reads a segment to its end. @throws as `openSegment` */
export function checkSegment(task: SegmentTask, bench: Workbench): undefined {
  for (const _ of openSegment(task, bench));
}

/** The segment's frame, verified, in memory of its own. @throws {BundleError}, or what reading throws */
export function copySegment(task: SegmentTask): { readonly frame: Uint8Array } {
  return { frame: readVerified(task, Buffer.allocUnsafeSlow(task.segment.bytes)) };
}

/** So much is read and then hashed while a core's cache still has it. */
const pieceBytes = 2 ** 18;

/** Reads the segment's frame into `frame`, of its size, and compares its digest. @throws {BundleError} */
function readVerified({ file, segment, index }: SegmentTask, frame: Buffer): Buffer {
  const hash = createHash("sha256");
  const descriptor = typeof file === "number" ? file : openSync(file, "r");
  try {
    for (let at = 0; at < frame.length; ) {
      const piece = frame.subarray(at, at + pieceBytes);
      const count = readSync(descriptor, piece, 0, piece.length, segment.offset + at);
      if (count === 0) throw new BundleError("truncated", `segment ${index} is cut short`);
      hash.update(piece.subarray(0, count));
      at += count;
    }
  } finally {
    if (descriptor !== file) closeSync(descriptor);
  }
  if (hash.digest("hex") === segment.sha256) return frame;
  throw new BundleError("damaged", `segment ${index} is damaged: digest mismatch`);
}

function decompress(frame: Buffer, { segment, index }: SegmentTask, { zstd, buffer }: Workbench): Uint8Array {
  try {
    const run = zstd.decompressVerified(frame, segment.rawBytes, buffer(segment.rawBytes));
    if (run.length === segment.rawBytes) return run;
  } catch (cause) {
    throw new BundleError("damaged", `segment ${index} is damaged: it cannot be decoded`, cause);
  }
  throw new BundleError("disagrees", `segment ${index} holds less than the manifest says`);
}

function* membersOf(run: Uint8Array, index: number): ReturnType<typeof readMembers> {
  try {
    yield* readMembers(run);
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    throw new BundleError(error.fault, `segment ${index}: ${error.message}`, error);
  }
}

/** One segment to be unpacked: work for one thread. */
export interface UnpackTask extends SegmentTask {
  /** Names of the entries to leave out. */
  readonly skip: ReadonlySet<string>;
  /** Where to write; fresh, and nobody else's. */
  readonly directory: string;
  /** Whether objects are compressed again, for disks where they do not fit as they are in the bundle. */
  readonly compact: boolean;
}

/** Writes the entries of a segment. @throws as `openSegment`, and what writing throws */
export function unpackSegment(task: UnpackTask, bench: Workbench): undefined {
  const write = createEntryWriter(task.directory);
  const entries = task.compact ? compacted(openSegment(task, bench), bench) : openSegment(task, bench);
  for (const { entry, content } of entries) {
    if (!task.skip.has(entry.name)) write(entry.name, content, entry.lastUse);
  }
}

/** The entries with their objects compressed again; what cannot be rewritten stays as it is. */
function* compacted(entries: Iterable<OpenEntry>, { zstd }: Workbench): Generator<OpenEntry> {
  for (const { entry, content } of entries) {
    const coded = kindOf(entry.name) === "object" ? toCompact(content, zstd) : undefined;
    yield { entry, content: coded?.kind === "transcoded" ? coded.content : content };
  }
}

/** Writes an entry whose last use is `lastUse`, in seconds since 1970. */
export type EntryWriter = (name: string, content: Uint8Array, lastUse: number) => void;

/**
 * A writer of new entries below `directory`. Access and modification times become the last use, so that a later hit
 * shows. It writes no name that sccache would not choose, and over no file: @throws {BundleError}, or what writing throws
 */
export function createEntryWriter(directory: string): EntryWriter {
  const folders = new Set<string>();
  return (name, content, lastUse) => {
    if (!kindOf(name)) {
      throw new BundleError("unsafe-name", `${quote(name)} is not a name that sccache gives a file`);
    }
    const path = join(directory, name);
    const folder = dirname(path);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    const file = openSync(path, "wx", 0o600); // as sccache makes them
    try {
      writeInPieces(file, content);
      futimesSync(file, lastUse, lastUse);
    } finally {
      closeSync(file);
    }
  };
}

/**
 * Bytes of one write. A file system that uses large folios, as Linux's ext4 does from 6.16 on, gives a larger write larger
 * pieces of memory, which on virtual machines are often not there yet: 1.1 GB/s of processor time for writes of 4 MiB,
 * 3.6 GB/s for these.
 */
const writeBytes = 2 ** 18;

function writeInPieces(file: number, content: Uint8Array): void {
  for (let at = 0; at < content.length; )
    at += writeSync(file, content, at, Math.min(writeBytes, content.length - at));
}

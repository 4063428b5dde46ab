import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { kindOf } from "../../sccache/directory.ts";
import { toCompact } from "../../sccache/entry/transcode.ts";
import { ZstdError } from "../../zstd/frame.ts";
import { BundleError, quote } from "../format/checks.ts";
import type { BundledEntry, Manifest, Segment } from "../format/manifest.ts";
import { readMembers } from "../format/tar.ts";
import { createEntryWriter, writeInPieces } from "./entry-writer.ts";
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
interface OpenEntry {
  readonly entry: BundledEntry;
  readonly content: Buffer;
}

/**
 * Yields the entries of a segment, which is held against the manifest before: its digest, its size, and every member
 * as it is reached. @throws {BundleError} naming the segment, and the entry where there is one; what reading and a lack of
 * memory throw
 */
function* openSegment(task: SegmentTask, bench: Workbench): Generator<OpenEntry> {
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

/** One segment to be copied: work for one thread. */
export interface CopyTask extends SegmentTask {
  /** Descriptor of an open file, and where in it the segment goes. */
  readonly to: number;
  readonly at: number;
}

/** Copies a segment's frame as it is. @throws {BundleError} when it is damaged, after it was written; what reading and writing throw */
export function copySegment({ to, at, ...task }: CopyTask, bench: Workbench): undefined {
  const piece = bench.buffer(pieceBytes);
  passVerified(
    task,
    () => piece,
    (bytes, from) => writeInPieces(to, bytes, at + from),
  );
}

/** So much is read and then hashed while a core's cache still has it. */
const pieceBytes = 2 ** 18;

/** Reads the segment's frame into `frame`, of its size, and compares its digest. @throws {BundleError}, or what reading throws */
function readVerified(task: SegmentTask, frame: Buffer): Buffer {
  passVerified(task, (at) => frame.subarray(at));
  return frame;
}

/**
 * Reads the segment's frame piece by piece, each into the beginning of what `room` gives for it, and compares its digest at the end.
 * @throws {BundleError}, and what reading and `then` throw
 */
function passVerified(
  { file, segment, index }: SegmentTask,
  room: (at: number) => Buffer,
  then: (piece: Buffer, at: number) => void = () => {},
): void {
  const hash = createHash("sha256");
  const descriptor = typeof file === "number" ? file : openSync(file, "r");
  try {
    for (let at = 0; at < segment.bytes; ) {
      const piece = room(at).subarray(0, Math.min(pieceBytes, segment.bytes - at));
      const count = readSync(descriptor, piece, 0, piece.length, segment.offset + at);
      if (count === 0) throw new BundleError("truncated", `segment ${index} is cut short`);
      hash.update(piece.subarray(0, count));
      then(piece.subarray(0, count), at);
      at += count;
    }
  } finally {
    if (descriptor !== file) closeSync(descriptor);
  }
  if (hash.digest("hex") === segment.sha256) return;
  throw new BundleError("damaged", `segment ${index} is damaged: digest mismatch`);
}

function decompress(frame: Buffer, { segment, index }: SegmentTask, { zstd, buffer }: Workbench): Uint8Array {
  const room = buffer(segment.rawBytes);
  try {
    const run = zstd.decompressVerified(frame, segment.rawBytes, room);
    if (run.length === segment.rawBytes) return run;
  } catch (cause) {
    if (!(cause instanceof ZstdError)) throw cause;
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

import { closeSync, futimesSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { toCompact } from "../../sccache/entry/transcode.ts";
import { kindOf } from "../../sccache/layout.ts";
import { BundleError, quote } from "../format/bundle-error.ts";
import { type OpenEntry, openSegment, type SegmentTask } from "./open-segment.ts";
import type { Workbench } from "./workbench.ts";

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
  for (let at = 0; at < content.length; ) at += writeSync(file, content, at, Math.min(writeBytes, content.length - at));
}

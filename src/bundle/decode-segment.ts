import { createHash } from "node:crypto";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BundleError } from "./bundle-error.ts";
import type { BundledEntry, Segment } from "./manifest.ts";
import { readMembers } from "./tar.ts";
import type { Workbench } from "./workbench.ts";

/** One segment to be unpacked: work for one thread. */
export interface SegmentTask {
  /** The bundle. */
  readonly file: string;
  readonly index: number;
  readonly segment: Segment;
  /** All entries of the segment, in order. */
  readonly entries: readonly BundledEntry[];
  /** Names of the entries to leave out. */
  readonly skip: ReadonlySet<string>;
  /** Where to write; fresh, and nobody else's. */
  readonly directory: string;
}

/**
 * Verifies a segment against the manifest, digest first, and writes its entries. Access and modification times
 * are the entry's last use, so that a later hit shows. @throws {BundleError} naming the segment.
 */
export async function decodeSegment(task: SegmentTask, bench: Workbench): Promise<void> {
  const run = decompress(await readFrame(task, bench), task, bench);
  const folders = new Set<string>();
  let next = 0;
  for await (const { name, content } of readMembers(run)) {
    const entry = task.entries[next];
    if (entry?.name !== name || entry.bytes !== content.length) {
      throw new BundleError(
        "disagrees",
        `segment ${task.index}: ${JSON.stringify(name)} is not what the manifest lists`,
      );
    }
    next += 1;
    if (!task.skip.has(name)) write(join(task.directory, name), content, entry.lastUse, folders);
  }
  if (next !== task.entries.length) {
    throw new BundleError(
      "disagrees",
      `segment ${task.index} has ${next} entries, the manifest lists ${task.entries.length}`,
    );
  }
}

async function readFrame({ file, segment, index }: SegmentTask, bench: Workbench): Promise<Buffer> {
  const frame = bench.buffer(segment.bytes);
  const handle = await open(file, "r");
  try {
    const { bytesRead } = await handle.read(frame, 0, frame.length, segment.offset);
    if (bytesRead !== frame.length) throw new BundleError("truncated", `segment ${index} is cut short`);
  } finally {
    await handle.close();
  }
  if (createHash("sha256").update(frame).digest("hex") !== segment.sha256) {
    throw new BundleError("damaged", `segment ${index} is damaged: its digest is another`);
  }
  return frame;
}

function decompress(frame: Buffer, { segment, index }: SegmentTask, { zstd }: Workbench): Uint8Array {
  try {
    const run = zstd.decompressWithin(frame, segment.rawBytes);
    if (run.length === segment.rawBytes) return run;
  } catch (cause) {
    throw new BundleError("damaged", `segment ${index} is damaged`, cause);
  }
  throw new BundleError("disagrees", `segment ${index} holds less than the manifest says`);
}

function write(path: string, content: Uint8Array, lastUse: number, folders: Set<string>): void {
  const folder = dirname(path);
  if (!folders.has(folder)) {
    mkdirSync(folder, { recursive: true });
    folders.add(folder);
  }
  writeFileSync(path, content, { flag: "wx" });
  utimesSync(path, lastUse, lastUse);
}

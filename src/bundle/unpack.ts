import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Zstd } from "../zstd/zstd.ts";
import type { SegmentTask } from "./decode-segment.ts";
import type { BundledEntry, Manifest } from "./manifest.ts";
import { openPool } from "./pool.ts";

export interface UnpackRequest {
  /** The bundle. */
  readonly file: string;
  /** As read from `file`. */
  readonly manifest: Manifest;
  /** A directory that does not exist yet. */
  readonly directory: string;
  /** Entries for which this is false are not written. */
  readonly wanted: (entry: BundledEntry) => boolean;
  readonly threads: number;
}

/**
 * Unpacks the wanted entries of a bundle into a new directory and returns them.
 * @throws {BundleError} on the first fault, or what writing throws; then the directory is gone again.
 */
export async function unpack(request: UnpackRequest, zstd: Zstd): Promise<readonly BundledEntry[]> {
  const { manifest, directory, wanted } = request;
  const kept = manifest.entries.filter(wanted);
  const tasks = segmentTasks(request, new Set(kept.map(({ name }) => name)));
  await mkdir(dirname(directory), { recursive: true });
  await mkdir(directory);
  const pool = openPool(Math.min(request.threads, tasks.length), zstd);
  try {
    await Promise.all(tasks.map((task) => pool.run("decode", task)));
  } catch (error) {
    await pool.close(); // before the directory goes, so that nothing is written to it any more
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
  await pool.close();
  return kept;
}

/** One task a segment that holds anything wanted. */
function segmentTasks(
  { file, manifest, directory }: UnpackRequest,
  wanted: ReadonlySet<string>,
): SegmentTask[] {
  const bySegment = Map.groupBy(manifest.entries, ({ segment }) => segment);
  return manifest.segments.flatMap((segment, index) => {
    const entries = bySegment.get(index) ?? [];
    const skip = new Set(entries.map(({ name }) => name).filter((name) => !wanted.has(name)));
    return skip.size === entries.length ? [] : [{ file, index, segment, entries, skip, directory }];
  });
}

import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../make-folder.ts";
import type { Zstd } from "../zstd/zstd.ts";
import type { BundledEntry, Manifest } from "./format/manifest.ts";
import type { ArrivingBundle } from "./format/read-manifest.ts";
import { sumRawBytes } from "./segment-plan.ts";
import { type OnProgress, openPool, type Pool } from "./threads/pool.ts";
import { segmentTasks, type UnpackTask } from "./threads/segments.ts";

interface UnpackRequest {
  /** The bundle, as a file or as it comes: a segment is unpacked as soon as all of it is there. */
  readonly file: string | ArrivingBundle;
  /** As read from `file`. */
  readonly manifest: Manifest;
  /** A directory that does not exist yet. */
  readonly directory: string;
  /** Entries for which this is false are not written. */
  readonly wanted: (entry: BundledEntry) => boolean;
  /** Whether objects are compressed again, to take less of the disk and more time; not done when left out. */
  readonly compact?: boolean;
  readonly threads: number;
  /** Threads that run already, for this work alone, in place of new ones; they are ended with it. */
  readonly pool?: Pool | undefined;
  /** Told the uncompressed bytes of the segments that are done, of those that hold anything wanted. */
  readonly onProgress?: OnProgress;
}

/**
 * Unpacks the wanted entries of a bundle into a new directory and returns them.
 * @throws {BundleError} on the first fault, or what writing throws; then the directory is gone again.
 */
export async function unpack(request: UnpackRequest, zstd: Zstd): Promise<readonly BundledEntry[]> {
  const { manifest, directory, wanted } = request;
  const kept = manifest.entries.filter(wanted);
  const tasks = unpackTasks(request, new Set(kept.map(({ name }) => name)));
  const pool = request.pool ?? openPool(Math.min(request.threads, tasks.length), zstd);
  try {
    await makeFolder(dirname(directory));
    await mkdir(directory);
    pool.warm(tasks.length);
    await runAll(tasks, pool, request);
  } catch (error) {
    await pool.close(); // before the directory goes, so that nothing is written to it any more
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
  await pool.close();
  return kept;
}

async function runAll(
  tasks: readonly UnpackTask[],
  pool: Pool,
  { file, onProgress }: Pick<UnpackRequest, "file" | "onProgress">,
): Promise<void> {
  const total = sumRawBytes(tasks.map(({ segment }) => segment));
  let done = 0;
  await Promise.all(
    tasks.map(async (task) => {
      const { offset, bytes } = task.segment;
      if (typeof file === "object") await file.ready(offset, offset + bytes);
      await pool.run("unpack", task);
      done += task.segment.rawBytes;
      onProgress?.({ done, total });
    }),
  );
}

/** One task a segment that holds anything wanted. */
function unpackTasks(
  { file, manifest, directory, compact = false }: UnpackRequest,
  wanted: ReadonlySet<string>,
): UnpackTask[] {
  const opened = typeof file === "string" ? file : file.descriptor;
  return segmentTasks(opened, manifest).flatMap((task) => {
    const names = task.entries.map(({ name }) => name);
    const skip = new Set(names.filter((name) => !wanted.has(name)));
    return skip.size === names.length ? [] : [{ ...task, skip, directory, compact }];
  });
}

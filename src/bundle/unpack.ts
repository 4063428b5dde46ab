import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Zstd } from "../zstd/zstd.ts";
import { decodeSegment } from "./decode-segment.ts";
import type { BundledEntry, Manifest } from "./manifest.ts";

export interface UnpackRequest {
  /** The bundle. */
  readonly file: string;
  /** As read from `file`. */
  readonly manifest: Manifest;
  /** A directory that does not exist yet. */
  readonly directory: string;
  /** Entries for which this is false are not written. */
  readonly wanted: (entry: BundledEntry) => boolean;
}

/**
 * Unpacks the wanted entries of a bundle into a new directory and returns them.
 * @throws {BundleError} on the first fault, or what writing throws; then the directory is gone again.
 */
export async function unpack(request: UnpackRequest, zstd: Zstd): Promise<readonly BundledEntry[]> {
  const { file, manifest, directory, wanted } = request;
  const skip = new Set(manifest.entries.filter((entry) => !wanted(entry)).map(({ name }) => name));
  const bySegment = Map.groupBy(manifest.entries, ({ segment }) => segment);
  await mkdir(dirname(directory), { recursive: true });
  await mkdir(directory);
  try {
    for (const [index, segment] of manifest.segments.entries()) {
      const entries = bySegment.get(index) ?? [];
      if (entries.every(({ name }) => skip.has(name))) continue;
      await decodeSegment({ file, index, segment, entries, skip, directory }, zstd);
    }
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
  return manifest.entries.filter(({ name }) => !skip.has(name));
}

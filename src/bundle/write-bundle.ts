import { type FileHandle, open, rename, rm } from "node:fs/promises";
import type { Zstd } from "../zstd/zstd.ts";
import type { Dropped } from "./dropped.ts";
import type { EncodedRun } from "./encode-run.ts";
import { encodeTail } from "./frames.ts";
import { inOrder } from "./in-order.ts";
import type { BundledEntry, Manifest, Segment } from "./manifest.ts";
import { manifestFromJson, manifestToJson } from "./manifest-json.ts";
import type { Described, Packed, PackRequest } from "./pack-request.ts";
import type { Pool } from "./pool.ts";
import { endOfTar } from "./tar.ts";

interface Packing {
  /** The entries of each segment, in order. */
  readonly runs: readonly (readonly Described[])[];
  readonly pool: Pool;
  readonly zstd: Zstd;
}

/** Writes the runs as the segments of a bundle, which appears at `request.out` when it is whole. */
export async function writeBundle(request: PackRequest, packing: Packing): Promise<Packed> {
  const partial = `${request.out}.partial`;
  const file = await open(partial, "w");
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
  { directory, level, about, onProgress }: PackRequest,
  { runs, pool, zstd }: Packing,
): Promise<Packed> {
  const segments: Segment[] = [];
  const entries: BundledEntry[] = [];
  const dropped: Dropped[] = [];
  const total = runs.flat().reduce((sum, { rawBytes }) => sum + rawBytes, 0);
  let done = 0;
  let offset = 0;
  const encode = async (run: readonly Described[]): Promise<[readonly Described[], EncodedRun]> => {
    const wanted = run.map(({ name, bytes, lastUse }) => ({ name, bytes, lastUse }));
    return [run, await pool.run("encode", { directory, entries: wanted, level })];
  };
  // One more than threads, so that none waits while a frame is written.
  for await (const [run, encoded] of inOrder(runs, pool.threads + 1, encode)) {
    const { frame, rawBytes, sha256 } = encoded;
    dropped.push(...encoded.dropped);
    done += run.reduce((sum, entry) => sum + entry.rawBytes, 0);
    onProgress?.({ done, total });
    if (frame.length === 0) continue;
    await file.writeFile(frame); // which, unlike write, does not stop halfway
    entries.push(...bundled(run, encoded, segments.length));
    segments.push({ offset, bytes: frame.length, rawBytes, sha256 });
    offset += frame.length;
  }
  const manifest = readable({ ...about, segments, entries });
  const end = zstd.compress(endOfTar, { level: 1, checksum: true });
  const tail = encodeTail(manifest, [...segments, { bytes: end.length, rawBytes: endOfTar.length }], zstd);
  await file.writeFile(Buffer.concat([end, tail]));
  return { manifest, bytes: offset + end.length + tail.length, dropped };
}

/** The entries of a run that made it into the segment number `segment`. */
function bundled(run: readonly Described[], encoded: EncodedRun, segment: number): BundledEntry[] {
  const lost = new Set(encoded.dropped.map(({ name }) => name));
  const packed = run.filter(({ name }) => !lost.has(name));
  return packed.map(({ rawBytes, ...entry }) => ({ ...entry, segment }));
}

/** The manifest as a reader will see it. @throws {BundleError} when no reader would take it. */
function readable(manifest: Manifest): Manifest {
  return manifestFromJson(manifestToJson(manifest));
}

import { type FileHandle, open, rename, rm } from "node:fs/promises";
import type { Zstd } from "../zstd/zstd.ts";
import { type Dropped, type EncodedSegment, encodeRun } from "./encode-run.ts";
import { encodeTail } from "./frames.ts";
import type { BundledEntry, Manifest, Segment } from "./manifest.ts";
import { endOfTar } from "./tar.ts";

/** An entry to be packed, with the history that goes into the manifest. */
export type PackEntry = Pick<BundledEntry, "name" | "lastUse" | "runs" | "label">;

export interface PackRequest {
  /** sccache's directory; nothing may write to it meanwhile. */
  readonly directory: string;
  readonly entries: readonly PackEntry[];
  /** The file to write. It appears whole or not at all. */
  readonly out: string;
  readonly about: Omit<Manifest, "segments" | "entries">;
  readonly level: number;
  /** Uncompressed bytes of a segment. */
  readonly segmentRawBytes: number;
}

export interface Packed {
  readonly manifest: Manifest;
  /** Size of the file. */
  readonly bytes: number;
  readonly dropped: readonly Dropped[];
}

/**
 * Packs entries of a directory into a bundle. Equal entries, history and `about` give equal bytes, in whatever
 * order the entries come. @throws what writing the file throws; then there is no file `out`.
 */
export async function pack(request: PackRequest, zstd: Zstd): Promise<Packed> {
  const partial = `${request.out}.partial`;
  const file = await open(partial, "w");
  try {
    const packed = await packInto(file, request, zstd);
    await file.close();
    await rename(partial, request.out);
    return packed;
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
}

async function packInto(file: FileHandle, request: PackRequest, zstd: Zstd): Promise<Packed> {
  const { directory, segmentRawBytes, level } = request;
  const entries = request.entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const run = await encodeRun({ directory, entries, segmentRawBytes, level }, zstd);
  const segments: Segment[] = [];
  let offset = 0;
  for (const { frame, rawBytes, sha256 } of run.segments) {
    await file.write(frame);
    segments.push({ offset, bytes: frame.length, rawBytes, sha256 });
    offset += frame.length;
  }
  const manifest = { ...request.about, segments, entries: bundledEntries(run.segments, entries) };
  const end = zstd.compress(endOfTar, { level: 1, checksum: true });
  const tail = encodeTail(manifest, [...segments, { bytes: end.length, rawBytes: endOfTar.length }], zstd);
  await file.write(end);
  await file.write(tail);
  return { manifest, bytes: offset + end.length + tail.length, dropped: run.dropped };
}

function bundledEntries(segments: readonly EncodedSegment[], entries: readonly PackEntry[]): BundledEntry[] {
  const history = new Map(entries.map((entry) => [entry.name, entry]));
  return segments.flatMap(({ members }, segment) =>
    members.flatMap((member) => {
      const entry = history.get(member.name);
      return entry ? [{ ...entry, ...member, segment }] : [];
    }),
  );
}

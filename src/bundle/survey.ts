import { frameMagic, walkFrame } from "../zstd/frame.ts";
import type { Zstd } from "../zstd/zstd.ts";
import { BundleError, limits } from "./format/checks.ts";
import { manifestMagic, parseManifestFrame, seekTableMagic, skippableHeader } from "./format/frames.ts";
import type { Manifest, Segment } from "./format/manifest.ts";

/** Reads `count` bytes of a file at `at`, or fewer where there are no more. */
export type BufferAt = (at: number, count: number) => Buffer;

/** Where a frame lies in a file. */
type Region = Pick<Segment, "offset" | "bytes">;

/** What there is in a file that may be a damaged bundle. */
export interface Survey {
  /** What begins like a zstd frame, in file order; reaches to the next frame, or to the end of the file. */
  readonly frames: readonly Region[];
  /** Undefined when it is gone or damaged. */
  readonly manifest: Manifest | undefined;
}

/**
 * Finds the frames of a file of `size` bytes from its beginning on, without help of its seek table. Where a frame
 * cannot be followed to its end, the next one is looked for by the bytes that frames of bundles begin with.
 */
export function survey(read: BufferAt, size: number, zstd: Zstd): Survey {
  const frames: Region[] = [];
  let manifest: Manifest | undefined;
  for (let at = 0; at < size; ) {
    const kind = kindAt(read(at, markBytes), 0);
    const end = frameEnd(read, at, { kind, size }) ?? nextFrame(read, at + 1, size);
    if (kind === "segment") frames.push({ offset: at, bytes: end - at });
    if (kind === "skippable") manifest ??= tryManifest(read(at, Math.min(end - at, mostManifestBytes)), zstd);
    at = end;
  }
  return { frames, manifest };
}

type FrameKind = "segment" | "skippable" | undefined;

const mostManifestBytes = limits.manifestBytes + 2 ** 20;

/** Bytes that tell what begins there. */
const markBytes = 5;

/**
 * What begins at `at`. Frames of bundles have a checksum, by which they are told from those within the entries, whose
 * first bytes can often be seen through the compression.
 */
function kindAt(bytes: Buffer, at: number): FrameKind {
  if (at + markBytes > bytes.length) return undefined;
  const magic = bytes.readUInt32LE(at);
  if (magic === frameMagic) return ((bytes[at + 4] ?? 0) & 0b100) === 0 ? undefined : "segment";
  return magic === manifestMagic || magic === seekTableMagic ? "skippable" : undefined;
}

/** Where the frame at `at` ends, when another one follows, or nothing. */
function frameEnd(
  read: BufferAt,
  at: number,
  { kind, size }: { kind: FrameKind; size: number },
): number | undefined {
  const end =
    kind === "segment"
      ? walkFrame(read, at).end
      : kind === "skippable"
        ? at + skippableHeader + skippableBytes(read, at)
        : undefined;
  if (end === undefined || end > size) return undefined;
  return end === size || kindAt(read(end, markBytes), 0) ? end : undefined;
}

/** What a skippable frame says it holds; more than any file has, when it is cut short. */
function skippableBytes(read: BufferAt, at: number): number {
  const header = read(at, skippableHeader);
  return header.length === skippableHeader ? header.readUInt32LE(4) : Number.POSITIVE_INFINITY;
}

const stride = 2 ** 20;

/** Where the next frame begins at or after `from`, or `size`. */
function nextFrame(read: BufferAt, from: number, size: number): number {
  for (let start = from; start < size; start += stride) {
    const bytes = read(start, stride + markBytes - 1);
    for (let at = 0; at + markBytes <= bytes.length; at += 1) {
      if (kindAt(bytes, at)) return start + at;
    }
  }
  return size;
}

function tryManifest(frame: Buffer, zstd: Zstd): Manifest | undefined {
  if (frame.length > limits.manifestBytes) return undefined;
  try {
    return parseManifestFrame(frame, zstd);
  } catch (error) {
    if (error instanceof BundleError) return undefined; // salvage goes on without
    throw error;
  }
}

import type { Zstd } from "../zstd/zstd.ts";
import { BundleError } from "./bundle-error.ts";
import { type ReadAt, walkFrame, zstdMagic } from "./frame-walk.ts";
import { manifestMagic, parseManifestFrame, skippableHeader } from "./frames.ts";
import { limits } from "./limits.ts";
import type { Manifest } from "./manifest.ts";
import type { Region } from "./read-manifest.ts";

/** What there is in a file that may be a damaged bundle. */
export interface Survey {
  /** What begins like a zstd frame, in file order; reaches to the next frame, or to the end of the file. */
  readonly frames: readonly Region[];
  /** Undefined when it is gone or damaged. */
  readonly manifest: Manifest | undefined;
}

/**
 * Finds the frames of a file of `size` bytes from its beginning on, without help of its seek table. Where a frame
 * cannot be followed to its end, the next one is looked for by the bytes that frames begin with.
 */
export function survey(read: ReadAt, size: number, zstd: Zstd): Survey {
  const frames: Region[] = [];
  let manifest: Manifest | undefined;
  for (let at = 0; at < size; ) {
    const end = frameEnd(read, at, size) ?? nextFrame(read, at + 1, size);
    const magic = magicAt(read, at);
    if (magic === zstdMagic) frames.push({ offset: at, bytes: end - at });
    if (magic === manifestMagic) manifest ??= tryManifest(read(at, end - at), zstd);
    at = end;
  }
  return { frames, manifest };
}

/** Where the frame at `at` ends, when another one follows, or nothing. */
function frameEnd(read: ReadAt, at: number, size: number): number | undefined {
  const end = isSkippable(magicAt(read, at))
    ? at + skippableHeader + (read(at + 4, 4).length === 4 ? read(at + 4, 4).readUInt32LE(0) : size)
    : walkFrame(read, at).end;
  if (end === undefined || end > size) return undefined;
  return end === size || isFrame(magicAt(read, end)) ? end : undefined;
}

const stride = 2 ** 20;

/** Where the next frame begins at or after `from`, or `size`. */
function nextFrame(read: ReadAt, from: number, size: number): number {
  for (let at = from; at < size; at += stride) {
    const bytes = read(at, stride + 3);
    for (let i = 0; i + 4 <= bytes.length; i += 1) {
      if (isFrame(bytes.readUInt32LE(i))) return at + i;
    }
  }
  return size;
}

function magicAt(read: ReadAt, at: number): number {
  const bytes = read(at, 4);
  return bytes.length === 4 ? bytes.readUInt32LE(0) : 0;
}

function isFrame(magic: number): boolean {
  return magic === zstdMagic || isSkippable(magic);
}

function isSkippable(magic: number): boolean {
  return magic >>> 4 === manifestMagic >>> 4;
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

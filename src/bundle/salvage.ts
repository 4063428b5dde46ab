import { once } from "node:events";
import { closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import zlib from "node:zlib";
import { makeFolder } from "../make-folder.ts";
import { kindOf } from "../sccache/directory.ts";
import { readStoredZip } from "../sccache/entry/zip.ts";
import { sumBytes } from "../size.ts";
import { frameMagic, type ReadAt, readFrom, walkFrame, ZstdError } from "../zstd/frame.ts";
import { mostContent, type Zstd } from "../zstd/zstd.ts";
import { BundleError, limits, mostFrameBytes } from "./format/checks.ts";
import { manifestMagic, parseManifestFrame, seekTableMagic, skippableHeader } from "./format/frames.ts";
import type { Manifest } from "./format/manifest.ts";
import { findMembers, type Member } from "./format/tar.ts";
import { createEntryWriter, type EntryWriter } from "./threads/entry-writer.ts";
import type { OnProgress } from "./threads/pool.ts";

// What is left of a damaged bundle, in two steps: its frames are found without its seek table, and what each proves is
// written. The module is long since neither step is of use, or to be understood, without the other.

interface SalvageRequest {
  /** What may be left of a bundle. */
  readonly file: string;
  /** A directory that does not exist yet. */
  readonly directory: string;
  /** Told the bytes of the file's frames that were read. */
  readonly onProgress?: OnProgress;
}

export interface Salvaged {
  /** Names of the entries that were written, in file order. */
  readonly recovered: readonly string[];
  /** Names that the manifest lists besides; undefined when there is no manifest left to tell. */
  readonly lost: readonly string[] | undefined;
}

/**
 * Writes every intact entry of a damaged bundle into a new directory, whatever is missing around it: the manifest, the
 * seek table, the rest of the file, the segment behind the damage. An entry is intact when the checksum of its frame
 * says so, or its own: then it is what was packed, but for its times, which are the tar's.
 * @throws what reading and writing throw; then the directory is gone again.
 */
export async function salvage(request: SalvageRequest, zstd: Zstd): Promise<Salvaged> {
  const { file, directory } = request;
  const descriptor = openSync(file, "r");
  try {
    await makeFolder(dirname(directory));
    mkdirSync(directory);
    const read: ReadAt = (at, count) => {
      const buffer = Buffer.allocUnsafe(count);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, count, at));
    };
    try {
      return await recover({ read, size: fstatSync(descriptor).size }, request, zstd);
    } catch (error) {
      rmSync(directory, { recursive: true, force: true });
      throw error;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** A file that may be a damaged bundle. */
interface Remains {
  readonly read: ReadAt;
  readonly size: number;
}

async function recover(file: Remains, request: SalvageRequest, zstd: Zstd): Promise<Salvaged> {
  const write = createEntryWriter(request.directory);
  const recovered = new Set<string>();
  const frames = [...framesIn(file)];
  const segments = frames.filter(({ kind }) => kind === "segment");
  const total = sumBytes(segments);
  let done = 0;
  for (const { offset, bytes } of segments) {
    await recoverFrame(file.read(offset, Math.min(bytes, mostFrameBytes)), { write, recovered, zstd });
    done += bytes;
    request.onProgress?.({ done, total });
  }
  const listed = manifestIn(frames, file, zstd)?.entries.map(({ name }) => name);
  return { recovered: [...recovered], lost: listed?.filter((name) => !recovered.has(name)) };
}

/** What begins like a frame of a bundle; reaches to the next one, or to the end of the file. */
interface Found {
  /** Undefined for what is in front of the first. */
  readonly kind: "segment" | "skippable" | undefined;
  readonly offset: number;
  readonly bytes: number;
}

/**
 * Finds the frames of a file from its beginning on, without help of its seek table. Where a frame cannot be followed to
 * its end, the next one is looked for by the bytes that frames of bundles begin with.
 */
function* framesIn(file: Remains): Generator<Found> {
  for (let at = 0; at < file.size; ) {
    const kind = kindAt(file.read(at, markBytes), 0);
    const end = frameEnd(kind, at, file) ?? nextFrame(at + 1, file);
    yield { kind, offset: at, bytes: end - at };
    at = end;
  }
}

/** Bytes that tell what begins there. */
const markBytes = 5;

/**
 * What begins at `at`. Frames of bundles have a checksum, by which they are told from those within the entries, whose
 * first bytes can often be seen through the compression.
 */
function kindAt(bytes: Buffer, at: number): Found["kind"] {
  if (at + markBytes > bytes.length) return undefined;
  const magic = bytes.readUInt32LE(at);
  if (magic === frameMagic) return ((bytes[at + 4] ?? 0) & 0b100) === 0 ? undefined : "segment";
  return magic === manifestMagic || magic === seekTableMagic ? "skippable" : undefined;
}

/** Where the frame at `at` ends, when another one follows, or nothing. */
function frameEnd(kind: Found["kind"], at: number, { read, size }: Remains): number | undefined {
  const end =
    kind === "segment" ? walkFrame(read, at).end : kind && skippableEnd(read(at, skippableHeader), at);
  if (end === undefined || end > size) return undefined;
  return end === size || kindAt(read(end, markBytes), 0) ? end : undefined;
}

function skippableEnd(header: Buffer, at: number): number | undefined {
  return header.length < skippableHeader ? undefined : at + skippableHeader + header.readUInt32LE(4);
}

const stride = 2 ** 20;

/** Where the next frame begins at or after `from`, or the end of the file. */
function nextFrame(from: number, { read, size }: Remains): number {
  for (let start = from; start < size; start += stride) {
    const bytes = read(start, stride + markBytes - 1);
    for (let at = 0; at + markBytes <= bytes.length; at += 1) {
      if (kindAt(bytes, at)) return start + at;
    }
  }
  return size;
}

/** The first manifest that can be read; undefined when there is none: salvage goes on without. */
function manifestIn(frames: readonly Found[], { read }: Remains, zstd: Zstd): Manifest | undefined {
  for (const { kind, offset, bytes } of frames) {
    if (kind !== "skippable" || bytes > limits.manifestBytes) continue;
    try {
      return parseManifestFrame(read(offset, bytes), zstd);
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
    }
  }
  return undefined;
}

async function recoverFrame(
  frame: Buffer,
  { write, recovered, zstd }: { write: EntryWriter; recovered: Set<string>; zstd: Zstd },
): Promise<void> {
  const whole = decodeWhole(frame, zstd);
  for (const member of findMembers(whole ?? (await decodePrefix(frame, mostContent(frame.length))))) {
    const { name, content, mtime } = member;
    if (recovered.has(name) || !(whole ? kindOf(name) : isProven(member))) continue;
    write(name, content, mtime);
    recovered.add(name);
  }
}

/** The content of a frame that its checksum, which `kindAt` has seen, proves; or undefined. */
function decodeWhole(frame: Buffer, zstd: Zstd): Uint8Array | undefined {
  const { end } = walkFrame(readFrom(frame), 0);
  if (end === undefined) return undefined;
  try {
    return zstd.decompressWithin(frame.subarray(0, end), mostContent(frame.length));
  } catch (error) {
    if (error instanceof ZstdError) return undefined; // decoded as far as it goes instead
    throw error;
  }
}

/** Whether a member from a damaged frame is what was packed: only object entries carry checksums of their own. */
function isProven({ name, content }: Member): boolean {
  return kindOf(name) === "object" && readStoredZip(content) !== undefined;
}

/**
 * As much of a damaged or cut frame's content as can be decoded, at most about `most` bytes: all up to the block that
 * does not decode, or nothing when it says that it holds more than `most`. Of what comes out nothing is verified.
 */
async function decodePrefix(frame: Buffer, most: number): Promise<Buffer> {
  const { parts, header } = walkFrame(readFrom(frame), 0);
  if ((header?.contentBytes ?? 0) > most) return Buffer.alloc(0);
  const decoder = zlib.createZstdDecompress({ chunkSize: 2 ** 18 });
  const chunks: Buffer[] = [];
  let bytes = 0;
  decoder.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
  });
  const failed = once(decoder, "error").then(() => "failed" as const);
  // Block by block, since what a call decodes before it fails is lost.
  for (const [i, end] of [...parts, frame.length].entries()) {
    const piece = frame.subarray(parts[i - 1] ?? 0, end);
    if (bytes > most || piece.length === 0) break;
    const written = new Promise<"written">((resolve) => {
      decoder.write(piece, () => resolve("written"));
    });
    if ((await Promise.race([written, failed])) === "failed") break;
  }
  decoder.destroy();
  return Buffer.concat(chunks);
}

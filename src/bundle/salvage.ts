import { once } from "node:events";
import { closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import zlib from "node:zlib";
import { kindOf } from "../sccache/directory.ts";
import { readStoredZip } from "../sccache/entry/zip.ts";
import { readFrom, walkFrame, ZstdError } from "../zstd/frame.ts";
import { mostContent, type Zstd } from "../zstd/zstd.ts";
import { mostFrameBytes } from "./format/checks.ts";
import { findMembers, type Member } from "./format/tar.ts";
import { type BufferAt, type Survey, survey } from "./survey.ts";
import type { OnProgress } from "./threads/pool.ts";
import { createEntryWriter, type EntryWriter } from "./threads/segments.ts";

export interface SalvageRequest {
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
    mkdirSync(dirname(directory), { recursive: true });
    mkdirSync(directory);
    const read = readerOf(descriptor);
    const found = survey(read, fstatSync(descriptor).size, zstd);
    return await orRemove(directory, () => recover(found, read, { request, zstd }));
  } finally {
    closeSync(descriptor);
  }
}

async function orRemove<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

function readerOf(descriptor: number): BufferAt {
  return (at, count) => {
    const buffer = Buffer.allocUnsafe(count);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, count, at));
  };
}

async function recover(
  { frames, manifest }: Survey,
  read: BufferAt,
  { request, zstd }: { request: SalvageRequest; zstd: Zstd },
): Promise<Salvaged> {
  const write = createEntryWriter(request.directory);
  const recovered = new Set<string>();
  const total = frames.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const { offset, bytes } of frames) {
    await recoverFrame(read(offset, Math.min(bytes, mostFrameBytes)), { write, recovered, zstd });
    done += bytes;
    request.onProgress?.({ done, total });
  }
  const listed = manifest?.entries.map(({ name }) => name);
  return { recovered: [...recovered], lost: listed?.filter((name) => !recovered.has(name)) };
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

/** The content of a frame whose checksum proves it, or undefined. */
function decodeWhole(frame: Buffer, zstd: Zstd): Uint8Array | undefined {
  const { header, end } = walkFrame(readFrom(frame), 0);
  if (!header?.hasChecksum || end === undefined) return undefined;
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
  for (const piece of pieces(frame, parts)) {
    if (bytes > most) break;
    const written = new Promise<"written">((resolve) => {
      decoder.write(piece, () => resolve("written"));
    });
    if ((await Promise.race([written, failed])) === "failed") break;
  }
  decoder.destroy();
  return Buffer.concat(chunks);
}

function* pieces(frame: Buffer, parts: readonly number[]): Generator<Buffer> {
  let from = 0;
  for (const end of [...parts, frame.length]) {
    if (end > from) yield frame.subarray(from, end);
    from = end;
  }
}

import type { KeyObject } from "node:crypto";
import { read } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";
import { ZstdError } from "../../zstd/frame.ts";
import type { Zstd } from "../../zstd/zstd.ts";
import { BundleError, limits } from "./checks.ts";
import {
  asTail,
  footerBytes,
  parseManifestFrame,
  parseSeekTable,
  type SeekFrame,
  seekTableSize,
  type Tail,
} from "./frames.ts";
import type { Manifest } from "./manifest.ts";
import { checkSignature, nameIn, type SignedName, signTail, type Trust } from "./signature.ts";
import { endOfTar } from "./tar.ts";

/** A bundle of which a part may still be on its way. */
export interface ArrivingBundle {
  /** Of the file, which is open for reading for as long as anybody reads. */
  readonly descriptor: number;
  /** Size of the whole. */
  readonly bytes: number;
  /** Resolves when all bytes from `from` to before `to` are in the file; rejects when they will not be. */
  readonly ready: (from: number, to: number) => Promise<void>;
}

/** What a bundle says of itself. */
export interface Outline {
  readonly manifest: Manifest;
  /** The frame that ends the tar, behind the segments; not checked. */
  readonly end: Uint8Array;
  /** For what it is signed, or undefined when it is not; checked where a reader was given keys. */
  readonly signedFor: SignedName | undefined;
}

/**
 * The manifest of the bundle `from`, a file or what comes of one, held against the seek table and the file's size; waits for
 * and reads only the file's end. With `trust`, nothing is read of a bundle before its signature is found to be valid.
 * @throws {BundleError} when the file is no sound bundle of a known version, or not signed as it must be.
 */
export async function readManifest(
  from: string | ArrivingBundle,
  zstd: Zstd,
  trust: Trust | undefined,
): Promise<Manifest> {
  return (await readContents(from, zstd, trust)).manifest;
}

/** As `readManifest`, with what else there is. */
export async function readContents(
  from: string | ArrivingBundle,
  zstd: Zstd,
  trust: Trust | undefined,
): Promise<Outline> {
  const outline = await readOutline(from, zstd, trust);
  checkEnd(outline.end, zstd);
  return outline;
}

/** Whether the frame ends the tar, as plain tools need it. @throws {BundleError} */
export function checkEnd(end: Uint8Array, zstd: Zstd): void {
  try {
    if (Buffer.compare(zstd.decompressWithin(end, endOfTar.length), endOfTar) === 0) return;
  } catch (cause) {
    if (!(cause instanceof ZstdError)) throw cause;
  }
  throw new BundleError("damaged", "the end of the tar is damaged");
}

/** As `readContents`, with the frame that ends the tar as it is. */
export async function readOutline(
  from: string | ArrivingBundle,
  zstd: Zstd,
  trust: Trust | undefined,
): Promise<Outline> {
  const tail = await (typeof from === "string"
    ? withFile(from, "r", (_, file) => readTail(file))
    : readTail(from));
  if (trust) checkSignature(tail, trust);
  const manifest = parseManifestFrame(tail.manifest, zstd);
  compareFrames(manifest, parseSeekTable(tail.table));
  return { manifest, end: tail.end, signedFor: nameIn(tail) };
}

/** Signs the bundle in the file `path`, or signs it anew, and returns its size. @throws {BundleError}, or what writing throws */
export async function signFile(path: string, name: SignedName, key: KeyObject): Promise<number> {
  return withFile(path, "r+", async (file, bundle) => {
    const tail = await readTail(bundle);
    const signed = signTail(tail, name, key);
    const at = bundle.bytes - tail.bytes.length;
    await file.truncate(at);
    for (let done = 0; done < signed.length; ) {
      done += (await file.write(signed, done, signed.length - done, at + done)).bytesWritten;
    }
    return at + signed.length;
  });
}

/** Opens a file, of which all has come, for the time of `work`. */
async function withFile<T>(
  path: string,
  flags: string,
  work: (file: FileHandle, bundle: ArrivingBundle) => Promise<T>,
): Promise<T> {
  const file = await open(path, flags);
  try {
    const { size } = await file.stat();
    return await work(file, { descriptor: file.fd, bytes: size, ready: async () => undefined });
  } finally {
    await file.close();
  }
}

async function readTail(bundle: ArrivingBundle): Promise<Tail> {
  const tableBytes = seekTableSize(await readEnd(bundle, footerBytes));
  const frames = parseSeekTable(await readEnd(bundle, tableBytes));
  const total = frames.reduce((sum, frame) => sum + frame.bytes, tableBytes);
  if (total !== bundle.bytes) {
    throw new BundleError("truncated", `the seek table covers ${total} bytes, the file has ${bundle.bytes}`);
  }
  const manifestBytes = frames.at(-1)?.bytes ?? 0;
  if (manifestBytes > limits.manifestBytes) {
    throw new BundleError("too-large", `the manifest takes ${manifestBytes} bytes`);
  }
  const endBytes = frames.at(-2)?.bytes ?? 0;
  if (endBytes > mostEndBytes)
    throw new BundleError("disagrees", `the end of the tar takes ${endBytes} bytes`);
  return asTail(await readEnd(bundle, tableBytes + manifestBytes + endBytes));
}

/** More than zstd makes of 1024 zeros at any level. */
const mostEndBytes = 2048;

/** Behind the segments there are the frame that ends the tar, and the manifest, and nothing else. */
function compareFrames({ segments }: Manifest, frames: readonly SeekFrame[]): void {
  for (const [i, segment] of segments.entries()) {
    if (frames[i]?.bytes !== segment.bytes || frames[i]?.rawBytes !== segment.rawBytes) {
      throw new BundleError("disagrees", `the manifest and the seek table differ about segment ${i}`);
    }
  }
  const count = segments.length + 2;
  if (frames.length === count && frames[count - 2]?.rawBytes === endOfTar.length) return;
  throw new BundleError("disagrees", "the seek table lists frames that the manifest does not know");
}

const readAt = promisify(read);

async function readEnd({ descriptor, bytes, ready }: ArrivingBundle, count: number): Promise<Buffer> {
  if (count > bytes)
    throw new BundleError("truncated", `the file has ${bytes} bytes, and its end alone takes ${count}`);
  await ready(bytes - count, bytes);
  const buffer = Buffer.alloc(count);
  for (let at = 0; at < count; ) {
    const { bytesRead } = await readAt(descriptor, buffer, at, count - at, bytes - count + at);
    if (bytesRead === 0) throw new BundleError("truncated", "the file became shorter while it was read");
    at += bytesRead;
  }
  return buffer;
}

import { type FileHandle, lstat, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { sweep, temporaryName } from "../left-over.ts";
import type { Zstd } from "../zstd/zstd.ts";
import { BundleError } from "./format/checks.ts";
import { asTail, encodeTail } from "./format/frames.ts";
import type { BundledEntry, Segment } from "./format/manifest.ts";
import { readManifest } from "./format/read-manifest.ts";
import { noName, signTail } from "./format/signature.ts";
import { endOfTar } from "./format/tar.ts";
import type { Packed, PackRequest } from "./pack-request.ts";
import type { CopiedSegment } from "./reuse-plan.ts";
import { type Described, sumRawBytes } from "./segment-plan.ts";
import { writeBytes } from "./threads/entry-writer.ts";
import { inOrder } from "./threads/in-order.ts";
import type { Dropped, RunTask } from "./threads/pack-entries.ts";
import type { Pool } from "./threads/pool.ts";
import { release } from "./threads/workbench.ts";

/** Entries that become a segment. */
export interface Run extends Pick<RunTask, "zstdThreads"> {
  /** In order. */
  readonly entries: readonly Described[];
}

interface Packing {
  /** The first segments, which are there already. */
  readonly copied: readonly CopiedSegment[];
  /** The other ones. */
  readonly runs: readonly Run[];
  readonly pool: Pool;
  readonly zstd: Zstd;
}

/** Writes a bundle, which appears at `request.out` when it is whole, and not larger than it may be. @throws {NothingToCopy}, and what packing and writing throw */
export async function writeBundle(request: PackRequest, packing: Packing): Promise<Packed> {
  const { mostBytes = Number.POSITIVE_INFINITY } = request;
  const out = await placeFor(request.out);
  // A name that nobody can foresee, and never a file or link that is there already.
  const names = { start: `${basename(out)}.`, end: ".partial" };
  await sweep(dirname(out), names);
  const partial = join(dirname(out), temporaryName(names.start, names.end));
  const file = await open(partial, "wx+", 0o600);
  try {
    const packed = await writeTo(file, request, packing);
    await file.close();
    if (packed.bytes > mostBytes) return { ...packed, file: partial };
    await rename(partial, out);
    return { ...packed, file: out };
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
}

/**
 * Where the bundle goes that is to be at `out`: behind a link, the link's file. What is no file stays as it is: root who packs to
 * /dev/null would have a file there from then on. @throws {BundleError}
 */
async function placeFor(out: string): Promise<string> {
  const found = await stat(out).catch(() => undefined); // nothing there, or opening says why
  if (found === undefined) return out;
  // No other path is resolved: one below /proc/PID/root leads elsewhere then.
  if (found.isFile()) return (await lstat(out)).isSymbolicLink() ? realpath(out) : out;
  const what = found.isDirectory() ? "a folder" : "not a regular file";
  throw new BundleError("not-a-bundle", `${out} is ${what}, so no bundle can take its place`);
}

async function writeTo(
  file: FileHandle,
  request: PackRequest,
  packing: Packing,
): Promise<Omit<Packed, "file">> {
  const { level, about, signingKey, onProgress } = request;
  const { copied, runs, pool, zstd } = packing;
  const total = sumRawBytes([...copied, ...runs].flatMap(({ entries }) => entries));
  let done = 0;
  const wrote = (entries: readonly Described[]) => {
    done += sumRawBytes(entries);
    onProgress?.({ done, total });
  };
  // What is copied has a known size, and so its place. It is asked for behind the first runs, which take long.
  const first = inPlace(copied);
  const encoding = encodeAll(runs, pool, { file, level, first, wrote });
  const copying = copied.map(async ({ from, entries }, i) => {
    const at = first[i]?.offset ?? 0;
    try {
      await pool.run("copy", { ...from, to: file.fd, at });
    } catch (cause) {
      const { message, syscall } = cause as NodeJS.ErrnoException;
      if (syscall === "write") throw cause; // so would the next try
      throw new NothingToCopy(`${from.file}: ${message}`, { cause });
    }
    wrote(entries);
  });
  await Promise.allSettled([encoding, ...copying]); // since nobody may write to a file that is closed
  const [{ segments, entries, dropped }] = await Promise.all([encoding, ...copying]);
  const history = copied.flatMap(({ entries }, i) => inSegment(i, entries));
  const manifest = { ...about, level, segments, entries: [...history, ...entries] };
  const end = zstd.compress(endOfTar, { level: 1, checksum: true });
  const frames = [...segments, { bytes: end.length, rawBytes: endOfTar.length }];
  const plain = Buffer.concat([end, encodeTail(manifest, frames, zstd)]);
  const tail = signingKey ? signTail(asTail(plain), noName, signingKey) : plain;
  const offset = endOf(segments);
  await writeAt(file, tail, offset);
  const bytes = offset + tail.length;
  // As any reader will: what it would refuse must not replace anything.
  const written = { descriptor: file.fd, bytes, ready: async () => undefined };
  return { manifest: await readManifest(written, zstd, undefined), bytes, copied: copied.length, dropped };
}

/** Segments as they are, one behind the other. */
function inPlace(copied: readonly CopiedSegment[]): Segment[] {
  const segments: Segment[] = [];
  for (const { from } of copied) segments.push({ ...from.segment, offset: endOf(segments) });
  return segments;
}

function endOf(segments: readonly Segment[]): number {
  const last = segments.at(-1);
  return last ? last.offset + last.bytes : 0;
}

/** Where encoded runs go. */
interface Target {
  readonly file: FileHandle;
  readonly level: number;
  /** What is in the file in front of them. */
  readonly first: readonly Segment[];
  /** Told what has become part of the file, or was dropped. */
  readonly wrote: (entries: readonly Described[]) => void;
}

/** Packs the runs and writes what comes out. Returns all segments of the file then, and what is in the new ones. */
async function encodeAll(
  runs: readonly Run[],
  pool: Pool,
  { file, level, first, wrote }: Target,
): Promise<{ segments: Segment[]; entries: BundledEntry[]; dropped: Dropped[] }> {
  const segments = [...first];
  const entries: BundledEntry[] = [];
  const dropped: Dropped[] = [];
  const encode = async (run: Run) => ({
    run,
    encoded: await pool.run("encode", { ...run, entries: run.entries.map(asMember), level }),
  });
  // One more than threads, so that none waits while a frame is written.
  for await (const { run, encoded } of inOrder(runs, pool.threads + 1, encode)) {
    const { frame, rawBytes, sha256 } = encoded;
    const { length } = frame;
    dropped.push(...encoded.dropped);
    if (length > 0) {
      const lost = new Set(encoded.dropped.map(({ name }) => name));
      const packed = run.entries.filter(({ name }) => !lost.has(name));
      entries.push(...inSegment(segments.length, packed));
      const offset = endOf(segments);
      await writeAt(file, frame, offset);
      release(frame);
      segments.push({ offset, bytes: length, rawBytes, sha256 });
    }
    wrote(run.entries);
  }
  return { segments, entries, dropped };
}

/** Writes all of it, where FileHandle's own `write` may stop halfway. */
async function writeAt(file: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const length = Math.min(writeBytes, bytes.length - at);
    at += (await file.write(bytes, at, length, offset + at)).bytesWritten;
  }
}

/** That a segment of an earlier bundle cannot be copied, since that is gone or damaged. */
export class NothingToCopy extends Error {}

function asMember({ name, path, bytes, lastUse }: Described): RunTask["entries"][number] {
  return { name, path, bytes, lastUse };
}

/** The entries as the manifest lists them. */
function inSegment(segment: number, entries: readonly Described[]): BundledEntry[] {
  return entries.map(({ rawBytes, path, heldBy, ...entry }) => ({ ...entry, segment }));
}

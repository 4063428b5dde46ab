import { type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { inspectEntry } from "../sccache/inspect.ts";
import type { Zstd } from "../zstd/zstd.ts";
import type { Dropped, EncodedRun, EncodedSegment } from "./encode-run.ts";
import { encodeTail } from "./frames.ts";
import type { BundledEntry, Manifest, Segment } from "./manifest.ts";
import { byLikeness, cutIntoRuns } from "./order.ts";
import { openPool, type Pool } from "./pool.ts";
import { endOfTar, memberBytes } from "./tar.ts";

/** An entry to be packed, with the history that goes into the manifest. */
export type PackEntry = Pick<BundledEntry, "name" | "lastUse" | "runs">;

export interface PackRequest {
  /** sccache's directory; nothing may write to it meanwhile. */
  readonly directory: string;
  readonly entries: readonly PackEntry[];
  /** What an earlier bundle tells of some of them, so that they need not be read twice. */
  readonly known: ReadonlyMap<string, Pick<BundledEntry, "label" | "bytes">>;
  /** The file to write. It appears whole or not at all. */
  readonly out: string;
  readonly about: Omit<Manifest, "segments" | "entries">;
  readonly level: number;
  /** Uncompressed bytes of a segment. */
  readonly segmentRawBytes: number;
  /** Threads to pack with. The result does not depend on it. */
  readonly threads: number;
}

export interface Packed {
  readonly manifest: Manifest;
  /** Size of the file. */
  readonly bytes: number;
  readonly dropped: readonly Dropped[];
}

/**
 * Packs entries of a directory into a bundle. Equal entries, history and `about` give equal bytes, in whatever order
 * the entries come, and on any number of threads. @throws what writing throws; then there is no file `out`.
 */
export async function pack(request: PackRequest, zstd: Zstd): Promise<Packed> {
  const partial = `${request.out}.partial`;
  const entries = await describe(request);
  const runs = cutIntoRuns(entries.toSorted(byLikeness), request.segmentRawBytes);
  const pool = openPool(Math.min(request.threads, runs.length), zstd);
  const file = await open(partial, "w");
  try {
    const packed = await packInto(file, { request, runs, pool, zstd });
    await file.close();
    await rename(partial, request.out);
    return packed;
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  } finally {
    await pool.close();
  }
}

type Described = PackEntry & { readonly label: string | null; readonly rawBytes: number };

/** Finds out what an entry is called and how large it becomes, where no earlier bundle tells. */
async function describe({ directory, entries, known }: PackRequest): Promise<Described[]> {
  const described: Described[] = [];
  for (const { name, lastUse, runs } of entries) {
    const before = known.get(name);
    const { label, rawBytes } = before
      ? { label: before.label, rawBytes: before.bytes }
      : inspectEntry(await readOrEmpty(join(directory, name)));
    described.push({ name, lastUse, runs, label, rawBytes: memberBytes(rawBytes) });
  }
  return described;
}

/** An entry that cannot be read is dropped when its turn comes, with the reason. */
async function readOrEmpty(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    return Buffer.alloc(0);
  }
}

interface Packing {
  readonly request: PackRequest;
  readonly runs: readonly (readonly Described[])[];
  readonly pool: Pool;
  readonly zstd: Zstd;
}

async function packInto(file: FileHandle, { request, runs, pool, zstd }: Packing): Promise<Packed> {
  const segments: Segment[] = [];
  const entries: BundledEntry[] = [];
  const dropped: Dropped[] = [];
  let offset = 0;
  for await (const { run, described } of encodeInOrder(request, runs, pool)) {
    dropped.push(...run.dropped);
    for (const segment of run.segments) {
      await file.write(segment.frame);
      entries.push(...bundledEntries(segment, segments.length, described));
      segments.push({
        offset,
        bytes: segment.frame.length,
        rawBytes: segment.rawBytes,
        sha256: segment.sha256,
      });
      offset += segment.frame.length;
    }
  }
  const manifest = { ...request.about, segments, entries };
  const end = zstd.compress(endOfTar, { level: 1, checksum: true });
  const tail = encodeTail(manifest, [...segments, { bytes: end.length, rawBytes: endOfTar.length }], zstd);
  await file.write(end);
  await file.write(tail);
  return { manifest, bytes: offset + end.length + tail.length, dropped };
}

/** Encodes all runs and yields them in order; never more than a thread's worth ahead of what was taken. */
async function* encodeInOrder(
  { directory, segmentRawBytes, level }: PackRequest,
  runs: Packing["runs"],
  pool: Pool,
): AsyncGenerator<{ run: EncodedRun; described: readonly Described[] }> {
  const started: Promise<EncodedRun>[] = [];
  for (const [i, described] of runs.entries()) {
    while (started.length < Math.min(runs.length, i + pool.threads + 1)) {
      const entries = (runs[started.length] ?? []).map(({ name, lastUse }) => ({ name, lastUse }));
      const encoding = pool.run("encode", { directory, entries, segmentRawBytes, level });
      encoding.catch(() => undefined); // thrown when its turn comes, or when an earlier one has ended it all
      started.push(encoding);
    }
    const run = await (started[i] as Promise<EncodedRun>);
    started[i] = Promise.resolve({ segments: [], dropped: [] }); // frees the frames
    yield { run, described };
  }
}

function bundledEntries(
  { members }: EncodedSegment,
  segment: number,
  described: readonly Described[],
): BundledEntry[] {
  const byName = new Map(described.map((entry) => [entry.name, entry]));
  return members.flatMap((member) => {
    const entry = byName.get(member.name);
    return entry
      ? [{ ...member, lastUse: entry.lastUse, runs: entry.runs, label: entry.label, segment }]
      : [];
  });
}

import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { sumBytes } from "../size.ts";
import type { Zstd } from "../zstd/zstd.ts";
import { limits } from "./format/checks.ts";
import { splitByRoom } from "./format/manifest-room.ts";
import { memberBytes } from "./format/tar.ts";
import type { PackEntry, Packed, PackRequest } from "./pack-request.ts";
import { planReuse } from "./reuse-plan.ts";
import { byLikeness, cutIntoRuns, type Described, inTurn, sumRawBytes } from "./segment-plan.ts";
import { type Examination, type ExamineTask, examineEntries } from "./threads/examine-entries.ts";
import { inOrder } from "./threads/in-order.ts";
import type { Dropped } from "./threads/pack-entries.ts";
import { openPool, type Pool } from "./threads/pool.ts";
import { createWorkbench } from "./threads/workbench.ts";
import { NothingToCopy, type Run, writeBundle } from "./write-bundle.ts";

/** Packs one bundle, with so many threads. The result does not depend on them. */
export type PackOnce = PackRequest & { readonly threads: number };

/**
 * Packs entries of a directory into a bundle. Equal entries, history, `about` and bundles to reuse give equal bytes, in
 * whatever order the entries come, and on any number of threads; how sccache compressed them shows in the manifest's
 * `storedBytes` alone. Of more entries than a bundle can list, those used last are packed and the others dropped.
 * @throws what writing throws; then `out` is as it was.
 */
export async function pack({ threads, ...request }: PackOnce, zstd: Zstd): Promise<Packed> {
  const packer = openPacker(threads, zstd);
  try {
    return await packer.pack(request);
  } finally {
    await packer.close();
  }
}

/** Packs one bundle after the other. */
export interface Packer {
  /** As the function `pack`. */
  pack(request: PackRequest): Promise<Packed>;
  /** Ends the threads; what is being packed fails. */
  close(): Promise<void>;
}

/** A packer whose first thread begins to start at once: it takes as long as a few entries to pack. */
export function openPacker(threads: number, zstd: Zstd): Packer {
  const pool = openPool(threads, zstd);
  pool.warm(1);
  return {
    async pack(request) {
      const { entries, dropped } = await examine(request, pool, zstd);
      const { listed, beyond } = splitByRoom(entries, request.about);
      const left = beyond.map(({ name }) => ({ name, why: "one bundle can list no more entries" }));
      const packed = await writeReusing(listed.toSorted(byLikeness), request, { pool, zstd });
      return { ...packed, dropped: [...dropped, ...left, ...packed.dropped] };
    },
    close: pool.close,
  };
}

async function writeReusing(
  ordered: readonly Described[],
  request: PackRequest,
  means: { readonly pool: Pool; readonly zstd: Zstd },
): Promise<Packed> {
  const { reuse = [], about, level, segmentRawBytes } = request;
  const options = { bundles: reuse, creator: about.creator, level, segmentRawBytes };
  const { copied, rest } = planReuse(ordered, options);
  if (copied.length > 0) {
    try {
      return await writeBundle(request, { ...means, copied, runs: toRuns(rest, segmentRawBytes) });
    } catch (error) {
      if (!(error instanceof NothingToCopy)) throw error;
    }
  }
  return writeBundle(request, { ...means, copied: [], runs: toRuns(ordered, segmentRawBytes) });
}

/**
 * What fits into one segment has two threads of zstd's: it would keep one of ours at work, and the others would have nothing to
 * do. It is most of what a save packs that copies the rest.
 */
function toRuns(entries: readonly Described[], segmentRawBytes: number): Run[] {
  const zstdThreads = sumRawBytes(entries) <= segmentRawBytes ? 2 : 0;
  const runs = inTurn(cutIntoRuns(entries, segmentRawBytes), segmentRawBytes);
  return runs.map((run) => ({ entries: run, zstdThreads }));
}

/** Finds out what entries are called and how large they become. */
async function examine(
  request: PackRequest,
  pool: Pool,
  zstd: Zstd,
): Promise<{ entries: Described[]; dropped: Dropped[] }> {
  const past = new Map(request.entries.map((entry) => [entry.name, entry]));
  const entries: Described[] = [];
  const dropped: Dropped[] = [];
  const examiner = createExaminer(pool, zstd);
  let rawBytes = 0;
  try {
    for await (const batch of inOrder(batches(request), pool.threads * 2, examiner.examine)) {
      rawBytes += sumBytes(batch.sound);
      dropped.push(...batch.dropped);
      for (const sound of batch.sound) {
        const entry = past.get(sound.name);
        if (!entry) continue; // never: only what was asked about is answered
        entries.push({
          ...sound,
          ...historyOf(entry, sound.label),
          ...(entry.heldBy && { heldBy: entry.heldBy }),
          path: pathOf(entry, request),
          rawBytes: memberBytes(sound.bytes),
        });
      }
      // As many threads begin to start as there will be segments, if the other entries are as large as these.
      const share = (entries.length + dropped.length) / request.entries.length;
      pool.warm(Math.ceil(rawBytes / share / request.segmentRawBytes));
    }
  } finally {
    examiner.tidy();
  }
  return { entries, dropped };
}

/** That an entry must be decoded to be examined, which takes too long for the calling thread. */
class TooLong extends Error {}

/**
 * Examines entries on threads, and until the first of them is up on the calling one: what need not be decoded takes hardly
 * longer than to ask a thread. `tidy` gives back the memory for it, which is kept from one batch to the next: V8 collects
 * garbage whenever so large a buffer is made.
 */
function createExaminer(pool: Pool, zstd: Zstd) {
  const decompressWithin = () => {
    throw new TooLong();
  };
  const bench = createWorkbench({ ...zstd, decompressWithin }, 0);
  const begin = async (task: ExamineTask): Promise<Examination> => {
    await setImmediate(); // so that it is heard when a thread is up
    if (pool.isUp()) return pool.run("examine", task);
    try {
      return examineEntries(task, bench);
    } catch (error) {
      if (error instanceof TooLong) return pool.run("examine", task);
      throw error;
    }
  };
  // Each large entry is a task of its own, so that the pool sees to it that they do not take memory at the same time.
  const examine = async (task: ExamineTask): Promise<Omit<Examination, "large">> => {
    const { sound, dropped, large } = await begin(task);
    const others = await Promise.all(
      large.map((entry) => pool.run("examine", { entries: [entry], mayBeLarge: true })),
    );
    return {
      sound: [sound, ...others.map((other) => other.sound)].flat(),
      dropped: [dropped, ...others.map((other) => other.dropped)].flat(),
    };
  };
  return { examine, tidy: bench.tidy };
}

/** What the manifest is to tell of an entry's past, within what a reader takes. */
function historyOf(entry: PackEntry, label: string | null) {
  const { lastUse, runs, lastRun = 0, costMs = null, language = null, prints = null, cpu } = entry;
  const within = (count: number, most: number = limits.count) =>
    Math.min(Math.max(0, Math.floor(count)), most);
  return {
    lastUse: within(lastUse, limits.seconds),
    runs: within(runs),
    lastRun: within(lastRun),
    costMs: costMs === null ? null : within(costMs),
    label: label ?? entry.label ?? null,
    language,
    prints,
    ...(cpu !== undefined && { cpu }),
  };
}

/** Entries that go to a thread at once, so that asking costs little beside reading. */
const batchEntries = 16;

function batches(request: PackRequest): ExamineTask[] {
  const asked = request.entries.map((entry) => ({
    name: entry.name,
    path: pathOf(entry, request),
    remembered: entry.heldBy?.length ? request.known.get(entry.name) : undefined,
  }));
  return Array.from({ length: Math.ceil(asked.length / batchEntries) }, (_, i) => ({
    entries: asked.slice(i * batchEntries, (i + 1) * batchEntries),
  }));
}

function pathOf({ name, directory }: PackEntry, request: PackRequest): string {
  return join(directory ?? request.directory, name);
}

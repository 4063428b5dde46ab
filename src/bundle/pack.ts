import type { Zstd } from "../zstd/zstd.ts";
import type { Dropped } from "./encode-run.ts";
import type { ExamineTask, Remembered } from "./examine-entries.ts";
import { inOrder } from "./in-order.ts";
import { limits } from "./limits.ts";
import type { BundledEntry, Manifest } from "./manifest.ts";
import { byLikeness, cutIntoRuns } from "./order.ts";
import { openPool, type Pool } from "./pool.ts";
import type { OnProgress } from "./progress.ts";
import { memberBytes } from "./tar.ts";
import { writeBundle } from "./write-bundle.ts";

/** An entry to be packed, with the history that goes into the manifest. */
export type PackEntry = Pick<BundledEntry, "name" | "lastUse" | "runs">;

export interface PackRequest {
  /** sccache's directory; nothing may write to it meanwhile. */
  readonly directory: string;
  /** No name twice. */
  readonly entries: readonly PackEntry[];
  /** What an earlier bundle tells of some of them, so that they need not be read twice. */
  readonly known: ReadonlyMap<string, Remembered>;
  /** The file to write. It appears whole or not at all. */
  readonly out: string;
  readonly about: Omit<Manifest, "segments" | "entries">;
  readonly level: number;
  /** Uncompressed bytes of a segment. */
  readonly segmentRawBytes: number;
  /** Threads to pack with. The result does not depend on it. */
  readonly threads: number;
  /** Told the bytes of tar that are compressed so far. */
  readonly onProgress?: OnProgress;
}

export interface Packed {
  readonly manifest: Manifest;
  /** Size of the file. */
  readonly bytes: number;
  readonly dropped: readonly Dropped[];
}

/**
 * Packs entries of a directory into a bundle. Equal entries, history and `about` give equal bytes, in whatever order
 * the entries come, and on any number of threads; how sccache compressed them shows in the manifest's `storedBytes`
 * alone. @throws {BundleError} when there is more than a bundle may hold, and what writing throws; then there is no
 * file `out`.
 */
export async function pack(request: PackRequest, zstd: Zstd): Promise<Packed> {
  const pool = openPool(request.threads, zstd);
  try {
    const { entries, dropped } = await examine(request, pool);
    const runs = cutIntoRuns(entries.toSorted(byLikeness), request.segmentRawBytes);
    const packed = await writeBundle(request, { runs, pool, zstd });
    return { ...packed, dropped: [...dropped, ...packed.dropped] };
  } finally {
    await pool.close();
  }
}

/** An entry that is known to the byte, and what it takes in the tar. */
export type Described = PackEntry & Remembered & { readonly rawBytes: number };

/** Finds out what entries are called and how large they become. */
async function examine(
  request: PackRequest,
  pool: Pool,
): Promise<{ entries: Described[]; dropped: Dropped[] }> {
  const past = new Map(request.entries.map((entry) => [entry.name, entry]));
  const entries: Described[] = [];
  const dropped: Dropped[] = [];
  const examined = inOrder(batches(request), pool.threads * 2, (task) => pool.run("examine", task));
  for await (const batch of examined) {
    dropped.push(...batch.dropped);
    for (const { name, ...sound } of batch.sound) {
      const { lastUse = 0, runs = 1 } = past.get(name) ?? {};
      const lastSecond = Math.min(Math.max(0, Math.floor(lastUse)), limits.seconds);
      entries.push({ name, ...sound, lastUse: lastSecond, runs, rawBytes: memberBytes(sound.bytes) });
    }
  }
  return { entries, dropped };
}

/** Entries that go to a thread at once, so that asking costs little beside reading. */
const batchEntries = 64;

function batches({ directory, entries, known }: PackRequest): ExamineTask[] {
  const asked = entries.map(({ name }) => ({ name, remembered: known.get(name) }));
  return Array.from({ length: Math.ceil(asked.length / batchEntries) }, (_, i) => ({
    directory,
    entries: asked.slice(i * batchEntries, (i + 1) * batchEntries),
  }));
}

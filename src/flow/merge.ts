import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "../bundle/format/limits.ts";
import type { BundledEntry, Manifest } from "../bundle/format/manifest.ts";
import { pack } from "../bundle/pack.ts";
import { unpack } from "../bundle/unpack.ts";
import type { PackRequest } from "../bundle/write-bundle.ts";
import { kindOf } from "../sccache/directory.ts";
import { creator } from "../version.ts";
import type { Zstd } from "../zstd/zstd.ts";
import { ancestorsFrom, type KnownBundle, type Past, pastOf, reusable, usableBy } from "./evidence/past.ts";
import { type AgedEntry, type PackedWithin, packWithin } from "./save/next-bundle.ts";

/** A bundle to be merged; the key is empty for a file that is in no store. */
export type MergedBundle = KnownBundle & { readonly manifest: Manifest; readonly file: string };

interface MergeRequest
  extends Pick<PackRequest, "out" | "level" | "segmentRawBytes" | "threads" | "signingKey" | "onProgress"> {
  /** In any order; at least one. */
  readonly bundles: readonly MergedBundle[];
  /** An existing folder with room for all entries unpacked. */
  readonly tempDirectory: string;
  readonly budgetBytes: number;
}

/**
 * Unites bundles into one. Of an entry that several hold, the newest bundle's content is kept, with the younger age and the
 * larger use of all. What is over the budget is left out, least worth first. Equal bundles give equal bytes, in whatever
 * order they come.
 */
export async function merge(request: MergeRequest, zstd: Zstd): Promise<PackedWithin> {
  const oldestFirst = request.bundles.toSorted(
    (a, b) => a.manifest.created - b.manifest.created || (a.file < b.file ? -1 : 1),
  );
  const newest = oldestFirst.at(-1)?.manifest;
  const past = pastOf({ base: undefined, overlay: undefined, heads: oldestFirst });
  const folder = await mkdtemp(join(request.tempDirectory, "merging-"));
  try {
    const entries = await unpackAll(oldestFirst.toReversed(), past, { ...request, zstd, folder });
    return await packWithin(
      entries,
      {
        plan: {
          budgetBytes: request.budgetBytes,
          evictAge: undefined,
          maxAgeDays: undefined,
          now: newest?.created ?? 0,
        },
        measure: { manifest: newest, rawAtSource: true },
        mostUploadBytes: undefined,
        judge: (kept) => ({ newEntries: kept.length, isEnough: true, why: "" }),
      },
      {
        ...request,
        directory: request.tempDirectory,
        known: past.entries,
        reuse: reusable(past),
        about: aboutOf(oldestFirst),
      },
      (packing) => pack(packing, zstd),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Unpacks each entry from the newest bundle that has it; preprocessor files only of the newest bundle's sccache. */
async function unpackAll(
  newestFirst: readonly MergedBundle[],
  past: Past,
  { folder, threads, zstd }: { readonly folder: string; readonly threads: number; readonly zstd: Zstd },
): Promise<AgedEntry[]> {
  const version = newestFirst[0]?.manifest.sccacheVersion ?? null;
  const clock = clockOf(newestFirst);
  const seen = new Set<string>();
  const entries: AgedEntry[] = [];
  for (const [i, { file, manifest }] of newestFirst.entries()) {
    const directory = join(folder, String(i));
    const isUsable = usableBy(version, manifest);
    const wanted = (entry: BundledEntry) => !seen.has(entry.name) && isUsable(entry);
    for (const { name } of await unpack({ file, manifest, directory, wanted, threads }, zstd)) {
      seen.add(name);
      const known = past.entries.get(name);
      const kind = kindOf(name);
      if (!known || !kind) continue;
      const { segment: _, storedBytes, ...entry } = known;
      const lastRun = Math.max(0, clock - known.age);
      const use = { usedByThisRun: known.age === 0, fresh: false, added: true, ageBefore: known.age };
      entries.push({ ...entry, ...use, kind, lastRun, directory });
    }
  }
  return entries;
}

function aboutOf(oldestFirst: readonly MergedBundle[]) {
  const newest = oldestFirst.at(-1)?.manifest;
  const keyed = oldestFirst.filter(({ key }) => key !== "");
  return {
    creator,
    created: newest?.created ?? 0,
    sccacheVersion: newest?.sccacheVersion ?? null,
    toolchain: newest?.toolchain ?? null,
    base: null,
    ref: newest?.ref ?? null,
    parents: keyed.map(({ key }) => key).slice(-limits.parents),
    ancestors: ancestorsFrom(keyed),
    run: {
      id: newest?.run.id ?? null,
      clock: clockOf(oldestFirst),
      complete: oldestFirst.some(({ manifest }) => manifest.run.complete),
    },
    history: newest?.history ?? [],
    environment: newest?.environment ?? {},
  };
}

function clockOf(sources: readonly MergedBundle[]): number {
  return sources.reduce((latest, { manifest }) => Math.max(latest, manifest.run.clock), 0);
}

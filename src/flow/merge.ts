import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ageOf } from "../budget/age.ts";
import { type BundledEntry, type Manifest, usedByLastRun, withoutPast } from "../bundle/format/manifest.ts";
import { readManifest } from "../bundle/format/read-manifest.ts";
import type { Packed } from "../bundle/pack-request.ts";
import { unpack } from "../bundle/unpack.ts";
import { kindOf } from "../sccache/layout.ts";
import { creator } from "../version.ts";
import type { Zstd } from "../zstd/zstd.ts";
import { adopt } from "./restore/adopt.ts";
import type { KnownEntry } from "./save/history.ts";
import { packWithin } from "./save/pack-within.ts";

export interface MergeRequest {
  /** The bundles, in any order; at least one. */
  readonly files: readonly string[];
  /** The bundle to write. It appears whole or not at all. */
  readonly out: string;
  /** An existing folder with room for all entries unpacked. */
  readonly tempDirectory: string;
  readonly budgetBytes: number;
  readonly level: number;
  readonly segmentRawBytes: number;
  readonly threads: number;
}

/**
 * Unites bundles into one. Of an entry that several hold, the newest bundle's content stays; its last use is the latest,
 * and the runs that used it are added up. What is over the budget goes, least worth first; undefined when nothing fits.
 * Equal bundles give equal bytes, in whatever order they come. @throws {BundleError} when one of them cannot be read
 */
export async function merge(request: MergeRequest, zstd: Zstd): Promise<Packed | undefined> {
  const sources = await Promise.all(
    request.files.map(async (file) => ({ file, manifest: await readManifest(file, zstd) })),
  );
  const newestFirst = sources.toSorted(
    (a, b) => b.manifest.created - a.manifest.created || (a.file < b.file ? -1 : 1),
  );
  const directory = join(request.tempDirectory, `merging-${randomBytes(4).toString("hex")}`);
  try {
    const { version, entries } = unite(newestFirst.map(({ manifest }) => manifest));
    const missing = new Set(entries.map(({ name }) => name));
    for (const [i, { file, manifest }] of newestFirst.entries()) {
      const unpacked = `${directory}.${i}`;
      const wanted = ({ name }: BundledEntry) =>
        missing.has(name) && (kindOf(name) === "object" || manifest.sccacheVersion === version);
      const got = await unpack(
        { file, manifest, directory: unpacked, wanted, threads: request.threads },
        zstd,
      );
      const names = got.map(({ name }) => name);
      for (const name of names) missing.delete(name);
      await adopt(unpacked, directory);
    }
    return await packAll(
      request,
      { directory, manifests: newestFirst.map(({ manifest }) => manifest), entries },
      zstd,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

interface United {
  readonly directory: string;
  /** The newest first. */
  readonly manifests: readonly Manifest[];
  readonly entries: readonly KnownEntry[];
}

async function packAll(request: MergeRequest, { directory, manifests, entries }: United, zstd: Zstd) {
  const { out, level, segmentRawBytes, threads, budgetBytes } = request;
  const [newest] = manifests;
  const now = newest?.created ?? 0;
  const about = {
    creator,
    created: now,
    sccacheVersion: newest?.sccacheVersion ?? null,
    toolchain: newest?.toolchain ?? null,
    base: null,
    ref: newest?.ref ?? null,
    ...withoutPast,
    environment: newest?.environment ?? {},
  };
  const known = new Map(
    manifests.toReversed().flatMap((manifest) => manifest.entries.map((e) => [e.name, e])),
  );
  const { packed } = await packWithin(
    entries,
    {
      plan: { budgetBytes, evictAge: undefined, maxAgeDays: undefined, now },
      measure: { manifest: newest, rawAtSource: true },
    },
    { directory, out, level, segmentRawBytes, threads, known, about },
    zstd,
  );
  return packed;
}

/** The entries of all, with their history; preprocessor files only of the newest bundle's sccache. */
function unite(newestFirst: readonly Manifest[]): { version: string | null; entries: KnownEntry[] } {
  const version = newestFirst[0]?.sccacheVersion ?? null;
  const united = new Map<string, KnownEntry>();
  for (const { entries, run, sccacheVersion } of newestFirst) {
    const recent = new Set(usedByLastRun({ entries, run }));
    for (const entry of entries) {
      const kind = kindOf(entry.name);
      if (kind === undefined || (kind === "preprocessor" && sccacheVersion !== version)) continue;
      const other = united.get(entry.name);
      united.set(entry.name, {
        name: entry.name,
        kind,
        bytes: other?.bytes ?? entry.bytes,
        lastUse: Math.max(entry.lastUse, other?.lastUse ?? 0),
        runs: entry.runs + (other?.runs ?? 0),
        usedByThisRun: recent.has(entry) || (other?.usedByThisRun ?? false),
        age: Math.min(ageOf(entry.lastRun, run.clock), other?.age ?? Number.POSITIVE_INFINITY),
        costMs: other?.costMs ?? entry.costMs,
        language: other?.language ?? entry.language,
        added: false,
      });
    }
  }
  return { version, entries: [...united.values()] };
}

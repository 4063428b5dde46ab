import { evictAgeOf } from "../../budget/age.ts";
import { BundleError, limits } from "../../bundle/format/checks.ts";
import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { openPacker } from "../../bundle/pack.ts";
import type { PackRequest } from "../../bundle/pack-request.ts";
import { digestsByName } from "../../bundle/reuse-plan.ts";
import { kindOf } from "../../sccache/directory.ts";
import { creator } from "../../version.ts";
import type { Zstd } from "../../zstd/zstd.ts";
import { ancestorsFrom, type KnownBundle, type Past, pastOf, reusable } from "../evidence/past.ts";
import { usableBy } from "../evidence/usable.ts";
import type { Levels } from "../new-bundle/levels.ts";
import { type AgedEntry, type PackedWithin, packWithin } from "../new-bundle/pack-within.ts";
import { unpackBeside } from "../new-bundle/unpack-beside.ts";
import { withTemporary } from "../temporary.ts";

/** A bundle to be merged; the key is empty for a file that is in no store. */
export type MergedBundle = KnownBundle & { readonly manifest: Manifest; readonly file: string };

interface MergeRequest extends Pick<PackRequest, "out" | "segmentRawBytes" | "signingKey" | "onProgress"> {
  /** In any order; at least one. */
  readonly bundles: readonly MergedBundle[];
  /** What was made of earlier ones of these. What none of them has any more is left out once two complete runs have gone by. */
  readonly earlier?: MergedBundle | undefined;
  /** Bundles that hold nothing usable, and that the new one replaces. */
  readonly empty?: readonly KnownBundle[];
  /** An existing folder with room for all entries unpacked. */
  readonly tempDirectory: string;
  readonly budgetBytes: number;
  readonly levels: Levels;
  /** Where `out` is; without it, the disk is not asked. */
  readonly freeBytes?: number;
  /** To pack and unpack with. The result does not depend on it. */
  readonly threads: number;
}

/** A bundle that is damaged, which only unpacking it told. */
export class DamagedSource extends BundleError {
  readonly bundle: MergedBundle;

  constructor(bundle: MergedBundle, { message, fault }: BundleError) {
    super(fault, `${bundle.key || bundle.file}: ${message}`);
    this.bundle = bundle;
  }
}

/**
 * Unites bundles into one. Of an entry that several hold, the newest bundle's content is kept, with the younger age and the
 * larger use of all. What is over the budget is left out, least worth first. Equal bundles give equal bytes, in whatever
 * order they come. @throws {DamagedSource}, and what the file system throws
 */
export async function merge(request: MergeRequest, zstd: Zstd): Promise<PackedWithin> {
  const newestFirst = [...request.bundles, ...(request.earlier ? [request.earlier] : [])].sort(
    (a, b) => b.manifest.created - a.manifest.created || (`${b.key}${b.file}` < `${a.key}${a.file}` ? -1 : 1),
  );
  const newest = newestFirst[0]?.manifest;
  if (!newest) throw new RangeError("there are no bundles to merge");
  const { created: now } = newest;
  const past = unitedPast(newestFirst, request);
  const clock = clockOf(request);
  const { budgetBytes, tempDirectory: directory } = request;
  return withTemporary(directory, async (temporary) => {
    const how = { clock, zstd, threads: request.threads, temporary };
    const entries = await unpackAll(newestFirst, past, how);
    const packer = openPacker(request.threads, zstd);
    try {
      return await packWithin(
        entries,
        {
          plan: { budgetBytes, evictAge: undefined, maxAgeDays: undefined, now },
          limitedBy: "max-size",
          levels: request.levels,
          measure: { manifest: newest, rawAtSource: true },
          mostUploadBytes: undefined,
          ...(request.freeBytes !== undefined && { freeBytes: request.freeBytes }),
          judge: (kept) => ({ newEntries: kept.length, isEnough: true, why: "" }),
        },
        {
          ...request,
          directory,
          known: past.entries,
          reuse: reusable(past),
          about: aboutOf(newest, newestFirst.toReversed(), { clock, empty: request.empty ?? [] }),
        },
        packer.pack,
      );
    } finally {
      await packer.close();
    }
  });
}

/** All entries with their ages: what the bundles have is as old as they say, whatever an earlier merge said of it. */
function unitedPast(newestFirst: readonly MergedBundle[], request: MergeRequest): Past {
  const none = { base: undefined, overlay: undefined };
  const past = pastOf({ ...none, heads: newestFirst.toReversed() });
  const { earlier } = request;
  if (!earlier) return past;
  const current = pastOf({ ...none, heads: request.bundles });
  const evictAge = evictAgeOf("auto", { complete: true }) ?? Number.POSITIVE_INFINITY;
  const ticks = ticksSince(earlier, request.bundles);
  const entries = [...past.entries].flatMap(([name, entry]) => {
    const known = current.entries.get(name);
    const age = known ? known.age : entry.age + ticks;
    return known || age < evictAge ? [[name, { ...entry, age }] as const] : [];
  });
  return { ...past, entries: new Map(entries) };
}

/** 1 if one of the bundles is of a complete run that the earlier merge did not know, else 0. */
function ticksSince({ manifest }: MergedBundle, bundles: readonly MergedBundle[]): number {
  const seen = new Set(manifest.ancestors);
  return bundles.some((bundle) => bundle.manifest.run.complete && !seen.has(bundle.key)) ? 1 : 0;
}

/** Of the merged bundle: matrix jobs have clocks of their own, and one of them may be gone. */
function clockOf({ earlier, bundles }: MergeRequest): number {
  if (earlier) return earlier.manifest.run.clock + ticksSince(earlier, bundles);
  return Math.max(...bundles.map(({ manifest }) => manifest.run.clock));
}

/** Unpacks each entry from the newest bundle that has it; preprocessor files only of the newest bundle's sccache. */
async function unpackAll(
  newestFirst: readonly MergedBundle[],
  past: Past,
  { clock, ...deps }: Parameters<typeof unpackBeside>[1] & { readonly clock: number },
): Promise<AgedEntry[]> {
  const version = newestFirst[0]?.manifest.sccacheVersion ?? null;
  const seen = new Set<string>();
  const entries: AgedEntry[] = [];
  for (const bundle of newestFirst) {
    const { manifest } = bundle;
    const isUsable = usableBy(version, manifest);
    const wanted = (entry: BundledEntry) =>
      past.entries.has(entry.name) && !seen.has(entry.name) && isUsable(entry);
    const digests = digestsByName(manifest);
    const unpacked = await unpackBeside({ ...bundle, wanted }, deps).catch((error) => {
      throw error instanceof BundleError ? new DamagedSource(bundle, error) : error;
    });
    for (const { name, cpu } of unpacked.entries) {
      seen.add(name);
      const known = past.entries.get(name);
      const kind = kindOf(name);
      if (!known || !kind) continue;
      const { segment: _, storedBytes, ...entry } = known;
      const lastRun = Math.max(0, clock - known.age);
      const use = {
        usedByThisRun: known.age === 0,
        fresh: false,
        added: true,
        remade: false,
        ageBefore: known.age,
      };
      const heldBy = [digests.get(name) ?? []].flat();
      entries.push({ ...entry, ...use, kind, lastRun, directory: unpacked.folder, heldBy, cpu });
    }
  }
  return entries;
}

function aboutOf(
  newest: Manifest,
  oldestFirst: readonly MergedBundle[],
  { clock, empty }: { readonly clock: number; readonly empty: readonly KnownBundle[] },
): PackRequest["about"] {
  const { created, sccacheVersion, toolchain, ref, history, environment } = newest;
  const keyed = [...empty, ...oldestFirst].filter(({ key }) => key !== "");
  const complete = oldestFirst.some(({ manifest }) => manifest.run.complete);
  return {
    ...{ creator, created, sccacheVersion, toolchain, ref, history, environment },
    ...{ family: undefined, limitedBy: undefined, base: null },
    parents: keyed.map(({ key }) => key).slice(-limits.parents),
    ancestors: ancestorsFrom(keyed),
    run: { id: newest.run.id, clock, complete },
  };
}

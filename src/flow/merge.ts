import { join } from "node:path";
import { BundleError, limits } from "../bundle/format/checks.ts";
import type { BundledEntry, Manifest } from "../bundle/format/manifest.ts";
import { readManifest } from "../bundle/format/read-manifest.ts";
import { openPacker } from "../bundle/pack.ts";
import type { PackRequest } from "../bundle/pack-request.ts";
import { unpack } from "../bundle/unpack.ts";
import { isOfFamily, jobBeginning, parseKey, saveKey } from "../key/key.ts";
import { formatSize } from "../report/words.ts";
import { kindOf } from "../sccache/directory.ts";
import { scopesOf } from "../store/scopes.ts";
import type { StoredBundle } from "../store/store.ts";
import { creator } from "../version.ts";
import type { Zstd } from "../zstd/zstd.ts";
import { type Deps, shown, withTemporary } from "./deps.ts";
import { ancestorsFrom, type KnownBundle, type Past, pastOf, reusable, usableBy } from "./evidence/past.ts";
import type { Job } from "./job/job.ts";
import { openDeps, openKeys } from "./job/steps.ts";
import { cleanUp, putUnder } from "./save/family.ts";
import { type AgedEntry, type PackedWithin, packWithin } from "./save/next-bundle.ts";
import { cannotSign, unsignedBytes } from "./trust.ts";

// Longer than a module should be: which bundles are merged, how, and what becomes of the older ones is read together.

/** What became of the matrix jobs' bundles. */
type MergedLegs =
  | { readonly kind: "saved" | "taken"; readonly key: string; readonly legs: number; readonly bytes: number }
  | { readonly kind: "not-saved"; readonly why: string }
  | { readonly kind: "cannot-list" };

/**
 * Unites the newest bundle of each matrix job of one job into a bundle that any of them falls back to: for a job that runs
 * after all of them. The bundle that an earlier merge made is one of the sources, and is deleted when the new one is there.
 * @throws {StoreError}
 */
export async function mergeLegs(ofMatrix: Job, tempDirectory: string): Promise<MergedLegs> {
  const job: Job = { ...ofMatrix, context: { ...ofMatrix.context, matrix: undefined } };
  const { config } = job;
  const deps = openDeps(job, { tempDirectory });
  const { catalog, showProgress, signing, threads } = deps;
  if (!catalog) return { kind: "cannot-list" };
  const { keys } = await openKeys(job);
  if (signing?.canSign === false) return notSaved(cannotSign);
  if (keys.family === null) return notSaved("custom keys do not tell matrix jobs apart");
  const prefix = jobBeginning(keys.family);
  const ref = scopesOf(job.context).own;
  const newest = newestOfEach((await catalog.list(prefix)).bundles, { keyPrefix: config.keyPrefix, ref });
  const legs = [...newest.keys()].filter((family) => family !== keys.family).length;
  if (legs < 2) return notSaved(`bundles of ${legs} matrix jobs begin with ${prefix}`);
  return withTemporary(tempDirectory, async (temporary) => {
    const bundles: MergedBundle[] = [];
    for (const bundle of newest.values()) {
      bundles.push(...(await fetchUsable(bundle, temporary("matrix-job"), deps)));
    }
    if (bundles.length < 2) {
      return notSaved(`${newest.size - bundles.length} of ${newest.size} bundles are gone or cannot be used`);
    }
    const out = temporary("merged");
    const budgetBytes = unsignedBytes(config.maxSizeBytes, signing);
    const { compressionLevel: level, segmentBytes: segmentRawBytes } = config;
    const options = { out, tempDirectory, budgetBytes, level, segmentRawBytes, threads };
    const merged = await shown(showProgress, "Pack", (onProgress) =>
      merge({ ...options, bundles, onProgress }, deps.zstd),
    );
    if (merged.kind !== "packed") return notSaved(merged.why);
    const { packed } = merged;
    const keyOf = (digest: string) => saveKey(keys, digest);
    const { key, kind, bytes } = await shown(showProgress, "Upload", (onProgress) =>
      putUnder(keyOf, { file: out, packed, onProgress }, deps),
    );
    if (kind === "taken") return { kind, key, legs, bytes };
    const nowMs = deps.now();
    // What earlier merges made; the matrix jobs' own bundles are theirs.
    const request = {
      prefix: `${keys.family}-`,
      isFamily: (one: string) => isOfFamily(one, keys),
      ancestors: packed.manifest.ancestors,
      ref,
      newestKey: key,
      keepLast: config.keepLast,
      nowMs,
      ownReadAtMs: nowMs,
    };
    if (config.deleteSuperseded) await cleanUp(request, catalog, deps.log);
    return { kind: "saved", key, legs, bytes };
  });
}

/** What became of them, in a line for the user. */
export function describeMerged(merged: Exclude<MergedLegs, { kind: "cannot-list" }>): string {
  if (merged.kind === "not-saved") return `Nothing merged: ${merged.why}`;
  const { legs, key, bytes } = merged;
  return `Merged the bundles of ${legs} matrix jobs as ${key} (${formatSize(bytes)})`;
}

function notSaved(why: string): MergedLegs {
  return { kind: "not-saved", why };
}

/** The bundle, if it is there and can be read; one that is damaged or not signed as it must be is left out, with a notice. */
async function fetchUsable({ key, bytes }: StoredBundle, file: string, deps: Deps): Promise<MergedBundle[]> {
  const fetched = await shown(deps.showProgress, "Fetch other bundles", (onProgress) =>
    deps.store.fetch({ key, fallbacks: [] }, file, { onBytes: (done) => onProgress({ done, total: bytes }) }),
  );
  if (fetched.kind === "miss" || fetched.key !== key) return [];
  try {
    return [{ key, file, manifest: await readManifest(file, deps.zstd, deps.signing?.trust(fetched)) }];
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    deps.log.notice(`${key} is left out: ${error.message}`);
    return [];
  }
}

/** The newest bundle of each matrix job, by family; those of other refs are left out. */
function newestOfEach(
  oldestFirst: readonly StoredBundle[],
  { keyPrefix, ref }: { keyPrefix: string; ref: string | undefined },
): ReadonlyMap<string, StoredBundle> {
  const own = oldestFirst.flatMap((bundle) => {
    const parsed = parseKey(bundle.key, keyPrefix);
    return parsed?.kind === "base" && bundle.ref === ref ? [[parsed.family, bundle] as const] : [];
  });
  return new Map(own);
}

/** A bundle to be merged; the key is empty for a file that is in no store. */
export type MergedBundle = KnownBundle & { readonly manifest: Manifest; readonly file: string };

interface MergeRequest
  extends Pick<PackRequest, "out" | "level" | "segmentRawBytes" | "signingKey" | "onProgress"> {
  /** In any order; at least one. */
  readonly bundles: readonly MergedBundle[];
  /** An existing folder with room for all entries unpacked. */
  readonly tempDirectory: string;
  readonly budgetBytes: number;
  /** To pack and unpack with. The result does not depend on it. */
  readonly threads: number;
}

/**
 * Unites bundles into one. Of an entry that several hold, the newest bundle's content is kept, with the younger age and the
 * larger use of all. What is over the budget is left out, least worth first. Equal bundles give equal bytes, in whatever
 * order they come.
 */
export async function merge(request: MergeRequest, zstd: Zstd): Promise<PackedWithin> {
  const newestFirst = request.bundles.toSorted(
    (a, b) => b.manifest.created - a.manifest.created || (`${b.key}${b.file}` < `${a.key}${a.file}` ? -1 : 1),
  );
  const newest = newestFirst[0]?.manifest;
  if (!newest) throw new RangeError("there are no bundles to merge");
  const { created: now } = newest;
  const past = pastOf({ base: undefined, overlay: undefined, heads: newestFirst.toReversed() });
  const { budgetBytes, tempDirectory: directory } = request;
  return withTemporary(directory, async (temporary) => {
    const entries = await unpackAll(newestFirst, past, { ...request, zstd, folder: temporary("merging") });
    const packer = openPacker(request.threads, zstd);
    try {
      return await packWithin(
        entries,
        {
          plan: { budgetBytes, evictAge: undefined, maxAgeDays: undefined, now },
          measure: { manifest: newest, rawAtSource: true },
          mostUploadBytes: undefined,
          judge: (kept) => ({ newEntries: kept.length, isEnough: true, why: "" }),
        },
        {
          ...request,
          directory,
          known: past.entries,
          reuse: reusable(past),
          about: aboutOf(newest, newestFirst.toReversed()),
        },
        packer.pack,
      );
    } finally {
      await packer.close();
    }
  });
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

function aboutOf(newest: Manifest, oldestFirst: readonly MergedBundle[]): PackRequest["about"] {
  const { created, sccacheVersion, toolchain, ref, history, environment } = newest;
  const keyed = oldestFirst.filter(({ key }) => key !== "");
  const complete = oldestFirst.some(({ manifest }) => manifest.run.complete);
  return {
    ...{ creator, created, sccacheVersion, toolchain, ref, history, environment, base: null },
    parents: keyed.map(({ key }) => key).slice(-limits.parents),
    ancestors: ancestorsFrom(keyed),
    run: { id: newest.run.id, clock: clockOf(oldestFirst), complete },
  };
}

function clockOf(bundles: readonly MergedBundle[]): number {
  return Math.max(...bundles.map(({ manifest }) => manifest.run.clock));
}

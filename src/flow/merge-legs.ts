import { rm } from "node:fs/promises";
import { join } from "node:path";
import { BundleError } from "../bundle/format/bundle-error.ts";
import { readManifest } from "../bundle/format/read-manifest.ts";
import { isOfFamily, jobBeginning, parseKey, saveKey } from "../key/key.ts";
import { formatSize } from "../report/words.ts";
import { scopesOf } from "../store/scopes.ts";
import type { StoredBundle } from "../store/store.ts";
import { type Deps, shown } from "./deps.ts";
import { type Job, openDeps, openKeys } from "./job/job.ts";
import { type MergedBundle, merge } from "./merge.ts";
import { cleanUp, putUnder } from "./save/family.ts";
import { cannotSign, unsignedBytes } from "./trust.ts";

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
  const { catalog, showProgress, signing } = deps;
  if (!catalog) return { kind: "cannot-list" };
  const { keys } = await openKeys(job);
  if (signing?.canSign === false) return notSaved(cannotSign);
  if (keys.family === null) return notSaved("custom keys do not tell matrix jobs apart");
  const prefix = jobBeginning(keys.family);
  const ref = scopesOf(job.context).own;
  const newest = newestOfEach((await catalog.list(prefix)).bundles, { keyPrefix: config.keyPrefix, ref });
  const legs = newest.filter((leg) => leg.family !== keys.family).length;
  if (legs < 2) return notSaved(`bundles of ${legs} matrix jobs begin with ${prefix}`);
  const files: string[] = [];
  const temporary = (name: string) => {
    files.push(join(tempDirectory, name));
    return join(tempDirectory, name);
  };
  try {
    const bundles: MergedBundle[] = [];
    for (const [i, { bundle }] of newest.entries()) {
      bundles.push(...(await fetchUsable(bundle, temporary(`matrix-job-${i}.tar.zst`), deps)));
    }
    if (bundles.length < 2) {
      return notSaved(
        `${newest.length - bundles.length} of ${newest.length} bundles are gone or cannot be used`,
      );
    }
    const out = temporary("merged.tar.zst");
    const merged = await shown(showProgress, "Pack", (onProgress) =>
      merge(
        {
          onProgress,
          bundles,
          out,
          tempDirectory,
          budgetBytes: unsignedBytes(config.maxSizeBytes, signing),
          level: config.compressionLevel,
          segmentRawBytes: config.segmentBytes,
          threads: deps.threads,
        },
        deps.zstd,
      ),
    );
    if (merged.kind !== "packed") return notSaved(merged.why);
    const { packed } = merged;
    const keyOf = (digest: string) => saveKey(keys, digest);
    const { key, kind, bytes } = await shown(showProgress, "Upload", (onProgress) =>
      putUnder(keyOf, { file: out, packed, onProgress }, deps),
    );
    if (kind === "taken") return { kind, key, legs, bytes };
    // What earlier merges made; the matrix jobs' own bundles are theirs.
    const ancestors = new Set(packed.manifest.ancestors);
    const nowMs = deps.now();
    const request = {
      prefix: `${keys.family}-`,
      isAncestor: (one: string) => ancestors.has(one) && isOfFamily(one, keys),
      ref,
      newestKey: key,
      keepLast: config.keepLast,
      nowMs,
      ownReadAtMs: nowMs,
    };
    if (config.deleteSuperseded) await cleanUp(request, catalog, deps.log);
    return { kind: "saved", key, legs, bytes };
  } finally {
    for (const file of files) await rm(file, { force: true });
  }
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

interface Leg {
  readonly family: string;
  readonly bundle: StoredBundle;
}

/** Of each matrix job its newest bundle; those of other refs are left out. */
function newestOfEach(
  bundles: readonly StoredBundle[],
  { keyPrefix, ref }: { keyPrefix: string; ref: string | undefined },
): Leg[] {
  const newest = new Map<string, StoredBundle>();
  for (const bundle of bundles) {
    const parsed = parseKey(bundle.key, keyPrefix);
    if (parsed?.kind !== "base" || bundle.ref !== ref) continue;
    if ((newest.get(parsed.family)?.savedAtMs ?? -1) < bundle.savedAtMs) newest.set(parsed.family, bundle);
  }
  return [...newest].map(([family, bundle]) => ({ family, bundle }));
}

import { BundleError } from "../bundle/format/checks.ts";
import { readManifest } from "../bundle/format/read-manifest.ts";
import { isOfFamily, jobBeginning, parseKey, saveKey } from "../key/key.ts";
import { formatSize } from "../report/words.ts";
import { DamagedBundleError } from "../store/error-kinds.ts";
import { scopesOf } from "../store/scopes.ts";
import type { StoredBundle } from "../store/store.ts";
import { type Deps, shown, withTemporary } from "./deps.ts";
import type { Job } from "./job/job.ts";
import { openDeps, openKeys } from "./job/steps.ts";
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
 * after all of them. What an earlier merge made is united too, since a matrix job's own bundle may be gone; what no
 * matrix job has any more grows old in it, and goes. It is deleted when the new one is there.
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
  if (keys.custom) return notSaved("custom keys do not tell matrix jobs apart");
  const prefix = jobBeginning(keys.family);
  const ref = scopesOf(job.context).own;
  const newest = newestOfEach((await catalog.list(prefix)).bundles, { keyPrefix: config.keyPrefix, ref });
  const legs = [...newest.keys()].filter((family) => family !== keys.family).length;
  if (legs < 2) return notSaved(`bundles of ${legs} matrix jobs begin with ${prefix}`);
  return withTemporary(tempDirectory, async (temporary) => {
    const bundles: MergedBundle[] = [];
    let earlier: MergedBundle | undefined;
    for (const [family, bundle] of newest) {
      const usable = await fetchUsable(bundle, temporary("matrix-job"), deps);
      if (family === keys.family) [earlier] = usable;
      else bundles.push(...usable);
    }
    if (bundles.length + (earlier ? 1 : 0) < 2) {
      const gone = newest.size - bundles.length - (earlier ? 1 : 0);
      return notSaved(`${gone} of ${newest.size} bundles are gone or cannot be used`);
    }
    const out = temporary("merged");
    const budgetBytes = unsignedBytes(config.maxSizeBytes, signing);
    const { compressionLevel: level, segmentBytes: segmentRawBytes } = config;
    const options = { out, tempDirectory, budgetBytes, level, segmentRawBytes, threads };
    const merged = await shown(showProgress, "Pack", (onProgress) =>
      merge({ ...options, bundles, earlier, onProgress }, deps.zstd),
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
  try {
    const fetched = await shown(deps.showProgress, "Fetch other bundles", (onProgress) =>
      deps.store.fetch({ key, fallbacks: [] }, file, {
        onBytes: (done) => onProgress({ done, total: bytes }),
      }),
    );
    if (fetched.kind === "miss" || fetched.key !== key) return [];
    return [{ key, file, manifest: await readManifest(file, deps.zstd, deps.signing?.trust(fetched)) }];
  } catch (error) {
    if (!(error instanceof BundleError || error instanceof DamagedBundleError)) throw error;
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

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { BundleError } from "../bundle/format/bundle-error.ts";
import { mostSignatureBytes } from "../bundle/format/frames.ts";
import { readManifest } from "../bundle/format/read-manifest.ts";
import type { Config } from "../config/config.ts";
import { isOfFamily, jobBeginning, type KeyPlan, parseKey, saveKey } from "../key/key.ts";
import type { Catalog, StoredBundle } from "../store/store.ts";
import { type Deps, openPhases } from "./deps.ts";
import { type MergedBundle, merge } from "./merge.ts";
import { cleanUp, putUnder } from "./save/family.ts";
import { cannotSign } from "./signing.ts";

/** What became of the matrix jobs' bundles. */
type MergedLegs =
  | { readonly kind: "saved" | "taken"; readonly key: string; readonly legs: number; readonly bytes: number }
  | { readonly kind: "not-saved"; readonly why: string };

/**
 * Unites the newest bundle of each matrix job of one job into a bundle that any of them falls back to: for a job that runs
 * after all of them. `keys` are those of the job without a matrix. The bundle that an earlier merge made is one of the
 * sources, and is deleted when the new one is there. @throws {StoreError}
 */
export async function mergeLegs(
  { config, keys, ref }: { config: Config; keys: KeyPlan; ref: string | undefined },
  catalog: Catalog,
  deps: Deps,
): Promise<MergedLegs> {
  const { family } = keys;
  if (deps.signing?.canSign === false) return { kind: "not-saved", why: cannotSign };
  if (family === null) return { kind: "not-saved", why: "custom keys do not tell matrix jobs apart" };
  const prefix = jobBeginning(family);
  const newest = newestOfEach((await catalog.list(prefix)).bundles, { keyPrefix: config.keyPrefix, ref });
  const legs = newest.filter((leg) => leg.family !== family);
  if (legs.length < 2) {
    return { kind: "not-saved", why: `bundles of ${legs.length} matrix jobs begin with ${prefix}` };
  }
  const phases = openPhases(deps);
  const files: string[] = [];
  try {
    const bundles: MergedBundle[] = [];
    for (const [i, { bundle }] of newest.entries()) {
      const file = join(deps.tempDirectory, `matrix-job-${i}.tar.zst`);
      files.push(file);
      const fetched = await phases.run("fetch other bundles", (onProgress) =>
        deps.store.fetch({ key: bundle.key, fallbacks: [] }, file, {
          onBytes: (done) => onProgress({ done, total: bundle.bytes }),
        }),
      );
      if (fetched.kind === "miss" || fetched.key !== bundle.key) continue;
      const trust = deps.signing?.trust(fetched);
      if (await isUsable({ file, key: bundle.key, trust }, deps))
        bundles.push({ file, key: bundle.key, trust });
    }
    if (bundles.length < 2) {
      return {
        kind: "not-saved",
        why: `${newest.length - bundles.length} of ${newest.length} bundles are gone or cannot be used`,
      };
    }
    const out = join(deps.tempDirectory, "merged.tar.zst");
    files.push(out);
    const merged = await phases.run("pack", (onProgress) =>
      merge(
        {
          onProgress,
          bundles,
          out,
          tempDirectory: deps.tempDirectory,
          budgetBytes: Math.max(0, config.maxSizeBytes - (deps.signing ? mostSignatureBytes : 0)),
          level: config.compressionLevel,
          segmentRawBytes: config.segmentBytes,
          threads: deps.threads,
        },
        deps.zstd,
      ),
    );
    if (merged.kind !== "packed") return { kind: "not-saved", why: merged.why };
    const { manifest } = merged.packed;
    let { bytes } = merged.packed;
    const keyOf = (digest: string) => saveKey(keys, digest);
    const { key, stored } = await phases.run("upload", (onProgress) =>
      putUnder(keyOf, manifest, async (key) => {
        bytes = (await deps.signing?.sign(out, key)) ?? bytes;
        return deps.store.put(key, out, { onBytes: (done) => onProgress({ done, total: bytes }) });
      }),
    );
    if (stored.kind === "stored") await tidyUp(key, { config, keys, ref, manifest }, catalog, deps);
    return { kind: stored.kind === "taken" ? "taken" : "saved", key, legs: legs.length, bytes };
  } finally {
    for (const file of files) await rm(file, { force: true });
  }
}

/** Whether the bundle can be read; one that is damaged or not signed as it must be is left out, with a notice. */
async function isUsable({ file, key, trust }: MergedBundle, { zstd, log }: Deps): Promise<boolean> {
  try {
    await readManifest(file, zstd, trust);
    return true;
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    log.notice(`${key} is left out: ${error.message}`);
    return false;
  }
}

/** Deletes what earlier merges made; the matrix jobs' own bundles are theirs. */
async function tidyUp(
  newestKey: string,
  {
    config,
    keys,
    ref,
    manifest,
  }: { config: Config; keys: KeyPlan; ref: string | undefined; manifest: { ancestors: readonly string[] } },
  catalog: Catalog,
  { log, now }: Deps,
): Promise<void> {
  if (!config.deleteSuperseded) return;
  const ancestors = new Set(manifest.ancestors);
  const request = {
    prefix: `${keys.family}-`,
    isAncestor: (key: string) => ancestors.has(key) && isOfFamily(key, keys),
    ref,
    newestKey,
    keepLast: config.keepLast,
    nowMs: now(),
    ownReadAtMs: now(),
  };
  await cleanUp(request, catalog, log);
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

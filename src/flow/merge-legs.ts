import { rm } from "node:fs/promises";
import { join } from "node:path";
import { familyOf } from "../budget/prune.ts";
import type { Config } from "../config/config.ts";
import { type KeyPlan, saveKey } from "../key/strategy.ts";
import type { Catalog, StoredBundle } from "../store/catalog.ts";
import type { Deps } from "./deps.ts";
import { merge } from "./merge.ts";
import { digestOf } from "./save/history.ts";

/** What became of the legs of a matrix. */
export type MergedLegs =
  | { readonly kind: "saved" | "taken"; readonly key: string; readonly legs: number; readonly bytes: number }
  | { readonly kind: "not-saved"; readonly why: string };

/**
 * Unites the newest bundle of each leg of a job's matrix into one that any leg falls back to: for a job that runs after
 * all of them. `keys` are those of the job without a leg.
 */
export async function mergeLegs(
  { config, keys, ref }: { config: Config; keys: KeyPlan; ref: string | undefined },
  catalog: Catalog,
  deps: Deps,
): Promise<MergedLegs> {
  const prefix = keys.family.replace(/any$/, "");
  const legs = newestOfEach((await catalog.list(prefix)).bundles, {
    name: config.keyPrefix,
    ref,
    own: keys.family,
  });
  if (legs.length < 2) return { kind: "not-saved", why: `${legs.length} legs begin with ${prefix}` };
  const files: string[] = [];
  try {
    for (const [i, { key }] of legs.entries()) {
      const file = join(deps.tempDirectory, `leg-${i}.tar.zst`);
      const fetched = await deps.store.fetch({ key, fallbacks: [] }, file);
      if (fetched.kind === "hit") files.push(file);
    }
    const out = join(deps.tempDirectory, "merged.tar.zst");
    files.push(out);
    const packed = await merge(
      {
        files: files.slice(0, -1),
        out,
        tempDirectory: deps.tempDirectory,
        budgetBytes: config.maxSizeBytes,
        level: config.compressionLevel,
        segmentRawBytes: config.segmentBytes,
        threads: deps.threads,
      },
      deps.zstd,
    );
    if (!packed) return { kind: "not-saved", why: "nothing fits into max-size" };
    const key = saveKey(keys, digestOf(packed.manifest.entries));
    const stored = await deps.store.put(key, out);
    return {
      kind: stored.kind === "taken" ? "taken" : "saved",
      key,
      legs: files.length - 1,
      bytes: packed.bytes,
    };
  } finally {
    for (const file of files) await rm(file, { force: true });
  }
}

/** Of each leg its newest bundle; those of other refs, and what was merged before, left out. */
function newestOfEach(
  bundles: readonly StoredBundle[],
  { name, ref, own }: { name: string; ref: string | undefined; own: string },
): StoredBundle[] {
  const newest = new Map<string, StoredBundle>();
  for (const bundle of bundles) {
    const family = familyOf(bundle.key, name);
    if (family === "" || family === own) continue;
    if (bundle.ref !== undefined && ref !== undefined && bundle.ref !== ref) continue;
    if ((newest.get(family)?.savedAtMs ?? -1) < bundle.savedAtMs) newest.set(family, bundle);
  }
  return [...newest.values()];
}

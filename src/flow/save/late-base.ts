import { readManifest } from "../../bundle/format/read-manifest.ts";
import type { SaveContents } from "../evidence/build.ts";
import { asUseless } from "../failures.ts";
import { findBase } from "../find-base.ts";
import { type Decision, decideSave, type SavePlan } from "./decide.ts";
import type { SaveDeps } from "./save-deps.ts";

/**
 * An overlay holds what its base lacks, so the base has to be known: where restore could not bring it, it is asked for
 * again.
 */
export async function withLateBase(
  contents: SaveContents,
  plan: SavePlan,
  deps: SaveDeps,
): Promise<{ readonly contents: SaveContents; readonly decision: Decision }> {
  const { base, past, keys } = contents;
  const same = { contents, decision: { ...plan, kind: "save" } as const };
  if (plan.as !== "overlay" || past.base || base.kind === "missed") return same;
  const file = deps.temporary("base");
  try {
    const fetched = await deps.phases.run("fetch other bundles", (onProgress) =>
      findBase(keys, (chain) =>
        deps.store.fetch(chain, file, { onBytes: (done) => onProgress({ done, total: undefined }) }),
      ),
    );
    if (fetched.kind === "miss") return same;
    const manifest = await readManifest(file, deps.zstd, deps.signing?.trust(fetched));
    const known = { ...past, base: { key: fetched.key, manifest, file } };
    const later = { ...contents, past: known };
    return { contents: later, decision: decideSave(later) };
  } catch (error) {
    const useless = asUseless(error);
    if (useless === undefined) throw error;
    deps.log.notice(`The base cannot be used, so the overlay holds all that this job used: ${useless.why}`);
    return same;
  }
}

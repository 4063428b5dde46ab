import { shareOf } from "../../budget/worth.ts";
import type { Manifest } from "../../bundle/format/manifest.ts";
import { sumBytes } from "../../size.ts";
import type { Past } from "./past.ts";

/** What a line of the manifest and a tar header take, compressed. */
const perEntryBytes = 64;

/**
 * Bundle bytes per byte of an entry on disk before anything was measured, for entries as sccache writes them by itself
 * and with raw blocks. On real builds 0.55 to 0.82, and 0.13 to 0.18: the guess is a low one, since a plan that turns out
 * too large is made anew by what was measured, and one that is too small never is.
 */
const usualRatio = { compact: 0.55, raw: 0.13 };

/** What costs are estimated by. */
export interface Measure {
  /** A bundle that tells what entries took, if there is one. */
  readonly manifest: Manifest | undefined;
  /** Whether sccache wrote its new entries with raw blocks. */
  readonly rawAtSource: boolean;
}

/** What the entries of the next bundle are measured by: the newest bundle that this job knows. */
export function measureOf({
  past,
  rawAtSource,
}: {
  readonly past: Past;
  readonly rawAtSource: boolean;
}): Measure {
  const { overlay, heads, base } = past;
  return { manifest: overlay?.manifest ?? heads.at(-1)?.manifest ?? base?.manifest, rawAtSource };
}

/**
 * Expects of each entry what it took in the measured bundle, by its own segment's ratio; of an entry that is not in there,
 * what entries took on the whole. `margin` multiplies all, for a second try after the first came out too large.
 */
export function withCosts<E extends { readonly name: string; readonly bytes: number }>(
  entries: readonly E[],
  measure: Measure,
  margin = 1,
): (E & { readonly cost: number })[] {
  const { manifest } = measure;
  const share = manifest && shareOf(manifest);
  const expected = new Map(manifest?.entries.map((entry) => [entry.name, share?.(entry) ?? 0]));
  const ratio = overallRatio(measure);
  return entries.map((entry) => {
    const bytes = expected.get(entry.name) ?? entry.bytes * ratio;
    return { ...entry, cost: Math.ceil(bytes * margin) + perEntryBytes };
  });
}

/** Bundle bytes per byte on disk of an entry that sccache has just written. */
function overallRatio({ manifest, rawAtSource }: Measure): number {
  const usual = rawAtSource ? usualRatio.raw : usualRatio.compact;
  if (!manifest) return usual;
  const bundled = sumBytes(manifest.segments);
  const onDisk = manifest.entries.reduce(
    (sum, { bytes, storedBytes }) => sum + (rawAtSource ? bytes : storedBytes),
    0,
  );
  return onDisk === 0 ? usual : Math.min(1, bundled / onDisk);
}

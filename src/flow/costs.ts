import type { Candidate } from "../budget/candidate.ts";
import type { Manifest } from "../bundle/manifest.ts";
import type { KnownEntry } from "./history.ts";

/** An entry on disk together with what it is expected to take in the bundle. */
export type CostedEntry = KnownEntry & Candidate;

/** What a line of the manifest and a tar header take, compressed. */
const perEntryBytes = 64;

/** Bundle bytes per byte of an entry as sccache stores it, before anything was measured: 0.55 to 0.82 on real builds. */
const usualRatio = 0.75;

/**
 * Expects of each entry what it took in the bundle `measured`, by its own segment's ratio; of an entry that is not in
 * there, what entries took on the whole. `margin` multiplies all, for a second try after the first came out too large.
 */
export function withCosts(
  entries: readonly KnownEntry[],
  measured: Manifest | undefined,
  margin = 1,
): CostedEntry[] {
  const segmentRatios = (measured?.segments ?? []).map(
    ({ bytes, rawBytes }) => bytes / Math.max(1, rawBytes),
  );
  const expected = new Map(
    (measured?.entries ?? []).map(({ name, bytes, segment }) => [
      name,
      bytes * (segmentRatios[segment] ?? 1),
    ]),
  );
  const ratio = measured ? overallRatio(measured) : usualRatio;
  return entries.map((entry) => {
    const bytes = expected.get(entry.name) ?? entry.bytes * ratio;
    return { ...entry, cost: Math.ceil(bytes * margin) + perEntryBytes };
  });
}

/** Bundle bytes per byte of what sccache stored. */
function overallRatio({ segments, entries }: Manifest): number {
  const bundled = segments.reduce((sum, { bytes }) => sum + bytes, 0);
  const stored = entries.reduce((sum, { storedBytes }) => sum + storedBytes, 0);
  return stored === 0 ? usualRatio : Math.min(1, bundled / stored);
}

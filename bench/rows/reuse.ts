import type { BundledEntry } from "../../src/bundle/manifest.ts";
import { byLikeness, cutIntoRuns } from "../../src/bundle/order.ts";
import { readManifest } from "../../src/bundle/read-manifest.ts";
import { memberBytes } from "../../src/bundle/tar.ts";
import { openZstd } from "../../src/zstd/open.ts";
import type { Run } from "../corpus/recording.ts";
import { inChild } from "../measure/child.ts";
import { type Benchmark, megabytes, type Row, tells } from "./row.ts";

/**
 * How much of the restored bundle could be copied as it is, since all entries of a segment are kept: told from
 * manifests, for the versions of a program and for one more edit of one file.
 */
export const reuse: Benchmark = {
  name: "reuse",
  quick: false,
  async run({ workshop, corpora }) {
    const { directory, runs } = await corpora.series();
    const base = runs.at(-2);
    const edits = base ? await corpora.edits(base.name, 1, 2) : [];
    const names = [...runs, ...edits].flatMap(({ used }) => used);
    const out = workshop.place("temp", "reuse.tar.zst");
    await inChild("pack", { directory, names, out });
    const { entries } = await readManifest(out, openZstd().zstd);
    const known = new Map(entries.map((entry) => [entry.name, entry]));
    return [128e6, 32e6, 8e6, 2e6].map((segmentBytes): Row => {
      const kept = (before: Run, after: Run) => keptShare(before, after, { known, segmentBytes });
      const versions = pairs(runs).map(([before, after]) => kept(before, after));
      const edited = pairs(edits).map(([before, after]) => kept(before, after));
      return tells(
        `reuse: kept whole, of segments of ${megabytes(segmentBytes)}`,
        `${percent(mean(versions))}, ${percent(mean(edited))}`,
        `of raw bytes: the next version, mean of ${versions.map(percent).join(", ")}; one more edit of one file`,
      );
    });
  },
};

/** Which part of the raw bytes of the earlier run's bundle is in segments whose entries the later run all used. */
function keptShare(
  before: Run,
  after: Run,
  { known, segmentBytes }: { known: ReadonlyMap<string, BundledEntry>; segmentBytes: number },
): number {
  const described = before.used.flatMap((name) => {
    const entry = known.get(name);
    return entry ? [{ name, label: entry.label, rawBytes: memberBytes(entry.bytes) }] : [];
  });
  const used = new Set(after.used);
  const segments = cutIntoRuns(described.toSorted(byLikeness), segmentBytes);
  const whole = segments.filter((entries) => entries.every(({ name }) => used.has(name)));
  return sumOf(whole.flat()) / sumOf(described);
}

function sumOf(entries: readonly { readonly rawBytes: number }[]): number {
  return entries.reduce((sum, { rawBytes }) => sum + rawBytes, 0);
}

function pairs(runs: readonly Run[]): [Run, Run][] {
  return runs.slice(1).flatMap((after, i): [Run, Run][] => {
    const before = runs[i];
    return before ? [[before, after]] : [];
  });
}

function mean(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
